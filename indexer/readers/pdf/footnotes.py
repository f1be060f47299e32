"""Find the footnotes of a page: small type at its foot that begins with a mark which the text above carries, raised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .body_type import BodyType
from .dehyphenate import mark_labels
from .lines import MARK
from .paragraphs import PdfParagraph
from .tables import PdfTable

_SMALL = 0.94  # of the body's size
_LABEL = re.compile(r"^(?:\ufdd0(?P<raised>[^\ufdd1]+)\ufdd1\s*|(?P<plain>\d{1,3}|[*†‡§¶]+)[.)]?\s+)(?=\S)")


@dataclass(frozen=True)
class PdfNotes:
    """The footnotes of one page: which parts are footnotes, and which labels each other part refers to."""

    labels: dict[int, str]
    """The label of each footnote, by the `id` of its part."""
    references: dict[int, tuple[str, ...]]
    """The labels that a part refers to, in order, by the `id` of the part."""


def find_footnotes(parts: Sequence[PdfParagraph | PdfTable], body_type: BodyType) -> PdfNotes:
    """Find the footnotes among the parts of one page; a note needs a raised mark that refers to it."""
    marks = {id(part): _marks(part) for part in parts}
    candidates = {id(part): label for part in parts if (label := _label(part, body_type))}
    used = {mark for key, part_marks in marks.items() if key not in candidates for mark in part_marks}
    footnotes = {key: label for key, label in candidates.items() if label in used}
    known_labels = set(footnotes.values())
    referred = {
        key: tuple(dict.fromkeys(mark for mark in part_marks if mark in known_labels))
        for key, part_marks in marks.items()
        if key not in footnotes
    }
    return PdfNotes(footnotes, {key: part_marks for key, part_marks in referred.items() if part_marks})


def _label(part: PdfParagraph | PdfTable, body_type: BodyType) -> str | None:
    """Return the label of a part that may be a footnote."""
    if not isinstance(part, PdfParagraph) or part.size > _SMALL * body_type.body_size:
        return None
    match = _LABEL.match(part.rows[0].text)
    return (match["raised"] or match["plain"]).strip(",") if match else None


def _marks(part: PdfParagraph | PdfTable) -> list[str]:
    """Return the labels of the raised marks in a part."""
    texts = (
        [row.text for row in part.rows]
        if isinstance(part, PdfParagraph)
        else [line.text for row in part.rows for cell in row for line in cell]
    )
    return [label for text in texts for match in MARK.finditer(text) for label in mark_labels(match[1])]


def strip_note_label(text: str) -> str:
    """Return the words of a footnote after its mark."""
    return _LABEL.sub("", text, count=1)
