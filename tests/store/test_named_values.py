"""A name that is typed for a field means the values that going through all of them gives, in the same order."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from indexer.model import Meeting, Participation, Passage, Person, Session
from indexer.query.fields import LabelsAlike, NamedValue, every_named, ids_of
from indexer.query.results import FacetName
from indexer.query.tree import Field, FieldName
from indexer.store.builds import open_library, publish
from indexer.store.catalogues import new_store
from indexer.store.labels.named_values import FEW_LABELS
from indexer.store.library import Library
from tests.corpus_factory import document, passage, session, write_build

from .stores import STORES, catalogue_store

FIELDS: tuple[FieldName, ...] = ("meeting", "session", "person", "organisation", "country", "place", "symbol", "year")
WORDS = "the Board of Ports’ harbour no meeting 水和 Ólaf olaf 2 3 10 December 2020 m1 S/RES/2719 – … board's".split()


class MadeNames:
    """Passages, sessions and persons with names of few words."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # for a test
        self.persons = [
            Person(
                f"p{number}-{self.chance.choice(WORDS)}", self.words(), tuple(self.words() for _ in range(number % 3))
            )
            for number in range(20)
        ]
        self.sessions: list[Session] = []
        self.passages = [each for number in range(30) for each in self.paper(number)]

    def words(self) -> str:
        """Return a few words."""
        return " ".join(self.chance.choices(WORDS, k=self.chance.choice([1, 1, 2, 3])))

    def paper(self, number: int) -> Iterator[Passage]:
        """Yield the passages of a paper of a meeting of its own, or of none, with people and symbols."""
        chance = self.chance
        start = chance.choice([None, date(2020, 12, 10)])
        meeting = Meeting(f"m{number}", self.words(), chance.choice([None, self.words()]), start)
        listed = [session(str(id_), meeting, self.words(), ordinal=-id_) for id_ in (1, 2)]
        self.sessions += listed
        paper = replace(document(f"d{number}", chance.choice([meeting, meeting, None])), symbol=chance.choice(WORDS))
        for at in range(2):
            known = chance.choice([*self.persons, None])
            person = known.id if known else f"unknown {self.words()}"
            body, country = self.words(), self.words()
            people = (Participation(self.words(), "speaker", person=person, organisation=body, country=country),)
            of = listed[at] if paper.meeting else None
            yield passage(
                paper, at, "Words.", of, people=people, mentions=(chance.choice(["S/RES/2719", self.words()]),)
            )


class AllValues:
    """The values of a library, of which each is looked at."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.facet_labels, self.persons = library.facet_labels, library.persons
        self.expand_sessions, self.meeting_places = library.expand_sessions, library.meeting_places

    def named(self, facet: FacetName, words: Collection[str]) -> Iterator[NamedValue]:  # noqa: ARG002
        """Yield all values of a facet with their names."""
        return every_named(self, facet)

    def labels_alike(self, facet: FacetName, words: Collection[str]) -> LabelsAlike:  # noqa: ARG002
        """Return all labels of a facet."""
        return LabelsAlike(tuple(self.facet_labels(facet).values()), is_all=True)


@pytest.fixture(params=[(store, seed) for store in STORES for seed in (1, 2)])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[MadeNames, Library]]:
    """Return made names with a library of them."""
    store, seed = request.param
    names = MadeNames(seed)
    with catalogue_store(store, request):
        folder = write_build(
            tmp_path, names.passages, known=names.sessions, store=new_store(), persons=names.persons[2:]
        )
        publish(tmp_path, folder)
        with closing(open_library(tmp_path)) as library:
            yield names, library


def test_a_typed_name_means_what_going_through_all_values_finds(made: tuple[MadeNames, Library]) -> None:
    """Values are found by their words in the tables of the catalogue as by looking at each of them."""
    names, library = made
    every = AllValues(library)
    found = dict.fromkeys(FIELDS, 0)
    for _ in range(60):
        for name in FIELDS:
            field = Field(name, names.words())
            assert ids_of(field, library) == ids_of(field, every)
            found[name] += len(ids_of(field, library))
    assert all(found.values())


def test_of_a_great_many_values_those_that_begin_alike_are_offered(tmp_path: Path) -> None:
    """The nearest to an unknown name is looked for among the names with a word that begins alike, or among any."""
    persons = [Person(f"p{number}", f"Ana Smith{number}") for number in range(FEW_LABELS + 1)]
    persons.append(Person("q", "Zoë Quist"))
    publish(tmp_path, write_build(tmp_path, persons=persons))
    with closing(open_library(tmp_path)) as library:
        assert library.labels_alike("person", ["quest", "qi"]) == (("Zoë Quist",), False)
        assert "Zoë Quist" in library.labels_alike("person", ["xx"]).labels
        assert library.labels_alike("organisation", ["xx"]).is_all
        [problem] = library.rewrite("person:quisd").parsed.problems
        assert (problem.suggestion, "and more" in problem.text) == ('person:"Zoë Quist"', True)
