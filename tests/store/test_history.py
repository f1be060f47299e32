"""The rows of the registry, as pages look them up in a build."""

from __future__ import annotations

from pathlib import Path

from indexer.registry.rows import hash_text
from tests.links.corpus import EditedCorpus
from tests.links.test_pages import TURTLES


def test_rows_of_documents_are_those_of_the_document_asked_for(tmp_path: Path) -> None:
    """Whichever document was asked for before, its rows are all there, removed ones where they stood."""
    corpus = EditedCorpus.create(tmp_path)
    removed = corpus.passage("Turtles").id
    corpus.edit(TURTLES, "")
    library = corpus.open_library()
    history, documents = library.history, [document.id for document in library.documents()]
    assert len(documents) == 2
    for document in (*documents, *documents, "unknown", documents[-1], ""):
        rows = history.in_document(document)
        living = [row.id for row in rows if row.living]
        known = document in documents
        assert living == ([passage.id for passage in library.document_passages(document)] if known else [])
        assert [row.id for row in rows if not row.living] == [removed] * removed.startswith(f"{document}.")
    library.close()


def test_past_wordings_are_those_that_a_passage_had(tmp_path: Path) -> None:
    """A passage has each of its former wordings, the oldest first; one that always read the same has none."""
    corpus = EditedCorpus.create(tmp_path)
    corpus.edit("one of every ten hauls", "two of every nine hauls")
    corpus.edit("two of every nine hauls", "three of every eight hauls")
    library = corpus.open_library()
    for passage in library.passages():
        past = library.history.past_wordings(passage.id)
        had = [TURTLES, TURTLES.replace("one of every ten", "two of every nine")] if "Turtles" in passage.text else []
        assert [wording.hash for wording in past] == [hash_text(text) for text in had]
    assert library.history.past_wordings("unknown") == ()
    library.close()
