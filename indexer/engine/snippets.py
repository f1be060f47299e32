"""Where a query's words stand in a text, and which sentences of a passage to show. No engine is asked.

Highlights are data: runs of text with a flag. Nothing here knows how they are drawn.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from indexer.model import Passage, TextSpan
from indexer.query.tree import Node, positive_leaves
from indexer.text.analysis import tokens

from .occurrences import TextPositions, occurrences

SNIPPET_LENGTH = 400
"""Characters of a snippet of several sentences."""
SENTENCE_LENGTH = 700
"""Characters of one sentence that is still shown whole."""
MAX_WORD_LENGTH = 60
"""How far a cut may move to fall between two words; a longer run of letters is cut inside."""

TextRange = tuple[int, int]


@dataclass(frozen=True)
class TextMatch:
    """A word or phrase of the query, by its number, at a place in the text."""

    start: int
    end: int
    term: int


@dataclass(frozen=True)
class Snippet:
    """A stretch of a passage's text, and whether the passage says more before and after it."""

    spans: tuple[TextSpan, ...]
    cut_before: bool = False
    cut_after: bool = False


def highlight(text: str, node: Node | None) -> tuple[TextSpan, ...]:
    """Split a text into runs that match the query and runs that do not; together they are the text."""
    return _spans(text, (0, len(text)), find_matches(text, node))


def snippet(passage: Passage, node: Node | None) -> Snippet:
    """Choose the sentences of a passage that say most of what was asked, else its first ones."""
    text = passage.text
    found = find_matches(text, node)
    whole = (0, len(text))
    shown = whole if len(text) <= SNIPPET_LENGTH else _best(text, passage.sentences or (whole,), found)
    return Snippet(
        _spans(text, shown, found),
        cut_before=bool(text[: shown[0]].strip()),
        cut_after=bool(text[shown[1] :].strip()),
    )


def find_matches(text: str, node: Node | None) -> list[TextMatch]:
    """Find what the query's words, phrases and patterns stand for, in order; nothing that is negated."""
    leaves = list(positive_leaves(node))
    if not leaves:
        return []
    words = list(tokens(text))
    row = TextPositions([word.text for word in words])
    found = (
        TextMatch(words[first].start, words[behind - 1].end, term)
        for term, leaf in enumerate(leaves)
        for first, behind in occurrences(row, leaf)
    )
    return sorted(found, key=attrgetter("start", "end", "term"))


def _spans(text: str, shown: TextRange, found: Iterable[TextMatch]) -> tuple[TextSpan, ...]:
    """Split the shown part of a text at the matches, those that overlap taken as one."""
    spans: list[TextSpan] = []
    start, end = shown
    for left, right in _joined((max(match.start, start), min(match.end, end)) for match in found):
        spans += [TextSpan(text[start:left], match=False), TextSpan(text[left:right], match=True)]
        start = right
    spans.append(TextSpan(text[start:end], match=False))
    return tuple(span for span in spans if span.text)


def _joined(ranges: Iterable[TextRange]) -> list[TextRange]:
    """Join sorted ranges that overlap or touch, without the empty ones."""
    joined: list[TextRange] = []
    for left, right in ranges:
        if left >= right:
            continue
        if joined and left <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(right, joined[-1][1])
        else:
            joined.append((left, right))
    return joined


def _best(text: str, sentences: Sequence[TextRange], found: Sequence[TextMatch]) -> TextRange:
    """Choose the run of whole sentences with the most different matches, the earliest of equals."""
    runs = [_run_from(sentences, first) for first in range(len(sentences))]
    best = max(runs, key=lambda run: len(_terms_in(run, found)))  # max keeps the first of equals
    return best if best[1] - best[0] <= SENTENCE_LENGTH else _cut(text, best, found)


def _run_from(sentences: Sequence[TextRange], first: int) -> TextRange:
    """Take as many sentences as fit, at least the first."""
    start, end = sentences[first]
    last = bisect_right(sentences, start + SNIPPET_LENGTH, lo=first, key=lambda sentence: sentence[1])
    return start, max(end, sentences[last - 1][1])


def _terms_in(shown: TextRange, found: Sequence[TextMatch]) -> set[int]:
    """Give the numbers of the terms that match within a stretch of text."""
    first = bisect_left(found, shown[0], key=attrgetter("start"))
    last = bisect_left(found, shown[1], lo=first, key=attrgetter("start"))
    return {match.term for match in found[first:last] if match.end <= shown[1]}


def _cut(text: str, sentence: TextRange, found: Sequence[TextMatch]) -> TextRange:
    """Choose the part of an over-long sentence with the most different matches, cut between words."""
    inside = [match for match in found if sentence[0] <= match.start and match.end <= sentence[1]]
    parts = [_around(match, sentence) for match in inside] or [(sentence[0], sentence[0] + SNIPPET_LENGTH)]
    start, end = max(parts, key=lambda part: len(_terms_in(part, inside)))
    return _after_space(text, start, sentence), _before_space(text, end, sentence)


def _around(match: TextMatch, sentence: TextRange) -> TextRange:
    """Place a stretch of a snippet's length so that the match stands a quarter in, within the sentence."""
    start = max(sentence[0], min(match.start - SNIPPET_LENGTH // 4, sentence[1] - SNIPPET_LENGTH))
    return start, min(sentence[1], start + max(SNIPPET_LENGTH, match.end - start + MAX_WORD_LENGTH))


def _after_space(text: str, start: int, sentence: TextRange) -> int:
    if start == sentence[0]:
        return start
    space = re.compile(r"\s+").search(text, start - 1, start + MAX_WORD_LENGTH)
    return space.end() if space else start


def _before_space(text: str, end: int, sentence: TextRange) -> int:
    if end >= sentence[1]:
        return sentence[1]
    spaces = list(re.compile(r"\s+").finditer(text, end - MAX_WORD_LENGTH, end + 1))
    return spaces[-1].start() if spaces else end
