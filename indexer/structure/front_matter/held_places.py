"""Tell from a sentence where the meeting of a paper was held, and from which sentences this cannot be told.

A paper speaks of other meetings as well: resolutions recall them, letters and reports mention them. Their places are
not the paper's. Places as such are found in `places`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from indexer.structure.dates import find_dates

from .day_context import ELSEWHERE, EVENT, HELD, RECALLED, day_owner, split_sentences
from .days import MeetingDays
from .meeting_words import plain_words
from .places import find_place, find_place_line

_UNFINISHED = re.compile(
    r"[,;，；、](?:\W*\d{1,3}\W*)?$"
)  # a clause of a longer sentence, also with the number of a note
# `Noting with concern that`, `Having considered the report of`, `Also stresses`: clauses of a resolution.
_CLAUSE = re.compile(
    r"^\W*(?:\d{1,3}\.|\([a-z]{1,3}\))?\s*(?:(?:also|further|deeply|gravely|strongly|fully|again|underlining|once)\s+){0,2}"
    r"(?:having|being|bearing|not(?:es|ing)|tak(?:es|ing) (?:note|into)|recogni[sz](?:es|ing)|acknowledg(?:es|ing)"
    r"|expresse?s?(?:ing)?|emphasi[sz](?:es|ing)|stress(?:es|ing)|underlin(?:es|ing)|underscor(?:es|ing)|commend(?:s|ing)"
    r"|apprecia\w+|affirm(?:s|ing)|guided|mindful|aware|convinced|concerned|alarmed|encourag(?:es|ed|ing)|consider(?:s|ing)"
    r"|invit(?:es|ing)|request(?:s|ing)|urg(?:es|ing)|calls (?:up)?on|decides|endors(?:es|ing)|look(?:s|ing) forward"
    r"|notant|prenant|ayant|considérant|se félicit\w+|prend note|soulign\w+|tomando|habiendo|observando|acogiendo"
    r"|considerando|subrayando|toma nota|in anbetracht|in kenntnis|nach (?:prüfung|behandlung))\b",
    re.IGNORECASE,
)
# what another meeting did: `the plan adopted at the conference held in Oslo`
_MADE = re.compile(
    r"\b(?:adopted|signed|concluded|opened for signature|endorsed|proclaimed|issued|published|agreed (?:at|in|on)"
    r"|adoptée?s?|signée?s?|adoptad[ao]s?|firmad[ao]s?)\b",
    re.IGNORECASE,
)
_IS = re.compile(
    r"\b(?:is|was|were|are|be|been|being|has|had|will|shall|est|s.est|sont|a été|sera|fue|será|foi|wurde|wird)"
    r"(?:\W+\w+){0,2}\W*$",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"^(?:held|convened|(?:co-?)?hosted|organi[sz]ed|tenue?s?|celebrad|realizad|tenut|taking place|abgehalten)",
    re.IGNORECASE,
)
# `This report sums up the workshop held in Oslo`, `The minutes of the meeting held in Oslo`
_THIS_PAPER = re.compile(
    r"\b(?:this|these|present|our|here|following|cette?|ce|présente?|este|esta|dies\w{0,2})\b"
    r"|^\W*(?:the )?(?:\w+ )?(?:minutes|report|summary|record|notes?|proceedings|procès|compte|acta|protokoll)\b",
    re.IGNORECASE,
)
_OPENS_WITH_EVENT = re.compile(
    rf"^\W*(?:the|la|le|el|il|die|der|das)\s+(?:[\w-]+\s+){{0,3}}?{EVENT.pattern}", re.IGNORECASE
)
_NAME_BEFORE = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]*\s+(?:(?:of|on|for|and|the|de|du|des|la|sur)\s+){0,2}){1,6}$")
_ITS_OTHER = re.compile(
    rf"\b(?:at|during|since|after|before|from) (?:its|their|the|an?)\s+(?:[\w-]+\s+){{0,4}}{EVENT.pattern}",
    re.IGNORECASE,
)
_MAX_CLOCKS = 2  # clock times of a line that states a place: those of the beginning and the end
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d)")
_HELD_IN = re.compile(r"\b(?:held|hosted|tenue?|celebrad[oa]|abgehalten)\s+(?:in|at|à|en)\b", re.IGNORECASE)
_IN_LINE = re.compile(r"\w\W+(?:in|at|à|en)\s+(?=[A-ZÀ-Þ])")
_YEAR = re.compile(r"(?<![\d/.-])(?:1[89]|20|21)\d\d(?![\d/])")


def find_place_in_lines(lines: Sequence[str]) -> tuple[str, str] | None:
    """Return the place of the meeting that the lines of a title page state, and the line that does."""
    for line in lines:
        if len(_CLOCK.findall(line)) > _MAX_CLOCKS:  # the hours of a call in several cities
            continue
        place = find_place_line(line) or (find_place(line) if _HELD_IN.search(line) else None)
        if place and not _is_of_something_else(line):
            return place, line
    return None


def _is_of_something_else(line: str) -> bool:
    """Return whether a line names what is in a place, and no meeting: `Budget for the service centre in Oslo, Norway`.

    A day in such a line tells of the meeting, unless its words say otherwise: `for the period from 1 July`.
    """
    if not _IN_LINE.search(line) or EVENT.search(line) or HELD.search(line):
        return False
    return all(day_owner(line, dates) == "other" for dates in find_dates(line))


def find_held_place(prose: Sequence[str], meeting: MeetingDays, title: str | None) -> tuple[str | None, str]:
    """Return the place of the first sentence that says where the meeting of this paper was held, and the sentence.

    `meeting` are its days, where the paper states them. A sentence from which they were read does not prove itself.
    """
    for text in prose:
        if _UNFINISHED.search(text):
            continue
        for sentence in split_sentences(text):
            held = HELD.search(sentence)
            if (
                held
                and _speaks_of_the_meeting(sentence, held, meeting, title or "")
                and (place := find_place(sentence))
            ):
                return place, sentence
    return None, ""


def _speaks_of_the_meeting(sentence: str, held: re.Match[str], meeting: MeetingDays, title: str) -> bool:
    """Return whether a sentence with a word for being held is about the meeting of this paper, and no other."""
    before = sentence[: held.start()]
    if ELSEWHERE.search(sentence) or _CLAUSE.match(sentence) or RECALLED.search(before) or _MADE.search(before):
        return False
    on_its_day = _is_on(meeting.days, sentence)
    if on_its_day is not None and not sentence.startswith(meeting.evidence.evidence or "\0"):
        return on_its_day
    is_told_aside = _PARTICIPLE.match(held.group()) and not _IS.search(before)
    if is_told_aside and not _THIS_PAPER.search(before) and not _OPENS_WITH_EVENT.match(before):
        return False
    return not _ITS_OTHER.search(before) and not _names_another(before, title)


def _is_on(days: tuple[date, date] | None, sentence: str) -> bool | None:
    """Return whether a sentence states a day of the meeting; None where it states no day, or those are not known."""
    if days is None:
        return None
    stated = [span for dates in find_dates(sentence) if (span := dates.days())]
    if stated:
        return any(first <= days[1] and days[0] <= last for first, last in stated)
    years = {int(year) for year in _YEAR.findall(sentence)}
    return False if years and not years & {days[0].year, days[1].year} else None


def _names_another(before: str, title: str) -> bool:
    """Return whether words name a meeting, in capitals, by a name that is not in the title: `the World Ice Forum`."""
    own = set(plain_words(title))
    for event in EVENT.finditer(before):
        name = _NAME_BEFORE.search(before[: event.start()])
        words = plain_words(name.group()) if name and event.group()[:1].isupper() else []
        if (
            set(words)
            - own
            - {"the", "a", "this", "our", "of", "on", "for", "and", "la", "le", "el", "die", "der", "das"}
        ):
            return True
    return False
