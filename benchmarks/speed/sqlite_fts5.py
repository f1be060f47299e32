"""SQLite's FTS5 as a contender: one table of words, one of Porter stems, and one table of values for each facet.

It has what our engine has: the facet values that a passage has together are its profile, matching passages are counted
by profile in memory, and the database may keep 400 MB of its pages there.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from indexer.engine.fields import context_fields
from indexer.engine.values.of_passage import facet_values
from indexer.meetings.dates import first_day_number
from indexer.model import Passage
from indexer.query.parser import Node
from indexer.query.results import FACETS, FIELD_FACETS, FacetName
from indexer.query.tree import And, Field, Near, Not, Or, Phrase, Range, SloppyPhrase, Term, Wildcard
from indexer.text.analysis import terms_in

from .contenders import TOP, Ask, BenchmarkRequest, Contender, ContenderAnswer, UnsupportedQuery

_FOLDED = "unicode61 remove_diacritics 2"
_SCHEMA = (
    f"""
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE VIRTUAL TABLE words USING fts5(text, context, content='', tokenize='{_FOLDED}');
CREATE VIRTUAL TABLE stems USING fts5(text, context, content='', tokenize='porter {_FOLDED}');
"""
    + "".join(
        f"CREATE TABLE {facet}s (passage INTEGER, value TEXT, PRIMARY KEY (passage, value)) WITHOUT ROWID;"
        for facet in FACETS
    )
    + """
CREATE TABLE passages (passage INTEGER PRIMARY KEY, profile INTEGER, day INTEGER);
CREATE TABLE profiles (profile INTEGER, facet TEXT, value TEXT);
"""
)
_TUNED = "PRAGMA cache_size = -400000; PRAGMA mmap_size = 1000000000; PRAGMA temp_store = MEMORY;"
_FoundRow = tuple[int, float]
"""The number of a passage and its score; the best is the lowest."""
_NUMBER, _BEST = itemgetter(0), itemgetter(1, 0)
_MERGE = "INSERT INTO words(words) VALUES ('optimize'); INSERT INTO stems(stems) VALUES ('optimize');"
_INDEXES = "".join(f"CREATE INDEX {facet}s_by_value ON {facet}s (value, passage);" for facet in FACETS)


def context(passage: Passage) -> str:
    """Return the texts around a passage that are searched with it, each once."""
    return " | ".join(dict.fromkeys(chain.from_iterable(context_fields(passage).values())))


def write(folder: Path, passages: Sequence[Passage]) -> None:
    """Write one database, with its full-text tables merged into one segment each."""
    database = sqlite3.connect(folder / "index.sqlite", isolation_level=None)
    database.executescript(_SCHEMA)
    database.execute("BEGIN")
    for table in ("words", "stems"):
        rows = ((number, passage.text, context(passage)) for number, passage in enumerate(passages))
        database.executemany(f"INSERT INTO {table} (rowid, text, context) VALUES (?, ?, ?)", rows)  # noqa: S608
    for number, passage in enumerate(passages):
        for facet, values in facet_values(passage).items():
            database.executemany(f"INSERT INTO {facet}s VALUES (?, ?)", [(number, value) for value in values])  # noqa: S608
    _write_profiles(database, passages)
    database.execute("COMMIT")
    database.executescript(_INDEXES + _MERGE)
    database.close()


def _write_profiles(database: sqlite3.Connection, passages: Sequence[Passage]) -> None:
    profiles: dict[tuple[tuple[str, ...], ...], int] = {}
    for number, passage in enumerate(passages):
        values = facet_values(passage)
        profile = profiles.setdefault(tuple(values[facet] for facet in FACETS), len(profiles))
        row = (number, profile, first_day_number(passage.meeting))
        database.execute("INSERT INTO passages VALUES (?, ?, ?)", row)
    for all_values, profile in profiles.items():
        rows = [(profile, facet, value) for facet, own in zip(FACETS, all_values, strict=True) for value in own]
        database.executemany("INSERT INTO profiles VALUES (?, ?, ?)", rows)


class _SqlClause(NamedTuple):
    """A condition: text to MATCH in a full-text table, or, where `table` is empty, a query for rows."""

    table: str
    text: str
    values: tuple[str | int, ...] = ()

    @property
    def rows(self) -> tuple[str, tuple[str | int, ...]]:
        """The query for the numbers of the passages, and its values."""
        if self.table:
            return f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH ?", (self.text,)  # noqa: S608
        return self.text, self.values


class _OpenSqlite:
    def __init__(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / "index.sqlite", isolation_level=None)
        self._base.executescript(_TUNED)
        rows = self._base.execute("SELECT profile, day FROM passages ORDER BY passage").fetchall()
        self._profiles, self._days = [profile for profile, _ in rows], [day for _, day in rows]
        self._values: dict[FacetName, dict[int, list[str]]] = {facet: {} for facet in FACETS}
        for profile, facet, value in self._base.execute("SELECT profile, facet, value FROM profiles"):
            self._values[facet].setdefault(profile, []).append(value)

    def prepare(self, request: BenchmarkRequest) -> Ask:
        statement, values = _statement(request.node)
        first = (request.page - 1) * TOP

        def ask() -> ContenderAnswer:
            rows = self._base.execute(statement, values).fetchall()
            counts = Counter(map(self._profiles.__getitem__, map(_NUMBER, rows)))
            failed = {profile: self._failed(profile, request.filters) for profile in counts} if request.filters else {}
            if failed:
                rows = [row for row in rows if not failed[self._profiles[row[0]]]]
            order = self._newest if request.newest else _BEST
            best = heapq.nsmallest(first + TOP, rows, key=order)[first:]
            facet_counts = {facet: self._count(facet, counts, failed, request.values) for facet in FACETS}
            return ContenderAnswer(len(rows), tuple(map(_NUMBER, best)), facet_counts)

        return ask

    def _newest(self, row: _FoundRow) -> tuple[int, int]:
        return -self._days[row[0]], row[0]

    def _failed(self, profile: int, filters: Mapping[FacetName, tuple[str, ...]]) -> list[FacetName]:
        """Return the facets whose filter a profile fails."""
        return [
            facet
            for facet, selected in filters.items()
            if set(selected).isdisjoint(self._values[facet].get(profile, ()))
        ]

    def _count(
        self, facet: FacetName, counts: Mapping[int, int], failed: Mapping[int, list[FacetName]], most: int | None
    ) -> dict[str, int]:
        """Count the values of a facet without its own filter."""
        totals: Counter[str] = Counter()
        values = self._values[facet]
        for profile, count in counts.items():
            if not failed or not failed[profile] or failed[profile] == [facet]:
                for value in values.get(profile, ()):
                    totals[value] += count
        return dict(totals.most_common(most))

    def drop_caches(self) -> None:
        """Do nothing: no answer is cached."""

    def close(self) -> None:
        self._base.close()


def _statement(node: Node | None) -> tuple[str, tuple[str | int, ...]]:
    """Return the query for the passages that a tree asks for, with the scores of the table that is matched first, and
    its values.
    """
    parts = node.parts if isinstance(node, And) else (node,) if node else ()
    required = [_clause(part) for part in parts if not isinstance(part, Not)]
    excluded = [_clause(part.part) for part in parts if isinstance(part, Not)]
    matched = {
        table: " AND ".join(f"({condition.text})" for condition in required if condition.table == table)
        for table in ("stems", "words")
    }
    first = next((table for table, text in matched.items() if text), "")
    conditions: list[str] = [f"{first} MATCH ?"] if first else []
    values: list[str | int] = [matched[first]] if first else []
    others = [_SqlClause(table, text) for table, text in matched.items() if text and table != first]
    for clause, sign in [
        (condition, "IN") for condition in (*others, *(condition for condition in required if not condition.table))
    ] + [(condition, "NOT IN") for condition in excluded]:
        rows, own_values = clause.rows
        conditions.append(f"rowid {sign} ({rows})")
        values += own_values
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT rowid, {f'bm25({first})' if first else '0'} FROM {first or 'words'}{where}", tuple(values)  # noqa: S608


def _clause(node: Node) -> _SqlClause:
    match node:
        case Field(name, value):
            return _SqlClause("", f"SELECT passage FROM {FIELD_FACETS[name]}s WHERE value = ?", (value,))  # noqa: S608
        case Range("year", low, high):
            text = "SELECT passage FROM years WHERE CAST(value AS INTEGER) BETWEEN ? AND ?"
            return _SqlClause("", text, (int(low or 0), int(high or 9999)))
        case _:
            tables = set(_tables(node))
            if len(tables) != 1:
                raise UnsupportedQuery
            return _SqlClause(tables.pop(), _match(node))


def _tables(node: Node) -> Iterator[str]:
    """Yield the tables that the parts of a condition need; one MATCH can ask only one table."""
    match node:
        case Term():
            yield "stems"
        case Phrase() | SloppyPhrase() | Wildcard():
            yield "words"
        case And(parts) | Or(parts) | Near(parts):
            yield from chain.from_iterable(map(_tables, parts))
        case _:
            raise UnsupportedQuery


def _match(node: Node) -> str:
    """Return a condition in the query language of FTS5. Raise UnsupportedQuery if FTS5 cannot express it."""
    match node:
        case Term(text) | Phrase(text):
            return f'"{" ".join(terms_in(text))}"'
        case Wildcard(text) if text.endswith("*") and text[:-1].isalnum():
            return f'"{terms_in(text[:-1])[0]}"*'
        case SloppyPhrase(text, others):
            words = terms_in(text)
            return f"NEAR({' '.join(words)}, {others + len(words) - 2})"
        case Near((left, right), (others,)) if not isinstance(left, Or) and not isinstance(right, Or):
            return f"NEAR({_match(left)} {_match(right)}, {others})"
        case And(parts):
            return " AND ".join(f"({_match(part)})" for part in parts)
        case Or(parts):
            return " OR ".join(f"({_match(part)})" for part in parts)
        case _:
            raise UnsupportedQuery


SQLITE_FTS5 = Contender("SQLite FTS5", f"SQLite {sqlite3.sqlite_version}", write, _OpenSqlite)
