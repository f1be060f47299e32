"""Read the article of a web page into blocks, by one walk through its tree in reading order."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from indexer.model import Block, DropReason
from indexer.readers.shared.inline import BlockFacts, InlineText, dropped_blocks
from indexer.readers.shared.layout import LayoutCell, LayoutRow, table_or_layout_blocks
from indexer.readers.shared.superscripts import superscript
from indexer.readers.text import read_text

from .boilerplate import find_article, is_navigation, reason_to_drop
from .context import HtmlContext, HtmlListItem
from .footnotes import HtmlNotes
from .lists import item_numbers
from .pages import printed_pages
from .tables import table_rows
from .tree import TEXT_NODE, TextAmounts, ancestors, children, is_inline, text_of

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MAX_DEPTH = 120  # nested elements; deeper text is read without regard to its elements


class HtmlBlockReader:
    """Reader of one page; use it once."""

    def __init__(self, body: LexborNode) -> None:
        self._body = body
        self._weights = TextAmounts(body)
        self._notes = HtmlNotes(body)
        self._pages = printed_pages(body)
        self._blocks: list[Block] = []
        self._words = InlineText()
        self._breaks = 0
        self._term: InlineText | None = None
        article = find_article(body, self._weights)
        is_near = article is not None and len(list(ancestors(article))) < _MAX_DEPTH
        self._article = article if is_near else None
        self._kept_ids, self._ancestor_ids = self._paths()

    def blocks(self) -> list[Block]:
        """Return the blocks of the page in reading order."""
        context = HtmlContext()
        self._children(self._body, context)
        self._flush(context)
        self._end_term(context)
        return self._blocks

    def _paths(self) -> tuple[set[int], set[int]]:
        """Return the ids of the article and of the page's only main heading, and of all their ancestors.

        Both sets are empty when the page marks no article.
        """
        if self._article is None:
            return set(), set()
        kept_nodes = [self._article]
        heading = self._body.css_first("h1")
        if heading is not None and self._article.css_first("h1") is None and len(list(ancestors(heading))) < _MAX_DEPTH:
            kept_nodes.append(heading)
        ancestor_ids = {above.mem_id for node in kept_nodes for above in ancestors(node)}
        return {node.mem_id for node in kept_nodes}, ancestor_ids

    def _children(self, node: LexborNode, context: HtmlContext) -> None:
        for child in children(node):
            self._visit(child, context)

    def _visit(self, node: LexborNode, context: HtmlContext) -> None:
        tag = node.tag or ""
        outside = self._article is not None and not context.in_article
        if node.mem_id in self._kept_ids:
            context = context.child(in_article=True)
        elif outside and node.mem_id in self._ancestor_ids:
            self._children(node, context.child())
            return
        elif outside:
            reason = reason_to_drop(node, self._weights, False, False) if tag != TEXT_NODE else None
            self._drop(node, reason or "outside_article", context)
            return
        if tag == TEXT_NODE:
            self._text(node.text_content or "", context.raised)
        elif context.depth > _MAX_DEPTH:
            self._text(text_of(node))
        elif self._notes.is_note(node):
            self._drop(node, "footnote", context)
        elif (note := self._notes.note_of_mark(node)) is not None:
            self._words.add(text_of(node), "")
            self._words.add_note(note.text, links=note.links)
        elif reason := reason_to_drop(node, self._weights, context.in_article or tag == "article", context.in_quote):
            self._drop(node, reason, context)
        elif tag == "q":
            self._words.add("", "“")
            self._children(node, context.child())
            self._words.add("", "”")
        elif is_inline(tag):
            words = self._words
            link = words.start_link(node.attributes.get("href") or "") if tag == "a" else None
            self._children(node, context.child(raised=context.raised or tag == "sup"))
            words.end_link(link)
        else:
            self._element(node, tag, context)

    def _text(self, text: str, raised: bool = False) -> None:
        if text.strip():
            self._breaks = 0
        self._words.add(text, superscript(text) if raised else None)

    def _drop(self, node: LexborNode, reason: DropReason, context: HtmlContext) -> None:
        words = text_of(node)
        if is_inline(node.tag) or node.tag == TEXT_NODE:
            self._words.set_aside(words, reason)
        elif words.strip():
            self._flush(context)
            self._blocks.extend(dropped_blocks(words.strip(), reason))

    def _element(self, node: LexborNode, tag: str, context: HtmlContext) -> None:
        if tag == "br":
            self._breaks += 1
            self._words.add("\n")
            if self._breaks > 1:
                self._flush(context)
            return
        if tag in {"-comment", "img", "input", "hr", "col", "colgroup"} or tag.startswith("-"):
            return
        self._flush(context)
        inner = self._context_in(tag, context)
        if tag in {"ul", "ol", "p", "div", "td", "center"} and self._is_navigation(node, tag, context):
            self._drop(node, "navigation", context)
        elif tag == "table":
            self._end_term(context)
            self._table(node, context)
        elif tag == "pre":
            self._end_term(context)
            self._blocks.extend(read_text(text_of(node)))
        elif tag == "ol":
            self._numbered(node, inner)
        elif tag == "dt":
            self._end_term(context)
            self._children(node, inner)
            self._end_term(context)  # a term nested inside this one
            self._term, self._words = self._words, InlineText()
        else:
            first = len(self._blocks)
            self._children(node, inner)
            self._flush(inner)
            if tag == "dl":
                self._end_term(inner)
            if page := self._pages.get(node.mem_id):
                self._blocks[first:] = [replace(block, page=page) for block in self._blocks[first:]]

    def _end_term(self, context: HtmlContext) -> None:
        """Emit a term without a description as a paragraph."""
        if self._term is not None:
            term, self._term = self._term, None
            self._emit(term, context)

    def _context_in(self, tag: str, context: HtmlContext) -> HtmlContext:
        inner = context.child(in_article=context.in_article or tag == "article")
        if tag in _HEADINGS:
            return inner._replace(facts=BlockFacts("heading", level=_HEADINGS[tag]), item=None)
        if tag == "blockquote":
            return inner._replace(facts=BlockFacts("quote"), in_quote=True)
        if tag in {"figcaption", "footer"}:
            return inner._replace(facts=BlockFacts("paragraph" if context.in_quote else "caption"))
        if tag in {"ul", "ol", "dir", "menu"}:
            return inner._replace(list_depth=context.list_depth + 1)
        if tag in {"li", "dd"}:
            item = HtmlListItem(BlockFacts("list_item", depth=max(context.list_depth - 1, 0)))
            return inner._replace(facts=BlockFacts("quote" if context.in_quote else "paragraph"), item=item)
        return inner

    def _numbered(self, node: LexborNode, context: HtmlContext) -> None:
        numbers = item_numbers(node)
        for child in children(node):
            label = numbers.get(child.mem_id)
            if label is None or reason_to_drop(child, self._weights, context.in_article, False):
                self._visit(child, context)
                continue
            self._flush(context)
            if self._notes.is_note(child):
                self._drop(child, "footnote", context)
                continue
            item = HtmlListItem(BlockFacts("list_item", label=label, depth=max(context.list_depth - 1, 0)))
            inner = context.child(item=item)
            self._children(child, inner)
            self._flush(inner)

    def _is_navigation(self, node: LexborNode, tag: str, context: HtmlContext) -> bool:
        if tag not in {"ul", "ol"} and (
            context.in_article or any(not is_inline(child.tag) and child.tag != TEXT_NODE for child in children(node))
        ):
            return False
        previous = next((block for block in reversed(self._blocks) if not block.drop), None)
        is_introduced = previous is not None and (previous.kind == "heading" or previous.text.endswith(":"))
        return not (is_introduced and context.in_article) and is_navigation(node, self._weights, context.in_article)

    def _flush(self, context: HtmlContext) -> None:
        if self._words.is_untouched:
            self._breaks = 0
            return
        words, self._words, self._breaks = self._words, InlineText(), 0
        if self._term is not None and not words.is_empty:
            term, self._term = self._term, None
            colon = "" if re.search(r"[^\w\s)\]”\"]$", term.text) else ":"
            combined = InlineText()
            combined.add(f"{term.raw}\n{words.raw}", f"{term.text}{colon} {words.text}")
            self._blocks.extend(term.set_aside_blocks())
            self._emit(combined, context)
            self._blocks.extend(words.set_aside_blocks())
            return
        self._emit(words, context)

    def _emit(self, words: InlineText, context: HtmlContext) -> None:
        facts = context.facts
        if context.item is not None and context.item.is_open and not words.is_empty:
            facts, context.item.is_open = context.item.facts, False
        self._blocks.extend(words.blocks(facts))

    def _cell_blocks(self, node: LexborNode, context: HtmlContext) -> list[Block]:
        """Return the blocks of a table cell, apart from those of the page."""
        reason = reason_to_drop(node, self._weights, context.in_article, context.in_quote)
        if reason:
            return dropped_blocks(text_of(node).strip(), reason)
        page_blocks, self._blocks, self._words = self._blocks, [], InlineText()
        self._children(node, context)
        self._flush(context)
        self._end_term(context)
        cell_blocks, self._blocks = self._blocks, page_blocks
        return cell_blocks

    def _table(self, table: LexborNode, context: HtmlContext) -> None:
        inner = context.child(item=None)
        rows = [
            LayoutRow(
                [LayoutCell(self._cell_blocks(cell, inner), colspan, rowspan) for cell, colspan, rowspan in row.cells],
                is_head=row.is_head,
            )
            for row in table_rows(table)
        ]
        for child in children(table):
            if child.tag == "caption":
                self._blocks.extend(self._cell_blocks(child, inner.child(facts=BlockFacts("caption"))))
        self._blocks.extend(
            table_or_layout_blocks(rows, is_presentation=table.attributes.get("role") == "presentation")
        )
