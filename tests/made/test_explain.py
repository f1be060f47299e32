"""`rapporteur index --explain FILE` over every made-up paper, as a user runs it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import cli
from indexer.structure.draft import Draft

from .papers import NAMES, read_drafts, write_made_papers


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the made-up papers."""
    return write_made_papers(tmp_path_factory.mktemp("explain") / "corpus")


@pytest.fixture(scope="module")
def parsed(corpus: Path) -> dict[str, Draft]:
    """The drafts of the papers."""
    return read_drafts(corpus)


@pytest.mark.parametrize("name", NAMES)
def test_every_piece_is_printed_with_its_role_and_reason(name: str, corpus: Path, parsed: dict[str, Draft]) -> None:
    """Each piece is printed in order with role, reason in brackets and words; only body may lack a reason."""
    result = CliRunner().invoke(cli, ["index", str(corpus), "--explain", name])
    assert result.exit_code == 0, result.output
    printed, place = _single(result.stdout), 0
    for piece in parsed[name].pieces:
        line = f"{piece.role} ({piece.reason_text})" if piece.reasons else piece.role
        assert piece.reasons or piece.role == "body"
        wanted = _single(f"{line} {piece.text or piece.block.raw}")
        position = printed.find(wanted, place)
        assert position >= 0, wanted
        place = position + len(wanted)
    assert not printed[place:].strip(), "more is printed than there are pieces"


def test_explaining_builds_nothing(corpus: Path, tmp_path: Path) -> None:
    """Explaining a paper only reads it: no index is made."""
    arguments = ["index", str(corpus), "--index-dir", str(tmp_path / "index"), "--explain", "tides.pdf"]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    assert not (tmp_path / "index").exists()


def _single(text: str) -> str:
    return re.sub(r"\s+", " ", text)
