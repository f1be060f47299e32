"""Hits of one page that say nearly the same, put together: a form sentence that returns in every paper takes one place.

Only the page of results does this. Totals, facets, pages, files and the API count and list every passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.query.results import Hit
from indexer.text.analysis import terms_in

SHINGLE = 3
"""Words of one shingle."""
MIN_RESEMBLANCE = 0.8
"""The share of shingles that two passages have in common, of all that either has, from which they are alike (Broder,
"On the resemblance and containment of documents", 1997)."""

_NUMBER = re.compile(r"\d+")


def put_alike_together(hits: Sequence[Hit]) -> tuple[tuple[Hit, ...], ...]:
    """Return the hits in their order, each with the later ones that say nearly the same; none is left out."""
    groups: list[tuple[frozenset[tuple[str, ...]], list[Hit]]] = []
    for hit in hits:
        shingles = _shingles(hit.passage.text)
        group = next((group for leading, group in groups if _alike(leading, shingles)), None)
        if group is None:
            groups.append((shingles, [hit]))
        else:
            group.append(hit)
    return tuple(tuple(group) for _, group in groups)


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of words of a text; numbers count as one word, since forms differ in them."""
    words: Sequence[str] = terms_in(text)
    line = " ".join(words)
    if not words or _NUMBER.search(line):
        words = _NUMBER.sub("0", line).split(" ")  # no term has a space
    if len(words) < SHINGLE:
        return frozenset([tuple(words)])
    return frozenset(zip(*(words[start:] for start in range(SHINGLE)), strict=False))


def _alike(left: frozenset[tuple[str, ...]], right: frozenset[tuple[str, ...]]) -> bool:
    if min(len(left), len(right)) < MIN_RESEMBLANCE * max(len(left), len(right)):
        return False  # they share no more than the shorter one has
    shared = len(left & right)
    return shared >= MIN_RESEMBLANCE * (len(left) + len(right) - shared)
