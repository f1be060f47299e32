"""The results of a search as a file: `/search.ris?...` and its like, with the parameters of the page of results."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, request
from werkzeug.wrappers import Response

from indexer.evidence import evidence_of
from indexer.query.results import Query
from indexer.store.library import Library
from webapp.address import params
from webapp.reading.references import reference_to
from webapp.shared.basket_item import Item
from webapp.shared.formats import MOST, RESULT_FILES
from webapp.site import borrow

from .download_names import evidence_file, format_asked, style_asked
from .find import query_shown, understand

results = Blueprint("results", __name__)


@results.get("/search.<suffix>")
def download(suffix: str) -> Response:
    """The references of one page of results, or with `extent=all` of all of them up to a cap."""
    chosen = format_asked(RESULT_FILES, suffix)
    with borrow() as library:
        asked = params.settle(params.read(request.args.items(multi=True)).request, library).request
        searchable = understand(library, asked).searchable
        ids = _extent(library, query_shown(library, asked)) if searchable else ()
        references = [
            replace(reference_to(library, passage), version=Item.of(passage).version)
            for passage in map(library.passage, ids)
        ]
        title = f"Search {asked.q}" if asked.q else "Search"
        return evidence_file(chosen, suffix, title, evidence_of(references, style_asked(chosen)))


def _extent(library: Library, query: Query) -> tuple[str, ...]:
    """The ids of the hits that the address asks for."""
    order = library.order(query)
    if request.args.get("extent") == "all":
        return order[:MOST]
    page = min(query.page, max(1, -(-len(order) // query.size)))
    return order[(page - 1) * query.size : page * query.size]
