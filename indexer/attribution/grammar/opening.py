"""Clauses whose verb opens the quotation: `participants “stressed the need for patience”`."""

from __future__ import annotations

import re
from functools import cache

from indexer.attribution.context import BLOT, ContextPart
from indexer.text.stopwords import is_function_word

from .clause import GoverningClause, kind_of_subject, subject_in
from .words import SUBJECT_CHARACTERS, events_in, word_pattern, word_regex

# Behind the verb: it is no participle of what stands before it, `the issues “raised by members”`.
_OBJECT = (
    r"(?=\s+(?!(?:by|to|as|in|at|from|upon|on|under|with|for|during|among|between|above|below|earlier|most|more|so|and|or|is|are"
    r"|was|were)\b)[\w“”‘’'\"])"
)
_MARKS_AT_END = re.compile(r"[\s“”\"„«‘’']*$")
_ENDS_IN_NOUN = re.compile(r"(?P<word>\w[\w’'./-]*\)?)(?:,(?P<aside>[^,;:.]{2,80}),)?$")
_ARTICLE = re.compile(r"\b(?:the|this|that|its)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE)
_GOVERNED = re.compile(r"\b(?:of|on|for|in|at|by|with|about|to|from|during|and)\s+$", re.IGNORECASE)
_SINGULAR = re.compile(r"\b(?:the|its|this)\s+(?:[\w’'-]+\s+){0,4}[\w’'-]+[^s\W]\s*$", re.IGNORECASE)
"""A subject in the singular, such as a body: with a verb in the present, the words are its own."""
_DEED = re.compile(r"(?:also\s+)?[a-z]{3,}ed\b")
_WITH_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|being|do|does|did|will|would|can|could|may|might|must|shall|should|to|not)\b",
    re.IGNORECASE,
)


@cache
def _verb() -> re.Pattern[str]:
    not_telling = r"(?:called|considered|described|found|felt|informed|reminded|assured|asked|invited|put|was|were)\b"
    called_for = r"called (?:for|on|upon)\b"
    return re.compile(
        rf"(?:{called_for}|(?:also\s+)?(?!{not_telling}){word_pattern('said')}\b{_OBJECT})", re.IGNORECASE
    )


@cache
def _present() -> re.Pattern[str]:
    """Return the pattern of a verb in the present by which a paper speaks: `strongly underlines the need`."""
    return re.compile(rf"(?:(?:also|further|\w+ly)\s+)?(?:{word_pattern('says')})\b{_OBJECT}", re.IGNORECASE)


def opening_verb(words: str) -> str | None:
    """Return the verb in the past by which somebody speaks that opens some words, None where none does for certain."""
    match = _verb().match(words)
    return match.group() if match else None


def clause_around_opening(part: ContextPart) -> GoverningClause | None:
    """Return the clause of which the quotation has the verb, None where its subject is not right before it."""
    verb, deed = opening_verb(part.opening), _DEED.match(part.opening)
    present = _present().match(part.opening)
    lead = _MARKS_AT_END.sub("", part.lead)
    ends = _ENDS_IN_NOUN.search(lead)
    if (
        not (verb or deed or present)
        or part.quote is None
        or ends is None
        or is_function_word(ends["word"])
        or BLOT in lead[-SUBJECT_CHARACTERS:]
    ):
        return None
    begin = max(0, len(lead) - SUBJECT_CHARACTERS)
    first, last = subject_in(lead[begin:])
    subject = lead[begin + first : begin + last]
    if not subject.strip() or _WITH_VERB.search(subject) or word_regex("said").search(subject):
        return None
    kind = kind_of_subject(subject)
    if present and (kind == "paper" or (kind == "people" and _SINGULAR.search(subject) and not verb)):
        return GoverningClause(subject, begin + first, BLOT, part.quote, None, kind, present.group())
    if kind != "people" or not (verb or _names_event(subject)):
        return None
    return GoverningClause(subject, begin + first, BLOT, part.quote, "said" if verb else None, kind, verb or "")


def _names_event(subject: str) -> bool:
    """Return whether a subject is a meeting or a session, of which any verb tells what took place there."""
    return any(
        (article := _ARTICLE.search(subject[: event.start()])) and not _GOVERNED.search(subject[: article.start()])
        for event in events_in(subject)
    )
