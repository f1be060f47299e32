"""Write evidence as a DOCX file with real footnotes: the list of parts and their content.

The parts are written here (ECMA-376, WordprocessingML) because python-docx writes no footnotes. The elements of the
text are in `wordprocessing`, the parts that never change in `package`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree import ElementTree as ET  # nosec B405  # types and writing; defusedxml parses

from indexer.references import ReferenceRun

from .dossier import Dossier, Evidence, clean_lines
from .package import STATIC_PARTS, core_properties_part, footnote_links_part
from .wordprocessing import document_part, footnote, footnote_reference, footnotes_part, hyperlink, paragraph, text_run

_FIRST_ZIP_YEAR = 1980  # ZIP stores no earlier year


def write_docx(dossier: Dossier) -> bytes:
    """Return a DOCX file: a title and what the list is of, then each quotation with its notes and its remarks.

    The reference of each quotation is a footnote.
    """
    about = (dossier.statement, dossier.left_out)
    body = [paragraph("Title", text_run(dossier.title))]
    body += [paragraph("Normal", text_run(line)) for text in about for line in clean_lines(text)]
    notes, addresses = [], []
    for number, item in enumerate(dossier.items, 1):
        body += evidence_paragraphs(item, number)
        notes.append(footnote(number, list(reference_runs(item, f"rId{number}"))))
        addresses.append(item.link)
    return footnoted_file(dossier.title, dossier.day, body, notes, addresses)


def footnoted_file(
    title: str, day: date, body: Sequence[ET.Element], notes: Sequence[ET.Element], addresses: Sequence[str]
) -> bytes:
    """Return a DOCX file of paragraphs, with its footnotes and the address that each of these links to."""
    parts: dict[str, str | bytes] = {
        **STATIC_PARTS,
        "docProps/core.xml": core_properties_part(title, day),
        "word/document.xml": document_part(body),
        "word/footnotes.xml": footnotes_part(notes),
        "word/_rels/footnotes.xml.rels": footnote_links_part(addresses),
    }
    timestamp = max(day.year, _FIRST_ZIP_YEAR), day.month, day.day, 0, 0, 0
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():  # readers expect the list of content types first
            archive.writestr(zipfile.ZipInfo(name, timestamp), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def evidence_paragraphs(item: Evidence, number: int) -> Iterator[ET.Element]:
    """Yield the paragraphs of one quotation; the footnote mark follows its last word."""
    document = item.reference.passage.document if item.reference else None
    language = (document.language or "") if document else ""
    words = clean_lines(item.quotation) or ["…"]
    for line in words[:-1]:
        yield paragraph("Quote", text_run(line, language=language), language=language)
    yield paragraph("Quote", text_run(words[-1], language=language), footnote_reference(number), language=language)
    for line in clean_lines(item.note):
        yield paragraph("Normal", text_run(line))
    if item.remarks:
        yield paragraph("Remark", text_run(" ".join(item.remarks)))


def reference_runs(item: Evidence, relation: str) -> Iterator[ET.Element]:
    """Yield the runs of a reference, with its address as a hyperlink."""
    for run in item.cited:
        before, address, after = run.text.partition(item.link)
        if not address:
            yield _run(run)
            continue
        if before:
            yield _run(ReferenceRun(before, run.italic))
        yield hyperlink(relation, item.link)
        if after:
            yield _run(ReferenceRun(after, run.italic))


def _run(run: ReferenceRun) -> ET.Element:
    return text_run(run.text, italic=run.italic)
