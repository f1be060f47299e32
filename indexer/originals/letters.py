"""Finds the words of a passage in a text that has them with something else between: ends of lines, markup, page heads.

A passage is what a reader made of the file, so its words stand there in order, but not as one string. Both are compared
by their letters and digits alone, with the place of each; where they are not the same throughout, word by word.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

_JOINING = "\ufffe\x02\xad"
"""Hyphens at the ends of lines, as pdfium tells them, and soft hyphens: the word goes on after them."""
_UNSPACED = "\u0e00"
"""The first letter of the scripts that are written without spaces, as far as their letters have no case."""
_RUN = 3  # words in a row that hardly stand anywhere by chance
_SLACK = 60  # words of page heads and markup among those of a passage
_GAP = 3  # words between two found pieces that belong to them, as where a hyphen cuts one
_LONE_LETTERS = 16  # of a piece that counts by itself
_ENOUGH = 0.6  # of the letters of a passage
_ANCHOR = 20  # letters of the passage before, which tell one of several places


@dataclass(frozen=True)
class TextSlice:
    """Characters of a text from `start` to `end`, which is not among them."""

    start: int
    end: int


@dataclass(frozen=True)
class LocatedWords:
    """Where words stand in a text; `places` is more than one where the same words stand there again and again."""

    slices: tuple[TextSlice, ...] = ()
    places: int = 1


@dataclass
class LetterStream:
    """The letters of a text in one form of each, with the place of each in the text."""

    letters: str = ""
    places: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    """Where each word begins among the letters."""

    @classmethod
    def of(cls, characters: Iterable[tuple[int, str]]) -> LetterStream:
        """Take characters, each with its place."""
        stream = cls()
        found: list[str] = []
        word: list[str] = []
        is_joined = False
        for place, character in characters:
            folded = _letters(character)
            if folded:
                if not word or (is_unspaced(character)):
                    stream._end(word)
                    stream.begins.append(len(stream.places))
                    word = []
                word.append(folded)
                found.append(folded)
                stream.places += [place] * len(folded)
                is_joined = False
            elif character in _JOINING:
                is_joined = True
            elif word and not is_joined and unicodedata.category(character)[0] != "M":
                stream._end(word)
                word = []
        stream._end(word)
        stream.letters = "".join(found)
        return stream

    def _end(self, word: list[str]) -> None:
        if word:
            self.words.append("".join(word))

    @cached_property
    def edges(self) -> frozenset[int]:
        """Where words begin, and so may end before."""
        return frozenset((*self.begins, len(self.places)))

    def end_of(self, word: int) -> int:
        """Return where a word ends among the letters."""
        return self.begins[word] + len(self.words[word])

    def slice(self, first: int, last: int) -> TextSlice:
        """Return the characters of the text from one letter up to another one."""
        return TextSlice(self.places[first], self.places[last - 1] + 1)


def _letters(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", character).casefold()))


def is_unspaced(character: str) -> bool:
    """Return whether a letter is of a script without spaces, in which every letter may begin a word."""
    return character >= _UNSPACED and unicodedata.category(character) == "Lo"


def stream_of(text: str) -> LetterStream:
    """Return the letters of a text."""
    return LetterStream.of(enumerate(text))


def locate(stream: LetterStream, passage: str, before: str = "") -> LocatedWords:
    """Return where the words of a passage stand; nowhere where too few of them do.

    `before` is the passage before it, by which one of several places is told; where nothing tells, all are returned.
    """
    wanted = stream_of(passage)
    if not wanted.letters:
        return LocatedWords()
    starts = _exact(stream, wanted.letters)
    if len(starts) > 1:
        starts = _chosen(stream, starts, before)
    if starts:
        slices = tuple(stream.slice(start, start + len(wanted.letters)) for start in starts)
        return LocatedWords(slices, len(starts))
    return LocatedWords(tuple(_aligned(stream, wanted)))


def with_signs(piece: TextSlice, text: str, passage: str) -> TextSlice:
    """Return a slice of a text with the signs around it, where the passage begins and ends with the same."""
    places = [at for at, character in enumerate(passage) if character.isalnum()]
    before, after = (passage[: places[0]], passage[places[-1] + 1 :]) if places else ("", "")
    start = piece.start - len(before) if text.endswith(before, 0, piece.start) else piece.start
    return TextSlice(start, piece.end + len(after) if text.startswith(after, piece.end) else piece.end)


def _exact(stream: LetterStream, letters: str) -> list[int]:
    """Return where letters stand in a row, from the beginning of a word to the end of one."""
    starts: list[int] = []
    at = stream.letters.find(letters)
    while at >= 0:
        if at in stream.edges and at + len(letters) in stream.edges:
            starts.append(at)
            at = stream.letters.find(letters, at + len(letters))
        else:
            at = stream.letters.find(letters, at + 1)
    return starts


def _chosen(stream: LetterStream, starts: list[int], before: str) -> list[int]:
    """Return the first place after the passage before, where that stands in one place; else all."""
    anchor = stream_of(before).letters[-10 * _ANCHOR :]
    if len(anchor) < _ANCHOR or stream.letters.count(anchor) != 1:
        return starts
    end = stream.letters.find(anchor) + len(anchor)
    place = bisect_left(starts, end)
    return [starts[place]] if place < len(starts) else starts


def _aligned(stream: LetterStream, wanted: LetterStream) -> list[TextSlice]:
    """Return where the words of a passage stand in pieces; none where too few of its letters are found."""
    first, last = _window(stream.words, wanted.words)
    matcher = SequenceMatcher(None, stream.words[first:last], wanted.words, autojunk=False)
    pieces = [(first + piece.a, piece.b, piece.size) for piece in matcher.get_matching_blocks() if piece.size]
    kept = [piece for at, piece in enumerate(pieces) if _is_sure(wanted, pieces, at)]
    found = sum(wanted.end_of(b + size - 1) - wanted.begins[b] for _, b, size in kept)
    if found < _ENOUGH * len(wanted.letters):
        return []
    joined: list[tuple[int, int, int]] = []
    for piece in kept:
        if joined and _gap(joined[-1], piece) <= _GAP:
            begin, wanted_begin, _ = joined.pop()
            joined.append((begin, wanted_begin, piece[0] + piece[2] - begin))
        else:
            joined.append(piece)
    return [stream.slice(stream.begins[a], stream.end_of(a + size - 1)) for a, _, size in joined]


def _is_sure(wanted: LetterStream, pieces: Sequence[tuple[int, int, int]], at: int) -> bool:
    """Return whether a piece is long, or stands right beside another one."""
    _, b, size = pieces[at]
    if size >= _RUN and wanted.end_of(b + size - 1) - wanted.begins[b] >= _LONE_LETTERS:
        return True
    neighbours = [(pieces[at - 1], pieces[at])] if at else []
    neighbours += [(pieces[at], pieces[at + 1])] if at + 1 < len(pieces) else []
    return any(_gap(before, after) <= _GAP for before, after in neighbours)


def _gap(before: tuple[int, int, int], after: tuple[int, int, int]) -> int:
    """Return how many words stand between two pieces in the text."""
    return after[0] - before[0] - before[2]


def _window(words: Sequence[str], wanted: Sequence[str]) -> tuple[int, int]:
    """Return from which word to which the most runs of a passage stand close together; nothing where there are none."""
    runs: dict[tuple[str, ...], int] = {}
    for at in range(len(wanted) - _RUN + 1):
        runs.setdefault(tuple(wanted[at : at + _RUN]), at)
    hits = [at for at in range(len(words) - _RUN + 1) if tuple(words[at : at + _RUN]) in runs]
    if not hits:
        return 0, 0
    width = 2 * len(wanted) + _SLACK
    counts: dict[int, int] = defaultdict(int)
    for at, hit in enumerate(hits):
        counts[hit] = bisect_left(hits, hit + width) - at
    best = max(counts, key=lambda hit: (counts[hit], -hit))
    return max(0, best - width // 2), min(len(words), best + width)
