"""Quotations, versions, similar passages and completions are the same where the words of a corpus are in a cluster."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.attribution.known_names import KnownNames
from indexer.explore.lineage import lineage
from indexer.explore.similar import find_similar
from indexer.model import Passage
from indexer.quotes.claims import site_claim_reader
from indexer.quotes.find import find_quotations
from indexer.quotes.finding import Finding
from indexer.quotes.verify import verify
from indexer.quotes.word_index import WordIndex
from indexer.store.builds import open_library
from indexer.store.library import Library

SITE = "https://papers.example.org"
QUOTED = 20
LEAST_WORDS = 30
LOOKED_AT = 15


@pytest.fixture(scope="module")
def here(seed_index: Path) -> Iterator[Library]:
    """The library of the shipped papers."""
    library = open_library(seed_index)
    yield library
    library.close()


@pytest.fixture(scope="module")
def elsewhere(cluster_seed_index: Path) -> Iterator[Library]:
    """The same on a cluster, without columns."""
    library = open_library(cluster_seed_index)
    yield library
    library.close()


def draft_of(library: Library) -> str:
    """Return a draft that quotes passages in known ways."""
    chance = random.Random(15)  # noqa: S311  # chance here is variety, not secrecy
    passages = [passage for passage in library.passages() if len(passage.text.split()) >= LEAST_WORDS]
    lines = []
    for number, passage in enumerate(chance.sample(passages, QUOTED)):
        words = passage.text.translate(str.maketrans("", "", '“”"«»[]…')).split()[:40]
        middle = len(words) // 2
        other = chance.choice(passages)
        quoted = [
            words,
            words[3:9],
            [*words[:4], "umbrella", *words[5:12]],
            [*words[:3], "zebra", *words[4:7]],
            [*words[: middle - 3], "...", *words[middle:]],
            [*words[:10], *other.text.split()[:10]],
            words[2:4],
            [f"{words[5]}s"],
            ["nothing", "of", "this", "was", "ever", "seen", "anywhere"],
        ]
        for text in quoted:
            source = chance.choice((passage, other))
            link = f" ({SITE}/p/{source.id})" if number % 2 else ""
            lines.append(f"In 2024, the Chair said: “{' '.join(text)}”{link}.")
    return "\n\n".join(lines)


def told(finding: Finding) -> tuple[object, ...]:
    """Return what a reader sees of a finding."""
    places = [(place.passage.id, place.start, place.end) for place in finding.places]
    return finding.quotation.text, finding.outcome, places, finding.passage_count, finding.occurrences


def checked(library: Library, draft: str) -> list[tuple[object, ...]]:
    """Return what is found of the quotations of a draft."""
    claims, names = site_claim_reader(library, SITE), KnownNames(library)
    found = verify(find_quotations(draft), library.words, library, claims, library.titles, names=names)
    return list(map(told, found))


def test_quotations_are_found_alike(here: Library, elsewhere: Library) -> None:
    """Whole, cut, reworded, joined and short quotations have the same outcome, places and counts."""
    assert not isinstance(elsewhere.words, WordIndex)
    draft = draft_of(here)
    found = checked(elsewhere, draft)
    assert {outcome for _, outcome, *_ in found} >= {"exact", "altered", "stitched", "not_found", "other_meeting"}
    assert found == checked(here, draft)


def looked_at(library: Library) -> list[Passage]:
    """Return passages from all papers."""
    every = list(library.passages())
    return every[:: len(every) // LOOKED_AT]


def test_versions_are_the_same(here: Library, elsewhere: Library) -> None:
    """The versions of a passage are found by the runs of words that they share with it."""
    for passage in looked_at(here):
        expected = lineage(here, passage)
        assert lineage(elsewhere, passage) == expected


def test_similar_passages_are_the_same(here: Library, elsewhere: Library) -> None:
    """The same terms characterise a passage, and nine in ten times the same passages share enough of them.

    A run of words is counted once in each other passage, so that its weight may differ a little.
    """
    same = 0
    for passage in looked_at(here):
        expected, found = find_similar(here, passage), find_similar(elsewhere, passage)
        assert set(found.terms) == set(expected.terms)
        same += [each.hit.passage.id for each in found.similar] == [each.hit.passage.id for each in expected.similar]
    assert same >= 0.9 * LOOKED_AT


def test_completions_are_the_same(here: Library, elsewhere: Library) -> None:
    """What is typed is completed by words that a passage has together."""
    for passage in looked_at(here):
        typed = " ".join(passage.text.split()[1:3])[:-1]
        assert elsewhere.suggest(typed) == here.suggest(typed)


def test_nothing_is_read_for_no_words(elsewhere: Library) -> None:
    """An index for no quotations is empty and finds nothing."""
    index = elsewhere.words.index_for([])
    assert index.size == 0
    assert not index.find_runs(index.word_ids(["the"]), 1).counts.any()
