"""Routes of the charts: concordance, chart, matrix.

Each function parses the URL, queries the library and renders; what a page shows belongs to the page models.
"""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from webapp.address import params
from webapp.shared.csv import csv_response
from webapp.site import absolute_url, current_library

from . import chart as view_chart
from . import concordance as view_concordance
from . import matrix as view_matrix
from .tabs import find_strict

chart_pages = Blueprint("charts", __name__)


@chart_pages.get("/concordance")
def concordance() -> str:
    """Return the page of keywords in context."""
    with current_library() as library:
        order, number = (
            view_concordance.parse_order(_given("by")),
            params.parse_request([("page", _given("page"))]).request.page,
        )
        outcome = find_strict(library, _reading())
        lines = view_concordance.make_concordance(library, outcome, order)
        page = view_concordance.concordance_page(outcome, lines, order, number)
        return render_template("charts/concordance.html", page=page)


@chart_pages.get("/concordance.csv")
def concordance_file() -> Response:
    """Return all lines of a concordance as a CSV file."""
    with current_library() as library:
        order = view_concordance.parse_order(_given("by"))
        lines = view_concordance.make_concordance(library, find_strict(library, _reading()), order)
        rows = view_concordance.concordance_rows(lines, absolute_url(""))
        return csv_response("concordance", view_concordance.CSV_HEADER, rows)


@chart_pages.get("/chart")
def chart() -> str:
    """Return the page of hits over time and by meeting."""
    with current_library() as library:
        outcome = find_strict(library, _reading())
        page = view_chart.chart_page(library, outcome, view_chart.parse_measure(_given("as")))
        return render_template(
            "charts/chart.html", page=page, bar=view_chart.BAR_WIDTH_RATIO * page.slot, top=view_chart.MAX_BAR_HEIGHT
        )


@chart_pages.get("/matrix")
def matrix() -> str:
    """Return the page that compares several queries by meeting."""
    with current_library() as library:
        page = view_matrix.matrix_page(library, _reading(without="q"), request.args.getlist("q"))
        return render_template(
            "charts/matrix.html", page=page, limit=view_matrix.MAX_QUERIES, rows=view_matrix.MAX_MEETINGS
        )


@chart_pages.get("/matrix.csv")
def matrix_file() -> Response:
    """Return the matrix as a CSV file."""
    with current_library() as library:
        page = view_matrix.matrix_page(library, _reading(without="q"), request.args.getlist("q"))
        header = ("id", "meeting", "dates", "passages", *page.queries)
        return csv_response("matrix", header, view_matrix.matrix_rows(page))


def _reading(without: str = "") -> params.ParsedRequest:
    """Return the search in the URL, on page 1; `without` names an argument to ignore."""
    pairs = ((name, value) for name, value in request.args.items(multi=True) if name not in {"page", without})
    return params.parse_request(pairs)


def _given(name: str) -> str:
    """Return an argument of the URL, or an empty string."""
    return request.args.get(name, "")
