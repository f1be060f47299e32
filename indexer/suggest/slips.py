"""Which words of a query are likely misspelt, and which words of the corpus may be meant.

The measure is the optimal string alignment distance (Damerau, 1964): a letter added, missing, changed, or two swapped.
Whether a correction finds anything is for the library to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest

from indexer.text.analysis import stem, terms_in, tokens
from indexer.text.stopwords import PHRASE_STOP_WORDS

from .reader import Suggestions

MIN_CORRECTED_LENGTH = 3
"""The fewest letters of a word that is corrected."""
TWO_EDITS_LENGTH = 6
"""The fewest letters of a word that is corrected by two edits."""
MAX_CORRECTED_LENGTH = 40
"""The most letters of a word that is corrected: it bounds the time of comparing, and longer runs are rarely words."""
MAX_RARE_COUNT = 2
"""A word in at most so many passages may itself be misspelt."""
MIN_FREQUENCY_RATIO = 20
"""How many times more frequent a neighbour must be for a rare word to count as misspelt."""
MIN_KNOWN_LENGTH = 5
"""The fewest letters of a corpus word that can count as misspelt."""
MAX_NEAR = 50
"""The most words of the corpus near a word that are ranked: it bounds the time of a correction."""
MAX_CHECKED = 12
"""The most words of one query that are checked."""

# A quotation, negation, field, wildcard or symbol is matched as one chunk, so that none of its words is corrected.
_CHUNK = re.compile(r"""["“”„‟«»][^"“”„‟«»]*["“”„‟«»]?\S*|[^\s()"“”„‟«»]+""")
_NOT_CORRECTED = re.compile(r"""["“”„‟«»*?~:/\d+_@]|^[-−]|^(?:AND|OR|NOT|NEAR)$""")


@dataclass(frozen=True)
class Misspelling:
    """A word of a query that is likely misspelt: its offsets, and the nearest words, best first."""

    start: int
    end: int
    nearest: tuple[str, ...]


def nearest_words(words: Suggestions, word: str, limit: int = 3) -> tuple[str, ...]:
    """Return the corpus words nearest to a typed word, best first: by distance, then same first letter, then frequency.

    Return nothing for a word of the corpus, unless it is rare and a far more frequent word is one edit away.
    """
    folded = terms_in(word)
    if (
        len(folded) != 1
        or not folded[0].isalpha()
        or not MIN_CORRECTED_LENGTH <= len(folded[0]) <= MAX_CORRECTED_LENGTH
    ):
        return ()
    key = folded[0]
    own_count = words.count(key)
    if own_count > MAX_RARE_COUNT or (own_count and len(key) < MIN_KNOWN_LENGTH):
        return ()
    max_edits = 1 if own_count or len(key) < TWO_EDITS_LENGTH else 2
    min_count = max(own_count * MIN_FREQUENCY_RATIO, 1)
    ranked = [
        (near.distance, near.word[0] != key[0], -near.passages, words.most_frequent_form(near.word))
        for near in words.near_words.near(key, max_edits, min_count, MAX_NEAR)
        if near.word != key and near.word not in PHRASE_STOP_WORDS and not (own_count and stem(near.word) == stem(key))
    ]
    return tuple(text for *_, text in sorted(ranked)[:limit])


def find_misspellings(words: Suggestions, query: str, finds_something: Callable[[str], bool]) -> Iterator[Misspelling]:
    """Yield the likely misspellings of a query; `finds_something` says whether a word has a hit by itself.

    Words in quotation marks, symbols, numbers, wildcards and fields are left alone.
    """
    word_offsets = list(islice(_correctable(query), MAX_CHECKED))
    joined_until = 0
    for (start, end), next_offsets in zip_longest(word_offsets, word_offsets[1:]):
        if start < joined_until:
            continue  # it was joined with the word before
        word = query[start:end]
        if next_offsets and (
            joined := _as_one_word(words, word, query[end : next_offsets[0]], query[slice(*next_offsets)])
        ):
            joined_until = next_offsets[1]
            yield Misspelling(start, joined_until, (joined,))
        elif not words.count(terms_in(word)[0]) and finds_something(word):
            continue  # another form of it occurs in the corpus
        elif corrections := (
            nearest_words(words, word)
            or _as_two_words(words, word)
            or tuple(islice(filter(finds_something, _as_compounds(words, word)), 1))
        ):
            yield Misspelling(start, end, corrections)


def _as_one_word(words: Suggestions, left: str, between: str, right: str) -> str:
    """Return the single corpus word that two words of a query form, as `peace-keeping` is `peacekeeping`, or ""."""
    parts = (*terms_in(left), *terms_in(right))
    if between not in (" ", "-") or len(parts) != 2 or not PHRASE_STOP_WORDS.isdisjoint(parts):
        return ""
    return (
        words.most_frequent_form("".join(parts)) if words.count("".join(parts)) > min(map(words.count, parts)) else ""
    )


def _as_two_words(words: Suggestions, word: str) -> tuple[str, ...]:
    """Return the two corpus words that an unknown word is made of, as `rolemodel`, or nothing."""
    key = "".join(terms_in(word))
    if words.count(key) or len(key) > MAX_CORRECTED_LENGTH:
        return ()
    cuts = ((key[:cut], key[cut:]) for cut in range(MIN_CORRECTED_LENGTH, len(key) - MIN_CORRECTED_LENGTH + 1))
    known = [(min(map(words.count, pair)), pair) for pair in cuts if PHRASE_STOP_WORDS.isdisjoint(pair)]
    count, best = max(known, default=(0, ()))
    return (" ".join(best),) if count else ()


def _as_compounds(words: Suggestions, word: str) -> Iterator[str]:
    """Yield a misspelt word in two parts, one known and one near a known word: `peace-building` for `peacbuilding`."""
    key = "".join(terms_in(word))
    cuts = range(MIN_CORRECTED_LENGTH, len(key) - MIN_CORRECTED_LENGTH + 1) if len(key) <= MAX_CORRECTED_LENGTH else ()
    for head, tail in ((key[:cut], key[cut:]) for cut in cuts):
        if words.count(head) and head not in PHRASE_STOP_WORDS:
            yield from (f"{head}-{near}" for near in nearest_words(words, tail, limit=1))
        if words.count(tail) and tail not in PHRASE_STOP_WORDS:
            yield from (f"{near}-{tail}".lower() for near in nearest_words(words, head, limit=1))


def _correctable(query: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the words of a query that may be corrected."""
    for chunk in _CHUNK.finditer(query):
        if not _NOT_CORRECTED.search(chunk[0]):
            for word in tokens(chunk[0]):
                yield chunk.start() + word.start, chunk.start() + word.end
