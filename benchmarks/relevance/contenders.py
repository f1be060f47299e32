"""The engines that are compared. Each ranks the documents of a collection for its questions.

Our engine is asked as the site asks it when no passage has all words of a question, except that one word is enough: the
other engines are asked for any of the words too. All engines get the same texts, and each analyses them in its own way.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import bm25s
import Stemmer

from indexer.engine.whoosh.engine import WhooshEngine, WhooshWriter
from indexer.model import Document, Meeting, Passage
from indexer.query.optional_terms import drop_optional_terms
from indexer.query.parser import And, Term
from indexer.query.relaxation import relax
from indexer.query.results import Query
from indexer.text.analysis import terms_in

from .judged import JudgedCollection

Rankings = Mapping[str, list[str]]
DEPTH = 1000
"""Documents of a ranking that are measured."""


def rank_with_rapporteur(collection: JudgedCollection) -> Rankings:
    """Rank with the engine of this program; each document is one passage."""
    with TemporaryDirectory() as folder:
        write_index(collection, Path(folder) / "engine")
        return rank_index(Path(folder) / "engine", collection)


def write_index(collection: JudgedCollection, folder: Path) -> None:
    """Write an index of a collection."""
    paper = Document("paper", "Paper", "report", "reported", "paper.txt", (Meeting("meeting", "Meeting"),))
    passages = (
        Passage(f"paper.{id_}", text, "paragraph", ordinal, paper, paper.meeting)
        for ordinal, (id_, text) in enumerate(collection.documents.items())
    )
    with WhooshWriter(folder) as writer:
        writer.add(passages)
        writer.finish()


def rank_index(folder: Path, collection: JudgedCollection) -> Rankings:
    """Open an index and rank its documents for each question of the collection."""
    engine = WhooshEngine(folder)
    try:
        return {id_: _rank(engine, text) for id_, text in collection.questions.items()}
    finally:
        engine.close()


def _rank(engine: WhooshEngine, question: str) -> list[str]:
    node, _ = drop_optional_terms(And(tuple(map(Term, dict.fromkeys(terms_in(question))))))
    node = relax(node, question, share=0) or node
    return [id_.removeprefix("paper.") for id_ in engine.ordered_ids(Query(node))[:DEPTH]]


def rank_with_bm25s(collection: JudgedCollection) -> Rankings:
    """Rank with bm25s at its defaults: k1 1.2, b 0.75, English stems and stop words."""
    stemmer = Stemmer.Stemmer("english")
    ids = list(collection.documents)

    def cut(texts: list[str]) -> object:
        return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)

    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index(cut(list(collection.documents.values())), show_progress=False)
    depth = min(DEPTH, len(ids))
    ranked, scores = index.retrieve(cut(list(collection.questions.values())), k=depth, show_progress=False)
    return {
        question: [ids[number] for number, score in zip(row, row_scores, strict=True) if score > 0]
        for question, row, row_scores in zip(collection.questions, ranked.tolist(), scores.tolist(), strict=True)
    }


def rank_with_sqlite_fts5(collection: JudgedCollection) -> Rankings:
    """Rank with SQLite's FTS5: the porter tokenizer, any of the words, and its own bm25()."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE papers USING fts5(text, tokenize='porter unicode61')")
    ids = list(collection.documents)
    database.executemany("INSERT INTO papers(rowid, text) VALUES (?, ?)", enumerate(collection.documents.values()))
    rankings = {}
    for id_, question in collection.questions.items():
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question.lower()))
        rows = database.execute(
            "SELECT rowid FROM papers WHERE papers MATCH ? ORDER BY bm25(papers) LIMIT 1000", [words]
        )
        rankings[id_] = [ids[number] for (number,) in rows]
    database.close()
    return rankings


CONTENDERS: Mapping[str, Callable[[JudgedCollection], Rankings]] = {
    "Rapporteur": rank_with_rapporteur,
    "bm25s": rank_with_bm25s,
    "SQLite FTS5": rank_with_sqlite_fts5,
}
