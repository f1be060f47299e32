"""The page of a session: questions and people of the plan beside what was reported, parts, and the Word document."""

from __future__ import annotations

import io

import docx as python_docx
import pytest
from flask.testing import FlaskClient

from indexer.store.library import Library
from tests.webapp.markup import open_page
from webapp.browse import sessions as view_sessions


def test_each_question_stands_beside_what_was_reported(client: FlaskClient) -> None:
    """Each key question has the passages that are matched to it, with the words in common, or says there are none."""
    page = open_page(client, "/m/montevideo-2024/2")
    assert page.problems == []
    questions = page.one("section", class_="key-questions").text
    assert "In what ways does the UN address physical and mental health challenges of peacekeepers?" in questions
    assert "in common: mental, health, physical" in " ".join(questions.split())
    assert "Gender responsiveness emerged as a central theme" in questions
    assert questions.count("No clear match. The report may still take it up in other words.") == 1


def test_a_passage_stands_once_among_the_questions(client: FlaskClient) -> None:
    """A passage that is matched to several questions is shown beside the first, and named as above beside others."""
    page = open_page(client, "/m/montevideo-2024/3")
    questions = page.one("section", class_="key-questions").text
    assert questions.count("Key insights also emphasized the importance of flexibility") == 1
    first, *later = (at for at in range(len(questions)) if questions.startswith("Passage 11", at))
    assert questions.index("Key insights") < first
    assert later
    assert all(questions.startswith("Passage 11, shown above", at) for at in later)
    assert not questions.startswith("Passage 11, shown above", first)


def test_words_of_papers_keep_their_language(client: FlaskClient) -> None:
    """On a page in Arabic, questions and what was reported on them say that they are English, and run as it does."""
    session, meeting = (open_page(client, f"/ar/m/montevideo-2024{rest}") for rest in ("/2", ""))
    questions = [each for page in (session, meeting) for each in page.all("bdi") if each.text.endswith("?")]
    reported = [each for each in session.all("bdi") if each.text.startswith("Gender responsiveness emerged")]
    assert len(questions) > len(reported) > 0
    assert {(each["lang"], each["dir"]) for each in (*questions, *reported)} == {("en", "ltr")}


def test_people_stand_once_with_those_whom_no_report_names(client: FlaskClient, library: Library) -> None:
    """People of the plan are listed once, by role; the programme's list of them is a link, not printed again."""
    page = open_page(client, "/m/montevideo-2024/2")
    people = page.one("section", class_="people").text
    assert "Toru Morikawa" in people
    assert "No reported passage of this session names Toru Morikawa" in " ".join(people.split())
    [side] = [each for each in page.all("section", class_="side") if "Programme" in each.text]
    assert "Cheri Baker" not in side.text
    assert "People listed above: passage" in " ".join(side.text.split())
    lists = [each for each in library.session_passages("montevideo-2024", "2") if each.kind == "heading_note"]
    assert all(f"/p/{each.id}" in page.links() for each in lists)


def test_passages_say_who_without_a_name_spoke(client: FlaskClient, library: Library) -> None:
    """Each passage of a session has the line on its voices that its own page has."""
    voiced = [each for each in library.session_passages("montevideo-2024", "2") if each.voices]
    assert len(voiced) > 1
    lines = {" ".join(line) for line in _voice_lines(client, "/m/montevideo-2024/2")}
    for passage in voiced:
        [own] = _voice_lines(client, f"/p/{passage.id}")
        assert " ".join(own) in lines
    assert len(_voice_lines(client, "/m/montevideo-2024/2")) == len(voiced)


def _voice_lines(client: FlaskClient, path: str) -> list[list[str]]:
    lines = (line.text.split() for line in open_page(client, path).all("p", class_="mentions"))
    return [line for line in lines if line[:2] == ["Said", "by:"]]


def test_without_a_report_nothing_is_said_of_each_question(client: FlaskClient) -> None:
    """Where no paper reports on a session, that is said once, and not of each question or person."""
    page = open_page(client, "/m/islamabad-2025/1")
    assert "No reported passage" not in page.text


def test_a_long_column_comes_in_parts(client: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A column shows a part of its passages, with links to the others; the other column keeps its place."""
    monkeypatch.setattr(view_sessions, "PASSAGES_PER_COLUMN", 2)
    total = sum(each.document.status == "reported" for each in library.session_passages("montevideo-2024", "4"))
    first = open_page(client, "/m/montevideo-2024/4?planned=2")
    assert f"1–2 of {total} passages" in " ".join(first.text.split())
    link = next(each["href"] for each in first.all("a", rel="next") if "reported=2" in each["href"])
    assert "planned=2" in link
    second = open_page(client, link.partition("#")[0])
    assert f"3–4 of {total} passages" in " ".join(second.text.split())


def test_the_page_is_a_word_document(client: FlaskClient, library: Library) -> None:
    """The file has the session's name, its questions, what is matched to them, and every passage as a quotation."""
    answer = client.get("/m/montevideo-2024/2.docx?style=mla")
    assert "wordprocessingml.document" in answer.headers["Content-Type"]
    document = python_docx.Document(io.BytesIO(answer.data))
    texts = [each.text for each in document.paragraphs]
    assert texts[0].startswith("Session 2: The Future of Training")
    french = python_docx.Document(io.BytesIO(client.get("/fr/m/montevideo-2024/2.docx?style=mla").data))
    assert [each.text for each in french.paragraphs] == texts  # files are in English under every address
    assert "How can the role of civilian and uniformed gender advisors be strengthened?" in texts
    assert texts.count("No clear match. The report may still take it up in other words.") == 1
    unnamed = "No reported passage of this session names: Toru Morikawa; Cheri Baker;"
    assert any(text.startswith(unnamed) for text in texts)
    quotes = [each.text for each in document.paragraphs if each.style and each.style.name == "Quote"]
    for passage in library.session_passages("montevideo-2024", "2"):
        assert passage.text.splitlines()[-1].strip() in quotes
        for voice in passage.voices:
            assert any(text.startswith("Said by: ") and f"“{voice.words}”" in text for text in texts)
