"""The verb and the subject of the clause that gives quoted words to a source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from indexer.attribution.context import BLOT, ContextPart
from indexer.attribution.facts import Manner
from indexer.text.word_lists import load_table

from .unlisted import unlisted_verbs, unlisted_verbs_behind
from .words import GAP_CHARACTERS, SUBJECT_CHARACTERS, last_speech, paper_pattern, word_pattern, word_regex

SubjectKind = Literal["people", "paper", "unknown"]

_CLAUSE_START = re.compile(
    rf"[,;:—–()]|\b(?:that|which|who|while|whereas|though|although|because|when|where|but|and)\b|{BLOT}", re.IGNORECASE
)
_WHO_MET = re.compile(r"who\s+(?:had\s+)?(?:met|gathered|convened|assembled|spoke|attended)\b", re.IGNORECASE)
_COPULA = re.compile(r".*\b(?:is|was|are|were)\s+", re.IGNORECASE)
_AGENT = re.compile(r".*\bby\s+", re.IGNORECASE)
"""Before somebody who is taken up by `who`: `followed by Ms Low, who said`."""
_CLAUSE_END = re.compile(
    rf"[,;:!?—({BLOT}]|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bProf)(?<!\bAmb)(?<!\bGen)(?<!\b[A-Z])\."
)
_APPOSITION = re.compile(r"\s*[,(—–][^,()—–]*$")
_APPOSITION_ENDS = (",", ")", "—", "–")
_IMPERSONAL = re.compile(
    r"^\s*(?:it|as|as it) (?:was|has been|had been)\s*(?:also |then |further |even |first )?$", re.IGNORECASE
)
_PASSIVE = re.compile(r"(?<!\bit )\b(?:is|was|are|were|be|been|being)\s+(?:\w+ly\s+|also\s+)*$", re.IGNORECASE)
_REPORTED_AS = re.compile(
    r"\s+(?:is|was|are|were|has been|have been|had been)\s+(?:\w+\s+)?"
    r"(?:quoted|reported|recorded|remembered|cited|on record)"
    r"\s+as(?:\s+having(?:\s+been)?)?\s*$",
    re.IGNORECASE,
)
_PRONOUN_PAPER = re.compile(r"^\s*(?:it|this|that|which)\b", re.IGNORECASE)


@dataclass(frozen=True)
class GoverningClause:
    """Who gives the quoted words, and how: the subject and the verb that a quotation depends on."""

    subject: str
    start: int
    """Offset of the subject in the text of its part."""
    verb: str
    verb_start: int
    manner: Manner | None
    """None for a verb in the present: papers and people speak in it."""
    subject_kind: SubjectKind
    quoted_verb: str = ""
    """The verb where the quotation opens with it; `verb` is the blot then."""

    @property
    def said_by(self) -> str:
        """The verb, wherever it stands."""
        return self.quoted_verb or self.verb


def clause_before(part: ContextPart) -> GoverningClause | None:
    """Return the clause of the last verb before the quotation: `participants agreed that “...”`."""
    lead = part.lead
    taken = _near_end(lead, verbs_in(lead, "planned"))
    spoken = (*verbs_in(lead, "said"), *verbs_in(lead, "treated"), *verbs_in(lead, "says"))
    verbs = taken or _near_end(lead, spoken) or unlisted_verbs(lead)
    if not verbs:
        return None
    start, end, manner = max(verbs)
    if re.search(rf"[.;!?]\s|{BLOT}.*\w", lead[end:]):
        return None
    clause = _clause(part, max(0, start - SUBJECT_CHARACTERS), start, lead[start:end], manner)
    is_aside = clause.verb.endswith(" it") and re.search(r"\w", lead[end:]) and re.search(r"\w", lead[: clause.start])
    return None if is_aside else clause  # `Ms Low, as Mr Berg has it, closed with “...”`


def _near_end(lead: str, verbs: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    return [verb for verb in verbs if len(lead) - verb[1] <= GAP_CHARACTERS]


def verbs_in(text: str, manner: str) -> list[tuple[int, int, str]]:
    """Return start and end of each verb of one manner; what names a paper (`the report notes`) is no verb."""
    papers = [match.span() for match in paper_pattern().finditer(text)]
    return [
        (match.start(), match.end(), manner)
        for match in word_regex(manner).finditer(text)
        if not any(start <= match.start() < end for start, end in papers)
    ]


def clause_after(part: ContextPart) -> GoverningClause | None:
    """Return the clause after the quotation: `“...”, participants agreed` or `“...”, said the Chair`."""
    tail, base = part.tail, (part.quote or 0) + 1
    opened = re.match(r"[^\w]{0,6}", tail)
    begin = opened.end() if opened else 0
    end = _CLAUSE_END.search(tail, begin)
    stop = end.start() if end else len(tail)
    clause = tail[begin:stop]
    if not clause or re.match(r"(?:and|but|which|or|as well)\b", clause, re.IGNORECASE):
        return None
    if re.match(rf"\s*:[^\w{BLOT}]*{BLOT}", tail[stop:]) and re.search(r"\w", part.lead):
        return None  # `Ms Berg saw “...”, Ms Low said: “...”` leads in to the other words
    verbs = (
        verbs_in(clause, "planned")
        or verbs_in(clause, "said")
        or verbs_in(clause, "says")
        or unlisted_verbs_behind(clause)
    )
    if not verbs:
        return None
    verb_start, verb_end, name = verbs[0]
    inverted = verb_start == 0 and verb_end < len(clause)
    first, last = (verb_end, len(clause)) if inverted else (0, verb_start)
    subject, verb = clause[first:last], clause[verb_start:verb_end]
    if not subject.strip() or (not inverted and len(clause) - verb_end > GAP_CHARACTERS):
        return None
    start = base + begin
    return GoverningClause(subject, start + first, verb, start + verb_start, _manner(name), kind_of_subject(subject))


def _clause(part: ContextPart, begin: int, end: int, verb: str, manner: str) -> GoverningClause:
    """Return the clause whose subject stands at the end of a stretch of the text, or is taken up there."""
    stretch = without_report(part.text[begin:end])
    first, last = subject_in(stretch)
    subject = stretch[first:last]
    # `the summary was read aloud`: who did it is not said
    kind = "unknown" if manner == "says" and _PASSIVE.search(subject) else kind_of_subject(subject)
    return GoverningClause(subject, begin + first, verb, end, _manner(manner), kind)


def without_report(words: str) -> str:
    """Return a subject without the verb by which others report its words: `Mr Low is quoted as having` said."""
    return _REPORTED_AS.sub("", words)


def subject_in(stretch: str) -> tuple[int, int]:
    """Return where the subject of the verb after a stretch begins and ends in it.

    A pronoun stands for what is before it (`the report, which`), a second verb shares the subject of the first
    (`participants met and`), and an apposition belongs to its noun (`Mr Low, of Norway,`).
    """
    marks = list(_CLAUSE_START.finditer(stretch))
    if not marks:
        return 0, len(stretch)
    mark = marks[-1]
    if _WHO_MET.match(stretch, mark.start()):
        return (marks[-2].end() if len(marks) > 1 else 0), len(stretch)
    if re.search(r"\w", stretch[mark.end() :]):
        return mark.end(), len(stretch)
    word, head = mark.group().casefold(), stretch[: mark.start()].rstrip(" ,")
    if word == ")" and "(" in head:
        head = head[: head.rfind("(")].rstrip(" ,")
    elif word in _APPOSITION_ENDS:
        head = _APPOSITION.sub("", head)
    before = [earlier.end() for earlier in _CLAUSE_START.finditer(head)]
    first = before[-1] if before else 0
    if word in ("which", "who", "that"):
        before_noun = (_AGENT.match(head, first) if word == "who" else None) or _COPULA.match(head, first)
        return before_noun.end() if before_noun else first, len(head)
    if word in ("and", "but"):
        nouns = [noun.end() for noun in _subject_nouns().finditer(head, first)]
        return first, nouns[0] if nouns else len(head)
    return first, len(head)


@cache
def _subject_nouns() -> re.Pattern[str]:
    """Return the pattern of the nouns that can head a subject."""
    papers = "|".join(load_table("attribution")["papers"].values())
    return re.compile(rf"\b(?:{word_pattern('people')}|{word_pattern('events')}|{papers})\b", re.IGNORECASE)


def _manner(name: str) -> Manner | None:
    return "said" if name in ("said", "treated") else "planned" if name == "planned" else None


def kind_of_subject(subject: str) -> SubjectKind:
    """Return whether a subject is people or a paper; of several nouns the first that no preposition governs."""
    if _IMPERSONAL.match(subject):
        return "people"  # `it was agreed`
    if _PRONOUN_PAPER.match(subject):
        return "unknown"
    nouns = [
        *((match.start(), "paper") for match in paper_pattern().finditer(subject)),
        *((match.start(), "paper") for match in word_regex("writers").finditer(subject)),
        *((match.start(), "people") for match in word_regex("people").finditer(subject)),
        *((match.start(), "people") for match in word_regex("events").finditer(subject)),
    ]
    head = re.split(r"\b(?:of|from|for|in|at|on|by|to|with)\b", subject, maxsplit=1)[0]
    of_head = [noun for noun in nouns if noun[0] < len(head)]
    if of_head:
        return "paper" if max(of_head)[1] == "paper" else "people"
    if re.search(r"\b[A-ZÀ-Þ][\w’'-]+", head.strip()[1:] if not _named(head) else head):
        return "people"
    return "unknown"


def people_at_end(subject: str) -> int:
    """Return where the people begin that a subject ends with, 0 where it names none: after `In Session 5`, say."""
    nouns = [match.start() for match in word_regex("people").finditer(subject)]
    if not nouns or not re.match(r"\s*(?:in|at|on|during|under|from)\b", subject, re.IGNORECASE):
        return 0
    article = re.search(r"\bthe\s+$", subject[: nouns[-1]], re.IGNORECASE)
    return article.start() if article else nouns[-1]


def _named(head: str) -> bool:
    """Return whether the head of a subject is nothing but a name."""
    return bool(re.fullmatch(r"\s*(?:[A-ZÀ-Þ][\w’'.-]*\s*)+", head))


def is_said_by_paper(text: str) -> bool:
    """Return whether a text ends in a verb of speech of which a paper is the subject: `the report of May notes`."""
    verb = last_speech(text)
    return verb is not None and kind_of_subject(text[: verb.start()]) == "paper"
