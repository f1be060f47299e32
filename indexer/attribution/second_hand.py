"""Words that a paper itself takes from elsewhere: a letter that it quotes, a report that it names with its date.

What a draft says of the place and day of such words may be true of the document that is quoted.
"""

from __future__ import annotations

import re

from .days import day_mentions
from .facts import SourceWords, StatedFact, StatedFactKind, StatedPeriod
from .grammar.words import paper_pattern, verbs_of_speech, word_pattern
from .judge_days import days_meet

OF_DOCUMENT: frozenset[StatedFactKind] = frozenset({"date", "place", "meeting", "kind", "number", "body"})
"""What may be said of a document that the paper quotes."""
_OPENING, _CLOSING = '“«„"', '”»“"'
_DOCUMENT = re.compile(
    r"\b(?:wrote|writes|written|letter|statement|communiqu[ée]|declaration|article|book|study|message|op-ed|interview"
    r"|charter|preamble|agenda|strategy|policy|guidelines?|compact|pact)\b",
    re.IGNORECASE,
)
_IN_TITLE = re.compile(
    r"\s+(?:in|of)\s+(?:(?:his|her|its|their|our|the|an?)\s+)?(?:[A-ZÀ-Þ][\w’'-]*(?:\s+(?:of|for|the|and|on|to))?\s+){1,}"
    r"[A-ZÀ-Þ][\w’'-]*"
)


def may_be_of_another_document(fact: StatedFact, words: SourceWords) -> bool:
    """Return whether what contradicts the paper may be true of a document that the paper has the words from."""
    if fact.kind not in OF_DOCUMENT:
        return False
    before = _before(words)
    if isinstance(fact.value, StatedPeriod):
        stated = fact.value
        if any(days_meet(stated, mention.period) for mention in day_mentions(before)):
            return True
    lead = _lead_of_quotation(before)
    return lead is not None and _names_document(lead)


def _before(words: SourceWords) -> str:
    """Return the sentence up to the words."""
    span = words.first_sentence
    return words.passage.text[span[0] if span else 0 : words.start]


def _lead_of_quotation(before: str) -> str | None:
    """Return what leads in to the quotation marks around the words, None where there are none or nothing leads in."""
    depth, opened = 0, 0
    for at, sign in enumerate(before):
        if depth and sign in _CLOSING:
            depth = 0
        elif sign in _OPENING:
            depth, opened = 1, at
    lead = before[:opened] if depth else ""
    return lead if re.search(r"\w", lead) else None


def _names_document(lead: str) -> bool:
    if _DOCUMENT.search(lead) or paper_pattern().search(lead) or next(iter(day_mentions(lead)), None):
        return True
    verbs = [*verbs_of_speech(lead), *re.finditer(rf"\b{word_pattern('says')}\b", lead, re.IGNORECASE)]
    return any(_IN_TITLE.match(lead, verb.end()) for verb in verbs)
