"""The files below a folder, by name, and whether there are any that nobody has hashed yet. Nothing is opened.

It imports little, so that a command learns soon whether there is something to read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from indexer.registry.storage.names import PARTS_FOLDER, REDACTIONS_FILE, REGISTRY_FILE

from .digests import FileStamp, KnownDigests

SETTINGS_FILE = "corpus.toml"
SENTENCES_FILE = "sentences.json"
"""What was learned of the sentences of the corpus; it is kept beside the registry."""
OWN_FILES = frozenset({SETTINGS_FILE, REGISTRY_FILE, REDACTIONS_FILE, SENTENCES_FILE})
"""Files beside the papers that are no papers."""


class ListedFile(NamedTuple):
    """A file, or a link to one or to nothing; `stamp` is None where the system says nothing of it."""

    path: str
    name: str
    stamp: FileStamp | None


class ClosedFolder(NamedTuple):
    """A folder that cannot be opened, and the error that says so."""

    name: str
    error: OSError


def list_files(folder: Path) -> tuple[list[ListedFile], list[ClosedFolder]]:
    """Return the files below a folder by name, and the folders that cannot be opened."""
    closed: list[ClosedFolder] = []

    def skip_folder(error: OSError) -> None:
        closed.append(ClosedFolder(f"{Path(error.filename).relative_to(folder).as_posix()}/", error))

    files: list[ListedFile] = []
    for parent, folders, names in os.walk(folder, onerror=skip_folder):
        below = Path(parent).relative_to(folder).as_posix()
        start = "" if below == "." else f"{below}/"
        folders[:] = [name for name in folders if not name.startswith(".") and start + name != PARTS_FOLDER]
        for name in names:
            if not name.startswith(".") and start + name not in OWN_FILES:
                files.extend(_listed(f"{parent}{os.sep}{name}", start + name))
    return sorted(files, key=lambda file: file.name), closed


def has_new_files(folder: Path, known: KnownDigests) -> bool:
    """Return whether there is a file whose digest is not known, such as one that was changed or added."""
    return any(file.stamp and known.find(file.name, file.stamp) is None for file in list_files(folder)[0])


def _listed(path: str, name: str) -> Iterator[ListedFile]:
    """Yield the path if it is a file, or a link whatever it leads to."""
    try:
        facts = os.stat(path)  # noqa: PTH116  # thousands of path objects take longer than the calls
    except OSError:
        facts = None
    if facts and stat.S_ISREG(facts.st_mode):
        yield ListedFile(path, name, FileStamp.of(facts))
    elif Path(path).is_symlink():
        yield ListedFile(path, name, None)
