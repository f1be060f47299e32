"""Routes of the charts: concordance, chart, words, matrix.

Each function parses the URL, queries the library and renders; what a page shows belongs to the page models.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from indexer.explore.word_trends import name_words
from indexer.store.library import Library
from webapp.address import params, urls
from webapp.browse.meeting_list import short_names
from webapp.search.find import find
from webapp.shared.csv import csv_response, csv_stream
from webapp.site import absolute_url, answering_from, current_library, held_library, hold_download, site

from . import chart as chart_model
from . import concordance as concordance_model
from . import matrix as matrix_model
from . import words as words_model
from .word_lines import MAX_WORDS, PLOT_HEIGHT, PLOT_WIDTH

chart_pages = Blueprint("charts", __name__)


@chart_pages.get("/concordance")
def concordance() -> str:
    """Return the page of keywords in context."""
    with current_library() as library:
        order, number = (
            concordance_model.parse_order(_argument("by")),
            params.parse_request([("page", _argument("page"))]).request.page,
        )
        outcome = find(library, _parsed_request(), top_values=0)
        lines = concordance_model.make_concordance(library, outcome, order)
        page = concordance_model.concordance_page(outcome, lines, order, number, _meeting_names(library))
        return render_template("charts/concordance.html", page=page)


@chart_pages.get("/concordance.csv")
def concordance_file() -> Response:
    """Return every line of a concordance as a CSV file, which is written while it is sent.

    Raise DownloadsBusy while too many long files are being sent, and TooLongToSort.
    """
    with ExitStack() as hold:
        hold_download(hold)
        library = held_library(hold)
        with answering_from(library):
            order = concordance_model.parse_order(_argument("by"))
            outcome = find(library, _parsed_request(), top_values=0)
            lines = concordance_model.every_line(library, outcome, order)
            rows = concordance_model.concordance_rows(lines, absolute_url(""))
            return csv_stream("concordance", concordance_model.CSV_HEADER, rows, hold.pop_all())


@chart_pages.get("/chart")
def chart() -> str:
    """Return the page of hits over time and by meeting."""
    with current_library() as library:
        outcome = find(library, _parsed_request(), top_values=0, complete_facets=("year", "meeting"))
        page = chart_model.chart_page(library, outcome, chart_model.parse_measure(_argument("as")))
        return render_template(
            "charts/chart.html",
            page=page,
            bar=chart_model.BAR_WIDTH_RATIO * page.year_width,
            top=chart_model.MAX_BAR_HEIGHT,
        )


@chart_pages.get("/words")
def words() -> str:
    """Return the page of words that rose, fell or tell the results from the rest, and of given words over time."""
    with current_library() as library:
        figures = _word_figures(library)
        page = words_model.words_page(library, figures, _parsed_request().request.words)
        return render_template("charts/words.html", page=page, width=PLOT_WIDTH, height=PLOT_HEIGHT, most=MAX_WORDS)


@chart_pages.get("/words.csv")
def words_file() -> Response:
    """Return these words, or the given words over time, as a CSV file."""
    with current_library() as library:
        header, rows = words_model.words_file(_word_figures(library))
        return csv_response("words", header, rows)


@chart_pages.get("/matrix")
def matrix() -> ResponseReturnValue:
    """Return the page that compares several queries by meeting; a pasted list leads to the address of its queries."""
    if "list" in request.args:
        queries, _ = matrix_model.parse_queries(
            matrix_model.pasted_queries(_argument("list")), matrix_model.MOST_PASTED
        )
        pairs = [(name, value) for name, value in request.args.items(multi=True) if name not in {"list", "q"}]
        return redirect(urls.matrix_path(params.parse_request(pairs).request, queries), 303)
    with current_library() as library:
        page = _matrix_page(library)
        return render_template(
            "charts/matrix.html", page=page, limit=matrix_model.MAX_QUERIES, rows=matrix_model.MAX_MEETINGS
        )


@chart_pages.get("/matrix.csv")
def matrix_file() -> Response:
    """Return the matrix as a CSV file."""
    with current_library() as library:
        page = _matrix_page(library)
        header = ("id", "meeting", "dates", "passages", *page.queries)
        return csv_response("matrix", header, matrix_model.matrix_rows(page))


def _matrix_page(library: Library) -> matrix_model.MatrixPage:
    """Return the matrix in the URL."""
    queries = request.args.getlist("q")
    return matrix_model.matrix_page(library, _parsed_request(ignored_argument="q"), queries, _meeting_names(library))


def _word_figures(library: Library) -> words_model.WordFigures:
    """Return the figures of the words in the URL."""
    people = site().cached(library, name_words)
    return words_model.word_figures(
        library, _parsed_request(), request.args.getlist("terms"), _argument("by"), _meeting_names(library), people
    )


def _meeting_names(library: Library) -> Mapping[str, str]:
    """Return a short name for each meeting, by its id."""
    return site().cached(library, short_names, with_words=True)


def _parsed_request(ignored_argument: str = "") -> params.ParsedRequest:
    """Return the search in the URL, on page 1; `ignored_argument` names one to leave out."""
    pairs = ((name, value) for name, value in request.args.items(multi=True) if name not in {"page", ignored_argument})
    return params.parse_request(pairs)


def _argument(name: str) -> str:
    """Return an argument of the URL, or an empty string."""
    return request.args.get(name, "")
