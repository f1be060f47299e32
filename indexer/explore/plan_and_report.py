"""Set the key questions and the people of a session's plan beside what was reported on them.

A passage of a report is matched to a question only by rare words that both have, and to a person only where the paper
names the person: a wrong pair is worse than a missing one. What is not matched may be there all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from indexer.model import Participation, Passage
from indexer.store.library import Library
from indexer.text.analysis import stem, terms_in

from .similar import MIN_WORD_LENGTH, is_telling

MAX_QUESTIONS = 40
MAX_PEOPLE = 60
MAX_MATCHES = 3
"""Passages that are shown for one question or person."""
MIN_SHARED = 3
"""The fewest rare words that a question and a passage must share."""
MIN_SHARE = 0.5
"""The share of the weight of the question's rare words that the shared ones must have."""
MIN_RARITY = 100
"""A rare word is at most one in so many of all words of the papers."""
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
    stems = [frozenset(map(stem, terms_in(passage.text))) for passage in (reported if asked else ())]
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
    index = library.word_index
    counts: dict[str, int] = {}
    for word in words:
        ids = index.word_ids([word])
        found = index.find_runs(ids, 1).counts.tolist()
        counts[stem(word)] = counts.get(stem(word), 0) + (found[0] if found else 0)
    counts[""] = max(index.size, 1)
    return counts


def _matches(
    text: str, counts: Mapping[str, int], reported: Sequence[Passage], stems: Sequence[frozenset[str]]
) -> tuple[MatchedPassage, ...]:
    """Return the passages that share enough of a question's rare words, best first."""
    words = {stem(word): word for word in reversed(terms_in(text)) if _is_telling(word)}
    size, passages = counts[""], len(reported)
    weights = {}
    for key in words:
        held = sum(key in passage for passage in stems)
        if counts[key] * MIN_RARITY <= size and (held * 2 <= passages or passages < 3):
            weights[key] = log(size / max(counts[key], 1))
    needed = MIN_SHARE * sum(weights.values())
    scored = []
    for passage, passage_stems in zip(reported, stems, strict=True):
        shared = [key for key in weights if key in passage_stems]
        weight = sum(weights[key] for key in shared)
        if len(shared) >= MIN_SHARED and weight >= needed:
            shown = sorted(shared, key=lambda key: -weights[key])
            scored.append((-weight, passage.ordinal, MatchedPassage(passage, tuple(words[key] for key in shown))))
    scored.sort(key=lambda match: match[:2])
    return tuple(match for _, _, match in scored[:MAX_MATCHES])


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
