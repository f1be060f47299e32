"""Rows of words as clauses of the cluster's query language: where adjacent words, in any of their forms, stand.

A row has for each of its words the forms that match it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from indexer.engine.opensearch.forms import FormRow
from indexer.engine.opensearch.mapping import ANALYZER
from indexer.query.matching import Slot, slots
from indexer.query.tree import Node, Or

Clause = dict[str, Any]
NOTHING: Clause = {"match_none": {}}
MOST_SCORED_FORMS = 16
"""Forms of one word that count by how often each occurs; of more the most frequent ones do, the others only match."""
MOST_ROWS = 64
"""Rows that the operands of one NEAR may stand for together; more are refused."""


def row_clause(field: str, row: FormRow) -> Clause:
    """Return the passages in which a row of words stands in a field."""
    if not row or not all(row):
        return NOTHING
    if len(row) == 1:
        [forms] = row
        return {"term": {field: forms[0]}} if len(forms) == 1 else {"terms": {field: list(forms)}}
    if all(len(forms) == 1 for forms in row):
        return {"match_phrase": {field: {"query": " ".join(forms[0] for forms in row), "analyzer": ANALYZER}}}
    return {"intervals": {field: adjacent(row)}}


def adjacent(row: FormRow) -> Clause:
    """Return the intervals at which a row of words stands."""
    words = [_any_of([_word(form) for form in forms]) for forms in row]
    if len(words) == 1:
        return words[0]
    return {"all_of": {"ordered": True, "max_gaps": 0, "intervals": words}}


def near(first: Sequence[FormRow], second: Sequence[FormRow], distance: int) -> Clause:
    """Return the intervals at which any of some rows is near any of others, at most so many words between, no overlap.

    Rows of different lengths are not made one: of two that begin together only the shorter would be looked at.
    """
    pairs = []
    for left, right in product(_by_length(first), _by_length(second)):
        sides = [_any_of(list(map(adjacent, rows))) for rows in (left, right)]
        if sides[0] == sides[1]:  # of equal ones the cluster makes one that repeats, and miscounts its gaps
            sides[1] = {"any_of": {"intervals": [sides[1], _NEVER]}}
        pairs.append({"all_of": {"mode": "unordered_no_overlap", "max_gaps": distance, "intervals": sides}})
    return _any_of(pairs)


def within(words: Sequence[str], gaps: int) -> Clause:
    """Return the intervals that have all of some distinct words in any order, with at most so many others."""
    return {"all_of": {"ordered": False, "max_gaps": gaps, "intervals": [_word(word) for word in words]}}


def operands(part: Node) -> Iterator[Sequence[Slot]]:
    """Yield the rows of slots that an operand of NEAR may be."""
    if isinstance(part, Or):
        for inner in part.parts:
            yield from operands(inner)
    else:
        yield slots(part)


def _by_length(rows: Sequence[FormRow]) -> list[list[FormRow]]:
    lengths: dict[int, list[FormRow]] = {}
    for row in rows:
        if row and all(row):
            lengths.setdefault(len(row), []).append(row)
    return list(lengths.values())


_NEVER = {"match": {"query": "\x00", "analyzer": ANALYZER}}
"""A word that no text has."""


def _word(form: str) -> Clause:
    return {"match": {"query": form, "analyzer": ANALYZER}}


def _any_of(intervals: list[Clause]) -> Clause:
    return intervals[0] if len(intervals) == 1 else {"any_of": {"intervals": intervals}}
