"""The files of a registry, for tests that put one into another folder, take it away, or look at its bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

from indexer.registry.file import PARTS_FOLDER, REGISTRY_FILE


def copy_registry(folder: Path, other_folder: Path) -> None:
    """Put the registry of one folder in place of that of another, without what is derived."""
    remove_registry(other_folder)
    shutil.copy(folder / REGISTRY_FILE, other_folder)
    shutil.copytree(folder / PARTS_FOLDER, other_folder / PARTS_FOLDER)


def remove_registry(folder: Path) -> None:
    """Take the registry out of a folder."""
    (folder / REGISTRY_FILE).unlink(missing_ok=True)
    shutil.rmtree(folder / PARTS_FOLDER, ignore_errors=True)


def registry_bytes(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file of a folder's registry, by name."""
    paths = [folder / REGISTRY_FILE, *(folder / PARTS_FOLDER).iterdir()]
    return {path.name: path.read_bytes() for path in sorted(paths)}
