"""Tests of why a passage was found, on the results page and in the API."""

from __future__ import annotations

import json
from pathlib import Path

from flask.testing import FlaskClient

from indexer.build.pipeline import build
from tests.structure.papers import write_papers
from tests.webapp.markup import Page
from webapp.app import create_app

QUESTION = "/search?q=which+police+planners+for+purple+missions"
STRICT = "/search?q=police+planners+for+missions"


def test_a_result_says_why_it_was_found(client: FlaskClient) -> None:
    """Each result lists the terms of the query, the matching forms, and their places."""
    page = Page(client.get("/search?q=pledge+equipment").get_data(as_text=True))
    assert "Why this result:" in page.text
    assert "pledge (related form): pledges; in the text" in page.text
    assert "equipment in the text" in page.text


def test_a_result_leads_to_all_citation_styles(client: FlaskClient) -> None:
    """Under More, each result has a link to its passage with the choice of styles, since Cite copies in one."""
    page = Page(client.get("/search?q=misconduct").get_data(as_text=True))
    styles = [link["href"] for link in page.all("a") if link.text == "Other citation styles"]
    assert len(styles) == len(page.all("details", class_="why")) == 2
    assert all(href.startswith("/p/") and href.endswith("#cite") for href in styles)
    opened = Page(client.get(styles[0].partition("#")[0]).get_data(as_text=True))
    assert "UN-style footnote" in opened.one("details", id="cite").text


def test_a_question_that_nothing_has_all_words_of(client: FlaskClient) -> None:
    """A search that no passage meets in full says so, shows the closest passages, and names the terms each lacks."""
    page = Page(client.get(QUESTION).get_data(as_text=True))
    assert "No passage has all these words." in page.text
    assert "Missing: purple" in page.text
    assert "purple does not appear in any passage" in page.text
    assert "What the papers cover" in page.text
    assert "No passage has all these words." not in Page(client.get(STRICT).get_data(as_text=True)).text


def test_words_that_name_a_meeting_find_its_passages(client: FlaskClient) -> None:
    """Place and year find the passages of their meeting, which say so; the name can be switched off."""
    answer = client.get("/api/search?q=Montevideo+2024+telemedicine").get_json()
    meeting = {"typed": "Montevideo 2024", "kind": "meeting", "place": "meeting"}
    assert answer["with_all_words"] > 0
    assert any(meeting.items() <= reason.items() for hit in answer["hits"] for reason in hit["reasons"])
    page = Page(client.get("/search?q=Montevideo+2024").get_data(as_text=True))
    assert "Found in the name of the meeting:" in page.text
    off = client.get("/api/search?q=Montevideo+2024&words=all&exact=meetings").get_json()
    assert off["total"] < client.get("/api/search?q=Montevideo+2024&words=all").get_json()["total"]


def test_a_loose_result_leads_through_its_neighbours(client: FlaskClient) -> None:
    """A passage opened from relaxed results links back to them."""
    passage = "/p/priorities-2021-peacekeeping-ministerial-2019-meeting-note.hmvqy"
    page = Page(client.get(QUESTION.replace("/search", passage)).get_data(as_text=True))
    assert any(link["href"].startswith("/search?q=which+police") for link in page.all("a"))
    assert "Result 1 of" in page.text


def test_the_api_gives_the_reasons(client: FlaskClient) -> None:
    """Each hit in the API has its reasons and missing terms, and the answer says whether it was relaxed."""
    answer = json.loads(client.get("/api" + QUESTION).data)
    assert answer["loose"] is True
    assert (answer["words"], answer["with_all_words"]) == ("most", 0)
    assert {"kind": "small", "typed": "which", "forms": []} in answer["understood"]["widened"]
    assert answer["hits"][0]["lacks"] == ["purple"]
    assert {"typed": "planners", "found": ["planners"], "kind": "word", "place": "text"} in answer["hits"][0]["reasons"]
    assert json.loads(client.get("/api" + STRICT).data)["loose"] is False


def test_a_result_says_that_its_paper_has_weight(tmp_path: Path) -> None:
    """Where `corpus.toml` gives a paper more weight, its results say so, and those of other papers do not."""
    report = "{} COUNCIL\n\nSummary report\n\nThe ice of the north was discussed."
    corpus = write_papers(tmp_path / "papers", heavy=report.format("PORT"), light=report.format("ROAD"))
    (corpus / "corpus.toml").write_text('[[document]]\nfile = "heavy.txt"\nweight = 1.5\n', encoding="utf-8")
    build(corpus, tmp_path / "index")
    hits = Page(create_app(tmp_path / "index").test_client().get("/search?q=ice").get_data(as_text=True))
    assert hits.text.count("Its paper counts 1.5 times as much as others in this order.") == 1
    newest = Page(create_app(tmp_path / "index").test_client().get("/search?q=ice&sort=newest").get_data(as_text=True))
    assert "Its paper counts" not in newest.text  # weight has no part in that order
