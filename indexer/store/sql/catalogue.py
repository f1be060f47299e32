"""What a catalogue answers from the tables of any store: the questions in SQL, and the nouns made of their rows.

How a store runs a statement, and where it keeps passages, is its own: `store/catalogue`, `store/postgresql`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from indexer.model import PASSAGE_KINDS, Acronym, ColumnHead, Document, Passage, PassageKind, Person, Voice
from indexer.query.results import FacetName, session_value
from indexer.redactions.records import Removal
from indexer.store import records
from indexer.store.catalogue_parts import PartContents
from indexer.store.catalogue_protocol import CatalogueSize, ListedTable, ListedValue
from indexer.store.history import History
from indexer.store.original_files import original_from

from .row_sequence import RowSequence
from .scopes import SqlScopes
from .tables import SqlRow, SqlValue
from .titles import CatalogueTitles
from .value_words import values_beginning_alike, values_with_words

_NO_END = 1 << 62
_PASSAGE = """
    passage.id, document.id, passage.ordinal, passage.meeting, session, passage.kind, text, page, page_label, label,
    lead_in, heads, headings, people, notes, mentions, sentences, voices
"""
_LISTED_BY: Mapping[ListedTable, str] = {"meetings": "id", "sessions": "meeting || '/' || id", "persons": "id"}
"""What the value of a facet is in each table."""
_ID_IN = "passage.id {in_list}"


class _ReadDocument(NamedTuple):
    """A document whose passages have all been read."""

    id: str
    passages: tuple[Passage, ...]
    by_id: dict[str, Passage]


class SqlCatalogue(SqlScopes):
    """A reader of the tables of a catalogue; safe to use from many threads."""

    def load(self) -> None:
        """Read the few facts that are kept, and make the tables."""
        self._last_read: _ReadDocument | None = None
        facts: dict[str, str] = dict(self.rows("SELECT name, value FROM {facts} AS fact"))
        with self.reporting_damage():
            self.size = CatalogueSize(**json.loads(facts["size"]))
            self.ids_digest = str(facts["ids"])
            self._removals = str(facts.get("removals", "{}"))
        self._load_meetings()
        self.documents = self.table("documents", "id", self._document, columns="meetings, record", order="place")
        self.persons = self.table("persons", "id", _person)
        self.originals = self.table("originals", "document", lambda row: original_from(row[1]), order="document")
        self.history = History(self.rows, self._select)
        self.titles = CatalogueTitles(self, self.sessions_of)
        self._documents_in_order = self.sequence("documents", "place", self.size.documents, self.documents)
        self._persons_in_order = self.sequence("persons", "sort, id", None, self.persons)

    @cached_property
    def removals(self) -> dict[str, Removal]:
        """What was redacted, by the id of the passage or document."""
        return {str(key): Removal(*fields) for key, fields in json.loads(self._removals).items()}

    @cached_property
    def acronyms(self) -> tuple[Acronym, ...]:
        """The acronyms of the corpus."""
        found = self.rows("SELECT record FROM {acronyms} AS acronym ORDER BY place")
        return tuple(records.acronym_from(json.loads(text)) for (text,) in found)

    @cached_property
    def synonyms(self) -> tuple[tuple[str, ...], ...]:
        """Rows of words and phrases that mean the same."""
        found = self.rows("SELECT record FROM {synonyms} AS synonym ORDER BY place")
        return tuple(tuple(map(str, json.loads(text))) for (text,) in found)

    def _document(self, row: SqlRow) -> Document:
        meetings = tuple(map(self.meetings.__getitem__, json.loads(row[1])))
        return records.document_from(json.loads(row[2]), meetings)

    def documents_in_order(self) -> RowSequence[Document]:
        """Return the documents in the order of the corpus."""
        return self._documents_in_order

    def documents_of(self, meeting: str) -> tuple[Document, ...]:
        """Return the documents of a meeting in the order of the corpus."""
        joined = "{held} AS held JOIN {documents} AS document ON document.id = held.document"
        statement = f"SELECT document.id FROM {joined} WHERE held.meeting = ? ORDER BY document.place"  # noqa: S608  # nosec B608
        return tuple(self.documents[key] for (key,) in self.rows(statement, meeting))

    def document_sizes(self) -> dict[str, int]:
        """Return the number of passages of each document, by its id."""
        return dict(self.rows("SELECT id, passages FROM {documents} AS document"))

    def passage_counts(self) -> dict[str, dict[str, int]]:
        """Return the number of passages of each meeting in each of its documents, by meeting and document id."""
        counts: dict[str, dict[str, int]] = {}
        joined = "{held} AS held JOIN {documents} AS document ON document.id = held.document"
        columns = "held.meeting, held.document, held.passages"
        statement = f"SELECT {columns} FROM {joined} WHERE held.passages > 0 ORDER BY document.place"  # noqa: S608  # nosec B608
        for meeting, document, count in self.rows(statement):
            counts.setdefault(meeting, {})[document] = count
        return counts

    def parts(self) -> list[PartContents]:
        """Return the parts with what documents have of them."""
        contents: dict[str, dict[str, int]] = defaultdict(dict)
        for name, document, passages in self.rows("SELECT part, id, passages FROM {documents} AS document"):
            contents[name][document] = passages
        sizes = self.rows("SELECT name, passages FROM {parts} AS part ORDER BY name")
        return [PartContents(name, passages, contents[name]) for name, passages in sizes]

    def persons_in_order(self) -> RowSequence[Person]:
        """Return the persons by name."""
        return self._persons_in_order

    def persons_by_id(self, ids: Collection[str]) -> dict[str, Person]:
        """Return the persons that have these ids, by id, in no set order."""
        found = self.rows("SELECT id, record FROM {persons} AS person WHERE id {in_list}", list(ids))
        return {row[0]: self.made(_person, row) for row in found}

    def first_listed(self, table: ListedTable, values: Collection[str], n: int) -> list[ListedValue]:
        """Return the first `n` of some values by their labels, then by themselves, of those that the table has."""
        key = _LISTED_BY[table]
        source = f"{{{table}}} AS listed WHERE {key} {{in_list}} ORDER BY sort, {key} LIMIT ?"
        found = self.rows(f"SELECT {key}, sort FROM {source}", list(values), n)  # noqa: S608  # nosec B608
        return [ListedValue(value, bytes(sort)) for value, sort in found]

    def count_listed(self, table: ListedTable, values: Collection[str]) -> int:
        """Return how many of some values the table has."""
        return self.row_count(f"{{{table}}} AS listed WHERE {_LISTED_BY[table]} {{in_list}}", list(values))

    def values_with_words(self, facet: FacetName, words: Collection[str]) -> set[str]:
        """Return the values of a facet with all of some words in their names, perhaps with others that are gone."""
        return values_with_words(self, facet, words)

    def values_beginning_alike(self, facet: FacetName, words: Collection[str]) -> set[str]:
        """Return values of a facet with a word that begins as one of some words, or any; perhaps some that are gone."""
        return values_beginning_alike(self, facet, words)

    def passage_ids(self) -> Iterator[str]:
        """Yield the ids of all passages in no set order; raise IndexDamaged when they cannot be read."""
        return (row[0] for row in self.passages_in_pieces("passage.id"))

    def wordings_by_document(self) -> Iterator[tuple[str, dict[str, frozenset[str]]]]:
        """Yield the ids that documents give to passages, present and former, with the hashes of the wordings of each.

        Documents and passages may come more than once. Raise IndexDamaged when they cannot be read.
        """
        found = self.passages_in_pieces("document.id, passage.id, passage.hash")
        for document, rows in groupby(found, itemgetter(0)):
            yield str(document), {str(key): frozenset((str(wording),)) for _, key, wording in rows}
        for document, past in groupby(self.history.past_rows(), attrgetter("document")):
            yield str(document), {row.id: row.hashes for row in past}

    def passages_by_id(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Return the passages that have these ids, by id, without unknown ids."""
        ids, last_read = list(ids), self._last_read
        if last_read is not None and all(map(last_read.by_id.__contains__, ids)):
            found = (last_read.by_id[key] for key in dict.fromkeys(ids))
            return {passage.id: passage for passage in sorted(found, key=attrgetter("ordinal"))}
        return {passage.id: passage for passage in self._select(f"WHERE {_ID_IN}", ids)}

    def passage_id(self, document_id: str, ordinal: int) -> str | None:
        """Return the id of the passage at a place of a document, or None."""
        found = self.in_parts("passage.id", "WHERE document.id = ? AND passage.ordinal = ?", document_id, ordinal)
        return str(found[0][0]) if found else None

    def passage_kinds(self) -> dict[PassageKind, int]:
        """Return the number of passages of each kind, in the order of `PASSAGE_KINDS`."""
        counts: Counter[PassageKind] = Counter()
        for kind, count in self.grouped_in_parts("passage.kind, COUNT(*)", "GROUP BY passage.kind"):
            counts[kind] += count
        return {kind: counts[kind] for kind in PASSAGE_KINDS if kind in counts}

    def group_keys(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return for each passage its document's id and its session as `meeting/session`, empty where it has none."""
        columns = "passage.id, document.id, passage.meeting, session"
        return {
            key: (document, session_value(meeting, session) if session else "")
            for key, document, meeting, session in self.in_parts(columns, f"WHERE {_ID_IN}", list(ids))
        }

    def document_passages(self, document_id: str, start: int = 0, end: int | None = None) -> tuple[Passage, ...]:
        """Return the passages of a document by ordinal, all or from one to before another; none for no document.

        Those of the document that was read whole last are kept: whoever reads in a paper asks for them again and again,
        all or one by one.
        """
        last_read = self._last_read
        if last_read is not None and last_read.id == document_id:
            return last_read.passages[start:end]
        if start or end is not None:
            clause = "WHERE document.id = ? AND passage.ordinal >= ? AND passage.ordinal < ?"
            return tuple(self._select(clause, document_id, start, _NO_END if end is None else end))
        passages = tuple(self._select("WHERE document.id = ?", document_id))
        self._last_read = _ReadDocument(document_id, passages, {passage.id: passage for passage in passages})
        return passages

    def session_passages(self, meeting: str, sessions: Iterable[str]) -> tuple[Passage, ...]:
        """Return the passages of any of these sessions of a meeting, by document, then by ordinal."""
        return tuple(self._select("WHERE passage.meeting = ? AND session {in_list}", meeting, list(sessions)))

    def person_passages(self, person: str) -> tuple[Passage, ...]:
        """Return the passages that list a person among their people, by document, then by ordinal."""
        listed = "SELECT document, ordinal FROM {appearances} AS appearance WHERE person = ?"
        return tuple(self._select(f"WHERE (passage.document, passage.ordinal) IN ({listed})", person))

    def _select(self, clause: str, *values: SqlValue) -> list[Passage]:
        """Return the passages that a clause chooses, by document, then by ordinal."""
        return [self.made(self._passage, row) for row in self.in_parts(_PASSAGE, clause, *values)]

    def _passage(self, row: SqlRow) -> Passage:
        key, document, ordinal, meeting, session, kind, text, page, page_label, label, lead_in, *lists = row
        heads, headings, people, notes, mentions, sentences, voices = map(json.loads, lists)
        return Passage(
            id=key,
            text=text,
            kind=kind,
            ordinal=ordinal,
            document=self.documents[document],
            meeting=self.meetings[meeting] if meeting else None,
            session=self.sessions[meeting, session] if session else None,
            headings=tuple(headings),
            people=tuple(map(records.participation_from, people)),
            page=page,
            page_label=page_label,
            label=label,
            lead_in=lead_in,
            heads=tuple(ColumnHead(*head) for head in heads),
            notes=tuple(notes),
            mentions=tuple(mentions),
            sentences=tuple((start, end) for start, end in sentences),
            voices=tuple(Voice(*voice) for voice in voices),
        )


def _person(row: SqlRow) -> Person:
    return records.person_from(json.loads(row[1]))
