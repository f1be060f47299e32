"""Merges the sessions of one meeting's papers: which are the same, and what is known of each.

Which papers are of one meeting is decided in `cluster`; the order of sessions as a tree is in `session_tree`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from indexer.model import Meeting, Participation, Session, merged_status
from indexer.structure.draft import Draft, DraftFacts, DraftSession
from indexer.text.slugs import slugify

from .cluster import content_words, title_overlap

_Stated = TypeVar("_Stated", DraftFacts, DraftSession)
_MIN_SESSION_OVERLAP = 0.34  # share of the shorter title's words that the other has, under one number
_MIN_TITLE_OVERLAP = 0.6  # the same, where the numbers differ


@dataclass(frozen=True)
class SessionsOfPaper:
    """The sessions that a paper, or one part of it, states of a meeting."""

    sessions: tuple[DraftSession, ...]
    reported: bool
    """Whether the paper reports the meeting; what was planned is taken first."""
    own_keys: Mapping[str, str]
    """The key that each session has in the whole paper, by its key here."""

    @classmethod
    def of(cls, draft: Draft, part: int | None) -> SessionsOfPaper:
        """Return the sessions of a paper, or those of one part under the keys of a paper that holds nothing else."""
        status = draft.facts.status
        sessions = draft.sessions if part is None else _sessions_of_part(draft.sessions, part)
        sessions = tuple(
            replace(session, people=tuple(replace(person, status=status) for person in session.people))
            for session in sessions
        )
        own = [session for session in draft.sessions if part is None or session.part == part]
        keys = {session.key: named.key for session, named in zip(sessions, own, strict=True)}
        return cls(sessions, status == "reported", keys)


def _sessions_of_part(sessions: Sequence[DraftSession], part: int) -> tuple[DraftSession, ...]:
    """Return the sessions of one part of a paper, without the number that tells a key from those of other parts.

    Each of twelve minutes in one file can have an item 3, whose keys in the file are `3`, `3-2`, `3-3` and so on.
    """
    keys_of_others = {session.key for session in sessions if session.part != part}
    keys: dict[str, str] = {}
    for session in (session for session in sessions if session.part == part):
        key, base = session.key, session.key.rpartition("-")
        if session.parent in keys and key.startswith(f"{session.parent}-"):
            key = keys[session.parent] + key.removeprefix(session.parent)
        elif base[2].isdecimal() and base[0] in keys_of_others:
            key = base[0]
        keys[session.key] = key if key not in keys.values() else session.key
    return tuple(
        replace(session, key=keys[session.key], parent=keys.get(session.parent or ""))
        for session in sessions
        if session.part == part
    )


def stated_first(papers: Sequence[_Stated], key: str) -> list[_Stated]:
    """Sort papers or sessions so that those with a stated `key` come first."""
    return sorted(papers, key=lambda paper: key not in paper.stated)


def merge_sessions(
    meeting: Meeting, papers: Sequence[SessionsOfPaper]
) -> tuple[tuple[Session, ...], tuple[dict[str, Session], ...]]:
    """Return the sessions of a meeting, matched across papers by number and title, and each paper's keys to them."""
    merged: dict[str, list[DraftSession]] = {}
    reported: dict[str, list[DraftSession]] = defaultdict(list)
    ids_of: dict[int, dict[str, str]] = {}
    for place, paper in sorted(enumerate(papers), key=lambda item: item[1].reported):
        ids = ids_of[place] = {}
        for session in paper.sessions:
            session_id = _match_session(session, merged, ids)
            merged.setdefault(session_id, []).append(session)
            ids[session.key] = session_id
            if paper.reported:
                reported[session_id].append(session)
    sessions = {
        session_id: _merge_session(session_id, meeting, versions, reported[session_id], ordinal)
        for ordinal, (session_id, versions) in enumerate(_order_sessions(merged))
    }
    parents = {
        ids_of[place][session.key]: ids_of[place][session.parent]
        for is_stated in (False, True)
        for place, paper in enumerate(papers)
        for session in paper.sessions
        if session.parent and ("parent" in session.stated) is is_stated
    }
    sessions = {name: replace(session, parent=parents.get(name)) for name, session in sessions.items()}
    session_of = tuple(
        {paper.own_keys[key]: sessions[session_id] for key, session_id in ids_of[place].items()}
        for place, paper in enumerate(papers)
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
        if same_level and session.title and _are_alike(session.title, drafts[0].title):
            return name
    if session.key not in merged:
        return session.key
    name = f"{session.key}-{slugify(session.title, 30) or 'other'}"
    while name in merged:
        name += "-2"
    return name


def _are_alike(title: str, other_title: str) -> bool:
    """Return whether two titles can name one session: no word or number of its own stands in each of them.

    `Cranes, status update` and `Ropes, status update` share most words and are two.
    """
    words, other_words = content_words(title), content_words(other_title)
    return not (words - other_words and other_words - words) and title_overlap(title, other_title) >= _MIN_TITLE_OVERLAP


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


def _merge_session(
    name: str, meeting: Meeting, drafts: Sequence[DraftSession], titled: Sequence[DraftSession], ordinal: int
) -> Session:
    """Return a session from what all papers say of it; without a number its title is that of those that report it."""
    day = next((draft.day for draft in stated_first(drafts, "day") if draft.day), None)
    titles = [draft.title for draft in drafts if "title" in draft.stated]
    own = [draft.title for draft in titled if draft.title and draft.number is None]
    titles = titles or own or [draft.title for draft in drafts]
    people: dict[Participation, Participation] = {}
    for person in (person for draft in drafts for person in draft.people):
        before = people.get(without_status := replace(person, status=None))
        people[without_status] = replace(person, status=merged_status(before.status if before else None, person.status))
    return Session(
        id=name,
        meeting=meeting.id,
        title=max(titles, key=len),
        number=drafts[0].number,
        label=next((draft.label for draft in stated_first(drafts, "label") if draft.label), None),
        day=_in_meeting(day, meeting),
        time=next((draft.time for draft in stated_first(drafts, "time") if draft.time), None),
        ordinal=ordinal,
        people=tuple(people.values()),
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
