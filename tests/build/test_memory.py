"""Tests that memory does not grow with the corpus."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.engine.whoosh.engine import WhooshWriter
from indexer.meetings.merge import MeetingGroups, group_meetings
from indexer.model import Passage, Session
from indexer.store.catalogue_writer import SqliteCatalogueWriter
from indexer.structure.draft import Draft
from indexer.suggest.writer import SuggestionsWriter
from tests.corpus_factory import CHAIR, MONTEVIDEO, document, passage, session
from tests.structure import papers

FEW, MANY, EACH = 40, 120, 10
"""Papers at which it is looked how much is held, and the passages of each."""
LEAST = 240
"""Bytes a passage that may stay: a few numbers, and a share of the ids of its paper, meeting and sessions. It is 198 by
itself, and was 202 once beside other tests; the text of a passage alone would be more."""


def paper(number: int) -> tuple[tuple[Session, ...], tuple[Passage, ...]]:
    """Return the sessions and the passages of a paper with the same words as all others, at a meeting of its own."""
    meeting = replace(MONTEVIDEO, id=f"meeting-{number}")
    main = session("1", meeting, people=(CHAIR,))
    part = session("2", meeting, people=(CHAIR,), ordinal=1)
    own = document(f"paper-{number}", meeting)
    texts = (f"Equipment and training were pledged to troops in {'many ' * (at % 3)}missions." for at in range(EACH))
    return (main, part), tuple(
        passage(own, at, text, (main, part)[at % 2], people=(CHAIR,)) for at, text in enumerate(texts)
    )


def test_what_is_held_while_a_build_is_written_does_not_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A passage with known words costs no more memory than a few numbers, once the buffers, here small, are full."""
    monkeypatch.setattr("indexer.engine.columns.files.BLOCK", 64)
    monkeypatch.setattr("indexer.engine.columns.files._WAITING", 64)
    monkeypatch.setattr("indexer.suggest.writer.CUT_TOGETHER", 16)
    monkeypatch.setattr("indexer.engine.values.writer._TOGETHER", 16)
    held: dict[int, int] = {}
    with ExitStack() as stack:
        catalogue = stack.enter_context(SqliteCatalogueWriter(tmp_path / "catalogue.sqlite"))
        engine = stack.enter_context(WhooshWriter(tmp_path / "engine"))
        suggestions = stack.enter_context(SuggestionsWriter(tmp_path / "suggestions.sqlite", tmp_path / "engine"))
        tracemalloc.start()
        stack.callback(tracemalloc.stop)
        for number in range(1, MANY + 1):
            sessions, passages = paper(number)
            catalogue.add_document(passages[0].document, sessions, passages)
            engine.add(passages, sessions)
            suggestions.add(passages, sessions)
            if number in {FEW, MANY}:
                gc.collect()
                held[number] = tracemalloc.get_traced_memory()[0]
    assert (held[MANY] - held[FEW]) / (MANY - FEW) / EACH < LEAST


def test_one_meeting_is_in_memory_at_a_time() -> None:
    """Iterating meetings builds the papers of each when it is reached and keeps none of those before."""
    read = {f"{name}.txt": papers.read_paper(text, f"{name}.txt") for name, text in papers.ALL.items()}
    references: list[weakref.ref[Draft]] = []

    def anew(name: str) -> Draft:
        draft = replace(read[name])
        references.append(weakref.ref(draft))
        return draft

    def living() -> Iterator[Draft]:
        return (draft for reference in references if (draft := reference()))

    groups = group_meetings({name: draft.facts for name, draft in read.items()})
    for _ in range(2):
        for reference in MeetingGroups(groups, anew):
            assert {draft.source.name for draft in living()} == {draft.source.name for draft in reference.drafts}
    assert len(references) == 2 * len(read)
    assert len(groups) > 1
