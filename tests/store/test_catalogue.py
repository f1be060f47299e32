"""The catalogue returns what was written, and reports when it cannot."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import IndexDamaged
from indexer.model import PASSAGE_KINDS, ColumnHead, Participation, Passage, Session
from indexer.store.catalogue import SqliteCatalogue
from indexer.store.catalogue_writer import SqliteCatalogueWriter
from tests.corpus_factory import (
    ACRONYMS,
    CAPACITY,
    CHAIR,
    ISLAMABAD,
    MONTEVIDEO,
    PASSAGES,
    PERSONS,
    PROGRAMME,
    SESSIONS,
    SUMMARY,
    passage,
)


def write(path: Path, passages: Iterable[Passage], sessions: Iterable[Session] = ()) -> SqliteCatalogue:
    """Write a catalogue of passages, document by document, and open it."""
    papers: dict[str, list[Passage]] = {}
    for item in passages:
        papers.setdefault(item.document.id, []).append(item)
    with SqliteCatalogueWriter(path) as writer:
        for document_passages in papers.values():
            writer.add_document(document_passages[0].document, sessions, document_passages)
        writer.finish()
    return SqliteCatalogue(path)


FULL = passage(
    SUMMARY,
    7,
    "Every “field” has\na value — ž 维和.",
    CAPACITY,
    kind="quote",
    headings=("Session 3", "Lessons"),
    people=(CHAIR, Participation("B. Name", "panelist", None, "H.E.", remote=True)),
    page=12,
    page_label="iv",
    label="7.b",
    lead_in="States should:",
    heads=(ColumnHead("Field", 0, 5), ColumnHead("a “value”", 6, 9)),
    notes=("See para. 4.", ""),
    mentions=("S/RES/2719",),
    sentences=((0, 9), (10, 30)),
)


def test_a_passage_comes_back_as_it_was(tmp_path: Path) -> None:
    """Every fact of a passage, its document, meeting and session survives the catalogue."""
    catalogue = write(tmp_path / "c.sqlite", [FULL, *PASSAGES])
    assert catalogue.passages_by_id([FULL.id, "unknown"]) == {FULL.id: FULL}
    assert catalogue.passages_by_id(each.id for each in PASSAGES) == {each.id: each for each in PASSAGES}
    assert catalogue.document_passages(SUMMARY.id)[-1] == FULL
    assert set(catalogue.passage_ids()) == {FULL.id, *(each.id for each in PASSAGES)}
    catalogue.close()


def test_passages_of_a_document_that_was_read_are_found_as_any_others(tmp_path: Path) -> None:
    """Passages are found by their ids alike before and after their document was read whole, and so are others."""
    catalogue = write(tmp_path / "c.sqlite", [FULL, *PASSAGES])
    of_summary = [each.id for each in PASSAGES if each.document.id == SUMMARY.id]
    asked: list[list[str]] = [of_summary[::-1], [of_summary[1]] * 2, [*of_summary, "unknown"]]
    asked += [[each.id for each in PASSAGES], []]
    before = [list(catalogue.passages_by_id(ids).items()) for ids in asked]
    catalogue.document_passages(SUMMARY.id)
    assert [list(catalogue.passages_by_id(ids).items()) for ids in asked] == before
    assert [len(found) for found in before] == [len(of_summary), 1, len(of_summary), len(PASSAGES), 0]
    catalogue.close()


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
MAYBE = st.none() | WORDS
MADE = st.builds(
    replace,
    st.just(FULL),
    text=WORDS,
    kind=st.sampled_from(PASSAGE_KINDS),
    session=st.sampled_from([None, *(session for session in SESSIONS if session.meeting == MONTEVIDEO.id)]),
    headings=st.lists(WORDS, max_size=2).map(tuple),
    people=st.lists(st.builds(Participation, WORDS, WORDS, MAYBE, MAYBE, st.booleans(), MAYBE, MAYBE), max_size=3).map(
        tuple
    ),
    page=st.none() | st.integers(1, 2**31),
    page_label=MAYBE,
    label=MAYBE,
    lead_in=MAYBE,
    heads=st.lists(st.builds(ColumnHead, WORDS, st.integers(0, 9), st.integers(0, 9)), max_size=2).map(tuple),
    notes=st.lists(WORDS, max_size=2).map(tuple),
    mentions=st.lists(WORDS, max_size=2).map(tuple),
    sentences=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(MADE, max_size=4))
def test_any_passage_comes_back_as_it_was(made: list[Passage]) -> None:
    """Any passage survives the catalogue unchanged."""
    passages = [replace(each, id=f"p{place}", ordinal=place) for place, each in enumerate(made)]
    with TemporaryDirectory() as folder, closing(write(Path(folder) / "c.sqlite", passages, SESSIONS)) as catalogue:
        assert list(catalogue.document_passages(SUMMARY.id)) == passages
        for person in {who.person for each in passages for who in each.people if who.person}:
            expected = [each for each in passages if any(who.person == person for who in each.people)]
            assert list(catalogue.person_passages(person)) == expected


def test_persons_and_acronyms_come_back_as_they_were(tmp_path: Path) -> None:
    """Persons are stored by id, and the last one written wins; an acronym may have two long forms."""
    twice = (*ACRONYMS, replace(ACRONYMS[0], long="training cell coordinator"))
    with SqliteCatalogueWriter(tmp_path / "c.sqlite") as writer:
        writer.add_persons([replace(PERSONS[0], name="Sam"), *PERSONS])
        writer.add_acronyms(twice)
        writer.finish()
    catalogue = SqliteCatalogue(tmp_path / "c.sqlite")
    assert catalogue.persons == {person.id: person for person in PERSONS}
    assert catalogue.acronyms == twice
    assert catalogue.person_passages(PERSONS[0].id) == ()
    catalogue.close()


def test_passages_stand_in_order_whatever_order_they_came_in(tmp_path: Path) -> None:
    """A document's passages come by ordinal, a session's by document, then by ordinal."""
    catalogue = write(tmp_path / "c.sqlite", reversed(PASSAGES), SESSIONS)
    assert [each.ordinal for each in catalogue.document_passages(SUMMARY.id)] == [0, 1, 2, 3]
    session_passages = catalogue.session_passages(MONTEVIDEO.id, ["3", "3a1"])
    assert [(each.document.id, each.ordinal) for each in session_passages] == [
        (SUMMARY.id, 2),
        (SUMMARY.id, 3),
        (PROGRAMME.id, 1),
    ]
    assert catalogue.session_passages(ISLAMABAD.id, ["3"]) == ()
    assert catalogue.document_passages("unknown") == ()
    catalogue.close()


def test_the_last_writing_of_a_session_wins(tmp_path: Path) -> None:
    """A session is shared by the papers of a meeting; the last one written is read, with all its facts."""
    early = replace(CAPACITY, title="As planned")
    late = replace(CAPACITY, title="As held", day=date(2024, 12, 11), time="10:00", people=(CHAIR,))
    with SqliteCatalogueWriter(tmp_path / "c.sqlite") as writer:
        writer.add_document(PROGRAMME, [early], [passage(PROGRAMME, 0, "Planned.", early)])
        writer.add_document(SUMMARY, [late], [passage(SUMMARY, 0, "Held.", early)])
        writer.finish()
    catalogue = SqliteCatalogue(tmp_path / "c.sqlite")
    assert catalogue.sessions == {(MONTEVIDEO.id, "3"): late}
    assert {each.session for each in catalogue.session_passages(MONTEVIDEO.id, ["3"])} == {late}
    catalogue.close()


def test_what_was_not_finished_cannot_be_read(tmp_path: Path) -> None:
    """A catalogue whose writer stopped half-way is damaged."""
    with SqliteCatalogueWriter(tmp_path / "c.sqlite") as writer:
        writer.add_document(SUMMARY, SESSIONS, [FULL])
    with pytest.raises(IndexDamaged, match=r"c\.sqlite"):
        SqliteCatalogue(tmp_path / "c.sqlite")


@pytest.mark.parametrize("harm", ["gone", "empty", "text", "cut", "zeroed"])
def test_damage_is_noticed_on_opening(tmp_path: Path, harm: str) -> None:
    """A catalogue that is missing, empty, something else, truncated or overwritten is reported when it is opened."""
    path = tmp_path / "c.sqlite"
    many = [passage(SUMMARY, ordinal, f"Passage {ordinal}. " * 20) for ordinal in range(300)]
    write(path, many, SESSIONS).close()
    content = path.read_bytes()
    middle = len(content) // 2
    if harm == "gone":
        path.unlink()
    else:
        harmed = {
            "empty": b"",
            "text": b"This is a note, not a catalogue.\n" * 100,
            "cut": content[:middle],
            "zeroed": content[:4096] + bytes(len(content) - 4096),
        }
        path.write_bytes(harmed[harm])
    with pytest.raises(IndexDamaged, match="damaged"):
        SqliteCatalogue(path)


@pytest.mark.parametrize("name", ["c.sqlite", "c.passages/000001.sqlite"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    """The file that is gone is named as it is named in the build, without the words of the system."""
    write(tmp_path / "c.sqlite", PASSAGES, SESSIONS).close()
    (tmp_path / name).unlink()
    with pytest.raises(IndexDamaged) as caught:
        SqliteCatalogue(tmp_path / "c.sqlite")
    assert caught.value.problem == f"{name} is missing"


def test_a_catalogue_is_read_only(tmp_path: Path) -> None:
    """Reading a catalogue changes nothing on disk, even where the folder cannot be written to."""
    folder = tmp_path / "odd ?#% name"
    folder.mkdir()
    catalogue = write(folder / "c.sqlite", PASSAGES, SESSIONS)
    before = {file.relative_to(folder): file.stat().st_mtime_ns for file in folder.rglob("*")}
    assert len(catalogue.document_passages(SUMMARY.id)) == 4
    catalogue.close()
    assert {file.relative_to(folder): file.stat().st_mtime_ns for file in folder.rglob("*")} == before
    assert {str(name) for name in before} == {"c.sqlite", "c.passages", "c.passages/000001.sqlite"}


def test_many_threads_read_one_catalogue(tmp_path: Path) -> None:
    """One open catalogue answers many threads at once."""
    catalogue = write(tmp_path / "c.sqlite", PASSAGES, SESSIONS)
    ids = [each.id for each in PASSAGES] * 50
    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(lambda key: catalogue.passages_by_id([key])[key].id, ids))
    assert read == ids
    catalogue.close()
