"""Doubtful facts of papers, and the tables that settle them."""

from __future__ import annotations

import tomllib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from indexer.model import FACT_BASES, FACT_NAMES, Document, FactEvidence, Meeting
from indexer.review.doubts import doubts_of
from indexer.review.stanzas import stanza_of

MEETING = Meeting("oslo-2031", "Harbour Board", "Oslo, Norway", date(2031, 2, 14), date(2031, 2, 15), 2031)


def document(*evidence: FactEvidence, source: str = "a.txt", title: str = "Minutes of the Board") -> Document:
    """Return a paper whose facts are known in these ways."""
    return Document(source, title, "other", "unknown", source, (MEETING,), evidence=evidence)


def test_the_worst_stands_first() -> None:
    """A guess stands before a gap, and a day before a kind."""
    papers = [
        document(FactEvidence("kind", "unknown"), FactEvidence("day", "unknown"), source="a.txt"),
        document(FactEvidence("kind", "guessed"), FactEvidence("day", "guessed"), source="b.txt"),
    ]
    assert [(doubt.basis, doubt.fact) for doubt in doubts_of(papers)] == [
        ("guessed", "day"),
        ("guessed", "kind"),
        ("unknown", "day"),
        ("unknown", "kind"),
    ]


def test_what_is_stated_is_no_doubt() -> None:
    """What the paper or its owner states, and a place that no paper gives, are not listed."""
    evidence = [FactEvidence(fact, basis) for fact in FACT_NAMES for basis in ("stated", "settings")]
    assert doubts_of([document(*evidence, FactEvidence("place", "unknown"))]) == []


def test_a_guess_is_offered_as_it_is_and_a_gap_behind_a_sign() -> None:
    """The table states guesses, and leaves what is not known to the reader."""
    paper = document(FactEvidence("day", "guessed", "14 February"), FactEvidence("kind", "unknown"))
    stanza = stanza_of(paper, doubts_of([paper]))
    assert tomllib.loads(stanza)["document"] == [
        {"file": "a.txt", "start": date(2031, 2, 14), "end": date(2031, 2, 15)}
    ]
    assert "# guessed: 14 February" in stanza
    assert '# kind = "..."' in stanza


@given(
    st.text(min_size=1),
    st.text(min_size=1),
    st.lists(st.builds(FactEvidence, st.sampled_from(FACT_NAMES), st.sampled_from(FACT_BASES), st.text())),
)
def test_every_table_can_be_pasted(source: str, title: str, evidence: list[FactEvidence]) -> None:
    """Whatever file names, titles and evidence hold, the table is TOML and names the file."""
    facts = {entry.fact: entry for entry in evidence}
    paper = document(*facts.values(), source=source, title=title)
    tables = tomllib.loads(stanza_of(paper, doubts_of([paper])))["document"]
    assert tables[0]["file"] == source
