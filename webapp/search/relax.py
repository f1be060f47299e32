"""Diagnosis of a search without results: what each part finds alone, what the rest finds without it, and what helps.

A part is a required word, phrase, field or bracket, or the selection in one facet. Spelling and synonyms are not
examined here.

Cost: two searches for each of at most `MAX_PARTS` parts and for each facet, and one for each change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.query.parser import And, Node, Not, Phrase, Term, canonical
from indexer.query.results import FACETS, FacetName
from indexer.query.tree import Near, SloppyPhrase, conjunction, disjunction, positive_terms
from indexer.speech.joined import any_of, listed
from indexer.speech.translation import gettext
from indexer.store.library import Library
from indexer.text.analysis import terms_in
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared import labels

from .find import PreparedSearch, SearchOutcome, prepare_search

MAX_PARTS = 8
"""Parts of a query that are tried one by one; of a longer query only the filters are tried."""

MAX_TITLES = 8
"""Titles that are shown."""


@dataclass(frozen=True)
class SearchCount:
    """A search with the number of its results."""

    total: int
    url: str


@dataclass(frozen=True)
class SearchClause:
    """A part of a search: what it finds alone, and what the others find without it, if there are others."""

    text: str
    is_filter: bool
    alone: SearchCount
    without: SearchCount | None


@dataclass(frozen=True)
class RelaxationOption:
    """One change of a search that finds something: its words, URL and number of results."""

    text: str
    url: str
    total: int


@dataclass(frozen=True)
class NoResultsDiagnosis:
    """What no passage contains, every part with its counts, and the changes that help, smallest first."""

    absent: tuple[str, ...]
    """Words and phrases that no passage contains."""
    unmet: tuple[str, ...]
    """Field terms that no passage matches."""
    clauses: tuple[SearchClause, ...]
    options: tuple[RelaxationOption, ...]
    titled: tuple[Link, ...] = ()
    """Meetings, papers and sessions with all of the words in their titles or symbols, which are no passages."""


def diagnose(library: Library, outcome: SearchOutcome) -> NoResultsDiagnosis:
    """Try each part of a search alone and the search without it, then wider versions of the whole search."""
    node = outcome.rewritten.required
    if node is None and outcome.request.q:
        return NoResultsDiagnosis((), (), (), ())
    parts = node.parts if isinstance(node, And) else (node,) if node else ()
    examined = parts if len(parts) <= MAX_PARTS else ()
    counter = _Counter(library, outcome.prepared)
    clauses = (*_query_clauses(counter, outcome.request, examined), *_filter_clauses(counter, outcome.request))
    unmatched = [part for part, clause in zip(examined, clauses, strict=False) if not clause.alone.total]
    absent = tuple(canonical(part) for part in unmatched if any(positive_terms(part)))
    unmet = tuple(canonical(part) for part in unmatched if not any(positive_terms(part)))
    options = [
        _without_clause(clause, clause.without)
        for clause in clauses
        if clause.without and clause.without.total and (clause.is_filter or len(parts) > 1)
    ]
    filter_helps = any(clause.is_filter and clause.without and clause.without.total for clause in clauses)
    options += _wider_searches(counter, outcome.request, parts, filter_helps)
    return NoResultsDiagnosis(
        absent, unmet, clauses if len(clauses) > 1 else (), tuple(options), _titled(library, node)
    )


def _titled(library: Library, node: Node | None) -> tuple[Link, ...]:
    """Return what has all words of a query in its title or symbol, which are no passages.

    Where a meeting is called like its paper, the paper stands for both.
    """
    parts = positive_terms(node)
    words = " ".join(part.text for part in parts if isinstance(part, Term | Phrase | SloppyPhrase))
    found = library.titles.with_words(words, 2 * MAX_TITLES)
    papers = {title.text for title in found if title.kind == "document"}
    shown = [title for title in found if title.kind == "document" or title.text not in papers]
    return tuple(Link(title.text, title.path) for title in shown[:MAX_TITLES])


class _Counter:
    """Counts the results of variants of one search without parsing its query again."""

    def __init__(self, library: Library, search: PreparedSearch) -> None:
        self.library = library
        self._searches = {search.request.q: search}

    def count(self, request: SearchRequest) -> SearchCount:
        """Return the number of passages with all of the words of a request, and its URL."""
        search = self._searches.get(request.q)
        if search is None:
            search = self._searches[request.q] = prepare_search(self.library, request)
        strict = replace(search.for_request(request).strict, page=1, size=1)
        linked = request.with_words("all") if search.rewritten.relaxed else request.with_words("most")
        return SearchCount(self.library.count(strict).total, urls.search_path(linked))

    def count_some(self, request: SearchRequest) -> SearchCount:
        """Return the number of passages with most of the words of a request, or all of them, and its URL."""
        linked = request.with_words("most")
        query = replace(prepare_search(self.library, linked).query, page=1, size=1)
        return SearchCount(self.library.count(query).total, urls.search_path(linked))


def _query_clauses(counter: _Counter, request: SearchRequest, parts: tuple[Node, ...]) -> Iterator[SearchClause]:
    """Yield each part of the query: alone without filters, and the rest of the search without it."""
    for index, part in enumerate(parts):
        others = parts[:index] + parts[index + 1 :]
        text = canonical(part)
        without = None
        if others or request.without_filters() != request:
            without = counter.count(request.with_query(_query_text(others)))
        yield SearchClause(text, False, counter.count(request.without_filters().with_query(text)), without)


def _filter_clauses(counter: _Counter, request: SearchRequest) -> Iterator[SearchClause]:
    """Yield each facet with a selection: the selection alone, and the rest of the search without it."""
    narrowed = [name for name in FACETS if request.selected_values(name) or request.excluded_values(name)]
    for name in narrowed:
        others = (other for other in narrowed if other != name)
        alone = request.with_query("")
        for other in others:
            alone = alone.without_facet(other)
        without = counter.count(request.without_facet(name)) if request.q or len(narrowed) > 1 else None
        yield SearchClause(_filter_text(counter.library, request, name), True, counter.count(alone), without)


def _filter_text(library: Library, request: SearchRequest, name: FacetName) -> str:
    """Return a facet's selection in words: `Year: 2019`."""

    def label(value: str) -> str:
        """Return the label of a value."""
        return labels.value_label(name, value, library.facet_labels(name).get(value, value))

    selected = [label(value) for value in request.selected_values(name)]
    excluded = [gettext("not %(words)s", words=label(value)) for value in request.excluded_values(name)]
    chosen = [any_of(selected)] if selected else []
    return f"{labels.FACET_TITLES[name]}: {listed(chosen + excluded)}"


def _without_clause(clause: SearchClause, without: SearchCount) -> RelaxationOption:
    """Return the search without one part."""
    if clause.is_filter:
        text = gettext("Remove the filter %(filter)s", filter=clause.text)
    else:
        text = gettext("Without “%(words)s”", words=clause.text)
    return RelaxationOption(text, without.url, without.total)


def _wider_searches(
    counter: _Counter, request: SearchRequest, parts: tuple[Node, ...], filter_helps: bool
) -> Iterator[RelaxationOption]:
    """Yield wider versions of the whole search that find something: words apart, any part, no filters.

    `filter_helps` tells whether dropping one filter finds something; where none does, dropping all is tried.
    """
    required: list[Node] = [part for part in parts if not isinstance(part, Not)]
    relaxed_parts = tuple(map(_relaxed_part, parts))
    candidates: list[tuple[str, SearchRequest]] = []
    if relaxed_parts != parts:
        candidates.append(
            (
                gettext("Find the words anywhere in a passage, in any form"),
                request.with_query(_query_text(relaxed_parts)),
            )
        )
    if len(required) > 1:
        candidates.append(
            (gettext("Find any of the parts instead of all"), request.with_query(canonical(disjunction(required))))
        )
    options = list(_with_results(counter, candidates))
    yield from options
    if relaxed_parts != parts and not options:
        some = counter.count_some(request.with_query(_query_text(relaxed_parts)))
        if some.total:
            yield RelaxationOption(gettext("Find passages with some of the words"), some.url, some.total)
    if not filter_helps and request.without_filters() != request:
        yield from _with_results(counter, [(gettext("Remove all filters"), request.without_filters())])
        if not options:
            yield from _with_results(
                counter,
                [
                    (gettext("%(change)s, without filters", change=text), candidate.without_filters())
                    for text, candidate in candidates
                ],
            )


def _with_results(counter: _Counter, candidates: list[tuple[str, SearchRequest]]) -> Iterator[RelaxationOption]:
    """Yield those of several searches that find something."""
    for text, candidate in candidates:
        count = counter.count(candidate)
        if count.total:
            yield RelaxationOption(text, count.url, count.total)


def _relaxed_part(part: Node) -> Node:
    """Return a phrase or proximity part as words that must only be present."""
    match part:
        case Phrase(text) | SloppyPhrase(text, _):
            return conjunction([Term(form) for form in terms_in(text)])
        case Near(parts, _):
            return And(parts)
        case _:
            return part


def _query_text(parts: tuple[Node, ...]) -> str:
    """Return parts as query text; no parts give an empty query."""
    if not parts:
        return ""
    return canonical(And(parts) if len(parts) > 1 else parts[0])
