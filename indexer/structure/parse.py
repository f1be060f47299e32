"""Parse one reading into a draft: the facts, sessions and passages of a paper. Nothing here knows other papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from indexer.entities.attendees import Attendee
from indexer.model import Block, DocumentKind, FactEvidence, Reading, Source
from indexer.structure.front_matter.authorship import Authorship, find_authorship
from indexer.structure.front_matter.forms import find_blank
from indexer.structure.front_matter.kinds import KindFinding, infer_kind, infer_status
from indexer.structure.front_matter.meeting_symbols import find_meeting_symbol, find_symbol
from indexer.structure.front_matter.path_days import complete_facts
from indexer.structure.front_matter.titles.sources import find_title_of_paper, without_unused_title
from indexer.structure.front_matter.titles.title_page import TitlePage, find_body_start, read_title_page
from indexer.structure.outline.bare_headings import demote_bare_headings
from indexer.structure.outline.headings import mark_headings
from indexer.structure.outline.numbers import label_numbered_paragraphs
from indexer.structure.outline.schedule import expand_programme_tables
from indexer.structure.outline.session_labels import SessionHeading
from indexer.structure.outline.walk import OutlineWalk
from indexer.structure.passages.assemble import assemble_passages
from indexer.structure.speakers.attendance_lines import keep_attendance
from indexer.structure.speakers.own_labels import own_labels, passages_without_labels, sessions_without_labels
from indexer.structure.speakers.turns import how_speakers_are_known, mark_openings, mark_turns
from indexer.text.casing import Truecaser
from indexer.text.language_id import document_language
from indexer.text.prose import is_prose

from .dated_headings import keep_dated_headings
from .day_labels import with_days_of_dates
from .draft import Draft, DraftFacts, PartFacts, Piece
from .furniture import drop_furniture, drop_title_heads
from .parts import divide_as_stated, divide_paper
from .unplaced import with_unplaced_text


def parse_paper(
    source: Source,
    reading: Reading,
    kind: DocumentKind | None = None,
    sessions: Mapping[str, SessionHeading] | None = None,
    speakers: Sequence[Attendee] = (),
    meetings: Sequence[PartFacts] = (),
) -> Draft:
    """Return the facts, sessions and passages of one source, as far as the paper itself states them.

    The corpus settings can state some things in advance: the `kind` of the paper, in `sessions` the sessions that
    headings open, by case-folded heading, the `speakers` that labels stand for, and the `meetings` that headings open.
    """
    pieces = _printed_pieces(reading, sessions or {}, speakers)
    start = find_body_start(pieces)
    with_title_page, front = read_title_page(pieces, start, source.name)
    found = KindFinding(kind, "settings") if kind else _kind(source, reading, with_title_page, front)
    kind = found.kind
    body = _with_body(drop_title_heads(with_title_page, front.title, reading.page_traces), start)
    body = demote_bare_headings(_mark_publisher(body), kind)
    prose = [piece.text for piece in body if piece.role == "body" and is_prose(piece.text)]
    language = reading.language or document_language(prose)
    caser = Truecaser(prose, language)
    title = find_title_of_paper(source, reading, front, body, caser)
    body = without_unused_title(body, title[0])
    facts = replace(_facts(reading, front, title, kind, pieces), language=language)
    facts = _with_status(facts, found, body, front, how_speakers_are_known(body, speakers))
    facts = _with_authorship(facts, find_authorship(reading, with_title_page, start, kind))
    divided = divide_as_stated(body, facts, meetings) or keep_dated_headings(divide_paper(body, facts, source.name))
    facts = complete_facts(divided.facts, source.name, reading.page_title, prose)
    if not facts.start and find_blank(body):
        facts = replace(facts, has_meeting=False)
    outline = OutlineWalk(mark_turns(divided.pieces, kind), kind, caser, sessions).run()
    assembled = assemble_passages(outline, reading.page_traces)
    sessions_of_paper = outline.sessions_with_people(assembled.people)
    of_parts = (*(each.people for each in sessions_of_paper), *(each.people for each in assembled.passages))
    labels = own_labels(divided.pieces, chain.from_iterable(of_parts))
    return Draft(
        source,
        with_unplaced_text(facts, assembled.pieces),
        sessions_without_labels(sessions_of_paper, labels),
        passages_without_labels(assembled.passages, labels),
        assembled.pieces,
        (*reading.warnings, *_unused(divided.pieces, speakers, meetings)),
    )


def _printed_pieces(
    reading: Reading, sessions: Mapping[str, SessionHeading], speakers: Sequence[Attendee]
) -> list[Piece]:
    """Return what stands in a paper, without page furniture, with turns of speech and headings marked."""
    printed = drop_furniture(
        expand_programme_tables(list(map(_piece, with_days_of_dates(reading.blocks)))), reading.page_traces
    )
    pieces = keep_attendance(mark_headings(mark_openings(label_numbered_paragraphs(printed), speakers)))
    return [
        piece.with_role("heading", "stated_session") if piece.text.casefold() in sessions else piece for piece in pieces
    ]


def _unused(pieces: Sequence[Piece], speakers: Sequence[Attendee], meetings: Sequence[PartFacts]) -> Iterator[str]:
    """Yield a warning for each stated label or heading that the paper does not have."""
    lines = {piece.text.casefold() for piece in pieces}
    openings = {piece.opening.label.casefold() for piece in pieces if piece.opening}
    for meeting in meetings:
        if meeting.heading.casefold() not in lines:
            yield f"corpus.toml: meetings: no line is “{meeting.heading}”; copy the heading as the paper prints it"
    for speaker in speakers:
        for label in speaker.labels:
            if label.casefold() not in openings:
                yield f"corpus.toml: speakers: no paragraph opens with the label “{label}”"


_CONTENTS = re.compile(r"(?:\s*\.){5,}\s*(?:\d{1,3}|[ivxl]{1,6})$")
_MAX_LEADERS = 300  # characters of a line of dots with its page number: a longer text is searched at its end only
_LEADERS = re.compile(r"(?:\s*\.){5,}\s*|(?:\s*…){2,}\s*|_{5,}")


def _piece(block: Block) -> Piece:
    """Return a block as a piece, with dot leaders removed."""
    if block.drop:
        return Piece.left_out(block)
    if _CONTENTS.search(block.text[-_MAX_LEADERS:]):
        return Piece(block, "dropped", ("table_of_contents",))
    if not block.has_anchored_links and _LEADERS.search(block.text):
        return Piece(replace(block, text=_LEADERS.sub(" ", block.text).strip()))
    return Piece(block)


def _facts(
    reading: Reading, front: TitlePage, title: tuple[str, FactEvidence], kind: DocumentKind, pieces: Sequence[Piece]
) -> DraftFacts:
    meeting = front.meeting
    start, end = meeting.days or (None, None)
    symbol = find_symbol(pieces, title[0])
    place = FactEvidence("place", "stated" if front.place else "unknown", front.place_words)
    return DraftFacts(
        title=title[0],
        kind=kind,
        place=front.place,
        start=start,
        end=end,
        year=start.year if start else front.year,
        partial_dates=meeting.partial_dates,
        published=_other_day(meeting.published or reading.published, front),
        recognised=reading.recognised,
        meeting_symbol=find_meeting_symbol(pieces),
        symbol=symbol[0] if symbol else None,
        evidence=tuple(
            known
            for known in (title[1], symbol[1] if symbol else None, place, meeting.evidence, reading.encoding)
            if known
        ),
    )


def _kind(source: Source, reading: Reading, pieces: Sequence[Piece], front: TitlePage) -> KindFinding:
    """Return the kind of a paper for which the user states none."""
    return infer_kind(pieces, front.printed_lines, front.title, source.name, reading.page_title or reading.title)


def _with_status(
    facts: DraftFacts,
    found: KindFinding,
    pieces: Sequence[Piece],
    front: TitlePage,
    speakers: Sequence[FactEvidence],
) -> DraftFacts:
    """Return the facts with kind and status, and how they and the speakers are known."""
    status, evidence = infer_status(found, pieces, front.printed_lines)
    return replace(facts, inferred_status=status, evidence=(*facts.evidence, found.evidence, evidence, *speakers))


def _with_authorship(facts: DraftFacts, stated: Authorship) -> DraftFacts:
    """Return the facts with author and publisher, and how they are known."""
    evidence = (*facts.evidence, *stated.evidence)
    return replace(facts, author=stated.author, publisher=stated.publisher, evidence=evidence)


def _other_day(published: str | None, front: TitlePage) -> str | None:
    """Return the date of publication unless it is a day of the meeting."""
    return None if published in {day.isoformat() for day in front.meeting.days or ()} else published


def _with_body(pieces: Sequence[Piece], start: int) -> list[Piece]:
    """Return the pieces with a body, also for a paper that consists of short lines only.

    Such a paper gets as its body the headings below the title page; without those, all lines but the title; without
    those, the title.
    """
    result = list(pieces)
    if any(piece.role == "body" for piece in result):
        return result
    below = [index for index in range(start, len(result)) if result[index].role == "heading"]
    lines = [
        index
        for index, piece in enumerate(result)
        if piece.text and not piece.block.drop and "title" not in piece.reasons
    ]
    title = [index for index, piece in enumerate(result) if "title" in piece.reasons]
    for index in below or lines or title:
        result[index] = result[index].with_role("body")
    return result


def _mark_publisher(pieces: Sequence[Piece]) -> list[Piece]:
    """Mark the last paragraph before the closing addresses as the publisher's, which ends the last section."""
    result = list(pieces)
    trailing = 0
    for index in range(len(result) - 1, -1, -1):
        piece = result[index]
        if piece.role == "dropped":
            trailing += "address" in piece.reasons
            continue
        if trailing and piece.role == "body" and re.match(r"^(?:About\b|(?:The )?[A-Z].{2,90}? is an? )", piece.text):
            result[index] = piece.with_role("body", "publisher")
        break
    return result
