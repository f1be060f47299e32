"""One build, opened for reading: what the site, the API and the command line ask.

Composes the engine, which finds ids, with the catalogue, which has what is shown. Which build is live is
the shelf's business.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TypeVar

from indexer.engine.snippets import highlight
from indexer.engine.whoosh.engine import WhooshEngine
from indexer.errors import IndexDamaged, UnknownId
from indexer.meetings.dates import first_day_number
from indexer.meetings.labels import facet_labels, labelled_facet, natural_key
from indexer.meetings.session_tree import sessions_matching, subtree, walk_sessions
from indexer.model import Acronym, Document, Meeting, Participation, Passage, PassageKind, Person, Session, TextSpan
from indexer.query.expansion import RewriteKind
from indexer.query.parser import Node
from indexer.query.results import FACETS, FacetName, Hit, Query, SearchResults, session_value
from indexer.query.rewrite import RewrittenQuery, rewrite
from indexer.query.synonyms import Synonyms
from indexer.quotes.titles import TitleIndex
from indexer.quotes.word_index import WordIndex
from indexer.registry.resolve import Resolution, resolve
from indexer.suggest.entry import SUGGESTIONS_FILE, Suggestion
from indexer.suggest.reader import Suggestions
from indexer.suggest.slips import nearest_words

from .build_facts import read_build_facts
from .catalogue import Catalogue
from .history import Former, FormerKind
from .hits import hit_of
from .stats import stats_of

BUILD_FILE = "build.json"
CATALOGUE_FILE = "catalogue.sqlite"
ENGINE_FOLDER = "engine"
WORDS_FOLDER = "words"

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


class Library:
    """One build, opened read-only; safe to use from many threads."""

    suggestions: Suggestions
    """What completes words being typed, and the words of the corpus."""

    def __init__(self, build_dir: Path) -> None:
        """Open a build; raise IndexDamaged or IndexOutdated when it cannot be read."""
        self.facts = read_build_facts(build_dir / BUILD_FILE)
        self._folder = build_dir
        self._words: WordIndex | None = None
        self._opening = threading.Lock()
        self._catalogue = Catalogue(build_dir / CATALOGUE_FILE)
        try:
            self._engine = WhooshEngine(build_dir / ENGINE_FOLDER)
        except BaseException:
            self._catalogue.close()
            raise
        self.suggestions = Suggestions(build_dir / SUGGESTIONS_FILE)
        if set(self._engine.ids) != self._catalogue.passage_ids():
            self.close()
            raise IndexDamaged(build_dir, "its catalogue and its search files do not hold the same passages")
        every = self._catalogue.sessions.values()
        self._sessions = {
            meeting.id: walk_sessions(one for one in every if one.meeting == meeting.id) for meeting in self.meetings()
        }
        values = {facet: self._engine.values(facet) for facet in FACETS}
        papers, sessions = self._catalogue.documents.values(), chain.from_iterable(self._sessions.values())
        self._known = facet_labels(self.meetings(), sessions, papers, self.persons(), values)
        short, symbols = self._catalogue.acronyms, self._known["mention"]
        self._lexicon = Synonyms(short, symbols, self.suggestions.most_frequent_form, self._engine.has_word)
        self.stats = stats_of(self._catalogue, len(self._engine.ids), self.facts.built, build_dir.name)

    def close(self) -> None:
        """Give back files and memory."""
        self._engine.close()
        self._catalogue.close()
        self.suggestions.close()

    @property
    def word_index(self) -> WordIndex:
        """Where any run of words stands, opened when first asked for; raise IndexDamaged when it cannot be."""
        with self._opening:
            if self._words is None:
                self._words = WordIndex.open(self._folder / WORDS_FOLDER)
            return self._words

    @cached_property
    def titles(self) -> TitleIndex:
        """The titles of meetings, papers and sessions, gathered when first asked for."""
        return TitleIndex(self.meetings(), self.documents(), chain.from_iterable(self._sessions.values()))

    def search(self, query: Query) -> SearchResults:
        """Find passages and give what a page of results shows."""
        answer = self._engine.search(query)
        passages = self._catalogue.passages_by_id(key for key, _ in answer.matches)
        return SearchResults(
            query=query,
            total=answer.total,
            page=answer.page,
            pages=answer.pages,
            hits=tuple(hit_of(passages[key], score, query.node) for key, score in answer.matches),
            expansions=answer.expansions,
            facets=tuple(
                labelled_facet(
                    name,
                    self._known,
                    answer.facet_counts[name],
                    query.selected_values(name),
                    query.excluded_values(name),
                )
                for name in FACETS
            ),
        )

    def found_passages(self, query: Query) -> tuple[Passage, ...]:
        """Give the passages that a page of results would show, best first, without what the page says of them."""
        keys = [key for key, _ in self._engine.search(query).matches]
        passages = self._catalogue.passages_by_id(keys)
        return tuple(passages[key] for key in keys)

    def rewrite(self, text: str, exact: Collection[RewriteKind] = ()) -> RewrittenQuery:
        """Read a query as typed, with what its fields and words mean in this build; `exact` switches widenings off."""
        return rewrite(text, self, self._lexicon, exact)

    def ordered_ids(self, query: Query) -> tuple[str, ...]:
        """Give the ids of all hits in the query's order, whatever its page."""
        return self._engine.ordered_ids(query)

    def hits(self, ids: Collection[str], node: Node | None) -> tuple[Hit, ...]:
        """Give passages as hits of a query, without scores, in the order of the ids."""
        found = self._catalogue.passages_by_id(ids)
        return tuple(hit_of(found[key], 0.0, node) for key in ids)

    def group_keys(self, ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
        """Give for each passage its document and its session as `meeting/session`, empty where it is in none."""
        return self._catalogue.group_keys(ids)

    def highlight(self, text: str, node: Node | None) -> tuple[TextSpan, ...]:
        """Give the whole text with what matches the query marked."""
        return highlight(text, node)

    def passage(self, id: str) -> Passage:  # noqa: A002  # the word of the interface
        """Give a passage; raise UnknownId when there is none."""
        return _one(self._catalogue.passages_by_id([id]), id, "passage", id)

    def passages_by_id(self, ids: Iterable[str]) -> tuple[Passage, ...]:
        """Give the passages that have these ids, in this order; an unknown id is left out."""
        found = self._catalogue.passages_by_id(wanted := tuple(ids))
        return tuple(found[key] for key in wanted if key in found)

    def passage_kinds(self) -> Mapping[PassageKind, int]:
        """Give how many passages there are of each kind."""
        return self._catalogue.passage_kinds()

    def passages(self) -> Iterator[Passage]:
        """Yield all passages, by document, then ordinal."""
        for document in self._catalogue.documents:
            yield from self._catalogue.document_passages(document)

    def document_passages(self, document_id: str) -> tuple[Passage, ...]:
        """Give the passages of a document in order; raise UnknownId when there is no such document."""
        return self._catalogue.document_passages(self.document(document_id).id)

    def resolve(self, id: str, version: str | None = None) -> Resolution:  # noqa: A002
        """Say what became of a passage since it was cited; `version` is what the link carries of its wording's hash."""
        return resolve(self._catalogue.past, id, version)

    def former(self, kind: FormerKind, id: str) -> Former | None:  # noqa: A002
        """Give the meeting, session (`meeting/session`) or document that had this id once and is there no more."""
        return self._catalogue.past.former(kind, id)

    def document(self, id: str) -> Document:  # noqa: A002  # the word of the interface
        """Give a document; raise UnknownId when there is none."""
        return _one(self._catalogue.documents, id, "document", id)

    def documents(self, meeting: str | None = None) -> tuple[Document, ...]:
        """Give the documents, all or of one meeting, in the order of the corpus."""
        every = self._catalogue.documents.values()
        return tuple(one for one in every if meeting in (None, one.meeting.id))

    def meeting(self, id: str) -> Meeting:  # noqa: A002  # the word of the interface
        """Give a meeting; raise UnknownId when there is none."""
        return _one(self._catalogue.meetings, id, "meeting", id)

    def meetings(self) -> tuple[Meeting, ...]:
        """Give the meetings, newest first, those without a date last."""
        return tuple(
            sorted(self._catalogue.meetings.values(), key=lambda one: (-first_day_number(one), one.title, one.id))
        )

    def session(self, meeting: str, session: str) -> Session:
        """Give a session of a meeting; raise UnknownId when there is none."""
        return _one(self._catalogue.sessions, (meeting, session), "session", session_value(meeting, session))

    def sessions(self, meeting: str) -> tuple[Session, ...]:
        """Give the sessions of a meeting in order, each before its parts; none for an unknown meeting."""
        return self._sessions.get(meeting, ())

    def session_passages(self, meeting: str, session: str) -> tuple[Passage, ...]:
        """Give the passages of a session and of its parts, by document, then ordinal."""
        top = self.session(meeting, session)
        return self._catalogue.session_passages(meeting, (one.id for one in subtree(self._sessions[meeting], top)))

    def person(self, id: str) -> Person:  # noqa: A002  # the word of the interface
        """Give a person; raise UnknownId when there is none."""
        return _one(self._catalogue.persons, id, "person", id)

    def persons(self) -> tuple[Person, ...]:
        """Give the persons by name."""
        return tuple(sorted(self._catalogue.persons.values(), key=lambda one: (natural_key(one.name), one.id)))

    def person_passages(self, id: str) -> tuple[Passage, ...]:  # noqa: A002  # the word of the interface
        """Give the passages that a person says or that list the person, by document, then ordinal."""
        return self._catalogue.person_passages(self.person(id).id)

    def person_sessions(self, id: str) -> tuple[tuple[Session, tuple[Participation, ...]], ...]:  # noqa: A002
        """Give the sessions in which a person takes part, and how; newest meeting first, each in its order."""
        wanted = self.person(id).id
        each = chain.from_iterable(self._sessions[meeting.id] for meeting in self.meetings())
        found = ((session, tuple(one for one in session.people if one.person == wanted)) for session in each)
        return tuple((session, parts) for session, parts in found if parts)

    def acronyms(self) -> tuple[Acronym, ...]:
        """Give the short forms that the corpus defines, by short form."""
        return tuple(sorted(self._catalogue.acronyms, key=lambda one: (natural_key(one.short), one.short, one.long)))

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what is being typed, best first; each completed query finds something."""
        return self.suggestions.suggest(text, limit)

    def did_you_mean(self, word: str) -> tuple[str, ...]:
        """Give the corpus words that a word with no hit, or a likely slip, may be meant for, nearest first."""
        return nearest_words(self.suggestions, word)

    def meeting_places(self) -> Mapping[str, str]:
        """Give the place of each meeting that has one, by id."""
        return {one.id: one.place for one in self._catalogue.meetings.values() if one.place}

    def facet_labels(self, facet: FacetName) -> Mapping[str, str]:
        """Give every value of a facet with its label."""
        return self._known[facet]

    def expand_sessions(self, value: str) -> tuple[str, ...]:
        """Give the facet values that are meant: the value itself, or one per meeting for a bare id or number."""
        if value in self._known["session"]:
            return (value,)
        meant = sessions_matching(chain.from_iterable(self._sessions.values()), value)
        return tuple(session_value(one.meeting, one.id) for one in meant)


def _one(found: Mapping[Key, Found], key: Key, what: str, wanted: str) -> Found:
    try:
        return found[key]
    except KeyError:
        raise UnknownId(what, wanted) from None
