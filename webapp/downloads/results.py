"""Which passages a file of results holds: those that the page of the same address shows or counts, in its order.

The first of them are looked up before the answer begins, and the rest while it is sent. How a file is written belongs
to `indexer.evidence`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from indexer.evidence import Evidence, evidence_from
from indexer.frozen.answer import passages_then
from indexer.model import Passage
from indexer.query.results import Query
from indexer.references import Reference, StyleName
from indexer.store.library import Library
from webapp.address.params import ParsedRequest
from webapp.search.find import find
from webapp.search.frozen import FATE_TEXT, FROZEN_PAGE_SIZE, FrozenRequest, fate_of, frozen_statement, search_past
from webapp.search.grouping import group_of, group_results
from webapp.search.statement import StatedSearch, stated_search
from webapp.search.statement_answers import past_collections
from webapp.shared.references import ReferenceMaker, reference_maker

IDS_AT_ONCE = 5_000
"""Ids that the engine is asked for at a time."""
PASSAGES_AT_ONCE = 250
"""Passages that are in memory at a time."""


@dataclass(frozen=True)
class ResultList:
    """The passages of a search, in order."""

    total: int
    """How many of them there are."""
    stated: StatedSearch | None
    """What the search says of itself, where that was asked for."""
    passages: Iterable[Passage]
    """Iterated once, while the library is open."""
    reference_to: Callable[[Passage], Reference]
    fate_of: Callable[[Passage], str] | None = None
    """Returns what became of a passage since, as a sentence, in a search of a past build."""

    def evidence(self, style: StyleName | None) -> Iterator[Evidence]:
        """Yield the passages with their references."""
        pieces = evidence_from(map(self.reference_to, self.passages), style)
        return map(self._with_fate, pieces) if self.fate_of else pieces

    def _with_fate(self, piece: Evidence) -> Evidence:
        fate = self.fate_of(piece.reference.passage) if self.fate_of and piece.reference else ""
        return replace(piece, remarks=(fate, *piece.remarks)) if fate else piece


def live_results(library: Library, parsed: ParsedRequest, *, whole: bool, stated: bool) -> ResultList:
    """Return the passages that a search of the live build finds, or with `whole` unset those on its page."""
    outcome = find(library, parsed, top_values=0)
    maker = reference_maker(library)
    statement = stated_search(library, outcome) if stated else None
    if not whole:
        grouped = group_results(library, outcome)
        ids = [hit.passage.id for hit in grouped.outcome.results.hits]
        ids += [hit.passage.id for group in grouped.groups for hit in group.hits]
        return ResultList(len(ids), statement, library.passages_by_id(ids), maker.reference_to)
    if not outcome.rewritten.searchable:
        return ResultList(0, statement, (), maker.reference_to)
    query = replace(outcome.results.query, page=1, facets=(), within=group_of(outcome.request))
    total = library.count(query).total
    return ResultList(total, statement, _every_passage(library, query), maker.reference_to)


def past_results(library: Library, asked: FrozenRequest, *, whole: bool, stated: bool) -> ResultList:
    """Return the passages that a search found in a past build, as they stood then. Raise CannotReproduce."""
    outcome = search_past(library, past_collections(library), asked)
    ids: Sequence[str] = outcome.answer.ids
    if not whole:
        page = min(outcome.asked.request.page, max(1, -(-len(ids) // FROZEN_PAGE_SIZE)))
        ids = ids[(page - 1) * FROZEN_PAGE_SIZE : page * FROZEN_PAGE_SIZE]
    maker: ReferenceMaker = reference_maker(library)
    return ResultList(
        len(ids),
        frozen_statement(library, outcome) if stated else None,
        chain.from_iterable(passages_then(library, outcome.past, part) for part in _parts(ids)),
        maker.reference_then,
        lambda passage: FATE_TEXT[fate_of(library, outcome.answer, passage.id)],
    )


def _every_passage(library: Library, query: Query) -> Iterable[Passage]:
    """Return all passages of a query; the engine is asked for the first of them at once, within the budget."""
    pieces = library.pieces(query, IDS_AT_ONCE)
    first = next(pieces, ())
    parts = chain.from_iterable(_parts(ids) for ids in chain((first,), pieces))
    return chain.from_iterable(map(library.passages_by_id, parts))


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + PASSAGES_AT_ONCE] for start in range(0, len(ids), PASSAGES_AT_ONCE))
