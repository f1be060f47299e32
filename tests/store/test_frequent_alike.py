"""Of values that as many passages have, those come first whose labels do, however many there are."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from indexer.model import Meeting, Participation, Passage, Person, Session
from indexer.query.results import FacetName, Query
from indexer.store.builds import open_library, publish
from indexer.store.catalogues import new_store
from indexer.store.labels.facet_labels import FEW_VALUES
from indexer.store.library import Library
from tests.corpus_factory import document, passage, session, write_build

from .stores import STORES, catalogue_store

MEETINGS = FEW_VALUES + 60
FACETS: tuple[FacetName, ...] = ("meeting", "session", "person")


def made(number: int, chance: random.Random) -> tuple[Passage, Session, Person]:
    """Return a passage of a meeting and a session of its own, with a person of its own; titles are often shared."""
    title = chance.choice(["Council", "Council 9", "council 10", "Council b", f"Board {number}"])
    day = date(2020, 1 + number % 12, 1 + number % 28)
    meeting = Meeting(f"m{number}", title, start=chance.choice([None, day]))
    own = session(str(1 + number % 3), meeting, chance.choice(["Opening", "Theme 2", f"Theme {number}"]))
    person = Person(f"p{number}", chance.choice(["Ana Roy", f"Person {number}"]))
    part = Participation(person.name, "speaker", person=person.id)
    paper = document(f"d{number}", chance.choice([meeting, meeting, meeting, None]))
    return passage(paper, 0, "Words.", own if paper.meeting else None, people=(part,)), own, person


@pytest.fixture(params=STORES)
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    """Return a library of many meetings with one passage each, and of papers of no meeting; a few names are missing."""
    chance = random.Random(3)  # noqa: S311  # for a test
    passages, sessions, persons = zip(*(made(number, chance) for number in range(MEETINGS * 4 // 3)), strict=True)
    with catalogue_store(request.param, request):
        publish(tmp_path, write_build(tmp_path, passages, known=sessions, store=new_store(), persons=persons[9:]))
        with closing(open_library(tmp_path)) as opened:
            yield opened


def test_the_first_of_many_frequent_alike_are_shown(library: Library) -> None:
    """A page with few values of a facet shows the first of all of them, and says how many there are more."""
    [*complete] = library.search(Query(facets=FACETS)).facets
    chosen = {facet.name: (facet.values[-1].value,) for facet in complete}
    for limit in (1, 3, 10, 40, FEW_VALUES):
        query = Query(facets=FACETS, top_values=limit)
        for facet, whole in zip(library.search(query).facets, complete, strict=True):
            assert len(whole.values) > FEW_VALUES
            assert facet.values == whole.values[:limit]
            assert facet.more == len(whole.values) - limit
    for name in FACETS:
        query = Query(facets=(name,), top_values=5, excluded={name: chosen[name]})
        [facet] = library.search(query).facets
        [whole] = library.search(Query(facets=(name,), excluded={name: chosen[name]})).facets
        assert facet.values == (*whole.values[:5], *(value for value in whole.values[5:] if value.excluded))
        assert facet.more == len(whole.values) - len(facet.values)
