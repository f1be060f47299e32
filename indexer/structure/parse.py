"""One reading to a draft: what a paper is, what it says of its meeting, its sessions and its passages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from indexer.model import Block, DocumentKind, Reading, Source
from indexer.structure.front_matter.kinds import infer_kind
from indexer.structure.front_matter.title_page import TitlePage, find_body_start, read_title_page
from indexer.structure.outline.headings import mark_headings
from indexer.structure.outline.numbers import label_numbered_paragraphs
from indexer.structure.outline.schedule import expand_programme_tables
from indexer.structure.outline.session_labels import SessionHeading
from indexer.structure.outline.turns import mark_turns
from indexer.structure.outline.walk import OutlineWalk
from indexer.structure.passages.assemble import assemble_passages
from indexer.text.casing import Truecaser
from indexer.text.language_id import document_language
from indexer.text.prose import is_prose

from .draft import Draft, DraftFacts, Piece
from .furniture import drop_furniture, drop_title_heads


def parse_paper(
    source: Source,
    reading: Reading,
    kind: DocumentKind | None = None,
    sessions: Mapping[str, SessionHeading] | None = None,
) -> Draft:
    """Read one source: its facts, sessions and passages, as far as the paper itself tells them.

    Two things are stated before a paper is read, for reading goes by them: its `kind`, and in `sessions` the
    case-folded headings with the sessions that they open.
    """
    pieces = mark_headings(
        label_numbered_paragraphs(drop_furniture(expand_programme_tables([_piece(block) for block in reading.blocks])))
    )
    if sessions:
        pieces = [
            piece.with_role("heading", "stated session") if piece.text.casefold() in sessions else piece
            for piece in pieces
        ]
    start = find_body_start(pieces)
    named, front = read_title_page(pieces, start)
    kind = kind or infer_kind(named, front.lines)
    read = _with_body(drop_title_heads(named, front.title), start)
    read = _mark_publisher(read)
    prose = [piece.text for piece in read if piece.role == "body" and is_prose(piece.text)]
    tongue = reading.language or document_language(prose)
    caser = Truecaser(prose, tongue)
    facts = replace(_facts(source, reading, front, caser, kind), language=tongue)
    if kind == "transcript":
        read = mark_turns(read)
    outline = OutlineWalk(read, kind, caser, sessions).run()
    made = assemble_passages(outline)
    return Draft(source, facts, outline.sessions_with_people(made.people), made.passages, made.pieces, reading.warnings)


_CONTENTS = re.compile(r"(?:\s*\.){5,}\s*(?:\d{1,3}|[ivxl]{1,6})$")
_LEADERS = re.compile(r"(?:\s*\.){5,}\s*|(?:\s*…){2,}\s*|_{5,}")


def _piece(block: Block) -> Piece:
    """A block as a piece, without the dots that lead the eye from one column to the next."""
    if block.drop:
        return Piece(block, "dropped", block.drop)
    if _CONTENTS.search(block.text):
        return Piece(block, "dropped", "table of contents")
    if not block.has_anchored_links and _LEADERS.search(block.text):
        return Piece(replace(block, text=_LEADERS.sub(" ", block.text).strip()))
    return Piece(block)


def _facts(source: Source, reading: Reading, front: TitlePage, caser: Truecaser, kind: DocumentKind) -> DraftFacts:
    start, end = front.days or (None, None)
    return DraftFacts(
        title=caser.title_case(front.title) if front.title else reading.title or _title_of_file(source),
        kind=kind,
        place=front.place,
        start=start,
        end=end,
        year=start.year if start else front.year,
        partial=front.partial,
        published=_other_day(front.published or reading.published, front),
        recognised=reading.recognised,
    )


def _other_day(published: str | None, front: TitlePage) -> str | None:
    """A day of publication, where it is not just that of the meeting."""
    return None if published in {day.isoformat() for day in front.days or ()} else published


def _with_body(pieces: Sequence[Piece], start: int) -> list[Piece]:
    """The pieces of a paper of nothing but short lines, those made body that carry what it says.

    These are its headings below the title page, or else all lines but the title, or the title where there is no other.
    """
    found = list(pieces)
    if any(piece.role == "body" for piece in found):
        return found
    below = [at for at in range(start, len(found)) if found[at].role == "heading"]
    lines = [at for at, piece in enumerate(found) if piece.text and not piece.block.drop and piece.reason != "title"]
    title = [at for at, piece in enumerate(found) if piece.reason == "title"]
    for at in below or lines or title:
        found[at] = found[at].with_role("body", "")
    return found


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
            found[index] = piece.with_role("body", "publisher")
        break
    return found
