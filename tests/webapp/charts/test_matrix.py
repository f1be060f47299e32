"""Tests of the matrix: each cell shows what a search counts and links to it, as a page and as a file."""

from __future__ import annotations

import csv
import io
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient

from indexer.store.library import Library
from tests.webapp.markup import open_page
from webapp.charts.matrix import MAX_QUERIES, parse_queries

ADDRESS = "/matrix?q=training&q=women&q=zeppelin"


def test_each_cell_is_what_a_search_finds(client: FlaskClient, library: Library) -> None:
    """A cell's count is that of the search narrowed to its meeting, and its link is that search."""
    page = open_page(client, ADDRESS)
    rows = list(csv.DictReader(io.StringIO(client.get(ADDRESS.replace("matrix", "matrix.csv")).text[1:])))
    assert [row["id"] for row in rows] == [item.id for item in library.meetings()]
    for row in rows:
        for query in ("training", "women", "zeppelin"):
            link = f"/search?q={query}&meeting={row['id']}"
            assert client.get(link.replace("/search", "/api/search")).get_json()["total"] == int(row[query])
            assert (link in page.links()) is (row[query] != "0")
        assert int(row["passages"]) == sum(item.document.meetings[0].id == row["id"] for item in library.passages())


def test_filters_count(client: FlaskClient) -> None:
    """A filter narrows every cell; a selected meeting leaves only its row."""
    everything = open_page(client, ADDRESS)
    reported = open_page(client, ADDRESS + "&status=reported&meeting=montevideo-2024")
    assert len(reported.all("th", scope="row")) == 2
    assert len(everything.all("th", scope="row")) == 5
    assert "/matrix?q=training&q=women&q=zeppelin&status=reported" in reported.links()


def test_shade_is_not_all(client: FlaskClient) -> None:
    """A shaded cell has its number and share as text, and an empty one says 0."""
    page = open_page(client, ADDRESS)
    cells = [cell for cell in page.all("td") if "level-" in cell.attributes.get("class", "")]
    assert {cell.text.split()[0] == "0" for cell in cells if cell.has("class", "level-0")} == {True}
    assert all("%" in cell.text for cell in cells if not cell.has("class", "level-0"))
    assert any(cell.has("class", "level-4") for cell in cells)


def test_queries_are_taken_out_and_added(client: FlaskClient) -> None:
    """Each query has a link to the matrix without it, and the form has all of them, a line each."""
    page = open_page(client, ADDRESS)
    assert "/matrix?q=women&q=zeppelin" in page.links()
    assert page.one("textarea", name="list").text.split() == ["training", "women", "zeppelin"]


def test_a_pasted_list_becomes_a_table(client: FlaskClient) -> None:
    """Each line of a list is a query, whatever bullet or number it has; the filters stay, and the address is short."""
    pasted = '1. training\r\n(2) women NOT youth\n\n  • "use of force"\n- *keeping\n-notthis that\n training '
    answer = client.get("/matrix", query_string={"list": pasted, "status": "reported", "q": "before"})
    assert answer.status_code == 303
    arguments = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert arguments == {
        "q": ["training", "women NOT youth", '"use of force"', "*keeping", "-notthis that"], "status": ["reported"],
    }  # fmt: skip
    assert len(open_page(client, answer.headers["Location"]).all("th", scope="col")) == 7
    assert client.get("/matrix", query_string={"list": " \n "}).headers["Location"].endswith("/matrix")
    many = client.get("/matrix", query_string={"list": "\n".join(f"word{at}" for at in range(99))}).headers["Location"]
    assert f"the first {MAX_QUERIES} queries are compared" in open_page(client, many).text


def test_the_number_of_queries_is_bounded(client: FlaskClient) -> None:
    """Of too many queries the first are compared, with a notice; repeats and blanks do not count."""
    arguments = "&".join(f"q=word{number}" for number in range(MAX_QUERIES + 3))
    page = open_page(client, f"/matrix?{arguments}")
    assert f"the first {MAX_QUERIES} queries are compared" in page.one("ul", class_="notices").text
    assert parse_queries(["a", " a ", "", "b"]) == (("a", "b"), ())


def test_without_queries_there_is_a_form(client: FlaskClient) -> None:
    """The page without queries asks for some and has no table."""
    page = open_page(client, "/matrix")
    assert page.all("table") == []
    assert page.one("textarea", name="list").text.strip() == ""


def test_only_what_was_asked_for_is_counted(client: FlaskClient) -> None:
    """With `words=all` a search that no passage meets in full counts 0; without it, as many as its list shows."""
    page = open_page(client, "/matrix?q=zeppelin+training&q=training")
    assert "Passages with only some words of a query are counted too." in page.text
    cells = [cell.text for cell in page.all("td") if "level-" in cell.attributes.get("class", "")]
    assert cells[::2] == cells[1::2]
    [switch] = [link["href"] for link in page.all("a") if link.text == "Require all words"]
    strict = open_page(client, switch)
    assert "Only passages with all words of a query are counted." in strict.text
    cells = [cell.text for cell in strict.all("td") if "level-" in cell.attributes.get("class", "")]
    assert set(cells[::2]) == {"0"}
    assert set(cells[1::2]) != {"0"}
    for path in ("/chart", "/concordance"):
        assert "These passages have some of the words." in open_page(client, f"{path}?q=zeppelin+training").text
        assert "No results for" in open_page(client, "/chart?q=zeppelin+training&words=all").text


def test_a_malformed_query_is_explained(client: FlaskClient) -> None:
    """The problem of one of the queries is shown together with that query."""
    text = " ".join(open_page(client, "/matrix?q=women&q=(training").text.split())
    assert "(training: This bracket is not closed" in text
