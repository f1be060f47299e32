"""Which papers are of one meeting, what that meeting is called, and which of their sessions are the same."""

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
    """A meeting with its papers; `keys` says for each paper which session each of its own sessions is."""

    meeting: Meeting
    drafts: tuple[Draft, ...]
    sessions: tuple[Session, ...]
    session_of: tuple[dict[str, Session], ...]


class MeetingPapers(NamedTuple):
    """A meeting with the names of its papers."""

    meeting: Meeting
    papers: tuple[str, ...]


class MeetingGroups:
    """Meetings with their papers, made anew each time that they are gone through: one is in memory at a time."""

    def __init__(self, groups: Sequence[MeetingPapers], draft_of: Callable[[str], Draft]) -> None:
        """Ask `draft_of` for each paper, by its name, whenever its meeting is come to."""
        self._groups = groups
        self._draft_of = draft_of

    def __iter__(self) -> Iterator[MeetingGroup]:
        for meeting, papers in self._groups:
            drafts = tuple(map(self._draft_of, papers))
            yield MeetingGroup(meeting, drafts, *_sessions(meeting, drafts))


def group_drafts(drafts: Sequence[Draft]) -> list[MeetingGroup]:
    """Group drafts, given in the order of their names, into meetings, oldest first."""
    known = {draft.source.name: draft for draft in drafts}
    return list(MeetingGroups(group_meetings({name: draft.facts for name, draft in known.items()}), known.__getitem__))


def group_meetings(papers: Mapping[str, DraftFacts]) -> list[MeetingPapers]:
    """The meetings of papers, given by name in the order of their names, oldest first."""
    groups = cluster_papers(papers)
    facts = [_agree([papers[name] for name in one]) for one in groups]
    order = sorted(
        range(len(groups)),
        key=lambda at: (facts[at].start or date.max, facts[at].title, groups[at][0]),
    )
    wanted = []
    for at in order:
        base = facts[at].meeting_id or meeting_id_base(facts[at].title, facts[at].place, facts[at].year)
        wanted.append((base, f"{facts[at].title}|{facts[at].start}"))
    found = []
    for at, name in zip(order, unique_ids(wanted), strict=True):
        fact = facts[at]
        meeting = Meeting(name, fact.title, fact.place, fact.start, fact.end, fact.year)
        found.append(MeetingPapers(meeting, tuple(groups[at])))
    return found


def _agree(facts: Sequence[DraftFacts]) -> DraftFacts:
    """What the papers of one meeting say together: the fullest title, and the first to state each fact."""
    titles = [fact.meeting_title for fact in facts if fact.meeting_title] or [
        event_in_title(fact.title) for fact in facts
    ]
    dated = next((fact for fact in _stated_first(facts, "start") if fact.start), None)
    return replace(
        facts[0],
        title=max(titles, key=len),
        place=next((fact.place for fact in _stated_first(facts, "place") if fact.place), None),
        start=dated.start if dated else None,
        end=dated.end if dated else None,
        year=next((fact.year for fact in _stated_first(facts, "year") if fact.year), None),
        meeting_id=next((fact.meeting_id for fact in facts if fact.meeting_id), None),
    )


def _stated_first(found: Sequence[_Said], key: str) -> list[_Said]:
    """What papers say, those first of which it is stated that they say so."""
    return sorted(found, key=lambda one: key not in one.stated)


def _sessions(meeting: Meeting, drafts: Sequence[Draft]) -> tuple[tuple[Session, ...], tuple[dict[str, Session], ...]]:
    """The sessions of a meeting, those of several papers matched by number and title."""
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
    """The name under which a session of one paper goes in its meeting."""
    free = {name: found for name, found in merged.items() if name not in taken.values()}
    own = free.get(session.key)
    if own and (
        session.number is None or not own[0].title or title_overlap(session.title, own[0].title) >= _SAME_SESSION
    ):
        return session.key
    for name, found in free.items():
        same_sort = (session.parent is None) == (found[0].parent is None)
        if same_sort and session.title and title_overlap(session.title, found[0].title) >= _SAME_TITLE:
            return name
    if session.key not in merged:
        return session.key
    name = f"{session.key}-{slugify(session.title, 30) or 'other'}"
    while name in merged:
        name += "-2"
    return name


def _in_order(merged: dict[str, list[DraftSession]]) -> list[tuple[str, list[DraftSession]]]:
    """Numbered sessions by number, each followed by its parts; others where their papers have them."""
    listed = list(merged.items())
    top = [item for item in listed if item[1][0].parent is None]
    top.sort(key=lambda item: (item[1][0].number is None, item[1][0].number or 0))
    placed: list[tuple[str, list[DraftSession]]] = []
    for name, found in top:
        placed.append((name, found))
        below = {session.key for session in found}
        for part in listed:
            if part[1][0].parent in below:
                placed.append(part)
                below |= {session.key for session in part[1]}
    placed.extend(item for item in listed if item not in placed)
    return placed


def _merge(name: str, meeting: Meeting, found: Sequence[DraftSession], ordinal: int) -> Session:
    day = next((session.day for session in _stated_first(found, "day") if session.day), None)
    titles = [session.title for session in found if "title" in session.stated] or [session.title for session in found]
    people: tuple[Participation, ...] = ()
    for session in found:
        people += tuple(person for person in session.people if person not in people)
    return Session(
        id=name,
        meeting=meeting.id,
        title=max(titles, key=len),
        number=found[0].number,
        label=next((session.label for session in _stated_first(found, "label") if session.label), None),
        day=_in_meeting(day, meeting),
        time=next((session.time for session in _stated_first(found, "time") if session.time), None),
        ordinal=ordinal,
        people=people,
    )


def _in_meeting(day: tuple[int, int] | None, meeting: Meeting) -> date | None:
    """Day and month as a day of the meeting, or None if they are not one."""
    if day is None or meeting.start is None or meeting.end is None:
        return None
    for year in {meeting.start.year, meeting.end.year}:
        try:
            found = date(year, day[1], day[0])
        except ValueError:
            continue
        if meeting.start <= found <= meeting.end:
            return found
    return None
