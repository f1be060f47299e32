"""How the facts of a paper are known, as the build records it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from indexer.build.documents import fact_evidence
from indexer.build.pipeline import build
from indexer.meetings.merge import GroupedPaper
from indexer.model import DocumentKind, FactBasis, FactEvidence, FactName, Meeting
from indexer.store.builds import open_library
from indexer.structure.draft import DraftFacts, PartFacts
from tests.structure import papers

DAY = date(2031, 2, 14)
MEETING = Meeting("oslo-2031", "Harbour Board", "Oslo, Norway", DAY, DAY, 2031)


def known(facts: DraftFacts, *from_meeting: FactEvidence, of: Meeting | None = MEETING) -> dict[FactName, FactEvidence]:
    """Return how the facts of a paper are known, by name."""
    draft = replace(papers.read_paper(papers.WATER_MINUTES), facts=facts)
    paper = GroupedPaper({None: of} if of else {}, {}, draft, from_meeting)
    return {entry.fact: entry for entry in fact_evidence(paper)}


def facts_with(kind: DocumentKind, *evidence: FactEvidence) -> DraftFacts:
    """Return the facts of a paper that are known in these ways."""
    return DraftFacts("Minutes", kind, evidence=evidence)


@pytest.mark.parametrize("basis", ["settings", "stated", "path", "guessed"])
def test_the_status_is_known_as_the_kind_is(basis: FactBasis) -> None:
    """Where the kind alone decides, planned or held is known from what the kind was read from."""
    entry = known(facts_with("minutes", FactEvidence("kind", basis, "MINUTES")))["status"]
    assert entry == FactEvidence("status", basis, "MINUTES")


def test_a_status_that_the_kind_does_not_decide_is_not_known() -> None:
    """A statement can be from before a meeting or from after it, however sure its kind is."""
    assert known(facts_with("statement", FactEvidence("kind", "stated")))["status"].basis == "unknown"
    stated = FactEvidence("status", "stated", "delivered on")
    assert known(facts_with("statement", stated))["status"] == stated


def test_what_the_settings_state_outweighs_what_ties_papers() -> None:
    """A meeting that `corpus.toml` states is not known from another paper."""
    tie = FactEvidence("meeting", "path", "2031/02-14")
    assert known(facts_with("minutes"), tie)["meeting"] == tie
    settings = FactEvidence("meeting", "settings", "corpus.toml")
    assert known(facts_with("minutes", settings), tie)["meeting"] == settings


def test_what_is_missing_is_not_known() -> None:
    """A paper without a day, or without a meeting, says so."""
    without = known(facts_with("minutes", FactEvidence("day", "guessed", "May")), of=None)
    assert (without["day"].basis, without["meeting"].basis) == ("unknown", "unknown")


def test_several_meetings_have_the_days_of_their_headings() -> None:
    """The days of a paper that holds several meetings stand in it."""
    facts = replace(facts_with("minutes"), parts=(PartFacts("## 14 February 2031", DAY, DAY),))
    assert known(facts)["day"] == FactEvidence("day", "stated", "## 14 February 2031")


def test_a_build_keeps_how_facts_are_known(tmp_path: Path) -> None:
    """A place from the settings, a day from the other paper of the meeting: each document of the index says which."""
    folder = tmp_path / "papers"
    texts = {"a": papers.FISHERIES_SUMMARY, "b": papers.FISHERIES_PROGRAMME.replace("Lisbon, Portugal", "")}
    papers.write_papers(folder, **texts)
    (folder / "corpus.toml").write_text(
        '[[document]]\nfile = "*"\nmeeting_id = "x"\n[[document]]\nfile = "a.txt"\ntitle = "Summary"\n'
    )
    build(folder, tmp_path / "index")
    library = open_library(tmp_path / "index")
    by_source = {
        document.source: {entry.fact: entry for entry in document.evidence} for document in library.documents()
    }
    library.close()
    assert by_source["a.txt"]["title"] == FactEvidence("title", "settings", "corpus.toml")
    assert by_source["a.txt"]["meeting"].basis == "settings"
    assert by_source["b.txt"]["place"] == FactEvidence("place", "sibling", "a.txt")
    assert by_source["b.txt"]["day"] == FactEvidence("day", "sibling", "a.txt")
