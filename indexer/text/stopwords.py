"""Function words, which carry grammar and no subject: one table for each language, and views of it for each use.

The table lists the closed classes of a language (articles, pronouns, auxiliaries, prepositions, conjunctions), so it
does not depend on frequency or taste. Words that name a subject stay out of the table; a view can add them as its
`others`. Every word is indexed, and a phrase query needs all of its words; beside other terms of a query, function
words are optional.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from .analysis import fold
from .word_lists import load_table

StopWordView = Literal[
    "acronym",
    "affiliation",
    "clause",
    "distinctive",
    "example",
    "heading",
    "long_form",
    "meeting_title",
    "name_particle",
    "name_phrase",
    "place",
    "query",
    "sentence_start",
    "similar",
    "slug",
    "suggestion",
    "surname_particle",
    "title",
    "title_case",
    "unfinished_line",
]
"""The uses of function words; `data/stopwords.toml` says what each is for."""


@cache
def function_words(language: str) -> frozenset[str]:
    """Return all function words in the table of a language, folded."""
    return frozenset(word for words in load_table("stopwords")["language"][language].values() for word in words.split())


@cache
def stop_words(view: StopWordView) -> frozenset[str]:
    """Return the stop words for one use."""
    entry = load_table("stopwords")["view"][view]
    words = set(stop_words(entry["base"])) if "base" in entry else set()
    for language in entry.get("languages", ()):
        words |= function_words(language)
    words -= set(entry.get("without", "").split())
    return frozenset(words.union(entry.get("words", "").split(), entry.get("others", "").split()))


FUNCTION_WORDS = stop_words("query")
"""English function words, folded: optional beside other terms of a query."""
CLAUSE_WORDS = stop_words("clause")
"""English words, folded, that no suggested phrase has inside."""
_WORDS_OF_SCRIPT = {"han": ("zh", "ja")}
PHRASE_STOP_WORDS = stop_words("suggestion")
"""English, French and Spanish function words, folded: no suggested phrase begins or ends with one."""


@cache
def optional_words(language: str) -> frozenset[str]:
    """Return the words that are optional beside others in a query of an analysis language; none for an unknown one."""
    if language == "en":
        return FUNCTION_WORDS
    tables = load_table("stopwords")["language"]
    known = [name for name in _WORDS_OF_SCRIPT.get(language, (language,)) if name in tables]
    return frozenset[str]().union(*map(function_words, known))


def is_function_word(word: str) -> bool:
    """Return whether a word as typed names no subject; a single ASCII letter or digit does not either."""
    folded = fold(word)
    return (len(folded) < 2 and folded.isascii()) or folded in FUNCTION_WORDS
