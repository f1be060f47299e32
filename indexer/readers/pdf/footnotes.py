"""Footnotes of a page: small type at its foot that begins with a mark which the text above carries, raised."""

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
    """`id` of a part that is a footnote -> its label."""
    references: dict[int, tuple[str, ...]]
    """`id` of a part -> labels of the footnotes it refers to, in order."""


def find_footnotes(parts: Sequence[PdfParagraph | PdfTable], kind: BodyType) -> PdfNotes:
    """Find the footnotes among the parts of one page; what no raised mark refers to is no footnote."""
    marks = {id(part): _marks(part) for part in parts}
    candidates = {id(part): label for part in parts if (label := _label(part, kind))}
    used = {mark for key, found in marks.items() if key not in candidates for mark in found}
    of = {key: label for key, label in candidates.items() if label in used}
    known = set(of.values())
    referred = {
        key: tuple(dict.fromkeys(mark for mark in found if mark in known))
        for key, found in marks.items()
        if key not in of
    }
    return PdfNotes(of, {key: found for key, found in referred.items() if found})


def _label(part: PdfParagraph | PdfTable, kind: BodyType) -> str | None:
    if not isinstance(part, PdfParagraph) or part.size > _SMALL * kind.body_size:
        return None
    match = _LABEL.match(part.rows[0].text)
    return (match["raised"] or match["plain"]).strip(",") if match else None


def _marks(part: PdfParagraph | PdfTable) -> list[str]:
    texts = (
        [row.text for row in part.rows]
        if isinstance(part, PdfParagraph)
        else [line.text for row in part.rows for cell in row for line in cell]
    )
    return [label for text in texts for match in MARK.finditer(text) for label in mark_labels(match[1])]


def strip_note_label(text: str) -> str:
    """The words of a footnote behind its mark."""
    return _LABEL.sub("", text, count=1)
