"""Counts the words and phrases of a corpus in bounded memory, passage by passage.

How often is counted in passages. When too many different ones have been met, the rarest are given up, so that counts
are never too high; for what is frequent they are near the truth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.text.analysis import Token, tokens

from .entry import MAX_PHRASE_WORDS
from .function_words import FUNCTION_WORDS

MAX_COUNTED = 400_000
"""Different words, or phrases, that are counted at a time."""
KEPT_SHARE = 0.6
"""Share of them that stays when the rarest are given up."""

CROWDED_SHARE = 0.25
"""Share of them from which on only what comes back is looked at more closely."""

_BETWEEN = re.compile("[ \u00a0]?[-\u2010\u2011]?[ \u00a0]?")
"""What may stand between two words of a phrase: a space or a hyphen."""


class BoundedCounter:
    """Counts things; of very many different ones the rarest are forgotten."""

    def __init__(self, most: int = MAX_COUNTED) -> None:
        self.counts: dict[str, int] = {}
        self._most = most

    def add(self, found: Iterable[str]) -> None:
        """Count each once."""
        counts = self.counts
        for one in found:
            counts[one] = counts.get(one, 0) + 1
        if len(counts) > self._most:
            self._forget()

    def _forget(self) -> None:
        least = 0
        while len(self.counts) > self._most * KEPT_SHARE:
            least = max(least + 1, min(self.counts.values()))
            self.counts = {one: count for one, count in self.counts.items() if count > least}


class PhraseCounter:
    """The words of passages as they are typed, and the phrases that come back."""

    def __init__(self, most: int = MAX_COUNTED) -> None:
        self._most = most
        self.words = BoundedCounter(most)
        """By their forms as typed."""
        self.phrases = BoundedCounter(most)
        """By their folded words."""
        self.forms: dict[str, str] = {}
        """How a phrase was typed when it first came back, seldom at the beginning of a sentence."""

    def add(self, text: str) -> tuple[str, ...]:
        """Count the words and phrases of a passage; gives its folded words, each once."""
        found = list(tokens(text))
        self.words.add({_typed(text, word) for word in found})
        phrases = self._phrases(text, found)
        counts, forms = self.phrases.counts, self.forms
        for phrase, place in phrases.items():
            if phrase in counts and phrase not in forms:
                form = text[place[0] : place[1]]
                forms[phrase] = phrase if form == phrase else form
                counts[phrase] = counts.pop(phrase)  # so that both have one key in memory
        self.phrases.add(phrases)
        if len(forms) > self._most:
            self.forms = {phrase: form for phrase, form in forms.items() if phrase in self.phrases.counts}
        return tuple({word.text for word in found})

    def add_context(self, text: str) -> None:
        """Count the words of what is said around passages, a heading or a name."""
        self.words.add({_typed(text, word) for word in tokens(text)})

    def _phrases(self, text: str, found: list[Token]) -> dict[str, tuple[int, int]]:
        """Find the phrases of a text; among many, one is only lengthened where its beginning has been met before."""
        counts, phrases = self.phrases.counts, {}
        crowded = len(counts) > self._most * CROWDED_SHARE
        for run in _runs(text, found):
            lasting = [len(word.text) > 1 and word.text not in FUNCTION_WORDS for word in run]
            for first in range(len(run) - 1):
                if not lasting[first]:
                    continue
                phrase, start = run[first].text, run[first].start
                for last in range(first + 1, min(first + MAX_PHRASE_WORDS, len(run))):
                    phrase = f"{phrase} {run[last].text}"
                    if lasting[last]:
                        phrases[phrase] = start, run[last].end
                        if crowded and phrase not in counts:
                            break
        return phrases


def _runs(text: str, found: list[Token]) -> Iterator[list[Token]]:
    """Give the words that stand side by side with nothing but a space or a hyphen between them."""
    run: list[Token] = []
    end = -1
    for word in found:
        start = word.start
        if run and not (text[end:start] == " " or (start > end and _BETWEEN.fullmatch(text, end, start))):
            yield run
            run = []
        run.append(word)
        end = word.end
    yield run


def _typed(text: str, word: Token) -> str:
    """Give a word as it is typed, without invisible characters."""
    form = text[word.start : word.end]
    return form if form.isprintable() else "".join(filter(str.isprintable, form))
