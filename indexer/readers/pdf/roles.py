"""Decide what the paragraphs of a PDF are (headings by type, pull quotes, captions, items), and build their blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from indexer.model import Block, BlockKind, DropReason, TextLink
from indexer.readers.shared.tables import column_heads, head_line, join_cells

from .body_type import BodyType
from .dehyphenate import LineJoiner, clean_text, strip_mark_fences
from .footnotes import PdfNotes, strip_note_label
from .lines import PdfLine
from .list_items import section_depth
from .paragraphs import DOT_LEADER, PdfParagraph
from .tables import PdfTable, cell_lines

_MIN_LARGER = 1.08  # of the body's size
_MIN_PLAIN_HEADING = 1.14  # of the body's size: headings that are not bold are larger
_CAPTION = re.compile(
    r"^(?:Fig(?:ure|\.)|Table|Box|Chart|Graph|Map|Photo|Plate|Tableau|Carte|Abb(?:ildung|\.)|Tabelle|Cuadro|Gráfico)"
    r"\s+(?:\d{1,3}|[IVX]{1,4}|[A-Z])\b\s*(?:[.:–—|-]|$)|^(?:Photo(?:graph)?|Source|©)\s*:",
)
_QUOTED = re.compile(r"^[“\"«„‘»]")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_OPEN_END = re.compile(r"[.,;:…][\"'”’»)\]]*$")
_DASHED = re.compile(r"^[-–—―]\s*(?=[^\W\d_])")
_LABELLED = re.compile(r"^[^\W\d_]+s?: \S")


class HeadingStyle(NamedTuple):
    """How a heading is set; styles that sort first are higher levels."""

    size: float
    weight: int
    depth: int


class ParagraphRoles:
    """The roles of paragraphs, by the type of the whole document."""

    def __init__(self, body_type: BodyType, parts: Sequence[PdfParagraph | PdfTable]) -> None:
        self._body_type = body_type
        texts = [part for part in parts if isinstance(part, PdfParagraph)]
        total = sum(len(part.text) for part in texts)
        self._bold_body = 2 * sum(len(part.text) for part in texts if part.bold) > total
        self._opened = next((id(part) for part in texts if self._is_running(part)), None)
        self._seen_text = False
        styles = sorted({self._heading_style(part) for part in texts if self._is_heading(part)})
        self._levels = {style: min(level, 6) for level, style in enumerate(styles, start=1)}

    def _heading_style(self, part: PdfParagraph) -> HeadingStyle:
        return HeadingStyle(-round(part.size * 2) / 2, -int(part.bold), section_depth(part.rows[0].text))

    def _is_running(self, part: PdfParagraph) -> bool:
        return abs(part.size - self._body_type.body_size) < 0.6 and len(part.rows) > 2

    def _is_heading(self, part: PdfParagraph) -> bool:
        text = " ".join(part.text.split())
        count = len(text.split())
        bullet = part.item_mark is not None and part.item_mark.label is None
        if bullet or DOT_LEADER.search(text) or not any(letter.isalpha() for letter in text):
            return False
        if part.size > (_MIN_LARGER if part.bold else _MIN_PLAIN_HEADING) * self._body_type.body_size:
            return not (_QUOTED.match(text) and count >= 4) and not self._is_speech(part, text, count) and count <= 40
        if part.size < 0.95 * self._body_type.body_size or not part.bold or self._bold_body:
            return False
        return count <= 20 and len(part.rows) <= 3 and not _OPEN_END.search(text) and not _LABELLED.match(text)

    def _is_speech(self, part: PdfParagraph, text: str, count: int) -> bool:
        """Return whether larger type reads as sentences: a pull quote, or the lead of a paper."""
        return count >= 8 and len(part.rows) >= 2 and bool(_SENTENCE.search(text))

    def classify(self, part: PdfParagraph, before: BlockKind | None) -> tuple[BlockKind, int]:
        """Return the block kind of a paragraph, and its level when it is a heading."""
        text = " ".join(part.text.split())
        self._seen_text = self._seen_text or id(part) == self._opened
        if _CAPTION.match(text) and len(text.split()) <= 60:
            return "caption", 0
        if self._is_heading(part):
            return "heading", self._levels.get(self._heading_style(part), len(self._levels) or 1)
        if part.size > _MIN_LARGER * self._body_type.body_size and part.item_mark is None:
            quoted = bool(_QUOTED.match(text)) or self._seen_text
            return ("quote" if quoted else "paragraph"), 0
        if before == "quote" and _DASHED.match(text):
            return "paragraph", 0
        if part.item_mark:
            return "list_item", 0
        return ("quote" if self._is_set_in(part, text) else "paragraph"), 0

    def _is_set_in(self, part: PdfParagraph, text: str) -> bool:
        """Return whether a paragraph is a quotation indented on both sides, in quotation marks or smaller type."""
        margin = 1.4 * part.size
        if len(part.rows) < 2 or part.rows[0].x0 < part.left + margin:
            return False
        narrow = all(row.x0 >= part.left + margin and row.x1 <= part.right - 0.7 * margin for row in part.rows)
        return narrow and (bool(_QUOTED.match(text)) or part.size < 0.96 * self._body_type.body_size)


class PdfBlockBuilder:
    """Builder of the blocks of one document."""

    def __init__(self, roles: ParagraphRoles, joiner: LineJoiner, page_labels: dict[int, str | None]) -> None:
        self._roles, self._joiner, self._page_labels = roles, joiner, page_labels

    def blocks(self, parts: Sequence[PdfParagraph | PdfTable], notes: PdfNotes) -> Iterable[Block]:
        """Yield the blocks of one page in reading order; each footnote goes to the block that refers to it."""
        texts = {
            notes.labels[id(part)]: clean_text(strip_note_label(self._joiner.join([row.text for row in part.rows])))
            for part in parts
            if isinstance(part, PdfParagraph) and id(part) in notes.labels
        }
        known_labels = frozenset(texts)
        linked = {
            notes.labels[id(part)]: part.links
            for part in parts
            if isinstance(part, PdfParagraph) and id(part) in notes.labels
        }
        before: BlockKind | None = None
        for part in parts:
            labels = notes.references.get(id(part), ())
            attached = tuple(texts[label] for label in labels)
            links = [url for label in labels for url in linked[label]]
            if isinstance(part, PdfTable):
                yield from self._table(part, known_labels, attached, links)
                before = "table_row"
            elif id(part) in notes.labels:
                yield self.dropped(part.text, part.page, "footnote")
            elif DOT_LEADER.search(part.text):
                yield self.dropped(part.text, part.page, "contents_line")
            else:
                block = self._block(part, known_labels, attached, _addresses([*part.links, *links]), before)
                before = block.kind
                yield block

    def _block(
        self,
        part: PdfParagraph,
        known_labels: frozenset[str],
        notes: tuple[str, ...],
        links: tuple[TextLink, ...],
        before: BlockKind | None,
    ) -> Block:
        kind, level = self._roles.classify(part, before)
        text = self._joiner.join([row.text for row in part.rows])
        label = None
        if kind == "list_item" and part.item_mark:
            text, label = text[part.item_mark.length :], part.item_mark.label
        return Block(
            kind,
            clean_text(text, known_labels),
            strip_mark_fences(part.text),
            level=level,
            label=label,
            depth=part.depth if kind == "list_item" else 0,
            page=part.page,
            page_label=self._page_labels.get(part.page),
            notes=notes,
            links=links,
        )

    def dropped_line(self, line: PdfLine) -> Block:
        """Return a block for a line that is no part of the paper."""
        return self.dropped(line.text, line.page, line.drop)

    def dropped(self, text: str, page: int, reason: DropReason | None) -> Block:
        """Return a block for words that are no part of the paper."""
        label = self._page_labels.get(page)
        return Block("paragraph", "", strip_mark_fences(text), page=page, page_label=label, drop=reason)

    def _table(
        self, table: PdfTable, known_labels: frozenset[str], notes: tuple[str, ...], note_urls: Sequence[str]
    ) -> Iterable[Block]:
        heads: list[str] = []
        for number, row in enumerate(table.rows):
            cells = [cell_lines(cell) for cell in row]
            words = [clean_text(self._joiner.join(lines), known_labels) for lines in cells]
            raw = strip_mark_fences("\t".join("\n".join(lines) for lines in cells))
            page = next(line.page for cell in row for line in cell)
            label = self._page_labels.get(page)
            if number == 0 and table.has_heads:
                heads = words
                yield Block("table_row", "", raw, page=page, page_label=label, drop="column_heads")
                continue
            filled = [(word, heads[column] if column < len(heads) else "") for column, word in enumerate(words) if word]
            text = join_cells([word for word, _ in filled])
            first = number == int(table.has_heads)
            urls = [url for cell in row for line in cell for url in line.links]
            links = _addresses([*urls, *note_urls] if first else urls)
            row_notes = notes if first else ()
            yield Block(
                "table_row",
                text,
                raw,
                page=page,
                page_label=label,
                notes=row_notes,
                links=links,
                heads=tuple(column_heads(filled)),
                lead_in=head_line(heads),
            )


def _addresses(urls: Iterable[str]) -> tuple[TextLink, ...]:
    """Return links that are known by their block only, without a position in it."""
    return tuple(TextLink(url) for url in dict.fromkeys(urls))
