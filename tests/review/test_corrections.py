"""What a reader says is wrong becomes a table that `corpus.toml` takes, and that says just that."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.corpus.checks import SettingLocation
from indexer.corpus.document_rules import parse_document_rule
from indexer.model import DOCUMENT_KINDS, Document, Status
from indexer.review.corrections import CorrectedFact, corrected, facts_of
from indexer.review.stanzas import one_line
from tests.conftest import SEEDS
from tests.corpus_factory import MONTEVIDEO, document
from tests.links.corpus import EditedCorpus

PAPER = document("fisheries", MONTEVIDEO)
NIGHT = replace(PAPER, source="what [draft] is*this?.txt", title='Of "eels" and \\ nets')


def test_nothing_changed_is_no_correction() -> None:
    """The facts as they are give no table."""
    made = corrected(PAPER, facts_of(PAPER))
    assert (made.table, made.problems) == ("", {})


def test_only_what_differs_is_stated() -> None:
    """The table has the file, the changed facts and the note, and no other fact."""
    made = corrected(PAPER, {**facts_of(PAPER), "title": "Fish", "kind": "minutes"}, "It says so\non page 2.")
    stated = tomllib.loads(made.table)["document"][0]
    assert stated == {"file": PAPER.source, "title": "Fish", "kind": "minutes"}
    assert made.table.endswith("# It says so\n# on page 2.")


@pytest.mark.parametrize("changed", [{"start": "2000-01-02"}, {"end": "2099-01-02"}])
def test_the_days_of_a_meeting_are_stated_together(changed: dict[CorrectedFact, str]) -> None:
    """Where either day is changed, the table has both as they are shown: one alone would mean a meeting of one day."""
    shown = {**facts_of(PAPER), **changed}
    made = corrected(PAPER, changed)
    assert tomllib.loads(made.table)["document"][0] == {
        "file": PAPER.source, "start": date.fromisoformat(shown["start"]), "end": date.fromisoformat(shown["end"]),
    }  # fmt: skip


def test_a_first_day_is_held_against_the_last_day_shown() -> None:
    """A first day after the last day that the form shows is an error, though only the first was changed."""
    assert MONTEVIDEO.end
    made = corrected(PAPER, {"start": "2099-01-02"})
    assert made.table == ""
    assert made.problems == {"end": f"end {MONTEVIDEO.end} is before start 2099-01-02"}


def test_a_day_that_is_not_known_is_not_stated() -> None:
    """A first day whose last day was emptied stands alone, with a comment on the other; and the reverse has no day."""
    assert MONTEVIDEO.start
    assert MONTEVIDEO.end
    without_last = corrected(PAPER, {"start": "2000-01-02", "end": ""}).table
    assert tomllib.loads(without_last)["document"][0] == {"file": PAPER.source, "start": date(2000, 1, 2)}
    assert f'# end is wrong; it was "{MONTEVIDEO.end}"' in without_last
    without_first = corrected(PAPER, {"start": ""}).table
    assert tomllib.loads(without_first)["document"][0] == {"file": PAPER.source}
    assert f'# start is wrong; it was "{MONTEVIDEO.start}"' in without_first


def test_what_is_wrong_and_not_known_is_a_comment() -> None:
    """An emptied fact is named with its old value; an emptied meeting says that there is none."""
    made = corrected(PAPER, {"title": ""})
    assert f'# title is wrong; it was "{PAPER.title}"' in made.table
    with_author = replace(PAPER, author="Anna Berg", publisher="Port Press")
    of_nobody = tomllib.loads(corrected(with_author, {"author": "", "publisher": ""}).table)
    assert of_nobody["document"][0] == {"file": PAPER.source, "author": False, "publisher": False}
    of_none = tomllib.loads(corrected(PAPER, {"meeting": "", "place": "", "start": "", "end": ""}).table)
    assert of_none["document"][0] == {"file": PAPER.source, "meeting": False}


@pytest.mark.parametrize(
    ("stated", "fact", "says"),
    [
        ({"start": "5 May 2024"}, "start", "Write the day as 2024-12-10."),
        ({"end": "2024"}, "end", "Write the day as 2024-12-10."),
        ({"published": "May 2024"}, "published", "2025-01-31"),
        ({"kind": "poem"}, "kind", "minutes"),
        ({"start": "2024-05-06", "end": "2024-05-05"}, "end", "is before"),
    ],
)
def test_what_cannot_be_stated_is_named(stated: dict[CorrectedFact, str], fact: CorrectedFact, says: str) -> None:
    """A value that `corpus.toml` would refuse gives no table, and the problem stands at its fact."""
    made = corrected(PAPER, stated)
    assert made.table == ""
    assert set(made.problems) == {fact}
    assert says in made.problems[fact]


@given(
    paper=st.sampled_from([PAPER, NIGHT]),
    title=st.text(min_size=1),
    place=st.text(),
    note=st.text(),
    kind=st.sampled_from(DOCUMENT_KINDS),
)
def test_every_table_can_be_pasted(paper: Document, title: str, place: str, note: str, kind: str) -> None:
    """Whatever a reader types, the table is read as it is meant: for this one file, with these words."""
    made = corrected(paper, {"title": title, "place": place, "kind": kind}, note)
    tables = tomllib.loads(made.table).get("document", [])
    assert len(tables) <= 1
    for table in tables:
        rule = parse_document_rule(SettingLocation("corpus.toml"), table)
        assert rule.matches(paper.source)
        assert not rule.matches(f"{paper.source}x")
        assert rule.title in {None, one_line(title)}
        assert rule.kind in {None, kind}


@pytest.mark.parametrize(
    "stated",
    [
        {"place": "Punta del Este, Uruguay", "kind": "concept_note"},
        {"meeting": "Ministerial preparatory meeting", "start": "2024-12-11", "end": "2024-12-12"},
    ],
)
def test_a_wrong_meeting_is_corrected_with_all_its_papers(tmp_path: Path, stated: dict[CorrectedFact, str]) -> None:
    """The pasted table changes the meeting under its address, and tears no paper out; the status stays as chosen."""
    corpus = EditedCorpus(tmp_path)
    shutil.copytree(SEEDS, corpus.folder)
    corpus.index()
    before = corpus.open_library()
    paper = before.document("montevideo-2024-summary")
    others = [other for other in before.documents("montevideo-2024") if other.id != paper.id]
    assert others
    made = corrected(paper, stated, others=others)
    (corpus.folder / "corpus.toml").write_text(made.table, encoding="utf-8")
    corpus.index()
    after = corpus.open_library()
    assert {meeting.id for meeting in after.meetings()} == {meeting.id for meeting in before.meetings()}
    assert {other.id for other in after.documents("montevideo-2024")} == {paper.id, *(each.id for each in others)}
    facts = {**facts_of(paper), **stated}
    assert facts_of(after.document(paper.id)) == facts
    for other in others:
        of_meeting = {fact: facts[fact] for fact in ("meeting", "place", "start", "end")}
        assert facts_of(after.document(other.id)) == facts_of(other) | of_meeting


def test_a_paper_of_another_meeting_is_stated_alone() -> None:
    """Where the reader says that only the paper is meant, no other paper is stated, and no id of the meeting."""
    made = corrected(PAPER, {"place": "Oslo, Norway"})
    assert tomllib.loads(made.table)["document"] == [{"file": PAPER.source, "place": "Oslo, Norway"}]
    both = corrected(PAPER, {"place": "Oslo, Norway", "title": "Fish"}, others=[NIGHT])
    first, second = tomllib.loads(both.table)["document"]
    assert (first["meeting_id"], first["title"]) == (second["meeting_id"], "Fish") == (MONTEVIDEO.id, "Fish")
    assert "title" not in second
    assert len(tomllib.loads(corrected(PAPER, {"title": "Fish"}, others=[NIGHT]).table)["document"]) == 1
    several = replace(NIGHT, source="year.txt", meetings=(MONTEVIDEO, MONTEVIDEO))
    assert '# "year.txt" holds several meetings' in corrected(PAPER, {"place": "Oslo"}, others=[several]).table


def test_the_status_that_is_chosen_is_stated_where_the_kind_would_change_it() -> None:
    """A new kind would decide the status anew, so the form's status is stated unless it is the one of the kind."""
    cases: tuple[tuple[str, Status, bool], ...] = (
        ("concept_note", "reported", True),
        ("concept_note", "planned", False),
        ("other", "reported", True),
        ("minutes", "reported", False),
    )
    for kind, status, is_stated in cases:
        paper = replace(PAPER, status=status)
        [table] = tomllib.loads(corrected(paper, {"kind": kind}).table)["document"]
        assert table == {"file": PAPER.source, "kind": kind} | ({"status": status} if is_stated else {})
