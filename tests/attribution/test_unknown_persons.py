"""Persons whom the papers do not know: a name with a title or an office, or one that begins with a given name."""

from __future__ import annotations

import pytest

from indexer.attribution.facts import SourceWords, StatedFact, StatedSpeaker
from indexer.attribution.judge_speaker import judge_speaker
from indexer.attribution.known_names import KnownNames
from indexer.attribution.persons import person_named
from indexer.model import Participation
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.verify import verify
from indexer.store.library import Library
from tests.corpus_factory import SUMMARY, passage

_OF_SHARMA = "We need to revisit our mental maps and our group thinking"
_UNDER_RULE = "police remain subordinate in peacekeeping culture"
_OF_SUMMARY = "early warnings and scenario-based exercises are critical"


def outcome(draft: str, library: Library, names: KnownNames) -> str:
    """Return the outcome of the one quotation of a draft."""
    quotations = draft_from_text(draft).quotations
    (finding,) = verify(quotations, library.word_index, library, titles=library.titles, names=names)
    return finding.outcome


@pytest.mark.parametrize(
    "name",
    [
        "Jane Miller",
        "María García Pérez",
        "Prime Minister Adeyemi",
        "Minister Sola Adeyemi",
        "the ambassador Sola Adeyemi",
        "State Enterprises Minister Jane Low",
    ],
)
def test_persons_are_recognised(names: KnownNames, name: str) -> None:
    """A given name, a title or an office makes a name one of a person."""
    assert person_named(name, names, also_without_title=True)


@pytest.mark.parametrize(
    "name",
    [
        "Human Rights Watch",
        "Amnesty International",
        "Carnegie Endowment",
        "Helen Suzman Foundation",
        "Nelson Mandela Rules",
        "George Washington University",
        "Santiago Declaration",
        "San Francisco",
        "South Sudan",
        "Security Council",
        "Martin Report",
        "Action for Peacekeeping",
        "Prime Minister",
        "Chief Executive",
        "Jane",
    ],
)
def test_other_names_are_no_persons(names: KnownNames, name: str) -> None:
    """Organisations, places, papers and offices are not taken for persons."""
    assert person_named(name, names, also_without_title=True) is None


@pytest.mark.parametrize(
    "draft",
    [
        "According to Jane Miller, “{}”.",
        "Jane Miller argued that “{}”.",
        "“{}”, said Jane Miller.",
        "Prime Minister Adeyemi said that “{}”.",
    ],
)
def test_words_of_another_are_not_an_unknown_persons(seed_library: Library, names: KnownNames, draft: str) -> None:
    """Given to an unknown person, words of a known speaker are wrong; where none may be named, that is wrong too."""
    assert outcome(draft.format(_OF_SHARMA), seed_library, names) == "wrong_speaker"
    assert outcome(draft.format(_UNDER_RULE), seed_library, names) == "not_for_attribution"
    assert outcome(draft.format(_OF_SUMMARY), seed_library, names) == "exact"


@pytest.mark.parametrize(
    "draft",
    [
        "Jane Miller quotes it: “{}”.",
        "Jane Miller's book cites the words “{}”.",
        "“{}” (Jane Miller, 2024).",
        "According to Human Rights Watch, “{}”.",
        "The Carnegie Endowment argued that “{}”.",
    ],
)
def test_readers_and_organisations_are_no_speakers(seed_library: Library, names: KnownNames, draft: str) -> None:
    """Who quotes the paper, or wrote of it, is not said to have spoken."""
    assert outcome(draft.format(_OF_SHARMA), seed_library, names) == "exact"


@pytest.mark.parametrize(
    "speaker",
    [
        Participation("Prime Minister", "speaker"),
        Participation("保安局局長", "speaker"),
        Participation("Anna Berg", "speaker", affiliation="Miller Institute"),
    ],
)
def test_offices_and_names_in_other_scripts_are_not_compared(speaker: Participation) -> None:
    """Who holds an office is not known, nor how a name is spelled in another script."""
    stated = StatedSpeaker(name=("jane", "miller"))
    words = SourceWords(passage(SUMMARY, 1, "It is late.", people=(speaker,)), 0, 11)
    judged = judge_speaker(StatedFact("speaker", "Jane Miller", stated), stated, words, restricted=False)
    assert judged.verdict == "not_judged"
