"""What a value that was typed for a field means in one build: ids, for a name, a number or a few words of a title.

The engine compares ids only; the grammar takes any value. Here the one becomes the other.
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
    """What fields can have; a library is one."""

    def facet_labels(self, facet: FacetName) -> Mapping[str, str]:
        """Give every value of a facet with its label."""

    def expand_sessions(self, value: str) -> tuple[str, ...]:
        """Give the session values that a typed session means."""

    def persons(self) -> tuple[Person, ...]:
        """Give the persons."""

    def meeting_places(self) -> Mapping[str, str]:
        """Give the place of each meeting that has one, by id."""


def resolve_fields(parsed: ParsedQuery, values: FieldValues) -> ParsedQuery:
    """Give a query with ids for what was typed in its fields; a value that nothing has stays, and is a problem."""
    if parsed.node is None or not parsed.field_spans:
        return parsed
    meant = {field: ids_of(field, values) for field in parsed.field_spans}
    problems = tuple(
        _unknown(parsed, field, values) for field, ids in meant.items() if not ids and not _may_be_empty(field)
    )
    return replace(parsed, node=_replaced(parsed.node, meant), problems=(*parsed.problems, *problems))


def ids_of(field: Field, values: FieldValues) -> tuple[str, ...]:
    """Give the ids that a typed value means: itself, else those called exactly so, else those with all its words."""
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
    """Give what fields with rules of their own mean: sessions by number, documents in any written form."""
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
    """Yield what a value of a field can be called."""
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
    """Tell whether a value makes sense although nothing has it: there are other years than those of the papers."""
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
