"""Every page and file of papers of no meeting, of papers that hold several, and of those not known to be planned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.model import FactEvidence
from indexer.references import STYLE_NAMES
from indexer.store.builds import open_library
from indexer.store.library import Library
from tests import corpus_factory as made
from tests.webapp.markup import Page, open_page
from webapp.app import create_app

ICE = "The ice of the lake was thin all winter, and nobody walked on it before the end of the year."
FACTS = (FactEvidence("kind", "guessed", "A memo"), FactEvidence("meeting", "unknown"))
MEMO = replace(made.MEMO, evidence=FACTS)
SPEECH = made.document("montevideo-statement", made.MONTEVIDEO, "statement", "Statement on boats")
PASSAGES = (
    *made.PASSAGES,
    made.passage(MEMO, 0, ICE, headings=("Weather",), people=(made.STRANGER, made.CHAIR)),
    made.passage(MEMO, 1, "Boats of more than nine metres stay in the harbour of Montevideo until the ice is gone."),
    made.passage(made.YEARBOOK, 0, "Minutes are approved.", meeting=None),
    made.passage(made.YEARBOOK, 1, "Boats were counted in spring.", made.CAPACITY, meeting=made.MONTEVIDEO),
    made.passage(made.YEARBOOK, 2, "Cameras were counted in autumn.", made.DRONES, meeting=made.ISLAMABAD),
    made.passage(SPEECH, 0, "We have counted our boats.", made.CAPACITY, people=(made.CHAIR,)),
)
MEMO_ID, YEARBOOK_ID, SPEECH_ID = f"{MEMO.id}.00000", f"{made.YEARBOOK.id}.00002", f"{SPEECH.id}.00000"


@pytest.fixture(scope="module")
def mixed_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of made-up papers, some of no meeting or of several."""
    index_dir = tmp_path_factory.mktemp("mixed-index")
    made.publish_build(index_dir, PASSAGES)
    return index_dir


@pytest.fixture(scope="module")
def library(mixed_index: Path) -> Library:
    """Their library."""
    return open_library(mixed_index)


@pytest.fixture
def visitor(mixed_index: Path) -> FlaskClient:
    """A test client of a site over them."""
    return create_app(mixed_index, "https://papers.example.org").test_client()


def head_of(page: Page) -> str:
    """Return the markup of the head of a paper's page."""
    return page.markup.partition('<header class="paper-head"')[2].partition("</header>")[0]


@pytest.mark.parametrize(
    "query", ["", "ice", "boats", "counted", "meeting:no_meeting", "status:unknown", "date:2024.."]
)
@pytest.mark.parametrize(
    "view", ["/search", "/search.csv", "/search.ris", "/api/search", "/concordance", "/chart", "/words"]
)
def test_every_view_of_results_has_them(visitor: FlaskClient, view: str, query: str) -> None:
    """Lists, downloads, the API and the charts show such papers among the others."""
    for arguments in ("", "&sort=newest", "&sort=oldest", "&group=document", "&group=session", "&meeting=no_meeting"):
        assert visitor.get(f"{view}?q={query}{arguments}").status_code in {200, 302}, arguments


@pytest.mark.parametrize("passage_id", [MEMO_ID, YEARBOOK_ID, SPEECH_ID, f"{made.YEARBOOK.id}.00000"])
def test_every_page_and_file_of_a_passage_is_answered(visitor: FlaskClient, passage_id: str) -> None:
    """The reading page, the similar passages, the wordings, the reference in each style, and each file."""
    paths = ["", "/like", "/lineage", "/reference", ".json", ".ris", ".bib", ".jsonld"]
    paths += [f"/reference?style={style}" for style in STYLE_NAMES]
    assert [path for path in paths if visitor.get(f"/p/{passage_id}{path}").status_code != 200] == []
    open_page(visitor, f"/p/{passage_id}")


@pytest.mark.parametrize(
    "path",
    ["/", "/meetings", "/people", "/people/ivana-jenca", "/glossary", "/coverage", "/coverage.json", "/sitemap.xml",
     "/m/montevideo-2024", "/m/islamabad-2025", "/m/montevideo-2024/3", "/facet/meeting", "/facet/year",
     "/facet/country", "/matrix?q=boats&q=ice", "/matrix.csv?q=boats", "/suggest?q=ic"],
)  # fmt: skip
def test_every_list_is_answered(visitor: FlaskClient, path: str) -> None:
    """The lists and tables of the site hold with papers of no meeting."""
    assert visitor.get(path).status_code == 200


def test_a_paper_of_no_meeting_has_no_part_of_a_meeting_in_its_head(visitor: FlaskClient) -> None:
    """Its page names no meeting, no place and no day, and nothing empty in their place."""
    for path in (f"/d/{MEMO.id}", f"/p/{MEMO_ID}"):
        head = head_of(open_page(visitor, path))
        assert "/m/" not in head
        assert 'class="over"' not in head
        assert "No meeting" in head
        assert "Planned" not in head


def test_a_paper_of_no_meeting_is_named_by_its_title_in_results(visitor: FlaskClient) -> None:
    """Where another hit links to its meeting, this one links to the paper."""
    origin = open_page(visitor, "/search?q=lake").one("p", class_="origin")
    assert "A memo on ice" in origin.text
    assert "No meeting" in origin.text


def test_a_paper_of_several_meetings_lists_them(visitor: FlaskClient) -> None:
    """Its page lists its meetings with their days; the page of a passage names the meeting of that passage alone."""
    paper = head_of(open_page(visitor, f"/d/{made.YEARBOOK.id}"))
    assert "Covers 2 meetings" in paper
    assert paper.index("/m/montevideo-2024") < paper.index("/m/islamabad-2025")
    passage = head_of(open_page(visitor, f"/p/{YEARBOOK_ID}"))
    assert "/m/islamabad-2025" in passage
    assert "/m/montevideo-2024" not in passage
    assert "15–16 April 2025" in passage


def test_a_meeting_has_only_its_own_part_of_a_paper(visitor: FlaskClient, library: Library) -> None:
    """The paper is listed with each meeting, with the number of passages that are of it; so are its sessions."""
    for meeting, other in ((made.MONTEVIDEO, made.ISLAMABAD), (made.ISLAMABAD, made.MONTEVIDEO)):
        assert made.YEARBOOK.id in {document.id for document in library.documents(meeting.id)}
        page = open_page(visitor, f"/m/{meeting.id}")
        entry = next(item for item in page.all("li") if made.YEARBOOK.title in item.text)
        assert "1 passage" in entry.text
        neighbours = page.one("nav", class_="steps-on").text
        assert other.title not in page.one("main").text.replace(neighbours, "")
    assert {passage.id for passage in library.session_passages("montevideo-2024", "3")} >= {f"{made.YEARBOOK.id}.00001"}
    assert YEARBOOK_ID in {passage.id for passage in library.session_passages("islamabad-2025", "1")}


def test_how_facts_are_known_is_shown_on_the_page_and_in_the_json(visitor: FlaskClient) -> None:
    """The page of a paper has a list of its facts with how each is known, and its passages' JSON has the same."""
    page = open_page(visitor, f"/d/{MEMO.id}")
    known = page.one("details", class_="known")
    assert "How we know this" in known.text
    assert "guessed: A memo" in " ".join(known.text.split())
    answer = visitor.get(f"/api/passages/{MEMO_ID}").get_json()
    assert answer["meeting"] is None
    assert answer["document"]["evidence"] == [
        {"fact": "kind", "basis": "guessed", "evidence": "A memo"},
        {"fact": "meeting", "basis": "unknown", "evidence": ""},
    ]
    assert not open_page(visitor, f"/d/{made.SUMMARY.id}").all("details", class_="known")


def test_doubtful_facts_are_listed_with_what_is_covered(visitor: FlaskClient) -> None:
    """The page of what is covered has the guesses and gaps of each paper, the worst first, and so has its JSON."""
    page = open_page(visitor, "/coverage")
    facts = " ".join(page.one("ul", class_="doubts").text.split())
    assert "2 facts in 1 paper" in page.markup
    assert facts.startswith("memo.txt · Kind of paper: guessed (A memo)")
    assert "Meeting: not known" in facts
    doubts = visitor.get("/coverage.json").get_json()["doubtful_facts"]
    assert [(doubt["document"], doubt["fact"], doubt["basis"]) for doubt in doubts] == [
        ("memo", "kind", "guessed"),
        ("memo", "meeting", "unknown"),
    ]


def test_what_is_not_known_is_cited_neutrally(visitor: FlaskClient) -> None:
    """A statement at a meeting is neither planned nor held in a reference; its files say that this is not known."""
    for style in STYLE_NAMES:
        text = visitor.get(f"/p/{SPEECH_ID}/reference?style={style}").text.casefold()
        assert "planned" not in text
        assert "held" not in text
    for suffix in (".json", ".ris", ".bib"):
        assert "Planned or reported: not known" in visitor.get(f"/p/{SPEECH_ID}{suffix}").text
    assert "creativeWorkStatus" not in open_page(visitor, f"/p/{SPEECH_ID}").markup


def test_no_author_is_invented_for_a_paper_of_no_meeting(visitor: FlaskClient) -> None:
    """A reference to it begins with its title, and no file names an author."""
    assert "AU  -" not in visitor.get(f"/p/{MEMO_ID}.ris").text
    assert "author" not in visitor.get(f"/p/{MEMO_ID}.bib").text
    assert "author" not in visitor.get(f"/p/{MEMO_ID}.json").get_json()[0]
    for style in STYLE_NAMES:
        text = visitor.get(f"/p/{MEMO_ID}/reference?style={style}").text
        assert text.casefold().lstrip("“‘\"'").startswith("a memo on ice")
        assert text.casefold().count("a memo on ice") == 1


def test_a_third_column_stands_only_where_it_is_needed(visitor: FlaskClient) -> None:
    """A session has a column of papers of unknown status only if there are any."""
    titles = [
        element.text for element in open_page(visitor, "/m/montevideo-2024/3").all("h2") if element.text != "People"
    ]
    assert titles == ["Parts of this session", "Planned", "Reported", "Planned or reported: not known"]
    titles = [
        element.text for element in open_page(visitor, "/m/islamabad-2025/1").all("h2") if element.text != "People"
    ]
    assert titles == ["Planned", "Reported"]


def test_papers_of_no_meeting_can_be_found_from_the_meetings(visitor: FlaskClient, library: Library) -> None:
    """The list of meetings ends with a link to them, and the facet of meetings counts their passages."""
    link = next(a for a in open_page(visitor, "/meetings").all("a") if "not linked to a meeting" in a.text)
    assert "1 paper not linked to a meeting" in link.text
    assert "A memo on ice" in open_page(visitor, link["href"]).one("main").text
    assert library.facet_labels("meeting")["no_meeting"] == "No meeting"


def test_a_planned_part_in_a_session_is_labelled(tmp_path: Path) -> None:
    """Who stands in a programme only is labelled planned on the session's page and on the person's."""
    chair = replace(made.CHAIR, status="planned")
    session = made.session("9", made.MONTEVIDEO, "Closing", people=(chair,))
    programme = made.passage(made.PROGRAMME, 0, "The session closes the meeting.", session)
    made.publish_build(tmp_path, [programme])
    client = create_app(tmp_path).test_client()
    people = open_page(client, "/m/montevideo-2024/9").one("section", class_="people")
    assert "planned" in people.text
    assert "Planned" in open_page(client, "/people/ivana-jenca").all("ul", class_="took-part")[-1].text
