"""Find passages about the same thing as one passage: take its characteristic terms and search for them with the engine.

A term is the more characteristic the rarer it is in the corpus and the more often it occurs in the passage (tf-idf,
after Sparck Jones, 1972). Near-duplicates of a wording belong to `explore/lineage`.

Cost: three look-ups in the word index, one search, and `MAX_CANDIDATES` passages read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from indexer.model import Passage
from indexer.query.parser import Node, Or, Phrase, Term
from indexer.query.results import Hit, Query
from indexer.store.library import Library
from indexer.text.analysis import stem, terms_in
from indexer.text.stopwords import stop_words
from indexer.text.written_forms import as_written, surface_forms

MAX_SIGNATURE_TERMS = 30
"""The most words and runs of words that are searched for: nearly every passage whole."""
MAX_PHRASES = 5
MAX_PHRASE_WORDS = 3
MIN_WORD_LENGTH = 3
"""The fewest letters of a characteristic word."""
MIN_RARITY = 100
"""The first and the last word of a run may be at most one in so many of all words of the corpus."""
MAX_WORDS = 2_000
"""The most words of a passage that are weighed, from its beginning."""
MAX_CANDIDATES = 20
"""The most passages that are compared."""
MAX_SHOWN = 10
MIN_SHARED = 2
"""The fewest words that a similar passage must share; a run of words counts its words."""
MIN_SHARED_WEIGHT = 0.33
"""The share of the weight of all terms that the shared ones must have. Read by eye on calls and minutes of two
standards groups: below it the passages had words in common and no subject."""
_COLOURLESS = stop_words("similar")
_OF_ANY_PAPER = stop_words("distinctive")

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
    weights = characteristic_terms(library, passage)
    if not weights:
        return SimilarResults((), None, ())
    nodes: list[Node] = [Phrase(" ".join(run)) if len(run) > 1 else Term(run[0]) for run in weights]
    node = Or(tuple(nodes)) if len(nodes) > 1 else nodes[0]
    needed = MIN_SHARED_WEIGHT * sum(weights.values())
    shared_terms: dict[str, tuple[str, ...]] = {}
    for candidate in library.found_passages(Query(node, size=MAX_CANDIDATES + 1)):
        shared = tuple(_runs_in(weights, candidate.text))
        is_alike = sum(map(len, shared)) >= MIN_SHARED and sum(map(weights.__getitem__, shared)) >= needed
        if candidate.id != passage.id and is_alike:
            shared_terms[candidate.id] = tuple(map(" ".join, shared))
    hits = library.hits(list(shared_terms)[:MAX_SHOWN], node)
    forms = surface_forms(passage.text)
    similar = tuple(
        SimilarPassage(hit, tuple(as_written(term, forms) for term in shared_terms[hit.passage.id])) for hit in hits
    )
    return SimilarResults(tuple(as_written(" ".join(run), forms) for run in weights), node, similar)


def characteristic_terms(library: Library, passage: Passage) -> dict[WordRun, float]:
    """Return the words and runs of words that characterise a passage and occur elsewhere too, with their weights.

    The heaviest comes first. Names of the people of the passage are not among them: they say who speaks, not of what.
    """
    words = terms_in(passage.text)[:MAX_WORDS]
    names = {stem(name) for person in passage.people for name in terms_in(person.name)}
    corpus_size = max(library.words.size, 1)
    weights: dict[WordRun, float] = {}
    rare: Sequence[bool] = ()
    for width in range(1, MAX_PHRASE_WORDS + 1):
        runs = [words[start : start + width] for start in range(len(words) - width + 1)]
        occurrences = Counter(runs)
        asked = {
            run: occurrences[run]
            for start, run in enumerate(runs)
            if width == 1 or (rare[start] and rare[start + width - 1])
        }
        counts = dict(zip(asked, library.words.run_counts(asked), strict=True))
        if width == 1:
            rare = [
                counts[run] * MIN_RARITY <= corpus_size and is_telling(run[0]) and stem(run[0]) not in names
                for run in runs
            ]
        for start, run in enumerate(runs):
            count = counts.get(run, 0)
            is_of_any_paper = width == 1 and run[0] in _OF_ANY_PAPER
            if count > occurrences[run] and rare[start] and rare[start + width - 1] and not is_of_any_paper:
                weights[run] = occurrences[run] * log(corpus_size / count) * width**0.5
    return _heaviest(weights)


def is_telling(word: str) -> bool:
    """Return whether a folded word can say what a passage is about."""
    return len(word) >= MIN_WORD_LENGTH and word.isalpha() and word not in _COLOURLESS


def _heaviest(weights: dict[WordRun, float]) -> dict[WordRun, float]:
    """Return the heaviest runs that share no word, and the heaviest single words that are in none of them."""
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
    return {run: weights[run] for run in sorted(chosen, key=lambda run: (-weights[run], run))}


def _runs_in(chosen: Iterable[WordRun], text: str) -> Iterator[WordRun]:
    """Yield the runs that occur in a text; a single word counts in any inflected form."""
    text_terms = terms_in(text)
    stems = set(map(stem, text_terms))
    for run in chosen:
        if len(run) == 1:
            if stem(run[0]) in stems:
                yield run
        elif any(text_terms[start : start + len(run)] == run for start in range(len(text_terms) - len(run) + 1)):
            yield run
