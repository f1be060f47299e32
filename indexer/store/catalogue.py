"""The catalogue of a build: documents, meetings, sessions and passages in one read-only SQLite file.

Pages show what the catalogue says. Writing it is the job of `store/catalogue_writer`; searching belongs to the engine.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from indexer.errors import IndexDamaged
from indexer.model import PASSAGE_KINDS, Acronym, ColumnHead, Document, Passage, PassageKind, Session, Voice
from indexer.query.results import session_value
from indexer.redactions.records import Removal

from . import records
from .catalogue_parts import PartContents
from .history import History
from .lazy_table import LazyTable
from .original_files import original_from

Noun = TypeVar("Noun")

BUILD_FORMAT = 14
"""The version of the build format; it increases with every change that an older program could not read."""
PARTS_SUFFIX = ".passages"
"""Of the folder beside a catalogue that holds its passages, in parts."""
# A catalogue up to this size is checked whole when it is opened: SQLite checks 4 MB in some 10 ms.
_SMALL_BYTES = 4_000_000
_NO_END = 1 << 62

_PASSAGE = """
    passage.id, document.id, passage.ordinal, passage.meeting, session, kind, text, page, page_label, label, lead_in,
    heads, headings, people, notes, mentions, sentences, voices
"""
_ID_IN = "passage.id IN (SELECT value FROM json_each(?))"


class _ReadDocument(NamedTuple):
    """A document whose passages have all been read."""

    id: str
    passages: tuple[Passage, ...]
    by_id: dict[str, Passage]


class Catalogue:
    """Reader of a finished catalogue; safe to use from many threads.

    A row is read when it is asked for. The passages lie in parts, which later builds share; the passages of a document
    that has been written anew since are skipped, as only the documents of this build have their numbers.
    """

    def __init__(self, path: Path) -> None:
        """Open a catalogue; raise IndexDamaged when the file or a part is missing or damaged."""
        self._path = path
        self._lock = threading.Lock()
        with self._reporting_damage():
            self._connection = sqlite3.connect(_uri(path), uri=True, check_same_thread=False)
        try:
            with self._reporting_damage():
                self._load()
        except BaseException:
            self._connection.close()
            raise

    def _load(self) -> None:
        self._last_read: _ReadDocument | None = None
        run = self._connection.execute
        if run("PRAGMA user_version").fetchone()[0] != BUILD_FORMAT:
            raise IndexDamaged(self._path.parent, f"{self._path.name} was never finished")
        if self._path.stat().st_size <= _SMALL_BYTES:
            self._check("main", self._path)
        self._parts: list[str] = []
        for name, size in run("SELECT name, bytes FROM parts ORDER BY name").fetchall():
            path = parts_folder(self._path) / name
            if path.stat().st_size != size:
                part = f"{path.parent.name}/{path.name}"
                raise IndexDamaged(self._path.parent, f"{part} has another size than it was written with")
            self._parts.append(f"part{len(self._parts)}")
            run(f"ATTACH ? AS {self._parts[-1]}", (_uri(path),))
        facts = dict(run("SELECT name, value FROM facts"))
        self.passage_count = int(facts["passages"])
        """The number of passages."""
        self._removals = str(facts.get("removals", "{}"))
        self.ids_digest = str(facts["ids"])
        """The digest of their ids, as `ids_digest` of `disk/hashing` makes it."""
        self.meetings = self._table("meetings", "id", lambda row: records.meeting_from(json.loads(row[1])))
        self.documents = self._table("documents", "id", self._document, columns="meetings, record", order="place")
        self.sessions = self._session_table()
        self.persons = self._table("persons", "id", lambda row: records.person_from(json.loads(row[1])))
        self.originals = self._table("originals", "document", lambda row: original_from(row[1]), order="document")
        self.history = History(self._rows, self._select)

    def check(self) -> None:
        """Read everything, and raise IndexDamaged where a file is damaged."""
        with self._reporting_damage(), self._lock:
            self._check("main", self._path)
            for part in self._parts:
                self._check(part, parts_folder(self._path))

    @cached_property
    def removals(self) -> dict[str, Removal]:
        """What was redacted, by the id of the passage or document."""
        return {str(key): Removal(*fields) for key, fields in json.loads(self._removals).items()}

    def sessions_of(self, meeting: str) -> list[Session]:
        """Return the sessions of a meeting in no set order; none for an unknown meeting."""
        ids = self._rows("SELECT id FROM sessions WHERE meeting = ?", meeting)
        return [self.sessions[meeting, key] for (key,) in ids]

    def parts(self) -> list[PartContents]:
        """Return the parts with what documents have of them."""
        contents: dict[str, dict[str, int]] = defaultdict(dict)
        for name, document, passages in self._rows("SELECT part, id, passages FROM documents"):
            contents[name][document] = passages
        sizes = self._rows("SELECT name, passages FROM parts ORDER BY name")
        return [PartContents(name, passages, contents[name]) for name, passages in sizes]

    def _check(self, schema: str, path: Path) -> None:
        if (problem := self._connection.execute(f"PRAGMA {schema}.quick_check(1)").fetchone()[0]) != "ok":
            raise IndexDamaged(self._path.parent, f"{path.name}: {problem}")

    def _table(
        self, name: str, key: str, make: Callable[[tuple[Any, ...]], Noun], columns: str = "record", order: str = "id"
    ) -> LazyTable[str, Noun]:
        """Return a table by its key; `make` gets the key and the columns of a row."""
        select = f"SELECT {key}, {columns} FROM {name}"  # noqa: S608  # nosec B608  # our own names
        return LazyTable(
            lambda wanted: (self._made(make, row) for row in self._rows(f"{select} WHERE {key} = ?", wanted)),
            lambda: ((row[0], self._made(make, row)) for row in self._rows(f"{select} ORDER BY {order}")),
            lambda: int(self._rows(f"SELECT count(*) FROM {name}")[0][0]),  # noqa: S608  # nosec B608
        )

    def _session_table(self) -> LazyTable[tuple[str, str], Session]:
        select = "SELECT meeting, id, record FROM sessions"

        def session(row: tuple[Any, ...]) -> Session:
            return records.session_from(json.loads(row[2]))

        return LazyTable(
            lambda key: (
                self._made(session, row) for row in self._rows(f"{select} WHERE meeting = ? AND id = ?", *key)
            ),
            lambda: (((row[0], row[1]), self._made(session, row)) for row in self._rows(select)),
            lambda: int(self._rows("SELECT count(*) FROM sessions")[0][0]),
        )

    def _made(self, make: Callable[[tuple[Any, ...]], Noun], row: tuple[Any, ...]) -> Noun:
        with self._reporting_damage():
            return make(row)

    def _document(self, row: tuple[Any, ...]) -> Document:
        meetings = tuple(map(self.meetings.__getitem__, json.loads(row[1])))
        return records.document_from(json.loads(row[2]), meetings)

    @cached_property
    def acronyms(self) -> tuple[Acronym, ...]:
        """The acronyms of the corpus."""
        return tuple(records.acronym_from(json.loads(text)) for (text,) in self._rows("SELECT record FROM acronyms"))

    @cached_property
    def synonyms(self) -> tuple[tuple[str, ...], ...]:
        """Rows of words and phrases that mean the same."""
        return tuple(tuple(map(str, json.loads(text))) for (text,) in self._rows("SELECT record FROM synonyms"))

    @contextmanager
    def _reporting_damage(self) -> Iterator[None]:
        """Turn what SQLite or the JSON decoder reports as wrong into IndexDamaged."""
        try:
            yield
        except (sqlite3.Error, OSError, ValueError, LookupError, TypeError) as error:
            raise IndexDamaged(self._path.parent, self._problem(error)) from error

    def _problem(self, error: Exception) -> str:
        """Return what an error says is wrong, with the file as it is named in the build."""
        named = getattr(error, "filename", None)
        if named is None or not Path(named).is_relative_to(self._path.parent):
            return f"{self._path.name}: {error}"
        name = Path(named).relative_to(self._path.parent).as_posix()
        missing = isinstance(error, FileNotFoundError)
        return f"{name} is missing" if missing else f"{name} cannot be read ({getattr(error, 'strerror', error)})"

    def passage_ids(self) -> set[str]:
        """Return the ids of all passages; raise IndexDamaged when they cannot be read."""
        return {key for (key,) in self._in_parts("passage.id")}

    def wordings_by_document(self) -> Iterator[tuple[str, dict[str, frozenset[str]]]]:
        """Yield the ids that documents give to passages, present and former, with the hashes of the wordings of each.

        Documents and passages may come more than once. Raise IndexDamaged when they cannot be read.
        """
        chosen = "SELECT document.id, passage.id, passage.hash FROM {part}.passages AS passage"
        joined = "JOIN documents AS document ON document.number = passage.document ORDER BY document.place"
        for part in self._parts:
            for document, rows in groupby(self._rows(f"{chosen.format(part=part)} {joined}"), itemgetter(0)):
                yield str(document), {str(key): frozenset((str(wording),)) for _, key, wording in rows}
        for document, past in groupby(self.history.past_rows(), attrgetter("document")):
            yield str(document), {row.id: row.hashes for row in past}

    def passages_by_id(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Return the passages that have these ids, by id, without unknown ids."""
        ids, last_read = tuple(ids), self._last_read
        if last_read is not None and all(map(last_read.by_id.__contains__, ids)):
            found = (last_read.by_id[key] for key in dict.fromkeys(ids))
            return {passage.id: passage for passage in sorted(found, key=attrgetter("ordinal"))}
        return {passage.id: passage for passage in self._select(f"WHERE {_ID_IN}", json.dumps(ids))}

    def passage_id(self, document_id: str, ordinal: int) -> str | None:
        """Return the id of the passage at a place of a document, or None."""
        found = self._in_parts("passage.id", "WHERE document.id = ? AND passage.ordinal = ?", document_id, ordinal)
        return str(found[0][0]) if found else None

    def headings(self) -> tuple[tuple[str, str], ...]:
        """Return the headings with the ids of their documents, each once for a document, in order."""
        rows = dict.fromkeys(self._in_parts("document.id, headings"))
        return tuple(dict.fromkeys((document, heading) for document, lists in rows for heading in json.loads(lists)))

    def passage_kinds(self) -> dict[PassageKind, int]:
        """Return the number of passages of each kind, in the order of `PASSAGE_KINDS`."""
        counts: Counter[PassageKind] = Counter()
        for kind, count in self._in_parts("kind, COUNT(*)", "GROUP BY kind"):
            counts[kind] += count
        return {kind: counts[kind] for kind in PASSAGE_KINDS if kind in counts}

    def group_keys(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return for each passage its document's id and its session as `meeting/session`, empty where it has none."""
        columns = "passage.id, document.id, passage.meeting, session"
        return {
            key: (document, session_value(meeting, session) if session else "")
            for key, document, meeting, session in self._in_parts(columns, f"WHERE {_ID_IN}", json.dumps(list(ids)))
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

    def document_size(self, document_id: str) -> int:
        """Return the number of passages of a document; 0 for an unknown one."""
        return sum(size for (size,) in self._rows("SELECT passages FROM documents WHERE id = ?", document_id))

    def session_passages(self, meeting: str, sessions: Iterable[str]) -> tuple[Passage, ...]:
        """Return the passages of any of these sessions of a meeting, by document, then by ordinal."""
        clause = "WHERE passage.meeting = ? AND session IN (SELECT value FROM json_each(?))"
        return tuple(self._select(clause, meeting, json.dumps(list(sessions))))

    def document_sizes(self) -> dict[str, int]:
        """Return the number of passages of each document, by its id."""
        return dict(self._rows("SELECT id, passages FROM documents"))

    def passage_counts(self) -> dict[str, dict[str, int]]:
        """Return the number of passages of each meeting in each of its documents, by meeting and document id."""
        counts: dict[str, dict[str, int]] = {}
        columns = "passage.meeting, document.id, COUNT(*)"
        clause = "WHERE passage.meeting IS NOT NULL GROUP BY passage.document, passage.meeting"
        for meeting, document, count in self._in_parts(columns, clause):
            counts.setdefault(meeting, {})[document] = count
        return counts

    def person_passages(self, person: str) -> tuple[Passage, ...]:
        """Return the passages that list a person among their people, by document, then by ordinal."""
        clause = """WHERE (passage.document, passage.ordinal) IN
            (SELECT document, ordinal FROM {part}.appearances WHERE person = ?)"""
        return tuple(self._select(clause, person))

    def _select(self, clause: str, *values: str | int) -> list[Passage]:
        """Return the passages that a clause chooses, by document, then by ordinal."""
        return [self._passage(row) for row in self._in_parts(_PASSAGE, clause, *values)]

    def _in_parts(self, columns: str, clause: str = "", *values: str | int) -> list[tuple[Any, ...]]:
        """Return the chosen columns of passages in all parts, by document, then by ordinal."""
        found: list[tuple[Any, ...]] = []
        for part in self._parts:
            joined = f"{part}.passages AS passage JOIN documents AS document ON document.number = passage.document"
            chosen = f"{columns} FROM {joined} {clause.format(part=part)}"
            statement = f"SELECT document.place, passage.ordinal, {chosen}"  # values are parameters
            found += self._rows(statement, *values)
        found.sort(key=itemgetter(0, 1))
        return [row[2:] for row in found]

    def _rows(self, statement: str, *values: str | int) -> list[tuple[Any, ...]]:
        with self._reporting_damage(), self._lock, closing(self._connection.execute(statement, values)) as rows:
            return list(rows)

    def _passage(self, row: tuple[Any, ...]) -> Passage:
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

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()


def parts_folder(path: Path) -> Path:
    """Return the folder with the parts of a catalogue."""
    return path.with_suffix(PARTS_SUFFIX)


def _uri(path: Path) -> str:
    """Return the address under which SQLite opens a file only to read it. Raise OSError where there is none."""
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return path.resolve().as_uri() + "?mode=ro&immutable=1"


def read_sources(path: Path) -> frozenset[str] | None:
    """Return the names of the papers in a catalogue of any format; None if they cannot be read."""
    try:
        with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)) as connection:
            return frozenset(
                json.loads(text)["source"] for (text,) in connection.execute("SELECT record FROM documents")
            )
    except (sqlite3.Error, ValueError, LookupError, TypeError):
        return None


def read_person_names(path: Path) -> dict[str, str]:
    """Return the names of the persons in a catalogue of any format, by id; empty if they cannot be read."""
    try:
        with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)) as connection:
            records_by_id = list(connection.execute("SELECT id, record FROM persons"))
        return {str(key): str(json.loads(text)["name"]) for key, text in records_by_id}
    except (sqlite3.Error, ValueError, LookupError, TypeError):
        return {}
