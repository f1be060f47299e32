"""The route of corrections: it reads the form, asks the page model and renders the template."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from webapp.address import urls
from webapp.shared.appearance import appearance_of
from webapp.site import absolute_url, current_library, site

from .page import MAX_NOTE, MAX_VALUE, correction_page

correction_pages = Blueprint("corrections", __name__)


@correction_pages.get("/d/<document_id>/correct")
def correct(document_id: str) -> str:
    """Show the facts of a paper as a form, and what was changed in it as a table of `corpus.toml`."""
    with current_library() as library:
        document = library.document(document_id)
        link = absolute_url(urls.document_path(document.id))
        meeting = document.meeting if len(document.meetings) == 1 else None
        papers = library.documents(meeting.id) if meeting else ()
        others = [paper for paper in papers if paper.id != document.id]
        page = correction_page(document, others, request.args, appearance_of(site().settings), link)
        return render_template("corrections/correction.html", page=page, longest=MAX_VALUE, longest_note=MAX_NOTE)
