"""Answers with what can be cited of a search: its statement as a page and as files, and the search in a past build.

The addresses are in `routes`.
"""

from __future__ import annotations

from typing import NamedTuple

from flask import jsonify, make_response, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.frozen.answer import PastCollections
from indexer.frozen.errors import CannotReproduce, NothingAsked, UnknownBuild
from indexer.store.library import Library
from webapp.address import params, urls
from webapp.address.arguments import clean_line
from webapp.browse.meeting_list import names_beside_dates
from webapp.search.find import find
from webapp.shared.models import search_box
from webapp.site import absolute_url, current_library, refuse_cut_file, site

from .frozen import FrozenOutcome, FrozenRequest, frozen_data, frozen_page, frozen_statement, search_past
from .statement import Statement, stated_search, statement_of

_MAX_NAME = 60


class _StatedAnswer(NamedTuple):
    """A statement, and the past search that it is of, if any."""

    statement: Statement
    past: FrozenOutcome | None = None


def frozen_request() -> FrozenRequest | None:
    """Return the search of a past build that the address asks for; None where it asks for the live build."""
    build = clean_line(request.args.get(urls.AS_OF_ARGUMENT, ""))[:_MAX_NAME]
    if not build:
        return None
    parsed = params.parse_request(request.args.items(multi=True))
    return FrozenRequest(parsed.request, build, request.args.get(urls.READING_ARGUMENT, ""), parsed.ignored)


def frozen_results(asked: FrozenRequest) -> Response:
    """Return the page of a search of a past build, or the page that says why there is none."""
    with current_library() as library:
        try:
            outcome = search_past(library, past_collections(library), asked)
            stated = frozen_statement(library, outcome)
        except CannotReproduce as error:
            return cannot_repeat(error, asked)
        statement = statement_of(stated, absolute_url, site().settings.site_name)
        page = frozen_page(library, outcome, site().cached(library, names_beside_dates, with_words=True))
        return make_response(
            render_template("search/frozen.html", page=page, statement=statement, stated=stated, problem="")
        )


def statement_page() -> Response:
    """Return the page of the statement on a search."""
    asked = frozen_request()
    with current_library() as library:
        try:
            answer = _answer(library, asked)
        except CannotReproduce as error:
            return cannot_repeat(error, asked)
        return make_response(
            render_template("search/statement.html", statement=answer.statement, box=search_box(_request()))
        )


def statement_file(suffix: str) -> Response:
    """Return the statement as plain text or as JSON; raise NotFound for anything else."""
    if suffix not in {"txt", "json"}:
        raise NotFound
    with current_library() as library:
        try:
            answer = _answer(library, frozen_request())
        except CannotReproduce as error:
            response: Response = (
                jsonify(reproducible=False, reason=str(error)) if suffix == "json" else _text(str(error))
            )
            response.status_code = _status(error)
            return response
        refuse_cut_file()
        if suffix == "txt":
            return _text(answer.statement.text)
        past = {"then": frozen_data(answer.past)} if answer.past else {}
        return jsonify({**answer.statement.data, "statement": answer.statement.sentence, **past})


def _answer(library: Library, asked: FrozenRequest | None) -> _StatedAnswer:
    """Return the statement on the search of the address. Raise CannotReproduce."""
    site_name = site().settings.site_name
    if asked:
        outcome = search_past(library, past_collections(library), asked)
        return _StatedAnswer(statement_of(frozen_statement(library, outcome), absolute_url, site_name), outcome)
    stated = stated_search(library, find(library, params.parse_request(request.args.items(multi=True)), top_values=0))
    if stated is None:
        raise NothingAsked
    return _StatedAnswer(statement_of(stated, absolute_url, site_name))


def _request() -> params.SearchRequest:
    return params.parse_request(request.args.items(multi=True)).request


def past_collections(library: Library) -> PastCollections:
    """Return the past builds on record, read once for each live build. Raise NoPastBuilds."""
    return site().cached(library, PastCollections)


def cannot_repeat(error: CannotReproduce, asked: FrozenRequest | None) -> Response:
    """Return the page that says why a count cannot be made again, and leads to the same search of today."""
    now = asked.request if asked else _request()
    response = make_response(
        render_template(
            "search/frozen.html",
            page=None,
            problem=str(error),
            box=search_box(now),
            now_url=urls.search_path(now.with_page(1)),
        )
    )
    response.status_code = _status(error)
    return response


def _status(error: CannotReproduce) -> int:
    return 404 if isinstance(error, UnknownBuild) else 422


def _text(text: str) -> Response:
    response = make_response(text)
    response.mimetype = "text/plain"
    return response
