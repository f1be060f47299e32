"""Which meetings and sessions of a build are which of the registry.

A meeting is where its papers are: it keeps the id that most of its documents' rows name, whatever is now inferred
of its title, place or year. A meeting of which no paper is left on its own leads to where they went. A session
keeps its id by number or title within its meeting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from indexer.meetings.ids import normalise
from indexer.text.slugs import short_hash

from .incoming import NewMeeting, NewSession
from .rows import DocumentRow, MeetingRow, Outcome, SessionRow

_SAME_TITLE = 0.6


def assign_meeting_ids(
    old: Sequence[MeetingRow], meetings: Sequence[NewMeeting], rows: Mapping[str, DocumentRow]
) -> list[str]:
    """The final id of each meeting; an id that the user states counts more than the registry.

    `rows` are the registry's rows of the documents, by source name.
    """
    known = {row.id: row for row in old}
    final: dict[int, str] = {}
    for at, meeting in enumerate(meetings):
        if meeting.is_stated and meeting.preferred_id not in final.values():
            final[at] = meeting.preferred_id
    votes: list[tuple[int, bool, str, str, int]] = []
    for at, meeting in enumerate(meetings):
        homes = Counter(rows[one.source].meeting for one in meeting.documents if one.source in rows)
        votes.extend(
            (-count, home != meeting.preferred_id, home, meeting.preferred_id, at) for home, count in homes.items()
        )
    for _, _, home, _, at in sorted(votes):
        if at not in final and home not in final.values():
            final[at] = home
    for at in sorted(set(range(len(meetings))) - final.keys(), key=lambda at: (meetings[at].preferred_id, at)):
        final[at] = _fresh(meetings[at], known, set(final.values()))
    return [final[at] for at in range(len(meetings))]


def _fresh(meeting: NewMeeting, known: Mapping[str, MeetingRow], taken: set[str]) -> str:
    """The wanted id, unless another meeting has or had it."""
    name, attempt = meeting.preferred_id, 0
    while name in taken or (name in known and not _alike(meeting.title, known[name].title)):
        name = f"{meeting.preferred_id}-{short_hash(meeting.title, attempt, length=4)}"
        attempt += 1
    return name


def _alike(one: str, other: str) -> bool:
    return Levenshtein.normalized_similarity(normalise(one), normalise(other)) >= _SAME_TITLE


def meeting_rows(
    old: Sequence[MeetingRow], found: Mapping[str, str], homes: Mapping[str, Counter[str]], stamp: str
) -> tuple[MeetingRow, ...]:
    """The rows of all meetings ever named, from id to title of those found now.

    `homes` says of each meeting that was where its documents are now, by how many.
    """
    made = {}
    for row in old:
        into: tuple[str, ...] = ()
        outcome: Outcome = row.outcome
        if row.id in found:
            outcome = ("same" if not row.living else outcome) if found[row.id] == row.title else "edited"
        else:
            left = sorted(homes.get(row.id, Counter()).items(), key=lambda item: (-item[1], item[0]))
            into = tuple(home for home, _ in left[:1]) or row.into
            outcome = "merged" if into else "withdrawn"
        title = found.get(row.id, row.title)
        changed = replace(row, title=title, outcome=outcome, into=into)
        made[row.id] = row if changed == row else replace(changed, last=stamp)
    for name, title in found.items():
        made.setdefault(name, MeetingRow(name, title, stamp, stamp))
    return tuple(made[name] for name in sorted(made))


def session_ids(old: Sequence[SessionRow], sessions: Sequence[NewSession]) -> dict[str, str]:
    """The final id of each session of one meeting, by the id that it has without the registry."""
    living = {row.id: row for row in old if row.living}
    final: dict[str, str] = {}

    def settle(pairs: Sequence[tuple[NewSession, SessionRow]]) -> None:
        for session, row in pairs:
            if session.id not in final and row.id not in final.values():
                final[session.id] = row.id

    every = sorted(sessions, key=lambda session: session.id)
    settle([(one, living[one.id]) for one in every if one.id in living and _alike(one.title, living[one.id].title)])
    settle([(one, row) for one in every for row in living.values() if row.title and _alike(one.title, row.title)])
    settle([(one, living[one.id]) for one in every if one.id in living and one.number == living[one.id].number])
    known = {row.id: row for row in old}
    for one in every:
        if one.id in final:
            continue
        name, attempt = one.id, 0
        while name in final.values() or (name in known and not _alike(one.title, known[name].title)):
            name = f"{one.id}-{short_hash(one.title, attempt, length=4)}"
            attempt += 1
        final[one.id] = name
    return final


def session_rows(
    meeting: str, old: Sequence[SessionRow], found: Mapping[str, NewSession], stamp: str
) -> tuple[SessionRow, ...]:
    """The rows of all sessions that the meeting ever had, from final id to those found now."""
    made = {}
    for row in old:
        now = found.get(row.id)
        changed = replace(row, outcome="withdrawn")
        if now:
            same = (now.title, now.number) == (row.title, row.number)
            outcome: Outcome = "edited" if not same else row.outcome if row.living else "same"
            changed = replace(row, title=now.title, number=now.number, outcome=outcome)
        made[row.id] = row if changed == row else replace(changed, last=stamp)
    for name, one in found.items():
        made.setdefault(name, SessionRow(meeting, name, one.title, stamp, stamp, one.number))
    return tuple(made[name] for name in sorted(made))
