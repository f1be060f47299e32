"""Passages that say something like one passage: found by its telling words, through the engine's own scoring.

A word or run of words tells the more the rarer it is in the papers and the more often it stands in the passage
(term frequency times inverse frequency, after Sparck Jones, 1972). Whole repetitions of a wording are `lineage`'s.

Work: three look-ups in the word index, one search, `FOUND` passages read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from indexer.model import Passage
from indexer.query.parser import Node, Or, Phrase, Term
from indexer.query.results import Hit, Query
from indexer.store.library import Library
from indexer.text.analysis import stem, terms_in

MAX_TERMS = 12
"""Words and runs that a passage is looked for by."""
MAX_PHRASES = 5
MAX_PHRASE_WORDS = 3
MIN_WORD_LENGTH = 3
"""Letters that a telling word has at least."""
MIN_RARITY = 400
"""A word that is more than one in so many of all words neither begins nor ends a run."""
MAX_WORDS = 2_000
"""Words of a passage that are weighed: its first ones."""
MAX_CANDIDATES = 20
"""Passages that are looked through for those that share enough."""
MAX_SHOWN = 10
MIN_SHARED = 2
"""Terms that a passage must share."""

WordRun = tuple[str, ...]


@dataclass(frozen=True)
class SimilarPassage:
    """A passage that is like another, and the words that both have, most telling first."""

    hit: Hit
    shares: tuple[str, ...]


@dataclass(frozen=True)
class SimilarResults:
    """What a passage was looked for by, most telling first, and what was found."""

    terms: tuple[str, ...]
    node: Node | None
    alike: tuple[SimilarPassage, ...]


def find_similar(library: Library, passage: Passage) -> SimilarResults:
    """Find passages that share telling words with one, best first, without itself."""
    chosen = characteristic_terms(library, passage.text)
    if not chosen:
        return SimilarResults((), None, ())
    leaves: list[Node] = [Phrase(" ".join(run)) if len(run) > 1 else Term(run[0]) for run in chosen]
    node = Or(tuple(leaves)) if len(leaves) > 1 else leaves[0]
    shares: dict[str, tuple[str, ...]] = {}
    for other in library.found_passages(Query(node, size=MAX_CANDIDATES + 1)):
        shared = tuple(" ".join(run) for run in _shared(chosen, other.text))
        if other.id != passage.id and len(shared) >= min(MIN_SHARED, len(chosen)):
            shares[other.id] = shared
    hits = library.hits(list(shares)[:MAX_SHOWN], node)
    kin = tuple(SimilarPassage(hit, shares[hit.passage.id]) for hit in hits)
    return SimilarResults(tuple(" ".join(run) for run in chosen), node, kin)


def characteristic_terms(library: Library, text: str) -> list[WordRun]:
    """Choose the runs and words of a text that tell most of it, of those that the papers have elsewhere too."""
    words = terms_in(text)[:MAX_WORDS]
    index = library.word_index
    everything = max(len(index.words), 1)
    numbers = index.word_ids(words)
    weights: dict[WordRun, float] = {}
    rare: Sequence[bool] = ()
    for width in range(1, MAX_PHRASE_WORDS + 1):
        first, end = index.run_ranges(numbers, width)
        counts = (end - first).tolist()
        if width == 1:
            rare = [count * MIN_RARITY <= everything for count in counts]
        own = Counter(words[place : place + width] for place in range(len(counts)))
        for place, count in enumerate(counts):
            run = words[place : place + width]
            if count > own[run] and _tells(run) and rare[place] and rare[place + width - 1]:
                weights[run] = own[run] * log(everything / count) * width**0.5
    return _best(weights)


def _tells(run: WordRun) -> bool:
    """Whether a run has words of letters, long enough to mean something, at both its ends."""
    return all(len(word) >= MIN_WORD_LENGTH and word.isalpha() for word in (run[0], run[-1]))


def _best(weights: dict[WordRun, float]) -> list[WordRun]:
    """Take the heaviest runs that have no word in common, then the heaviest words that are in none of them."""
    ranked = sorted(weights, key=lambda run: (-weights[run], run))
    chosen: list[WordRun] = []
    used: set[str] = set()
    for run in ranked:
        if len(run) > 1 and len(chosen) < MAX_PHRASES and used.isdisjoint(map(stem, run)):
            chosen.append(run)
            used.update(map(stem, run))
    for run in ranked:
        if len(run) == 1 and len(chosen) < MAX_TERMS and stem(run[0]) not in used:
            chosen.append(run)
            used.add(stem(run[0]))
    return sorted(chosen, key=lambda run: (-weights[run], run))


def _shared(chosen: list[WordRun], text: str) -> Iterator[WordRun]:
    """Yield those runs that stand in a text, words in any form."""
    row = terms_in(text)
    stems = set(map(stem, row))
    for run in chosen:
        if len(run) == 1:
            if stem(run[0]) in stems:
                yield run
        elif any(row[place : place + len(run)] == run for place in range(len(row) - len(run) + 1)):
            yield run
