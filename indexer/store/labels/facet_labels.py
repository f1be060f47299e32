"""What the values of each facet are called in one build: a label is made when it is asked for, and not before.

How one value is named is in `meetings/labels`; which values passages have is known by the engine.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, ItemsView, Iterable, Iterator, Mapping, ValuesView
from functools import cached_property
from heapq import nlargest

from indexer.engine.protocol import Engine
from indexer.meetings.labels import (
    NO_MEETING_LABEL,
    STATUS_LABELS,
    UNDATED_LABEL,
    VOICE_LABELS,
    dated_title,
    language_label,
    mention_label,
    natural_bytes,
    natural_key,
    session_label,
)
from indexer.meetings.session_tree import walk_sessions
from indexer.model import KIND_LABELS, Acronym
from indexer.query.results import NO_MEETING, UNDATED, FacetName, session_value
from indexer.store.catalogue_protocol import Catalogue, ListedTable

FEW_VALUES = 200
"""Of as many values that passages have equally often, all labels are read to see which come first."""
_MORE = 4
PIECE = 1_000
"""Values of a facet that are read from the engine at a time."""


class FacetLabels(Mapping[str, str]):
    """Every value of a facet that exists, with its label."""

    def __init__(self, records: Catalogue, engine: Engine) -> None:
        self._records = records
        self._engine = engine

    @abstractmethod
    def label(self, value: str) -> str:
        """Return the label of a value that exists; of any other the value itself."""

    def labels(self, values: Collection[str]) -> Mapping[str, str]:
        """Return the labels of several values, by value, asking the catalogue once."""
        return {value: self.label(value) for value in values}

    def first(self, values: Collection[str], n: int) -> Collection[str]:
        """Return the first `n` of some values by their labels, perhaps with others; of few values all.

        Of a table with a great many rows only those are read that come first.
        """
        table = self._table
        if table is None or len(values) <= FEW_VALUES:
            return values
        known = self._records.count_listed(table, values)
        tried = n
        while True:
            listed = self._records.first_listed(table, values, tried)
            labels = self.labels([each.value for each in listed])
            in_order = sorted(natural_bytes(label) for label in labels.values())
            # A label may have more than the title by which its row is sorted, such as a day.
            if len(listed) == known or not self._has_days or in_order[n - 1] < listed[-1].sort:
                break
            tried *= _MORE
        if known == len(values):
            return labels.keys()
        unlisted = set(values).difference(each.value for each in self._records.first_listed(table, values, known))
        return {*labels, *unlisted}

    _table: ListedTable | None = None
    """The table with what the values are called, where there is one."""
    _has_days = False
    """Whether a label may have a day behind what the table is sorted by."""

    @abstractmethod
    def exists(self, value: str) -> bool:
        """Return whether there is such a value, though perhaps in no passage."""

    @abstractmethod
    def listed(self) -> Iterable[str]:
        """Return all values in the order in which they are listed."""

    def __getitem__(self, value: str) -> str:
        if not self.exists(value):
            raise KeyError(value)
        return self.label(value)

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str) and self.exists(value)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def items(self) -> ItemsView[str, str]:
        """Return all values with their labels, which are read many at a time."""
        return _LabelItems(self)

    def values(self) -> ValuesView[str]:
        """Return the labels of all values, which are read many at a time."""
        return _LabelValues(self)

    @cached_property
    def _values(self) -> tuple[str, ...]:
        return tuple(self.listed())

    def used(self, facet: FacetName) -> Iterator[str]:
        """Yield the values of a facet that passages have, by code points."""
        last, more = "", True
        while more:
            page = self._engine.values(facet, after=last, n=PIECE)
            yield from page.values
            last, more = page.values[-1] if page.values else "", page.more


class _LabelItems(ItemsView[str, str]):
    """The values of a facet with their labels."""

    def __init__(self, facet: FacetLabels) -> None:
        super().__init__(facet)
        self._facet = facet

    def __iter__(self) -> Iterator[tuple[str, str]]:
        yield from _labelled_pieces(self._facet)


class _LabelValues(ValuesView[str]):
    """The labels of a facet."""

    def __init__(self, facet: FacetLabels) -> None:
        super().__init__(facet)
        self._facet = facet

    def __iter__(self) -> Iterator[str]:
        return (label for _, label in _labelled_pieces(self._facet))


def _labelled_pieces(facet: FacetLabels) -> Iterator[tuple[str, str]]:
    listed = tuple(facet)
    for start in range(0, len(listed), PIECE):
        piece = listed[start : start + PIECE]
        labels = facet.labels(piece)
        yield from ((value, labels[value]) for value in piece)


class _Meetings(FacetLabels):
    """Titles of meetings, with the first day where several share a title; newest first."""

    _table = "meetings"
    _has_days = True

    def label(self, value: str) -> str:
        return self.labels([value])[value]

    def labels(self, values: Collection[str]) -> Mapping[str, str]:
        """Return the labels of several values, by value."""
        found = {meeting.id: meeting for meeting in self._records.meetings_by_id(values)}
        shared = self._records.shared_titles({meeting.title for meeting in found.values()})
        names = {id_: dated_title(held) if held.title in shared else held.title for id_, held in found.items()}
        return {value: names.get(value, NO_MEETING_LABEL if value == NO_MEETING else value) for value in values}

    def exists(self, value: str) -> bool:
        return value in self._records.meetings or (value == NO_MEETING and bool(self._no_meeting))

    def listed(self) -> Iterable[str]:
        yield from (meeting.id for meeting in self._records.meetings_in_order())
        yield from self._no_meeting

    @cached_property
    def _no_meeting(self) -> frozenset[str]:
        return self._engine.has_values("meeting", [NO_MEETING])


class _Years(FacetLabels):
    """Years of meetings, newest first, then those of no known year."""

    def label(self, value: str) -> str:
        return UNDATED_LABEL if value == UNDATED else value

    def exists(self, value: str) -> bool:
        return value in self._all

    def listed(self) -> Iterable[str]:
        return self._all

    @cached_property
    def _all(self) -> tuple[str, ...]:
        years = {year for year, _ in self._records.size.years}
        is_undated = None in years or self._engine.has_values("year", [UNDATED])
        known = sorted((year for year in years if year), reverse=True)
        return (*map(str, known), *((UNDATED,) if is_undated else ()))


class _Sessions(FacetLabels):
    """Titles of sessions with their numbers; meetings are newest first, each in its order."""

    _table = "sessions"

    def label(self, value: str) -> str:
        return self.labels([value])[value]

    def labels(self, values: Collection[str]) -> Mapping[str, str]:
        """Return the labels of several values, by value."""
        keys = {value: _session_key(value) for value in values}
        found = self._records.sessions_by_key(keys.values())
        return {value: session_label(found[key]) if key in found else value for value, key in keys.items()}

    def exists(self, value: str) -> bool:
        return "/" in value and _session_key(value) in self._records.sessions

    def listed(self) -> Iterable[str]:
        return (
            session_value(session.meeting, session.id)
            for meeting in self._records.meetings_in_order()
            for session in walk_sessions(self._records.sessions_of(meeting.id))
        )


def _session_key(value: str) -> tuple[str, str]:
    meeting, _, session = value.partition("/")
    return meeting, session


class _Titled(FacetLabels):
    """Kinds of papers, and whether they say what was planned, in the order of a table of their titles."""

    def __init__(
        self,
        records: Catalogue,
        engine: Engine,
        facet: FacetName,
        titles: Mapping[str, str],
        of_documents: Collection[str],
    ) -> None:
        super().__init__(records, engine)
        self._facet = facet
        self._titles = titles
        self._of_documents = of_documents

    def label(self, value: str) -> str:
        return self._titles.get(value, value)

    def exists(self, value: str) -> bool:
        return bool(self._engine.has_values(self._facet, [value])) or value in self._of_documents

    def listed(self) -> Iterable[str]:
        return (value for value in self._titles if value in self._of_documents)


class _Persons(FacetLabels):
    """Persons by name, then those without a record."""

    _table = "persons"

    def label(self, value: str) -> str:
        return self.labels([value])[value]

    def labels(self, values: Collection[str]) -> Mapping[str, str]:
        """Return the labels of several values, by value."""
        found = self._records.persons_by_id(values)
        return {value: found[value].name if value in found else value for value in values}

    def exists(self, value: str) -> bool:
        return value in self._records.persons or value in self._engine.has_values("person", [value])

    def listed(self) -> Iterable[str]:
        persons = self._records.persons
        yield from (person.id for person in self._records.persons_in_order())
        yield from (value for value in self.used("person") if value not in persons)


class _Names(FacetLabels):
    """Values that passages have and no record tells of."""

    def __init__(self, records: Catalogue, engine: Engine, facet: FacetName, name: Callable[[str], str]) -> None:
        super().__init__(records, engine)
        self._facet = facet
        self._name = name

    def label(self, value: str) -> str:
        return self._name(value)

    def exists(self, value: str) -> bool:
        return value in self._engine.has_values(self._facet, [value])

    def listed(self) -> Iterable[str]:
        key = language_label if self._facet == "language" else natural_key
        return sorted(self.used(self._facet), key=key)


class _Voices(FacetLabels):
    """Voices without a name, in the order of their table."""

    def label(self, value: str) -> str:
        return _VOICE_TITLES.get(value, value)

    def exists(self, value: str) -> bool:
        return value in self._engine.has_values("voice", [value])

    def listed(self) -> Iterable[str]:
        return (value for value in _VOICE_TITLES if self.exists(value))


_VOICE_TITLES: Mapping[str, str] = {str(kind): title for kind, title in VOICE_LABELS.items()}


def facet_labels(records: Catalogue, engine: Engine) -> dict[FacetName, FacetLabels]:
    """Return the values of each facet with their labels; nothing is read for that."""
    return {
        "meeting": _Meetings(records, engine),
        "year": _Years(records, engine),
        "session": _Sessions(records, engine),
        "kind": _Titled(
            records,
            engine,
            "kind",
            {str(kind): title for kind, title in KIND_LABELS.items()},
            records.size.kinds,
        ),
        "status": _Titled(
            records,
            engine,
            "status",
            {str(status): title for status, title in STATUS_LABELS.items()},
            records.size.statuses,
        ),
        "person": _Persons(records, engine),
        "organisation": _Names(records, engine, "organisation", str),
        "country": _Names(records, engine, "country", str),
        "place": _Names(records, engine, "place", str),
        "language": _Names(records, engine, "language", language_label),
        "voice": _Voices(records, engine),
        "mention": _Names(records, engine, "mention", mention_label),
    }


def shown_counts(
    labels: FacetLabels, counts: Mapping[str, int], limit: int | None, chosen: Collection[str]
) -> Mapping[str, int]:
    """Return the counts of the `limit` values that are shown, of those that an engine counts, and of the chosen ones.

    An engine counts all values that are as frequent as the last one: their labels say which come first.
    """
    if limit is None or not 0 < limit < len(counts):
        return counts
    least = nlargest(limit, counts.values())[-1]
    before = {value for value, count in counts.items() if count > least}
    tied = [value for value, count in counts.items() if count == least]
    kept = {*before, *labels.first(tied, limit - len(before)), *chosen}
    return {value: count for value, count in counts.items() if value in kept}


def by_short_form(acronyms: Iterable[Acronym]) -> tuple[Acronym, ...]:
    """Return acronyms by their short forms, those of one by their long forms."""
    return tuple(sorted(acronyms, key=lambda acronym: (natural_key(acronym.short), acronym.short, acronym.long)))
