"""Parse the title page: where it ends, which line is the title, and what it states about the meeting.

The words of the title are parsed in `titles`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indexer.entities.attendance import is_attendance, parse_delegate, parse_inline_people
from indexer.entities.roles import split_role_label
from indexer.structure.dates import find_dates, is_only_date, parse_bare_year
from indexer.structure.draft import Piece, PieceReason
from indexer.structure.furniture import is_symbol
from indexer.structure.outline.headings import is_quotation
from indexer.structure.outline.session_labels import parse_session_heading, parse_timed_heading
from indexer.structure.outline.turns import is_speech_turn
from indexer.text.casing import is_all_capitals
from indexer.text.prose import is_prose, split_words
from indexer.text.section_names import GENERIC_SECTIONS, OPENING_SECTIONS, normalise_heading

from .day_context import ELSEWHERE, HELD
from .days import MeetingDays, read_days
from .kinds import named_kind
from .places import find_place, find_place_line
from .titles import find_title, title_text

_MAX_TITLE_PAGE_BLOCKS = 40  # blocks: the longest title page
_MAX_FACT_WORDS = 8  # words: the longest heading that may state the place
_NEARBY_PIECES = 5  # pieces after a speaker's turn that must hold another
_MAX_KIND_WORDS = 3  # words: the longest heading that may name a kind of paper
_NOTE_WORDS = 15  # words: the shortest line of the title page that is worth finding and citing
_PRESENT = re.compile(
    r"^(?:(?:members |also )?present|in attendance|attendance|attendees|participants|apologies|excused|absent"
    r"|présents?|excusés?|presentes)\s*:\s*\S",
    re.IGNORECASE,
)
# The organisers of a meeting, and the labelled lines on title pages of Chinese papers.
_LABELLED = re.compile(
    r"^[^：]{2,20}：\s*\S|^(?:co-?)?(?:organi[sz]ers?|conveners?|hosts?|sponsors?|partners?|organi[sz]ed by|convened by"
    r"|hosted by|funded by|supported by|organisateurs?|organizadores)\s*:\s*\S",
    re.IGNORECASE,
)
# `Lisbon, 7 June 2023 – The ports`
_DATELINE = re.compile(r"(?P<when>[A-ZÀ-Þ][^.;:–—]{2,50}\d[^.;:–—]{0,12}?)\s+[–—]\s+(?=\S)")


@dataclass(frozen=True)
class TitlePage:
    """What the title page and the opening paragraphs state."""

    title: str | None
    lines: tuple[str, ...]
    place: str | None = None
    meeting: MeetingDays = field(default_factory=MeetingDays)
    year: int | None = None
    """A year that stands alone."""


def find_body_start(pieces: Sequence[Piece]) -> int:
    """Return the index of the first piece after the title page."""
    visible = [index for index, piece in enumerate(pieces) if piece.role in {"body", "heading"}][
        :_MAX_TITLE_PAGE_BLOCKS
    ]
    for position, index in enumerate(visible):
        piece = pieces[index]
        if (
            position
            and _opens_list(pieces, visible, position)
            and not any(is_prose(pieces[before].text) for before in visible[:position])
        ):
            return _with_headings(pieces, visible, index)
        if piece.role != "heading" or (position == 0 and named_kind(piece.text)):
            continue
        text = piece.text
        if not piece.block.label and not parse_session_heading(text) and _is_of_title_page(text):
            continue
        if position and is_attendance(text):
            return index
        if position and (parse_session_heading(piece.heading) or parse_timed_heading(text) or piece.block.label):
            return index
        if position and (piece.block.level > 1 or (piece.block.level and normalise_heading(text) in GENERIC_SECTIONS)):
            return index
        if normalise_heading(text) in OPENING_SECTIONS and not (position == 0 and piece.block.level == 1):
            return index
    return _with_headings(pieces, visible, _plain_start(pieces, visible))


def _with_headings(pieces: Sequence[Piece], visible: Sequence[int], start: int) -> int:
    """Return the start of the body, moved up to the headings right above it.

    Such headings are in capitals, above a numbered paragraph, and below a line that states a day or a place.
    """
    if start not in visible or not pieces[start].is_list_item:
        return start
    first = visible.index(start)
    while first > 1 and _heads_body(pieces[visible[first - 1]]):
        first -= 1
    above = visible[:first]
    return visible[first] if any(_states_a_fact(pieces[index].text) for index in above) else start


def _heads_body(piece: Piece) -> bool:
    """Return whether a piece is a heading in capitals that belongs to the body."""
    return piece.role == "heading" and is_all_capitals(piece.text) and not _states_a_fact(piece.text)


def _is_of_title_page(text: str) -> bool:
    """Return whether a heading states the full date of the meeting, or in few words its place or the kind of paper."""
    return any(dates.days() for dates in find_dates(text)) or len(split_words(text)) <= (
        _MAX_FACT_WORDS if find_place_line(text) else _MAX_KIND_WORDS if _states_a_fact(text) else 0
    )


def _opens_list(pieces: Sequence[Piece], visible: Sequence[int], position: int) -> bool:
    """Return whether a numbered list begins here: `1.` and then `2.`, as on the first page of agendas."""
    following = [pieces[index].block.label for index in visible[position : position + 2] if pieces[index].is_list_item]
    return following == ["1", "2"]


def _plain_start(pieces: Sequence[Piece], visible: Sequence[int]) -> int:
    """Return the start of the body where no known section opens it.

    It is the first heading after the title that has prose under it, else the first prose.
    """
    titled = False
    for position, index in enumerate(visible):
        text = pieces[index].text
        nearby = visible[position + 1 : position + _NEARBY_PIECES]
        if is_prose(text) or split_role_label(text):
            return index
        if is_speech_turn(text) and any(is_speech_turn(pieces[nearby_index].text) for nearby_index in nearby):
            return index
        following = pieces[visible[position + 1]] if position + 1 < len(visible) else None
        is_theme = is_quotation(pieces[index].text)
        if pieces[index].role == "heading" and titled and following and is_prose(following.text) and not is_theme:
            return index
        titled = True
    return _bare_start(pieces, visible)


def _bare_start(pieces: Sequence[Piece], visible: Sequence[int]) -> int:
    """Return the start of the body in a paper of short lines only.

    It is the first list item or time, or else the line after the last line that states a day or place.
    """
    for index in visible:
        if pieces[index].is_list_item or parse_timed_heading(pieces[index].text):
            return index
    stating_positions = [position for position, index in enumerate(visible[:6]) if _states_a_fact(pieces[index].text)]
    after = stating_positions[-1] + 1 if stating_positions else 0
    return visible[after] if after < len(visible) else 0


def _states_a_fact(text: str) -> bool:
    """Return whether a line is a date, a place or a kind of paper."""
    return is_only_date(text) or find_place_line(text) is not None or named_kind(text) is not None


def read_title_page(pieces: Sequence[Piece], start: int) -> tuple[list[Piece], TitlePage]:
    """Return the pieces with the roles of the title page, and what the title page states."""
    result = list(pieces)
    title_at = find_title(pieces, start)
    lines: list[str] = []
    for index in range(start):
        piece = pieces[index]
        if piece.role not in {"body", "heading"}:
            continue
        if index != title_at and is_prose(piece.text) and _is_sentence(piece.text):
            result[index] = piece.with_role("body")
            continue
        lines.append(piece.text)
        result[index] = _with_title_page_role(piece, is_title=index == title_at)
    prose = [piece.text for piece in result if piece.role == "body" and is_prose(piece.text)][:8]
    stated = [*lines, *(match["when"] for text in prose[:2] if (match := _DATELINE.match(text)))]
    is_speech = any(named_kind(line) == "transcript" for line in lines)
    # A speech mentions other meetings: only its title page is about this one.
    about_meeting = [] if is_speech else prose
    title = title_text(pieces, title_at) if title_at is not None else None
    meeting = read_days(result, stated, about_meeting, start, title)
    year = next(filter(None, map(parse_bare_year, lines)), None)
    return result, TitlePage(title, tuple(lines), _place(stated, about_meeting), meeting, year)


def _is_sentence(text: str) -> bool:
    """Return whether a long line of a title page is running text, and does not state when and where."""
    if text.endswith((".", "?", "!", ".”", '."', ":", ",")) and is_prose(text):
        return True
    return (
        len(split_words(text)) >= _NOTE_WORDS
        and not find_place(text)
        and not any(dates.first for dates in find_dates(text))
    )


def _with_title_page_role(piece: Piece, *, is_title: bool) -> Piece:
    """Return a piece of the title page with its role."""
    text = piece.text
    facts = _facts_stated(text)
    if is_title or is_only_date(text) or parse_bare_year(text):
        facts = ("title",) if is_title else ("date",)
    if facts and len(split_words(text)) >= _NOTE_WORDS and not is_title:
        return piece.with_role("body", "subtitle")
    if facts:
        return piece.with_role("metadata", *facts)
    if (
        len(split_words(text)) >= _NOTE_WORDS
        or _PRESENT.match(text)
        or parse_inline_people(text)
        or parse_delegate(text)
    ):
        return piece.with_role("body")
    if _LABELLED.match(text):
        return piece.with_role("body")
    return piece.with_role("dropped", "title_page_line")


def _facts_stated(text: str) -> tuple[PieceReason, ...]:
    """Return the kinds of fact that a line of the title page states."""
    main_tests: tuple[tuple[PieceReason, object], ...] = (
        ("kind_of_paper", named_kind(text)),
        ("place", find_place_line(text)),
        ("date", next(find_dates(text), None)),
    )
    facts = tuple(fact for fact, is_stated in main_tests if is_stated)
    other_tests: tuple[tuple[PieceReason, bool], ...] = (("theme", is_quotation(text)), ("symbol", is_symbol(text)))
    return facts or tuple(fact for fact, is_stated in other_tests if is_stated)


def _place(lines: Sequence[str], prose: Sequence[str]) -> str | None:
    for line in lines:
        place = find_place_line(line)
        if place:
            return place
    for text in prose:
        for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z])", text):
            if HELD.search(sentence) and not ELSEWHERE.search(sentence):
                place = find_place(sentence)
                if place:
                    return place
    return None
