"""The names that the papers know: meetings, cities, papers, persons, organisations. Drafts are not read here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from indexer.entities.names import fold_name, is_fuller_name
from indexer.meetings.titles import read_title
from indexer.model import Document, Meeting, Passage, Person, Session
from indexer.structure.dates import without_dates
from indexer.structure.front_matter.cities import city_countries
from indexer.structure.front_matter.meeting_words import BODY_WORDS, plain_words
from indexer.text.analysis import Token, tokens
from indexer.text.stopwords import is_function_word

from .grammar.words import ORDINALS, ordinal_number

_PARTS = re.compile(r":\s+|\s[–—-]\s")
_MIN_TITLE_WORDS = 3  # words of a title, besides function words and those for papers and meetings
MEETING_NOUNS = ("meeting", "call", "telecon", "teleconference", "sitting", "conference", "congress")
"""What is counted with ordinals; sessions are parts of meetings too, and are read elsewhere."""
_ORDINAL = re.compile(
    rf"\b(?P<number>\d{{1,5}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})\s+(?:[^\W\d]\w*\s+){{0,4}}?(?P<noun>{'|'.join(MEETING_NOUNS)})\b",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    (
        "agenda annual call committee concept conference draft expert final group high level meeting minutes note notes"
        " paper plenary program programme report seminar session summary symposium transcript weekly working workshop"
    ).split()
)


def numbers_of_title(title: str) -> frozenset[tuple[str, int]]:
    """Return the numbers of a meeting that a title has, with what is counted: `("ietf", 119)`, `("meeting", 99)`."""
    ordinals = (
        (match["noun"].casefold(), ordinal_number(match["number"])) for match in _ORDINAL.finditer(without_dates(title))
    )
    return read_title(title).numbers.union(ordinals)


class NamesLookup(Protocol):
    """Where the names of a build are found; a Library is one."""

    def meetings(self) -> Sequence[Meeting]:
        """Return all meetings."""

    def documents(self) -> Sequence[Document]:
        """Return all documents."""

    def persons(self) -> Sequence[Person]:
        """Return all persons."""

    def sessions(self, meeting: str) -> tuple[Session, ...]:
        """Return the sessions of a meeting."""

    def document_passages(self, document_id: str) -> tuple[Passage, ...]:
        """Return the passages of a document in order."""


class NamedTitle:
    """A title, or a part of one, with the ids of the meetings and the papers that have it."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        self.meetings: set[str] = set()
        self.documents: set[str] = set()


class KnownNames:
    """The names of one build, each collected when it is first asked for."""

    def __init__(self, lookup: NamesLookup) -> None:
        self._lookup = lookup

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        """All meetings by id."""
        return {meeting.id: meeting for meeting in self._lookup.meetings()}

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """All documents."""
        return tuple(self._lookup.documents())

    def sessions(self, meeting: str) -> tuple[Session, ...]:
        """Return the sessions of a meeting; none for an unknown one."""
        return self._lookup.sessions(meeting)

    def passages(self, document: str) -> tuple[Passage, ...]:
        """Return the passages of a document."""
        return self._lookup.document_passages(document)

    @cached_property
    def _titles(self) -> Mapping[str, list[NamedTitle]]:
        """The titles by their first word, the longest first."""
        by_words: dict[tuple[str, ...], NamedTitle] = {}
        for meeting in self.meetings.values():
            for words in _title_parts(meeting.title):
                by_words.setdefault(words, NamedTitle(words)).meetings.add(meeting.id)
        for document in self.documents:
            for words in _title_parts(document.title):
                named = by_words.setdefault(words, NamedTitle(words))
                named.documents.add(document.id)
                named.meetings.update(meeting.id for meeting in document.meetings)
        by_first: dict[str, list[NamedTitle]] = defaultdict(list)
        for named in sorted(by_words.values(), key=lambda named: -len(named.words)):
            by_first[named.words[0]].append(named)
        return by_first

    def titles_in(self, text: str) -> Iterator[tuple[int, int, NamedTitle]]:
        """Yield the titles that stand in a text, with start and end; of overlapping ones the longest."""
        words = tuple(tokens(text))
        at = 0
        while at < len(words):
            named = self._title_at(words, at)
            if named is None:
                at += 1
                continue
            last = at + len(named.words) - 1
            yield words[at].start, words[last].end, named
            at = last + 1

    def _title_at(self, words: tuple[Token, ...], at: int) -> NamedTitle | None:
        for named in self._titles.get(words[at].text, ()):
            if tuple(word.text for word in words[at : at + len(named.words)]) == named.words:
                return named
        return None

    def is_body(self, name: str) -> bool:
        """Return whether a name ends as those of bodies do (`Security Council`), or titles of meetings have it."""
        words = plain_words(name)
        if not words or words[-1] in BODY_WORDS:
            return bool(words)
        run = f" {' '.join(words)} "
        return any(run in title for title in self._plain_titles)

    @cached_property
    def _plain_titles(self) -> tuple[str, ...]:
        """The words of the titles of meetings, each between spaces."""
        return tuple({f" {' '.join(plain_words(meeting.title))} " for meeting in self.meetings.values()})

    @cached_property
    def titles_by_number(self) -> Mapping[tuple[str, int], tuple[str, ...]]:
        """The titles of meetings by the numbers that they have, with what is counted: `("ietf", 119)`."""
        by_number: dict[tuple[str, int], set[str]] = defaultdict(set)
        for meeting in self.meetings.values():
            for number in numbers_of_title(meeting.title):
                by_number[number].add(meeting.title)
        return {number: tuple(sorted(titles)) for number, titles in by_number.items()}

    def counts_meetings(self, noun: str) -> bool:
        """Return whether several meetings have numbers of one series: `ietf`, where there are IETF 119 and IETF 124."""
        return sum(counted == noun for counted, _ in self.titles_by_number) > 1

    @cached_property
    def cities(self) -> frozenset[str]:
        """The cities of the meetings, and others that are known as cities, as they are written."""
        own = {(meeting.place or "").partition(",")[0].strip() for meeting in self.meetings.values()}
        return frozenset({*filter(None, own), *city_countries()})

    @cached_property
    def _persons_by_surname(self) -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
        by_surname: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for person in self._lookup.persons():
            for name in {fold_name(name) for name in (person.name, *person.variants)}:
                if name:
                    by_surname[name[-1]].append((name, person.id))
        return by_surname

    def persons_named(self, name: tuple[str, ...]) -> frozenset[str]:
        """Return the ids of the persons with a folded name: whole, with initials, or a surname alone."""
        if not name:
            return frozenset()
        known = self._persons_by_surname.get(name[-1], ())
        if len(name) == 1:
            return frozenset(id_ for _, id_ in known)
        return frozenset(
            id_
            for other, id_ in known
            if other == name or len(other) == 1 or is_fuller_name(other, name) or is_fuller_name(name, other)
        )

    @cached_property
    def organisations(self) -> frozenset[str]:
        """The organisations and short affiliations of all persons in sessions, case-folded."""
        people = (
            person for meeting in self.meetings for session in self.sessions(meeting) for person in session.people
        )
        names = {name for person in people for name in (person.organisation, person.affiliation) if name}
        return frozenset(name.casefold() for name in names if len(name) > 1 and "," not in name)


def _title_parts(title: str) -> Iterable[tuple[str, ...]]:
    """Yield the words of a title and of its parts, those that are long enough to name it."""
    for part in {title, *_PARTS.split(title)}:
        words = tuple(token.text for token in tokens(part))
        telling = [word for word in words if not is_function_word(word) and word not in _GENERIC and not word.isdigit()]
        if len(telling) >= _MIN_TITLE_WORDS:
            yield words
