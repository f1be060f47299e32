"""Read tables of people: which column has the names, the initials and the affiliations, in any order and language.

Lists that are no tables are read in `roster`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from indexer.entities.attendees import Attendee, fits_initials, is_listed_name, parse_attendee, parse_attendees
from indexer.entities.roles import split_honorific
from indexer.structure.draft import Piece
from indexer.text.word_lists import load_table

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"(?<!\w)[*_`~]+(?=\S)|(?<=\S)[*_`~]+(?!\w)|\\(?=[|*_])")
_BARS = re.compile(r"(?<!\\)\|")
_INITIALS = re.compile(r"[^\W\d_a-z]{2,5}")
_LABEL = re.compile(r"^@?[^\W_][\w-]{0,19}$")
_MOST = 0.6  # of the cells of a column, where its heads do not say what it holds
_FEW = 2  # rows with both a name and its initials


@dataclass(frozen=True)
class _Columns:
    """The position of each column that tells something about people; `-1` where there is none."""

    name: int
    given: int = -1
    label: int = -1
    affiliation: int = -1
    office: int = -1


def read_attendee_table(rows: Sequence[Piece], *, announced: bool) -> tuple[Attendee, ...]:
    """Return the people of one table, given its rows in order with the heads; empty where it lists no people.

    With `announced`, a line before it said that a list of attendance follows: names are then enough.
    """
    heads = [cell for piece in rows if piece.block.drop == "column_heads" for cell in [_cells(piece.block.raw)]]
    body = [piece for piece in rows if piece.block.drop != "column_heads" and piece.text]
    head = heads[0] if heads else []
    if not head and body and _columns_by_heads(_cells(body[0].block.raw)):
        head, body = _cells(body[0].block.raw), body[1:]
    table = [_row(piece, head) for piece in body]
    columns = _columns_by_heads(head) or _columns_by_content(table)
    if columns is None:
        return ()
    people = tuple(person for row in table for person in _people(row, columns))
    says_more = columns.label >= 0 or columns.affiliation >= 0
    return people if announced or (says_more and people and len(people) >= _MOST * len(table)) else ()


def _cells(raw: str) -> list[str]:
    """Return the words of the cells of a row as its source has them: between bars, or between tabs."""
    line = raw.strip("\n")
    if _BARS.search(line):
        cells = _BARS.split(line.strip())
        cells = cells[1:] if not cells[0].strip() else cells
        cells = cells[:-1] if cells and not cells[-1].strip() else cells
    else:
        cells = line.split("\t")
    return [plain_words(cell) for cell in cells]


def plain_words(source: str) -> str:
    """Return the words of a line of a source without the markup of links and emphasis."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", source)).split())


def _row(piece: Piece, heads: Sequence[str]) -> list[str]:
    """Return the cells of a row by column; those that are one with a cell above have its words."""
    merged = dict(piece.block.merged)
    cells = _own_cells(piece, heads)
    if not merged:
        return cells
    if len(cells) < len(heads) or not heads:  # the cells that are not merged, in order
        own = iter(cells)
        width = max(len(cells) + len(merged), max(merged) + 1)
        return [merged[column] if column in merged else next(own, "") for column in range(width)]
    return [cell or merged.get(column, cell) for column, cell in enumerate(cells)]


def _own_cells(piece: Piece, heads: Sequence[str]) -> list[str]:
    """Return the cells that a row has itself; where heads are known, from its text, which has their words."""
    cells = _cells(piece.block.raw)
    if len(cells) == len(heads) or not heads:
        return cells
    words = {head.text: piece.text[head.start : head.end] for head in piece.block.heads}
    if words:
        return [words.get(head.rstrip(":"), "") for head in heads]
    parts = piece.text.split("; ")
    return parts if len(parts) == len(heads) else cells


@cache
def _heads(column: str) -> frozenset[str]:
    return frozenset(load_table("attendance")["column"][column])


def _columns_by_heads(heads: Sequence[str]) -> _Columns | None:
    """Return the columns that the heads of a table name, or None where none of them is for names."""
    found: dict[str, int] = {}
    for position, head in enumerate(heads):
        folded = re.sub(r"\s*[(（\[].*?[)）\]]", "", head.casefold()).strip(" .:*?")
        for column in ("label", "affiliation", "office", "surname", "given", "name"):
            if column not in found and any(part in _heads(column) for part in (folded, *folded.split(" / "))):
                found[column] = position
                break
    if "surname" in found and "name" in found and "given" not in found:  # `Nombre`, `Apellidos`
        found["given"] = found.pop("name")
    surname = found.get("surname", found.get("name", -1))
    name, given = (surname, found.get("given", -1)) if surname >= 0 else (found.get("given", -1), -1)
    if name < 0:
        return None
    return _Columns(name, given, found.get("label", -1), found.get("affiliation", -1), found.get("office", -1))


def _columns_by_content(table: Sequence[Sequence[str]]) -> _Columns | None:
    """Return the columns of a table whose heads say nothing: one has names, another the initials of the same names."""
    width = max(map(len, table), default=0)
    labels = _frequent_columns(table, _INITIALS.fullmatch)
    for name in _frequent_columns(table, is_listed_name) if labels else ():
        for label in labels:
            pairs = [(row[name], row[label]) for row in table if max(name, label) < len(row) and row[name]]
            fitting = sum(
                bool(_INITIALS.fullmatch(short)) and is_listed_name(full) and fits_initials(short, full)
                for full, short in pairs
            )
            if name != label and fitting >= _FEW and fitting >= _MOST * len(pairs):
                rest = [column for column in range(width) if column not in (name, label)]
                return _Columns(name, label=label, affiliation=rest[0] if len(rest) == 1 else -1)
    return None


def _frequent_columns(table: Sequence[Sequence[str]], fits: Callable[[str], object]) -> list[int]:
    """Return the columns in which enough cells fit to make it one of names or of initials."""
    counts = Counter(column for row in table for column, cell in enumerate(row) if fits(cell))
    return sorted(column for column, count in counts.items() if count >= _FEW)


def _people(row: Sequence[str], columns: _Columns) -> list[Attendee]:
    """Return the people of a row: one with initials and affiliation, or several of one affiliation."""
    cell = {name: row[at] if 0 <= at < len(row) else "" for name, at in vars(columns).items()}
    affiliation = ", ".join(part for part in (cell["office"], cell["affiliation"]) if part and part != "-")
    several = parse_attendees(cell["name"]) if columns.given < 0 and "," in cell["name"] else ()
    if len(several) > 1:
        return [replace(person, affiliation=affiliation or person.affiliation) for person in several]
    honorific, surname = split_honorific(cell["name"])
    if columns.given >= 0:
        surname = surname.title() if surname.isupper() else surname
        person = parse_attendee(f"{cell['given']} {surname}".strip())
    else:
        person = parse_attendee(cell["name"])
    if person is None:
        return []
    labels = [label.lstrip("@") for label in re.split(r"[\s,/;]+", cell["label"]) if _LABEL.match(label)]
    return [
        replace(
            person,
            honorific=person.honorific or honorific,
            labels=(*labels, *person.labels),
            affiliation=affiliation or person.affiliation,
        )
    ]
