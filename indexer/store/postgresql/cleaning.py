"""Removes what no build beside a new one has any more: whole schemas, dead rows, and what failed builds have left."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .connections import Server
from .place import CataloguePlace, places_beside, schema_prefix
from .tables import FOR_EVER, TABLES

if TYPE_CHECKING:
    import psycopg


def clear_index(index_dir: Path) -> None:
    """Remove what no build of an index has, now and not with the next build. Raise CatalogueUnavailable."""
    server = Server()
    with closing(server.connect()) as connection:
        clear_dead(server, connection, schema_prefix(index_dir), list(places_beside(index_dir / "any")))


def clear_dead(
    server: Server, connection: psycopg.Connection[tuple[Any, ...]], prefix: str, places: Sequence[CataloguePlace]
) -> None:
    """Remove the rows that none of the places has, and the schemas with a prefix that none is in.

    Whoever holds the lock of the index folder may do so. Raise CatalogueUnavailable.
    """
    kept: dict[str, set[int]] = {}
    for place in places:
        kept.setdefault(place.schema, set()).add(place.generation)
    with server.telling(prefix):
        found = connection.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", (prefix,))
        for (schema,) in found.fetchall():
            if schema not in kept:
                connection.execute(f'DROP SCHEMA "{schema}" CASCADE'.encode())
                continue
            for table in TABLES:
                for statement in _statements(f'"{schema}".{table}', sorted(kept[schema])):
                    connection.execute(statement.encode())


def _statements(table: str, generations: Sequence[int]) -> list[str]:
    """Return what leaves a table with the rows that some generations have, and with none that another has closed."""
    last = generations[-1]
    between = [f"from_build > {first} AND to_build <= {second}" for first, second in pairwise([-1, *generations])]
    clauses = [*between, f"from_build > {last}"]
    return [
        *(f"DELETE FROM {table} WHERE {clause}" for clause in clauses),  # noqa: S608  # nosec B608
        f"UPDATE {table} SET to_build = {FOR_EVER} WHERE to_build > {last} AND to_build < {FOR_EVER}",  # noqa: S608  # nosec B608
    ]
