"""Find the negation that a quotation leaves out by beginning behind it, or by ending before it.

`does not necessarily represent the views` is said to “necessarily represent the views”. A negation counts only where it
directly governs the quoted words, and where the sentence of the draft asserts them: a sentence that denies them in its
own words, asks, or forbids is right, so any word of that kind there decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from indexer.text.analysis import fold
from indexer.text.stopwords import optional_words

from .context import QuoteContext, parts_of
from .grammar.words import paper_pattern, word_pattern, word_regex
from .negations import LANGUAGES, harmless_before, negation_in

_ADVERBS = r"(?:\s+(?:[^\W\d_]{2,}ly|always|yet|even|ever|also|still|quite|be|been))"
_HELPERS = r"(?:do|does|did|can|could|will|would|shall|should|may|might|must|need|is|are|was|were|has|have|had|be|been)"
_CONTRACTED = r"(?:do|does|did|ca|could|wo|would|should|might|must|need|is|are|was|were|has|have|had)n[’'ʼ]t"
_BEFORE: dict[str, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:{_HELPERS}(?:\s+(?:somehow|still|yet|so far|[a-z]+ly)){{0,2}}\s+(?:not|never)|cannot|{_CONTRACTED})"
        rf"{_ADVERBS}{{0,2}}\s+$",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:ne\s+|n[’'])[\w’'-]+(?:\s+[\w’'-]+)?\s+(?:pas|jamais|guère)(?:\s+\w+ment)?\s+$", re.IGNORECASE
    ),
    "es": re.compile(r"\b(?:no|nunca|jamás)(?:\s+(?:se|lo|la|los|las|le|les|ha|han|había|habían))?\s+$", re.IGNORECASE),
    "de": re.compile(r"\bnicht(?:\s+(?:immer|notwendigerweise|unbedingt))?\s+$", re.IGNORECASE),
}
"""What negates the words that follow it, at the end of what stands before them."""
_BEHIND: dict[str, re.Pattern[str]] = {
    "en": re.compile(r"\s+(?:not|never)\b(?=\s+\w)", re.IGNORECASE),
    "de": re.compile(r"\s+nicht(?=(?:\s+\w+)?[.!])", re.IGNORECASE),
}
"""What negates the words before it, at the beginning of what stands behind them."""
_ENDS_IN_HELPER = re.compile(rf"\b{_HELPERS}$", re.IGNORECASE)
_COPULAS = r"(?:is|are|was|were|be|been|being|remains?|remained)"
_ARTICLE = r"(?:an?|the|any|yet|always|necessarily|really|simply|indeed|also|now|clearly|such)"
_COPULA_BEFORE = re.compile(
    rf"\b(?:{_COPULAS}\s+(?:not|never|no|no longer)|(?:cannot|(?:can|could|will|would|shall|should|may|might|must|need)"
    r"(?:n[’'ʼ]t|\s+(?:not|never))|(?:ca|wo|sha)n[’'ʼ]t) be|(?:is|are|was|were)n[’'ʼ]t)"
    rf"\s+(?:{_ARTICLE}\s+){{0,2}}$",
    re.IGNORECASE,
)
"""What denies that something is what the words that follow call it: `is not a` before `universal solution`."""
_ASSERTS_BY_COPULA = re.compile(rf"\b{_COPULAS}(?:\s+{_ARTICLE}){{0,2}}$", re.IGNORECASE)
_VERBS = frozenset("be been being do done doing have had having yet even".split())
"""Function words that a negation before them governs all the same."""
_OMISSION_BEFORE = re.compile(r"^[\W_]*(?:\.\s?\.|…)")
_OMISSION_BEHIND = re.compile(r"(?:\.\s?\.|…)[\W_]*$")
_MARKS = " \t\n\u00a0\u202f\"“”„«»‘’'‹›"
_HELPER_OF_VERB = re.compile(
    r"\b(?:do|does|did|can|could|will|would|shall|should|may|might|must|need|cannot|(?:do|does|did|ca|could|wo|would|should"
    r"|might|must|need)n[’'ʼ]t)\b",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(r"\b(?:according to|in the (?:view|eyes|opinion|mind)s? of)\b", re.IGNORECASE)
_TERMS = "words|terms|lines|phrases|sentences|passages|texts|clauses|disclaimers"
"""Before a quotation these say what it is, and not of whom it is said."""
_CLAIMS_TO = (
    r"(?:claim|aim|seek|purport|intend|promise|propose|agree|decide|need|want|hope|pretend|profess)(?:s|d|ed)?\s+to"
    r"|sought\s+to"
)
_ASSERTS_BY_HELPER = re.compile(
    rf"\b(?:{_CLAIMS_TO}|{_HELPERS})(?:\s+(?:also|indeed|now|still|always|[a-z]+ly))?$", re.IGNORECASE
)
# What makes a sentence no assertion of the words: it asks, forbids, denies in a word of its own, or speaks of others.
_NO_ASSERTION = re.compile(
    r"\b(?:whether|if|how|why|when|what|who|whose|which|where|those|unless|until|without|against|lacks?|lacking|absence"
    r"|fail\w*|den(?:y|ies|ied|ial)|refus\w+|reject\w*|rule[sd]? out|exclud\w+|prohibit\w*|forbid\w*|forbade"
    r"|ban(?:s|ned)?|prevent\w*|avoid\w*|stop\w*|end(?:s|ed|ing)?|refrain\w*|abstain\w*|oppos\w+|doubt\w*|question\w*|ask\w*"
    r"|condemn\w*|deplor\w+|critici[sz]\w+|warn\w*|caution\w*|disput\w+|unable|unlikely|impossible|hardly|far from"
    r"|instead|rather|short of|contrary|wrong\w*|false\w*|mistaken\w*|disclaim\w*|negat\w+|not|cannot|no|non|nor"
    r"|neither|none|never|nobody|nothing|un\w+able|too)\b|n[’'ʼ]t\b|\?",
    re.IGNORECASE,
)
_WARNS = re.compile(
    r"\b(?:warn|caution|ask|end|stop)(?:s|ed|ped)?(?:\s+that)?\s*:?\s*$"
    r"|\b(?:warn|caution)(?:s|ed)?\s+that\s+(?=[\w’'-]+(?:\s+[\w’'-]+){0,5}$)",
    re.IGNORECASE,
)
"""A verb that leads in to words: it gives them, and denies nothing."""


# `According to the note, the views it collects “necessarily represent”`: a source, and the subject of the words.
_SOURCE = re.compile(
    r"^\W*(?:according to|by|in|per|for|as)\s+(?P<source>[^,;:]{3,90}),\s+(?:(?:by|on)\s+its\s+own\s+\w+,\s+)?"
    r"(?P<subject>[^,;:]{3,90})$",
    re.IGNORECASE,
)
_SUBJECT_IN_PLURAL = re.compile(
    r"(?:and\s+)?(?:(?:the|all|these|those|its|their|such|most|both|our)\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?!(?:words|terms|lines|phrases|sentences|passages|texts|\w+(?:ly|us|is|ss))\b)[^\W\d_]{3,}s"
    r"(?P<attribute>(?:\s+[\w’'-]+){0,6})$",
    re.IGNORECASE,
)
_ENDS_ATTRIBUTE_OPEN = re.compile(
    r"\b(?:to|of|in|on|at|by|for|from|with|the|an?|and|or|that|as|than|so|is|are|was|were|be|been|has|have|had|do|does|did"
    r"|can|could|will|would|should|may|might|must|show|say|read|note|state|mean|speak|call|use|contain|include|have)$",
    re.IGNORECASE,
)
"""At the end of what follows a subject: the quotation goes on with that word, and is not the verb."""
_DO_NOT = re.compile(r"\b(?:(?:do|did)\s+not|(?:do|did)n[’'ʼ]t|does\s+not|doesn[’'ʼ]t)\b", re.IGNORECASE)


@dataclass(frozen=True)
class EdgeNegation:
    """A negation beside quoted words, which the quotation and the draft around it leave out."""

    word: str
    """The negation."""
    source: str
    """The words of the source that are left out, with the negation."""


def edge_negations(
    quotation: str, context: QuoteContext | None, before: str, behind: str, language: str
) -> Iterator[EdgeNegation]:
    """Yield the negations right `before` and `behind` quoted words in their source that the draft leaves out.

    Without an ellipsis that shows an omission, the sentence of the draft must assert the words by its own verb.
    """
    first, last = _edge_words(quotation)
    if context is None or not first or _says_no_such_thing(context):
        return
    if found := _denied_by_copula(before, context, language):
        yield found
    elif found := _governing(before, first, language):
        is_shown = bool(_OMISSION_BEFORE.search(quotation))
        if is_shown or _asserts(context, found):
            yield found
    ending = _BEHIND.get(language)
    if ending and (match := ending.match(behind)) and _OMISSION_BEHIND.search(quotation):
        rest = behind[match.end() :].split(maxsplit=1)[:1]
        is_harmless = bool(rest) and harmless_before(match.group().strip(), rest[0])
        if not is_harmless and (language == "de" or _ENDS_IN_HELPER.search(last)):
            yield EdgeNegation(match.group().strip(), match.group().strip())


def _edge_words(quotation: str) -> tuple[str, str]:
    words = re.findall(r"[^\W\d_][\w’'-]*", quotation)
    return (words[0], words[-1]) if words else ("", "")


def _governing(before: str, first: str, language: str) -> EdgeNegation | None:
    """Return the negation that ends the words before a quotation and governs its first word.

    Of what begins with an article or a preposition it may deny the verb alone: `it is not the role of police`.
    """
    pattern = _BEFORE.get(language)
    match = pattern.search(before) if pattern else None
    if match is None or (fold(first) in optional_words(language) and fold(first) not in _VERBS):
        return None
    word = negation_in(match.group(), language)
    if word is None or (language != "fr" and harmless_before(word, first)):
        return None
    return EdgeNegation(word, match.group().strip())


def copula_negation(context: QuoteContext | None, before: str, language: str) -> EdgeNegation | None:
    """Return the negation that a draft leaves out which says that something is what its source says it is not."""
    if context is None or _says_no_such_thing(context):
        return None
    return _denied_by_copula(before, context, language)


def _denied_by_copula(before: str, context: QuoteContext, language: str) -> EdgeNegation | None:
    match = _COPULA_BEFORE.search(before) if language == "en" else None
    if match is None or not _ASSERTS_BY_COPULA.search(_lead(context)):
        return None
    word = negation_in(match.group(), language)
    return EdgeNegation(word, match.group().strip()) if word else None


def _lead(context: QuoteContext) -> str:
    """Return the words of the sentence up to a quotation, without the marks that open it."""
    return next((part.lead for part in parts_of(context) if part.quote is not None), "").rstrip(_MARKS)


def _says_no_such_thing(context: QuoteContext) -> bool:
    """Return whether the draft around a quotation denies its words, asks for them or forbids them, in any language."""
    texts = [context.before, ""] if context.set_apart else []
    for part in parts_of(context):
        texts += [part.lead.rstrip(_MARKS), part.tail] if part.quote is not None else []
    return any(
        _NO_ASSERTION.search(text) or any(negation_in(text, language) for language in LANGUAGES)
        for text in (_WARNS.sub("", text) for text in texts)
    )


def _asserts(context: QuoteContext, negation: EdgeNegation) -> bool:
    """Return whether the sentence makes quoted words its predicate: `it does “...”`, `says that its views “...”`.

    Where the source has them behind `do` or `should`, they begin with a verb, whose subject can be right before them.
    """
    lead = _lead(context)
    if context.set_apart:
        return False
    if _ASSERTS_BY_HELPER.search(lead) or _predicate_pattern().search(lead) or _named_subject_pattern().search(lead):
        return True
    if _DO_NOT.search(negation.source) and _is_verb_of_subject(context):
        return True
    is_verb = _HELPER_OF_VERB.search(negation.source) and not _OF_SOMEBODY.search(lead)
    return bool(is_verb and _subject_pattern().search(lead))


@cache
def _subject_pattern() -> re.Pattern[str]:
    """Return the pattern of a plural noun that ends a clause without a verb: `The views of participants “...”`."""
    verbs = f"{_HELPERS}|{word_pattern('says')}|{word_pattern('said')}"
    noun = rf"(?!(?:{_TERMS}|\w+ss|\w+ly|this|its|as|was|is|has|does)\b)[^\W\d_]{{3,}}s"
    return re.compile(
        rf"(?:^|[.;:,]\s+|\bthat\s+)(?:(?!(?:{verbs})\b(?![’']))[\w’'-]+\s+){{0,7}}{noun}$", re.IGNORECASE
    )


def _is_verb_of_subject(context: QuoteContext) -> bool:
    """Return whether a source and a subject in the plural lead in to quoted words, which are then its verb."""
    lead = _lead(context)
    source = _SOURCE.match(lead)
    subject = _SUBJECT_IN_PLURAL.fullmatch(source["subject"]) if source else None
    if source is None or subject is None or context.set_apart:
        return False
    names_paper = paper_pattern().search(source["source"]) or word_regex("writers").search(source["source"])
    if names_paper is None:
        return False
    return not _ENDS_ATTRIBUTE_OPEN.search(subject["attribute"])


@cache
def _predicate_pattern() -> re.Pattern[str]:
    """Return the pattern of a verb of speech with a subject behind it, of which the quotation is the predicate."""
    verbs = f"(?:{word_pattern('says')}|{word_pattern('said')})"
    noun = rf"(?!(?:{_TERMS}|\w+ly)\b)[^\W\d_]{{3,}}s"
    subject = rf"(?:(?:that\s+(?:the|all|these|those)|(?:that\s+)?(?:its|their))\s+(?:[\w-]+\s+){{0,2}}{noun}"
    return re.compile(
        rf"\b{verbs}(?:\s+of\s+(?:itself|themselves))?\s+{subject}|that\s+(?:they|it|he|she|we))$", re.IGNORECASE
    )


@cache
def _named_subject_pattern() -> re.Pattern[str]:
    """Return the pattern of a verb of speech and a name right before its predicate: `said that Ghana “...”`."""
    verbs = f"(?:{word_pattern('says')}|{word_pattern('said')})"
    word = r"(?-i:[A-ZÀ-Þ])[\w’'-]*"
    return re.compile(
        rf"\b{verbs}(?:\s+[\w’'-]+){{0,4}}?\s+that\s+(?:the\s+)?{word}(?:\s+{word}){{0,3}}$", re.IGNORECASE
    )
