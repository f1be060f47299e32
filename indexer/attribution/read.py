"""Read all that a draft states of the source of a quotation. How each fact is read is in a module of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.model import PLANNED_KINDS

from .bodies import stated_bodies
from .context import BLOT, MARKS, ContextPart, QuoteContext, parts_of
from .days import TextDates, days_beside_numbers, stated_days
from .denials import stated_denials
from .distance.acts import stated_acts
from .distance.stance import stated_stances
from .earlier.taken_up import facts_taken_up
from .facts import StatedFact, StatedFactKind
from .grammar.clause import GoverningClause, people_at_end
from .grammar.governing import governing_clause
from .grammar.place import is_denied
from .grammar.stretches import own_stretches
from .grammar.words import word_pattern
from .known_names import KnownNames
from .meeting_names import stated_meetings
from .numbers import stated_numbers
from .papers import stated_kinds
from .session_names import stated_sessions
from .speakers import names_somebody, speaker_named, stated_speakers
from .unread.words import names_beside
from .voices import stated_voices

_NAMING = re.compile(
    r"\b(?:so-called|(?:is|are|was|were|been|being|also|commonly|better|now) (?:called|known as|named|termed)"
    r"|dubbed|nicknamed|entitled|titled|headed|labell?ed|named)[\s“”\"„«‘’']*$",
    re.IGNORECASE,
)
"""What makes a phrase a name that the draft mentions."""
_QUESTION = re.compile(rf"[\s{re.escape(MARKS)}]*\?")
_PASSIVE_BEHIND = re.compile(
    rf"[\s{re.escape(MARKS)}]*\s(?:came up\b"
    r"|(?:was|were|(?:has|had|have) been|got)\s+(?:(?:\w+ly|also|first|then|again)\s+)?"
    rf"(?:{word_pattern('said')}|{word_pattern('treated')})\b)"
)
"""Behind a phrase: it was spoken of where the sentence began, `in Session 2 “...” was introduced`."""
_OF_CLAUSE: frozenset[StatedFactKind] = frozenset({"meeting", "place", "session", "date"})
"""Facts that count only in the clause of the quotation: another clause is about another meeting."""
_CLAUSE_END = re.compile(r"[,;:.!?(—–]|\b(?:and|but|while|which|who|where|when|after|before|since|until)\b")


def stated_facts(context: QuoteContext, names: KnownNames) -> tuple[StatedFact, ...]:
    """Return what a draft states of the source of a quotation, each fact once, in order.

    What is not clearly stated is left out. Of a sentence that denies the words, only the denial is read.
    """
    facts: dict[tuple[object, ...], StatedFact] = {}
    for part in parts_of(context):
        if _asks(part):
            continue
        if is_denied(part):
            for fact in stated_denials(part, names):
                facts.setdefault((fact.kind, fact.value), fact)
            continue
        for fact in (*_facts_of(part, names), *_facts_taken_up(context, part, names)):
            facts.setdefault((fact.kind, fact.value), fact)
    return tuple(facts.values())


def _facts_taken_up(context: QuoteContext, part: ContextPart, names: KnownNames) -> Iterator[StatedFact]:
    """Yield what a part states by words that stand for something in the sentences before it."""
    yield from facts_taken_up(
        context,
        part,
        lambda earlier: () if is_denied(earlier) else tuple(_facts_of(earlier, names)),
        lambda earlier, facts: names_beside(earlier, facts, names),
        lambda words: speaker_named(words, names, also_without_title=True),
    )


def facts_of_phrase(context: QuoteContext, names: KnownNames) -> tuple[StatedFact, ...]:
    """Return what a draft states of the source of a phrase of few words, each fact once, in order.

    The sentence may be about other things, so less is read than of a whole sentence that is quoted: only what stands
    before the verb that gives the phrase to somebody, and references. Of a sentence that denies it, nothing is read.
    """
    parts = tuple(part for part in parts_of(context) if not _asks(part))
    if any(is_denied(part) or (part.quote is not None and _NAMING.search(part.lead)) for part in parts):
        return ()
    facts: dict[tuple[object, ...], StatedFact] = {}
    for part in parts:
        clause = governing_clause(part)
        for fact in _facts_of(part, names):
            if not fact.open and (part.quote is None or _is_governing(part, clause, fact)):
                facts.setdefault((fact.kind, fact.value), fact)
    return tuple(facts.values())


def _asks(part: ContextPart) -> bool:
    """Return whether a sentence asks for the source of its quotation: `In Oslo they spoke of “...”?`."""
    return part.quote is not None and bool(_QUESTION.match(part.tail))


def _is_governing(part: ContextPart, clause: GoverningClause | None, fact: StatedFact) -> bool:
    """Return whether a fact belongs to the verb that gives a phrase to somebody, and not to the phrase."""
    quote = part.quote or 0
    if clause is None and not _PASSIVE_BEHIND.match(part.tail):
        return fact.kind in ("kind", "speaker", "stance")  # `according to the report`
    verb_end = clause.verb_start + len(clause.verb) if clause else quote
    first, last = 0, verb_end
    if clause and clause.verb_start > quote:  # `“nimble”, the panel said in Session 1`
        end_of_clause = _CLAUSE_END.search(part.text, max(verb_end, clause.start + len(clause.subject)))
        first, last = quote + 1, end_of_clause.start() if end_of_clause else len(part.text)
    return fact.begins_in(part.stretch(first, last))


def _facts_of(part: ContextPart, names: KnownNames) -> Iterator[StatedFact]:
    """Yield the facts of a part, but for those of place and time that stand in another clause than the quotation."""
    clause = governing_clause(part)
    dates = TextDates.of(part.text)
    stretches = [*own_stretches(part, clause), *days_beside_numbers(part, clause, dates)]
    own = [part.stretch(start, end) for start, end in stretches]
    for fact in _facts_in_any_clause(part, names, clause, dates):
        if fact.kind not in _OF_CLAUSE or fact.start is None or any(map(fact.begins_in, own)):
            yield fact


def _facts_in_any_clause(
    part: ContextPart, names: KnownNames, clause: GoverningClause | None, dates: TextDates
) -> Iterator[StatedFact]:
    yield from stated_meetings(part, names, clause)
    titles = [(start, end) for start, end, _ in names.titles_in(part.text)]
    numbers = tuple(stated_numbers(part, clause, dates.numbers))
    kinds = tuple(stated_kinds(part, clause))
    speakers = tuple(stated_speakers(part, names, clause))
    # One verdict on who spoke: `the representative of Norway said` is no word of a group.
    voices = () if any(map(names_somebody, speakers)) else stated_voices(part, clause)
    for fact in (
        *(fact for fact in stated_sessions(part) if not any(_is_within(speaker, fact) for speaker in speakers)),
        *kinds,
        *numbers,
        *stated_days(part, names, clause, dates),
        *speakers,
        *stated_bodies(part, clause),
        *stated_stances(part, names),
        *stated_acts(part),
        *voices,
    ):
        if not any(_is_of_title(part, fact, title) for title in titles):
            yield fact
    names_a_plan = any(fact.value in PLANNED_KINDS for fact in kinds)
    if clause and clause.manner and clause.subject_kind == "people" and not names_a_plan:
        yield _manner(part, clause)


def _is_within(speaker: StatedFact, session: StatedFact) -> bool:
    """Return whether the name of a speaker was taken for the title of a session: `the roundtable Anna Low`."""
    if not names_somebody(speaker) or None in (speaker.start, session.start):
        return False
    return (session.start or 0) < (speaker.start or 0) and (speaker.end or 0) <= (session.end or 0)


def _manner(part: ContextPart, clause: GoverningClause) -> StatedFact:
    at = clause.start + people_at_end(clause.subject)
    words = part.text[at : clause.verb_start + len(clause.verb)]
    if clause.verb_start < clause.start:  # `said Mr. Low`
        at, words = clause.verb_start, part.text[clause.verb_start : clause.start + len(clause.subject)]
    at += len(words) - len(words.lstrip(" ,"))
    words = words.strip(f" ,{BLOT}" + MARKS)
    return StatedFact("manner", words, clause.manner or "said", part.offset(at))


def _is_of_title(part: ContextPart, fact: StatedFact, title: tuple[int, int]) -> bool:
    """Return whether a fact was read from the words of a title, which say what they are about."""
    if fact.start is None:
        return fact.text in part.text[title[0] : title[1]]
    return fact.begins_in(part.stretch(*title))
