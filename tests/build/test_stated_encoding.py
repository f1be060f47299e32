"""A guessed encoding, from the report of the build to the setting that corrects it."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from indexer.cli import cli

WORDS = "Żółw i łódź stały w porcie, a kapitan żądał zapłaty za naprawę żagli i lin.\n\nKoniec.\n"


def run(*arguments: str | Path) -> str:
    """Run the command and return what it prints, on one line."""
    return " ".join(CliRunner().invoke(cli, [str(argument) for argument in arguments]).output.split())


def test_the_line_of_the_review_states_the_encoding(tmp_path: Path) -> None:
    """A guess is told by the file's name, the review proposes the setting, and a stated encoding decides."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "sails.txt").write_bytes(WORDS.encode("cp852"))
    report = run("index", corpus, "--index-dir", index, "--jobs", "1")
    assert "sails.txt: is not UTF-8; its encoding was guessed as cp852" in report
    proposed = re.search(r'encoding = "[\w-]+"', run("review", "--index-dir", index))
    assert proposed is not None
    assert proposed[0] == 'encoding = "cp852"'
    settings = corpus / "corpus.toml"
    settings.write_text(f'[[document]]\nfile = "sails.txt"\n{proposed[0]}\n', encoding="utf-8")
    assert "guessed as" not in run("index", corpus, "--index-dir", index, "--jobs", "1")
    assert "łódź" in run("search", "kapitan", "--index-dir", index)
    settings.write_text('[[document]]\nfile = "sails.txt"\nencoding = "latin-1"\n', encoding="utf-8")
    run("index", corpus, "--index-dir", index, "--jobs", "1")
    assert "łódź" not in run("search", "kapitan", "--index-dir", index)


def test_an_encoding_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """A name that is no encoding is a mistake in the settings, with names that are."""
    (tmp_path / "sails.txt").write_bytes(WORDS.encode())
    (tmp_path / "corpus.toml").write_text('[[document]]\nfile = "sails.txt"\nencoding = "polish"\n')
    assert "which is not an encoding; write one such as" in run("index", tmp_path, "--index-dir", tmp_path / "index")
