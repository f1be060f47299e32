"""Parse the title page: where it ends, which line is the title, and what it states about the meeting.

The words of the title are parsed in `titles`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indexer.entities.attendance import is_attendance
from indexer.entities.roles import split_role_label
from indexer.structure.dates import find_dates, is_only_date, parse_bare_year
from indexer.structure.draft import Piece, PieceReason, PieceRole
from indexer.structure.front_matter.authorship import names_makers
from indexer.structure.front_matter.day_context import says_where_words_were_spoken
from indexer.structure.front_matter.days import MeetingDays, read_days
from indexer.structure.front_matter.forms import find_enacting_line, opens_roll
from indexer.structure.front_matter.held_places import find_held_place, find_place_in_lines
from indexer.structure.front_matter.kind_names import is_kind_alone, named_kind
from indexer.structure.front_matter.masthead import is_alt_text, is_masthead_line, masthead_reasons
from indexer.structure.front_matter.places import find_place, find_place_line
from indexer.structure.outline.headings import is_quotation
from indexer.structure.outline.session_labels import parse_session_heading, parse_timed_heading
from indexer.structure.page_heads import is_symbol
from indexer.structure.speakers.turns import is_speech_turn
from indexer.text.casing import is_all_capitals
from indexer.text.prose import count_words, ends_sentence, is_prose
from indexer.text.section_names import GENERIC_SECTIONS, OPENING_SECTIONS, normalise_heading

from .printed import find_subject, find_title, title_text
from .sections import is_first_section
from .wrapped_titles import title_lines

_MAX_TITLE_PAGE_BLOCKS = 40  # blocks: the longest title page
_MAX_FACT_WORDS = 8  # words: the longest heading that may state the place
_NEARBY_PIECES = 5  # pieces after a speaker's turn that must hold another
_MAX_KIND_WORDS = 3  # words: the longest heading that may name a kind of paper
_MAX_TITLE_WORDS = 30  # words: the longest title in capitals
_MAIN_FACTS: frozenset[PieceReason] = frozenset({"kind_of_paper", "place", "date"})
_NOTE_WORDS = 15  # words: the shortest line of the title page that is worth finding and citing
_HOUR_AT_END = re.compile(r"\b[ap]\.m\.$|\bUhr\.$", re.IGNORECASE)
_ITEM_ALONE = re.compile(
    r"^(?:(?:provisional )?agenda )?items? \d{1,3}(?: ?\(\w\))*(?:(?:,| and| to|-) ?\d{1,3})*\*?$", re.IGNORECASE
)
# `Lisbon, 7 June 2023 – The ports`
_DATELINE = re.compile(r"(?P<when>[A-ZÀ-Þ][^.;:–—]{2,50}\d[^.;:–—]{0,12}?)\s+[–—]\s+(?=\S)")


@dataclass(frozen=True)
class TitlePage:
    """What the title page and the opening paragraphs state."""

    title: str | None
    lines: tuple[str, ...]
    """Its short lines, with the items of lists."""
    printed_lines: tuple[str, ...] = ()
    """Its short lines that are no items of lists: links and contents do not tell what a paper is."""
    place: str | None = None
    place_words: str = ""
    """The line or sentence that states the place."""
    meeting: MeetingDays = field(default_factory=MeetingDays)
    year: int | None = None
    """A year that stands alone."""


def find_body_start(pieces: Sequence[Piece]) -> int:
    """Return the index of the first piece after the title page."""
    enacting = find_enacting_line(pieces)
    if enacting is not None:
        return enacting
    visible = [
        index for index, piece in enumerate(pieces) if piece.role in {"body", "heading"} and not is_alt_text(piece)
    ][:_MAX_TITLE_PAGE_BLOCKS]
    start = _first_of_body(pieces, visible)
    contents = next((index for index, piece in enumerate(pieces) if _is_of_contents(piece)), start)
    below = next((index for index in visible if index > contents), start)
    # contents stand between the title page and the text
    return min(start, below) if visible and visible[0] < contents else start


def _is_of_contents(piece: Piece) -> bool:
    """Return whether a piece was dropped as a row of contents."""
    return "table_of_contents" in piece.reasons or piece.block.drop in {"table_of_contents", "contents_line"}


def _first_of_body(pieces: Sequence[Piece], visible: Sequence[int]) -> int:
    """Return the index of the first piece of the body, given those that can be seen on the first pages."""
    for position, index in enumerate(visible):
        piece = pieces[index]
        if (
            position
            and _opens_list(pieces, visible, position)
            and not any(is_prose(pieces[before].text) for before in visible[:position])
        ):
            return _with_headings(pieces, visible, index)
        if position and opens_roll(piece.text):
            return index
        if piece.role == "heading" and is_first_section(pieces, index):
            return index
        is_first = all(is_masthead_line(pieces[above].text) for above in visible[:position])
        if piece.role == "heading" and _opens_body(pieces, index, is_first=is_first):
            if _is_of_letterhead(pieces, visible, position):
                continue
            return index
    return _with_headings(pieces, visible, _plain_start(pieces, visible))


def _opens_body(pieces: Sequence[Piece], index: int, *, is_first: bool) -> bool:
    """Return whether a heading opens the body: the first section, session, day of several or list of those present."""
    piece, text = pieces[index], pieces[index].text
    if is_first:
        return not named_kind(text) and normalise_heading(text) in OPENING_SECTIONS and piece.block.level != 1
    if _is_dated_series(pieces, index) or is_attendance(text):
        return True
    if (
        not piece.block.label
        and not parse_session_heading(text)
        and (_is_of_title_page(text) or split_role_label(text))
    ):
        return False
    is_session = parse_session_heading(piece.heading) or parse_timed_heading(text) or piece.block.label
    is_section = piece.block.level > 1 or (piece.block.level and normalise_heading(text) in GENERIC_SECTIONS)
    return bool(is_session or is_section) or normalise_heading(text) in OPENING_SECTIONS


def _is_of_letterhead(pieces: Sequence[Piece], visible: Sequence[int], position: int) -> bool:
    """Return whether `Agenda item 3` stands alone above the title; where it has text under it, it is a section."""
    text = pieces[visible[position]].text
    if not _ITEM_ALONE.match(text) or position + 1 >= len(visible):
        return False
    others = any(_ITEM_ALONE.match(pieces[index].text) for index in visible[position + 1 :])
    return not others and not is_prose(pieces[visible[position + 1]].text)


def _is_dated_series(pieces: Sequence[Piece], index: int) -> bool:
    """Return whether a heading that is only a day is the first of several: each opens a part of the paper."""
    level = pieces[index].block.level
    return (
        level > 0
        and sum(
            piece.block.level == level and piece.role == "heading" and is_only_date(piece.text)
            for piece in pieces[index:]
        )
        > 1
        and is_only_date(pieces[index].text)
    )


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
    return any(dates.days() for dates in find_dates(text)) or count_words(text) <= (
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
        if (
            pieces[index].block.speaker
            or _is_running_text(text)
            or (split_role_label(text) and named_kind(text) != "statement")
        ):
            return index
        if is_speech_turn(text) and any(is_speech_turn(pieces[nearby_index].text) for nearby_index in nearby):
            return index
        following = pieces[visible[position + 1]] if position + 1 < len(visible) else None
        is_fact = is_quotation(text) or (not pieces[index].block.level and _says_when_and_where(text))
        if pieces[index].role == "heading" and titled and following and is_prose(following.text) and not is_fact:
            return index
        titled = True
    return _bare_start(pieces, visible)


def _says_when_and_where(text: str) -> bool:
    """Return whether a line states a place with a full date: `Oslo, 5 October 2031 (postponed from 4 September)`."""
    return find_place_line(text) is not None and any(dates.days() for dates in find_dates(text))


def _is_running_text(text: str) -> bool:
    """Return whether a line is prose, and no question or statement in capitals that is a title."""
    return is_prose(text) and not (is_all_capitals(text) and count_words(text) <= _MAX_TITLE_WORDS)


def _bare_start(pieces: Sequence[Piece], visible: Sequence[int]) -> int:
    """Return the start of the body in a paper of short lines only.

    It is the first list item or time, or else the line after the last line that states a day or place.
    """
    for index in visible:
        if pieces[index].is_list_item or parse_timed_heading(pieces[index].text):
            return index
    stating_positions = [position for position, index in enumerate(visible[:6]) if _states_a_fact(pieces[index].text)]
    marked = [index for index in visible if pieces[index].block.level == 1]  # the only `# Title` stands above the body
    after = stating_positions[-1] + 1 if stating_positions else int(marked == list(visible[:1]))
    return visible[after] if after < len(visible) else 0


def _states_a_fact(text: str) -> bool:
    """Return whether a line is a date, a place or a kind of paper."""
    return is_only_date(text) or find_place_line(text) is not None or named_kind(text) is not None


def read_title_page(pieces: Sequence[Piece], start: int, file_name: str = "") -> tuple[list[Piece], TitlePage]:
    """Return the pieces with the roles of the title page, and what the title page states."""
    enacting = find_enacting_line(pieces)
    subject = find_subject(pieces, enacting, file_name)
    title_at = find_title(pieces, start) if subject is None else subject
    title = title_text(pieces, title_at, start) if title_at is not None else None
    titles = title_lines(pieces, title_at, start) if title_at is not None else []
    first = _after_other_text(pieces, subject) if subject is not None and start == enacting else 0
    shown = [index for index in range(first, start) if pieces[index].role in {"body", "heading"}]
    short = [index for index in shown if index in titles or not _is_text(pieces[index])]
    result = _with_roles(pieces, short, titles, title)
    # the subject of a resolution can name a day, as a treaty of 12 August 1949 does
    lines = [pieces[index].text for index in short if index != subject]
    printed = [pieces[index].text for index in short if _is_printed_line(pieces[index])]
    prose = [piece.text for piece in result if piece.role == "body" and is_prose(piece.text)][:8]
    stated = [*lines, *filter(None, map(_dateline, prose[:2]))]
    is_speech = any(named_kind(line) in {"statement", "transcript"} for line in printed)
    # A speech mentions other meetings: only its title page is about this one.
    about_meeting = [] if is_speech else prose
    of_statement = list(filter(says_where_words_were_spoken, prose[:1]))
    meeting = read_days(result, stated, about_meeting or of_statement, start, title)
    year = next(filter(None, map(parse_bare_year, lines)), None)
    told = [] if enacting is not None else about_meeting  # a resolution recalls the meetings of others
    of_event = [line for line in stated if not names_makers(line)]  # where a publisher is, nobody need have met
    place, place_words = find_place_in_lines(of_event) or find_held_place(told, meeting, title)
    page = TitlePage(title, tuple(lines), tuple(printed), place, place_words, meeting, year)
    return result, page


def _dateline(text: str) -> str | None:
    """Return the place and day before the dash that a text opens with, unless the dash is that of a range of days."""
    match = _DATELINE.match(text)
    end = match.end("when") if match else 0
    return match["when"] if match and not any(dates.position < end < dates.end for dates in find_dates(text)) else None


def _is_text(piece: Piece) -> bool:
    """Return whether a piece of the title page is running text."""
    return is_prose(piece.text) and _is_sentence(piece.text)


def _is_printed_line(piece: Piece) -> bool:
    """Return whether a line of the title page can tell what the paper is: no link in a list, no section, no logo."""
    is_section = piece.role == "heading" and piece.block.level > 0 and not is_kind_alone(piece.text)
    return not (piece.is_list_item or is_section or piece.block.kind == "table_row" or is_alt_text(piece))


def _after_other_text(pieces: Sequence[Piece], subject: int) -> int:
    """Return the index after the last running text above the subject line, which belongs to another resolution."""
    above = [index for index in range(subject) if pieces[index].role == "body" and _is_text(pieces[index])]
    return above[-1] + 1 if above else 0


def _with_roles(pieces: Sequence[Piece], short: Sequence[int], titles: Sequence[int], title: str | None) -> list[Piece]:
    """Return the pieces with the roles of the title page for its short lines."""
    result = list(pieces)
    reasons = masthead_reasons(pieces, [index for index in short if index not in titles], title)
    for index in short:
        if index in reasons and not _MAIN_FACTS.intersection(_facts_stated(pieces[index].text)):
            role: PieceRole = "dropped" if reasons[index] in {"title_page_line", "web_control"} else "metadata"
            result[index] = pieces[index].with_role(role, reasons[index])
        else:
            result[index] = _with_title_page_role(pieces[index])
    for index in titles:
        # `RURAL HARBOURS: WHO IS STILL WAITING?` has the form of a turn of speech
        result[index] = replace(pieces[index].with_role("metadata", "title"), opening=None)
    return result


def _is_sentence(text: str) -> bool:
    """Return whether a long line of a title page is running text, and does not state when and where."""
    if text.endswith((".", "?", "!", ".”", '."', ":", ",")) and is_prose(text):
        return True
    return (
        count_words(text) >= _NOTE_WORDS and not find_place(text) and not any(dates.first for dates in find_dates(text))
    )


def _with_title_page_role(piece: Piece) -> Piece:
    """Return a line of the title page with its role: a fact that it states and nothing else, or text."""
    text = piece.text
    if is_only_date(text) or parse_bare_year(text):
        return piece.with_role("metadata", "date")
    facts = _facts_stated(text)
    is_long = count_words(text) >= _NOTE_WORDS
    if facts and is_long:
        return piece.with_role("body", "subtitle")
    is_sentence = ends_sentence(text) and not _HOUR_AT_END.search(text)
    is_line = piece.block.kind in {"paragraph", "heading"}
    if facts and is_line and not is_sentence and not text.endswith((",", "，")):
        return piece.with_role("metadata", *facts)
    if split_role_label(text) and not parse_session_heading(text):
        return piece.with_role("body")  # `Chair: Ann Berg` heads nothing
    if piece.role == "heading" and (piece.block.level or normalise_heading(text) in GENERIC_SECTIONS):
        return piece
    return piece.with_role("body")


def _facts_stated(text: str) -> tuple[PieceReason, ...]:
    """Return the kinds of fact that a line of the title page states."""
    main_tests: tuple[tuple[PieceReason, object], ...] = (
        ("kind_of_paper", named_kind(text) or is_kind_alone(text)),
        ("place", find_place_line(text)),
        ("date", next(find_dates(text), None)),
    )
    facts = tuple(fact for fact, is_stated in main_tests if is_stated)
    other_tests: tuple[tuple[PieceReason, bool], ...] = (("theme", is_quotation(text)), ("symbol", is_symbol(text)))
    return facts or tuple(fact for fact, is_stated in other_tests if is_stated)
