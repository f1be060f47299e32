"""Days of the week, titles of sessions and brackets behind a phrase, held against the shipped papers."""

from __future__ import annotations

import pytest

from indexer.attribution.known_names import KnownNames
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.verify import verify
from indexer.store.library import Library

IN_SESSION_5 = "the host state's responsibility in PoC and the need for collaboration"
"""Words of the fifth session in Montevideo, held on a Tuesday and a Wednesday in December 2024."""


@pytest.mark.parametrize(
    ("draft", "outcome", "verdicts"),
    [
        (
            f"On Tuesday, 11 December 2024, participants stressed “{IN_SESSION_5}”.",
            "exact",
            {"Tuesday, 11 December 2024": "not_judged"},
        ),
        (
            f"On Wednesday, 11 December 2024, participants stressed “{IN_SESSION_5}”.",
            "exact",
            {"Wednesday, 11 December 2024": "supported"},
        ),
        (f"On Wednesday, participants stressed “{IN_SESSION_5}”.", "exact", {"Wednesday": "supported"}),
        (f"On Friday, participants stressed “{IN_SESSION_5}”.", "wrong_place", {"Friday": "contradicted"}),
        (f"On a Monday, participants stressed “{IN_SESSION_5}”.", "wrong_place", {"a Monday": "contradicted"}),
        (f"On Friday the minister left, and participants stressed “{IN_SESSION_5}”.", "exact", {}),
        (f"Since Friday participants have stressed “{IN_SESSION_5}”.", "exact", {}),
        (
            f"On Wednesday, in May 2019, participants stressed “{IN_SESSION_5}”.",
            "wrong_place",
            {"Wednesday": "supported", "May 2019": "contradicted"},
        ),
    ],
)
def test_a_day_of_the_week(
    seed_library: Library, names: KnownNames, draft: str, outcome: str, verdicts: dict[str, str]
) -> None:
    """A day of the week is held against the days of a meeting of less than a week, beside any date."""
    (finding,) = verify(draft_from_text(draft).quotations, seed_library.word_index, seed_library, names=names)
    assert finding.outcome.replace("near_", "") == outcome
    assert {fact.stated.text: fact.verdict for fact in finding.facts if fact.stated.kind == "date"} == verdicts


@pytest.mark.parametrize(
    ("draft", "outcome"),
    [
        (f"In the session Protection of Civilians, participants stressed “{IN_SESSION_5}”.", "exact"),
        (f"In the session Enhancing Women's Roles, participants stressed “{IN_SESSION_5}”.", "wrong_place"),
        (f"In the session Old Hopes and New Fears, participants stressed “{IN_SESSION_5}”.", "exact"),
        (f"The session Martin Vidal chaired stressed “{IN_SESSION_5}”.", "exact"),
    ],
)
def test_a_session_by_its_title(seed_library: Library, names: KnownNames, draft: str, outcome: str) -> None:
    """Words with capitals behind `session` are its title where a session of the meeting has them."""
    (finding,) = verify(draft_from_text(draft).quotations, seed_library.word_index, seed_library, names=names)
    assert finding.outcome.replace("near_", "") == outcome


@pytest.mark.parametrize(
    ("draft", "outcome"),
    [
        ("They need “mental maps” (Montevideo; December 2024).", "wrong_place"),
        ("They need “over-ambitious mandates” (Montevideo; December 2024).", "fitting"),
        ("They need “over-ambitious mandates” (Montevideo; p. 3).", "fitting"),
        ("They need “over-ambitious mandates” (Islamabad; p. 3).", "wrong_place"),
    ],
)
def test_a_bracket_behind_a_phrase(seed_library: Library, names: KnownNames, draft: str, outcome: str) -> None:
    """A bracket with semicolons names the source of a phrase."""
    (finding,) = verify(draft_from_text(draft).quotations, seed_library.word_index, seed_library, names=names)
    assert finding.outcome == outcome


MEETING = "the Security Council meeting of 3 May 2019"


@pytest.mark.parametrize(
    "opening",
    [
        f"Thanks to {MEETING}, participants",
        f"In response to {MEETING}, participants",
        f"In contrast to {MEETING}, participants",
        f"In the spirit of {MEETING}, participants",
        f"Under pressure from {MEETING}, participants",
        f"In the wake of {MEETING}, participants",
        f"As a result of {MEETING}, participants",
        f"As with {MEETING}, participants",
        f"Prompted by {MEETING}, participants",
        f"Because {MEETING} had failed, participants",
        f"To {MEETING} Uruguay reported what participants had",
        f"A paper for {MEETING} repeats that participants",
        f"The minister, who chaired {MEETING}, was told that participants",
        f"Quoting {MEETING}, participants",
        f"Norway and {MEETING} aside, participants",
        "Praising Session 3, participants",
        "Given Session 3, participants",
        "Praising Uruguay Session 3, participants",
    ],
)
def test_a_meeting_that_only_led_to_the_words(seed_library: Library, names: KnownNames, opening: str) -> None:
    """A meeting that explains the words, or is spoken of beside them, is not where they are from."""
    draft = f"{opening} stressed “{IN_SESSION_5}”."
    (finding,) = verify(draft_from_text(draft).quotations, seed_library.word_index, seed_library, names=names)
    assert finding.outcome.replace("near_", "") == "exact"
    assert not [fact for fact in finding.facts if fact.stated.kind in ("date", "session")]
