"""The page model of the line below a passage that says where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.model import Passage, Status
from webapp.address import urls
from webapp.address.urls import Link

from . import labels
from .written import TextLanguage, text_language


@dataclass(frozen=True)
class PassageOrigin:
    """The paper, page and meeting of a passage, and how reliable its text is."""

    status: Status
    status_title: str
    kind: str
    paper: Link
    page: str
    meeting: Link | None
    place: str
    dates: str
    recognised: bool
    written: TextLanguage
    """The language of the paper, of its title and of its passages."""


def passage_origin(passage: Passage) -> PassageOrigin:
    """Return the origin of a passage."""
    document, meeting = passage.document, passage.meeting
    return PassageOrigin(
        status=document.status,
        status_title=labels.status_title(document),
        kind=labels.kind_title(document),
        paper=Link(document.title, urls.document_path(document.id)),
        page=labels.page_label(passage),
        meeting=Link(meeting.title, urls.meeting_path(meeting.id)) if meeting else None,
        place=(meeting and meeting.place) or "",
        dates=labels.meeting_dates(meeting),
        recognised=document.recognised,
        written=text_language(document.language),
    )


def place_title(passage: Passage) -> str:
    """Return the title of a passage's place: its session, its heading, or its paper."""
    if passage.session:
        return passage.session.name
    return passage.headings[-1] if passage.headings else passage.document.title
