"""Keyword in context: every place of passages where a query's words stand, with the words before and after it.

Which passages, and which parts of them match, is told by a library; here they are cut into lines and put in order.
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
"""Characters on either side of a match; a word that begins within them is whole."""
SORT_LENGTH = 45
"""Characters on one side whose words lines are sorted by: about the next seven."""


@dataclass(frozen=True)
class ConcordanceLine:
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


def concordance_lines(
    passages: Iterable[Passage], highlight: Callable[[str], tuple[TextSpan, ...]]
) -> Iterator[ConcordanceLine]:
    """Give a line for each match, in the order of the passages; words that match side by side are one match."""
    for passage in passages:
        text = re.sub(r"\s", " ", passage.text)  # a list of people has lines, which a line cannot
        for start, end in _runs(text, highlight(passage.text)):
            before, after = text[:start].rstrip(), text[end:].lstrip()
            left, right = _last(before), _first(after)
            spaced = (text[start - 1 : start].isspace(), text[end : end + 1].isspace())
            cut = (left != before.lstrip(), right != after.rstrip())
            yield ConcordanceLine(passage, left, text[start:end], right, *cut, spaced)


def sort_lines(lines: Iterable[ConcordanceLine], order: ConcordanceOrder) -> list[ConcordanceLine]:
    """Sort lines by the words next to the match, nearest first; those alike stay in the order they came in.

    A match with nothing on that side comes first.
    """
    if order == "before":
        return sorted(lines, key=lambda line: terms_in(line.before[-SORT_LENGTH:])[::-1])
    if order == "after":
        return sorted(lines, key=lambda line: terms_in(line.after[:SORT_LENGTH]))
    return list(lines)


def _runs(text: str, spans: tuple[TextSpan, ...]) -> list[tuple[int, int]]:
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
    if len(text) <= CONTEXT_LENGTH:
        return text.lstrip()
    kept = text[-CONTEXT_LENGTH:]
    if not text[-CONTEXT_LENGTH - 1].isspace():
        kept = kept.partition(" ")[2] or kept
    return kept.lstrip()


def _first(text: str) -> str:
    """Give the beginning of a text, to the end of a word."""
    if len(text) <= CONTEXT_LENGTH:
        return text.rstrip()
    kept = text[:CONTEXT_LENGTH]
    if not text[CONTEXT_LENGTH].isspace():
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip()
