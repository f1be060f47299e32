"""Which papers are of one meeting, what that meeting is called, and which of their sessions are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from .ids import distinct, meeting_base, normalise
from .model import Meeting, Participation, Session, status_of
from .prose import words
from .structure.dates import Dates
from .structure.draft import Draft, DraftSession, Facts
from .structure.names import slug

_SAME_TITLE = 0.6  # share of the shorter title's words that the longer has, where nothing else ties the papers
_LIKE_TITLE = 0.3  # the same, where day and place are one
_SAME_SESSION = 0.34  # the same for titles of sessions with one number
_FILLER = frozenset(
    "a an and as at by for from in into of on or the to with meeting conference seminar summary report note programme "
    "session preparatory high-level expert".split()
)


@dataclass(frozen=True)
class Gathering:
    """A meeting with its papers; `keys` says for each paper which session each of its own sessions is."""

    meeting: Meeting
    drafts: tuple[Draft, ...]
    sessions: tuple[Session, ...]
    keys: tuple[dict[str, Session], ...]


def gather(drafts: Sequence[Draft]) -> list[Gathering]:
    """Group drafts, given in the order of their names, into meetings, oldest first."""
    groups = _groups(drafts)
    facts = [_agree([draft.facts for draft in group]) for group in groups]
    order = sorted(
        range(len(groups)),
        key=lambda at: (facts[at].start or date.max, facts[at].title, groups[at][0].source.name),
    )
    wanted = []
    for at in order:
        base = facts[at].meeting_id or meeting_base(facts[at].title, facts[at].place, facts[at].year)
        wanted.append((base, f"{facts[at].title}|{facts[at].start}"))
    found = []
    for at, name in zip(order, distinct(wanted), strict=True):
        fact = facts[at]
        meeting = Meeting(name, fact.title, fact.place, fact.start, fact.end, fact.year)
        sessions, keys = _sessions(meeting, groups[at])
        found.append(Gathering(meeting, tuple(groups[at]), sessions, keys))
    return found


def _groups(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Papers with full dates find each other first; then those that lack a year or a day join them."""
    groups: list[list[Draft]] = []
    by_day: dict[object, list[list[Draft]]] = defaultdict(list)
    named: dict[str, list[Draft]] = {}
    for rank in (0, 1, 2):
        for draft in drafts:
            facts = draft.facts
            if _certainty(facts) != rank:
                continue
            if facts.meeting_id and facts.meeting_id in named:
                named[facts.meeting_id].append(draft)
                continue
            group = _best(draft, by_day[_day(facts)] if rank < 2 else by_day["undated"])
            if group is None:
                group = []
                groups.append(group)
                by_day[_day(facts) if rank < 2 else "undated"].append(group)
                if facts.meeting_id:
                    named[facts.meeting_id] = group
            group.append(draft)
    return groups


def _certainty(facts: Facts) -> int:
    if facts.start:
        return 0
    return 1 if facts.partial else 2


def _day(facts: Facts) -> tuple[int, int] | None:
    if facts.start:
        return facts.start.month, facts.start.day
    return (facts.partial.month, facts.partial.first or 0) if facts.partial else None


def _best(draft: Draft, groups: Sequence[list[Draft]]) -> list[Draft] | None:
    """The group that a paper belongs to: the likest in title of those that its dates and place allow."""
    ranked = []
    for at, group in enumerate(groups):
        for other in group:
            one, two = draft.facts, other.facts
            if (
                one.meeting_id
                or two.meeting_id
                or not _dates_agree(one, two)
                or (one.place and two.place and one.place != two.place)
            ):
                continue
            likeness = alike(one.meeting_title or one.title, two.meeting_title or two.title)
            same_place = bool(one.place and one.place == two.place)
            if likeness >= (_LIKE_TITLE if same_place and _day(one) else _SAME_TITLE):
                ranked.append((likeness, -at, at))
    return groups[max(ranked)[2]] if ranked else None


def _dates_agree(one: Facts, two: Facts) -> bool:
    if one.start and two.start:
        return one.start == two.start
    for partial, full in ((one.partial, two.start), (two.partial, one.start)):
        if partial and full:
            return _is_on(partial, full)
    return (one.year or two.year) is None or one.year == two.year


def _is_on(partial: Dates, start: date) -> bool:
    on_day = (partial.month, partial.first) == (start.month, start.day)
    return on_day and (partial.weekday is None or partial.weekday == start.weekday())


def alike(one: str, two: str) -> float:
    """Share of the words of the poorer of two titles that the other has too, words of no weight aside."""
    first, second = _weighty(one), _weighty(two)
    if not first or not second:
        return 1.0 if normalise(one) == normalise(two) else 0.0
    return len(first & second) / min(len(first), len(second))


def _weighty(title: str) -> set[str]:
    return {word.casefold() for word in words(title)} - _FILLER


def _agree(facts: Sequence[Facts]) -> Facts:
    """What the papers of one meeting say together: the fullest title, and the first to state each fact."""
    titles = [fact.meeting_title for fact in facts if fact.meeting_title] or [fact.title for fact in facts]
    dated = next((fact for fact in facts if fact.start), None)
    return replace(
        facts[0],
        title=max(titles, key=len),
        place=next((fact.place for fact in facts if fact.place), None),
        start=dated.start if dated else None,
        end=dated.end if dated else None,
        year=next((fact.year for fact in facts if fact.year), None),
        meeting_id=next((fact.meeting_id for fact in facts if fact.meeting_id), None),
    )


def _sessions(meeting: Meeting, drafts: Sequence[Draft]) -> tuple[tuple[Session, ...], tuple[dict[str, Session], ...]]:
    """The sessions of a meeting, those of several papers matched by number and title."""
    merged: dict[str, list[DraftSession]] = {}
    keys: list[dict[str, str]] = []
    for draft in sorted(drafts, key=lambda draft: status_of(draft.facts.kind) == "reported"):
        names: dict[str, str] = {}
        for session in draft.sessions:
            name = _match(session, merged, names)
            merged.setdefault(name, []).append(session)
            names[session.key] = name
        keys.append(names)
    order = {
        id(draft): at for at, draft in enumerate(sorted(drafts, key=lambda d: status_of(d.facts.kind) == "reported"))
    }
    sessions = {name: _merge(name, meeting, found, ordinal) for ordinal, (name, found) in enumerate(_in_order(merged))}
    parents = {
        names[s.key]: names[s.parent] for d in drafts for names in [keys[order[id(d)]]] for s in d.sessions if s.parent
    }
    sessions = {name: replace(session, parent=parents.get(name)) for name, session in sessions.items()}
    mapped = tuple({key: sessions[name] for key, name in keys[order[id(draft)]].items()} for draft in drafts)
    return tuple(sessions.values()), mapped


def _match(session: DraftSession, merged: dict[str, list[DraftSession]], taken: dict[str, str]) -> str:
    """The name under which a session of one paper goes in its meeting."""
    free = {name: found for name, found in merged.items() if name not in taken.values()}
    own = free.get(session.key)
    if own and (session.number is None or not own[0].title or alike(session.title, own[0].title) >= _SAME_SESSION):
        return session.key
    for name, found in free.items():
        same_sort = (session.parent is None) == (found[0].parent is None)
        if same_sort and session.title and alike(session.title, found[0].title) >= _SAME_TITLE:
            return name
    if session.key not in merged:
        return session.key
    name = f"{session.key}-{slug(session.title, 30) or 'other'}"
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
    day = next((session.day for session in found if session.day), None)
    people: tuple[Participation, ...] = ()
    for session in found:
        people += tuple(person for person in session.people if person not in people)
    return Session(
        id=name,
        meeting=meeting.id,
        title=max((session.title for session in found), key=len),
        number=found[0].number,
        label=next((session.label for session in found if session.label), None),
        day=_in_meeting(day, meeting),
        time=next((session.time for session in found if session.time), None),
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
