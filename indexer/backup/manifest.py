"""The list of files that a backup begins with, and the names that files in it may have.

A backup is a tar archive, packed with gzip: `backup.json`, then `papers/...` and `registry/...`. Any program for such
archives unpacks it; the registry's files belong beside the papers.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import msgspec

from indexer.registry.file import PARTS_FOLDER, PAST_BUILDS_FILE, REDACTIONS_FILE, REGISTRY_FILE

BACKUP_FORMAT = 1
MANIFEST = "backup.json"
PAPERS = "papers/"
REGISTRY = "registry/"
SENTENCES = "sentences.json"
BESIDE_PAPERS = frozenset({REGISTRY_FILE, REDACTIONS_FILE, PAST_BUILDS_FILE, SENTENCES})
"""The files of the registry that lie beside papers; the parts lie in a folder of theirs."""
MAX_MANIFEST = 250_000_000
"""Bytes: about a million files."""
_PART = re.compile(r"[^/]+\.jsonl")


class BackedUpFile(msgspec.Struct, frozen=True):
    """A file of a backup."""

    name: str
    """In the archive, with slashes."""
    size: int
    sha256: str
    """As hex."""


class BackupManifest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a backup holds."""

    format: int
    created: str
    """UTC, as `2026-01-31T12:00:00Z`."""
    version: str
    """Of Rapporteur."""
    corpus: str
    """Id of the corpus in its registry; empty where there is none yet."""
    files: tuple[BackedUpFile, ...]
    papers: str = ""
    """The address of the papers, where they are in an object store and so not in the backup."""


def problem_with(name: str) -> str:
    """Return what is wrong with the name of a file in an archive, empty where nothing is."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or path.as_posix() != name or ":" in path.parts[0]:
        return "leads out of the folder"
    if any(part.startswith(".") for part in path.parts):
        return "is hidden"
    inside = name.removeprefix(REGISTRY)
    if name.startswith(REGISTRY):
        is_part = inside.startswith(f"{PARTS_FOLDER}/") and _PART.fullmatch(inside.removeprefix(f"{PARTS_FOLDER}/"))
        return "" if inside in BESIDE_PAPERS or is_part else "is not a file of a registry"
    inside = name.removeprefix(PAPERS)
    if not name.startswith(PAPERS) or not inside:
        return "is neither among the papers nor in the registry"
    if inside in BESIDE_PAPERS or inside.startswith(f"{PARTS_FOLDER}/"):
        return "takes the place of the registry"
    return ""


def place_of(name: str) -> str:
    """Return where a file of a backup belongs, below the folder that papers and registry are restored into."""
    return name.removeprefix(PAPERS).removeprefix(REGISTRY) if name.startswith(PAPERS) else name.removeprefix(REGISTRY)
