"""Voices without a name are found by the clause that gives them words, and nowhere else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Voice, VoiceKind
from indexer.voices.find import find_voices

_MOST_SECONDS = 5


def found(text: str) -> list[tuple[VoiceKind, str]]:
    """Return the kinds and the words of the voices of one sentence."""
    return [(voice.kind, voice.words) for voice in find_voices(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("sentence", "kind", "words"),
    [
        ("Participants agreed that more was needed.", "participants", "Participants agreed"),
        ("All participants agreed that it was right.", "participants", "All participants agreed"),
        ("The participants have proposed several methods.", "participants", "The participants have proposed"),
        ("Participants were of the view that it could wait.", "participants", "Participants were of the view"),
        ("Member States expressed support for the plan.", "participants", "Member States expressed"),
        ("A majority of the participants agreed.", "most", "A majority of the participants agreed"),
        ("Many agreed that some users prefer it.", "most", "Many agreed"),
        ("Several delegations stressed the need for time.", "several", "Several delegations stressed"),
        ("Some also suggested making it shorter.", "several", "Some also suggested"),
        ("Others called for institutionalizing the forum.", "several", "Others called for"),
        ("Others wanted to explore the potential of it.", "several", "Others wanted to"),
        ("In contrast, some participants noted delays.", "several", "some participants noted"),
        ("Some of these participants also suggested it.", "several", "Some of these participants also suggested"),
        ("During the discussion a few members said so.", "several", "a few members said"),
        ("One delegation, however, noted that it was late.", "one", "One delegation, however, noted"),
        ("Another participant asked whether it would last.", "one", "Another participant asked"),
        ("One of the delegates called for a vote.", "one", "One of the delegates called for"),
        ("The Co-Chairs thanked everyone.", "chair", "The Co-Chairs thanked"),
        ("Finally, the moderator asked for examples.", "chair", "the moderator asked"),
        ("In this session, panelists stressed adaptation.", "panel", "panelists stressed"),
        ("The Secretariat noted that papers came late.", "secretariat", "The Secretariat noted"),
        ("Delegations of the African Group welcomed it.", "group", "Delegations of the African Group welcomed"),
        ("The Group of 77 and China reiterated its position.", "group", "The Group of 77 and China reiterated"),
        ("The representative of France said that it was.", "group", "The representative of France said"),
        ("The discussion underscored the need to agree.", "meeting", "The discussion underscored"),
        ("The working group recommends a further study.", "meeting", "The working group recommends"),
        ("The Committee was of the general view that it was.", "meeting", "The Committee was of the general view"),
        ("The group had a long discussion about names.", "meeting", "The group had a long discussion"),
        ("It was also noted that police remain few.", "unnamed", "It was also noted"),
        ("Concerns about funding were raised.", "unnamed", "Concerns about funding were raised"),
        ("There was broad consensus on the text.", "unnamed", "There was broad consensus"),
        ("There was support among members.", "participants", "There was support among members"),
        ("It was noted by several delegations that it rained.", "several", "It was noted by several delegations"),
        ("According to some participants, this was late.", "several", "According to some participants"),
    ],
)  # fmt: skip
def test_a_clause_gives_words_to_a_voice(sentence: str, kind: VoiceKind, words: str) -> None:
    """The voice is told by its subject, and its words run from there to the verb."""
    assert found(sentence) == [(kind, words)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The participants' hotel was expensive.",
        "Participants should agree on a date.",
        "Participants will discuss the plan.",
        "Participants from 40 countries attended.",
        "Participants did not agree.",
        "Participants were asked to register.",
        "Participants invited by the host arrived late.",
        "Market participants noted policymaker communications.",
        "Participants in the training reported better skills.",
        "Members of the public expressed anger.",
        "The delegation noted this.",
        "The parties have agreed to a ceasefire.",
        "It was late, and many of them judged that it was.",
        "Several suggested approaches were tested.",
        "Some suggested meeting places were small.",
        "Every delegation noted the time on its badge.",
        "The challenges that delegations raised were many.",
        "As participants noted, it rained.",
        "If several delegations agreed, it would pass.",
        "Ms. Low said that participants agreed.",
        "Ms. Low noted that, in this case, participants agreed.",
        "The Chair, Ms. Low, asked for comments.",
        "Ms. Low, the moderator, in closing, asked for more.",
        "“Participants agreed,” she said.",
        "The Security Council called for restraint.",
        "The Committee noted in its 2019 report that it was late.",
        "The session concluded with a vote.",
        "The session opened with a film.",
        "It was noted by Ms. Low that it rained.",
        "It was a long meeting.",
        "It was previously agreed that it would rain.",
        "There was a break for coffee.",
        "Concerns were raised by Germany.",
        "What participants agreed is unclear.",
    ],
)
def test_what_is_not_said_by_a_voice_has_none(sentence: str) -> None:
    """Plans, attendance, others than those of the meeting, named people and quoted words give no voice."""
    assert found(sentence) == []


def test_a_sentence_can_have_several_voices() -> None:
    """Each clause has its own voice."""
    assert found("Some argued for it, while others proposed a delay.") == [
        ("several", "Some argued"),
        ("several", "others proposed"),
    ]


_PIECES = st.sampled_from(
    ["Several delegations", "participants", "It was", "noted", "agreed", "by", "the Chair", ",", "that", "“", "”",
     "also", "quickly", "of", "the", "concerns", "were raised", "while", ";", "African Group", "said"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40), st.integers(0, 400))
def test_voices_are_runs_of_words_of_one_sentence(pieces: list[str], cut: int) -> None:
    """Whatever the text, each voice stands where it says, within one sentence, and no two overlap."""
    text = " ".join(pieces)
    middle = min(cut, len(text))
    voices = find_voices(text, [(0, middle), (middle, len(text))])
    assert all(text.startswith(voice.words, voice.start) and voice.words.strip() for voice in voices)
    ends = [voice.start + len(voice.words) for voice in voices]
    assert all(end <= after.start for end, after in zip(ends, voices[1:], strict=False))
    assert not any(voice.start < middle < end for voice, end in zip(voices, ends, strict=True))


@given(st.lists(_PIECES, max_size=40))
def test_quoted_words_give_no_voice(pieces: list[str]) -> None:
    """Of a text that is all in quotation marks nothing is a report."""
    text = '"' + " ".join(piece for piece in pieces if piece not in "“”") + '"'
    assert find_voices(text, [(0, len(text))]) == ()


def test_places_are_those_of_the_passage() -> None:
    """A voice of a later sentence is placed in the whole text."""
    text = "It rained. Several delegations stressed the need."
    assert find_voices(text, [(0, 10), (11, len(text))]) == (Voice("several", "Several delegations stressed", 11),)


@pytest.mark.parametrize("piece", [", participants quickly,", ", many of the", "questions of the matter ", "also "])
def test_long_texts_take_no_long_time(piece: str) -> None:
    """What repeats without an end is given up at once."""
    text = piece * 3_000
    began = time.process_time()
    find_voices(text, [(0, len(text))])
    assert time.process_time() - began < _MOST_SECONDS
