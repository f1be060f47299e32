"""`rapporteur review`: print the doubtful facts of the papers, each with what would settle it in `corpus.toml`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from indexer.errors import FolderNotIndexed
from indexer.model import Document
from indexer.object_store.address import PapersFolder, full_address
from indexer.review.candidates import PaperClues, candidates_for, clues_of
from indexer.review.doubts import BASIS_LABELS, FACT_LABELS, Doubt, doubts_of
from indexer.review.stanzas import one_line, stanza_of
from indexer.store.builds import opened_library
from indexer.store.library import Library
from indexer.text.plurals import counted, plural

from .group import index_dir_option
from .papers import PAPERS


@click.command("review")
@click.argument("folder", type=PAPERS, required=False)
@index_dir_option
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Papers to print; 0 prints all.")
@click.option("--json", "as_json", is_flag=True, help="Print the doubts as JSON.")
def review_command(folder: PapersFolder | None, index_dir: Path, limit: int, as_json: bool) -> None:
    """List doubtful facts, the worst first, with lines for corpus.toml that settle them.

    With FOLDER, only papers in that folder are listed; it can be one file. Paste a table into the corpus.toml of your
    papers, correct what is wrong, and index again.
    """
    with opened_library(index_dir) as library:
        documents = {document.id: document for document in _documents_in(folder, library)}
        by_document: dict[str, list[Doubt]] = {}
        for doubt in doubts_of(documents.values()):
            by_document.setdefault(doubt.document, []).append(doubt)
        if as_json:
            entries = [_doubt_json(documents[key], doubts, library) for key, doubts in by_document.items()]
            click.echo(json.dumps(entries, ensure_ascii=False, indent=2, default=str))
        else:
            _print(documents, by_document, limit, library)


def _documents_in(folder: PapersFolder | None, library: Library) -> Iterable[Document]:
    """Return the papers in a folder, or the paper of a file, or all. Raise FolderNotIndexed for other papers."""
    if folder is None:
        return library.documents()
    indexed = library.facts.folder
    wanted = full_address(folder)
    inside = wanted.removeprefix(indexed.rstrip("/") + "/")
    if not indexed or (inside == wanted and wanted != indexed):
        raise FolderNotIndexed(folder, indexed)
    name, prefix = ("", "") if wanted == indexed else (inside, f"{inside}/")
    return (
        document for document in library.documents() if document.source == name or document.source.startswith(prefix)
    )


def _clues(document: Document, doubts: list[Doubt], library: Library) -> PaperClues:
    """Return what the passages of a paper offer in place of a doubtful title or label."""
    needs_passages = any(doubt.fact in {"title", "speakers"} for doubt in doubts)
    return clues_of(library.document_passages(document.id) if needs_passages else ())


def _doubt_json(document: Document, doubts: list[Doubt], library: Library) -> dict[str, object]:
    clues = _clues(document, doubts, library)
    return {
        "document": document.id,
        "file": document.source,
        "title": document.title,
        "doubts": [
            {
                "fact": doubt.fact,
                "basis": doubt.basis,
                "value": doubt.value,
                "evidence": doubt.evidence,
                "candidates": [dict(candidate.keys) for candidate in candidates_for(document, doubt, clues)],
            }
            for doubt in doubts
        ],
        "stanza": stanza_of(document, doubts, clues),
    }


def _print(documents: dict[str, Document], by_document: dict[str, list[Doubt]], limit: int, library: Library) -> None:
    console = Console(soft_wrap=True, highlight=False)
    shown = list(by_document)[: limit or None]
    for key in shown:
        console.print(Text(documents[key].source, style="bold"))
        for _, doubts in groupby(by_document[key], key=lambda doubt: doubt.fact):
            for doubt in doubts:
                value = f": {doubt.value}" if doubt.value else ""
                evidence = f" ({one_line(doubt.evidence)})" if doubt.evidence else ""
                console.print(Text(f"  {FACT_LABELS[doubt.fact]}{value} - {BASIS_LABELS[doubt.basis]}{evidence}"))
        stanza = stanza_of(documents[key], by_document[key], _clues(documents[key], by_document[key], library))
        console.print(Text(f"\n{stanza}\n", style="dim"))
    total, papers = sum(map(len, by_document.values())), len(by_document)
    summary = plural(
        "%(num)s doubtful fact in %(papers)s of %(all)s.",
        "%(num)s doubtful facts in %(papers)s of %(all)s.",
        total,
        papers=f"{papers:,}",
        all=counted(len(documents), "paper"),
    )
    more = f" Showing the first {len(shown):,}; to see all, add --limit 0." if papers > len(shown) else ""
    console.print(Text(summary + more))
