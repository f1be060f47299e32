"""What a build reads as a whole of a registry in a database, as files in a hidden folder; the database is right.

The files may be deleted at any time. They are brought up to date when somebody has changed the registry, and when a
build begins: one that was killed may have left what does not count.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from .database import RegistryDatabase
from .names import PAST_BUILDS_FILE, REDACTIONS_FILE, REGISTRY_FILE, SENTENCES_FILE

_GENERATION = "generation"


class RegistryMirror:
    """The files of one registry, in the hidden folder `base` within the folder of the registry."""

    def __init__(self, base: Path, database: RegistryDatabase) -> None:
        self.database = database
        self._base = base

    @property
    def generation(self) -> int:
        """The generation that the files are of; -1 where there are none."""
        try:
            generation, place = (self._base / _GENERATION).read_text(encoding="utf-8").splitlines()
            return int(generation) if place == self.database.place else -1
        except (OSError, ValueError):
            return -1

    def refresh(self, *, whole: bool = False) -> None:
        """Bring the files up to date; compare each of them where `whole` is set. Raise OSError, or RegistryError."""
        generation = self.database.generation()
        if generation == self.generation and not whole:
            return
        if generation == 0 and not whole:
            return  # nothing has been written yet, or what is there is being written
        self._base.mkdir(parents=True, exist_ok=True)
        stored = self.database.files()
        stored[PAST_BUILDS_FILE] = self.database.past()
        for name in (REGISTRY_FILE, REDACTIONS_FILE, PAST_BUILDS_FILE, SENTENCES_FILE):
            _make(self._path(name), stored.get(name))
        (self._base / _GENERATION).write_text(f"{generation}\n{self.database.place}\n", encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Return the files that are written beside the head, by name."""
        found = {}
        for name in (REDACTIONS_FILE, SENTENCES_FILE):
            with suppress(FileNotFoundError):
                found[name] = self._path(name).read_bytes()
        return found

    def past(self) -> bytes:
        """Return the record of past builds, empty where there is none."""
        try:
            return self._path(PAST_BUILDS_FILE).read_bytes()
        except FileNotFoundError:
            return b""

    def _path(self, name: str) -> Path:
        """Return the path of a file: the statistics lie where all builds look for them."""
        return (self._base.parent if name == SENTENCES_FILE else self._base) / name


def _make(path: Path, content: bytes | None) -> None:
    """Have a file be as the database has it; what has nothing there, and is no file of a registry alone, stays."""
    if not content:
        if path.name != SENTENCES_FILE:
            path.unlink(missing_ok=True)
        return
    with suppress(FileNotFoundError):
        if path.read_bytes() == content:
            return
    aside = path.with_name(f".{path.name}.tmp")  # hidden, so that no scan takes it for a paper
    aside.write_bytes(content)
    aside.replace(path)
