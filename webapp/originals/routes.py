"""The routes of originals: the file of a paper, a page of it with a passage marked, the place of a passage in a text.

What is shown is decided by `views`; whether it may be, by `showing`.
"""

from __future__ import annotations

from typing import cast

from flask import Blueprint, current_app, make_response, redirect, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.errors import UnknownId
from indexer.model import Document, Passage
from indexer.originals.messages import DrawnPage, NotShown, ShowingAnswer, ShowingFailure, ShownLines
from indexer.store.library import Library
from indexer.store.original_files import OriginalFile
from webapp.address import urls
from webapp.rates import refuse_too_many_pictures
from webapp.site import current_library, site

from . import views
from .sending import send_original
from .showing import ORIGINALS_KEY, OriginalNotOffered, ShownOriginals
from .slots import DrawingBusy
from .views import UnavailableReason

original_pages = Blueprint("originals", __name__)

_PICTURE_TYPE = "image/webp"
_MOST_PAGE = 100_000
_BUSY_SECONDS = 5


def shown_originals() -> ShownOriginals:
    """Return the originals of the current site."""
    return cast(ShownOriginals, current_app.extensions[ORIGINALS_KEY])


def links_to_original(
    library: Library, document: Document, passage: Passage | None = None
) -> views.OriginalLinks | None:
    """Return what is offered beside a paper or one of its passages; None where that is nothing."""
    return views.original_links(shown_originals(), library, document, passage)


@original_pages.get("/d/<document_id>/original")
def original(document_id: str) -> Response:
    """Send the file of a paper, or a part of it."""
    with site().builds.acquire() as library:  # with an ETag of its own, not that of a page of the build
        document = library.document(document_id)
        try:
            opened = shown_originals().opened(library, document_id)
        except OriginalNotOffered as refusal:
            return _unavailable(document, None, refusal.reason)
        record = library.originals[document_id]
        return send_original(opened, record.digest, document_id, _charset(document, record))


@original_pages.get("/d/<document_id>/page/<int:page>")
def original_page(document_id: str, page: int) -> Response:
    """Show a page of a PDF, with the passage marked that the address names. Raise NotFound for no page of it."""
    with current_library() as library:
        document = library.document(document_id)
        passages = library.document_passages(document_id)
        passage = _named_passage(library, document_id)
        try:
            with shown_originals().open(library, document_id) as opened:
                if not opened.form.is_pdf:
                    raise NotFound
                task = views.page_task(min(page, _MOST_PAGE), passages, passage)
                drawn = shown_originals().look(library, document_id, opened, task, refuse_too_many_pictures)
        except (OriginalNotOffered, DrawingBusy) as refusal:
            return _unavailable(document, passage, _refused(refusal))
        if not isinstance(drawn, DrawnPage):
            return _unavailable(document, passage, _reason(drawn))
        view = views.original_page(document, passages, task, drawn, passage)
        return make_response(render_template("originals/page.html", page=view))


@original_pages.get(f"/d/<document_id>/page/<int:page>{urls.PICTURE_SUFFIX}")
def page_picture(document_id: str, page: int) -> Response:
    """Return the picture of a page, with the passage marked that the address names. Raise NotFound for no page."""
    with current_library() as library:
        passages = library.document_passages(document_id)
        return _picture(library, document_id, page, passages, _named_passage(library, document_id), cropped=False)


@original_pages.get(f"/p/<passage_id>/original{urls.PICTURE_SUFFIX}")
def passage_picture(passage_id: str) -> Response:
    """Return the picture of the part of a page around a passage. Raise NotFound where there is none."""
    with current_library() as library:
        passage = library.passage(passage_id)
        passages = library.document_passages(passage.document.id)
        return _picture(library, passage.document.id, passage.page or 0, passages, passage, cropped=True)


@original_pages.get("/p/<passage_id>/original")
def passage_in_original(passage_id: str) -> Response:
    """Show the place of a passage in the file: for a PDF, lead to its page."""
    with current_library() as library:
        if (gone := _gone_passage(library, passage_id)) is not None:
            return gone
        passage = library.passage(passage_id)
        document = passage.document
        try:
            with shown_originals().open(library, document.id) as opened:
                if opened.form.is_pdf and passage.page:
                    return redirect(urls.original_page_path(document.id, passage.page, passage_id))
                found: ShowingAnswer | None = None
                if opened.form.shown == "lines":
                    encoding = library.originals[document.id].encoding
                    task = views.lines_task(opened.form, encoding, library.document_passages(document.id), passage)
                    found = shown_originals().look(library, document.id, opened, task, refuse_too_many_pictures)
        except (OriginalNotOffered, DrawingBusy) as refusal:
            return _unavailable(document, passage, _refused(refusal))
        if found is not None and not isinstance(found, ShownLines):
            return _unavailable(document, passage, _reason(found))
        view = views.original_place(document, passage, opened.form, found)
        return make_response(render_template("originals/place.html", page=view))


def _gone_passage(library: Library, passage_id: str) -> Response | None:
    """Return the way to what became of a passage that is gone; None for any other."""
    if library.passages_by_id([passage_id]):
        return None
    resolution = library.resolve(passage_id)
    is_told = resolution.row is not None and resolution.removal is None
    return redirect(urls.passage_path(passage_id)) if is_told else None


def _picture(
    library: Library,
    document_id: str,
    page: int,
    passages: tuple[Passage, ...],
    passage: Passage | None,
    *,
    cropped: bool,
) -> Response:
    shown = shown_originals()
    try:
        with shown.open(library, document_id) as opened:
            if not opened.form.is_pdf:
                raise NotFound
            task = views.page_task(min(page, _MOST_PAGE), passages, passage)
            drawn = shown.look(library, document_id, opened, task, refuse_too_many_pictures)
    except OriginalNotOffered as refusal:
        if refusal.reason == "away":
            return _later(make_response(b""))
        raise NotFound from refusal
    except DrawingBusy:
        return _later(make_response(b""))
    if not isinstance(drawn, DrawnPage):
        raise NotFound
    response = make_response(drawn.crop_picture if cropped and drawn.crop else drawn.picture)
    response.mimetype = _PICTURE_TYPE
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _named_passage(library: Library, document_id: str) -> Passage | None:
    """Return the passage that the address names, if it is one of the document."""
    wanted = request.args.get(urls.PASSAGE_ARGUMENT, "")
    try:
        passage = library.passage(wanted) if wanted else None
    except UnknownId:
        return None
    return passage if passage and passage.document.id == document_id else None


def _reason(answer: ShowingAnswer) -> ShowingFailure:
    """Return why something cannot be shown. Raise NotFound where the file has no such page."""
    reason: ShowingFailure = answer.reason if isinstance(answer, NotShown) else "crash"
    if reason == "no_page":
        raise NotFound
    return reason


def _refused(refusal: OriginalNotOffered | DrawingBusy) -> UnavailableReason:
    return refusal.reason if isinstance(refusal, OriginalNotOffered) else "busy"


def _later(response: Response) -> Response:
    """Return a response that says that it should be asked for again soon."""
    response.status_code = 503
    response.headers["Retry-After"] = str(_BUSY_SECONDS)
    return response


def _unavailable(document: Document, passage: Passage | None, reason: UnavailableReason) -> Response:
    """Answer with the reason why a file or a place in it is not shown; nobody keeps it, as the next time it may be."""
    page = views.unavailable_page(document, passage, reason)
    response = make_response(render_template("originals/unavailable.html", page=page))
    response.status_code = 451 if reason == "redacted" else 404
    return _later(response) if reason in {"busy", "away"} else response


def _charset(document: Document, record: OriginalFile) -> str:
    """Return the encoding of a text by what is known of it; empty where nothing is."""
    if record.encoding:
        return record.encoding
    evidence = next((known.evidence for known in document.evidence if known.fact == "encoding"), "")
    return evidence.partition(" ")[0].lower() if evidence != "byte order mark" else ""
