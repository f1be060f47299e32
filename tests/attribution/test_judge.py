"""Drafts about the shipped papers, with what the report says of each quotation."""

from __future__ import annotations

import tomllib

import pytest

from indexer.attribution.known_names import KnownNames
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.finding import Finding
from indexer.quotes.report import all_sound, finding_json, finding_message
from indexer.quotes.verify import verify
from indexer.store.library import Library
from tests.conftest import ROOT

WRITTEN = tomllib.loads((ROOT / "benchmarks/quotes/claims/written.toml").read_text(encoding="utf-8"))["draft"]


def findings_of(draft: str, library: Library, names: KnownNames) -> tuple[Finding, ...]:
    """Check a draft against the shipped papers."""
    quotations = draft_from_text(draft).quotations
    return verify(quotations, library.word_index, library, titles=library.titles, names=names)


@pytest.mark.parametrize("draft", WRITTEN, ids=range(1, len(WRITTEN) + 1))
def test_drafts_as_people_write_them(seed_library: Library, names: KnownNames, draft: dict[str, object]) -> None:
    """Each quotation of a draft written by hand has the outcome that its writer knows."""
    found = findings_of(str(draft["text"]), seed_library, names)
    outcomes = ["right" if finding.outcome in ("exact", "near_exact") else finding.outcome for finding in found]
    assert outcomes == draft["expect"]


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (
            "In Session 2 it was noted that “early warnings and scenario-based exercises are critical”.",
            "Your draft says “Session 2”, but the words are in “Session 5: Protection of Civilians: 25 Years of POC",
        ),
        (
            "The 2019 report says that “early warnings and scenario-based exercises are critical”.",
            "Your draft says “2019”, but the source is a meeting of 10 to 11 December 2024.",
        ),
        (
            "The programme says that “early warnings and scenario-based exercises are critical”.",
            "Your draft says “programme”, but the words are in a summary.",
        ),
        (
            "In Geneva, delegates heard that “early warnings and scenario-based exercises are critical”.",
            "Your draft says “Geneva”, but the meeting was in Montevideo, Uruguay.",
        ),
        (
            "Delegates heard that “Operationalizing POC in UN peacekeeping has required consistent innovation”.",
            "Your draft says “Delegates heard”, but the words are in a programme, which says what was planned.",
        ),
    ],
)
def test_the_report_sets_the_draft_beside_the_source(
    seed_library: Library, names: KnownNames, draft: str, sentence: str
) -> None:
    """A contradiction fails, and is told in a sentence with the words of the draft and the fact of the source."""
    (finding,) = findings_of(draft, seed_library, names)
    assert sentence in finding_message(finding, seed_library)
    assert not all_sound([finding])
    (fact,) = finding.contradicted
    rows = finding_json(finding, seed_library)["facts"]
    assert isinstance(rows, list)
    stated = {"text": fact.stated.text, "start": draft.index(fact.stated.text), "end": fact.stated.end}
    assert {
        "fact": fact.stated.kind,
        "stated": stated,
        "verdict": "contradicted",
        "source": fact.source,
        "note": None,
    } in rows


def test_of_several_places_the_one_that_fits(seed_library: Library, names: KnownNames) -> None:
    """Words of several passages are right when one of them satisfies all that is stated, and that one is shown."""
    words = "the future of peacekeeping"
    everywhere = findings_of(f"Of old we know “{words}”.", seed_library, names)[0]
    assert everywhere.passage_count > 1
    for kind, phrase in (("summary", "summary"), ("concept_note", "concept note"), ("programme", "programme")):
        (finding,) = findings_of(f"The {phrase} speaks of “{words}”.", seed_library, names)
        assert (finding.outcome in ("exact", "near_exact"), finding.places[0].passage.document.kind) == (True, kind)


def test_what_the_papers_do_not_know_is_not_judged(seed_library: Library, names: KnownNames) -> None:
    """A place, a speaker or a session that the papers do not state leaves the quotation as it is."""
    words = "Political support for peacekeeping, and the pursuit of political solutions to conflict"
    draft = f"In Geneva, in Session 5, Jean-Pierre Lacroix said: “{words}”."
    (finding,) = findings_of(draft, seed_library, names)
    assert finding.outcome == "exact"
    assert {fact.stated.kind: fact.verdict for fact in finding.facts} == {
        "place": "not_judged", "session": "not_judged", "speaker": "not_judged", "manner": "supported"
    }  # fmt: skip
