"""Where the files of a registry lie: its head, a part for each document, and a hidden folder for what is derived.

The head may be a link into another folder; everything else then lies there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.disk.hashing import sha256_hex

if TYPE_CHECKING:
    from .database import RegistryDatabase

REGISTRY_FILE = "registry.jsonl"
PARTS_FOLDER = "registry.documents"
REDACTIONS_FILE = "registry.redactions.jsonl"
PAST_BUILDS_FILE = "registry.builds.jsonl"
SENTENCES_FILE = "sentences.json"
"""The statistics by which sentences are parted, which lie beside the registry."""
DATABASE_MARK_FILE = "registry.database"
"""Says that the registry of a folder is in a database, and which."""
PART_SUFFIX = ".jsonl"

_PORTABLE = re.compile(r"[a-z0-9][a-z0-9_-]{0,119}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")  # no file of Windows may have these names
_UNPORTABLE = re.compile(r"[^a-z0-9_-]+")
_SHOWN = 60  # characters of an id that its file name shows where it cannot show all
_HASH_LENGTH = 16


def part_name(document_id: str) -> str:
    """Return the file name of a document's part: its id wherever every file system takes that as a name.

    Otherwise its portable characters and a hash, behind a sign that ids of the first kind do not have.
    """
    if _PORTABLE.fullmatch(document_id) and not _DEVICE.fullmatch(document_id):
        return document_id + PART_SUFFIX
    shown = _UNPORTABLE.sub("-", document_id)[:_SHOWN].strip("-")
    return f"{shown}~{sha256_hex([document_id.encode()])[:_HASH_LENGTH]}{PART_SUFFIX}"


@dataclass(frozen=True)
class RegistryPaths:
    """The paths of one registry."""

    head: Path
    """The file with the meetings, sessions and persons; links are followed."""
    database: RegistryDatabase | None = None
    """Where the parts are; None where they are files."""

    @classmethod
    def within(cls, folder: Path) -> RegistryPaths:
        """Return the paths of the registry that a folder keeps.

        What of it is in a database, and is read as a whole, is brought up to date first. Raise RegistryError.
        """
        from .database_place import MIRROR_FOLDER, is_in_database, registry_url  # noqa: PLC0415  # they know these names

        if not is_in_database(folder):
            return cls.of_files(folder)
        from .database import database_at  # noqa: PLC0415
        from .mirror import RegistryMirror  # noqa: PLC0415

        database = database_at(registry_url())
        base = folder.resolve() / MIRROR_FOLDER
        RegistryMirror(base, database).refresh()
        return cls(base / REGISTRY_FILE, database)

    @classmethod
    def of_files(cls, folder: Path) -> RegistryPaths:
        """Return the paths of the registry that the files in a folder are."""
        return cls((folder / REGISTRY_FILE).resolve())

    @property
    def base(self) -> Path:
        """The folder that all files lie in."""
        return self.head.parent

    @property
    def parts(self) -> Path:
        """The folder with a part for each document."""
        return self.head.with_suffix(".documents")

    @property
    def redactions(self) -> Path:
        """The file of what was taken out for good."""
        return self.head.with_suffix(".redactions.jsonl")

    @property
    def past_builds(self) -> Path:
        """The file of what stood in each build."""
        return self.head.with_suffix(".builds.jsonl")

    @property
    def work(self) -> Path:
        """The hidden folder of what is derived or not in place yet: no scan takes it for papers."""
        return self.head.with_name(f".{self.head.name}.work")

    @property
    def index(self) -> Path:
        """The derived index of the parts."""
        return self.work / "checked.index"

    @property
    def next(self) -> Path:
        """The folder of the prepared files, at the same places as below `base`."""
        return self.work / "next"

    @property
    def mark(self) -> Path:
        """The file that says that the prepared files count; see `staging`."""
        return self.work / "commit"

    @property
    def superseded(self) -> Path:
        """The prepared file of earlier versions, which a crash may have left."""
        return self.head.with_name(f".{self.head.name}.tmp")

    def part(self, document_id: str) -> Path:
        """Return the path of a document's part."""
        return self.parts / part_name(document_id)

    def relative(self, path: Path) -> str:
        """Return the name of a file below `base`, as messages and marks give it."""
        return path.relative_to(self.base).as_posix()
