"""The lists of one build, each as a reader asks for it: meetings, sessions, papers, people, and the passages of these.

Searching is the job of `store/library`; nothing here asks the engine, which may be away. Each answer costs what is
shown of it, however large the collection is.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, groupby
from operator import attrgetter
from typing import TypeVar

from indexer.errors import IdKind, UnknownId
from indexer.meetings.session_tree import session_number, subtree, walk_sessions
from indexer.model import Document, Meeting, Participation, Person, Session, Status
from indexer.query.results import IdPage, session_value

from .catalogue_protocol import Catalogue, CatalogueSize, MeetingsBeside, PassageScope, SessionKey

KEPT_MEETINGS = 500
"""Meetings whose sessions are kept in their order."""

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


class LibraryLists:
    """What a build lists."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._sessions = lru_cache(maxsize=KEPT_MEETINGS)(self._read_sessions)

    def document(self, id: str) -> Document:  # noqa: A002  # the word of the interface
        """Return a document; raise UnknownId when there is none."""
        return look_up(self._catalogue.documents, id, "document", id)

    def document_title(self, id: str) -> str:  # noqa: A002  # the word of the interface
        """Return the title of a document; empty where there is none."""
        document = self._catalogue.documents.get(id)
        return document.title if document else ""

    def documents(self, meeting: str | None = None) -> Sequence[Document]:
        """Return the documents, all or of one meeting, in the order of the corpus."""
        return self._catalogue.documents_in_order() if meeting is None else self._catalogue.documents_of(meeting)

    def documents_without_meeting(self) -> int:
        """Return how many documents belong to no meeting."""
        return self._catalogue.size.documents_without_meeting

    def meeting(self, id: str) -> Meeting:  # noqa: A002  # the word of the interface
        """Return a meeting; raise UnknownId when there is none."""
        return look_up(self._catalogue.meetings, id, "meeting", id)

    def meetings(self) -> Sequence[Meeting]:
        """Return the meetings, newest first, undated ones last."""
        return self._catalogue.meetings_in_order()

    def meetings_of_year(self, year: int | None) -> Sequence[Meeting]:
        """Return the meetings of a year, or of no known one, newest first."""
        return self._catalogue.meetings_of_year(year)

    def meetings_by_id(self, ids: Collection[str]) -> tuple[Meeting, ...]:
        """Return the meetings that have these ids, newest first, without unknown ids."""
        return self._catalogue.meetings_by_id(ids)

    def meetings_on(self, first: int, last: int) -> tuple[Meeting, ...]:
        """Return the meetings that have a day from one ordinal to another, newest first."""
        return self._catalogue.meetings_on(first, last)

    def meetings_beside(self, meeting: Meeting) -> MeetingsBeside:
        """Return the meetings before and after one, of its series where it is of one that goes on."""
        return self._catalogue.meetings_beside(meeting)

    def size(self) -> CatalogueSize:
        """Return how much there is of everything, as it was counted when the build was written."""
        return self._catalogue.size

    def passages_of_meeting(self, meeting: str) -> int:
        """Return the number of passages of a meeting."""
        return self._catalogue.passages_of_meeting(meeting)

    def session(self, meeting: str, session: str) -> Session:
        """Return a session of a meeting; raise UnknownId when there is none."""
        return look_up(self._catalogue.sessions, (meeting, session), "session", session_value(meeting, session))

    def sessions(self, meeting: str) -> tuple[Session, ...]:
        """Return the sessions of a meeting in order, each before its parts; none for an unknown meeting."""
        return self._sessions(meeting)

    def _read_sessions(self, meeting: str) -> tuple[Session, ...]:
        return walk_sessions(self._catalogue.sessions_of(meeting))

    def _in_order(self, keys: Sequence[SessionKey]) -> Iterator[Session]:
        """Yield sessions of which those of one meeting are together, each before its parts."""
        return (self._catalogue.sessions[key] for key in self.session_keys_in_order(keys))

    def session_keys_in_order(self, keys: Sequence[SessionKey]) -> Iterator[SessionKey]:
        """Yield the keys of sessions of which those of one meeting are together, each before those of its parts."""
        for meeting, group in groupby(keys, attrgetter("meeting")):
            wanted = {key.id: key for key in group}
            if len(wanted) == 1:
                yield from wanted.values()
            else:
                yield from (wanted[session.id] for session in self.sessions(meeting) if session.id in wanted)

    def session_sizes(self, meeting: str) -> Mapping[tuple[str, Status], int]:
        """Return how many passages each session of a meeting has without its parts, by its id and their status."""
        return self._catalogue.session_sizes(meeting)

    def scope_of_session(self, session: Session, status: Status | None = None) -> PassageScope:
        """Return the scope of the passages of a session and its parts, all or of papers of one status."""
        inside = subtree(self.sessions(session.meeting), session)
        return PassageScope(meeting=session.meeting, sessions=tuple(part.id for part in inside), status=status)

    def passages_by_document(self, scope: PassageScope) -> Mapping[str, int]:
        """Return how many passages of a scope each document has that has any, in the order of the corpus."""
        return self._catalogue.passages_by_document(scope)

    def count_in(self, scope: PassageScope) -> int:
        """Return how many passages a scope has."""
        return sum(self._catalogue.passages_by_document(scope).values())

    def ids_in(self, scope: PassageScope, start: int, n: int) -> tuple[str, ...]:
        """Return the ids of `n` passages of a scope in the order of the papers, behind the first `start`."""
        ids: list[str] = []
        for document, size in self._catalogue.passages_by_document(scope).items():
            if start < size and len(ids) < n:
                found = self._catalogue.ids_in_document(scope, document, n - len(ids), skipped=start)
                ids += (key for _, key in found)
            start = max(0, start - size)
        return tuple(ids)

    def ids_after(self, scope: PassageScope, cursor: str | None, n: int) -> IdPage:
        """Return the next `n` ids of a scope after the cursor of a page; raise ValueError for another text."""
        documents = list(self._catalogue.passages_by_document(scope))
        first, ordinal = self._place_in(scope, cursor, documents) if cursor is not None else (0, -1)
        ids: list[str] = []
        for document in documents[first:]:
            found = self._catalogue.ids_in_document(scope, document, n + 1 - len(ids), after=ordinal)
            ids, ordinal = [*ids, *(key for _, key in found)], -1
            if len(ids) > n:
                return IdPage(tuple(ids[:n]), ids[n - 1])
        return IdPage(tuple(ids), None)

    def _place_in(self, scope: PassageScope, cursor: str, documents: Sequence[str]) -> tuple[int, int]:
        """Return the place of the document of a passage, and its ordinal; raise ValueError for one of no scope."""
        passage = self._catalogue.passages_by_id([cursor]).get(cursor)
        if passage is None or passage.document.id not in documents:
            raise ValueError(cursor)
        found = self._catalogue.ids_in_document(scope, passage.document.id, 1, after=passage.ordinal - 1)
        if (passage.ordinal, cursor) not in found:
            raise ValueError(cursor)
        return documents.index(passage.document.id), passage.ordinal

    def pieces_in(self, scope: PassageScope, n: int) -> Iterator[tuple[str, ...]]:
        """Yield the ids of all passages of a scope in the order of the papers, at most `n` at a time."""
        for document in self._catalogue.passages_by_document(scope):
            last = -1
            while found := self._catalogue.ids_in_document(scope, document, n, after=last):
                yield tuple(key for _, key in found)
                last = found[-1][0]

    def person(self, id: str) -> Person:  # noqa: A002  # the word of the interface
        """Return a person; raise UnknownId when there is none."""
        return look_up(self._catalogue.persons, id, "person", id)

    def persons(self) -> Sequence[Person]:
        """Return the persons by name."""
        return self._catalogue.persons_in_order()

    def person_sessions(self, id: str) -> tuple[tuple[Session, tuple[Participation, ...]], ...]:  # noqa: A002
        """Return the sessions of a person with each part, newest meeting first; raise UnknownId for no person."""
        wanted = self.person(id).id
        sessions = self._in_order(self._catalogue.sessions_with(wanted))
        return tuple((each, tuple(part for part in each.people if part.person == wanted)) for each in sessions)

    def meeting_places(self) -> Mapping[str, str]:
        """Return the place of each meeting that has one, by id."""
        return {meeting.id: meeting.place for meeting in self._catalogue.meetings.values() if meeting.place}

    def all_sessions(self) -> Iterator[Session]:
        """Yield the sessions of all meetings, newest meeting first, each in its order."""
        return chain.from_iterable(self._read_sessions(meeting.id) for meeting in self.meetings())

    def expand_sessions(self, value: str) -> tuple[str, ...]:
        """Return the facet values that are meant: the value itself, or one per meeting for a bare id or number."""
        if self._is_session(value):
            return (value,)
        named = self._catalogue.sessions_named(value, session_number(value))
        return tuple(session_value(key.meeting, key.id) for key in self.session_keys_in_order(named))

    def _is_session(self, value: str) -> bool:
        meeting, _, session = value.partition("/")
        return (meeting, session) in self._catalogue.sessions


def look_up(mapping: Mapping[Key, Found], key: Key, kind: IdKind, wanted: str) -> Found:
    """Return what has a key; raise UnknownId, which tells what was wanted, where nothing has it."""
    try:
        return mapping[key]
    except KeyError:
        raise UnknownId(kind, wanted) from None
