"""Clauses whose verb is a participle: `with the minister adding that “...”`, `Ms Low disagreed, saying “...”`.

The one who speaks stands right before the participle, or is the subject of the sentence that it ends. Where neither is
clear, the quotation has no governing clause.
"""

from __future__ import annotations

import re
from functools import cache

from indexer.attribution.context import BLOT, ContextPart

from .clause import GoverningClause, kind_of_subject, subject_in, verbs_in, without_report
from .words import SUBJECT_CHARACTERS, word_pattern

_NAME = (
    r"(?:[A-ZÀ-Þ][\w.’'-]*(?<![’']s)\s+(?:(?:de|da|do|del|dos|van|von|der|den|bin|al|el|la|le|zu|ten)\s+)*){0,6}"
    r"[A-ZÀ-Þ][\w.’'-]*(?<![’']s)"
)
_CALLED = r"(?:(?:the\s+)?(?:former|then|acting|outgoing|ambassador|minister|president|chair|moderator)\s+){0,2}"
_NAME_AT_END = re.compile(rf"(?<![\w’'-]){_CALLED}{_NAME}$")
_NAME_AT_START = re.compile(rf"{_CALLED}{_NAME}")
_GOVERNED = re.compile(r"\b(?:of|and|or|&|by|for|to|from|from the|to the|of the|by the)\s*$", re.IGNORECASE)
"""Before a name: it is not he alone who speaks, or not he at all: `the Government of Ms Low insisting`."""
_AUXILIARY = re.compile(
    r"\s+(?:(?:also|then|later|again|still|now|always|meanwhile|[a-z]+ly|himself|herself|themselves"
    r"|is|are|was|were|has been|have been|had been|kept|keeps|started|began)\s+)*$"
)
# Before a participle that is a noun: `by saying`, `worth noting`.
_AS_NOUN = re.compile(
    r"\b(?:by|of|in|for|from|without|before|after|on|at|to|than|worth|besides|like|the|its|their|his|her)\s*$"
)
_UNREAL = re.compile(
    r"\b(?:imagin\w+|pictur(?:e|ing)|without|instead of|rather than|no|never|not|nobody|neither|if|whether|as if"
    r"|as though|hypothetical\w*|expect\w*|fear\w*|hop(?:e|ed|ing)|like)\s+(?:[\w’'.-]+\s+){0,3}$",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(rf"[,;:—–(]\s*|[.!?]\s+|{BLOT}[\s”\"’']*|\b(?:with|and|but|while|as)\s+", re.IGNORECASE)
_TO_QUOTE = re.compile(r"(?:\s+(?!that\b)[\w’'.-]+){0,5}(?:\s+that)?[\s,:“”\"„«‘’']*")
_ENDS_CLAUSE = re.compile(r"(?:\s+(?!that\b|how\b|why\b|whether\b)[\w’'-]+){0,4}\s*(?:[,;.!?—–]|$)")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|should|may|might|must|[a-z]{2,}ed|heard|saw|met|took"
    r"|gave|went|came|made|spoke|stood|rose|told|said|left|led)\b"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s*$", re.IGNORECASE)
_RECEIVING = re.compile(r"heard|learned|learnt|told|informed|reminded|assured|listened", re.IGNORECASE)
_COMMA = re.compile(r",\s*(?:(?:and|but|also|then|later|again|instead|meanwhile)\s+){0,2}$")
_APPOSITION = re.compile(r"(?P<name>.+?)\s*(?:,|\(|—|–)\s*(?P<rest>[^,()—–]{2,80})(?:,|\)|—|–)\s*$")
_PHRASE = re.compile(
    r"(?:In|On|At|During|Later|Then|Still|Yet|But|And|Speaking|From|Of|After|Before|Under|By)\b[^,]*,\s+"
)
_ACTIVE = re.compile(
    r"\s+(?:(?:also|then|later|again|\w+ly)\s+)?(?P<verb>(?!(?:by|of|and|or|the|who|whose|whom)\b)[a-z]+)\b"
)
_OTHER_NAME = re.compile(r"(?<!^)(?<!\bin )(?<!\bat )(?<!\bon )(?<!\bof )(?<!\bfor )(?<!\bthe )\b[A-ZÀ-Þ][\w’'-]+")
_SUBORDINATE = re.compile(
    r"\b(?:as|while|whereas|when|who|whom|whose|which|because|after|before|until|where|and|but|than)\b", re.IGNORECASE
)
"""Behind the verb of a sentence: another subject may follow, which the participle goes on with."""
_BY_OTHERS = re.compile(r"\b(?:by|from|with|after|among|between)\b", re.IGNORECASE)
_WORDS_OF_SUBJECT = 9  # a longer stretch is rather a clause


@cache
def _participles() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s){word_pattern('participles')}\b")


@cache
def _opening_participle() -> re.Pattern[str]:
    """Return the pattern of words before a quotation that are nothing but a participle: `Insisting that`."""
    return re.compile(rf"\W*{word_pattern('participles')}\b(?:\s+that)?[\s,:“”\"„«‘’']*", re.IGNORECASE)


def has_participle_before(part: ContextPart) -> bool:
    """Return whether a participle of speech is the verb that stands nearest before the quotation."""
    return _last_participle(part.lead) is not None


def _last_participle(lead: str) -> re.Match[str] | None:
    match = max(_participles().finditer(lead), key=lambda found: found.start(), default=None)
    if match is None or not _TO_QUOTE.fullmatch(lead, match.end()) or _AS_NOUN.search(lead[: match.start()]):
        return None
    behind = lead[match.end() :]
    return None if any(verbs_in(behind, manner) for manner in ("said", "says", "planned")) else match


def participle_before(part: ContextPart) -> GoverningClause | None:
    """Return the clause of the participle before the quotation, None where it is not clear who speaks."""
    match = _last_participle(part.lead)
    if match is None or _UNREAL.search(part.lead[: match.start()]):
        return None
    before = part.lead[: match.start()]
    beside = _subject_beside(before)
    if beside is not None:
        start, end = beside
        subject = before[start:end]
        return GoverningClause(subject, start, match.group(), match.start(), None, kind_of_subject(subject))
    comma = _COMMA.search(before)
    return _main_clause(part, before[: comma.start()]) if comma else None


def _subject_beside(before: str) -> tuple[int, int] | None:
    """Return start and end of the one who stands right before a participle: `with Education Minister Low insisting`."""
    before = without_report(before)
    auxiliary = _AUXILIARY.search(before)
    head = before[: auxiliary.start()] if auxiliary else before.rstrip()
    starts = [boundary.end() for boundary in _BOUNDARY.finditer(head)]
    start = max((at for at in starts if at < len(head)), default=0)
    words = head[start:]
    if head.endswith((",", ")", "—", "–")):
        return _before_apposition(head)
    joined = re.search(r"\b(?:and|&)\s+$", head[:start], re.IGNORECASE)
    if joined and re.search(r"[A-ZÀ-Þ][\w’'-]*\s*$", head[: joined.start()]):
        return None  # `Ms Low and Mr Berg insisting`
    if len(words.split()) <= _WORDS_OF_SUBJECT and words and not _has_verb(words):
        return start, len(head)
    name = _NAME_AT_END.search(head, start)
    return (name.start(), len(head)) if name and not _GOVERNED.search(head[: name.start()]) else None


def _before_apposition(head: str) -> tuple[int, int] | None:
    """Return start and end of a name that opens its clause and has an apposition: `with Ms Low, of Norway,`."""
    opened = [match.end() for match in re.finditer(rf"^|[.!?;]\s+|{BLOT}[\s”\"’',]*|\bwith\s+", head)]
    for start in reversed(opened):
        match = _APPOSITION.fullmatch(head, start)
        if match and _NAME_AT_START.fullmatch(match["name"]) and not _has_verb(match["rest"]):
            return match.start("name"), match.end("name")
    return None


def _has_verb(words: str) -> bool:
    return bool(_FINITE.search(words)) or any(verbs_in(words, manner) for manner in ("said", "says", "planned"))


def _main_clause(part: ContextPart, sentence: str) -> GoverningClause | None:
    """Return the clause that a participle behind a comma goes on with, of which the subject is the participle's too.

    It has one verb of speech, or another verb behind the name that opens the sentence.
    """
    verbs = sorted([*verbs_in(sentence, "said"), *verbs_in(sentence, "says")])
    if len(verbs) == 1:
        return _clause_of_verb(part, sentence, *verbs[0])
    opening = _PHRASE.match(sentence)
    start = opening.end() if opening else len(sentence) - len(sentence.lstrip("“”\"‘’' "))
    name = _NAME_AT_START.match(sentence, start)
    verb = _ACTIVE.match(sentence, name.end()) if name else None
    if verbs or name is None or verb is None or BLOT in sentence:
        return None
    behind = sentence[verb.end() :]
    if _OTHER_NAME.search(behind) or _SUBORDINATE.search(behind) or _BY_OTHERS.search(behind):
        return None
    subject = name.group()
    return GoverningClause(subject, start, verb["verb"], verb.start("verb"), None, kind_of_subject(subject))


def _clause_of_verb(part: ContextPart, sentence: str, start: int, end: int, manner: str) -> GoverningClause | None:
    """Return the clause of the one verb of speech in a sentence, whose subject can be behind it: `said Ms Low`."""
    verb = sentence[start:end]
    opened = sentence.rfind(BLOT, 0, start) + 1
    if _RECEIVING.fullmatch(verb) or _SUBORDINATE.search(sentence, end):
        return None
    first, last = opened, start
    if opened and not re.search(r"\w", sentence[opened:start]):
        behind = re.match(r"\s+(?P<subject>[^,;:.(—–]+)$", sentence[end:])
        if behind is None:
            return None
        first, last = end + behind.start("subject"), len(sentence)
    else:
        begin = max(0, start - SUBJECT_CHARACTERS)
        of_stretch = subject_in(sentence[begin:start])
        first, last = begin + of_stretch[0], begin + of_stretch[1]
    subject = part.text[first:last]
    if _PASSIVE.search(sentence[:start]) or not re.search(r"\w", subject):
        return None
    return GoverningClause(subject, first, verb, start, "said" if manner == "said" else None, kind_of_subject(subject))


def participle_after(part: ContextPart) -> GoverningClause | None:
    """Return the clause of a participle that the quotation opens or ends: `“...”, the minister assuring the House`.

    Of `Insisting that “...”, Ms Low sat down` it is the clause behind the quotation.
    """
    tail, base = part.tail, (part.quote or 0) + 1
    opened = re.match(r"[^\w]{0,6}", tail)
    begin = opened.end() if opened else 0
    if _opening_participle().fullmatch(part.lead):
        return _opened_by_participle(tail, begin, base)
    if re.search(r"\w", part.lead):
        return None  # the participle may go on with something else than the quotation
    boundary = _BOUNDARY.match(tail, begin)
    start = boundary.end() if boundary else begin
    match = _participles().search(tail, start)
    if match is None or not _ENDS_CLAUSE.match(tail, match.end()):
        return None
    beside = _subject_beside(tail[start : match.start()])
    if beside is None:
        return None
    first, last = start + beside[0], start + beside[1]
    subject = tail[first:last]
    if first > start or not re.search(r"\w", subject):
        return None
    kind = kind_of_subject(subject)
    return GoverningClause(subject, base + first, match.group(), base + match.start(), None, kind)


def _opened_by_participle(tail: str, begin: int, base: int) -> GoverningClause | None:
    name = _NAME_AT_START.match(tail, begin)
    verb = _ACTIVE.match(tail, name.end()) if name else None
    if name is None or verb is None or "," not in tail[:begin]:
        return None
    subject = name.group()
    start = base + verb.start("verb")
    return GoverningClause(subject, base + begin, verb["verb"], start, None, kind_of_subject(subject))
