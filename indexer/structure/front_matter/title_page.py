"""The title page: where it ends, which of its lines is the title, and what it says of the meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indexer.entities.attendance import is_attendance, parse_delegate, parse_inline_people
from indexer.entities.roles import split_role_label
from indexer.structure.draft import Piece
from indexer.structure.furniture import is_symbol
from indexer.structure.outline.headings import is_quotation
from indexer.structure.outline.session_labels import parse_session_heading, parse_timed_heading
from indexer.structure.outline.turns import is_speech_turn
from indexer.text.casing import is_all_capitals
from indexer.text.prose import is_prose, split_words
from indexer.text.section_names import GENERIC_SECTIONS, OPENING_SECTIONS, normalise_heading

from .dates import StatedDates, find_dates, is_only_date, parse_bare_year
from .kinds import named_kind
from .places import find_place, find_place_line
from .titles import find_title, title_text

_LONGEST = 40  # blocks: no title page has more
_FACT = 8  # words: a heading with no more may state the place
_NEAR = 5  # pieces after a turn of speech among which there is another
_KIND = 3  # words: one with no more may be the name of a kind of paper
_NOTE = 15  # words: from here on a line of the title page says enough to be found and cited
_HELD = re.compile(
    r"\b(?:took place|take place|takes place|was held|were held|is held|will be held|convened|organi[sz]ed|gathered"
    r"|met (?:in|on|from)|brought together|co-?hosted|hosted|in[- ]person in"
    r"|s['’]est (?:tenue?|réunie?|déroulée?)|se sont (?:tenue?s|réunie?s)|a eu lieu|ont eu lieu|se celebró|se reunió"
    r"|tuvo lugar|se llevó a cabo)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"^(?:(?:members |also )?present|in attendance|attendance|attendees|participants|apologies|excused|absent"
    r"|présents?|excusés?|presentes)\s*:\s*\S",
    re.IGNORECASE,
)
# Who is behind a meeting, and what Chinese papers say of themselves line by line.
_LABELLED = re.compile(
    r"^[^：]{2,20}：\s*\S|^(?:co-?)?(?:organi[sz]ers?|conveners?|hosts?|sponsors?|partners?|organi[sz]ed by|convened by"
    r"|hosted by|funded by|supported by|organisateurs?|organizadores)\s*:\s*\S",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?P<when>[A-ZÀ-Þ][^.;:–—]{2,50}\d[^.;:–—]{0,12}?)\s+[–—]\s+(?=\S)"
)  # `Lisbon, 7 June 2023 – The ports`
_ELSEWHERE = re.compile(r"\b(?:scheduled|forthcoming|upcoming|next|previous|earlier|last|follow-up)\b", re.IGNORECASE)


@dataclass(frozen=True)
class TitlePage:
    """What the title page and the opening paragraphs say."""

    title: str | None
    lines: tuple[str, ...]
    place: str | None = None
    days: tuple[date, date] | None = None
    partial: StatedDates | None = None
    """Day and month without a year."""
    published: str | None = None
    year: int | None = None
    """A year that stands alone."""


def find_body_start(pieces: Sequence[Piece]) -> int:
    """Index of the first piece after the title page."""
    live = [index for index, piece in enumerate(pieces) if piece.role in {"body", "heading"}][:_LONGEST]
    for position, index in enumerate(live):
        piece = pieces[index]
        if (
            position
            and _opens_list(pieces, live, position)
            and not any(is_prose(pieces[at].text) for at in live[:position])
        ):
            return _with_headings(pieces, live, index)
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
    return _with_headings(pieces, live, _plain_start(pieces, live))


def _with_headings(pieces: Sequence[Piece], live: Sequence[int], start: int) -> int:
    """The start of the body with the headings right above it, where a title page with a day or a place precedes them.

    They must be told from the lines of the title page: written in capitals, above a numbered paragraph.
    """
    if start not in live or not pieces[start].is_list_item:
        return start
    first = live.index(start)
    while first > 1 and _heads_body(pieces[live[first - 1]]):
        first -= 1
    above = live[:first]
    return live[first] if any(_states(pieces[index].text) for index in above) else start


def _heads_body(piece: Piece) -> bool:
    return piece.role == "heading" and is_all_capitals(piece.text) and not _states(piece.text)


def _is_of_title_page(text: str) -> bool:
    """Whether a heading states the day of the meeting in full, or in few words the place or the kind of paper."""
    return any(dates.days() for dates in find_dates(text)) or len(split_words(text)) <= (
        _FACT if find_place_line(text) else _KIND if _states(text) else 0
    )


def _opens_list(pieces: Sequence[Piece], live: Sequence[int], position: int) -> bool:
    """Whether a numbered list begins here: `1.`, and `2.` after it, as agendas have it on their first page."""
    following = [pieces[index].block.label for index in live[position : position + 2] if pieces[index].is_list_item]
    return following == ["1", "2"]


def _plain_start(pieces: Sequence[Piece], live: Sequence[int]) -> int:
    """Without a known opening: the first heading that has prose under it, the title aside; else the first prose."""
    titled = False
    for position, index in enumerate(live):
        text = pieces[index].text
        beyond = live[position + 1 : position + _NEAR]
        if is_prose(text) or split_role_label(text):
            return index
        if is_speech_turn(text) and any(is_speech_turn(pieces[at].text) for at in beyond):
            return index
        following = pieces[live[position + 1]] if position + 1 < len(live) else None
        is_theme = is_quotation(pieces[index].text)
        if pieces[index].role == "heading" and titled and following and is_prose(following.text) and not is_theme:
            return index
        titled = True
    return _bare_start(pieces, live)


def _bare_start(pieces: Sequence[Piece], live: Sequence[int]) -> int:
    """In a paper of nothing but short lines: the first item or time, or what follows the last line of day or place."""
    for index in live:
        if pieces[index].is_list_item or parse_timed_heading(pieces[index].text):
            return index
    stating = [at for at, index in enumerate(live[:6]) if _states(pieces[index].text)]
    after = stating[-1] + 1 if stating else 0
    return live[after] if after < len(live) else 0


def _states(text: str) -> bool:
    return is_only_date(text) or find_place_line(text) is not None or named_kind(text) is not None


def read_title_page(pieces: Sequence[Piece], start: int) -> tuple[list[Piece], TitlePage]:
    """The pieces with those of the title page named, and what they say."""
    found = list(pieces)
    title_at = find_title(pieces, start)
    lines: list[str] = []
    for index in range(start):
        piece = pieces[index]
        if piece.role not in {"body", "heading"}:
            continue
        if index != title_at and is_prose(piece.text) and _is_sentence(piece.text):
            found[index] = piece.with_role("body", "")
            continue
        lines.append(piece.text)
        found[index] = _name(piece, is_title=index == title_at)
    prose = [piece.text for piece in found if piece.role == "body" and is_prose(piece.text)][:8]
    stated = [*lines, *(match["when"] for text in prose[:2] if (match := _DATELINE.match(text)))]
    spoken = any(named_kind(line) == "transcript" for line in lines)
    told = [] if spoken else prose  # who speaks tells of other meetings: only the title page is about this one
    days, partial, published = _dates(stated, told)
    title = title_text(pieces, title_at) if title_at is not None else None
    year = next(filter(None, map(parse_bare_year, lines)), None)
    return found, TitlePage(title, tuple(lines), _place(stated, told), days, partial, published, year)


def _is_sentence(text: str) -> bool:
    """Whether a long line of a title page is running text, and no line that states when and where."""
    if text.endswith((".", "?", "!", ".”", '."', ":", ",")) and is_prose(text):
        return True
    return (
        len(split_words(text)) >= _NOTE and not find_place(text) and not any(dates.first for dates in find_dates(text))
    )


def _name(piece: Piece, *, is_title: bool) -> Piece:
    text = piece.text
    says = ["title"] if is_title else ["date"] if is_only_date(text) or parse_bare_year(text) else _facts_of(text)
    if says and len(split_words(text)) >= _NOTE and not is_title:
        return piece.with_role("body", "subtitle")
    if says:
        return piece.with_role("metadata", " and ".join(says))
    if len(split_words(text)) >= _NOTE or _PRESENT.match(text) or parse_inline_people(text) or parse_delegate(text):
        return piece.with_role("body", "")
    if _LABELLED.match(text):
        return piece.with_role("body", "")
    return piece.with_role("dropped", "logo, imprint or broken-off line on the title page")


def _facts_of(text: str) -> list[str]:
    """What a line of the title page states, in words."""
    found = (
        ("kind of paper", named_kind(text)),
        ("place", find_place_line(text)),
        ("date", next(find_dates(text), None)),
    )
    says = [name for name, known in found if known]
    apart = (("theme", is_quotation(text)), ("symbol of the paper", is_symbol(text)))
    return says or [name for name, known in apart if known]


def _dates(
    lines: Sequence[str], prose: Sequence[str]
) -> tuple[tuple[date, date] | None, StatedDates | None, str | None]:
    """Days of the meeting; or day and month alone; and the date of publication where it is another one.

    A title page may state either; a sentence that says the meeting was held on a day is about the meeting.
    """
    on_title = [dates for line in lines for dates in find_dates(line)]
    full = [dates for dates in on_title if dates.days()]
    told = [
        dates
        for text in prose
        for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z])", text)
        if _HELD.search(sentence) and not _ELSEWHERE.search(sentence)
        for dates in find_dates(sentence)
        if dates.days()
    ]
    months = [dates for dates in on_title if dates.first is None and dates.iso()]
    published = months[0].iso() if months else None
    if full and told and full[0].last is None and _later(full[0], told[0]):
        return told[0].days(), None, full[0].iso()
    if (
        len(full) > 1 and full[0].last is None and (_later(full[0], full[1]) or _ends(full[0], full[1]))
    ):  # the paper's own day stands above
        return full[1].days(), None, full[0].iso()
    if full:
        return full[0].days(), None, published
    if told:
        return told[0].days(), None, published
    partial = [dates for dates in on_title if dates.first and dates.year is None]
    if not partial:
        return None, None, published
    first = max(partial, key=lambda dates: dates.last is not None)
    weekday = next(
        (d.weekday for d in partial if (d.first, d.month) == (first.first, first.month) and d.weekday is not None),
        None,
    )
    return None, StatedDates(first.month, first.first, first.last, first.last_month, None, weekday), published


def _ends(one: StatedDates, other: StatedDates) -> bool:
    """Whether a day is the last of several: a paper that bears it was made on the day when the meeting ended."""
    ours, theirs = one.days(), other.days()
    return ours is not None and theirs is not None and theirs[0] < theirs[1] == ours[0]


def _later(one: StatedDates, other: StatedDates) -> bool:
    ours, theirs = one.days(), other.days()
    return ours is not None and theirs is not None and ours[0] > theirs[1]


def _place(lines: Sequence[str], prose: Sequence[str]) -> str | None:
    for line in lines:
        place = find_place_line(line)
        if place:
            return place
    for text in prose:
        for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z])", text):
            if _HELD.search(sentence) and not _ELSEWHERE.search(sentence):
                place = find_place(sentence)
                if place:
                    return place
    return None
