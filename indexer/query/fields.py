"""What a value typed for a field means in one build: ids for a name, a number or a few words of a title.

The engine compares ids only, and the grammar takes any value. This module translates one into the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from rapidfuzz import fuzz, process

from indexer.entities.symbols import find_mentions
from indexer.model import Person
from indexer.text.analysis import terms_in

from .parser import ParsedQuery, parse
from .printer import canonical
from .problems import Problem
from .results import FIELD_FACETS, FacetName
from .tree import Field, FieldName, Node, disjunction, map_parts

MIN_SIMILARITY = 75
"""How alike, out of 100, a name must be to be offered for one that is not there."""


class FieldValues(Protocol):
    """The values that fields can have; a library provides them."""

    def facet_labels(self, facet: FacetName) -> Mapping[str, str]:
        """Return every value of a facet with its label."""

    def expand_sessions(self, value: str) -> tuple[str, ...]:
        """Return the session values that a typed session means."""

    def persons(self) -> tuple[Person, ...]:
        """Return the persons."""

    def meeting_places(self) -> Mapping[str, str]:
        """Return the place of each meeting that has one, by id."""


def resolve_fields(parsed: ParsedQuery, values: FieldValues) -> ParsedQuery:
    """Return a query with ids in place of typed field values; an unknown value stays, and becomes a problem."""
    if parsed.node is None or not parsed.field_spans:
        return parsed
    meant = {field: ids_of(field, values) for field in parsed.field_spans}
    problems = tuple(
        _unknown(parsed, field, values) for field, ids in meant.items() if not ids and not _may_be_empty(field)
    )
    return replace(parsed, node=_replaced(parsed.node, meant), problems=(*parsed.problems, *problems))


def ids_of(field: Field, values: FieldValues) -> tuple[str, ...]:
    """Return the ids that a typed value means: itself, else exact names, else names that contain all its words."""
    known = values.facet_labels(FIELD_FACETS[field.name])
    if field.value in known:
        return (field.value,)
    if found := _by_rule(field, values):
        return found
    wanted = terms_in(field.value)
    names = [(one, tuple(map(terms_in, _names(field.name, one, values)))) for one in known]
    exact = tuple(one for one, called in names if wanted in called)
    if exact or not wanted:
        return exact
    return tuple(one for one, called in names if any(set(wanted) <= set(words) for words in called))


def _by_rule(field: Field, values: FieldValues) -> tuple[str, ...]:
    """Return the values of fields with rules of their own: sessions by number, documents in any written form."""
    if field.name == "session":
        return values.expand_sessions(field.value)
    if field.name == "symbol":
        known = values.facet_labels("mention")
        symbols = (one.symbol for one in find_mentions(field.value, council_named=True))
        return tuple(dict.fromkeys(one for one in symbols if one in known))
    if field.name == "language":
        return tuple(
            one for one in values.facet_labels("language") if one.casefold().split("-")[0] == field.value.casefold()
        )
    return ()


def _names(name: FieldName, value: str, values: FieldValues) -> Iterator[str]:
    """Yield the names of a value of a field."""
    yield value
    yield values.facet_labels(FIELD_FACETS[name])[value]
    if name == "person":
        yield from next((one.variants for one in values.persons() if one.id == value), ())
    if name == "meeting":
        yield values.meeting_places().get(value, "")


def _replaced(node: Node, meant: Mapping[Field, Iterable[str]]) -> Node:
    if isinstance(node, Field):
        return disjunction([Field(node.name, one) for one in tuple(meant.get(node, ())) or (node.value,)])
    return map_parts(node, lambda part: _replaced(part, meant))


def _may_be_empty(field: Field) -> bool:
    """Return whether a value makes sense although no passage has it, such as a year without meetings."""
    return field.name == "year"


def _unknown(parsed: ParsedQuery, field: Field, values: FieldValues) -> Problem:
    start, end = parsed.field_spans[field]
    facet = FIELD_FACETS[field.name]
    called = {label: one for one, label in values.facet_labels(facet).items()}
    nearest = process.extractOne(
        field.value, called, scorer=fuzz.WRatio, score_cutoff=MIN_SIMILARITY, processor=str.casefold
    )
    better = None
    if nearest:
        better = parsed.text[:start] + canonical(Field(field.name, nearest[2])) + parsed.text[end:]
        node = parse(better).node
        better = canonical(node) if node else None
    some = ", ".join(f"“{label}”" for label in list(called)[:4])
    there = f"There are {some}{' and more' if len(called) > 4 else ''}." if called else "These papers tell of none."
    told = f"There is no {field.name} “{field.value}” in these papers, so nothing has it. {there}"
    return Problem("unknown_value", start, end, told, better)
