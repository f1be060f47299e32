"""Keyword in context: every place of passages where a query's words stand, with the words before and after it.

Which passages, and which parts of them match, is told by a library; here they are cut into lines and put in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from indexer.model import Passage, Span
from indexer.text.analysis import forms

Order = Literal["document", "before", "after"]
ORDERS: tuple[Order, ...] = get_args(Order)

CONTEXT = 90
"""Characters on either side of a match; a word that begins within them is whole."""
SORTED_BY = 45
"""Characters on one side whose words lines are sorted by: about the next seven."""


@dataclass(frozen=True)
class Line:
    """A match with what stands before and after it in its passage; spaces between them are left out."""

    passage: Passage
    before: str
    match: str
    after: str
    cut_before: bool
    """Whether the passage says more before that."""
    cut_after: bool
    spaced: tuple[bool, bool]
    """Whether there is a space before the match, and one after it."""


def lines_of(passages: Iterable[Passage], marked: Callable[[str], tuple[Span, ...]]) -> Iterator[Line]:
    """Give a line for each match, in the order of the passages; words that match side by side are one match."""
    for passage in passages:
        text = re.sub(r"\s", " ", passage.text)  # a list of people has lines, which a line cannot
        for start, end in _runs(text, marked(passage.text)):
            before, after = text[:start].rstrip(), text[end:].lstrip()
            left, right = _last(before), _first(after)
            spaced = (text[start - 1 : start].isspace(), text[end : end + 1].isspace())
            cut = (left != before.lstrip(), right != after.rstrip())
            yield Line(passage, left, text[start:end], right, *cut, spaced)


def in_order(lines: Iterable[Line], order: Order) -> list[Line]:
    """Sort lines by the words next to the match, nearest first; those alike stay in the order they came in.

    A match with nothing on that side comes first.
    """
    if order == "before":
        return sorted(lines, key=lambda line: forms(line.before[-SORTED_BY:])[::-1])
    if order == "after":
        return sorted(lines, key=lambda line: forms(line.after[:SORTED_BY]))
    return list(lines)


def _runs(text: str, spans: tuple[Span, ...]) -> list[tuple[int, int]]:
    """Give start and end of each match; matches with nothing but space between them are one."""
    runs: list[tuple[int, int]] = []
    place = 0
    for span in spans:
        end = place + len(span.text)
        if span.match and runs and not text[runs[-1][1] : place].strip():
            runs[-1] = runs[-1][0], end
        elif span.match:
            runs.append((place, end))
        place = end
    return runs


def _last(text: str) -> str:
    """Give the end of a text, from the beginning of a word."""
    if len(text) <= CONTEXT:
        return text.lstrip()
    kept = text[-CONTEXT:]
    if not text[-CONTEXT - 1].isspace():
        kept = kept.partition(" ")[2] or kept
    return kept.lstrip()


def _first(text: str) -> str:
    """Give the beginning of a text, to the end of a word."""
    if len(text) <= CONTEXT:
        return text.rstrip()
    kept = text[:CONTEXT]
    if not text[CONTEXT].isspace():
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip()
