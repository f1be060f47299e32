"""Other ways to look at the papers and at one set of results: coverage, concordance, chart, matrix, kinship.

Each function reads the address, asks the library, and prints; what a page shows is decided in the views.
"""

from __future__ import annotations

from flask import Blueprint, jsonify, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.explore.coverage import Coverage, coverage_json, coverage_of
from indexer.explore.lineage import lineage
from indexer.explore.similar import alike
from webapp.address import params, urls
from webapp.browse import coverage as view_coverage
from webapp.browse import meeting_list
from webapp.reading import similar
from webapp.shared.csv import csv_file
from webapp.site import absolute, borrow, site

from . import chart as view_chart
from . import concordance as view_concordance
from . import matrix as view_matrix
from .tabs import strictly

looks = Blueprint("looks", __name__)


@looks.get(urls.COVERAGE)
def coverage() -> str:
    """What the corpus covers and what it does not."""
    page = view_coverage.coverage_page(_coverage(), absolute(urls.COVERAGE))
    return render_template("coverage.html", page=page, canonical=absolute(urls.COVERAGE))


@looks.get(f"{urls.COVERAGE}.json")
def coverage_data() -> Response:
    """The same for programs."""
    found, url = _coverage(), absolute(urls.COVERAGE)
    return jsonify(coverage_json(found, view_coverage.citation(found, url), url))


@looks.get(urls.MEETINGS)
def meetings() -> str:
    """All meetings, by year."""
    with borrow() as library:
        part = request.args.get("part", 1, type=int)
        held = site().once(library, meeting_list.held)
        page = meeting_list.meetings_page(library, held, request.args.get("year", ""), part)
        if page is None:
            raise NotFound
        return render_template("meetings.html", page=page, canonical=absolute(page.path))


@looks.get("/concordance")
def concordance() -> str:
    """Keyword in context."""
    with borrow() as library:
        order, number = view_concordance.order_of(_given("by")), params.read([("page", _given("page"))]).request.page
        found = strictly(library, _reading())
        made = view_concordance.concordance(library, found, order)
        page = view_concordance.concordance_page(found, made, order, number)
        return render_template("concordance.html", page=page)


@looks.get("/concordance.csv")
def concordance_file() -> Response:
    """All lines of a concordance as a file."""
    with borrow() as library:
        order = view_concordance.order_of(_given("by"))
        made = view_concordance.concordance(library, strictly(library, _reading()), order)
        rows = view_concordance.concordance_rows(made, absolute(""))
        return csv_file("concordance", view_concordance.HEADER, rows)


@looks.get("/chart")
def chart() -> str:
    """Hits over time and by meeting."""
    with borrow() as library:
        found = strictly(library, _reading())
        page = view_chart.chart_page(library, found, view_chart.measure_of(_given("as")))
        return render_template("chart.html", page=page, bar=view_chart.BAR * page.slot, top=view_chart.HEIGHT)


@looks.get("/matrix")
def matrix() -> str:
    """Several queries by meeting."""
    with borrow() as library:
        page = view_matrix.matrix_page(library, _reading(without="q"), request.args.getlist("q"))
        return render_template("matrix.html", page=page, limit=view_matrix.MAX_QUERIES, rows=view_matrix.MAX_MEETINGS)


@looks.get("/matrix.csv")
def matrix_file() -> Response:
    """The same as a file."""
    with borrow() as library:
        page = view_matrix.matrix_page(library, _reading(without="q"), request.args.getlist("q"))
        header = ("id", "meeting", "dates", "passages", *page.queries)
        return csv_file("matrix", header, view_matrix.matrix_rows(page))


@looks.get("/p/<passage_id>/like")
def like(passage_id: str) -> str:
    """Passages that say something like one."""
    with borrow() as library:
        passage = library.passage(passage_id)
        return render_template("like.html", page=similar.like_page(passage, alike(library, passage), library.spans))


@looks.get("/p/<passage_id>/lineage")
def wordings(passage_id: str) -> str:
    """A passage in its wordings through the papers."""
    with borrow() as library:
        passage = library.passage(passage_id)
        return render_template("lineage.html", page=similar.lineage_page(passage, lineage(library, passage)))


def _reading(without: str = "") -> params.Reading:
    """The search that stands in the address, from its first page; one argument can be passed over."""
    pairs = ((name, value) for name, value in request.args.items(multi=True) if name not in {"page", without})
    return params.read(pairs)


def _given(name: str) -> str:
    """An argument of the address, or nothing."""
    return request.args.get(name, "")


def _coverage() -> Coverage:
    """What the current build covers, found out once."""
    with borrow() as library:
        return site().once(library, coverage_of)
