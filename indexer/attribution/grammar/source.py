"""To whom a sentence of a paper itself gives words."""

from __future__ import annotations

import re

from indexer.attribution.context import BLOT, ContextPart
from indexer.attribution.facts import SourceWords
from indexer.voices.passage import is_reported_text

from .clause import GoverningClause, clause_before
from .opening import opening_verb
from .words import verbs_of_speech

_SCOPE = 200  # characters between a verb in the source and words that are still said by its subject
_OTHER_CLAUSE = re.compile(
    r"[.;:!?]\s|\b(?:while|whereas|although|though|but|because|which|who|whom|when|if|since"
    r"|(?<!such )as(?!\s+(?:an?|being|well)\b|\s*$))\b",
    re.IGNORECASE,
)
_COLON = re.compile(r"\s*:\s*[“\"„«‘]?\s*$")
_EARLIER = re.compile(
    r"\bhad\s+(?:\w+ly\s+|also\s+)*$|\b(?:what|whatever|whether|why|how|where|as)\b[^,;:]*$", re.IGNORECASE
)
"""Before a verb: it was said at another time, or the clause is a part of another one."""
_ASIDE = re.compile(r"\s?[—–][^—–]{1,120}[—–]\s?|\([^()]*\)")
_THAT_WHILE = re.compile(r"\bthat,?\s+(?:while|although|though|if|when|since|because|as)\b", re.IGNORECASE)
_INSERTED = re.compile(r"\bthat,(?:[^,]+,)?\s*$", re.IGNORECASE)
_SHARED_SUBJECT = re.compile(r"\band\s+(?:\w+ly\s+|also\s+|then\s+)?$", re.IGNORECASE)
_REPORTED = re.compile(r"\s+(?:that|how|whether)\b|\s*[:,]\s*[“\"«„‘]")


def in_scope(between: str) -> bool:
    """Return whether what stands between a verb and words leaves them to its subject."""
    between = _THAT_WHILE.sub("that", _ASIDE.sub(" ", _COLON.sub(" ", between)))
    if len(between) > _SCOPE or _OTHER_CLAUSE.search(between):
        return False
    if any(not _SHARED_SUBJECT.search(between[: verb.start()]) for verb in verbs_of_speech(between)):
        return False  # somebody else speaks
    # Behind a comma another clause can begin: `while some argued for more time, the debate was closed`.
    last = between.rpartition(",")[2]
    return "," not in between or bool(re.search(r"\bthat\b", last) or _INSERTED.search(between))


def clause_of_source(words: SourceWords) -> GoverningClause | None:
    """Return the clause that gives words to somebody in the sentence of a report, None where none does for certain."""
    passage = words.passage
    span = words.first_sentence
    if span is None or words.end > span[1] or not is_reported_text(passage):
        return None
    before = passage.text[span[0] : words.start] + (opening_verb(passage.text[words.start : span[1]]) or "")
    verb = max(verbs_of_speech(before), key=lambda found: found.end(), default=None)
    if verb is None or not in_scope(before[verb.end() :]) or _EARLIER.search(before[: verb.start()]):
        return None
    return clause_before(ContextPart(f"{before[: verb.end()]} {BLOT}", verb.end() + 1))


def tells_what_was_said(text: str) -> bool:
    """Return whether a text itself reports words: `Member States agreed that`, `he noted: “`."""
    return any(_REPORTED.match(text, verb.end()) for verb in verbs_of_speech(text))
