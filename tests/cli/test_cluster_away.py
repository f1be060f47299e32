"""Commands that print what the catalogue has work while the cluster of the index is away."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.engine.opensearch.connection.address import URL_VARIABLE
from indexer.store.builds import open_library
from webapp.cli import cli


@pytest.fixture
def index(cluster_seed_index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The index of the shipped papers beside a cluster that does not answer."""
    monkeypatch.setenv(URL_VARIABLE, "http://127.0.0.1:9")
    return cluster_seed_index


def run(*arguments: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], env={"COLUMNS": "200"})


def test_passages_and_doubts_are_printed(index: Path, seed_index: Path) -> None:
    """All passages and all doubtful facts are printed as from an index on this machine."""
    for command in (["passages"], ["passages", "--format", "table"], ["review"], ["review", "--json"]):
        here, away = run(*command, "--index-dir", seed_index), run(*command, "--index-dir", index)
        assert (away.exit_code, away.stdout) == (0, here.stdout)
        assert away.stdout


def test_links_are_checked(index: Path, seed_index: Path, tmp_path: Path) -> None:
    """Links of a text to passages, meetings, papers and people are checked."""
    library = open_library(seed_index)
    passage = next(library.passages())
    paths = [f"/p/{passage.id}?v=abcdef", f"/p/{passage.id}?q=peace", f"/d/{passage.document.id}", "/m/nowhere"]
    library.close()
    text = tmp_path / "text.txt"
    text.write_text("\n".join(f"https://papers.example.org{path}" for path in paths), encoding="utf-8")
    here, away = (run("links", "check", text, "--index-dir", where) for where in (seed_index, index))
    assert (away.exit_code, away.stdout) == (here.exit_code, here.stdout)
    assert "4 links to the site" in away.stdout


def test_a_search_says_what_is_missing(index: Path) -> None:
    """A search says that no cluster answers, and what to do."""
    searched = run("search", "peace", "--index-dir", index)
    assert searched.exit_code != 0
    assert "No search cluster answers" in searched.output
