"""Tests of the concordance: every match on its line, in the requested order, as a page and as a file."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from indexer.explore.concordance import CONTEXT_LENGTH, concordance_lines, sort_lines
from indexer.model import TextSpan
from indexer.query.parser import parse
from indexer.store.library import Library
from indexer.text.analysis import terms_in
from tests import corpus_factory as made
from tests.webapp.markup import Page
from webapp.app import create_app
from webapp.charts import concordance
from webapp.charts.concordance import CSV_HEADER, LINES_PER_PAGE
from webapp.site import EXTENSION_KEY, MOST_DOWNLOADS


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    """Return the rows of the file at a URL."""
    text = client.get(address).text
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@given(st.lists(st.tuples(st.text("ab ,.", max_size=200), st.booleans()), max_size=8))
def test_a_line_is_a_stretch_of_its_passage(pieces: list[tuple[str, bool]]) -> None:
    """The context and the match of a line stand side by side in the passage, and no match is lost."""
    spans = tuple(TextSpan(text, match) for text, match in pieces if text)
    text = "".join(span.text for span in spans)
    passage = made.passage(made.SUMMARY, 0, text)
    lines = list(concordance_lines([passage], lambda *_: spans))
    for line in lines:
        together = "".join((line.before + line.match + line.after).split())
        assert together in "".join(text.split())
        assert len(line.before) <= CONTEXT_LENGTH
        assert len(line.after) <= CONTEXT_LENGTH
    shown = "".join("".join(line.match.split()) for line in lines)
    assert shown == "".join("".join(span.text.split()) for span in spans if span.match)


def test_every_match_has_a_line(client: FlaskClient, library: Library) -> None:
    """The file has one line for each match in the passages found, each with the permanent link."""
    node = parse("training").node
    expected = sum(span.match for passage in library.passages() for span in library.highlight(passage.text, node))
    lines = rows(client, "/concordance.csv?q=training")
    assert len(lines) == expected
    assert all(row["match"].casefold().startswith("train") for row in lines)
    assert {row["link"].partition("/p/")[0] for row in lines} == {"https://papers.example.org"}
    assert tuple(lines[0]) == CSV_HEADER


@pytest.mark.parametrize(("order", "side"), [("before", "before"), ("after", "after")])
def test_lines_are_sorted_by_the_nearest_words(client: FlaskClient, order: str, side: str) -> None:
    """By the word before, lines are sorted leftwards from the match; by the word after, rightwards."""
    lines = rows(client, f"/concordance.csv?q=training&by={order}")
    nearest = [(terms_in(row[side]) or ("",))[-1 if side == "before" else 0] for row in lines]
    assert nearest == sorted(nearest)
    everything = rows(client, "/concordance.csv?q=training")
    assert sorted(map(str, lines)) == sorted(map(str, everything))


def test_words_side_by_side_are_one_match(library: Library) -> None:
    """Adjacent matching words make one line."""
    passage = next(candidate for candidate in library.passages() if "training partnerships" in candidate.text)
    lines = list(
        concordance_lines([passage], lambda text, _: library.highlight(text, parse("training partnership").node))
    )
    assert "training partnerships" in [line.match for line in lines]
    assert sort_lines(lines, "document") == lines


def test_filters_are_kept(client: FlaskClient) -> None:
    """The filters of the search apply, and chips, orders and tabs keep the rest of it."""
    lines = rows(client, "/concordance.csv?q=training&year=2019")
    assert lines
    assert {row["dates"][-4:] for row in lines} == {"2019"}
    page = Page(client.get("/concordance?q=training&year=2019&by=before").text)
    assert page.problems == []
    assert "/concordance?q=training&by=before" in page.links()
    assert "/search?q=training&year=2019" in page.links()
    assert "/concordance?q=training&year=2019&by=after" in page.links()
    assert "/concordance.csv?q=training&year=2019&by=before" in page.links()
    assert page.one("input", name="year")["value"] == "2019"
    assert page.one("input", name="by")["value"] == "before"


def test_the_cap_is_told(long_client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more is found than is shown, the page says how much was examined, and the file has every match."""
    assert len({row["passage"] for row in rows(long_client, "/concordance.csv?q=river&by=after")}) == 720
    page = Page(long_client.get("/concordance?q=river").text)
    assert f"Only the first {concordance.MAX_PASSAGES} of 720 passages" in page.one("p", class_="cap").text
    monkeypatch.setattr(concordance, "MAX_LINES", 20)
    page = Page(long_client.get("/concordance?q=river").text)
    assert page.one("p", class_="cap").text.startswith("Only the first 20 matches")


def test_pages_have_no_gaps(long_client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is cut, every line of the file is on exactly one page; a page past the end is the last one."""
    monkeypatch.setattr(concordance, "MAX_PASSAGES", 1_000)
    count = len(rows(long_client, "/concordance.csv?q=gauge"))
    first_page, second_page = (Page(long_client.get(f"/concordance?q=gauge&page={page}").text) for page in (1, 2))
    assert len(first_page.all("p", class_="line")) == LINES_PER_PAGE
    assert second_page.one("ol", class_="kwic")["start"] == str(LINES_PER_PAGE + 1)
    last_number = -(-count // LINES_PER_PAGE)
    past_the_end = Page(long_client.get("/concordance?q=gauge&page=99").text)
    assert len(past_the_end.all("p", class_="line")) == count - (last_number - 1) * LINES_PER_PAGE


def test_passages_without_a_line_are_counted(client: FlaskClient) -> None:
    """The page counts passages that match only in headings, session or people, since they have no line."""
    text = client.get("/concordance?q=training").text
    assert "session or names, and" in " ".join(Page(text).text.split())


def test_nothing_to_look_for(client: FlaskClient) -> None:
    """Without a query the page says what to do; a query without matches is reported as such."""
    assert "Type a word" in client.get("/concordance").text
    assert "No matches in the text" in client.get("/concordance?q=zeppelin").text
    assert rows(client, "/concordance.csv") == []


def test_no_cell_is_a_formula(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Words of a paper that a spreadsheet would take for a formula are kept as text."""
    index_dir = tmp_path_factory.mktemp("formula")
    made.publish_build(index_dir, [made.passage(made.SUMMARY, 0, "=HYPERLINK(1) rivers rose. ")])
    [row] = rows(create_app(index_dir).test_client(), "/concordance.csv?q=rivers")
    assert row["before"] == "'=HYPERLINK(1)"


def test_a_long_file_is_sent_while_it_is_written(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file comes in pieces; sorted by words it would be in memory as a whole, which is done up to a size."""
    whole = client.get("/concordance.csv?q=peacekeeping").data
    monkeypatch.setattr("webapp.shared.evidence_files._BLOCK", 1_000)
    pieces = list(client.get("/concordance.csv?q=peacekeeping", buffered=False).iter_encoded())
    assert b"".join(pieces) == whole
    assert len(pieces) > 10
    monkeypatch.setattr("webapp.charts.concordance.MAX_SORTED", 3)
    assert client.get("/concordance.csv?q=peacekeeping").status_code == 200
    refused = client.get("/concordance.csv?q=peacekeeping&by=after")
    assert refused.status_code == 422
    assert "Download it in the order of the papers" in refused.text


def test_no_more_long_files_are_sent_than_there_are_places(client: FlaskClient, app: Flask) -> None:
    """Each file that is being sent takes a place, and gives it back when it is sent or no longer wanted."""
    for _ in range(2 * MOST_DOWNLOADS):
        client.get("/concordance.csv?q=peacekeeping", buffered=False).close()
    places = app.extensions[EXTENSION_KEY].downloads
    held = [places.acquire(blocking=False) for _ in range(MOST_DOWNLOADS)]
    assert all(held)
    assert client.get("/concordance.csv?q=peacekeeping").status_code == 503
    for _ in held:
        places.release()
