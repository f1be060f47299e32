"""Reads the passages that quotations may be from, and counts runs of words, in few requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from indexer.engine.opensearch.dictionary import ClusterDictionary
from indexer.engine.opensearch.mapping import TEXT
from indexer.engine.opensearch.querying.asking import Answer, AskCluster, hits_in
from indexer.engine.opensearch.querying.rows import Clause
from indexer.engine.passage_words.reader import ReadPassage, ReadPassages, Run, RunTotal, WantedWords, WordReader
from indexer.text.stemming import stem_in

from .questions import (
    PAPERS,
    RUNS,
    SHORT,
    Body,
    beside_body,
    commonness_bodies,
    exact_body,
    in_corpus,
    near_bodies,
    phrase,
    phrase_body,
    short_body,
    spellings_body,
    version_body,
)

TOGETHER = 64
"""Questions of one request."""
FIRST_READ = 25
"""Hits of each of them. Few quotations have more; those are asked for again, one after the other."""
KEPT = 1_000
"""Answers that are kept on whether passages have some words: completions are asked for at each letter."""
_PARTS_OF_RUNS = (3, 2, 1)

Place = tuple[int, int, str]


class ClusterWordReader(WordReader):
    """The `WordReader` of one build in a cluster."""

    def __init__(self, dictionary: ClusterDictionary, live: Clause, ask: AskCluster) -> None:
        self._dictionary = dictionary
        self._live = live
        self._ask = ask
        self._any_with_all = lru_cache(maxsize=KEPT)(self._asked_for_all)

    @property
    def size(self) -> int:
        """The number of words of all passages, and one for each passage."""
        return self._dictionary.words + self._dictionary.passages

    def times(self, word: str) -> int:
        """Return how often a folded word stands in the texts of passages."""
        return self._dictionary.times([word])

    def passages_with(self, runs: Sequence[Run]) -> list[int]:
        """Return for each run how many passages have it in their text."""
        known = [number for number, run in enumerate(runs) if self._is_known(run)]
        bodies = [
            {"size": 0, "track_total_hits": True, "query": self._filtered(phrase(runs[number]))} for number in known
        ]
        counts = [0] * len(runs)
        for number, answer in zip(known, self._answers(bodies), strict=True):
            counts[number] = _total(answer)
        return counts

    def any_with_all(self, terms: Iterable[str]) -> bool:
        """Return whether a passage has all of some folded terms in its text, each in any form."""
        return self._any_with_all(frozenset(terms))

    def passages_for(self, wanted: Sequence[WantedWords]) -> ReadPassages:
        """Return the passages that some words may be from: those with all of them, and those with the most of them."""
        read = _Read(self._dictionary.times)
        claimed = sorted({words.passage for words in wanted if words.passage})
        if claimed:
            read.add(self._answers([in_corpus(self._filtered({"terms": {"id": claimed}}), len(claimed))]))
        read.add(self._answers([body for words in wanted for body in self._other_spellings(words)]))
        whole = [(words, self._whole(words)) for words in wanted]
        asked = [(words, body) for words, body in whole if body]
        answers = self._answers([body for _, body in asked])
        read.add(answers)
        found = {words for (words, _), answer in zip(asked, answers, strict=True) if _total(answer)}
        for (words, _), answer in zip(asked, answers, strict=True):
            read.count(words, answer)
        cut = [answer for (words, _), answer in zip(asked, answers, strict=True) if len(words.parts) > 1]
        read.add(self._answers([beside_body(_places_in(answer), self._live) for answer in cut if _total(answer)]))
        # Parts that stand in one passage may not stand there in their order.
        quoted = [words for words in wanted if words.kind == "quotation"]
        self._read_near([words for words in quoted if words not in found or len(words.parts) > 1], read)
        for words in wanted:
            if words.kind == "versions":
                self._read_versions(words, read)
        return read.passages()

    def _whole(self, words: WantedWords) -> Body | None:
        """Return what asks for the passages with all words; None where the corpus lacks one of them."""
        runs = [run for part in words.parts for run in part]
        is_known = bool(runs) and all(map(self._is_known, runs))
        if not is_known or words.kind == "versions":
            return None
        return phrase_body(runs, words, self._live) if words.kind == "phrase" else exact_body(words, self._live)

    def _other_spellings(self, words: WantedWords) -> Iterator[Body]:
        spellings = [spelling for spelling in words.spellings if all(map(self._is_known, spelling))]
        if spellings:
            yield spellings_body(spellings, self._live)

    def _read_near(self, wanted: Sequence[WantedWords], read: _Read) -> None:
        """Read the passages that share most with quotations that no passage has as they stand."""
        asked = [(words, body) for words in wanted for body in near_bodies(words, self._live)]
        answers = self._answers([body for _, body in asked])
        read.add(answers)
        found = {words for (words, _), answer in zip(asked, answers, strict=True) if _total(answer)}
        is_short = {words: sum(len(run) for part in words.parts for run in part) <= SHORT for words in wanted}
        waiting = [words for words in wanted if words not in found or is_short[words]]
        for width in _PARTS_OF_RUNS:
            bodies = [(words, short_body(words, width, self._frequency, self._live)) for words in waiting]
            some = [(words, body) for words, body in bodies if body]
            answers = self._answers([body for _, body in some])
            read.add(answers)
            found |= {words for (words, _), answer in zip(some, answers, strict=True) if _total(answer)}
            waiting = [words for words in waiting if words not in found]

    def _read_versions(self, words: WantedWords, read: _Read) -> None:
        """Read the passages that share runs of words with one that not many passages have."""
        counted = self._answers(list(commonness_bodies(words, self._live)))
        rare = [
            [key for key, bucket in answer["aggregations"][RUNS]["buckets"].items() if _is_rare(words, bucket)]
            for answer in counted
        ]
        read.add(self._answers([version_body(hashes, self._live) for hashes in rare if hashes]))
        if not counted:  # of fewer than four words the whole is looked for
            runs = [run for part in words.parts for run in part]
            [answer] = self._answers([phrase_body(runs, words, self._live)])
            read.add([answer] if _total(answer) <= words.most_passages else [])

    def _frequency(self, word: str) -> int:
        return self._dictionary.in_texts([word])

    def _is_known(self, run: Run) -> bool:
        return all(self._frequency(word) for word in run)

    def _filtered(self, clause: Clause) -> Clause:
        return {"bool": {"filter": [self._live, clause]}}

    def _answers(self, bodies: Sequence[Body]) -> list[Answer]:
        """Return the answers to questions: few hits of each are asked for, and all of them where there are more.

        A node holds in memory what it answers together.
        """
        answers = self._together([body | {"size": min(body["size"], FIRST_READ)} for body in bodies], TOGETHER)
        more = [
            number
            for number, (body, answer) in enumerate(zip(bodies, answers, strict=True))
            if body["size"] > FIRST_READ and _total(answer) > FIRST_READ
        ]
        for number, answer in zip(more, self._together([bodies[number] for number in more], 1), strict=True):
            answers[number] = answer
        return answers

    def _together(self, bodies: Sequence[Body], most: int) -> list[Answer]:
        answers: list[Answer] = []
        for start in range(0, len(bodies), most):
            answers += self._ask(bodies[start : start + most])
        return answers

    def _asked_for_all(self, terms: frozenset[str]) -> bool:
        vocabulary = self._dictionary.vocabulary
        by_language: list[Clause] = []
        for language in vocabulary.languages:
            forms = [list(vocabulary.with_stem(stem_in(term, language), language)) for term in sorted(terms)]
            if forms and all(forms):
                words = [{"terms": {TEXT.name: some}} for some in forms]
                by_language.append({"bool": {"filter": [{"term": {"analysis": language}}, *words]}})
        if not by_language:
            return False
        clause = self._filtered({"bool": {"should": by_language}})
        [answer] = self._ask([{"size": 0, "track_total_hits": 1, "query": clause}])
        return _total(answer) > 0


class _Read:
    """Passages that were read, each once."""

    def __init__(self, times: Callable[[Sequence[str]], int]) -> None:
        """Take what tells how often words stand in texts."""
        self._times = times
        self._passages: dict[Place, ReadPassage] = {}
        self._totals: dict[Run, RunTotal] = {}

    def add(self, answers: Iterable[Answer]) -> None:
        """Add the hits of answers."""
        for answer in answers:
            for hit in hits_in(answer):
                record: dict[str, Any] = hit.source["record"]
                document_place, place, key = hit.sort[1:]
                passage = ReadPassage(record["id"], record["document"], record["place"], record["text"])
                self._passages[document_place, place, key] = passage

    def count(self, words: WantedWords, answer: Answer) -> None:
        """Keep how many passages have a quotation of one run, where not all of them were read."""
        if _total(answer) > len(answer["hits"]["hits"]) and len(words.parts) == len(words.parts[0]) == 1:
            [[run]] = words.parts
            papers = answer.get("aggregations", {}).get(PAPERS, {}).get("value", 0)
            self._totals[run] = RunTotal(_total(answer), papers, self._times([run[0]]) if len(run) == 1 else None)

    def passages(self) -> ReadPassages:
        """Return what was read, in the order of the corpus."""
        return ReadPassages([self._passages[place] for place in sorted(self._passages)], self._totals)


def _places_in(answer: Answer) -> Iterator[tuple[str, int]]:
    """Yield the papers of the passages in an answer, and their places there."""
    return ((hit.source["record"]["document"], hit.source["record"]["place"]) for hit in hits_in(answer))


def _is_rare(words: WantedWords, bucket: dict[str, int]) -> bool:
    return bucket["doc_count"] <= words.most_passages


def _total(answer: Answer) -> int:
    """Return how many passages were found; 0 where only parts of them were counted."""
    return int(answer["hits"].get("total", {}).get("value", 0))
