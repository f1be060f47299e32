"""Writes the values of a whole index from those of its segments: ranks, the order of ids, and what segments share.

With several segments, or with deleted passages, the columns of all segments are joined, so that a reader sees one
table; of values that no living passage has nothing is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.disk.hashing import ids_digest, joined_digest
from indexer.engine.columns.files import ColumnFiles, MappedFiles
from indexer.engine.columns.rows import NumberRows, starts_of
from indexer.engine.columns.strings import ABSENT
from indexer.engine.columns.writer import WrittenIndex
from indexer.query.results import FACETS, FacetName

from . import layout
from .counting import write_joint
from .tables import LinedTable, Mask, Numbers, ValueTable, with_lines, write_lines, write_table

VALUES_FACTS = "values"
"""The name of the facts in the manifest: passages, digest of their ids, whether segments are joined."""
NOWHERE = 0x7FFFFFFF
"""The place of a document that is not among those of the corpus."""


class _Rows(NamedTuple):
    """The rows of all segments, one after the other."""

    of_passages: Numbers
    """The row of each passage."""
    firsts: Numbers
    """The first row of each segment, and the end."""
    living: Mask
    """Whether a living passage has a row."""


def write_index_values(files: ColumnFiles, index: WrittenIndex) -> Mapping[str, Any]:
    """Write the values of the whole index, and return their facts for the manifest."""
    segments = index.segments
    rows = _rows_of(segments, index.alive)
    days = np.concatenate([segment.array(layout.DAYS) for segment in segments])[rows.of_passages]
    joined = len(segments) > 1 or index.alive is not None
    if joined:
        _join(files, segments, rows)
    _write_ranks(files, index, days)
    _write_id_order(files, index)
    _write_document_order(files, index)
    alive = index.alive
    dead = () if alive is None else tuple(_ids_at(segments, np.flatnonzero(~alive)))
    digest = joined_digest(segment.strings(layout.ID_DIGEST)[0] for segment in segments)
    living = len(days) if alive is None else int(alive.sum())
    return {
        VALUES_FACTS: {"passages": living, "digest": ids_digest((), dead, base=digest), "joined": joined},
    }


def _rows_of(segments: Sequence[MappedFiles], alive: Mask | None) -> _Rows:
    of_passages: list[Numbers] = []
    firsts = [0]
    for segment in segments:
        count = len(segment.array(layout.PRIORS))
        rows = segment.array(layout.ROWS) if layout.ROWS in segment else np.arange(count)
        of_passages.append(rows.astype(np.int64) + firsts[-1])
        firsts.append(firsts[-1] + len(segment.array(layout.DAYS)))
    joined = np.concatenate(of_passages)
    living = np.zeros(firsts[-1], dtype=np.bool_)
    living[joined if alive is None else joined[alive]] = True
    return _Rows(joined, np.array(firsts), living)


def _join(files: ColumnFiles, segments: Sequence[MappedFiles], rows: _Rows) -> None:
    """Write the columns of all segments as one."""
    for name in (layout.PRIORS, layout.FOLLOWS):
        files.write(name, np.concatenate([segment.array(name) for segment in segments]))
    offsets = starts_of([len(segment.strings("documents")) for segment in segments])
    of_passages = [segment.array("document_of") + offset for segment, offset in zip(segments, offsets, strict=False)]
    files.write("document_of", np.concatenate(of_passages).astype(np.uint32))
    by_profile = len(rows.of_passages) >= layout.PASSAGES_PER_PROFILE * int(rows.living.sum())
    if by_profile:
        files.write(layout.ROWS, rows.of_passages.astype(np.uint32))
    for name in layout.DAY_NAMES:
        days = np.concatenate([segment.array(name) for segment in segments])
        files.write(name, days if by_profile else days[rows.of_passages])
    joined = [
        _join_tables(files, facet, [layout.open_tables(segment)[facet] for segment in segments], rows, by_profile)
        for facet in FACETS
    ]
    write_joint(files, [size for size, _ in joined], [table for _, table in joined])


def _join_tables(
    files: ColumnFiles, facet: FacetName, tables: Sequence[ValueTable], rows: _Rows, by_profile: bool
) -> tuple[int, NumberRows]:
    """Write the table of one facet, with the values of living passages only, and those above them.

    Return the number of values, and those of each row, with the values above them.
    """
    living = [rows.living[first:end] for first, end in zip(rows.firsts, rows.firsts[1:], strict=False)]
    used = [table.values_of(np.flatnonzero(alive)) for table, alive in zip(tables, living, strict=True)]
    values = sorted({value for names in used for value in names})
    places = {value: place for place, value in enumerate(values)}
    name = layout.table_name(facet)
    numbers: list[Numbers] = []
    sizes: list[Numbers] = []
    for table, alive in zip(tables, living, strict=True):
        of_values, owners = table.of_rows(np.arange(len(alive)))
        place_of = np.array([places.get(value, ABSENT) for value in table.values], dtype=np.int64)
        kept = alive[owners]
        numbers.append(place_of[of_values[kept]] if len(place_of) else np.zeros(0, np.int64))
        sizes.append(np.bincount(owners[kept], minlength=len(alive)))
    joined = NumberRows(starts_of(np.concatenate(sizes)), np.concatenate(numbers))
    if not by_profile:
        joined = joined.selected(rows.of_passages)
    write_table(files, name, values, joined)
    if facet != "session":
        return len(values), joined
    line_of: dict[str, list[int]] = {}
    for table, names in zip(tables, used, strict=True):
        if isinstance(table, LinedTable):
            line_of |= {value: [places[above] for above in table.line(value)] for value in names}
    lines = NumberRows.of([line_of[value] for value in values])
    write_lines(files, name, lines)
    return len(values), with_lines(joined, lines)


def _write_ranks(files: ColumnFiles, index: WrittenIndex, days: NDArray[np.integer]) -> None:
    """Write the rank of each passage in every order that does not use scores; undated passages come last."""
    place_of = {document: place for place, document in enumerate(index.documents)}
    keys: list[Numbers] = []
    for segment in index.segments:
        places = np.array([place_of.get(id_, NOWHERE) for id_ in segment.strings("documents")], dtype=np.int64)
        of_passages = places[segment.array("document_of")] if len(places) else places
        keys.append(of_passages << 32 | segment.array(layout.ORDINALS).astype(np.int64))
    in_order = _ranks(np.argsort(np.concatenate(keys), kind="stable"))
    dated = days.astype(np.int64)
    oldest = np.where(dated == 0, np.iinfo(np.int64).max, dated)
    files.write(layout.RANKS["document"], in_order)
    files.write(layout.RANKS["newest"], _ranks(np.lexsort((in_order, -dated))))
    files.write(layout.RANKS["oldest"], _ranks(np.lexsort((in_order, oldest))))


def _ranks(order: NDArray[np.integer]) -> NDArray[np.uint32]:
    ranks = np.zeros(len(order), dtype=np.uint32)
    ranks[order] = np.arange(len(order), dtype=np.uint32)
    return ranks


def _write_id_order(files: ColumnFiles, index: WrittenIndex) -> None:
    """Write the living passages in the order of the hashes of their ids."""
    hashes = np.concatenate([segment.array(layout.ID_HASHES) for segment in index.segments])
    order = np.argsort(hashes, kind="stable")
    files.write(layout.ID_ORDER, (order if index.alive is None else order[index.alive[order]]).astype(np.uint32))


def _write_document_order(files: ColumnFiles, index: WrittenIndex) -> None:
    """Write the documents of living passages in the order of their ids; documents are numbered over all segments."""
    numbered: list[tuple[str, int]] = []
    first = passage = 0
    for segment in index.segments:
        documents, of_passages = segment.strings("documents"), segment.array("document_of")
        end = passage + len(of_passages)
        living = of_passages if index.alive is None else of_passages[index.alive[passage:end]]
        present = np.bincount(living, minlength=len(documents)) > 0
        numbered += [(id_, first + place) for place, id_ in enumerate(documents) if present[place]]
        first, passage = first + len(documents), end
    files.write(layout.DOCUMENT_ORDER, np.array([number for _, number in sorted(numbered)], dtype=np.uint32))


def _ids_at(segments: Sequence[MappedFiles], passages: Numbers) -> list[str]:
    """Return the ids of some passages, ascending."""
    ids: list[str] = []
    first = 0
    for segment in segments:
        strings = segment.strings(layout.IDS)
        inside = passages[(passages >= first) & (passages < first + len(strings))] - first
        ids += [strings[number] for number in inside.tolist()]
        first += len(strings)
    return ids
