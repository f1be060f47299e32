"""Whether the sentence of a draft asserts the words that it quotes, as strongly as what their source leaves undone.

A sentence that denies, asks, doubts or supposes in its own words asserts nothing. Where it only speaks of the words,
that is left open.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from indexer.attribution.context import BLOT, MARKS_AND_BLANKS, ContextPart, QuoteContext, parts_of
from indexer.attribution.grammar.governing import governing_clause
from indexer.attribution.grammar.words import word_pattern, word_regex
from indexer.attribution.negations import LANGUAGES, negation_in
from indexer.text.analysis import stem

from .source import DistanceKind, SourceDistance

DraftAssertion = Literal["asserted", "open", "none"]
"""`none` where the draft keeps a distance of its own."""

_OWN_DISTANCE = re.compile(
    r"\b(?:whether|doubt\w*|den(?:y|ies|ied|ying|ial)|reject\w*|refus\w*|oppos\w*|disput\w*|question\w*|ask(?:s"
    r"|ed|ing)?|wonder\w*"
    r"|disagree\w*|dissent\w*|s[ck]eptic\w*|wary|unsure|unclear|uncertain|unlikely|unable|impossible|unconvinced"
    r"|lack\w*|absen\w+"
    r"|missing|shortage|insufficient|inadequate|little|few|hardly|scarcely|far from|fail\w*|avoid\w*|prevent\w*"
    r"|against|contrary"
    r"|instead|rather|false\w*|untrue|wrong\w*|mistak\w+|myth|misconception|contradict\w*|contest\w*|refut\w*"
    r"|rebut\w*|dismiss\w*"
    r"|push\w* back|objec\w+|without|unless|not|cannot|nor|neither|none|never|nobody|no one|nothing|no)\b"
    r"|n[’'ʼ]t\b|\?",
    re.IGNORECASE,
)
_LEAVES_OPEN = re.compile(
    r"\b(?:concern\w*|worr\w+|fear\w*|need\w*|call(?:s|ed|ing)? for|demand\w*|warn\w*|caution\w*|critici[sz]\w*"
    r"|deplor\w+|regret\w*"
    r"|lament\w*|condemn\w*|urg(?:e|ed|es|ing)|want\w*|wish\w*|hop(?:e|ed|es|ing)|if|could|might|would)\b",
    re.IGNORECASE,
)
"""A sentence with one of these may assert the words or not."""
_SUPPOSES = re.compile(
    r"\b(?:if|should|were|would|could|(?-i:may)|might|case|condition\w*|scenario|hypothe\w+|suppos\w+|assum\w+"
    r"|imagin\w+|provided)\b",
    re.IGNORECASE,
)
_WARNED = re.compile(
    r"\b(?:warn|caution|fear|worr|concern)\w*(?:\s+[\w’'-]+){0,3}(?:\s+that)?\s*[:,]?\s*$", re.IGNORECASE
)
"""A verb that leads in to the words gives them: the source must have them as they are."""
_ACCORDING = re.compile(r"(?:^|[,;:]\s)\W*(?:according to|in the words of)\s+[^,;:]{2,80},\W*$", re.IGNORECASE)
_LEAD_OF_CLAUSE = re.compile(r"(?:[^,;:]{0,60}\bthat|[^;:]{0,60}:|,)?\s*$")
_NOTIONS = re.compile(
    r"\b(?:idea|notion|claim|suggestion|argument|view|belief|premise|assumption|allegation|question|theory|words?"
    r"|phrases?|lines?)\b",
    re.IGNORECASE,
)
_OTHER_CLAIM = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|could|should|(?-i:may)|might|there|it|he|she|they|chances?|risks?|dangers?"
    r"|possibilit(?:y|ies)|likelihood|odds|probability|prospects?|hopes?|dreams?|idea|notion|claim|suggestion|argument|view"
    r"|belief|premise|assumption|allegation|theory|impression|rumou?rs?|reports?|myth)\b",
    re.IGNORECASE,
)
"""Between a verb of speech and its `that`: the clause is what somebody says of something else."""
_SUGGESTS = re.compile(r"\b(?:suggest|propos|rais|float|explor|discuss|consider)\w*", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\b(?:who|those|people|anybody|anyone|some|many|others|critics|opponents|nobody|supporters"
    r"|proponents|advocates|believers)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|should|shall|may|might|must|to"
    r"|who|which|what"
    r"|how|why|when|where|because|of|in|on|at|for|with|by|from|about)$",
    re.IGNORECASE,
)
_THERE_IS = re.compile(
    r"\b(?:there\s+(?:is|are|was|were|has been|have been)|because of|due to|thanks to|owing to|despite|given|amid"
    r"|with"
    r"|(?:is|are|was|were|remains?|be|had|has|have)|(?:cit|not|report|prais|welcom|hail|observ|describ|record"
    r"|show|reveal)(?:es|ed|s)?"
    r"|saw|sees|found|finds|points? to|pointed to|blam(?:es|ed)|enjoy(?:s|ed))\s*(?:(?:an?|the|its|their|his"
    r"|her)\s+)?$",
    re.IGNORECASE,
)
"""What says that the thing behind it is there."""
_IS_THERE = re.compile(
    r"^\W*(?:(?:has|have|had)\s+(?:already\s+|now\s+|since\s+)?been|(?:is|was|are|were)(?:\s+being)?)\s+(?:[a-z]+ly\s+)?"
    r"(?:achieved|made|completed|reached|accomplished|secured|established|realized|realised|in place|under way)\b",
    re.IGNORECASE,
)
"""Behind a thing, it says so too."""
_LAST_WORDS = re.compile(
    r"(?P<verb>[^\W\d_]{2,})\s+(?:(?:an?|the|any|that|to|on|with|for|its|their)\s+)?$", re.IGNORECASE
)
_IRREGULAR = {
    "saw": "see", "seen": "see", "said": "say", "thought": "think", "felt": "feel", "found": "find", "held": "hold",
    "took": "take", "gave": "give", "made": "make", "had": "have", "has": "have", "kept": "keep", "meant": "mean",
    "knew": "know", "bought": "buy", "heard": "hear", "met": "meet", "got": "get", "left": "leave", "chose": "choose",
}  # fmt: skip


def draft_assertion(context: QuoteContext, distance: SourceDistance) -> DraftAssertion:
    """Return whether the sentence of a quotation asserts what its source keeps at a distance."""
    parts = [part for part in parts_of(context) if part.quote is not None]
    if any(_keeps_distance(part, distance.kind) for part in parts):
        return "none"
    if context.set_apart and not parts:
        return "open"
    is_open = any(_LEAVES_OPEN.search(text) for part in parts for text in _texts(part))
    return "asserted" if not is_open and any(_asserts(part, distance) for part in parts) else "open"


def has_distance_of_its_own(text: str) -> bool:
    """Return whether words of a draft deny, doubt or ask what follows them, in any language."""
    return bool(_OWN_DISTANCE.search(text)) or any(negation_in(text, code) for code in LANGUAGES)


def _keeps_distance(part: ContextPart, kind: DistanceKind) -> bool:
    texts = _texts(part)
    if any(map(has_distance_of_its_own, texts)):
        return True
    return kind == "supposed" and any(map(_SUPPOSES.search, texts))


def _texts(part: ContextPart) -> tuple[str, str]:
    """Return what a sentence has before and behind its quotation, without a warning that gives the words."""
    return _WARNED.sub("", part.lead.rstrip(MARKS_AND_BLANKS)), part.tail.split(BLOT)[0]


def _asserts(part: ContextPart, distance: SourceDistance) -> bool:
    lead = part.lead.rstrip(MARKS_AND_BLANKS) + " "
    if distance.scope == "thing":
        return bool(_THERE_IS.search(lead) or _IS_THERE.match(part.tail))
    if distance.scope == "verb":
        verb = _LAST_WORDS.search(lead)
        return verb is not None and _stem_of(verb["verb"]) == _stem_of(distance.verb)
    said = _behind_verb(part)
    if distance.kind in ("asked", "supposed") and _SUGGESTS.search(lead + part.tail):
        return False  # who asks whether something can be done suggests it
    if distance.scope == "clause":
        return said is not None and _LEAD_OF_CLAUSE.fullmatch(said) is not None and not _OTHER_CLAIM.search(said)
    if said is None and governing_clause(part):
        return False  # by a verb that asserts nothing
    if said is None:  # `Under the resolution, people “may …”`
        said = re.split(r"[,;:]\s", lead)[-1]
    return not _NOTIONS.search(said) and _is_subject(re.sub(r"^.*\bthat\b", "", said))


def _behind_verb(part: ContextPart) -> str | None:
    """Return what stands between the verb that gives the words to somebody and the words, None where none asserts them.

    Nothing stands there where the verb is behind the words: `“…,” Ms Low said`.
    """
    clause = governing_clause(part)
    if clause is None:
        return "" if _ACCORDING.search(part.lead.rstrip(MARKS_AND_BLANKS) + " ") else None
    if _OF_OTHERS.search(clause.subject):
        return None  # `she mocked those who say that`
    if clause.subject_kind != "paper" and not _asserting().search(clause.said_by):
        return None
    if clause.verb_start < (part.quote or 0):
        return part.text[clause.verb_start + len(clause.verb) : part.quote].rstrip(MARKS_AND_BLANKS) + " "
    return None if re.search(r"\w", part.lead) else ""


def _is_subject(words: str) -> bool:
    """Return whether some words are nothing but the subject of the verb that opens the quotation."""
    plain = words.strip(MARKS_AND_BLANKS + ",:")
    if not plain or len(plain.split()) > 7 or _FINITE.search(plain):
        return False
    return not word_regex("said").search(plain) and not re.search(r"[,;:]", plain)


def _stem_of(verb: str) -> str:
    folded = verb.casefold()
    return stem(_IRREGULAR.get(folded, folded))


@cache
def _asserting() -> re.Pattern[str]:
    """Return the pattern of the verbs by which somebody asserts what he says."""
    return re.compile(rf"\b{word_pattern('asserting')}\b", re.IGNORECASE)
