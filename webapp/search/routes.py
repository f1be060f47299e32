"""Routes of the search: the results page, facets and suggestions.

Each route parses the URL, queries the library and renders; what a page shows belongs to the page models.
"""

from __future__ import annotations

from flask import Blueprint, jsonify, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.query.results import FACETS
from indexer.store.library import Library
from indexer.suggest.reader import MAX_TYPED_LENGTH
from webapp.address import params, urls
from webapp.address.arguments import clean_line
from webapp.address.params import ParsedRequest
from webapp.browse import meeting_list
from webapp.browse.home import coverage_view
from webapp.monitoring.request_notes import note_search
from webapp.shared.context import context_of
from webapp.site import absolute_url, current_library, site, today

from . import results
from .corrections import find_corrections
from .facet_page import FacetOrder, facet_page
from .facets import COMPLETE_FACETS, VALUES_SHOWN
from .find import SearchOutcome, find, find_left_out
from .grouping import facets_shown, group_results, grouping_view
from .places import HitPlaces, document_sizes
from .relax import diagnose
from .statement import Statement, stated_search, statement_of
from .statement_answers import frozen_request, frozen_results, statement_file, statement_page
from .suggest import MAX_SUGGESTIONS, suggestion_view

search_pages = Blueprint("search", __name__)


@search_pages.get("/search")
def search() -> str | Response:
    """Return the results page; with `asof` that of a past build."""
    if past := frozen_request():
        return frozen_results(past)
    with current_library() as library:
        grouped = group_results(library, _found(library))
        outcome = grouped.outcome
        note_search(outcome.note)
        empty = outcome.nothing_has_all_words
        places = HitPlaces(
            library,
            site().cached(library, meeting_list.short_names, with_words=True),
            site().cached(library, meeting_list.names_beside_dates, with_words=True),
            site().cached(library, document_sizes),
        )
        context = results.HitContext(context_of(library, outcome.node), places, today())
        page = results.search_page(
            outcome,
            context,
            diagnose(library, outcome) if empty else None,
            site().cached(library, coverage_view, with_words=True) if empty else None,
        )
        grouping = grouping_view(library, grouped, context)
        corrections = find_corrections(library, outcome)
        is_whole = ":" not in outcome.request.group  # else only one group of the results is shown
        left_out = find_left_out(library, outcome.prepared, outcome.results) if is_whole else None
        return render_template(
            "search/search.html",
            page=page,
            grouping=grouping,
            corrections=corrections,
            left_out=left_out,
            any_word_path=urls.search_path(left_out.request) if left_out else None,
            statement=_statement(library, outcome) if empty else None,
            statement_path=urls.statement_path(outcome.request.searched()) if outcome.rewritten.searchable else None,
        )


def _statement(library: Library, outcome: SearchOutcome) -> Statement | None:
    """Return the statement on a search; its counts cost as much as a search, so most pages only link to it."""
    stated = stated_search(library, outcome)
    return statement_of(stated, absolute_url, site().settings.site_name) if stated else None


@search_pages.get(urls.STATEMENT)
def statement() -> Response:
    """Return the page of the statement on a search."""
    return statement_page()


@search_pages.get(f"{urls.STATEMENT}.<suffix>")
def statement_as_file(suffix: str) -> Response:
    """Return the statement on a search as plain text or as JSON; raise NotFound for anything else."""
    return statement_file(suffix)


@search_pages.get("/facet/<name>")
def facet(name: str) -> str:
    """Return the page with the values of one facet within a search. Raise NotFound for an unknown facet."""
    if name not in FACETS:
        raise NotFound
    with current_library() as library:
        outcome = find(library, _parsed_request(), top_values=0, complete_facets=(name,))
        [values] = [candidate.values for candidate in facets_shown(library, outcome) if candidate.name == name] or [()]
        meetings = site().cached(library, meeting_list.short_names, with_words=True)
        search_request = outcome.request.with_page(1)
        order: FacetOrder = "name" if request.args.get("order") == "name" else "count"
        letters = clean_line(request.args.get("find", ""))[:100]
        hints = (
            {value.value: meetings.get(value.value.partition("/")[0], "") for value in values}
            if name == "session"
            else {}
        )
        page = facet_page(name, values, search_request, order, letters, request.args.get("part", "1"), hints)
        return render_template("search/facet.html", page=page, relaxed=outcome.relaxed)


@search_pages.get("/suggest")
def suggest() -> Response:
    """Complete `q`; with `format=opensearch` in the form that browsers expect (OpenSearch Suggestions 1.1)."""
    typed = request.args.get("q", "")[: MAX_TYPED_LENGTH + 1]
    with current_library() as library:
        suggestions = [suggestion_view(entry) for entry in library.suggest(typed, MAX_SUGGESTIONS)]
    if request.args.get("format") != "opensearch":
        return jsonify(
            q=typed,
            suggestions=[
                {"text": suggestion.text, "note": suggestion.note, "query": suggestion.query, "url": suggestion.path}
                for suggestion in suggestions
            ],
        )
    columns = (
        [suggestion.text for suggestion in suggestions],
        [suggestion.note for suggestion in suggestions],
        [absolute_url(suggestion.path) for suggestion in suggestions],
    )
    answer = jsonify([typed, *columns])
    answer.mimetype = "application/x-suggestions+json"
    return answer


def _found(library: Library) -> SearchOutcome:
    """Search for the request in the URL, with as many values of each facet as the page of results lists."""
    return find(library, _parsed_request(), top_values=VALUES_SHOWN, complete_facets=COMPLETE_FACETS)


def _parsed_request() -> ParsedRequest:
    """Return the search in the URL."""
    return params.parse_request(request.args.items(multi=True))
