"""Find the words that a link names in the current text: exactly, but for punctuation, or approximately.

Annotation systems search in this order too (exact, nearby, approximate). One step is added: when the wording as cited
is known, the words are found in it first and mapped word by word to the current text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from rapidfuzz.distance import Levenshtein

from indexer.quotes.finder import best_fit
from indexer.text.analysis import terms_in

from .flat import FlatText, flatten
from .selector import QuoteSelector

LocationQuality = Literal["exact", "alike", "changed"]
"""`alike` means equal but for punctuation and capitals; `changed` means that some words differ."""

_MIN_WORDS_LEFT = 0.6  # share of the cited words that must be left for it to be the same place
_WORDS_PER_CHANGE = 3  # one word in this many may differ
_SAME_WORD_SIMILARITY = 0.8  # similarity from which on two words are one word, corrected
_MAX_SPELLING_WORDS = 60  # words tried for corrected spelling; in longer spans the other words are enough


@dataclass(frozen=True)
class LocatedSpan:
    """Where the words are, as offsets of the text, and how well they match."""

    start: int
    end: int
    quality: LocationQuality


def locate(text: str, chosen: QuoteSelector, cited: str | None = None) -> LocatedSpan | None:
    """Find the words of one passage; return None when they are gone. `cited` is its wording when the link was made."""
    flat_text = flatten(text)
    if cited is not None and cited != text:
        old = flatten(cited)
        span = find_exact_span(old, chosen)
        if span:
            moved = _located_span(flat_text, find_exact_span(flat_text, QuoteSelector(old.text[slice(*span)])), "exact")
            return _map_span(old, span, flat_text) or moved
    return _located_span(flat_text, find_exact_span(flat_text, chosen), "exact") or _find_approximate(flat_text, chosen)


def locate_across(
    text: str, last: str, chosen: QuoteSelector, cited: str | None = None, last_cited: str | None = None
) -> tuple[LocatedSpan, LocatedSpan] | None:
    """Find words that begin in one passage and end in another, as one span in each.

    Return None when either end is gone. `cited` and `last_cited` are the wordings of the two passages when the link was
    made.
    """
    first_span = _locate_end(text, QuoteSelector(chosen.quote, before=chosen.before), cited, is_start=True)
    last_span = _locate_end(last, QuoteSelector(chosen.until or chosen.quote), last_cited, is_start=False)
    if first_span is None or last_span is None:
        return None
    return LocatedSpan(first_span.start, len(text.rstrip()), first_span.quality), LocatedSpan(
        0, last_span.end, last_span.quality
    )


def _locate_end(text: str, chosen: QuoteSelector, cited: str | None, *, is_start: bool) -> LocatedSpan | None:
    """Find one end of words that cover several passages.

    A link names only the outermost words. When the wording of the passage as cited is known, all that was cited of it
    is compared, for the words beside the outermost ones may have changed too.
    """
    located = locate(text, chosen, cited)
    if cited is None or cited == text:
        return located
    old = flatten(cited)
    span = find_exact_span(old, chosen)
    if span is None:
        return located
    mapped_span = _map_span(old, (span[0], len(old.text)) if is_start else (0, span[1]), flatten(text))
    if mapped_span is None:
        return located and replace(located, quality="changed")
    rest = text[mapped_span.end :] if is_start else text[: mapped_span.start]
    return replace(mapped_span, quality="changed") if terms_in(rest) else mapped_span


def find_exact_span(flat_text: FlatText, chosen: QuoteSelector) -> tuple[int, int] | None:
    """Return the first span of the flat text that matches the selector exactly, or None."""
    text, start = flat_text.text, -1
    while (start := text.find(chosen.quote, start + 1)) >= 0:
        end = start + len(chosen.quote)
        if flat_text.splits_word(start) or (chosen.before and not text[:start].rstrip(" ").endswith(chosen.before)):
            continue
        if chosen.until and not chosen.to:
            tail = text.find(chosen.until, end)
            while tail >= 0 and (flat_text.splits_word(tail) or flat_text.splits_word(tail + len(chosen.until))):
                tail = text.find(chosen.until, tail + 1)
            if tail < 0:
                return None
            end = tail + len(chosen.until)
        if not flat_text.splits_word(end):
            return start, end
    return None


def _located_span(flat_text: FlatText, span: tuple[int, int] | None, quality: LocationQuality) -> LocatedSpan | None:
    if span is None:
        return None
    start, end = flat_text.original_span(span[0], span[1])
    return LocatedSpan(start=start, end=end, quality=quality)


def _map_span(old: FlatText, span: tuple[int, int], new: FlatText) -> LocatedSpan | None:
    """Map a span of an old wording to the new one; return None when too few of its words are left."""
    old_words, new_words = [word.text for word in old.words], [word.text for word in new.words]
    new_by_old: dict[int, int] = {}
    unchanged: set[int] = set()
    for block in Levenshtein.opcodes(old_words, new_words):
        if block.tag in ("insert", "delete"):
            continue
        for step in range(min(block.src_end - block.src_start, block.dest_end - block.dest_start)):
            old_number, new_number = block.src_start + step, block.dest_start + step
            new_by_old[old_number] = new_number
            if block.tag == "equal" or _same_word(old_words[old_number], new_words[new_number]):
                unchanged.add(old_number)
    span_words = [number for number, word in enumerate(old.words) if word.start < span[1] and span[0] < word.end]
    words_left = [number for number in span_words if number in unchanged]
    if not words_left or len(words_left) < _MIN_WORDS_LEFT * len(span_words):
        return None
    new_numbers = [new_by_old[number] for number in span_words if number in new_by_old]
    first, last = new.words[new_numbers[0]].start, new.words[new_numbers[-1]].end
    cited_text = old.text[slice(*span)]
    lead, tail = old.text[span[0] : old.words[span_words[0]].start], old.text[old.words[span_words[-1]].end : span[1]]
    if new.text[:first].endswith(lead):
        first -= len(lead)
    if new.text.startswith(tail, last):
        last += len(tail)
    current_text = new.text[first:last]
    quality: LocationQuality = (
        "exact"
        if current_text == cited_text
        else "alike"
        if terms_in(current_text) == terms_in(cited_text)
        else "changed"
    )
    return _located_span(new, (first, last), quality)


def _find_approximate(flat_text: FlatText, chosen: QuoteSelector) -> LocatedSpan | None:
    """Find the words but for punctuation and capitals, or else the most similar ones when few enough differ."""
    row = [word.text for word in flat_text.words]
    head, cost = _most_similar(row, list(terms_in(chosen.quote)), list(terms_in(chosen.before)))
    if head is None:
        return None
    first, last = head
    if chosen.until and not chosen.to:
        tail, tail_cost = _most_similar(row[last:], list(terms_in(chosen.until)), [])
        if tail is None:
            return None
        cost += tail_cost
        last += tail[1]
    if last <= first:
        return None
    span = flat_text.words[first].start, flat_text.words[last - 1].end
    return _located_span(flat_text, span, "changed" if cost else "alike")


def _most_similar(row: list[str], wanted: list[str], before: list[str]) -> tuple[tuple[int, int] | None, int]:
    """Return the span that is most similar to the words wanted, near the words before, and how many words differ."""
    if not wanted or not row:
        return None, 0
    numbers = {word: number for number, word in enumerate(dict.fromkeys(row), start=1)}
    wanted_ids, context = _word_ids(wanted, numbers), _word_ids(before, numbers)
    row_ids = np.array([numbers[word] for word in row], dtype=np.uint32)
    allowed = len(wanted) // _WORDS_PER_CHANGE
    regions = [(0, len(row))]
    if before:
        joined = np.concatenate([context, wanted_ids])
        around = best_fit(joined, np.zeros(len(joined), dtype=np.bool_), row_ids)
        regions.insert(0, (around.start, min(len(row), around.end + 1)))
    for begin, end in regions:
        fit = best_fit(wanted_ids, np.zeros(len(wanted_ids), dtype=np.bool_), row_ids[begin:end])
        changed = sum(word not in numbers for word in wanted)
        if fit.cost <= allowed and fit.end > fit.start:
            return (begin + fit.start, begin + fit.end), max(fit.cost, min(changed, len(wanted)))
    return None, 0


def _word_ids(wanted: list[str], numbers: dict[str, int]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Return the words as numbers; a word that the row lacks gets the number of a similarly spelt one, or 0."""
    unknown_words = [word for word in dict.fromkeys(wanted) if word not in numbers][:_MAX_SPELLING_WORDS]
    similar = {
        word: next((number for row_word, number in numbers.items() if _same_word(word, row_word)), 0)
        for word in unknown_words
    }
    return np.array([numbers.get(word, similar.get(word, 0)) for word in wanted], dtype=np.uint32)


def _same_word(word: str, other_word: str) -> bool:
    return (
        Levenshtein.normalized_similarity(word, other_word, score_cutoff=_SAME_WORD_SIMILARITY) >= _SAME_WORD_SIMILARITY
    )
