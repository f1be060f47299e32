"""Find the shortest selector that leads back to exactly the words that somebody selected.

Candidates are tried from the shortest on. The first one that is found at the very place it was taken from is returned,
so no selector can lead elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from .flat import FlatText, flatten
from .locate import find_exact_span
from .selector import QuoteSelector

_MAX_WHOLE_WORDS = 16
"""Up to this many words a link gives all; of more it gives the first and the last."""
_END_WORDS = (5, 8, 12)
_CONTEXT_WORDS = (0, 3, 6, 12, 24, 48)


def snap_to_words(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the offsets of a span widened to whole words, or None when it has no word."""
    flat_text = flatten(text)
    span = flat_text.word_span(start, end)
    return flat_text.original_span(*span) if span else None


def selector_for(passage_text: str, start: int, end: int) -> QuoteSelector | None:
    """Return the selector of the words between two offsets of a passage, or None when there is no word."""
    flat_text = flatten(passage_text)
    span = flat_text.word_span(start, end)
    if span is None:
        return None
    contexts = list(_context_candidates(flat_text, span[0]))
    for quote, until in _quote_candidates(flat_text, *span):
        allowed_contexts = contexts if not until else contexts[:3]
        for before in allowed_contexts:
            chosen = QuoteSelector(quote, until, before)
            if find_exact_span(flat_text, chosen) == span:
                return chosen
    return None  # not reached: the whole text before and the whole words match only one place


def selector_across(text: str, start: int, last: str, end: int, to: str) -> QuoteSelector | None:
    """Return the selector of the words from an offset in one passage to an offset in a later one.

    Return None when either passage has no word in the span.
    """
    flat_text, last_flat_text = flatten(text), flatten(last)
    opening, closing = flat_text.word_span(start, len(text)), last_flat_text.word_span(0, end)
    if opening is None or closing is None:
        return None
    ends = (
        (tail, find_exact_span(last_flat_text, QuoteSelector(tail)))
        for tail in _end_candidates(last_flat_text, closing[1])
    )
    until = next(tail for tail, span in ends if span and span[1] == closing[1])
    inside = [word for word in flat_text.words if word.end > opening[0]]
    quotes = [
        flat_text.text[opening[0] : inside[count - 1].end]
        for count in (*_END_WORDS, _MAX_WHOLE_WORDS)
        if count < len(inside)
    ]
    for quote in (*quotes, flat_text.text[opening[0] : opening[1]]):
        for before in _context_candidates(flat_text, opening[0]):
            chosen = QuoteSelector(quote, before=before)
            span = find_exact_span(flat_text, chosen)
            if span and span[0] == opening[0]:
                return QuoteSelector(quote, until, before, to)
    return None  # not reached, as above


def _quote_candidates(flat_text: FlatText, first: int, last: int) -> Iterator[tuple[str, str]]:
    """Yield the words as a pair of first and last words, fewest first, and at the end as one whole."""
    inside = [word for word in flat_text.words if word.start < last and first < word.end]
    if len(inside) > _MAX_WHOLE_WORDS:
        for count in _END_WORDS:
            if 2 * count < len(inside):
                yield flat_text.text[first : inside[count - 1].end], flat_text.text[inside[-count].start : last]
    yield flat_text.text[first:last], ""


def _context_candidates(flat_text: FlatText, first: int) -> Iterator[str]:
    """Yield the text before an offset, from nothing to everything."""
    earlier = [word for word in flat_text.words if word.end <= first]
    for count in _CONTEXT_WORDS:
        if count < len(earlier):
            yield flat_text.text[earlier[-count].start : first].strip() if count else ""
    yield flat_text.text[:first].strip()


def _end_candidates(flat_text: FlatText, last: int) -> Iterator[str]:
    """Yield the text up to an offset, from the last few words to all of it."""
    earlier = [word for word in flat_text.words if word.start < last]
    for count in (*_END_WORDS, *_CONTEXT_WORDS[4:]):
        if count < len(earlier):
            yield flat_text.text[earlier[-count].start : last]
    yield flat_text.text[:last]
