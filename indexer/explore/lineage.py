"""The versions of a passage across the papers: its near-duplicates in order of time, with their differences.

Candidates share runs of words with the passage (shingles, after Broder, 1997) and are then compared word by word.
Passages about the same thing in other words belong to `explore/similar`.

Cost: one look-up in the word index for at most `MAX_WORDS` words, and `MAX_CANDIDATES` passages read and compared.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel

from indexer.meetings.dates import first_day_number
from indexer.model import Passage
from indexer.quotes.corpus_words.wanted import wanted_versions
from indexer.quotes.wording import WordChange, word_diff
from indexer.store.library import Library
from indexer.text.analysis import terms_in

SHINGLE_SIZE = 4
"""Words of a run by which candidates are found."""
MAX_WORDS = 1_000
"""The most words of the passage whose runs are looked up."""
MAX_RUN_PLACES = 100
"""A run that occurs more often than this is too common to find candidates."""
MAX_CANDIDATES = 60
"""The most passages that are compared: those that share the most runs."""
MIN_VERSION_SIMILARITY = 0.6
"""The share of common words, in order, from which a passage is a version (longest common subsequence).

It bounds how far a version may be revised. Not measured."""
MAX_VERSIONS = 30
"""The most versions that are returned: the most similar ones."""


@dataclass(frozen=True)
class PassageVersion:
    """A version of a passage: its similarity to the one asked for, and its changes since the version before."""

    passage: Passage
    similarity: float
    """From 0 to 1; 1 for the passage itself and for its exact repetitions."""
    same: bool
    """Whether the words equal those of the version before, apart from punctuation and capitals."""
    changes: tuple[WordChange, ...]
    """The changes since the version before; empty for the first version and for a repetition."""


@dataclass(frozen=True)
class Lineage:
    """All versions of a passage, itself among them, oldest first, and the number of versions not shown."""

    versions: tuple[PassageVersion, ...]
    more: int


def lineage(library: Library, passage: Passage) -> Lineage:
    """Return the versions of a passage in order of time; undated ones come last."""
    words = terms_in(passage.text)
    compared = (
        (Indel.normalized_similarity(words, terms_in(version.text)), version)
        for version in _candidates(library, passage)
    )
    similar = sorted(
        (pair for pair in compared if pair[0] >= MIN_VERSION_SIMILARITY), key=lambda pair: (-pair[0], pair[1].id)
    )
    in_time = sorted([(1.0, passage), *similar[: MAX_VERSIONS - 1]], key=lambda pair: _time_key(pair[1]))
    versions: list[PassageVersion] = []
    previous: Passage | None = None
    for similarity, version in in_time:
        same = previous is not None and terms_in(previous.text) == terms_in(version.text)
        differing = tuple(word_diff(previous.text, version.text)) if previous is not None and not same else ()
        versions.append(PassageVersion(version, similarity, same, differing))
        previous = version
    return Lineage(tuple(versions), max(len(similar) - MAX_VERSIONS + 1, 0))


def _candidates(library: Library, passage: Passage) -> tuple[Passage, ...]:
    """Return the other passages that share the most runs of words with a passage."""
    words = terms_in(passage.text)[:MAX_WORDS]
    width = min(SHINGLE_SIZE, len(words))
    if not width:
        return ()
    index = library.words.index_for([wanted_versions(words, MAX_RUN_PLACES)])
    numbers = index.word_ids(words)
    found = index.find_runs(numbers, width)
    shared: Counter[int] = Counter()
    windows = np.lib.stride_tricks.sliding_window_view(numbers, width).tolist()
    for run in {tuple(window): run for run, window in enumerate(windows)}.values():
        if 1 < found.counts[run] <= MAX_RUN_PLACES:
            shared.update(set(index.passages_at(found.positions(run)).tolist()))
    ranked = sorted(shared, key=lambda number: (-shared[number], number))
    ids = [index.ids[number] for number in ranked[: MAX_CANDIDATES + 1]]
    return library.passages_by_id([passage_id for passage_id in ids if passage_id != passage.id][:MAX_CANDIDATES])


def _time_key(passage: Passage) -> tuple[bool, int, bool, str, int]:
    """Return the sort key by time: the meeting's day, then planned before reported papers."""
    day, document = first_day_number(passage.meeting), passage.document
    return (not day, day, document.status != "planned", document.id, passage.ordinal)
