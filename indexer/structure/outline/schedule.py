"""Expand programmes set as tables: a row of time, item and speakers becomes lines, as in a programme without a table.

Tables of data stay tables: only one with clock times in its first column is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.entities.attendance import all_are_names, is_absence, parse_inline_people
from indexer.entities.roles import split_role_label
from indexer.model import Block, BlockKind
from indexer.structure.draft import Piece
from indexer.text.prose import is_prose

from .session_labels import split_time

_HEADS = re.compile(r"^(?:times?|hours?|schedule|heures?|horaires?|horas?|horarios?|uhrzeit|when)$", re.IGNORECASE)
_ROOMS = re.compile(
    r"^(?:rooms?|venues?|locations?|places?|halls?|salles?|lieux?|salas?|lugar|raum|ort)$", re.IGNORECASE
)
_MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|(?<!\w)[*_]([^*_]+)[*_](?!\w)")
_CHAIRED = re.compile(r"\s+[—–-]\s+(?=(?:[^:]{3,25}):\s+\S)")
_WEEKDAY = (
    r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_DAY_ALONE = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[.,]?\s*)?(?:{_WEEKDAY})[.,]?(?:\s*\d{{1,2}}(?:st|nd|rd|th)?)?|\d{{1,2}}",
    re.IGNORECASE,
)
"""A cell that says when and not what: `25 Thu` in a table of one hour in many cities."""
_MIN_TIMED_ROWS = 2  # rows with a time in a programme
_TIMED_SHARE = 0.6  # of the rows, in a programme


def expand_programme_tables(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, with rows of programmes expanded: time and item in one piece, each further cell in its own."""
    result: list[Piece] = []
    position = 0
    while position < len(pieces):
        end = position
        while end < len(pieces) and pieces[end].block.kind == "table_row":
            end += 1
        if end == position:
            result.append(pieces[position])
            position += 1
        else:
            result.extend(_expand_programme([_role_row_as_line(piece) for piece in pieces[position:end]]))
            position = end
    return result


def _role_row_as_line(piece: Piece) -> Piece:
    """Return a row that names a role and a person (`Chair`, `Ms. Low`) as one line of text; any other row unchanged."""
    cells = [_cell_words(cell) for cell in _cells(piece.block.raw)]
    label, rest = (cells[0].rstrip(" :"), cells[1]) if len(cells) == 2 else ("", "")
    line = f"{label}: {rest}"
    if piece.role != "body" or not rest or not (parse_inline_people(line) or is_absence(line)):
        return piece
    return replace(piece, block=replace(piece.block, kind="paragraph", text=line, links=(), heads=(), lead_in=None))


def _expand_programme(rows: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the rows of one table, expanded if it is a programme."""
    cells = [_cells(row.block.raw) for row in rows]
    has_heads = rows[0].role == "dropped" or bool(_HEADS.match(_cell_words(cells[0][0])))
    body_rows = [row for row, piece in zip(cells, rows, strict=True) if piece.role == "body" and len(row) > 1]
    timed_rows = sum(_is_time(row[0]) for row in body_rows)
    named_rows = sum(_is_time(row[0]) and not _DAY_ALONE.fullmatch(_cell_words(row[1])) for row in body_rows)
    if min(timed_rows, named_rows) < max(_MIN_TIMED_ROWS, _TIMED_SHARE * (len(body_rows) - has_heads)):
        yield from rows
        return
    heads = [_cell_words(cell) for cell in cells[0]] if has_heads else []
    for index, (row, piece) in enumerate(zip(cells, rows, strict=True)):
        if index == 0 and has_heads and piece.role == "body":
            yield Piece.left_out(replace(piece.block, text="", drop="column_heads"))
        elif piece.role == "body" and len(row) > 1 and _is_time(row[0]):
            yield from _row_pieces(piece.block, row, heads)
        else:
            yield piece


def _cells(raw: str) -> list[str]:
    """Return the cells of a row as its source has them, with the separators, so that nothing is lost."""
    opening = raw[: len(raw) - len(raw.lstrip("| "))]
    sign = r"\|" if opening.strip() else r"\t"
    cells = [cell for cell in re.findall(rf"[^{sign}]*{sign}?", raw[len(opening) :]) if cell]
    return [opening + cells[0], *cells[1:]] if cells else [raw]


def _cell_words(cell: str) -> str:
    return " ".join(_MARKS.sub(lambda match: match[1] or match[2], cell.strip("|\t \n").replace("**", "")).split())


def _is_time(cell: str) -> bool:
    time, rest = split_time(_cell_words(cell))
    return bool(time) and not rest


def _row_pieces(block: Block, row: Sequence[str], heads: Sequence[str]) -> Iterator[Piece]:
    """Yield time and item as one line, then the lines below the item and the other cells, each on its own."""
    first, *below = [line for line in row[1].split("\n") if line.strip()] or [""]
    item, *chair = _CHAIRED.split(_cell_words(first), maxsplit=1)
    if chair and not split_role_label(chair[0]):
        item, chair = _cell_words(first), []
    plain = replace(block, kind="paragraph", notes=(), links=(), heads=(), lead_in=None)
    head = first if below or chair else row[1]
    yield Piece(replace(plain, text=f"{_cell_words(row[0])} {item}".strip(), raw=row[0] + head, notes=block.notes))
    yield from (Piece(replace(plain, text=text, raw="")) for text in chair)
    yield from (Piece(_line_below(plain, line)) for line in below)
    for column, cell in enumerate(row[2:], 2):
        head = heads[column] if column < len(heads) else ""
        if not _cell_words(cell):
            yield from ([Piece.left_out(replace(plain, text="", raw=cell, drop="no_words"))] if cell.strip() else [])
        elif _ROOMS.match(head):
            yield Piece(replace(plain, text=_cell_words(cell), raw=cell), "metadata", ("room",))
        else:
            yield from (Piece(replace(plain, text=text, raw=raw)) for text, raw in _cell_lines(cell, head))


def _line_below(plain: Block, line: str) -> Block:
    """Return a line below the item of a row: people in their role, or the title of a talk as a list item."""
    text = _cell_words(line)
    is_line = not (is_prose(text) or split_role_label(text) or parse_inline_people(text) or all_are_names([text]))
    kind: BlockKind = "list_item" if is_line else "paragraph"
    return replace(plain, kind=kind, text=text, raw=line)


def _cell_lines(cell: str, head: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a cell, each with the head of its column before it; a cell without people is one line."""
    lines = [line for line in cell.split("\n") if line.strip()]
    if not all(_names_person(_cell_words(line)) for line in lines):
        lines = [cell]
    for line in lines:
        text = _cell_words(line)
        says_role = split_role_label(text) or parse_inline_people(text) or not head
        yield text if says_role else f"{head}: {text}", line


def _names_person(line: str) -> bool:
    return bool(split_role_label(line) or parse_inline_people(line) or all_are_names([line]))
