"""Read which body a draft says to have adopted words, and hold it against the paper.

A resolution says itself which body adopts it. Who spoke at a meeting of a body is read in `speakers` and `voices`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.model import Passage
from indexer.text.analysis import terms_in

from .context import ContextPart
from .facts import JudgedFact, SourceWords, StatedBody, StatedFact
from .grammar.clause import GoverningClause
from .grammar.place import is_denied
from .grammar.words import word_regex

_WORD = r"[A-ZÀ-Þ][\w’-]*"
_KIND = r"(?:Council|Assembly|Parliament|Congress|Senate)"
"""Bodies that adopt texts of their own; a committee's are adopted by the body that it belongs to."""
_NAME = rf"(?:{_WORD}\s+(?:(?:and|of|for|the|on)\s+){{0,2}}){{1,6}}{_KIND}"
_SUBJECT = re.compile(
    rf"\W*(?:(?i:in|on|at|during)\b[^,]*,\s+)?(?:[Tt]he\s+)?(?P<name>{_NAME})(?:\s+(?:itself|has|had|also|then))?\s*"
)
_ACCORDING = re.compile(
    rf"(?:^|[,;:—–]\s*)\W*(?i:according to|in the words of|for|as)\s+(?:the\s+)?(?P<name>{_NAME})"
    r"(?=,|\s+(?:puts|put|has|had|sees|saw|says|said)\b|\W*$)"
)
_ENACTING = re.compile(rf"\W*The (?P<body>{_WORD}(?: (?:(?:of|and|the|on|for) )*{_WORD}){{1,5}}),\W*$")
_COMMON = frozenset("the of and for un united nations".split())


def enacting_body(text: str) -> str | None:
    """Return the body that the first line of a resolution names, `The Security Council,`; None for another line."""
    match = _ENACTING.match(text)
    return match["body"] if match else None


def adopting_body(passages: Iterable[Passage]) -> str:
    """Return the body that adopts a resolution by its own words, empty where it names none, or several."""
    bodies = {body for passage in passages if (body := enacting_body(passage.text))}
    return bodies.pop() if len(bodies) == 1 else ""


def stated_bodies(part: ContextPart, clause: GoverningClause | None) -> Iterator[StatedFact]:
    """Yield the body that a part says to have adopted the words."""
    if part.quote is None or is_denied(part):
        return
    if clause is None:
        found = [
            match
            for match in _ACCORDING.finditer(part.text)
            if not re.search(r"[.;]", part.text[match.end() : part.quote])
        ]
    elif word_regex("taking_up").fullmatch(clause.verb):
        return  # it may speak of words that others have adopted
    else:
        subject = _SUBJECT.fullmatch(part.text, clause.start, clause.start + len(clause.subject))
        found = [subject] if subject else []
    for match in found[:1]:
        name = " ".join(match["name"].split())
        if word_regex("people").search(name.rpartition(" ")[0]):
            continue  # `Members of the Security Council`
        yield StatedFact("body", match["name"], StatedBody(_telling(name)), part.offset(match.start("name")))


def _telling(name: str) -> frozenset[str]:
    return frozenset(terms_in(name)) - _COMMON


def judge_body(fact: StatedFact, stated: StatedBody, words: SourceWords, adopted_by: str) -> JudgedFact:
    """Judge a body by the one that adopts the paper; what a passage has that names the stated body may be its."""
    passage = words.passage
    own = _telling(adopted_by)
    if passage.document.kind != "resolution" or not own:
        return JudgedFact(fact, "not_judged")
    if stated.words == own:
        return JudgedFact(fact, "supported", adopted_by)
    is_part = stated.words <= own or own <= stated.words
    is_named = stated.words <= set(terms_in(" ".join((passage.text, *passage.headings, passage.document.title))))
    if is_part or is_named or not re.search(rf"{_KIND}$", adopted_by):
        return JudgedFact(fact, "not_judged", adopted_by)
    return JudgedFact(fact, "contradicted", adopted_by, "place")
