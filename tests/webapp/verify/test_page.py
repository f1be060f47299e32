"""`/verify`: the form, the refusals and their messages, and the report of a draft."""

from __future__ import annotations

import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.quotes.draft_files import DRAFT_LIMITS, draft_from_text
from indexer.quotes.finding import OUTCOME_LABELS
from indexer.quotes.report import permanent_path
from indexer.quotes.verify import iter_findings
from indexer.references import find_restrictions
from indexer.store.builds import live_build
from indexer.store.library import ENGINE_FOLDER, Library
from tests import corpus_factory as made
from tests.readers.make import make_docx
from tests.webapp.markup import Page
from tests.webapp.served import PATIENCE
from webapp.app import create_app
from webapp.verify.checking import choose_quotations
from webapp.verify.view import CheckedDraft, ChosenQuotations, draft_notices

SITE = "https://papers.example.org"
DRAFT = (
    "In full: “Participants welcomed the peacekeeping pledges. Troops need equipment.” and “Participants welcomed the "
    f"peacekeeping budgets”.\n\n“Technology serves peacekeeping, not the reverse” ({SITE}/m/montevideo-2024).\n\n"
    "“Nobody ever said <b>anything</b> like this one” “mission”\n\n"
    "“Session on training peacekeepers for women, peace and security ... Unmanned aircraft and cameras protect the "
    "mission.”\n\n"
    "“participants welcomed the peace-keeping pledges”"
)


@pytest.fixture(scope="module")
def desk_app(made_index: Path) -> Flask:
    """The site over the made-up papers, with its desks open for all tests of this file."""
    return create_app(made_index, SITE)


@pytest.fixture
def made_client(desk_app: Flask) -> FlaskClient:
    """A test client of that site."""
    return desk_app.test_client()


def sent(client: FlaskClient, text: str = "", file: tuple[bytes, str] | None = None) -> TestResponse:
    """Send a draft as the form does."""
    data: dict[str, object] = {"text": text}
    if file:
        data["file"] = (BytesIO(file[0]), file[1])
    response = client.post("/verify", data=data, content_type="multipart/form-data")
    response.request.environ["wsgi.input"].close()  # the client's own copy of what it sent
    return arrived(client, response.headers["Location"]) if response.status_code == 303 else response


def arrived(client: FlaskClient, address: str) -> TestResponse:
    """Come back to the address of a report until it is there, as the page itself does."""
    give_up_at = time.monotonic() + PATIENCE
    while (response := client.get(address)).status_code == 202:
        assert 'http-equiv="refresh"' in response.text
        assert time.monotonic() < give_up_at
        time.sleep(0.05)
    _ = response.data  # to the end
    response.close()
    return response


def well_made(response: TestResponse, status: int = 200) -> Page:
    """Return the parsed page of an answer, which must be valid."""
    assert response.status_code == status
    page = Page(response.text)
    assert page.problems == []
    return page


def test_the_form(made_client: FlaskClient) -> None:
    """The form is linked from every page, takes text or a file, and states the size limit."""
    page = well_made(made_client.get("/verify"))
    form = page.one("form", class_="draft")
    assert (form["action"], form["method"], form["enctype"]) == ("/verify", "post", "multipart/form-data")
    assert "up to 20 MB" in page.one("p", id="file-hint").text
    assert 'href="/verify"' in made_client.get("/").text
    assert "/verify" in made_client.get("/help").text


def test_every_outcome_is_told(made_client: FlaskClient) -> None:
    """Each quotation stands in its context with its outcome, those first that need attention, each in the order of the
    draft; the summary counts them.
    """
    response = sent(made_client, DRAFT)
    page = well_made(response)
    assert "Your draft: 7 quotations checked" in page.one("h1").text
    assert [element.text.split()[0] for element in page.all("h2")] == ["Needs", "Only", "No"]
    verdicts = [element.text.split(". ", 1)[1].strip() for element in page.all("h3")]
    assert verdicts == [
        OUTCOME_LABELS[name]
        for name in ("altered", "other_meeting", "not_found", "stitched", "counted", "exact", "near_exact")
    ]
    assert "4 of 7 quotations need attention." in " ".join(page.one("p", id="summary").text.split())
    links = [element["href"] for element in page.all("a") if element["href"].startswith("#only-")]
    assert len(links) == 7
    assert all(page.one("div", id=address[1:]) for address in links)
    quoted = [element.text for element in page.all("strong", class_="quoted")]
    assert quoted[0] == "Participants welcomed the peacekeeping budgets"
    assert "&lt;b&gt;anything&lt;/b&gt;" in response.text
    assert "<b>anything" not in response.text


def test_differing_words_are_marked_and_said(made_client: FlaskClient) -> None:
    """Differences are marked as deleted and inserted, with words for those who cannot see the marks."""
    page = well_made(sent(made_client, DRAFT))
    assert page.all("del")[0].text == "draft: budgets"
    assert page.all("ins")[0].text == "papers: pledges"


def test_the_place_can_be_opened_and_cited(made_client: FlaskClient, made_library: Library) -> None:
    """The passage is linked with the version of its wording, and its reference with that link stands in a field."""
    passage = made_library.passage("montevideo-summary.00000")
    page = well_made(sent(made_client, f"He said “{passage.text}” once."))
    path = permanent_path(passage)
    assert path in [element["href"] for element in page.all("a")]
    assert SITE + path in page.one("textarea").text
    assert SITE + path in [element["value"] for element in page.all("input")]
    assert "All" not in page.one("p", id="summary").text
    assert made_client.get(path).status_code == 200
    assert "Unchanged since it was cited" in made_client.get(path).text


def test_a_title_leads_to_what_bears_it(made_client: FlaskClient) -> None:
    """A quoted title needs no attention and links to the page of what it names."""
    page = well_made(sent(made_client, "See “Lessons from Capacity-Building” and “Programme of the conference”."))
    assert [element.text.split(". ", 1)[1].strip() for element in page.all("h3")] == [OUTCOME_LABELS["title"]] * 2
    assert "All 2 quotations match" in page.one("p", id="summary").text
    links = {element["href"]: element.text for element in page.all("a")}
    assert links["/m/montevideo-2024/3"] == "Session 3: Lessons from capacity-building"
    assert links["/d/montevideo-programme"] == "Programme of the conference"
    assert all(made_client.get(path).status_code == 200 for path in ("/m/montevideo-2024/3", "/d/montevideo-programme"))
    assert page.one("div", id="only-title")


def test_who_is_said_to_have_said_a_title_is_told_as_unchecked(made_client: FlaskClient) -> None:
    """A title has no speaker: whom and what the draft names beside it is listed, and it is not without a problem."""
    page = well_made(sent(made_client, "Wilhelmina Okafor of Ruritania stressed “Lessons from Capacity-Building”."))
    assert "check the rest yourself" in page.one("h2").text
    assert "Check these yourself: “Wilhelmina Okafor of Ruritania”." in " ".join(
        element.text for element in page.all("p", class_="hint")
    )


def test_a_short_phrase_that_no_paper_has_needs_attention(made_client: FlaskClient) -> None:
    """One word that occurs nowhere is not found, and is not listed below those without a problem."""
    page = well_made(sent(made_client, 'She said "bananas".'))
    assert page.one("p", id="summary").text == "1 of 1 quotation needs attention."
    assert [element.text.split()[0] for element in page.all("h2")] == ["Needs"]
    assert page.one("p", class_="message").text == "This phrase does not appear in any paper."


def test_short_phrases_that_fit_are_no_proof(made_client: FlaskClient) -> None:
    """A short phrase of whose source the draft says something stands in a group of its own, with places that fit."""
    page = well_made(sent(made_client, "In Montevideo, delegates said “peacekeeping pledges”. “Pledges” is a word."))
    summary = "1 short phrase fits what your draft says of it. 1 short phrase was only counted."
    assert page.one("p", id="summary").text == summary
    titles = [" ".join(element.text.split()[:-1]) for element in page.all("h2")]
    assert titles == ["Short phrases: checked, but no proof", "Only counted, not checked"]
    assert (
        "fits that place, which does not prove that the words are from there."
        in page.all("p", class_="message")[0].text
    )
    assert "Fits at the place shown first: “Montevideo”, “delegates said”." in " ".join(
        page.all("p", class_="hint")[0].text.split()
    )
    assert any(element["href"].startswith("/p/montevideo-summary.") for element in page.all("a"))
    assert page.one("div", id="only-fitting")


def test_short_phrases_are_only_counted(made_client: FlaskClient) -> None:
    """Short phrases are not said to match; one that the papers have leads to its search, and they are counted apart."""
    only_short = well_made(sent(made_client, "Two words matter: “peacekeeping” and “troops”."))
    assert only_short.one("p", id="summary").text == "Only short phrases: they were counted, not checked."
    mixed = well_made(sent(made_client, "Here are “troops”. See “Lessons from Capacity-Building”."))
    summary = mixed.one("p", id="summary").text
    assert summary == "The quotation matches the papers. 1 short phrase was only counted."
    found = well_made(sent(made_client, "Here are “troops”."))
    (search,) = [element for element in found.all("a") if "See each in context" in element.text]
    assert "Troops" in made_client.get(search["href"]).text
    lines = made_client.get(search["href"].replace("/concordance", "/concordance.csv")).text.count("\n") - 1
    times = "once" if lines == 1 else "twice" if lines == 2 else f"{lines} times"
    assert f"This phrase appears {times} in the text of" in found.text


def test_what_the_draft_states_is_set_beside_the_source(made_client: FlaskClient) -> None:
    """Where the draft names another session, its words are marked and the session of the source is named."""
    words = "Unmanned aircraft and cameras protect the mission."
    page = well_made(sent(made_client, f"In Session 9 the concept note has “{words}”"))
    assert page.one("h3").text.split(". ", 1)[1].strip() == OUTCOME_LABELS["wrong_place"]
    assert [element.text for element in page.all("span", class_="claimed")] == ["Session 9"]
    message = "Your draft says “Session 9”, but the words are in “Session 1: Drones and cameras”"
    assert message in page.one("p", class_="message").text


def test_a_match_around_which_something_is_unchecked_is_not_without_problem(made_client: FlaskClient) -> None:
    """A quotation that matches, in a sentence of which not all was checked, stands under a heading that says so, and
    the summary counts it; one of which all was checked stands under another.
    """
    page = well_made(
        sent(
            made_client,
            "As written: “Participants welcomed the peacekeeping pledges.”\n\n“Technology serves "
            "peacekeeping, not the reverse” is a line from Quuxland.",
        )
    )
    headings = [" ".join(element.text.split()) for element in page.all("h2")]
    assert headings == ["The words match: check the rest yourself 1", "No problem found 1"]
    assert page.one("p", id="summary").text == (
        "All 2 quotations match the papers. "
        "Around 1 quotation that matches, part of what the draft says could not be checked."
    )


def test_whether_somebody_was_for_it_is_undecided(made_client: FlaskClient) -> None:
    """Of a verb that takes a side, where the source has none, the report says that it could not be decided, and not
    that the source is silent about the word.
    """
    page = well_made(sent(made_client, "The note welcomed “Technology serves peacekeeping, not the reverse”."))
    hints = " ".join(element.text for element in page.all("p", class_="hint"))
    assert "Could not be decided: “welcomed”." in hints
    assert "says nothing" not in hints


def test_nothing_is_kept_and_headers_hold(made_client: FlaskClient) -> None:
    """A report is not stored, not indexed by crawlers, and has the headers of every page."""
    response = sent(made_client, DRAFT)
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert 'content="noindex' in response.text


def test_a_report_stays_when_the_language_is_changed(made_client: FlaskClient) -> None:
    """The chooser leads back to the report; its frame is in the reader's language, itself in that of its draft."""
    report = sent(made_client, DRAFT)
    path = report.request.path
    page = well_made(report)
    chooser = page.one("form", class_="languages")["action"]
    chosen = made_client.post(chooser, data={"language": "ar"})
    assert chosen.headers["Location"] == path
    for address in (path, f"/ar{path}"):
        arabic = made_client.get(address)
        shown = well_made(arabic)
        assert (shown.one("html")["lang"], shown.one("html")["dir"]) == ("ar", "rtl")
        article = shown.one("article")
        assert [(part["lang"], part["dir"]) for part in shown.all("div") if part.has("lang")] == [("en", "ltr")]
        assert "4 of 7 quotations need attention." in " ".join(article.text.split())
        assert "Main page" not in shown.one("nav", **{"aria-label": "الموقع"}).text
        assert "هذا التقرير" in shown.one("p", class_="notices").text
        assert int(arabic.headers["Content-Length"]) == len(arabic.data)
        arabic.close()
    assert not page.all("p", class_="notices")
    assert not [part for part in page.all("div") if part.has("lang")]
    made_client.delete_cookie("language")


def test_a_file_is_checked(made_client: FlaskClient) -> None:
    """A Word document is read; when text was pasted as well, the file counts."""
    data = make_docx([("Normal", "He said “Participants welcomed the peacekeeping pledges” once.")])
    page = well_made(sent(made_client, "He said “one two three four five”.", (data, "Draft of May.docx")))
    assert page.one("h1").text == "Draft of May.docx: 1 quotation checked"
    assert len(page.all("h2")) == 1


@pytest.mark.parametrize("text", ["Nobody is quoted here.", "It's the 1990s' best."])
def test_a_draft_without_quotations(made_client: FlaskClient, text: str) -> None:
    """The report of a draft without quotations says so, and says what counts as a quotation."""
    page = well_made(sent(made_client, text))
    assert "No quotations found" in page.one("p", class_="summary-line").text


@pytest.mark.parametrize(
    ("text", "file", "status", "error"),
    [
        ("", None, 422, "Paste your draft"),
        (" \r\n ", None, 422, "Paste your draft"),
        (
            "",
            (b"no document", "a.docx"),
            422,
            "a.docx is not the DOCX that its name says: open it and save it as DOCX.",
        ),
        ("", (b"x" * 3_000_000, "a.txt"), 413, "Your draft is larger than the limit of 2 MB"),
        ("x" * 3_000_000, None, 413, "Your draft is larger than the limit of 2 MB"),
        ("", (b"", "a.txt"), 422, "a.txt is empty"),
    ],
)
def test_what_is_refused(made_index: Path, text: str, file: tuple[bytes, str] | None, status: int, error: str) -> None:
    """A missing, unreadable or too large draft gives the form again, with a clear message and the right status."""
    client = create_app(made_index, drafts=replace(DRAFT_LIMITS, bytes=2_000_000)).test_client()
    page = well_made(sent(client, text, file), status)
    assert error in page.one("p", class_="trouble").text
    assert page.one("p", class_="trouble")["role"] == "alert"
    assert page.one("form", class_="draft")


def test_a_large_text_is_taken(made_client: FlaskClient) -> None:
    """A pasted book is accepted, although other forms are limited to a small size."""
    text = "Words without end. " * 50_000 + "He said “Participants welcomed the peacekeeping pledges”."
    assert len(well_made(sent(made_client, text)).all("h2")) == 1


def test_quotations_that_were_not_checked(made_library: Library) -> None:
    """Where quotations are left over, because there are very many or the time was over, the report says so."""
    draft = draft_from_text(DRAFT)

    def notices(chosen: ChosenQuotations, done: int) -> tuple[str, ...]:
        findings = tuple(iter_findings(chosen.quotations[:done], made_library.word_index, made_library))
        return draft_notices(CheckedDraft(draft, findings, chosen))

    assert notices(choose_quotations(draft), 7) == ()
    (told,) = notices(choose_quotations(draft, most=2), 2)
    assert told == "Only the first 2 quotations were checked. Check the rest in shorter parts."
    (told,) = notices(choose_quotations(draft), 2)
    assert told.startswith("Only the first 2 quotations were checked before time ran out.")
    (told,) = notices(choose_quotations(draft, most_short=0), 6)
    assert told == "1 more quotation is too short to check, and is not listed."


def test_an_index_without_its_words(tmp_path: Path) -> None:
    """An index with a damaged word list is reported, with advice, before a page is sent."""
    made.publish_build(tmp_path)
    next((live_build(tmp_path) / ENGINE_FOLDER).rglob("text-order.*")).unlink()
    response = sent(create_app(tmp_path).test_client(), DRAFT)
    assert response.status_code == 503
    assert "To rebuild it, run" in response.text


def test_a_paper_that_warns_warns_here(client: FlaskClient, library: Library) -> None:
    """The restrictions on citing a paper stand with the reference."""
    papers = (library.document_passages(document.id) for document in library.documents())
    warned = next(passages for passages in papers if find_restrictions(passages))
    text = max(warned, key=lambda caution: len(caution.text)).text.translate({ord(mark): None for mark in '“”"‘«»'})
    page = well_made(sent(client, f"“{' '.join(text.split()[:12])}”"))
    assert "Before you cite this" in page.one("p", class_="caution").text


def test_other_ways_of_asking(made_client: FlaskClient) -> None:
    """Methods other than GET and POST are refused, and the refusal names these."""
    response = made_client.delete("/verify")
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}
