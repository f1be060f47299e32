"""Which words of a query are likely slips, and the words of the corpus that may be meant.

Nearness is the optimal string alignment distance (Damerau 1964): a letter too many, missing, wrong, or two swapped.
Whether a correction finds anything is for the library to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from indexer.text.analysis import stem, terms_in, tokens

from .function_words import FUNCTION_WORDS
from .reader import Suggestions

MIN_LENGTH = 3
"""Letters of the shortest word that is corrected."""
TWO_EDITS_LENGTH = 6
"""Letters from which on two slips are thought of, not one."""
MAX_LENGTH = 40
MAX_RARE_COUNT = 2
"""A word in no more passages than these may be a slip itself."""
MIN_FREQUENCY_RATIO = 20
"""How many times as frequent as a rare word its neighbour is, for the word to be taken for a slip."""
MIN_KNOWN_LENGTH = 5
"""Letters of the shortest word that is thought a slip although the corpus has it."""
MAX_NEAR = 50
MAX_CHECKED = 12
"""Words of one query that are looked at."""

# What is quoted, negated, of a field, a wildcard or a symbol is matched whole, so that it is left alone whole.
_CHUNK = re.compile(r"""["“”„‟«»][^"“”„‟«»]*["“”„‟«»]?\S*|[^\s()"“”„‟«»]+""")
_LEFT_ALONE = re.compile(r"""["“”„‟«»*?~:/\d+_@]|^[-−]|^(?:AND|OR|NOT|NEAR)$""")


@dataclass(frozen=True)
class Misspelling:
    """A word of a query that may be meant otherwise: where it stands, and the words nearest to it, best first."""

    start: int
    end: int
    nearest: tuple[str, ...]


def nearest_words(words: Suggestions, word: str, limit: int = 3) -> tuple[str, ...]:
    """Give the corpus words nearest to one that is typed, best first: near, with the same beginning, frequent.

    Nothing for a word that the corpus has, unless it is rare there and a far more frequent one differs by one letter.
    """
    folded = terms_in(word)
    if len(folded) != 1 or not folded[0].isalpha() or not MIN_LENGTH <= len(folded[0]) <= MAX_LENGTH:
        return ()
    key = folded[0]
    own = words.count(key)
    if own > MAX_RARE_COUNT or (own and len(key) < MIN_KNOWN_LENGTH):
        return ()
    reach = 1 if own or len(key) < TWO_EDITS_LENGTH else 2
    least = max(own * MIN_FREQUENCY_RATIO, 1)
    known = [row for row in words.words(len(key) - reach, len(key) + reach) if row[2] >= least]
    found = extract(key, [row[0] for row in known], scorer=OSA.distance, score_cutoff=reach, limit=MAX_NEAR)
    ranked = []
    for near, distance, place in found:
        if near != key and near not in FUNCTION_WORDS and not (own and stem(near) == stem(key)):
            _, text, count = known[place]
            ranked.append((distance, near[0] != key[0], -count, text))
    return tuple(text for *_, text in sorted(ranked)[:limit])


def find_misspellings(words: Suggestions, query: str, found: Callable[[str], bool]) -> Iterator[Misspelling]:
    """Yield the words of a query that are likely slips; `found` tells whether a word finds anything by itself.

    Words in quotation marks, symbols, numbers, wildcards and whatever belongs to a field stay as they are.
    """
    places = list(islice(_checked(query), MAX_CHECKED))
    ended = 0
    for (start, end), behind in zip_longest(places, places[1:]):
        if start < ended:
            continue  # the word before was joined with it
        word = query[start:end]
        if behind and (joined := _joined(words, word, query[end : behind[0]], query[slice(*behind)])):
            ended = behind[1]
            yield Misspelling(start, ended, (joined,))
        elif not words.count(terms_in(word)[0]) and found(word):
            continue  # another form of it stands in the corpus
        elif near := nearest_words(words, word) or _parted(words, word):
            yield Misspelling(start, end, near)


def _joined(words: Suggestions, left: str, between: str, right: str) -> str:
    """Give the one word that two of a query are in the corpus, as `peace-keeping` is `peacekeeping`, or nothing."""
    parts = (*terms_in(left), *terms_in(right))
    if between not in (" ", "-") or len(parts) != 2 or not FUNCTION_WORDS.isdisjoint(parts):
        return ""
    return (
        words.most_frequent_form("".join(parts)) if words.count("".join(parts)) > min(map(words.count, parts)) else ""
    )


def _parted(words: Suggestions, word: str) -> tuple[str, ...]:
    """Give the two words of the corpus that one that stands nowhere is made of, as `rolemodel`, or nothing."""
    key = "".join(terms_in(word))
    if words.count(key) or len(key) > MAX_LENGTH:
        return ()
    cuts = ((key[:at], key[at:]) for at in range(MIN_LENGTH, len(key) - MIN_LENGTH + 1))
    known = [(min(map(words.count, pair)), pair) for pair in cuts if FUNCTION_WORDS.isdisjoint(pair)]
    count, best = max(known, default=(0, ()))
    return (" ".join(best),) if count else ()


def _checked(query: str) -> Iterator[tuple[int, int]]:
    """Give where the words of a query stand that may be corrected."""
    for chunk in _CHUNK.finditer(query):
        if not _LEFT_ALONE.search(chunk[0]):
            for word in tokens(chunk[0]):
                yield chunk.start() + word.start, chunk.start() + word.end
