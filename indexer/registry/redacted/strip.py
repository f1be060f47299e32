"""The rows of a registry without what is redacted: the ids stay, so that their links can be answered, and no words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from indexer.redactions.fingerprints import exact_print, letters
from indexer.redactions.records import Redaction, Redactions
from indexer.redactions.wordings import WHOLE_PAPER, exact_wordings, is_long

from ..rows import (
    DocumentRow,
    MeetingRow,
    PassageRow,
    PersonRow,
    RegistryEntries,
    RegistryReader,
    SessionRow,
    Wording,
    hash_text,
)
from .names import NameCleaner

NO_TEXT = ""
_NO_HASH = hash_text(NO_TEXT)


@dataclass(frozen=True)
class StrippedRegistry:
    """A registry without what is redacted; it is a `RegistryEntries`."""

    corpus: str
    meetings: Sequence[MeetingRow]
    sessions: Sequence[SessionRow]
    persons: Sequence[PersonRow]
    documents: Sequence[DocumentRow]
    changed: Mapping[str, Sequence[PassageRow]] = field(default_factory=dict)
    """The rows of the documents that hold less than before, by id."""
    redactions: Redactions = field(default_factory=Redactions)
    """With those of passages and documents that have the same words."""


def without_names(entries: RegistryEntries, redactions: Redactions) -> StrippedRegistry:
    """Return a registry without the redacted names of what has ended: titles are left empty, persons left out.

    The id of a person is made of the name, so nothing of one can stay.
    """
    keys_of: dict[str, set[str]] = {}
    for row in redactions.rows:
        keys_of.setdefault(row.key, set()).update(row.names)

    def is_redacted(name: str) -> bool:
        reduced = letters(name)
        return bool(reduced) and any(exact_print(key, reduced) in names for key, names in keys_of.items() if names)

    gone = {row.id for row in entries.persons if not row.living and is_redacted(row.name)}
    cleaner = NameCleaner(redactions.removed_names)
    persons = cleaner.clean_persons([row for row in entries.persons if row.id not in gone])
    gone = {row.id for row in entries.persons} - {row.id for row in persons}
    return StrippedRegistry(
        corpus=entries.corpus,
        meetings=[
            replace(row, title="") if not row.living and is_redacted(row.title) else cleaner.clean_title(row)
            for row in entries.meetings
        ],
        sessions=[
            replace(row, title="") if not row.living and is_redacted(row.title) else cleaner.clean_title(row)
            for row in entries.sessions
        ],
        persons=[row for row in persons if gone.isdisjoint(row.into)],
        documents=entries.documents,
    )


def strip_registry(registry: RegistryReader, redactions: Redactions, stamp: str) -> StrippedRegistry:
    """Take everything that is redacted out of a registry; `stamp` is the time, in the form that `rows` describes.

    What has the same words is redacted with it: a passage wherever it stands if it is long, a copy of a document.
    """
    stripper = _Stripper(redactions, stamp)
    cleaner = NameCleaner(redactions.removed_names)
    documents, changed = [], {}
    for document in registry.documents:
        rows = registry.in_document(document.id)
        next_document, next_rows = cleaner.clean_document(*stripper.strip(document, rows))
        documents.append(next_document)
        if next_document != document or tuple(next_rows) != tuple(rows):
            changed[document.id] = next_rows
    named = without_names(registry, redactions)
    return replace(named, documents=documents, changed=changed, redactions=redactions.with_others(stripper.added))


def bare_ids(registry: RegistryReader) -> Iterator[str]:
    """Yield the ids of documents and passages that a redaction has left without words."""
    for document in registry.documents:
        if not document.digest:
            yield document.id
        else:
            yield from (row.id for row in registry.in_document(document.id) if row.text == NO_TEXT)


def unredacted_hashes(row: PassageRow, redactions: Redactions) -> frozenset[str]:
    """Return the hashes of those wordings of a passage from which no redaction takes anything."""
    if not redactions:
        return row.hashes
    document = DocumentRow(row.document, "", "", "", (), row.first, row.last)
    bare = _Stripper(redactions, row.last).strip(document, [row])
    [cleaned] = NameCleaner(redactions.removed_names).clean_document(*bare)[1]
    return row.hashes & cleaned.hashes


class _Stripper:
    def __init__(self, redactions: Redactions, stamp: str) -> None:
        self.added: list[Redaction] = []
        """The redactions of what has the same words."""
        self._by_id = redactions.by_id()
        self._everywhere = exact_wordings(redactions)
        self._of_documents = {
            (row.key, wording.exact): row
            for row in redactions.rows
            if row.kind == "document"
            for wording in row.wordings
        }
        self._keys = sorted({row.key for row in redactions.rows})
        self._in_paper: dict[str, dict[tuple[str, str], Redaction]] = {}
        for row in redactions.rows:
            known = self._in_paper.setdefault(row.id.rpartition(".")[0], {})
            known.update({(row.key, wording.exact): row for wording in row.wordings})
        self._stamp = stamp

    def strip(self, document: DocumentRow, rows: Sequence[PassageRow]) -> tuple[DocumentRow, Sequence[PassageRow]]:
        """Return a document and its rows without what is redacted."""
        whole = self._by_id.get(document.id) or self._copied_document(document, rows)
        if whole:
            bare = replace(document, title="", source="", digest="")
            last = self._stamp if document.living else document.last
            return replace(bare, outcome="withdrawn", last=last), [self._bare(row) for row in rows]
        return document, [self._row(document.id, row) for row in rows]

    def _copied_document(self, document: DocumentRow, rows: Sequence[PassageRow]) -> Redaction | None:
        """Return the redaction of a document that this one is a copy of."""
        if not self._of_documents:
            return None
        texts = [letters(row.text) for row in rows if row.living or not document.living]
        found = [(text, row) for text in texts if (row := self._of_document(text))]
        if not found or sum(len(text) for text, _ in found) < WHOLE_PAPER * sum(map(len, texts)):
            return None
        known = found[0][1]
        self.added.append(Redaction(document.id, "document", known.date, known.reason, known.key))
        return known

    def _of_document(self, text: str) -> Redaction | None:
        prints = ((key, exact_print(key, text)) for key in self._keys)
        return next((self._of_documents[known] for known in prints if known in self._of_documents), None)

    def _row(self, document: str, row: PassageRow) -> PassageRow:
        """Return a row without its words where they are redacted, and without former wordings that are."""
        if row.id in self._by_id:
            return self._bare(row)
        if found := self._redaction_of(document, row.text):
            self.added.append(Redaction(row.id, "passage", found.date, found.reason, found.key))
            return self._bare(row)
        past = tuple(
            _bare_wording(wording) if self._redaction_of(document, wording.text) else wording for wording in row.past
        )
        return row if past == row.past else replace(row, past=tuple(filter(None, past)))

    def _redaction_of(self, document: str, text: str) -> Redaction | None:
        reduced = letters(text)
        if not reduced:
            return None
        here = self._in_paper.get(document, {})
        for key in self._keys:
            printed = exact_print(key, reduced)
            found = here.get((key, printed)) or (is_long(reduced) and self._everywhere.get(key, {}).get(printed))
            if found:
                return found
        return None

    def _bare(self, row: PassageRow) -> PassageRow:
        """Return a row with its id and place alone; what took over parts of it is still named."""
        bare = replace(row, text=NO_TEXT, hash=_NO_HASH, headings=(), number=None, outcome="withdrawn", into=())
        past = tuple(bare_wording for wording in row.past if (bare_wording := _bare_wording(wording)))
        return replace(bare, past=past, last=self._stamp if row.living else row.last)


def _bare_wording(wording: Wording) -> Wording | None:
    """Return a wording without its words, None where it leads nowhere."""
    return Wording(_NO_HASH, NO_TEXT, wording.successors) if wording.successors else None
