"""Where a search looks: the text of a passage, and what is said around it. No engine is asked.

The index is filled from this and a hit is explained by it, so the two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from indexer.model import Participation, Passage
from indexer.query.results import MatchPlace
from indexer.query.tree import Node

from .snippets import find_matches


def context_fields(passage: Passage) -> Mapping[MatchPlace, tuple[str, ...]]:
    """Give the pieces of text around a passage, by place; the title of its document is not among them."""
    session = passage.session
    return {
        "headings": passage.headings,
        "session": (session.label or "", session.title) if session else (),
        "people": tuple(piece for person in passage.people for piece in _who(person)),
    }


def _who(person: Participation) -> Iterator[str]:
    yield f"{person.honorific or ''} {person.name}".strip()
    yield person.affiliation or ""


def matching_places(passage: Passage, node: Node | None) -> tuple[MatchPlace, ...]:
    """Name the places in which any wanted word or phrase stands; none where nothing was asked for."""
    places: dict[MatchPlace, tuple[str, ...]] = {"text": (passage.text,), **context_fields(passage)}
    return tuple(place for place, pieces in places.items() if any(find_matches(piece, node) for piece in pieces))
