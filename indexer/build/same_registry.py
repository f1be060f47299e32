"""Whether the registry at hand is the one that the live index was built with, and still has all of its addresses.

A second registry would end all links, and a row that is lost ends one. An index folder may be given to other papers, so
a registry counts as forgotten only where some papers are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Literal, NamedTuple

from indexer.errors import IndexDamaged, IndexMissing, IndexOutdated, RapporteurError
from indexer.model import passage_url
from indexer.redactions.records import Redactions
from indexer.registry import file as registry_file
from indexer.registry.errors import (
    AddressesLost,
    LinksLost,
    RedactionElsewhere,
    RedactionsLost,
    RegistryBusy,
    RegistryChanged,
    RegistryForeign,
    RegistryMissing,
    RegistryNotImported,
    RegistryUnwritable,
)
from indexer.registry.file import REGISTRY_FILE, Registry, RegistryLock
from indexer.registry.past_builds.reading import PastBuilds, Standing, check_past_builds
from indexer.registry.reconcile import Reconciliation
from indexer.registry.redacted.apply import read_redactions, redactions_file
from indexer.registry.redacted.strip import StrippedRegistry, bare_ids, unredacted_hashes, without_names
from indexer.registry.rows import VERSION_LENGTH, PassageRow, PersonRow, RegistryEntries
from indexer.registry.storage.database_place import is_in_database, registry_url
from indexer.registry.storage.names import RegistryPaths
from indexer.store.builds import live_build
from indexer.store.catalogue_protocol import Catalogue
from indexer.store.catalogues import open_catalogue, read_sources
from indexer.store.history import History

from .report import live_registry


def check_same_registry(index_dir: Path, folder: Path, registry: Registry | None, digests: Mapping[str, str]) -> None:
    """Refuse a registry, or the want of one, where the live index of the same papers has another.

    `folder` is that of the registry, which is None where it has none; `digests` are those of the papers by name. Raise
    RegistryMissing where it was in this folder, RegistryChanged where it was in another, and RegistryNotImported where
    it is not in the database that is set.
    """
    path, last = folder / REGISTRY_FILE, live_registry(index_dir)
    if registry_url() and not is_in_database(folder):
        raise RegistryNotImported(path)
    if not registry and (last.get("path") == str(path.resolve()) or registry_file.has_parts(folder)):
        raise RegistryMissing(path)
    if not last.get("corpus") or (registry and registry.corpus == last["corpus"]):
        return
    last_path = Path(last.get("path", ""))
    if _has_papers_of(index_dir, last_path.parent, digests):
        raise RegistryChanged(path, last_path, is_there=registry is not None)


def check_same_redactions(index_dir: Path, folder: Path, known: Redactions, digests: Mapping[str, str]) -> None:
    """Refuse to build without redactions that the live index of the same papers was built with. Raise RedactionsLost.

    `folder` is that of the registry, `known` are its redactions, and `digests` are those of the papers by name. Where
    no index has this registry, rows that have no words say what was redacted.
    """
    last = live_registry(index_dir)
    lost = len(set(last.get("redacted", "").split()) - known.marks)
    if not lost and "redacted" not in last and last.get("redactions") and not known:
        lost = 1  # an earlier version did not note which they were
    is_last = last.get("path") == str((folder / REGISTRY_FILE).resolve())
    registry = None if is_last and not lost else registry_file.read(folder)
    if registry and registry.corpus != last.get("corpus"):
        bare = len(set(bare_ids(registry)) - known.by_id().keys())
        if bare:
            raise RedactionsLost(redactions_file(folder), bare, f"{folder / REGISTRY_FILE} was written with")
    if not lost:
        return
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
    if registry_file.is_there(last_path.parent) or not registry or registry.corpus != last["corpus"]:
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
        names = read_sources(live_build(index_dir))
    except RapporteurError:
        names = None
    if names is None or not names.isdisjoint(digests):
        return True
    return not registry_file.digests(last_folder).isdisjoint(digests.values())


class LostAddress(NamedTuple):
    """An address that the live build serves, and that a registry does not know."""

    path: str
    file: Path
    """The file of the registry that would have it."""


class AddressCheck:
    """Whether the next registry still has every address that the live build serves.

    Builds take no row out, so nothing is compared while the files are those that the live build left. The live build
    is what is compared with, not the derived index, which knows changed files as soon as one build has read them. Where
    no index has this registry, as in a clone, the record of builds beside it says what the last build served.
    """

    def __init__(self, index_dir: Path, folder: Path, registry: Registry | None) -> None:
        """Begin with the registry as it was found in its folder."""
        last = live_registry(index_dir)
        self._index_dir = index_dir
        self._folder = folder
        self._has_index = registry is not None and registry.corpus == last.get("corpus")
        self._is_due = registry is not None and not (
            self._has_index and registry_file.hash_of(registry) == last.get("sha256")
        )

    def warnings(
        self, registry: Registry, entries: RegistryEntries, redactions: Redactions, *, accepted: bool
    ) -> list[str]:
        """Return what a report says of addresses that end unasked; raise AddressesLost unless that was `accepted`.

        `registry` has the passages of the next registry, `entries` are its other rows. Nothing is refused where the
        registry does not know the live build, as after the restore of a backup, or that of a colleague.
        """
        if not self._is_due:
            return []
        try:
            if self._has_index:
                _compare_addresses(self._index_dir, registry, entries, redactions)
            else:
                _compare_last_build(self._folder, registry, entries, redactions)
        except AddressesLost as error:
            is_unaware = self._has_index and _is_of_other_builds(self._index_dir, self._folder)
            if not (accepted or is_unaware):
                raise
            number = f"{error.lost:,} addresses" if error.lost > 1 else "one address"
            first = f"{'the first of them ' if error.lost > 1 else ''}{error.first}"
            why = "does not know that build" if is_unaware else "has lost them" if error.lost > 1 else "has lost it"
            return [f"{number} of the index before ended, as the registry {why}: {first}"]
        return []


def check_addresses(index_dir: Path, folder: Path, registry: Registry, redactions: Redactions) -> None:
    """Refuse to begin with a registry that the next build would refuse. Raise AddressesLost."""
    AddressCheck(index_dir, folder, registry).warnings(registry, registry, redactions, accepted=False)


ComparedRegistry = Literal["complete", "absent", "in use", "unaware"]


def compare_live_registry(index_dir: Path) -> ComparedRegistry:
    """Return whether the registry of the live build has all addresses of it, or why that was not compared.

    Every file is read. Raise RegistryError where one is damaged, AddressesLost where addresses are missing, and
    RedactionsLost where redactions are.
    """
    last = live_registry(index_dir)
    path = Path(last.get("path", ""))
    if not (path.name and registry_file.is_there(path.parent)):
        return "absent"
    try:
        with RegistryLock(path.parent):
            registry = registry_file.read(path.parent)
    except RegistryBusy:
        return "in use"
    except RegistryUnwritable:  # who checks an index may be somebody who may only read
        registry = registry_file.look_at(path.parent)
    if registry is None or registry.corpus != last.get("corpus"):
        return "absent"
    registry.check_parts()
    check_same_redactions(index_dir, path.parent, read_redactions(path.parent), {})
    check_past_builds(registry.paths.past_builds)
    if registry_file.hash_of(registry) == last.get("sha256"):
        return "complete"  # whichever record of builds is beside it
    if _is_of_other_builds(index_dir, path.parent):
        return "unaware"
    _compare_addresses(index_dir, registry, registry, read_redactions(path.parent))
    return "complete"


def _is_of_other_builds(index_dir: Path, folder: Path) -> bool:
    """Return whether the record beside a registry lacks the live build: the registry is of an earlier time, say.

    A registry whose record is missing, empty or cut off counts as that of the live build.
    """
    known = PastBuilds.read(RegistryPaths.within(folder).past_builds)
    return known is not None and known.is_whole and known.build(live_build(index_dir).name) is None


def _compare_addresses(index_dir: Path, registry: Registry, entries: RegistryEntries, redactions: Redactions) -> None:
    """Refuse a registry without addresses of the live build, if that can be read. Raise AddressesLost."""
    try:
        with closing(open_catalogue(live_build(index_dir))) as catalogue:
            _refuse(_lost_addresses(catalogue, registry, entries, redactions))
    except (IndexDamaged, IndexMissing, IndexOutdated):
        return  # it may be of another format too


def _compare_last_build(folder: Path, registry: Registry, entries: RegistryEntries, redactions: Redactions) -> None:
    """Refuse a registry without ids that its record of builds has of the last one. Raise AddressesLost."""
    known = PastBuilds.read(RegistryPaths.within(folder).past_builds)
    if known and known.is_whole:
        _refuse(_lost_of(known.standing(known.builds[-1].name), registry, entries, redactions))


def _refuse(addresses: Iterable[LostAddress]) -> None:
    if lost := list(dict.fromkeys(addresses)):
        raise AddressesLost(len(lost), lost[0].path, lost[0].file, len({address.file for address in lost}))


def _lost_of(
    standing: Standing, registry: Registry, entries: RegistryEntries, redactions: Redactions
) -> Iterator[LostAddress]:
    """Yield what stood in a build and has no row."""
    redacted = {row.id for row in redactions.rows}
    documents = {row.id for row in entries.documents}
    for document in sorted(standing.papers.keys() - redacted):
        if document not in documents:
            yield LostAddress(f"/d/{document}", registry.paths.part(document))
        kept = {row.id for row in registry.in_document(document)}
        served = {f"{document}.{placed.name}" for placed in standing.paper(document).passages}
        for key in sorted(served - kept - redacted):
            yield LostAddress(passage_url(key), registry.paths.part(document))
    meetings = standing.meetings.keys() - {row.id for row in entries.meetings}
    sessions = standing.sessions.keys() - {(row.meeting, row.id) for row in entries.sessions}
    for path in sorted(meetings | set(map("/".join, sessions))):
        yield LostAddress(f"/m/{path}", registry.paths.head)


def _lost_addresses(
    catalogue: Catalogue, registry: Registry, entries: RegistryEntries, redactions: Redactions
) -> Iterator[LostAddress]:
    redacted = {row.id for row in redactions.rows}
    head, history = registry.paths.head, catalogue.history
    has_parts = bool(registry.paths.database) or registry.paths.parts.is_dir()  # those of older formats have none
    for document, served in catalogue.wordings_by_document():
        if document not in redacted:
            file = registry.paths.part(document) if has_parts else head
            for path in _lost_passages(history, served, registry.in_document(document), redactions):
                yield LostAddress(path, file)
    documents = {*catalogue.documents, *history.former_ids("document")} - {row.id for row in entries.documents}
    for key in sorted(documents - redacted):
        yield LostAddress(f"/d/{key}", registry.paths.part(key) if has_parts else head)
    meetings = {*catalogue.meetings, *history.former_ids("meeting")} - {row.id for row in entries.meetings}
    sessions = {"/".join(key) for key in catalogue.sessions} | {*history.former_ids("session")}
    known_sessions = {f"{row.meeting}/{row.id}" for row in entries.sessions}
    for key in sorted(meetings | (sessions - known_sessions)):
        yield LostAddress(f"/m/{key}", head)
    for key in sorted(_named_persons(catalogue, redactions) - {row.id for row in entries.persons}):
        yield LostAddress(f"/people/{key}", head)


def _lost_passages(
    history: History, served: Mapping[str, frozenset[str]], rows: Iterable[PassageRow], redactions: Redactions
) -> Iterator[str]:
    """Yield the addresses of passages that are in no row, and of wordings that their rows no longer have.

    `served` are the passages of a document in the live build, with the hashes of their wordings.
    """
    kept = {row.id: row.hashes for row in rows}
    redacted = {row.id for row in redactions.rows}
    for key in sorted(served.keys() - redacted):
        if key not in kept:
            yield passage_url(key)
        elif (lost := served[key] - kept[key]) and (row := history.passage(key)):
            for wording in sorted(lost & unredacted_hashes(row, redactions)):
                yield f"{passage_url(key)}?v={wording[:VERSION_LENGTH]}"


def _named_persons(catalogue: Catalogue, redactions: Redactions) -> set[str]:
    """Return the ids of the persons of a build, present and former, but for those whose names are redacted."""
    rows = [PersonRow(key, person.name, "", "", outcome="withdrawn") for key, person in catalogue.persons.items()]
    for key in catalogue.history.former_ids("person"):
        if former := catalogue.history.former("person", key):
            into = (former.became.id,) if former.became else ()
            rows.append(PersonRow(key, former.title, "", "", outcome="withdrawn", into=into))
    return {row.id for row in without_names(StrippedRegistry("", (), (), rows, ()), redactions).persons}
