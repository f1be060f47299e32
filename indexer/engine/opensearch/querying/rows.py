"""Rows of words as clauses of the cluster's query language: where adjacent words, in any of their forms, stand.

A row has for each of its words the forms that match it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from indexer.engine.opensearch.forms import FormRow
from indexer.engine.opensearch.mapping import ALTERNATIVES, ANALYZER, OR_SIGN
from indexer.query.matching import Slot, slots
from indexer.query.tree import Node, Or

Clause = dict[str, Any]
NOTHING: Clause = {"match_none": {}}


def row_clause(field: str, row: FormRow) -> Clause:
    """Return the passages in which a row of words stands in a field."""
    if not row or not all(row):
        return NOTHING
    if len(row) == 1:
        [forms] = row
        return {"term": {field: forms[0]}} if len(forms) == 1 else {"terms": {field: list(forms)}}
    return {"match_phrase": {field: _alternatives(row)}}


def scored_row(field: str, row: FormRow, boost: float) -> Clause:
    """Return the passages in which a row of words stands in a field, scored by how often it does; all forms are one."""
    if not row or not all(row):
        return NOTHING
    if len(row) == 1 and len(row[0]) == 1:
        return {"term": {field: {"value": row[0][0], "boost": boost}}}
    if len(row) == 1:
        return {"match": {field: _alternatives(row) | {"boost": boost}}}
    # The script that scores is asked once for each term of a phrase, and the sum is taken.
    return {"match_phrase": {field: _alternatives(row) | {"boost": boost / sum(map(len, row))}}}


def _alternatives(row: FormRow) -> Clause:
    return {"query": " ".join(map(OR_SIGN.join, row)), "analyzer": ALTERNATIVES}


def adjacent(row: FormRow) -> Clause:
    """Return the intervals at which a row of words stands."""
    return {"match": {**_alternatives(row), "ordered": True, "max_gaps": 0}}


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
