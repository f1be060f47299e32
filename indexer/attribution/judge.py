"""Hold what a draft states of a source against the passages that have the words.

A fact that the papers do not know, or know only by a guess, is not judged. How speakers and days are compared is in
`judge_speaker` and `judge_days`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from indexer.model import KIND_LABELS, FactName, Passage, Session
from indexer.references import find_restrictions
from indexer.text.analysis import stemmed_terms, terms_in

from .bodies import adopting_body, judge_body
from .denials import judge_denial
from .distance.stance import judge_stance
from .facts import (
    FactVerdict,
    JudgedFact,
    SourceWords,
    StatedBody,
    StatedFact,
    StatedFactKind,
    StatedMeetingNumber,
    StatedPeriod,
    StatedSession,
    StatedSpeaker,
    StatedVoice,
)
from .grammar.source import tells_what_was_said
from .judge_days import judge_days
from .judge_speaker import judge_speaker
from .judging.elsewhere import OtherPlaces
from .judging.holders import judge_by_holders
from .known_names import KnownNames
from .meeting_names import judge_meeting_number, told_numbers
from .numbers import judge_number
from .papers import loosely_named
from .second_hand import may_be_of_another_document
from .session_names import session_word
from .voices import judge_voice

_NUMBER_AT_END = re.compile(r"[\s.]*\b[\d.]+[A-H]?$")
_NOT_JUDGED: FactVerdict = "not_judged"


_JUDGES_OF_WORDS: dict[StatedFactKind, Callable[[StatedFact, SourceWords], JudgedFact]] = {
    "denial": judge_denial,
    "stance": judge_stance,
    "number": judge_number,
}


class FactJudge:
    """Judges stated facts by the papers of one build."""

    def __init__(self, names: KnownNames) -> None:
        self.names = names
        self._other_places = OtherPlaces(names)
        self._is_restricted = lru_cache(maxsize=64)(self._read_restriction)
        self._adopted_by = lru_cache(maxsize=64)(lambda document: adopting_body(names.passages(document)))
        self._told = lru_cache(maxsize=64)(lambda document: told_numbers(names.passages(document)))

    def judge(self, facts: Sequence[StatedFact], words: Sequence[SourceWords]) -> tuple[JudgedFact, ...]:
        """Judge facts by the passages that hold the words together; each is right if it is right of one of them."""
        stated_kind = next((fact.value for fact in facts if fact.kind == "kind"), None)
        is_told_as_plan = any(fact.value == "planned" for fact in facts)
        if is_told_as_plan and not any(part.passage.document.status == "planned" for part in words):
            # The day and place are those of the plan.
            judged = [self._judge_one(fact, words[0], "") for fact in facts]
            return tuple(JudgedFact(fact.stated, _NOT_JUDGED, fact.source) for fact in judged)
        judged = []
        for kind in dict.fromkeys(map(_kind_and_form, facts)):
            of_kind = [fact for fact in facts if _kind_and_form(fact) == kind]
            results = [
                _best(self._judge_beside(fact, part, str(stated_kind or "")) for part in words) for fact in of_kind
            ]
            # `in Sessions 2 and 5`: two values of one fact are alternatives
            if any(result.verdict == "supported" for result in results):
                results = [result for result in results if result.verdict != "contradicted"]
            elif len(results) > 1 and any(result.verdict == _NOT_JUDGED for result in results):
                results = [result for result in results if result.verdict == _NOT_JUDGED]
            judged += results
        return tuple(self._other_places.judge(judged, words))

    def _judge_beside(self, fact: StatedFact, words: SourceWords, stated_kind: str) -> JudgedFact:
        """Judge a fact, but not against a paper that itself has the words from another document."""
        judged = self._judge_one(fact, words, stated_kind)
        if judged.verdict == "contradicted" and (fact.open or may_be_of_another_document(fact, words)):
            return JudgedFact(fact, _NOT_JUDGED, judged.source)
        return judged

    def _judge_one(self, fact: StatedFact, words: SourceWords, stated_kind: str) -> JudgedFact:
        passage = words.passage
        if by_words := _JUDGES_OF_WORDS.get(fact.kind):
            return by_words(fact, words)
        match fact.value:
            case StatedSession():
                return self._session(fact, fact.value, passage)
            case StatedPeriod():
                return judge_days(fact, fact.value, passage, self.names, stated_kind)
            case StatedSpeaker():
                return self._speaker(fact, fact.value, words)
            case StatedVoice() | StatedBody() as group:
                return self._group(fact, group, words)
        judges = {"meeting": self._meeting, "place": _place, "kind": _kind}
        judge = judges.get(fact.kind)
        return judge(fact, passage) if judge else _manner(fact, words)

    def _speaker(self, fact: StatedFact, stated: StatedSpeaker, words: SourceWords) -> JudgedFact:
        restricted = stated.is_named and self._is_restricted(words.passage.document.id)
        judged = judge_speaker(fact, stated, words, restricted)
        if judged.verdict != _NOT_JUDGED or restricted:
            return judged
        by_holder = judge_by_holders(fact, stated, words, self.names)
        return by_holder if by_holder.verdict == "contradicted" else judged

    def _group(self, fact: StatedFact, stated: StatedVoice | StatedBody, words: SourceWords) -> JudgedFact:
        if isinstance(stated, StatedVoice):
            return judge_voice(fact, stated, words)
        return judge_body(fact, stated, words, self._adopted_by(words.passage.document.id))

    def _meeting(self, fact: StatedFact, passage: Passage) -> JudgedFact:
        if isinstance(fact.value, StatedMeetingNumber):
            return judge_meeting_number(fact, fact.value, passage, self.names, self._told(passage.document.id))
        meeting = passage.meeting
        source = meeting.title if meeting else ""
        ids = fact.value if isinstance(fact.value, frozenset) else frozenset()
        if passage.document.id in fact.papers or (meeting and meeting.id in ids):
            return JudgedFact(fact, "supported", source or passage.document.title)
        named = set(terms_in(fact.text))
        if meeting is None or named <= set(terms_in(f"{meeting.title} {passage.document.title}")):
            return JudgedFact(fact, _NOT_JUDGED, source)
        return JudgedFact(fact, "contradicted", source, "place")

    def _session(self, fact: StatedFact, stated: StatedSession, passage: Passage) -> JudgedFact:
        chain = self._with_parents(passage)
        source = chain[0].name if chain else ""
        if not chain or passage.meeting is None:
            return JudgedFact(fact, _NOT_JUDGED, source)
        if stated.topic:
            verdict = self._judge_topic(stated.topic, chain, passage)
        else:
            verdict = _judge_number(stated, chain, f"{passage.meeting.title} {passage.document.title}")
        if verdict == "contradicted":
            return JudgedFact(fact, "contradicted", source, "place")
        return JudgedFact(fact, "supported" if verdict == "supported" else "not_judged", source)

    def _with_parents(self, passage: Passage) -> list[Session]:
        """Return the session of a passage and those that it is a part of."""
        chain: list[Session] = []
        session = passage.session
        if session is None:
            return chain
        by_id = {other.id: other for other in self.names.sessions(session.meeting)}
        while session and session not in chain:
            chain.append(session)
            session = by_id.get(session.parent or "")
        return chain

    def _judge_topic(self, topic: frozenset[str], chain: list[Session], passage: Passage) -> FactVerdict:
        """Judge the words of a session's title; they decide only where no second session of the meeting has them."""
        meeting = passage.meeting
        of_meeting = _title_stems(f"{meeting.title} {meeting.place or ''}") if meeting else frozenset()
        topic = topic if any(topic <= _title_stems(session.title) for session in chain) else topic - of_meeting
        inside = {session.id for session in chain}
        others = [
            session
            for session in self.names.sessions(chain[0].meeting)
            if session.id not in inside and session.parent not in inside and topic <= _title_stems(session.title)
        ]
        if any(topic <= _title_stems(session.title) for session in chain):
            return _NOT_JUDGED if others or not topic else "supported"
        headings = frozenset().union(*map(_title_stems, passage.headings)) if passage.headings else frozenset()
        if topic & (headings | frozenset().union(*(_title_stems(session.title) for session in chain))):
            return _NOT_JUDGED
        return "contradicted" if len(others) == 1 else _NOT_JUDGED

    def _read_restriction(self, document: str) -> bool:
        stated = find_restrictions(self.names.passages(document))
        return any(restriction.kind == "non_attribution" for restriction in stated)


def _kind_and_form(fact: StatedFact) -> tuple[StatedFactKind, bool, bool]:
    """Return what two values of one fact have in common: a day of the week is no alternative to a date."""
    value = fact.value
    is_of_other_form = isinstance(value, StatedMeetingNumber) or (
        isinstance(value, StatedPeriod) and value.weekday is not None
    )
    return fact.kind, is_of_other_form, fact.open


def fact_rank(facts: Sequence[JudgedFact]) -> tuple[int, int]:
    """Return how many facts a place contradicts, then how few it supports: the lower, the better."""
    verdicts = [fact.verdict for fact in facts]
    return verdicts.count("contradicted"), -verdicts.count("supported")


def _best(results: Iterable[JudgedFact]) -> JudgedFact:
    order = ("supported", "contradicted", "not_judged")
    listed = list(results)
    if not any(result.verdict == "supported" for result in listed):
        order = ("not_judged", "contradicted", "supported")
    return min(listed, key=lambda result: order.index(result.verdict))


@lru_cache(maxsize=4096)
def _title_stems(title: str) -> frozenset[str]:
    return frozenset(stemmed_terms(title))


def _judge_number(stated: StatedSession, chain: list[Session], titles: str) -> FactVerdict:
    numbered = [session for session in chain if session.number is not None]
    alike = [session for session in numbered if _has_word(session, stated.word)]
    if any(session.number == stated.number for session in alike):
        return "supported"
    if not alike or any(session.number == stated.number for session in numbered):
        return _NOT_JUDGED  # the words for sessions differ, so their numbers may
    said_of_meeting = {word for word in terms_in(titles) if word.isalnum()}
    if session_word(stated.word) in said_of_meeting:
        return _NOT_JUDGED  # `tenth session` is the meeting itself
    return "contradicted"


def _has_word(session: Session, word: str) -> bool:
    """Return whether a session can be called by a word: its label's, or `session` where it has only a number."""
    return session_word(_NUMBER_AT_END.sub("", session.label or "session")) == word


def _place(fact: StatedFact, passage: Passage) -> JudgedFact:
    place = (passage.meeting.place if passage.meeting else None) or ""
    city = str(fact.value)
    titles = f"{passage.meeting.title if passage.meeting else ''} {passage.document.title}".casefold()
    is_certain_place = bool(place) and is_certain(passage, "place")
    if city in titles or (is_certain_place and city in place.casefold()):
        return JudgedFact(fact, "supported", place)
    if not is_certain_place:
        return JudgedFact(fact, "not_judged", place)
    return JudgedFact(fact, "contradicted", place, "place")


def _kind(fact: StatedFact, passage: Passage) -> JudgedFact:
    document = passage.document
    source = KIND_LABELS[document.kind]
    if fact.value == document.kind:
        if is_certain(passage, "kind"):
            return JudgedFact(fact, "supported", source)
        return JudgedFact(fact, _NOT_JUDGED, source, guessed_from=_guessed_from(passage, "kind"))
    stated = str(fact.value)
    if document.kind in ("other", "statement", "slides") or document.kind in loosely_named(stated):
        return JudgedFact(fact, "not_judged", "" if document.kind == "other" else source)
    if stated.replace("_", " ") in document.title.casefold():
        return JudgedFact(fact, "not_judged", source)
    if not is_certain(passage, "kind") and document.status == "unknown":
        return JudgedFact(fact, "not_judged", source)
    return JudgedFact(fact, "contradicted", source, "place", _guessed_from(passage, "kind"), document.kind)


def _manner(fact: StatedFact, words: SourceWords) -> JudgedFact:
    passage = words.passage
    status = passage.document.status
    source = {"planned": "planned", "reported": "reported", "unknown": ""}[status]
    if status == "unknown":
        return JudgedFact(fact, "not_judged")
    if (fact.value == "said") == (status == "reported"):
        return JudgedFact(fact, "supported", source)
    if fact.value == "planned":
        # A report also tells what is to come, and its words may be those of the plan.
        return JudgedFact(fact, "not_judged", source)
    if tells_what_was_said(words.sentence):
        return JudgedFact(fact, "not_judged", source)  # a plan that tells what was said before
    kind = passage.document.kind
    source = f"planned: {KIND_LABELS[kind].lower()}"
    return JudgedFact(fact, "contradicted", source, "planned", _guessed_from(passage, "status"), kind)


def is_certain(passage: Passage, fact: FactName) -> bool:
    """Return whether a fact of a passage's paper is known, and not guessed."""
    basis = next((item.basis for item in passage.document.evidence if item.fact == fact), "stated")
    return basis not in ("guessed", "unknown")


def _guessed_from(passage: Passage, fact: FactName) -> str:
    item = next((item for item in passage.document.evidence if item.fact == fact), None)
    return item.evidence if item and item.basis == "guessed" else ""
