"""A passage and a document, with what is copied from them and what is akin to them."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, jsonify, make_response, render_template, request
from werkzeug.exceptions import BadRequest, Conflict, NotFound
from werkzeug.wrappers import Response

from indexer.errors import UnknownId
from indexer.explore.lineage import lineage
from indexer.explore.similar import alike
from indexer.references import STYLES
from webapp.address import params, urls
from webapp.search.find import query_of, query_shown
from webapp.shared.context import context_of
from webapp.shared.models import Manner
from webapp.shared.references import reference_to
from webapp.site import absolute, borrow

from . import cited as cited_view
from . import page as view_reading
from . import references, similar
from .citing import cited, quotation_with, style_named
from .words import of_words, select

reading_pages = Blueprint("reading", __name__)


@reading_pages.get("/p/<passage_id>")
def passage(passage_id: str) -> Response:
    """A passage in its document, and the way back to the results it was opened from; or a file about it."""
    with borrow() as library:
        try:
            current, suffix = references.passage_at(library, passage_id)
        except UnknownId:
            return cited_view.gone(library, passage_id)
        passages = library.document_passages(current.document.id)
        reference = reference_to(library, current, passages)
        if suffix:
            words = cited_view.words_of(library, current, passages, Manner(absolute))
            return references.file_about(reference, suffix, words)
        reading = params.settle(params.read(request.args.items(multi=True)).request, library)
        asked = reading.request.on_page(1)
        trail = None
        if params.write(asked):
            query = query_shown(library, asked)
            trail = view_reading.trail_to(asked, passage_id, library.order(query), query.size)
        manner = context_of(library, query_of(library, asked).node, asked if params.write(asked) else None)
        words = cited_view.words_of(library, current, passages, manner)
        page = view_reading.passage_page(
            passages, reference, manner, trail, asked, references.cite_request(asked), words
        )
        page = replace(page, state=cited_view.state_of(library, current))
        noindex = trail is not None or words is not None
        html = render_template("reading/reading.html", page=page, canonical=reference.url, noindex=noindex)
        response = make_response(html)
        response.headers["Link"] = references.signposts(reference)
        return response


@reading_pages.get("/d/<document_id>")
def document(document_id: str) -> str:
    """A whole document."""
    with borrow() as library:
        paper = library.document(document_id)
        passages = library.document_passages(document_id)
        part = _part(view_reading.count_parts(len(passages)))
        page = view_reading.document_page(paper, passages, part, Manner(absolute))
        return render_template("reading/reading.html", page=page, canonical=absolute(page.document_url), noindex=False)


@reading_pages.get("/p/<passage_id>/reference")
def reference(passage_id: str) -> Response:
    """The reference to a passage as plain text, in the style asked for or the first one."""
    with borrow() as library:
        style = style_named(request.args.get("style")) or STYLES[0]
        text = cited(reference_to(library, library.passage(passage_id)), style).text
        response = make_response(text + "\n")
        response.mimetype = "text/plain"
        return response


@reading_pages.get("/p/<passage_id>/selection")
def selection(passage_id: str) -> Response:
    """The link to the words between two offsets, and their quotation with its reference.

    `end` counts in the passage `to`, where that is given; `v` is the version that was read, and another one is a
    conflict: its offsets would mean other words.
    """
    with borrow() as library:
        first = library.passage(passage_id)
        if request.args.get("v", "") != urls.version(first.text):
            raise Conflict
        last = library.passage(request.args.get("to") or passage_id)
        if last.document.id != first.document.id or last.ordinal < first.ordinal:
            raise BadRequest
        passages = library.document_passages(first.document.id)
        chosen = select(passages, first, _offset("start"), last, _offset("end"), Manner(absolute))
        if chosen is None:
            raise BadRequest
        style = style_named(request.args.get("style")) or STYLES[0]
        said = of_words(reference_to(library, first, passages), chosen)
        text = quotation_with(chosen.quotation, cited(said, style).text)
        return jsonify(link=chosen.link, quotation=text)


@reading_pages.get("/p/<passage_id>/like")
def like(passage_id: str) -> str:
    """Passages that say something like one."""
    with borrow() as library:
        passage = library.passage(passage_id)
        return render_template(
            "reading/similar.html", page=similar.like_page(passage, alike(library, passage), library.spans)
        )


@reading_pages.get("/p/<passage_id>/lineage")
def wordings(passage_id: str) -> str:
    """A passage in its wordings through the papers."""
    with borrow() as library:
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
