"""What a store of catalogues has to answer and to write: whoever shows or builds something asks these protocols only.

The stores themselves are `store/catalogue`, one file of SQLite beside the search files, and `store/postgresql`, a
server that many web nodes share. Which of them a build has is named in its facts; see `store/catalogues`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from indexer.model import Acronym, Document, Meeting, Passage, PassageKind, Person, Session, Status
from indexer.query.results import FacetName
from indexer.quotes.titles import Titles
from indexer.redactions.records import Removal
from indexer.registry.rows import PassageRow, RegistryReader

from .catalogue_parts import PartContents
from .history import History
from .original_files import OriginalFile


class CatalogueSize(NamedTuple):
    """How much a catalogue holds, counted when it was written."""

    documents: int
    meetings: int
    sessions: int
    passages: int
    documents_without_meeting: int
    years: Sequence[tuple[int | None, int]]
    """The years of meetings, the newest first and None last, with the number of meetings of each."""
    months: Sequence[tuple[int, int, int]]
    """The years and months in which meetings begin, with the number of those."""
    kinds: Sequence[str]
    statuses: Sequence[str]
    """The kinds and the statuses that documents have."""
    languages: Sequence[tuple[str, int]]
    """The languages of documents, without regions and empty where none is known, the most frequent first."""
    longest_days: int
    """The days from the first to the last of the longest meeting."""


class MeetingsBeside(NamedTuple):
    """The meetings before and after one, each with whether it is of the same series."""

    before: tuple[Meeting, bool] | None
    after: tuple[Meeting, bool] | None


ListedTable = Literal["meetings", "sessions", "persons"]
"""The tables of what facets list by a label: the titles of meetings, sessions with theirs, and names of persons."""


class ListedValue(NamedTuple):
    """A value of a facet with its label as bytes, by which values are listed."""

    value: str
    sort: bytes


class SessionKey(NamedTuple):
    """The key of a session."""

    meeting: str
    id: str


class PassageScope(NamedTuple):
    """Passages that are listed in the order of the papers; all that is named has to be true of them."""

    document: str = ""
    meeting: str = ""
    sessions: Sequence[str] = ()
    """Sessions of the meeting, of which a passage is in one itself."""
    person: str = ""
    status: Status | None = None


class Catalogue(Protocol):
    """A reader of a finished catalogue; safe to use from many threads. Nothing is read before it is asked for."""

    @property
    def ids_digest(self) -> str:
        """The digest of the ids of all passages, as `ids_digest` of `disk/hashing` makes it."""

    @property
    def meetings(self) -> Mapping[str, Meeting]:
        """The meetings by id."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by id, in the order of the corpus."""

    @property
    def sessions(self) -> Mapping[tuple[str, str], Session]:
        """The sessions by the ids of meeting and session."""

    @property
    def persons(self) -> Mapping[str, Person]:
        """The persons by id."""

    @property
    def originals(self) -> Mapping[str, OriginalFile]:
        """The file of each document, by its id."""

    @property
    def history(self) -> History:
        """What became of passages and papers since they were first named."""

    @property
    def titles(self) -> Titles:
        """The titles of meetings, papers and sessions, and headings."""

    @property
    def size(self) -> CatalogueSize:
        """How much it holds."""

    @property
    def removals(self) -> Mapping[str, Removal]:
        """What was redacted, by the id of the passage or document."""

    @property
    def acronyms(self) -> tuple[Acronym, ...]:
        """The acronyms of the corpus."""

    @property
    def synonyms(self) -> tuple[tuple[str, ...], ...]:
        """Rows of words and phrases that mean the same."""

    def check(self) -> None:
        """Read everything, and raise IndexDamaged where it is not what was written."""

    def close(self) -> None:
        """Release what is open."""

    def meetings_in_order(self) -> Sequence[Meeting]:
        """Return the meetings, the newest first and undated ones last; then by title, then by id."""

    def documents_in_order(self) -> Sequence[Document]:
        """Return the documents in the order of the corpus."""

    def persons_in_order(self) -> Sequence[Person]:
        """Return the persons by name."""

    def meetings_of_year(self, year: int | None) -> Sequence[Meeting]:
        """Return the meetings of a year, or of no known one, in the same order."""

    def meetings_by_id(self, ids: Collection[str]) -> tuple[Meeting, ...]:
        """Return the meetings that have these ids, in the same order."""

    def shared_titles(self, titles: Collection[str]) -> frozenset[str]:
        """Return those of some titles that several meetings have."""

    def meetings_on(self, first: int, last: int) -> tuple[Meeting, ...]:
        """Return the meetings that have a day from one ordinal to another, both included, in the same order."""

    def meetings_beside(self, meeting: Meeting) -> MeetingsBeside:
        """Return the meetings before and after one, of its series where it is of one that goes on."""

    def meetings_named(self, stems: frozenset[str], year: str | None) -> tuple[str, ...]:
        """Return the ids of the meetings that stems name, as `query/meeting_names` says, in the same order."""

    def first_listed(self, table: ListedTable, values: Collection[str], n: int) -> list[ListedValue]:
        """Return the first `n` of some values by their labels, then by themselves, of those that the table has."""

    def count_listed(self, table: ListedTable, values: Collection[str]) -> int:
        """Return how many of some values the table has."""

    def values_with_words(self, facet: FacetName, words: Collection[str]) -> set[str]:
        """Return the values of a facet with all of some words in their names, perhaps with others that are gone.

        For no words, those with a name that has none. Of facets with few values none is found.
        """

    def values_beginning_alike(self, facet: FacetName, words: Collection[str]) -> set[str]:
        """Return values of a facet with a word that begins as one of some words, or any; perhaps some that are gone."""

    def sessions_of(self, meeting: str) -> list[Session]:
        """Return the sessions of a meeting in no set order; none for an unknown meeting."""

    def sessions_by_key(self, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], Session]:
        """Return the sessions that have these keys, by key, in no set order."""

    def sessions_named(self, id: str, number: int | None) -> tuple[SessionKey, ...]:  # noqa: A002
        """Return the sessions with an id or a number, the newest meeting first; those of one in no set order."""

    def sessions_with(self, person: str) -> tuple[SessionKey, ...]:
        """Return the sessions that list a person, the newest meeting first; those of one in no set order."""

    def documents_of(self, meeting: str) -> tuple[Document, ...]:
        """Return the documents of a meeting in the order of the corpus."""

    def passages_of_meeting(self, meeting: str) -> int:
        """Return the number of passages of a meeting."""

    def persons_by_id(self, ids: Collection[str]) -> dict[str, Person]:
        """Return the persons that have these ids, by id, in no set order."""

    def passage_ids(self) -> Iterator[str]:
        """Yield the ids of all passages in no set order; raise IndexDamaged when they cannot be read."""

    def passages_by_id(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Return the passages that have these ids, by id, without unknown ids."""

    def passage_id(self, document_id: str, ordinal: int) -> str | None:
        """Return the id of the passage at a place of a document, or None."""

    def document_passages(self, document_id: str, start: int = 0, end: int | None = None) -> tuple[Passage, ...]:
        """Return the passages of a document by ordinal, all or from one to before another; none for no document."""

    def document_size(self, document_id: str) -> int:
        """Return the number of passages of a document; 0 for an unknown one."""

    def document_sizes(self) -> dict[str, int]:
        """Return the number of passages of each document, by its id."""

    def passages_by_document(self, scope: PassageScope) -> dict[str, int]:
        """Return how many passages of a scope each document has that has any, in the order of the corpus."""

    def ids_in_document(
        self, scope: PassageScope, document: str, n: int, after: int = -1, skipped: int = 0
    ) -> list[tuple[int, str]]:
        """Return ordinals and ids of `n` passages of a scope in a document, behind an ordinal and some skipped ones."""

    def session_sizes(self, meeting: str) -> dict[tuple[str, Status], int]:
        """Return how many passages each session of a meeting has itself, by its id and the status of their paper."""

    def session_passages(self, meeting: str, sessions: Iterable[str]) -> tuple[Passage, ...]:
        """Return the passages of any of these sessions of a meeting, by document, then by ordinal."""

    def person_passages(self, person: str) -> tuple[Passage, ...]:
        """Return the passages that list a person among their people, by document, then by ordinal."""

    def passage_kinds(self) -> dict[PassageKind, int]:
        """Return the number of passages of each kind, in the order of `PASSAGE_KINDS`."""

    def passage_counts(self) -> dict[str, dict[str, int]]:
        """Return the number of passages of each meeting in each of its documents, by meeting and document id."""

    def group_keys(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return for each passage its document's id and its session as `meeting/session`, empty where it has none."""

    def wordings_by_document(self) -> Iterator[tuple[str, dict[str, frozenset[str]]]]:
        """Yield the ids that documents give to passages, present and former, with the hashes of the wordings of each.

        Documents and passages may come more than once. Raise IndexDamaged when they cannot be read.
        """

    def parts(self) -> list[PartContents]:
        """Return the parts with what documents have of them; the parts of the search files are the same."""


class CatalogueWriter(Protocol):
    """A writer of a catalogue; nothing can be read before `finish`, and leaving it before discards everything."""

    def keep_documents(self, ids: Collection[str], merged: Collection[str] = ()) -> None:
        """Remove all documents but these; those in the parts to be merged go into the new part."""

    def put_meetings(self, meetings: Iterable[Meeting], sessions: Iterable[Session]) -> None:
        """Add meetings with all of their sessions, in place of what is there of them."""

    def add_document(
        self,
        document: Document,
        sessions: Iterable[Session],
        passages: Iterable[Passage],
        rows: Sequence[PassageRow] = (),
    ) -> None:
        """Add a document with its passages and the registry's rows; replace a meeting or a session that is there."""

    def add_former(self, register: RegistryReader) -> None:
        """Put what the registry records of meetings, sessions and documents that no longer exist."""

    def add_persons(self, persons: Iterable[Person]) -> None:
        """Put the persons of the whole corpus in place of those that are there."""

    def add_acronyms(self, acronyms: Iterable[Acronym]) -> None:
        """Put the acronyms of the whole corpus in place of those that are there; a short form may have several."""

    def add_synonyms(self, rows: Iterable[Sequence[str]]) -> None:
        """Put rows of words and phrases that mean the same in place of those that are there."""

    def add_removals(self, removals: Mapping[str, Removal]) -> None:
        """Put what was redacted, by id, in place of what is there."""

    def add_originals(self, originals: Mapping[str, OriginalFile]) -> None:
        """Put the files of all documents, by their ids, in place of what is there."""

    def finish(self, order: Sequence[str] = ()) -> None:
        """Make everything readable; `order` are the ids of all documents in the order of the corpus."""

    def close(self) -> None:
        """Release what is open; discard what was added unless `finish` ran before."""

    def __enter__(self) -> CatalogueWriter: ...

    def __exit__(self, *_: object) -> None: ...
