"""Read which session a draft says that words are from: `Session 5`, `the fifth session`, `the session on training`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.text.analysis import stemmed_terms, terms_in
from indexer.text.roman import from_roman
from indexer.text.stopwords import is_function_word

from .context import BLOT, ContextPart
from .facts import StatedFact, StatedSession
from .grammar.place import is_of_source
from .grammar.words import ORDINALS, ordinal_number, word_pattern, word_regex

_WORD = (
    r"sessions?|round[ -]?tables?|panels?|agenda items?|items?|working groups?|breakout(?: groups?| sessions?)?|plenary"
    r"(?: sessions?)?|workshops?|modules?|segments?"
)
_UNITS = "one two three four five six seven eight nine ten eleven twelve".split()
_FIGURES = rf"(?:no\.?\s*|#\s*)?(?P<number>\d{{1,3}}|(?-i:[IVX]{{1,5}})|{'|'.join(_UNITS)})\b(?![.,]\d|[/-]\w)"
_NUMBERED = re.compile(rf"\b(?P<word>{_WORD})\s+{_FIGURES}", re.IGNORECASE)
_ORDINAL = re.compile(
    rf"\b(?P<number>\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})\s+(?P<word>{_WORD})\b(?!\s+of\s+the\s+(?-i:[A-Z]))",
    re.IGNORECASE,
)
_TOPICAL = re.compile(
    rf"\b(?P<word>(?:sessions?|panels?|round[ -]?tables?|segments?|discussions?|breakout groups?))"
    rf"\s+(?:on|about|devoted to|dedicated to|dealing with|concerning)\s+(?P<topic>[^,;:.()—–{BLOT}“”\"]{{3,120}})",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?P<word>(?:sessions?|panels?|round[ -]?tables?))\s+(?:(?:called|entitled|titled|named)\s+)?"
    r"(?P<topic>(?-i:[A-ZÀ-Þ][\w’'-]{3,})(?:,?\s+(?:(?:of|and|the|in|for|on|to)\s+){0,2}(?-i:[A-ZÀ-Þ][\w’'-]{2,}))+)",
    re.IGNORECASE,
)
"""`In the session Protection of Civilians`: words with capitals that are the title of a session, if one has it."""
_OF_SUBJECT = re.compile(
    r"\b(?:the|this|that)\s+(?P<topic>(?:[^\W\d][\w’'-]*,?\s+(?:(?:and|of|for|in|on|the)\s+){0,2}){1,6}?)"
    r"(?P<word>(?:breakout )?sessions?|panels?|round[ -]?tables?|segments?|discussions?|breakout groups?)\b"
    r"(?!\s+(?:on|about|of|devoted|dedicated|called|entitled|titled|reports?|notes?|chairs?)\b)(?!\s*[’'])"
    rf"(?!\s+{_FIGURES})",
    re.IGNORECASE,
)
"""`The policing session`: words before it that are those of its title, if one has them.

A number behind it is its name: `the summary of Session 3` is of no session about summaries.
"""
_OF_ANY_SUBJECT = frozenset(
    (
        "opening closing final first last second third fourth fifth sixth seventh eighth ninth tenth next previous same"
        " other whole entire full morning afternoon evening plenary special emergency regular annual joint public"
        " private closed open formal informal parallel concurrent working expert high-level high level dedicated"
        " separate main ensuing subsequent following wrap-up keynote interactive question answer opposition"
        " general extraordinary legislative executive parliamentary technical preparatory inaugural concluding"
        " lively frank long short new current present that this conference symposium workshop seminar meeting summit"
    ).split()
)
"""Words that say which kind of session it is, or when it was, and not what about."""
_IN_SUBJECT = frozenset("and of for in on s".split())
_HIGHEST_ORDINAL = 20  # a body that meets for the 79th time calls that a session too
_MIN_TOPIC_WORDS = 1


def stated_sessions(part: ContextPart) -> Iterator[StatedFact]:
    """Yield the sessions that a part states as the place of the words."""
    for match in (*_NUMBERED.finditer(part.text), *_ORDINAL.finditer(part.text)):
        number = _number(match["number"].casefold())
        if number is None or number > _HIGHEST_ORDINAL or not _is_place(part, match.start()):
            continue
        value = StatedSession(session_word(match["word"]), number)
        yield StatedFact("session", match.group(), value, part.offset(match.start()))
    yield from _sessions_by_subject(part)
    for match in (*_TOPICAL.finditer(part.text), *_TITLED.finditer(part.text)):
        topic = match["topic"] if match.re is _TITLED else _topic(match["topic"])
        stems = _stems(terms_in(topic))
        if len(stems) < _MIN_TOPIC_WORDS or not _is_place(part, match.start()):
            continue
        text = part.text[match.start() : match.start("topic")] + topic
        yield StatedFact(
            "session", text, StatedSession(session_word(match["word"]), None, stems), part.offset(match.start())
        )


def _sessions_by_subject(part: ContextPart) -> Iterator[StatedFact]:
    """Yield the sessions that a part names by their subject before the word: `the policing session`."""
    for match in _OF_SUBJECT.finditer(part.text):
        words = terms_in(match["topic"])
        has_verb = any(word_regex(verbs).search(match["topic"]) for verbs in ("said", "says", "planned"))
        has_preposition = any(is_function_word(word) and word not in _IN_SUBJECT for word in words)
        if has_verb or has_preposition or _OF_ANY_SUBJECT.intersection(words):
            continue
        stems = _stems(words)
        if stems and _is_place(part, match.start()):
            value = StatedSession(session_word(match["word"]), None, stems)
            yield StatedFact("session", match.group(), value, part.offset(match.start()))


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for word in words if not is_function_word(word) for stem in stemmed_terms(word))


def _is_place(part: ContextPart, start: int) -> bool:
    return part.quote is None or is_of_source(part.text, start)


def _topic(words: str) -> str:
    """Return the words of a topic up to the verb that follows it."""
    verb = re.search(
        rf"\s(?:{word_pattern('said')}|{word_pattern('says')}|{word_pattern('planned')}|{word_pattern('between')}|{word_pattern('people')}|that|where"
        r"|when|who|which|in|at|is|has|did)\b",
        words,
        re.IGNORECASE,
    )
    return (words[: verb.start()] if verb else words).rstrip()


def session_word(word: str) -> str:
    """Return the word for a session in one form: `roundtable` for `Round tables`."""
    folded = re.sub(r"[ -]", "", word.casefold())
    folded = folded.removesuffix("sessions").removesuffix("session") or "session"
    folded = folded.removesuffix("groups").removesuffix("group") if folded.startswith("breakout") else folded
    singular = folded.removesuffix("s")
    return "item" if singular == "agendaitem" else singular


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    if text in ORDINALS or text[:-2].isdigit():
        return ordinal_number(text)
    return _UNITS.index(text) + 1 if text in _UNITS else from_roman(text)
