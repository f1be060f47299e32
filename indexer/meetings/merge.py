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

from .cluster import cluster_papers, meeting_days, title_overlap
from .ids import meeting_id_base
from .papers import PaperPart

_Stated = TypeVar("_Stated", DraftFacts, DraftSession)
_MIN_SESSION_OVERLAP = 0.34  # share of the shorter title's words that the other has, under one number
_MIN_TITLE_OVERLAP = 0.6  # the same, where the numbers differ


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
            sessions, session_of = _merge_sessions(meeting, drafts)
            yield MeetingGroup(meeting, drafts, sessions, session_of)


def group_drafts(drafts: Sequence[Draft]) -> list[MeetingGroup]:
    """Group drafts, given in the order of their names, into meetings, oldest first."""
    draft_of = {draft.source.name: draft for draft in drafts}
    return list(
        MeetingGroups(group_meetings({name: draft.facts for name, draft in draft_of.items()}), draft_of.__getitem__)
    )


def group_meetings(papers: Mapping[str, DraftFacts]) -> list[MeetingPapers]:
    """Return the meetings of papers, oldest first; `papers` is in the order of names."""
    clusters = [
        [paper.name for paper in cluster]
        for cluster in cluster_papers({PaperPart(name): facts for name, facts in papers.items()})
    ]
    merged = [(_merge_facts([papers[name] for name in names]), tuple(names)) for names in clusters]
    merged.sort(key=lambda entry: (entry[0].start or date.max, entry[0].title, entry[1][0]))
    preferred_ids = []
    for facts, _ in merged:
        base = facts.meeting_id or meeting_id_base(facts.title, facts.place, facts.year)
        preferred_ids.append((base, f"{facts.title}|{facts.start}"))
    meetings = []
    for (facts, names), meeting_id in zip(merged, unique_ids(preferred_ids), strict=True):
        meeting = Meeting(meeting_id, facts.title, facts.place, facts.start, facts.end, facts.year)
        meetings.append(MeetingPapers(meeting, names))
    return meetings


def _merge_facts(facts: Sequence[DraftFacts]) -> DraftFacts:
    """Merge the facts of one meeting's papers: the longest title, and the first statement of each fact."""
    stated_titles = [paper.meeting_title for paper in facts if paper.meeting_title]
    titles = stated_titles or [event_in_title(paper.title) for paper in facts]
    start, end = meeting_days(facts) or (None, None)
    return replace(
        facts[0],
        title=max(titles, key=len),
        place=next((paper.place for paper in _stated_first(facts, "place") if paper.place), None),
        start=start,
        end=end,
        year=next((paper.year for paper in _stated_first(facts, "year") if paper.year), None),
        meeting_id=next((paper.meeting_id for paper in facts if paper.meeting_id), None),
    )


def _stated_first(papers: Sequence[_Stated], key: str) -> list[_Stated]:
    """Sort papers so that those with a stated `key` come first."""
    return sorted(papers, key=lambda paper: key not in paper.stated)


def _merge_sessions(
    meeting: Meeting, drafts: Sequence[Draft]
) -> tuple[tuple[Session, ...], tuple[dict[str, Session], ...]]:
    """Return the sessions of a meeting, matched across papers by number and title, and each paper's keys to them."""
    merged: dict[str, list[DraftSession]] = {}
    ids_of: dict[int, dict[str, str]] = {}
    for place, draft in sorted(enumerate(drafts), key=lambda item: item[1].facts.status == "reported"):
        ids = ids_of[place] = {}
        for session in draft.sessions:
            session_id = _match_session(session, merged, ids)
            merged.setdefault(session_id, []).append(session)
            ids[session.key] = session_id
    sessions = {
        session_id: _merge_session(session_id, meeting, versions, ordinal)
        for ordinal, (session_id, versions) in enumerate(_order_sessions(merged))
    }
    parents = {
        ids_of[place][session.key]: ids_of[place][session.parent]
        for is_stated in (False, True)
        for place, draft in enumerate(drafts)
        for session in draft.sessions
        if session.parent and ("parent" in session.stated) is is_stated
    }
    sessions = {name: replace(session, parent=parents.get(name)) for name, session in sessions.items()}
    session_of = tuple(
        {key: sessions[session_id] for key, session_id in ids_of[place].items()} for place in range(len(drafts))
    )
    return tuple(sessions.values()), session_of


def _match_session(session: DraftSession, merged: dict[str, list[DraftSession]], taken: dict[str, str]) -> str:
    """Return the name under which a session of one paper stands in its meeting."""
    free = {name: drafts for name, drafts in merged.items() if name not in taken.values()}
    same_key = free.get(session.key)
    if same_key and (
        session.number is None
        or not same_key[0].title
        or title_overlap(session.title, same_key[0].title) >= _MIN_SESSION_OVERLAP
    ):
        return session.key
    for name, drafts in free.items():
        same_level = (session.parent is None) == (drafts[0].parent is None)
        if same_level and session.title and title_overlap(session.title, drafts[0].title) >= _MIN_TITLE_OVERLAP:
            return name
    if session.key not in merged:
        return session.key
    name = f"{session.key}-{slugify(session.title, 30) or 'other'}"
    while name in merged:
        name += "-2"
    return name


def _order_sessions(merged: dict[str, list[DraftSession]]) -> list[tuple[str, list[DraftSession]]]:
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


def _merge_session(name: str, meeting: Meeting, drafts: Sequence[DraftSession], ordinal: int) -> Session:
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
