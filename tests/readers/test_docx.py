"""Word documents: levels, automatic numbers, changes, notes, boxes, pages; and attacks that must fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SourceUnreadable
from indexer.readers.docx.reader import read_docx
from indexer.readers.limits import LIMITS, Limits

from .make import (
    W,
    bare_docx,
    dropped_for,
    labels,
    lost_characters,
    make_docx,
    parse_reading,
    shown_texts,
    survives,
    texts_with_heads,
    word_list_item,
    word_paragraph,
    word_run,
    zip_of,
)

WORDS = st.text(
    st.characters(whitelist_categories=("L", "N", "P"), max_codepoint=0xFFFF, blacklist_characters="\u00ad"), min_size=1
)


def abstract(number: int, *levels: tuple[str, str]) -> str:
    """Write a list of numbering.xml: (number format, pattern) for each of its levels."""
    inner = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for level, (form, pattern) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{inner}</w:abstractNum>'


def num(number: int, of: int, inner: str = "") -> str:
    """Write a numbering that uses a list."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{inner}</w:num>'


def test_levels_come_from_styles() -> None:
    """A title and headings have their levels; quotations and captions have kinds of their own."""
    data = make_docx(
        [("Title", "Paper"), ("Heading 2", "Part"), ("Normal", "Text."), ("Quote", "Said."), ("Caption", "Fig.")]
    )
    reading = read_docx(data, LIMITS)
    blocks = [(block.kind, block.level, block.text) for block in reading.blocks]
    assert blocks == [
        ("heading", 1, "Paper"),
        ("heading", 2, "Part"),
        ("paragraph", 0, "Text."),
        ("quote", 0, "Said."),
        ("caption", 0, "Fig."),
    ]
    assert reading.title == "Paper"


def test_derived_styles_keep_their_outline_level() -> None:
    """A style based on a heading, or with an outline level, is a heading, whatever its name."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Rubrik"/>'
        '<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    )
    body = word_paragraph("One", '<w:pStyle w:val="Mine"/>') + word_paragraph("Two", '<w:pStyle w:val="Own"/>')
    reading = read_docx(bare_docx(body + word_paragraph("Three", '<w:outlineLvl w:val="9"/>'), styles=styles), LIMITS)
    assert [(block.kind, block.level) for block in reading.blocks] == [("heading", 1), ("heading", 3), ("paragraph", 0)]


def test_automatic_numbers_are_counted_as_word_counts() -> None:
    """Each level counts in its own format, higher levels restart lower ones, and punctuation is left out."""
    numbering = abstract(0, ("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%3)")) + num(1, 0)
    levels = (0, 1, 1, 2, 0, 1, 2, 2)
    body = "".join(word_list_item(f"item {at}", 1, level) for at, level in enumerate(levels))
    reading = read_docx(bare_docx(body, numbering=numbering), LIMITS)
    assert labels(reading) == ["1", "a", "b", "i", "2", "a", "i", "ii"]
    assert [block.depth for block in reading.blocks] == list(levels)


def test_numbers_of_several_levels() -> None:
    """A pattern of several levels shows them all, and a skipped level counts as begun."""
    numbering = abstract(0, ("decimal", "%1."), ("decimal", "%1.%2."), ("upperLetter", "%1.%2.%3")) + num(1, 0)
    body = "".join(word_list_item("x", 1, level) for level in (0, 1, 1, 2, 0, 2))
    assert labels(read_docx(bare_docx(body, numbering=numbering), LIMITS)) == ["1", "1.1", "1.2", "1.2.A", "2", "2.1.A"]


def test_lists_share_a_count_until_one_overrides_the_start() -> None:
    """Two numberings of one list share its count; a start override restarts it once."""
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(0, ("decimal", "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, override)
    body = "".join(word_list_item("x", number) for number in (1, 1, 2, 3, 3, 1))
    assert labels(read_docx(bare_docx(body, numbering=numbering), LIMITS)) == ["1", "2", "3", "5", "6", "7"]


def test_numbering_linked_to_styles() -> None:
    """A numbered style numbers its paragraphs on the level that names the style; bullets have no label."""
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:pStyle w:val="H2"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        + abstract(1, ("bullet", "•"))
        + num(1, 0)
        + num(2, 1)
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for level in (1, 2)
    )
    body = "".join(word_paragraph("x", f'<w:pStyle w:val="H{level}"/>') for level in (1, 2, 2, 1)) + word_list_item(
        "dot", 2
    )
    reading = read_docx(bare_docx(body, numbering=numbering, styles=styles), LIMITS)
    assert [block.label for block in reading.blocks] == ["1", "1.1", "1.2", "2", None]
    assert reading.blocks[-1].kind == "list_item"


def test_changes_are_read_as_accepted() -> None:
    """Inserted words are text, deleted and moved words are set aside, and a deleted paragraph end joins two."""
    body = (
        word_paragraph(
            word_run("Kept ")
            + f"<w:ins>{word_run('added ')}</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        )
        + word_paragraph(f"<w:moveFrom>{word_run('moved')}</w:moveFrom>")
        + word_paragraph(word_run("One half "), "<w:rPr><w:del/></w:rPr>")
        + word_paragraph("and the other.")
    )
    reading = read_docx(bare_docx(body), LIMITS)
    assert shown_texts(reading) == ["Kept added", "One half and the other."]
    assert dropped_for(reading, "deleted") == ["gone", "moved"]


def test_notes_and_comments() -> None:
    """Notes go with the paragraph that refers to them; notes and comments are accounted for."""
    body = word_paragraph(
        word_run("Claim") + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="3"/></w:r>'
        '<w:r><w:commentReference w:id="0"/></w:r>' + word_run(" made.")
    )
    rule = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    reading = read_docx(
        bare_docx(
            body,
            footnotes=f'{rule}<w:footnote w:id="2">{word_paragraph("See A.")}</w:footnote>'
            f'<w:footnote w:id="9">{word_paragraph("Lone.")}</w:footnote>',
            endnotes=f'<w:endnote w:id="3">{word_paragraph("See B.")}</w:endnote>',
            comments=f'<w:comment w:id="0">{word_paragraph("Is it so?")}</w:comment>',
        ),
        LIMITS,
    )
    assert shown_texts(reading) == ["Claim made."]
    assert reading.blocks[0].notes == ("See A.", "See B.")
    assert dropped_for(reading, "comment") == ["Is it so?"]
    assert not lost_characters("Claim made. See A. See B. Is it so? Lone.", reading.blocks)


def test_boxes_are_read_once_and_margins_dropped() -> None:
    """A text box, which Word writes in two ways, is read once, after its paragraph; headers and footers are dropped."""
    box = f"<w:txbxContent>{word_paragraph('In the box.')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    reading = read_docx(
        bare_docx(
            word_paragraph(word_run("Text.") + drawing), header1=word_paragraph("Head"), footer1=word_paragraph("Foot")
        ),
        LIMITS,
    )
    assert shown_texts(reading) == ["Text.", "In the box."]
    assert (dropped_for(reading, "page_header"), dropped_for(reading, "page_footer")) == (["Head"], ["Foot"])


def test_small_signs() -> None:
    """Tabs and line breaks become spaces, soft hyphens vanish, hidden text is set aside, words of links are kept."""
    body = word_paragraph(
        word_run("a")
        + "<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t><w:noBreakHyphen/></w:r>"
        + word_run("secret", "<w:vanish/>")
        + f"<w:hyperlink>{word_run('e')}</w:hyperlink>"
    )
    reading = read_docx(bare_docx(body), LIMITS)
    assert shown_texts(reading) == ["a b cd-e"]
    assert dropped_for(reading, "hidden") == ["secret"]


def test_pages_are_told_only_where_the_file_knows_them() -> None:
    """Pages are counted by the breaks of the last rendering, where there are as many as the file says."""
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = (
        word_paragraph("One.")
        + word_paragraph(turn + word_run("Two."))
        + word_paragraph(word_run("Still ") + turn + word_run("two."))
        + word_paragraph("Three.")
    )
    assert [block.page for block in read_docx(bare_docx(body, pages="3"), LIMITS).blocks] == [1, 2, 2, 3]
    for pages in ("", "2", "16"):  # breaks that are not all stored tell no page
        assert [block.page for block in read_docx(bare_docx(body, pages=pages), LIMITS).blocks] == [None] * 4
    for numbers in ('w:start="5"', 'w:fmt="lowerRoman"'):  # pages whose printed numbers are others
        section = f"<w:sectPr><w:pgNumType {numbers}/></w:sectPr>"
        assert read_docx(bare_docx(body + section, pages="3"), LIMITS).blocks[0].page is None
    assert [block.page for block in read_docx(make_docx([("Normal", "One.")]), LIMITS).blocks] == [None]


def test_table_rows_say_their_heads() -> None:
    """A marked head row is dropped and carried beside each row; a cell that spans two rows stands in the first."""

    def row(*cells: str, head: bool = False) -> str:
        marked = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
        return f"<w:tr>{marked}{''.join(cells)}</w:tr>"

    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{word_paragraph(text) if text else '<w:p/>'}</w:tc>"

    table = (
        row(cell("Name"), cell("Role"), head=True)
        + row(cell("Ana"), cell("Chair", '<w:vMerge w:val="restart"/>'))
        + row(cell("Bob"), cell("", "<w:vMerge/>"))
    )
    reading = read_docx(
        bare_docx(word_paragraph("Before.") + f"<w:tbl>{table}</w:tbl>" + word_paragraph("After.")), LIMITS
    )
    assert shown_texts(reading) == ["Before.", "Ana; Chair", "Bob", "After."]
    assert texts_with_heads(reading) == ["Before.", "Name: Ana; Role: Chair", "Name: Bob", "After."]
    assert dropped_for(reading, "column_heads") == ["Name Role"]


def test_a_long_table() -> None:
    """Each of a thousand rows is a block, in order."""
    rows = [[f"Name {index}", f"Vote {index}"] for index in range(1000)]
    table = "".join(f"<w:tr>{''.join(f'<w:tc>{word_paragraph(text)}</w:tc>' for text in row)}</w:tr>" for row in rows)
    assert shown_texts(read_docx(bare_docx(f"<w:tbl>{table}</w:tbl>"), LIMITS)) == ["; ".join(row) for row in rows]


def test_a_programme_in_a_table_keeps_its_sessions() -> None:
    """A table that only lays out the page is read as paragraphs, each hour before its session."""

    def row(hour: str, *lines: str) -> str:
        cell = "".join(word_paragraph(line) for line in lines)
        return f"<w:tr><w:tc>{word_paragraph(hour)}</w:tc><w:tc>{cell}</w:tc></w:tr>"

    table = row(
        "9:30",
        "Session 1: Stock Assessment",
        "This session will ask how sardine stocks are measured and what the surveys will cost.",
        "Chair: Prof. Inês Lopes, University of Algarve",
    ) + row(
        "11:30",
        "Session 2: Bycatch",
        "This session will compare devices that let turtles escape, and will ask who is to pay for them.",
    )
    front = [
        ("Title", "Workshop on Coastal Fisheries"),
        ("Normal", "Programme"),
        ("Normal", "Lisbon, Portugal, 3 March 2022"),
    ]
    body = "".join(word_paragraph(text) for _, text in front) + f"<w:tbl>{table}</w:tbl>"
    paper = parse_reading(read_docx(bare_docx(body), LIMITS), "programme.docx")
    assert paper.facts.kind == "programme"
    assert [(session.number, session.title) for session in paper.sessions] == [(1, "Stock Assessment"), (2, "Bycatch")]


@pytest.mark.parametrize(
    "text", ["السلام عليكم ورحمة الله", "安全保障理事会は決議を採択した。", "« Bien », dit-elle : « oui ! »", "می‌خواهم"]
)
def test_scripts_of_the_world(text: str) -> None:
    """Words in any script are kept as they are written."""
    reading = read_docx(make_docx([("Normal", text)]), LIMITS)
    assert shown_texts(reading) == [" ".join(text.split())]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["Normal", "List Number", "List Bullet", "Heading 1", "Quote"]), WORDS), min_size=1
    )
)
def test_nothing_is_lost_and_order_is_kept(paragraphs: list[tuple[str, str]]) -> None:
    """Every character of every paragraph is in a block, in order, with the same result each time."""
    data = make_docx(paragraphs)
    reading = read_docx(data, LIMITS)
    assert not lost_characters("".join(text for _, text in paragraphs), reading.blocks)
    assert [block.raw for block in reading.blocks if block.raw] == [
        text.strip() for _, text in paragraphs if text.strip()
    ]
    assert read_docx(data, LIMITS) == reading


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_file_cut_off_anywhere_is_reported(data: st.DataObject) -> None:
    """However a file is cut off or damaged, it is read or reported, and nothing else happens."""
    whole = make_docx([("Normal", "One."), ("List Number", "Two.")])
    cut = data.draw(st.integers(0, len(whole) - 1))
    bad = data.draw(st.sampled_from([whole[:cut], whole[:cut] + b"\xff" + whole[cut + 1 :]]))
    assert survives(lambda: read_docx(bad, LIMITS))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 x", "is a PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "save it as DOCX"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
        (b"{\\rtf1 x}", "is an RTF file"),
        (b"plain words", "is not the DOCX"),
        (zip_of({"a.txt": "x"}), "no Word document inside"),
    ],
)
def test_other_files_under_its_name(data: bytes, says: str) -> None:
    """The message for another type of file says what it is and what to do."""
    with pytest.raises(SourceUnreadable, match=says):
        read_docx(data, LIMITS)


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    """A definition of entities is refused, whether it is a bomb or reads another file."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    outside = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY b "&a;">]>'
    for definition in (bomb, outside):
        document = f"{definition}<w:document {W}><w:body>{word_paragraph('&b;')}</w:body></w:document>"
        with pytest.raises(SourceUnreadable, match="entities"):
            read_docx(zip_of({"word/document.xml": document}), LIMITS)


def test_limits_hold() -> None:
    """A file that unpacks to too much, or nests without end, is reported before it uses memory or time."""
    big = bare_docx(word_paragraph("x" * 2_000_000))
    with pytest.raises(SourceUnreadable, match="unpacks to more than 1 MB"):
        read_docx(big, Limits(unpacked_bytes=1_000_000))
    with pytest.raises(SourceUnreadable, match="deep"):
        read_docx(bare_docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000), LIMITS)


def test_raised_struck_and_symbol_runs() -> None:
    """Raised figures stay raised, struck-out words are kept as such, and signs of symbol fonts are Unicode."""
    body = word_paragraph(
        word_run("Ten is 10")
        + word_run("3", '<w:vertAlign w:val="superscript"/>')
        + word_run(" on the 5")
        + word_run("th", '<w:vertAlign w:val="superscript"/>')
        + word_run(", not ")
        + word_run("forty", "<w:strike/>")
        + word_run("fifty", "<w:dstrike/>")
        + word_run("sixty", '<w:strike w:val="0"/>')
        + '<w:r><w:sym w:font="Symbol" w:char="F0B0"/><w:sym w:font="Wingdings" w:char="F0FC"/>'
        + '<w:sym w:font="Webdings" w:char="F061"/></w:r>'
        + word_run("\uf0a3", '<w:rFonts w:ascii="Symbol"/>')
    )
    reading = read_docx(bare_docx(body), LIMITS)
    assert shown_texts(reading) == ["Ten is 10³ on the 5th, not sixty°✓≤"]
    assert dropped_for(reading, "struck") == ["fortyfifty"]


def test_a_style_can_strike_and_raise() -> None:
    """A character style strikes words out or raises them as their own properties do."""
    styles = (
        '<w:style w:type="character" w:styleId="S"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="R"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    body = word_paragraph(
        word_run("m") + word_run("2", '<w:rStyle w:val="R"/>') + word_run(" gone", '<w:rStyle w:val="S"/>')
    )
    reading = read_docx(bare_docx(body, styles=styles), LIMITS)
    assert shown_texts(reading) == ["m²"]
    assert dropped_for(reading, "struck") == ["gone"]
