"""Footnotes of a page: small type at its foot that begins with a mark which the text above carries, raised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .body_type import Type
from .dehyphenate import labels
from .lines import MARK
from .paragraphs import Paragraph
from .tables import Table

_SMALL = 0.94  # of the body's size
_LABEL = re.compile(r"^(?:\ufdd0(?P<raised>[^\ufdd1]+)\ufdd1\s*|(?P<plain>\d{1,3}|[*†‡§¶]+)[.)]?\s+)(?=\S)")


@dataclass(frozen=True)
class Notes:
    """The footnotes of one page: which parts are footnotes, and which labels each other part refers to."""

    of: dict[int, str]
    """`id` of a part that is a footnote -> its label."""
    referred: dict[int, tuple[str, ...]]
    """`id` of a part -> labels of the footnotes it refers to, in order."""


def notes_of(parts: Sequence[Paragraph | Table], kind: Type) -> Notes:
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
    return Notes(of, {key: found for key, found in referred.items() if found})


def _label(part: Paragraph | Table, kind: Type) -> str | None:
    if not isinstance(part, Paragraph) or part.size > _SMALL * kind.body:
        return None
    match = _LABEL.match(part.rows[0].text)
    return (match["raised"] or match["plain"]).strip(",") if match else None


def _marks(part: Paragraph | Table) -> list[str]:
    texts = (
        [row.text for row in part.rows]
        if isinstance(part, Paragraph)
        else [line.text for row in part.rows for cell in row for line in cell]
    )
    return [label for text in texts for match in MARK.finditer(text) for label in labels(match[1])]


def without_label(text: str) -> str:
    """The words of a footnote behind its mark."""
    return _LABEL.sub("", text, count=1)
