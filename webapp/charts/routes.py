"""The charts of one set of results: concordance, chart over time, matrix of several queries, with their files."""

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
    """Keyword in context."""
    with current_library() as library:
        order, number = (
            view_concordance.parse_order(_given("by")),
            params.parse_request([("page", _given("page"))]).request.page,
        )
        found = find_strict(library, _reading())
        made = view_concordance.make_concordance(library, found, order)
        page = view_concordance.concordance_page(found, made, order, number)
        return render_template("charts/concordance.html", page=page)


@chart_pages.get("/concordance.csv")
def concordance_file() -> Response:
    """All lines of a concordance as a file."""
    with current_library() as library:
        order = view_concordance.parse_order(_given("by"))
        made = view_concordance.make_concordance(library, find_strict(library, _reading()), order)
        rows = view_concordance.concordance_rows(made, absolute_url(""))
        return csv_response("concordance", view_concordance.CSV_HEADER, rows)


@chart_pages.get("/chart")
def chart() -> str:
    """Hits over time and by meeting."""
    with current_library() as library:
        found = find_strict(library, _reading())
        page = view_chart.chart_page(library, found, view_chart.parse_measure(_given("as")))
        return render_template(
            "charts/chart.html", page=page, bar=view_chart.BAR_WIDTH_RATIO * page.slot, top=view_chart.MAX_BAR_HEIGHT
        )


@chart_pages.get("/matrix")
def matrix() -> str:
    """Several queries by meeting."""
    with current_library() as library:
        page = view_matrix.matrix_page(library, _reading(without="q"), request.args.getlist("q"))
        return render_template(
            "charts/matrix.html", page=page, limit=view_matrix.MAX_QUERIES, rows=view_matrix.MAX_MEETINGS
        )


@chart_pages.get("/matrix.csv")
def matrix_file() -> Response:
    """The same as a file."""
    with current_library() as library:
        page = view_matrix.matrix_page(library, _reading(without="q"), request.args.getlist("q"))
        header = ("id", "meeting", "dates", "passages", *page.queries)
        return csv_response("matrix", header, view_matrix.matrix_rows(page))


def _reading(without: str = "") -> params.ParsedRequest:
    """The search that stands in the address, from its first page; one argument can be passed over."""
    pairs = ((name, value) for name, value in request.args.items(multi=True) if name not in {"page", without})
    return params.parse_request(pairs)


def _given(name: str) -> str:
    """An argument of the address, or nothing."""
    return request.args.get(name, "")
