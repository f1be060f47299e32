"""Where a query matches in a text, and which sentences of a passage to show; independent of any engine.

Highlights are data: runs of text with a flag. How they are drawn does not belong here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from indexer.model import Passage, TextSpan
from indexer.query.tree import Node, positive_terms

from .occurrences import occurrences, tokenised

SNIPPET_LENGTH = 400
"""The most characters of a snippet of several sentences."""
SENTENCE_LENGTH = 700
"""The most characters of a single sentence that is shown whole."""
MAX_WORD_LENGTH = 60
"""The farthest, in characters, that a cut moves to fall between words; a longer run of letters is cut inside."""

TextRange = tuple[int, int]


class TextMatch(NamedTuple):
    """A match of one leaf of the query, by the leaf's number, at offsets in the text."""

    start: int
    end: int
    leaf: int


@dataclass(frozen=True)
class Snippet:
    """A part of a passage's text, and whether there is more text before and after it."""

    spans: tuple[TextSpan, ...]
    cut_before: bool = False
    cut_after: bool = False


def highlight(text: str, node: Node | None, language: str | None = None) -> tuple[TextSpan, ...]:
    """Split a text into runs that match the query and runs that do not; joined, they are the text.

    `language` is the BCP 47 tag of the text's language, None where it is not known.
    """
    return _spans(text, (0, len(text)), find_matches(text, node, language))


def snippet(passage: Passage, node: Node | None) -> Snippet:
    """Return the sentences of a passage with the most different matches, or its first sentences without any match."""
    text = passage.text
    matches = find_matches(text, node, passage.document.language)
    whole = (0, len(text))
    part = whole if len(text) <= SNIPPET_LENGTH else _most_matched(text, passage.sentences or (whole,), matches)
    return Snippet(
        _spans(text, part, matches),
        cut_before=bool(text[: part[0]].strip()),
        cut_after=bool(text[part[1] :].strip()),
    )


def find_matches(text: str, node: Node | None, language: str | None = None) -> list[TextMatch]:
    """Return the matches of the query's leaves in a text of a language, in order, without those that are negated."""
    leaves = list(positive_terms(node))
    if not leaves:
        return []
    offsets, positions = tokenised(text, language)
    matches = (
        TextMatch(offsets[first][0], offsets[end - 1][1], number)
        for number, leaf in enumerate(leaves)
        for first, end in occurrences(positions, leaf)
    )
    return sorted(matches)


def _spans(text: str, part: TextRange, matches: Iterable[TextMatch]) -> tuple[TextSpan, ...]:
    """Split the shown part of a text at the matches; merge matches that overlap."""
    spans: list[TextSpan] = []
    start, end = part
    for left, right in _merged((max(match.start, start), min(match.end, end)) for match in matches):
        spans += [TextSpan(text[start:left], match=False), TextSpan(text[left:right], match=True)]
        start = right
    spans.append(TextSpan(text[start:end], match=False))
    return tuple(span for span in spans if span.text)


def _merged(ranges: Iterable[TextRange]) -> list[TextRange]:
    """Merge sorted ranges that overlap or touch, without the empty ones."""
    joined: list[TextRange] = []
    for left, right in ranges:
        if left >= right:
            continue
        if joined and left <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(right, joined[-1][1])
        else:
            joined.append((left, right))
    return joined


def _most_matched(text: str, sentences: Sequence[TextRange], matches: Sequence[TextMatch]) -> TextRange:
    """Return the run of whole sentences with the most different matches, the first of equals."""
    runs = [_sentences_from(sentences, first) for first in range(len(sentences))]
    best = max(runs, key=lambda run: len(_leaves_in(run, matches)))  # max returns the first of equals
    return best if best[1] - best[0] <= SENTENCE_LENGTH else _cut(text, best, matches)


def _sentences_from(sentences: Sequence[TextRange], first: int) -> TextRange:
    """Return the range of as many sentences as fit, at least the first."""
    start, end = sentences[first]
    last = bisect_right(sentences, start + SNIPPET_LENGTH, lo=first, key=lambda sentence: sentence[1])
    return start, max(end, sentences[last - 1][1])


def _leaves_in(part: TextRange, matches: Sequence[TextMatch]) -> set[int]:
    """Return the numbers of the leaves that match within a range."""
    first = bisect_left(matches, part[0], key=attrgetter("start"))
    last = bisect_left(matches, part[1], lo=first, key=attrgetter("start"))
    return {match.leaf for match in matches[first:last] if match.end <= part[1]}


def _cut(text: str, sentence: TextRange, matches: Sequence[TextMatch]) -> TextRange:
    """Return the part of an over-long sentence with the most different matches, cut between words."""
    inside = [match for match in matches if sentence[0] <= match.start and match.end <= sentence[1]]
    parts = [_around(match, sentence) for match in inside] or [(sentence[0], sentence[0] + SNIPPET_LENGTH)]
    start, end = max(parts, key=lambda part: len(_leaves_in(part, inside)))
    return _after_space(text, start, sentence), _before_space(text, end, sentence)


def _around(match: TextMatch, sentence: TextRange) -> TextRange:
    """Return a range of a snippet's length, within the sentence, with the match a quarter of the way in."""
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
