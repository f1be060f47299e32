"""Read which meeting a draft says that words are from: by a title that the papers know, its number, or its city.

The number of a meeting is judged here too: a title says it, or the paper that was adopted at that meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from indexer.entities.countries import is_country
from indexer.entities.series import find_series
from indexer.meetings.titles import read_title
from indexer.model import Passage
from indexer.structure.front_matter.meeting_words import BODY_WORDS
from indexer.text.months import MONTHS

from .bodies import enacting_body
from .context import BLOT, ContextPart
from .facts import JudgedFact, StatedFact, StatedMeetingNumber
from .grammar.clause import GoverningClause
from .grammar.place import is_of_source
from .grammar.words import ORDINALS, has_verb, ordinal_number, paper_pattern, word_pattern
from .known_names import MEETING_NOUNS, KnownNames, numbers_of_title
from .persons import person_named

_CITY = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+(?:[ -](?:(?:de|do|la|el|am|sur|upon)[ -])?[A-ZÀ-Þ][\w’'-]+){0,2}")
_PAPER_OR_EVENT = rf"(?:{word_pattern('events')}|reports?|summar(?:y|ies)|minutes|notes?|papers?|programmes?|gathering)"
_PRESENT = "panels?|panell?ists|participants|delegates|attendees|speakers|audience"
_NAMES_NEXT = re.compile(rf"^\s+(?:(?:[\w’'-]+)\s+){{0,2}}?(?:{_PAPER_OR_EVENT}|{_PRESENT})\b", re.IGNORECASE)
_BY_THOSE_THERE = re.compile(rf"\s+(?:{_PRESENT})\b", re.IGNORECASE)
"""Behind a city: those who spoke there, `In Oslo participants agreed`."""
_HAS_ARTICLE = re.compile(r"\b(?:the|this)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_HELD_IN = re.compile(rf"\b{_PAPER_OR_EVENT}\s+(?:held |convened |hosted )?(?:in|from|at)\s+$", re.IGNORECASE)
_OPENS = re.compile(r"^\W*(?:meeting |gathered |gathering |speaking |back )?(?:in|at)\s+$", re.IGNORECASE)
# `they went to Oslo, where they agreed that`
_TAKEN_UP = re.compile(r",?\s+where\b", re.IGNORECASE)
_GOES_THERE = re.compile(r"\b(?:in|at|to|from|on)\s+$", re.IGNORECASE)
_BEHIND_VERB = re.compile(r"^(?:\s+\w+ly)?\s+(?:in|at)\s+$", re.IGNORECASE)
_PEOPLE_IN = re.compile(
    rf"\b{word_pattern('people')}\s+(?:meeting |gathered |gathering |assembled )?in\s+$", re.IGNORECASE
)
_NOUN = "|".join(MEETING_NOUNS)
_NAME = r"[A-ZÀ-Þ][\w.]*"
_COUNTED = rf"\d{{1,5}}(?:st|nd|rd|th)|(?i:{'|'.join(ORDINALS)})"
_ORDINAL = re.compile(
    rf"(?:(?P<owner>{_NAME}(?:\s+{_NAME}){{0,4}})[’']s?\s+)?(?<![\d,.])\b(?P<number>{_COUNTED})\s+"
    rf"(?P<of_body>(?:(?!(?:{'|'.join(MONTHS)}|of|in|on|at|for|by|the|and|or|to|with)\b)[A-Za-zÀ-þ][\w’'-]*\s+){{0,5}}?)"
    rf"(?P<noun>(?i:{_NOUN}))\b(?:\s+of\s+(?:the\s+)?(?P<of>{_NAME}(?:\s+(?:(?:of|and|the|on|for)\s+){{0,2}}{_NAME}){{0,5}}))?"
)
_ACRONYM = re.compile(r"\b(?P<noun>[A-Z]{2,8})(?P<gap>[- ]?)#?(?P<number>\d{1,3})\b(?![-/.:]\d|(?:st|nd|rd|th)\b)")
_ANY_NUMBER = re.compile(r"(?<![A-Za-z])(?P<noun>[A-Za-z]{2,14})[-_ #]{0,2}(?P<number>\d{1,4})(?!\d)")
_ANY_ORDINAL = re.compile(rf"(?<!\d)\b(?:{_COUNTED})\b")
_NOT_OF_BODY = frozenset(
    "plenary formal informal public private open closed regular annual general emergency last".split()
)
_ITS = re.compile(r"\b(?:its|their)\s+$", re.IGNORECASE)
_THE = r"(?:(?:the|its|their|this)\s+)?"
_NUMBER_OPENS = re.compile(
    rf"(?:^|[.:;(–—]|,\s+(?:and|but)\b|,)\W*(?:(?:it was|already|back|also|again|then|later|only|even)\s+)*"
    rf"(?:at|during|in)\s+{_THE}$",
    re.IGNORECASE,
)
_NUMBER_IS_SUBJECT = re.compile(rf"(?:^|[.:;(–—,])\W*{_THE}$", re.IGNORECASE)
_NUMBER_BEHIND_VERB = re.compile(rf"(?:\s+(?:\w+ly|again|also))?\s+(?P<at>(?:at|during|in)\s+)?{_THE}", re.IGNORECASE)
_TELLING = re.compile(r"told|informed|reminded|assured", re.IGNORECASE)
_IN_REFERENCE = re.compile(
    r"\W*(?:(?:see|from|in|at|of|the|source|draft|minutes|summary|report|transcript|notes|record)\W+){0,4}",
    re.IGNORECASE,
)
_HELD = re.compile(
    rf"\W*(?:(?P<closed>(?P<first>\d{{1,5}})(?:st|nd|rd|th)\s+(?:plenary\s+)?meeting),?\W*"
    rf"(?:\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}})?\W*$"
    r"|(?i:at (?:the|its) )(?P<opened>(?P<second>\d{1,5})(?:st|nd|rd|th) (?:plenary )?meeting)"
    rf"(?: of the (?P<body>{_NAME}(?: (?:of|and|the|on|for))*(?: {_NAME}){{0,5}}))?, held (?:on|in)\b)"
)
"""A line that says at which meeting a paper was adopted, or the first words of one that was read out."""


def stated_meetings(part: ContextPart, names: KnownNames, clause: GoverningClause | None) -> Iterator[StatedFact]:
    """Yield the meetings that a part names by a title, and the cities where they were."""
    titled: list[tuple[int, int]] = []
    for start, end, named in names.titles_in(part.text):
        titled.append((start, end))
        if named.meetings and (part.quote is None or is_of_source(part.text, start)):
            yield StatedFact(
                "meeting",
                part.text[start:end],
                frozenset(named.meetings),
                part.offset(start),
                papers=frozenset(named.documents),
            )
    for fact, start in _stated_numbers(part, names, clause):
        if not any(first <= start < last for first, last in titled):
            yield fact
    for start, end in _cities(part, names, clause):
        if not any(first <= start < last for first, last in titled):
            city, noun = part.text[start:end], _named_by(part.text, start, end)
            yield StatedFact("place", city, city.casefold(), part.offset(start), of_name=noun)


def _named_by(text: str, start: int, end: int) -> str:
    """Return the word for a meeting or a paper in whose name a city is: `the Oslo summary`, `the talks in Oslo`."""
    behind, before = _NAMES_NEXT.match(text[end:]), _HELD_IN.search(text[:start])
    if behind and _HAS_ARTICLE.search(text[:start]):
        return behind.group().split()[-1]
    return before.group().split()[0] if before else ""


def _cities(part: ContextPart, names: KnownNames, clause: GoverningClause | None) -> Iterator[tuple[int, int]]:
    for match in _CITY.finditer(part.text):
        words = [(word.start(), word.end()) for word in re.finditer(r"[^\s]+", match.group())]
        found = next(
            (
                (match.start() + first[0], match.start() + last[1])
                for number, first in enumerate(words)
                for last in reversed(words[number:])
                if match.group()[first[0] : last[1]] in names.cities
            ),
            None,
        )
        if found and _is_place(part, *found, clause) and not _is_of_person(part, *found, names):
            yield found


def _is_of_person(part: ContextPart, start: int, end: int, names: KnownNames) -> bool:
    """Return whether a reference has a country behind a person, whom it sent: `(Ms Low, Singapore, 5 May 2024)`."""
    if part.quote is not None or not is_country(part.text[start:end]):
        return False
    before = part.text[:start].rstrip(" ,(").strip()
    return bool(before) and person_named(before, names, also_without_title=True) is not None


def _is_place(part: ContextPart, start: int, end: int, clause: GoverningClause | None) -> bool:
    """Return whether a city is where the words were given."""
    before, after = part.text[:start], part.text[end:]
    if part.quote is None:
        return not re.search(r"[(]\s*$", before) and not after.startswith(":")
    if (named := _NAMES_NEXT.match(after)) and (
        _HAS_ARTICLE.search(before) or not _BY_THOSE_THERE.match(named.group())
    ):
        return bool(_HAS_ARTICLE.search(before)) and is_of_source(part.text, start)
    if noun := _HELD_IN.search(before):
        return is_of_source(part.text, noun.start())
    return bool(_TAKEN_UP.match(after) and _GOES_THERE.search(before)) or _is_place_of_clause(part, start, end, clause)


def _is_place_of_clause(part: ContextPart, start: int, end: int, clause: GoverningClause | None) -> bool:
    """Return whether a city is where those spoke to whom the words are given."""
    if clause is None or clause.subject_kind != "people":
        return False
    before, after = part.text[:start], part.text[end:]
    behind = part.text[clause.verb_start + len(clause.verb) : start]
    if _BEHIND_VERB.match(behind):
        return True
    return bool(_OPENS.match(before) and re.match(r",|\s", after)) or bool(_PEOPLE_IN.search(before))


@dataclass(frozen=True)
class _OwnNumber:
    """A number that a paper has for its own meeting."""

    noun: str
    number: int
    words: frozenset[str]
    """Those by which the body that met may be called."""
    words_of_paper: str
    """The title that has the number, or the number as the text has it."""
    of_title: bool


@dataclass(frozen=True)
class ToldNumbers:
    """The numbers of meetings that the text of a paper tells."""

    own: tuple[_OwnNumber, ...]
    """Those of the meeting at which it was adopted."""
    named: frozenset[tuple[str, int]]
    """All that stand in it, whatever they are, with what is counted."""


def _stated_numbers(
    part: ContextPart, names: KnownNames, clause: GoverningClause | None
) -> Iterator[tuple[StatedFact, int]]:
    """Yield the meetings that a part names by a number as the source of the words, with their offsets in it."""
    found = [
        (
            match,
            StatedMeetingNumber(match["noun"].casefold(), ordinal_number(match["number"]), _body(part, match, clause)),
        )
        for match in _ORDINAL.finditer(part.text)
    ]
    papers = [(reference.start, reference.end) for reference in find_series(part.text)]
    for match in _ACRONYM.finditer(part.text):
        value = StatedMeetingNumber(match["noun"].casefold(), int(match["number"]))
        is_paper = any(start <= match.start() < end for start, end in papers)
        may_be_new = bool(match["gap"]) and part.quote is not None
        if not is_paper and (may_be_new or names.counts_meetings(value.noun)):
            found.append((match, value))
    for match, value in found:
        start, end = match.span()
        if _is_numbered_place(part, start, end, clause):
            is_open = part.quote is not None and clause is None
            text = part.text[start:end]
            yield StatedFact("meeting", text, value, part.offset(start), open=is_open), start


def _is_numbered_place(part: ContextPart, start: int, end: int, clause: GoverningClause | None) -> bool:
    """Return whether a meeting is where the words were given: what was drafted or agreed at one is said elsewhere."""
    before, after = part.text[:start], part.text[end:]
    if part.quote is None:
        return bool(_IN_REFERENCE.fullmatch(before))
    verb_start = clause.verb_start if clause else part.quote
    opens = _NUMBER_OPENS.search(before)
    if opens and (not opens.group().startswith(",") or after.lstrip().startswith(",")):
        return bool(_goes_on().match(after)) and not (start < verb_start and has_verb(part.text[end:verb_start]))
    if clause is None:
        return False
    verb_end = verb_start + len(clause.verb)
    if start >= verb_end:
        return _is_behind_verb(part.text[verb_end:start], clause)
    if not _joins_verb().fullmatch(part.text[end:verb_start]):
        return False
    is_subject = bool(_NUMBER_IS_SUBJECT.search(before))
    return is_subject or any(_joins(before[noun.end() :], noun.start(), before) for noun in _nouns(before))


def _is_behind_verb(between: str, clause: GoverningClause) -> bool:
    """Return whether a meeting behind a verb is where somebody spoke, not what was spoken of: `said at IETF 119`."""
    if clause.subject_kind != "people" or has_verb(clause.subject):
        return False  # `Ms Low called the text agreed at IETF 119 “…”`
    place = _NUMBER_BEHIND_VERB.fullmatch(between)
    return bool(place and (place["at"] or _TELLING.fullmatch(clause.verb)))


@cache
def _joins_verb() -> re.Pattern[str]:
    """Return the pattern of what may stand between a meeting and its verb: `the IETF 119 minutes also record`."""
    papers = paper_pattern().pattern
    return re.compile(
        rf"(?:\s+(?:{papers}|{word_pattern('between')})){{0,2}}\s+|\s+(?:participants|attendees|delegates|members)\s+",
        re.IGNORECASE,
    )


@cache
def _goes_on() -> re.Pattern[str]:
    """Return the pattern of what follows a meeting that opens a sentence: its comma, its paper, or a subject."""
    subjects = f"the|an?|it|he|she|some|many|most|several|all|one|{word_pattern('people')}"
    return re.compile(
        rf"\W*{BLOT}|\s*[,(—–]|\s+(?:(?-i:[A-ZÀ-Þ])|(?:{subjects})\b)|\s+{paper_pattern().pattern}", re.IGNORECASE
    )


def _nouns(before: str) -> list[re.Match[str]]:
    """Return the last word for a paper or for people, which a meeting may tell of: `the minutes of`, `delegates at`."""
    people = re.finditer(rf"\b{word_pattern('people')}\b", before, re.IGNORECASE)
    return sorted([*paper_pattern().finditer(before), *people], key=lambda noun: noun.start())[-1:]


def _joins(between: str, noun: int, before: str) -> bool:
    return bool(re.fullmatch(rf"\s+(?:of|from|at|for)\s+{_THE}", between, re.IGNORECASE)) and is_of_source(before, noun)


def _body(part: ContextPart, match: re.Match[str], clause: GoverningClause | None) -> frozenset[str]:
    """Return the words for the body whose meeting is numbered: those beside it, or the subject of the clause."""
    beside = _words(" ".join(filter(None, (match["owner"], match["of_body"], match["of"])))) - _NOT_OF_BODY
    if beside or clause is None:
        return beside
    text = part.text
    start, end = clause.start, clause.start + len(clause.subject)
    subject = text[max(start, match.end()) : end] if start < match.end() <= end else text[start:end]
    named = _words(" ".join(re.findall(_NAME, subject))) - {"at", "the", "in", "its", "during"}
    is_its = bool(_ITS.search(text[: match.start()]))
    return named if is_its or named & BODY_WORDS else frozenset()


def _words(text: str) -> frozenset[str]:
    """Return the folded words of a name, those with figures as a whole: `tc39`."""
    return frozenset(word.casefold() for word in re.findall(r"[\w.]*\w", text))


def judge_meeting_number(
    fact: StatedFact, stated: StatedMeetingNumber, passage: Passage, names: KnownNames, told: ToldNumbers
) -> JudgedFact:
    """Judge the number of a meeting by those that the paper and its meeting have in their titles and of themselves.

    Nothing is decided where the paper has the stated number anywhere, nor where the number is only in titles and no
    other meeting has the stated one. `told` is what the text of the paper tells.
    """
    source = passage.meeting.title if passage.meeting else ""
    own = [number for number in (*_of_titles(passage), *told.own) if number.noun == stated.noun]
    fitting = [number for number in own if stated.body <= number.words]
    if any(number.number == stated.number for number in fitting):
        return JudgedFact(fact, "supported", source)
    is_named = (stated.noun, stated.number) in told.named | _named_in(
        f"{passage.document.source} {passage.document.title}"
    )
    if not fitting or len(fitting) < len(own) or is_named:
        return JudgedFact(fact, "not_judged", source)
    titles = [number.words_of_paper for number in fitting if number.of_title]
    if titles:
        others = names.titles_by_number.get((stated.noun, stated.number), ())
        is_held = any(stated.body <= _words(other) and _is_alike(other, title) for other in others for title in titles)
    else:
        is_held = bool(stated.body)  # the paper names the body, so that the draft must
    if not is_held:
        return JudgedFact(fact, "not_judged", source)
    return JudgedFact(fact, "contradicted", fitting[0].words_of_paper, "place")


def _is_alike(title: str, own: str) -> bool:
    """Return whether two titles are of one series: the same words tell of what, or both have one acronym's number."""
    one, other = read_title(title), read_title(own)
    counted = {pair[0] for pair in one.numbers & other.numbers}
    return bool(counted or (one.topic | one.bodies) & (other.topic | other.bodies))


def _of_titles(passage: Passage) -> Iterator[_OwnNumber]:
    """Yield the numbers in the titles of the paper and the meeting of a passage."""
    titles = (passage.document.title, passage.meeting.title if passage.meeting else "")
    for title in dict.fromkeys(titles):
        for noun, number in numbers_of_title(title):
            yield _OwnNumber(noun, number, _words(title), title, of_title=True)


def told_numbers(passages: Iterable[Passage]) -> ToldNumbers:
    """Return the numbers of meetings in the text of a paper."""
    own: list[_OwnNumber] = []
    named: set[tuple[str, int]] = set()
    body: frozenset[str] = frozenset()
    for passage in passages:
        named |= _named_in(f"{passage.text} {' '.join(passage.headings)}")
        if enacting := enacting_body(passage.text):
            body = _words(enacting)
        elif held := _HELD.match(passage.text):
            of = _words(held["body"]) if held["body"] else body
            number, words = (held["first"], held["closed"]) if held["first"] else (held["second"], held["opened"])
            if of:
                own.append(_OwnNumber("meeting", int(number), of, words, of_title=False))
    return ToldNumbers(tuple(own), frozenset(named))


def _named_in(text: str) -> frozenset[tuple[str, int]]:
    """Return all that may be numbers of meetings in a text or in the name of a file, with what is counted."""
    named = {(match["noun"].casefold(), int(match["number"])) for match in _ANY_NUMBER.finditer(text)}
    ordinals = set(map(ordinal_number, _ANY_ORDINAL.findall(text)))
    return frozenset(named | {(noun, number) for number in ordinals for noun in MEETING_NOUNS})
