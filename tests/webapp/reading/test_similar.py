"""Passages like a passage, and its wordings in order of time: what is found, why, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.explore import lineage as lines
from indexer.explore.lineage import lineage
from indexer.explore.similar import MIN_SHARED, characteristic_terms, find_similar
from indexer.model import Meeting
from indexer.store.builds import open_library
from indexer.store.library import Library
from indexer.text.analysis import stem, terms_in
from tests import corpus_factory as made
from tests.webapp.markup import Page
from webapp.app import create_app

FIRST = Meeting("geneva-2019", "First review", "Geneva, Switzerland", date(2019, 3, 1), None, 2019)
SECOND = Meeting("geneva-2021", "Second review", "Geneva, Switzerland", date(2021, 3, 1), None, 2021)
THIRD = Meeting("geneva-2023", "Third review", "Geneva, Switzerland", date(2023, 3, 1), None, 2023)
EARLY = made.document("first-report", FIRST, "report", "Report of the first review")
MIDDLE = made.document("second-report", SECOND, "report", "Report of the second review")
PLAN = made.document("third-programme", THIRD, "programme", "Programme of the third review")
LATE = made.document("third-report", THIRD, "report", "Report of the third review")

TEXT = "Member States shall report on the river gauges every spring and publish the results without delay."
PASSAGES = (
    made.passage(EARLY, 0, TEXT),
    made.passage(EARLY, 1, "The budget of the secretariat was adopted."),
    made.passage(MIDDLE, 0, TEXT.replace("shall", "should").replace("every spring", "every autumn")),
    made.passage(MIDDLE, 1, "Gauges along the river need money, said the secretariat, and a budget."),
    made.passage(PLAN, 0, TEXT.replace("shall", "should").replace("every spring", "every autumn")),
    made.passage(LATE, 0, TEXT.upper()),
    made.passage(LATE, 1, "Nothing of this kind had been seen before."),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of three reviews that say one thing again and again."""
    index_dir = tmp_path_factory.mktemp("reviews")
    made.publish_build(index_dir, PASSAGES)
    return index_dir


@pytest.fixture(scope="module")
def reviews(index: Path) -> Iterator[Library]:
    """Their library."""
    opened = open_library(index)
    yield opened
    opened.close()


@pytest.fixture
def visitor(index: Path) -> FlaskClient:
    """A visitor of a site over them."""
    return create_app(index).test_client()


def test_versions_stand_in_order_of_time(reviews: Library) -> None:
    """Oldest first, of one meeting what was planned before what was reported, the passage itself among them."""
    for passage in (PASSAGES[0], PASSAGES[4]):
        found = lineage(reviews, passage)
        ids = [one.passage.id for one in found.versions]
        assert ids == ["first-report.00000", "second-report.00000", "third-programme.00000", "third-report.00000"]
        assert found.more == 0


def test_what_differs_is_told_against_the_version_before(reviews: Library) -> None:
    """Words that went and came are named; a repetition has none, and capitals are no difference."""
    first, second, third, fourth = lineage(reviews, PASSAGES[0]).versions
    assert (first.same, first.changes) == (False, ())
    differing = [(one.quoted, one.found) for one in second.changes if not one.same]
    assert differing == [("shall", "should"), ("spring", "autumn")]
    assert third.same
    assert not fourth.same
    assert first.likeness == fourth.likeness == 1.0
    assert second.likeness == pytest.approx(14 / 16)


def test_a_passage_about_the_same_in_other_words_is_no_version(reviews: Library) -> None:
    """Sharing telling words is not enough for a version, and a passage without any has itself alone."""
    assert [one.passage.id for one in lineage(reviews, PASSAGES[3]).versions] == ["second-report.00001"]
    empty = replace(PASSAGES[6], text="…")
    assert [one.passage for one in lineage(reviews, empty).versions] == [empty]


def test_versions_are_bounded(reviews: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more versions than are shown those most alike are, and the rest is counted."""
    monkeypatch.setattr(lines, "MAX_VERSIONS", 2)
    found = lineage(reviews, PASSAGES[0])
    assert [one.passage.id for one in found.versions] == ["first-report.00000", "third-report.00000"]
    assert found.more == 2


def test_like_passages_share_what_is_said(library: Library) -> None:
    """Every passage found has the words that are given as shared, at least two, and is not the passage itself."""
    tried = [one for one in library.passages() if len(one.text) > 300][:12]
    found = 0
    for passage in tried:
        kin = find_similar(library, passage)
        for one in kin.alike:
            found += 1
            assert one.hit.passage.id != passage.id
            assert len(one.shares) >= min(MIN_SHARED, len(kin.terms))
            assert set(one.shares) <= set(kin.terms)
            row = terms_in(one.hit.passage.text)
            for term in one.shares:
                words = tuple(term.split())
                if len(words) > 1:
                    assert f" {term} " in f" {' '.join(row)} "
                else:
                    assert stem(term) in set(map(stem, row))
    assert found


def test_telling_words_stand_in_both_and_are_not_the_common_ones(library: Library) -> None:
    """What a passage is looked for by stands in it and elsewhere; words that every paper is full of are not taken."""
    passage = next(one for one in library.passages() if "light coordination mechanism" in one.text.casefold())
    terms = characteristic_terms(library, passage.text)
    row = f" {' '.join(terms_in(passage.text))} "
    assert ("light", "coordination", "mechanism") in terms
    assert all(f" {' '.join(run)} " in row for run in terms)
    assert not {"the", "and", "with"} & {run[0] for run in terms}
    assert characteristic_terms(library, "") == characteristic_terms(library, "?!") == []


def test_the_pages_show_it(visitor: FlaskClient) -> None:
    """The page of wordings marks what differs, that of like passages leads to it, and it leads back."""
    page = Page(visitor.get("/p/first-report.00000/lineage").text)
    assert page.problems == []
    assert "4 passages of 3 meetings say this in nearly the same words" in " ".join(page.text.split())
    assert [one.text for one in page.all("ins")][:2] == ["now: should", "now: autumn"]
    assert "/p/first-report.00000/like" in page.links()
    page = Page(visitor.get("/p/first-report.00000/like").text)
    assert page.problems == []
    assert "/p/first-report.00000/lineage" in page.links()


def test_every_passage_has_both(client: FlaskClient, library: Library) -> None:
    """For each passage both pages answer and are well made, and its own page leads to them."""
    for passage in list(library.passages())[::9]:
        for what in ("like", "lineage"):
            response = client.get(f"/p/{passage.id}/{what}")
            assert response.status_code == 200
            assert Page(response.text).problems == []
        assert f"/p/{passage.id}/like" in Page(client.get(f"/p/{passage.id}").text).links()


def test_an_unknown_passage_is_not_found(client: FlaskClient) -> None:
    """An id that nothing has is 404 here too."""
    assert client.get("/p/nothing.00000/like").status_code == 404
    assert client.get("/p/nothing.00000/lineage").status_code == 404
