"""Keyword in context: every match of a query with the words before and after it.

The library says which passages match and where. This module only cuts and sorts the lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from indexer.model import Passage, TextSpan
from indexer.text.analysis import terms_in

ConcordanceOrder = Literal["document", "before", "after"]
CONCORDANCE_ORDERS: tuple[ConcordanceOrder, ...] = get_args(ConcordanceOrder)

CONTEXT_LENGTH = 90
"""Characters shown on either side of a match; words are kept whole."""
SORT_LENGTH = 45
"""Characters next to the match by which lines are sorted: about seven words."""


@dataclass(frozen=True)
class ConcordanceLine:
    """A match with the text before and after it in its passage, without the spaces next to the match."""

    passage: Passage
    before: str
    match: str
    after: str
    cut_before: bool
    """Whether the passage has more text before that."""
    cut_after: bool
    spaced: tuple[bool, bool]
    """Whether there is a space before the match, and after it."""


def concordance_lines(
    passages: Iterable[Passage], highlight: Callable[[str, str | None], tuple[TextSpan, ...]]
) -> Iterator[ConcordanceLine]:
    """Yield a line for each match, in the order of the passages; treat adjacent matches as one.

    `highlight` takes a text and the tag of its language.
    """
    for passage in passages:
        text = re.sub(r"\s", " ", passage.text)  # a list of people has line breaks
        for start, end in _match_ranges(text, highlight(passage.text, passage.document.language)):
            before, after = text[:start].rstrip(), text[end:].lstrip()
            left, right = _tail(before), _head(after)
            yield ConcordanceLine(
                passage=passage,
                before=left,
                match=text[start:end],
                after=right,
                cut_before=left != before.lstrip(),
                cut_after=right != after.rstrip(),
                spaced=(text[start - 1 : start].isspace(), text[end : end + 1].isspace()),
            )


def sort_lines(lines: Iterable[ConcordanceLine], order: ConcordanceOrder) -> list[ConcordanceLine]:
    """Sort lines by the words next to the match, nearest first; equal lines keep their order.

    A match with nothing on that side comes first.
    """
    if order == "before":
        return sorted(lines, key=lambda line: terms_in(line.before[-SORT_LENGTH:])[::-1])
    if order == "after":
        return sorted(lines, key=lambda line: terms_in(line.after[:SORT_LENGTH]))
    return list(lines)


def _match_ranges(text: str, spans: tuple[TextSpan, ...]) -> list[tuple[int, int]]:
    """Return start and end of each match; join matches with only spaces between them."""
    runs: list[tuple[int, int]] = []
    offset = 0
    for span in spans:
        end = offset + len(span.text)
        if span.match and runs and not text[runs[-1][1] : offset].strip():
            runs[-1] = runs[-1][0], end
        elif span.match:
            runs.append((offset, end))
        offset = end
    return runs


def _tail(text: str) -> str:
    """Return the end of a text, cut at the beginning of a word."""
    if len(text) <= CONTEXT_LENGTH:
        return text.lstrip()
    tail = text[-CONTEXT_LENGTH:]
    if not text[-CONTEXT_LENGTH - 1].isspace():
        tail = tail.partition(" ")[2] or tail
    return tail.lstrip()


def _head(text: str) -> str:
    """Return the beginning of a text, cut at the end of a word."""
    if len(text) <= CONTEXT_LENGTH:
        return text.rstrip()
    head = text[:CONTEXT_LENGTH]
    if not text[CONTEXT_LENGTH].isspace():
        head = head.rpartition(" ")[0] or head
    return head.rstrip()
