"""Read the body of a Word document into blocks in reading order: paragraphs, list items, tables, boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element  # nosec B405  # types and writing; defusedxml parses

from indexer.model import Block
from indexer.readers.shared.inline import BlockFacts, InlineText, dropped_blocks
from indexer.readers.shared.layout import is_layout, is_programme, join_box, join_row
from indexer.readers.shared.tables import TableCell, TableRow, table_blocks

from .numbering import DocxNumbering
from .runs import DocxParagraph, RunReader
from .styles import DocxStyles, child_value, parse_integer, toggle

_WRAPPERS = frozenset("w:sdt w:sdtContent w:customXml w:ins w:moveTo mc:Choice mc:Fallback w:smartTag".split())
_DELETED_TAGS = frozenset({"w:del", "w:moveFrom"})


class DocxBody:
    """Reader of one body, from its first paragraph to its last; it counts lists and pages on the way."""

    def __init__(self, styles: DocxStyles, numbering: DocxNumbering, run_reader: RunReader, has_pages: bool) -> None:
        self._styles = styles
        self._numbering = numbering
        self._run_reader = run_reader
        self._page = 1 if has_pages else None
        self._carried: DocxParagraph | None = None
        self._counts_empty = styles.numbering(Element("w:p")) is not None
        """Whether a paragraph without words and properties has a number in a list."""
        self.title: str | None = None

    def read(self, parent: Element) -> list[Block]:
        """Return the blocks of everything in an element that holds paragraphs and tables."""
        blocks = list(self._children(parent))
        if self._carried is not None:
            line, self._carried = self._carried, None
            blocks.extend(line.words.blocks(BlockFacts(page=self._page)))
        return blocks

    def _children(self, parent: Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == "w:p":
                if not len(child) and self._carried is None and not self._counts_empty:
                    continue
                yield from self._paragraph(child)
            elif child.tag == "w:tbl":
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self._children(child)
            elif child.tag in _DELETED_TAGS:
                yield from (_as_deleted(block) for block in self._children(child))
            elif child.tag == "mc:AlternateContent" and len(child):
                yield from self._children(child[0])

    def _line(self, paragraph: Element) -> tuple[DocxParagraph, int | None]:
        """Read the words of a paragraph; also return the page that they begin on."""
        line, self._carried = self._carried or DocxParagraph(), None
        self._run_reader.read_paragraph(paragraph, line)
        page = self._page
        if self._page is not None:
            page = self._page + line.page_breaks_before
            self._page += line.page_breaks
            line.page_breaks_before = line.page_breaks = 0
        return line, page

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        line, page = self._line(paragraph)
        properties = paragraph.find("w:pPr")
        mark = properties.find("w:rPr") if properties is not None else None
        boxes, line.boxes = line.boxes, []
        if mark is not None and mark.find("w:del") is not None and not boxes:
            self._carried = line  # the paragraph mark was deleted: the paragraph continues in the next one
            return
        facts = self._facts(paragraph, page)  # an empty list paragraph is counted too
        if line.words.is_empty:
            yield from line.words.blocks(BlockFacts(page=page))
        elif self._styles.is_contents(paragraph):
            yield from dropped_blocks(line.words.raw, "table_of_contents", page)
            yield from line.words.set_aside_blocks(page)
        else:
            if self._styles.is_title(paragraph) and self.title is None:
                self.title = line.words.text
            yield from line.words.blocks(facts)
        for box in boxes:
            yield from join_box(self.read(box))

    def _facts(self, paragraph: Element, page: int | None) -> BlockFacts:
        numbered = self._numbering.number_paragraph(paragraph)
        level = self._styles.level(paragraph)
        label = numbered.label if numbered else None
        if level:
            return BlockFacts("heading", level=level, label=label, page=page)
        if numbered:
            return BlockFacts("list_item", label=label, depth=numbered.depth, page=page)
        return BlockFacts(self._styles.kind(paragraph), page=page)

    def _table(self, table: Element) -> Iterator[Block]:
        rows = [row for row in _children_with_tags(table, "w:tr") if not _is_deleted(row)]
        cells = [
            [list(_children_with_tags(cell, "w:p", "w:tbl")) for cell in _children_with_tags(row, "w:tc")]
            for row in rows
        ]
        first = ["".join(text.text or "" for child in row[0] for text in child.iter("w:t")) for row in cells if row]
        keeps_rows = is_programme(first, [len(row) for row in cells])
        if not keeps_rows and is_layout(
            [[[_paragraph_length(child) for child in cell] for cell in row] for row in cells]
        ):
            for row in rows:
                yield from join_row([list(self._children(cell)) for cell in _children_with_tags(row, "w:tc")])
        else:
            nested: list[Block] = []
            yield from table_blocks(self._rows(rows, nested))
            yield from nested
        for row in _children_with_tags(table, "w:tr"):
            if _is_deleted(row):
                yield from (
                    _as_deleted(block) for cell in _children_with_tags(row, "w:tc") for block in self._children(cell)
                )

    def _rows(self, rows: Iterable[Element], nested: list[Block]) -> list[TableRow]:
        table_rows: list[TableRow] = []
        bold: list[bool] = []
        above: dict[int, TableCell] = {}
        for element in rows:
            row = TableRow([], is_head=bool(toggle(element.find("w:trPr"), "w:tblHeader")))
            column = 0
            all_bold = True
            for cell_element in _children_with_tags(element, "w:tc"):
                properties = cell_element.find("w:tcPr")
                span = parse_integer(child_value(properties, "w:gridSpan"), 1)
                merge = properties.find("w:vMerge") if properties is not None else None
                cell, page, is_bold = self._cell(cell_element, nested)
                cell.columns = span
                row.page = row.page or page
                all_bold = all_bold and is_bold and bool(cell.text)
                if (
                    merge is not None
                    and merge.get("w:val", "continue") == "continue"
                    and column in above
                    and not cell.raw
                ):
                    above[column].rows += 1
                else:
                    row.cells.append(cell)
                    above[column] = cell
                column += span
            table_rows.append(row)
            bold.append(all_bold)
        if len(table_rows) > 1 and not table_rows[0].is_head and bold[0] and not bold[1]:
            table_rows[0].is_head = True
        return table_rows

    def _cell(self, element: Element, nested: list[Block]) -> tuple[TableCell, int | None, bool]:
        cell, first, bold = TableCell(), None, True
        for child in _children_with_tags(element, "w:p", "w:tbl"):
            if child.tag == "w:tbl":
                nested.extend(self._table(child))
                continue
            line, page = self._line(child)
            first = first or page
            bold = bold and (line.is_bold or line.words.is_empty)
            numbered = self._numbering.number_paragraph(child)
            words = line.words
            if numbered and numbered.label and not words.is_empty:
                words = InlineText.with_label(numbered.label, words)
            cell.words.append(words)
            for box in line.boxes:
                nested.extend(join_box(self.read(box)))
        return cell, first, bold


def _children_with_tags(parent: Element, *tags: str) -> Iterator[Element]:
    """Yield the child elements with these tags, also those inside wrappers."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children_with_tags(child, *tags)


def _is_deleted(row: Element) -> bool:
    properties = row.find("w:trPr")
    return properties is not None and properties.find("w:del") is not None


def _paragraph_length(element: Element) -> int:
    """Return the number of characters in a paragraph; a table within a cell counts as none."""
    return sum(len(text.text or "") for text in element.iter("w:t")) if element.tag == "w:p" else 0


def _as_deleted(block: Block) -> Block:
    """Return the block as deleted text."""
    return block if block.drop else replace(block, text="", drop="deleted")
