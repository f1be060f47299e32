"""Find the title of a paper and its words. Where the title page ends is decided in `title_page`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.entities.attendance import is_attendance, parse_inline_people
from indexer.entities.roles import split_role_label
from indexer.entities.vocabulary import BODIES
from indexer.structure.dates import find_dates, is_only_date, parse_bare_year
from indexer.structure.draft import Piece
from indexer.text.casing import Truecaser, is_all_capitals
from indexer.text.prose import is_prose, split_words
from indexer.text.section_names import GENERIC_SECTIONS, normalise_heading

from .kinds import ENGLISH_SPEECH_WORDS, ROMANCE_SPEECH_WORDS, named_kind, without_subject_word
from .places import find_place_line

_MEETINGS = (
    r"meeting|conference|workshop|seminar|symposium|session|forum|summit|congress|hearing"
    r"|conférence|réunion|séance|colloque|taller|reunión|conferencia|foro|sesión"
)
_EVENT = re.compile(rf"\b(?:{_MEETINGS}|colloquium|round ?table|atelier|séminaire|seminario)\b", re.IGNORECASE)
_MIN_SUBJECT_WORDS = 4  # words: the shortest line that can be a subject
_MIN_MEETING_NAME_WORDS = 3  # words: the shortest name of a meeting
_SMALL_WORD_LETTERS = 3  # letters: the longest article or preposition
_CAPITAL_SHARE = 0.6  # share of the words in a name that have a capital
_STATE_WORDS = frozenset("ayuntamiento commonwealth congress government house kingdom republic senate".split())
_HANGING = re.compile(r"(?:\s+(?:on|of|in|at|from|held|le|du|el|del|día|am|vom))+$", re.IGNORECASE)
_SYMBOL = re.compile(r"\b[A-Z]{1,5}/[\w.-]+(?:/|\.\d)")


_STATEMENT = re.compile(rf"^(?:\w+ )?(?:{ENGLISH_SPEECH_WORDS}|intervention|{ROMANCE_SPEECH_WORDS})s?\b", re.IGNORECASE)
_SPOKEN_AT = re.compile(
    r"\b(?:at|in|to|during|before|on the occasion of|devant|dans|lors de|en|ante)\s+(?:the|la|le|el)\s+"
    rf"(?P<event>(?:[^\s,;:]+\s+){{0,5}}?(?:{_MEETINGS}|debate|assembly|council|committee|débat|assemblée|conseil"
    r"|asamblea|consejo|cumbre|sommet)\b.*)$",
    re.IGNORECASE,
)


def event_in_title(title: str) -> str:
    """Return the meeting that a title names: `Forum on Ice` for `Statement by Chad at the Forum on Ice`.

    The name of a body alone is no meeting; such a title, and any other, is returned unchanged.
    """
    spoken = _SPOKEN_AT.search(title) if _STATEMENT.match(title) else None
    event = spoken["event"] if spoken else ""
    return f"{event[0].upper()}{event[1:]}" if len(split_words(event)) >= _MIN_MEETING_NAME_WORDS else title


def find_title(pieces: Sequence[Piece], start: int) -> int | None:
    """Return the index of the title among the pieces before the body, or None."""
    candidates = []
    for index in range(start):
        piece, text = pieces[index], pieces[index].text
        if piece.role not in {"body", "heading"} or not text or text[:1].islower() or text.endswith((".", ";", ",")):
            continue
        if split_role_label(text) or is_attendance(text) or parse_inline_people(text):
            continue
        if (
            normalise_heading(text) in GENERIC_SECTIONS
            or is_only_date(text)
            or parse_bare_year(text)
            or _is_only_place(text)
            or _is_only_kind(text)
        ):
            continue
        if is_prose(text) and not is_all_capitals(text) and piece.role != "heading" and index:
            continue
        rank = (piece.block.level != 1, len(split_words(text)) < 3, index)
        candidates.append((rank, index))
    if not candidates:
        return None
    best = min(candidates)
    if pieces[best[1]].block.level == 1 or not _is_letterhead(_without_day(pieces[best[1]].text)):
        return best[1]
    below = [candidate for candidate in candidates if not _is_letterhead(_without_day(pieces[candidate[1]].text))]
    named = [candidate for candidate in below if _EVENT.search(_without_day(pieces[candidate[1]].text))]
    of_kind = [candidate for candidate in candidates if _is_kind_of(pieces[candidate[1]].text)]
    topics = [candidate for candidate in below if len(split_words(pieces[candidate[1]].text)) >= _MIN_SUBJECT_WORDS]
    # A letterhead may be several lines of capitals.
    in_mixed_case = [candidate for candidate in topics if not is_all_capitals(pieces[candidate[1]].text)]
    return min(named or of_kind or in_mixed_case or topics or [best])[1]


def _is_letterhead(text: str) -> bool:
    """Return whether a line names a body, a symbol or a kind of paper, and no event, as lines above the title do."""
    if _EVENT.search(text) or re.search(r"\b(?:on|sur|sobre)\b", text, re.IGNORECASE):
        return False
    named = [word for word in split_words(text) if len(word) > _SMALL_WORD_LETTERS]
    # `Bank closures in the region` is a subject, no body
    is_name = sum(word[0].isupper() for word in named) > _CAPITAL_SHARE * len(named)
    names_body = is_name and any(word.casefold() in BODIES | _STATE_WORDS for word in named)
    return names_body or named_kind(text) is not None or _SYMBOL.search(text) is not None


def _is_kind_of(text: str) -> bool:
    """Return whether a line names a kind of paper and its subject: `Oral evidence: Sewage in rivers`."""
    return named_kind(text) is not None and len(split_words(text)) >= _MIN_SUBJECT_WORDS


def title_text(pieces: Sequence[Piece], position: int) -> str:
    """Return the words of the title; a meeting with only a number is named with the body that meets."""
    text = _without_day(without_subject_word(pieces[position].text))
    if not re.match(r"^\d+(?:st|nd|rd|th|e|ème|ª|º|\.ª)?\s", text, re.IGNORECASE):
        return text
    above = [pieces[index].text for index in range(position) if pieces[index].role in {"body", "heading"}]
    bodies = (line for line in reversed(above) if _is_letterhead(line) and not _SYMBOL.search(line))
    body = next((line for line in bodies if not named_kind(line)), None)
    if body and is_all_capitals(body) != is_all_capitals(text):
        caser = Truecaser(piece.text for piece in pieces)
        body, text = caser.title_case(body), caser.title_case(text)
    return f"{body}, {text}" if body else text


def _without_day(title: str) -> str:
    """Return a title without the day and place after it on the same line."""
    first = next((dates for dates in find_dates(title) if dates.first), None)
    before = title[: first.position].rstrip(" ,;:–—-(|") if first else title
    return _HANGING.sub("", before) if len(split_words(before)) >= 3 else title


def _is_only_place(text: str) -> bool:
    return find_place_line(text) is not None and len(split_words(text)) <= 5


def _is_only_kind(text: str) -> bool:
    return named_kind(text) is not None and len(split_words(text)) <= 3
