"""What the cluster keeps of one passage and gives back: all that finding, scoring, filtering and ordering it needs.

How records are sent and asked for is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

import msgspec

from indexer.engine.columns.segment_writer import SearchedPassage
from indexer.engine.fields import context_pieces
from indexer.engine.neighbours import is_spoken
from indexer.engine.prior import has_length_norm, prior
from indexer.engine.values.of_passage import facet_values, line_of, parent_values
from indexer.meetings.dates import day_range, first_day_number
from indexer.model import Passage, Session
from indexer.query.results import NO_SESSION_PREFIX, FacetName, Grouping


class IndexedPassage(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One passage; what other fields its JSON has is passed over when it is read."""

    id: str
    document: str
    """The id of its document."""
    ordinal: int
    """Its position within the document, as the passage states it."""
    place: int
    """Its place among the passages of the document that are indexed, from 0."""
    language: str | None = None
    """The language of the document, as a tag."""
    text: str
    context: tuple[str, ...] = ()
    """The distinct texts around it, in order, empty ones too: each counts in the length of what stands around."""
    prior: float = 1.0
    """The factor of its scores."""
    normalised: bool = True
    """Whether its length counts."""
    spoken: bool = False
    """Whether people speak in its document, so that what stands beside it says something of it."""
    facets: Mapping[FacetName, tuple[str, ...]]
    """Its values in each facet in which it has any; of sessions its own first, then those above it."""
    first_day: int | None = None
    """The ordinal of the first day on which its meeting may have been; None where that is not known."""
    last_day: int | None = None
    sort_day: int | None = None
    """The ordinal of the day that it is sorted by; None comes last in the orders of days."""

    @property
    def follows(self) -> bool:
        """Whether it stands right after another passage of one spoken paper."""
        return self.spoken and self.place > 0

    @property
    def searched(self) -> SearchedPassage:
        """What a segment stores of it besides the words of its text."""
        return SearchedPassage(self.document, self.language, self.context, self.normalised)

    def group(self, by: Grouping) -> str:
        """Return the key of its group: its paper, or its own session, or what its paper has outside of sessions."""
        sessions = self.facets.get("session")
        if by == "session":
            return sessions[0] if sessions else NO_SESSION_PREFIX + self.document
        return self.document

    def comes_after(self, other: IndexedPassage) -> bool:
        """Return whether it stands right after another passage of one spoken paper, and that is this one."""
        return self.follows and self.document == other.document and self.place == other.place + 1


def places_beside(records: Iterable[IndexedPassage]) -> tuple[tuple[str, int], ...]:
    """Return document and place of what may stand beside some passages and lift them, without these themselves.

    Of passages in papers in which nobody speaks there is none. The place after the last of a paper has no passage.
    """
    spoken = [(record.document, record.place) for record in records if record.spoken]
    beside = ((document, place + step) for document, place in spoken for step in (-1, 1) if place + step >= 0)
    known = set(spoken)
    return tuple(dict.fromkeys(here for here in beside if here not in known))


def records_of(passages: Iterable[Passage], sessions: Iterable[Session] = ()) -> Iterator[IndexedPassage]:
    """Yield the records of passages.

    Those of a document stand together, in its order, and are all that it has: whether people speak in it depends on all
    of them. `sessions` gives those that contain sessions of the passages, as `EngineWriter.add` takes them.
    """
    parents = _parents(sessions)
    for _, paper in groupby(passages, lambda passage: passage.document.id):
        yield from _of_paper(list(paper), parents)


def _of_paper(passages: Sequence[Passage], parents: Mapping[str, str]) -> Iterator[IndexedPassage]:
    """Yield the records of all passages of one document."""
    with_person = sum(any(who.person for who in passage.people) for passage in passages)
    spoken = is_spoken(passages[0].document.kind, len(passages), with_person)
    parents = {**parents, **_parents(passage.session for passage in passages if passage.session)}
    for place, (passage, pieces) in enumerate(zip(passages, context_pieces(passages), strict=True)):
        first_day, last_day = day_range(passage.meeting)
        yield IndexedPassage(
            id=passage.id,
            document=passage.document.id,
            ordinal=passage.ordinal,
            place=place,
            language=passage.document.language,
            text=passage.text,
            context=pieces,
            prior=prior(passage),
            normalised=has_length_norm(passage),
            spoken=spoken,
            facets=_facets(passage, parents),
            first_day=first_day or None,
            last_day=last_day or None,
            sort_day=first_day_number(passage.meeting) or None,
        )


def _facets(passage: Passage, parents: Mapping[str, str]) -> dict[FacetName, tuple[str, ...]]:
    values = facet_values(passage)
    values["session"] = tuple(chain.from_iterable(line_of(value, parents) for value in values["session"]))
    return {facet: row for facet, row in values.items() if row}


def _parents(sessions: Iterable[Session]) -> dict[str, str]:
    return dict(chain.from_iterable(parent_values(session).items() for session in sessions))
