"""Papers, meetings, sessions, people and bodies as schema.org JSON-LD, as plain data for the heads of their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.model import Meeting, Person, Session

from .metadata import JsonObject, event_json_ld, report_json_ld, without_empty
from .reference import Reference

CONTEXT = "https://schema.org"
MAX_PARTS = 50
"""Parts that linked data name: a page that has more says how many in its text."""


@dataclass(frozen=True)
class NamedPage:
    """Something with a page of its own."""

    name: str
    url: str
    """In full."""


def document_json_ld(reference: Reference, meetings: Sequence[NamedPage]) -> JsonObject:
    """Return a paper as a Report about the meetings that it is of."""
    document = reference.passage.document
    report = report_json_ld(reference, reference.url)
    about = [
        {**event_json_ld(meeting), "@id": page.url, "url": page.url}
        for meeting, page in zip(document.meetings, meetings, strict=True)
    ][:MAX_PARTS]
    return without_empty(
        {
            "@context": CONTEXT,
            **report,
            "@id": reference.url,
            "identifier": document.symbol or document.id,
            "about": (about[0] if len(about) == 1 else about) or None,
            "creativeWorkStatus": document.status if document.status != "unknown" else None,
            "isBasedOn": document.url,
        }
    )


def meeting_json_ld(
    meeting: Meeting, url: str, papers: Sequence[NamedPage], sessions: Sequence[NamedPage]
) -> JsonObject:
    """Return a meeting as an Event with its papers and sessions."""
    return without_empty(
        {
            "@context": CONTEXT,
            "@id": url,
            "url": url,
            "identifier": meeting.id,
            **event_json_ld(meeting),
            "subjectOf": [_page("CreativeWork", paper) for paper in papers[:MAX_PARTS]] or None,
            "subEvent": [_page("Event", part) for part in sessions[:MAX_PARTS]] or None,
        }
    )


def session_json_ld(session: Session, url: str, meeting: Meeting, meeting_url: str) -> JsonObject:
    """Return a session as an Event that is a part of its meeting."""
    return without_empty(
        {
            "@context": CONTEXT,
            "@type": "Event",
            "@id": url,
            "url": url,
            "identifier": f"{meeting.id}/{session.id}",
            "name": session.name,
            "startDate": session.day.isoformat() if session.day else None,
            "location": {"@type": "Place", "name": meeting.place} if meeting.place else None,
            "superEvent": {**event_json_ld(meeting), "@id": meeting_url, "url": meeting_url},
        }
    )


def person_json_ld(person: Person, url: str) -> JsonObject:
    """Return a person with the affiliations that papers state."""
    return without_empty(
        {
            "@context": CONTEXT,
            "@type": "Person",
            "@id": url,
            "url": url,
            "name": person.name,
            "alternateName": list(person.variants) or None,
            "affiliation": [{"@type": "Organization", "name": name} for name in person.affiliations[:MAX_PARTS]]
            or None,
        }
    )


def body_json_ld(name: str, url: str, *, is_country: bool) -> JsonObject:
    """Return an organisation or a country."""
    kind = "Country" if is_country else "Organization"
    return {"@context": CONTEXT, "@type": kind, "@id": url, "url": url, "name": name}


def _page(kind: str, page: NamedPage) -> JsonObject:
    return {"@type": kind, "name": page.name, "url": page.url}
