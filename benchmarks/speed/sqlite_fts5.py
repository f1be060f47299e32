"""SQLite's FTS5 as a contender: one table of words, one of Porter stems, and one table of values for each facet.

The matching passages go into a temporary table, which is counted, ordered by bm25() and joined with the values of each
facet.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from indexer.engine.doc_values_writer import facet_values
from indexer.engine.fields import context_fields
from indexer.model import Passage
from indexer.query.parser import Node
from indexer.query.results import FACETS, FIELD_FACETS
from indexer.query.tree import And, Field, Near, Not, Or, Phrase, Range, SloppyPhrase, Term, Wildcard
from indexer.text.analysis import terms_in

from .contenders import TOP, Ask, Contender, ContenderAnswer, UnsupportedQuery

_FOLDED = "unicode61 remove_diacritics 2"
_SCHEMA = f"""
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE VIRTUAL TABLE words USING fts5(text, context, content='', tokenize='{_FOLDED}');
CREATE VIRTUAL TABLE stems USING fts5(text, context, content='', tokenize='porter {_FOLDED}');
""" + "".join(
    f"CREATE TABLE {facet}s (passage INTEGER, value TEXT, PRIMARY KEY (passage, value)) WITHOUT ROWID;"
    for facet in FACETS
)
_FEW_SHARE = 10
"""What share of the passages is few: SQLite cannot know how many stand in a temporary table."""
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
    database.execute("COMMIT")
    database.executescript(_INDEXES + _MERGE)
    database.close()


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
        self._base.executescript("CREATE TEMP TABLE found (passage INTEGER PRIMARY KEY, score REAL);")
        self._passages = self._base.execute("SELECT count(*) FROM meetings").fetchone()[0]

    def prepare(self, node: Node | None) -> Ask:
        statement, values = _statement(node)
        counted = "SELECT value, count(*) FROM found {}JOIN {}s USING (passage) GROUP BY value"

        def ask() -> ContenderAnswer:
            run = self._base.execute
            run("DELETE FROM found")
            run(f"INSERT INTO found {statement}", values)
            total = run("SELECT count(*) FROM found").fetchone()[0]
            best = run("SELECT passage FROM found ORDER BY score, passage LIMIT ?", (TOP,)).fetchall()
            join = (
                "CROSS " if total * _FEW_SHARE < self._passages else ""
            )  # look up each passage instead of reading all
            facet_counts = {facet: dict(run(counted.format(join, facet)).fetchall()) for facet in FACETS}
            return ContenderAnswer(total, tuple(number for (number,) in best), facet_counts)

        return ask

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
