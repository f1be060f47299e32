"""Quotations of words that a passage had once, in papers that were indexed, changed and indexed again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.quotes.find import find_quotations
from indexer.quotes.finding import Finding
from indexer.quotes.former.words import FormerWords
from indexer.quotes.report import finding_json, finding_message
from indexer.quotes.spans import split_spans
from indexer.quotes.verify import verify
from indexer.registry.rows import PassageRow
from indexer.store.history import History
from indexer.store.library import Library
from tests.links.corpus import EditedCorpus
from tests.webapp.verify.test_page import sent
from webapp.cli import cli

REMOVED = "Turtles were caught in one of every ten hauls"
REWORDED = "observers on board of every trawler"
TODAY = "cameras in each larger fishing boat"
UNKNOWN = "herons count the silver lanterns of the harbour"


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> EditedCorpus:
    """Papers of which one passage was reworded and one removed; do not change them."""
    corpus = EditedCorpus.create(tmp_path_factory.mktemp("former"))
    corpus.edit(REWORDED, TODAY)
    corpus.edit(f"{corpus.passage('Turtles').text}\n\n", "")
    return corpus


@pytest.fixture
def library(edited: EditedCorpus) -> Iterator[Library]:
    """The live build."""
    with closing(edited.open_library()) as opened:
        yield opened


def checked(library: Library, draft: str) -> tuple[Finding, ...]:
    """Check the quotations of a draft."""
    return verify(find_quotations(draft), library.word_index, library)


def only(library: Library, quotation: str) -> Finding:
    """Check one quotation."""
    [finding] = checked(library, f"The author says “{quotation}” and goes on.")
    return finding


@pytest.mark.parametrize(
    "quotation",
    [
        REMOVED,
        "turtles were  caught, in one of every TEN hauls",
        "Turtles were caught […] of every ten hauls, and the speakers described devices",
        "[T]urtles were caught in one of every ten hauls",
    ],
)
def test_removed_words_are_not_found_but_told(library: Library, edited: EditedCorpus, quotation: str) -> None:
    """The outcome is that of words that no paper has, and the message says until when a passage had them."""
    finding = only(library, quotation)
    assert finding.outcome == "not_found"
    former = finding.former
    assert former is not None
    assert former.end == "removed"
    assert former.until
    message = finding_message(finding, library)
    assert f"A passage had them until it was removed on {former.until[:10]}." in message
    assert "anything close" not in message
    page = edited.open_site().get(former.path)
    assert page.status_code == 410
    assert REMOVED in page.text
    assert finding_json(finding, library)["former"] == {
        "passage": former.passage,
        "url": former.path,
        "end": "removed",
        "until": former.until,
    }


def test_reworded_words_lead_to_the_wording_that_had_them(library: Library, edited: EditedCorpus) -> None:
    """The passage is there, its address with the version answers with its former wording, and no day is claimed."""
    finding = only(library, REWORDED)
    assert finding.outcome == "not_found"
    former = finding.former
    assert former is not None
    assert (former.passage, former.end, former.until) == (edited.passage(TODAY).id, "reworded", None)
    assert "A passage had them until it was reworded." in finding_message(finding, library)
    page = edited.open_site().get(former.path)
    assert page.status_code == 200
    assert "The wording has changed since" in page.text


@pytest.mark.parametrize(
    "quotation",
    [
        UNKNOWN,
        "Turtles were never caught in one of every ten hauls in those years of the survey",
        "of every ten hauls […] Turtles were caught in one",
        "Turtles were [sic] in one of every ten hauls",
        "[a] [b] [c] [d] turtles",
    ],
)
def test_other_words_are_told_of_no_past(library: Library, quotation: str) -> None:
    """Words that differ, stand in another order or are the writer's own are not said to have been there."""
    assert FormerWords(library).find(split_spans(quotation)) is None


@pytest.mark.parametrize(("between", "end"), [(True, "reworded"), (False, "merged")])
def test_merged_words(edited: EditedCorpus, tmp_path: Path, between: bool, end: str) -> None:
    """The passage that took them over had them last, if it ever did; else they ended when theirs was merged."""
    corpus = edited.copy(tmp_path)
    words, later = "A common format for landing declarations", "A common format for all declarations"
    was = corpus.passage(words)
    if between:
        corpus.edit(f"every year.\n2. {words}", f"every year. {words}")
        corpus.edit(words, later)
    else:
        corpus.edit(f"every year.\n2. {words}", f"every year. {later}")
    with closing(corpus.open_library()) as library:
        former = FormerWords(library).find(split_spans(words))
        linked = FormerWords(library).find(split_spans(words), [f"https://papers.example.org/p/{was.id}?v=abcdef"])
    assert former is not None
    assert linked is not None
    assert former.end == end
    assert (former.passage == was.id) == (end == "merged")
    assert (linked.passage, linked.end) == (was.id, "merged")
    assert corpus.open_site().get(linked.path).status_code == 301


def test_words_of_today_are_no_past(library: Library) -> None:
    """A passage that was reworded has its wording of today in the papers: its rows say nothing else."""
    assert FormerWords(library).find(split_spans(TODAY)) is None
    assert only(library, TODAY).outcome == "exact"


def test_the_past_is_read_once_and_only_for_what_is_not_found(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A draft whose quotations are all found reads nothing of it, another reads it one time."""
    reads: list[str] = []
    read_all = History.past_rows

    def counted_reads(history: History) -> Iterator[PassageRow]:
        reads.append("read")
        return read_all(history)

    monkeypatch.setattr(History, "past_rows", counted_reads)
    checked(library, f"He said “{TODAY}” and “turtles”.")
    assert reads == []
    findings = checked(library, f"He said “{UNKNOWN}”, “{REMOVED}” and “{REWORDED}”.")
    assert [finding.former is not None for finding in findings] == [False, True, True]
    assert reads == ["read"]


def test_of_very_many_texts_some_are_read(library: Library) -> None:
    """Beyond the limit nothing is looked for, and nothing is claimed."""
    spans = [split_spans(words) for words in (REMOVED, REWORDED)]
    assert [FormerWords(library, most=0).find(span) for span in spans] == [None, None]
    assert sum(FormerWords(library, most=1).find(span) is not None for span in spans) <= 1


def test_the_command_and_the_page_tell_it(edited: EditedCorpus, tmp_path: Path) -> None:
    """Both have the sentence and the link; the exit status is that of words that are not found."""
    draft = tmp_path / "draft.md"
    draft.write_text(f"He said “{REMOVED}”.", encoding="utf-8")
    arguments = ["verify", str(draft), "--index-dir", str(edited.index_dir), "--site", "https://papers.example.org"]
    printed = CliRunner().invoke(cli, arguments)
    assert printed.exit_code == 1
    report = json.loads(CliRunner().invoke(cli, [*arguments, "--json"]).stdout)
    url = report["findings"][0]["former"]["url"]
    assert "1. Not found" in printed.stdout
    assert "A passage had them until it was removed on" in printed.stdout
    assert f"https://papers.example.org{url}" in printed.stdout
    page = sent(edited.open_site(), f"He said “{REMOVED}”.")
    assert f'<a href="{url}">Open the former wording</a>' in page.text


def test_redacted_words_are_not_told(edited: EditedCorpus, tmp_path: Path) -> None:
    """What was redacted after it was reworded or removed has no words any more, and no link leads to it."""
    corpus = edited.copy(tmp_path)
    with closing(corpus.open_library()) as library:
        ids = [former.passage for words in (REMOVED, REWORDED) if (former := only(library, words).former)]
    assert len(ids) == 2
    for passage_id in ids:
        options = ["--index-dir", str(corpus.index_dir), "--reason", "Law", "--yes"]
        result = CliRunner().invoke(cli, ["redact", passage_id, *options])
        assert result.exit_code == 0, result.output
    with closing(corpus.open_library()) as library:
        findings = [only(library, words) for words in (REMOVED, REWORDED)]
    assert [(finding.outcome, finding.former) for finding in findings] == [("not_found", None)] * 2
