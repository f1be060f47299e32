"""Find the footnotes of a web page: a raised mark that links to a note further down, and that note."""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from indexer.readers.shared.inline import one_line
from indexer.text.urls import is_page_link

from .tree import TEXT_NODE, descendants, is_inline, short_text_of, text_of

_MAX_MARK = 6  # characters: `[123]`
_MAX_NOTE = 4000  # characters: a longer target is a section of the paper
_MARK_NAMES = re.compile(r"^(?:foot|end)?note-?(?:ref\w*|mark)$|^fn-?ref$|^reference$|^mso(?:foot|end)notereference$")
_EMPTY_BRACKETS = re.compile(r"^[\[(]\s*[\])]\s*")
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
        order: dict[int, int] = {}
        note_of: dict[str, LexborNode | None] = {}  # many marks may have one note
        words_of: dict[int, str] = {}
        for link in body.css('a[href^="#"]'):
            name = (link.attributes.get("href") or "")[1:]
            target = named.get(name)
            mark = _mark(link) if target is not None else None
            if mark is None or target is None:
                continue
            if name not in note_of:
                note_of[name] = _note(target)
            note = note_of[name]
            if note is None:
                continue
            order = order or {node.mem_id: position for position, (node, _) in enumerate(descendants(body))}
            if order.get(note.mem_id, 0) < order[link.mem_id]:  # a link back, not a mark
                continue
            if note.mem_id not in words_of:
                words_of[note.mem_id] = _note_words(note)
            text = _without_number(words_of[note.mem_id], text_of(mark))
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
    if not (short_text_of(link, _MAX_MARK) or "").strip():
        return None
    parent = link.parent
    for raised in (parent, parent.parent if parent is not None else None):
        if raised is not None and raised.tag == "sup":
            return raised if short_text_of(raised, _MAX_MARK) is not None else link
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
    if node is None or node.tag not in _BLOCKS or short_text_of(node, _MAX_NOTE) is None:
        return None
    return node


def _note_words(note: LexborNode) -> str:
    """Return the words of a note without its links back."""
    ways_back = {
        node.mem_id
        for link in note.css('a[href^="#"]')
        if short_text_of(link, _MAX_MARK) is not None
        for node, _ in descendants(link)
    }
    return one_line(
        "".join(
            (node.text_content or "")
            if node.tag == TEXT_NODE and node.mem_id not in ways_back
            else ""
            if is_inline(node.tag)
            else " "
            for node, _ in descendants(note)
            if node.tag != TEXT_NODE or node.mem_id not in ways_back
        )
    )


def _without_number(words: str, mark: str) -> str:
    """Return the words of a note without the mark that they begin with."""
    number = mark.strip().strip("[]().")
    rest = words[1:] if words.startswith(("[", "(")) else words
    if rest.startswith(number):
        rest = rest[len(number) :]
        rest = rest[1:] if rest.startswith(("]", ")")) else rest
        rest = rest[1:] if rest.startswith((".", ":")) else rest
        if rest[:1].isspace():
            return rest.lstrip()
    return _EMPTY_BRACKETS.sub("", words)
