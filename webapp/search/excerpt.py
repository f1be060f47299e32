"""The part of a snippet that a list of results shows: a few lines around the words that match.

Choosing the sentences of a snippet belongs to the engine; the page of a passage shows all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.model import TextSpan
from webapp.shared.highlight import Spans, cut_spans

EXCERPT_LENGTH = 260
"""Characters of an excerpt, at most: nearly four lines of the page of results at 1280 px."""
_LEAD = 60
"""Characters before the first match, at most, where the beginning of the snippet is not shown."""
_SPARE = 40
"""A snippet longer by no more than this is shown whole: an ellipsis would save no line."""
_WORD_REACH = 20
"""Characters within which a cut is moved to the end of a word."""


@dataclass(frozen=True)
class Excerpt:
    """Some of the text of a snippet, and whether something before or after it is left out."""

    spans: Spans
    cut_before: bool = False
    cut_after: bool = False


def excerpt(spans: Sequence[TextSpan], length: int = EXCERPT_LENGTH) -> Excerpt:
    """Return the part of a snippet in which most different words match, the first of equals; all of a short one."""
    text = "".join(span.text for span in spans)
    if len(text) <= length + _SPARE:
        return Excerpt(tuple(spans))
    start = _start(text, _matches(spans), length)
    end = min(len(text), start + length)
    if end < len(text):
        end = _end_of_word(text, start, end)
    return Excerpt(cut_spans(spans, start, end), start > 0, end < len(text))


def _matches(spans: Sequence[TextSpan]) -> list[tuple[int, int, str]]:
    """Return the start, the end and the folded text of each match."""
    matches, offset = [], 0
    for span in spans:
        if span.match:
            matches.append((offset, offset + len(span.text), span.text.casefold()))
        offset += len(span.text)
    return matches


def _start(text: str, matches: Sequence[tuple[int, int, str]], length: int) -> int:
    """Return where the best part of a text begins: at the beginning where that is as good as any other."""
    best, most = 0, len({words for _, end, words in matches if end <= length})
    for begin, _, _ in matches:
        start = _start_of_word(text, max(0, min(begin - _LEAD, len(text) - length)))
        number = len({words for first, end, words in matches if start <= first and end <= start + length})
        if number > most:
            best, most = start, number
    return best


def _start_of_word(text: str, start: int) -> int:
    """Return the beginning of the first whole word from an offset on, if it is near."""
    if start == 0:
        return 0
    space = text.find(" ", start, start + _WORD_REACH)
    return space + 1 if space >= 0 else start


def _end_of_word(text: str, start: int, end: int) -> int:
    """Return the end of the last whole word up to an offset, if it is near."""
    space = text.rfind(" ", max(start + 1, end - _WORD_REACH), end + 1)
    return space if space >= 0 else end
