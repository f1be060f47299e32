"""One open build: what the pages, the API and the command line get."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.errors import IndexDamaged, IndexOutdated, UnknownId
from indexer.explore.json_answers import hit_json
from indexer.meetings.labels import mention_label, session_label
from indexer.meetings.session_tree import subtree, walk_sessions
from indexer.model import TextSpan
from indexer.query.parser import parse
from indexer.query.results import FACETS, FacetValue, Query
from indexer.store.build_facts import BUILD_FILE, read_build_facts
from indexer.store.catalogue import BUILD_FORMAT
from indexer.store.catalogues import CATALOGUE_FILE
from indexer.store.library import ENGINE_FOLDER, Library
from indexer.store.postgresql.place import PLACE_FILE
from indexer.store.stats import Stats
from tests.corpus_factory import (
    ACRONYMS,
    CAPACITY,
    CHAIR,
    CONCEPT,
    DRONES,
    GUEST,
    ISLAMABAD,
    MENTORS,
    MONTEVIDEO,
    OLD,
    PASSAGES,
    PERSONS,
    PROGRAMME,
    SUMMARY,
    TRAINING,
    UNDATED,
    session,
    write_build,
)
from tests.hits import all_ids
from tests.store.stores import STORES, catalogue_store


@pytest.fixture(scope="module", params=STORES)
def build(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One build for all tests of this file, with its catalogue in each store."""
    folder = tmp_path_factory.mktemp("library")
    with catalogue_store(request.param, request):
        yield write_build(folder, store=request.param)


@pytest.fixture(scope="module")
def library(build: Path) -> Iterator[Library]:
    """The opened library of that build."""
    opened = Library(build)
    yield opened
    opened.close()


def catalogue_file(build: Path) -> str:
    """Return the name of the file by which a build has its catalogue."""
    return next(name for name in (CATALOGUE_FILE, PLACE_FILE) if (build / name).exists())


def test_stats(library: Library, build: Path) -> None:
    """A library reports what it contains, when it was built, and which years it covers."""
    assert library.stats == Stats(5, 4, 4, 10, "2026-01-31T12:00:00Z", build.name, 2019, 2025)


def test_a_search_gives_whole_passages(library: Library) -> None:
    """Hits are the passages as written, best first, each with a highlighted snippet."""
    results = library.search(Query(parse("mentors").node))
    assert {hit.passage for hit in results.hits} == {passage for passage in PASSAGES if passage.session is MENTORS}
    assert results.total == 2
    assert [span for span in results.hits[0].snippet if span.match] == [TextSpan("mentor", match=True)]
    assert [hit.score for hit in results.hits] == sorted((hit.score for hit in results.hits), reverse=True)


def test_facets_are_complete(library: Library) -> None:
    """Facet values have labels, come by descending count, then by label, and selected ones stay even at 0."""
    chosen = Query(
        parse("peacekeeping").node,
        {"year": ("2025", "2019"), "session": ("islamabad-2025/1",), "kind": (), "status": ("planned",)},
    )
    facets = {facet.name: facet.values for facet in library.search(chosen).facets}
    assert (
        tuple(facets)
        == FACETS
        == (
            "meeting",
            "year",
            "session",
            "kind",
            "status",
            "person",
            "organisation",
            "country",
            "place",
            "language",
            "mention",
            "voice",
        )
    )
    assert facets["meeting"] == (FacetValue("islamabad-2025", "Use of technology", 1, selected=False),)
    assert facets["year"] == (
        FacetValue("2025", "2025", 1, selected=True),
        FacetValue("2019", "2019", 0, selected=True),
    )
    assert facets["session"] == (FacetValue("islamabad-2025/1", "Session 1: Drones and cameras", 1, selected=True),)
    assert facets["kind"] == (FacetValue("concept_note", "Concept note", 1, selected=False),)
    assert facets["status"] == (FacetValue("planned", "Planned", 1, selected=True),)
    assert facets["person"] == facets["mention"] == ()


def test_everything_is_found_without_a_query(library: Library) -> None:
    """No query finds every passage, and undated passages are counted as such."""
    results = library.search(Query(size=100))
    assert results.total == len(PASSAGES)
    years = {value.value: (value.label, value.count) for value in results.facets[1].values}
    assert years["undated"] == ("Undated", 1)
    counted = {facet.name: [(item.label, item.count) for item in facet.values] for facet in results.facets}
    assert counted["person"] == [("Ivana Jenča", 2)]
    assert counted["organisation"] == [("Ministry of Defence", 1)]
    assert counted["mention"] == [("General Assembly resolution 75/1", 1), ("Security Council resolution 2719", 1)]
    assert all_ids(library, Query(sort="document")) == tuple(item.id for item in PASSAGES)


def test_known_values(library: Library) -> None:
    """Every value of every facet has a label, even where a search finds nothing."""
    assert library.facet_labels("session") == {
        "islamabad-2025/1": "Session 1: Drones and cameras",
        "montevideo-2024/3": "Session 3: Lessons from capacity-building",
        "montevideo-2024/3a": "Training of women officers",
        "montevideo-2024/3a1": "Mentors",
    }
    assert library.facet_labels("year") == {"2025": "2025", "2024": "2024", "2019": "2019", "undated": "Undated"}
    assert library.facet_labels("status") == {"planned": "Planned", "reported": "Reported"}
    assert library.facet_labels("kind")["meeting_note"] == "Meeting note"
    assert library.facet_labels("meeting")["montevideo-2024"] == "Preparatory conference"
    assert library.facet_labels("person") == {"ivana-jenca": "Ivana Jenča", "samuel-ro": "Samuel Ro"}
    assert library.facet_labels("organisation") == {"Ministry of Defence": "Ministry of Defence"}
    assert library.facet_labels("mention") == {
        "A/RES/75/1": "General Assembly resolution 75/1",
        "S/RES/2719": "Security Council resolution 2719",
    }


@pytest.mark.parametrize(
    ("symbol", "label"),
    [
        ("S/RES/2719", "Security Council resolution 2719"),
        ("S/RES/2719 (2023)", "Security Council resolution 2719 (2023)"),
        ("S/RES/2719(2023)", "Security Council resolution 2719 (2023)"),
        ("A/RES/75/1", "General Assembly resolution 75/1"),
        ("A/RES/46/36L", "General Assembly resolution 46/36L"),
        ("A/RES/ES-10/2", "General Assembly resolution ES-10/2"),
        ("A/RES/3314(XXIX)", "General Assembly resolution 3314 (XXIX)"),
        ("A/75/729", "A/75/729"),
        ("A/RES/60/1/Add.1", "A/RES/60/1/Add.1"),
        ("S/PRST/2015/22", "S/PRST/2015/22"),
        ("Oslo Guidelines", "Oslo Guidelines"),
    ],
)
def test_mention_labels(symbol: str, label: str) -> None:
    """Resolutions have their usual names, with the year where one is stated; other symbols stay as they are."""
    assert mention_label(symbol) == label


def test_persons(library: Library) -> None:
    """Persons come by name; the passages of a person are those that list or quote them, in order."""
    assert library.persons() == (PERSONS[1], PERSONS[0])
    assert library.person("ivana-jenca") == PERSONS[1]
    assert library.person_passages("ivana-jenca") == (PASSAGES[3], PASSAGES[4])
    assert library.person_passages("samuel-ro") == ()
    filtered = library.search(Query(filters={"person": ("ivana-jenca",)}, sort="document"))
    assert tuple(hit.passage for hit in filtered.hits) == library.person_passages("ivana-jenca")


def test_the_sessions_of_a_person(library: Library) -> None:
    """A person's sessions come newest meeting first, in the order of the meeting, with each participation."""
    assert library.person_sessions("ivana-jenca") == (
        (DRONES, (GUEST,)),
        (CAPACITY, (CHAIR,)),
        (MENTORS, (CHAIR, GUEST)),
    )
    assert library.person_sessions("samuel-ro") == ()


def test_acronyms_come_by_short_form(library: Library) -> None:
    """Acronyms come in the order of a glossary."""
    assert library.acronyms() == (ACRONYMS[1], ACRONYMS[0])


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("people-centered", ("text",)),
        ("way ahead", ("headings",)),
        ("2719 lessons jenca", ("text", "session", "people")),
        ('"session 3"', ("session",)),
        ("observer -nowhere", ("people",)),
        ("(a4p nowhere) OR ahead", ("text", "headings")),
    ],
)
def test_a_hit_lists_the_places_of_its_words(library: Library, typed: str, places: tuple[str, ...]) -> None:
    """Each hit lists the places in which a positive leaf occurs, including those outside its text."""
    (hit,) = (
        candidate for candidate in library.search(Query(parse(typed).node)).hits if candidate.passage == PASSAGES[4]
    )
    assert hit.found_in == places
    assert hit_json(hit)["found_in"] == list(places)


def test_a_hit_without_wanted_words_has_no_reason(library: Library) -> None:
    """When nothing is asked for, or only what to exclude, a hit has no reason."""
    for typed in ("", "-peace"):
        assert {hit.found_in for hit in library.search(Query(parse(typed).node)).hits} == {()}


def test_the_title_of_a_document_is_not_searched(library: Library) -> None:
    """A word that occurs only in a document's title finds none of its passages."""
    assert library.search(Query(parse("conference").node)).total == 0


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("montevideo-2024/3", ("montevideo-2024/3",)),
        ("3", ("montevideo-2024/3",)),
        ("03", ("montevideo-2024/3",)),
        ("1", ("islamabad-2025/1",)),
        ("3a1", ("montevideo-2024/3a1",)),
        ("9", ()),
        ("None", ()),
        ("\u0663", ("montevideo-2024/3",)),
        ("²", ()),
        ("9" * 5000, ()),
        ("elsewhere/3", ()),
        ("", ()),
    ],
)
def test_a_bare_session_means_one_in_each_meeting(library: Library, value: str, meant: tuple[str, ...]) -> None:
    """A facet value of a session means itself; a bare id or number means that session in every meeting."""
    assert library.expand_sessions(value) == meant


def test_nouns_by_id(library: Library) -> None:
    """Passages, documents, meetings and sessions are returned by id as they were written."""
    assert library.passage(PASSAGES[3].id) == PASSAGES[3]
    assert library.document(SUMMARY.id) == SUMMARY
    assert library.meeting(OLD.id) == OLD
    assert library.session(MONTEVIDEO.id, "3a") == TRAINING


def test_unknown_ids(library: Library) -> None:
    """An unknown id raises an error that names what was looked for."""
    looks = (library.passage, library.document, library.meeting, library.document_passages)
    for look in (*looks, library.person, library.person_passages, library.person_sessions):
        with pytest.raises(UnknownId, match="nowhere"):
            look("nowhere")
    for meeting in (MONTEVIDEO.id, "nowhere"):
        with pytest.raises(UnknownId, match=f"{meeting}/9"):
            library.session(meeting, "9")
    assert library.sessions("nowhere") == ()
    assert library.documents("nowhere") == ()


def test_orders(library: Library) -> None:
    """Meetings come newest first and undated last, documents as in the corpus, sessions before their parts."""
    assert library.meetings() == (ISLAMABAD, MONTEVIDEO, OLD, UNDATED)
    assert library.documents(MONTEVIDEO.id) == (PROGRAMME, SUMMARY)
    assert library.documents()[2] == CONCEPT
    assert library.sessions(MONTEVIDEO.id) == (CAPACITY, TRAINING, MENTORS)
    assert tuple(library.passages()) == PASSAGES
    assert library.document_passages(CONCEPT.id) == PASSAGES[6:8]


def test_a_session_has_the_passages_of_its_parts(library: Library) -> None:
    """The passages of a session are its own and those of every session below it, planned and reported."""
    passages = library.session_passages(MONTEVIDEO.id, "3")
    assert passages == (PASSAGES[1], PASSAGES[3], PASSAGES[4], PASSAGES[5])
    assert library.session_passages(MONTEVIDEO.id, "3a1") == (PASSAGES[1], PASSAGES[5])
    assert library.session_passages(ISLAMABAD.id, "1") == PASSAGES[6:8]


def test_any_text_can_be_highlighted(library: Library) -> None:
    """Any text can be highlighted with a query, not only a passage's."""
    assert library.highlight("Drones and cameras", parse("camera").node) == (
        TextSpan("Drones and ", match=False),
        TextSpan("cameras", match=True),
    )


def test_sessions_in_a_circle_are_listed_once() -> None:
    """Sessions that contain each other, or whose parent is missing, are still listed, each once."""
    first, second = session("x", OLD, parent="y"), session("y", OLD, parent="x")
    orphan = session("z", OLD, parent="gone")
    assert walk_sessions([first, second, orphan]) == (orphan, first, second)
    assert subtree([first, second, orphan], second) == (second, first)


def test_sessions_stand_in_natural_order() -> None:
    """Sessions without an ordinal sort by id in natural order, 2 before 10."""
    assert [each.id for each in walk_sessions(session(str(n), OLD) for n in (10, 2, 1))] == ["1", "2", "10"]


@pytest.mark.parametrize(
    ("label", "title", "expected"),
    [
        ("Session 3", "Lessons", "Session 3: Lessons"),
        ("Session 3", "Session 3: Lessons", "Session 3: Lessons"),
        ("Session 3", "", "Session 3"),
        (None, "Opening", "Opening"),
        (None, "", "x"),
    ],
)
def test_session_labels(label: str | None, title: str, expected: str) -> None:
    """A session is named by its label and title, each once, or else by its id."""
    plain = session("x", OLD, "-")
    assert session_label(type(plain)(plain.id, plain.meeting, title, label=label)) == expected


@pytest.mark.parametrize("content", [None, "", "[]", "{", "null", '{"format": 1, "built'])
def test_a_build_without_its_facts_is_damaged(tmp_path: Path, build: Path, content: str | None) -> None:
    """A build whose `build.json` is missing or is no object is damaged."""
    copy = shutil.copytree(build, tmp_path / "copy")
    (copy / BUILD_FILE).unlink() if content is None else (copy / BUILD_FILE).write_text(content)
    with pytest.raises(IndexDamaged, match=BUILD_FILE):
        Library(copy)


@pytest.mark.parametrize("form", [0, 1, BUILD_FORMAT + 1, str(BUILD_FORMAT), None])
def test_another_format_is_outdated(tmp_path: Path, form: object) -> None:
    """A build of another format is reported as outdated, with both numbers in the message."""
    with pytest.raises(IndexOutdated, match=f"format {form}; this version of Rapporteur reads format {BUILD_FORMAT}"):
        Library(write_build(tmp_path, form=form))


@pytest.mark.parametrize("part", ["catalogue", ENGINE_FOLDER])
def test_a_build_without_a_part_is_damaged(tmp_path: Path, build: Path, part: str) -> None:
    """A build without its catalogue or its search files is damaged."""
    copy = shutil.copytree(build, tmp_path / "copy")
    part = catalogue_file(build) if part == "catalogue" else part
    shutil.rmtree(copy / part) if (copy / part).is_dir() else (copy / part).unlink()
    with pytest.raises(IndexDamaged):
        Library(copy)


def test_parts_of_two_builds_do_not_make_one(tmp_path: Path, build: Path) -> None:
    """A catalogue beside search files of other passages is damage, even when each is intact."""
    other = write_build(tmp_path, PASSAGES[:-1], store=read_build_facts(build / BUILD_FILE).catalogue)
    shutil.copy(build / catalogue_file(build), other / catalogue_file(build))
    with pytest.raises(IndexDamaged, match="same passages"):
        Library(other)
    facts = json.loads((other / BUILD_FILE).read_text(encoding="utf-8"))
    assert facts["format"] == BUILD_FORMAT


def test_sessions_of_one_meeting_only(library: Library) -> None:
    """The facet value of a session includes its meeting, so equal ids of two meetings stay distinct."""
    results = library.search(Query(filters={"session": ("islamabad-2025/1",)}))
    assert {hit.passage.session for hit in results.hits} == {DRONES}
