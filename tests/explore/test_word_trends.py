"""Tests of words over time and by part: what is told of differences, and when nothing is."""

from __future__ import annotations

import pytest

from indexer.build.pipeline import build
from indexer.explore.word_trends import (
    LEAST_SIDE,
    LEAST_SURPRISE,
    PeriodCount,
    distinctive_words,
    name_words,
    split_periods,
    word_changes,
)
from indexer.query.results import Query
from indexer.store.builds import open_library
from indexer.store.library import Library


@pytest.mark.parametrize(
    ("counts", "earlier"),
    [
        ({"2019": 10, "2020": 10}, ("2019",)),
        ({"2019": 90, "2020": 10, "2024": 10}, ("2019",)),
        ({"2019": 5, "2020": 6, "2021": 5, "2022": 9}, ("2019", "2020")),
        ({"2019": 5, "2020": 0, "2021": 5}, ("2019",)),
    ],
)
def test_periods_are_halved_by_their_passages(counts: dict[str, int], earlier: tuple[str, ...]) -> None:
    """Earlier and later periods have about as many passages; a period is never divided, and an empty one not named."""
    halves = split_periods([PeriodCount(value, count) for value, count in counts.items()])
    assert halves
    assert halves[0].values == earlier
    assert halves[0].passages + halves[1].passages == sum(counts.values())
    assert set(halves[1].values) == {value for value, count in counts.items() if count} - set(earlier)


def test_one_period_has_no_halves() -> None:
    """With passages of one period only, there is nothing to compare."""
    assert split_periods([]) is None
    assert split_periods([PeriodCount("2019", 10), PeriodCount("2020", 0)]) is None


def minutes(year: int, day: int, sentences: list[str]) -> str:
    """Return minutes of a meeting with a paragraph for each sentence."""
    head = ["Annual Meeting on Rivers", "", "Summary report", "", "Geneva, Switzerland", "", f"{day} March {year}", ""]
    return "\n".join([*head, *(f"{sentence}\n" for sentence in sentences)])


def spoken(topic: str, number: int) -> list[str]:
    """Return sentences of a paper about a topic; the last are by one person, with the name in each."""
    plain = [f"Point {place} of river {number} was about {topic} and the gauge there." for place in range(16)]
    by_name = [f"Ms. Ivana Jenča answered question {place} about {topic}." for place in range(6)]
    return [*plain, *by_name]


@pytest.fixture(scope="module")
def trends(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Two early papers on border patrols, two late ones on climate finance, one of which alone speaks of herons."""
    home = tmp_path_factory.mktemp("trends")
    folder = home / "papers"
    folder.mkdir()
    for number, (year, topic) in enumerate(
        [(2019, "Border Patrols"), (2019, "border patrols"), (2024, "Climate Finance"), (2024, "climate finance")], 1
    ):
        sentences = spoken(topic, number)
        if number == 4:
            sentences = [sentence.replace("gauge there", "herons there") for sentence in sentences]
        if year == 2024:
            sentences = [sentence.replace("Jenča", "Okello") for sentence in sentences]
        (folder / f"{number}.txt").write_text(minutes(year, number, sentences), encoding="utf-8")
    build(folder, home / "index")
    return open_library(home / "index")


YEARS = [PeriodCount("2019", 44), PeriodCount("2024", 44)]


def test_what_rose_and_fell_is_told_as_papers_write_it(trends: Library) -> None:
    """A phrase stands for its words, with its passages in both halves; one paper alone makes no trend."""
    changes = word_changes(trends, Query(), "year", YEARS, name_words(trends))
    assert changes
    assert not changes.too_few
    rising, falling = ([word.text.lower() for word in words] for words in (changes.rising, changes.falling))
    assert "climate finance" in rising
    assert "border patrols" in falling
    assert not {"climate", "finance", "herons", "herons there"} & set(rising)
    first = next(word for word in changes.rising if word.text.lower() == "climate finance")
    assert (first.inside, first.outside, first.papers) == (44, 0, 2)
    assert first.surprise >= LEAST_SURPRISE


def test_names_of_people_are_no_trend(trends: Library) -> None:
    """The people whom the papers know are left out: they say who spoke."""
    names = name_words(trends)
    assert {"jenca", "okello"} <= names
    without, with_names = (word_changes(trends, Query(), "year", YEARS, known) for known in (names, ()))
    assert without
    assert with_names
    assert any("Okello" in word.text for word in with_names.rising)
    assert not any("Okello" in word.text for word in without.rising)


def test_a_part_is_told_from_the_rest(trends: Library) -> None:
    """One paper may have words of its own; the rest is what the query finds without the filters."""
    found = distinctive_words(trends, Query(filters={"year": ("2024",)}), name_words(trends))
    assert found
    assert (found.inside, found.outside) == (44, 44)
    assert {"herons", "climate finance"} <= {word.text.lower() for word in found.words}
    assert distinctive_words(trends, Query(), ()) is None


def test_few_passages_tell_nothing(trends: Library) -> None:
    """Where a side has fewer than `LEAST_SIDE` passages, no word is told."""
    some = trends.rewrite('"question 1" OR "question 2" OR "question 3"').node
    assert some
    assert 0 < trends.count(Query(some)).total < LEAST_SIDE
    changes = word_changes(trends, Query(some), "year", YEARS, ())
    assert changes
    assert changes.too_few
    assert (changes.rising, changes.falling) == ((), ())
    found = distinctive_words(trends, Query(some), ())
    assert found
    assert found.too_few
    assert found.words == ()
