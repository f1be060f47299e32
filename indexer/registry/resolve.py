"""What became of a passage that somebody cited: the registry's answer to a link, for a page to put into words."""

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
        """The row of a passage, or None when the id was never given."""
        ...

    def in_document(self, document_id: str) -> Sequence[PassageRow]:
        """The rows of a document in the order of the paper, those that are gone where they stood."""
        ...

    def with_hash(self, text_hash: str) -> Sequence[PassageRow]:
        """The rows, living and gone, whose last wording has this hash."""
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
    """Say what became of a passage; `version` is six or more hex characters of the hash of the cited wording."""
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
    """The living passage at the end of a chain of mergers, or None where the chain ends in nothing."""
    seen = {row.id}
    here: PassageRow | None = row
    while here and not here.living:
        name = here.into[0] if here.into else ""
        here = rows.passage(name) if name not in seen else None
        seen.add(name)
    return here


def _nearest(rows: RowLookup, row: PassageRow) -> PassageRow | None:
    same = [one for one in rows.with_hash(row.hash) if one.living]
    if same:
        return min(same, key=lambda one: (one.document != row.document, one.id))
    around = rows.in_document(row.document)
    stood = next(place for place, one in enumerate(around) if one.id == row.id)
    before = [one for one in around[:stood] if one.living][-_NEAR:]
    behind = [one for one in around[stood + 1 :] if one.living][:_NEAR]
    wanted = normalise(row.text)
    scored = [(similarity(wanted, normalise(one.text)), one) for one in (*before, *behind)]
    best = max(scored, key=lambda found: found[0], default=None)
    if best and best[0] >= _RESEMBLING:
        return best[1]
    return before[-1] if before else behind[0] if behind else None
