"""Redacts a passage or a whole document: out of the registry, then, by a new build, out of everything that was derived.

What goes with it is decided in `registry.redacted`; what the build does is in `build/without_redacted`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from indexer.build.same_registry import check_addresses, check_redacts_live, check_same_redactions
from indexer.corpus.digests import digests_of
from indexer.corpus.scan import LinkRules, scan
from indexer.errors import CorpusEmpty, RapporteurError, UnknownId
from indexer.redactions.records import Redactions
from indexer.registry import file as registry_file
from indexer.registry.errors import RegistryMissing
from indexer.registry.file import REGISTRY_FILE, Registry, RegistryLock
from indexer.registry.past_builds.reading import check_past_builds
from indexer.registry.redacted.apply import apply_redactions, read_redactions
from indexer.registry.redacted.choose import Why, choose_document, choose_passage, holding
from indexer.registry.redacted.strip import strip_registry
from indexer.registry.rows import DocumentRow, PassageRow
from indexer.registry.storage.names import RegistryPaths
from indexer.store.builds import open_library, withdraw_all
from indexer.store.outside.build_lock import BuildLock

from ..options import BuildOptions
from ..pipeline import build
from ..report import BuildReport, BuiltFrom
from ..writers import Progress


class AlreadyRedacted(RapporteurError):
    """The passage or document was redacted before."""

    def __init__(self, wanted: str, date: str) -> None:
        super().__init__(f"“{wanted}” was redacted on {date[:10]}. rapporteur redact --list lists all redactions.")


class RegistryMoved(RapporteurError):
    """A build changed the registry while a redaction was confirmed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder / REGISTRY_FILE} has changed meanwhile; nothing was redacted. Give the command again."
        )


@dataclass(frozen=True)
class PlannedRedaction:
    """What a redaction will take out; nothing has happened yet."""

    wanted: str
    redactions: Redactions
    """All of the registry, with the new ones."""
    texts: tuple[tuple[str, str], ...]
    """Ids and present words of what goes: what was asked for, and what has the same words."""
    holding: tuple[str, ...]
    """Ids of passages that hold the words among others, and stay as they are."""
    sources: tuple[str, ...]
    """The names of the files that still hold the words."""
    registry_hash: str
    date: str
    """As in the redactions."""


def plan_redaction(index_dir: Path, origin: BuiltFrom, wanted: str, reason: str) -> PlannedRedaction:
    """Find out what the redaction of an id takes out.

    Raise UnknownId, AlreadyRedacted, RedactionElsewhere, AddressesLost or RegistryMissing.
    """
    registry, before, registry_hash = read_registry(origin)
    check_redacts_live(index_dir, origin.registry)
    check_same_redactions(index_dir, origin.registry, before, {})
    check_addresses(index_dir, origin.registry, registry, before)
    if known := before.of(wanted):
        raise AlreadyRedacted(wanted, known.date)
    why = Why(reason, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), before.key)
    document, passage = _find(registry, wanted)
    if passage:
        chosen = choose_passage(registry, passage, why, _all_names(registry))
    else:
        chosen = choose_document(registry, document, why, _names_of(index_dir, registry, document))
    stripped = strip_registry(registry, before.with_others([chosen]), why.date)
    new = stripped.redactions.rows[len(before.rows) :]
    gone = {row.id for row in new}
    documents = [row for row in registry.documents if row.id in gone or row.id in stripped.changed]
    return PlannedRedaction(
        wanted=wanted,
        redactions=stripped.redactions,
        texts=tuple(_texts(registry, documents, gone)),
        holding=tuple(row.id for row in holding(registry, passage) if row.id not in gone) if passage else (),
        sources=files_with(origin, index_dir, [row for row in documents if row.living and row.source]),
        registry_hash=registry_hash,
        date=why.date,
    )


def redact(index_dir: Path, origin: BuiltFrom, planned: PlannedRedaction, progress: Progress) -> BuildReport | None:
    """Carry out a redaction; return the report of the build, None where no paper is left and there is no index.

    The registry comes first. Where the build fails or is killed, the next one takes the words out of the index. Raise
    RegistryMoved, or what `build` raises.
    """
    with BuildLock(index_dir), RegistryLock(origin.registry):
        if registry_file.file_hash(origin.registry) != planned.registry_hash:
            raise RegistryMoved(origin.registry)
        apply_redactions(origin.registry, planned.redactions, planned.date)
    options = BuildOptions(registry=origin.registry, limits=origin.limits)
    try:
        return build(origin.folder, index_dir, options, progress)
    except CorpusEmpty:
        with BuildLock(index_dir):
            withdraw_all(index_dir)
        return None


def read_registry(origin: BuiltFrom) -> tuple[Registry, Redactions, str]:
    """Return a registry with its redactions and its hash. Raise RegistryMissing, or another RegistryError."""
    with RegistryLock(origin.registry):
        registry_hash = registry_file.file_hash(origin.registry)
        registry, before = registry_file.read(origin.registry), read_redactions(origin.registry)
        check_past_builds(RegistryPaths.within(origin.registry).past_builds)
    if registry is None:
        raise RegistryMissing(origin.registry / REGISTRY_FILE)
    return registry, before, registry_hash


def _find(registry: Registry, wanted: str) -> tuple[DocumentRow, PassageRow | None]:
    """Return a document, or a passage with its document. Raise UnknownId."""
    documents = {row.id: row for row in registry.documents}
    if wanted in documents:
        return documents[wanted], None
    document = documents.get(wanted.rpartition(".")[0])
    for row in registry.in_document(document.id) if document else ():
        if document and row.id == wanted:
            return document, row
    raise UnknownId("passage" if "." in wanted else "document", wanted)


def files_with(origin: BuiltFrom, index_dir: Path, documents: Sequence[DocumentRow]) -> tuple[str, ...]:
    """Return the names of the files of some documents and of their copies, those that no build reads among them."""
    names = {row.source for row in documents}
    known = digests_of(origin.folder, index_dir, origin.limits)
    corpus = scan(origin.folder, origin.limits, known, LinkRules(follow=True, index_dir=index_dir))
    digests = {row.digest for row in documents}
    same = [source.name for source in corpus.sources if source.digest in digests]
    return tuple(sorted({*names, *same, *(copy for name in same for copy in corpus.copies.get(name, ()))}))


def _texts(registry: Registry, documents: list[DocumentRow], gone: set[str]) -> Iterator[tuple[str, str]]:
    for document in documents:
        if document.id in gone:
            yield document.id, document.title
        else:
            yield from ((row.id, row.text) for row in registry.in_document(document.id) if row.id in gone)


def _all_names(registry: Registry) -> Iterator[str]:
    """Yield every name and title of a registry."""
    yield from (row.name for row in registry.persons)
    yield from (row.title for row in registry.meetings)
    yield from (row.title for row in registry.sessions)


def _names_of(index_dir: Path, registry: Registry, document: DocumentRow) -> Iterator[str]:
    """Yield the names and titles that stand in a document, or belong to a meeting of it."""
    yield from (row.title for row in registry.meetings if row.id in document.meetings)
    yield from (row.title for row in registry.sessions if row.meeting in document.meetings)
    rows = registry.in_document(document.id)
    yield from (heading for row in rows for heading in row.headings)
    words = "\n".join(row.text for row in rows)
    yield from (row.name for row in registry.persons if row.name in words)
    with suppress(RapporteurError), closing(open_library(index_dir)) as library:
        for passage in library.document_passages(document.id):
            yield from (person.name for person in passage.people)
        for meeting in document.meetings:
            yield from (person.name for session in library.sessions(meeting) for person in session.people)
