"""Whether a draft names the meeting of another place than the words are from, where the place of theirs is not known.

`The Oslo summary says “...”` over words of a meeting that the papers place nowhere: its paper never names Oslo, and the
papers know the meeting that was there, on other days.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from indexer.attribution.facts import JudgedFact, SourceWords, StatedFact, StatedPeriod
from indexer.attribution.grammar.words import paper_kind, paper_pattern
from indexer.attribution.judge_days import days_overlap, meeting_days
from indexer.attribution.known_names import KnownNames
from indexer.attribution.papers import loosely_named
from indexer.model import DocumentKind, Meeting
from indexer.text.analysis import terms_in

_ANY_MEETING = frozenset("meeting gathering talks panel panelists panellists participants delegates attendees".split())
"""Words that any meeting can be called by, or those who were there."""
_OF_SEATS: frozenset[DocumentKind] = frozenset({"resolution", "statement"})
"""Papers of bodies that meet at a seat which they do not name."""


class OtherPlaces:
    """Knows which meetings were in a city, and which papers never name it."""

    def __init__(self, names: KnownNames) -> None:
        self._names = names
        self._names_city = lru_cache(maxsize=256)(self._read_mention)

    def judge(self, judged: Sequence[JudgedFact], words: Sequence[SourceWords]) -> list[JudgedFact]:
        """Return judged facts, those of a place contradicted where the draft names the meeting that was there."""
        return [self._judge_one(fact, judged, words) if _is_open(fact) else fact for fact in judged]

    def _judge_one(self, judged: JudgedFact, beside: Sequence[JudgedFact], words: Sequence[SourceWords]) -> JudgedFact:
        fact = judged.stated
        others = self._meetings_in(str(fact.value), fact.of_name)
        if not others or any(not self._is_elsewhere(part, str(fact.value), others) for part in words):
            return judged
        if any(_identifies(other, others) for other in beside):
            return judged
        meeting = words[0].passage.meeting
        return JudgedFact(fact, "contradicted", meeting.title if meeting else "", "elsewhere")

    def _meetings_in(self, city: str, noun: str) -> list[Meeting]:
        """Return the meetings in a city if one or more of them can be called by a word, none where none can."""
        found = [
            meeting
            for meeting in self._names.meetings.values()
            if city in (meeting.place or "").casefold() and meeting_days(meeting)
        ]
        return found if any(self._can_be_called(meeting, noun.casefold()) for meeting in found) else []

    def _can_be_called(self, meeting: Meeting, noun: str) -> bool:
        if noun in _ANY_MEETING or noun.removesuffix("s") in terms_in(meeting.title):
            return True
        paper = paper_pattern().fullmatch(noun)
        if paper is None:
            return False
        kinds = {paper_kind(paper), *loosely_named(paper_kind(paper))}
        return any(
            document.kind in kinds and any(other.id == meeting.id for other in document.meetings)
            for document in self._names.documents
        )

    def _is_elsewhere(self, words: SourceWords, city: str, others: Sequence[Meeting]) -> bool:
        """Return whether words are from a meeting of other days, whose paper says nothing of a city."""
        passage = words.passage
        days = meeting_days(passage.meeting)
        if days is None or passage.document.kind in _OF_SEATS or (passage.meeting and passage.meeting.place):
            return False
        other_days = [meeting_days(other) for other in others]
        is_other_time = not any(known and days_overlap(days, known) for known in other_days)
        return is_other_time and not self._names_city(passage.document.id, city)

    def _read_mention(self, document: str, city: str) -> bool:
        wanted = re.compile(rf"\b{re.escape(city)}\b", re.IGNORECASE)
        return any(
            wanted.search(passage.text) or any(map(wanted.search, passage.headings))
            for passage in self._names.passages(document)
        )


def _is_open(judged: JudgedFact) -> bool:
    return judged.stated.kind == "place" and judged.verdict == "not_judged" and bool(judged.stated.of_name)


def _identifies(judged: JudgedFact, others: Sequence[Meeting]) -> bool:
    """Return whether a fact shows that the draft means the meeting of the words, although it names another's city."""
    if judged.verdict != "supported":
        return False
    fact: StatedFact = judged.stated
    if isinstance(fact.value, StatedPeriod):
        period = fact.value
        if not period.has_year:
            return False
        return not any(days_overlap((period.first, period.last), known) for known in map(meeting_days, others) if known)
    return fact.kind in ("meeting", "session", "number")
