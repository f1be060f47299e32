"""Which values the fields of a past build could have, and whether a stated reading has those that its query typed.

Ids and names change, so a reading is not held against today's names alone: a value that stood in the build
fits as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from indexer.meetings.labels import STATUS_LABELS, VOICE_LABELS, language_label
from indexer.model import KIND_LABELS, Person
from indexer.query.fields import LabelsAlike, NamedValue, every_named, ids_of, may_be_empty, names_of
from indexer.query.parser import parse
from indexer.query.results import FIELD_FACETS, FacetName, Query, session_value
from indexer.query.tree import Field, Node, Not, Range, disjunction, without_expansions
from indexer.store.library import Library
from indexer.text.analysis import terms_in

from .search import FrozenSearch, PastSearch, parts_of
from .standing import PastCollection

_PIECE = 1_000
"""Passages that are asked for at a time."""


class ValuesThen:
    """The values of a past build and of the live one; it is a `FieldValues`."""

    def __init__(self, library: Library, past: PastCollection) -> None:
        self._library = library
        self._past = past
        self._labels: dict[FacetName, Mapping[str, str]] = {}

    def facet_labels(self, facet: FacetName) -> Mapping[str, str]:
        """Return every value of a facet with its label, of then wherever that is on record."""
        if facet not in self._labels:
            then = self._past.differing.values()
            values = {value: _label(facet, value) for each in then for value in self._past.reader.values(each, facet)}
            self._labels[facet] = {**values, **self._library.facet_labels(facet), **self._named(facet)}
        return self._labels[facet]

    def named(self, facet: FacetName, words: Collection[str]) -> Iterator[NamedValue]:  # noqa: ARG002
        """Yield all values of a facet with their names: those of then are in no table."""
        return every_named(self, facet)

    def labels_alike(self, facet: FacetName, words: Collection[str]) -> LabelsAlike:  # noqa: ARG002
        """Return all labels of a facet."""
        return LabelsAlike(tuple(dict.fromkeys(self.facet_labels(facet).values())), is_all=True)

    def expand_sessions(self, value: str) -> tuple[str, ...]:
        """Return the session values that a typed session means."""
        return (value,) if value in self.facet_labels("session") else self._library.expand_sessions(value)

    def persons(self) -> Sequence[Person]:
        """Return the persons of the live build."""
        return self._library.persons()

    def meeting_places(self) -> Mapping[str, str]:
        """Return the place of each meeting that has one, by id."""
        return self._places

    @cached_property
    def _places(self) -> Mapping[str, str]:
        then = {meeting.id: meeting.place for meeting in self._past.then.meetings.values() if meeting.place}
        return {**self._library.meeting_places(), **then}

    def _named(self, facet: FacetName) -> Mapping[str, str]:
        """Return the values of that build whose names are on record, also those without passages of their own."""
        then = self._past.then
        match facet:
            case "meeting":
                return {meeting.id: meeting.title for meeting in then.meetings.values()}
            case "session":
                return {session_value(*key): f"{line.label or ''} {line.title}" for key, line in then.sessions.items()}
            case "person":
                people = (person for passage in self._past.differing.values() for person in passage.people)
                return {person.person: person.name for person in people if person.person}
            case _:
                return {}


def stood_then(library: Library, past: PastCollection, facet: FacetName, value: str) -> bool:
    """Return whether a past build had a value of a facet: by name, or in a passage."""
    then = past.then
    match facet:
        case "meeting" if any(value in then.meetings_of(paper) for paper in then.papers):
            return True
        case "session" if tuple(value.split("/", 1)) in then.sessions:
            return True
    if any(value in past.reader.values(passage, facet) for passage in past.differing.values()):
        return True
    same_now = library.pieces(Query(filters={facet: (value,)}), _PIECE)
    return any(id_ not in past.replaced for ids in same_now for id_ in ids)


def _label(facet: FacetName, value: str) -> str:
    tables: dict[FacetName, Mapping[str, str]] = {
        "kind": {str(kind): label for kind, label in KIND_LABELS.items()},
        "status": {str(status): label for status, label in STATUS_LABELS.items()},
        "voice": {str(voice): label for voice, label in VOICE_LABELS.items()},
    }
    return language_label(value) if facet == "language" else tables.get(facet, {}).get(value, value)


def has_typed_values(node: Node, text: str, library: Library, past: PastCollection) -> bool:
    """Return whether the fields of a stated tree are those of a query: each asked for or excluded as it was typed."""
    typed, given = set(_signed(parse(text).node)), set(_signed(without_expansions(node)))
    check = _FieldCheck(library, past)
    return all(any(check.fits(part, stated) for stated in given) for part in typed) and all(
        any(check.fits(part, stated) for part in typed) for stated in given
    )


_Signed = tuple[bool, Field | Range]
"""A field of a tree with whether passages with it are asked for."""


def _signed(node: Node | None, asked: bool = True) -> Iterator[_Signed]:
    if isinstance(node, Field | Range):
        yield asked, node
    for part in parts_of(node):
        yield from _signed(part, asked is not isinstance(node, Not))


class _FieldCheck:
    """Tells whether a value stands for a typed one; what each means is looked up once, for a reading may have many."""

    def __init__(self, library: Library, past: PastCollection) -> None:
        self._library = library
        self._past = past
        self._values = ValuesThen(library, past)
        self._meanings: dict[Field, frozenset[str]] = {}
        self._words: dict[Field, tuple[frozenset[str], ...]] = {}

    def fits(self, typed: _Signed, stated: _Signed) -> bool:
        """Return whether a field of a reading can stand for a field as typed."""
        (asked, field), (asked_of_stated, value) = typed, stated
        if asked is not asked_of_stated or field.name != value.name:
            return False
        if not isinstance(field, Field) or not isinstance(value, Field):
            return field == value
        if value.value in self._meaning(field):
            return True
        return self._meant_nothing(field) if field == value else self._is_named(field, value)

    def _meaning(self, field: Field) -> frozenset[str]:
        """Return the values that a typed one means now, or meant then."""
        if field not in self._meanings:
            self._meanings[field] = frozenset((*ids_of(field, self._library), *ids_of(field, self._values)))
        return self._meanings[field]

    def _meant_nothing(self, field: Field) -> bool:
        """Return whether no passage of the build has what a value as typed means."""
        meant = self._meaning(field)
        if not meant or may_be_empty(field):
            return True
        node = disjunction([Field(field.name, value) for value in sorted(meant)])
        return not PastSearch(self._library, self._past, FrozenSearch(node)).found(node)

    def _is_named(self, field: Field, value: Field) -> bool:
        """Return whether one of the names of a value has all words of a typed one."""
        typed = set(terms_in(field.value))
        return bool(typed) and any(map(typed.issubset, self._words_of(value)))

    def _words_of(self, value: Field) -> tuple[frozenset[str], ...]:
        """Return the words of each name of a value; none for one that the build cannot have had."""
        if value not in self._words:
            names: tuple[str, ...] = ()
            if value.value in self._values.facet_labels(FIELD_FACETS[value.name]):
                names = tuple(names_of(value.name, value.value, self._values))
            elif self._past.unreadable:  # else it would be known
                names = (value.value,)
            self._words[value] = tuple(frozenset(terms_in(name)) for name in names)
        return self._words[value]
