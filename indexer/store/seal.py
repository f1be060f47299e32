"""The seal of a build: size and checksum of each file that has none elsewhere, such as the catalogue and suggestions.

The search files have theirs in the manifest of the engine, and what a build keeps for the next one is sealed by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from indexer.disk.checksums import FileFacts, file_facts

SEAL_FILE = "seal.json"


def write_seal(build: Path, apart: frozenset[str], base: Path | None = None) -> None:
    """Write the seal of a finished build; the folders `apart` in it have their own checksums.

    Files that it shares with `base`, which has been compared with its seal, are not read again.
    """
    before = _read(base) if base else {}
    facts = {name: before.get(name) for name in _names(build, apart) if base and _is_shared(build / name, base / name)}
    facts |= {name: file_facts(build / name) for name in _names(build, apart) if not facts.get(name)}
    (build / SEAL_FILE).write_bytes(msgspec.json.encode(facts))


def broken_seals(build: Path) -> Iterator[str]:
    """Yield the files of a build that are missing or not what was written; the seal itself, where it is unreadable."""
    facts = _read(build)
    if not facts:
        yield SEAL_FILE
    for name, expected in facts.items():
        if file_facts(build / name) != expected:
            yield name


def _names(build: Path, apart: frozenset[str]) -> list[str]:
    files = (path.relative_to(build) for path in build.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in files if path.parts[0] not in apart and path.name != SEAL_FILE)


def _is_shared(file: Path, other: Path) -> bool:
    return other.is_file() and file.samefile(other)


def _read(build: Path) -> Mapping[str, FileFacts]:
    try:
        return msgspec.json.decode((build / SEAL_FILE).read_bytes(), type=dict[str, FileFacts])
    except (OSError, msgspec.DecodeError):
        return {}
