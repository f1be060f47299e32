"""A folder as sources, in a stable order. What is in the files is not looked at here, but for their hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import CorpusNotFound
from .model import Source
from .settings import SETTINGS_FILE


@dataclass(frozen=True)
class Skipped:
    """A file that is not in the index, and why, with what to do about it."""

    source: str
    reason: str


@dataclass(frozen=True)
class Corpus:
    """What a folder holds."""

    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...]


def scan(folder: Path) -> Corpus:
    """The files below a folder by name; hidden ones are none of the corpus, copies and unreadable ones are skipped.

    Raises CorpusNotFound.
    """
    if not folder.is_dir():
        raise CorpusNotFound(folder)
    sources: list[Source] = []
    skipped: list[Skipped] = []
    first_with: dict[str, str] = {}
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            digest = _digest(path)
        except OSError as error:
            why = (
                "is a link to nothing"
                if path.is_symlink() and not path.exists()
                else f"cannot be opened ({error.strerror})"
            )
            skipped.append(Skipped(name, f"{why}: remove it, or put the paper in its place"))
            continue
        if digest in first_with and path.stat().st_size:
            skipped.append(Skipped(name, f"has the same content as {first_with[digest]}: one of them is enough"))
            continue
        first_with[digest] = name
        sources.append(Source(path, name, digest))
    return Corpus(tuple(sources), tuple(skipped))


def _files(folder: Path) -> Iterator[Path]:
    def visible(path: Path) -> bool:
        return not any(part.startswith(".") for part in path.relative_to(folder).parts)

    found = (
        path
        for path in folder.rglob("*")
        if visible(path) and (path.is_file() or path.is_symlink()) and not path.is_dir()
    )
    settings = folder / SETTINGS_FILE
    return iter(
        sorted((path for path in found if path != settings), key=lambda path: path.relative_to(folder).as_posix())
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        whole = hashlib.sha256()
        while block := file.read(1 << 20):
            whole.update(block)
    return whole.hexdigest()
