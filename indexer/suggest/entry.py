"""A suggestion as plain data, and the normal form in which typed text and suggestions are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.text.analysis import stem, terms_in, tokens

SuggestionKind = Literal["word", "phrase", "acronym", "symbol", "person", "meeting", "session"]

SUGGESTIONS_FILE = "suggestions.sqlite"
SUGGESTIONS_FORMAT = 3
"""The version of the file's format."""

MAX_PHRASE_WORDS = 5
"""The most words of a phrase."""
SHORT_PREFIX = 3
"""The longest prefix, in characters, whose best completions are stored."""
MAX_PER_KIND = 16
"""The most completions of each kind that a prefix has to choose from."""


@dataclass(frozen=True)
class Suggestion:
    """Something that exists in the corpus, to search for or to open.

    `text` of a word, phrase or acronym is the whole query to run, including what was typed before it. For the other
    kinds `value` identifies it: a symbol, the id of a person or a meeting, or `meeting/session`; it is empty for all
    meetings or all sessions of one name.
    """

    kind: SuggestionKind
    text: str
    value: str = ""
    detail: str = ""
    """What distinguishes it from others of its name: an affiliation, a place and year, the long form of an acronym."""
    count: int = 0
    """The number of its passages; for a phrase, at least so many."""


def folded_key(text: str) -> str:
    """Return the key of a text: its words without case and accents, joined by single spaces."""
    return " ".join(terms_in(text))


def typed_key(text: str) -> str:
    """Return the key of what is being typed; a trailing space says that the last word is complete."""
    words = list(tokens(text))
    whole = bool(words) and text[words[-1].end :][:1].isspace()
    return " ".join(word.text for word in words) + (" " if whole else "")


def key_stems(key: str) -> tuple[str, ...]:
    """Return the stems that the words of a key are looked up by, each once."""
    return tuple(dict.fromkeys(map(stem, key.split())))
