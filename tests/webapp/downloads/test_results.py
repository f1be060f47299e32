"""Tests of downloads of results: the same search as the page, in files that third-party parsers read."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import bibtexparser
import docx
import openpyxl
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from flask.testing import FlaskClient

from indexer.evidence import Evidence
from indexer.evidence.dossier import clean_lines
from indexer.model import Passage
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.references import STYLE_NAMES, Reference, cite, find_restrictions, plain_text
from indexer.store.library import Library
from tests.hits import all_ids
from tests.webapp.markup import Page
from tests.webapp.test_hostile import ODD
from webapp.app import create_app
from webapp.downloads import results
from webapp.shared.basket_item import BasketItem
from webapp.shared.formats import MAX_IN_DOCUMENT, MAX_IN_WORKBOOK, RESULT_FILES
from webapp.site import EXTENSION_KEY, MOST_DOWNLOADS

SITE = "https://papers.example.org"
DAY = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def visitor(seed_index: Path) -> FlaskClient:
    """A test client of the site over the shipped papers, on a fixed day."""
    return create_app(seed_index, SITE, lambda: DAY).test_client()


def hits(library: Library, q: str = "training") -> tuple[str, ...]:
    """Return all ids that a query finds, in order."""
    return all_ids(library, Query(parse(q).node))


def test_a_page_of_results_is_a_file(visitor: FlaskClient, library: Library) -> None:
    """By default a file has the hits of the page that the same parameters show, in order."""
    for page, page_ids in ((1, hits(library)[:10]), (2, hits(library)[10:20]), (99, hits(library)[40:] or None)):
        references = rispy.loads(visitor.get(f"/search.ris?q=training&page={page}").text)
        expected = page_ids or hits(library)[(len(hits(library)) - 1) // 10 * 10 :]
        assert [reference["id"] for reference in references] == list(expected)


def test_a_file_follows_the_switch_of_words(visitor: FlaskClient, library: Library) -> None:
    """A file has what the page counts: with most of the words too, or with `words=all` only with all of them."""
    for words in ("most", "all"):
        address = f"q=police+planners&words={words}"
        references = rispy.loads(visitor.get(f"/search.ris?{address}&extent=all").text)
        assert len(references) == visitor.get(f"/api/search?{address}").get_json()["total"]
        if words == "all":
            assert [each["id"] for each in references] == list(hits(library, "police planners"))


def test_all_results_are_a_file(visitor: FlaskClient, library: Library) -> None:
    """With `extent=all` every format has every hit once, with its permanent link."""
    items = [BasketItem.from_passage(library.passage(key)) for key in hits(library)]
    links = [f"{SITE}/p/{item.name}" for item in items]
    responses = {
        suffix: visitor.get(f"/search.{suffix}?q=training&extent=all", buffered=True)
        for suffix in ("ris", "bib", "json", "csv", "txt")
    }
    assert [item["urls"][0] for item in rispy.loads(responses["ris"].text)] == links
    bib = bibtexparser.loads(responses["bib"].text, BibTexParser(common_strings=True)).entries
    assert [item["url"] for item in bib] == links
    assert [item["URL"] for item in json.loads(responses["json"].text)] == links
    rows = csv.DictReader(io.StringIO(responses["csv"].text.removeprefix("\ufeff"), newline=""))
    assert [(row["passage"], row["link"]) for row in rows] == [
        (item.id, link) for item, link in zip(items, links, strict=True)
    ]
    assert responses["txt"].text.count(f"{SITE}/p/") == len(items)
    names = {response.headers["Content-Disposition"] for response in responses.values()}
    assert names == {f"attachment; filename=search-training.{suffix}" for suffix in responses}


def test_the_filters_hold(visitor: FlaskClient) -> None:
    """A file has only what passes the filters."""
    rows = csv.DictReader(io.StringIO(visitor.get("/search.csv?q=training&year=2019&extent=all").text))
    assert {row["start"][:4] for row in rows} == {"2019"}


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_a_bibliography_is_in_the_style_asked_for(visitor: FlaskClient, library: Library, style: str) -> None:
    """Each paragraph of a bibliography is the reference in the requested style."""
    text = visitor.get(f"/search.txt?q=training&style={style}").text
    expected = []
    for key in hits(library)[:10]:
        passage = library.passage(key)
        notes = find_restrictions(library.document_passages(passage.document.id))
        reference = Reference(passage, f"{SITE}/p/{key}", DAY.date(), BasketItem.from_passage(passage).version, notes)
        expected.append(plain_text(cite(reference, style)))  # type: ignore[arg-type]  # one of the styles
    assert text.strip().split("\n\n") == expected


def docx_text(written: bytes) -> str:
    """Return the text of a Word document, its footnotes included."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        parts = [archive.read(f"word/{name}.xml").decode() for name in ("document", "footnotes")]
    return re.sub("<[^>]+>", "", "".join(parts))


def sheet(written: bytes, name: str = "Quotations") -> list[tuple[object, ...]]:
    """Return the rows of a sheet of a workbook."""
    workbook = openpyxl.load_workbook(io.BytesIO(written))
    return list(workbook[name].iter_rows(values_only=True))


def test_all_results_are_a_word_document(visitor: FlaskClient, library: Library) -> None:
    """With `extent=all` the document quotes every hit, and the reference of each is a footnote with its link."""
    written = visitor.get("/search.docx?q=training&extent=all").data
    paragraphs = [
        paragraph.text
        for paragraph in docx.Document(io.BytesIO(written)).paragraphs
        if paragraph.style and paragraph.style.name == "Quote"
    ]
    passages = library.passages_by_id(hits(library))
    assert paragraphs == [line for passage in passages for line in clean_lines(passage.text)]
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        notes = archive.read("word/footnotes.xml").decode()
    assert re.findall(r"https://papers\.example\.org/p/[^<]+(?=</w:t>)", notes) == [
        f"{SITE}/p/{BasketItem.from_passage(passage).name}" for passage in passages
    ]
    assert "a search for “training” found" in docx_text(written)


def test_all_results_are_a_workbook(visitor: FlaskClient, library: Library) -> None:
    """A workbook has a row for each hit, and a sheet that says of what search they are."""
    written = visitor.get("/search.xlsx?q=training&extent=all").data
    head, *rows = sheet(written)
    assert [row[head.index("passage")] for row in rows] == list(hits(library))
    about = {str(row[0]): str(row[1]) for row in sheet(written, "About")}
    assert about["Query"] == "training"
    assert f"{len(rows)} passages in" in about["Found"]
    assert "asof=" in about["Link"]
    assert "Left out" not in about


def test_all_results_are_lines_of_json(visitor: FlaskClient, library: Library) -> None:
    """Each line is a passage in the shape of the API, with its permanent link and its reference."""
    answer = visitor.get("/search.jsonl?q=training&extent=all&style=apa")
    assert answer.mimetype == "application/jsonl"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["id"] for line in lines] == list(hits(library))
    api = visitor.get(f"/api/passages/{lines[0]['id']}").get_json()
    assert {name: lines[0][name] for name in ("text", "document", "meeting", "session", "people")} == {
        name: api[name] for name in ("text", "document", "meeting", "session", "people")
    }
    assert lines[0]["permalink"] in lines[0]["reference"]
    assert "Retrieved January 31, 2026" in lines[0]["reference"]


def test_what_a_file_cannot_hold_is_said(visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Word document and a workbook hold so many results, which the page says beforehand and the file itself."""
    assert (MAX_IN_DOCUMENT, MAX_IN_WORKBOOK) == (2_000, 20_000)
    total = len(rispy.loads(visitor.get("/search.ris?q=training&extent=all").text))
    few = {suffix: replace(RESULT_FILES[suffix], most=7) for suffix in (".docx", ".xlsx")}
    monkeypatch.setitem(RESULT_FILES, ".docx", few[".docx"])
    monkeypatch.setitem(RESULT_FILES, ".xlsx", few[".xlsx"])
    page = Page(visitor.get("/search?q=training").text)
    assert "Word (DOCX), first 7 only" in page.text
    assert "Excel (XLSX), first 7 only" in page.text
    assert "CSV table, first" not in page.text
    said = f"Only the first 7 of {total} results"
    assert said in docx_text(visitor.get("/search.docx?q=training&extent=all").data)
    written = visitor.get("/search.xlsx?q=training&extent=all").data
    assert len(sheet(written)) == 8
    assert ("Left out", f"{said}: one file of this kind holds no more. A CSV table has all of them.") in sheet(
        written, "About"
    )


def test_grouped_results_are_those_of_the_page(visitor: FlaskClient, library: Library) -> None:
    """A page of groups is downloaded as it is listed, all of them as one list, and an open group alone."""
    whole = rispy.loads(visitor.get("/search.ris?q=training&extent=all&group=document").text)
    assert [each["id"] for each in whole] == list(hits(library))
    page = Page(visitor.get("/search?q=training&group=document").text)
    listed = rispy.loads(visitor.get("/search.ris?q=training&group=document").text)
    shown = [element["value"].partition("?")[0] for element in page.all("button", name="add")]
    assert {each["id"] for each in listed}.issuperset(shown)
    assert len(shown) > 1
    assert f"The {len(listed)} results on this page" in page.text
    assert f"All {len(whole)} results" in page.text
    paper = library.passage(hits(library)[0]).document.id
    opened = rispy.loads(visitor.get(f"/search.ris?q=training&extent=all&group=document:{paper}").text)
    assert {each["id"].rpartition(".")[0] for each in opened} == {paper}
    assert f"All {len(opened)} results" in Page(visitor.get(f"/search?q=training&group=document:{paper}").text).text


def test_an_excluded_value_is_in_no_file(visitor: FlaskClient) -> None:
    """What the page leaves out the file leaves out."""
    rows = csv.DictReader(io.StringIO(visitor.get("/search.csv?q=training&year!=2019&extent=all").text))
    years = {row["start"][:4] for row in rows}
    assert years
    assert "2019" not in years


def test_a_search_of_a_past_build_is_a_file_of_that_build(visitor: FlaskClient, library: Library) -> None:
    """With `asof` a file has what the page of that build lists, with the links of that wording."""
    address = f"q=training&words=all&asof={library.stats.build}"
    answer = visitor.get(f"/search.csv?{address}&extent=all")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    page = Page(visitor.get(f"/search?{address}").text)
    assert f"{len(rows)} passages" in page.text
    assert [row["passage"] for row in rows[:25]] == [
        element["href"].removeprefix("/p/").partition("?")[0]
        for element in page.all("a")
        if element["href"].startswith("/p/") and element.has("data-open")
    ]
    first_page = list(csv.DictReader(io.StringIO(visitor.get(f"/search.csv?{address}").text)))
    assert [row["passage"] for row in first_page] == [row["passage"] for row in rows[:25]]
    assert {"asof", "q"} <= {element["name"] for element in page.all("input", type="hidden")}
    unknown = visitor.get("/search.csv?q=training&asof=nothing")
    assert unknown.status_code == 404
    assert "This count cannot be repeated" in unknown.text


def test_a_file_is_written_while_it_is_sent(
    visitor: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few passages are read at a time, and none before the first piece is wanted."""
    read: list[int] = []
    usual = Library.passages_by_id

    def counting(self: Library, ids: Iterable[str]) -> tuple[Passage, ...]:
        """Note how many passages are asked for."""
        wanted = tuple(ids)
        read.append(len(wanted))
        return usual(self, wanted)

    monkeypatch.setattr(results, "PASSAGES_AT_ONCE", 4)
    monkeypatch.setattr(results, "IDS_AT_ONCE", 10)
    monkeypatch.setattr(Library, "passages_by_id", counting)
    monkeypatch.setattr("webapp.shared.evidence_files._BLOCK", 1)
    answer = visitor.get("/search.ris?q=training&extent=all", buffered=False)
    before = len(read)
    text = b"".join(answer.response)  # type: ignore[arg-type]  # pieces of bytes
    assert before <= 1
    assert max(read) == 4
    assert sum(read) == len(rispy.loads(text.decode())) == len(hits(library))
    assert "Content-Length" not in answer.headers


def test_only_headers_cost_no_file(visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """HEAD is answered as GET without the file, which is not written; an unchanged file is not sent again."""
    whole = visitor.get("/search.csv?q=training&extent=all", buffered=True)
    monkeypatch.setattr(results.ResultList, "evidence", lambda *_: _never())
    head = visitor.head("/search.csv?q=training&extent=all", buffered=True)
    assert (head.status_code, head.data) == (200, b"")
    same = ("Content-Type", "Content-Disposition", "ETag", "Cache-Control", "X-Robots-Tag")
    assert {name: head.headers[name] for name in same} == {name: whole.headers[name] for name in same}
    again = visitor.get("/search.csv?q=training&extent=all", headers={"If-None-Match": whole.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def _never() -> Iterator[Evidence]:
    """Fail when the first piece is asked for."""
    raise AssertionError("nobody asked for the file")
    yield


def test_few_files_of_all_results_are_sent_at_once(visitor: FlaskClient) -> None:
    """While a process sends as many as it may, another waits; pages and files of a page do not."""
    slots = visitor.application.extensions[EXTENSION_KEY].downloads
    for _ in range(MOST_DOWNLOADS):
        assert slots.acquire(blocking=False)
    busy = visitor.get("/search.csv?q=training&extent=all")
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "30")
    assert "Too many downloads at once" in busy.text
    assert visitor.get("/search.csv?q=training").status_code == 200
    slots.release(MOST_DOWNLOADS)
    for address in ("/search.csv?q=training&extent=all", "/search.csv?q=training&asof=nothing&extent=all"):
        for _ in range(MOST_DOWNLOADS + 1):
            assert visitor.get(address, buffered=True).status_code in {200, 404}
            assert visitor.head(address, buffered=True).status_code in {200, 404}


def test_an_unknown_format_is_refused_in_words(visitor: FlaskClient) -> None:
    """The page of an unknown format says which there are."""
    answer = visitor.get("/search.exe?q=training")
    assert answer.status_code == 404
    assert "There is no “.exe” file here. These are offered: .docx, .xlsx" in Page(answer.text).text


def test_the_control_offers_what_there_is(visitor: FlaskClient) -> None:
    """The form below the results sends the search with its filters, and each button leads to a file."""
    page = Page(visitor.get("/search?q=training&year=2024&page=2").text)
    assert page.problems == []
    buttons = [element["formaction"] for element in page.all("button") if element.has("formaction")]
    assert buttons == [f"/search{suffix}" for suffix in RESULT_FILES]
    arguments = "&".join(
        f"{element['name']}={quote(element['value'])}"
        for element in page.all("input", type="hidden")
        if element["name"] != "back"
    )
    for button in buttons:
        assert visitor.get(f"{button}?{arguments}&extent=page&style=mla").status_code == 200
    nothing = Page(visitor.get("/search?q=zeppelin").text)
    assert [element for element in nothing.all("button") if element.has("formaction")] == []


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_an_odd_query_is_answered(visitor: FlaskClient, text: str) -> None:
    """Any query gives a file, possibly empty."""
    for suffix in ("ris", "txt", "json", "xlsx", "docx", "jsonl"):
        response = visitor.get(f"/search.{suffix}?q={quote(text)}&style={quote(text[:50])}&extent={quote(text[:50])}")
        assert response.status_code == 200
