"""The language of a query, judged among those of the corpus: only its function words are optional.

`die` is an article in a German query and a verb in an English one, so one word alone decides nothing: all words of the
query do, by how common each is in the passages of each language (a naive Bayes classifier over document frequencies).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import log
from typing import NamedTuple

from indexer.text.stemming import DEFAULT_LANGUAGE
from indexer.text.stopwords import optional_words

_ABSENT = 1e-4
"""The share of passages that a word is taken to stand in where none of a language has it."""
_FUNCTION_WORD = 0.05
"""The least share of passages for a function word of the language, for a corpus of a few papers."""


class LanguageShare(NamedTuple):
    """How many passages of a corpus are in an analysis language, and which share of them has each word asked for."""

    language: str
    passages: int
    shares: Mapping[str, float]


LanguageShares = Callable[[Iterable[str]], tuple[LanguageShare, ...]]
"""Returns the languages of a corpus, with the share of the passages of each that have each of some words."""


def only_default(_words: Iterable[str]) -> tuple[LanguageShare, ...]:
    """Return the languages of a corpus of which nothing is known: the default one."""
    return (LanguageShare(DEFAULT_LANGUAGE, 1, {}),)


def query_language(words: Iterable[str], language_shares: LanguageShares) -> str:
    """Return the analysis language in which these folded words are most likely; the commonest one without any word."""
    row = tuple(words)
    languages = language_shares(row)
    if not languages:
        return DEFAULT_LANGUAGE
    total = sum(language.passages for language in languages)
    return max(languages, key=lambda language: _likelihood(row, language, total)).language


def _likelihood(words: Iterable[str], language: LanguageShare, total: int) -> float:
    """Return the logarithm of the likelihood of words in a language."""
    optional = optional_words(language.language)
    least = {True: _FUNCTION_WORD, False: _ABSENT}
    shares = (max(language.shares.get(word, 0.0), least[word in optional]) for word in words)
    return log(language.passages / total) + sum(map(log, shares))
