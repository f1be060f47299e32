"""Quotations made of the sentences of real papers: whole, cut, reworded, joined, with omissions, of few words."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from typing import NamedTuple

from indexer.model import Passage
from indexer.store.library import Library

SITE = "https://papers.example.org"
_MARKS = re.compile(r"[“”\"«»„‘’‹›\[\]…]")
_LEAST_WORDS = 8
_LINKED = 3
"""One quotation of so many has a link beside it, half of them to another passage than its own."""


class MadeQuotation(NamedTuple):
    """A draft of one sentence that quotes."""

    kind: str
    draft: str


def made_quotations(library: Library, seed: int, number: int) -> Iterator[MadeQuotation]:
    """Yield so many drafts, of each kind equally many."""
    return islice(_Maker(library, seed).all(), number)


class _Maker:
    """Makes quotations, with choices made at random from a seed."""

    def __init__(self, library: Library, seed: int) -> None:
        self._lot = random.Random(seed)  # noqa: S311  # a measurement has to be repeatable
        self._passages: Sequence[Passage] = [
            passage
            for passage in library.passages()
            if len(passage.text.split()) >= _LEAST_WORDS and not _MARKS.search(passage.text)
        ]
        self._words = sorted({word for passage in self._passages for word in passage.text.split() if word.isalpha()})

    def all(self) -> Iterator[MadeQuotation]:
        kinds: dict[str, Callable[[], tuple[str, Passage]]] = {
            "whole sentence": self._whole,
            "cut": self._cut,
            "one word changed": lambda: self._reworded(1),
            "three words changed": lambda: self._reworded(3),
            "a word left out": self._left_out,
            "an omission": self._omission,
            "two passages joined": self._joined,
            "across two passages": self._across,
            "short phrase": self._phrase,
            "phrase, spelled otherwise": self._misspelled,
            "nowhere": self._nowhere,
        }
        for number, (kind, make) in enumerate(cycle(kinds.items())):
            text, source = make()
            linked = source if self._lot.random() < 0.5 else self._lot.choice(self._passages)
            link = f" ({SITE}/p/{linked.id})" if number % _LINKED == 0 else ""
            yield MadeQuotation(kind, f"The author says “{text}”{link} and goes on.")

    def _sentence(self) -> tuple[list[str], Passage]:
        while True:
            passage = self._lot.choice(self._passages)
            start, end = self._lot.choice(passage.sentences or ((0, len(passage.text)),))
            words = passage.text[start:end].split()
            if len(words) >= _LEAST_WORDS:
                return words[:60], passage

    def _whole(self) -> tuple[str, Passage]:
        words, passage = self._sentence()
        return " ".join(words), passage

    def _cut(self) -> tuple[str, Passage]:
        words, passage = self._sentence()
        length = self._lot.randint(4, len(words))
        start = self._lot.randrange(len(words) - length + 1)
        return " ".join(words[start : start + length]), passage

    def _reworded(self, changes: int) -> tuple[str, Passage]:
        words, passage = self._sentence()
        for place in self._lot.sample(range(len(words)), changes):
            words[place] = self._lot.choice(self._words)
        return " ".join(words), passage

    def _left_out(self) -> tuple[str, Passage]:
        words, passage = self._sentence()
        del words[self._lot.randrange(len(words))]
        return " ".join(words), passage

    def _omission(self) -> tuple[str, Passage]:
        passage = self._lot.choice(self._passages)
        words = passage.text.split()[:80]
        first = self._lot.randint(2, len(words) // 2)
        second = self._lot.randint(first + 1, len(words) - 2)
        return " ".join([*words[:first], "...", *words[second:]]), passage

    def _joined(self) -> tuple[str, Passage]:
        (first, passage), (second, _) = self._sentence(), self._sentence()
        return " ".join([*first, *second]), passage

    def _across(self) -> tuple[str, Passage]:
        while True:
            place = self._lot.randrange(len(self._passages) - 1)
            first, second = self._passages[place : place + 2]
            if first.document == second.document and second.ordinal == first.ordinal + 1:
                return " ".join([*first.text.split()[-12:], *second.text.split()[:12]]), first

    def _phrase(self) -> tuple[str, Passage]:
        words, passage = self._sentence()
        length = self._lot.randint(1, 3)
        start = self._lot.randrange(len(words) - length + 1)
        return " ".join(words[start : start + length]), passage

    def _misspelled(self) -> tuple[str, Passage]:
        text, passage = self._phrase()
        return f"{text}s", passage

    def _nowhere(self) -> tuple[str, Passage]:
        words = self._lot.choices(self._words, k=self._lot.randint(4, 30))
        return " ".join(words), self._lot.choice(self._passages)
