"""Why a search found nothing: what each part of it finds alone and the rest without it, and what would find something.

A part is a word, phrase, field or bracket that must hold, or the choice made in one facet. Spelling and synonyms are
not looked into.

Work: two searches for each of at most `MAX_PARTS` parts and of the facets, and one for each way out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.query.parser import And, Node, Not, Phrase, Term, canonical
from indexer.query.results import FACETS, FacetName
from indexer.query.tree import Near, SloppyPhrase, conjunction, disjunction, positive_leaves
from indexer.store.library import Library
from indexer.text.analysis import terms_in
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.shared import labels as wording

from .find import SearchOutcome, engine_query

MAX_PARTS = 8
"""Parts of a query that are tried one by one; a longer query is answered with its filters only."""


@dataclass(frozen=True)
class SearchCount:
    """A search with how much it finds."""

    total: int
    url: str


@dataclass(frozen=True)
class SearchClause:
    """A part of a search: what it finds alone, and what all the others find without it, where there are others."""

    text: str
    is_filter: bool
    alone: SearchCount
    without: SearchCount | None


@dataclass(frozen=True)
class RelaxationOption:
    """One change of a search that finds something: what to do, where that leads, how much it finds."""

    text: str
    url: str
    total: int


@dataclass(frozen=True)
class NoResultsDiagnosis:
    """What stands in no passage at all, every part with its counts, and the changes that help, smallest first."""

    absent: tuple[str, ...]
    """Words and phrases."""
    unmet: tuple[str, ...]
    """Fields that no passage meets."""
    clauses: tuple[SearchClause, ...]
    options: tuple[RelaxationOption, ...]


def diagnose(library: Library, found: SearchOutcome) -> NoResultsDiagnosis:
    """Try every part of a search alone and the search without it, and then the wider readings of its words."""
    node = found.understood.required
    if node is None and found.request.q:
        return NoResultsDiagnosis((), (), (), ())
    parts = node.parts if isinstance(node, And) else (node,) if node else ()
    tried = parts if len(parts) <= MAX_PARTS else ()
    clauses = (*_parts(library, found.request, tried), *_filters(library, found.request))
    nowhere = [part for part, one in zip(tried, clauses, strict=False) if not one.alone.total]
    absent = tuple(canonical(part) for part in nowhere if any(positive_leaves(part)))
    unmet = tuple(canonical(part) for part in nowhere if not any(positive_leaves(part)))
    reliefs = [
        _leaving_out(one, one.without)
        for one in clauses
        if one.without and one.without.total and (one.is_filter or len(parts) > 1)
    ]
    helped = any(one.is_filter and one.without and one.without.total for one in clauses)
    reliefs += _wider(library, found.request, parts, helped)
    return NoResultsDiagnosis(absent, unmet, clauses if len(clauses) > 1 else (), tuple(reliefs))


def _count(library: Library, request: SearchRequest) -> SearchCount:
    """How many passages a request finds."""
    found = library.search(replace(engine_query(library, request), page=1, size=1))
    return SearchCount(found.total, urls.search_path(request))


def _parts(library: Library, request: SearchRequest, parts: tuple[Node, ...]) -> Iterator[SearchClause]:
    """Each part of the query: alone without any filter, and all the rest of the search without it."""
    for index, part in enumerate(parts):
        rest = parts[:index] + parts[index + 1 :]
        text = canonical(part)
        without = None
        if rest or request.without_filters() != request:
            without = _count(library, request.with_query(_joined(rest)))
        yield SearchClause(text, False, _count(library, request.without_filters().with_query(text)), without)


def _filters(library: Library, request: SearchRequest) -> Iterator[SearchClause]:
    """Each facet in which something is chosen: its choice alone, and all the rest of the search without it."""
    narrowed = [name for name in FACETS if request.selected_values(name) or request.excluded_values(name)]
    for name in narrowed:
        others = (other for other in narrowed if other != name)
        alone = request.with_query("")
        for other in others:
            alone = alone.without_facet(other)
        without = _count(library, request.without_facet(name)) if request.q or len(narrowed) > 1 else None
        yield SearchClause(_choice(library, request, name), True, _count(library, alone), without)


def _choice(library: Library, request: SearchRequest, name: FacetName) -> str:
    """A facet's choice in words: `Year: 2019`."""
    labels = [library.facet_labels(name)[value] for value in request.selected_values(name)]
    out = [f"not {library.facet_labels(name)[value]}" for value in request.excluded_values(name)]
    return f"{wording.FACET_TITLES[name]}: {', '.join([' or '.join(labels)] * bool(labels) + out)}"


def _leaving_out(clause: SearchClause, without: SearchCount) -> RelaxationOption:
    """The search without one part."""
    what = f"the filter {clause.text}" if clause.is_filter else f"“{clause.text}”"
    return RelaxationOption(f"Leave out {what}", without.url, without.total)


def _wider(
    library: Library, request: SearchRequest, parts: tuple[Node, ...], helped: bool
) -> Iterator[RelaxationOption]:
    """Wider readings of the whole search that find something: words not side by side, any of them.

    `helped` tells whether leaving out one filter finds something; where none does, all are left out.
    """
    asked: list[Node] = [part for part in parts if not isinstance(part, Not)]
    loosened = tuple(map(_loosened, parts))
    ways: list[tuple[str, SearchRequest]] = []
    if loosened != parts:
        ways.append(("Look for the words anywhere in a passage, in any form", request.with_query(_joined(loosened))))
    if len(asked) > 1:
        ways.append(("Look for any part instead of all", request.with_query(canonical(disjunction(asked)))))
    found = list(_finding(library, ways))
    yield from found
    if not helped and request.without_filters() != request:
        yield from _finding(library, [("Leave out all filters", request.without_filters())])
        if not found:
            yield from _finding(library, [(f"{text}, without any filter", one.without_filters()) for text, one in ways])


def _finding(library: Library, ways: list[tuple[str, SearchRequest]]) -> Iterator[RelaxationOption]:
    """Those of several searches that find something."""
    for text, wider in ways:
        count = _count(library, wider)
        if count.total:
            yield RelaxationOption(text, count.url, count.total)


def _loosened(part: Node) -> Node:
    """A phrase, or parts that are to stand near one another, as words that must only be there."""
    match part:
        case Phrase(text) | SloppyPhrase(text, _):
            return conjunction([Term(form) for form in terms_in(text)])
        case Near(parts, _):
            return And(parts)
        case _:
            return part


def _joined(parts: tuple[Node, ...]) -> str:
    """Parts as a query; none at all is an empty one."""
    if not parts:
        return ""
    return canonical(And(parts) if len(parts) > 1 else parts[0])
