"""The speed benchmark runs on a few paragraphs, and all its engines answer the same questions."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from benchmarks.speed.asking import CONTENDERS, prepare
from benchmarks.speed.contenders import BenchmarkRequest, ContenderAnswer, OpenIndex
from benchmarks.speed.fuzz import FuzzRecord, section
from benchmarks.speed.paragraphs import read_passages
from benchmarks.speed.questions import DEFAULT_QUESTIONS, QUESTIONS, BenchmarkQuery
from benchmarks.speed.writing import varied_passages
from indexer.query.parser import parse
from indexer.query.results import FACETS
from indexer.query.tree import MinShouldMatch
from tests.conftest import ROOT

TEXTS = (
    "Climate change is on the agenda of child soldiers, women and small island states, of all the states.",
    "The responsibility to protect human rights: trade, oil, debt and poverty. Terrorism has to be stopped.",
    "Peacekeeping in São Tomé and Príncipe, where a woman told of malaria and cholera; see resolution 1325 (2000).",
    "Nuclear weapons and general disarmament; the light of small arms is a change in climate.",
    "Sustainable development goals were set for water; desertification continues, and sovereignty with it.",
    "Clean technology was transferred to islands that lose land: the sea rises, as was said.",
    "NATO and ECOWAS; refugees at the border asked for asylum. To be or not to be, a migrant said in the war.",
)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of paragraphs by three speakers in two years."""
    path = tmp_path_factory.mktemp("texts") / "texts.jsonl"
    rows = [
        {"country": country, "session": year - 1945, "year": year, "n": n, "text": text}
        for country, year in (("KEN", 1999), ("BRA", 2012), ("URY", 2012))
        for n, text in enumerate(TEXTS)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def opened(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, OpenIndex]]:
    """The open index of every engine over these paragraphs, by name."""
    all_passages = read_passages(texts, 1_000)
    open_indexes = {}
    for contender in CONTENDERS:
        folder = tmp_path_factory.mktemp("index")
        contender.write(folder, all_passages)
        open_indexes[contender.name] = contender.open(folder)
    yield open_indexes
    for index in open_indexes.values():
        index.close()


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.kind for question in QUESTIONS])
def test_all_engines_answer_the_same_question(opened: dict[str, OpenIndex], question: BenchmarkQuery) -> None:
    """Every engine that can express a query finds as many passages, counts the same facets, and returns at most ten
    passages.
    """
    answers = answers_to(opened, BenchmarkRequest(question.node))
    our_answer = answers["Rapporteur"]
    assert "tantivy" in answers
    if question.loosely:
        return  # a share of the words by their weight is none by their number
    for name, answer in answers.items():
        assert answer.total == our_answer.total, name
        assert len(answer.best) == min(our_answer.total, 10)
        for facet in FACETS:
            assert answer.facet_counts[facet] == our_answer.facet_counts[facet], (name, facet)


@pytest.mark.parametrize(
    "request_beside",
    [
        {"filters": {"year": ("2012",), "organisation": ("BRA", "KEN")}},
        {"values": 2},
        {"page": 2},
        {"newest": True},
    ],
    ids=["filtered", "few values", "second page", "newest first"],
)
def test_all_engines_answer_what_is_chosen_beside_a_query(
    opened: dict[str, OpenIndex], request_beside: dict[str, Any]
) -> None:
    """Filters, few values of a facet, the second page and another order mean the same to every engine."""
    node = parse("climate OR human OR trade OR peacekeeping OR nuclear OR sustainable OR clean").node
    answers = answers_to(opened, BenchmarkRequest(node, **request_beside))
    assert answers.keys() == opened.keys()
    our_answer = answers["Rapporteur"]
    assert our_answer.total
    assert our_answer.best
    for name, answer in answers.items():
        assert (answer.total, len(answer.best)) == (our_answer.total, len(our_answer.best)), name
        for facet in FACETS:
            counts, our_counts = answer.facet_counts[facet], our_answer.facet_counts[facet]
            assert sorted(counts.values()) == sorted(our_counts.values()), (name, facet)


@pytest.mark.parametrize("question", DEFAULT_QUESTIONS, ids=[question.kind for question in DEFAULT_QUESTIONS])
def test_questions_of_which_some_words_are_enough_can_be_asked_of_tantivy(
    opened: dict[str, OpenIndex], question: BenchmarkQuery
) -> None:
    """A question of which some words are enough is asked of tantivy with the same words."""
    assert isinstance(question.node, MinShouldMatch)
    assert {"Rapporteur", "tantivy"} <= answers_to(opened, BenchmarkRequest(question.node)).keys()


def answers_to(opened: dict[str, OpenIndex], request: BenchmarkRequest) -> dict[str, ContenderAnswer]:
    """Return the answers of the engines that can express a request."""
    asks = {name: prepare(index, request) for name, index in opened.items()}
    return {name: ask() for name, ask in asks.items() if ask}


def test_most_questions_find_something(opened: dict[str, OpenIndex]) -> None:
    """Most queries find something, because engines that find nothing would agree too easily."""
    totals = [opened["Rapporteur"].prepare(BenchmarkRequest(question.node))().total for question in QUESTIONS]
    assert sum(map(bool, totals)) > 20


@pytest.mark.benchmark
def test_the_whole_benchmark_runs(texts: Path, tmp_path: Path) -> None:
    """One command writes every table, of each number of paragraphs, and keeps the recorded section on fuzzing."""
    output = tmp_path / "RESULTS.md"
    output.write_text("# Old\n\n" + section(FuzzRecord(answers=7, slowest=[]), 3), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "benchmarks.speed",
        "--texts",
        str(texts),
        "--paragraphs",
        "14",
        "21",
        "--rounds",
        "1",
        "--output",
        str(output),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    results = output.read_text(encoding="utf-8")
    assert "# Old" not in results
    for heading in ("## The shipped papers", "## 14 paragraphs of speeches", "## 21 paragraphs of speeches"):
        assert heading in results
    assert "7\nanswers on the shipped papers" in results
    for kind in (
        "home",
        "reference of a passage",
        "suggestions",
        "tantivy",
        *(question.kind for question in QUESTIONS),
    ):
        assert f"| {kind} |" in results


def test_few_paragraphs_are_made_to_many(texts: Path) -> None:
    """Where there are too few passages they come again, in other papers."""
    many = list(islice(varied_passages(texts), 3 * 3 * len(TEXTS)))
    assert len({passage.id for passage in many}) == len(many)
    assert len({passage.document.id for passage in many}) == 3 * 3
