"""Merges what the papers of one meeting say: its title, dates and place, and which of their sessions are the same.

Which papers are of one meeting is decided in `cluster`, which sessions are the same in `sessions`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from indexer.model import FactEvidence, Meeting, Session
from indexer.structure.draft import Draft, DraftFacts, DraftPassage
from indexer.structure.front_matter.titles.sections import is_stage_of_sitting
from indexer.text.slugs import unique_ids

from .candidates import event_of_title, is_title_printed
from .cluster import find_clusters, meeting_days
from .ids import meeting_id_base
from .papers import PaperCluster, PaperPart
from .path_names import name_of_days
from .sessions import SessionsOfPaper, merge_sessions, stated_first
from .titles import meeting_title, tells_only_a_day


@dataclass(frozen=True)
class PaperPlaces:
    """The meetings and sessions that a paper holds."""

    meeting_of_part: Mapping[int | None, Meeting]
    """The meeting of each of its parts, or its only one under None; empty for a paper of no meeting."""
    session_of: Mapping[str, Session]
    """The sessions of its meetings, by the paper's own keys."""

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """Its meetings in the order of its parts, each once."""
        return tuple({meeting.id: meeting for meeting in self.meeting_of_part.values()}.values())

    def meeting_of(self, part: int | None) -> Meeting | None:
        """Return the meeting of a part, or the only one of a paper that is not divided.

        What stands in no part of a paper that has parts is of no meeting.
        """
        return self.meeting_of_part.get(None) or self.meeting_of_part.get(part)

    def session_at(self, passage: DraftPassage) -> Session | None:
        """Return the session of a passage; one that the part before has left open is none of this part."""
        session = self.session_of.get(passage.section.session) if passage.section.session else None
        meeting = self.meeting_of(passage.part)
        return session if session and meeting and session.meeting == meeting.id else None


@dataclass(frozen=True)
class GroupedPaper(PaperPlaces):
    """A paper with the meetings and sessions that it holds."""

    draft: Draft
    evidence: tuple[FactEvidence, ...] = ()
    """How it is known that it is of its meetings, and what was taken from other papers of them."""


@dataclass(frozen=True)
class MeetingGroup:
    """Papers with all of their meetings: those of one meeting, those that share several, or one of no meeting."""

    meetings: tuple[Meeting, ...]
    papers: tuple[GroupedPaper, ...]
    sessions: tuple[Session, ...]

    @property
    def meeting(self) -> Meeting | None:
        """Its only meeting; None where it has none or several."""
        return self.meetings[0] if len(self.meetings) == 1 else None

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Its papers without their places in the meetings."""
        return tuple(paper.draft for paper in self.papers)


class GroupMembers(NamedTuple):
    """The meetings of a group with the names of their papers."""

    meetings: tuple[Meeting, ...]
    parts: tuple[tuple[PaperPart, ...], ...]
    """For each meeting its papers, or the parts of papers that are about it."""
    papers: tuple[str, ...]
    """The names of all papers, each once."""
    evidence: Mapping[str, tuple[FactEvidence, ...]] = MappingProxyType({})
    """For each paper, how it is known to be of its meetings; of a paper that holds several, of the first."""


class MeetingGroups:
    """Meetings with their papers, built anew on each iteration, so that one group at a time is in memory."""

    def __init__(self, groups: Sequence[GroupMembers], draft_of: Callable[[str], Draft]) -> None:
        """Take the groups; `draft_of` returns a paper by its name and is called whenever its group is reached."""
        self._groups = groups
        self._draft_of = draft_of

    def __iter__(self) -> Iterator[MeetingGroup]:
        for members in self._groups:
            yield _meeting_group(members, {name: self._draft_of(name) for name in members.papers})


def group_drafts(drafts: Sequence[Draft]) -> list[MeetingGroup]:
    """Group drafts, given in the order of their names, into meetings, oldest first."""
    draft_of = {draft.source.name: draft for draft in drafts}
    return list(
        MeetingGroups(group_meetings({name: draft.facts for name, draft in draft_of.items()}), draft_of.__getitem__)
    )


def group_meetings(papers: Mapping[str, DraftFacts]) -> list[GroupMembers]:
    """Return the meetings of papers, oldest first, then the papers of none; `papers` is in the order of names.

    Meetings that one paper holds are in one group.
    """
    facts_of = {part: facts for name, paper in papers.items() for part, facts in _parts(name, paper)}
    clusters = [_with_place_evidence(cluster, facts_of) for cluster in find_clusters(facts_of)]
    merged = [(_merge_facts({part: facts_of[part] for part in cluster.papers}), cluster) for cluster in clusters]
    merged.sort(key=lambda entry: (entry[0].start or date.max, entry[0].title, entry[1].papers[0].name))
    preferred_ids = []
    for facts, _ in merged:
        base = facts.meeting_id or meeting_id_base(facts.title, facts.place, facts.year)
        preferred_ids.append((base, f"{facts.title}|{facts.start}"))
    meetings = []
    for (facts, cluster), meeting_id in zip(merged, unique_ids(preferred_ids), strict=True):
        meetings.append((Meeting(meeting_id, facts.title, facts.place, facts.start, facts.end, facts.year), cluster))
    with_meeting = {part.name for cluster in clusters for part in cluster.papers}
    without_meeting = (name for name in papers if name not in with_meeting)
    return [*_groups(meetings), *(GroupMembers((), (), (name,)) for name in without_meeting)]


def _with_place_evidence(cluster: PaperCluster, facts_of: Mapping[PaperPart, DraftFacts]) -> PaperCluster:
    """Return a cluster that also tells which papers take the place of the meeting from another one."""
    in_order = sorted(cluster.papers, key=lambda part: "place" not in facts_of[part].stated)
    placed = next((part for part in in_order if facts_of[part].place), None)
    if placed is None:
        return cluster
    taken = FactEvidence("place", "sibling", placed.name)
    evidence = {
        part: (*cluster.evidence.get(part, ()), *(() if facts_of[part].place else (taken,))) for part in cluster.papers
    }
    return replace(cluster, evidence=evidence)


def _parts(name: str, paper: DraftFacts) -> Iterator[tuple[PaperPart, DraftFacts]]:
    """Yield a paper with its facts, or each of its parts with the paper's facts and its own."""
    if not paper.parts:
        yield PaperPart(name), paper
    for position, part in enumerate(paper.parts):
        own = replace(
            paper,
            meeting_title=part.title or paper.meeting_title,
            place=part.place or paper.place,
            start=part.start,
            end=part.end,
            year=part.start.year,
            partial_dates=None,
        )
        yield PaperPart(name, position), own


def _groups(meetings: Iterable[tuple[Meeting, PaperCluster]]) -> list[GroupMembers]:
    """Return meetings in groups, in the order of each group's first one; meetings that a paper shares are together."""
    listed = list(meetings)
    meetings_of_paper: dict[str, list[int]] = defaultdict(list)
    for index, (_, cluster) in enumerate(listed):
        for part in cluster.papers:
            meetings_of_paper[part.name].append(index)
    seen: set[int] = set()
    groups = []
    for first in range(len(listed)):
        waiting, members = [first], set[int]()
        while waiting:
            index = waiting.pop()
            if index not in seen:
                seen.add(index)
                members.add(index)
                waiting.extend(other for part in listed[index][1].papers for other in meetings_of_paper[part.name])
        if members:
            groups.append(_members([listed[index] for index in sorted(members)]))
    return groups


def _members(meetings: Sequence[tuple[Meeting, PaperCluster]]) -> GroupMembers:
    evidence: dict[str, tuple[FactEvidence, ...]] = {}
    for _, cluster in meetings:
        for part in cluster.papers:
            evidence.setdefault(part.name, cluster.evidence.get(part, ()))
    return GroupMembers(
        tuple(meeting for meeting, _ in meetings),
        tuple(cluster.papers for _, cluster in meetings),
        tuple(evidence),
        evidence,
    )


def _meeting_group(members: GroupMembers, drafts: Mapping[str, Draft]) -> MeetingGroup:
    sessions: list[Session] = []
    session_of: dict[str, dict[str, Session]] = {name: {} for name in drafts}
    meeting_of_part: dict[str, dict[int | None, Meeting]] = {name: {} for name in drafts}
    for meeting, parts in zip(members.meetings, members.parts, strict=True):
        merged, keys_of = merge_sessions(meeting, [SessionsOfPaper.of(drafts[part.name], part.part) for part in parts])
        sessions += merged
        for part, keys in zip(parts, keys_of, strict=True):
            session_of[part.name] |= keys
            meeting_of_part[part.name][part.part] = meeting
    papers = (
        GroupedPaper(
            dict(sorted(meeting_of_part[name].items(), key=_position)),
            session_of[name],
            draft,
            members.evidence.get(name, ()),
        )
        for name, draft in drafts.items()
    )
    return MeetingGroup(members.meetings, tuple(papers), tuple(sessions))


def _position(item: tuple[int | None, Meeting]) -> int:
    """Return the position of a part in its paper."""
    return item[0] or 0


def _names_whole(paper: DraftFacts) -> bool:
    """Return whether the title of a paper can be that of a meeting, and not of a part such as `Orders of the Day`."""
    return paper.meeting_title is not None or not is_stage_of_sitting(paper.title)


def _merge_facts(papers: Mapping[PaperPart, DraftFacts]) -> DraftFacts:
    """Merge the facts of one meeting's papers: the best title, all days, and the first statement of each other fact.

    Where no paper has a printed title, where all have those of parts of a sitting, or where they say only one of
    several days, the meeting is called by its folder and days; without a day, as its paper is.
    """
    facts = list(papers.values())
    stated_titles = [paper.meeting_title for paper in facts if paper.meeting_title]
    printed = [paper for part, paper in papers.items() if is_title_printed(part, paper) and _names_whole(paper)]
    named = printed or [paper for paper in facts if paper.start or paper.partial_dates] or facts
    titles = stated_titles or [event_of_title(paper.title) for paper in named]
    days = meeting_days(facts)
    start, end = days or (None, None)
    lasts_days = start != end and not stated_titles
    best = meeting_title(titles, lasts_days=lasts_days)
    is_of_one_day = lasts_days and tells_only_a_day(best)  # one of its several days is no name
    is_named = (stated_titles or printed) and not is_of_one_day
    named_by = sorted(papers, key=lambda part: papers[part].start is None)
    return replace(
        facts[0],
        title=best if is_named or not days else name_of_days((part.name for part in named_by), days),
        place=next((paper.place for paper in stated_first(facts, "place") if paper.place), None),
        start=start,
        end=end,
        year=next((paper.year for paper in stated_first(facts, "year") if paper.year), None),
        meeting_id=next((paper.meeting_id for paper in facts if paper.meeting_id), None),
    )
