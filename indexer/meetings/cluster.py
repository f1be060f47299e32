"""Cluster papers into meetings by their dates, places and titles.

What the meeting is called is decided in `merge`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from indexer.structure.dates import StatedDates
from indexer.structure.draft import DraftFacts
from indexer.structure.front_matter.titles import event_in_title
from indexer.text.prose import split_words
from indexer.text.stopwords import stop_words

from .ids import normalise

_MIN_OVERLAP = 0.6  # share of the shorter title's words that the other has, where nothing else ties the papers
_MIN_OVERLAP_IN_PLACE = 0.3  # the same, where day and place are one
_MIN_OVERLAP_UNDATED = 0.8  # the same, for a paper that states no day at all
_COMMON_WORD = 200  # clusters: a word in the titles of more than these distinguishes none
_FILLER = stop_words("meeting_title")


class PaperPart(NamedTuple):
    """A paper, or one of the several meetings that a paper holds."""

    name: str
    """The name of the paper's source."""
    part: int | None = None
    """Position in the paper's `parts`; None stands for the whole paper."""


def cluster_papers(papers: Mapping[PaperPart, DraftFacts]) -> list[list[PaperPart]]:
    """Return papers in clusters, one for each meeting; the order in which papers are given does not matter.

    The facts of a part are those of its paper with the part's own days, title and place. Papers of no meeting are not
    given.
    """
    clusters = _PaperClusters(papers)
    for has_certainty in (_is_dated, _is_partly_dated, _is_undated):
        for paper, facts in papers.items():
            if has_certainty(facts):
                clusters.add(paper)
    return clusters.clusters


def _is_dated(facts: DraftFacts) -> bool:
    return facts.start is not None


def _is_partly_dated(facts: DraftFacts) -> bool:
    return facts.start is None and facts.partial_dates is not None


def _is_undated(facts: DraftFacts) -> bool:
    return facts.start is None and facts.partial_dates is None


class _PaperClusters:
    """The clusters so far, indexed by day, by title word and by stated id."""

    def __init__(self, papers: Mapping[PaperPart, DraftFacts]) -> None:
        self.clusters: list[list[PaperPart]] = []
        self._papers = papers
        self._by_day: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_id: dict[str, int] = {}
        self._statements: list[dict[Hashable, DraftFacts]] = []
        """For each cluster, the facts that papers are compared with: of papers that state the same, one."""

    def add(self, paper: PaperPart) -> None:
        """Add a paper to the cluster that it belongs to, or to one of its own."""
        facts = self._papers[paper]
        cluster = self._find_cluster(facts)
        if cluster is None:
            cluster = len(self.clusters)
            self.clusters.append([])
            self._statements.append({})
            day = _day(facts)
            if day:
                self._by_day[day].append(cluster)
        if facts.meeting_id:
            self._by_id.setdefault(facts.meeting_id, cluster)
        for word in _content_words(_title(facts)):
            if cluster not in self._by_word[word][-1:]:
                self._by_word[word].append(cluster)
        self.clusters[cluster].append(paper)
        statement = (_title(facts), facts.meeting_id, facts.place, facts.start, facts.partial_dates, facts.year)
        self._statements[cluster].setdefault(statement, facts)

    def _find_cluster(self, facts: DraftFacts) -> int | None:
        if facts.meeting_id:
            return self._by_id.get(facts.meeting_id)
        day = _day(facts)
        if day:
            return self._most_similar(facts, self._by_day[day], _MIN_OVERLAP)
        clusters_by_word = [self._by_word[word] for word in _content_words(_title(facts))]
        candidates = {cluster for clusters in clusters_by_word if len(clusters) <= _COMMON_WORD for cluster in clusters}
        return self._only_match(facts, sorted(candidates))

    def _most_similar(self, facts: DraftFacts, candidates: Iterable[int], min_overlap: float) -> int | None:
        ranked = [
            (overlap, -cluster) for cluster in candidates if (overlap := self._overlap(facts, cluster, min_overlap))
        ]
        return -max(ranked)[1] if ranked else None

    def _only_match(self, facts: DraftFacts, candidates: Iterable[int]) -> int | None:
        """Return the one cluster with the title of an undated paper; None where two meetings share the title."""
        matching = [cluster for cluster in candidates if self._overlap(facts, cluster, _MIN_OVERLAP_UNDATED)]
        return matching[0] if len(matching) == 1 else None

    def _overlap(self, facts: DraftFacts, cluster: int, min_overlap: float) -> float:
        """Return the title overlap with a cluster, from 0 to 1; 0 where an id, a date or a place rules it out."""
        best = 0.0
        for other in self._statements[cluster].values():
            if other.meeting_id or not _may_be_one_meeting(facts, other):
                return 0.0
            same_place = bool(_day(facts) and facts.place and facts.place == other.place)
            overlap = title_overlap(_title(facts), _title(other))
            if overlap >= (_MIN_OVERLAP_IN_PLACE if same_place else min_overlap):
                best = max(best, overlap)
        return best


def _title(facts: DraftFacts) -> str:
    return facts.meeting_title or event_in_title(facts.title)


def _day(facts: DraftFacts) -> tuple[int, int] | None:
    if facts.start:
        return facts.start.month, facts.start.day
    return (facts.partial_dates.month, facts.partial_dates.first or 0) if facts.partial_dates else None


def _may_be_one_meeting(first: DraftFacts, second: DraftFacts) -> bool:
    """Return whether two papers can be of one meeting by day, year and place."""
    if first.place and second.place and first.place != second.place:
        return False
    if first.start and second.start:
        return first.start == second.start
    for partial, full in ((first.partial_dates, second.start), (second.partial_dates, first.start)):
        if partial and full:
            return _falls_on(partial, full)
    return None in (first.year, second.year) or first.year == second.year


def _falls_on(partial: StatedDates, start: date) -> bool:
    on_day = (partial.month, partial.first) == (start.month, start.day)
    return on_day and (partial.weekday is None or partial.weekday == start.weekday())


def title_overlap(title: str, other_title: str) -> float:
    """Return the share of the shorter title's words that the other has too, from 0 to 1, without filler words."""
    words_of_title, words_of_other = _content_words(title), _content_words(other_title)
    if not words_of_title or not words_of_other:
        return 1.0 if normalise(title) == normalise(other_title) else 0.0
    return len(words_of_title & words_of_other) / min(len(words_of_title), len(words_of_other))


def _content_words(title: str) -> set[str]:
    return {word.casefold() for word in split_words(title)} - _FILLER
