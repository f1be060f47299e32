"""How a text writes its words: in capitals, and in parts that a hyphen, an apostrophe or points hold together.

The index stores both, so that a query can tell `US` from `us` and knows that `peacekeeping` is also `peace-keeping`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .analysis import fold, terms_in
from .casing import is_all_capitals
from .stopwords import FUNCTION_WORDS

MAX_PART_LENGTH = 30
"""The most letters of a part of a compound: a longer run is data."""

BEGINNING = 400
"""Characters of a text that tell whether it is wholly in capitals."""

CONTRACTED = frozenset({"ll", "re", "ve", "d", "m", "s"})
"""What stands for a word of its own behind an apostrophe: `we'll` is not `well`."""

HYPHENS = "-\u2010\u2011"
"""The signs that hold the parts of a word together."""
_APOSTROPHES = "'\u2019\u02bc\uff07"
_PARTED = re.compile(rf"(?<!\w)(?P<head>\w+)(?=(?P<sign>[{HYPHENS}]\s?|[{_APOSTROPHES}])(?P<tail>\w+))")
_CAPITALS = re.compile(r"(?<![^\W_])[^\W_a-z]{2,}(?![^\W_])")  # lower case beyond a to z is sorted out later
_POINTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,8}(?:[^\W\d_](?!\w))?")
_SEPARATED = re.compile(rf"[{HYPHENS}{_APOSTROPHES}.]")
_WORD = re.compile(r"[^\W_]+")
_OPENS_SENTENCE = re.compile(r"(?:^|[.?!:;…\n])[\s\"“”'‘’(\[«»*•–—-]*$")
_BEFORE = 12
"""Characters before a word in which the end of the sentence before is looked for."""


def capital_terms(text: str) -> Iterator[str]:
    """Yield the folded words of a text that it writes in capitals, those with points among them (`U.S.`).

    A text that is wholly in capitals says nothing about its words, so it has none.
    """
    found = list(filter(is_capital_word, _CAPITALS.findall(text)))
    if not (found or "." in text) or is_all_capitals(text[:BEGINNING]):
        return
    for word in found:
        yield from terms_in(word)
    for letters, written in pointed_words(text):
        if written.isupper():
            yield "".join(letters)


def is_capital_word(word: str) -> bool:
    """Return whether letters and digits are a word in capitals: with two letters at least, and none in lower case."""
    return word.isupper() and sum(map(str.isalpha, word)) > 1


class PartedWord(NamedTuple):
    """A word in parts: its folded parts, and how it is written."""

    parts: tuple[str, ...]
    written: str


def parted_words(text: str) -> Iterator[PartedWord]:
    """Yield the words that a text writes in parts: `peace-keeping`, `O'Brien`, `U.N.`.

    A word that is broken at the end of a line counts too.
    """
    if not _SEPARATED.search(text):
        return
    for match in _PARTED.finditer(text):
        parts = fold(match["head"]), fold(match["tail"])
        if is_one_word(*parts, match["sign"]):
            yield PartedWord(parts, match["head"] + match["sign"].strip() + match["tail"])
    for letters, written in pointed_words(text):
        yield PartedWord(letters, ".".join(written))


def pointed_words(text: str) -> Iterator[PartedWord]:
    """Yield the words with points (`U.N.`), written without their points."""
    if "." in text:
        for match in _POINTED.finditer(text):
            written = match[0].replace(".", "")
            if len(written) > 1:
                yield PartedWord(tuple(map(fold, written)), written)


def is_one_word(head: str, tail: str, sign: str) -> bool:
    """Return whether folded words with a sign between them, and perhaps a space behind it, are one word in parts."""
    if not (head and tail) or max(len(head), len(tail)) > MAX_PART_LENGTH:
        return False
    if head[-1].isdigit() and tail[0].isdigit():
        return False  # a range: 2019-2024
    if sign[0] in _APOSTROPHES:
        return tail not in CONTRACTED and (len(head) > 1 or len(tail) > 2)
    return len(sign) == 1 or tail not in FUNCTION_WORDS  # `pre- and post-war`


def surface_forms(text: str) -> Mapping[str, str]:
    """Return the words of a text as it writes them most often, by their folded forms.

    A capital that only opens a sentence is none of the word's own, and a text in capitals tells nothing of its words.
    """
    if is_all_capitals(text):
        return {}
    written: dict[str, Counter[str]] = {}
    for match in _WORD.finditer(text):
        word = match.group()
        opens = _OPENS_SENTENCE.search(text[max(0, match.start() - _BEFORE) : match.start()])
        form = word.lower() if opens and word[1:] == word[1:].lower() else word
        for term in terms_in(word)[:1]:
            written.setdefault(term, Counter())[form] += 1
    return {term: max(sorted(forms), key=forms.__getitem__) for term, forms in written.items()}


def as_written(terms: str, forms: Mapping[str, str]) -> str:
    """Return folded words with spaces between them as a text writes them."""
    return " ".join(forms.get(term, term) for term in terms.split())
