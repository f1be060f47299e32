"""What a draft says around a phrase of one to three words, held against every place of the phrase."""

from __future__ import annotations

import pytest

from indexer.attribution.known_names import KnownNames
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.finding import Finding, PlaceFit
from indexer.quotes.report import all_sound, finding_json, finding_message, phrase_query
from indexer.quotes.verify import verify
from indexer.store.library import Library


def finding_of(draft: str, library: Library, names: KnownNames) -> Finding:
    """Check the only quotation of a draft against the shipped papers."""
    (finding,) = verify(
        draft_from_text(draft).quotations, library.word_index, library, titles=library.titles, names=names
    )
    return finding


@pytest.mark.parametrize(
    ("draft", "outcome", "kind"),
    [
        ("In May 2024, Lacroix warned against “environments where success” is unlikely.", "wrong_place", "date"),
        ("In Session 2 participants spoke of “environments where success” is unlikely.", "wrong_place", "session"),
        ("“mental maps”, the panel said in Session 2.", "wrong_place", "session"),
        ("The 2019 meeting note speaks of “mental maps”.", "wrong_place", "date"),
        ("The programme speaks of “mental maps”.", "wrong_place", "kind"),
        ("Participants noted that the “journey of POC” was long.", "planned_as_said", "manner"),
        ("Jean-Pierre Lacroix said that we need “mental maps”.", "wrong_speaker", "speaker"),
        ("Jean-Pierre Lacroix said that “missions’ needs” come first.", "not_for_attribution", "speaker"),
        ("“mental maps” (meeting note, December 2019).", "wrong_place", "date"),
    ],
)
def test_a_phrase_that_fits_nowhere_is_wrong(
    seed_library: Library, names: KnownNames, draft: str, outcome: str, kind: str
) -> None:
    """Where every place contradicts the draft the phrase fails like a long quotation, and is shown where it stands."""
    finding = finding_of(draft, seed_library, names)
    assert finding.outcome == outcome
    assert [fact.stated.kind for fact in finding.contradicted] == [kind]
    assert finding.places
    assert not all_sound([finding])
    assert "Your draft says" in finding_message(finding, seed_library)


@pytest.mark.parametrize(
    "draft",
    [
        "One word matters: “nimble”.",
        "The “Action for Peacekeeping” initiative was launched in 2018.",
        "No participant said “mental maps” in Montevideo.",
        "In 2018 the so-called “mental maps” were drawn.",
        "The film was called “mental maps” in 2019.",
        "Of the “mental maps” of 2019 the report of another body has more.",
    ],
)
def test_a_phrase_without_a_clear_statement_is_counted(seed_library: Library, names: KnownNames, draft: str) -> None:
    """A fact in the sentence of a phrase is no statement on its source unless a verb gives the phrase to somebody."""
    finding = finding_of(draft, seed_library, names)
    assert (finding.outcome, finding.facts, finding.fit) == ("counted", (), None)


def test_a_phrase_that_fits_is_not_proven(seed_library: Library, names: KnownNames) -> None:
    """Where places fit, their number is told and some are shown, first the one that fits best."""
    finding = finding_of("In Montevideo, participants stressed “people-centric” missions.", seed_library, names)
    assert finding.outcome == "fitting"
    assert finding.occurrences
    assert finding.fit == PlaceFit(2, finding.occurrences.times)
    assert finding.occurrences.times == 3
    assert {place.passage.document.id for place in finding.places} == {"montevideo-2024-summary"}
    assert "fits 2 of 3 places looked at; that does not prove" in finding_message(finding, seed_library)
    assert finding_json(finding, seed_library)["fit"] == {"fitting": 2, "judged": 3, "more": False}
    assert all_sound([finding])


@pytest.mark.parametrize(
    "draft",
    [
        "In Islamabad, participants agreed on “a routine task” for all.",
        "In January 2019 participants discussed the “Action for Peacekeeping” initiative.",
        "In Montevideo participants spoke of the “indispensable role” of women.",
    ],
)
def test_what_cannot_be_decided_is_said(seed_library: Library, names: KnownNames, draft: str) -> None:
    """A place that no paper names, a name that others may call otherwise, another spelling: nothing is claimed."""
    finding = finding_of(draft, seed_library, names)
    assert finding.outcome == "undecided"
    assert all(fact.verdict != "contradicted" for fact in finding.facts)
    assert finding_message(finding, seed_library).endswith("Whether what your draft says of it is right is not known.")


def test_very_many_places_leave_it_open(seed_library: Library, names: KnownNames) -> None:
    """Of very many places some are looked at; where none of them fits, the rest might."""
    finding = finding_of("In June 2011 participants spoke of “peacekeeping”.", seed_library, names)
    assert (finding.outcome, finding.fit) == ("undecided", PlaceFit(0, 50, more=True))
    assert "Left open" in finding_message(finding, seed_library)


def test_a_link_is_held_against_every_place(seed_library: Library, names: KnownNames) -> None:
    """A phrase that is nowhere in the meeting that its link leads to has the wrong link."""
    wrong = finding_of("Old “mental maps” (https://a.org/m/montevideo-2024).", seed_library, names)
    assert wrong.outcome == "other_meeting"
    assert "The link leads to" in finding_message(wrong, seed_library)
    other = "Old “mental maps” are of no use, as all have said (https://a.org/m/montevideo-2024)."
    assert finding_of(other, seed_library, names).outcome == "undecided"  # the link may be that of the sentence
    right = finding_of("New “people-centric” missions (https://a.org/m/montevideo-2024).", seed_library, names)
    assert (right.outcome, right.fit) == ("fitting", PlaceFit(2, 3))


@pytest.mark.parametrize("phrase", ["[m]ental maps", "[M]ental", "[m]aps"])
def test_a_phrase_with_a_changed_capital_is_found(seed_library: Library, names: KnownNames, phrase: str) -> None:
    """Brackets around a first letter say that its case was changed, also where the phrase is one word."""
    finding = finding_of(f"It was a matter of “{phrase}” there.", seed_library, names)
    assert finding.occurrences
    assert finding.occurrences.times
    assert "[" not in phrase_query(finding)
