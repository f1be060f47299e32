"""The wordings of a passage through the papers: near-duplicates of it in order of time, with what differs.

Candidates share runs of words with it (shingles, after Broder, 1997) and are then compared word by word. That
passages are about the same thing in other words is `alike`'s.

Work: one look-up in the word index for at most `MOST_WORDS` words, `CANDIDATES` passages read and compared.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from indexer.meetings.dates import first_day_number
from indexer.model import Passage
from indexer.quotes.wording import WordChange, word_diff
from indexer.store.library import Library
from indexer.text.analysis import terms_in

SHINGLE_SIZE = 4
"""Words of a run by which candidates are found."""
MAX_WORDS = 1_000
"""Words of the passage whose runs are looked up."""
MAX_RUN_PLACES = 100
"""A run that stands at more places than this says nothing."""
MAX_CANDIDATES = 60
"""Passages that are compared: those that share the most runs."""
MIN_SIMILARITY = 0.6
"""Share of words in common, in order, from which a passage counts as a version (longest common subsequence)."""
MAX_VERSIONS = 30
"""Versions that are shown, the most alike ones."""


@dataclass(frozen=True)
class PassageVersion:
    """A wording in the line: the passage, how alike it is to the one asked for, and what changed since the last."""

    passage: Passage
    likeness: float
    """From 0 to 1; 1 for the passage itself and for its exact repetitions."""
    same: bool
    """Whether the words are those of the version before; punctuation and capitals do not count."""
    changes: tuple[WordChange, ...]
    """Against the version before; none for the first, and none where it is the same."""


@dataclass(frozen=True)
class Lineage:
    """All versions of a passage, itself among them, oldest first; and how many more there are."""

    versions: tuple[PassageVersion, ...]
    more: int


def lineage(library: Library, passage: Passage) -> Lineage:
    """Find the versions of a passage and put them in order of time; those undated come last."""
    words = terms_in(passage.text)
    compared = ((Indel.normalized_similarity(words, terms_in(one.text)), one) for one in _candidates(library, passage))
    found = sorted((pair for pair in compared if pair[0] >= MIN_SIMILARITY), key=lambda pair: (-pair[0], pair[1].id))
    line = sorted([(1.0, passage), *found[: MAX_VERSIONS - 1]], key=lambda pair: _when(pair[1]))
    versions: list[PassageVersion] = []
    before: Passage | None = None
    for likeness, one in line:
        same = before is not None and terms_in(before.text) == terms_in(one.text)
        differing = tuple(word_diff(before.text, one.text)) if before is not None and not same else ()
        versions.append(PassageVersion(one, likeness, same, differing))
        before = one
    return Lineage(tuple(versions), max(len(found) - MAX_VERSIONS + 1, 0))


def _candidates(library: Library, passage: Passage) -> tuple[Passage, ...]:
    """Give the other passages that share the most runs of words with one."""
    index = library.word_index
    numbers = index.word_ids(terms_in(passage.text)[:MAX_WORDS])
    width = min(SHINGLE_SIZE, len(numbers))
    if not width:
        return ()
    first, end = index.run_ranges(numbers, width)
    shared: Counter[int] = Counter()
    for start, stop in {(int(low), int(high)) for low, high in zip(first, end, strict=True)}:
        if 1 < stop - start <= MAX_RUN_PLACES:
            shared.update(set(index.passages_at(index.positions(start, stop)).tolist()))
    ranked = sorted(shared, key=lambda number: (-shared[number], number))
    ids = [index.ids[number] for number in ranked[: MAX_CANDIDATES + 1]]
    return library.passages_by_id([key for key in ids if key != passage.id][:MAX_CANDIDATES])


def _when(passage: Passage) -> tuple[bool, int, bool, str, int]:
    """Give the order in time: the meeting's day, then what was planned before what was reported."""
    day, document = first_day_number(passage.meeting), passage.document
    return (not day, day, document.status == "reported", document.id, passage.ordinal)
