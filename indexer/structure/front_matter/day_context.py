"""Tell from the words around a date whose day it is: the meeting's, the paper's, or that of something else.

The words are in `text/data/day_words.toml`. Which date of a paper is the day of its meeting is decided in `days`.
"""

from __future__ import annotations

import re
from typing import Literal

from indexer.structure.dates import StatedDates, find_dates
from indexer.text.prose import count_words
from indexer.text.word_lists import load_table

DayOwner = Literal["meeting", "adoption", "open", "paper", "other"]
"""Whose day it is: the meeting's by its words, that of adopting this paper, not said, the paper's own, another's."""

_CONTEXT = 200  # characters before and after a date that can say whose day it is
_LINE_WORDS = 20  # words: the longest line that says that its meeting was moved
_LABEL_WORDS = 3  # words: the longest label without a colon
_SENTENCE_END = re.compile(r"[.;!?]\s+(?=[A-ZÀ-Þ])|。|\s[•|]\s")
_SENTENCES = re.compile(r"(?<=[.?!])(?<!\b\d\.)(?<!\b\d\d\.)\s+(?=[A-Z])")  # not at `5. Mai`
_UNSPACED = ("zh", "ja")


def _words(name: str) -> str:
    """Return the pattern of the words of one kind, in all languages."""
    table = load_table("day_words")[name]
    spaced = "|".join(word for language, words in table.items() if language not in _UNSPACED for word in words)
    unspaced = "|".join(word for language in _UNSPACED for word in table.get(language, ()))
    return rf"(?:\b(?:{spaced})(?:\b|(?<=\W)){'|' if unspaced else ''}{unspaced})"


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


EVENT = _pattern(_words("events"))
"""Words for a meeting or a part of it."""
HELD = _pattern(_words("held"))
"""Words that say when or where a meeting was held."""
ELSEWHERE = _pattern(f"{_words('elsewhere')}|{_words('moved')}")
"""Words for another meeting than the paper's."""
_ELSEWHERE = rf"{_words('elsewhere')}(?![-_.]\w)"  # `Next-10` is a name
_OTHER_MEETING = _pattern(
    rf"{_ELSEWHERE}(?:[^\w\n]+\w+){{0,3}}?[^\w\n]*{_words('events')}|{_ELSEWHERE}\W{{0,4}}$|{_words('moved')}"
)
RESOLUTION = _pattern(rf"^\W*{_words('resolutions')}|/RES(?:OLUTION)?[/.]")
"""A line that names a resolution or its symbol."""
OWN_LETTER = _pattern(rf"\W*(?:identical\s+)?{_words('letters')}\s+{_words('of_day')}\s+")
"""The words before the day of a letter in its heading: `Letter dated`."""
_LABEL = _pattern(rf"^\W*{_words('label')}\W*?[:：\t|—–-]")
RECALLED = _pattern(_words("recalled"))
"""Words that recall another act or meeting than the paper's."""
_MINUTES = _pattern(_words("minutes"))
_APPROVED = _pattern(_words("approved"))
# Such a word tells of the date if no meeting stands between: `Release team meeting, 5 May` was not released then.
_UP_TO_DATE = rf"(?:(?!{_words('events')}).){{0,60}}$"
_APPROVED_ON = _pattern(_words("approved_on") + _UP_TO_DATE)
_PAPERS_OWN = _pattern(rf"(?:{_words('papers_own')}|©){_UP_TO_DATE}")
_DRAFT = _pattern(r"\bdraft(?: of| dated)?\W{0,3}$")
_PAPERS_OWN_AFTER = _pattern(_words("papers_own"))
_LIMITS = _pattern(rf"{_words('limits')}\s+(?:the\s+)?$")
_FROM = _pattern(rf"{_words('from')}\s+$")
_OTHERS = _pattern(
    rf"{_words('others')}{_UP_TO_DATE}"
    rf"|{_words('papers')}[\w\s/().,№-]{{0,30}}?\b(?:of|dated|du|des?|del|di|van|vom|от)\s+(?:the\s+)?$"
)
_ADOPTED = _pattern(rf"^\W*(?:{_words('resolutions')}[^.;]{{0,90}}?)?{_words('adopted')}")
_OF_RESOLUTION = _pattern(rf"{_words('resolutions')}|\bat its\b|\bà sa\b|\ben su\b|\bin seiner\b|\bна своём\b")
_THOSE_MINUTES = _pattern(r"\b(?:the|its|their|les?|las?|el|die|das|der|il|as|de)\s+$")
_THESE = _pattern(r"\b(?:this|these|present|here|following|contains?)\b")
_QUOTED_MAIL = _pattern(r"\bwrote\s*:\s*$|\bschrieb\b.{0,60}:\s*$|\ba écrit\s*:\s*$|\bescribió\s*:\s*$")
_OLD_DAY = _pattern(rf"(?:{_words('old_day')}|[(\[]was:?)\s*(?:on\s+)?$")
_NEW_DAY = _pattern(rf"{_words('new_day')}\s*$")
_NEW_LINE = _pattern(rf"^\W*(?:{_words('old_day')}.{{3,40}})?{_words('new_day')}\s*$")
_PUT_OFF = _pattern(rf"^\W{{1,4}}(?:{_words('new_day')}\s+(?:\w+\W{{1,2}}){{0,3}}?\d|{_words('put_off')}\W*$)")
# `At the 12th meeting of the Council, held on 5 May, its President made the following statement:`
_SAID_BELOW = _pattern(
    r"^\W*(?:at|during|à|lors de|au cours de|en|durante)\s(?=.*\b(?:meeting|séance|sesión|session|sitting)\b)"
    r".*\b(?:following statement|déclaration suivante|siguiente declaración|declaración siguiente)\b.*:$"
)
_COLONS = (":", "：")


def day_owner(text: str, dates: StatedDates, *, is_item: bool = False) -> DayOwner:
    """Return whose day a date in a text is; `is_item` tells that the text is an item of a list, such as an agenda."""
    before = _SENTENCE_END.split(text[max(0, dates.position - _CONTEXT) : dates.position])[-1]
    after = _SENTENCE_END.split(text[dates.end : dates.end + _CONTEXT])[0]
    around = f"{before} {after}"
    if _ADOPTED.match(text) and _OF_RESOLUTION.search(before):
        return "adoption"
    moved = _owner_if_moved(text, before, after)
    if moved:
        return moved
    is_limit = _LIMITS.search(before) is not None and not (dates.last and _FROM.search(before))
    if is_limit or _QUOTED_MAIL.search(text) or _is_others(before, around, is_item=is_item):
        return "other"
    held, own = HELD.search(around), _PAPERS_OWN.search(before)
    if _LABEL.match(text) or (held and not (own and own.start() > held.start())):
        return "meeting"
    is_papers = (
        own or _DRAFT.search(before) or _APPROVED_ON.search(before) or _PAPERS_OWN_AFTER.match(after.lstrip(" ,-–—("))
    )
    return "paper" if is_papers else "open"


def _owner_if_moved(text: str, before: str, after: str) -> DayOwner | None:
    """Return whose day a date of a short line is if a meeting was moved from it or to it, or None.

    `5 October (postponed from 4 September)` and `4 September (postponed to 5 October)` both tell the fifth of October.
    """
    if _OLD_DAY.search(before) or (_PUT_OFF.match(after) and count_words(text) <= _LINE_WORDS):
        return "other"
    is_line = _NEW_LINE.match(before) or (_NEW_DAY.search(before) and any(dates.first for dates in find_dates(before)))
    return "open" if is_line and count_words(text) <= _LINE_WORDS else None


def _is_others(before: str, around: str, *, is_item: bool) -> bool:
    """Return whether the words before a date, or around it, tell of something else than the meeting and the paper."""
    if RECALLED.search(before) or _OTHERS.search(before) or _OTHER_MEETING.search(before):
        return True
    minutes = _MINUTES.search(around)
    return minutes is not None and (
        is_item or _APPROVED.search(around) is not None or _are_those(around[: minutes.start()])
    )


def _are_those(before: str) -> bool:
    """Return whether minutes are those of another meeting: `that the minutes of 5 May be taken as read`."""
    return _THOSE_MINUTES.search(before) is not None and _THESE.search(before) is None


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph, each with the whole of its dates."""
    return _SENTENCES.split(text)


def is_label_of_day(text: str) -> bool:
    """Return whether a line is labelled as the date of the meeting: `Date: ...`."""
    return _LABEL.match(text) is not None


def is_line_of_adoption(text: str) -> bool:
    """Return whether a line begins with the word that a resolution was adopted: `Adopted at the 9th meeting`."""
    return _ADOPTED.match(text) is not None


def says_where_words_were_spoken(text: str) -> bool:
    """Return whether a paragraph says at which meeting the statement below it was made."""
    return _SAID_BELOW.match(text) is not None


def owner_of_line_below(text: str) -> DayOwner:
    """Return whose day a bare date is, by the short line above it: `Next meeting`, `Deadline`, `Published`."""
    has_colon = text.rstrip().endswith(_COLONS)
    if RECALLED.search(text) or (ELSEWHERE.search(text) and (EVENT.search(text) or has_colon)):
        return "other"
    if not has_colon and count_words(text) > _LABEL_WORDS:
        return "open"
    label = text.rstrip(" :：")
    if _OTHERS.search(f"{label} ") or _LIMITS.search(f"{label} "):
        return "other"
    if is_label_of_day(f"{label}:"):
        return "meeting"
    return "paper" if _PAPERS_OWN.search(label) or _APPROVED_ON.search(label) else "open"
