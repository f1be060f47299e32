"""Blocks to a draft: what a paper is, what it says of its meeting, and which sessions it is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from ..entities.languages import language
from ..model import Block, Reading, Source
from ..passages import assemble
from ..prose import is_prose
from .casing import Caser
from .draft import Draft, Facts, Piece
from .front import Front, body_start, read_front
from .furniture import drop_furniture
from .headings import mark_headings
from .kinds import infer_kind
from .labels import SessionHeading
from .outline import Walk
from .turns import mark_turns


def draft(
    source: Source,
    reading: Reading,
    state: Callable[[Facts], Facts] = lambda facts: facts,
    sessions: Mapping[str, SessionHeading] | None = None,
) -> Draft:
    """Read one source: its facts, sessions and passages, as far as the paper itself tells them.

    `state` puts what a user stated in place of what was inferred; `sessions` maps case-folded headings to the
    sessions that they open, where a user stated those.
    """
    pieces = mark_headings(drop_furniture([_piece(block) for block in reading.blocks]))
    if sessions:
        pieces = [
            piece.become("heading", "stated session") if piece.text.casefold() in sessions else piece
            for piece in pieces
        ]
    start = body_start(pieces)
    read, front = read_front(pieces, start)
    if not any(piece.role == "body" for piece in read):  # nothing but short lines: they are the paper
        read, front = list(pieces), Front(None, ())
        read = [piece.become("body", "") if piece.role == "heading" else piece for piece in read]
    read = _mark_publisher(read)
    prose = [piece.text for piece in read if piece.role == "body" and is_prose(piece.text)]
    tongue = reading.language or language(" ".join(prose)[:5000])
    caser = Caser(prose, tongue)
    facts = state(replace(_facts(source, reading, read, front, caser), language=tongue))
    if facts.kind == "transcript":
        read = mark_turns(read)
    outline = Walk(read, facts.kind, caser, sessions).run()
    made = assemble(outline)
    return Draft(source, facts, outline.with_people(made.people), made.passages, made.pieces, reading.warnings)


def _piece(block: Block) -> Piece:
    return Piece(block, "dropped", block.drop) if block.drop else Piece(block)


def _facts(source: Source, reading: Reading, pieces: Sequence[Piece], front: Front, caser: Caser) -> Facts:
    start, end = front.days or (None, None)
    return Facts(
        title=caser.title(front.title) if front.title else reading.title or _title_of_file(source),
        kind=infer_kind(pieces, front.lines),
        place=front.place,
        start=start,
        end=end,
        year=start.year if start else None,
        partial=front.partial,
        published=front.published or reading.published,
        recognised=reading.recognised,
    )


def _title_of_file(source: Source) -> str:
    """A paper that states no title goes by the name of its file."""
    return re.sub(r"[_\s]+", " ", PurePosixPath(source.name).stem).strip() or source.name


def _mark_publisher(pieces: Sequence[Piece]) -> list[Piece]:
    """The last paragraph before a run of addresses says who published the paper: no part of its last section."""
    found = list(pieces)
    trailing = 0
    for index in range(len(found) - 1, -1, -1):
        piece = found[index]
        if piece.role == "dropped":
            trailing += piece.reason == "address"
            continue
        if trailing and piece.role == "body" and re.match(r"^(?:About\b|(?:The )?[A-Z].{2,90}? is an? )", piece.text):
            found[index] = piece.become("body", "publisher")
        break
    return found
