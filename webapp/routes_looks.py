"""Other ways to look at the papers and at one set of results: coverage, concordance, chart, matrix, kinship.

Each function reads the address, asks the library, and prints; what a page shows is decided in the views.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, jsonify, render_template, request
from werkzeug.wrappers import Response

from indexer.coverage import Coverage, coverage_json, coverage_of

from . import links, params, view_concordance, view_coverage
from .csv_files import csv_file
from .find import find
from .site import absolute, borrow, site

looks = Blueprint("looks", __name__)


@looks.get(links.COVERAGE)
def coverage() -> str:
    """What the corpus covers and what it does not."""
    page = view_coverage.coverage_page(_coverage(), absolute(links.COVERAGE))
    return render_template("coverage.html", page=page, canonical=absolute(links.COVERAGE))


@looks.get(f"{links.COVERAGE}.json")
def coverage_data() -> Response:
    """The same for programs."""
    found, url = _coverage(), absolute(links.COVERAGE)
    return jsonify(coverage_json(found, view_coverage.citation(found, url), url))


@looks.get("/concordance")
def concordance() -> str:
    """Keyword in context."""
    with borrow() as library:
        reading, order = params.read(request.args.items(multi=True)), view_concordance.order_of(_given("by"))
        found = find(library, replace(reading, request=reading.request.on_page(1)))
        made = view_concordance.concordance(library, found, order)
        page = view_concordance.concordance_page(found, made, order, reading.request.page)
        return render_template("concordance.html", page=page)


@looks.get("/concordance.csv")
def concordance_file() -> Response:
    """All lines of a concordance as a file."""
    with borrow() as library:
        reading, order = params.read(request.args.items(multi=True)), view_concordance.order_of(_given("by"))
        made = view_concordance.concordance(library, find(library, reading), order)
        rows = view_concordance.concordance_rows(made, absolute(""))
        return csv_file("concordance", view_concordance.HEADER, rows)


def _given(name: str) -> str:
    """An argument of the address, or nothing."""
    return request.args.get(name, "")


def _coverage() -> Coverage:
    """What the current build covers, found out once."""
    with borrow() as library:
        return site().once(library, coverage_of)
