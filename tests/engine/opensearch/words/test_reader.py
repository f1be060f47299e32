"""The passages that words may be from are read from a cluster, within stated limits, and what is beyond is counted."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from indexer.engine.opensearch.words.questions import MOST_OF_PHRASE
from indexer.engine.passage_words.reader import ReadPassages, RunTotal, WantedWords, WordReader
from tests.cluster.nodes import delete_indices
from tests.corpus_factory import SUMMARY, passage
from tests.engine.engines import opened, opensearch

COMMON = MOST_OF_PHRASE + 50
ONE_WAY = tuple("helicopters were offered by nine small countries of the north".split())
OTHER_WAY = tuple("helicopters were offered by ten small countries of the north".split())
TEXTS = [
    *(f"The Chair gave the floor to speaker {number}." for number in range(COMMON)),
    " ".join(ONE_WAY),
    "They were welcomed.",
    " ".join(OTHER_WAY),
    "They were not.",
]
FIRST = COMMON


@pytest.fixture(scope="module")
def reader(search_node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordReader]:
    """The reader of an index of the texts, which are the passages of one paper."""
    prefix = f"reader-{uuid4().hex}"
    passages = tuple(passage(SUMMARY, number, text) for number, text in enumerate(TEXTS))
    with opened(opensearch(search_node, prefix), tmp_path_factory.mktemp("reader") / "engine", passages) as engine:
        assert engine.word_reader
        yield engine.word_reader
    delete_indices(search_node, prefix)


def read(reader: WordReader, *wanted: WantedWords) -> ReadPassages:
    """Return what is read for some words, the places of which are those of the texts."""
    found = reader.passages_for(wanted)
    assert [each.text for each in found.passages] == [TEXTS[each.place] for each in found.passages]
    return found


def test_a_common_phrase_is_counted(reader: WordReader) -> None:
    """Of more passages than are read the number is told, and how often a single word stands in texts."""
    phrase, word = ("the", "chair"), ("the",)
    found = read(reader, WantedWords(((phrase,),), "phrase"), WantedWords(((word,),), "phrase"))
    assert found.totals == {
        phrase: RunTotal(COMMON, 1, None),
        word: RunTotal(COMMON + 2, 1, 2 * COMMON + 2),
    }
    assert reader.times("chair") == COMMON
    assert reader.passages_with([phrase, ("floor", "chair"), ("nowhere",)]) == [COMMON, 0, 0]


def test_passages_with_all_words_are_enough(reader: WordReader) -> None:
    """A quotation that a passage has as it stands needs no other passage."""
    found = read(reader, WantedWords(((ONE_WAY,),)))
    assert [each.place for each in found.passages] == [FIRST]


def test_near_copies_are_read(reader: WordReader) -> None:
    """A quotation with another word is looked for in those that share runs of its words."""
    found = read(reader, WantedWords(((("helicopters", "were", "given", *ONE_WAY[3:]),),)))
    assert {FIRST, FIRST + 2} <= {each.place for each in found.passages}


def test_what_stands_beside_is_read_for_an_omission(reader: WordReader) -> None:
    """A quotation with an omission may go on in the passage before or after."""
    found = read(reader, WantedWords(((ONE_WAY[:6],), (("welcomed",),))))
    assert {FIRST, FIRST + 1} <= {each.place for each in found.passages}


def test_versions_share_runs_that_are_rare(reader: WordReader) -> None:
    """Versions are those that share a run of four words which few passages have."""
    found = read(reader, WantedWords(((ONE_WAY,),), "versions", most_passages=100))
    assert [each.place for each in found.passages] == [FIRST, FIRST + 2]
    formula = ("the", "chair", "gave", "the", "floor")
    assert read(reader, WantedWords(((formula,),), "versions", most_passages=100)).passages == []


def test_a_passage_that_a_link_names_is_read(reader: WordReader) -> None:
    """It is read whatever its words are."""
    found = read(reader, WantedWords(((ONE_WAY,),)))
    named = read(reader, WantedWords(((("zebras", "run"),),), passage=found.passages[0].id))
    assert [each.place for each in named.passages] == [FIRST]


def test_words_are_found_together(reader: WordReader) -> None:
    """Words are together where the text of one passage has all of them, each in any form."""
    assert reader.any_with_all(["helicopter", "offers", "ten"])
    assert not reader.any_with_all(["helicopters", "floor"])
    assert not reader.any_with_all([])
