"""Similar passages, and the versions of a passage in order of time: what is found, why, and what differs."""

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
from indexer.model import Meeting, Participation
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
    """The index of three reviews that repeat one sentence in several versions."""
    index_dir = tmp_path_factory.mktemp("reviews")
    made.publish_build(index_dir, PASSAGES)
    return index_dir


@pytest.fixture(scope="module")
def reviews(index: Path) -> Iterator[Library]:
    """The library over that index."""
    opened = open_library(index)
    yield opened
    opened.close()


@pytest.fixture
def visitor(index: Path) -> FlaskClient:
    """A visitor of a site over that index."""
    return create_app(index).test_client()


def test_versions_stand_in_order_of_time(reviews: Library) -> None:
    """Versions come oldest first, and of one meeting planned before reported; the passage itself is among them."""
    for passage in (PASSAGES[0], PASSAGES[4]):
        result = lineage(reviews, passage)
        ids = [version.passage.id for version in result.versions]
        assert ids == ["first-report.00000", "second-report.00000", "third-programme.00000", "third-report.00000"]
        assert result.more == 0


def test_what_differs_is_told_against_the_version_before(reviews: Library) -> None:
    """Each version marks the words removed and added since the one before; a repetition has none."""
    first, second, third, fourth = lineage(reviews, PASSAGES[0]).versions
    assert (first.same, first.changes) == (False, ())
    differing = [(change.quoted, change.found) for change in second.changes if not change.same]
    assert differing == [("shall", "should"), ("spring", "autumn")]
    assert third.same
    assert not fourth.same
    assert first.similarity == fourth.similarity == 1.0
    assert second.similarity == pytest.approx(14 / 16)


def test_a_passage_about_the_same_in_other_words_is_no_version(reviews: Library) -> None:
    """Shared rare words alone do not make a version; a passage without versions lists only itself."""
    assert [version.passage.id for version in lineage(reviews, PASSAGES[3]).versions] == ["second-report.00001"]
    empty = replace(PASSAGES[6], text="…")
    assert [version.passage for version in lineage(reviews, empty).versions] == [empty]


def test_versions_are_bounded(reviews: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """When there are too many versions, the most similar ones are shown and the rest are counted."""
    monkeypatch.setattr(lines, "MAX_VERSIONS", 2)
    result = lineage(reviews, PASSAGES[0])
    assert [version.passage.id for version in result.versions] == ["first-report.00000", "third-report.00000"]
    assert result.more == 2


def test_like_passages_share_what_is_said(library: Library) -> None:
    """Every similar passage has the words listed as shared, at least two, and is not the passage itself."""
    subjects = [candidate for candidate in library.passages() if len(candidate.text) > 300][:12]
    matches = 0
    for passage in subjects:
        similar = find_similar(library, passage)
        for match in similar.similar:
            matches += 1
            assert match.hit.passage.id != passage.id
            assert len(" ".join(match.shared_terms).split()) >= MIN_SHARED
            assert set(match.shared_terms) <= set(similar.terms)
            passage_terms = terms_in(match.hit.passage.text)
            for term in match.shared_terms:
                words = terms_in(term)
                if len(words) > 1:
                    assert f" {' '.join(words)} " in f" {' '.join(passage_terms)} "
                else:
                    assert stem(words[0]) in set(map(stem, passage_terms))
    assert matches


def test_telling_words_stand_in_both_and_are_not_the_common_ones(library: Library) -> None:
    """The search terms stand in the passage and elsewhere, and are not words that most papers contain."""
    passage = next(member for member in library.passages() if "light coordination mechanism" in member.text.casefold())
    terms = characteristic_terms(library, passage)
    passage_terms = f" {' '.join(terms_in(passage.text))} "
    assert ("light", "coordination", "mechanism") in terms
    assert all(f" {' '.join(run)} " in passage_terms for run in terms)
    assert not {"the", "and", "with"} & {run[0] for run in terms}
    assert list(terms.values()) == sorted(terms.values(), reverse=True)
    assert [characteristic_terms(library, replace(passage, text=text)) for text in ("", "?!")] == [{}, {}]


def test_talk_and_names_are_never_the_likeness(tmp_path: Path) -> None:
    """Greetings, turns of speech and the speaker's name lead to no passage, however rare they are in the corpus."""
    berg = Participation("Anna Berg", "speaker")
    texts = (
        "Good morning, this is Anna Berg; rather than a note of your own, I take your question in the afternoon.",
        "Anna Berg said good morning and asked for a note of your question rather than thanks in the afternoon.",
        "Dredging of the harbour basin is late because the dredger broke its anchor chain.",
        "The dredger lies in the harbour basin with a broken anchor chain, and dredging waits.",
    )
    passages = [
        replace(made.passage(EARLY, place, text), people=(berg,)) if place < 2 else made.passage(EARLY, place, text)
        for place, text in enumerate(texts)
    ]
    filler = [made.passage(EARLY, 4 + place, f"Item {place} of the list was postponed again.") for place in range(60)]
    made.publish_build(tmp_path, [*passages, *filler])
    opened = open_library(tmp_path)
    assert find_similar(opened, passages[0]).similar == find_similar(opened, passages[1]).similar == ()
    (match,) = find_similar(opened, passages[2]).similar
    assert match.hit.passage.id == passages[3].id
    assert {"harbour basin", "anchor chain"} <= set(match.shared_terms)
    opened.close()


def test_the_pages_show_it(visitor: FlaskClient) -> None:
    """The page of versions marks the differences, and the two pages link to each other."""
    page = Page(visitor.get("/p/first-report.00000/lineage").text)
    assert page.problems == []
    assert "4 passages from 3 meetings say this in nearly the same words" in " ".join(page.text.split())
    assert [element.text for element in page.all("ins")][:2] == ["now: should", "now: autumn"]
    assert "/p/first-report.00000/like" in page.links()
    page = Page(visitor.get("/p/first-report.00000/like").text)
    assert page.problems == []
    assert "/p/first-report.00000/lineage" in page.links()


def test_every_passage_has_both(client: FlaskClient, library: Library) -> None:
    """For each passage both pages answer and are valid, and the passage's own page links to them."""
    for passage in list(library.passages())[::9]:
        for page_name in ("like", "lineage"):
            response = client.get(f"/p/{passage.id}/{page_name}")
            assert response.status_code == 200
            assert Page(response.text).problems == []
        assert f"/p/{passage.id}/like" in Page(client.get(f"/p/{passage.id}").text).links()


def test_an_unknown_passage_is_not_found(client: FlaskClient) -> None:
    """An unknown id is 404 on these pages too."""
    assert client.get("/p/nothing.00000/like").status_code == 404
    assert client.get("/p/nothing.00000/lineage").status_code == 404


def test_distinctive_terms_are_written_as_in_the_paper_and_say_something(library: Library) -> None:
    """Short forms keep their capitals, and words of any paper are no terms, alone."""
    written = set()
    for passage in library.passages():
        terms = {word for term in find_similar(library, passage).terms for word in term.split()}
        written |= {word for word in terms if word.casefold() in {"tccs", "ieds"} and word in passage.text}
    assert written >= {"TCCs"}
    for found in (find_similar(library, other).terms for other in list(library.passages())[::5]):
        assert not {"moreover", "prior", "ensure", "necessary", "tccs", "ieds"} & set(found)
