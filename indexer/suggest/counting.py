"""Counts the words and phrases of a corpus in bounded memory, passage by passage.

The unit is the passage. When there are too many different items the rarest are dropped, so counts are never too high;
for frequent items they are near the truth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.text.analysis import Token, tokens
from indexer.text.stopwords import PHRASE_STOP_WORDS

from .entry import MAX_PHRASE_WORDS

MAX_COUNTED = 400_000
"""The most different words, or phrases, that are counted at a time."""
KEPT_SHARE = 0.6
"""The share of items that stays when the rarest are dropped."""

CROWDED_SHARE = 0.25
"""The share of the limit above which only phrases that recur are lengthened."""

_BETWEEN = re.compile("[ \u00a0]?[-\u2010\u2011]?[ \u00a0]?")
"""What may stand between two words of a phrase: a space or a hyphen."""
_PERCENT_SIGN = "%"
"""A word (`percent`) that nobody wants suggested in this form."""


class BoundedCounter:
    """Counter that drops the rarest items when there are too many different ones."""

    def __init__(self, max_items: int = MAX_COUNTED) -> None:
        self.counts: dict[str, int] = {}
        self._max_items = max_items

    def add(self, items: Iterable[str]) -> None:
        """Count each item once."""
        counts = self.counts
        for item in items:
            counts[item] = counts.get(item, 0) + 1
        if len(counts) > self._max_items:
            self._drop_rarest()

    def _drop_rarest(self) -> None:
        threshold = 0
        while len(self.counts) > self._max_items * KEPT_SHARE:
            threshold = max(threshold + 1, min(self.counts.values()))
            self.counts = {item: count for item, count in self.counts.items() if count > threshold}


class PhraseCounter:
    """Counter of the words of passages as typed, and of the phrases that recur."""

    def __init__(self, max_items: int = MAX_COUNTED) -> None:
        self._max_items = max_items
        self.words = BoundedCounter(max_items)
        """By their form as typed."""
        self.phrases = BoundedCounter(max_items)
        """By their folded words."""
        self.forms: dict[str, str] = {}
        """How a phrase was typed when it first recurred, which is seldom at the beginning of a sentence."""

    def add(self, text: str) -> tuple[str, ...]:
        """Count the words and phrases of a passage; return its folded words, each once."""
        words = list(tokens(text))
        self.words.add({form for word in words if (form := _as_typed(text, word)) != _PERCENT_SIGN})
        phrases = self._phrases(text, words)
        counts, forms = self.phrases.counts, self.forms
        for phrase, offsets in phrases.items():
            if phrase in counts and phrase not in forms:
                form = text[offsets[0] : offsets[1]]
                forms[phrase] = phrase if form == phrase else form
                counts[phrase] = counts.pop(phrase)  # so that both dicts share one key object
        self.phrases.add(phrases)
        if len(forms) > self._max_items:
            self.forms = {phrase: form for phrase, form in forms.items() if phrase in self.phrases.counts}
        return tuple({word.text for word in words})

    def add_context(self, text: str) -> None:
        """Count the words of a text around passages, such as a heading or a name."""
        self.words.add({form for word in tokens(text) if (form := _as_typed(text, word)) != _PERCENT_SIGN})

    def _phrases(self, text: str, words: list[Token]) -> dict[str, tuple[int, int]]:
        """Return the phrases of a text; when memory is crowded, lengthen only a phrase that occurred before."""
        counts, phrases = self.phrases.counts, {}
        crowded = len(counts) > self._max_items * CROWDED_SHARE
        for run in _runs(text, words):
            can_end_phrase = [len(word.text) > 1 and word.text not in PHRASE_STOP_WORDS for word in run]
            for first in range(len(run) - 1):
                if not can_end_phrase[first]:
                    continue
                phrase, start = run[first].text, run[first].start
                for last in range(first + 1, min(first + MAX_PHRASE_WORDS, len(run))):
                    phrase = f"{phrase} {run[last].text}"
                    if can_end_phrase[last]:
                        phrases[phrase] = start, run[last].end
                        if crowded and phrase not in counts:
                            break
        return phrases


def _runs(text: str, words: list[Token]) -> Iterator[list[Token]]:
    """Yield runs of words with nothing but one space or hyphen between them."""
    run: list[Token] = []
    end = -1
    for word in words:
        start = word.start
        if run and not (text[end:start] == " " or (start > end and _BETWEEN.fullmatch(text, end, start))):
            yield run
            run = []
        run.append(word)
        end = word.end
    yield run


def _as_typed(text: str, word: Token) -> str:
    """Return a word as typed, without invisible characters."""
    form = text[word.start : word.end]
    return form if form.isprintable() else "".join(filter(str.isprintable, form))
