"""Answers links to cited passages, papers, sessions and meetings that have changed or are gone.

The library finds out what became of them; `state` puts it into words.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from flask import jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from indexer import selections
from indexer.errors import UnknownId
from indexer.model import Passage
from indexer.registry.resolve import Resolution
from indexer.store.history import Former, FormerKind
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.models import RenderContext

from . import references
from .state import StateView, parse_version, state_view, withdrawn_page
from .words import EndPassage, WordsView, find_words

FORMER_KINDS: dict[str, FormerKind] = {"meeting": "meeting", "session": "session", "document": "document"}


def state_since_cited(library: Library, passage: Passage) -> StateView | None:
    """Return what happened to the passage since its link was made, or None when the link does not carry a version.

    `v` in the address is the version that was cited. `from` is the cited passage, when it has been merged into this
    one.
    """
    version = parse_version(request.args.get(urls.VERSION_ARGUMENT, ""))
    was = request.args.get(urls.MERGED_FROM_ARGUMENT, "")
    if was and was != passage.id:
        found = library.resolve(was, version)
        if found.state == "merged" and found.target and found.target.id == passage.id:
            return state_view(found, passage)
    return state_view(library.resolve(passage.id, version), passage) if version else None


def words_in_address(
    library: Library, current: Passage, passages: Sequence[Passage], context: RenderContext
) -> WordsView | None:
    """Find the words that the address names, in the wording that was cited and in the wording of today."""
    chosen = selections.parse_selector(request.args)
    if chosen is None:
        return None
    version = parse_version(request.args.get(urls.VERSION_ARGUMENT, ""))
    found = library.resolve(request.args.get(urls.MERGED_FROM_ARGUMENT) or current.id, version)
    if found.target is None or found.target.id != current.id:
        found = library.resolve(current.id, version)
    wording = found.cited.text if found.cited and version and found.version_known else None
    parts = {one.id for one in found.other_parts}
    heirs = [one for one in passages if one.id in parts]
    return find_words(passages, current, chosen, context, wording, heirs, _ending(library, current, passages, chosen))


def _ending(
    library: Library, current: Passage, passages: Sequence[Passage], chosen: selections.QuoteSelector
) -> EndPassage | None:
    """Find the passage in which the words end, or its successor. Return None without one, or when it is gone."""
    if not chosen.to:
        return None
    was = (request.args.get(urls.MERGED_FROM_ARGUMENT) or current.id).rpartition(".")[0]
    version = parse_version(chosen.to_v)
    found = library.resolve(f"{was}.{chosen.to}", version)
    last = next((one for one in passages if found.target and one.id == found.target.id), None)
    wording = found.cited.text if found.cited and version and found.version_known else None
    return EndPassage(last, wording) if last else None


def gone_response(library: Library, wanted: str) -> Response:
    """Answer a request for a passage that is gone, or for a file about it: redirect to its successor, or show a page on
    it.

    Raise UnknownId when there never was such a passage.
    """
    found, suffix = _resolved(library, wanted)
    if found.state == "merged" and found.row and found.target:
        arguments = {**request.args.to_dict(), urls.MERGED_FROM_ARGUMENT: found.row.id}
        return redirect(urls.with_arguments(urls.passage_path(found.target.id) + suffix, arguments), 301)
    if found.row is None:
        raise UnknownId("passage", wanted)
    page = withdrawn_page(found, _paper(library, found.row.document), selections.parse_selector(request.args))
    response = make_response(render_template("reading/withdrawn.html", page=page))
    response.status_code = 410
    return response


def gone_json_response(library: Library, wanted: str) -> Response:
    """Answer the API for a passage that is gone: redirect to its successor, or return what is known of it with status
    410.

    Raise UnknownId when there never was such a passage.
    """
    found = library.resolve(wanted, parse_version(request.args.get(urls.VERSION_ARGUMENT, "")))
    if found.row is None or found.cited is None:
        raise UnknownId("passage", wanted)
    if found.state == "merged" and found.target:
        arguments = {**request.args.to_dict(), urls.MERGED_FROM_ARGUMENT: found.row.id}
        return redirect(urls.with_arguments(f"/api/passages/{quote(found.target.id, safe='')}", arguments), 301)
    error = {
        "code": "withdrawn",
        "message": "This passage is no longer in the papers.",
        "id": found.row.id,
        "text": found.cited.text,
        "until": found.row.last,
        "nearest": found.nearest.id if found.nearest else None,
    }
    response = jsonify(error=error)
    response.status_code = 410
    return response


def _resolved(library: Library, wanted: str) -> tuple[Resolution, str]:
    """Return what happened to the passage that an address asks for, and the suffix of the file about it."""
    version = parse_version(request.args.get(urls.VERSION_ARGUMENT, ""))
    found = library.resolve(wanted, version)
    suffix = references.file_suffix(wanted)
    if found.row is None and suffix:
        return library.resolve(wanted.removesuffix(suffix), version), suffix
    return found, ""


def _paper(library: Library, document: str) -> Link:
    """Return a link to a document, as far as the document is still known."""
    try:
        return Link(library.document(document).title, urls.document_path(document))
    except UnknownId:
        former = library.former("document", document)
        return Link(former.title if former else document, "")


def find_former(library: Library, error: UnknownId) -> Former | None:
    """Return what once had an id that is unknown today; for a session, look for its meeting first."""
    kind = FORMER_KINDS.get(error.what)
    if kind == "session":
        meeting = library.former("meeting", error.wanted.partition("/")[0])
        if meeting:
            return meeting
    return library.former(kind, error.wanted) if kind else None


def former_message(former: Former) -> str:
    """Return the message for a meeting, a session or a document that is gone."""
    return (
        f"“{former.title}” stood here until {labels.day_of_timestamp(former.until)}; "
        "its papers are in the corpus no longer. "
        "Links to its passages still show the words that were cited."
    )
