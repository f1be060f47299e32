"""Read the body of an ODT into blocks in reading order: headings, paragraphs, lists, tables, boxes, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element  # nosec B405  # types and writing; defusedxml parses

from indexer.model import Block, DropReason
from indexer.readers.shared.inline import BlockFacts, InlineText, dropped_blocks
from indexer.readers.shared.layout import LayoutCell, LayoutRow, join_box, table_or_layout_blocks
from indexer.readers.shared.superscripts import superscript
from indexer.readers.shared.symbols import without_private_use
from indexer.text.urls import is_page_link

from .lists import ListStyle, OdtListCounter, parse_whole_number
from .styles import OdtStyles

_IGNORED_TAGS = frozenset(
    "svg:title svg:desc text:tracked-changes office:forms text:sequence-decls office:binary-data".split()
)
_CONTENTS_REASONS: dict[str, DropReason] = {
    "text:table-of-content": "table_of_contents",
    "text:alphabetical-index": "index",
    "text:illustration-index": "index",
}
_ASIDE_REASONS: dict[str, DropReason] = {
    "office:annotation": "comment",
    "text:hidden-text": "hidden",
    "text:ruby-text": "ruby_text",
}
_CONTAINER_TAGS = frozenset("text:section text:index-body office:text text:soft-page-break draw:text-box".split())
_MAX_REPEATED = 100  # a cell that repeats more often only fills a sheet


@dataclass
class _OdtParagraph:
    """A paragraph while it is read: its words and the boxes anchored in it."""

    words: InlineText = field(default_factory=InlineText)
    boxes: list[Element] = field(default_factory=list)


class OdtBody:
    """Reader of one body, from its first paragraph to its last; it counts lists and pages on the way."""

    def __init__(
        self, styles: OdtStyles, lists: dict[str, ListStyle], deleted: dict[str, str], has_pages: bool
    ) -> None:
        self._styles = styles
        self._lists = lists
        self._deleted = dict(deleted)
        self._page = 1 if has_pages else None
        self._outline = OdtListCounter(lists.get("", {}))
        self._counts: dict[str, OdtListCounter] = {}
        self._last_of_style: dict[str, OdtListCounter] = {}
        self.title: str | None = None

    def read(self, parent: Element, facts: BlockFacts | None = None) -> Iterator[Block]:
        """Yield the blocks of everything in an element; `facts` describe the first paragraph when it is a list item."""
        for child in parent:
            if child.tag in {"text:p", "text:h"}:
                if not len(child) and not child.text:
                    continue  # it has no words, no number and no page break
                blocks = list(self._paragraph(child, facts))
                facts = None if any(not block.drop for block in blocks) else facts
                yield from blocks
            elif child.tag == "text:list":
                yield from self._list(child, None, 1)
            elif child.tag == "table:table":
                yield from self._table(child)
            elif child.tag in _CONTENTS_REASONS:
                yield from dropped_blocks(plain_text(child), _CONTENTS_REASONS[child.tag], self._page)
            elif child.tag in _CONTAINER_TAGS or child.tag == "draw:frame":
                self._count_page_break(child)
                yield from self.read(child)

    def unplaced_deletions(self) -> Iterator[Block]:
        """Yield deleted words that have no position in the text."""
        for text in self._deleted.values():
            yield from dropped_blocks(text, "deleted")

    def _count_page_break(self, element: Element) -> None:
        if element.tag == "text:soft-page-break" and self._page is not None:
            self._page += 1

    def _paragraph(self, element: Element, facts: BlockFacts | None) -> Iterator[Block]:
        line, page = _OdtParagraph(), self._page
        self._read_inline(element, line, self._styles.reason_to_drop(element.get("text:style-name")))
        yield from line.words.blocks(replace(self._facts(element, facts, line), page=page))
        for box in line.boxes:
            yield from join_box(list(self.read(box)))

    def _facts(self, element: Element, facts: BlockFacts | None, line: _OdtParagraph) -> BlockFacts:
        name = element.get("text:style-name")
        if self._styles.is_title(name):
            self.title = self.title or (line.words.text or None)
            return BlockFacts("heading", level=1)
        if element.tag == "text:h" and not line.words.is_empty:
            level = parse_whole_number(element.get("text:outline-level"), 1)
            label = facts.label if facts else None
            if facts is None and element.get("text:is-list-header") != "true":
                label = self._outline.next_label(level)
            return BlockFacts("heading", level=level, label=label)
        return facts or BlockFacts(self._styles.kind(name))

    def _read_inline(
        self, element: Element, line: _OdtParagraph, drop_reason: DropReason | None, raised: bool = False
    ) -> None:
        _add_text(line, element.text, drop_reason, raised)
        for child in element:
            self._inline(child, line, drop_reason, raised)
            _add_text(line, child.tail, drop_reason, raised)

    def _inline(self, child: Element, line: _OdtParagraph, drop_reason: DropReason | None, raised: bool) -> None:
        tag = child.tag
        if tag == "text:s":
            _add_text(line, " " * min(parse_whole_number(child.get("text:c"), 1), 100), drop_reason)
        elif tag in {"text:tab", "text:line-break"}:
            _add_text(line, "\t" if tag == "text:tab" else "\n", drop_reason)
        elif tag == "text:note":
            self._note(child, line, drop_reason)
        elif tag in _ASIDE_REASONS:
            hidden = child.get("text:string-value", "") if tag == "text:hidden-text" else ""
            line.words.set_aside(plain_text(child) or hidden, _ASIDE_REASONS[tag])
        elif tag == "text:change":
            line.words.set_aside(self._deleted.pop(child.get("text:change-id", ""), ""), "deleted")
        elif tag in {"draw:frame", "draw:text-box", "draw:custom-shape", "draw:rect", "draw:g"}:
            line.boxes.append(child)
        elif tag == "text:soft-page-break":
            self._count_page_break(child)
        elif tag not in _IGNORED_TAGS:
            style = child.get("text:style-name")
            link = line.words.start_link(_target(child))
            reason = drop_reason or self._styles.reason_to_drop(style)
            self._read_inline(child, line, reason, raised or self._styles.is_raised(style))
            line.words.end_link(link)

    def _note(self, note: Element, line: _OdtParagraph, drop_reason: DropReason | None) -> None:
        body = note.find("text:note-body")
        text = plain_text(body) if body is not None else ""
        if drop_reason:
            line.words.set_aside(text, drop_reason)
        else:
            reason: DropReason = "endnote" if note.get("text:note-class") == "endnote" else "footnote"
            line.words.add_note(text, reason, filter(is_page_link, map(_target, note.iter("text:a"))))

    def _list(self, element: Element, above: OdtListCounter | None, level: int) -> Iterator[Block]:
        count = self._count(element, above, level)
        for item in element:
            if item.tag not in {"text:list-item", "text:list-header"}:
                continue
            paragraphs = [child for child in item if child.tag in {"text:p", "text:h"}]
            label: str | None = None
            if paragraphs and item.tag == "text:list-item":
                start = item.get("text:start-value")
                label = count.next_label(level, parse_whole_number(start, 1) if start else None)
            facts: BlockFacts | None = BlockFacts("list_item", label=label, depth=level - 1)
            for child in item:
                if child.tag == "text:list":
                    yield from self._list(child, count, level + 1)
                    continue
                holder = Element("text:section")
                holder.append(child)
                blocks = list(self.read(holder, facts))
                facts = None if any(not block.drop for block in blocks) else facts
                yield from blocks

    def _count(self, element: Element, above: OdtListCounter | None, level: int) -> OdtListCounter:
        name = element.get("text:style-name", "")
        if above is not None:
            count = above if not name else OdtListCounter(self._lists.get(name, above.style), above.numbers)
            if element.get("text:continue-numbering") != "true":
                count.restart(level)
            return count
        continued = self._counts.get(element.get("text:continue-list", ""))
        if continued is None and element.get("text:continue-numbering") == "true":
            continued = self._last_of_style.get(name)
        count = continued or OdtListCounter(self._lists.get(name, {}))
        self._last_of_style[name] = count
        self._counts[element.get("xml:id", "") or f"#{len(self._counts)}"] = count
        return count

    def _table(self, table: Element) -> Iterator[Block]:
        rows = [
            LayoutRow([self._cell(cell) for cell in _cells(row)], page=self._page, is_head=is_head)
            for row, is_head in _rows(table, in_head=False)
        ]
        yield from table_or_layout_blocks(rows)

    def _cell(self, cell: Element) -> LayoutCell:
        columns, rows = (
            parse_whole_number(cell.get(f"table:number-{name}-spanned"), 1) for name in ("columns", "rows")
        )
        return LayoutCell(list(self.read(cell)), columns, rows)


def _target(element: Element) -> str:
    """Return where the words in an element lead to, or an empty string."""
    return element.get("xlink:href", "") if element.tag == "text:a" else ""


def _rows(table: Element, in_head: bool) -> Iterator[tuple[Element, bool]]:
    for child in table:
        if child.tag == "table:table-row":
            yield child, in_head
        elif child.tag in {"table:table-header-rows", "table:table-rows", "table:table-row-group"}:
            yield from _rows(child, in_head or child.tag == "table:table-header-rows")


def _cells(row: Element) -> Iterator[Element]:
    """Yield the cells of a row, without those that another cell covers."""
    for cell in row:
        if cell.tag == "table:table-cell":
            for _ in range(min(parse_whole_number(cell.get("table:number-columns-repeated"), 1), _MAX_REPEATED)):
                yield cell


def _add_text(line: _OdtParagraph, text: str | None, drop_reason: DropReason | None, raised: bool = False) -> None:
    if text and drop_reason:
        line.words.set_aside(text, drop_reason)
    elif text:
        shown = without_private_use(text)
        line.words.add(text, superscript(shown) if raised else shown)


def plain_text(element: Element) -> str:
    """Return all words below an element, a line for each paragraph."""
    pieces: list[str] = []

    def walk(node: Element) -> None:
        if node.tag in {"text:p", "text:h"}:
            pieces.append("\n")
        elif node.tag in {"text:s", "text:tab", "text:line-break"}:
            pieces.append(" ")
        if node.tag not in {"dc:creator", "dc:date", "text:note-citation", "meta:creator-initials"}:
            pieces.append(node.text or "")
            for child in node:
                walk(child)
                pieces.append(child.tail or "")

    walk(element)
    return "".join(pieces).strip()
