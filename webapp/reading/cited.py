"""Answers links to cited passages, papers, sessions and meetings that have changed or are gone.

The library finds out what became of them; `state` puts it into words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from urllib.parse import quote, unquote

from flask import jsonify, make_response, redirect, render_template
from werkzeug.wrappers import Response

from indexer.errors import IdKind, UnknownId
from indexer.links.endings import FILE_SUFFIXES, PASSAGE_SUFFIXES, find_with_suffix, suffix_of
from indexer.model import Passage
from indexer.redactions.records import Removal
from indexer.registry.resolve import Resolution
from indexer.registry.rows import PassageRow, parse_version
from indexer.speech.translation import gettext
from indexer.store.history import Former, FormerKind, Successor
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.models import RenderContext

from .address import CitedAddress, parse_address
from .state import StateView, state_view, withdrawn_page
from .words import EndPassage, WordsView, find_words

FORMER_KINDS: dict[IdKind, FormerKind] = {
    "meeting": "meeting",
    "session": "session",
    "document": "document",
    "person": "person",
}

_KINDS: dict[str, IdKind] = {"p": "passage", "d": "document", "m": "meeting", "people": "person"}
_KINDS_BELOW: dict[str, IdKind] = {"m": "session"}
"""Of pages below those of a meeting."""


def resolve_link(library: Library, passage: Passage, address: CitedAddress) -> Resolution | None:
    """Return what happened to the cited passage of a link that leads to a passage.

    The cited passage is the one of the address, or one that has been merged into it. Return None when the address names
    neither a version, nor a merged passage, nor words.
    """
    if address.merged_from:
        merger = library.resolve(address.merged_from, address.version)
        if merger.target and merger.target.id == passage.id:
            return merger
    return library.resolve(passage.id, address.version) if address.version or address.selector else None


def state_since_cited(passage: Passage, address: CitedAddress, resolution: Resolution | None) -> StateView | None:
    """Return what to say of the passage since its link was made, or None when the link does not say when that was."""
    if resolution and (address.version or resolution.state == "merged"):
        return state_view(resolution, passage, has_words=address.selector is not None)
    return None


def words_in_address(
    library: Library,
    address: CitedAddress,
    resolution: Resolution | None,
    current: Passage,
    passages: Sequence[Passage],
    context: RenderContext,
) -> WordsView | None:
    """Find the words that the address names, in the wording that was cited and in the wording of today."""
    if address.selector is None or resolution is None:
        return None
    successors = {row.id for row in resolution.other_parts}
    return find_words(
        passages,
        current,
        address.selector,
        context,
        _cited_text(resolution, address.version),
        successors=[passage for passage in passages if passage.id in successors],
        end=_end_passage(library, address, current, passages),
    )


def _end_passage(
    library: Library, address: CitedAddress, current: Passage, passages: Sequence[Passage]
) -> EndPassage | None:
    """Find the passage in which the words end, or its successor. Return None without one, or when it is gone."""
    selector = address.selector
    if selector is None or not selector.to:
        return None
    document_id = (address.merged_from or current.id).rpartition(".")[0]
    version = parse_version(selector.to_v)
    resolution = library.resolve(f"{document_id}.{selector.to}", version)
    target = resolution.target
    last = next((passage for passage in passages if target and passage.id == target.id), None)
    return EndPassage(last, _cited_text(resolution, version)) if last else None


def _cited_text(resolution: Resolution, version: str | None) -> str | None:
    """Return the wording that a link with a version cited, or None when that is not known."""
    return resolution.cited.text if resolution.cited and version and resolution.version_known else None


def gone_response(library: Library, requested_id: str, arguments: Mapping[str, str]) -> Response:
    """Answer for a passage that is gone, or a file about it: redirect to its successor, or show a page on it.

    Raise UnknownId when there never was such a passage.
    """
    address = parse_address(arguments)
    resolution, suffix = _resolve_with_suffix(library, requested_id, address.version)
    if resolution.state == "merged" and resolution.row and resolution.target:
        path = urls.passage_path(resolution.target.id) + suffix
        return _redirect_to_successor(path, resolution.row, arguments)
    if resolution.row is None:
        raise UnknownId("passage", requested_id)
    if resolution.removal:
        raise UnknownId("passage", resolution.row.id)  # answered as everything that is redacted
    paper, language = _paper(library, resolution.row.document)
    page = withdrawn_page(resolution, paper, language, address.selector)
    response = make_response(render_template("reading/withdrawn.html", page=page))
    response.status_code = 410
    return response


def gone_json_response(library: Library, requested_id: str, arguments: Mapping[str, str]) -> Response:
    """Answer the API for a passage that is gone: redirect to its successor, or describe it with status 410.

    Raise UnknownId when there never was such a passage.
    """
    resolution = library.resolve(requested_id, parse_address(arguments).version)
    if resolution.row and resolution.removal:
        return removed_json_response(resolution.row.id, resolution.removal)
    if resolution.row is None or resolution.cited is None:
        raise UnknownId("passage", requested_id)
    if resolution.state == "merged" and resolution.target:
        path = f"/api/passages/{quote(resolution.target.id, safe='')}"
        return _redirect_to_successor(path, resolution.row, arguments)
    error = {
        "code": "withdrawn",
        "message": "This passage is no longer in the papers.",
        "id": resolution.row.id,
        "text": resolution.cited.text,
        "until": resolution.row.last,
        "nearest": resolution.nearest.id if resolution.nearest else None,
    }
    response = jsonify(error=error)
    response.status_code = 410
    return response


def removed_json_response(wanted_id: str, removal: Removal) -> Response:
    """Answer the API for what was redacted: with status 451, why and when, and without a word of it."""
    facts = {"id": wanted_id, "kind": removal.kind, "reason": removal.reason, "date": removal.date}
    response = jsonify(error={"code": "redacted", "message": removal.sentence, **facts})
    response.status_code = 451
    return response


def find_removal(library: Library, error: UnknownId) -> Removal | None:
    """Return why a passage or document that is unknown today was redacted, None where it never was there."""
    if error.kind == "passage":
        return library.resolve(error.wanted_id).removal
    return library.removal(error.wanted_id) if error.kind == "document" else None


def _redirect_to_successor(path: str, merged: PassageRow, arguments: Mapping[str, str]) -> Response:
    """Redirect to the passage into which another one was merged, with the arguments of its link."""
    return redirect(urls.with_arguments(path, {**arguments, urls.MERGED_FROM_ARGUMENT: merged.id}), 301)


def _resolve_with_suffix(library: Library, requested_id: str, version: str | None) -> tuple[Resolution, str]:
    """Return what happened to the passage that an address asks for, and the suffix of the file about it."""
    resolution = library.resolve(requested_id, version)
    suffix = suffix_of(requested_id, PASSAGE_SUFFIXES)
    if resolution.row is None and suffix:
        return library.resolve(requested_id.removesuffix(suffix), version), suffix
    return resolution, ""


def _paper(library: Library, document_id: str) -> tuple[Link, str | None]:
    """Return a link to a document and the tag of its language, as far as the document is still known."""
    try:
        document = library.document(document_id)
    except UnknownId:
        former = library.former("document", document_id)
        return Link(former.title if former else document_id, ""), None
    return Link(document.title, urls.document_path(document_id)), document.language


def find_former(library: Library, error: UnknownId) -> Former | None:
    """Return what once had an id that is unknown today; a session that leads nowhere goes where its meeting went."""
    kind = FORMER_KINDS.get(error.kind)
    former = library.former(kind, error.wanted_id) if kind else None
    if kind == "session" and not (former and former.became):
        return library.former("meeting", error.wanted_id.partition("/")[0]) or former
    return former


def kind_in(path: str) -> IdKind | None:
    """Return of what kind the page is that the path of an address leads to, None where it is of nothing with an id."""
    names = path.split("/")
    return _KINDS.get(names[-2]) if len(names) > 2 and names[-2] in _KINDS else _KINDS_BELOW.get(names[-3:][0])


def is_known(library: Library, path: str, kind: IdKind | None = None) -> bool:
    """Return whether the path of a permanent address leads to what there is, or once was.

    `kind` is that of the page where the path does not tell.
    """
    kind = kind_in(path) or kind
    names = [unquote(name) for name in path.split("/")]
    if kind == "passage":
        return _resolve_with_suffix(library, names[-1], None)[0].row is not None
    if kind in FORMER_KINDS and library.former(FORMER_KINDS[kind], _wanted_id(kind, names)):
        return True
    return _exists(library, kind, names)


def _wanted_id(kind: IdKind, names: Sequence[str]) -> str:
    return "/".join(names[-2:]) if kind == "session" else names[-1]


def _exists(library: Library, kind: IdKind | None, names: Sequence[str]) -> bool:
    try:
        match kind:
            case "document":
                find_with_suffix(library.document, names[-1], FILE_SUFFIXES[kind])
            case "meeting":
                find_with_suffix(library.meeting, names[-1], FILE_SUFFIXES[kind])
            case "session":
                find_with_suffix(partial(library.session, names[-2]), names[-1], FILE_SUFFIXES[kind])
            case "person":
                library.person(names[-1])
            case _:
                return False
    except UnknownId:
        return False
    return True


def meeting_of_session(library: Library, error: UnknownId) -> Link | None:
    """Return the link to the meeting of an unknown session, or None for anything else and for an unknown meeting."""
    if error.kind != "session":
        return None
    try:
        meeting = library.meeting(error.wanted_id.partition("/")[0])
    except UnknownId:
        return None
    return Link(meeting.title, urls.meeting_path(meeting.id))


def successor_path(successor: Successor) -> str:
    """Return the path of the page to which the address of something that is gone leads."""
    match successor.kind:
        case "session":
            meeting, _, session = successor.id.partition("/")
            return urls.session_path(meeting, session)
        case "document":
            return urls.document_path(successor.id)
        case "person":
            return urls.person_path(successor.id)
        case "meeting":
            return urls.meeting_path(successor.id)


def former_message(former: Former) -> str:
    """Return the message for a meeting, a session, a document or a person that is gone."""
    day = labels.day_of_timestamp(former.until)
    if not former.title:  # it went with a paper that was redacted
        return gettext("Removed on %(day)s. The papers it was in are no longer here.", day=day)
    if former.kind == "person":
        return gettext(
            "“%(name)s” was here until %(day)s. No paper names this person now, or the name fits several people.",
            name=former.title,
            day=day,
        )
    return gettext(
        "“%(title)s” was here until %(day)s. Links to its passages still show the cited words.",
        title=former.title,
        day=day,
    )
