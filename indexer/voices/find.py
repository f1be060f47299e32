"""Find the voices of a text, sentence by sentence. Where a clause leaves a doubt, there is none.

Words within quotation marks are somebody's own; what they say of others is no report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from indexer.model import Voice, VoiceKind

from . import grammar

_QUOTED = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)|\"[^\"]*(?:\"|$)")
_BLOT = "\x00"
_OPENING = re.compile(r"(?:\s|[-•*·–—]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s|\[?\d{1,3}\.\s)*")
_CLAUSE = re.compile(
    r"[,;:—–(]\s*(?:(?:and|but|while|whereas|although|though|yet|so|since|because)\s)?|\s(?:while|whereas|although|though|but)\s"
)
# `During the discussion several delegations`, `Finally participants`
_ADVERBIAL = re.compile(
    r"(?:(?:In|At|During|Throughout|Following|After|Over)\s(?:(?!\b(?:that|which|who)\b)[^,;:.]){3,80}?"
    r"\b(?:meetings?|sessions?|discussions?|debates?|workshops?|panels?|days?|exchanges?|seminar|conference|dialogue"
    r"|consultations?|response|general|particular|addition|conclusion|item(?: \d+)?)"
    r"|Overall|Additionally|Also|However|Moreover|Nonetheless|Nevertheless|[A-Z][a-z]+ly)\s"
)
# What makes of the clause behind it a part of another one: `noted that, in this context,`
_BOUND = re.compile(
    r"\b(?:that|whether|if|unless|which|who|whom|whose|where|when|as|than|until|before|once)"
    r"(?:\s(?:and|but|while|although))?(?:,[^,;:]{0,120},\s*(?:and\s|but\s|while\s|although\s)?|\s*)$",
    re.IGNORECASE,
)
_LOOKED_BACK = 160  # characters before a clause that may bind it
_NAMED_BEFORE = re.compile(
    r"\b(?!(?:In|At|On|During|After|Following|For)\s)[A-Z][\w.’'-]*\s[A-Z][\w.’'-]*(?:\s\([^()]*\))?,\s*$"
)
_NAME_AFTER = re.compile(r"\s(?:of|from|representing|for|on behalf of)\s(?:the\s)?(?P<name>[A-Z][\w’'.-]+)")
_GENERAL_NAMES = frozenset(
    "Member States State Parties Governments Government Committee Working Group Secretariat Conference Meeting "
    "Workshop Board Panel Council Commission Bureau".split()
)
_OF_MEETING = re.compile(
    r"\sof\s(?:the|this|our|its)\s(?:[\w-]+\s){0,2}(?i:committee|group|board|panel|bureau|task force|meeting|workshop"
    r"|council|commission|conference|seminar|audience|party)\b"
)
_DELEGATED = re.compile(r"delegat|representative|member", re.IGNORECASE)
_PANEL = re.compile(r"panel|presenter|speaker|discussant", re.IGNORECASE)


def find_voices(text: str, sentences: Sequence[tuple[int, int]]) -> tuple[Voice, ...]:
    """Return the voices of an English text of which the sentences are given, in order.

    No two of them overlap; each is a run of words within one sentence.
    """
    plain = _QUOTED.sub(lambda quoted: _BLOT * len(quoted[0]), text)
    found = [voice for start, end in sentences for voice in _SentenceVoices(plain, start, end).all()]
    return tuple(Voice(kind, text[start:end], start) for kind, start, end in found)


_FoundVoice = tuple[VoiceKind, int, int]


class _SentenceVoices:
    """Reads one sentence; `text` has no quoted words."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text[:end]
        self._start = start

    def all(self) -> Iterator[_FoundVoice]:
        """Yield the voices in order, none of which begins before the last one ends."""
        last = self._start
        for kind, start, end in sorted({*self._subjects(), *self._agents()}, key=lambda found: found[1:]):
            if start >= last:
                yield kind, start, end
                last = end

    def _subjects(self) -> Iterator[_FoundVoice]:
        for start in self._clause_starts():
            found = self._of_people(start) or self._of_number(start) or self._of_nobody(start)
            if found:
                yield found

    def _clause_starts(self) -> Iterator[int]:
        """Yield where a clause begins that belongs to no other."""
        text = self._text
        opening = _OPENING.match(text, self._start)
        first = opening.end() if opening else self._start
        yield first
        adverbial = _ADVERBIAL.match(text, first)
        if adverbial:
            yield adverbial.end()
        for mark in _CLAUSE.finditer(text, first):
            if not _BOUND.search(text, max(first, mark.end() - _LOOKED_BACK), mark.end()):
                yield mark.end()

    def _of_people(self, start: int) -> _FoundVoice | None:
        """Return the voice of a clause whose subject begins at a place."""
        subject = grammar.subjects().match(self._text, start)
        rest = subject and grammar.predicate().match(self._text, subject.end())
        if not subject or not rest:
            return None
        kind = self._kind(subject, rest["after"] or "")
        if kind is None or (
            kind == "chair" and _NAMED_BEFORE.search(self._text, max(self._start, start - _LOOKED_BACK), start)
        ):
            return None
        if kind in ("meeting", "secretariat") and self._is_deed(kind, rest):
            return None
        return kind, start, rest.end("verb")

    def _is_deed(self, kind: Literal["meeting", "secretariat"], predicate: re.Match[str]) -> bool:
        """Return whether a meeting or a secretariat does more than it says: `the session concluded with a vote`."""
        verb = predicate["verb"]
        if verb == "concluded":
            return not re.match(r"\sthat\b", self._text[predicate.end() :])
        return bool(grammar.deeds(kind).fullmatch(verb))

    def _of_number(self, start: int) -> _FoundVoice | None:
        """Return the voice of a clause whose subject is a number alone: `Others argued that`."""
        match = grammar.lone_numbers().match(self._text, start)
        return (_number(match), start, match.end("verb")) if match else None

    def _of_nobody(self, start: int) -> _FoundVoice | None:
        """Return the voice of a clause that names nobody: `it was agreed that`."""
        match = grammar.impersonal().match(self._text, start)
        if not match:
            return None
        among = re.compile(r"\s(?:among|amongst|between)\s").match(self._text, match.end()) if match["there"] else None
        subject = grammar.subjects().match(self._text, among.end()) if among else None
        kind = self._kind(subject, "") if subject else "unnamed"
        return (kind, start, subject.end() if subject else match.end()) if kind else None

    def _agents(self) -> Iterator[_FoundVoice]:
        """Yield the voices behind `it was noted by` and `according to`."""
        for before in grammar.agents().finditer(self._text, self._start):
            subject = grammar.subjects().match(self._text, before.end())
            kind = self._kind(subject, self._text[subject.end() :]) if subject else None
            if subject and kind and kind not in {"meeting", "secretariat"}:
                yield kind, before.start(), subject.end()

    def _kind(self, subject: re.Match[str], after: str) -> VoiceKind | None:
        """Return whose voice a subject is, given the words behind it; None where it may be of others."""
        if grammar.others().match(after):
            return None
        for group, kind in _KIND_OF_GROUP.items():
            if subject[group]:
                return kind
        noun = subject["people"]
        if _DELEGATED.match(noun) and re.match(r"\sof\sthe\s[Ss]ecretariat\b", after):
            return "secretariat"
        name = _NAME_AFTER.match(after)
        if name and name["name"] not in _GENERAL_NAMES:
            return "group"
        return _kind_of_people(subject, after)


_KIND_OF_GROUP: dict[str, VoiceKind] = {
    "group": "group", "secretariat": "secretariat", "office": "secretariat", "meeting": "meeting", "talk": "meeting",
    "everyone": "participants", "chair": "chair",
}  # fmt: skip


def _number(match: re.Match[str]) -> VoiceKind:
    numbers: tuple[VoiceKind, ...] = ("most", "several", "one")
    return next(kind for kind in numbers if match[kind])


def _kind_of_people(subject: re.Match[str], after: str) -> VoiceKind | None:
    """Return whose voice a subject of people is, by the number before it and by what they are."""
    noun = subject["people"]
    is_plural = noun.casefold().endswith("s")
    of_others = bool(re.match(r"\s(?:of|from|representing|on behalf of)\s", after)) and not _OF_MEETING.match(after)
    if any(subject[kind] for kind in ("most", "several", "one")):
        kind = _number(subject)
        is_one_of = kind == "one" and re.match(r"(?i:one|another|a single)\s(?:of\s)", subject[0])
        return kind if is_plural is (kind != "one" or bool(is_one_of)) else None
    if not is_plural:
        return None
    if of_others and _DELEGATED.match(noun):
        return "group"
    return "panel" if _PANEL.match(noun) else "participants"
