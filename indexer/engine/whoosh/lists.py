"""Reads term lists from the columns of an index as rows of passages: segments joined, deleted passages left out.

What stands around passages is stored once for each distinct piece of surroundings, and is spread over the passages
here. Query trees are unknown here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from indexer.engine.budget import Budget
from indexer.engine.columns.columns import JoinedSegments
from indexer.engine.columns.segment import BagName, Segment
from indexer.engine.columns.token_field import Postings, TokenField
from indexer.engine.rows import DENSE_SHARE, EMPTY, Mask, Numbers, Row, Values, merged, summed

IndexField = Literal["text", "context"]
FIELDS: tuple[IndexField, ...] = ("text", "context")
BagKind = Literal["accents", "capitals", "pairs"]
_BAGS: Mapping[tuple[IndexField, BagKind], BagName] = {
    ("text", "accents"): "text_accents",
    ("context", "accents"): "context_accents",
    ("text", "capitals"): "text_capitals",
    ("context", "capitals"): "context_capitals",
    ("text", "pairs"): "text_pairs",
    ("context", "pairs"): "context_pairs",
}

OnlyIn = Mapping[str, frozenset[str]]
"""For some terms, the analysis languages of the passages in which they count."""
EVERYWHERE: OnlyIn = MappingProxyType({})
_ANY: frozenset[str] = frozenset()

CACHED_TERMS = 4_096


class TermLists:
    """The term lists of one index; safe to use from many threads."""

    def __init__(self, columns: JoinedSegments) -> None:
        self._columns = columns
        self.segments = columns.segments
        self.size = columns.passages
        """The number of passages, with deleted ones."""
        self._alive = columns.alive
        self._term = lru_cache(maxsize=CACHED_TERMS)(lambda segment, form: self.segments[segment].term(form))

    def forget(self) -> None:
        """Drop the numbers of terms that were looked up."""
        self._term.cache_clear()

    @property
    def languages(self) -> Sequence[str]:
        """The analysis languages of the index."""
        return self._columns.languages

    def lengths(self, field: IndexField) -> Numbers:
        """Return the number of terms of a field of each passage; 0 where the length does not count."""
        return self._columns.text_lengths if field == "text" else self._columns.context_lengths

    def all_passages(self) -> Numbers:
        """Return every living passage."""
        return np.arange(self.size) if self._alive is None else np.flatnonzero(self._alive)

    def without(self, passages: Numbers) -> Numbers:
        """Return every living passage but these."""
        others = np.ones(self.size, np.bool_) if self._alive is None else self._alive.copy()
        others[passages] = False
        return others.nonzero()[0]

    def terms(self, segment: int, forms: Iterable[str]) -> list[int]:
        """Return the numbers that terms have in a segment, without those that do not occur in it."""
        return [number for form in forms if (number := self._term(segment, form))]

    def counts(self, field: IndexField, forms: Mapping[str, float], only_in: OnlyIn, budget: Budget) -> Row:
        """Return the sums of what the occurrences of terms in a field of each passage count; each counts as given."""
        if not only_in:
            return self._counts(field, forms, budget)
        by_languages: dict[frozenset[str], dict[str, float]] = {}
        for form, worth in forms.items():
            by_languages.setdefault(only_in.get(form, _ANY), {})[form] = worth
        rows = []
        for languages, bound in by_languages.items():
            row = self._counts(field, bound, budget)
            rows.append(self.in_languages(row, languages) if languages else row)
        return summed(rows, self.size)

    def _counts(self, field: IndexField, forms: Mapping[str, float], budget: Budget) -> Row:
        return self.joined(
            [
                self._of_texts(number, field, field_of(segment, field), self._numbered(number, forms), budget)
                for number, segment in enumerate(self.segments)
            ]
        )

    def _numbered(self, segment: int, forms: Mapping[str, float]) -> list[tuple[int, float]]:
        return [(number, worth) for form, worth in forms.items() if (number := self._term(segment, form))]

    def counts_at(self, form: str, passages: Numbers) -> Values:
        """Return how often a term occurs in and around each of some passages; quick where these are few."""
        total = np.zeros(len(passages))
        for number, segment in enumerate(self.segments):
            first, end = passages.searchsorted((segment.first, segment.first + segment.passages))
            own, counts = passages[first:end] - segment.first, total[first:end]
            for term in self.terms(number, [form]):
                counts += _counts_in(segment.text, term, own)
                pieces, owners = segment.pieces_of_context.take(segment.context_of.take(own))
                np.add.at(counts, owners, _counts_in(segment.context, term, pieces))
        return total

    def bag_counts(
        self, kind: BagKind, words: Sequence[str], budget: Budget, fields: Sequence[IndexField] = FIELDS
    ) -> Row:
        """Return how often passages and their surroundings have any of some words in a bag."""
        return summed([self._bag_counts(field, kind, words, budget) for field in fields], self.size)

    def _bag_counts(self, field: IndexField, kind: BagKind, words: Sequence[str], budget: Budget) -> Row:
        name = _BAGS[field, kind]
        rows = []
        for number, segment in enumerate(self.segments):
            bag = segment.bags[name]
            terms = [(term, 1.0) for word in words if (term := bag.term(word))]
            rows.append(self._of_texts(number, field, bag, terms, budget))
        return self.joined(rows)

    def _of_texts(
        self, segment: int, field: IndexField, lists: Postings, terms: Sequence[tuple[int, float]], budget: Budget
    ) -> Row:
        """Return the sums of what terms count in each passage of a segment (numbered in the segment)."""
        found = [
            (read[0].astype(np.int64), read[1].astype(np.float64) * worth if worth != 1 else read[1].astype(np.float64))
            for term, worth in terms
            if len((read := _as_read(lists.documents(term), budget))[0])
        ]
        if not found:
            return EMPTY
        size = self.segments[segment].passages if field == "text" else self.segments[segment].context.texts
        return self.of_passages(segment, field, merged([Row(*row) for row in found], size))

    def of_passages(self, segment: int, field: IndexField, texts: Row) -> Row:
        """Return the passages of a segment for texts of a field: themselves, or those that pieces stand around."""
        if field == "text" or not len(texts.passages):
            return texts
        columns = self.segments[segment]
        contexts, values = columns.contexts_of(texts.passages, texts.values)
        if len(contexts) * DENSE_SHARE < len(columns.passages_of_context):
            passages, spread = columns.passages_in(contexts, values)
            return Row(passages.astype(np.int64), spread)
        of_contexts = np.zeros(len(columns.passages_of_context))
        of_contexts[contexts] = values
        of_passages = of_contexts.take(columns.context_of)
        passages = np.flatnonzero(of_passages != 0)
        return Row(passages, of_passages.take(passages))

    def joined(self, of_segments: Sequence[Row]) -> Row:
        """Join rows of each segment, numbered in the segment, to one row of living passages of the index."""
        if len(of_segments) == 1 and self._alive is None:
            return of_segments[0]
        rows = [
            Row(row.passages + segment.first if segment.first else row.passages, row.values)
            for segment, row in zip(self.segments, of_segments, strict=True)
            if len(row.passages)
        ]
        if not rows:
            return EMPTY
        row = rows[0] if len(rows) == 1 else Row(*map(np.concatenate, zip(*rows, strict=True)))
        return row if self._alive is None else self._where(row, self._alive.take(row.passages))

    def in_languages(self, row: Row, languages: frozenset[str]) -> Row:
        """Return a row without the passages that are not of these analysis languages."""
        return self._where(row, self.are_in_languages(row.passages, languages))

    def are_in_languages(self, passages: Numbers, languages: frozenset[str]) -> Mask:
        """Return for each passage whether it is of any of these analysis languages."""
        wanted = np.array([language in languages for language in self._columns.languages], np.bool_)
        return wanted.take(self._columns.language_of.take(passages))

    @staticmethod
    def _where(row: Row, kept: Mask) -> Row:
        return Row(row.passages.compress(kept), row.values.compress(kept))

    def doc_frequency(self, forms: Sequence[str]) -> int:
        """Return the sum of the numbers of living passages that have each term in their text."""
        return sum(
            self._in_texts(segment, term)
            for number, segment in enumerate(self.segments)
            for term in self.terms(number, forms)
        )

    def _in_texts(self, segment: Segment, term: int) -> int:
        if self._alive is None:
            return segment.text.document_count(term)
        texts, _ = segment.text.documents(term)
        return int(np.count_nonzero(self._alive[segment.first : segment.first + segment.passages].take(texts)))


def field_of(segment: Segment, field: IndexField) -> TokenField:
    """Return the words of a field of a segment."""
    return segment.text if field == "text" else segment.context


def _counts_in(field: TokenField, term: int, texts: NDArray[np.integer]) -> Values:
    """Return how often a term occurs in each of some texts of a field."""
    having, counts = field.documents(term)
    if not len(having):
        return np.zeros(len(texts))
    places = having.searchsorted(texts.astype(having.dtype))  # of another type, all of the list would be copied
    places[places == len(having)] = 0
    return np.where(having.take(places) == texts, counts.take(places), 0.0)


def _as_read(row: tuple[NDArray[Any], NDArray[Any]], budget: Budget) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return as much of a stored list as may be read."""
    texts, counts = row
    read = budget.take(len(texts))
    return (texts, counts) if read == len(texts) else (texts[:read], counts[:read])
