"""Nothing of a paper disappears without a reason: the pieces of its draft hold all of it, in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.store.builds import open_library
from indexer.structure.draft import Draft
from tests.conftest import SEEDS

from .papers import NAMES, made_papers, read_drafts, words_of_file, write_made_papers

SHOWN = {"body", "quote", "roster"}
ROLES = SHOWN | {"heading", "metadata", "attribution", "dropped"}
PAPERS = (*NAMES, *sorted(path.name for path in SEEDS.glob("*.txt")))
IN_ORDER = {"txt", "srt", "html"}
"""Formats that have all in reading order; the others keep notes apart, draw rules, or print heads first."""


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Draft]:
    """Every made-up and every shipped paper, each parsed by itself."""
    return {**read_drafts(write_made_papers(tmp_path_factory.mktemp("made") / "corpus")), **read_drafts(SEEDS)}


def without_space(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def without_signs(text: str) -> str:
    """Return a text without punctuation, because short items in one passage get semicolons between them."""
    return re.sub(r"[\W_]", "", text)


def letter_counts(texts: Iterable[str]) -> Counter[str]:
    """Return the counts of letters and digits, without markup."""
    return Counter(character for text in texts for character in text if character.isalnum())


@cache
def paper_bytes(name: str) -> bytes:
    """Return the bytes of a made-up or shipped paper."""
    if name.startswith("papers.zip/"):
        with ZipFile(BytesIO(made_papers()["papers.zip"])) as archive:
            return archive.read(name.partition("/")[2])
    return made_papers()[name] if name in made_papers() else (SEEDS / name).read_bytes()


@pytest.mark.parametrize("name", PAPERS)
def test_every_character_of_a_paper_is_in_a_piece(name: str, parsed: dict[str, Draft]) -> None:
    """The pieces hold exactly the characters of the file."""
    kind = name.rpartition(".")[2]
    source = words_of_file(name, paper_bytes(name))
    in_pieces = "".join(without_space(piece.block.raw) for piece in parsed[name].pieces)
    if kind == "rtf":  # its marks of lists are written by name
        assert letter_counts([source]) == letter_counts([in_pieces])
    elif kind in IN_ORDER:
        assert in_pieces == without_space(source)
    else:
        assert Counter(in_pieces) == Counter(without_space(source))


@pytest.mark.parametrize("name", PAPERS)
def test_every_piece_has_a_role_and_a_reason(name: str, parsed: dict[str, Draft]) -> None:
    """Every piece that is not plain running text has a reason."""
    for piece in parsed[name].pieces:
        assert piece.role in ROLES
        assert piece.role == "body" or piece.reason_text, piece
        assert piece.role != "dropped" or len(piece.reason_text) >= 4, piece
        assert piece.role == "dropped" or piece.text, piece


@pytest.mark.parametrize("name", PAPERS)
def test_the_passages_are_the_pieces_that_are_shown(name: str, parsed: dict[str, Draft]) -> None:
    """The passages hold exactly the words of the running text, quotations and rosters, in order."""
    draft = parsed[name]
    shown = [piece.text for piece in draft.pieces if piece.role in SHOWN]
    assert letter_counts(shown) == letter_counts(passage.text for passage in draft.passages)
    shown_text = without_signs("\n".join(shown))
    for passage in draft.passages:
        opening = without_signs(re.split(r"[-‐]", without_space(passage.text)[:40])[0])
        assert opening in shown_text, passage.text


@pytest.mark.parametrize("name", PAPERS)
def test_people_sections_and_sessions_belong_together(name: str, parsed: dict[str, Draft]) -> None:
    """Every session that a passage names is a session of the draft, and every one has a key and a title."""
    draft = parsed[name]
    keys = [session.key for session in draft.sessions]
    assert all(keys)
    assert len(set(keys)) == len(keys)
    assert all(session.title for session in draft.sessions)
    assert {passage.section.session for passage in draft.passages} <= {*keys, None}
    assert {session.parent for session in draft.sessions} <= {*keys, None}


def test_reading_is_deterministic(parsed: dict[str, Draft], tmp_path: Path) -> None:
    """The same bytes, read again from another folder, give the same drafts."""
    again = {**read_drafts(write_made_papers(tmp_path / "again")), **read_drafts(SEEDS)}
    assert set(again) == set(parsed)
    for name, draft in again.items():
        for part in ("facts", "sessions", "passages", "pieces", "warnings"):
            assert getattr(draft, part) == getattr(parsed[name], part), name


PLAIN = {name: content for name, content in made_papers().items() if not name.endswith(".zip")}


@pytest.fixture(scope="module")
def ids(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The words of every passage of the made-up papers, by id."""
    return indexed(tmp_path_factory.mktemp("order"), {name: name for name in PLAIN}, jobs=1)


def indexed(home: Path, names: dict[str, str], jobs: int) -> dict[str, str]:
    """Index the made-up papers under other names, and return the words of each passage by its id."""
    for name, other in names.items():
        path = home / "corpus" / other
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PLAIN[name])
    build(home / "corpus", home / "index", BuildOptions(jobs=jobs))
    library = open_library(home / "index")
    texts = {passage.id: passage.text for passage in library.passages()}
    library.close()
    return texts


@settings(max_examples=3, deadline=None)
@given(order=st.permutations(sorted(PLAIN)), jobs=st.integers(1, 2))
def test_the_order_of_files_does_not_matter(
    order: list[str], jobs: int, ids: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Folders, order and number of processes change no id and no word."""
    names = {name: f"{index:02}/{name}" for index, name in enumerate(order)}
    assert indexed(tmp_path_factory.mktemp("shuffled"), names, jobs) == ids
