"""The fields that a search looks in: the text of a passage and its context (headings, session, people).

The heads of a table's columns count as headings over each of its rows, as they are in print, and not as its words.

The index is filled from these fields and hits are explained by them, so the two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from indexer.model import Participation, Passage
from indexer.query.results import MatchPlace
from indexer.query.tree import Node

from .snippets import find_matches


def context_fields(passage: Passage) -> Mapping[MatchPlace, tuple[str, ...]]:
    """Return the texts around a passage, by place; the title of its document is not among them."""
    session = passage.session
    return {
        "headings": (*passage.headings, *dict.fromkeys(head.text for head in passage.heads)),
        "session": (session.label or "", session.title) if session else (),
        "people": tuple(piece for person in passage.people for piece in _person_texts(person)),
    }


def context_pieces(passages: Iterable[Passage]) -> Iterator[tuple[str, ...]]:
    """Yield the distinct texts around each passage, in order; the same object while nothing around them changes."""
    around: tuple[object, ...] = ()
    pieces: tuple[str, ...] = ()
    for passage in passages:
        here = passage.session, passage.headings, passage.heads, passage.people
        if here != around:
            around, pieces = here, tuple(dict.fromkeys(chain.from_iterable(context_fields(passage).values())))
        yield pieces


def _person_texts(person: Participation) -> Iterator[str]:
    yield f"{person.honorific or ''} {person.name}".strip()
    yield person.affiliation or ""


def matching_places(passage: Passage, node: Node | None) -> tuple[MatchPlace, ...]:
    """Return the places in which any term node of a query occurs; none when nothing was asked for."""
    places: dict[MatchPlace, tuple[str, ...]] = {"text": (passage.text,), **context_fields(passage)}
    return tuple(
        place
        for place, pieces in places.items()
        if any(find_matches(piece, node, passage.document.language) for piece in pieces)
    )
