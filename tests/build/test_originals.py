"""A build records the file of each paper, and whether anybody may see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build.pipeline import build
from indexer.disk.hashing import sha256_hex
from indexer.store.builds import opened_library
from indexer.store.original_files import OriginalFile
from tests.links.corpus import EditedCorpus
from tests.originals.papers import index_papers, write_papers
from tests.redactions.test_redact import run


def recorded(index_dir: Path) -> dict[str, OriginalFile]:
    """Return what is recorded of each file, by the name of the paper."""
    with opened_library(index_dir) as library:
        return {document.source: library.originals[document.id] for document in library.documents()}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with papers of every kind."""
    return write_papers(tmp_path_factory.mktemp("originals") / "papers")


def test_each_file_is_recorded_with_its_hash(papers: Path, tmp_path: Path) -> None:
    """The path is that below the folder, also of a ZIP, and the hash that of the bytes that were read."""
    files = recorded(index_papers(papers, tmp_path / "index"))
    assert set(files) >= {"council.pdf", "board.html", "more.zip/packed.txt"}
    assert files["council.pdf"].digest == sha256_hex([(papers / "council.pdf").read_bytes()])
    assert (files["more.zip/packed.txt"].path, files["more.zip/packed.txt"].member) == ("more.zip", "packed.txt")


def test_the_owner_refuses_a_file_and_grants_it_again(tmp_path: Path) -> None:
    """`original = false` withholds a file; of several tables the last one that says so counts, without reading anew."""
    folder, index_dir = write_papers(tmp_path / "papers"), tmp_path / "index"
    files = recorded(index_papers(folder, index_dir))
    assert {name for name, file in files.items() if file.withheld} == {"secret.txt"}
    settings = folder / "corpus.toml"
    wider = '[[document]]\nfile = "*"\noriginal = false\n\n[[document]]\nfile = "*.pdf"\noriginal = true\n'
    settings.write_text(wider, encoding="utf-8")
    assert build(folder, index_dir).files_read == 0
    files = recorded(index_dir)
    assert {name for name, file in files.items() if not file.withheld} == {"council.pdf"}


def test_a_paper_that_moves_is_recorded_where_it_is(tmp_path: Path) -> None:
    """A file with another name is recorded under that, though nothing of its paper has changed."""
    folder, index_dir = write_papers(tmp_path / "papers"), tmp_path / "index"
    index_papers(folder, index_dir)
    (folder / "record.txt").rename(folder / "minutes.txt")
    assert index_papers(folder, index_dir)
    assert recorded(index_dir)["minutes.txt"].path == "minutes.txt"


@pytest.fixture
def corpus(tmp_path: Path) -> EditedCorpus:
    """Papers of which one passage, and then one name, is redacted."""
    corpus = EditedCorpus(tmp_path)
    write_papers(corpus.folder)
    corpus.index()
    return corpus


def test_the_file_of_a_redacted_paper_is_withheld(corpus: EditedCorpus) -> None:
    """So is that of every other paper that had the same words, and none besides."""
    with opened_library(corpus.index_dir) as library:
        record = next(each for each in library.documents() if each.source == "record.txt")
        wanted = next(each for each in library.document_passages(record.id) if each.text.startswith("The secretary"))
    run("redact", wanted.id, "--index-dir", corpus.index_dir, "--yes", "--reason", "Ruling 1/2031")
    withheld = {name for name, file in recorded(corpus.index_dir).items() if file.withheld == "redacted"}
    assert withheld == {"record.txt", "secret.txt", "more.zip/packed.txt"}


def test_the_file_of_a_paper_with_a_removed_name_is_withheld(corpus: EditedCorpus) -> None:
    """A file in which the name was found is withheld, also when only its metadata or a label has it."""
    run("redact", "--name", "Dora Ellis", "--index-dir", corpus.index_dir, "--yes", "--reason", "Ruling 2/2031")
    files = recorded(corpus.index_dir)
    assert {name for name, file in files.items() if file.withheld == "redacted"} == {"river.vtt"}
