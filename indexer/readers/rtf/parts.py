"""Collect the parts of an RTF text: its paragraphs, the rows and cells of its tables, and what is set aside."""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.model import DropReason
from indexer.readers.shared.inline import InlineText, one_line
from indexer.readers.shared.tables import TableCell, TableRow


@dataclass
class RtfParagraph:
    """A paragraph, and its level when it is a heading."""

    words: InlineText
    level: int = 0


@dataclass
class _CellMerge:
    """Whether a cell of the row definition continues the cell before it or above it."""

    across: bool = False
    down: bool = False


@dataclass
class RtfText:
    """A text while it is read: the file's own, or that of a note, a margin or a box."""

    parts: list[RtfParagraph | TableRow] = field(default_factory=list)
    words: InlineText = field(default_factory=InlineText)
    level: int = 0
    is_endnote: bool = False
    boxes: list[RtfText] = field(default_factory=list)
    aside: list[tuple[str, DropReason]] = field(default_factory=list)
    _in_table: bool = False
    _cell: list[InlineText] = field(default_factory=list)
    _cells: list[TableCell] = field(default_factory=list)
    _merges: list[_CellMerge] = field(default_factory=list)
    _merge: _CellMerge = field(default_factory=_CellMerge)
    _is_head: bool = False
    _above: dict[int, TableCell] = field(default_factory=dict)

    @property
    def plain(self) -> str:
        """All words on one line."""
        paragraphs = [part.words.text for part in self.parts if isinstance(part, RtfParagraph)]
        cells = [cell.text for part in self.parts if isinstance(part, TableRow) for cell in part.cells]
        return one_line(" ".join([*paragraphs, *cells]))

    @property
    def urls(self) -> tuple[str, ...]:
        """The URLs that its words link to."""
        return tuple(link.url for part in self.parts if isinstance(part, RtfParagraph) for link in part.words.links)

    def take_property(self, word: str) -> None:
        """Take in a property of a paragraph, a row or a note."""
        if word == "pard":
            self._in_table, self.level = False, 0
        elif word == "intbl":
            self._in_table = True
        elif word == "ftnalt":
            self.is_endnote = True
        elif word == "trowd":
            self._merges, self._merge, self._is_head = [], _CellMerge(), False
        elif word == "trhdr":
            self._is_head = True
        elif word == "clvmrg":
            self._merge.down = True
        elif word == "clmrg":
            self._merge.across = True
        elif word == "cellx":
            self._merges.append(self._merge)
            self._merge = _CellMerge()

    def end_paragraph(self) -> None:
        """End a paragraph; within a table it is a paragraph of the cell."""
        words, self.words = self.words, InlineText()
        if self._in_table and not words.is_empty:
            self._cell.append(words)
            return
        if not self._in_table:
            self._end_table()
        self.parts.append(RtfParagraph(words, self.level))

    def _end_table(self) -> None:
        """Emit what stands in cells that no row ended."""
        loose, self._cell, self._cells = [*(w for cell in self._cells for w in cell.words), *self._cell], [], []
        self.parts.extend(RtfParagraph(words) for words in loose)
        self._above = {}

    def end_cell(self) -> None:
        """End a cell of the row."""
        words, self.words = self.words, InlineText()
        self._cells.append(TableCell([*self._cell, words]))
        self._cell = []

    def end_row(self) -> None:
        """End a row; a cell that continues another makes that one longer."""
        if not self.words.is_empty or self._cell:
            self.end_cell()
        row = TableRow([], is_head=self._is_head)
        for column, cell in enumerate(self._cells):
            merge = self._merges[column] if column < len(self._merges) else _CellMerge()
            if merge.across and row.cells and not cell.text:
                row.cells[-1].columns += 1
            elif merge.down and column in self._above and not cell.text:
                self._above[column].rows += 1
            else:
                row.cells.append(cell)
                self._above[column] = cell
        self._cells = []
        if row.cells or self._merges:
            self.parts.append(row)
