"""Whether the registry at hand is the one that the live index was built with: a second one would end all links.

An index folder may be given to other papers, so a registry counts as forgotten only where some papers are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from indexer.errors import RapporteurError
from indexer.redactions.records import Redactions
from indexer.registry import file as registry_file
from indexer.registry.errors import (
    LinksLost,
    RedactionElsewhere,
    RedactionsLost,
    RegistryChanged,
    RegistryForeign,
    RegistryMissing,
)
from indexer.registry.file import REGISTRY_FILE, Registry
from indexer.registry.reconcile import Reconciliation
from indexer.registry.redacted.apply import redactions_file
from indexer.store.builds import live_build
from indexer.store.catalogue import read_sources
from indexer.store.library import CATALOGUE_FILE

from .report import live_registry


def check_same_registry(index_dir: Path, folder: Path, registry: Registry | None, digests: Mapping[str, str]) -> None:
    """Refuse a registry, or the want of one, where the live index of the same papers has another.

    `folder` is that of the registry, which is None where it has none; `digests` are those of the papers by name. Raise
    RegistryMissing where it was in this folder, and RegistryChanged where it was in another.
    """
    path, last = folder / REGISTRY_FILE, live_registry(index_dir)
    if not registry and (last.get("path") == str(path.resolve()) or registry_file.has_parts(folder)):
        raise RegistryMissing(path)
    if not last.get("corpus") or (registry and registry.corpus == last["corpus"]):
        return
    last_path = Path(last.get("path", ""))
    if _has_papers_of(index_dir, last_path.parent, digests):
        raise RegistryChanged(path, last_path, is_there=registry is not None)


def check_same_redactions(index_dir: Path, folder: Path, known: Redactions, digests: Mapping[str, str]) -> None:
    """Refuse to build without redactions that the live index of the same papers was built with. Raise RedactionsLost.

    `folder` is that of the registry, `known` are its redactions, and `digests` are those of the papers by name.
    """
    last = live_registry(index_dir)
    lost = len(set(last.get("redacted", "").split()) - known.marks)
    if not lost and "redacted" not in last and last.get("redactions") and not known:
        lost = 1  # an earlier version did not note which they were
    if not lost:
        return
    registry = registry_file.read(folder)
    last_folder = Path(last.get("path", "")).parent
    if (registry and registry.corpus == last.get("corpus")) or _has_papers_of(index_dir, last_folder, digests):
        raise RedactionsLost(redactions_file(folder), lost)


def check_redacts_live(index_dir: Path, folder: Path) -> None:
    """Refuse to redact in a registry that is not the live index's, or that is a copy of it. Raise RedactionElsewhere.

    `folder` is that of the registry. Where the registry of the live index is gone, one with the same corpus was moved.
    """
    last = live_registry(index_dir)
    last_path, path = Path(last.get("path", "")), (folder / REGISTRY_FILE).resolve()
    if not last.get("corpus") or last_path == path:
        return
    registry = registry_file.read(folder)
    if last_path.exists() or not registry or registry.corpus != last["corpus"]:
        raise RedactionElsewhere(path, last_path, index_dir)


def check_links(folder: Path, reconciliation: Reconciliation, *, strict: bool) -> None:
    """Refuse a registry of other papers, and lost links if `strict` says so. Raise RegistryForeign or LinksLost."""
    path = folder / REGISTRY_FILE
    if reconciliation.is_foreign:
        raise RegistryForeign(path, "it knows nothing that is in these papers")
    if strict and reconciliation.review:
        raise LinksLost(path, [item.id for item in reconciliation.review])


def _has_papers_of(index_dir: Path, last_folder: Path, digests: Mapping[str, str]) -> bool:
    """Return whether one of the papers was in the live index, by its name or its bytes, or that cannot be known."""
    try:
        names = read_sources(live_build(index_dir) / CATALOGUE_FILE)
    except RapporteurError:
        names = None
    if names is None or not names.isdisjoint(digests):
        return True
    return not registry_file.digests(last_folder).isdisjoint(digests.values())
