"""Values of facets by the words of their names: those that a typed name can mean, in the order of their list.

Which of them it means is for `query/fields` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from indexer.engine.protocol import Engine
from indexer.meetings.labels import natural_bytes, natural_key
from indexer.query.fields import LabelsAlike, NamedValue
from indexer.query.results import NO_MEETING, FacetName, session_value
from indexer.store.catalogue_protocol import Catalogue, SessionKey

from .facet_labels import PIECE, FacetLabels

FOUND_BY_WORDS: tuple[FacetName, ...] = (
    "meeting",
    "session",
    "person",
    "organisation",
    "country",
    "place",
    "mention",
)
"""The facets that can have any number of values; of the others all are compared with a typed name."""
FEW_LABELS = 2_000
"""Of as many values all labels are compared with an unknown name, to offer the nearest."""


class NamedValues:
    """The values of one build by their names."""

    def __init__(
        self,
        catalogue: Catalogue,
        engine: Engine,
        labels: Mapping[FacetName, FacetLabels],
        in_order: Callable[[Sequence[SessionKey]], Iterable[SessionKey]],
    ) -> None:
        """Nothing is read; `in_order` yields keys of sessions of which those of one meeting are together, in order."""
        self._catalogue = catalogue
        self._engine = engine
        self._labels = labels
        self._in_session_order = in_order

    def named(self, facet: FacetName, words: Collection[str]) -> Iterator[NamedValue]:
        """Yield the values of a facet of which a name may have all of some words, in order, each with its names."""
        if facet not in FOUND_BY_WORDS:
            yield from (NamedValue(value, (value, label)) for value, label in self._labels[facet].items())
            return
        found = self._in_order(facet, self._catalogue.values_with_words(facet, words))
        for start in range(0, len(found), PIECE):
            piece = found[start : start + PIECE]
            labels, others = self._labels[facet].labels(piece), self._other_names(facet, piece)
            yield from (NamedValue(value, (value, labels[value], *others.get(value, ()))) for value in piece)

    def labels_alike(self, facet: FacetName, words: Collection[str]) -> LabelsAlike:
        """Return labels among which the nearest to some words is found: all of few, else those that begin alike."""
        if facet not in FOUND_BY_WORDS or self._has_few(facet):
            return LabelsAlike(tuple(dict.fromkeys(self._labels[facet].values())), is_all=True)
        found = self._in_order(facet, self._catalogue.values_beginning_alike(facet, words))
        labels = self._labels[facet].labels(found)
        return LabelsAlike(tuple(dict.fromkeys(labels[value] for value in found)), is_all=False)

    def _has_few(self, facet: FacetName) -> bool:
        sizes = {"meeting": self._catalogue.size.meetings, "session": self._catalogue.size.sessions}
        if facet in sizes:
            return sizes[facet] <= FEW_LABELS
        if facet == "person" and len(self._catalogue.persons_in_order()) > FEW_LABELS:
            return False
        return not self._engine.values(facet, n=FEW_LABELS).more

    def _in_order(self, facet: FacetName, values: Collection[str]) -> Sequence[str]:
        """Return those of some values that there are, in the order in which they are listed."""
        match facet:
            case "meeting":
                none = [NO_MEETING] if NO_MEETING in self._labels[facet] else []
                return [*(meeting.id for meeting in self._catalogue.meetings_by_id(values)), *none]
            case "session":
                return self._sessions(values)
            case "person":
                persons = self._catalogue.persons_by_id(values).values()
                known = [person.id for person in sorted(persons, key=lambda each: (natural_bytes(each.name), each.id))]
                return [*known, *sorted(self._engine.has_values(facet, values) - set(known))]
            case _:
                return sorted(self._engine.has_values(facet, values), key=lambda value: (natural_key(value), value))

    def _sessions(self, values: Collection[str]) -> Sequence[str]:
        found: dict[str, list[SessionKey]] = {}
        for key in self._catalogue.sessions_by_key([SessionKey(*value.split("/", 1)) for value in values]):
            found.setdefault(key[0], []).append(SessionKey(*key))
        meetings = self._catalogue.meetings_by_id(found)
        keys = [key for meeting in meetings for key in found[meeting.id]]
        return [session_value(*key) for key in self._in_session_order(keys)]

    def _other_names(self, facet: FacetName, values: Collection[str]) -> Mapping[str, Iterable[str]]:
        """Return the names of some values besides their labels."""
        if facet == "person":
            return {key: person.variants for key, person in self._catalogue.persons_by_id(values).items()}
        if facet == "meeting":
            return {each.id: (each.place,) for each in self._catalogue.meetings_by_id(values) if each.place}
        return {}
