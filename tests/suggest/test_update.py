"""A file of suggestions that was changed says what one written anew says."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.whoosh.engine import WhooshWriter
from indexer.model import Passage, Session
from indexer.suggest.reader import Suggestions
from indexer.suggest.writer import SuggestionsWriter
from tests.corpus_factory import (
    ACRONYMS,
    CHAIR,
    GUEST,
    ISLAMABAD,
    MONTEVIDEO,
    OLD,
    PERSONS,
    document,
    passage,
    session,
)

MEETINGS = (MONTEVIDEO, ISLAMABAD, OLD)
WORDS = st.sampled_from(["Berth", "berth", "fees", "A4P", "TCC", "for", "2031", "côte", "Côte", "per cent", ", ", "- "])
PEOPLE = st.sampled_from([(), (CHAIR,), (GUEST,)])
TEXTS = st.lists(st.tuples(st.lists(WORDS, max_size=8).map(" ".join), PEOPLE), min_size=1, max_size=4)
TITLES = st.sampled_from(["Mooring fees", "Berths"])
PAPER = st.tuples(st.sampled_from(MEETINGS), TITLES, TEXTS, st.sampled_from([(), ("S/RES/2719",)]))
PAPERS = st.dictionaries(st.sampled_from("pqrst"), PAPER, max_size=4)
Papers = Mapping[str, tuple[Any, ...]]


def made(name: str, paper: tuple[Any, ...]) -> tuple[Sequence[Passage], Sequence[Session]]:
    """Make the passages of a paper, and the sessions of its meeting, which has one with a part."""
    meeting, title, texts, mentions = paper
    whole = session("1", meeting, "Quay")
    part = session("1a", meeting, "Users", parent="1")
    paper_of = document(name, meeting, title=title)
    passages = [
        passage(paper_of, at, text, (whole, part)[at % 2], people=people, mentions=mentions, headings=(title,))
        for at, (text, people) in enumerate(texts)
    ]
    return passages, (whole, part)


def write_index(folder: Path, papers: Papers, base: Path | None) -> None:
    """Write the index of papers; those of an index before stand in a segment of their own."""
    with WhooshWriter(folder, base) as engine:
        kept = {"p"} if base else set()
        engine.keep(kept)
        for name in sorted(papers.keys() - kept):
            engine.add(*made(name, papers[name]))
        engine.finish(list(papers))


def write(home: Path, name: str, papers: Papers, before: tuple[str, Papers] | None = None) -> Path:
    """Write the suggestions of papers, anew or from those of papers before, and return the file."""
    old = before[1] if before else {}
    kept = {name for name in old if old[name] == papers.get(name)}
    folder, base = home / name, home / before[0] if before else None
    folder.mkdir()
    columns = folder / "engine"
    with (
        WhooshWriter(columns, base / "engine" if base else None) as engine,
        SuggestionsWriter(folder / "s.sqlite", columns, base / "s.sqlite" if base else None) as writer,
    ):
        engine.keep(kept)
        for paper in old.keys() - kept:
            writer.remove(made(paper, old[paper])[0])
        for paper in papers.keys() - kept:
            passages, sessions = made(paper, papers[paper])
            engine.add(passages, sessions)
            writer.put_meetings((passages[0].meeting or MONTEVIDEO,), sessions)
            writer.add(passages)
        engine.finish(list(papers))
        writer.add_names(PERSONS, ACRONYMS)
        writer.finish()
    return folder / "s.sqlite"


def contents(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything in a file but its phrases."""
    queries = {
        "entries": "SELECT * FROM entries WHERE kind != 'phrase' ORDER BY id",
        "keys": "SELECT * FROM keys WHERE kind != 'phrase' ORDER BY key, entry",
        "tops": "SELECT prefix, entry, score, key FROM tops WHERE kind != 'phrase' ORDER BY prefix, place",
        "words": "SELECT * FROM words ORDER BY length, key",
        "forms": "SELECT * FROM forms ORDER BY term, form",
        "counted": "SELECT * FROM counted ORDER BY kind, value",
        "names": "SELECT * FROM names ORDER BY kind, value",
        "called": "SELECT * FROM called ORDER BY key, kind, value",
        "facts": "SELECT * FROM facts",
    }
    with closing(sqlite3.connect(file)) as connection:
        return {name: list(connection.execute(query)) for name, query in queries.items()}


@settings(max_examples=60, deadline=None)
@given(PAPERS, PAPERS)
def test_a_changed_file_has_what_a_new_one_has(before: Papers, after: Papers) -> None:
    """Whatever papers went, came and changed, words, names and counts are those of a file that is written anew."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write(home, "old", before)
        changed = write(home, "new", after, ("old", before))
        whole = write(home, "whole", after)
        assert contents(changed) == contents(whole)


def test_a_phrase_that_nobody_writes_any_more_goes(tmp_path: Path) -> None:
    """Phrases stay as they were counted, but one that is found nowhere any more is no suggestion."""
    texts = [("light coordination mechanism", ()), ("the light coordination mechanism and harbour dues", ())]
    papers = {
        "p": (MONTEVIDEO, "Berths", texts, ()),
        "q": (MONTEVIDEO, "Berths", [("harbour dues", ()), ("harbour dues", ())], ()),
    }
    write(tmp_path, "old", papers)
    rest = {"q": papers["q"]}
    for name, expected in (("old", {"light coordination mechanism", "harbour dues"}), ("new", {"harbour dues"})):
        if name == "new":
            write(tmp_path, name, rest, ("old", papers))
        reader = Suggestions(tmp_path / name / "s.sqlite")
        found = [each for typed in ("ligh", "harb") for each in reader.suggest(typed, 9, lambda _: True)]
        assert {each.text for each in found if each.kind == "phrase"} == expected
        reader.close()


def test_an_index_may_have_several_segments(tmp_path: Path) -> None:
    """The words and the phrases that recur in each of several segments are counted as in one."""
    papers = {
        name: (MONTEVIDEO, "Berths", [(f"{name}, Harbour dues rise", ()), (f"Harbour dues of côte {name}", ())], ())
        for name in ("p", "q")
    }
    one, two = tmp_path / "one", tmp_path / "two"
    write_index(one, papers, None)
    write_index(two, {"p": papers["p"]}, None)
    write_index(tmp_path / "more", papers, two)
    found = []
    for columns in (one, tmp_path / "more"):
        with SuggestionsWriter(columns.with_suffix(".sqlite"), columns) as writer:
            for name, paper in papers.items():
                writer.add(*made(name, paper))
            writer.finish()
        with closing(sqlite3.connect(columns.with_suffix(".sqlite"))) as connection:
            statement = "SELECT kind, text, count FROM entries WHERE kind != 'phrase' OR count = 4 ORDER BY id"
            found.append(list(connection.execute(statement)))
    assert found[0] == found[1]
    assert ("phrase", "Harbour dues", 4) in found[0]


def test_a_large_corpus_suggests_words_of_two_passages(tmp_path: Path) -> None:
    """When a corpus becomes large or small, the words of one passage are suggested no longer, or again."""
    small = {"p": (MONTEVIDEO, "Berths", [("harbour berths", ()), ("berths", ())], ())}
    large = small | {"q": (MONTEVIDEO, "Berths", [("tides", ())] * 2_000, ())}
    write(tmp_path, "old", small)
    for name, papers, before in (("large", large, ("old", small)), ("again", small, ("large", large))):
        changed = write(tmp_path, name, papers, before)
        assert contents(changed) == contents(write(tmp_path, f"{name}-whole", papers))
