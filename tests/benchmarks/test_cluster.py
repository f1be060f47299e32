"""The benchmark of a cluster runs on a few paragraphs, and no answer in it is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cluster.shared import needed_program
from tests.conftest import ROOT

from .test_speed import TEXTS


@pytest.mark.cluster
def test_the_benchmark_of_a_cluster_runs(tmp_path: Path) -> None:
    """All parts are measured, a node dies in one of them, and each answer is the right one."""
    needed_program()
    texts = tmp_path / "texts.jsonl"
    rows = [
        {"country": country, "session": year - 1945, "year": year, "n": n, "text": text}
        for country, year in (("KEN", 1999), ("BRA", 2012), ("URY", 2012))
        for n, text in enumerate(TEXTS)
    ]
    texts.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.cluster", "--texts", str(texts), "--work", str(tmp_path / "work")]
    short = "--passages 200 --seconds 3 --rounds 1 --changed 1 --heap 256m".split()
    output = tmp_path / "RESULTS.md"
    subprocess.run([*command, *short, "--output", str(output)], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    page = output.read_text(encoding="utf-8")
    parts = ("Writing", "One question at a time", "Sixteen clients", "A node is killed", "A new build is written")
    assert [part for part in parts if f"\n## {part}\n" not in page] == []
    answers = [
        line
        for line in page.splitlines()
        if line.count("|") == 9 and line.split("|")[2].strip()[:1] in set("123456789")
    ]
    assert len(answers) > 8
    assert [line for line in answers if not line.endswith("| none |")] == []
