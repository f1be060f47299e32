"""The tables of a catalogue on the server: each row with the first generation that has it, and the first that has not.

An update closes rows and adds others, so the build before finds its own as they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

TABLES_VERSION = 2
"""The version of these tables; it increases with every change that an older program could not read."""
FOR_EVER = 2_147_483_647
"""The end of rows that no generation has closed."""
READERS = "rapporteur_readers"
"""The role that may read every catalogue, where the server has it."""
_TEXT = 'text COLLATE "C"'  # sorted by code points, as SQLite and Python do


class VersionedTable(NamedTuple):
    """A table, the columns that tell its rows apart, and all of them with their types."""

    key: Sequence[str]
    columns: Mapping[str, str]
    indexes: Sequence[str] = ()


def _table(key: str, columns: str, *indexes: str) -> VersionedTable:
    types = {
        name: _TEXT + rest if kind == "text" else kind + rest
        for name, kind, rest in ((*part.split(" ", 2), "")[:3] for part in columns.split(", "))
    }
    return VersionedTable(tuple(key.split()), types, indexes)


TABLES: Mapping[str, VersionedTable] = MappingProxyType(
    {
        "facts": _table("name", "name text, value text"),
        "parts": _table("name", "name text, passages bigint"),
        "meetings": _table(
            "id",
            "id text, day int, last_day int, title text, year int, series text, title_words text, city_words int,"
            " begins int, sort bytea, record text",
            *("day DESC, title, id", "year, day DESC, title, id", "series, day", "title", "title_words", "sort, id"),
        ),
        "meeting_words": _table(
            "meeting stem", "stem text, year text, meeting text, in_city int", "stem, year", "stem, in_city"
        ),
        "documents": _table(
            "id",
            "number int, id text, place bigint, part text, passages bigint, ids text, meetings text, kind text,"
            " status text, language text, record text",
            *("number", "place, id"),
        ),
        "held": _table("document meeting", "meeting text, document text, passages bigint", "meeting"),
        "sessions": _table(
            "meeting id",
            "meeting text, id text, number int, sort bytea, record text",
            *("id", "number", "sort, (meeting || '/' || id)", "(meeting || '/' || id)"),
        ),
        "takes_part": _table("meeting session person", "person text, meeting text, session text", "person"),
        "persons": _table("id", "id text, sort bytea, record text", "sort, id"),
        "titles": _table(
            "owner kind id place words",
            "owner text, kind int, id text, place int, words text, uses int, meeting text, text text",
            "words, kind",
        ),
        "title_keys": _table("words", "words text, folded text"),
        "words": _table("field value word", "field text, word text, value text", "field, word, value"),
        "originals": _table("document", "document text, record text"),
        "acronyms": _table("place", "place int, record text"),
        "synonyms": _table("place", "place int, record text"),
        "past": _table("document place", "id text, document text, place int, hash text, record text", "id", "hash"),
        "former": _table("kind id", "kind text, id text, title text, became_kind text, became text, until text"),
        "passages": _table(
            "document ordinal",
            "id text, document int, ordinal int, meeting text, session text, kind text, text text, hash text,"
            " page bigint, page_label text, label text, lead_in text, heads text, headings text, people text,"
            " notes text, mentions text, sentences text, voices text",
            *("id", "meeting, session", "hash"),
        ),
        "appearances": _table("document ordinal person", "person text, document int, ordinal int", "person"),
    }
)
"""By name. All of them are of one schema."""


def creation(schema: str) -> list[str]:
    """Return the statements that create the tables of a schema with the indexes that writing needs."""
    statements = [f'CREATE SCHEMA "{schema}"']
    for name, table in TABLES.items():
        columns = ", ".join(f"{column} {kind}" for column, kind in table.columns.items())
        statements.append(f'CREATE TABLE "{schema}".{name} ({columns}, from_build int NOT NULL, to_build int NOT NULL)')
        statements.append(f'CREATE INDEX {name}_key ON "{schema}".{name} ({", ".join(table.key)})')
        statements.append(f'CREATE INDEX {name}_closed ON "{schema}".{name} (to_build) WHERE to_build < {FOR_EVER}')
        statements.append(f'CREATE INDEX {name}_begun ON "{schema}".{name} (from_build)')
    return statements


def indexing(schema: str) -> list[str]:
    """Return the statements that create the other indexes, once the first build has been written."""
    return [
        f'CREATE INDEX IF NOT EXISTS {name}_{at} ON "{schema}".{name} ({columns})'
        for name, table in TABLES.items()
        for at, columns in enumerate(table.indexes)
    ]


def granting(schema: str) -> list[str]:
    """Return the statements that let the readers read a schema, where the server has their role."""
    role = f"SELECT FROM pg_roles WHERE rolname = '{READERS}'"  # nosec B608
    rights = (f'USAGE ON SCHEMA "{schema}"', f'SELECT ON ALL TABLES IN SCHEMA "{schema}"')
    return [f"DO $$ BEGIN IF EXISTS ({role}) THEN GRANT {right} TO {READERS}; END IF; END $$" for right in rights]


def standing(schema: str, name: str, generation: int) -> str:
    """Return the source of the rows of a table that a generation has."""
    stands = f"from_build <= {generation} AND to_build > {generation}"
    return f'(SELECT * FROM "{schema}".{name} WHERE {stands})'  # noqa: S608  # nosec B608
