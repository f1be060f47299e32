"""The coverage page: counts that add up, real gaps, and a sentence to cite it with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from operator import attrgetter
from pathlib import Path

from flask.testing import FlaskClient

from indexer.build.pipeline import build
from indexer.explore.coverage import gaps_of
from indexer.store.builds import open_library
from indexer.store.library import Library
from tests import corpus_factory as made
from tests.webapp.markup import Page
from webapp.app import create_app


def data(client: FlaskClient) -> dict[str, object]:
    """The coverage as JSON."""
    coverage: dict[str, object] = client.get("/coverage.json").get_json()
    return coverage


def test_counts_are_those_of_the_passages(client: FlaskClient, library: Library) -> None:
    """Every table counts its passages, and each table with one value per passage adds up to all passages."""
    coverage = data(client)
    passages = list(library.passages())
    assert coverage["passages"] == len(passages)
    assert coverage["documents"] == len(library.documents())
    for name, value_of in (
        ("by_kind", attrgetter("document.kind")),
        ("by_status", attrgetter("document.status")),
        ("by_language", attrgetter("document.language")),
    ):
        rows = coverage[name]
        assert isinstance(rows, list)
        assert sum(row["passages"] for row in rows) == len(passages)
        for row in rows:
            assert row["passages"] == sum(value_of(passage) == row["value"] for passage in passages)
            assert row["documents"] == len(
                {passage.document.id for passage in passages if value_of(passage) == row["value"]}
            )
    kinds = coverage["by_passage_kind"]
    assert isinstance(kinds, dict)
    assert {kind: sum(passage.kind == kind for passage in passages) for kind in kinds} == kinds
    assert sum(kinds.values()) == len(passages)


def test_gaps_are_told(client: FlaskClient) -> None:
    """Years without a meeting, and meetings without a place, a report or a programme, are named with links."""
    page = Page(client.get("/coverage").text)
    assert page.problems == []
    gap_text = " ".join(page.one("ul", class_="gaps").text.split())
    assert "No meetings in 2020–2023" in gap_text
    assert "1 meeting planned but not reported" in gap_text
    assert "/m/islamabad-2025" in page.links()
    gaps = data(client)["gaps"]
    assert isinstance(gaps, dict)
    assert gaps["years_without_a_meeting"] == [2020, 2021, 2022, 2023]
    assert gaps["meetings_only_planned"] == ["islamabad-2025"]
    assert gaps["files_left_out"] == []


def test_gaps_of_made_up_papers() -> None:
    """Each thing that is unknown of a meeting or a paper is reported, whatever else is known."""
    papers = (made.PROGRAMME, made.SUMMARY, made.CONCEPT, made.NOTE, made.PAPER)
    gaps = gaps_of((made.MONTEVIDEO, made.ISLAMABAD, made.OLD, made.UNDATED), papers)
    assert gaps.years == (2020, 2021, 2022, 2023)
    assert gaps.without_date == (made.UNDATED,)
    assert gaps.without_place == (made.OLD, made.UNDATED)
    assert gaps.only_planned == (made.ISLAMABAD,)
    assert gaps.only_reported == (made.OLD, made.UNDATED)
    assert gaps.without_language == papers
    assert gaps.without_kind == gaps.recognised == ()
    assert gaps_of((), ()).years == ()


def test_no_two_lines_of_a_gap_read_alike(tmp_path: Path) -> None:
    """Meetings of one title are told apart by their days or files, and so are papers of one title."""
    boards = [replace(made.OLD, id=f"board-{day}", title="Board", start=date(2031, 3, day), end=None) for day in (3, 9)]
    boards.append(replace(made.OLD, id="dyke", title="Dyke council", start=date(2031, 3, 9), end=None))
    boards += [replace(made.UNDATED, id=f"undated-{number}", title="Interim") for number in (1, 2)]
    papers = [made.document(f"note-{board.id}", board, "other", "A note") for board in boards]
    papers[3:] = [replace(paper, source=f"{paper.id}/minutes.md") for paper in papers[3:]]
    papers[0] = replace(papers[0], published="2031-04-01")
    made.publish_build(tmp_path, tuple(made.passage(paper, 0, "The sea rose.") for paper in papers))
    page = Page(create_app(tmp_path).test_client().get("/coverage").text)
    texts: dict[str, set[str]] = {}
    for link in page.all("a"):
        texts.setdefault(link["href"], set()).add(" ".join(link.text.split()))
    assert texts["/m/board-3"] == {"Board, 3 March 2031"}
    assert texts["/m/board-9"] == {"Board, 9 March 2031"}
    assert texts["/m/dyke"] == {"Dyke council"}
    assert texts["/m/undated-1"] == {"Interim (note-undated-1/minutes.md)"}
    of_papers = [texts[f"/d/{paper.id}"] for paper in papers]
    assert [len(each) for each in of_papers] == [1] * len(papers)
    assert len(set.union(*of_papers)) == len(papers)
    assert all("A note" in text for each in of_papers for text in each)
    assert "1 April 2031" in of_papers[0].pop()


def test_it_can_be_cited(client: FlaskClient, library: Library) -> None:
    """One sentence names the build, its day, its contents and the address; the page and the JSON agree."""
    page = Page(client.get("/coverage").text)
    cite = " ".join(page.one("p", class_="cite-sentence").text.split())
    assert cite == data(client)["cite"]
    assert library.stats.build in cite
    assert library.facts.corpus
    assert library.facts.corpus in cite
    assert "5 papers from 4 meetings, 12 December 2019 – 16 April 2025, 161 passages" in cite
    assert cite.endswith("https://papers.example.org/coverage")


def test_every_count_leads_to_its_passages(client: FlaskClient) -> None:
    """The link of a row finds as many passages as the row states."""
    rows = data(client)["by_year"]
    assert isinstance(rows, list)
    for row in rows:
        assert client.get(f"/api/search?year={row['value']}").get_json()["total"] == row["passages"]


def test_files_left_out_are_a_gap(tmp_path: Path) -> None:
    """A file that could not be read is named with the reason, because a search did not see it."""
    papers, index_dir = tmp_path / "papers", tmp_path / "index"
    papers.mkdir()
    (papers / "note.txt").write_text("A note\n\nThe rivers rose in spring and fell again.\n", encoding="utf-8")
    (papers / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing else")
    build(papers, index_dir)
    library = open_library(index_dir)
    [skipped] = library.facts.skipped
    library.close()
    page = Page(create_app(index_dir).test_client().get("/coverage").text)
    assert page.problems == []
    assert skipped.source == "broken.pdf"
    assert skipped.reason in page.one("ul", class_="gaps").text


def test_it_is_found_from_everywhere(client: FlaskClient) -> None:
    """The foot of every page links to the coverage page, and so does a search without results."""
    for path in ("/", "/help", "/search?q=training"):
        assert "/coverage" in Page(client.get(path).text).links()
    nothing = Page(client.get("/search?q=zeppelin").text)
    assert nothing.links().count("/coverage") == 2
