"""Rows on the server come back as they were written, in any order of documents, and dead ones are removed."""

from __future__ import annotations

import string
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from indexer.model import Passage, Person
from indexer.store.catalogue_protocol import Catalogue
from indexer.store.catalogues import Catalogues
from indexer.store.postgresql.place import read_place
from indexer.store.postgresql.places import GAP, places_in_order
from indexer.store.postgresql.tables import TABLES
from tests.corpus_factory import CAPACITY, CHAIR, PASSAGES, PERSONS, PROGRAMME, SESSIONS, SUMMARY, passage
from tests.store.papers_of_catalogue import Papers, made_paper, write_papers
from tests.store.test_catalogue import FULL, MADE


def write(build: Path, passages: Iterable[Passage]) -> Catalogue:
    """Write a catalogue of passages on the server, document by document, and open it."""
    papers: dict[str, list[Passage]] = {}
    for item in passages:
        papers.setdefault(item.document.id, []).append(item)
    with Catalogues().writer("postgresql", build) as writer:
        for of_paper in papers.values():
            writer.add_document(of_paper[0].document, SESSIONS, of_paper)
        writer.add_persons([replace(PERSONS[0], name="Sam"), *PERSONS, Person("x", "Nul \x00")])
        writer.finish()
    return Catalogues().open("postgresql", build)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(MADE, max_size=4))
def test_any_passage_comes_back_as_it_was(made: list[Passage], postgresql_url: str) -> None:
    """Any passage survives the server unchanged, if it has no character that PostgreSQL refuses."""
    assert postgresql_url
    passages = [replace(each, id=f"p{place}", ordinal=place) for place, each in enumerate(made)]
    columns = [text for each in passages for text in (each.text, each.page_label, each.label, each.lead_in) if text]
    assume(not any("\x00" in text for text in columns))
    with TemporaryDirectory() as folder:
        (Path(folder) / "b").mkdir()
        with closing(write(Path(folder) / "b", passages)) as catalogue:
            assert list(catalogue.document_passages(SUMMARY.id)) == passages


def test_the_last_writing_wins_and_many_threads_read(postgresql_url: str, tmp_path: Path) -> None:
    """A session and a person that are written twice are as they were last; one catalogue answers many threads."""
    assert postgresql_url
    (tmp_path / "b").mkdir()
    late = replace(CAPACITY, title="As held", people=(CHAIR,))
    with Catalogues().writer("postgresql", tmp_path / "b") as writer:
        writer.add_document(
            PROGRAMME, [replace(CAPACITY, title="As planned")], [passage(PROGRAMME, 0, "One.", CAPACITY)]
        )
        writer.add_document(SUMMARY, [late], [passage(SUMMARY, 0, "Two.", CAPACITY)])
        writer.finish()
    with closing(Catalogues().open("postgresql", tmp_path / "b")) as catalogue:
        assert catalogue.sessions == {(CAPACITY.meeting, "3"): late}
    (tmp_path / "c").mkdir()
    with closing(write(tmp_path / "c", [FULL, *PASSAGES])) as catalogue:
        assert catalogue.persons[PERSONS[0].id] == PERSONS[0]
        assert catalogue.persons["x"].name.startswith("Nul")
        ids = [each.id for each in PASSAGES] * 10
        with ThreadPoolExecutor(12) as pool:
            assert list(pool.map(lambda key: catalogue.passages_by_id([key])[key].id, ids)) == ids


def test_dead_rows_are_removed(postgresql_url: str, tmp_path: Path) -> None:
    """Rows that no build beside the new one has any more are deleted when the next one begins."""
    papers: Papers = {f"p{number}": made_paper(f"p{number}", 0, 5) for number in range(30)}
    builds = [tmp_path / str(number) for number in range(7)]
    for number, build in enumerate(builds):
        build.mkdir()
        papers["p1"] = made_paper("p1", number, 5)
        write_papers("postgresql", build, papers, builds[number - 1] if number else None, frozenset({"p1"}))
        if number > 1:
            (builds[number - 2] / "catalogue.json").unlink()
    place = read_place(builds[-1])
    with psycopg.connect(postgresql_url) as connection:
        for table in TABLES:
            dead = f'SELECT count(*) FROM "{place.schema}".{table} WHERE to_build < {place.generation - 1}'  # noqa: S608
            assert connection.execute(dead.encode()).fetchall() == [(0,)], table


KEYS = st.lists(st.sampled_from(string.ascii_lowercase), unique=True)


@given(KEYS, KEYS, st.sampled_from([1, 2, GAP]))
def test_documents_have_ascending_places_and_few_move(before: list[str], after: list[str], gap: int) -> None:
    """Whatever the order becomes, places ascend in it; where papers are only added and there is room, none moves."""
    known = {key: gap * number for number, key in enumerate(before, start=1)}
    places = places_in_order(after, known)
    assert list(places) == after
    assert sorted(after, key=places.__getitem__) == after
    assert len(set(places.values())) == len(after)
    added = [*before, *(key for key in after if key not in known)]
    if gap == GAP:
        grown = places_in_order(added, known)
        assert {key: grown[key] for key in known} == known


@pytest.mark.parametrize("order", [[], ["a"], ["b", "a"]])
def test_places_of_a_new_order_leave_room(order: list[str]) -> None:
    """A first order has the same room before, between and behind all."""
    assert places_in_order(order, {}) == {key: GAP * number for number, key in enumerate(order, start=1)}
