"""When the group of a draft is that of the paper: by the words for it, what narrows it, and its number."""

from __future__ import annotations

import pytest

from indexer.attribution.facts import StatedVoice, VoiceNumber, VoicePeople
from indexer.attribution.judging.groups import group_agrees, group_is_contradicted, narrowing_words
from indexer.attribution.known_names import KnownNames
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.finding import Finding
from indexer.quotes.report import all_sound, finding_message
from indexer.quotes.verify import verify
from indexer.store.library import Library

_OF_PARTICIPANTS = "linking assessments of the threat of violence against civilians to operational planning"
_OF_SOME = "other problems facing peacekeeping operations—such as the lack of basic equipment"


def finding_of(draft: str, library: Library, names: KnownNames) -> Finding:
    """Check the only quotation of a draft against the shipped papers."""
    quotations = draft_from_text(draft).quotations
    (finding,) = verify(quotations, library.word_index, library, titles=library.titles, names=names)
    return finding


def voice(text: str, people: VoicePeople, number: VoiceNumber | None = None, narrowed: str = "") -> StatedVoice:
    """Return a group whose noun is the last word of its text."""
    return StatedVoice(text, people, number, noun=text.rsplit(maxsplit=1)[-1], narrowed=narrowed)


@pytest.mark.parametrize(
    "draft",
    [
        "Troop contributors suggested “{}”.",
        "African participants suggested “{}”.",
        "Participants from Africa suggested “{}”.",
        "Member States suggested “{}”.",
    ],
)
def test_another_or_a_smaller_group_does_not_agree(seed_library: Library, names: KnownNames, draft: str) -> None:
    """What participants suggested is told beside a group of other people, and is no proof that it was theirs."""
    finding = finding_of(draft.format(_OF_PARTICIPANTS), seed_library, names)
    assert [fact.verdict for fact in finding.facts if fact.stated.kind == "voice"] == ["not_judged"]
    assert "The paper gives these words to “Participants suggested”." in finding_message(finding, seed_library)


@pytest.mark.parametrize(
    "draft",
    [
        "Participants suggested “{}”.",
        "The IPI note says participants suggested “{}”.",
        "In December 2019 participants suggested “{}”.",
        "Participants of the roundtable suggested “{}”.",
        "Delegates suggested “{}”.",
        "Speakers suggested “{}”.",
    ],
)
def test_what_only_names_the_meeting_narrows_nothing(seed_library: Library, names: KnownNames, draft: str) -> None:
    """Those of the meeting are the same people, whatever is said of where and when they met."""
    finding = finding_of(draft.format(_OF_PARTICIPANTS), seed_library, names)
    assert [fact.verdict for fact in finding.facts if fact.stated.kind == "voice"] == ["supported"]


def test_most_have_not_said_what_some_did(seed_library: Library, names: KnownNames) -> None:
    """A majority for what a paper gives to some is wrong; many may be some."""
    most = finding_of(f"Most participants argued that “{_OF_SOME}” matter.", seed_library, names)
    assert (most.outcome, all_sound([most])) == ("wrong_speaker", False)
    assert all_sound([finding_of(f"Many participants argued that “{_OF_SOME}” matter.", seed_library, names)])


@pytest.mark.parametrize(
    ("stated", "source", "is_wrong"),
    [
        (voice("All participants", "participants", "all"), voice("Most delegates", "states", "most"), True),
        (voice("participants", "participants", "all"), voice("Most delegates", "states", "most"), False),
        (voice("A majority of members", "members", "most"), voice("A few members", "members", "several"), True),
        (voice("Most members", "members", "most"), voice("Other members", "members", "several"), False),
        (voice("Some members", "members", "several"), voice("Most members", "members", "most"), False),
    ],
)
def test_numbers_contradict_only_where_they_are_fewer(stated: StatedVoice, source: StatedVoice, is_wrong: bool) -> None:
    """A draft may say less than the paper, and not more; a plural alone says nothing of how many."""
    assert group_is_contradicted(stated, source) is is_wrong


@pytest.mark.parametrize(
    ("stated", "source", "is_same"),
    [
        (voice("delegates", "states"), voice("Delegations", "states"), True),
        (voice("States", "states"), voice("Delegations", "states"), True),
        (voice("States", "states"), voice("Participants", "participants"), False),
        (voice("contributors", "participants"), voice("Contributors", "participants"), True),
        (voice("The Committee", "body"), voice("Participants", "participants"), True),
        (voice("The Committee", "body"), voice("Contributors", "participants"), False),
        (voice("The Secretariat", "secretariat"), voice("Participants", "participants"), False),
        (voice("Arab States", "states", narrowed="Arab"), voice("Arab States", "states", narrowed="Arab"), True),
        (voice("Arab States", "states", narrowed="Arab"), voice("States", "states"), False),
    ],
)
def test_words_for_the_same_people(stated: StatedVoice, source: StatedVoice, is_same: bool) -> None:
    """Delegates are called participants and States, and no other words are taken for each other."""
    assert group_agrees(stated, source) is is_same


@pytest.mark.parametrize(
    ("before", "behind", "found"),
    [
        ("The African ", "", ("African", "")),
        ("Troop ", "", ("Troop", "")),
        ("police contributing ", "", ("contributing", "")),
        ("At Montevideo ", "", ("", "")),
        ("In May 2024 ", "", ("", "")),
        ("Generally ", "", ("", "")),
        ("", " from the Arab world", ("", "from the Arab world")),
        ("", " from all regions", ("", "")),
    ],
)
def test_what_narrows_a_group(before: str, behind: str, found: tuple[str, str]) -> None:
    """An attribute does; the name of a place behind a preposition, a date and an adverb do not."""
    assert narrowing_words(before, behind) == found
