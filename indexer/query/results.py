"""What an engine is asked and what it answers: plain data, the same for every engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from indexer.model import Passage, TextSpan

from .tree import FieldName, Node

Sort = Literal["relevance", "newest", "oldest", "document"]
SORTS: tuple[Sort, ...] = get_args(Sort)

FacetName = Literal[
    "meeting", "year", "session", "kind", "status", "person", "organisation", "country", "place", "language", "mention",
    "voice",
]  # fmt: skip
FACETS: tuple[FacetName, ...] = get_args(FacetName)
FIELD_FACETS: dict[FieldName, FacetName] = {
    "meeting": "meeting",
    "session": "session",
    "year": "year",
    "person": "person",
    "organisation": "organisation",
    "country": "country",
    "kind": "kind",
    "status": "status",
    "place": "place",
    "symbol": "mention",
    "language": "language",
    "voice": "voice",
}
"""The facet that holds the values of each field; a day is in none."""

Filters = Mapping[FacetName, tuple[str, ...]]
"""Values of each facet."""

WordsNeeded = Literal["most", "all"]
WORDS_NEEDED: tuple[WordsNeeded, ...] = get_args(WordsNeeded)
"""How many words of a query a passage must have: most of them are enough, or it needs all."""

ExpansionKind = Literal["stem", "pattern", "fuzzy", "language"]
"""Inflected forms; what fits a wildcard; what is spelt much alike; the languages in which a word was found."""

MatchPlace = Literal["text", "headings", "session", "people", "meeting"]
"""Where a search looks for words: in the passage, in the context around it, or in the name of its meeting."""
MATCH_PLACES: tuple[MatchPlace, ...] = get_args(MatchPlace)

ReasonKind = Literal[
    "word", "form", "capitals", "phrase", "near", "pattern", "fuzzy", "spelling", "variant", "compound", "acronym",
    "document", "meeting",
]  # fmt: skip
"""As typed; in other forms only; a name in capitals as it is written; adjacent; near one another; by a wildcard; by
edit distance; in another spelling; joined, in parts or with points; as a part of a compound; by an acronym or its long
form; by the symbol of a document; by the title, the place or the year of its meeting."""

Grouping = Literal["document", "session"]
GROUP_KINDS: tuple[Grouping, ...] = get_args(Grouping)
"""What hits are grouped by: their paper, or their own session; passages outside sessions are grouped by their paper."""

PAGE_SIZE = 10
PASSAGES_PER_GROUP = 3
"""Passages that are listed of each group."""

UNDATED = "undated"
"""The value of the year facet for a meeting without a known date, and for no meeting."""
NO_MEETING = "no_meeting"
"""The value of the meeting facet for a paper of no meeting; no id of a meeting has an underscore."""


NO_SESSION_PREFIX = "/"
"""Prefix of the key of a group by session that holds a paper's passages outside sessions; the paper's id follows."""


def session_value(meeting: str, session: str) -> str:
    """Return the facet value of a session, which names the meeting too: a session id is unique in its meeting only."""
    return f"{meeting}/{session}"


@dataclass(frozen=True)
class BudgetLimits:
    """How much work a search may cost; when it is spent, the answer is what was found until then, and says so."""

    positions: int | None = None
    """Positions of words looked at; None is no limit."""
    clauses: int | None = None
    """Words and fields of the query looked up, each with all of its forms; None is no limit."""


@dataclass(frozen=True)
class GroupKey:
    """One group of passages: those of a paper, or those of a session."""

    by: Grouping
    key: str
    """The id of a paper; or `meeting/session`, or `NO_SESSION_PREFIX` and the id of a paper."""


@dataclass(frozen=True)
class Query:
    """A search: what to find (None finds everything), how to filter and sort it, and which page.

    `filters` maps a facet to its selected values: any of them may hold (OR) within one facet, all facets must (AND). An
    empty tuple is no filter. Session values are `meeting/session`. `excluded` maps a facet to values that may not hold.

    `facets` are those whose values are counted, and `top_values` limits them to the most frequent ones, but for those
    of `complete_facets`; selected and excluded values are counted besides. `within` keeps to the passages of one group.
    """

    node: Node | None = None
    filters: Filters = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    size: int = PAGE_SIZE
    excluded: Filters = field(default_factory=dict)
    facets: tuple[FacetName, ...] = FACETS
    top_values: int | None = None
    complete_facets: tuple[FacetName, ...] = ()
    within: GroupKey | None = None
    budget: BudgetLimits | None = None

    def selected_values(self, facet: FacetName) -> tuple[str, ...]:
        """Return the selected values of a facet."""
        return self.filters.get(facet, ())

    def excluded_values(self, facet: FacetName) -> tuple[str, ...]:
        """Return the excluded values of a facet."""
        return self.excluded.get(facet, ())

    def limit_of(self, facet: FacetName) -> int | None:
        """Return how many values of a facet are counted; None is all."""
        return None if facet in self.complete_facets else self.top_values


@dataclass(frozen=True)
class Expansion:
    """The terms that a word of the query was expanded to."""

    typed: str
    forms: tuple[str, ...]
    """Index terms, without those that were typed; of the kind `language`, the tags of languages."""
    kind: ExpansionKind
    cut: bool = False
    """Whether some terms were cut off at the engine's limit."""


@dataclass(frozen=True)
class EngineAnswer:
    """An engine's answer, ids only. `page` is the page returned; a page past the end returns the last."""

    total: int
    with_all_words: int
    """How many of them have all words of the query; fewer than `total` only where most of the words are enough."""
    page: int
    pages: int
    """At least 1, even when nothing was found."""
    matches: tuple[tuple[str, float], ...]
    """Passage id and score of each hit on this page, in the order of the query."""
    facet_counts: Mapping[FacetName, Mapping[str, int]]
    """For each facet asked for: value -> passages that match the query and all filters except this facet's own.

    Where the query limits the values, these are the most frequent ones, with all that are as frequent as the last of
    them, and the selected and excluded ones that occur. Which of equals are shown is decided by their labels.
    """
    more_values: Mapping[FacetName, int] = field(default_factory=dict)
    """For each facet of which values were left out, how many."""
    cut: bool = False
    """Whether the budget was spent before everything was looked at."""


@dataclass(frozen=True)
class MatchCount:
    """The number of passages that a query finds, and how many of them have all of its words."""

    total: int
    with_all_words: int
    cut: bool = False
    """Whether the budget was spent before everything was looked at."""


@dataclass(frozen=True)
class IdPage:
    """Some hits of a query in its order, and where the next ones begin."""

    ids: tuple[str, ...]
    cursor: str | None
    """The id of the last of them, with which the next ones are asked for; None where there are no more."""


@dataclass(frozen=True)
class ResultPlace:
    """Where a passage stands among the hits of a query."""

    place: int
    """Counted from 1; 0 when it is not one of them."""
    total: int
    before: str | None
    """The id of the hit before it; None at the beginning, and for a passage that is none of the hits."""
    after: str | None


@dataclass(frozen=True)
class GroupedHits:
    """One group of the hits of a query."""

    key: str
    count: int
    """All of its hits."""
    ids: tuple[str, ...]
    """The first of them in the order of the query."""


@dataclass(frozen=True)
class GroupPage:
    """One page of the groups of a query, in the order of their first hits. A page past the end returns the last."""

    total: int
    """The number of groups."""
    outside: int
    """How many of them are no sessions, but what a paper has outside of its sessions; 0 where papers are grouped."""
    page: int
    pages: int
    """At least 1, even when nothing was found."""
    groups: tuple[GroupedHits, ...]


@dataclass(frozen=True)
class ContrastedWord:
    """A word or a short phrase, and how many passages of two sets have it in their text."""

    words: tuple[str, ...]
    """One to three folded words that stand together."""
    inside: int
    outside: int
    score: float
    """How surprising the difference is (G²); above 0 where the share is larger inside, below 0 where it is smaller."""
    papers: int
    """How many papers have it, on the side where its share is larger."""
    examples: tuple[str, ...]
    """The ids of a few passages that have it, on that side."""


@dataclass(frozen=True)
class WordContrast:
    """The words by which the passages that a query finds differ from others."""

    inside: int
    """How many passages the query finds."""
    outside: int
    """How many others they are compared with."""
    more: tuple[ContrastedWord, ...] = ()
    """Words with a larger share inside, the most surprising first."""
    fewer: tuple[ContrastedWord, ...] = ()
    """Words with a smaller share inside, the most surprising first; none where only one side could be read."""
    cut: bool = False
    """Whether the budget was spent, or there are too many passages, so that passages or words are missing."""
    has_phrases: bool = True
    """Whether phrases were compared, too; of very many words single ones only are."""


@dataclass(frozen=True)
class ValuesPage:
    """Some values of a facet, ascending by code points."""

    values: tuple[str, ...]
    more: bool
    """Whether there are values after these."""


@dataclass(frozen=True)
class IndexSummary:
    """The size of an index, and a sum of the ids of its passages that does not depend on their order."""

    passages: int
    digest: str
    """See `indexer.disk.hashing.ids_digest`."""


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
    """A facet with its values, most frequent first; selected values are kept even at 0."""

    name: FacetName
    values: tuple[FacetValue, ...]
    more: int = 0
    """How many less frequent values were left out."""


@dataclass(frozen=True)
class Reason:
    """A word of the query that occurs in a passage or around it."""

    typed: str
    """The word or phrase of the query, in the grammar's form."""
    found: tuple[str, ...]
    """The matching text as the passage writes it, each once; for a document, its symbol."""
    kind: ReasonKind
    place: MatchPlace


@dataclass(frozen=True)
class Hit:
    """A passage that matched, and the part of it that is worth showing."""

    passage: Passage
    score: float
    snippet: tuple[TextSpan, ...]
    """Consecutive runs of one part of the passage's text, from sentence start to sentence end."""
    cut_before: bool = False
    """Whether the passage has text before the snippet."""
    cut_after: bool = False
    found_in: tuple[MatchPlace, ...] = ()
    """The places in which a term node of the query occurs; they explain a hit whose text has none."""
    reasons: tuple[Reason, ...] = ()
    lacks: tuple[str, ...] = ()
    """The words of the query that the passage lacks, where most of them are enough."""


@dataclass(frozen=True)
class SearchResults:
    """Everything that a page of results shows."""

    query: Query
    total: int
    with_all_words: int
    """How many of them have all words of the query."""
    page: int
    pages: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    expansions: tuple[Expansion, ...] = ()
    cut: bool = False
    """Whether the budget was spent before everything was looked at."""

    @property
    def with_most_words(self) -> int:
        """How many lack a word of the query."""
        return self.total - self.with_all_words
