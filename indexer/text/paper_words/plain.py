"""Cut plain texts to words together, by their code points, and say which texts are not plain."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product, repeat
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.text.analysis import MAX_TERM_LENGTH, fold, grouped_token, is_plain_letter
from indexer.text.written_forms import HYPHENS, PartedWord, is_capital_word, is_one_word

from .runs import CodePoints, Offsets, RunTable
from .stream import GAPS, Numbers

_Scalar = TypeVar("_Scalar", bound=np.generic)
Flags = NDArray[np.bool_]

SPACES = " \u00a0"
GAP_NUMBERS = {
    "".join(parts): GAPS.index("".join(parts).replace("\u00a0", " ").replace("  ", " "))
    for parts in product(("", *SPACES), ("", *HYPHENS), ("", *SPACES))
}
"""The number of what stands between two words, of `GAPS`."""
LONGEST_GAP = max(map(len, GAP_NUMBERS))
PERCENT_SIGN, PERCENT = "%", "percent"
_APOSTROPHES = "'\u2019"  # others are rare
_GROUPING = ", \u00a0\u2009\u202f"  # what stands between groups of three digits
_LAST_CODE = 0x2400  # of the table of kinds; whatever lies beyond is rare
_JOINING = {"Mn", "Mc", "Me", "Cf"}  # categories of what can stand inside a word
_SEPARATOR, _WORD, _ODD, _SIGN = range(4)
_UNKNOWN = -1
_ENCODINGS = {2: "utf-16-le", 4: "utf-32-le"}
"""How the code points of a text are stored, by their size in bytes."""


class WrittenWords:
    """The words as they are written, numbered, each with its folded term."""

    def __init__(self, characters: int) -> None:
        """Take the number of characters of all texts, or about as many."""
        self.runs = RunTable(characters)
        self.written: list[str] = []
        self.terms: list[str] = []
        self.foreign: list[int] = []
        """The words with letters beyond ASCII."""
        self.signs: list[int] = []
        """The tokens that are no plain words."""
        self.capitals: list[int] = []
        """The words in capitals."""
        self.empty: list[int] = []
        """The words of which nothing is left when folded."""
        self.in_parts: dict[str, PartedWord | None] = {}
        """The words in parts, as they are written, and what looks like one and is none."""
        self._words: dict[str, int] = {}
        self._signs: dict[tuple[str, str], int] = {}

    def of_words(self, written: Sequence[str]) -> Numbers:
        """Return the numbers of words of letters and digits."""
        words = self._words
        numbers = np.fromiter(map(words.get, written, repeat(_UNKNOWN)), np.int64, len(written))
        unknown = np.flatnonzero(numbers == _UNKNOWN)
        first = len(self.written)
        new = list(dict.fromkeys(map(written.__getitem__, unknown.tolist())))
        words.update(zip(new, range(first, first + len(new)), strict=True))
        self.written += new
        self.terms += "\n".join(new).lower().split("\n") if new else ()
        for number, word in enumerate(new, start=first):
            if not word.isascii():
                self.foreign.append(number)
            if not word.isascii() or len(word) > MAX_TERM_LENGTH:
                self.terms[number] = term = fold(word[: 4 * MAX_TERM_LENGTH])
                self.empty += () if term else (number,)
            if word.isupper() and is_capital_word(word):
                self.capitals.append(number)
        numbers[unknown] = [words[written[place]] for place in unknown.tolist()]
        return numbers.astype(np.uint32)

    def of_token(self, written: str, term: str) -> int:
        """Return the number of a token of any kind."""
        number = self._words.get(written)
        if number is not None and self.terms[number] == term:
            return number
        if term != PERCENT and fold(written) == term:
            return int(self.of_words([written])[0])
        if (written, term) not in self._signs:
            self._signs[written, term] = number = len(self.written)
            self.signs.append(number)
            self.written.append(written)
            self.terms.append(term)
        return self._signs[written, term]


class _Tokens(NamedTuple):
    """Tokens of texts that stand one after the other in a text, and what stands before each of them."""

    together: str
    codes: CodePoints
    """The code points of the texts."""
    forms: Numbers
    starts: Offsets
    ends: Offsets
    is_word: Flags
    """Whether it is letters and digits only, in one run."""
    owners: Offsets
    """The number of its text."""

    @property
    def sizes(self) -> Offsets:
        """The characters between a token and the one before; 0 for the first token of a text."""
        sizes = self.starts - _before(self.ends)
        sizes[self.owners != _before(self.owners, -1)] = 0
        return sizes

    @property
    def signs(self) -> CodePoints:
        """The first of these characters."""
        return self.codes[_before(self.ends)]

    def only(self, kept: Flags) -> _Tokens:
        """Return some of the tokens."""
        return self._replace(
            forms=self.forms[kept],
            starts=self.starts[kept],
            ends=self.ends[kept],
            is_word=self.is_word[kept],
            owners=self.owners[kept],
        )


class PlainCut(NamedTuple):
    """The tokens of plain texts, and which texts are not plain."""

    forms: Numbers
    """Of each token."""
    gaps: NDArray[np.uint8]
    texts: Offsets
    """The text of each token."""
    parted: list[tuple[int, PartedWord]]
    """By text."""
    pointed: Offsets
    """The texts that can have words with points."""
    odd: Flags
    """Whether a text has to be cut in the other way."""


def cut_plain(texts: Sequence[str], forms: WrittenWords) -> PlainCut:
    """Cut texts together, as if all of them were plain."""
    together = "\n".join(texts)
    codes = _code_points(together)
    bounds = np.cumsum([0, *(len(text) + 1 for text in texts)])
    kinds = _kinds()[np.minimum(codes, _LAST_CODE)]
    plus = codes == ord("+")
    odd = np.zeros(len(texts), np.bool_)
    odd[np.searchsorted(bounds, np.flatnonzero((kinds == _ODD) | (plus & _before(plus))), side="right") - 1] = True
    kinds[np.repeat(odd, np.diff(bounds))[: len(kinds)]] = _SEPARATOR  # they are cut elsewhere
    tokens = _runs(together, codes, kinds, bounds, forms)
    parted = list(_parted(tokens, forms.in_parts))
    pointed = np.unique(tokens.owners[_is_pointed(tokens)])
    odd[tokens.owners[np.isin(tokens.forms, forms.empty)]] = True
    tokens = _with_groups(tokens, forms, odd)
    possessive = _is_possessive(tokens)
    odd[tokens.owners[possessive & _before(possessive)]] = True
    gaps = _gaps(tokens)
    gaps[_before(possessive)] = 0
    tokens = tokens.only(~possessive)
    return PlainCut(tokens.forms, gaps[~possessive], tokens.owners, parted, pointed, odd)


def _code_points(text: str) -> CodePoints:
    """Return the code points of a text, in two bytes each where that is enough: half as much to look through."""
    short = text.encode(_ENCODINGS[2], "surrogatepass")
    if len(short) == 2 * len(text):
        return np.frombuffer(short, "<u2")
    return np.frombuffer(text.encode(_ENCODINGS[4], "surrogatepass"), "<u4")


def _runs(together: str, codes: CodePoints, kinds: NDArray[np.uint8], bounds: Offsets, forms: WrittenWords) -> _Tokens:
    """Return runs of letters and digits, and signs of percentages, as tokens."""
    is_word = kinds == _WORD
    edges = np.flatnonzero(np.diff(is_word, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    numbers = _numbers(together, codes, starts, ends, forms)
    signs = np.flatnonzero(kinds == _SIGN)
    if len(signs):
        at = np.searchsorted(starts, signs)
        numbers = np.insert(numbers, at, forms.of_token(PERCENT_SIGN, PERCENT))
        starts, ends = np.insert(starts, at, signs), np.insert(ends, at, signs + 1)
    owners = np.repeat(np.arange(len(bounds) - 1), np.diff(np.searchsorted(starts, bounds)))
    return _Tokens(together, codes, numbers, starts, ends, is_word[starts], owners)


def _numbers(together: str, codes: CodePoints, starts: Offsets, ends: Offsets, forms: WrittenWords) -> Numbers:
    """Return the numbers of words; of those that are not known by their letters, strings are made and looked up."""

    def of_runs(runs: Offsets) -> Numbers:
        places = zip(starts[runs].tolist(), ends[runs].tolist(), strict=True)
        return forms.of_words([together[start:end] for start, end in places])

    return forms.runs.numbers(codes, starts, ends, of_runs).astype(np.uint32)


def _with_groups(tokens: _Tokens, forms: WrittenWords, odd: Flags) -> _Tokens:
    """Return tokens with `12,500` and `per cent` as one each; mark the texts where one of them is unusual as odd."""
    kept = np.ones(len(tokens.starts), np.bool_)
    numbers, ends, is_word = tokens.forms.copy(), tokens.ends.copy(), tokens.is_word.copy()
    end = 0
    for second in np.flatnonzero(_can_be_grouped(tokens)).tolist():
        first, start = second - 1, int(tokens.starts[second - 1])
        group = grouped_token(tokens.together, start) if start >= end else None
        if group:
            end = group.end
            written = tokens.together[start:end]
            if not written.isprintable() or written.isupper():
                odd[tokens.owners[first]] = True
            numbers[first], ends[first], is_word[first] = forms.of_token(written, group.text), end, False
            kept[second : np.searchsorted(tokens.starts, end)] = False
    return tokens._replace(forms=numbers, ends=ends, is_word=is_word).only(kept)


def _gaps(tokens: _Tokens) -> NDArray[np.uint8]:
    """Return what stands before each token, as a number of `GAPS`."""
    sizes, signs = tokens.sizes, tokens.signs
    gaps = np.zeros(len(sizes), np.uint8)
    for gap, number in GAP_NUMBERS.items():
        if len(gap) == 1:
            gaps[(sizes == 1) & (signs == ord(gap))] = number
    for token in np.flatnonzero((sizes > 1) & (sizes <= LONGEST_GAP) & _is_in(signs, SPACES + HYPHENS)).tolist():
        gaps[token] = GAP_NUMBERS.get(tokens.together[tokens.ends[token - 1] : tokens.starts[token]], 0)
    return gaps


def _is_possessive(tokens: _Tokens) -> Flags:
    """Return which tokens are the `s` of a possessive."""
    is_s = (tokens.ends - tokens.starts == 1) & _is_in(tokens.codes[tokens.starts], "sS")
    is_after_word = (tokens.sizes == 1) & _before(tokens.is_word)
    possessive: Flags = is_s & is_after_word & _is_in(tokens.signs, _APOSTROPHES)
    return possessive


def _can_be_grouped(tokens: _Tokens) -> Flags:
    """Return which tokens may be one with the token before: `12,500` and `per cent`."""
    first, last = tokens.codes[tokens.starts], tokens.codes[np.maximum(_before(tokens.ends) - 1, 0)]
    grouped = _is_in(tokens.signs, _GROUPING) & _is_digit(first) & _is_digit(last)
    lengths = tokens.ends - tokens.starts
    per_cent = (lengths == len("cent")) & _is_in(first, "cC") & (_before(lengths) == len("per")) & _is_in(last, "rR")
    adjacent: Flags = (tokens.sizes == 1) & (grouped | per_cent)
    return adjacent


def _parted(tokens: _Tokens, known: dict[str, PartedWord | None]) -> Iterator[tuple[int, PartedWord]]:
    """Yield the words in parts, each with the text of its second token; `known` keeps them."""
    sizes, signs, text = tokens.sizes, tokens.signs, tokens.together
    is_sign = _is_in(signs, HYPHENS)
    adjacent = ((sizes == 1) & (is_sign | _is_in(signs, _APOSTROPHES))) | ((sizes == 2) & is_sign)
    seconds = np.flatnonzero(adjacent & tokens.is_word & _before(tokens.is_word))
    offsets = (tokens.starts[seconds - 1], tokens.ends[seconds - 1], tokens.starts[seconds], tokens.ends[seconds])
    for owner, first, end, start, last in zip(
        *(row.tolist() for row in (tokens.owners[seconds], *offsets)), strict=True
    ):
        written = text[first:last]
        if written not in known:
            known[written] = _parted_word(text[first:end], text[end:start], text[start:last])
        if word := known[written]:
            yield owner, word


def _parted_word(head: str, sign: str, tail: str) -> PartedWord | None:
    """Return the word that two words form with a sign between them, or None."""
    parts = fold(head), fold(tail)
    return PartedWord(parts, head + sign[0] + tail) if not sign[1:].strip() and is_one_word(*parts, sign) else None


def _is_pointed(tokens: _Tokens) -> Flags:
    """Return which tokens are single letters with a point and another single letter before them."""
    is_single = tokens.ends - tokens.starts == 1
    pointed: Flags = is_single & _before(is_single) & (tokens.sizes == 1) & (tokens.signs == ord("."))
    return pointed


def _before(row: NDArray[_Scalar], first: int = 0) -> NDArray[_Scalar]:
    """Return for each place of a row what stands in the place before, and `first` for the first place."""
    before = np.empty_like(row)
    before[:1] = first
    before[1:] = row[:-1]
    return before


def _is_digit(codes: CodePoints) -> Flags:
    return (codes >= ord("0")) & (codes <= ord("9"))


def _is_in(codes: CodePoints, signs: str) -> Flags:
    """Return which code points are among a few signs."""
    found: Flags = codes == ord(signs[0])
    for sign in signs[1:]:
        found |= codes == ord(sign)
    return found


@cache
def _kinds() -> NDArray[np.uint8]:
    """Return the kind of each code point; what is rare, or changes what stands beside it, is odd."""
    kinds = np.full(_LAST_CODE + 1, _ODD, np.uint8)
    for code, character in enumerate(map(chr, range(_LAST_CODE))):
        if is_plain_letter(character):
            kinds[code] = _WORD
        elif not (character.isalnum() or character in "_^#" or unicodedata.category(character) in _JOINING):
            kinds[code] = _SEPARATOR
    kinds[ord(PERCENT_SIGN)] = _SIGN
    return kinds
