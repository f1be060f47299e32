"""Whether an act whose words a draft quotes is right, possible or needed, held against what its source says of it.

`It is right “to apply pressure”` is wrong where the source says that it is wrong to. Only words of one scale decide:
what is impossible may be important.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.attribution.context import MARKS_AND_BLANKS, ContextPart
from indexer.attribution.facts import JudgedFact, SourceWords, StatedAct, StatedFact
from indexer.attribution.grammar.words import alternatives

from .draft import has_distance_of_its_own

_TO = re.compile(r"\W*to\b", re.IGNORECASE)
_SUPPOSES = re.compile(r"\b(?:if|unless|suppos\w+|imagin\w+|assum\w+)\b", re.IGNORECASE)
_NEGATION = re.compile(r"n[’'ʼ]t\b|\b(?:not|never|no|hardly|neither)\b", re.IGNORECASE)


def stated_acts(part: ContextPart) -> Iterator[StatedFact]:
    """Yield what a draft says of an act right before the words of the act that it quotes."""
    if part.quote is None or not (found := _said_of_act(part.lead, part.opening)):
        return
    act, start, word = found
    if has_distance_of_its_own(part.lead[:start]) or _SUPPOSES.search(part.lead[:start]):
        return  # `denied that it could be right`
    yield StatedFact("stance", word, act, part.offset(start))


def judge_act(fact: StatedFact, stated: StatedAct, words: SourceWords) -> JudgedFact:
    """Judge what is said of an act by what the sentence of the words says of it right before them."""
    span = words.first_sentence
    before = words.passage.text[span[0] : words.start] if span else ""
    found = _said_of_act(before, words.passage.text[words.start : words.end])
    if found is None:
        return JudgedFact(fact, "not_judged")
    act, _, word = found
    if act.scale != stated.scale:
        return JudgedFact(fact, "not_judged", word)
    if act.holds != stated.holds:
        return JudgedFact(fact, "contradicted", word, "stance")
    return JudgedFact(fact, "supported", word)


def _said_of_act(before: str, quoted: str) -> tuple[StatedAct, int, str] | None:
    """Return what words say of the act that follows them, where they say it, and in which word."""
    text = before.rstrip(MARKS_AND_BLANKS)
    if to := _TO.match(quoted):
        text = f"{text} {to.group().strip(MARKS_AND_BLANKS)}"
    found = _pattern().search(text)
    if found is None:
        return None
    scale, _, side = (found.lastgroup or "").partition("_")
    is_negated = bool(_NEGATION.search(found["between"]))
    word = text[found.start("between") if is_negated else found.start(found.lastgroup or 0) :]
    word = word[: word.rindex("to")].strip()
    return StatedAct(scale, (side == "yes") != is_negated), found.start("between"), word


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a copula and a word of a scale before an infinitive: `is wrong for States to`."""
    words = "|".join(f"(?P<{name}>{listed})" for name, listed in alternatives("acts").items())
    return re.compile(
        r"\b(?:is|was|be|are|were|been|it|seems?|seemed|(?:is|was)n[’'ʼ]t(?=\s))(?P<between>\s+(?:(?:[a-z]+ly|very|also|still"
        rf"|not|never|no longer|hardly)\s+){{0,3}})(?:an?\s+)?(?:{words})(?:\s+for(?:\s+[\w’'-]+){{1,5}})?\s+to$",
        re.IGNORECASE,
    )
