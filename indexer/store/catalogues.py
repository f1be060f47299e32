"""The stores of catalogues that exist, by the name that a build states. What a store does is in its own modules."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from indexer.errors import IndexDamaged, RapporteurError

from .build_facts import BUILD_FILE, DEFAULT_STORE, read_build_facts
from .catalogue import SqliteCatalogue, parts_folder, read_records
from .catalogue_protocol import Catalogue, CatalogueWriter
from .catalogue_writer import SqliteCatalogueWriter
from .postgresql.address import stated_url
from .postgresql.place import PLACE_FILE

CATALOGUE_FILE = "catalogue.sqlite"
POSTGRESQL = "postgresql"
CATALOGUE_NAMES = (CATALOGUE_FILE, parts_folder(Path(CATALOGUE_FILE)).name, PLACE_FILE)
"""What a build may have of its catalogue in its folder."""


CatalogueTable = Literal["documents", "persons"]


class CatalogueChoice(NamedTuple):
    """One store: how the catalogue of the build in a folder is written, after that of another build, and opened."""

    write: Callable[[Path, Path | None], CatalogueWriter]
    open: Callable[[Path], Catalogue]
    records: Callable[[Path, CatalogueTable], Sequence[tuple[str, str]]]
    """Reads the ids and records of a table of a catalogue of any format."""
    is_own: Callable[[Path], bool] = lambda _build: True
    """Returns whether the next build may be based on that of a build, which may be a copy of one elsewhere."""
    clear: Callable[[Path], None] = lambda _index_dir: None
    """Removes what lies elsewhere and no build of an index has."""


def _write_sqlite(build: Path, base: Path | None) -> CatalogueWriter:
    return SqliteCatalogueWriter(build / CATALOGUE_FILE, base / CATALOGUE_FILE if base else None)


def _open_sqlite(build: Path) -> Catalogue:
    return SqliteCatalogue(build / CATALOGUE_FILE)


def _sqlite_records(build: Path, table: CatalogueTable) -> Sequence[tuple[str, str]]:
    return read_records(build / CATALOGUE_FILE, table)


def _write_postgresql(build: Path, base: Path | None) -> CatalogueWriter:
    from .postgresql.writer import PostgresqlCatalogueWriter  # noqa: PLC0415  # of an extra

    return PostgresqlCatalogueWriter(build, base)


def _open_postgresql(build: Path) -> Catalogue:
    from .postgresql.reader import PostgresqlCatalogue  # noqa: PLC0415  # of an extra

    return PostgresqlCatalogue(build)


def _postgresql_records(build: Path, table: CatalogueTable) -> Sequence[tuple[str, str]]:
    from .postgresql.reader import read_records as read  # noqa: PLC0415  # of an extra

    return read(build, table)


def _is_own_postgresql(build: Path) -> bool:
    from .postgresql.place import is_own  # noqa: PLC0415  # of an extra

    return is_own(build)


def _clear_postgresql(index_dir: Path) -> None:
    from .postgresql.cleaning import clear_index  # noqa: PLC0415  # of an extra

    clear_index(index_dir)


STORES: Mapping[str, CatalogueChoice] = MappingProxyType(
    {
        DEFAULT_STORE: CatalogueChoice(_write_sqlite, _open_sqlite, _sqlite_records),
        POSTGRESQL: CatalogueChoice(
            _write_postgresql, _open_postgresql, _postgresql_records, _is_own_postgresql, _clear_postgresql
        ),
    }
)


class Catalogues:
    """Opens the catalogue that a build names."""

    def __init__(self, choices: Mapping[str, CatalogueChoice] = STORES) -> None:
        self.choices = choices

    def open(self, store: str, build: Path) -> Catalogue:
        """Open the catalogue of a build; raise IndexDamaged when there is no such store, or it cannot be read."""
        if store not in self.choices:
            raise IndexDamaged(build, f"its catalogue is in “{store}”, which this version does not have")
        return self.choices[store].open(build)

    def writer(self, store: str, build: Path, base: Path | None = None) -> CatalogueWriter:
        """Return a writer of the catalogue of a build; raise KeyError for an unknown store.

        `base` is the folder of the build whose documents can be kept; it has its catalogue in the same store.
        """
        return self.choices[store].write(build, base)


def may_be_continued(build: Path) -> bool:
    """Return whether the next build may be based on the catalogue of a build, which can be read and is no copy."""
    try:
        store = read_build_facts(build / BUILD_FILE).catalogue
        return store in STORES and STORES[store].is_own(build)
    except RapporteurError:
        return False


def clear_catalogues(index_dir: Path) -> None:
    """Remove what no build of an index has any more, wherever it lies. Raise CatalogueUnavailable."""
    STORES[new_store()].clear(index_dir)


def new_store() -> str:
    """Return the name of the store for the catalogues of new builds: the server, where the environment states one."""
    return POSTGRESQL if stated_url() else DEFAULT_STORE


def open_catalogue(build: Path) -> Catalogue:
    """Open the catalogue of a build without its search files; raise IndexDamaged or IndexOutdated."""
    return Catalogues().open(read_build_facts(build / BUILD_FILE).catalogue, build)


def read_sources(build: Path) -> frozenset[str] | None:
    """Return the names of the papers in the catalogue of a build of any format; None if they cannot be read."""
    try:
        return frozenset(str(json.loads(text)["source"]) for _, text in _records(build, "documents"))
    except _UNREADABLE:
        return None


def read_person_names(build: Path) -> dict[str, str]:
    """Return the names of the persons in the catalogue of a build of any format, by id; empty if unreadable."""
    try:
        return {str(key): str(json.loads(text)["name"]) for key, text in _records(build, "persons")}
    except _UNREADABLE:
        return {}


def _records(build: Path, table: CatalogueTable) -> Sequence[tuple[str, str]]:
    """Return the records of a table of a build of any format, where the store can be told."""
    store = DEFAULT_STORE
    with suppress(OSError):
        store = json.loads((build / BUILD_FILE).read_text(encoding="utf-8")).get("catalogue", DEFAULT_STORE)
    return STORES[store].records(build, table)


_UNREADABLE = (sqlite3.Error, RapporteurError, ValueError, LookupError, TypeError, AttributeError)
