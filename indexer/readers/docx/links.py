"""Where the links of a Word document lead: relations of its parts, and fields that say so in words of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from indexer.readers.shared.inline import InlineText, OpenLink
from indexer.text.urls import is_page_link

_FIELD = re.compile(r"""HYPERLINK\s+(?:"([^"]+)"|([^\s"\\]\S*))""", re.IGNORECASE)


def hyperlink_targets(relations: Element | None) -> dict[str, str]:
    """The addresses that a part links to, by the id of the relation."""
    return {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in (relations if relations is not None else ())
        if relation.get("Type", "").endswith("/hyperlink") and relation.get("TargetMode") == "External"
    }


def _said(instruction: str) -> list[str]:
    """The addresses that instructions of fields name."""
    return [match[1] or match[2] for match in _FIELD.finditer(instruction)]


class DocxLinks:
    """The links of one part of the file."""

    def __init__(self, targets: Mapping[str, str]) -> None:
        self._targets = targets

    def target_of(self, element: Element) -> str:
        """Where the words in an element lead to; nothing where they do not."""
        if element.tag == "w:hyperlink":
            return self._targets.get(element.get("r:id", ""), "")
        if element.tag == "w:fldSimple":
            return next(iter(_said(element.get("w:instr", ""))), "")
        return ""

    def targets_within(self, element: Element) -> tuple[str, ...]:
        """All addresses that an element links to."""
        found = [self.target_of(one) for one in element.iter()]
        found += _said("".join(one.text or "" for one in element.iter("w:instrText")))
        return tuple(dict.fromkeys(url for url in found if is_page_link(url)))


@dataclass
class _OpenField:
    """A field on its way: what it is to do, then its words."""

    instruction: str = ""
    link: OpenLink | None = None


class DocxFields:
    """The fields of a document that are written as signs in the run of words: begin, instruction, words, end."""

    def __init__(self) -> None:
        self._open: list[_OpenField] = []

    def feed(self, sign: Element, words: InlineText) -> None:
        """Take in a sign of a field; its words are linked while it is open."""
        if sign.tag == "w:instrText":
            if self._open:
                self._open[-1].instruction += sign.text or ""
            return
        kind = sign.get("w:fldCharType")
        if kind == "begin":
            self._open.append(_OpenField())
        elif kind == "separate" and self._open:
            urls = _said(self._open[-1].instruction)
            self._open[-1].link = words.start_link(urls[0]) if urls else None
        elif kind == "end" and self._open:
            words.end_link(self._open.pop().link)
