"""Which rows on the server a build has: a small file in its folder names their schema and its generation."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import msgspec

from indexer.errors import IndexDamaged

PLACE_FILE = "catalogue.json"
OWNER_FILE = "catalogue.owner"
"""In the folder of the index: by which the schemas of its builds are told from those of others."""
_PREFIX = "rapporteur"


class CataloguePlace(msgspec.Struct, frozen=True):
    """The rows of one build."""

    schema: str
    generation: int
    """The rows from this generation or before it, and to a later one, are those of the build."""


def read_place(build: Path) -> CataloguePlace:
    """Return where the catalogue of a build is. Raise IndexDamaged where its file is missing or damaged."""
    try:
        return msgspec.json.decode((build / PLACE_FILE).read_bytes(), type=CataloguePlace)
    except (OSError, msgspec.DecodeError) as error:
        raise IndexDamaged(build, f"{PLACE_FILE} cannot be read") from error


def write_place(build: Path, place: CataloguePlace) -> None:
    """Write where the catalogue of a build is."""
    (build / PLACE_FILE).write_bytes(msgspec.json.encode(place))


def places_beside(build: Path) -> Iterator[CataloguePlace]:
    """Yield where the catalogues of the builds beside one are, its own among them."""
    for file in sorted(build.parent.glob(f"*/{PLACE_FILE}")):
        yield read_place(file.parent)


def schema_prefix(index_dir: Path) -> str:
    """Return what the names of the schemas of an index begin with; the first time, it is made up and kept.

    What the system calls the folder is kept too: a copy of the folder makes up a name of its own.
    """
    path, folder = index_dir / OWNER_FILE, str(index_dir.stat().st_ino)
    name, *known = path.read_text(encoding="ascii").split() if path.exists() else (secrets.token_hex(4),)
    if known and known != [folder]:
        name = secrets.token_hex(4)
    if known != [folder]:
        path.write_text(f"{name} {folder}", encoding="ascii")
    return f"{_PREFIX}_{name}_"


def is_own(build: Path) -> bool:
    """Return whether the schema of a build was made for the folder it is in, and not for one that this is a copy of."""
    return read_place(build).schema.startswith(schema_prefix(build.parent))
