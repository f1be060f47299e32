"""Find what a sentence takes up from those before it, and what it stands for, where they decide that.

`She` is the one person to whom the sentence before gives words, if it names nobody else; `the latter` is one of two.
Whatever is not decided is told as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from indexer.attribution.context import ContextPart, QuoteContext, parts_of
from indexer.attribution.facts import StatedFact, StatedFactKind, StatedSpeaker
from indexer.attribution.grammar.governing import governing_clause
from indexer.attribution.grammar.surnames import may_be_name

from .sentences import earlier_parts

ReadPart = Callable[[ContextPart], Iterable[StatedFact]]
"""Returns what a sentence states of the source of its quotation."""
NamesIn = Callable[[ContextPart, Sequence[StatedFact]], Sequence[str]]
"""Returns the names in a sentence that are part of no fact."""
NameSpeaker = Callable[[str], StatedSpeaker | None]
"""Returns whom some words name."""
ReferenceKind = Literal["person", "anybody", "one_of_two", "meeting", "session", "day"]
"""`anybody` is a pronoun of which it is not clear that it speaks: it is never resolved."""

_PRONOUN = re.compile(
    r"(?:.*?(?<!who)(?<!whom)(?<!that)[\s,])??(?<!\w)(?P<word>he|she)\b"
    r"(?:\s+(?:also|then|later|further|himself|herself|had|has|once|[a-z]+ly))*\s*$",
    re.IGNORECASE,
)
_LOOSE_PRONOUN = re.compile(
    r"(?:^\W*|[,;]\s+|\b(?:and|but)\s+)(?P<word>he|she)(?:\s+[\w’'-]+){1,6}[:\s“”\"„«‘’']*$", re.IGNORECASE
)
_ONE_OF_TWO = re.compile(r"^\W*(?:(?:and|but|while),?\s+)?(?P<word>the\s+(?:former|latter))\s*$", re.IGNORECASE)
_SAME = re.compile(
    r"\b(?:(?:at|in|during)\s+)?(?P<word>(?:the\s+same|that(?:\s+same)?)\s+(?P<noun>session|panel|day|meeting|conference|seminar"
    r"|symposium|workshop|summit|forum|call|sitting|round[ -]?table|debate|gathering|event))\b",
    re.IGNORECASE,
)
_PERSON = r"(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?[A-ZÀ-Þ][\w’'.-]+(?:\s+[A-ZÀ-Þ][\w’'.-]+){0,3}"
_PAIR = re.compile(rf"(?P<first>{_PERSON})\s+(?:and|or)\s+(?P<second>{_PERSON})")
_KINDS: dict[str, ReferenceKind] = {"session": "session", "panel": "session", "day": "day"}
_EVENT = re.compile(r"\b(?:session|panel|meeting|conference|summit|call|round[ -]?table)s?\b", re.IGNORECASE)
_IN_PLACE = re.compile(r"\b(?:at|in|during|on|later)\s+$", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"\b(?:(?:co-)?chair(?:man|woman|person)?|moderator|minister|president|delegate|representative|ambassador|envoy|colleague"
    r"|opponent|predecessor|successor|member|official|speaker|rapporteur|panell?ist|expert|director|commander|officer|leader"
    r"|reporter|journalist|interviewer|spokes\w+|secretary|lawmaker|senator|deputy|aide|adviser|advisor|friend|critic|host"
    r"|facilitator|another|someone|somebody|one|who|whom|whose|his|her|him)\b",
    re.IGNORECASE,
)
"""Somebody without a name, whom a pronoun behind the sentence may mean."""
_TITLES = {"he": re.compile(r"\b(?:Ms|Mrs|Madam)\b"), "she": re.compile(r"\b(?:Mr|Sir)\b")}
"""Titles that the person of a pronoun cannot have."""
_CARRIED: dict[ReferenceKind, frozenset[StatedFactKind]] = {
    "meeting": frozenset({"meeting", "place"}),
    "session": frozenset({"session"}),
    "day": frozenset({"date"}),
}


@dataclass(frozen=True)
class BackReference:
    """Words of a sentence that stand for something in a sentence before it."""

    kind: ReferenceKind
    words: str
    start: int | None
    """Offset in the draft."""


def back_references(part: ContextPart) -> Iterator[BackReference]:
    """Yield the words by which the sentence of a quotation takes up who spoke, where or when."""
    if part.quote is None:
        return
    if clause := governing_clause(part):
        one, two = _PRONOUN.match(clause.subject), _ONE_OF_TWO.match(clause.subject)
        if found := one or two:
            at = part.offset(clause.start + found.start("word"))
            yield BackReference("person" if one else "one_of_two", found["word"], at)
    elif loose := _LOOSE_PRONOUN.search(part.lead):
        yield BackReference("anybody", loose["word"], part.offset(loose.start("word")))
    for found in _SAME.finditer(part.text):
        noun = found["noun"].casefold()
        if found.start("word") == found.start() and not _IN_PLACE.search(part.text[: found.start()]) and noun != "day":
            continue  # `participants of the same meeting`
        yield BackReference(_KINDS.get(noun, "meeting"), found["word"], part.offset(found.start("word")))


def facts_taken_up(
    context: QuoteContext, part: ContextPart, read: ReadPart, names_in: NamesIn, name: NameSpeaker
) -> Iterator[StatedFact]:
    """Yield what the sentence of a quotation states by words for something before it, where that is decided."""
    earlier = tuple(earlier_parts(context))
    for reference in back_references(part):
        if reference.kind == "anybody" or (reference.kind == "person" and _names_before(part, reference)):
            continue  # `when Berg rose, he said`
        for fact in _antecedents(reference, earlier, read, names_in, name):
            yield replace(fact, text=reference.words, start=reference.start, stands_for=fact.text)


def open_references(context: QuoteContext, stated: Sequence[StatedFact]) -> Iterator[str]:
    """Yield the words that stand for something before their sentence of which nothing was read."""
    starts = {fact.start for fact in stated if fact.kind not in ("manner", "voice", "stance")}
    for part in parts_of(context):
        for reference in back_references(part):
            if reference.start not in starts:
                yield reference.words


def _antecedents(
    reference: BackReference, earlier: Sequence[ContextPart], read: ReadPart, names_in: NamesIn, name: NameSpeaker
) -> Iterable[StatedFact]:
    """Return the facts that some words stand for, none where the sentences before do not decide it."""
    if reference.kind == "one_of_two":
        return _one_of_two(reference, earlier[:1], name)
    for part in earlier:
        facts = tuple(read(part))
        if reference.kind == "person":
            speakers = [fact for fact in facts if isinstance(fact.value, StatedSpeaker) and fact.value.is_named]
            others = names_in(part, facts) or _opens_with_name(part, speakers) or _SOMEBODY.search(part.text)
            if speakers or others:
                is_one = len(speakers) == 1 and not others and _may_be(reference.words, part, speakers[0])
                return speakers if is_one else ()
            continue
        found = [fact for fact in facts if fact.kind in _CARRIED[reference.kind]]
        if found:
            kinds = [fact.kind for fact in found]
            is_one = len(kinds) == len(set(kinds)) and not any(map(_EVENT.search, names_in(part, facts)))
            return found if is_one else ()  # `Session 5 and Session 6`, of which one was read
        if names_in(part, facts):
            return ()  # it may name a meeting that was not read
    return ()


def _names_before(part: ContextPart, reference: BackReference) -> bool:
    """Return whether the sentence of a pronoun itself may name somebody before it."""
    words = re.finditer(r"[A-ZÀ-Þ][\w’'-]*", part.text)
    return any(may_be_name(word.group()) for word in words if (part.offset(word.start()) or 0) < (reference.start or 0))


def _opens_with_name(part: ContextPart, speakers: Sequence[StatedFact]) -> bool:
    """Return whether a sentence opens with a word that may name somebody else than those to whom it gives words."""
    word = re.match(r"\W*([A-ZÀ-Þ][\w’'-]*)", part.lead)
    if word is None or not may_be_name(word[1]):
        return False
    return not any(fact.meets(part.stretch(word.start(1), word.end(1))) for fact in speakers)


def _may_be(pronoun: str, part: ContextPart, speaker: StatedFact) -> bool:
    """Return whether a person can be meant by a pronoun: a person with a name, and with no title of the other."""
    value = speaker.value
    is_person = isinstance(value, StatedSpeaker) and bool(value.name or value.office)
    return is_person and not _TITLES[pronoun.casefold()].search(part.text)


def _one_of_two(reference: BackReference, earlier: Sequence[ContextPart], name: NameSpeaker) -> Iterable[StatedFact]:
    """Return the first or the second of the two persons whom the sentence before names as a pair."""
    pairs = [pair for part in earlier for pair in _PAIR.finditer(part.text)]
    if len(pairs) != 1:
        return
    two = name(pairs[0]["first"]), name(pairs[0]["second"])
    is_former = reference.words.casefold().endswith("former")
    if two[0] and two[1]:
        words = pairs[0]["first" if is_former else "second"]
        yield StatedFact("speaker", words, two[0] if is_former else two[1])
