"""The words of a passage are found in a text that has more than them, and nowhere where they are not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.originals.letters import locate, stream_of

PASSAGE = "The water levels of the region rose in spring, and fell again before the summer."


def found(text: str, passage: str, before: str = "") -> list[str]:
    """Return the pieces of a text that are a passage."""
    return [text[piece.start : piece.end] for piece in locate(stream_of(text), passage, before).slices]


def test_ends_of_lines_and_hyphens_make_no_difference() -> None:
    """Line ends, soft hyphens, ligatures and cases do not matter: the letters are the same."""
    text = "Head. THE WATER lev\u00ad\nels of the re\ufffe\r\ngion rose in spring,\nand \ufb01nally fell"
    assert found(text, "the water levels of the region rose in spring and finally fell") == [text[6:]]


def test_what_is_between_the_words_is_passed_over() -> None:
    """The foot of a page in the middle of a passage does not hide it."""
    text = f"Before. {PASSAGE[:46]} 12 Annual report 2031 13 {PASSAGE[46:]} After."
    pieces = found(text, PASSAGE)
    assert "".join(pieces).startswith("The water")
    assert pieces[-1].endswith("summer")
    assert all("Before" not in piece and "After" not in piece for piece in pieces)


def test_markup_cuts_a_passage_into_pieces() -> None:
    """Of a passage with a long address in it the words are found, and the address is not one of them."""
    address = "https example org with many words of no passage at all that nobody reads"
    pieces = found(f"{PASSAGE[:40]} {address} {PASSAGE[40:]}", PASSAGE)
    assert len(pieces) == 2
    assert "nobody" not in "".join(pieces)


def test_a_part_of_a_word_is_no_word() -> None:
    """A short passage is not found within longer words."""
    assert found("yesterday eyes", "Yes.") == []
    assert found("Yesterday: yes, they said.", "Yes.") == ["yes"]


def test_one_of_several_places_is_told_by_the_passage_before() -> None:
    """The place after the passage before is the one; where nothing tells, all are."""
    text = "Yes. The secretary asked whether the money had been found. Yes. And then?"
    assert (
        locate(stream_of(text), "Yes.", "The secretary asked whether the money had been found.").slices[0].start == 59
    )
    undecided = locate(stream_of(text), "Yes.", "")
    assert (len(undecided.slices), undecided.places) == (2, 2)


def test_other_words_are_not_found() -> None:
    """A text about something else has no part of the passage, whatever small words they share."""
    text = "The council of the harbour met in the spring, and the wardens of the mole were thanked before the autumn."
    assert found(text, PASSAGE) == []
    assert found("", PASSAGE) == []
    assert found(text, "...") == []


def test_scripts_without_spaces_are_found() -> None:
    """A sentence of Chinese is found between others."""
    assert found("第一段話。河水在春天上漲。第三段話。", "河水在春天上漲。") == ["河水在春天上漲"]


@given(st.text(max_size=200), st.text(max_size=80), st.text(max_size=40))
def test_whatever_is_found_lies_in_the_text(text: str, passage: str, before: str) -> None:
    """Slices lie within the text, in order, and each has a letter."""
    slices = locate(stream_of(text), passage, before).slices
    for piece in slices:
        assert 0 <= piece.start < piece.end <= len(text)
    assert [piece.start for piece in slices] == sorted(piece.start for piece in slices)


@given(st.lists(st.sampled_from("harbour water lamp mole pilot chart net bay".split()), min_size=4, max_size=30))
def test_a_passage_is_found_in_itself(words: list[str]) -> None:
    """The words of a text alone are found as the whole of it."""
    text = " ".join(words)
    assert found(text, text)[0] == text
