"""What the passages of a paper say together: its people, its sessions, the documents that it mentions.

They are read once for each build and paper, however many pages of the paper are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

from indexer.model import Document, Participation, Session
from indexer.store.library import Library
from webapp.shared import labels
from webapp.shared.people import distinct_people
from webapp.site import site

MAX_LISTED = 200
"""Sessions, and documents mentioned, that are kept of a paper."""
MAX_KEPT_PEOPLE = 400


@dataclass(frozen=True)
class PaperFacts:
    """What stands in the passages of a paper."""

    people: tuple[Participation, ...]
    """Each person once in each role; the status is that of the paper."""
    sessions: tuple[Session, ...]
    """In the order of the paper."""
    mentions: tuple[str, ...]
    """Symbols, in the order of the paper."""


def paper_facts(library: Library, document: Document) -> PaperFacts:
    """Return what the passages of a paper say together."""
    known = site().cached(library, _no_facts)
    if document.id not in known:
        known[document.id] = _read_facts(library, document)
    return known[document.id]


def _no_facts(_library: Library) -> dict[str, PaperFacts]:
    """Return the empty cache of a build."""
    return {}


def _read_facts(library: Library, document: Document) -> PaperFacts:
    passages = library.document_passages(document.id)
    named = (replace(person, status=document.status) for passage in passages for person in passage.people)
    people = distinct_people(person for person in named if labels.is_name(person.name))
    sessions = {passage.session.id: passage.session for passage in passages if passage.session}
    mentions = dict.fromkeys(chain.from_iterable(passage.mentions for passage in passages))
    return PaperFacts(people[:MAX_KEPT_PEOPLE], tuple(sessions.values())[:MAX_LISTED], tuple(mentions)[:MAX_LISTED])
