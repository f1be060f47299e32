"""The seal of a build: size and checksum of each file that has none elsewhere, such as the catalogue and suggestions.

The search files have theirs in the manifest of the engine. Beside the seal, the stamps of all files tell which of them
somebody has touched since: only those need to be read to know that a build is as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from indexer.disk.checksums import FileFacts, file_facts

SEAL_FILE = "seal.json"
STAMPS_FILE = "stamps.json"
_SHOWN_FILES = 5  # damaged files that a message names

FileStamps = dict[str, tuple[int, int, int]]
"""By name, the size of a file, the time of its last change in nanoseconds, and its inode."""


def write_seal(build: Path, apart: frozenset[str], base: Path | None = None) -> None:
    """Write the seal and the stamps of a finished build; the folders `apart` in it have their own checksums.

    Files that it shares with `base`, which has been compared with its seal, are not read again.
    """
    before = _read(base) if base else {}
    facts = {name: before.get(name) for name in _names(build, apart) if base and _is_shared(build / name, base / name)}
    facts |= {name: file_facts(build / name) for name in _names(build, apart) if not facts.get(name)}
    (build / SEAL_FILE).write_bytes(msgspec.json.encode(facts))
    write_stamps(build)


def write_stamps(build: Path) -> None:
    """Write the stamps of a build whose files are what was written. Raise OSError."""
    (build / STAMPS_FILE).write_bytes(msgspec.json.encode(_stamps(build)))


def is_touched(build: Path) -> bool:
    """Return whether a file of a build was changed, replaced or removed since it was written, as far as stamps tell.

    A byte that the disk itself has changed they do not tell, nor what was done within the same tick of the clock.
    """
    try:
        before = msgspec.json.decode((build / STAMPS_FILE).read_bytes(), type=FileStamps)
        return _stamps(build) != before
    except (OSError, msgspec.DecodeError):
        return True


def broken_seals(build: Path) -> Iterator[str]:
    """Yield the files of a build that are missing or not what was written; the seal itself, where it is unreadable."""
    facts = _read(build)
    if not facts:
        yield SEAL_FILE
    for name, expected in facts.items():
        if file_facts(build / name) != expected:
            yield name


def damage_text(wrong: Sequence[str]) -> str:
    """Return in one line which files are not what was written; empty where there are none."""
    if not wrong:
        return ""
    more = f" and {len(wrong) - _SHOWN_FILES:,} more" if len(wrong) > _SHOWN_FILES else ""
    return f"{', '.join(wrong[:_SHOWN_FILES])}{more} {'is' if len(wrong) == 1 else 'are'} not what was written"


def is_as_sealed(build: Path, name: str) -> bool:
    """Return whether a file of a build is what was written, or no seal tells."""
    expected = _read(build).get(name)
    return expected is None or file_facts(build / name) == expected


def _names(build: Path, apart: frozenset[str]) -> list[str]:
    files = (path.relative_to(build) for path in build.rglob("*") if path.is_file())
    own = {SEAL_FILE, STAMPS_FILE}
    return sorted(path.as_posix() for path in files if path.parts[0] not in apart and path.name not in own)


def _stamps(build: Path) -> FileStamps:
    stamps: FileStamps = {}
    for path in build.rglob("*"):
        if path.name != STAMPS_FILE and path.is_file():
            facts = path.stat()
            stamps[path.relative_to(build).as_posix()] = facts.st_size, facts.st_mtime_ns, facts.st_ino
    return stamps


def _is_shared(file: Path, other: Path) -> bool:
    return other.is_file() and file.samefile(other)


def _read(build: Path) -> Mapping[str, FileFacts]:
    try:
        return msgspec.json.decode((build / SEAL_FILE).read_bytes(), type=dict[str, FileFacts])
    except (OSError, msgspec.DecodeError):
        return {}
