"""Resolves a cited passage id: what became of the passage. Pages put the answer into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from indexer.meetings.ids import normalise

from .rows import PassageRow, Wording
from .similarity import similarity

ResolutionState = Literal["unchanged", "changed", "split", "merged", "withdrawn", "unknown"]
_NEAR = 3  # living passages to each side of where a passage stood that are looked at
_RESEMBLING = 0.5


class RowLookup(Protocol):
    """Where rows are looked up: a registry, or a copy of one in another store."""

    def passage(self, passage_id: str) -> PassageRow | None:
        """Return the row of a passage, or None when the id was never given."""
        ...

    def in_document(self, document_id: str) -> Sequence[PassageRow]:
        """Return the rows of a document in the order of the paper, ended ones where they stood."""
        ...

    def with_hash(self, text_hash: str) -> Sequence[PassageRow]:
        """Return the rows, living and ended, whose last wording has this hash."""
        ...


@dataclass(frozen=True)
class Resolution:
    """What became of a cited passage; `state` is `unknown` when the id was never given."""

    state: ResolutionState
    cited: Wording | None = None
    """The wording as cited; where the link carries no version, or none that ever was, the last one known."""
    version_known: bool = True
    """False where the link carries a version that the passage never had."""
    row: PassageRow | None = None
    """The passage that was cited."""
    target: PassageRow | None = None
    """The living passage to show: itself, the survivor of a merger, the longest part of a split."""
    other_parts: tuple[PassageRow, ...] = ()
    """The other living parts of a split."""
    nearest: PassageRow | None = None
    """Of a withdrawn passage: one with the same words elsewhere, else the likest or next one in its place."""


def resolve(rows: RowLookup, passage_id: str, version: str | None = None) -> Resolution:
    """Resolve a passage id; `version` is six or more hex characters of the hash of the cited wording."""
    row = rows.passage(passage_id)
    if row is None:
        return Resolution("unknown", version_known=version is None)
    current = Wording(row.hash, row.text)
    past = list(row.past)
    at = len(past)
    known = True
    if version and not row.hash.startswith(version.casefold()):
        fits = [place for place, one in enumerate(past) if one.hash.startswith(version.casefold())]
        known = bool(fits)
        at = fits[-1] if fits else at
    cited = past[at] if at < len(past) else current
    cited = Wording(cited.hash, cited.text)
    if row.outcome == "merged":
        survivor = _survivor(rows, row)
        if survivor:
            return Resolution("merged", cited, known, row, survivor)
    if not row.living:
        return Resolution("withdrawn", cited, known, row, nearest=_nearest(rows, row))
    names = dict.fromkeys(heir for wording in past[at:] for heir in wording.successors)
    heirs = [found for name in names if (found := _living(rows, name)) and found.id != row.id]
    if heirs:
        return Resolution("split", cited, known, row, row, tuple(dict.fromkeys(heirs)))
    return Resolution("unchanged" if at == len(past) and known else "changed", cited, known, row, row)


def _living(rows: RowLookup, passage_id: str) -> PassageRow | None:
    row = rows.passage(passage_id)
    return row if row is None or row.living else _survivor(rows, row)


def _survivor(rows: RowLookup, row: PassageRow) -> PassageRow | None:
    """Return the living passage at the end of a chain of merges, or None where the chain ends in nothing."""
    seen_ids = {row.id}
    survivor: PassageRow | None = row
    while survivor and not survivor.living:
        next_id = survivor.into[0] if survivor.into else ""
        survivor = rows.passage(next_id) if next_id not in seen_ids else None
        seen_ids.add(next_id)
    return survivor


def _nearest(rows: RowLookup, row: PassageRow) -> PassageRow | None:
    same_words = [candidate for candidate in rows.with_hash(row.hash) if candidate.living]
    if same_words:
        return min(same_words, key=lambda candidate: (candidate.document != row.document, candidate.id))
    rows_of_document = rows.in_document(row.document)
    position = next(place for place, candidate in enumerate(rows_of_document) if candidate.id == row.id)
    before = [candidate for candidate in rows_of_document[:position] if candidate.living][-_NEAR:]
    after = [candidate for candidate in rows_of_document[position + 1 :] if candidate.living][:_NEAR]
    normalised = normalise(row.text)
    scored = [(similarity(normalised, normalise(candidate.text)), candidate) for candidate in (*before, *after)]
    best = max(scored, key=lambda scored_row: scored_row[0], default=None)
    if best and best[0] >= _RESEMBLING:
        return best[1]
    return before[-1] if before else after[0] if after else None
