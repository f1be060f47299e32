"""Cut a paragraph that holds the turns of several speakers into one piece for each turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from indexer.entities.turns import SpeakerTurn, find_inner_turns, read_opening
from indexer.model import Block, TextLink
from indexer.structure.draft import Piece

_MARKS = re.compile(r"^[\s>*_]+")


def split_turns(piece: Piece, accepts: Callable[[SpeakerTurn], bool], *, formal: bool) -> list[Piece]:
    """Return the turns that stand in one piece, each as a piece; the piece alone where it holds one.

    A turn begins at a line of the source that opens with a label which `accepts` knows, or, in a `formal` record that
    has lost its lines, at a label in capitals.
    """
    block = piece.block
    if piece.role != "body" or block.kind in {"table_row", "caption", "heading"} or block.speaker:
        return [piece]
    cuts = list(_line_cuts(block, accepts))
    if cuts:
        return _cut(piece, [text for text, _ in cuts], [raw for _, raw in cuts])
    inner = [start for start in find_inner_turns(block.text) if formal]
    return _cut(piece, inner, [len(block.raw)] * len(inner))


def line_openings(block: Block) -> Iterator[tuple[int, SpeakerTurn]]:
    """Yield the turns that lines after the first in a paragraph's source may open, with the offset of each line."""
    offset = 0
    for number, line in enumerate(block.raw.split("\n")):
        opening = _MARKS.sub("", line)
        turn = read_opening(opening) if number and (":" in opening or opening.startswith("<")) else None
        if turn and turn.label and turn.rest:
            yield offset, turn
        offset += len(line) + 1


def _line_cuts(block: Block, accepts: Callable[[SpeakerTurn], bool]) -> Iterator[tuple[int, int]]:
    """Yield the offsets, in the text and in the source, of the lines after the first that open with a label."""
    position = 0
    for offset, turn in line_openings(block):
        label = re.escape(turn.label)
        found = re.compile(rf"(?<=\s)(?:<{label}>|{label}(?=\s*:))").search(block.text, position)
        if found and accepts(turn):
            position = found.end()
            yield found.start(), offset


def _cut(piece: Piece, starts: Sequence[int], raw_starts: Sequence[int]) -> list[Piece]:
    """Return a piece in parts that begin at these offsets of its text and of its source."""
    if not starts:
        return [piece]
    block = piece.block
    spans = list(pairwise([0, *starts, len(block.text)]))
    raws = list(pairwise([0, *raw_starts, len(block.raw)]))
    return [
        replace(
            piece,
            block=replace(
                block,
                text=block.text[start:end].strip(),
                raw=block.raw[raw_start:raw_end],
                label=None if start else block.label,
                kind=block.kind if not start or block.label is None else "paragraph",
                links=tuple(_links(block, start, end)),
                notes=() if start else block.notes,
            ),
        )
        for (start, end), (raw_start, raw_end) in zip(spans, raws, strict=True)
    ]


def _links(block: Block, start: int, end: int) -> Iterator[TextLink]:
    """Yield the links of one part; a link without a place in the text stays with the first."""
    for link in block.links:
        if link.start is None:
            if not start:
                yield link
        elif start <= link.start < end:
            yield replace(link, start=link.start - start, end=None if link.end is None else link.end - start)
