"""Find what a sentence of a paper has right before some words, or right behind them, so that it does not assert them.

`I don’t think that` before a clause denies it, `whether` leaves it open, `lack of` says that there is no such thing.
What stands behind the boundary of a clause is of something else and does not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from indexer.attribution.facts import SourceWords

DistanceKind = Literal["denied", "lacking", "asked", "supposed"]
"""`denied` also where something is doubted; `supposed` in a condition."""
DistanceScope = Literal["clause", "predicate", "thing", "verb"]
"""What the quoted words are behind it: a whole clause, the verb of one, a thing, or the object of a negated verb."""

_NEAR = 500  # characters of a sentence before the words that are read
_NOT = r"(?:\b\w+n[’'ʼ]t|\bnot|\bnever|\bcannot|\bhardly|\bscarcely)"
_ADVERBS = (
    r"(?:\s+(?:[a-z]+ly|yet|even|ever|also|still|quite|so|been|be|have|necessarily|for a (?:moment|minute|second)))*"
)
_HOLDS = (
    r"(?:think|thought|thinking|believ(?:e|es|ed|ing)|agree[ds]?|agreeing|feel|felt|expect(?:s|ed|ing)?|say|said"
    r"|saying|meant?"
    r"|suppose|imagine|accept(?:s|ed)?|recommend(?:s|ed|ing)?|propos(?:e|es|ed|ing)|suggest(?:s|ed|ing)?"
    r"|claim(?:s|ed|ing)?"
    r"|argu(?:e|es|ed|ing)|guarantee[ds]?|impl(?:y|ies|ied)|follow|convinced|persuaded|sure|certain|confident"
    r"|clear|true"
    r"|correct|obvious|evident|decided?|conclude[ds]?|shown?|prove[dn]?|established|demonstrated?|assume|hear"
    r"|heard|recall"
    r"|buy|aware of any \w+|the case|(?:want|wish|mean|going|like)(?:ed|ing)?\s+to\s+(?:say|suggest|imply|claim))"
)
_ASIDE = (
    r"(?:\s+(?:to (?:me|us|him|her|them)|at all|for sure|myself|with (?:the )?[\w’'-]+|at this (?:point|stage"
    r"|time)))?(?:,\s[^,;:.]{2,60},)?"
)
_THOUGHT = (
    r"(?:idea|notion|claim|suggestion|argument|view|belief|premise|assumption|allegation|assertion|accusation"
    r"|contention"
    r"|impression|conclusion|proposition|point)"
)
_DENIES = (
    r"(?:den(?:y|ies|ied|ying)|doubt(?:s|ed|ful|ing)?|reject(?:s|ed|ing)?|disput(?:e|es|ed|ing)|refut(?:e|es|ed|ing)"
    r"|contest(?:s|ed|ing)?|disagree(?:s|d|ing)?(?:\s+with\s+[\w’'-]+)?|incorrect|untrue|false|a myth|a misconception"
    r"|s[ck]eptical|unconvinced|unlikely|unclear|uncertain|unsure|inconceivable|impossible|far from (?:clear|certain)"
    r"|pretend(?:s|ed|ing)?|wrong to (?:say|think|claim|suggest|believe)|hard to (?:believe|see)|too early to say"
    r"|no (?:evidence|indication|reason|sign|proof|guarantee|suggestion|consensus|agreement|intention)"
    r"(?:\s+to\s+(?:believe|think|suggest|say))?)"
)
_NOBODY = (
    r"(?:nobody|no[ -]one|none(?:\s+of\s+[\w’'-]+(?:\s+[\w’'-]+)?)?|no\s+(?:other\s+)?(?:delegat\w+|members?"
    r"|speakers?|states?"
    r"|part(?:y|ies)|participants?|countr\w+|persons?|bod(?:y|ies)|groups?))"
)
_SAYS = (
    r"(?:said|says|saying|proposed|proposing|suggested|suggesting|claimed|claims|argued|argues|thinks?|believes?"
    r"|thought"
    r"|believed|agreed|agrees|asked|asking|wants|wanted)"
)
_THAT = r"(?:[,:]?\s+that)?\s*[“\"‘«„]?\s*$"
_DENIED_CLAUSE = (
    re.compile(rf"{_NOT}{_ADVERBS}\s+{_HOLDS}\b{_ASIDE}{_THAT}", re.IGNORECASE),
    re.compile(rf"\b{_NOBODY}\s+(?:[\w’'-]+\s+){{0,4}}?{_SAYS}{_THAT}", re.IGNORECASE),
    re.compile(
        rf"\b{_DENIES}(?:\s+(?:the|this|that|any|his|her|their)\s+{_THOUGHT})?\s+that\s*[“\"‘«„]?\s*$", re.IGNORECASE
    ),
)
_ALREADY_NEGATED = re.compile(
    r"(?:n[’'ʼ]t|\b(?:not|never|no|nobody|no[ -]one|none|cannot|hardly"
    r"|without))\s+(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
_NEGATIVE_QUESTION = re.compile(r"(?:^|[,:]\s+)(?:[^\W\d_]+n[’'ʼ]t)\s", re.IGNORECASE)
_NEGATED_VERB = re.compile(
    rf"(?:\b(?:do|does|did|can|could|will|would|should|must|may|might|have|has|had)(?:n[’'ʼ]t|\s+(?:not|never))"
    rf"|\bcannot|\bnever|\bwon[’']t|\bcan[’']t"
    rf"|\bnot(?=\s+[a-z]+ing\b)){_ADVERBS}\s+(?P<verb>[a-z]{{2,}})\s+(?:(?:an?|the|any|on|with|for)\s+)?$",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"only|just|have|be|been|doubt|deny|disput\w+|oppos\w+|object|mind|forget|forgotten|exclude|ignore|avoid"
    r"|prevent|stop|regret"
    r"|overlook|reject\w*|refus\w+|disagree|know|known|merely|simply",
    re.IGNORECASE,
)
"""Verbs whose negation denies nothing of their object, and words that are no verbs."""
_NOBODY_BEFORE = re.compile(
    rf"\b{_NOBODY}\s+(?:(?:on|in|at|from|of|among)\s+(?:[\w’'-]+\s+){{1,3}})?(?:[a-z]+ly\s+)?$", re.IGNORECASE
)
_ASKED_CLAUSE = re.compile(
    r"\b(?:whether(?:\s+or\s+not)?"
    r"|(?:(?:not|n[’'ʼ]t)\s+(?:sure|clear|see|know|understand)|unsure|unclear|wonder(?:s|ed|ing)?)\s+(?:how|why)"
    r"|(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|sure|unsure|unclear|curious|see|check|know|(?:question"
    r"|issue) (?:is|was))"
    r"(?:\s+[\w’'-]+)?\s+if)\s+$",
    re.IGNORECASE,
)
_QUESTION_BEFORE = re.compile(
    r"^(?:[\w .’'-]{1,30}:\s+)?(?:(?:so|and|but|well|or|then|okay),?\s+)*(?:do|does|did|would|could|should|can"
    r"|will|is|are|was|were"
    r"|has|have)\s+(?:[\w’'-]+\s+){1,4}?(?:think|agree|believe|mean|say|saying|want|suggest(?:ing)?|propos(?:e"
    r"|ing)|feel|sure"
    r"|correct|true|possible|fair to say|the case)(?:\s+that)?\s*$",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"(?:^|[,;:–—]\s+|\b(?:and|but|so|then|because|that|however|or)\s+)(?P<word>if|unless|suppos(?:e|ing)(?:\s+that)?"
    r"|assuming(?:\s+that)?|provided(?:\s+that)?|imagine(?:\s+that)?)\s+$",
    re.IGNORECASE,
)
_LACKING = re.compile(
    r"\b(?P<word>(?:lack|absence|dearth|shortage|scarcity)\s+of|lack(?:s|ed|ing)?|without|for want of"
    r"|no|nobody|no[ -]one"
    r"|fail(?:s|ed|ing|ures?)?\s+(?:to|of)|refus(?:e|es|ed|al|ing)\s+to|unable\s+to|inability\s+to|instead\s+of"
    r"|rather\s+than"
    r"|insufficient|inadequate)\s+(?:(?:an?|the|any|such)\s+)?$",
    re.IGNORECASE,
)
_OF_VERB = re.compile(r"\bto$", re.IGNORECASE)
_DENIED_BEHIND = re.compile(
    r"^[,;]?\s+(?:(?:I|we|he|she|they)\s+(?:do|does|did)(?:n[’'ʼ]t|\s+not)\s+(?:think|believe)(?:\s+so)?(?=[.,;!])"
    r"|(?:is|was|are|were|would be|seems?)\s+(?:simply\s+|just\s+|plainly\s+|clearly\s+)?"
    r"(?:not\s+(?:true|the case|correct|accurate)|false|untrue|incorrect|wrong|a myth|nonsense|mistaken)\b"
    r"|(?:is|was)n[’'ʼ]t\s+(?:true|the case|correct|accurate)\b)",
    re.IGNORECASE,
)
_LACKING_BEHIND = re.compile(
    r"^\s+(?:is|was|are|were|remain(?:s|ed)?)\s+(?:(?:still|also|often|[a-z]+ly)\s+)?"
    r"(?:missing|lacking|absent|insufficient|inadequate)\b",
    re.IGNORECASE,
)
"""Behind a thing: there is none, or too little of it."""
_OPENS_CLAUSE = re.compile(
    r"(?:^|[,;:–—]\s|\b(?:that|and|but|while|because)\s)\s*(?:(?:an?|the|this|such|any|some|more|most)\s+)?$",
    re.IGNORECASE,
)
"""Before a thing that is the subject of its clause."""
_THOUGHT_BEFORE = re.compile(rf"\b{_THOUGHT}\s+that\s*$", re.IGNORECASE)
_INSERTED = re.compile(r"\bthat,\s[^,;:.]{2,80},\s+(?:that\s+)?$", re.IGNORECASE)
"""An aside between `that` and its clause."""
_FINITE_OPENING = re.compile(
    r"\W*(?:(?:also|really|still|always|never|now|[a-z]+ly)\s+)?(?:may|can|must|should|will|shall|would|could"
    r"|might|is|are|was"
    r"|were|has|have|had|does|do|did|needs?|wants?|makes?|works?|solves?|causes?|exists?)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?P<before>.*?)(?P<subject>\b(?:(?!(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could"
    r"|should|shall|may|might"
    r"|must|to|who|which|what|how|why|when|where|because|and|but|that|if|whether|not|never)\b)[\w’'-]+\s+){1,6})$",
    re.IGNORECASE,
)
_NO_CLAUSE = re.compile(r"\W*(?:to|of|for|by|from|with|on|about|than|and|or|but)\b", re.IGNORECASE)
"""What opens no clause but goes on with one."""
_INDIRECT = re.compile(r"\W*(?:whether|if|how|why|what|which|who|whom|whose|where|when)\b", re.IGNORECASE)


@dataclass(frozen=True)
class SourceDistance:
    """What the source has beside some words, so that it does not assert them."""

    kind: DistanceKind
    scope: DistanceScope
    words: str
    """The words of the source that do it."""
    verb: str = ""
    """The verb that is negated, where the words are its object."""


def source_distance(words: SourceWords) -> SourceDistance | None:
    """Return what keeps a sentence of an English paper at a distance from some words of it, None where nothing does."""
    span = words.first_sentence
    if span is None or span[1] < words.start:
        return None
    text = words.passage.text
    before, quoted = text[span[0] : words.start], text[words.start : words.end]
    behind = _DENIED_BEHIND.match(text[words.end :])
    if behind and (not before.strip() or _THOUGHT_BEFORE.search(before)):
        return SourceDistance("denied", "clause", behind.group().strip(" ,;"))
    missing = _LACKING_BEHIND.match(text[words.end :])
    if missing and _OPENS_CLAUSE.search(before):
        return SourceDistance("lacking", "thing", missing.group().strip())
    before = _INSERTED.sub("that ", before[-_NEAR:])
    if not before.strip() or _INDIRECT.match(quoted):
        return None
    asks = _ends_in_question(words)
    return (
        (None if _NO_CLAUSE.match(quoted) else _before_clause(before, asks))
        or _before_verb(before, quoted, asks)
        or _before_thing(before)
        or _before_object(before)
    )


def is_question(words: SourceWords) -> bool:
    """Return whether some words are the end of a question of the paper, whose mark they leave out."""
    return _ends_in_question(words) and "?" not in words.passage.text[words.start : words.end]


def _ends_in_question(words: SourceWords) -> bool:
    text = words.passage.text
    return bool(re.match(r"[^.!?]{0,25}\?", text[words.end :]))


def _before_clause(before: str, asks: bool) -> SourceDistance | None:
    """Return what stands right before a whole clause."""
    for pattern in _DENIED_CLAUSE:
        if (found := pattern.search(before)) and not _ALREADY_NEGATED.search(before[: found.start()]):
            if asks and _NEGATIVE_QUESTION.search(before):
                return None  # `don’t you think that` asks for a yes
            return SourceDistance("denied", "clause", found.group().strip())
    if found := _ASKED_CLAUSE.search(before) or (_QUESTION_BEFORE.search(before) if asks else None):
        return SourceDistance("asked", "clause", found.group().strip())
    found = _SUPPOSED.search(before)
    return SourceDistance("supposed", "clause", found["word"]) if found else None


def _before_verb(before: str, quoted: str, asks: bool) -> SourceDistance | None:
    """Return what stands before the subject of a verb with which the quoted words begin."""
    if not _FINITE_OPENING.match(quoted):
        return None
    if nobody := _NOBODY_BEFORE.search(before):
        return SourceDistance("denied", "predicate", nobody.group().strip())
    subject = _SUBJECT.match(before)
    # Each split of the words into what stands before and a subject is tried, the longest subject first.
    at = len(subject["before"]) if subject else len(before)
    for start in (match.start() for match in re.finditer(r"(?<=\s)\S", before) if match.start() >= at):
        found = _before_clause(before[:start], asks)
        if found:
            return SourceDistance(found.kind, "predicate", before[before.rfind(found.words) :].strip())
    return None


def _before_thing(before: str) -> SourceDistance | None:
    found = _LACKING.search(before)
    if found is None or _ALREADY_NEGATED.search(before[: found.start()]):
        return None
    return SourceDistance("lacking", "predicate" if _OF_VERB.search(found["word"]) else "thing", found["word"])


def _before_object(before: str) -> SourceDistance | None:
    found = _NEGATED_VERB.search(before)
    if found is None or _TURNED.fullmatch(found["verb"]):
        return None
    return SourceDistance("denied", "verb", found.group().strip(), found["verb"].casefold())
