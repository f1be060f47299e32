"""What an engine is asked and what it answers: plain data, the same for every engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, get_args

from indexer.model import Passage, Session, TextSpan

from .tree import FieldName, Node

Sort = Literal["relevance", "newest", "oldest", "document"]
SORTS: tuple[Sort, ...] = get_args(Sort)

FacetName = Literal[
    "meeting", "year", "session", "kind", "status", "person", "organisation", "place", "language", "mention"
]
FACETS: tuple[FacetName, ...] = get_args(FacetName)
FIELD_FACETS: dict[FieldName, FacetName] = {
    "meeting": "meeting",
    "session": "session",
    "year": "year",
    "person": "person",
    "organisation": "organisation",
    "kind": "kind",
    "status": "status",
    "place": "place",
    "symbol": "mention",
    "language": "language",
}
"""In which facet the values of a field are; a day is in none."""

Filters = Mapping[FacetName, tuple[str, ...]]
"""For each facet, values of it."""

ExpansionKind = Literal["stem", "pattern", "fuzzy"]

MatchPlace = Literal["text", "headings", "session", "people"]
"""Where a search looks for words: in a passage, and in what is said around it."""
MATCH_PLACES: tuple[MatchPlace, ...] = get_args(MatchPlace)

ReasonKind = Literal["word", "form", "phrase", "near", "pattern", "fuzzy", "spelling", "acronym", "document"]
"""As typed; in other forms only; side by side; near one another; by a wildcard; with slips of the pen; spelt otherwise;
by what an acronym stands for, or the other way round; by a document's symbol."""

PAGE_SIZE = 10

UNDATED = "undated"
"""The year facet's value for a meeting of which no date is known."""


def session_value(meeting: str, session: str) -> str:
    """Give a session's facet value: its id is unique within its meeting only, so both stand in it."""
    return f"{meeting}/{session}"


@dataclass(frozen=True)
class Query:
    """A search: what to find (None finds everything), what to narrow to, in which order, which page.

    `filters` maps a facet to the values chosen in it: any of them may hold (OR) within one facet, all
    facets must (AND). An empty tuple is no filter. Session values are `meeting/session`. `excluded` maps a facet
    to the values of which none may hold.
    """

    node: Node | None = None
    filters: Filters = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    size: int = PAGE_SIZE
    excluded: Filters = field(default_factory=dict)

    def selected_values(self, facet: FacetName) -> tuple[str, ...]:
        """Give the values that a facet is narrowed to."""
        return self.filters.get(facet, ())

    def excluded_values(self, facet: FacetName) -> tuple[str, ...]:
        """Give the values of a facet that are left out."""
        return self.excluded.get(facet, ())


@dataclass(frozen=True)
class Expansion:
    """What a word of the query was taken to stand for."""

    typed: str
    forms: tuple[str, ...]
    """Forms of words that occur, folded; other ones than typed."""
    kind: ExpansionKind
    cut: bool = False
    """Whether there are more than an engine takes."""


@dataclass(frozen=True)
class EngineAnswer:
    """An engine's answer: ids only. `page` is the page shown (a page past the end shows the last)."""

    total: int
    page: int
    pages: int
    """At least 1, also when nothing was found."""
    matches: tuple[tuple[str, float], ...]
    """Passage id and score of each hit on this page, best first."""
    facet_counts: Mapping[FacetName, Mapping[str, int]]
    """For each facet: value -> passages that match the query and every filter but this facet's own."""
    expansions: tuple[Expansion, ...] = ()
    """For each word that stands for more than itself, what it stands for."""


class Engine(Protocol):
    """What answers an index."""

    def search(self, query: Query) -> EngineAnswer:
        """Find passages; never raises for any query that `parse` made."""

    def ordered_ids(self, query: Query) -> tuple[str, ...]:
        """Give the ids of all hits in the query's order, whatever its page."""

    def values(self, facet: FacetName) -> tuple[str, ...]:
        """Give every value that passages have in a facet."""

    def has_word(self, word: str) -> bool:
        """Tell whether a word, in any of its forms, stands in any passage or around it."""

    def close(self) -> None:
        """Give back files and memory."""


class EngineWriter(Protocol):
    """What writes an index, once, beside any live one."""

    def add(self, passages: Iterable[Passage], sessions: Iterable[Session] = ()) -> None:
        """Add passages with new ids; `sessions` tells of those that sessions of the passages are parts of."""

    def finish(self) -> None:
        """Make what was added readable from disk."""


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet, complete: a page or a client needs nothing else to show it."""

    value: str
    label: str
    count: int
    selected: bool
    excluded: bool = False


@dataclass(frozen=True)
class Facet:
    """One facet with its values, most frequent first, selected ones kept also at 0."""

    name: FacetName
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Reason:
    """A word of the query that stands in a passage or around it."""

    typed: str
    """The word or phrase of the query, in the grammar's form."""
    found: tuple[str, ...]
    """What stands there for it, as it is written, each once; of a document its symbol."""
    kind: ReasonKind
    place: MatchPlace


@dataclass(frozen=True)
class Hit:
    """A passage that was found, and the part of it worth showing."""

    passage: Passage
    score: float
    snippet: tuple[TextSpan, ...]
    """Consecutive runs of one stretch of the passage's text, from sentence start to sentence end."""
    cut_before: bool = False
    """Whether the passage has text before the snippet."""
    cut_after: bool = False
    found_in: tuple[MatchPlace, ...] = ()
    """Where any wanted word or phrase stands: why a passage was found whose text does not say it."""
    reasons: tuple[Reason, ...] = ()
    lacks: tuple[str, ...] = ()
    """Words that were asked for and stand nowhere, where most of the words were enough."""


@dataclass(frozen=True)
class SearchResults:
    """Everything a page of results shows."""

    query: Query
    total: int
    page: int
    pages: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    expansions: tuple[Expansion, ...] = ()
