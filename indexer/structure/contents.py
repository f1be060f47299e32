"""Drop the rows of a table of contents and the boxes of an organization chart: what they say stands elsewhere.

A row of contents is known by its page number, which grows from row to row, and by its words, which recur below or stand
under a heading of contents. Rows without page numbers are contents where they head the sections below and a heading or
links to the sections show it: items of an agenda recur as headings too, and are cited. Rows that a format marks as
contents, or that have dot leaders, are dropped before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.text.prose import count_words, ends_sentence, is_prose
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
_MIN_LISTED = 2  # rows of a list without page numbers
_MIN_LISTED_SHARE = 0.8  # of the rows of such a list: one or two may be worded differently above their section
_MIN_LINKED_SHARE = 0.5  # of the rows that link to sections: their words may be abridged
_MIN_BLOCK = 5  # lines under a heading of contents, up to the first of them coming again as a heading
_LINES_ABOVE = 3  # lines above such a block, with its heading, one of which the text begins with
_MAX_NOTE_WORDS = 16  # words of a row that ends as a sentence: `Division on the motion deferred.`
_LINK_TO_SECTION = re.compile(r"^[\s>]*(?:[-*+]|\d{1,3}[.)])?\s*\[[^\]]*\]\(#[^()\s]*\)\W*$")
_SHORT_LEADER = re.compile(r"(?:\s?\.){2,}\s*\d{1,4}$|…\s*\d{1,4}$")
_NO_LETTERS = re.compile(r"[\W_]+")
_NUMBER_BEFORE = re.compile(r"^(?:(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,6}|[a-z])[.):]?\s+)", re.IGNORECASE)


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
    for position in [*_rows_beside(result), *_listed_sections(result)]:
        result[position] = result[position].with_role("dropped", "table_of_contents")
    for position in _boxes(result):
        result[position] = result[position].with_role("dropped", "chart_box")
    return result


def _contents(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Return the first and last positions of the runs of rows of contents."""
    live = [position for position, piece in enumerate(pieces) if piece.role == "body" and piece.text]
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
    growing = [rows for rows in runs if len(rows) >= _MIN_ROWS and rows[-1].page > rows[0].page]
    lines = sorted((_letters(pieces[position].text), position) for position in live) if growing else []
    spans = []
    for rows in growing:
        first, last = rows[0].position, rows[-1].position
        head = _head_above(pieces, live, first)
        differs = 2 * len({row.words for row in rows}) > len(rows)
        if differs and (head is not None or (2 * first < len(pieces) and _recur_below(rows, lines))):
            spans.append((first if head is None else head, last))
    return spans


def _recur_below(rows: Sequence[_Row], lines: Sequence[tuple[str, int]]) -> bool:
    """Return whether half of the rows or more begin lines below them, given all lines by their letters."""
    last = rows[-1].position
    recurring = 0
    for row in rows:
        words = _letters(row.words)
        at = bisect_left(lines, (words, 0))
        while at < len(lines) and lines[at][0].startswith(words) and lines[at][1] <= last:
            at += 1
        recurring += at < len(lines) and lines[at][0].startswith(words)
    return 2 * recurring >= len(rows)


def _row(position: int, piece: Piece) -> _Row | None:
    """Return a piece as a row of contents, or None."""
    ends_in_number = len(piece.text) <= _MAX_ROW_CHARACTERS and piece.text.rstrip("\n")[-1:].isdecimal()
    match = _ROW.match(piece.text) if ends_in_number else None
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
    order = bisect_left(live, first)
    above = live[max(0, order - 2) : order]
    return next((position for position in above if normalise_heading(pieces[position].text) in _HEADS), None)


def _rows_beside(pieces: Sequence[Piece]) -> list[int]:
    """Return the positions of rows with two or three dots beside those with so many that they were dropped before."""
    found: list[int] = []
    for positions in (range(len(pieces)), range(len(pieces) - 1, -1, -1)):
        beside = False
        for position in positions:
            piece = pieces[position]
            is_row = piece.role == "body" and _row(position, piece) is not None and _SHORT_LEADER.search(piece.text)
            if is_row and beside:
                found.append(position)
            elif piece.text:
                beside = "table_of_contents" in piece.reasons
    return found


def _listed_sections(pieces: Sequence[Piece]) -> list[int]:
    """Return the positions of the rows without page numbers whose words head the sections below, with their heading."""
    live = [position for position, piece in enumerate(pieces) if piece.role == "body" and piece.text]
    keys = _SectionKeys(pieces)
    headings: dict[str, int] = {}
    for position, below in pairwise(live):
        if _heads_section(pieces[position], pieces[below]):
            headings[keys[position]] = position  # the last one: it counts that it stands below the list
    found: list[int] = []
    for head, rows in _lists(pieces, live, keys):
        last = rows[-1]
        listed = [position for position in rows if headings.get(keys[position], -1) > last]
        linked = [position for position in rows if _LINK_TO_SECTION.match(pieces[position].block.raw)]
        above = [] if head is None else [head]
        if _is_block(pieces, live, keys, above, rows) or (
            len(linked) == len(rows) and len(listed) >= max(_MIN_LISTED, _MIN_LINKED_SHARE * len(rows))
        ):
            found.extend(above + rows)
        elif head is not None and len(listed) >= max(_MIN_LISTED, _MIN_LISTED_SHARE * len(rows)):
            found.extend(above + listed)
    return found


def _is_block(
    pieces: Sequence[Piece], live: Sequence[int], keys: Mapping[int, str], head: Sequence[int], rows: Sequence[int]
) -> bool:
    """Return whether lines under a heading of contents end where the first of them, or the line above it, comes again.

    Names of speakers among them do not recur as headings.
    """
    lines = [position for position in rows if not pieces[position].is_list_item]
    if not head or len(rows) < _MIN_BLOCK or len(lines) * 2 <= len(rows):
        return False
    first, below = bisect_left(live, rows[0]), bisect_left(live, rows[-1]) + 1
    opening = {keys[rows[0]], *(keys[position] for position in live[max(0, first - _LINES_ABOVE) : first])}
    return below < len(live) and keys[live[below]] in opening


def _lists(
    pieces: Sequence[Piece], live: Sequence[int], keys: Mapping[int, str]
) -> Iterator[tuple[int | None, list[int]]]:
    """Yield the lists that can be contents, each with the position of the heading of contents above it, or None.

    Under such a heading its rows can be plain lines too, up to the first of them again: there the sections begin.
    """
    order = 0
    while order < len(live):
        head = live[order] if normalise_heading(pieces[live[order]].text) in _HEADS else None
        rows: list[int] = []
        above = live[max(0, order + 1 - _LINES_ABOVE) : order]
        for number in range(order + (head is not None), len(live)):
            position = live[number]
            piece = pieces[position]
            can_be_row = piece.is_list_item or (head is not None and _is_line(piece))
            if not can_be_row or len(piece.text) > _MAX_ROW_CHARACTERS:
                break
            if rows and any(keys[position] == keys[before] for before in (rows[0], *above)):
                break
            rows.append(position)
        if rows:
            yield head, rows
        order += max(1, len(rows) + (head is not None))


def _is_line(piece: Piece) -> bool:
    """Return whether a piece is a line of its own and no sentence."""
    ends = ends_sentence(piece.text) and count_words(piece.text) > _MAX_NOTE_WORDS
    return piece.block.kind == "paragraph" and not ends and not is_prose(piece.text)


def _heads_section(piece: Piece, below: Piece) -> bool:
    """Return whether a piece is a heading, by the format or because it is a line over running text."""
    if piece.block.kind == "heading":
        return True
    return len(piece.text) <= _MAX_ROW_CHARACTERS and not is_prose(piece.text) and is_prose(below.text)


class _SectionKeys(dict[int, str]):
    """The letters of the pieces by position, without the number of a heading, which the list may lack."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        super().__init__()
        self._pieces = pieces

    def __missing__(self, position: int) -> str:
        self[position] = key = _letters(_NUMBER_BEFORE.sub("", self._pieces[position].text))
        return key


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
    is_short = len(piece.text) <= _MAX_ROW_CHARACTERS and count_words(piece.text) <= _MAX_BOX_WORDS
    return is_short and not piece.is_list_item and not ends_sentence(piece.text)


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())
