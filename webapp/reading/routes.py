"""A passage and a document, with what is copied from them and what is akin to them."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, jsonify, make_response, render_template, request
from werkzeug.exceptions import BadRequest, Conflict, NotFound
from werkzeug.wrappers import Response

from indexer.errors import UnknownId
from indexer.explore.lineage import lineage
from indexer.explore.similar import find_similar
from indexer.references import STYLE_NAMES
from webapp.address import params, urls
from webapp.search.find import displayed_query, engine_query
from webapp.shared.context import context_of
from webapp.shared.models import RenderContext
from webapp.shared.references import reference_to
from webapp.site import absolute_url, current_library

from . import cited as cited_view
from . import page as view_reading
from . import references, similar
from .citing import citation_view, quotation_with_reference, style_named
from .words import reference_to_words, select_words

reading_pages = Blueprint("reading", __name__)


@reading_pages.get("/p/<passage_id>")
def passage(passage_id: str) -> Response:
    """A passage in its document, and the way back to the results it was opened from; or a file about it."""
    with current_library() as library:
        try:
            current, suffix = references.passage_at(library, passage_id)
        except UnknownId:
            return cited_view.gone_response(library, passage_id)
        passages = library.document_passages(current.document.id)
        reference = reference_to(library, current, passages)
        if suffix:
            words = cited_view.words_in_address(library, current, passages, RenderContext(absolute_url))
            return references.passage_file(reference, suffix, words)
        reading = params.resolve_filters(params.parse_request(request.args.items(multi=True)).request, library)
        asked = reading.request.with_page(1)
        trail = None
        if params.request_pairs(asked):
            query = displayed_query(library, asked)
            trail = view_reading.search_trail(asked, passage_id, library.ordered_ids(query), query.size)
        manner = context_of(library, engine_query(library, asked).node, asked if params.request_pairs(asked) else None)
        words = cited_view.words_in_address(library, current, passages, manner)
        page = view_reading.passage_page(
            passages, reference, manner, trail, asked, references.cite_request(asked), words
        )
        page = replace(page, state=cited_view.state_since_cited(library, current))
        noindex = trail is not None or words is not None
        html = render_template("reading/reading.html", page=page, canonical=reference.url, noindex=noindex)
        response = make_response(html)
        response.headers["Link"] = references.link_header(reference)
        return response


@reading_pages.get("/d/<document_id>")
def document(document_id: str) -> str:
    """A whole document."""
    with current_library() as library:
        paper = library.document(document_id)
        passages = library.document_passages(document_id)
        part = _part(view_reading.count_parts(len(passages)))
        page = view_reading.document_page(paper, passages, part, RenderContext(absolute_url))
        return render_template(
            "reading/reading.html", page=page, canonical=absolute_url(page.document_url), noindex=False
        )


@reading_pages.get("/p/<passage_id>/reference")
def reference(passage_id: str) -> Response:
    """The reference to a passage as plain text, in the style asked for or the first one."""
    with current_library() as library:
        style = style_named(request.args.get("style")) or STYLE_NAMES[0]
        text = citation_view(reference_to(library, library.passage(passage_id)), style).text
        response = make_response(text + "\n")
        response.mimetype = "text/plain"
        return response


@reading_pages.get("/p/<passage_id>/selection")
def selection(passage_id: str) -> Response:
    """The link to the words between two offsets, and their quotation with its reference.

    `end` counts in the passage `to`, where that is given; `v` is the version that was read, and another one is a
    conflict: its offsets would mean other words.
    """
    with current_library() as library:
        first = library.passage(passage_id)
        if request.args.get("v", "") != urls.text_version(first.text):
            raise Conflict
        last = library.passage(request.args.get("to") or passage_id)
        if last.document.id != first.document.id or last.ordinal < first.ordinal:
            raise BadRequest
        passages = library.document_passages(first.document.id)
        chosen = select_words(passages, first, _offset("start"), last, _offset("end"), RenderContext(absolute_url))
        if chosen is None:
            raise BadRequest
        style = style_named(request.args.get("style")) or STYLE_NAMES[0]
        said = reference_to_words(reference_to(library, first, passages), chosen)
        text = quotation_with_reference(chosen.quotation, citation_view(said, style).text)
        return jsonify(link=chosen.link, quotation=text)


@reading_pages.get("/p/<passage_id>/like")
def similar_passages(passage_id: str) -> str:
    """Passages that say something like one."""
    with current_library() as library:
        passage = library.passage(passage_id)
        return render_template(
            "reading/similar.html",
            page=similar.similar_page(passage, find_similar(library, passage), library.highlight),
        )


@reading_pages.get("/p/<passage_id>/lineage")
def lineage_page(passage_id: str) -> str:
    """A passage in its wordings through the papers."""
    with current_library() as library:
        passage = library.passage(passage_id)
        return render_template("reading/lineage.html", page=similar.lineage_page(passage, lineage(library, passage)))


def _part(parts: int) -> int:
    """Which part of a long document is asked for; one that does not exist is not found."""
    given = request.args.get("part", "1")
    if not (given.isascii() and given.isdigit() and len(given) < 9 and 1 <= int(given) <= parts):
        raise NotFound
    return int(given)


def _offset(name: str) -> int:
    """A number of characters; anything else cannot be understood."""
    given = request.args.get(name, "")
    if not (given.isascii() and given.isdigit() and len(given) < 9):
        raise BadRequest
    return int(given)
