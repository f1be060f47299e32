"""Cluster papers into meetings by their days, their titles and their paths.

What ties two papers is found in `path_ties` and `title_ties`; what the meeting is called is decided in `merge`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from indexer.model import FactEvidence
from indexer.structure.draft import DraftFacts
from indexer.text.prose import split_words
from indexer.text.stopwords import stop_words

from .candidates import Candidate, are_nested, free_days, is_title_printed
from .ids import normalise
from .papers import PaperCluster, PaperPart
from .path_ties import path_ties
from .ties import Tie
from .title_ties import ties_of_ids, title_ties

_LONGEST_MEETING = 31  # days between the first and the last day that papers of one meeting can state
_FILLER = stop_words("meeting_title")


def cluster_papers(papers: Mapping[PaperPart, DraftFacts]) -> list[list[PaperPart]]:
    """Return papers in clusters, one for each meeting; the order in which papers are given does not matter.

    The facts of a part are those of its paper with the part's own days, title and place. A paper of no meeting is in
    the cluster that its path puts it into, such as slides in the folder of a meeting, or in none.
    """
    return [list(cluster.papers) for cluster in find_clusters(papers)]


def find_clusters(papers: Mapping[PaperPart, DraftFacts]) -> list[PaperCluster]:
    """Return the clusters of `cluster_papers` with the evidence for them, in the order of their first papers."""
    candidates = [Candidate(paper, facts) for paper, facts in papers.items()]
    clustering = _Clustering(candidates)
    for tie in _find_ties(candidates):
        clustering.join(tie)
    return [
        PaperCluster(tuple(cluster.papers), clustering.evidence(cluster))
        for cluster in clustering.clusters()
        if any(papers[paper].has_meeting for paper in cluster.papers)
        and any(_shows_meeting(paper, papers[paper]) for paper in cluster.papers)
    ]


def _shows_meeting(paper: PaperPart, facts: DraftFacts) -> bool:
    """Return whether a paper has a name or a day for its meeting; the name of a file is none."""
    is_stated = facts.meeting_id or "has_meeting" in facts.stated
    return bool(is_stated or facts.start or facts.partial_dates or is_title_printed(paper, facts))


def _find_ties(candidates: Sequence[Candidate]) -> list[Tie]:
    """Return all ties, those that bind most first; the order of the candidates does not matter."""
    ordered = sorted(candidates, key=lambda candidate: _order(candidate.paper))
    free = [candidate for candidate in ordered if not candidate.facts.meeting_id]
    named = [candidate for candidate in free if candidate.facts.has_meeting]
    ties = [*ties_of_ids(ordered), *path_ties(free), *title_ties(named)]
    return sorted(ties, key=lambda tie: (tie.rank, _order(tie.first), _order(tie.second)))


@dataclass
class _Cluster:
    """Papers that are joined so far, with what keeps others out."""

    papers: list[PaperPart]
    days: tuple[date, date] | None
    meeting_id: str | None
    years: frozenset[int]
    symbols: frozenset[str] = frozenset()

    def admits(self, other: _Cluster, tie: Tie) -> bool:
        """Return whether a tie can make two clusters one meeting by their ids, days and parts."""
        has_two_symbols = bool(self.symbols and other.symbols and self.symbols != other.symbols)
        if self.meeting_id != other.meeting_id or (has_two_symbols and not self.meeting_id):
            return False
        parts = {paper.name: paper.part for paper in self.papers if paper.part is not None}
        if any(paper.part is not None and parts.get(paper.name, paper.part) != paper.part for paper in other.papers):
            return False
        if self.days and other.days:
            if tie.are_days_nested and not are_nested(self.days, other.days):
                return False
            first, last = sorted((self.days, other.days))
            longest = max(_LONGEST_MEETING, tie.reach)
            return free_days(first[1], last[0]) <= tie.reach and (last[1] - first[0]).days <= longest
        return not self.years or not other.years or bool(self.years & other.years)


class _Clustering:
    """Clusters that grow by one tie after another."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        """Begin with a cluster for each paper."""
        self._candidates = {candidate.paper: candidate for candidate in candidates}
        self._of: dict[PaperPart, _Cluster] = {}
        self._ties: dict[PaperPart, Tie] = {}
        for candidate in candidates:
            years = frozenset({candidate.facts.year} if candidate.facts.year else ())
            symbols = frozenset({candidate.facts.meeting_symbol} if candidate.facts.meeting_symbol else ())
            self._of[candidate.paper] = _Cluster(
                [candidate.paper], candidate.days, candidate.facts.meeting_id, years, symbols
            )

    def join(self, tie: Tie) -> None:
        """Join the clusters of two papers, unless their ids or days keep them apart."""
        first, second = self._of[tie.first], self._of[tie.second]
        if first is second or not first.admits(second, tie):
            return
        spans = [cluster.days for cluster in (first, second) if cluster.days]
        joined = _Cluster(
            [*first.papers, *second.papers],
            (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None,
            first.meeting_id,
            first.years | second.years,
            first.symbols | second.symbols,
        )
        for paper in joined.papers:
            self._of[paper] = joined
            if paper in (tie.first, tie.second):
                self._ties.setdefault(paper, tie)

    def clusters(self) -> list[_Cluster]:
        """Return the clusters, each with its papers in the order of their names."""
        distinct = {id(cluster): cluster for cluster in self._of.values()}
        for cluster in distinct.values():
            cluster.papers.sort(key=_order)
        return sorted(distinct.values(), key=lambda cluster: _order(cluster.papers[0]))

    def evidence(self, cluster: _Cluster) -> dict[PaperPart, tuple[FactEvidence, ...]]:
        """Return how each paper of a cluster is known to be of this meeting, and of its day."""
        dated = [paper for paper in cluster.papers if self._candidates[paper].days]
        days = meeting_days(self._candidates[paper].facts for paper in cluster.papers)
        result = {}
        for paper in cluster.papers:
            tie = self._ties.get(paper)
            facts = [FactEvidence("meeting", tie.basis, tie.evidence)] if tie else []
            if days and self._candidates[paper].days != days:
                others = [other for other in cluster.papers if other != paper]
                of_days = next((other for other in others if self._adds_days(other, paper)), dated[0])
                facts.append(FactEvidence("day", "sibling", of_days.name))
            result[paper] = tuple(facts)
        return result

    def _adds_days(self, other: PaperPart, paper: PaperPart) -> bool:
        """Return whether a paper states a day of the meeting that another does not."""
        days, own = self._candidates[other].days, self._candidates[paper].days
        return bool(days and not (own and own[0] <= days[0] and days[1] <= own[1]))


def _order(paper: PaperPart) -> tuple[str, int]:
    return paper.name, -1 if paper.part is None else paper.part


def meeting_days(papers: Iterable[DraftFacts]) -> tuple[date, date] | None:
    """Return the first and last day of a meeting from all of its papers, or None; days that a user stated count alone.

    A day and month without a year count where another paper shows the year.
    """
    listed = list(papers)
    stated = [facts for facts in listed if facts.start and "start" in facts.stated]
    spans = [(facts.start, facts.end or facts.start) for facts in stated or listed if facts.start]
    if not spans:
        return None
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    for facts in () if stated else listed:
        partial = facts.partial_dates
        if facts.start or not partial:
            continue
        days = replace(partial, year=first.year).days()
        if days and days[0] <= last and days[1] >= first:
            first, last = min(first, days[0]), max(last, days[1])
    return first, last


def title_overlap(title: str, other_title: str) -> float:
    """Return the share of the shorter title's words that the other has too, from 0 to 1, without filler words."""
    words_of_title, words_of_other = content_words(title), content_words(other_title)
    if not words_of_title or not words_of_other:
        return 1.0 if normalise(title) == normalise(other_title) else 0.0
    return len(words_of_title & words_of_other) / min(len(words_of_title), len(words_of_other))


def content_words(title: str) -> set[str]:
    """Return the words of a title without filler words, case-folded."""
    return {word.casefold() for word in split_words(title)} - _FILLER
