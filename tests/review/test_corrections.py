"""What a reader says is wrong becomes a table that `corpus.toml` takes, and that says just that."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.corpus.checks import SettingLocation
from indexer.corpus.document_rules import parse_document_rule
from indexer.model import DOCUMENT_KINDS, Document
from indexer.review.corrections import CorrectedFact, corrected, facts_of
from indexer.review.stanzas import one_line
from tests.corpus_factory import MONTEVIDEO, document

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


def test_a_last_day_comes_with_the_first() -> None:
    """The last day alone cannot be stated, so the first one is stated with it."""
    assert MONTEVIDEO.start
    made = corrected(PAPER, {"end": "2099-01-02"})
    assert tomllib.loads(made.table)["document"][0] == {
        "file": PAPER.source, "start": MONTEVIDEO.start, "end": date(2099, 1, 2),
    }  # fmt: skip


def test_what_is_wrong_and_not_known_is_a_comment() -> None:
    """An emptied fact is named with its old value; an emptied meeting says that there is none."""
    made = corrected(PAPER, {"title": ""})
    assert f'# title is wrong; it was "{PAPER.title}"' in made.table
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
        rule = parse_document_rule(SettingLocation(Path("corpus.toml")), table)
        assert rule.matches(paper.source)
        assert not rule.matches(f"{paper.source}x")
        assert rule.title in {None, one_line(title)}
        assert rule.kind in {None, kind}
