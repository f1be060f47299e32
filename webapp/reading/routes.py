"""The routes of the reading pages: each reads the address, asks the library and renders a template.

What a page shows is decided by the page models, not here.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, jsonify, make_response, redirect, render_template, request
from werkzeug.exceptions import BadRequest, Conflict, NotFound
from werkzeug.wrappers import Response

from indexer.errors import UnknownId
from indexer.explore.lineage import lineage
from indexer.explore.similar import find_similar
from indexer.links.endings import find_with_suffix
from indexer.links.mending import mended_pairs
from indexer.references import STYLE_NAMES
from webapp.address import params, urls
from webapp.browse.meeting_list import meeting_contents
from webapp.citing.citations import citation_view, style_named
from webapp.citing.wholes import whole_file, whole_link_header
from webapp.originals.routes import links_to_original
from webapp.shared.context import context_of
from webapp.shared.marks import switch_of_page
from webapp.shared.models import RenderContext
from webapp.shared.references import reference_to
from webapp.site import absolute_url, current_library, site

from . import cited, edition, paper, references, similar
from .address import parse_address
from .arrival import arrival_at
from .citing import CiteRequest, quotation_with_reference
from .page import LinkedPassage, count_parts, document_page, passage_page, switch_surroundings
from .paper_facts import paper_facts
from .shared_words import shared_words
from .words import reference_to_words, select_words

reading_pages = Blueprint("reading", __name__)


@reading_pages.get("/p/<passage_id>")
def passage(passage_id: str) -> Response:
    """Show a passage in its document with the way back to the results it was opened from, or return a file about it."""
    arguments = request.args.to_dict()
    pairs = tuple(request.args.items(multi=True))
    if (meant := mended_pairs(pairs)) != pairs:
        return redirect(f"{urls.passage_path(passage_id)}?{urlencode(meant)}", 301)
    with current_library() as library:
        try:
            current, suffix = references.passage_at(library, passage_id)
        except UnknownId:
            return cited.gone_response(library, passage_id, arguments)
        address = parse_address(arguments)
        passages = library.document_passages(current.document.id)
        reference = reference_to(library, current, passages)
        resolution = cited.resolve_link(library, current, address)
        if suffix:
            context = RenderContext(absolute_url)
            words = cited.words_in_address(library, address, resolution, current, passages, context)
            return references.passage_file(reference, suffix, words)
        parsed = params.parse_request(request.args.items(multi=True)).request
        asked = params.resolve_filters(parsed, library).request.with_page(1)
        search = arrival_at(library, current.id, asked)
        context = context_of(library, search.node, search.request if search.trail else None)
        words = cited.words_in_address(library, address, resolution, current, passages, context)
        linked = LinkedPassage(
            reference,
            CiteRequest(address.style, (*address.kept_params, *params.request_pairs(search.request))),
            words,
            cited.state_since_cited(current, address, resolution),
            shared_words(reference, address, resolution, words),
        )
        around = 0 if address.alone else edition.PASSAGES_AROUND if site().is_edition else None
        page = passage_page(passages, linked, context, search.request, search.trail, around)
        if site().is_edition:
            page = edition.in_edition(page, library, reference)
        if words or search.request.q:
            page = replace(page, marks=switch_of_page(urls.passage_path(current.id), pairs, parsed.marks))
        page = replace(page, surroundings=switch_surroundings(page, pairs))
        noindex = search.is_of_search or words is not None or address.alone
        shown = {"page": page, "original": links_to_original(library, current.document, current)}
        html = render_template("reading/reading.html", **shown, canonical=reference.url, noindex=noindex)
        return make_response(html, {"Link": references.link_header(reference)})


@reading_pages.get("/d/<document_id>")
def document(document_id: str) -> Response:
    """Show a whole document, or return a file about it. Raise NotFound when it has no such part."""
    with current_library() as library:
        wanted, suffix = find_with_suffix(library.document, document_id)
        current = library.document(wanted)
        reference, links = paper.paper_reference(library, current), paper.paper_links(current)
        if suffix:
            return whole_file(reference, suffix, links)
        size = library.document_size(wanted)
        part = _part(count_parts(size))
        page = document_page(library, current, size, part, context_of(library, None))
        contents = meeting_contents(library)
        details = paper.paper_details(current, paper_facts(library, current), contents, reference)
        html = render_template(
            "reading/reading.html",
            page=replace(page, details=details, box=details.box),
            canonical=absolute_url(page.document_url),
            noindex=False,
            original=links_to_original(library, current),
        )
        response = make_response(html)
        response.headers["Link"] = whole_link_header(reference, links, library)
        return response


@reading_pages.get("/p/<passage_id>/reference")
def reference(passage_id: str) -> Response:
    """Return the reference to a passage as plain text, in the requested style or else the first one."""
    with current_library() as library:
        style = style_named(request.args.get("style")) or STYLE_NAMES[0]
        text = citation_view(reference_to(library, library.passage(passage_id)), style).text
        response = make_response(text + "\n")
        response.mimetype = "text/plain"
        return response


@reading_pages.get("/p/<passage_id>/selection")
def selection(passage_id: str) -> Response:
    """Return the link to the words between two offsets, and their quotation with its reference.

    `end` counts characters in the passage `to`, when that is given; `v` is the version that was read. Raise Conflict
    for any other version, because the offsets would mean other words. Raise BadRequest when the offsets hold no words.
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
        reference = reference_to_words(reference_to(library, first, passages), chosen)
        text = quotation_with_reference(chosen.quotation, citation_view(reference, style).text)
        return jsonify(link=chosen.link, quotation=text)


@reading_pages.get("/p/<passage_id>/like")
def similar_passages(passage_id: str) -> str:
    """Show the passages similar to one."""
    with current_library() as library:
        passage = library.passage(passage_id)
        return render_template(
            "reading/similar.html",
            page=similar.similar_page(passage, find_similar(library, passage), library.highlight),
        )


@reading_pages.get("/p/<passage_id>/lineage")
def lineage_page(passage_id: str) -> str:
    """Show the versions of a passage."""
    with current_library() as library:
        passage = library.passage(passage_id)
        return render_template("reading/lineage.html", page=similar.lineage_page(passage, lineage(library, passage)))


def _part(parts: int) -> int:
    """Return which part of a long document is requested. Raise NotFound when there is no such part."""
    text = request.args.get("part", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= parts):
        raise NotFound
    return int(text)


def _offset(name: str) -> int:
    """Return a number of characters from the address. Raise BadRequest for anything else."""
    value = request.args.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) < 9):
        raise BadRequest
    return int(value)
