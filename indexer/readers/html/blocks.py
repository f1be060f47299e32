"""The article of a web page to blocks, by one walk through its tree in reading order."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from indexer.model import Block
from indexer.readers.shared.inline import FOOTNOTE, BlockFacts, InlineText, dropped_blocks
from indexer.readers.shared.layout import LayoutCell, LayoutRow, table_or_layout_blocks
from indexer.readers.text import read_text

from .boilerplate import find_article, is_navigation, reason_to_drop
from .context import HtmlContext, HtmlListItem
from .footnotes import HtmlNotes
from .lists import item_numbers
from .tables import table_rows
from .tree import INLINE_TAGS, TEXT_NODE, TextAmounts, ancestors, children, text_of

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DEEPEST = 120  # elements within elements; beyond that their words are read without regard to what holds them


class HtmlBlockReader:
    """Reads one page once."""

    def __init__(self, body: LexborNode) -> None:
        self._body = body
        self._weights = TextAmounts(body)
        self._notes = HtmlNotes(body)
        self._found: list[Block] = []
        self._words = InlineText()
        self._breaks = 0
        self._term: InlineText | None = None
        article = find_article(body, self._weights)
        is_near = article is not None and len(list(ancestors(article))) < _DEEPEST
        self._article = article if is_near else None
        self._kept, self._towards = self._paths()

    def blocks(self) -> list[Block]:
        """The blocks of the page in reading order."""
        place = HtmlContext()
        self._children(self._body, place)
        self._flush(place)
        self._end_term(place)
        return self._found

    def _paths(self) -> tuple[set[int], set[int]]:
        """The article and the page's only main heading, and all that they stand in; empty where nothing is marked."""
        if self._article is None:
            return set(), set()
        kept = [self._article]
        heading = self._body.css_first("h1")
        if heading is not None and self._article.css_first("h1") is None and len(list(ancestors(heading))) < _DEEPEST:
            kept.append(heading)
        towards = {above.mem_id for node in kept for above in ancestors(node)}
        return {node.mem_id for node in kept}, towards

    def _children(self, node: LexborNode, place: HtmlContext) -> None:
        for child in children(node):
            self._visit(child, place)

    def _visit(self, node: LexborNode, place: HtmlContext) -> None:
        tag = node.tag or ""
        outside = self._article is not None and not place.in_article
        if node.mem_id in self._kept:
            place = place.child(in_article=True)
        elif outside and node.mem_id in self._towards:
            self._children(node, place.child())
            return
        elif outside:
            reason = reason_to_drop(node, self._weights, False, False) if tag != TEXT_NODE else ""
            self._drop(node, reason or "outside the article", place)
            return
        if tag == TEXT_NODE:
            self._text(node.text_content or "")
        elif place.depth > _DEEPEST:
            self._text(text_of(node))
        elif self._notes.is_note(node):
            self._drop(node, FOOTNOTE, place)
        elif (note := self._notes.note_of_mark(node)) is not None:
            self._words.add(text_of(node), "")
            self._words.add_note(note.text, links=note.links)
        elif reason := reason_to_drop(node, self._weights, place.in_article or tag == "article", place.in_quote):
            self._drop(node, reason, place)
        elif tag == "q":
            self._words.add("", "“")
            self._children(node, place.child())
            self._words.add("", "”")
        elif tag in INLINE_TAGS:
            words = self._words
            link = words.start_link(node.attributes.get("href") or "") if tag == "a" else None
            self._children(node, place.child())
            words.end_link(link)
        else:
            self._element(node, tag, place)

    def _text(self, text: str) -> None:
        if text.strip():
            self._breaks = 0
        self._words.add(text)

    def _drop(self, node: LexborNode, reason: str, place: HtmlContext) -> None:
        words = text_of(node)
        if node.tag in INLINE_TAGS or node.tag == TEXT_NODE:
            self._words.set_aside(words, reason)
        elif words.strip():
            self._flush(place)
            self._found.extend(dropped_blocks(words.strip(), reason))

    def _element(self, node: LexborNode, tag: str, place: HtmlContext) -> None:
        if tag == "br":
            self._breaks += 1
            self._words.add("\n")
            if self._breaks > 1:
                self._flush(place)
            return
        if tag in {"-comment", "img", "input", "hr", "col", "colgroup"} or tag.startswith("-"):
            return
        self._flush(place)
        inner = self._place_in(tag, place)
        if tag in {"ul", "ol", "p", "div", "td", "center"} and self._is_navigation(node, tag, place):
            self._drop(node, "navigation", place)
        elif tag == "table":
            self._end_term(place)
            self._table(node, place)
        elif tag == "pre":
            self._end_term(place)
            self._found.extend(read_text(text_of(node)))
        elif tag == "ol":
            self._numbered(node, inner)
        elif tag == "dt":
            self._end_term(place)
            self._children(node, inner)
            self._end_term(place)  # one inside it
            self._term, self._words = self._words, InlineText()
        else:
            self._children(node, inner)
            self._flush(inner)
            if tag == "dl":
                self._end_term(inner)

    def _end_term(self, place: HtmlContext) -> None:
        """A term that nothing is said of is a paragraph."""
        if self._term is not None:
            term, self._term = self._term, None
            self._emit(term, place)

    def _place_in(self, tag: str, place: HtmlContext) -> HtmlContext:
        inner = place.child(in_article=place.in_article or tag == "article")
        if tag in _HEADINGS:
            return replace(inner, facts=BlockFacts("heading", level=_HEADINGS[tag]), item=None)
        if tag == "blockquote":
            return replace(inner, facts=BlockFacts("quote"), in_quote=True)
        if tag in {"figcaption", "footer"}:
            return replace(inner, facts=BlockFacts("paragraph" if place.in_quote else "caption"))
        if tag in {"ul", "ol", "dir", "menu"}:
            return replace(inner, list_depth=place.list_depth + 1)
        if tag in {"li", "dd"}:
            item = HtmlListItem(BlockFacts("list_item", depth=max(place.list_depth - 1, 0)))
            return replace(inner, facts=BlockFacts("quote" if place.in_quote else "paragraph"), item=item)
        return inner

    def _numbered(self, node: LexborNode, place: HtmlContext) -> None:
        numbers = item_numbers(node)
        for child in children(node):
            label = numbers.get(child.mem_id)
            if label is None or reason_to_drop(child, self._weights, place.in_article, False):
                self._visit(child, place)
                continue
            self._flush(place)
            if self._notes.is_note(child):
                self._drop(child, FOOTNOTE, place)
                continue
            item = HtmlListItem(BlockFacts("list_item", label=label, depth=max(place.list_depth - 1, 0)))
            inner = place.child(item=item)
            self._children(child, inner)
            self._flush(inner)

    def _is_navigation(self, node: LexborNode, tag: str, place: HtmlContext) -> bool:
        if tag not in {"ul", "ol"} and (
            place.in_article or any(one.tag not in {*INLINE_TAGS, TEXT_NODE} for one in children(node))
        ):
            return False
        before = next((block for block in reversed(self._found) if not block.drop), None)
        led_in = before is not None and (before.kind == "heading" or before.text.endswith(":"))
        return not (led_in and place.in_article) and is_navigation(node, self._weights, place.in_article)

    def _flush(self, place: HtmlContext) -> None:
        words, self._words, self._breaks = self._words, InlineText(), 0
        if self._term is not None and not words.is_empty:
            term, self._term = self._term, None
            sign = "" if re.search(r"[^\w\s)\]”\"]$", term.text) else ":"
            together = InlineText()
            together.add(f"{term.raw}\n{words.raw}", f"{term.text}{sign} {words.text}")
            self._found.extend(term.set_aside_blocks())
            self._emit(together, place)
            self._found.extend(words.set_aside_blocks())
            return
        self._emit(words, place)

    def _emit(self, words: InlineText, place: HtmlContext) -> None:
        facts = place.facts
        if place.item is not None and place.item.is_open and not words.is_empty:
            facts, place.item.is_open = place.item.facts, False
        self._found.extend(words.blocks(facts))

    def _inside(self, node: LexborNode, place: HtmlContext) -> list[Block]:
        """The blocks of a cell, apart from those of the page."""
        outer, self._found, self._words = self._found, [], InlineText()
        self._children(node, place)
        self._flush(place)
        self._end_term(place)
        inner, self._found = self._found, outer
        return inner

    def _table(self, table: LexborNode, place: HtmlContext) -> None:
        inner = place.child(item=None)
        rows = [
            LayoutRow(
                [LayoutCell(self._inside(cell, inner), columns, down) for cell, columns, down in row.cells],
                is_head=row.is_head,
            )
            for row in table_rows(table)
        ]
        for child in children(table):
            if child.tag == "caption":
                self._found.extend(self._inside(child, inner.child(facts=BlockFacts("caption"))))
        self._found.extend(table_or_layout_blocks(rows, is_presentation=table.attributes.get("role") == "presentation"))
