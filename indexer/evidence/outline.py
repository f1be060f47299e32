"""Write a page as a DOCX file: headings, sentences, and passages with their references as footnotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET  # nosec B405  # a type

from .document import evidence_paragraphs, footnoted_file, reference_runs
from .dossier import Evidence, clean_lines
from .wordprocessing import footnote, paragraph, text_run


@dataclass(frozen=True)
class OutlineLine:
    """A heading of a level from 1 to 3, or a line of text where the level is 0."""

    text: str
    level: int = 0
    language: str = ""


@dataclass(frozen=True)
class PageOutline:
    """A page as a sequence of lines and passages."""

    title: str
    lines: Iterable[OutlineLine | Evidence]
    day: date
    """The day of writing."""


def write_outline(outline: PageOutline) -> bytes:
    """Return a page as a DOCX file."""
    body = [paragraph("Title", text_run(outline.title))]
    notes: list[ET.Element] = []
    addresses: list[str] = []
    for line in outline.lines:
        if isinstance(line, OutlineLine):
            style = f"Heading{line.level}" if line.level else "Normal"
            body += (
                paragraph(style, text_run(text, language=line.language), language=line.language)
                for text in clean_lines(line.text)
            )
            continue
        number = len(notes) + 1
        body += evidence_paragraphs(line, number)
        notes.append(footnote(number, list(reference_runs(line, f"rId{number}"))))
        addresses.append(line.link)
    return footnoted_file(outline.title, outline.day, body, notes, addresses)
