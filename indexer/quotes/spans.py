"""Split a quotation into the spans that it repeats word for word, between omissions and insertions.

An ellipsis leaves words out. Brackets hold the writer's own words, or letters changed in a word.
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
# The superscript number of a footnote after a word or a sentence, but not the exponent of `m²`.
_ONLY_CAPITAL = re.compile(r"\[[^\W\d_]\][^\[\]]+")
"""A word of which only the case of the first letter is the writer's: `[p]ostponed`."""
_NOTE_CALL = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?’”»)]))[⁰¹²³⁴-⁹]{1,3}(?!\w)")
_REMARK = re.compile(
    r"\s*(?:sic\b.*|emphasis\b.*|italics\b.*|bold\b.*|underlining\b.*|translation\b.*|\^?\d{1,4}|\W*)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_MAX_REPLACED_WORDS = 8
"""Most words of the source that a bracket may replace."""


@dataclass(frozen=True)
class QuotedSpan:
    """Consecutive words that the quotation claims to repeat."""

    words: tuple[Token, ...]
    """Folded words with offsets in the quotation's text."""
    free: tuple[bool, ...]
    """Which of the words the writer marks as changed."""
    start: int
    end: int
    """Offsets of the span, including punctuation at its ends."""
    max_gap: int | None = None
    """Most words of the source between the span before and this one; None is any number."""


def split_spans(text: str) -> tuple[QuotedSpan, ...]:
    """Return the spans of a quotation in order, without those that have no word."""
    spans: list[QuotedSpan] = []
    offset, gap = 0, None
    for start, end, next_gap in _breaks(text):
        spans += _make_span(text, offset, start, gap)
        offset, gap = end, _larger_gap(gap, next_gap, bool(spans) and spans[-1].end == start)
    spans += _make_span(text, offset, len(text), gap)
    return tuple(spans)


def _larger_gap(before: int | None, after: int | None, fresh: bool) -> int | None:
    """Return the gap that allows more words, of two breaks with no word between them."""
    if fresh:
        return after
    return None if before is None or after is None else max(before, after)


def _breaks(text: str) -> Iterator[tuple[int, int, int | None]]:
    """Yield start and end of each omission or insertion, and how many words of the source may stand there."""
    omissions = [(match.start(), match.end(), None) for match in OMISSION.finditer(text)]
    taken = {offset for start, end, _ in omissions for offset in range(start, end)}
    brackets = [
        (match.start(), match.end(), 0 if _REMARK.match(match[1]) else _MAX_REPLACED_WORDS)
        for match in _BRACKET.finditer(text)
        if match.start() not in taken and not _in_word(text, match)
    ]
    note_calls = [(match.start(), match.end(), 0) for match in _NOTE_CALL.finditer(text)]
    yield from sorted([*omissions, *brackets, *note_calls], key=lambda entry: entry[0])


def is_remark(words: str) -> bool:
    """Return whether words in brackets are a remark on the quotation (`sic`, `emphasis added`), or no words."""
    return bool(_REMARK.match(words))


def _in_word(text: str, match: re.Match[str]) -> bool:
    """Return whether a bracket changes letters of a word: `[T]he`, `strengthen[ed]`."""
    inner = match[1]
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return inner.isalpha() and (before.isalpha() or after.isalpha()) and not _REMARK.match(inner)


def _make_span(text: str, start: int, end: int, gap: int | None) -> list[QuotedSpan]:
    words: list[Token] = []
    free: list[bool] = []
    part = text[start:end]
    bare, offsets = _without_brackets(part)
    for word in tokens(bare):
        first, last = offsets[word.start], offsets[word.end - 1] + 1
        words.append(Token(word.text, start + first, start + last))
        free.append(any(character in "[]" for character in part[max(0, first - 1) : last + 1]))
    if not words:
        return []
    if len(words) == 1 and _ONLY_CAPITAL.fullmatch(part.strip()):
        free = [False]  # else nothing were left to look up
    return [QuotedSpan(tuple(words), tuple(free), start, end, gap)]


def _without_brackets(part: str) -> tuple[str, list[int]]:
    """Return the text without square brackets, and the offset of each of its characters in the original."""
    offsets = [offset for offset, character in enumerate(part) if character not in "[]"]
    return "".join(part[offset] for offset in offsets), offsets
