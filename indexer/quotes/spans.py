"""A quotation as what it claims to take over word for word: its stretches between omissions and insertions.

An ellipsis leaves words out; brackets hold the writer's own words, or letters put into a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.text.analysis import Token, tokens

OMISSION = re.compile(
    r"[\[(]\s*(?:\.{2,}|…|(?:\.\s){2,}\.?|-{2,}|snip)\s*[\])]|(?<!\.)\.{3,}|…+\.?|(?<![.\w])\.(?:\s\.){2,}|\.(?:\s\.){2,}"
)
_BRACKET = re.compile(r"\[([^\[\]]{0,200})\]")
# The raised number of a footnote behind a word or a sentence; `m²` is no such word.
_NOTE_CALL = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?’”»)]))[⁰¹²³⁴-⁹]{1,3}(?!\w)")
_REMARK = re.compile(
    r"\s*(?:sic\b.*|emphasis\b.*|italics\b.*|bold\b.*|underlining\b.*|translation\b.*|\^?\d{1,4}|\W*)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_WRITERS_WORDS = 8
"""Words of the source that a bracket may stand for."""


@dataclass(frozen=True)
class QuotedSpan:
    """Consecutive words that the quotation claims to repeat."""

    words: tuple[Token, ...]
    """Folded words with offsets into the quotation's text."""
    free: tuple[bool, ...]
    """Which of the words the writer owns up to having changed."""
    start: int
    end: int
    """Offsets of the stretch, its signs before and after included."""
    max_gap: int | None = None
    """How many words of the source may stand before it and after the stretch before; None is any number."""


def split_spans(text: str) -> tuple[QuotedSpan, ...]:
    """Give the stretches of a quotation in order; those without a word are left out."""
    found: list[QuotedSpan] = []
    place, gap = 0, None
    for start, end, next_gap in _breaks(text):
        found += _stretch(text, place, start, gap)
        place, gap = end, _wider(gap, next_gap, bool(found) and found[-1].end == start)
    found += _stretch(text, place, len(text), gap)
    return tuple(found)


def _wider(before: int | None, after: int | None, fresh: bool) -> int | None:
    """Of two breaks with no word between them, the one that may leave out more."""
    if fresh:
        return after
    return None if before is None or after is None else max(before, after)


def _breaks(text: str) -> Iterator[tuple[int, int, int | None]]:
    """Where words are left out or put in: start, end, and how many words of the source may stand there."""
    omissions = [(match.start(), match.end(), None) for match in OMISSION.finditer(text)]
    taken = {place for start, end, _ in omissions for place in range(start, end)}
    brackets = [
        (match.start(), match.end(), 0 if _REMARK.match(match[1]) else _WRITERS_WORDS)
        for match in _BRACKET.finditer(text)
        if match.start() not in taken and not _in_word(text, match)
    ]
    calls = [(match.start(), match.end(), 0) for match in _NOTE_CALL.finditer(text)]
    yield from sorted([*omissions, *brackets, *calls], key=lambda one: one[0])


def _in_word(text: str, match: re.Match[str]) -> bool:
    """Whether a bracket changes letters of a word: `[T]he`, `strengthen[ed]`."""
    inner = match[1]
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return inner.isalpha() and (before.isalpha() or after.isalpha()) and not _REMARK.match(inner)


def _stretch(text: str, start: int, end: int, gap: int | None) -> list[QuotedSpan]:
    words: list[Token] = []
    free: list[bool] = []
    part = text[start:end]
    bare, places = _without_brackets(part)
    for word in tokens(bare):
        first, last = places[word.start], places[word.end - 1] + 1
        words.append(Token(word.text, start + first, start + last))
        free.append(any(sign in "[]" for sign in part[max(0, first - 1) : last + 1]))
    if not words:
        return []
    return [QuotedSpan(tuple(words), tuple(free), start, end, gap)]


def _without_brackets(part: str) -> tuple[str, list[int]]:
    """The text without square brackets, and where each of its signs stood."""
    places = [place for place, sign in enumerate(part) if sign not in "[]"]
    return "".join(part[place] for place in places), places
