"""Compare titles: what they say of a meeting beside words that every title of its kind has.

Whether two papers are of one meeting is decided in `title_ties`.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.structure.dates import find_dates, without_dates
from indexer.structure.front_matter.day_context import OWN_LETTER, RESOLUTION
from indexer.structure.front_matter.kind_names import named_kind
from indexer.structure.front_matter.meeting_words import (
    BODY_WORDS,
    EVENT_WORDS,
    MEETING_WORDS,
    RECORD_WORDS,
    plain_words,
    says,
)
from indexer.structure.front_matter.places import find_place_line
from indexer.text.months import month_numbers
from indexer.text.prose import split_words
from indexer.text.stopwords import function_words, stop_words

from .ids import normalise
from .remembered import remembered

_FILLER = stop_words("meeting_title")
_GROUP = re.compile(
    r"\b(?:working (?:group|party)|wg|task force|groupe de travail|grupo de trabajo|arbeitsgruppe)\b", re.IGNORECASE
)
_LANGUAGES = ("en", "fr", "es", "de")
_OTHER_FILLER = frozenset(
    """
    regular special annual monthly weekly quarterly virtual online public open draft final approved update updates
    paper papers documents discussion discussions outcome outcomes statement remarks speech address day week part
    opening closing welcome text slides presentation daily official record records th st nd rd no number
    group working wg party task force groupe grupo trabajo travail arbeitsgruppe
    """.split()
)
_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {word: number for number, word in enumerate([*_UNITS, *_TEENS], start=1)}
_ORDINALS |= {f"{word[:-1]}ieth": number * 10 for number, word in enumerate(_TENS, start=2)}
_ORDINALS |= {
    f"{tens}-{unit}": number * 10 + _ORDINALS[unit] for number, tens in enumerate(_TENS, start=2) for unit in _UNITS
}
_MEETING = (
    r"meeting|session|call|telecon|teleconference|plenary|sitting|conference|workshop|assembly|congress|interim|forum"
    r"|réunion|séance|session|conférence|reunión|sesión|conferencia|sitzung|tagung|riunione|seduta|vergadering"
)
_ORDINAL = re.compile(
    rf"\b(?P<number>\d{{1,4}}(?:st|nd|rd|th|e|er|re|ème|ª|º|\.ª|\.)"
    rf"|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})\s+"
    rf"(?:[^\W\d]+\s+){{0,4}}?(?P<noun>{_MEETING})s?\b",
    re.IGNORECASE,
)
_ROMAN = re.compile(
    rf"\b(?i:{_MEETING}|{'|'.join(sorted(EVENT_WORDS))}|table)\s+(?P<number>X?(?:IX|IV|V?I{{0,3}}))"
    r"(?=[:.,;–—)-]|$|\s+(?:on|of|[A-ZÀ-Þ(–—-]))"
)
_DAY_OF = re.compile(
    r"[\s,;:–—|-]+(?:day|jour|día|tag|giorno|dia)\s+(?:\d{1,2}|one|two|three|four|five)$", re.IGNORECASE
)
_BEFORE_DAY = re.compile(
    r"\b(?:dated|of|on|from|between|du|le|del|el|vom|am|van|datée?s?|от)(?:\s+(?:the|du|le|el))?\W*$", re.IGNORECASE
)
_KIND_AT_END = re.compile(
    r"\s*[:–—|-]\s*(?:(?:draft|final|provisional|annotated)\s+)?(?:agenda|minutes|notes|transcript|programme|program"
    r"|report|summary|ordre du jour|procès-verbal|compte rendu|orden del día|acta|tagesordnung|protokoll)$",
    re.IGNORECASE,
)
"""The kind of one paper at the end of its title, which is no part of the name of the meeting."""
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_GATHERINGS = tuple(
    frozenset(words.split())
    for words in (
        "call calls telecon telecons telcon telcons teleconference concall sync standup huddle checkin",
        "interim",
        "plenary plenaries",
        "f2f retreat",
        "hearing hearings",
        "debate debates",
    )
)
"""Words for kinds of meetings: what is of one kind is not of another."""
_THINGS = "day|part|item|version|rev|revision|draft|doc|document|paper|annex|page|jour|tag|día|dia|день|v"
"""What is counted within a meeting or among papers."""
_COUNTED = re.compile(
    rf"\b(?P<noun>{_MEETING})\s*(?:no\.?|nr\.?|n°|number|#|№)?\s*(?P<number>\d{{1,4}})\b", re.IGNORECASE
)
_NOT_OF_PART = rf"(?!(?:st|nd|rd|th)?\s+(?:{_THINGS})\b)"
_BARE = re.compile(
    rf"(?<![\d./:-])(?:\b(?P<thing>{_THINGS})\s*(?:no\.?|n°|№|#)?\s*)?(?<![A-Za-z\d])(?P<number>\d{{1,4}})(?![\d/]|[:.-]\d){_NOT_OF_PART}"
    rf"|\b(?P<word>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})\b{_NOT_OF_PART}",
    re.IGNORECASE,
)
_YEARS = range(1900, 2100)
_EVENT_PHRASE = re.compile(
    r"\b(?:round[- ]?tables?|tables? rondes?|mesas? redondas?|runde[rnms]? tisch(?:e[sn]?)?|rundbord\w*|rondetafel\w*"
    r"|tavol[ae] rotond[ae]|кругл\w+ стол\w*|okrągł\w+ st[oó]ł\w*|kulat\w+ st[oů]l\w*"
    r"|(?:семинар|форум|конгресс|симпозиум|конференци|заседани|собрани|совещани)\w{0,3})\b"
    r"|(?:ال)?مائدة (?:ال)?مستديرة|الطاولة المستديرة"
    r"|円卓会議|圆桌会议|圓桌會議|圆桌|圓桌|セミナー|フォーラム|ワークショップ|シンポジウム|研讨会|研討會|论坛|論壇|会議|会议|會議",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b(?P<noun>[A-Z]{2,8})[- ]?#?(?P<number>\d{1,3})\b(?![-/.:]\d)")


@dataclass(frozen=True)
class TitleWords:
    """The words of a title by what they say."""

    topic: frozenset[str]
    """Words that not every title of its kind has, without numbers."""
    bodies: frozenset[str]
    """Words for a body that meets again and again: `committee`."""
    numbers: frozenset[tuple[str, int]]
    """The meeting's number, by what is counted: `("meeting", 12)`, `("cop", 28)`."""
    bare_numbers: frozenset[int]
    """All of its numbers but those of days, years and parts, whatever they count: 5 in `Seminar 5 on Nets`."""
    plain: str
    """The title without its days, normalised."""
    names_event: bool
    """Whether it names an event that takes place once under this name, such as a workshop."""
    gatherings: frozenset[int] = frozenset()
    """Which kinds of meetings it names: calls, interim meetings, plenaries and so on."""

    def tells_another(self, other: TitleWords) -> bool:
        """Return whether each of two titles has a word or a number that the other one lacks."""
        pairs = (
            (self.topic, other.topic),
            (self.bare_numbers, other.bare_numbers),
            (self.gatherings, other.gatherings),
        )
        return self.contradicts(other) or any(one - two and two - one for one, two in pairs)

    def contradicts(self, other: TitleWords) -> bool:
        """Return whether two titles count one thing differently: the 12th and the 13th meeting."""
        counted = dict(self.numbers)
        return any(noun in counted and counted[noun] != number for noun, number in other.numbers)

    @staticmethod
    def is_acronym(number: tuple[str, int]) -> bool:
        """Return whether a number counts something with an acronym, which can be other things than meetings."""
        return number[0] not in _MEETING.split("|")


@remembered(TitleWords)
def read_title(title: str) -> TitleWords:
    """Return the words of a title by what they say."""
    undated = _ROMAN.sub(_with_figures, without_dates(title))
    numbers = set()
    for pattern in (_ORDINAL, _COUNTED, _ACRONYM):
        for match in pattern.finditer(undated):
            number = _number(match["number"])
            numbers.add((match["noun"].casefold(), number))
    place = find_place_line(undated) or ""
    words = topic_words(_EVENT_PHRASE.sub(" ", undated)) - topic_words(place)
    bodies = words & BODY_WORDS - EVENT_WORDS | ({"working group"} if _GROUP.search(undated) else set())
    return TitleWords(
        topic=frozenset(words - bodies - _all_filler()),
        bodies=frozenset(bodies),
        numbers=frozenset(numbers),
        bare_numbers=_bare_numbers(undated),
        plain=normalise(undated),
        gatherings=frozenset(
            kind for kind, words in enumerate(_GATHERINGS) if words.intersection(plain_words(undated))
        ),
        names_event=bool({*plain_words(title)} & EVENT_WORDS or _EVENT_PHRASE.search(undated)) and not bodies,
    )


def series_of(title: str) -> Hashable | None:
    """Return what the titles of the meetings of one series share, apart from numbers, days and places.

    None where a title names no meeting, as that of a letter, a statement or a resolution does not, or says nothing that
    the meetings of others would not.
    """
    if OWN_LETTER.match(title) or RESOLUTION.search(title) or named_kind(title) == "statement":
        return None
    words = read_title(title)
    if not words.topic or not (words.bodies or words.gatherings or says(title, MEETING_WORDS)):
        return None
    named = frozenset(counted for counted in words.numbers if _is_name(words, counted))
    return words.topic, words.bodies, words.gatherings, named


def _is_name(words: TitleWords, counted: tuple[str, int]) -> bool:
    """Return whether a number is a part of the acronym of a body: `TC39`, not `IETF 97`."""
    return words.is_acronym(counted) and counted[1] not in words.bare_numbers


def _with_figures(match: re.Match[str]) -> str:
    """Return a meeting with its Roman number in figures: `Seminar 4` for `Seminar IV`."""
    values = [_ROMAN_VALUES[sign] for sign in match["number"]]
    number = sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
    return match[0].removesuffix(match["number"]) + (str(number) if number else "")


def _bare_numbers(title: str) -> frozenset[int]:
    found = (match for match in _BARE.finditer(title) if not match["thing"])
    return frozenset({_number(match["number"] or match["word"]) for match in found} - {*_YEARS})


def meeting_title(titles: Sequence[str], *, lasts_days: bool) -> str:
    """Return the best name for a meeting from the titles of its papers, of which there is at least one.

    A title that names an event goes before one that names a body, that before one with a word for meetings, and that
    before any other, such as the title of one item of the agenda; then the longest counts. The day of one paper is no
    part of the name of a meeting that lasts several.
    """
    best = max(titles, key=lambda title: (_rank(title), len(title), title))
    return _without_day(best) if lasts_days else _without_kind(best)


def tells_only_a_day(title: str) -> bool:
    """Return whether a title says no more of a meeting than a day: `July 23, 2031 Meeting Notes`."""
    words = read_title(title)
    return any(dates.first for dates in find_dates(title)) and not (words.topic or words.bodies or words.names_event)


@remembered(str)
def _without_day(title: str) -> str:
    """Return a title without its day, unless that stands within it: `Letter dated 5 May from the Chair` is one name."""
    first = next((dates for dates in find_dates(title) if dates.first), None)
    if first and _BEFORE_DAY.search(title[: first.position]) and split_words(without_dates(title[first.end :])):
        return _named(title, title)
    return _named(re.sub(r"\s+", " ", without_dates(_DAY_OF.sub("", title))).strip(" ,;:–—-|()"), title)


@remembered(str)
def _without_kind(title: str) -> str:
    return _named(title, title)


def _named(shortened: str, title: str) -> str:
    """Return a shortened title without the kind of its paper; the title where nothing is left that names a meeting."""
    shortened = _KIND_AT_END.sub("", shortened)
    return shortened if topic_words(shortened) - _all_filler() or read_title(shortened).bodies else title


@remembered(int)
def _rank(title: str) -> int:
    words = read_title(title)
    if words.names_event or words.bodies:
        return 3 if words.names_event else 2
    return int(says(title, MEETING_WORDS))


@lru_cache(maxsize=4096)
def topic_words(text: str) -> frozenset[str]:
    """Return the words of a text without accents and without the `s` of a plural."""
    return frozenset(map(_singular, plain_words(" ".join(split_words(text)))))


@lru_cache(maxsize=1)
def _all_filler() -> frozenset[str]:
    """Return the words that every title of a paper of a meeting can have, folded and without the `s` of a plural."""
    words = (
        set().union(*map(function_words, _LANGUAGES))
        | _FILLER
        | _OTHER_FILLER
        | MEETING_WORDS
        | RECORD_WORDS
        | EVENT_WORDS
        | set(_ORDINALS)
        | set(_TENS)
    )
    plain = {*plain_words(" ".join({*words, *month_numbers("en", "fr", "es", "de")}))}
    return frozenset({*map(_singular, plain), *plain})


def _number(text: str) -> int:
    return _ORDINALS.get(text.casefold()) or int(re.sub(r"\D", "", text))


def _singular(word: str) -> str:
    """Return a word without the `s` of a plural, so that `Harbour` and `Harbours` are one."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
