"""Places, meetings, sessions and days count only where they stand in the clause of the quotation."""

from __future__ import annotations

import pytest

from indexer.attribution.facts import StatedFactKind
from indexer.attribution.known_names import KnownNames
from indexer.attribution.read import stated_facts
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.find import find_quotations
from indexer.quotes.verify import verify
from indexer.store.library import Library

WORDS = "the words of the paper"
_PLACES: frozenset[StatedFactKind] = frozenset({"place", "meeting", "session", "date"})
IN_SESSION_5 = "the host state's responsibility in PoC and the need for collaboration"
"""Words of the fifth session in Montevideo, in December 2024."""


def places_in(draft: str, names: KnownNames) -> list[str]:
    """Return the words of a draft that say where and when the quotation of WORDS is from."""
    (quotation,) = [each for each in find_quotations(draft.format(WORDS)) if each.text.startswith(WORDS)]
    assert quotation.context
    return [fact.text for fact in stated_facts(quotation.context, names) if fact.kind in _PLACES]


@pytest.mark.parametrize(
    ("draft", "stated"),
    [
        ("The Berlin ministerial (May 2025) was prepared in Islamabad, where the organisers wrote: “{}”.", "Islamabad"),
        ("The Brussels summit of 2026 drew on Montevideo, where panelists called for “{}”.", "Montevideo"),
        ("The rules were debated in Vienna, where the Committee concluded that “{}”.", "Vienna"),
        ("In Paris in 2022 I told my colleagues of “{}” that participants in Montevideo described.", "Montevideo"),
        ("Having met in Accra in 2023, states heard in Montevideo of “{}”.", "Montevideo"),
        ("At the Accra ministerial of December 2023 Egypt made a pledge, and CCCPA works “{}”.", ""),
        ("Egypt pledged troops in Geneva in 2021 and participants stressed “{}”.", ""),
        ("Although the Berlin ministerial of May 2025 went further, panelists called for “{}”.", ""),
        ("The roundtable, which was followed by a ministerial in Berlin in 2021, agreed on “{}”.", ""),
        ("Ms Low, who joined the board in Lisbon in 2011, recalls that the Committee agreed that “{}”.", ""),
        ("In Berlin in 2025, Ms Low recalled that the Committee agreed that “{}”.", ""),
        ("Speakers noted “{}”, which the Berlin ministerial took up in May 2025.", ""),
        ("Speakers noted “{}”, and in Berlin in May 2025 ministers agreed.", ""),
        ("Speakers noted “{}”, although ministers meeting in Berlin in 2016 did not.", ""),
        ("Speaking in Vienna in 2025, the minister quoted what participants had stressed: “{}”.", ""),
        ("In Vienna in 2025, echoing Montevideo, ministers called for “{}”.", ""),
        ("The Vienna meeting of 2025 repeated that “{}”.", ""),
        ("The 2025 Berlin ministerial aside, it was participants in Montevideo who stressed “{}”.", "Montevideo"),
        ("Founded in Oslo in 2004, the institute recalls that “{}”.", ""),
        ("Session 2 was about training – yet participants stressed “{}” too.", ""),
        ("The Geneva conference of 2025 is over: participants in Montevideo stressed “{}”.", "Montevideo"),
        ("In January 2026 the department published a study that cites participants who stressed “{}”.", ""),
        ("Two meetings followed. “{}”, participants had stressed in Montevideo.", "Montevideo"),
        ("“{}”, as was said in Montevideo.", "Montevideo"),
    ],
)
def test_other_clauses_are_of_something_else(names: KnownNames, draft: str, stated: str) -> None:
    """What stands in a clause beside the one that has the quotation is not said of the quotation."""
    assert places_in(draft, names) == ([stated] if stated else [])


@pytest.mark.parametrize(
    ("draft", "stated"),
    [
        ("At the Berlin conference, which was held in May 2025, participants stressed “{}”.", ["Berlin"]),
        ("In Session 2, where training was discussed, participants stressed “{}”.", ["Session 2"]),
        ("Delegates who met in May 2025 stressed “{}”.", ["May 2025"]),
        ("In Berlin, after a long debate, participants stressed “{}”.", ["Berlin"]),
        ("It was in May 2025 that participants stressed “{}”.", ["May 2025"]),
        ("Participants met in May 2025 and stressed “{}”.", ["May 2025"]),
        ("When participants met in May 2025, they stressed “{}”.", ["May 2025"]),
        ("The seminar of May 2024, at which participants stressed “{}”, was long.", ["May 2024"]),
        ("At the seminar held in May 2024, participants stressed “{}”.", ["May 2024"]),
        ("The May 2024 report says that participants stressed “{}”.", ["May 2024"]),
        ("The panel on women, peace, and security concluded that “{}”.", ["panel on women"]),
        ("Quoting from the May 2024 report: “{}”.", ["May 2024"]),
    ],
)
def test_the_clause_of_a_quotation_may_have_others_within(names: KnownNames, draft: str, stated: list[str]) -> None:
    """A clause goes on behind what is inserted, and a paper that reports words is their source."""
    assert places_in(draft, names) == stated


@pytest.mark.parametrize(
    ("draft", "outcome"),
    [
        (f"At the Rome summit in 2026 ministers spoke, while participants stressed “{IN_SESSION_5}”.", "exact"),
        (f"In Session 2 delegates left, so in Session 5 participants stressed “{IN_SESSION_5}”.", "exact"),
        (f"Ministers travelled to Berlin, where participants stressed “{IN_SESSION_5}”.", "wrong_place"),
        (f"Having met in Montevideo in 2024, participants stressed in Berlin “{IN_SESSION_5}”.", "wrong_place"),
        (f"“{IN_SESSION_5}”, as was stressed in Berlin.", "wrong_place"),
        (f"“{IN_SESSION_5}”, participants stressed in June 2011.", "wrong_place"),
        # The report itself takes these words from another document.
        ("In July 2023 the Secretary-General wrote of “a response to the deep sense of unease”.", "exact"),
        ("In July 2023 panelists spoke of “deploying peacekeepers in environments where success”.", "wrong_place"),
    ],
)
def test_what_is_judged_of_them(seed_library: Library, names: KnownNames, draft: str, outcome: str) -> None:
    """A place of the clause is judged, and one of another clause, or of a document that the paper quotes, is not."""
    quotations = draft_from_text(draft).quotations
    (finding,) = verify(quotations, seed_library.word_index, seed_library, names=names)
    assert finding.outcome.replace("near_", "") == outcome
