"""Find passages about the same thing as one passage: take its characteristic terms and search for them with the engine.

A term is the more characteristic the rarer it is in the corpus and the more often it occurs in the passage (tf-idf,
after Sparck Jones, 1972). Near-duplicates of a wording belong to `explore/lineage`.

Cost: three look-ups in the word index, one search, and `MAX_CANDIDATES` passages read.
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

MAX_SIGNATURE_TERMS = 12
"""The most words and runs of words that are searched for."""
MAX_PHRASES = 5
MAX_PHRASE_WORDS = 3
MIN_WORD_LENGTH = 3
"""The fewest letters of a characteristic word."""
MIN_RARITY = 400
"""The first and the last word of a run may be at most one in so many of all words of the corpus."""
MAX_WORDS = 2_000
"""The most words of a passage that are weighed, from its beginning."""
MAX_CANDIDATES = 20
"""The most passages that are compared."""
MAX_SHOWN = 10
MIN_SHARED = 2
"""The fewest terms that a similar passage must share."""

WordRun = tuple[str, ...]


@dataclass(frozen=True)
class SimilarPassage:
    """A passage that resembles another, with the terms that both contain, the most characteristic first."""

    hit: Hit
    shared_terms: tuple[str, ...]


@dataclass(frozen=True)
class SimilarResults:
    """The terms that were searched for, the most characteristic first, and the passages that they found."""

    terms: tuple[str, ...]
    node: Node | None
    similar: tuple[SimilarPassage, ...]


def find_similar(library: Library, passage: Passage) -> SimilarResults:
    """Return the passages that share characteristic terms with a passage, best first, without the passage itself."""
    chosen_runs = characteristic_terms(library, passage.text)
    if not chosen_runs:
        return SimilarResults((), None, ())
    nodes: list[Node] = [Phrase(" ".join(run)) if len(run) > 1 else Term(run[0]) for run in chosen_runs]
    node = Or(tuple(nodes)) if len(nodes) > 1 else nodes[0]
    shared_terms: dict[str, tuple[str, ...]] = {}
    for candidate in library.found_passages(Query(node, size=MAX_CANDIDATES + 1)):
        shared = tuple(" ".join(run) for run in _runs_in(chosen_runs, candidate.text))
        if candidate.id != passage.id and len(shared) >= min(MIN_SHARED, len(chosen_runs)):
            shared_terms[candidate.id] = shared
    hits = library.hits(list(shared_terms)[:MAX_SHOWN], node)
    similar = tuple(SimilarPassage(hit, shared_terms[hit.passage.id]) for hit in hits)
    return SimilarResults(tuple(" ".join(run) for run in chosen_runs), node, similar)


def characteristic_terms(library: Library, text: str) -> list[WordRun]:
    """Return the words and runs of words that characterise a text, of those that occur elsewhere in the corpus too."""
    words = terms_in(text)[:MAX_WORDS]
    index = library.word_index
    corpus_size = max(len(index.words), 1)
    numbers = index.word_ids(words)
    weights: dict[WordRun, float] = {}
    rare: Sequence[bool] = ()
    for width in range(1, MAX_PHRASE_WORDS + 1):
        first, end = index.run_ranges(numbers, width)
        counts = (end - first).tolist()
        if width == 1:
            rare = [count * MIN_RARITY <= corpus_size for count in counts]
        occurrences = Counter(words[start : start + width] for start in range(len(counts)))
        for start, count in enumerate(counts):
            run = words[start : start + width]
            if count > occurrences[run] and _is_content_run(run) and rare[start] and rare[start + width - 1]:
                weights[run] = occurrences[run] * log(corpus_size / count) * width**0.5
    return _heaviest(weights)


def _is_content_run(run: WordRun) -> bool:
    """Return whether a run of terms begins and ends with words of letters that are long enough."""
    return all(len(word) >= MIN_WORD_LENGTH and word.isalpha() for word in (run[0], run[-1]))


def _heaviest(weights: dict[WordRun, float]) -> list[WordRun]:
    """Return the heaviest runs that share no word, then the heaviest single words that are in none of them."""
    ranked = sorted(weights, key=lambda run: (-weights[run], run))
    chosen: list[WordRun] = []
    used_stems: set[str] = set()
    for run in ranked:
        if len(run) > 1 and len(chosen) < MAX_PHRASES and used_stems.isdisjoint(map(stem, run)):
            chosen.append(run)
            used_stems.update(map(stem, run))
    for run in ranked:
        if len(run) == 1 and len(chosen) < MAX_SIGNATURE_TERMS and stem(run[0]) not in used_stems:
            chosen.append(run)
            used_stems.add(stem(run[0]))
    return sorted(chosen, key=lambda run: (-weights[run], run))


def _runs_in(chosen: list[WordRun], text: str) -> Iterator[WordRun]:
    """Yield the runs that occur in a text; a single word counts in any inflected form."""
    text_terms = terms_in(text)
    stems = set(map(stem, text_terms))
    for run in chosen:
        if len(run) == 1:
            if stem(run[0]) in stems:
                yield run
        elif any(text_terms[start : start + len(run)] == run for start in range(len(text_terms) - len(run) + 1)):
            yield run
