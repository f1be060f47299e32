"""Set the key questions and the people of a session's plan beside what was reported on them.

A passage of a report is matched to a question only by telling words that both have, the rarer the better and better
still side by side, and to a person only where the paper names the person: a wrong pair is worse than a missing one.
What is not matched may be there all the same. `docs/measurements.md` has how many pairs are right, wrong and missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from math import log

from indexer.model import Participation, Passage
from indexer.store.library import Library
from indexer.text.analysis import stem, terms_in
from indexer.text.written_forms import as_written, surface_forms

from .similar import MIN_WORD_LENGTH, is_telling

MAX_QUESTIONS = 40
MAX_PEOPLE = 60
MAX_MATCHES = 3
"""Passages that are shown for one question or person."""
MIN_SHARED = 3
"""The fewest telling words that a question and a passage must share."""
MIN_SHARE = 0.35
"""The share of the weight of the question's telling words that the score of a passage must reach."""
MIN_SCORE = 2.3
"""The score of a passage that takes up a question: about three words that hardly stand anywhere else."""
MIN_OF_BEST = 0.85
"""The share of the best passage's score that the other passages of a question must have."""
MIN_SHARED_RARE = 2
MIN_RARE = 0.85
"""The weight of a word that hardly stands anywhere else: with one, fewer words are enough."""
PHRASE_BONUS = 0.5
"""What two words of the question that stand together in the passage too add, as a share of their mean weight."""
MIN_WORDS = 4
"""Words of a question, at least: a shorter one says too little of what it asks."""
_IN_ASKING = re.compile(r"\b(?:questions?|preguntas|vragen|fragen)\b", re.IGNORECASE)
_ANNOUNCED = re.compile(r"^(?:[^\W\d_]+\s+){0,2}questions?\s*:\s*", re.IGNORECASE)
"""Words before a question that announce it: `Key questions: `."""
_ASKS = re.compile("[?？؟][\\s”’\"')\\]]*$")


@dataclass(frozen=True)
class MatchedPassage:
    """A passage of a report, with the words for which it was matched."""

    passage: Passage
    shared: tuple[str, ...]


@dataclass(frozen=True)
class QuestionReport:
    """A question of the plan, and the passages of reports that are matched to it, best first."""

    text: str
    passage: Passage
    """The passage of the plan that asks it."""
    reported: tuple[MatchedPassage, ...]


@dataclass(frozen=True)
class PersonReport:
    """A person of the plan, and the passages of reports that name the person."""

    person: Participation
    passage: Passage
    """The passage of the plan that lists the person."""
    reported: tuple[Passage, ...]


@dataclass(frozen=True)
class PlanReport:
    """What a session planned, each with what was reported on it."""

    questions: tuple[QuestionReport, ...]
    people: tuple[PersonReport, ...]


def plan_report(library: Library, planned: Sequence[Passage], reported: Sequence[Passage]) -> PlanReport:
    """Return the questions and people of a session's plan with what its reports have on each."""
    asked = list(questions_of(planned))[:MAX_QUESTIONS]
    counts = _frequencies(library, [text for text, _ in asked])
    stems = [list(map(stem, terms_in(passage.text))) for passage in (reported if asked else ())]
    questions = tuple(QuestionReport(text, passage, _matches(text, counts, reported, stems)) for text, passage in asked)
    people = tuple(
        PersonReport(person, passage, tuple(_naming(person, reported))[:MAX_MATCHES])
        for person, passage in _planned_people(planned)
    )
    return PlanReport(questions, people[:MAX_PEOPLE])


def questions_of(planned: Iterable[Passage]) -> Iterator[tuple[str, Passage]]:
    """Yield the questions that a plan asks, each once, with its passage.

    A list under a heading or a sentence that announces questions is one of questions, whatever the signs at its ends.
    """
    seen: set[str] = set()
    for passage in planned:
        for text in _asked_in(passage):
            key = " ".join(terms_in(text))
            if len(terms_in(text)) >= MIN_WORDS and key not in seen:
                seen.add(key)
                yield text, passage


def _asked_in(passage: Passage) -> Iterator[str]:
    if passage.kind not in {"paragraph", "list_item"}:
        return
    announced = passage.headings[-1:] + ((passage.lead_in,) if passage.lead_in else ())
    if passage.kind == "list_item" and any(map(_IN_ASKING.search, announced)):
        yield _ANNOUNCED.sub("", passage.text)
        return
    for start, end in passage.sentences or ((0, len(passage.text)),):
        if _ASKS.search(passage.text[start:end].rstrip()):
            yield _ANNOUNCED.sub("", passage.text[start:end].strip())


def _is_telling(word: str) -> bool:
    """Return whether a word can say what a question is about; short forms with digits can."""
    has_digits = any(map(str.isdigit, word)) and any(map(str.isalpha, word)) and word.isalnum()
    return is_telling(word) or (has_digits and len(word) >= MIN_WORD_LENGTH)


def _frequencies(library: Library, texts: Sequence[str]) -> Mapping[str, int]:
    """Return how often each word of some texts stands in the papers, all words of one stem together."""
    words = list(dict.fromkeys(word for text in texts for word in terms_in(text) if _is_telling(word)))
    counts: dict[str, int] = {}
    for word, count in zip(words, library.words.run_counts({(word,): 1 for word in words}), strict=True):
        counts[stem(word)] = counts.get(stem(word), 0) + count
    counts[""] = max(library.words.size, 1)
    return counts


def _matches(
    text: str, counts: Mapping[str, int], reported: Sequence[Passage], stems: Sequence[Sequence[str]]
) -> tuple[MatchedPassage, ...]:
    """Return the passages that share enough of a question's telling words, best first."""
    asked, forms = _Asked.of(text, counts), surface_forms(text)
    scored = []
    for passage, passage_stems in zip(reported, stems, strict=True):
        present = frozenset(passage_stems)
        shared = sorted((key for key in asked.weights if key in present), key=lambda key: -asked.weights[key])
        score = sum(asked.weights[key] for key in shared) + asked.phrase_bonus(passage_stems)
        if asked.is_taken_up(shared, score):
            words = tuple(as_written(asked.words[key], forms) for key in shared)
            scored.append((score, MatchedPassage(passage, words)))
    scored.sort(key=lambda match: (-match[0], match[1].passage.ordinal))
    return tuple(match for score, match in scored[:MAX_MATCHES] if score >= MIN_OF_BEST * scored[0][0])


@dataclass(frozen=True)
class _Asked:
    """The telling words of a question by their stems, with weights, and which of them stand together."""

    words: Mapping[str, str]
    weights: Mapping[str, float]
    """From 0, for a word that is every word of the papers, to 1, for one that stands there once or never."""
    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, text: str, counts: Mapping[str, int]) -> _Asked:
        terms = terms_in(text)
        words = {stem(word): word for word in reversed(terms) if _is_telling(word)}
        size = max(counts[""], 2)
        weights = {key: log(size / max(counts[key], 1)) / log(size) for key in words}
        return cls(words, weights, frozenset(_pairs(list(map(stem, terms)), frozenset(words))))

    def phrase_bonus(self, passage: Sequence[str]) -> float:
        """Return what the pairs of words that a passage has too add to its score."""
        common = self.pairs & frozenset(_pairs(passage, self.weights.keys())) if self.pairs else ()
        return PHRASE_BONUS * sum((self.weights[first] + self.weights[second]) / 2 for first, second in common)

    def is_taken_up(self, shared: Sequence[str], score: float) -> bool:
        """Return whether a passage with some of the words and a score clearly takes up the question."""
        needed = max(MIN_SCORE, MIN_SHARE * sum(self.weights.values()))
        return (len(shared) >= MIN_SHARED and score >= needed) or self._has_rare_word(shared)

    def _has_rare_word(self, shared: Sequence[str]) -> bool:
        """Return whether half of a question's few words are shared, of which one hardly stands anywhere else."""
        weights = [self.weights[key] for key in shared]
        half = sum(weights) >= sum(self.weights.values()) / 2
        return len(shared) >= MIN_SHARED_RARE and max(weights) >= MIN_RARE and half


def _pairs(stems: Sequence[str], telling: Set[str]) -> Iterator[tuple[str, str]]:
    """Yield the telling words that stand next to each other, or with one other word between them."""
    for first, second in pairwise(stems):
        if first in telling and second in telling:
            yield first, second
    for first, between, second in zip(stems, stems[1:], stems[2:], strict=False):
        if first in telling and second in telling and between not in telling:
            yield first, second


def _planned_people(planned: Iterable[Passage]) -> Iterator[tuple[Participation, Passage]]:
    """Yield the people whom a plan lists, each once, with the passage that does."""
    seen: set[str] = set()
    for passage in planned:
        for person in passage.people:
            key = person.person or person.name
            if person.person and key not in seen:
                seen.add(key)
                yield person, passage


def _naming(person: Participation, reported: Iterable[Passage]) -> Iterator[Passage]:
    """Yield the passages that name a person: as their speaker, in a list, or by the whole name in their text."""
    name = re.compile(rf"(?<!\w){re.escape(person.name)}(?!\w)")
    for passage in reported:
        named = any(other.person == person.person for other in passage.people)
        if named or (" " in person.name and name.search(passage.text)):
            yield passage
