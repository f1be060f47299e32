"""From words that somebody selected to the shortest form that leads back to exactly these words.

Forms are tried from the shortest on, and the first that is found where it was taken is given, so that none can lead
elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from .chosen import QuoteSelector
from .flat import FlatText, flatten
from .locate import find_exact_span

_WHOLE = 16
"""Words that a link gives in full; of more it gives the first and the last."""
_ENDS = (5, 8, 12)
_CONTEXT = (0, 3, 6, 12, 24, 48)


def snap_to_words(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Give the offsets of the stretch widened to whole words, or None where it holds no word."""
    whole = flatten(text)
    found = whole.word_span(start, end)
    return whole.original_span(*found) if found else None


def selector_for(passage_text: str, start: int, end: int) -> QuoteSelector | None:
    """Name the words of a passage that stand between two offsets; None where there is no word."""
    whole = flatten(passage_text)
    span = whole.word_span(start, end)
    if span is None:
        return None
    contexts = list(_before(whole, span[0]))
    for quote, until in _shortened(whole, *span):
        kept = contexts if not until else contexts[:3]
        for before in kept:
            chosen = QuoteSelector(quote, until, before)
            if find_exact_span(whole, chosen) == span:
                return chosen
    return None  # not reached: all the words after everything before them are found only where they are


def selector_across(text: str, start: int, last: str, end: int, to: str) -> QuoteSelector | None:
    """Name the words from an offset of one passage to an offset of a later one; None where either has no word."""
    whole, other = flatten(text), flatten(last)
    opening, closing = whole.word_span(start, len(text)), other.word_span(0, end)
    if opening is None or closing is None:
        return None
    ends = ((tail, find_exact_span(other, QuoteSelector(tail))) for tail in _tails(other, closing[1]))
    until = next(tail for tail, found in ends if found and found[1] == closing[1])
    inside = [word for word in whole.words if word.end > opening[0]]
    quotes = [whole.text[opening[0] : inside[count - 1].end] for count in (*_ENDS, _WHOLE) if count < len(inside)]
    for quote in (*quotes, whole.text[opening[0] : opening[1]]):
        for before in _before(whole, opening[0]):
            chosen = QuoteSelector(quote, before=before)
            found = find_exact_span(whole, chosen)
            if found and found[0] == opening[0]:
                return QuoteSelector(quote, until, before, to)
    return None  # not reached, as above


def _shortened(whole: FlatText, first: int, last: int) -> Iterator[tuple[str, str]]:
    """The words as their first and last ones, fewest first; at the end all of them."""
    inside = [word for word in whole.words if word.start < last and first < word.end]
    if len(inside) > _WHOLE:
        for count in _ENDS:
            if 2 * count < len(inside):
                yield whole.text[first : inside[count - 1].end], whole.text[inside[-count].start : last]
    yield whole.text[first:last], ""


def _before(whole: FlatText, first: int) -> Iterator[str]:
    """What stands before a place, from nothing to everything."""
    earlier = [word for word in whole.words if word.end <= first]
    for count in _CONTEXT:
        if count < len(earlier):
            yield whole.text[earlier[-count].start : first].strip() if count else ""
    yield whole.text[:first].strip()


def _tails(whole: FlatText, last: int) -> Iterator[str]:
    """The words up to a place, from the last few to all of them."""
    earlier = [word for word in whole.words if word.start < last]
    for count in (*_ENDS, *_CONTEXT[4:]):
        if count < len(earlier):
            yield whole.text[earlier[-count].start : last]
    yield whole.text[:last]
