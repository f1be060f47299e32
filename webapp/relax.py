"""Why a search found nothing, and the single changes that would make it find something.

Only what one removal gives is told; spelling and synonyms are not looked into.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.engine.query import And, Node, Not, canonical
from indexer.engine.results import FACETS, FacetName, Query
from indexer.library import Library

from . import links, wording
from .find import Found, query_of
from .params import SearchRequest

MAX_PARTS = 8
"""Parts of a query that are tried one by one; a longer query is answered with its filters only."""


@dataclass(frozen=True)
class Relief:
    """One change of a search that finds something: what to leave out, where that leads, how much it finds."""

    leave_out: str
    url: str
    total: int


@dataclass(frozen=True)
class Diagnosis:
    """Words that stand in no passage at all, and the changes that help."""

    absent: tuple[str, ...]
    reliefs: tuple[Relief, ...]


def diagnose(library: Library, found: Found) -> Diagnosis:
    """Try the search without each filter, without all, and without each part of the query."""
    node = found.understood.node
    if node is None and found.request.q:
        return Diagnosis((), ())
    filters = tuple(_without_filters(library, found.request))
    parts = node.parts if isinstance(node, And) else (node,) if node else ()
    if len(parts) > MAX_PARTS:
        return Diagnosis((), filters)
    absent = tuple(canonical(part) for part in parts if not isinstance(part, Not) and not _total(library, Query(part)))
    return Diagnosis(absent, filters + tuple(_without_parts(library, found.request, parts)))


def _total(library: Library, query: Query) -> int:
    """How many passages a query finds."""
    return library.search(replace(query, page=1, size=1)).total


def _without_filters(library: Library, request: SearchRequest) -> Iterator[Relief]:
    """The search without the choice made in one facet, or without any where no single one helps."""
    narrowed = [name for name in FACETS if request.chosen(name) or request.left_out(name)]
    helped = False
    for name in narrowed:
        wider = request.opened(name)
        if total := _total(library, query_of(library, wider)):
            helped = True
            yield Relief(_filter_name(library, request, name), links.search_path(wider), total)
    if len(narrowed) > 1 and not helped and (total := _total(library, query_of(library, request.cleared()))):
        yield Relief("all filters", links.search_path(request.cleared()), total)


def _filter_name(library: Library, request: SearchRequest, name: FacetName) -> str:
    """A facet's choice in words: `the filter Year: 2019`."""
    labels = [library.known(name)[value] for value in request.chosen(name)]
    out = [f"not {library.known(name)[value]}" for value in request.left_out(name)]
    return f"the filter {wording.FACET_TITLES[name]}: {', '.join([' or '.join(labels)] * bool(labels) + out)}"


def _without_parts(library: Library, request: SearchRequest, parts: tuple[Node, ...]) -> Iterator[Relief]:
    """The search without one part of the query, its filters kept."""
    if len(parts) < 2:
        return
    for index, part in enumerate(parts):
        rest = parts[:index] + parts[index + 1 :]
        wider = request.asking(canonical(And(rest) if len(rest) > 1 else rest[0]))
        if total := _total(library, query_of(library, wider)):
            yield Relief(f"“{canonical(part)}”", links.search_path(wider), total)
