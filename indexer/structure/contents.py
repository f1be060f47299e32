"""Drop the rows of a table of contents and the boxes of an organization chart: what they say stands elsewhere.

A row of contents is known by its page number, which grows from row to row, and by its words, which recur below or stand
under a heading of contents. Rows that a format marks as contents, or that have dot leaders, are dropped before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.text.prose import ends_sentence, is_prose, split_words
from indexer.text.section_names import normalise_heading

from .draft import Piece

_ROW = re.compile(r"^(?P<words>.*[^\W\d_].*?)[\s.;:…]*[\s.;…](?<!\d\.)(?P<page>\d{1,4})$")
_HEADS = frozenset(
    "contents|table of contents|page|pages|page no|subject: page no|sommaire|table des matières|índice"
    "|índice de materias|sumário|inhalt|inhaltsverzeichnis|indice|содержание|目录|目錄|目次|المحتويات".split("|")
)
_CHART = re.compile(
    r"\b(?:organi[sz]ation(?:al)? (?:chart|structure)|organi(?:gramme|grama|sationsplan|gramma?))\b"
    r"|组织结构|組織結構|組織図|организационная структура",
    re.IGNORECASE,
)
_MIN_ROWS = 4  # rows: fewer lines may end in growing numbers by chance
_MAX_ROW_CHARACTERS = 250
_MAX_BOX_WORDS = 10  # words
_MIN_BOXES = 4  # boxes


@dataclass(frozen=True)
class _Row:
    """A line that ends in a number."""

    position: int
    words: str
    page: int


def drop_contents(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without rows of contents and boxes of organization charts."""
    result = list(pieces)
    for first, last in _contents(pieces):
        for position in range(first, last + 1):
            if result[position].role == "body":
                result[position] = result[position].with_role("dropped", "table_of_contents")
    for position in _boxes(result):
        result[position] = result[position].with_role("dropped", "chart_box")
    return result


def _contents(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Return the first and last positions of the runs of rows of contents."""
    live = [position for position, piece in enumerate(pieces) if piece.role == "body" and piece.text]
    letters = [_letters(pieces[position].text) for position in live]
    runs: list[list[_Row]] = []
    gap = 0
    for position in live:
        row = _row(position, pieces[position])
        if row is None:
            gap += 1
        elif runs and gap <= 1 and row.page >= runs[-1][-1].page and _is_one_table(pieces, runs[-1][-1], row):
            runs[-1].append(row)
            gap = 0
        else:
            runs.append([row])
            gap = 0
    spans = []
    for rows in runs:
        first, last = rows[0].position, rows[-1].position
        below = letters[live.index(last) + 1 :]
        recurring = sum(any(text.startswith(_letters(row.words)) for text in below) for row in rows)
        head = _head_above(pieces, live, first)
        is_growing = len(rows) >= _MIN_ROWS and rows[-1].page > rows[0].page
        differs = 2 * len({row.words for row in rows}) > len(rows)
        is_above = 2 * first < len(pieces) and 2 * recurring >= len(rows)
        if is_growing and differs and (head is not None or is_above):
            spans.append((first if head is None else head, last))
    return spans


def _row(position: int, piece: Piece) -> _Row | None:
    """Return a piece as a row of contents, or None."""
    match = _ROW.match(piece.text) if len(piece.text) <= _MAX_ROW_CHARACTERS else None
    if not match or piece.block.kind in {"quote", "caption"} or _is_data(piece):
        return None
    words = match["words"].strip(" .;:…")
    return None if normalise_heading(words) in _HEADS else _Row(position, words, int(match["page"]))


def _is_data(piece: Piece) -> bool:
    """Return whether a piece is a row of a table whose heads name no page."""
    heads = [normalise_heading(head.text) for head in piece.block.heads]
    return bool(heads) and not any(head in _HEADS for head in heads)


def _is_one_table(pieces: Sequence[Piece], row: _Row, following: _Row) -> bool:
    """Return whether no running text stands between two rows."""
    between = [piece.text for piece in pieces[row.position + 1 : following.position] if piece.text]
    return not any(ends_sentence(text) or is_prose(text) for text in between)


def _head_above(pieces: Sequence[Piece], live: Sequence[int], first: int) -> int | None:
    """Return the position of the heading of contents right above the first row, or None."""
    order = live.index(first)
    above = live[max(0, order - 2) : order]
    return next((position for position in above if normalise_heading(pieces[position].text) in _HEADS), None)


def _boxes(pieces: Sequence[Piece]) -> list[int]:
    """Return the positions of the boxes of organization charts: short words under a heading that names the chart."""
    found: list[int] = []
    boxes: list[int] = []
    in_chart = False
    for position, piece in enumerate(pieces):
        if piece.role != "body" or not piece.text:
            continue
        text = piece.text
        names_chart = len(text) <= _MAX_ROW_CHARACTERS and bool(_CHART.search(text)) and not is_prose(text)
        if piece.block.kind == "heading" or names_chart:
            in_chart, boxes = names_chart, []
        elif in_chart and _is_box(piece):
            boxes.append(position)
            found.extend(boxes if len(boxes) == _MIN_BOXES else boxes[-1:] if len(boxes) > _MIN_BOXES else [])
        else:
            in_chart = False
    return found


def _is_box(piece: Piece) -> bool:
    """Return whether a piece has a few words and is no item of a list."""
    is_short = len(piece.text) <= _MAX_ROW_CHARACTERS and len(split_words(piece.text)) <= _MAX_BOX_WORDS
    return is_short and not piece.is_list_item and not ends_sentence(piece.text)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
