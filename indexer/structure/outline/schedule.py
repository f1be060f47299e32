"""Programmes set as tables: a row of time, item and speakers becomes the lines that a programme without a table has.

Tables of data stay tables: only one whose first column holds clock times is taken apart.
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
_EMPTY = "marks without words"
_FEWEST = 2  # rows with a time
_SHARE = 0.6  # of the rows


def expand_programme_tables(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, rows of programmes in several: time and item in one, each further cell in its own."""
    found: list[Piece] = []
    position = 0
    while position < len(pieces):
        end = position
        while end < len(pieces) and pieces[end].block.kind == "table_row":
            end += 1
        if end == position:
            found.append(pieces[position])
            position += 1
        else:
            found.extend(_programme([_who(piece) for piece in pieces[position:end]]))
            position = end
    return found


def _who(piece: Piece) -> Piece:
    """A row that names a role and who has it (`Chair`, `Ms. Low`) as the line that a paper without a table has."""
    cells = [_words(cell) for cell in _cells(piece.block.raw)]
    label, rest = (cells[0].rstrip(" :"), cells[1]) if len(cells) == 2 else ("", "")
    line = f"{label}: {rest}"
    if piece.role != "body" or not rest or not (parse_inline_people(line) or is_absence(line)):
        return piece
    return replace(piece, block=replace(piece.block, kind="paragraph", text=line, links=()))


def _programme(rows: Sequence[Piece]) -> Iterator[Piece]:
    """The rows of one table, taken apart if they are a programme's."""
    cells = [_cells(row.block.raw) for row in rows]
    has_heads = rows[0].role == "dropped" or bool(_HEADS.match(_words(cells[0][0])))
    shown = [row for row, piece in zip(cells, rows, strict=True) if piece.role == "body" and len(row) > 1]
    timed = sum(_is_time(row[0]) for row in shown)
    if timed < _FEWEST or timed < _SHARE * (len(shown) - has_heads):
        yield from rows
        return
    heads = [_words(cell) for cell in cells[0]] if has_heads else []
    for at, (row, piece) in enumerate(zip(cells, rows, strict=True)):
        if at == 0 and has_heads and piece.role == "body":
            yield Piece(replace(piece.block, text="", drop="column heads"), "dropped", "column heads")
        elif piece.role == "body" and len(row) > 1 and _is_time(row[0]):
            yield from _lines(piece.block, row, heads)
        else:
            yield piece


def _cells(raw: str) -> list[str]:
    """The cells of a row as its source has them, the signs between them included, so that nothing is lost."""
    opening = raw[: len(raw) - len(raw.lstrip("| "))]
    sign = r"\|" if opening.strip() else r"\t"
    cells = [cell for cell in re.findall(rf"[^{sign}]*{sign}?", raw[len(opening) :]) if cell]
    return [opening + cells[0], *cells[1:]] if cells else [raw]


def _words(cell: str) -> str:
    return " ".join(_MARKS.sub(lambda match: match[1] or match[2], cell.strip("|\t \n").replace("**", "")).split())


def _is_time(cell: str) -> bool:
    time, rest = split_time(_words(cell))
    return bool(time) and not rest


def _lines(block: Block, row: Sequence[str], heads: Sequence[str]) -> Iterator[Piece]:
    """Time and item as one line; what stands below the item, and the cells after it, each in lines of their own."""
    first, *below = [line for line in row[1].split("\n") if line.strip()] or [""]
    item, *chair = _CHAIRED.split(_words(first), maxsplit=1)
    if chair and not split_role_label(chair[0]):
        item, chair = _words(first), []
    plain = replace(block, kind="paragraph", notes=(), links=())
    head = first if below or chair else row[1]
    yield Piece(replace(plain, text=f"{_words(row[0])} {item}".strip(), raw=row[0] + head, notes=block.notes))
    yield from (Piece(replace(plain, text=text, raw="")) for text in chair)
    yield from (Piece(_below(plain, line)) for line in below)
    for column, cell in enumerate(row[2:], 2):
        head = heads[column] if column < len(heads) else ""
        if not _words(cell):
            yield from (
                [Piece(replace(plain, text="", raw=cell, drop=_EMPTY), "dropped", _EMPTY)] if cell.strip() else []
            )
        elif _ROOMS.match(head):
            yield Piece(replace(plain, text=_words(cell), raw=cell), "metadata", "room of the session")
        else:
            yield from (Piece(replace(plain, text=text, raw=raw)) for text, raw in _people(cell, head))


def _below(plain: Block, line: str) -> Block:
    """A line below the item of a row: people in their role, or the title of a talk, which is an item of a list."""
    text = _words(line)
    is_line = not (is_prose(text) or split_role_label(text) or parse_inline_people(text) or all_are_names([text]))
    kind: BlockKind = "list_item" if is_line else "paragraph"
    return replace(plain, kind=kind, text=text, raw=line)


def _people(cell: str, head: str) -> Iterator[tuple[str, str]]:
    """The lines of a cell, each with the head of its column before it; a cell of other things is one line."""
    lines = [line for line in cell.split("\n") if line.strip()]
    if not all(_names(_words(line)) for line in lines):
        lines = [cell]
    for line in lines:
        text = _words(line)
        says_role = split_role_label(text) or parse_inline_people(text) or not head
        yield text if says_role else f"{head}: {text}", line


def _names(line: str) -> bool:
    return bool(split_role_label(line) or parse_inline_people(line) or all_are_names([line]))
