"""What a value typed for a field means in one build: ids for a name, a number or a few words of a title.

The engine compares ids only, and the grammar takes any value. This module translates one into the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from rapidfuzz import fuzz, process

from indexer.entities.symbols import find_mentions
from indexer.model import Person
from indexer.speech.translation import gettext
from indexer.text.analysis import terms_in

from .parser import ParsedQuery, parse
from .printer import canonical
from .problems import Problem
from .results import FIELD_FACETS, FacetName
from .tree import Field, FieldName, Node, disjunction, map_parts

MAX_NEAREST = 4
"""The most values that a message about an unknown one names, the nearest first."""
MIN_LABEL_SCORE = 75
"""The similarity, out of 100, from which a name is suggested for an unknown one."""


class NamedValue(NamedTuple):
    """A value of a field with its names: the value itself, its label, and others."""

    value: str
    names: Sequence[str]


class LabelsAlike(NamedTuple):
    """Labels of a facet among which the nearest to a name is found."""

    labels: Sequence[str]
    is_all: bool
    """Whether the facet has no others."""


class FieldValues(Protocol):
    """The values that fields can have; a library provides them."""

    def named(self, facet: FacetName, words: Collection[str]) -> Iterable[NamedValue]:
        """Return the values of a facet of which a name may have all of some words, in order; none other has."""

    def labels_alike(self, facet: FacetName, words: Collection[str]) -> LabelsAlike:
        """Return labels of a facet among which the nearest to some words is found."""

    def facet_labels(self, facet: FacetName) -> Mapping[str, str]:
        """Return every value of a facet with its label."""

    def expand_sessions(self, value: str) -> tuple[str, ...]:
        """Return the session values that a typed session means."""

    def persons(self) -> Sequence[Person]:
        """Return the persons."""

    def meeting_places(self) -> Mapping[str, str]:
        """Return the place of each meeting that has one, by id."""


def resolve_fields(parsed: ParsedQuery, values: FieldValues) -> ParsedQuery:
    """Return a query with ids in place of typed field values; an unknown value stays, and becomes a problem."""
    if parsed.node is None or not parsed.field_spans:
        return parsed
    ids_by_field = {field: ids_of(field, values) for field in parsed.field_spans}
    problems = tuple(
        _unknown(parsed, field, values) for field, ids in ids_by_field.items() if not ids and not may_be_empty(field)
    )
    return replace(parsed, node=_with_ids(parsed.node, ids_by_field), problems=(*parsed.problems, *problems))


def ids_of(field: Field, values: FieldValues) -> tuple[str, ...]:
    """Return the ids that a typed value means: itself, else exact names, else names that contain all its words."""
    known = values.facet_labels(FIELD_FACETS[field.name])
    if field.value in known:
        return (field.value,)
    if values_by_rule := _by_rule(field, values):
        return values_by_rule
    typed_terms = terms_in(field.value)
    exact: list[str] = []
    within: list[str] = []
    for value, names in values.named(FIELD_FACETS[field.name], typed_terms):
        words_of_names = [terms_in(name) for name in names]
        if typed_terms in words_of_names:
            exact.append(value)
        elif any(set(typed_terms) <= set(words) for words in words_of_names):
            within.append(value)
    return tuple(exact or (within if typed_terms else ()))


def every_named(values: FieldValues, facet: FacetName) -> Iterator[NamedValue]:
    """Yield all values of a facet with their names."""
    others = _other_names(facet, values)
    for value, label in values.facet_labels(facet).items():
        yield NamedValue(value, (value, label, *others.get(value, ())))


def _by_rule(field: Field, values: FieldValues) -> tuple[str, ...]:
    """Return the values of fields with rules of their own: sessions by number, documents in any written form."""
    if field.name == "session":
        return values.expand_sessions(field.value)
    if field.name == "symbol":
        known = values.facet_labels("mention")
        symbols = (mention.symbol for mention in find_mentions(field.value, council_named=True))
        return tuple(dict.fromkeys(value for value in symbols if value in known))
    if field.name == "language":
        return tuple(
            value
            for value in values.facet_labels("language")
            if value.casefold().split("-")[0] == field.value.casefold()
        )
    return ()


def names_of(name: FieldName, value: str, values: FieldValues) -> Iterator[str]:
    """Yield the names of a value of a field."""
    yield value
    yield values.facet_labels(FIELD_FACETS[name])[value]
    yield from _other_names(FIELD_FACETS[name], values).get(value, ())


def _other_names(name: FacetName, values: FieldValues) -> Mapping[str, Iterable[str]]:
    """Return the names of the values of a field besides their labels, by value: asked once for all of them."""
    if name == "person":
        return {person.id: person.variants for person in values.persons() if person.variants}
    if name == "meeting":
        return {meeting: (place,) for meeting, place in values.meeting_places().items()}
    return {}


def _with_ids(node: Node, ids_by_field: Mapping[Field, Iterable[str]]) -> Node:
    if isinstance(node, Field):
        return disjunction([Field(node.name, value) for value in tuple(ids_by_field.get(node, ())) or (node.value,)])
    return map_parts(node, lambda part: _with_ids(part, ids_by_field))


def may_be_empty(field: Field) -> bool:
    """Return whether a value makes sense although no passage has it, such as a year without meetings."""
    return field.name == "year"


def _unknown(parsed: ParsedQuery, field: Field, values: FieldValues) -> Problem:
    start, end = parsed.field_spans[field]
    known, is_all = values.labels_alike(FIELD_FACETS[field.name], terms_in(field.value))
    ranked = process.extract(field.value, known, scorer=fuzz.WRatio, processor=str.casefold, limit=MAX_NEAREST)
    suggestion = None
    if ranked and ranked[0][1] >= MIN_LABEL_SCORE:
        suggestion = parsed.text[:start] + canonical(Field(field.name, ranked[0][0])) + parsed.text[end:]
        node = parse(suggestion).node
        suggestion = canonical(node) if node else None
    examples = ", ".join(f"“{label}”" for label, *_ in ranked)
    if not ranked:
        known_text = gettext("None is available.")
    elif len(known) > MAX_NEAREST or not is_all:
        known_text = gettext("Available: %(names)s and more.", names=examples)
    else:
        known_text = gettext("Available: %(names)s.", names=examples)
    message = gettext("No %(field)s matches “%(value)s”.", field=field.name, value=field.value) + f" {known_text}"
    return Problem("unknown_value", start, end, message, suggestion)
