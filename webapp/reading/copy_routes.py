"""What the script of a page asks for when something is copied: a reference as text, and the link to selected words.

Nothing here is needed to read or cite without a script: the same texts stand on the page of the passage.
"""

from __future__ import annotations

from flask import Blueprint, jsonify, make_response, request
from werkzeug.exceptions import BadRequest, Conflict
from werkzeug.wrappers import Response

from indexer.references import STYLES
from webapp.address import urls
from webapp.shared.models import Manner
from webapp.site import absolute, borrow

from . import references
from .citing import cited, quotation_with, style_named
from .words import of_words, select

copying = Blueprint("copying", __name__)


@copying.get("/p/<passage_id>/reference")
def reference(passage_id: str) -> Response:
    """The reference to a passage as plain text, in the style asked for or the first one."""
    with borrow() as library:
        style = style_named(request.args.get("style")) or STYLES[0]
        text = cited(references.reference_to(library, library.passage(passage_id)), style).text
        response = make_response(text + "\n")
        response.mimetype = "text/plain"
        return response


@copying.get("/p/<passage_id>/selection")
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
        said = of_words(references.reference_to(library, first, passages), chosen)
        text = quotation_with(chosen.quotation, cited(said, style).text)
        return jsonify(link=chosen.link, quotation=text)


def _offset(name: str) -> int:
    """A number of characters; anything else cannot be understood."""
    given = request.args.get(name, "")
    if not (given.isascii() and given.isdigit() and len(given) < 9):
        raise BadRequest
    return int(given)
