"""`rapporteur redact --name` from end to end: a person's name is in no file, page or answer afterwards, all else is."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.redactions.fingerprints import new_key
from indexer.redactions.names import NAME_MARK, KeyedNames, RedactedNames, prints_of, run_sizes
from indexer.registry.file import REDACTIONS_FILE
from indexer.store.builds import open_library
from indexer.store.unanswered import keep_search, unanswered_searches
from tests.links.corpus import EditedCorpus
from webapp.app import make_site
from webapp.settings.table import Settings

from .test_redact import files_with, pages_with, run

NAME, FORMS = "Ondrelka Zyxquorble", ("Ondrelka Zyxquorble", "Ms. Zyxquorble")
PAPER = f"""\
Statement by Ms. {NAME} to the keepers

Summary report

Dublin, Ireland, 7-8 June 2023

Session 1: Sails

Chair: Ms. {NAME}, Keepers of Mills

Ms. {NAME} (Keepers of Mills): We have mended the sails of each of the seven mills before the storms of the autumn.

The assembly thanked Ms. Zyxquorble, and agreed that every wheel should be looked at once a year by a wright.

The secretary was asked to write to ondrelka.zyxquorble@mills.example about the wheels that nobody had looked at.
"""
FIRST = f"The keepers heard from Ms. {NAME} that eels had come back to the ponds of the mills in that spring."


def names(*forms: str) -> RedactedNames:
    """Return names as a file of redactions gives them."""
    key = new_key()
    prints, words = prints_of(key, forms)
    return RedactedNames((KeyedNames(key, frozenset(prints), run_sizes(words)),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms. Ana Vant said so.", f"Ms. {NAME_MARK} said so."),
        ("ANA\nVANT's boat", f"{NAME_MARK}'s boat"),
        ("ana.vant@example.org", f"{NAME_MARK}@example.org"),
        ("Ana Van-\nt sold it", f"{NAME_MARK} sold it"),
        ("Anna Vant, Ana Vantwick, Vant", "Anna Vant, Ana Vantwick, Vant"),
        ("Ana Vant and Ana Vant", f"{NAME_MARK} and {NAME_MARK}"),
    ],
)
def test_a_name_is_known_as_whole_words(text: str, expected: str) -> None:
    """Signs, cases and a parted word make no difference; a part of a name, or a longer word, is another name."""
    assert names("Ana Vant").removed(text) == expected


@pytest.mark.parametrize("forms", [("anavant", "Ana Vant"), ("Ana Vant", "anavant"), ("Ana Vant",), ("A. n. a Vant",)])
def test_the_order_of_the_forms_makes_no_difference(forms: tuple[str, ...]) -> None:
    """Forms with the same letters and other words are all known, and so is one that a text writes with fewer words."""
    assert names(*forms).removed("Ana Vant and anavant@example.org") == f"{NAME_MARK} and {NAME_MARK}@example.org"


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_is_left_beside_any_text(before: str, after: str) -> None:
    """Whatever stands around a name, it is gone, and so is each that came of taking one out."""
    wanted = names("Ana Vant", "Ölaf")
    cleaned = wanted.removed(f"{before} Ana Vant {after} ölaf {before}")
    assert not wanted.stand_in(cleaned)
    assert NAME_MARK in cleaned


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> EditedCorpus:
    """Papers of which one names a person in its title, as a speaker and in its text, and did so in a former wording."""
    corpus = EditedCorpus.create(tmp_path_factory.mktemp("names"))
    (corpus.folder / "mills.txt").write_text(PAPER + "\n" + FIRST + "\n", encoding="utf-8")
    corpus.index()
    former = FIRST.replace("eels", "young eels")
    (corpus.folder / "mills.txt").write_text(PAPER + "\n" + former + "\n", encoding="utf-8")
    corpus.index()
    return corpus


def test_no_form_of_a_redacted_name_is_left(started: EditedCorpus, tmp_path: Path) -> None:
    """Registry, builds, readings, suggestions, kept searches and pages lose it; passages keep ids and other words."""
    corpus = started.copy(tmp_path)
    corpus.index()
    words = ["Zyxquorble", "Ondrelka"]
    link = corpus.copied_link("come back to the ponds")
    library = open_library(corpus.index_dir)
    links = {passage.id: passage.text for passage in library.passages()}
    assert any("Zyxquorble" in person.name for person in library.persons())
    library.close()
    keep_search(corpus.index_dir, f"where is {NAME}", date(2031, 5, 4), some_found=False)
    keep_search(corpus.index_dir, "quorum of mills", date(2031, 5, 4), some_found=False)
    assert {"mills.txt", "readings.sqlite", "unanswered.sqlite"} < files_with(words, corpus.index_dir, corpus.folder)
    options = [part for form in FORMS for part in ("--name", form)]
    printed = run("redact", *options, "--index-dir", corpus.index_dir, "--reason", "Ruling 12/2031", "--yes")
    assert "mills.txt" in printed
    assert "Zyxquorble" not in printed
    assert files_with(words, corpus.index_dir, corpus.folder) == {"mills.txt"}
    library = open_library(corpus.index_dir)
    now = {passage.id: passage.text for passage in library.passages()}
    library.close()
    assert set(now) == set(links)
    assert {key for key in links if now[key] != links[key]} == {key for key, text in links.items() if any(
        word.lower() in text.lower() for word in words
    )}  # fmt: skip
    assert any(f"The assembly thanked {NAME_MARK}" in text or NAME_MARK in text for text in now.values())
    client = corpus.open_site()
    client.application.config["INDEX_DIR"] = corpus.index_dir
    assert pages_with(words, client, "/people") == []
    assert "A name was removed from this passage." in client.get(link).text
    assert [search.words for search in unanswered_searches(corpus.index_dir)] == ["quorum of mills"]
    asking = make_site(Settings(index_dir=corpus.index_dir, keep_unanswered=True)).test_client()
    for words_searched in (f"who is {NAME}", "ondrelkazyxquorble", "brass wheels"):
        asking.get("/search", query_string={"q": words_searched}, buffered=True)
    kept = {search.words for search in unanswered_searches(corpus.index_dir)}
    assert kept == {"quorum of mills", "brass wheels"}
    assert "name" in run("redact", "--list", "--index-dir", corpus.index_dir)
    assert "contains the name" in run(
        *("redact", "--name", "Ond Relka Zyx Quorble", "--index-dir", corpus.index_dir, "--reason", "Law"), status=1
    )
    again = run("redact", *options, "--index-dir", corpus.index_dir, "--reason", "Law", "--yes", status=1)
    assert "was redacted on" in again


def test_a_redacted_name_does_not_come_back(started: EditedCorpus, tmp_path: Path) -> None:
    """Not in a new paper, not from a backup of before, and not without the index."""
    corpus = started.copy(tmp_path)
    corpus.index()
    archive, back = tmp_path / "before.tar.gz", tmp_path / "back"
    run("backup", archive, "--index-dir", corpus.index_dir)
    run("redact", "--name", NAME, "--name", FORMS[1], "--index-dir", corpus.index_dir, "--reason", "Law", "--yes")
    (corpus.folder / "later.txt").write_text(PAPER.replace("7-8 June", "9-10 June"), encoding="utf-8")
    shutil.rmtree(corpus.index_dir)
    corpus.index()
    assert files_with(["Zyxquorble"], corpus.index_dir, corpus.folder) == {"mills.txt", "later.txt"}
    assert corpus.index().unchanged
    run("restore", archive, back, "--redactions", corpus.folder / REDACTIONS_FILE)
    assert files_with(["Zyxquorble"], back) == {"mills.txt"}


def test_a_name_that_cannot_be_taken_out_is_refused(started: EditedCorpus, tmp_path: Path) -> None:
    """Where a file or `corpus.toml` has it, where nothing has it, and where it is too short; nothing is changed."""
    corpus = started.copy(tmp_path)
    corpus.index()

    def refused(*arguments: str, status: int = 1) -> str:
        return run("redact", *arguments, "--index-dir", corpus.index_dir, "--reason", "Law", "--yes", status=status)

    assert "contains the name" in refused("--name", "Nobody Atall")
    assert "fewer than 3 letters" in refused("--name", "Li")
    assert "Give an ID or a --name" in refused("mills", "--name", NAME, status=2)
    (corpus.folder / "ondrelka-zyxquorble.txt").write_text("Minutes\n\nLima, 4 May 2031\n\nNothing.", encoding="utf-8")
    (corpus.folder / "corpus.toml").write_text(f'[[person]]\nname = "{NAME}"\n', encoding="utf-8")
    told = refused("--name", NAME)
    assert "corpus.toml, ondrelka-zyxquorble.txt. Rename these files" in told
    assert not (corpus.folder / REDACTIONS_FILE).exists()
