"""Find the footnotes of a web page: a raised mark that links to a note further down, and that note."""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from indexer.readers.shared.inline import one_line
from indexer.text.urls import is_page_link

from .tree import TEXT_NODE, descendants, is_inline, text_of

_MAX_MARK = 6  # characters: `[123]`
_MAX_NOTE = 4000  # characters: a longer target is a section of the paper
_MARK_NAMES = re.compile(r"^(?:foot|end)?note-?(?:ref\w*|mark)$|^fn-?ref$|^reference$|^mso(?:foot|end)notereference$")
_BLOCKS = frozenset("p li dd div td aside".split())


class HtmlNote(NamedTuple):
    """The words of a note, and its links."""

    text: str
    links: tuple[str, ...]


class HtmlNotes:
    """The notes of one page by their marks."""

    def __init__(self, body: LexborNode) -> None:
        self._of_mark: dict[int, HtmlNote] = {}
        self._note_ids: set[int] = set()
        named = {name: node for node in body.css("a[name]") if (name := node.attributes.get("name"))}
        named |= {name: node for node in body.css("[id]") if (name := node.attributes.get("id"))}
        order = {node.mem_id: position for position, (node, _) in enumerate(descendants(body))}
        for link in body.css('a[href^="#"]'):
            mark = _mark(link)
            target = named.get((link.attributes.get("href") or "")[1:])
            if mark is None or target is None:
                continue
            note = _note(target)
            if note is None or order.get(note.mem_id, 0) < order[link.mem_id]:  # a link back, not a mark
                continue
            text = _note_text(note, text_of(mark))
            if text and mark.mem_id not in self._note_ids:
                hrefs = [anchor.attributes.get("href") or "" for anchor in note.css("a[href]")]
                self._of_mark[mark.mem_id] = HtmlNote(text, tuple(filter(is_page_link, hrefs)))
                self._note_ids.add(note.mem_id)

    def note_of_mark(self, node: LexborNode) -> HtmlNote | None:
        """Return the note whose mark this node is."""
        return self._of_mark.get(node.mem_id)

    def is_note(self, node: LexborNode) -> bool:
        """Return whether this node is a note that a mark refers to."""
        return node.mem_id in self._note_ids


def _mark(link: LexborNode) -> LexborNode | None:
    """Return the outermost element that holds nothing but the mark of a note."""
    if not 0 < len(text_of(link).strip()) <= _MAX_MARK:
        return None
    parent = link.parent
    for raised in (parent, parent.parent if parent is not None else None):
        if raised is not None and raised.tag == "sup":
            return raised if len(text_of(raised).strip()) <= _MAX_MARK else link
    attributes = link.attributes
    names = (attributes.get("class") or "").casefold().split()
    if attributes.get("role") == "doc-noteref" or any(_MARK_NAMES.match(name) for name in names):
        return link
    return link if link.css_first("sup") is not None else None


def _note(target: LexborNode) -> LexborNode | None:
    """Return the block that holds a note; None when the target is no note."""
    node: LexborNode | None = target
    while node is not None and (is_inline(node.tag) or node.tag == TEXT_NODE):
        node = node.parent
    if node is None or node.tag not in _BLOCKS or len(text_of(node)) > _MAX_NOTE:
        return None
    return node


def _note_text(note: LexborNode, mark: str) -> str:
    """Return the words of a note without its number and its link back."""
    ways_back = {
        node.mem_id
        for link in note.css('a[href^="#"]')
        if len(text_of(link).strip()) <= _MAX_MARK
        for node, _ in descendants(link)
    }
    text = "".join(
        (node.text_content or "")
        if node.tag == TEXT_NODE and node.mem_id not in ways_back
        else ""
        if is_inline(node.tag)
        else " "
        for node, _ in descendants(note)
        if node.tag != TEXT_NODE or node.mem_id not in ways_back
    )
    number = re.escape(mark.strip().strip("[]()."))
    return re.sub(rf"^\s*[\[(]?{number}[\])]?[.:]?\s+|^\s*[\[(]\s*[\])]\s*", "", one_line(text))
