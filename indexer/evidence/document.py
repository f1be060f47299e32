"""Evidence as a DOCX file with real footnotes: which parts it has, and what stands in them.

Written part by part (ECMA-376, WordprocessingML), for no library that is here writes footnotes. Elements of the text
are `wordprocessing`'s, the parts that never change `package`'s.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from indexer.references import ReferenceRun

from .package import STATIC_PARTS, core_properties_part, footnote_links_part
from .piece import Dossier, Evidence, clean_lines
from .wordprocessing import document_part, footnote, footnote_reference, footnotes_part, hyperlink, paragraph, text_run

_EARLIEST = 1980  # the first year that a ZIP can hold


def write_docx(dossier: Dossier) -> bytes:
    """Write a document: title, then each quotation with its reference in a footnote, notes and remarks below it."""
    body = [paragraph("Title", text_run(dossier.title))]
    notes, links = [], []
    for number, piece in enumerate(dossier.items, 1):
        body += _piece(piece, number)
        notes.append(footnote(number, list(_reference(piece, f"rId{number}"))))
        links.append(piece.link)
    parts: dict[str, str | bytes] = {
        **STATIC_PARTS,
        "docProps/core.xml": core_properties_part(dossier.title, dossier.day),
        "word/document.xml": document_part(body),
        "word/footnotes.xml": footnotes_part(notes),
        "word/_rels/footnotes.xml.rels": footnote_links_part(links),
    }
    stamp = (max(dossier.day.year, _EARLIEST), dossier.day.month, dossier.day.day, 0, 0, 0)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():  # the list of content types comes first, as readers expect it
            archive.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _piece(piece: Evidence, number: int) -> Iterator[ET.Element]:
    """The paragraphs of a piece, the footnote standing behind the last word of the quotation."""
    paper = piece.reference.passage.document if piece.reference else None
    language = (paper.language or "") if paper else ""
    words = clean_lines(piece.quotation) or ["…"]
    for line in words[:-1]:
        yield paragraph("Quote", text_run(line, language=language), language=language)
    yield paragraph("Quote", text_run(words[-1], language=language), footnote_reference(number), language=language)
    for line in clean_lines(piece.note):
        yield paragraph("Normal", text_run(line))
    if piece.remarks:
        yield paragraph("Remark", text_run(" ".join(piece.remarks)))


def _reference(piece: Evidence, relation: str) -> Iterator[ET.Element]:
    """The runs of a reference, its address as a link that can be followed."""
    for run in piece.cited:
        before, found, after = run.text.partition(piece.link)
        if not found:
            yield _run(run)
            continue
        if before:
            yield _run(ReferenceRun(before, run.italic))
        yield hyperlink(relation, piece.link)
        if after:
            yield _run(ReferenceRun(after, run.italic))


def _run(run: ReferenceRun) -> ET.Element:
    return text_run(run.text, italic=run.italic)
