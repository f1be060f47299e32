"""Which papers are of one meeting: what their dates and places allow, and their titles say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import date

from indexer.structure.draft import DraftFacts
from indexer.structure.front_matter.dates import StatedDates
from indexer.structure.front_matter.titles import event_in_title
from indexer.text.prose import split_words

from .ids import normalise

_SAME_TITLE = 0.6  # share of the shorter title's words that the longer has, where nothing else ties the papers
_LIKE_TITLE = 0.3  # the same, where day and place are one
_ONLY_TITLE = 0.8  # the same, for a paper that states no day at all
_COMMON = 200  # groups: a word in the titles of more than these tells nothing
_FILLER = frozenset(
    "a an and as at by for from in into of on or the to with meeting conference seminar summary report note programme "
    "session preparatory high-level expert concept agenda minutes".split()
)


def cluster_papers(papers: Mapping[str, DraftFacts]) -> list[list[str]]:
    """Papers by name in groups, one for each meeting; the order in which they are given changes no group."""
    groups = _PaperClusters(papers)
    for certainty in (_is_dated, _is_partly_dated, _is_undated):
        for name, facts in papers.items():
            if certainty(facts):
                groups.add(name)
    return groups.found


def _is_dated(facts: DraftFacts) -> bool:
    return facts.start is not None


def _is_partly_dated(facts: DraftFacts) -> bool:
    return facts.start is None and facts.partial is not None


def _is_undated(facts: DraftFacts) -> bool:
    return facts.start is None and facts.partial is None


class _PaperClusters:
    """The groups so far, found again by their day, by the words of their titles, or by a stated id."""

    def __init__(self, papers: Mapping[str, DraftFacts]) -> None:
        self.found: list[list[str]] = []
        self._papers = papers
        self._by_day: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_id: dict[str, int] = {}
        self._said: list[dict[Hashable, DraftFacts]] = []
        """What is stated in each group that a paper is compared by; of many papers that say the same, one."""

    def add(self, name: str) -> None:
        """Put a paper into the group that it belongs to, or into one of its own."""
        facts = self._papers[name]
        at = self._place(facts)
        if at is None:
            at = len(self.found)
            self.found.append([])
            self._said.append({})
            day = _day(facts)
            if day:
                self._by_day[day].append(at)
        if facts.meeting_id:
            self._by_id.setdefault(facts.meeting_id, at)
        for word in _weighty(_title(facts)):
            if at not in self._by_word[word][-1:]:
                self._by_word[word].append(at)
        self.found[at].append(name)
        said = (_title(facts), facts.meeting_id, facts.place, facts.start, facts.partial, facts.year)
        self._said[at].setdefault(said, facts)

    def _place(self, facts: DraftFacts) -> int | None:
        if facts.meeting_id:
            return self._by_id.get(facts.meeting_id)
        day = _day(facts)
        if day:
            return self._likest(facts, self._by_day[day], _SAME_TITLE)
        listed = [self._by_word[word] for word in _weighty(_title(facts))]
        candidates = {at for groups in listed if len(groups) <= _COMMON for at in groups}
        return self._only(facts, sorted(candidates))

    def _likest(self, facts: DraftFacts, candidates: Iterable[int], least: float) -> int | None:
        ranked = [(likeness, -at) for at in candidates if (likeness := self._likeness(facts, at, least))]
        return -max(ranked)[1] if ranked else None

    def _only(self, facts: DraftFacts, candidates: Iterable[int]) -> int | None:
        """The one group with the title of a paper without a day: of two meetings with one title neither is it."""
        like = [at for at in candidates if self._likeness(facts, at, _ONLY_TITLE)]
        return like[0] if len(like) == 1 else None

    def _likeness(self, facts: DraftFacts, at: int, least: float) -> float:
        """How like the title of a group is, or 0 where it, a date or a place says that the meeting is another."""
        best = 0.0
        for other in self._said[at].values():
            if other.meeting_id or not _agree(facts, other):
                return 0.0
            same_place = bool(_day(facts) and facts.place and facts.place == other.place)
            likeness = title_overlap(_title(facts), _title(other))
            if likeness >= (_LIKE_TITLE if same_place else least):
                best = max(best, likeness)
        return best


def _title(facts: DraftFacts) -> str:
    return facts.meeting_title or event_in_title(facts.title)


def _day(facts: DraftFacts) -> tuple[int, int] | None:
    if facts.start:
        return facts.start.month, facts.start.day
    return (facts.partial.month, facts.partial.first or 0) if facts.partial else None


def _agree(one: DraftFacts, two: DraftFacts) -> bool:
    """Whether nothing that two papers state of day, year and place keeps them apart."""
    if one.place and two.place and one.place != two.place:
        return False
    if one.start and two.start:
        return one.start == two.start
    for partial, full in ((one.partial, two.start), (two.partial, one.start)):
        if partial and full:
            return _is_on(partial, full)
    return None in (one.year, two.year) or one.year == two.year


def _is_on(partial: StatedDates, start: date) -> bool:
    on_day = (partial.month, partial.first) == (start.month, start.day)
    return on_day and (partial.weekday is None or partial.weekday == start.weekday())


def title_overlap(one: str, two: str) -> float:
    """Share of the words of the poorer of two titles that the other has too, words of no weight aside."""
    first, second = _weighty(one), _weighty(two)
    if not first or not second:
        return 1.0 if normalise(one) == normalise(two) else 0.0
    return len(first & second) / min(len(first), len(second))


def _weighty(title: str) -> set[str]:
    return {word.casefold() for word in split_words(title)} - _FILLER
