"""The files of the embedded engine: one segment, checked when it is opened, safe among threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.engine.whoosh.engine import WhooshEngine, WhooshWriter
from indexer.errors import IndexDamaged, IndexOutdated
from indexer.model import Passage
from indexer.query.parser import parse
from indexer.query.results import FACETS, Query
from tests.corpus_factory import MENTORS, MONTEVIDEO, PASSAGES, SESSIONS, SUMMARY, passage, session
from tests.hits import all_ids

from .conftest import CORPUS, WORDS


def write(path: Path, passages: tuple[Passage, ...]) -> Path:
    """Write an index of passages."""
    with WhooshWriter(path) as writer:
        writer.add(passages, SESSIONS)
        writer.finish()
    return path


def test_an_empty_index_answers(tmp_path: Path) -> None:
    """An index without passages opens and finds nothing."""
    engine = WhooshEngine(write(tmp_path / "engine", ()))
    for typed in ("", "peace", '"a b"', "-peace"):
        answer = engine.search(Query(parse(typed).node))
        assert (answer.total, answer.page, answer.pages) == (0, 1, 1)
        assert answer.facet_counts == {facet: {} for facet in FACETS}
    engine.close()


def test_a_passage_counts_in_sessions_above_its_own(tmp_path: Path) -> None:
    """A session's passages count for every session above it, even when only the writer was given that session."""
    path = tmp_path / "engine"
    with WhooshWriter(path) as writer:
        writer.add([passage(SUMMARY, 0, "A mentor.", MENTORS)], SESSIONS)
        writer.finish()
    engine = WhooshEngine(path)
    above = {f"montevideo-2024/{session_id}": 1 for session_id in ("3", "3a", "3a1")}
    assert engine.search(Query()).facet_counts["session"] == above
    assert engine.search(Query(filters={"session": ("montevideo-2024/3",)})).total == 1
    engine.close()


def test_sessions_that_are_parts_of_each_other_count_once(tmp_path: Path) -> None:
    """Sessions in a cycle are counted once, and the writer does not hang."""
    first, second = session("x", MONTEVIDEO, parent="y"), session("y", MONTEVIDEO, parent="x")
    path = tmp_path / "engine"
    with WhooshWriter(path) as writer:
        writer.add([passage(SUMMARY, 0, "Round.", first), passage(SUMMARY, 1, "And round.", second)])
        writer.finish()
    engine = WhooshEngine(path)
    assert engine.search(Query()).facet_counts["session"] == {"montevideo-2024/x": 2, "montevideo-2024/y": 2}
    engine.close()


def test_a_phrase_does_not_cross_from_one_heading_to_the_next(tmp_path: Path) -> None:
    """A phrase does not match across the end of one context text and the start of the next."""
    only = passage(SUMMARY, 0, "Nothing.", headings=("Way ahead", "Next steps"))
    engine = WhooshEngine(write(tmp_path / "engine", (only,)))
    assert engine.search(Query(parse('"next steps"').node)).total == 1
    assert engine.search(Query(parse('"ahead next"').node)).total == 0
    engine.close()


def test_a_line_of_one_word_can_be_indexed(tmp_path: Path) -> None:
    """Five megabytes without a space are one word, which is found by its beginning."""
    engine = WhooshEngine(write(tmp_path / "engine", (passage(SUMMARY, 0, "x" * 5_000_000),)))
    assert engine.search(Query(parse("x" * 500).node)).total == 1
    engine.close()


def test_an_id_cannot_be_given_twice(tmp_path: Path) -> None:
    """A passage whose id is already in the index is refused, and the writer releases its files."""
    with WhooshWriter(tmp_path / "engine") as writer, pytest.raises(ValueError, match="given twice"):
        writer.add([PASSAGES[0], replace(PASSAGES[1], id=PASSAGES[0].id)])


def files(path: Path) -> list[Path]:
    """Return the files of an index that have something in them."""
    return sorted(file for file in path.rglob("*") if file.is_file() and file.stat().st_size)


@pytest.mark.parametrize("harm", ["gone", "empty", "cut", "changed"])
def test_damage_is_noticed_on_opening(tmp_path: Path, harm: str) -> None:
    """A small file that is missing, empty, truncated or changed by one byte is reported before anything is read."""
    path = write(tmp_path / "engine", PASSAGES)
    for file in files(path):
        content = file.read_bytes()
        if harm == "gone":
            file.unlink()
        else:
            middle = len(content) // 2
            changed = content[:middle] + bytes([content[middle] ^ 0x10]) + content[middle + 1 :]
            file.write_bytes({"empty": b"", "cut": content[:-1], "changed": changed}[harm])
        if file.suffix == ".toc":  # Whoosh alone reads it
            assert WhooshEngine(path).check() == (file.name,)
        else:
            with pytest.raises((IndexDamaged, IndexOutdated)):
                WhooshEngine(path)
        file.write_bytes(content)
    assert WhooshEngine(path).check() == ()


def test_a_missing_index_is_damage(tmp_path: Path) -> None:
    """A folder that is missing or empty is reported as damage."""
    (tmp_path / "empty").mkdir()
    for name in ("none", "empty"):
        with pytest.raises(IndexDamaged):
            WhooshEngine(tmp_path / name)


def test_many_threads_get_the_answers_of_one(tmp_path: Path) -> None:
    """Concurrent searches, each with its own words, answer as they do one after another."""
    path = write(tmp_path / "engine", CORPUS)
    queries = [Query(parse(f'{left} OR "{right} the"').node, size=200) for left in WORDS for right in WORDS]
    alone, together = WhooshEngine(path), WhooshEngine(path)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(together.search, queries)) == list(map(alone.search, queries))
    alone.close()
    together.close()


def test_a_pattern_is_cut_to_the_most_frequent_forms(tmp_path: Path) -> None:
    """A wildcard expands to the most frequent terms up to the engine's limit, and the expansion says so."""
    path = write(tmp_path / "engine", CORPUS)
    whole, cut = WhooshEngine(path), WhooshEngine(path, max_forms=2)
    query = Query(parse("trai*").node)
    [every], [some] = whole.expansions(query.node), cut.expansions(query.node)
    assert (set(every.forms), every.cut) == ({"trained", "trainers", "training"}, False)
    assert some.cut
    assert len(some.forms) == 2
    assert set(all_ids(cut, query)) < set(all_ids(whole, query))
    whole.close()
    cut.close()


def test_what_is_forgotten_is_answered_again(tmp_path: Path) -> None:
    """An engine that forgot earlier answers gives the same ones."""
    engine = WhooshEngine(write(tmp_path / "engine", PASSAGES))
    queries = [Query(parse(typed).node) for typed in ("peace", "mentor OR peace", '"peace process"', "pea*")]
    answers = [engine.search(query) for query in queries]
    engine.forget()
    assert [engine.search(query) for query in queries] == answers
    engine.close()
