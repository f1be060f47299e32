"""What every engine does with an index of its own: an empty one, with sessions in sessions, with very long words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.query.parser import parse
from indexer.query.results import FACETS, Query
from tests.corpus_factory import MENTORS, MONTEVIDEO, PASSAGES, SUMMARY, passage, session

from .conftest import CORPUS, WORDS
from .engines import EngineKind, Written


def test_an_empty_index_answers(written: Written) -> None:
    """An index without passages opens and finds nothing."""
    engine = written()
    for typed in ("", "peace", '"a b"', "-peace"):
        answer = engine.search(Query(parse(typed).node))
        assert (answer.total, answer.page, answer.pages) == (0, 1, 1)
        assert answer.facet_counts == {facet: {} for facet in FACETS}


def test_a_passage_counts_in_sessions_above_its_own(written: Written) -> None:
    """A session's passages count for every session above it, even when only the writer was given that session."""
    engine = written(passage(SUMMARY, 0, "A mentor.", MENTORS))
    above = {f"montevideo-2024/{session_id}": 1 for session_id in ("3", "3a", "3a1")}
    assert engine.search(Query()).facet_counts["session"] == above
    assert engine.search(Query(filters={"session": ("montevideo-2024/3",)})).total == 1


def test_sessions_that_are_parts_of_each_other_count_once(written: Written) -> None:
    """Sessions in a cycle are counted once, and the writer does not hang."""
    first, second = session("x", MONTEVIDEO, parent="y"), session("y", MONTEVIDEO, parent="x")
    engine = written(passage(SUMMARY, 0, "Round.", first), passage(SUMMARY, 1, "And round.", second))
    assert engine.search(Query()).facet_counts["session"] == {"montevideo-2024/x": 2, "montevideo-2024/y": 2}


def test_a_phrase_does_not_cross_from_one_heading_to_the_next(written: Written) -> None:
    """A phrase does not match across the end of one context text and the start of the next."""
    engine = written(passage(SUMMARY, 0, "Nothing.", headings=("Way ahead", "Next steps")))
    assert engine.search(Query(parse('"next steps"').node)).total == 1
    assert engine.search(Query(parse('"ahead next"').node)).total == 0


def test_a_line_of_one_word_can_be_indexed(written: Written) -> None:
    """Five megabytes without a space are one word, which is found by its beginning."""
    engine = written(passage(SUMMARY, 0, "x" * 5_000_000))
    assert engine.search(Query(parse("x" * 500).node)).total == 1


def test_an_id_cannot_be_given_twice(engine_kind: EngineKind, tmp_path: Path) -> None:
    """A passage whose id is already in the index is refused, and the writer takes back what it wrote."""
    with engine_kind.writer(tmp_path / "engine") as writer, pytest.raises(ValueError, match="given twice"):
        writer.add([PASSAGES[0], replace(PASSAGES[1], id=PASSAGES[0].id)])


def test_many_threads_get_the_answers_of_one(written: Written) -> None:
    """Concurrent searches, each with its own words, answer as they do one after another."""
    engine = written(*CORPUS)
    queries = [Query(parse(f'{left} OR "{right} the"').node, size=200) for left in WORDS[:6] for right in WORDS[:6]]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(engine.search, queries))
    engine.forget()
    assert together == list(map(engine.search, queries))


def test_what_is_forgotten_is_answered_again(written: Written) -> None:
    """An engine that forgot earlier answers gives the same ones."""
    engine = written(*PASSAGES)
    queries = [Query(parse(typed).node) for typed in ("peace", "mentor OR peace", '"peace process"', "pea*")]
    answers = [engine.search(query) for query in queries]
    engine.forget()
    assert [engine.search(query) for query in queries] == answers
