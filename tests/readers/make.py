"""Build the papers that the tests read, with the libraries of their formats or from bare parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx as python_docx
from docx.document import Document as Docx
from odfdo import Document as Odf

from indexer.errors import SourceUnreadable
from indexer.model import Block, DropReason, Reading, Source
from indexer.structure.draft import Draft
from indexer.structure.parse import parse_paper
from indexer.text.column_heads import text_with_heads

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_OTHER = (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def zip_of(parts: dict[str, str | bytes]) -> bytes:
    """Make a ZIP of named parts."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def bare_docx(body: str, pages: str = "", **parts: str) -> bytes:
    """Make a DOCX from the XML of its body and of its other parts, each without its outermost element.

    `pages` is how many it says it has.
    """
    tags = {"header1": "hdr", "footer1": "ftr"}
    files: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{_RELATED}"><Relationship Id="r" Type="{_OFFICE}/officeDocument"'
        f' Target="word/document.xml"/><Relationship Id="e" Type="{_OFFICE}/extended-properties"'
        ' Target="docProps/app.xml"/>'
        "</Relationships>",
        "docProps/app.xml": f'<Properties xmlns="{_OFFICE.removesuffix("/relationships")}/extended-properties">'
        + (f"<Pages>{pages}</Pages>" if pages else "")
        + "</Properties>",
        "word/document.xml": f"<w:document {W}{_OTHER}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATED}">'
        + "".join(
            f'<Relationship Id="{name}" Type="{_OFFICE}/{name.rstrip("1")}" Target="{name}.xml"/>' for name in parts
        )
        + "</Relationships>",
    }
    for name, inner in parts.items():
        tag = tags.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{tag} {W}>{inner}</w:{tag}>"
    return zip_of(files)


def word_run(text: str, properties: str = "") -> str:
    """Write a DOCX run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def word_paragraph(inner: str, properties: str = "") -> str:
    """Write a DOCX paragraph; plain words become a run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner if inner.startswith('<') else word_run(inner)}</w:p>"


def word_list_item(text: str, num: int, level: int = 0) -> str:
    """Write a DOCX paragraph that is in a list."""
    return word_paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def docx_bytes(document: Docx) -> bytes:
    """Return the bytes of a python-docx document."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_docx(paragraphs: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]] = ()) -> bytes:
    """Make a DOCX with python-docx from (style, words), with a table at its end."""
    document = python_docx.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    return docx_bytes(document)


def bare_odt(body: str, automatic: str = "", **parts: str) -> bytes:
    """Make an ODT from the XML of its text and automatic styles; other parts are given whole, by name."""
    spaces = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "text": "text",
            "table": "table",
            "style": "style",
            "draw": "drawing",
            "meta": "meta",
            "manifest": "manifest",
        }.items()
    )
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    files: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content{spaces}>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
    }
    for name, inner in parts.items():
        files[{"manifest": "META-INF/manifest.xml"}.get(name, f"{name}.xml")] = f"<office:x{spaces}>{inner}</office:x>"
    return zip_of(files)


def odt_bytes(document: Odf) -> bytes:
    """Return the bytes of an odfdo document."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def shown_texts(reading: Reading) -> list[str]:
    """Return the words of the blocks that are shown."""
    return [block.text for block in reading.blocks if not block.drop]


def texts_with_heads(reading: Reading) -> list[str]:
    """Return the same words, those of table rows with the heads of their columns put back."""
    return [text_with_heads(block.text, block.heads) for block in reading.blocks if not block.drop]


def dropped_for(reading: Reading, reason: DropReason) -> list[str]:
    """Return the words that were dropped for one reason, with single spaces."""
    return [" ".join(block.raw.split()) for block in reading.blocks if block.drop == reason]


def labels(reading: Reading) -> list[str | None]:
    """Return the labels of the list items."""
    return [block.label for block in reading.blocks if block.kind == "list_item"]


def survives(read: Callable[[], object]) -> bool:
    """Return whether reading ends with a result, or with a message that a user can act on."""
    try:
        read()
    except SourceUnreadable as error:
        return bool(str(error))
    return True


def lost_characters(words: str, blocks: Sequence[Block]) -> Counter[str]:
    """Count the characters of a source that are in no block."""
    kept_characters = Counter("".join(re.sub(r"\s", "", block.raw) for block in blocks))
    return Counter(re.sub(r"\s", "", words)) - kept_characters


def parse_reading(reading: Reading, name: str) -> Draft:
    """Parse blocks as the paper of that name."""
    return parse_paper(Source(Path(name), name, "0" * 64), reading)
