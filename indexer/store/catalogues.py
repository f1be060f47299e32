"""The stores of catalogues that exist, by the name that a build states. What a store does is in its own modules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from indexer.errors import IndexDamaged

from .catalogue import SqliteCatalogue, parts_folder
from .catalogue_protocol import Catalogue, CatalogueWriter
from .catalogue_writer import SqliteCatalogueWriter

DEFAULT_STORE = "sqlite"
"""The store of new builds, and of builds that state none."""
CATALOGUE_FILE = "catalogue.sqlite"
CATALOGUE_PARTS = parts_folder(Path(CATALOGUE_FILE)).name


class CatalogueChoice(NamedTuple):
    """One store: how the catalogue of the build in a folder is written, after that of another build, and opened."""

    write: Callable[[Path, Path | None], CatalogueWriter]
    open: Callable[[Path], Catalogue]


def _write_sqlite(build: Path, base: Path | None) -> CatalogueWriter:
    return SqliteCatalogueWriter(build / CATALOGUE_FILE, base / CATALOGUE_FILE if base else None)


def _open_sqlite(build: Path) -> Catalogue:
    return SqliteCatalogue(build / CATALOGUE_FILE)


STORES: Mapping[str, CatalogueChoice] = MappingProxyType({DEFAULT_STORE: CatalogueChoice(_write_sqlite, _open_sqlite)})


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
