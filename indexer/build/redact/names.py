"""Plans the redaction of a name: what it takes out, and what must be renamed first, because it cannot be taken out.

A plan is carried out by `texts`, as that of a passage is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from indexer.build.same_registry import check_addresses, check_redacts_live, check_same_redactions
from indexer.corpus.digests import digests_of
from indexer.corpus.scan import scan
from indexer.corpus.settings import SETTINGS_FILE, settings_bytes, settings_path
from indexer.errors import RapporteurError
from indexer.object_store.address import PapersFolder
from indexer.redactions.fingerprints import letters
from indexer.redactions.names import KeyedNames, RedactedNames, prints_of, run_sizes
from indexer.redactions.records import RemovedName
from indexer.registry.file import Registry
from indexer.registry.rows import DocumentRow

from ..report import BuiltFrom
from .texts import PlannedRedaction, files_with, read_registry

_LEAST_LETTERS = 3
_NAMED = 10  # places that a message names


class NameTooShort(RapporteurError):
    """A name of a letter or two stands in too many texts by chance."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” has fewer than {_LEAST_LETTERS} letters and would match too much. Give the name in full."
        )


class NameNowhere(RapporteurError):
    """A name stands in nothing that is indexed."""

    def __init__(self, folder: PapersFolder) -> None:
        super().__init__(
            f"No paper in {folder} contains the name, and its registry does not either. Give the name as the papers "
            "write it, with one --name for each form."
        )


class NameAlreadyRedacted(RapporteurError):
    """All forms of a name were redacted before."""

    def __init__(self, date: str) -> None:
        super().__init__(f"The name was redacted on {date[:10]}. rapporteur redact --list lists all redactions.")


class NameStated(RapporteurError):
    """A name stands where its owner has to take it out."""

    def __init__(self, places: Sequence[str]) -> None:
        shown = ", ".join(places[:_NAMED]) + (f" and {len(places) - _NAMED:,} more" if len(places) > _NAMED else "")
        super().__init__(
            f"The name is in {shown}. Rename these files, or remove it from {SETTINGS_FILE}, then try again: the site "
            f"shows file names, and uses what {SETTINGS_FILE} states as it is. Nothing was changed."
        )


def plan_name_redaction(index_dir: Path, origin: BuiltFrom, names: Sequence[str], reason: str) -> PlannedRedaction:
    """Find out what the redaction of a name in some forms takes out.

    Raise NameTooShort, NameStated, NameNowhere, NameAlreadyRedacted, RedactionElsewhere, AddressesLost or
    RegistryMissing.
    """
    for name in names:
        if len(letters(name)) < _LEAST_LETTERS:
            raise NameTooShort(name)
    registry, before, registry_hash = read_registry(origin)
    check_redacts_live(index_dir, origin.registry)
    check_same_redactions(index_dir, origin.registry, before, {})
    check_addresses(index_dir, origin.registry, registry, before)
    date = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    key = before.key  # a new one where there is none yet
    prints, words = prints_of(key, names)
    for known in before.names:
        has_forms = set(prints_of(known.key, names)[0]) <= set(known.prints)
        if has_forms and max(words) <= max(known.words, default=0):  # else longer forms of it were left
            raise NameAlreadyRedacted(known.date)
    redactions = before.with_name(RemovedName(date, reason, key, prints, words))
    wanted = RedactedNames((KeyedNames(key, frozenset(prints), run_sizes(words)),))
    if places := list(_stated(index_dir, origin, wanted)):
        raise NameStated(places)
    documents = [row for row in registry.documents if _holds(registry, row, wanted)]
    texts = tuple(_texts(registry, documents, wanted))
    if not texts:
        raise NameNowhere(origin.folder)
    return PlannedRedaction(
        wanted="The name",
        redactions=redactions,
        texts=texts,
        holding=(),
        sources=files_with(origin, index_dir, [row for row in documents if row.living and row.source]),
        registry_hash=registry_hash,
        date=date,
    )


def _stated(index_dir: Path, origin: BuiltFrom, wanted: RedactedNames) -> Iterator[str]:
    """Yield the names of files that hold a name, and `corpus.toml` where that does."""
    settings = settings_bytes(origin.folder) or b""
    if wanted.stand_in(settings.decode("utf-8", errors="replace")):
        yield str(settings_path(origin.folder))
    corpus = scan(origin.folder, origin.limits, digests_of(origin.folder, index_dir, origin.limits))
    yield from (source.name for source in corpus.sources if wanted.stand_in(source.name))


def _holds(registry: Registry, document: DocumentRow, wanted: RedactedNames) -> bool:
    return wanted.stand_in(document.title) or any(
        wanted.stand_in(text)
        for row in registry.in_document(document.id)
        for text in (row.text, *row.headings, *(wording.text for wording in row.past))
    )


def _texts(registry: Registry, documents: Sequence[DocumentRow], wanted: RedactedNames) -> Iterator[tuple[str, str]]:
    """Yield the ids and words of all that holds a name: papers, passages, meetings, sessions and persons."""
    for document in documents:
        if wanted.stand_in(document.title):
            yield document.id, document.title
        for row in registry.in_document(document.id):
            for text in (row.text, *row.headings, *(wording.text for wording in row.past)):
                if wanted.stand_in(text):
                    yield row.id, text
                    break
    yield from ((row.id, row.title) for row in registry.meetings if wanted.stand_in(row.title))
    yield from ((f"{row.meeting}/{row.id}", row.title) for row in registry.sessions if wanted.stand_in(row.title))
    yield from ((row.id, row.name) for row in registry.persons if wanted.stand_in(row.name))
