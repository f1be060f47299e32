"""Which meeting the words of a query name: by its title, its place and its year.

Using it in a query is the job of `query/expansion`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from indexer.model import Meeting
from indexer.text.analysis import stem, stemmed_terms, terms_in
from indexer.text.stopwords import is_function_word

from .tree import Term

MIN_TITLE_WORDS = 2
"""The fewest words of a title that name a meeting without its place or its year."""


class NamingWords(NamedTuple):
    """The stems by which one meeting can be named, and its year."""

    title: frozenset[str]
    place: frozenset[str]
    city: frozenset[str]
    year: str


class NamedMeetings(Protocol):
    """Where the meetings of one corpus are found by their names."""

    def title(self, meeting: str) -> str:
        """Return the title of a meeting; raise KeyError for an unknown id."""

    def named_by(self, words: Sequence[Term]) -> tuple[str, ...]:
        """Return the ids of the meetings that a whole row of words names.

        A place names its meetings, and so does a whole title; words of a title do so beside the place or the year.
        """


class AskedWords(NamedTuple):
    """What a row of words says of a meeting."""

    stems: frozenset[str]
    years: frozenset[str]


def asked_words(words: Sequence[Term]) -> AskedWords:
    """Return the stems of a row of words, without function words, and the years among them."""
    terms = [term for word in words for term in terms_in(word.text) if not is_function_word(term)]
    years = frozenset(term for term in terms if len(term) == 4 and term.isdecimal())
    return AskedWords(frozenset(map(stem, (term for term in terms if term not in years))), years)


class MeetingNames:
    """A few meetings by the words of their titles and places, in memory."""

    def __init__(self, meetings: Iterable[Meeting] = ()) -> None:
        meetings = tuple(meetings)
        self._titles = {meeting.id: meeting.title for meeting in meetings}
        self._words = {meeting.id: naming_words(meeting) for meeting in meetings}
        by_stem: dict[str, set[str]] = defaultdict(set)
        for id_, words in self._words.items():
            for word in words.title | words.place:
                by_stem[word].add(id_)
        self._by_stem: Mapping[str, set[str]] = by_stem

    def title(self, meeting: str) -> str:
        """Return the title of a meeting; raise KeyError for an unknown id."""
        return self._titles[meeting]

    def named_by(self, words: Sequence[Term]) -> tuple[str, ...]:
        """Return the ids of the meetings that a whole row of words names."""
        stems, years = asked_words(words)
        if not stems or not all(each in self._by_stem for each in stems):
            return ()
        candidates = set.intersection(*(self._by_stem[each] for each in stems))
        return tuple(id_ for id_ in self._words if id_ in candidates and _is_named(self._words[id_], stems, years))


def naming_words(meeting: Meeting) -> NamingWords:
    """Return the words by which a meeting can be named."""
    first_known = meeting.start or meeting.end
    year = meeting.year or (first_known.year if first_known else None)
    place = meeting.place or ""
    return NamingWords(
        frozenset(_content_stems(meeting.title)),
        frozenset(_content_stems(place)),
        frozenset(_content_stems(place.partition(",")[0])),
        str(year) if year else "",
    )


def _content_stems(text: str) -> Iterator[str]:
    return (each for term in terms_in(text) if not is_function_word(term) for each in stemmed_terms(term))


def _is_named(words: NamingWords, stems: frozenset[str], years: frozenset[str]) -> bool:
    """Return whether words that all are of a meeting's title or place name it."""
    if years:
        return years == {words.year}
    return bool(words.city and words.city <= stems) or (stems == words.title and len(stems) >= MIN_TITLE_WORDS)
