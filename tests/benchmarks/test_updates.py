"""The corpora of the benchmark of updates, and what it reports."""

from __future__ import annotations

from pathlib import Path

from benchmarks.speed.updates import CommandCost, UpdatedCorpus, report
from benchmarks.speed.variants import write_corpus
from tests.conftest import SEEDS


def test_variants_are_other_papers(tmp_path: Path) -> None:
    """As many papers are made as asked for, no two of them alike, and the same ones each time."""
    write_corpus(SEEDS, tmp_path / "one", 12)
    write_corpus(SEEDS, tmp_path / "two", 12)
    made = [path.read_bytes() for path in sorted((tmp_path / "one").iterdir())]
    assert len(set(made)) == 12
    assert made == [path.read_bytes() for path in sorted((tmp_path / "two").iterdir())]


def test_variants_can_be_cut(tmp_path: Path) -> None:
    """Cut papers are shorter, and keep their heads."""
    whole = write_corpus(SEEDS, tmp_path / "whole", 8)
    assert write_corpus(SEEDS, tmp_path / "cut", 8, letters=2_000) < whole / 4
    for seed in SEEDS.glob("*.txt"):
        cut = (tmp_path / "cut" / seed.name).read_text(encoding="utf-8")
        assert seed.read_text(encoding="utf-8").startswith("\n".join(cut.split("\n")[:10]))


def test_updates_are_compared_with_the_full_build() -> None:
    """Each kind of change has a row with its share of the processor time that everything takes."""
    corpus = UpdatedCorpus(5, 90, 1, CommandCost(9, 20), CommandCost(1, 1), {"a word changed": [CommandCost(2, 3)]})
    assert "| a word changed | 2.0 | 2.0 | 3.0 | 15.0% |" in report([corpus], "# Updates")
