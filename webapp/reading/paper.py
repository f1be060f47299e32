"""The model of what the page of a paper shows besides its passages: people, sessions, neighbours, how to cite it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from indexer.model import Document
from indexer.references import Reference
from indexer.references.linked_data import NamedPage, document_json_ld
from indexer.references.wholes import document_reference
from indexer.store.catalogue_protocol import PassageScope
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.browse.meeting_list import MeetingContents
from webapp.citing.wholes import PageLinks, WholeCiting, whole_citing
from webapp.shared.models import MentionLink, SearchBox, mention_links
from webapp.shared.paper_names import distinct_paper_names
from webapp.shared.people import RoleGroup, role_groups, shortened_groups
from webapp.shared.references import restrictions_of
from webapp.shared.session_names import distinct_session_names
from webapp.site import absolute_url, today

from .paper_facts import PaperFacts

ITEMS_AT_A_TIME = 1_000
"""Ids of passages that are read at a time."""


@dataclass(frozen=True)
class PaperDetails:
    """What stands on the page of a paper besides its passages."""

    citing: WholeCiting
    people: tuple[RoleGroup, ...]
    more_people: int
    people_url: str
    """All people of the paper, with their passages."""
    sessions: tuple[Link, ...]
    mentions: tuple[MentionLink, ...]
    previous: Link | None
    """The paper before it of the same meeting."""
    following: Link | None
    box: SearchBox


def paper_reference(library: Library, document: Document) -> Reference:
    """Return the reference to a whole paper, accessed today."""
    url = absolute_url(urls.document_path(document.id))
    return document_reference(document, url, today(), restrictions_of(library, document.id))


def paper_links(document: Document) -> PageLinks:
    """Return the passages of a paper, and the meetings that it is of."""
    meetings = tuple(absolute_url(urls.meeting_path(meeting.id)) for meeting in document.meetings[:10])
    return PageLinks(partial(_passage_addresses, document.id), meetings)


def _passage_addresses(document_id: str, library: Library) -> Iterable[str]:
    pieces = library.pieces_in(PassageScope(document=document_id), ITEMS_AT_A_TIME)
    return (absolute_url(urls.passage_path(id_)) for piece in pieces for id_ in piece)


def paper_details(
    document: Document, facts: PaperFacts, contents: MeetingContents, reference: Reference
) -> PaperDetails:
    """Return what stands on the page of a paper besides its passages."""
    within = SearchRequest(group=f"document:{document.id}")
    groups, more = shortened_groups(role_groups(facts.people))
    siblings = contents.papers.get(document.meeting.id, ()) if document.meeting else ()
    place = next((index for index, other in enumerate(siblings) if other.id == document.id), 0)
    meetings = [NamedPage(held.title, absolute_url(urls.meeting_path(held.id))) for held in document.meetings]
    path = urls.document_path(document.id)
    return PaperDetails(
        citing=whole_citing(reference, path, document_json_ld(reference, meetings)),
        people=groups,
        more_people=more,
        people_url=urls.facet_path("person", within),
        sessions=_session_links(facts),
        mentions=mention_links(facts.mentions[:30]),
        previous=_sibling(siblings, place - 1),
        following=_sibling(siblings, place + 1),
        box=SearchBox(hidden_fields=(("group", f"document:{document.id}"),)),
    )


def _session_links(facts: PaperFacts) -> tuple[Link, ...]:
    names = distinct_session_names(facts.sessions)
    return tuple(
        Link(names[session.meeting, session.id], urls.session_path(session.meeting, session.id))
        for session in facts.sessions
    )


def _sibling(siblings: Sequence[Document], place: int) -> Link | None:
    """Return a paper of the same meeting, named so that no other of it has the name."""
    if not 0 <= place < len(siblings):
        return None
    return Link(distinct_paper_names(siblings)[siblings[place].id], urls.document_path(siblings[place].id))
