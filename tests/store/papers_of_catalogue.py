"""Papers that a catalogue of any store is written from, anew or as an update of another."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from indexer.model import Document, Passage, Person
from indexer.store.catalogue_parts import plan_parts
from indexer.store.catalogues import Catalogues
from tests.corpus_factory import ACRONYMS, CAPACITY, CHAIR, MONTEVIDEO, SESSIONS, document, passage

Papers = dict[str, tuple[Document, list[Passage]]]


def made_paper(key: str, wording: int, length: int) -> tuple[Document, list[Passage]]:
    """Return a paper whose passages all have one wording."""
    own = replace(document(key, MONTEVIDEO), title=f"Paper {key} {wording}")
    people = (replace(CHAIR, person="chair"),)
    return own, [
        passage(own, at, f"Wording {wording} of {key} at {at}.", CAPACITY, people=people) for at in range(length)
    ]


def write_papers(
    store: str, build: Path, papers: Papers, base: Path | None = None, changed: frozenset[str] = frozenset()
) -> None:
    """Write a catalogue of papers into the folder of a build, or update that of `base` with those that changed."""
    order = sorted(papers)
    kept = [key for key in order if key not in changed] if base else []
    merged: Sequence[str] = ()
    if base:
        with closing(Catalogues().open(store, base)) as before:
            parts = before.parts()
        plan = plan_parts(parts, kept)
        merged = [part.name for part in parts] if plan.anew else plan.merged
    with Catalogues().writer(store, build, base) as writer:
        writer.keep_documents(kept, merged)
        if papers:
            writer.put_meetings([MONTEVIDEO], [session for session in SESSIONS if session.meeting == MONTEVIDEO.id])
        for key in order:
            if base is None or key in changed:
                own, passages = papers[key]
                writer.add_document(own, (), passages)
        writer.add_persons([Person("chair", f"Chair of {len(papers)}")])
        writer.add_acronyms(ACRONYMS)
        writer.add_synonyms([("one", str(len(papers)))])
        writer.add_removals({})
        writer.add_originals({})
        writer.finish(order)
