"""Find where the links of a Word document lead: by the relations of its parts and by the instructions of fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element  # nosec B405  # types and writing; defusedxml parses

from indexer.readers.shared.inline import InlineText, OpenLink
from indexer.text.urls import is_page_link

_FIELD = re.compile(r"""HYPERLINK\s+(?:"([^"]+)"|([^\s"\\]\S*))""", re.IGNORECASE)


def hyperlink_targets(relations: Element | None) -> dict[str, str]:
    """Return the external link targets of a part by relation id."""
    return {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in (relations if relations is not None else ())
        if relation.get("Type", "").endswith("/hyperlink") and relation.get("TargetMode") == "External"
    }


def _field_targets(instruction: str) -> list[str]:
    """Return the link targets that field instructions name."""
    return [match[1] or match[2] for match in _FIELD.finditer(instruction)]


class DocxLinks:
    """The links of one part of the file."""

    def __init__(self, targets: Mapping[str, str]) -> None:
        self._targets = targets

    def target_of(self, element: Element) -> str:
        """Return where the words in an element lead to, or an empty string."""
        if element.tag == "w:hyperlink":
            return self._targets.get(element.get("r:id", ""), "")
        if element.tag == "w:fldSimple":
            return next(iter(_field_targets(element.get("w:instr", ""))), "")
        return ""

    def targets_within(self, element: Element) -> tuple[str, ...]:
        """Return all link targets inside an element."""
        urls = [self.target_of(descendant) for descendant in element.iter()]
        urls += _field_targets("".join(descendant.text or "" for descendant in element.iter("w:instrText")))
        return tuple(dict.fromkeys(url for url in urls if is_page_link(url)))


@dataclass
class _OpenField:
    """A field that has begun and not ended: its instruction, then the link around its words."""

    instruction: str = ""
    link: OpenLink | None = None


class DocxFields:
    """The fields of a document that are marked in the runs: begin, instruction, words, end."""

    def __init__(self) -> None:
        self._open: list[_OpenField] = []

    def feed(self, mark: Element, words: InlineText) -> None:
        """Take in one mark of a field; its words are linked while the field is open."""
        if mark.tag == "w:instrText":
            if self._open:
                self._open[-1].instruction += mark.text or ""
            return
        kind = mark.get("w:fldCharType")
        if kind == "begin":
            self._open.append(_OpenField())
        elif kind == "separate" and self._open:
            urls = _field_targets(self._open[-1].instruction)
            self._open[-1].link = words.start_link(urls[0]) if urls else None
        elif kind == "end" and self._open:
            words.end_link(self._open.pop().link)
