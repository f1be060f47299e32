"""RTF: characters, notes, rows, links; and that bad files are reported."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SourceUnreadable
from indexer.model import DropReason
from indexer.readers.limits import LIMITS
from indexer.readers.rtf.reader import read_rtf

from .make import dropped_for, labels, lost_characters, shown_texts, survives, texts_with_heads

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


def test_notes_margins_and_changes() -> None:
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


def test_raised_struck_and_note_marks() -> None:
    """Raised figures stay raised, those before a note are its mark, and struck-out words are kept as such."""
    reading = read_rtf(
        rtf(
            r"\pard Ten is 10{\super 3}, 10\super 2\nosupersub  and m{\up6 2}.\par "
            r"\pard A claim\super 1\nosupersub{\footnote\pard See A.}"
            r" and {\strike forty}{\striked1 fifty} {\b\strike0 sixty}.\par"
        ),
        LIMITS,
    )
    assert shown_texts(reading) == ["Ten is 10³, 10² and m².", "A claim and sixty."]
    assert reading.blocks[1].notes == ("See A.",)
    assert dropped_for(reading, "struck") == ["fortyfifty"]


def test_groups_that_a_reader_may_ignore() -> None:
    """A group marked as ignorable is left out unless it is known: text boxes, and Unicode twins of a text, are read."""
    reading = read_rtf(
        rtf(
            r"{\*\unheard of words}\pard Seen{\*\bkmkstart a b}{\upr{ansi}{\*\ud{ unicode \u322?}}}."
            r"{\field{\*\fldinst{\rtlch\fcs1 PAGE}}{\fldrslt{\ltrch 7}}}"
            r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt \pard In the box.\par}}}\par \pard Next{\pict 0a0b}.\par"
        ),
        LIMITS,
    )
    assert shown_texts(reading) == ["Seen unicode ł.7", "Next.", "In the box."]


@pytest.mark.parametrize(
    ("fonts", "data", "text"),
    [
        (r"{\f2\fcharset204 A;}", rb"\'cf\'e0\'f0\'f3\'f1", "Парус"),
        (r"{\f2\fcharset238 A;}", rb"lod\'ec", "lodě"),
        (r"{\f2\fcharset0\cpg1257 A;}", rb"\'fem\'eb", "žmė"),
        (r"{\f2\fcharset128 A;}", rb"\'83\'8dA\'83\'5c", "ロAソ"),
        (r"{\f2\fcharset134 A;}", rb"\'b8\'db\'bf\'da", "港口"),
        (r"{\f2\fcharset2 Symbol;}", rb"5\'b0", "5°"),
        (r"{\f2\fcharset77 A;}", rb"caf\'8e", "café"),
        (r"{\f2 A;}", b"caf\xe9", "café"),
    ],
)
def test_code_pages_of_fonts(fonts: str, data: bytes, text: str) -> None:
    """Bytes are read by the code page or the character set of their font, two bytes at a time where it has such."""
    source = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 T;}" + fonts.encode() + rb"}\pard{\f2 " + data + rb"}\par}"
    assert shown_texts(read_rtf(source, LIMITS)) == [text]


def test_cells_that_continue_others() -> None:
    """A cell that is merged with the one above or before it is counted once."""
    rows = r"\trowd\trhdr\cellx1\cellx2\cellx3\pard\intbl Port\cell Year\cell Sum\cell\row"
    rows += r"\trowd\clvmgf\cellx1\cellx2\cellx3\pard\intbl Oslo\cell 2031\cell 5\cell\row"
    rows += r"\trowd\clvmrg\cellx1\clmgf\cellx2\clmrg\cellx3\pard\intbl \cell none\cell \cell\row"
    reading = read_rtf(rtf(rows), LIMITS)
    assert shown_texts(reading) == ["Oslo; 2031; 5", "none"]
    assert texts_with_heads(reading) == ["Port: Oslo; Year: 2031; Sum: 5", "Year: none"]


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
