"""`rapporteur check` from end to end."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from indexer.store.builds import live_build, new_build, publish
from indexer.store.library import ENGINE_FOLDER
from tests.corpus_factory import write_build
from webapp.cli import cli


def check(index: Path) -> tuple[int, str]:
    """Run the command and return its status and what it prints."""
    result = CliRunner().invoke(cli, ["check", "--index-dir", str(index)])
    return result.exit_code, result.output


def test_a_whole_index_is_said_to_be_whole(tmp_path: Path) -> None:
    """An index as it was written passes; one with a file that only Whoosh reads changed does not, and says which."""
    built = write_build(tmp_path / "made")
    index = tmp_path / "index"
    target = new_build(index)
    target.rmdir()
    built.rename(target)
    publish(index, target)
    status, told = check(index)
    assert (status, "is whole" in told) == (0, True)
    file = next((live_build(index) / ENGINE_FOLDER).glob("*.toc"))
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    status, told = check(index)
    assert status == 1
    assert file.name in told
    assert "rapporteur index" in told
