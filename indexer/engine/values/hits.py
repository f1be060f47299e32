"""The hits of one query: those that pass its filters, in its order, and the pages, places and groups among them.

Which passages match, and their scores, is given.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, MutableMapping
from functools import cached_property

import numpy as np

from indexer.engine.found import Found
from indexer.query.results import GroupedHits, Grouping, GroupPage, IdPage, Query, ResultPlace
from indexer.query.tree import complete_first

from .columns import FilteredRows, ValueColumns
from .ordering import Column, LookedUp, before, first_places, neighbourhood
from .tables import Numbers

MOST_KEPT = 500_000
"""Hits of recent queries that are kept, of all together: ten megabytes. The next page of the same results, the trail of
a passage opened from them and the next piece of a download ask for the same hits."""
_KEPT_BESIDES = 100
"""What is kept of a query besides its hits takes as much as so many, so that those that find nothing count too."""


class Hits:
    """The hits of one query; safe to use from many threads."""

    def __init__(self, values: ValueColumns, query: Query, found: Found, cut: bool) -> None:
        """Take what the query's tree finds, and whether its budget was spent."""
        if query.within is not None:
            found = _where(found, values.within(found.passages, query.within))
        self.filtered: FilteredRows = values.apply_filters(found.passages, query.filters, query.excluded)
        self._found = found if self.filtered.passes is None else _where(found, self.filtered.passes)
        self._values = values
        self.cut = cut
        self._by_score = query.sort == "relevance" and query.node is not None
        self._complete_first = not self._by_score or complete_first(query.node)
        self._sort = query.sort
        self.total = len(self._found.passages)
        self.with_all_words = self.total - int(np.count_nonzero(self._found.incomplete))

    @property
    def passages(self) -> Numbers:
        """The numbers of the hits, ascending."""
        return self._found.passages

    @cached_property
    def _columns(self) -> list[Column]:
        """The numbers that the hits are sorted by; where the query says so, those with all words come first."""
        columns: list[Column] = [LookedUp(self._values.ranks(self._sort), self._found.passages)]
        if self._by_score:
            columns.insert(0, -self._found.scores)
        if self._complete_first and self.with_all_words < self.total:
            columns.insert(0, self._found.incomplete.view(np.uint8))
        return columns

    def first(self, n: int) -> tuple[str, ...]:
        """Return the ids of the first `n` hits."""
        return self._ids(first_places(self._columns, n))

    def page(self, page: int, size: int) -> tuple[tuple[str, float], ...]:
        """Return the ids and scores of the hits of one page."""
        places = first_places(self._columns, page * size)[(page - 1) * size :]
        return tuple(zip(self._ids(places), self._found.scores[places].tolist(), strict=True))

    def after(self, cursor: str | None, n: int) -> IdPage:
        """Return the ids of the next `n` hits after a cursor, the id of a hit; raise ValueError for any other."""
        places = first_places(self._columns, n) if cursor is None else self._following(cursor, n)
        ids = self._ids(places)
        last = places[-1] if len(places) else None
        is_end = last is None or np.count_nonzero(before(self._columns, int(last))) + 1 == self.total
        return IdPage(ids, None if is_end else ids[-1])

    def _following(self, cursor: str, n: int) -> Numbers:
        place = self._place_of(cursor)
        if place is None:
            raise ValueError("this is not a cursor of the query")
        later = ~before(self._columns, place)
        later[place] = False
        return first_places(self._columns, n, np.flatnonzero(later))

    def around(self, passage: str) -> ResultPlace:
        """Return the place of a passage among the hits, with the hits before and after it."""
        place = self._place_of(passage)
        if place is None:
            return ResultPlace(0, self.total, None, None)
        found = neighbourhood(self._columns, place)
        previous, following = (
            None if neighbour is None else self._values.id_of(int(self._found.passages[neighbour]))
            for neighbour in (found.before, found.after)
        )
        return ResultPlace(found.place + 1, self.total, previous, following)

    def _place_of(self, passage: str) -> int | None:
        number, passages = self._values.number_of(passage), self._found.passages
        place = int(np.searchsorted(passages, number))
        return place if number >= 0 and place < len(passages) and passages[place] == number else None

    def groups(self, by: Grouping, page: int, size: int, per_group: int) -> GroupPage:
        """Return one page of the groups of the hits, in the order of their first hits."""
        ordered = self._ordered
        keys = self._values.group_numbers(self._found.passages[ordered], by)
        numbers, firsts, counts = np.unique(keys, return_index=True, return_counts=True)
        shown, pages, offset = page_within(page, size, len(numbers))
        in_order = np.argsort(firsts)[offset : offset + size]
        groups = (
            GroupedHits(
                self._values.group_key(int(numbers[group]), by),
                int(counts[group]),
                self._ids(ordered[np.flatnonzero(keys == numbers[group])[:per_group]]),
            )
            for group in in_order
        )
        outside = self._values.count_outside(numbers, by)
        return GroupPage(len(numbers), outside, shown, pages, tuple(groups))

    @cached_property
    def _ordered(self) -> Numbers:
        return first_places(self._columns, self.total)

    def _ids(self, places: Numbers) -> tuple[str, ...]:
        return self._values.ids_of(self._found.passages.take(places))


def page_within(page: int, size: int, count: int) -> tuple[int, int, int]:
    """Return the page shown of so many hits or groups, the number of pages, and how many come before it."""
    pages = max(-(-count // size), 1)
    shown = min(max(page, 1), pages)
    return shown, pages, (shown - 1) * size


def _where(found: Found, mask: np.ndarray) -> Found:
    return Found(found.passages[mask], found.scores[mask], found.incomplete[mask])


class RecentHits:
    """Keeps the hits of the last queries, whatever their page; safe to use from many threads."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Hits] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, query: Query, find: Callable[[Query], Hits], of_asker: MutableMapping[Hashable, Hits]) -> Hits:
        """Return the hits of a query; `find` is called where they are not kept.

        Hits that a budget cut are kept in `of_asker`, for whoever spent it.
        """
        key = _key(query)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        if key in of_asker:
            return of_asker[key]
        hits = find(query)
        if hits.cut:
            of_asker[key] = hits
            return hits
        with self._lock:
            self._keep(key, hits)
        return hits

    def _keep(self, key: Hashable, hits: Hits) -> None:
        """Keep the hits of a query, and drop those that were asked for longest ago where all are too many."""
        self._drop(key)  # another thread may have found them meanwhile
        self._kept[key] = hits
        self._size += hits.total + _KEPT_BESIDES
        while len(self._kept) > 1 and self._size > self._most:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: Hashable) -> None:
        hits = self._kept.pop(key, None)
        if hits is not None:
            self._size -= hits.total + _KEPT_BESIDES

    def clear(self) -> None:
        """Forget them."""
        with self._lock:
            self._kept.clear()
            self._size = 0


def _key(query: Query) -> Hashable:
    """Return what of a query decides on its hits and their order."""
    filters = (
        tuple(sorted((facet, values) for facet, values in given.items())) for given in (query.filters, query.excluded)
    )
    return query.node, query.sort, tuple(filters), query.within, query.budget
