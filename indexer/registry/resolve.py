"""Resolves a cited passage id: what became of the passage. Pages put the answer into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from indexer.meetings.ids import normalise
from indexer.redactions.names import NAME_MARK
from indexer.redactions.records import Removal

from .rows import PassageRow, Wording
from .similarity import similarity

ResolutionState = Literal["unchanged", "changed", "split", "merged", "withdrawn", "redacted", "unknown"]
_NEIGHBOURS = 3  # living passages on each side of where a passage stood that are compared with it
# From which a neighbour of a withdrawn passage is shown first for it: above what texts on different things reach, 0.42
# (see `similarity`). It chooses what is offered and moves no id. Not measured by itself.
_MIN_SIMILARITY = 0.5


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
    """The living passage to show: itself, the survivor of a merge, the longest part of a split."""
    other_parts: tuple[PassageRow, ...] = ()
    """The other living parts of a split."""
    nearest: PassageRow | None = None
    """Of a withdrawn passage: one with the same words elsewhere, else the most similar or next one in its place."""
    removal: Removal | None = None
    """Of a redacted passage: why and when; of its words nothing is known any more."""

    @property
    def has_removed_name(self) -> bool:
        """Whether a name was taken out of the passage, so that earlier versions of it are known no more."""
        texts = (self.row.text, *(wording.text for wording in self.row.past)) if self.row else ()
        return any(NAME_MARK in text for text in texts)


def resolve(rows: RowLookup, passage_id: str, version: str | None = None) -> Resolution:
    """Resolve a passage id; `version` is six or more hex characters of the hash of the cited wording."""
    row = rows.passage(passage_id)
    if row is None:
        return Resolution("unknown", version_known=version is None)
    past = list(row.past)
    cited_at = len(past)
    version_known = True
    if version and not row.hash.startswith(version.casefold()):
        places = [place for place, wording in enumerate(past) if wording.hash.startswith(version.casefold())]
        version_known = bool(places)
        cited_at = places[-1] if places else cited_at
    wording = past[cited_at] if cited_at < len(past) else row
    cited = Wording(wording.hash, wording.text)
    if row.outcome == "merged":
        survivor = _survivor(rows, row)
        if survivor:
            return Resolution("merged", cited, version_known, row, target=survivor)
    if not row.living:
        return Resolution("withdrawn", cited, version_known, row, nearest=_nearest_living(rows, row))
    successors = dict.fromkeys(name for wording in past[cited_at:] for name in wording.successors)
    parts = [part for name in successors if (part := _living_row(rows, name)) and part.id != row.id]
    if parts:
        return Resolution("split", cited, version_known, row, target=row, other_parts=tuple(dict.fromkeys(parts)))
    is_current = cited_at == len(past) and version_known
    return Resolution("unchanged" if is_current else "changed", cited, version_known, row, target=row)


def _living_row(rows: RowLookup, passage_id: str) -> PassageRow | None:
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


def _nearest_living(rows: RowLookup, row: PassageRow) -> PassageRow | None:
    same_words = [candidate for candidate in rows.with_hash(row.hash) if candidate.living]
    if same_words:
        return min(same_words, key=lambda candidate: (candidate.document != row.document, candidate.id))
    rows_of_document = rows.in_document(row.document)
    position = next(place for place, candidate in enumerate(rows_of_document) if candidate.id == row.id)
    before = [candidate for candidate in rows_of_document[:position] if candidate.living][-_NEIGHBOURS:]
    after = [candidate for candidate in rows_of_document[position + 1 :] if candidate.living][:_NEIGHBOURS]
    normalised = normalise(row.text)
    scored = [(similarity(normalised, normalise(candidate.text)), candidate) for candidate in (*before, *after)]
    best = max(scored, key=lambda scored_row: scored_row[0], default=None)
    if best and best[0] >= _MIN_SIMILARITY:
        return best[1]
    return before[-1] if before else after[0] if after else None
