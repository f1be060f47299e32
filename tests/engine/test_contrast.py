"""Tests of the words by which passages differ: counted as by reading each passage, ranked by Dunning's measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest

from indexer.build.pipeline import build
from indexer.engine.budget import Budget, shared_budget
from indexer.engine.contrast import LEAST_PASSAGES, g_squared
from indexer.engine.whoosh.engine import WhooshEngine
from indexer.model import Passage
from indexer.query.results import ContrastedWord, Query, WordContrast
from indexer.store.builds import open_library
from indexer.store.library import ENGINE_FOLDER, Library
from indexer.text.analysis import terms_in

from .engines import EngineKind, opened

Contrast = Callable[[Query, Query, int], WordContrast]
YEARS = ("2019", "2024")
LATER = Query(filters={"year": ("2024",)})


@pytest.mark.parametrize(
    ("inside", "inside_size", "outside", "outside_size", "published"),
    [(110, 2552, 111, 29225, 270.72), (29, 42, 123, 31735, 263.90), (31, 54, 139, 31723, 256.84)],
)
def test_the_measure_is_that_of_dunning(
    inside: int, inside_size: int, outside: int, outside_size: int, published: float
) -> None:
    """G² is what Table 2 of Dunning (1993) prints for pairs of words, whatever side has the larger share."""
    counts = np.array([inside]), np.array([outside])
    assert g_squared(counts[0], inside_size, counts[1], outside_size)[0] == pytest.approx(published, abs=0.01)
    assert g_squared(counts[1], outside_size, counts[0], inside_size)[0] == pytest.approx(-published, abs=0.01)


def test_equal_shares_do_not_differ() -> None:
    """A word with the same share on both sides, in none or in all passages has a G² of 0."""
    scores = g_squared(np.array([10, 0, 100]), 100, np.array([20, 0, 200]), 200)
    assert scores == pytest.approx([0, 0, 0], abs=1e-9)


def paper(year: str, number: int) -> str:
    """Return minutes whose topic depends on the year; of two passages one has a phrase across a word of grammar."""
    topic = "climate finance" if year == "2024" else "border patrols"
    lines = ["Annual Meeting on Rivers", "", "Summary report", "", "Geneva, Switzerland", "", f"{number} March {year}"]
    for place in range(12):
        lines += [
            "",
            f"In part {place} delegates of the basin asked for {topic} and the rule of law on river {number}.",
        ]
        lines += ["", f"Reading {place}: the gauge of the basin was moved, and resolution 1325 was recalled in March."]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Four papers of two years, two of them added later, so that the index has two segments, and one changed."""
    home = tmp_path_factory.mktemp("contrast")
    folder = home / "papers"
    folder.mkdir()
    for number, year in ((1, "2019"), (2, "2024")):
        (folder / f"{year}-{number}.txt").write_text(paper(year, number), encoding="utf-8")
    build(folder, home / "index")
    for number, year in ((3, "2019"), (4, "2024")):
        (folder / f"{year}-{number}.txt").write_text(paper(year, number), encoding="utf-8")
    (folder / "2019-1.txt").write_text(paper("2019", 1).replace("gauge", "sluice"), encoding="utf-8")
    build(folder, home / "index")
    return open_library(home / "index")


@pytest.fixture
def contrast(engine_kind: EngineKind, rivers: Library, tmp_path: Path) -> Iterator[Contrast]:
    """What an engine says of the papers: the one that they were built with, or another that was given them."""
    if engine_kind.name == "whoosh":
        yield rivers.contrast
        return
    with opened(engine_kind, tmp_path / "engine", tuple(rivers.passages())) as engine:
        yield engine.contrast


def having(passages: Iterable[Passage], words: tuple[str, ...]) -> int:
    """Return how many passages have words one after the other in their text."""
    width = len(words)
    texts = (terms_in(passage.text) for passage in passages)
    return sum(any(text[at : at + width] == words for at in range(len(text) - width + 1)) for text in texts)


def test_counts_are_those_of_reading(rivers: Library, contrast: Contrast) -> None:
    """Each word and phrase is counted as reading every passage counts it, on both sides and in as many papers."""
    sides = {
        year: [each for each in rivers.passages() if each.meeting and str(each.meeting.year) == year] for year in YEARS
    }
    found = contrast(LATER, Query(), 1000)
    assert (found.inside, found.outside) == tuple(len(sides[year]) for year in ("2024", "2019"))
    words = [*found.more, *found.fewer]
    assert {("climate", "finance"), ("border", "patrols"), ("sluice",)} <= {word.words for word in words}
    for word in words:
        assert (word.inside, word.outside) == (having(sides["2024"], word.words), having(sides["2019"], word.words))
        larger = sides["2024" if word.score > 0 else "2019"]
        assert max(word.inside, word.outside) >= LEAST_PASSAGES
        papers = {each.document.id for each in larger if having([each], word.words)}
        assert word.papers == len(papers)
        assert all(having([rivers.passage(id_)], word.words) for id_ in word.examples)


def test_every_word_of_a_subject_is_found(rivers: Library, contrast: Contrast) -> None:
    """Of words that differ and that enough passages have, only those of grammar and dates are left out."""
    later = [each for each in rivers.passages() if each.meeting and each.meeting.year == 2024]
    counted = Counter(word for each in later for word in set(terms_in(each.text)))
    found = contrast(LATER, Query(), 1000)
    listed = {part for word in (*found.more, *found.fewer) for part in word.words}
    assert {"climate", "finance", "gauge"} <= listed
    assert counted["march"] >= LEAST_PASSAGES
    assert not {"march", "the", "of", "and", "2"} & {word.words[0] for word in (*found.more, *found.fewer)}


def test_the_strongest_come_first_and_no_more_than_asked(contrast: Contrast) -> None:
    """Of `n` words a side has the `n` with the largest G²."""
    every = contrast(LATER, Query(), 1000)
    some = contrast(LATER, Query(), 3)
    for all_words, few_words in ((every.more, some.more), (every.fewer, some.fewer)):
        assert [scores(few_words)] == [scores(all_words)[:3]]
        assert scores(all_words) == sorted(scores(all_words), reverse=True)


def scores(words: Iterable[ContrastedWord]) -> list[float]:
    """Return how surprising words are, rounded."""
    return [round(abs(word.score), 6) for word in words]


def test_nothing_is_compared_with_nothing(contrast: Contrast) -> None:
    """Where a side has no passage, there are no words."""
    found = contrast(Query(), Query(), 10)
    assert (found.outside, found.more, found.fewer) == (0, (), ())


def test_too_much_work_is_left_out_and_said(contrast: Contrast) -> None:
    """A comparison that is more than a budget is not made, and says so."""
    with shared_budget(Budget(1)):
        found = contrast(LATER, Query(), 10)
    assert found.cut
    assert not found.more


def test_phrases_are_paid_for_when_they_are_looked_for(rivers: Library) -> None:
    """The first comparison spends more of a budget than later ones, for it finds the phrases, and is cut by less."""
    engine = WhooshEngine(rivers.folder / ENGINE_FOLDER)
    first, later = (spent(engine) for _ in range(2))
    assert first > later > 0
    with shared_budget(Budget(later)):
        assert not engine.contrast(LATER, Query(), 10).cut
    engine.forget()
    with shared_budget(Budget(later)):
        assert engine.contrast(LATER, Query(), 10).cut
    assert spent(engine) == first
    engine.close()


def spent(engine: WhooshEngine) -> int:
    """Return how many positions of a budget a comparison spends."""
    budget = Budget(10**9)
    with shared_budget(budget):
        engine.contrast(LATER, Query(), 10)
    return 10**9 - budget.take(10**9)
