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
_CLOSING_MARKS = re.compile(r"[*_]+(?=\s*:)|(?<=:)[*_]+")  # of `**Ann:**` and `**Ann**:`


_ANY_LABEL = re.compile(r"^(?P<label>[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,3})\s?:\s+\S")
_AFTER_SENTENCE = re.compile(
    r"(?<=[.!?…])[\"”»)]?\s+(?=(?P<label>[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,3})\s?:\s+\S)"
)
Opening = Callable[[str], SpeakerTurn | None]
"""Reads the label that opens a text."""


def split_turns(
    piece: Piece,
    accepts: Callable[[SpeakerTurn], bool],
    *,
    formal: bool,
    opening: Opening = read_opening,
    is_listed: Callable[[str], bool] = lambda _label: False,
) -> list[Piece]:
    """Return the turns that stand in one piece, each as a piece; the piece alone where it holds one.

    A turn begins at a line of the source that opens with a label which `accepts` knows, or, in a `formal` record that
    has lost its lines, at a label in capitals. After it any other label ends the turn: `Decision: ...`. In one line the
    label of a person on a list opens a turn after the end of a sentence.
    """
    block = piece.block
    if piece.role != "body" or block.kind in {"table_row", "caption", "heading"} or block.speaker:
        return [piece]
    cuts = list(_line_cuts(block, accepts, opening))
    if cuts:
        return _cut(piece, [text for text, _ in cuts], [raw for _, raw in cuts])
    starts, raw_starts = _sentence_cuts(block, accepts, opening, is_listed)
    if starts:
        return _cut(piece, starts, raw_starts)
    inner = [start for start in find_inner_turns(block.text) if formal]
    return _cut(piece, inner, [len(block.raw)] * len(inner))


def _sentence_cuts(
    block: Block, accepts: Callable[[SpeakerTurn], bool], opening: Opening, is_listed: Callable[[str], bool]
) -> tuple[list[int], list[int]]:
    """Return where others speak after a sentence, in the text and in the source of a paragraph.

    They are people on a list, or speakers of the paper. Where the first speaker comes back in the same paragraph, every
    label between is somebody's: `ann: Is it ready? bo: Not yet. ann: When?`
    """
    starts: list[int] = []
    raw_starts: list[int] = []
    first = opening(block.text)
    if first is None or not first.label or not accepts(first):
        return starts, raw_starts
    speaker, position = first.label, 0
    matches = list(_AFTER_SENTENCE.finditer(block.text))
    is_dialogue = first.label in [match["label"] for match in matches[1:]] and matches[0]["label"] != first.label
    for match in matches:
        label = match["label"]
        if label == speaker or not (
            is_dialogue or _is_known(label, block.text[match.end() :], accepts, opening, is_listed)
        ):
            continue
        found = re.compile(rf"(?<=\s)[*_]*{re.escape(label)}[*_]*\s?:").search(block.raw, position)
        if found:
            speaker, position = label, found.end()
            starts.append(match.end())
            raw_starts.append(found.start())
    return starts, raw_starts


def _is_known(
    label: str,
    text: str,
    accepts: Callable[[SpeakerTurn], bool],
    opening: Opening,
    is_listed: Callable[[str], bool],
) -> bool:
    """Return whether words after a sentence are the label of a person on a list, or of a speaker of the paper."""
    if label.isupper():  # initials: a message that is read out
        return False
    turn = opening(text)
    return is_listed(label) or (turn is not None and turn.label == label and accepts(turn))


def line_openings(block: Block, opening: Opening = read_opening) -> Iterator[tuple[int, SpeakerTurn]]:
    """Yield the turns that lines after the first in a paragraph's source may open, with the offset of each line."""
    for offset, line in _lines(block):
        turn = opening(line) if ":" in line or line.startswith("<") else None
        if turn and turn.label and turn.rest:
            yield offset, turn


def _lines(block: Block) -> Iterator[tuple[int, str]]:
    """Yield the lines after the first of a paragraph's source, without signs of emphasis, with their offsets."""
    offset = 0
    for number, line in enumerate(block.raw.split("\n")):
        if number:
            yield offset, _CLOSING_MARKS.sub("", _MARKS.sub("", line), count=1)
        offset += len(line) + 1


def _line_cuts(block: Block, accepts: Callable[[SpeakerTurn], bool], opening: Opening) -> Iterator[tuple[int, int]]:
    """Yield the offsets, in the text and in the source, of the lines after the first that open with a label.

    Once somebody speaks in the paragraph, labels that `accepts` does not know count too.
    """
    first = opening(block.text)
    speaks = bool(first and first.label and accepts(first))
    turns = dict(line_openings(block, opening))
    position = 0
    for offset, line in _lines(block):
        turn, any_label = turns.get(offset), _ANY_LABEL.match(line)
        is_known = turn is not None and accepts(turn)
        label = turn.label if turn and is_known else any_label["label"] if any_label and speaks else None
        found = label and re.compile(rf"(?<=\s)(?:<{re.escape(label)}>|{re.escape(label)}(?=\s*:))").search(
            block.text, position
        )
        if found:
            position, speaks = found.end(), True
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
