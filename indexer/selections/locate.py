"""Where the words that a link names stand in the text of today: exactly, but for signs, or as well as can be told.

The method is that of annotation systems (exact, then near, then approximate), with one thing they lack: where the
wording as cited is known, the words are found in it first and carried over word by word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from rapidfuzz.distance import Levenshtein

from indexer.quotes.align import best_fit
from indexer.text.analysis import terms_in

from .chosen import QuoteSelector
from .flat import FlatText, flatten

LocationQuality = Literal["exact", "alike", "changed"]
"""`alike` is the same but for signs and capitals; `changed` has other words in it."""

_KEPT = 0.6  # share of the cited words that must still stand, for the rest to be called the same place
_SLIPS = 3  # one word of so many may differ
_SAME_WORD = 0.8  # likeness of two words that are one word, corrected
_SPELT = 60  # words looked at for corrected spelling: of a longer stretch the other words are enough


@dataclass(frozen=True)
class LocatedSpan:
    """Where words stand, as offsets of the text, and how they were found."""

    start: int
    end: int
    quality: LocationQuality


def locate(text: str, chosen: QuoteSelector, cited: str | None = None) -> LocatedSpan | None:
    """Find the words of one passage; `cited` is its wording when the link was made. None where they are gone."""
    whole = flatten(text)
    if cited is not None and cited != text:
        old = flatten(cited)
        span = find_exact_span(old, chosen)
        if span:
            moved = _located(whole, find_exact_span(whole, QuoteSelector(old.text[slice(*span)])), "exact")
            return _carried(old, span, whole) or moved
    return _located(whole, find_exact_span(whole, chosen), "exact") or _near(whole, chosen)


def locate_across(
    text: str, last: str, chosen: QuoteSelector, cited: str | None = None, last_cited: str | None = None
) -> tuple[LocatedSpan, LocatedSpan] | None:
    """Find where words begin in one passage and end in another; each to or from the passage's own end or beginning.

    `cited` and `last_cited` are the wordings of the two when the link was made.
    """
    begins = _half(text, QuoteSelector(chosen.quote, before=chosen.before), cited, opens=True)
    ends = _half(last, QuoteSelector(chosen.until or chosen.quote), last_cited, opens=False)
    if begins is None or ends is None:
        return None
    return LocatedSpan(begins.start, len(text.rstrip()), begins.quality), LocatedSpan(0, ends.end, ends.quality)


def _half(text: str, chosen: QuoteSelector, cited: str | None, *, opens: bool) -> LocatedSpan | None:
    """One end of words of several passages; where its wording is known, all that was cited of its passage is compared.

    The words that a link names are only the outermost ones, and those beside them may have changed too.
    """
    found = locate(text, chosen, cited)
    if cited is None or cited == text:
        return found
    old = flatten(cited)
    span = find_exact_span(old, chosen)
    if span is None:
        return found
    carried = _carried(old, (span[0], len(old.text)) if opens else (0, span[1]), flatten(text))
    if carried is None:
        return found and replace(found, quality="changed")
    more = text[carried.end :] if opens else text[: carried.start]
    return replace(carried, quality="changed") if terms_in(more) else carried


def find_exact_span(whole: FlatText, chosen: QuoteSelector) -> tuple[int, int] | None:
    """Give the first place that has the very words, as a stretch of the flat text, or None."""
    text, at = whole.text, -1
    while (at := text.find(chosen.quote, at + 1)) >= 0:
        end = at + len(chosen.quote)
        if whole.splits_word(at) or (chosen.before and not text[:at].rstrip(" ").endswith(chosen.before)):
            continue
        if chosen.until and not chosen.to:
            tail = text.find(chosen.until, end)
            while tail >= 0 and (whole.splits_word(tail) or whole.splits_word(tail + len(chosen.until))):
                tail = text.find(chosen.until, tail + 1)
            if tail < 0:
                return None
            end = tail + len(chosen.until)
        if not whole.splits_word(end):
            return at, end
    return None


def _located(whole: FlatText, span: tuple[int, int] | None, manner: LocationQuality) -> LocatedSpan | None:
    return LocatedSpan(*whole.original_span(*span), manner) if span else None


def _carried(old: FlatText, span: tuple[int, int], new: FlatText) -> LocatedSpan | None:
    """Carry a stretch of an old wording over to the new one, if enough of its words are still there."""
    ours, theirs = [word.text for word in old.words], [word.text for word in new.words]
    stood: dict[int, int] = {}
    kept: set[int] = set()
    for block in Levenshtein.opcodes(ours, theirs):
        if block.tag in ("insert", "delete"):
            continue
        for step in range(min(block.src_end - block.src_start, block.dest_end - block.dest_start)):
            here, there = block.src_start + step, block.dest_start + step
            stood[here] = there
            if block.tag == "equal" or _same_word(ours[here], theirs[there]):
                kept.add(here)
    inside = [place for place, word in enumerate(old.words) if word.start < span[1] and span[0] < word.end]
    still = [place for place in inside if place in kept]
    if not still or len(still) < _KEPT * len(inside):
        return None
    places = [stood[place] for place in inside if place in stood]
    first, last = new.words[places[0]].start, new.words[places[-1]].end
    words = old.text[slice(*span)]
    lead, tail = old.text[span[0] : old.words[inside[0]].start], old.text[old.words[inside[-1]].end : span[1]]
    if new.text[:first].endswith(lead):
        first -= len(lead)
    if new.text.startswith(tail, last):
        last += len(tail)
    same = new.text[first:last]
    manner: LocationQuality = "exact" if same == words else "alike" if terms_in(same) == terms_in(words) else "changed"
    return _located(new, (first, last), manner)


def _near(whole: FlatText, chosen: QuoteSelector) -> LocatedSpan | None:
    """Find words as they are but for signs and capitals, or the likest ones, if few enough differ."""
    row = [word.text for word in whole.words]
    head, cost = _likest(row, list(terms_in(chosen.quote)), list(terms_in(chosen.before)))
    if head is None:
        return None
    first, last = head
    if chosen.until and not chosen.to:
        tail, more = _likest(row[last:], list(terms_in(chosen.until)), [])
        if tail is None:
            return None
        cost += more
        last += tail[1]
    if last <= first:
        return None
    span = whole.words[first].start, whole.words[last - 1].end
    return _located(whole, span, "changed" if cost else "alike")


def _likest(row: list[str], wanted: list[str], before: list[str]) -> tuple[tuple[int, int] | None, int]:
    """The stretch of a row that is likest to the words wanted, near the words before; and how many words differ."""
    if not wanted or not row:
        return None, 0
    numbers = {word: number for number, word in enumerate(dict.fromkeys(row), start=1)}
    stretch, context = _numbered(wanted, numbers), _numbered(before, numbers)
    words = np.array([numbers[word] for word in row], dtype=np.uint32)
    allowed = len(wanted) // _SLIPS
    regions = [(0, len(row))]
    if before:
        joined = np.concatenate([context, stretch])
        around = best_fit(joined, np.zeros(len(joined), dtype=np.bool_), words)
        regions.insert(0, (around.start, min(len(row), around.end + 1)))
    for begin, end in regions:
        fit = best_fit(stretch, np.zeros(len(stretch), dtype=np.bool_), words[begin:end])
        changed = sum(word not in numbers for word in wanted)
        if fit.cost <= allowed and fit.end > fit.start:
            return (begin + fit.start, begin + fit.end), max(fit.cost, min(changed, len(wanted)))
    return None, 0


def _numbered(wanted: list[str], numbers: dict[str, int]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """The words by number; one that the row lacks has that of a word spelt much like it, or 0."""
    strange = [word for word in dict.fromkeys(wanted) if word not in numbers][:_SPELT]
    spelt = {
        word: next((number for known, number in numbers.items() if _same_word(word, known)), 0) for word in strange
    }
    return np.array([numbers.get(word, spelt.get(word, 0)) for word in wanted], dtype=np.uint32)


def _same_word(one: str, other: str) -> bool:
    return Levenshtein.normalized_similarity(one, other, score_cutoff=_SAME_WORD) >= _SAME_WORD
