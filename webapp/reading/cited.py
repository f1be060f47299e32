"""Links to what was cited: where they lead when a passage, a paper, a session or a meeting is there no more.

What became of it is the library's answer, and what a page says of it is `view_state`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from flask import jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from indexer.errors import UnknownId
from indexer.model import Passage
from indexer.registry.resolve import Resolution
from indexer.selections.selector import QuoteSelector, parse_selector
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
    """What became of the passage since the link that was followed was made; nothing where the link does not say when.

    `v` in the address is the version that was cited, and `from` the passage, where that is a part of this one now.
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
    """The words that the address names, looked for in the wording that was cited and in what became of it."""
    chosen = parse_selector(request.args)
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
    library: Library, current: Passage, passages: Sequence[Passage], chosen: QuoteSelector
) -> EndPassage | None:
    """The passage in which the words end or what became of it, where the address names one and it is not gone."""
    if not chosen.to:
        return None
    was = (request.args.get(urls.MERGED_FROM_ARGUMENT) or current.id).rpartition(".")[0]
    version = parse_version(chosen.to_v)
    found = library.resolve(f"{was}.{chosen.to}", version)
    last = next((one for one in passages if found.target and one.id == found.target.id), None)
    wording = found.cited.text if found.cited and version and found.version_known else None
    return EndPassage(last, wording) if last else None


def gone_response(library: Library, wanted: str) -> Response:
    """The answer for a passage that stands no more, or a file about it: the way to its survivor, or a page on it.

    Raises UnknownId where there never was such a passage.
    """
    found, suffix = _resolved(library, wanted)
    if found.state == "merged" and found.row and found.target:
        arguments = {**request.args.to_dict(), urls.MERGED_FROM_ARGUMENT: found.row.id}
        return redirect(urls.with_arguments(urls.passage_path(found.target.id) + suffix, arguments), 301)
    if found.row is None:
        raise UnknownId("passage", wanted)
    page = withdrawn_page(found, _paper(library, found.row.document), parse_selector(request.args))
    response = make_response(render_template("reading/withdrawn.html", page=page))
    response.status_code = 410
    return response


def gone_json_response(library: Library, wanted: str) -> Response:
    """The same for programs: a redirection, or what is known of a passage that is withdrawn, with status 410.

    Raises UnknownId where there never was such a passage.
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
    """What became of the passage that an address asks for, and the suffix of the file about it."""
    version = parse_version(request.args.get(urls.VERSION_ARGUMENT, ""))
    found = library.resolve(wanted, version)
    suffix = references.file_suffix(wanted)
    if found.row is None and suffix:
        return library.resolve(wanted.removesuffix(suffix), version), suffix
    return found, ""


def _paper(library: Library, document: str) -> Link:
    """A document as far as it is still known."""
    try:
        return Link(library.document(document).title, urls.document_path(document))
    except UnknownId:
        former = library.former("document", document)
        return Link(former.title if former else document, "")


def find_former(library: Library, error: UnknownId) -> Former | None:
    """What once had the id that nothing has; of a session, the meeting comes first."""
    kind = FORMER_KINDS.get(error.what)
    if kind == "session":
        meeting = library.former("meeting", error.wanted.partition("/")[0])
        if meeting:
            return meeting
    return library.former(kind, error.wanted) if kind else None


def former_message(former: Former) -> str:
    """What to say of a meeting, a session or a document that is there no more."""
    return (
        f"“{former.title}” stood here until {labels.day_of_timestamp(former.until)}; "
        "its papers are in the corpus no longer. "
        "Links to its passages still show the words that were cited."
    )
