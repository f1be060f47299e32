"""A suggestion as plain data, and the one form that what is typed and what is suggested are compared in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from indexer.text.analysis import stem, terms_in, tokens

SuggestionKind = Literal["word", "phrase", "acronym", "symbol", "person", "meeting", "session"]
SUGGESTION_KINDS: tuple[SuggestionKind, ...] = get_args(SuggestionKind)

SUGGESTIONS_FILE = "suggestions.sqlite"
SUGGESTIONS_FORMAT = 1
"""The number of the file's format."""

MAX_PHRASE_WORDS = 5
"""Words of the longest phrase."""
SHORT_PREFIX = 3
"""Characters of a prefix so short that its best completions are kept ready."""
MAX_PER_KIND = 16
"""Completions of each kind that a prefix is given to choose from."""


@dataclass(frozen=True)
class Suggestion:
    """Something to search for or to go to, that is there.

    `text` of a word, phrase or acronym is the whole query to ask, what was typed before it included; for the others
    `value` is what they are known by: a symbol, the id of a person or a meeting, `meeting/session`.
    """

    kind: SuggestionKind
    text: str
    value: str = ""
    detail: str = ""
    """What tells it from others of its name: an affiliation, a place and year, what a short form stands for."""
    count: int = 0
    """Passages that have it; of a phrase at least so many."""


def folded_key(text: str) -> str:
    """Fold a text to what is compared: its words without case and accents, one space between them."""
    return " ".join(terms_in(text))


def typed_key(text: str) -> str:
    """Fold what is being typed: a space behind the last word says that the word is whole."""
    words = list(tokens(text))
    whole = bool(words) and text[words[-1].end :][:1].isspace()
    return " ".join(word.text for word in words) + (" " if whole else "")


def key_stems(key: str) -> tuple[str, ...]:
    """Give what the words of a key are looked up by, each once."""
    return tuple(dict.fromkeys(map(stem, key.split())))
