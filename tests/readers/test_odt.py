"""OpenDocument texts: what they hold, and attacks that must fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Document, Header, Paragraph

from indexer.errors import SourceUnreadable
from indexer.model import DropReason
from indexer.readers.limits import LIMITS
from indexer.readers.odt.reader import read_odt

from .make import bare_odt, dropped_for, labels, lost_characters, odt_bytes, shown_texts, texts_with_heads, zip_of

LIST = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" text:display-levels="2"/>'
    '<text:list-level-style-bullet text:level="3"/></text:list-style>'
)


def test_a_document_of_odfdo() -> None:
    """Headings have their levels, and the paragraphs come in order."""
    document = Document("text")
    document.body.clear()
    document.body.append(Header(1, "Part"))
    document.body.append(Paragraph("Some words."))
    document.body.append(Header(2, "Chapter"))
    reading = read_odt(odt_bytes(document), LIMITS)
    blocks = [(block.kind, block.level, block.text) for block in reading.blocks if not block.drop]
    assert blocks == [("heading", 1, "Part"), ("paragraph", 0, "Some words."), ("heading", 2, "Chapter")]


def test_lists_are_numbered_by_their_style() -> None:
    """Items have the number of their level, nested lists restart, and a list may continue another."""
    inner = "<text:list><text:list-item><text:p>x</text:p></text:list-item><text:list-item><text:p>x</text:p>"
    inner += "</text:list-item></text:list>"
    items = f"<text:list-item><text:p>x</text:p>{inner}</text:list-item><text:list-item><text:p>x</text:p>{inner}"
    first = f'<text:list text:style-name="L">{items}</text:list-item></text:list>'
    continued = (
        '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>x</text:p>'
        '<text:p>second paragraph</text:p></text:list-item><text:list-item text:start-value="9"><text:p>x</text:p>'
        "</text:list-item></text:list>"
    )
    reading = read_odt(bare_odt(first + continued, LIST), LIMITS)
    assert labels(reading) == ["1", "1.a", "1.b", "2", "2.a", "2.b", "3", "9"]
    assert [block.depth for block in reading.blocks if block.kind == "list_item"] == [0, 1, 1, 0, 1, 1, 0, 0]
    assert reading.blocks[7].kind == "paragraph"


def test_notes_changes_comments_and_hidden_words() -> None:
    """Notes go with their paragraph; deleted words, hidden words and comments are set aside."""
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>gone</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes>"
    )
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>See A.</text:p></text:note-body></text:note>"
    )
    hidden = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    body = (
        f'{changes}<text:p>One<text:s text:c="2"/>two{note}<text:change text:change-id="c1"/> '
        '<text:span text:style-name="H">secret</text:span><office:annotation><text:p>Why?</text:p></office:annotation>'
        "three<text:line-break/>four.</text:p>"
    )
    reading = read_odt(bare_odt(body, hidden), LIMITS)
    assert shown_texts(reading) == ["One two three four."]
    assert reading.blocks[0].notes == ("See A.",)
    reasons: tuple[DropReason, ...] = ("deleted", "hidden", "comment")
    assert [dropped_for(reading, reason) for reason in reasons] == [
        ["gone"],
        ["secret"],
        ["Why?"],
    ]
    assert not lost_characters("One two three four. See A. gone secret Why?", reading.blocks)


def test_tables_boxes_margins_and_pages() -> None:
    """Rows carry their heads, boxes follow their paragraph, margins are dropped, soft page breaks count pages."""

    def row(*cells: str) -> str:
        inner = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{inner}</table:table-row>"

    body = (
        "<text:p>Text.<draw:frame><draw:text-box><text:p>Box.</text:p></draw:text-box></draw:frame></text:p>"
        "<text:soft-page-break/>"
        f"<table:table><table:table-header-rows>{row('Name', 'Role')}</table:table-header-rows>{row('Ana', 'Chair')}"
        "</table:table>"
    )
    styles = (
        "<style:master-page><style:header><text:p>Head</text:p></style:header>"
        "<style:footer><text:p>Foot</text:p></style:footer></style:master-page>"
    )
    meta = '<meta:document-statistic meta:page-count="2"/>'
    meta += "<dc:title>Paper</dc:title><dc:language>fr-FR</dc:language><dc:date>2024-05-06T10:00:00</dc:date>"
    reading = read_odt(bare_odt(body, styles=styles, meta=meta), LIMITS)
    assert shown_texts(reading) == ["Text.", "Box.", "Ana; Chair"]
    assert texts_with_heads(reading)[2] == "Name: Ana; Role: Chair"
    assert [block.page for block in reading.blocks if not block.drop] == [1, 1, 2]
    unsure = read_odt(bare_odt(body, styles=styles, meta=meta.replace('"2"', '"3"')), LIMITS)
    assert {block.page for block in unsure.blocks} == {None}
    assert (dropped_for(reading, "page_header"), dropped_for(reading, "page_footer")) == (["Head"], ["Foot"])
    assert (reading.title, reading.language, reading.published) == ("Paper", "fr-FR", None)


def test_encrypted_and_other_files() -> None:
    """An encrypted file, one that is no text, and one that is no ODT are each named as such."""
    manifest = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    with pytest.raises(SourceUnreadable, match="is encrypted"):
        read_odt(bare_odt("<text:p>x</text:p>", manifest=manifest), LIMITS)
    for data, says in ((zip_of({"a": "b"}), "no text document"), (b"%PDF-1", "is a PDF"), (b" ", "is empty")):
        with pytest.raises(SourceUnreadable, match=says):
            read_odt(data, LIMITS)


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    """An entity that points to a file is refused, and the file is not read."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    content = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]><x>&a;</x>'
    with pytest.raises(SourceUnreadable, match="entities"):
        read_odt(zip_of({"content.xml": content}), LIMITS)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(st.characters(whitelist_categories=("L", "N")), min_size=1), min_size=1))
def test_nothing_is_lost(paragraphs: list[str]) -> None:
    """Every character of every paragraph is in a block, in order, with the same result each time."""
    data = bare_odt("".join(f"<text:p>{text}</text:p>" for text in paragraphs))
    reading = read_odt(data, LIMITS)
    assert [block.raw for block in reading.blocks] == paragraphs
    assert read_odt(data, LIMITS) == reading


def test_raised_and_struck_words() -> None:
    """Raised figures stay raised, and struck-out words are kept as such."""
    automatic = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>'
        for name, properties in {
            "S": 'style:text-line-through-style="solid"',
            "N": 'style:text-line-through-style="none"',
            "R": 'style:text-position="super 58%"',
            "L": 'style:text-position="sub 58%"',
        }.items()
    )
    spans = '10<text:span text:style-name="R">-3</text:span> of H<text:span text:style-name="L">2</text:span>O'
    spans += '<text:span text:style-name="S">gone</text:span><text:span text:style-name="N"> stays</text:span>'
    reading = read_odt(bare_odt(f"<text:p>{spans}</text:p>", automatic), LIMITS)
    assert shown_texts(reading) == ["10⁻³ of H2O stays"]
    assert dropped_for(reading, "struck") == ["gone"]
