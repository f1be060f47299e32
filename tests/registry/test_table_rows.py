"""Tests of rows of tables that a registry records with the heads of their columns in the text."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.links.memory import ReconciledRegistry, RegistryInMemory, reconcile_in_memory
from indexer.registry.incoming import NewDocument, NewMeeting, NewPassage

from .papers import STAMPS, paragraph

ROWS = [("Oslo", "5"), ("Bergen", "5"), ("Oslo", "6"), ("Oslo", "5"), ("Vardø", "none")]


def rows(with_heads: bool, table: Sequence[tuple[str, str]] = ROWS) -> list[NewPassage]:
    """Return the rows of a table between two paragraphs, with their heads in the text or beside it."""
    passages = [NewPassage(paragraph(1))]
    for port, total in table:
        headed = f"Port: {port}; Sum: {total}"
        passages.append(NewPassage(headed) if with_heads else NewPassage(f"{port}; {total}", earlier_text=headed))
    return [*passages, NewPassage(paragraph(2))]


def build(
    old: RegistryInMemory | None,
    passages: list[NewPassage],
    stamp: str,
    *,
    source: str = "paper.txt",
    digest: str = "a",
) -> ReconciledRegistry:
    """Reconcile a registry with a paper of these passages."""
    meeting = NewMeeting("lima-1999", "Ice", [NewDocument(source, digest, "Paper")])
    return reconcile_in_memory(old, [meeting], lambda _: passages, stamp)


def test_rows_keep_their_ids_where_their_heads_are_carried_apart() -> None:
    """Rows recorded with heads keep their ids, short and equal ones too, and their links know the former wording."""
    before = build(None, rows(with_heads=True), STAMPS[0])
    after = build(before.registry, rows(with_heads=False), STAMPS[1])
    assert after.passages["paper.txt"] == before.passages["paper.txt"]
    assert not after.review
    assert set(after.outcomes) == {"same"}
    living = [row for row in after.registry.passages if row.living]
    assert [row.text for row in living][1:-1] == [f"{port}; {total}" for port, total in ROWS]
    assert [row.past[0].text for row in living[1:-1]] == [f"Port: {port}; Sum: {total}" for port, total in ROWS]
    again = build(after.registry, rows(with_heads=False), STAMPS[2])
    assert again.registry == after.registry


def test_rows_that_moved_or_changed_are_compared_with_their_heads() -> None:
    """A new row and a renamed file leave the ids of the other rows alone; a first build gives the ids of before."""
    before = build(None, rows(with_heads=True), STAMPS[0])
    longer = [("Narvik", "7"), *ROWS]
    after = build(before.registry, rows(False, longer), STAMPS[1], source="renamed.txt", digest="b")
    old, new = before.passages["paper.txt"], after.passages["renamed.txt"]
    assert (new[0], *new[2:]) == tuple(old)
    assert new[1] not in old
    assert build(None, rows(with_heads=False), STAMPS[0]).passages == before.passages
