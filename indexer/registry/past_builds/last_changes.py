"""When each paper and each meeting last changed, as far as the record of builds says."""

from __future__ import annotations

from dataclasses import dataclass, field

from .lines import BuildLine, GoneLine, PastMeetingLine, PastPaperLine, PastSessionLine, decode_past_line
from .reading import PastBuilds


@dataclass
class LastChanges:
    """The times of the builds that last changed something; what stands as in the first build on record is not here.

    Of that nobody knows when it changed. A new line of the record means a change: a paper, meeting or session that is
    as it was gets none.
    """

    papers: dict[str, str] = field(default_factory=dict)
    """By id, UTC as `2026-01-31T12:00:00Z`."""
    meetings: dict[str, str] = field(default_factory=dict)
    """The meeting itself, its papers or its sessions."""
    sessions: dict[tuple[str, str], str] = field(default_factory=dict)
    """By the ids of meeting and session: the session itself, not its passages."""
    latest: str = ""
    """The last time that anything changed: a paper, meeting or session came, changed or went."""


def last_changes(past: PastBuilds) -> LastChanges:
    """Return when papers, meetings and sessions last changed."""
    changes, is_first = LastChanges(), True
    open_lines: list[PastPaperLine | PastMeetingLine | PastSessionLine] = []
    has_gone = False
    held: dict[str, tuple[str, ...]] = {}
    for encoded in past.lines():
        line = decode_past_line(encoded)
        match line:
            case PastPaperLine() | PastMeetingLine() | PastSessionLine():
                open_lines.append(line)
            case GoneLine():
                has_gone = True
                for paper in line.papers:
                    open_lines += (PastMeetingLine(meeting, "") for meeting in held.pop(paper, ()))
                    changes.papers.pop(paper, None)
            case BuildLine():
                for opened in open_lines:
                    _note(changes, opened, "" if is_first else line.built, held)
                if (open_lines or has_gone) and not is_first:
                    changes.latest = line.built
                open_lines, has_gone, is_first = [], False, False
            case _:
                pass
    return changes


def _note(
    changes: LastChanges,
    line: PastPaperLine | PastMeetingLine | PastSessionLine,
    when: str,
    held: dict[str, tuple[str, ...]],
) -> None:
    """Note what a line changed; `held` are the meetings of each paper before."""
    match line:
        case PastPaperLine():
            touched = {*line.meetings, *held.get(line.id, ())}
            held[line.id] = line.meetings
            if when:
                changes.papers[line.id] = when
                changes.meetings.update(dict.fromkeys(touched, when))
        case PastMeetingLine():
            if when:
                changes.meetings[line.id] = when
        case PastSessionLine():
            if when:
                changes.sessions[line.meeting, line.id] = when
                changes.meetings[line.meeting] = when
