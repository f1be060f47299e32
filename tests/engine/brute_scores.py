"""The oracle of scores: reads every passage, counts matches one by one, and adds them up in plain dictionaries.

It states what every factor of a score is; the engine may compute all of it in another way. Which passages match, where,
is decided as the highlighter decides it.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise
from math import log
from statistics import mean

from indexer.engine.character_pairs import pair_of, pairs_of
from indexer.engine.fields import context_fields
from indexer.engine.neighbours import NEIGHBOUR_WEIGHT, SPOKEN_KINDS, SPOKEN_SHARE
from indexer.engine.occurrences import TextPositions
from indexer.engine.positions import count_near, phrase_spans, sloppy_spans
from indexer.engine.prior import has_length_norm, prior
from indexer.engine.proximity import WINDOW, adjacent_pairs
from indexer.engine.whoosh import scorer
from indexer.engine.whoosh.accents import ACCENT_MISMATCH_WEIGHT
from indexer.engine.whoosh.capitals import BELOW, OTHER_CASE_WEIGHT
from indexer.engine.whoosh.proximity import MAX_DOC_SHARE, RESCORE_WINDOW
from indexer.model import Passage
from indexer.query.matching import Slot, form_predicate, slots
from indexer.query.tree import (
    And,
    Expanded,
    Field,
    MinShouldMatch,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    SloppyPhrase,
    Term,
    complete_first,
    words_within,
)
from indexer.text.analysis import accented_terms, terms_in
from indexer.text.stemming import analysis_language
from indexer.text.written_forms import capital_terms

from .brute import Parents, matches_tree

Scores = dict[int, float]
terms_of = lru_cache(maxsize=50_000)(terms_in)


@lru_cache(maxsize=50_000)
def positions_in(text: str, language: str) -> TextPositions:
    """Return the positions of the terms of a text."""
    return TextPositions(terms_of(text), language)


class ScoreOracle:
    """Scores trees over passages, which are numbered in their order."""

    def __init__(self, passages: Sequence[Passage], parents: Parents) -> None:
        self.passages = passages
        self._parents = parents
        self._texts = [(item.text,) for item in passages]
        self._contexts = [tuple(dict.fromkeys(chain(*context_fields(item).values()))) for item in passages]
        self._languages = [analysis_language(item.document.language) for item in passages]
        text, context = scorer.FIELD_WEIGHTS
        self._shares = (self._shares_of(self._texts, text, 0), self._shares_of(self._contexts, context, 1))
        self._vocabulary = {
            (term, language)
            for pieces, language in zip((*self._texts, *self._contexts), [*self._languages] * 2, strict=True)
            for piece in pieces
            for term in terms_of(piece)
        }
        self._occurring = {term for term, _ in self._vocabulary}
        self.leaf, self._frequency, self._forms = cache(self._leaf), cache(self._frequency_of), cache(self._forms_of)

    def _shares_of(self, rows: Sequence[tuple[str, ...]], field: scorer.FieldWeight, ends: int) -> list[float]:
        """Return what one occurrence adds in each passage; each piece of a field is longer by `ends`."""
        lengths = [
            sum(len(terms_of(piece)) + ends for piece in pieces) if has_length_norm(item) else 0
            for item, pieces in zip(self.passages, rows, strict=True)
        ]
        average = mean(list(filter(None, lengths)) or [1])
        scored = (max(length or average, scorer.MIN_LENGTH_SHARE * average) for length in lengths)
        b = field.length_norm
        return [field.weight / (1 - b + b * length / average) for length in scored]

    def ranked(self, node: Node | None) -> tuple[Scores, set[int]]:
        """Return what a tree finds, with what stands beside other finds lifted, and what lacks a part."""
        scores, incomplete = self.find(node)
        if not isinstance(node, And | MinShouldMatch):
            return scores, incomplete
        documents = [item.document for item in self.passages]
        spoken = {
            paper
            for paper, count in Counter(documents).items()
            if paper.kind in SPOKEN_KINDS
            or sum(any(who.person for who in item.people) for item in self.passages if item.document == paper)
            >= SPOKEN_SHARE * count
        }
        lifted = dict(scores)
        for left, right in pairwise(range(len(documents))):
            if documents[left] == documents[right] and documents[left] in spoken and {left, right} <= scores.keys():
                lifted[right] += NEIGHBOUR_WEIGHT * scores[left]
                lifted[left] += NEIGHBOUR_WEIGHT * scores[right]
        return lifted, incomplete

    def find(self, node: Node | None) -> tuple[Scores, set[int]]:
        """Return the scores of the passages that match a tree, and which of them lack a part."""
        match node:
            case Or(parts):
                return _any_of([self.find(part) for part in parts])
            case And() | MinShouldMatch():
                return self._ranked(node)
            case Expanded(part, alternatives):
                return self._expanded(part, alternatives)
            case Not(part):
                unwanted = self.find(part)[0]
                return {number: 0.0 for number in range(len(self.passages)) if number not in unwanted}, set()
            case None | Field() | Range():
                items = enumerate(self.passages)
                matching = (number for number, item in items if matches_tree(item, node, self._parents))
                return dict.fromkeys(matching, 0.0), set()
            case _:
                return dict(self.leaf(node)), set()

    def _ranked(self, node: And | MinShouldMatch) -> tuple[Scores, set[int]]:
        scores, incomplete = self._all_of(node) if isinstance(node, And) else self._most_of(node)
        for number in scores if node.asks_for_people else ():
            if not self._counts_length(number):
                scores[number] *= scorer.PEOPLE_BOOST
        first = scores.keys() - incomplete if complete_first(node) else scores.keys()
        among = {n: scores[n] for n in sorted(first if len(first) >= RESCORE_WINDOW else scores)}
        for number, boost in self._proximity(node, heapq.nlargest(RESCORE_WINDOW, among, key=among.__getitem__)):
            scores[number] += boost
        complete = {number: scores[number] for number in scores.keys() - incomplete}
        if isinstance(node, MinShouldMatch):
            complete = {number: score * scorer.COMPLETE_BOOST for number, score in complete.items()}
        lacking: set[int] = set()
        for part in node.parts:
            meant = (part.part, *part.alternatives) if isinstance(part, Expanded) else (part,)
            if any(map(_name, meant)):
                having = [self._having(name) if (name := _name(one)) else {*self.find(one)[0]} for one in meant]
                lacking |= complete.keys() - set().union(*having)
        return scores | _lowered(complete, lacking), incomplete

    def _counts_length(self, number: int) -> bool:
        item = self.passages[number]
        return has_length_norm(item) and bool(terms_of(item.text))

    def _all_of(self, node: And) -> tuple[Scores, set[int]]:
        required = [self.find(part) for part in node.parts if not isinstance(part, Not)] or [self.find(None)]
        unwanted = [self.find(part.part)[0] for part in node.parts if isinstance(part, Not)]
        common = set(required[0][0]).intersection(*(found for found, _ in required)).difference(*unwanted)
        incomplete = common & set().union(*(lacking for _, lacking in required))
        return {number: sum(found[number] for found, _ in required) for number in common}, incomplete

    def _most_of(self, node: MinShouldMatch) -> tuple[Scores, set[int]]:
        scores: Scores = {} if node.share else dict.fromkeys(range(len(self.passages)), 0.0)
        weights: Counter[int] = Counter()
        total, complete = 0.0, set(range(len(self.passages)))
        for part, repeated in Counter(node.parts).items():
            whole = self.find(part)[0]
            words = [self.find(word)[0] for word in words_within(part)]
            frequencies = [len(row) for row in words if row] or ([len(whole)] if whole else [])
            weight = sum(map(self._idf, frequencies))
            total += weight
            complete &= whole.keys()
            for row, worth in ((whole, weight), *((row, self._idf(len(row))) for row in words)):
                for number in row if row is whole else row.keys() - whole.keys():
                    scores[number] = scores.get(number, 0.0) + row[number] * repeated
                    weights[number] += worth  # type: ignore[assignment]  # a counter of weights
        least = min(node.share * total, max(weights.values(), default=0.0)) - 1e-9
        found = {number: score for number, score in scores.items() if weights[number] >= least}
        return found, found.keys() - complete

    def _expanded(self, part: Node, alternatives: tuple[Node, ...]) -> tuple[Scores, set[int]]:
        typed, incomplete = self.find(part)
        others, _ = _any_of([self.find(other) for other in alternatives])
        name = _name(part)
        other_case = typed.keys() - self._having(name) if name else set()
        scores = _below({n: s for n, s in typed.items() if n not in other_case}, incomplete - other_case, others)
        scores = _below(scores, set(), {n: typed[n] for n in other_case})
        return scores, incomplete - others.keys()

    def _idf(self, frequency: int) -> float:
        return log(1 + (max(len(self.passages) - frequency, 0) + 0.5) / (frequency + 0.5))

    def _saturated(self, number: int, frequency: int, tf: float) -> float:
        weight = self._idf(frequency) * (scorer.BM25_K1 + 1)
        return prior(self.passages[number]) * weight * tf / (tf + scorer.BM25_K1)

    def _leaf(self, node: Node) -> Scores:
        frequencies: Scores = {}
        fields: list[list[tuple[str, ...]]] = [[*self._texts], [*self._contexts]]
        for rows, shares in zip(fields, self._shares, strict=True):
            for number, pieces in enumerate(rows):
                if count := sum(self._count(node, piece, self._languages[number]) for piece in pieces):
                    frequencies[number] = frequencies.get(number, 0.0) + shares[number] * count
        scores = {number: self._saturated(number, len(frequencies), tf) for number, tf in frequencies.items()}
        for number in scores:
            if any(self._has_other_accents(number, *word) for word in _typed_words(node)):
                scores[number] *= ACCENT_MISMATCH_WEIGHT
        name = _name(node)
        return _lowered(scores, scores.keys() - self._having(name), OTHER_CASE_WEIGHT) if name else scores

    def _count(self, node: Node, text: str, language: str) -> float:
        """Return how often a node matches in a text; a form of a single word that was not typed counts less."""
        terms, positions = terms_of(text), positions_in(text, language)
        if isinstance(node, Near):
            return count_near([_spans(positions, part) for part in node.parts], node.distances)
        row = slots(node)
        if isinstance(node, SloppyPhrase) and len(row) > 1:
            found = {slot.text: positions.positions(slot) for slot in row}
            return len(sloppy_spans([slot.text for slot in row], found, node.slop))
        if len(row) == 1 and isinstance(node, Term):
            places, typed = positions.positions(row[0]), row[0].text
            same = [place for place in places if terms[place] == typed or typed not in self._occurring]
            return len(same) + scorer.OTHER_FORM_WEIGHT * (len(places) - len(same))
        if pair := pair_of(row):
            return list(pairs_of(terms)).count(pair)
        return len(phrase_spans([positions.positions(slot) for slot in row]))

    def _has_other_accents(self, number: int, form: str, typed: str | None) -> bool:
        pieces = (*self._texts[number], *self._contexts[number])
        accented = [written for piece in pieces for folded, written in accented_terms(piece) if folded == form]
        if typed:
            return typed not in accented
        return bool(accented) and len(accented) == sum(terms_of(piece).count(form) for piece in pieces)

    def _having(self, name: str) -> set[int]:
        rows = zip(self._texts, self._contexts, strict=True)
        return {n for n, pieces in enumerate(rows) if any(name in capital_terms(text) for text in chain(*pieces))}

    def _proximity(self, node: And | MinShouldMatch, among: Iterable[int]) -> Iterable[tuple[int, float]]:
        """Yield what close words of the query add to passages."""
        for left, right in adjacent_pairs(node):
            frequencies = [sum(map(self._frequency, self._forms(slot))) for slot in (left, right)]
            rare = all(0 < frequency <= MAX_DOC_SHARE * len(self.passages) for frequency in frequencies)
            if not rare or self._forms(left) == self._forms(right):
                continue
            for number in among:
                positions = positions_in(self.passages[number].text, self._languages[number])
                others = positions.positions(right)
                close = sum(
                    any(abs(place - other) <= WINDOW for other in others) for place in positions.positions(left)
                )
                if close:
                    yield (
                        number,
                        scorer.PROXIMITY_BOOST
                        * self._saturated(number, max(frequencies), self._shares[0][number] * close),
                    )

    def _frequency_of(self, form: str) -> int:
        return sum(form in terms_of(item.text) for item in self.passages)

    def _forms_of(self, slot: Slot) -> frozenset[str]:
        """Return the terms that match a slot in any passage's language."""
        return frozenset(term for term, language in self._vocabulary if form_predicate(slot, language)(term))


def _typed_words(node: Node) -> list[tuple[str, str | None]]:
    """Return each word of a term or a phrase, and how it was typed if that has accents."""
    if not isinstance(node, Term | Phrase):
        return []
    typed = dict(accented_terms(node.text))
    return [(form, typed.get(form)) for form in terms_in(node.text)]


def _spans(positions: TextPositions, part: Node) -> list[tuple[int, int]]:
    if isinstance(part, Or):
        return sorted({span for inner in part.parts for span in _spans(positions, inner)})
    return phrase_spans([positions.positions(slot) for slot in slots(part)])


def _any_of(found: Sequence[tuple[Scores, set[int]]]) -> tuple[Scores, set[int]]:
    scores: Scores = {}
    for part, _ in found:
        for number, score in part.items():
            scores[number] = scores.get(number, 0.0) + score
    complete = set().union(*(part.keys() - lacking for part, lacking in found))
    return scores, scores.keys() - complete


def _below(typed: Scores, incomplete: set[int], expanded: Scores) -> Scores:
    complete = {number: score for number, score in typed.items() if number not in incomplete}
    only = {number: score for number, score in expanded.items() if number not in complete}
    highest = max(only.values(), default=0.0)
    lowest = min(complete.values(), default=highest)
    factor = scorer.EXPANSION_WEIGHT * min(1.0, lowest / highest) if highest else 0.0
    return typed | {number: max(typed.get(number, 0.0), score * factor) for number, score in only.items()}


def _lowered(scores: Scores, lacking: set[int], weight: float = 1.0) -> Scores:
    lowest = min((score for number, score in scores.items() if number not in lacking), default=0.0)
    highest = max((scores[number] for number in lacking), default=0.0)
    if highest <= 0 or not lowest:
        return scores
    factor = min(weight, BELOW * lowest / highest)
    return {number: score * (factor if number in lacking else 1.0) for number, score in scores.items()}


def _name(node: Node) -> str:
    """Return the name that a node asks for in capitals; empty for other nodes."""
    if isinstance(node, Term) and node.is_name:
        return "".join(terms_in(node.text))
    if isinstance(node, Phrase) and node.text.isupper() and len(node.text) > 1:
        terms = terms_in(node.text)
        return terms[0] if len(terms) == 1 else ""
    return ""
