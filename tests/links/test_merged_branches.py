"""Tests of a registry that two people have gone on with, each in a branch of Git, and that Git has merged."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import cli
from indexer.registry.errors import PastBuildsDamaged, RegistryConflicted
from indexer.registry.file import PAST_BUILDS_FILE, REGISTRY_FILE, read
from indexer.store.builds import live_build
from tests.structure import papers

from .corpus import EditedCorpus

ONE_SIDE = ("restore", "--source=HEAD", "--staged", "--worktree", "--")
BESIDE = (REGISTRY_FILE, "registry.documents", PAST_BUILDS_FILE)


def git(folder: Path, *arguments: str) -> bool:
    """Run git, and return whether it went well."""
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode == 0


@pytest.fixture
def merged(corpus: EditedCorpus, tmp_path: Path) -> EditedCorpus:
    """Two branches with a new paper each, and each with an edit; Git cannot merge the records of builds."""
    corpus.index()
    (corpus.folder / ".gitignore").write_text(".registry.jsonl.*\n", encoding="utf-8")
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "Both")):
        assert git(corpus.folder, *arguments)
    colleague = corpus.copy(tmp_path / "colleague")
    (colleague.folder / "levees.txt").write_text(papers.LEVEES_REPORT, encoding="utf-8")
    colleague.edit("watering of maize", "watering of the maize", "water")
    (corpus.folder / "clinics.txt").write_text(papers.CLINICS_NOTE, encoding="utf-8")
    corpus.edit("Acoustic surveys", "Echo surveys")
    for folder in (colleague.folder, corpus.folder):
        assert git(folder, "add", "-A")
        assert git(folder, "commit", "-qm", "More")
    assert not git(corpus.folder, "pull", "-q", "--no-rebase", str(colleague.folder))
    return corpus


def answers(corpus: EditedCorpus) -> dict[str, int]:
    """Return what the site answers for each passage and its wordings."""
    library = corpus.open_library()
    client = corpus.open_site()
    rows = [(row.id, row.hashes) for row in library.history.past_rows()]
    rows += [(passage.id, frozenset[str]()) for passage in library.passages()]
    library.close()
    paths = [f"/p/{key}" for key, _ in rows] + [f"/p/{key}?v={w[:6]}" for key, hashes in rows for w in hashes]
    return {path: client.get(path).status_code for path in paths}


def test_both_branches_added_a_paper(merged: EditedCorpus) -> None:
    """Git adds up the rows and takes the count that both have raised to the same: nothing is lost, so it is taken."""
    before = answers(merged)
    assert git(merged.folder, "checkout", "--ours", "--", PAST_BUILDS_FILE)
    stated = (merged.folder / REGISTRY_FILE).read_text(encoding="utf-8").partition("\n")[0]
    assert '"documents":3' in stated
    report = merged.index()
    assert (report.counts.documents, report.warnings) == (4, ())
    assert answers(merged).items() >= before.items()
    assert "the maize" in merged.passage("watering of").text
    registry = read(merged.folder)
    assert registry
    assert registry.header.documents == 4


def test_both_branches_added_a_passage_to_a_paper(merged: EditedCorpus) -> None:
    """The same holds for the passages of one paper: more rows than its line counts are no damage, fewer are."""
    assert git(merged.folder, "checkout", "--ours", "--", PAST_BUILDS_FILE)
    merged.index()
    part = merged.folder / "registry.documents" / f"{merged.passage('Echo surveys').document.id}.jsonl"
    text = part.read_text(encoding="utf-8")
    count = len(text.splitlines()) - 1
    part.write_text(text.replace(f'"passages":{count}', f'"passages":{count - 1}'), encoding="utf-8")
    before = answers(merged)
    assert merged.index(force=True).warnings == ()
    assert answers(merged) == before


def test_marks_of_a_merge_are_refused_with_what_settles_them(merged: EditedCorpus) -> None:
    """Neither a registry nor a record of builds with marks is written over, and the remedies that are named work."""
    record = merged.folder / PAST_BUILDS_FILE
    unsettled = record.read_bytes()
    with pytest.raises(PastBuildsDamaged, match=rf"{PAST_BUILDS_FILE}, line \d+: .*git checkout --ours {record.name}"):
        merged.index()
    assert record.read_bytes() == unsettled
    assert git(merged.folder, "checkout", "--ours", record.name)
    head = merged.folder / REGISTRY_FILE
    head.write_text(head.read_text(encoding="utf-8").replace("\n", "\n<<<<<<< HEAD\n", 1), encoding="utf-8")
    with pytest.raises(RegistryConflicted) as refused:
        merged.index()
    assert f"git {' '.join((*ONE_SIDE, *BESIDE))};" in str(refused.value)
    before = answers(merged)
    assert git(merged.folder, *ONE_SIDE, *BESIDE)
    report = merged.index()
    assert (report.counts.documents, report.warnings) == (4, ())
    assert answers(merged).items() >= before.items()


@pytest.mark.parametrize("mark", [b'{"row":"paper",', b'{"row":"build",'], ids=["a paper", "a build"])
def test_a_record_with_a_damaged_line_is_refused(corpus: EditedCorpus, mark: bytes) -> None:
    """It is named with its line by every command that would go on with it, and its copy in the index restores it."""
    corpus.index()
    record = corpus.folder / PAST_BUILDS_FILE
    good = record.read_bytes()
    damaged = good.replace(mark, mark[:-2] + b"\x01,", 1)
    record.write_bytes(damaged)
    line = good[: good.index(mark)].count(b"\n") + 1
    with pytest.raises(PastBuildsDamaged, match=f"{PAST_BUILDS_FILE}, line {line}: "):
        corpus.edit("Acoustic surveys", "Echo surveys")
    where = ["--index-dir", str(corpus.index_dir)]
    for command in (["check"], ["redact", corpus.passage("Acoustic").id, "--reason", "Asked for", "--yes"]):
        result = CliRunner().invoke(cli, [*command, *where])
        assert (result.exit_code, f"line {line}" in result.output) == (1, True), result.output
    assert record.read_bytes() == damaged
    shutil.copyfile(live_build(corpus.index_dir) / PAST_BUILDS_FILE, record)
    corpus.index()
    assert record.read_bytes().startswith(good)
