"""The verbs by which a draft gives words to somebody: listed and unlisted ones, and those that open a quotation."""

from __future__ import annotations

import pytest

from indexer.attribution.facts import StatedFact
from indexer.attribution.known_names import KnownNames
from indexer.attribution.read import facts_of_phrase, stated_facts
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.verify import verify
from indexer.store.library import Library

_OF_SHARMA = "We need to revisit our mental maps and our group thinking"
_OF_SESSION_5 = "stressed the host state's responsibility in PoC and the need for collaboration"
_UNDER_RULE = "police remain subordinate in peacekeeping culture, with limited influence in headquarters"


def facts_in(draft: str, names: KnownNames) -> tuple[StatedFact, ...]:
    """Return the facts that a draft states of its first quotation."""
    quotation = draft_from_text(draft).quotations[0]
    assert quotation.context
    return (facts_of_phrase if quotation.too_short else stated_facts)(quotation.context, names)


def outcome_of(draft: str, library: Library, names: KnownNames) -> str:
    """Return the outcome of the first quotation of a draft."""
    quotations = draft_from_text(draft).quotations
    return verify(quotations, library.word_index, library, titles=library.titles, names=names)[0].outcome


@pytest.mark.parametrize(
    "draft",
    [
        "Jean-Pierre Lacroix believes that “{}”.",
        "Jean-Pierre Lacroix complained that “{}”.",
        "“{}”, Jean-Pierre Lacroix lamented.",
        "“{}”, mused Jean-Pierre Lacroix.",
        "Jean-Pierre Lacroix quibbled that “{}”.",
        "“{}”, chirped Jean-Pierre Lacroix.",
        "Jean-Pierre Lacroix introduced “{}” as his motto.",
    ],
)
def test_a_speaker_is_read_by_many_verbs(seed_library: Library, names: KnownNames, draft: str) -> None:
    """A verb of speech need not be common, and right before or behind the words any verb is one."""
    assert outcome_of(draft.format(_OF_SHARMA), seed_library, names) == "wrong_speaker"


@pytest.mark.parametrize(
    "draft",
    [
        "Jean-Pierre Lacroix denied that “{}”.",
        "Jean-Pierre Lacroix ignored: “{}”.",
        "“{}”, Jean-Pierre Lacroix heard.",
        "Jean-Pierre Lacroix attended. “{}” was on a wall.",
        "Jean-Pierre Lacroix praised the line “{}”.",
        "Jean-Pierre Lacroix noted the finding that “{}”.",
        "Jean-Pierre Lacroix was told that “{}”.",
        "The road maps featured: “{}”.",
    ],
)
def test_other_verbs_give_the_words_to_nobody(seed_library: Library, names: KnownNames, draft: str) -> None:
    """Who denied, ignored or heard words did not say them."""
    assert outcome_of(draft.format(_OF_SHARMA), seed_library, names) == "exact"


@pytest.mark.parametrize(
    ("draft", "outcome"),
    [
        ("In Berlin, participants “{}”.", "wrong_place"),
        ("In Montevideo, participants “{}”.", "exact"),
        ("At Berlin participants “{}”.", "wrong_place"),
        ("Jean-Pierre Lacroix, in his welcome, “{}”.", "exact"),
        ("All the issues “{}”.", "exact"),
        ("In Berlin, a book of those “{}”.", "exact"),
    ],
)
def test_the_verb_can_open_the_quotation(seed_library: Library, names: KnownNames, draft: str, outcome: str) -> None:
    """The subject right before words that open with a verb of speech is the one who speaks."""
    assert outcome_of(draft.format(_OF_SESSION_5), seed_library, names) == outcome


def test_a_session_does_what_its_quotation_tells(seed_library: Library, names: KnownNames) -> None:
    """Any verb that opens a quotation behind the word for a session tells what took place in it, and on which day."""
    words = "commemorated the 25th anniversary of Protection of Civilians (PoC) mandates in UN peacekeeping"
    assert outcome_of(f"On 10 December, the session on civilians “{words}”.", seed_library, names) == "wrong_place"
    assert outcome_of(f"On 11 December, the session on civilians “{words}”.", seed_library, names) == "exact"


@pytest.mark.parametrize(
    ("draft", "outcome"),
    [
        ("Session 4 of the Montevideo conference dealt with “telemedicine”.", "wrong_place"),
        ("In Session 1 in Montevideo “telemedicine” was introduced.", "wrong_place"),
        ("In Session 2 in Montevideo “telemedicine” was introduced.", "fitting"),
        ("In Session 1 in Montevideo “telemedicine” helped.", "counted"),
        ("Thomas Greminger coined “mental maps”.", "wrong_speaker"),
        ("In Montevideo they spoke of “mental maps”? No.", "counted"),
        ("At Islamabad participants coined “smart camps”.", "wrong_place"),
    ],
)
def test_what_was_done_with_a_term_places_it(
    seed_library: Library, names: KnownNames, draft: str, outcome: str
) -> None:
    """A term that a session dealt with, or that was raised there, is from that session; a question says nothing."""
    assert outcome_of(draft, seed_library, names) == outcome


@pytest.mark.parametrize(
    "draft",
    [
        "“{},” Ambassador Cho Hyun said.",
        "“{},” recalled Ambassador Cho Hyun.",
        "At the IPI meeting Ambassador Cho Hyun warned that “{}”.",
        "At the December 2019 roundtable Jean-Pierre Lacroix argued that “{}”.",
        "At the December 2019 roundtable Lacroix argued that “{}”.",
        "The Indian delegate complained that “{}”.",
        "Ghana’s ambassador felt that “{}”.",
    ],
)
def test_a_speaker_is_named_in_every_position(seed_library: Library, names: KnownNames, draft: str) -> None:
    """A name or an office counts behind a phrase of place and time too, with a title whatever the papers know."""
    assert outcome_of(draft.format(_UNDER_RULE), seed_library, names) == "not_for_attribution"


@pytest.mark.parametrize(
    "draft",
    [
        "At the December 2019 roundtable participants argued that “{}”.",
        "At the Security Council members argued that “{}”.",
        "In New York participants argued that “{}”.",
        "In Foreign Affairs it was said that “{}”.",
    ],
)
def test_a_phrase_of_place_names_nobody(seed_library: Library, names: KnownNames, draft: str) -> None:
    """Capitals behind a preposition are a name of a place or a body as often as one of a person."""
    assert outcome_of(draft.format(_UNDER_RULE), seed_library, names) == "exact"


def test_the_name_has_no_conjunction(names: KnownNames) -> None:
    """`As` before a name is no part of what the draft says."""
    (fact,) = facts_in("As Major General Cheryl Pearce put it, “all of these words are hers”.", names)
    assert fact.text == "Major General Cheryl Pearce"
