"""Labels of speakers that the paper lists nowhere."""

from __future__ import annotations

import pytest

from indexer.model import Block
from indexer.structure.draft import Piece
from indexer.structure.speakers.labels import SpeakerLabels

from .made import labels_of

DISCUSSION = """# Minutes

Jana: I think the frames are too wide.

Action: Jana to write a text for us.

Ekr: We have no other frames.

Status: we are in the first phase.

Jana: You can build some.

Action: Lars will ask you again.

Ekr: What would they cost us?

Lars: I do not know.

Lars: We can ask.

Ulla Saar: I know the price of them.

Frame width: this was not discussed.

Note: I was late.

ekr: you could say so.
"""


@pytest.mark.parametrize("label", ["Jana", "Ekr", "Lars", "Ulla Saar", "ekr", "Jana (remote)"])
def test_labels_before_speech_are_learned(label: str) -> None:
    """A label that returns with speech is a speaker's, and so is one of the same form that stands once."""
    assert labels_of(DISCUSSION).is_speaker_label(label)


@pytest.mark.parametrize("label", ["Action", "Status", "Note", "Frame width", "Mill", "Minutes", "https"])
def test_fields_are_no_speakers(label: str) -> None:
    """Fields of a record and words that the paper uses for things are nobody's labels."""
    assert not labels_of(DISCUSSION).is_speaker_label(label)


def test_a_field_that_returns_is_no_speaker() -> None:
    """Without a second speaker a label that returns is a field."""
    assert not labels_of("Bobbin: we use two.\n\nBobbin: you use two.\n").is_speaker_label("Bobbin")


def test_initials_are_learned_where_several_carry_turns() -> None:
    """Two to four capitals open a turn where three other such labels do; alone they are an acronym."""
    turns = "".join(f"{letters}: I agree.\n\n{letters}: We do.\n\n" for letters in ("DE", "MO", "SYG"))
    assert labels_of(f"{turns}AWB: No.\n").is_speaker_label("AWB")
    assert not labels_of(f"{turns}PR: this is the link\n").is_speaker_label("PR")
    assert not labels_of("AWB: the new form of the board.\n").is_speaker_label("AWB")


def test_a_paper_without_labels_has_none() -> None:
    """Running text and an empty paper teach nothing."""
    assert labels_of("# Report\n\nThe board met: nobody spoke.\n").learned == frozenset()
    assert SpeakerLabels.learn([]).learned == frozenset()


def test_two_whole_names_before_speech_are_speakers() -> None:
    """Two names that stand once each are learned from what they say; two topics are not."""
    assert labels_of("Jo Bast: We have tried it.\n\nAnn Wirt: Were those new?\n").is_speaker_label("Jo Bast")
    assert not labels_of("Jo Bast: three mills.\n\nAnn Wirt: two mills.\n").is_speaker_label("Jo Bast")
    topics = "Capacity Building: we will train.\n\nPeace Support: you can help.\n"
    assert labels_of(topics).learned == frozenset()


def test_names_of_a_chat_are_learned() -> None:
    """In the log of a chat a name stands between angle brackets, after the time."""
    turns = ["12:00 <alice> shall we begin?", "12:01 <bob> yes, i am here", "12:02 <alice> we can start", "<bob> ok"]
    labels = SpeakerLabels.learn([Piece(Block("paragraph", turn, turn)) for turn in turns])
    assert labels.is_speaker_label("alice")
    assert labels.is_speaker_label("bob")
