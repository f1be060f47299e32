"""Search as pages, as files and as suggestions: each route reads the address, asks the library once and renders."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, jsonify, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.evidence import evidence_from
from indexer.query.results import FACETS, Query
from indexer.store.library import Library
from indexer.suggest.reader import MAX_QUERY_LENGTH
from webapp.address import params
from webapp.address.arguments import clean_line
from webapp.address.params import ParsedRequest
from webapp.browse import meeting_list
from webapp.shared.basket_item import BasketItem
from webapp.shared.context import context_of
from webapp.shared.evidence_files import evidence_response, requested_format, requested_style
from webapp.shared.formats import MAX_REFERENCES, RESULT_FILES
from webapp.shared.references import reference_to
from webapp.site import absolute_url, current_library, site, today

from . import results
from .corrections import find_corrections
from .facet_page import FacetOrder, facet_page
from .find import displayed_query, find, rewrite_query
from .grouping import group_results, grouping_view
from .relax import diagnose
from .suggest import MAX_SUGGESTIONS, suggestion_view

search_pages = Blueprint("search", __name__)


@search_pages.get("/search")
def search() -> str:
    """The results of a search."""
    with current_library() as library:
        made = group_results(library, find(library, _reading()))
        found, manner = made.found, context_of(library, made.found.node)
        empty = found.results.total == 0 or found.relaxed
        names = site().cached(library, meeting_list.short_names)
        page = results.search_page(
            found,
            manner,
            names,
            diagnose(library, found) if empty else None,
            meeting_list.recent_meetings(library, site().cached(library, meeting_list.meeting_contents))
            if empty
            else None,
            today(),
        )
        grouping = grouping_view(library, made, manner, names, today())
        offered = find_corrections(library, found)
        return render_template("search/search.html", page=page, grouping=grouping, offered=offered)


@search_pages.get("/facet/<name>")
def facet(name: str) -> str:
    """The values of one facet within a search."""
    if name not in FACETS:
        raise NotFound
    with current_library() as library:
        found = find(library, params.parse_request(request.args.items(multi=True)))
        [values] = [one.values for one in found.results.facets if one.name == name] or [()]
        meetings = site().cached(library, meeting_list.short_names)
        asked = found.request.with_page(1)
        order: FacetOrder = "name" if request.args.get("order") == "name" else "count"
        wanted = clean_line(request.args.get("find", ""))[:100]
        hints = (
            {one.value: meetings.get(one.value.partition("/")[0], "") for one in values} if name == "session" else {}
        )
        page = facet_page(name, values, asked, order, wanted, request.args.get("part", "1"), hints)
        return render_template("search/facet.html", page=page)


@search_pages.get("/search.<suffix>")
def download(suffix: str) -> Response:
    """The references of one page of results, or with `extent=all` of all of them up to a cap."""
    chosen = requested_format(RESULT_FILES, suffix)
    with current_library() as library:
        asked = params.resolve_filters(params.parse_request(request.args.items(multi=True)).request, library).request
        searchable = rewrite_query(library, asked).searchable
        ids = _extent(library, displayed_query(library, asked)) if searchable else ()
        references = [
            replace(reference_to(library, passage), version=BasketItem.from_passage(passage).version)
            for passage in map(library.passage, ids)
        ]
        title = f"Search {asked.q}" if asked.q else "Search"
        return evidence_response(chosen, suffix, title, evidence_from(references, requested_style(chosen)))


@search_pages.get("/suggest")
def suggest() -> Response:
    """Complete `q`; with `format=opensearch` as browsers expect it (OpenSearch Suggestions 1.1)."""
    typed = request.args.get("q", "")[: MAX_QUERY_LENGTH + 1]
    with current_library() as library:
        offers = [suggestion_view(one) for one in library.suggest(typed, MAX_SUGGESTIONS)]
    if request.args.get("format") != "opensearch":
        return jsonify(
            q=typed, suggestions=[{"text": a.text, "note": a.note, "query": a.query, "url": a.path} for a in offers]
        )
    columns = [a.text for a in offers], [a.note for a in offers], [absolute_url(a.path) for a in offers]
    answer = jsonify([typed, *columns])
    answer.mimetype = "application/x-suggestions+json"
    return answer


def _reading() -> ParsedRequest:
    """The search that stands in the address."""
    return params.parse_request(request.args.items(multi=True))


def _extent(library: Library, query: Query) -> tuple[str, ...]:
    """The ids of the hits that the address asks for."""
    order = library.ordered_ids(query)
    if request.args.get("extent") == "all":
        return order[:MAX_REFERENCES]
    page = min(query.page, max(1, -(-len(order) // query.size)))
    return order[(page - 1) * query.size : page * query.size]
