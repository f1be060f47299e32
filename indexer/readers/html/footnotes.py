"""Footnotes of a web page: a raised mark that links to a note further down, and the note it links to."""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from indexer.readers.shared.inline import one_line
from indexer.text.urls import is_page_link

from .tree import INLINE_TAGS, TEXT_NODE, descendants, text_of

_LONGEST_MARK = 6  # characters: `[123]`
_LONGEST_NOTE = 4000  # characters: what is longer is a part of the paper that a link leads to
_MARK_NAMES = re.compile(r"^(?:foot|end)?note-?(?:ref\w*|mark)$|^fn-?ref$|^reference$|^mso(?:foot|end)notereference$")
_BLOCKS = frozenset("p li dd div td aside".split())


class HtmlNote(NamedTuple):
    """The words of a note, and the links in it."""

    text: str
    links: tuple[str, ...]


class HtmlNotes:
    """The notes of one page, by their marks."""

    def __init__(self, body: LexborNode) -> None:
        self._of_mark: dict[int, HtmlNote] = {}
        self._places: set[int] = set()
        named = {name: node for node in body.css("a[name]") if (name := node.attributes.get("name"))}
        named |= {name: node for node in body.css("[id]") if (name := node.attributes.get("id"))}
        order = {node.mem_id: place for place, (node, _) in enumerate(descendants(body))}
        for link in body.css('a[href^="#"]'):
            mark = _mark(link)
            target = named.get((link.attributes.get("href") or "")[1:])
            if mark is None or target is None:
                continue
            note = _note(target)
            if note is None or order.get(note.mem_id, 0) < order[link.mem_id]:  # a way back, not a mark
                continue
            text = _words(note, text_of(mark))
            if text and mark.mem_id not in self._places:
                hrefs = [one.attributes.get("href") or "" for one in note.css("a[href]")]
                self._of_mark[mark.mem_id] = HtmlNote(text, tuple(filter(is_page_link, hrefs)))
                self._places.add(note.mem_id)

    def note_of_mark(self, node: LexborNode) -> HtmlNote | None:
        """The note that this node is the mark of."""
        return self._of_mark.get(node.mem_id)

    def is_note(self, node: LexborNode) -> bool:
        """Whether this node is a note that a mark refers to."""
        return node.mem_id in self._places


def _mark(link: LexborNode) -> LexborNode | None:
    """The outermost element that is nothing but the mark of a note."""
    if not 0 < len(text_of(link).strip()) <= _LONGEST_MARK:
        return None
    parent = link.parent
    for raised in (parent, parent.parent if parent is not None else None):
        if raised is not None and raised.tag == "sup":
            return raised if len(text_of(raised).strip()) <= _LONGEST_MARK else link
    said = link.attributes
    names = (said.get("class") or "").casefold().split()
    if said.get("role") == "doc-noteref" or any(_MARK_NAMES.match(name) for name in names):
        return link
    return link if link.css_first("sup") is not None else None


def _note(target: LexborNode) -> LexborNode | None:
    """The block that holds a note; None where the target is no note at all."""
    node: LexborNode | None = target
    while node is not None and (node.tag in INLINE_TAGS or node.tag == TEXT_NODE):
        node = node.parent
    if node is None or node.tag not in _BLOCKS or len(text_of(node)) > _LONGEST_NOTE:
        return None
    return node


def _words(note: LexborNode, mark: str) -> str:
    """The words of a note without its number and its way back."""
    ways_back = {
        one.mem_id
        for link in note.css('a[href^="#"]')
        if len(text_of(link).strip()) <= _LONGEST_MARK
        for one, _ in descendants(link)
    }
    text = "".join(
        (one.text_content or "")
        if one.tag == TEXT_NODE and one.mem_id not in ways_back
        else ""
        if one.tag in INLINE_TAGS
        else " "
        for one, _ in descendants(note)
        if one.tag != TEXT_NODE or one.mem_id not in ways_back
    )
    number = re.escape(mark.strip().strip("[]()."))
    return re.sub(rf"^\s*[\[(]?{number}[\])]?[.:]?\s+|^\s*[\[(]\s*[\])]\s*", "", one_line(text))
