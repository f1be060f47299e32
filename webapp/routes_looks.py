"""Other ways to look at the papers and at one set of results: coverage, concordance, chart, matrix, kinship.

Each function reads the address, asks the library, and prints; what a page shows is decided in the views.
"""

from __future__ import annotations

from flask import Blueprint, jsonify, render_template
from werkzeug.wrappers import Response

from indexer.coverage import Coverage, coverage_json, coverage_of

from . import links, view_coverage
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


def _coverage() -> Coverage:
    """What the current build covers, found out once."""
    with borrow() as library:
        return site().once(library, coverage_of)
