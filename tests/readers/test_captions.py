"""Captions: who speaks, and whole turns of speech."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SourceUnreadable
from indexer.readers.captions import read_srt, read_vtt
from indexer.readers.limits import LIMITS

from .make import dropped_for, lost_characters


def clock(second: int, separator: str = ".") -> str:
    """Write a time code."""
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}{separator}000"


def vtt(*cues: str, head: str = "") -> bytes:
    """Make WebVTT of cues, two seconds each without a pause."""
    timed = (f"{clock(2 * index)} --> {clock(2 * index + 2)}\n{cue}" for index, cue in enumerate(cues))
    return "\n\n".join(["WEBVTT", *([head] if head else []), *timed, ""]).encode()


def srt(*cues: str) -> bytes:
    """Make SubRip of cues, two seconds each without a pause."""
    times = [f"{clock(2 * index, ',')} --> {clock(2 * index + 2, ',')}" for index in range(len(cues))]
    return "\n".join(
        f"{index + 1}\n{time}\n{cue}\n" for index, (time, cue) in enumerate(zip(times, cues, strict=True))
    ).encode()


def turns(data: bytes) -> list[tuple[str | None, str]]:
    """Read captions as (speaker, words)."""
    reading = read_vtt(data, LIMITS) if data.startswith(b"WEBVTT") else read_srt(data, LIMITS)
    return [(block.speaker, block.text) for block in reading.blocks if not block.drop]


def test_voices() -> None:
    """The cues of one voice are one turn; a cue may hold several voices; a cue without a voice has no speaker."""
    data = vtt("<v Ana Sousa>Good morning, and", "<v.loud Ana Sousa>welcome.</v> <v Bob &amp; Co>Thanks.", "Applause")
    assert turns(data) == [("Ana Sousa", "Good morning, and welcome."), ("Bob & Co", "Thanks."), (None, "Applause")]


def test_names_before_a_colon() -> None:
    """A name in capitals, with a title, or found again is a speaker; a colon in a sentence is not."""
    data = srt(
        "THE PRESIDENT: I call",
        "the meeting to order.",
        "MR. X (Country): Thank you.",
        "Our aim is",
        "Peace: nothing less.",
    )
    assert turns(data) == [
        ("THE PRESIDENT", "I call the meeting to order."),
        ("MR. X (Country)", "Thank you."),
        (None, "Our aim is Peace: nothing less."),
    ]


def test_a_cue_without_a_label_goes_on_with_a_sentence_or_is_nobodys() -> None:
    """Labels of every shape open turns though other cues have none; a field before a colon is no person."""
    data = vtt(
        "Dora Ellis: Good morning.",
        "Welcome to all.",
        "ravi7: Thanks, and",
        "it is late.",
        "Note: this is recorded.",
        "We go on.",
        "Dora Ellis: Yes.",
    )
    assert turns(data) == [
        ("Dora Ellis", "Good morning."),
        (None, "Welcome to all."),
        ("ravi7", "Thanks, and it is late."),
        (None, "Note: this is recorded. We go on."),
        ("Dora Ellis", "Yes."),
    ]


def test_signs_that_part_all_speakers_let_cues_go_on() -> None:
    """Where each speaker begins with signs, a cue without them goes on with the same voice."""
    data = srt(">> DORA: Hello.", "We begin.", ">> RAVI: Yes.", "It is late.")
    assert turns(data) == [("DORA", "Hello. We begin."), ("RAVI", "Yes. It is late.")]


def test_one_label_in_every_cue_but_one() -> None:
    """A cue without a label takes no label away from the others."""
    labelled = [f"{name}: Lamp {number} is lit." for number in range(3) for name in ("dora", "nix0")]
    found = turns(vtt(*labelled[:4], "Who is there?", *labelled[4:]))
    assert [speaker for speaker, _ in found] == ["dora", "nix0", "dora", "nix0", None, "dora", "nix0"]


def test_a_speaker_who_goes_on_gets_paragraphs() -> None:
    """A long turn is split at the end of a sentence, and both parts keep the speaker."""
    data = vtt(*(f"<v Ana>{'word ' * 40}{index} end." for index in range(8)))
    assert len(turns(data)) > 1
    assert {speaker for speaker, _ in turns(data)} == {"Ana"}
    assert all(text.endswith("end.") for _, text in turns(data))


def test_rolling_captions_are_read_once() -> None:
    """A line that rolls up into the next cue is read once, and its repetition is accounted for."""
    data = srt("first line", "first line\nsecond line", "second line\nthird line.")
    assert turns(data) == [(None, "first line second line third line.")]
    assert dropped_for(read_srt(data, LIMITS), "repeated_caption") == ["first line", "second line"]


def test_dashes_part_speakers_and_tags_are_read_away() -> None:
    """A dash begins another speaker, whose name is unknown."""
    assert turns(srt("<i>Is it</i> so?", "- It is.\n- Good.")) == [
        (None, "Is it so?"),
        (None, "It is."),
        (None, "Good."),
    ]


def test_comments_and_language() -> None:
    """Comments are dropped with their reason, and the language in the header is read."""
    reading = read_vtt(b"WEBVTT\nLanguage: fr\n\nNOTE by hand\n\n00:00.000 --> 00:01.000\nBonjour.\n", LIMITS)
    assert reading.language == "fr"
    assert dropped_for(reading, "caption_comment") == ["by hand"]


@pytest.mark.parametrize("text", ["السلام عليكم ورحمة الله", "安全保障理事会は決議を採択した。"])
def test_scripts_of_the_world(text: str) -> None:
    """Words in any script are kept."""
    assert turns(vtt(text)) == [(None, text)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(whitelist_categories=("L", "N"), whitelist_characters=" :.-\n"), min_size=1), min_size=1
    )
)
def test_nothing_is_lost(cues: list[str]) -> None:
    """Every character of every cue is in a block, with the same result each time."""
    data = vtt("Begin.", *(" ".join(cue.split()) or "x" for cue in cues))
    reading = read_vtt(data, LIMITS)
    assert not lost_characters("".join(cue for cue in cues if cue.strip()).replace("-->", ""), reading.blocks)
    assert read_vtt(data, LIMITS) == reading


@pytest.mark.parametrize(
    "data", [b"", b"just words, no times", b"%PDF-1.4 x", b"WEBVTT", b"WEBVTT\n\n00:99.x --> 1\nx"]
)
def test_files_that_are_no_captions(data: bytes) -> None:
    """A file without captions is reported under both names."""
    for reader in (read_vtt, read_srt):
        with pytest.raises(SourceUnreadable):
            reader(data, LIMITS)


def test_text_between_captions_is_told() -> None:
    """Words that a blank line cuts off from their caption are left out with a warning; a header is none of them."""
    data = b"WEBVTT\nKind: captions\n\n00:00:01.000 --> 00:00:04.000\n\nLost words.\n\n"
    data += b"00:00:05.000 --> 00:00:08.000\nKept words.\n"
    reading = read_vtt(data, LIMITS)
    assert turns(data) == [(None, "Kept words.")]
    assert reading.warnings == ("has text that belongs to no caption and is left out, such as \u201cLost words.\u201d",)
    assert not read_vtt(vtt("One.", head="Kind: captions"), LIMITS).warnings
