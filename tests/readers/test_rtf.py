"""RTF: characters, notes, rows, links; and that bad files are reported."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SourceUnreadable
from indexer.model import DropReason
from indexer.readers.limits import LIMITS
from indexer.readers.rtf import read_rtf

from .make import dropped_for, labels, lost_characters, shown_texts, survives

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fnil\fcharset178 Arial;}}"


def rtf(body: str) -> bytes:
    """Make an RTF from its body."""
    return f"{HEAD}{body}}}".encode("ascii")


def escaped(text: str) -> str:
    """Write text as RTF does: everything but letters and digits by code point."""
    units = text.encode("utf-16-le")
    numbers = [int.from_bytes(units[index : index + 2], "little", signed=True) for index in range(0, len(units), 2)]
    return "".join(f"\\u{number}?" for number in numbers)


def test_paragraphs_headings_items_and_links() -> None:
    """A paragraph is a block, an outline level a heading, list text a label, and the words of a link are kept."""
    reading = read_rtf(
        rtf(
            r"\pard\outlinelevel1 {\b Part}\par \pard Caf\'e9 \{x\}.\par {\listtext\pard 1.\tab}One\par "
            r'\pard {\field{\*\fldinst{HYPERLINK "http://example.org/long"}}{\fldrslt linked}} words\line on.\par'
        ),
        LIMITS,
    )
    assert shown_texts(reading) == ["Part", "Café {x}.", "One", "linked words on."]
    assert (reading.blocks[0].kind, reading.blocks[0].level) == ("heading", 2)
    assert labels(reading) == ["1"]


def test_what_striprtf_would_lose() -> None:
    """Notes go with their paragraph; margins, comments, hidden and deleted words are set aside."""
    reading = read_rtf(
        rtf(
            r"{\header \pard Head\par}{\footerf \pard Foot\par}\pard Claim"
            r"{\super\chftn{\footnote \pard\chftn See A.}}, so{\*\annotation Why?} "
            r"{\v secret}{\deleted\revauthdel1 gone}it is.\par"
        ),
        LIMITS,
    )
    assert shown_texts(reading) == ["Claim, so it is."]
    assert reading.blocks[0].notes == ("See A.",)
    reasons: tuple[DropReason, ...] = ("page_header", "page_footer", "comment", "hidden", "deleted")
    assert [dropped_for(reading, reason) for reason in reasons] == [["Head"], ["Foot"], ["Why?"], ["secret"], ["gone"]]


def test_rows_of_a_table() -> None:
    """A row is a block with its cells, also when a cell has several paragraphs."""
    rows = r"\trowd\pard\intbl A\cell B\cell\row\trowd\pard\intbl 1\cell two\par three\cell\row"
    body = rf"\pard Before.\par{rows}\pard After.\par"
    reading = read_rtf(rtf(body), LIMITS)
    assert [(block.kind, block.text) for block in reading.blocks] == [
        ("paragraph", "Before."),
        ("table_row", "A; B"),
        ("table_row", "1; two three"),
        ("paragraph", "After."),
    ]


@pytest.mark.parametrize("text", ["السلام عليكم", "安全保障理事会", "« Bien »", "emoji 😀 end"])
def test_scripts_of_the_world(text: str) -> None:
    """Characters by code point are kept, those beyond the first plane too."""
    assert shown_texts(read_rtf(rtf(rf"\pard {escaped(text)}\par"), LIMITS)) == [text]


def test_title_and_day_of_the_file() -> None:
    """Title and creation date are read from the information group."""
    reading = read_rtf(rtf(r"{\info{\title My paper}{\creatim\yr2024\mo5\dy6\hr1}}\pard x y z.\par"), LIMITS)
    assert (reading.title, reading.published) == ("My paper", None)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(whitelist_categories=("L", "N", "P")), min_size=1), min_size=1, max_size=8))
def test_nothing_is_lost(paragraphs: list[str]) -> None:
    """Every character of every paragraph is in a block, with the same result each time."""
    data = rtf("".join(rf"\pard {escaped(text)}\par " for text in paragraphs))
    reading = read_rtf(data, LIMITS)
    assert not lost_characters("".join(paragraphs), reading.blocks)
    assert read_rtf(data, LIMITS) == reading


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_bad_files_are_reported(data: st.DataObject) -> None:
    """However an RTF is cut off or damaged, it is read or reported, and nothing else happens."""
    whole = rtf(r"\pard One{\footnote x}\'e9\u233?.\par\trowd A\cell\row{\info{\title t}}")
    cut = data.draw(st.integers(6, len(whole)))
    bite = data.draw(st.binary(max_size=4))
    bad = whole[:cut] + bite + data.draw(st.sampled_from([b"", whole[cut:]]))
    assert survives(lambda: read_rtf(bad, LIMITS))


def test_cut_off_and_other_files() -> None:
    """A file that ends in the middle is read with a warning; another type of file is refused."""
    assert read_rtf(rtf(r"\pard Half")[:-1], LIMITS).warnings
    with pytest.raises(SourceUnreadable, match="not the RTF"):
        read_rtf(b"plain words", LIMITS)
    with pytest.raises(SourceUnreadable, match="is empty"):
        read_rtf(b"", LIMITS)
