"""The engines that are compared. Each ranks the documents of a collection for its questions.

Ours is asked through the function that the site calls, with the question as its address has it. The other engines are
asked for any of the words. All engines get the same texts, and each analyses them in its own way.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import bm25s
import Stemmer
import tantivy
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from indexer.store.library import Library

from .judged import JudgedCollection
from .site import PASSAGE_PREFIX, one_paper, rank, write_library

Rankings = Mapping[str, list[str]]
DEPTH = 1000
"""Documents of a ranking that are measured."""


def rank_with_rapporteur(collection: JudgedCollection) -> Rankings:
    """Rank as the site does; each document is one passage."""
    with TemporaryDirectory() as folder:
        write_collection(collection, Path(folder) / "build")
        return rank_library(Path(folder) / "build", collection)


def write_collection(collection: JudgedCollection, folder: Path) -> None:
    """Write a collection as a build of the site."""
    write_library(folder, one_paper(collection.documents))


def rank_library(folder: Path, collection: JudgedCollection) -> Rankings:
    """Open a build and rank its documents for each question of the collection."""
    library = Library(folder)
    try:
        return {
            id_: [passage.removeprefix(PASSAGE_PREFIX) for passage in rank(library, text, DEPTH)]
            for id_, text in collection.questions.items()
        }
    finally:
        library.close()


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


def rank_with_tantivy(collection: JudgedCollection) -> Rankings:
    """Rank with tantivy: its English stems and stop words, any of the words, its own BM25."""
    analyzer = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.stopword("english"))
    schema = (
        tantivy.SchemaBuilder().add_text_field("text", tokenizer_name="words").add_integer_field("number", stored=True)
    )
    index = tantivy.Index(schema.build())
    index.register_tokenizer("words", analyzer.filter(Filter.stemmer("english")).build())
    ids = list(collection.documents)
    writer = index.writer(num_threads=1)
    for number, text in enumerate(collection.documents.values()):
        writer.add_document(tantivy.Document(text=text, number=number))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    rankings = {}
    for id_, question in collection.questions.items():
        query = index.parse_query(" ".join(re.findall(r"\w+", question.lower())) or "nothing", ["text"])
        found = searcher.search(query, DEPTH).hits
        rankings[id_] = [ids[searcher.doc(address)["number"][0]] for _, address in found]
    return rankings


CONTENDERS: Mapping[str, Callable[[JudgedCollection], Rankings]] = {
    "Rapporteur": rank_with_rapporteur,
    "bm25s": rank_with_bm25s,
    "SQLite FTS5": rank_with_sqlite_fts5,
    "tantivy": rank_with_tantivy,
}
