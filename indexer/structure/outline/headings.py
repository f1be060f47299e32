"""Mark headings, as distinct from paragraphs, list items, names and broken-off lines.

What a heading opens is decided in `walk`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from indexer.entities.attendance import (
    all_are_names,
    is_absence,
    is_attendance,
    parse_delegate,
    parse_inline_people,
    parse_surname_first,
)
from indexer.entities.roles import looks_like_person, split_honorific, split_role_label, without_brackets
from indexer.structure.dates import find_dates, is_only_date
from indexer.structure.draft import Piece
from indexer.text.casing import is_all_capitals
from indexer.text.prose import count_words, ends_sentence, expects_more, is_prose, split_words
from indexer.text.section_names import GENERIC_SECTIONS, normalise_heading
from indexer.text.stopwords import stop_words

from .chat_lines import chat_positions
from .levels import marks_headings, sets_items
from .session_labels import is_cjk_numbered, parse_session_heading, parse_timed_heading

_MAX_HEADING_WORDS = 20  # a longer line reads as a sentence
_LISTS = frozenset({"agenda", "contents", "table of contents", "ordre du jour", "orden del día", "sommaire", "índice"})
_SMALL = stop_words("heading")


# A question in ordinary case is speech; a heading can be a question in the capitals of a title.
_QUESTION = re.compile(r"[?？؟]\W*$")
# What is said of a motion stands on a line of its own and names people: `Seconded by Councillor Low`.
_OF_MOTION = re.compile(
    r"^(?:(?:it was |this was )?(?:moved|seconded|proposed|nominated)\b"
    r"|(?:the )?motion (?:was )?(?:carried|passed|lost|failed)"
    r"|(?:carried|defeated|agreed)(?: unanimously)?$|(?:ayes|noes|nays|abstentions?|in favou?r|against)\b)",
    re.IGNORECASE,
)
# Which of the numbered questions or paragraphs stand below, as hearings print it: `Questions 1 - 4`.
_NUMBERS_BELOW = re.compile(
    r"^(?:questions?|qq?|paragraphs?|paras?|pages?|pp|preguntas?|paragraphes?|párrafos?|fragen?|absätze)\.?\s*"
    r"\d+\s*(?:[-–—]|to|and|à|et|a|y|bis|und)\s*\d+$",
    re.IGNORECASE,
)


def mark_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, with headings marked."""
    chat = chat_positions(pieces)
    if chat:
        return [piece if position in chat else _mark_stated_heading(piece) for position, piece in enumerate(pieces)]
    live = [position for position, piece in enumerate(pieces) if piece.role == "body"]
    result = list(pieces)
    if marks_headings(pieces):
        with_timed = [_mark_stated_heading(piece, timed=True) for piece in pieces]
        return [_mark_stated_heading(piece) for piece in pieces] if sets_items(with_timed) else with_timed
    for order, position in enumerate(live):
        before = result[live[order - 1]] if order else None
        after = result[live[order + 1]] if order + 1 < len(live) else None
        if _is_heading(result[position], before, after):
            result[position] = result[position].with_role("heading", "heading")
    return _unmark_contents(result)


def _mark_stated_heading(piece: Piece, *, timed: bool = False) -> Piece:
    """Return a piece of a paper that marks its headings: only these and labelled sessions are headings.

    With `timed`, lines that open with a clock time are headings too, as in a programme.
    """
    is_session = piece.block.kind in {"paragraph", "list_item"} and bool(
        parse_session_heading(piece.text) or (timed and not piece.block.label and parse_timed_heading(piece.text))
    )
    if piece.role != "body" or not (
        (piece.block.kind == "heading" and not is_only_date(piece.text))
        or (is_session and not piece.block.speaker and _has_heading_form(piece.text))
    ):
        return piece
    return piece.with_role("heading", "heading")


def _unmark_contents(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, where titles in a table of contents that recur below are no headings."""
    result = list(pieces)
    after_list = False
    headings = sorted((piece.text, position) for position, piece in enumerate(pieces) if piece.role == "heading")
    for position, piece in enumerate(pieces):
        if piece.role == "heading" and normalise_heading(piece.text) in _LISTS:
            after_list = True
        elif piece.role == "body" and ends_sentence(piece.text):
            after_list = False
        elif after_list and piece.role == "heading" and piece.block.kind != "heading":
            recurs = _begins_later(piece.text, position, headings)
            result[position] = piece.with_role("body") if recurs else piece
            after_list = recurs
    return result


def _begins_later(text: str, position: int, headings: Sequence[tuple[str, int]]) -> bool:
    """Return whether a heading after this position begins with a text, given all headings in alphabetical order."""
    at = bisect_left(headings, (text, 0))
    while at < len(headings) and headings[at][0].startswith(text):
        if headings[at][1] > position:
            return True
        at += 1
    return False


# A short sentence in lower case, so that no title and no address matches.
_SENTENCE = re.compile(r"^[A-Z][a-z]*(?: [\w’'-]+){2,}\.$")
_LISTED = re.compile(r"^\w+(?: \w+){0,2} ?: \S+.*,")  # `Member States: AT, BE`


def _is_heading(piece: Piece, before: Piece | None, after: Piece | None) -> bool:
    """Return whether a piece is a heading, given its neighbours."""
    text = piece.text
    if piece.opening:  # speech
        return False
    if piece.block.kind == "heading":
        return not is_only_date(text)
    if piece.block.kind in {"quote", "table_row", "caption"} or piece.block.speaker or not _has_heading_form(text):
        return False
    if piece.is_list_item:
        return (piece.block.label is None and parse_timed_heading(text) is not None) or _is_numbered_heading(
            piece, before, after
        )
    if (
        parse_session_heading(text)
        or parse_timed_heading(text)
        or is_cjk_numbered(text)
        or normalise_heading(text) in GENERIC_SECTIONS
    ):
        return True
    is_last_line = after is None and "," in text  # the last line of a paper is no heading
    return not (is_last_line or is_absence(text) or _is_listed(text, before)) and _looks_like_heading(
        text, before, after
    )


def _is_listed(text: str, before: Piece | None) -> bool:
    """Return whether a line is a person, one of a list of people or countries, or a day with its place."""
    listed = before is not None and _LISTED.match(text) and _names_people(before.text)
    named = (looks_like_person(text) and "," in text) or _is_person(text)
    office = before is not None and before.role == "body" and "," not in before.text and _is_person(before.text)
    return bool(listed or ((named or office) and not is_all_capitals(text)) or _is_when_and_where(text))


def _looks_like_heading(text: str, before: Piece | None, after: Piece | None) -> bool:
    """Return whether a line has the capitals or the position of a heading and interrupts no sentence."""
    interrupts = before is not None and before.role == "body" and (_breaks_off(before) or is_quotation(before.text))
    return not (interrupts or _is_said(text)) and (
        is_all_capitals(text) or _is_title_case(text) or _stands_over_prose(text, before, after)
    )


def _is_said(text: str) -> bool:
    """Return whether a line is a question in ordinary case, tells of a motion or gives the numbers of what follows."""
    is_title = is_all_capitals(text) or (_is_title_case(text) and not re.search(r"\w:\s", text))
    return bool(_QUESTION.search(text) and not is_title) or bool(_OF_MOTION.match(text) or _NUMBERS_BELOW.match(text))


def _is_person(text: str) -> bool:
    """Return whether a line is a person: a name after an honorific, or before brackets with an affiliation."""
    honorific, _ = split_honorific(text)
    name = without_brackets(text)
    return looks_like_person(text) and (honorific is not None or (name != text and all_are_names([name])))


def _names_people(line: str) -> bool:
    """Return whether a line announces or names people present, or is one of a list of them."""
    return bool(is_attendance(line) or parse_inline_people(line) or _LISTED.match(line))


def _is_when_and_where(text: str) -> bool:
    """Return whether a line states a day and little else, such as `Geneva, 12 June 2023`."""
    return count_words(text) <= 8 and any(dates.first and dates.year for dates in find_dates(text))


def _stands_over_prose(text: str, before: Piece | None, after: Piece | None) -> bool:
    """Return whether a line in ordinary case stands between a finished block and running text."""
    return (
        before is not None
        and ends_sentence(before.text)
        and after is not None
        and (is_prose(after.text) or bool(_SENTENCE.match(after.text)) or _is_title(after))
        and not after.text[:1].islower()
        and count_words(text) <= 8
        and "," not in text
    )


def _is_title(piece: Piece) -> bool:
    """Return whether a line has the capitals of a heading."""
    return not piece.is_list_item and _has_heading_form(piece.text) and _is_title_case(piece.text)


def _has_heading_form(text: str) -> bool:
    """Return whether a line has the form of a heading: short, with a proper beginning, and no sentence."""
    count = count_words(text)
    if (
        not 1 <= count <= _MAX_HEADING_WORDS
        or split_role_label(text)
        or is_only_date(text)
        or parse_delegate(text)
        or parse_inline_people(text)
    ):
        return False
    if parse_surname_first(text):
        return False
    if text[0] in "([（［" and text[-1] in ")]）］":  # `(Applause)`
        return False
    opening = text.lstrip('"“‘(（¿¡')[:1]
    has_heading_start = opening.isalnum() and not opening.islower()  # most scripts have no capitals
    return has_heading_start and not re.search(r"[.,;:!…。、！：،؛][\"”’)]*$|\.\.\.", text)


def _is_numbered_heading(piece: Piece, before: Piece | None, after: Piece | None) -> bool:
    """Return whether a numbered line is a heading: its neighbours are not the items before and after it in a list."""
    label = piece.block.label
    if label is None or not label.isdigit() or _is_said(piece.text):
        return False
    number = int(label)
    neighbours = {(before, number - 1), (after, number + 1)}
    in_list = any(
        other is not None and other.is_list_item and other.block.label == str(other_number) and other.role == "body"
        for other, other_number in neighbours
    )
    return not in_list and after is not None


def _is_title_case(text: str) -> bool:
    """Return whether most significant words begin with a capital."""
    significant = [word for word in split_words(text) if word.casefold() not in _SMALL and not word[0].isdigit()]
    capital = sum(word[0].isupper() for word in significant)
    return bool(significant) and capital >= max(1, 0.7 * len(significant))


def _breaks_off(piece: Piece) -> bool:
    """Return whether a paragraph stops in mid-sentence, so that no heading can follow it."""
    return count_words(piece.text) >= 8 and not ends_sentence(piece.text) and expects_more(piece.text)


def is_quotation(text: str) -> bool:
    """Return whether a block is a quotation and nothing else."""
    match = re.match(r"^[”“\"»«„\s]*[“«„\"](?P<inside>.+)[”»“\"]$", text)
    if not match or count_words(text) < 4:
        return False
    return not re.search(r"[”»]\s+\w.*[“«„]", match["inside"])
