"""Each resource answers what the library has."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.explore.lineage import lineage
from indexer.explore.similar import find_similar
from indexer.query.results import FACETS
from indexer.references import STYLE_NAMES
from indexer.store.library import Library
from indexer.store.records import document_json, meeting_json, passage_json, person_record, session_record
from tests import corpus_factory as made
from tests.webapp.markup import Page
from webapp.api.resources.asking import FilterParameters
from webapp.app import create_app
from webapp.browse.people import person_page

from .asking import ORIGIN, V1, ask, members


def test_a_passage_is_the_record_that_all_share(client: FlaskClient, library: Library) -> None:
    """A passage has the members that the command line prints, its version, and links that lead on."""
    for passage in list(library.passages())[::7]:
        answer = ask(client, f"/passages/{passage.id}")
        record = passage_json(passage)
        assert {name: answer[name] for name in record} == {**record, "url": f"{ORIGIN}{record['url']}"}
        assert answer["links"]["permalink"] == f"{ORIGIN}/p/{passage.id}?v={answer['version']}"
    for name, link in answer["links"].items():
        assert client.get(link.removeprefix(ORIGIN)).status_code == 200, name


def test_limits_on_citing_are_those_of_the_pages(client: FlaskClient, library: Library) -> None:
    """A document and its passages have the warnings of the page, with the words that say so; a hit has them too."""
    limited = []
    for document in library.documents():
        limits = ask(client, f"/documents/{document.id}")["citing_restrictions"]
        passages = ask(client, f"/documents/{document.id}/passages?limit=200")["items"]
        assert all(item["citing_restrictions"] == limits for item in passages)
        page = Page(client.get(f"/p/{passages[-1]['id']}").text)
        cautions = [caution.text for caution in page.all("p", class_="caution")]
        assert len(cautions) == len(limits)
        for caution, limit in zip(cautions, limits, strict=True):
            assert limit["warning"] in caution
            assert limit["words"] in library.passage(limit["passage"]).text
            limited.append((document.id, limit["kind"]))
    assert [kind for _, kind in limited] == ["non_attribution"]
    [(limited_id, _)] = limited
    [hit] = ask(client, f"/search?within=document:{limited_id}&limit=1")["items"]
    assert [limit["kind"] for limit in hit["citing_restrictions"]] == ["non_attribution"]
    assert hit["document"]["restrictions"] is None
    for group in ask(client, "/groups?by=document&fields=key,hits")["items"]:
        assert all(bool(found["citing_restrictions"]) == (group["key"] == limited_id) for found in group["hits"])
    unversioned = client.get("/api/search").get_json()["hits"]
    assert unversioned
    assert not any("citing_restrictions" in found["passage"] for found in unversioned)


def test_limits_that_the_owner_states_count_more(tmp_path: Path) -> None:
    """A limit that only the owner states has no words of the paper; what the owner lifts is no limit."""
    draft = made.document("draft-note", made.OLD, "report", "Zero draft of the report")
    quiet = replace(made.document("quiet-note", made.OLD, "report", "The report"), restrictions=("non_attribution",))
    freed = replace(draft, id="freed-note", restrictions=())
    made.publish_build(tmp_path, tuple(made.passage(paper, 0, "The river rose.") for paper in (draft, freed, quiet)))
    visitor = create_app(tmp_path).test_client()
    limits = {
        item["id"]: [(each["kind"], each["words"], each["passage"]) for each in item["citing_restrictions"]]
        for item in ask(visitor, "/documents")["items"]
    }
    assert limits == {
        "draft-note": [("draft", "Zero draft", None)],
        "freed-note": [],
        "quiet-note": [("non_attribution", "", None)],
    }


def test_the_context_is_what_stands_around(client: FlaskClient, library: Library) -> None:
    """With `context`, the passages before and after come too, as many as there are."""
    passages = library.document_passages(library.documents()[0].id)
    answer = ask(client, f"/passages/{passages[1].id}?context=3")["context"]
    assert [member["id"] for member in answer["before"]] == [passages[0].id]
    assert [member["id"] for member in answer["after"]] == [member.id for member in passages[2:5]]
    assert ask(client, f"/passages/{passages[1].id}")["context"] is None


def test_similar_passages_and_wordings(client: FlaskClient, library: Library) -> None:
    """They are those of the pages, with the words that they share or that changed."""
    found = 0
    for passage in list(library.passages())[::9]:
        similar, wordings = find_similar(library, passage), lineage(library, passage)
        answer = ask(client, f"/passages/{passage.id}/similar")
        assert [item["id"] for item in answer["items"]] == [match.hit.passage.id for match in similar.similar]
        assert answer["terms"] == list(similar.terms)
        versions = ask(client, f"/passages/{passage.id}/wordings")["items"]
        assert [item["id"] for item in versions] == [version.passage.id for version in wordings.versions]
        found += len(similar.similar) + len(versions) - 1
    assert found


def test_references_in_all_styles(client: FlaskClient, library: Library) -> None:
    """A reference is the one of the page in each style, and the file of each reference manager."""
    passage = next(iter(library.passages()))
    answer = ask(client, f"/passages/{passage.id}/references")
    assert list(answer["styles"]) == list(STYLE_NAMES)
    for style, text in answer["styles"].items():
        assert text == client.get(f"/p/{passage.id}/reference?style={style}").text.strip()
    assert answer["ris"] == client.get(f"/p/{passage.id}.ris").get_data(as_text=True)
    assert answer["bibtex"] == client.get(f"/p/{passage.id}.bib").text
    assert [answer["csl"]] == json.loads(client.get(f"/p/{passage.id}.json").text)
    only = ask(client, f"/passages/{passage.id}/references?styles=apa&fields=styles")
    assert only == {"styles": {"apa": answer["styles"]["apa"]}}


def test_references_to_a_list(client: FlaskClient, library: Library) -> None:
    """Several ids are answered in their order, each once; one that never was is told, and stops nothing."""
    ids = [passage.id for passage in list(library.passages())[:3]]
    names = [ids[2], f"{ids[0]}?v=ffffff", "no such.id", ids[1], ids[1]]
    items = ask(client, "/references?styles=mla&" + "&".join(f"id={quote(name)}" for name in names))["items"]
    assert [item["id"] for item in items] == [ids[2], ids[0], "no such.id", ids[1]]
    assert [item["state"] for item in items] == ["unchanged", "changed", "unknown", "unchanged"]
    assert items[0]["text"] == library.passage(ids[2]).text
    assert [bool(item["csl"]) for item in items] == [True, True, False, True]


def test_documents_meetings_and_sessions(client: FlaskClient, library: Library) -> None:
    """All are listed as the library has them; each is found by its id, with its passages in order."""
    assert members(client, "/documents?limit=3") == [document.id for document in library.documents()]
    for document in library.documents():
        answer = ask(client, f"/documents/{document.id}")
        record = document_json(document)
        assert {name: answer[name] for name in record} == record
        assert members(client, f"/documents/{document.id}/passages?limit=30&fields=id") == [
            passage.id for passage in library.document_passages(document.id)
        ]
    assert members(client, "/meetings?limit=3") == [meeting.id for meeting in library.meetings()]
    for meeting in library.meetings():
        answer = ask(client, f"/meetings/{meeting.id}")
        record = meeting_json(meeting)
        assert {name: answer[name] for name in record} == record
        inside = [passage.id for passage in library.passages() if passage.meeting == meeting]
        assert members(client, f"/meetings/{meeting.id}/passages?limit=40&fields=id") == inside
        assert answer["passages"] == len(inside)
        assert members(client, f"/meetings/{meeting.id}/documents") == [
            document.id for document in library.documents(meeting.id)
        ]
        assert members(client, f"/meetings/{meeting.id}/sessions") == [
            session.id for session in library.sessions(meeting.id)
        ]


def test_a_session_has_the_passages_of_its_parts(client: FlaskClient, library: Library) -> None:
    """A session is the record of the library, and its passages are those of its page."""
    for meeting in library.meetings():
        for session in library.sessions(meeting.id)[:4]:
            path = f"/meetings/{meeting.id}/sessions/{session.id}"
            record = session_record(session)
            answer = ask(client, path)
            assert {name: answer[name] for name in record} == record
            assert members(client, f"{path}/passages?fields=id&limit=20") == [
                passage.id for passage in library.session_passages(meeting.id, session.id)
            ]


def test_people(client: FlaskClient, library: Library) -> None:
    """A person is the record of the library, with all passages, and with the sessions and other parts of the page."""
    for person in library.persons()[::10]:
        answer = ask(client, f"/people/{person.id}")
        record = person_record(person)
        assert {name: answer[name] for name in record} == record
        assert [(item["meeting"], item["session"]) for item in answer["sessions"]] == [
            (session.meeting, session.id) for session, _ in library.person_sessions(person.id)
        ]
        shown = client.get(f"/people/{person.id}").text
        assert all(
            urlsplit(item["links"]["html"]).path in shown for item in (*answer["sessions"], *answer["elsewhere"])
        )
        page = person_page(library, person, f"{ORIGIN}/people/{person.id}")
        listed = sum(len(meeting.appearances) for meeting in (*page.meetings, *page.planned))
        assert len(answer["sessions"]) + len(answer["elsewhere"]) == listed
        assert members(client, f"/people/{person.id}/passages?fields=id&limit=5") == [
            passage.id for passage in library.person_passages(person.id)
        ]
    found = members(client, "/people?find=LACROIX", "name")
    assert found
    assert all("lacroix" in name.casefold() for name in found)


@pytest.mark.parametrize(("path", "facet"), [("/organisations", "organisation"), ("/countries", "country")])
def test_organisations_and_countries(client: FlaskClient, path: str, facet: str) -> None:
    """Each has the number of its passages, and a link that finds as many."""
    items = ask(client, f"{path}?limit=200")["items"]
    values = ask(client, f"/facets/{facet}?limit=200")["items"]
    assert [(item["name"], item["passages"]) for item in items] == [
        (value["value"], value["count"]) for value in values
    ]
    found = ask(client, items[0]["links"]["passages"].removeprefix(ORIGIN + V1))
    assert found["total"] == items[0]["passages"]


def test_the_glossary(client: FlaskClient, library: Library) -> None:
    """Each abbreviation has every meaning with the passage that defines it."""
    items = ask(client, "/glossary?limit=200")["items"]
    assert [(item["short"], meaning["long"], meaning["passage"]) for item in items for meaning in item["meanings"]] == [
        (acronym.short, acronym.long, acronym.passage) for acronym in library.acronyms()
    ]
    assert ask(client, "/glossary?find=protection+of+civilians")["items"][0]["short"] == "POC"


def test_coverage_version_and_start(client: FlaskClient, library: Library) -> None:
    """They say what the pages say, and which build answers; all links of the start lead somewhere."""
    coverage, on_site = ask(client, "/coverage"), client.get("/coverage.json").get_json()
    shared = coverage.keys() & on_site.keys()
    assert {name: coverage[name] for name in shared} == {name: on_site[name] for name in shared}
    assert on_site.keys() - shared == {"url"}
    version = ask(client, "/version")
    assert version["build"]["build"] == library.stats.build == coverage["snapshot"]["build"]
    assert version["version"] == client.get("/version").get_json()["version"]
    start = ask(client, "")
    for name, link in start["links"].items():
        assert client.get(link.removeprefix(ORIGIN)).status_code == 200, name


def test_suggestions(client: FlaskClient) -> None:
    """They are those of the search box."""
    items = ask(client, "/suggestions?q=peace")["items"]
    on_site = client.get("/suggest?q=peace").get_json()["suggestions"]
    assert [(item["text"], item["note"], item["query"]) for item in items] == [
        (entry["text"], entry["note"], entry["query"]) for entry in on_site
    ]


def test_members_can_be_chosen(client: FlaskClient) -> None:
    """`fields` keeps to some members of each item, in the order asked for, and leaves the list around them whole."""
    answer = ask(client, "/search?q=training&limit=3&fields=rank,id")
    assert all(list(item) == ["rank", "id"] for item in answer["items"])
    assert {"total", "links", "build"} <= answer.keys()
    assert ask(client, "/version?fields=passages").keys() == {"passages"}


def test_facets_can_be_looked_through(client: FlaskClient) -> None:
    """Values of a facet are found by the beginning or any letters of their label, and sorted by number or name."""
    every = ask(client, "/facets/person?limit=200")["items"]
    some = ask(client, "/facets/person?limit=200&prefix=JEAN")["items"]
    assert some == [value for value in every if value["label"].casefold().startswith("jean")] != []
    labels = [value["label"] for value in ask(client, "/facets/person?limit=200&order=name&find=an")["items"]]
    assert labels == sorted(labels, key=str.casefold)
    assert all("an" in label.casefold() for label in labels)


def test_every_facet_can_be_filtered_by() -> None:
    """The parameters have each facet of the search, to choose and to exclude."""
    names = set(FilterParameters.__struct_encode_fields__)
    assert names == {*FACETS, *(f"{name}!" for name in FACETS)}


def test_answers_are_kept_by_their_etag(client: FlaskClient) -> None:
    """An unchanged answer is 304 without a body; other members are another answer."""
    path = f"{V1}/search?q=training"
    first = client.get(path)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(f"{path}&fields=id").headers["ETag"] != first.headers["ETag"]


def test_a_day_on_the_page_is_a_day_here(client: FlaskClient, library: Library) -> None:
    """References have the day of access, so their ETag changes with it."""
    passage = next(iter(library.passages()))
    answer = ask(client, f"/passages/{passage.id}/references?fields=csl")
    day = datetime.now(UTC).date()
    assert answer["csl"]["accessed"] == {"date-parts": [[day.year, day.month, day.day]]}
