"""Applies the redactions of a registry to its files. Whoever does holds the lock of the registry."""

from __future__ import annotations

from pathlib import Path

from indexer.redactions.records import Redactions, load_redactions

from .. import file
from ..errors import RegistryUnwritable
from ..past_builds.strip import kept_hashes, strip_past_builds
from ..past_builds.texts import texts_of
from ..storage.names import RegistryPaths
from .strip import strip_registry


def redactions_file(folder: Path) -> Path:
    """Return the path of the redactions of the registry that a folder keeps."""
    return RegistryPaths.within(folder).redactions


def read_redactions(folder: Path) -> Redactions:
    """Return the redactions of the registry that a folder keeps. Raise RedactionsDamaged."""
    return load_redactions(redactions_file(folder))


def apply_redactions(folder: Path, redactions: Redactions, stamp: str) -> Redactions:
    """Take everything that is redacted out of a registry; return the redactions with what has the same words.

    The redactions are on disk first: where a crash comes between, the next build applies them. Raise
    RegistryUnwritable or another RegistryError.
    """
    registry = file.read(folder)
    stripped = strip_registry(registry, redactions, stamp) if registry else None
    known = stripped.redactions if stripped else redactions
    path = redactions_file(folder)
    try:
        if known.digest != load_redactions(path).digest:
            known.save(path)
            file.put_beside(folder)
    except OSError as error:
        raise RegistryUnwritable(path, error.strerror or str(error)) from error
    if registry and stripped:
        file.prepare(folder, stripped, stripped.changed.items(), registry)
        file.commit(folder)
        _strip_past_builds(folder, known)
        file.put_beside(folder, forget_former=True)
    return known


def _strip_past_builds(folder: Path, redactions: Redactions) -> None:
    """Take what is redacted out of the record of past builds. Raise RegistryUnwritable."""
    path, registry = RegistryPaths.within(folder).past_builds, file.read(folder)
    rows = (row for document in registry.documents for row in registry.in_document(document.id)) if registry else ()
    try:
        strip_past_builds(path, redactions, kept_hashes(texts_of(rows)))
    except OSError as error:
        raise RegistryUnwritable(path, error.strerror or str(error)) from error
