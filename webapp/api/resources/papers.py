"""Documents, meetings and sessions, and the passages of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from indexer.model import Document, Meeting, Session
from indexer.open_formats import AKOMA_NTOSO_SUFFIX, TEI_SUFFIX
from indexer.store.catalogue_protocol import PassageScope
from indexer.store.library import Library
from indexer.store.records import DocumentRecord, FullSessionRecord, MeetingRecord
from webapp.address import urls
from webapp.api.contract.operation import Call, CursorText, Limit, Links, ListAnswer, Resource
from webapp.api.contract.problems import InvalidCursor
from webapp.browse import meeting_list

from .asking import ListParameters
from .records import CitingRestrictionItem, PassageItem, citing_restrictions, passage_items

papers = Resource(
    "Meetings and papers",
    "A meeting has documents and sessions. A document can belong to several meetings or to none. Its status is "
    "`planned`, `reported`, or `unknown` where the text does not say.",
)

MeetingId = Annotated[str, Meta(description="The id of a meeting.")]
SessionId = Annotated[str, Meta(description="The id of a session within its meeting.")]
DocumentId = Annotated[str, Meta(description="The id of a document.")]


class DocumentParameters(Struct, frozen=True, kw_only=True):
    """A document."""

    document: DocumentId


class DocumentPassagesParameters(DocumentParameters, frozen=True, kw_only=True):
    """A document, and the part of its passages."""

    limit: Limit = 50
    cursor: CursorText = ""


class MeetingParameters(Struct, frozen=True, kw_only=True):
    """A meeting."""

    meeting: MeetingId


class MeetingPassagesParameters(MeetingParameters, frozen=True, kw_only=True):
    """A meeting, and the part of its passages."""

    limit: Limit = 50
    cursor: CursorText = ""


class SessionParameters(MeetingParameters, frozen=True, kw_only=True):
    """A session."""

    session: SessionId


class SessionPassagesParameters(SessionParameters, frozen=True, kw_only=True):
    """A session, and the part of its passages."""

    limit: Limit = 50
    cursor: CursorText = ""


class DocumentItem(DocumentRecord, frozen=True, kw_only=True):
    """A document: a paper of a meeting."""

    meetings: list[str]
    """The ids of its meetings: none, one, or several."""
    citing_restrictions: list[CitingRestrictionItem]
    """Limits on citing it, as the owner states them or else as the paper does; empty where neither does."""
    links: Links
    """Addresses: `self`, `html`, `passages`, and the whole paper as `akoma_ntoso` and `tei`."""


class MeetingItem(MeetingRecord, frozen=True, kw_only=True):
    """A meeting; what is not known of it is null."""

    documents: int
    """How many documents it has."""
    sessions: int
    """How many sessions it has."""
    passages: int
    """How many passages are about it."""
    links: Links
    """Addresses: `self`, `html`, `documents`, `sessions`, `passages`."""


class SessionItem(FullSessionRecord, frozen=True, kw_only=True):
    """A session of a meeting, with the people of it; `status` of a person says whether only a plan lists them."""

    name: str
    """What pages call it: its label and title."""
    links: Links
    """Addresses: `self`, `html`, `meeting`, `passages`."""


class DocumentsAnswer(ListAnswer, frozen=True, kw_only=True):
    """A part of the documents, in the order of the corpus."""

    total: int
    """How many there are."""
    items: list[DocumentItem]
    """The documents."""


class MeetingsAnswer(ListAnswer, frozen=True, kw_only=True):
    """A part of the meetings, the newest first."""

    total: int
    """How many there are."""
    items: list[MeetingItem]
    """The meetings."""


class SessionsAnswer(ListAnswer, frozen=True, kw_only=True):
    """A part of the sessions of a meeting, in its order, each before its parts."""

    total: int
    """How many there are."""
    items: list[SessionItem]
    """The sessions."""


class PassagesAnswer(ListAnswer, frozen=True, kw_only=True):
    """A part of some passages, in the order of the documents."""

    total: int
    """How many there are."""
    items: list[PassageItem]
    """The passages."""


@papers.declare("/documents", "invalid_cursor", "outdated_cursor")
def documents(call: Call[ListParameters]) -> DocumentsAnswer:
    """Return the documents, in the order of the corpus."""
    return _documents(call, call.library.documents(), None)


@papers.declare("/documents/{document}", "unknown_id", "gone", "removed")
def document(call: Call[DocumentParameters]) -> DocumentItem:
    """Return a document, with how each fact of it is known."""
    return _document_item(call, call.library.document(call.given.document))


@papers.declare("/documents/{document}/passages", "unknown_id", "gone", "removed", "invalid_cursor", "outdated_cursor")
def document_passages(call: Call[DocumentPassagesParameters]) -> PassagesAnswer:
    """Return the passages of a document, in order."""
    paper = call.library.document(call.given.document)
    return listed_passages(call, PassageScope(document=paper.id), call.given.limit, urls.document_path(paper.id))


@papers.declare("/meetings", "invalid_cursor", "outdated_cursor")
def meetings(call: Call[ListParameters]) -> MeetingsAnswer:
    """Return the meetings, the newest first, and those without a date last."""
    listed, contents = call.library.meetings(), _contents(call.library)
    shown = listed[call.offset : call.offset + call.given.limit]
    return MeetingsAnswer(
        build=call.library.stats.build,
        links=call.offset_links(urls.MEETINGS, len(shown), len(listed)),
        total=len(listed),
        items=[_meeting_item(call, each, contents) for each in shown],
    )


@papers.declare("/meetings/{meeting}", "unknown_id", "gone")
def meeting(call: Call[MeetingParameters]) -> MeetingItem:
    """Return a meeting.

    A meeting that has become part of another is answered with a redirect to that.
    """
    return _meeting_item(call, call.library.meeting(call.given.meeting), _contents(call.library))


@papers.declare("/meetings/{meeting}/documents", "unknown_id", "gone", "invalid_cursor", "outdated_cursor")
def meeting_documents(call: Call[MeetingPassagesParameters]) -> DocumentsAnswer:
    """Return the documents of a meeting."""
    held = call.library.meeting(call.given.meeting)
    return _documents(call, call.library.documents(held.id), urls.meeting_path(held.id))


@papers.declare("/meetings/{meeting}/passages", "unknown_id", "gone", "invalid_cursor", "outdated_cursor")
def meeting_passages(call: Call[MeetingPassagesParameters]) -> PassagesAnswer:
    """Return the passages of a meeting, document by document."""
    held = call.library.meeting(call.given.meeting)
    return listed_passages(call, PassageScope(meeting=held.id), call.given.limit, urls.meeting_path(held.id))


@papers.declare("/meetings/{meeting}/sessions", "unknown_id", "gone", "invalid_cursor", "outdated_cursor")
def sessions(call: Call[MeetingPassagesParameters]) -> SessionsAnswer:
    """Return the sessions of a meeting in order, each before its parts."""
    held = call.library.meeting(call.given.meeting)
    listed = call.library.sessions(held.id)
    shown = listed[call.offset : call.offset + call.given.limit]
    return SessionsAnswer(
        build=call.library.stats.build,
        links=call.offset_links(urls.meeting_path(held.id), len(shown), len(listed)),
        total=len(listed),
        items=[_session_item(call, each) for each in shown],
    )


@papers.declare("/meetings/{meeting}/sessions/{session}", "unknown_id", "gone")
def session(call: Call[SessionParameters]) -> SessionItem:
    """Return a session with the people of it."""
    return _session_item(call, call.library.session(call.given.meeting, call.given.session))


@papers.declare(
    "/meetings/{meeting}/sessions/{session}/passages", "unknown_id", "gone", "invalid_cursor", "outdated_cursor"
)
def session_passages(call: Call[SessionPassagesParameters]) -> PassagesAnswer:
    """Return the passages of a session and of its parts, document by document."""
    held = call.library.session(call.given.meeting, call.given.session)
    scope = call.library.scope_of_session(held)
    return listed_passages(call, scope, call.given.limit, urls.session_path(held.meeting, held.id))


def listed_passages(call: Call[Struct], scope: PassageScope, limit: int, html: str) -> PassagesAnswer:
    """Return the part of the passages of a scope that a call asks for. Raise InvalidCursor."""
    library, cursor = call.library, call.cursor
    try:
        piece = library.ids_after(scope, cursor.place if cursor else None, limit)
    except ValueError as error:
        raise InvalidCursor("This cursor is of another list.", parameter="cursor") from error
    return PassagesAnswer(
        build=library.stats.build,
        links=call.links(html, piece.cursor, call.offset + len(piece.ids)),
        total=library.count_in(scope),
        items=passage_items(call, library.passages_by_id(piece.ids)),
    )


def _documents(
    call: Call[ListParameters] | Call[MeetingPassagesParameters], listed: Sequence[Document], html: str | None
) -> DocumentsAnswer:
    shown = listed[call.offset : call.offset + call.given.limit]
    return DocumentsAnswer(
        build=call.library.stats.build,
        links=call.offset_links(html, len(shown), len(listed)),
        total=len(listed),
        items=[_document_item(call, each) for each in shown],
    )


def _document_item(call: Call[Struct], paper: Document) -> DocumentItem:
    members = msgspec.structs.asdict(msgspec.convert(paper, DocumentRecord, from_attributes=True))
    path = urls.document_path(paper.id)
    links = {
        "self": call.link("documents", paper.id),
        "html": call.absolute(path),
        "passages": call.link("documents", paper.id, "passages"),
        "akoma_ntoso": call.absolute(urls.paper_file_path(path, AKOMA_NTOSO_SUFFIX)),
        "tei": call.absolute(urls.paper_file_path(path, TEI_SUFFIX)),
    }
    return DocumentItem(
        **members,
        meetings=[held.id for held in paper.meetings],
        citing_restrictions=citing_restrictions(call, paper.id),
        links=links,
    )


def _meeting_item(call: Call[Struct], held: Meeting, contents: meeting_list.MeetingContents) -> MeetingItem:
    members = msgspec.structs.asdict(msgspec.convert(held, MeetingRecord, from_attributes=True))
    links = {
        "self": call.link("meetings", held.id),
        "html": call.absolute(urls.meeting_path(held.id)),
        **{name: call.link("meetings", held.id, name) for name in ("documents", "sessions", "passages")},
    }
    return MeetingItem(
        **members,
        documents=len(contents.papers.get(held.id, ())),
        sessions=len(call.library.sessions(held.id)),
        passages=contents.passages.get(held.id, 0),
        links=links,
    )


def _session_item(call: Call[Struct], held: Session) -> SessionItem:
    members = msgspec.structs.asdict(msgspec.convert(held, FullSessionRecord, from_attributes=True))
    own = ("meetings", held.meeting, "sessions", held.id)
    links = {
        "self": call.link(*own),
        "html": call.absolute(urls.session_path(held.meeting, held.id)),
        "meeting": call.link("meetings", held.meeting),
        "passages": call.link(*own, "passages"),
    }
    return SessionItem(**members, name=held.name, links=links)


def _contents(library: Library) -> meeting_list.MeetingContents:
    """Return what is listed of every meeting, as on the page of all meetings."""
    return meeting_list.meeting_contents(library)
