"""Merges what the papers of one meeting say: its title, dates and place, and which of their sessions are the same.

Which papers are of one meeting is decided in `cluster`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, TypeVar

from indexer.model import Meeting, Participation, Session
from indexer.structure.draft import Draft, DraftFacts, DraftSession
from indexer.structure.front_matter.titles import event_in_title
from indexer.text.slugs import slugify, unique_ids

from .cluster import cluster_papers, title_overlap
from .ids import meeting_id_base

_Said = TypeVar("_Said", DraftFacts, DraftSession)
_SAME_SESSION = 0.34  # share of the words of the poorer of two titles that the other has, under one number
_SAME_TITLE = 0.6  # the same, where the numbers differ


@dataclass(frozen=True)
class MeetingGroup:
    """A meeting with its papers; `session_of` maps, for each paper, its own session keys to the meeting's sessions."""

    meeting: Meeting
    drafts: tuple[Draft, ...]
    sessions: tuple[Session, ...]
    session_of: tuple[dict[str, Session], ...]


class MeetingPapers(NamedTuple):
    """A meeting with the names of its papers."""

    meeting: Meeting
    papers: tuple[str, ...]


class MeetingGroups:
    """Meetings with their papers, built anew on each iteration, so that one at a time is in memory."""

    def __init__(self, groups: Sequence[MeetingPapers], draft_of: Callable[[str], Draft]) -> None:
        """Take the meetings; `draft_of` returns a paper by its name and is called whenever its meeting is reached."""
        self._groups = groups
        self._draft_of = draft_of

    def __iter__(self) -> Iterator[MeetingGroup]:
        for meeting, names in self._groups:
            drafts = tuple(map(self._draft_of, names))
            yield MeetingGroup(meeting, drafts, *_sessions(meeting, drafts))


def group_drafts(drafts: Sequence[Draft]) -> list[MeetingGroup]:
    """Group drafts, given in the order of their names, into meetings, oldest first."""
    draft_of = {draft.source.name: draft for draft in drafts}
    return list(
        MeetingGroups(group_meetings({name: draft.facts for name, draft in draft_of.items()}), draft_of.__getitem__)
    )


def group_meetings(papers: Mapping[str, DraftFacts]) -> list[MeetingPapers]:
    """Return the meetings of papers, oldest first; `papers` is in the order of names."""
    clusters = cluster_papers(papers)
    facts = [_agree([papers[meeting_id] for meeting_id in names]) for names in clusters]
    order = sorted(
        range(len(clusters)),
        key=lambda cluster: (facts[cluster].start or date.max, facts[cluster].title, clusters[cluster][0]),
    )
    preferred_ids = []
    for cluster in order:
        base = facts[cluster].meeting_id or meeting_id_base(
            facts[cluster].title, facts[cluster].place, facts[cluster].year
        )
        preferred_ids.append((base, f"{facts[cluster].title}|{facts[cluster].start}"))
    meetings = []
    for cluster, meeting_id in zip(order, unique_ids(preferred_ids), strict=True):
        meeting_facts = facts[cluster]
        meeting = Meeting(
            meeting_id,
            meeting_facts.title,
            meeting_facts.place,
            meeting_facts.start,
            meeting_facts.end,
            meeting_facts.year,
        )
        meetings.append(MeetingPapers(meeting, tuple(clusters[cluster])))
    return meetings


def _agree(facts: Sequence[DraftFacts]) -> DraftFacts:
    """Merge the facts of one meeting's papers: the longest title, and the first statement of each fact."""
    titles = [paper.meeting_title for paper in facts if paper.meeting_title] or [
        event_in_title(paper.title) for paper in facts
    ]
    dated = next((paper for paper in _stated_first(facts, "start") if paper.start), None)
    return replace(
        facts[0],
        title=max(titles, key=len),
        place=next((paper.place for paper in _stated_first(facts, "place") if paper.place), None),
        start=dated.start if dated else None,
        end=dated.end if dated else None,
        year=next((paper.year for paper in _stated_first(facts, "year") if paper.year), None),
        meeting_id=next((paper.meeting_id for paper in facts if paper.meeting_id), None),
    )


def _stated_first(papers: Sequence[_Said], key: str) -> list[_Said]:
    """Sort papers so that those with a stated `key` come first."""
    return sorted(papers, key=lambda paper: key not in paper.stated)


def _sessions(meeting: Meeting, drafts: Sequence[Draft]) -> tuple[tuple[Session, ...], tuple[dict[str, Session], ...]]:
    """Return the sessions of a meeting, matched across papers by number and title, and each paper's keys to them."""
    merged: dict[str, list[DraftSession]] = {}
    keys: list[dict[str, str]] = []
    for draft in sorted(drafts, key=lambda draft: draft.facts.status == "reported"):
        names: dict[str, str] = {}
        for session in draft.sessions:
            name = _match(session, merged, names)
            merged.setdefault(name, []).append(session)
            names[session.key] = name
        keys.append(names)
    order = {id(draft): at for at, draft in enumerate(sorted(drafts, key=lambda d: d.facts.status == "reported"))}
    sessions = {name: _merge(name, meeting, found, ordinal) for ordinal, (name, found) in enumerate(_in_order(merged))}
    parents = {
        names[s.key]: names[s.parent]
        for is_stated in (False, True)
        for d in drafts
        for names in [keys[order[id(d)]]]
        for s in d.sessions
        if s.parent and ("parent" in s.stated) is is_stated
    }
    sessions = {name: replace(session, parent=parents.get(name)) for name, session in sessions.items()}
    mapped = tuple({key: sessions[name] for key, name in keys[order[id(draft)]].items()} for draft in drafts)
    return tuple(sessions.values()), mapped


def _match(session: DraftSession, merged: dict[str, list[DraftSession]], taken: dict[str, str]) -> str:
    """Return the name under which a session of one paper stands in its meeting."""
    free = {name: drafts for name, drafts in merged.items() if name not in taken.values()}
    same_key = free.get(session.key)
    if same_key and (
        session.number is None
        or not same_key[0].title
        or title_overlap(session.title, same_key[0].title) >= _SAME_SESSION
    ):
        return session.key
    for name, drafts in free.items():
        same_sort = (session.parent is None) == (drafts[0].parent is None)
        if same_sort and session.title and title_overlap(session.title, drafts[0].title) >= _SAME_TITLE:
            return name
    if session.key not in merged:
        return session.key
    name = f"{session.key}-{slugify(session.title, 30) or 'other'}"
    while name in merged:
        name += "-2"
    return name


def _in_order(merged: dict[str, list[DraftSession]]) -> list[tuple[str, list[DraftSession]]]:
    """Sort sessions: numbered ones by number, each followed by its parts, others in the order of their papers."""
    listed = list(merged.items())
    top_level = [item for item in listed if item[1][0].parent is None]
    top_level.sort(key=lambda item: (item[1][0].number is None, item[1][0].number or 0))
    ordered: list[tuple[str, list[DraftSession]]] = []
    for name, drafts in top_level:
        ordered.append((name, drafts))
        parent_keys = {session.key for session in drafts}
        for part in listed:
            if part[1][0].parent in parent_keys:
                ordered.append(part)
                parent_keys |= {session.key for session in part[1]}
    ordered.extend(item for item in listed if item not in ordered)
    return ordered


def _merge(name: str, meeting: Meeting, drafts: Sequence[DraftSession], ordinal: int) -> Session:
    day = next((draft.day for draft in _stated_first(drafts, "day") if draft.day), None)
    titles = [draft.title for draft in drafts if "title" in draft.stated] or [draft.title for draft in drafts]
    people: tuple[Participation, ...] = ()
    for draft in drafts:
        people += tuple(person for person in draft.people if person not in people)
    return Session(
        id=name,
        meeting=meeting.id,
        title=max(titles, key=len),
        number=drafts[0].number,
        label=next((draft.label for draft in _stated_first(drafts, "label") if draft.label), None),
        day=_in_meeting(day, meeting),
        time=next((draft.time for draft in _stated_first(drafts, "time") if draft.time), None),
        ordinal=ordinal,
        people=people,
    )


def _in_meeting(day: tuple[int, int] | None, meeting: Meeting) -> date | None:
    """Return day and month as a date of the meeting, or None if the meeting has no such day."""
    if day is None or meeting.start is None or meeting.end is None:
        return None
    for year in {meeting.start.year, meeting.end.year}:
        try:
            candidate = date(year, day[1], day[0])
        except ValueError:
            continue
        if meeting.start <= candidate <= meeting.end:
            return candidate
    return None
