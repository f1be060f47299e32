"""The English words by which a draft gives words to a source, as patterns: verbs, people, papers, meetings.

They are listed in `text/data/attribution.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.model import DocumentKind
from indexer.text.word_lists import load_table

SUBJECT_CHARACTERS = 160  # before a verb: a longer subject is rather a whole clause
GAP_CHARACTERS = 60  # between a verb and the quotation that it governs
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
"""The first twenty ordinals, in order."""
_WORDS_BEHIND_VERB = 3  # words between a verb of speech and its `that`: `the Chair told all members that`


def word_pattern(name: str) -> str:
    """Return the pattern of a list of words, in a group, for any case."""
    return f"(?:{alternatives('words')[name]})"


def alternatives(section: str) -> dict[str, str]:
    """Return the lists of words of a section of the table as patterns without a group, by their names."""
    table: dict[str, str] = load_table("attribution")[section]
    return {name: re.sub(r"\s*\n\s*", "", words) for name, words in table.items()}


@cache
def word_regex(name: str) -> re.Pattern[str]:
    """Return the expression that finds a word of a list, in any case."""
    return re.compile(rf"\b{word_pattern(name)}\b", re.IGNORECASE)


@cache
def paper_pattern() -> re.Pattern[str]:
    """Return the pattern that finds a word for a paper; the name of its group is the kind."""
    papers: dict[str, str] = load_table("attribution")["papers"]
    return re.compile(
        r"\b(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in papers.items()) + r")\b", re.IGNORECASE
    )


def paper_kind(match: re.Match[str]) -> DocumentKind:
    """Return the kind of paper that a match of `paper_pattern` names."""
    kind: DocumentKind = match.lastgroup  # type: ignore[assignment]  # the groups are named after kinds
    return kind


def verbs_of_speech(text: str) -> Iterator[re.Match[str]]:
    """Yield the verbs in the past by which a text says that somebody spoke."""
    return word_regex("said").finditer(text)


def events_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the words for meetings in a text."""
    return word_regex("events").finditer(text)


def has_verb(text: str) -> bool:
    """Return whether a text has a verb of saying or planning."""
    return bool(word_regex("said").search(text) or word_regex("planned").search(text))


def ends_in_speech(text: str) -> bool:
    """Return whether a text ends in a verb of speech, or a few words behind one: `the Chair told members`."""
    return last_speech(text) is not None


def last_speech(text: str) -> re.Match[str] | None:
    """Return the verb of speech that a text ends in, or has a few words before its end, None where it has none."""
    verbs = [*word_regex("said").finditer(text), *word_regex("says").finditer(text)]
    near = [verb for verb in verbs if len(text[verb.end() :].split()) <= _WORDS_BEHIND_VERB]
    return max(near, key=lambda verb: verb.start(), default=None)


def ordinal_number(text: str) -> int:
    """Return the number of an ordinal in words or figures: 3 for `Third` and `3rd`."""
    folded = text.casefold()
    return ORDINALS.index(folded) + 1 if folded in ORDINALS else int(folded[:-2])
