"""The file of past builds, read: which builds there were, and what stood in one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..errors import PastBuildsDamaged, RegistryUnreadable
from ..storage.parsing import MERGE_MARKS
from .changes import completed
from .lines import (
    BuildLine,
    FormerTextLine,
    GoneLine,
    PastMeetingLine,
    PastPaperLine,
    PastSessionLine,
    decode_head,
    decode_past_line,
)

_PAPER = b'{"row":"paper","id":"'
_FOLLOWS = b',"follows":true'
"""What stands in a line that follows another; in a text of it the quotation marks would have backslashes."""


class _Range(NamedTuple):
    """Where a line stands in the bytes of the file."""

    begin: int
    end: int


@dataclass
class Standing:
    """The papers, meetings and sessions of one build."""

    papers: dict[str, tuple[_Range, ...]] = field(default_factory=dict)
    """Where the lines of each paper stand, by id: a complete one, and those that follow it."""
    meetings: dict[str, PastMeetingLine] = field(default_factory=dict)
    """By id."""
    sessions: dict[tuple[str, str], PastSessionLine] = field(default_factory=dict)
    """By meeting and id."""
    content: bytes = b""

    def paper(self, document: str) -> PastPaperLine:
        """Return a paper. Raise KeyError where the build has no such paper."""
        return completed([msgspec.json.decode(self._line(at), type=PastPaperLine) for at in self.papers[document]])

    def meetings_of(self, document: str) -> tuple[str, ...]:
        """Return the ids of the meetings of a paper without reading its passages. Raise KeyError."""
        return decode_head(self._line(self.papers[document][-1])).meetings

    def _line(self, at: _Range) -> bytes:
        return self.content[at.begin : at.end]


class PastBuilds:
    """All builds that are recorded, the oldest first."""

    def __init__(self, content: bytes) -> None:
        """Read which builds there are. Raise msgspec.DecodeError for what is no record of builds."""
        self._content = content
        self.builds: tuple[BuildLine, ...] = ()
        self.length = content.rfind(b"\n") + 1
        """Bytes of whole lines."""
        self.latest = self._standing(None)
        """What stood in the latest build, with what an unfinished one has recorded behind it."""

    @classmethod
    def read(cls, path: Path) -> PastBuilds | None:
        """Return the builds in a file; None where there is none, or none that can be read."""
        try:
            return cls(path.read_bytes())
        except (OSError, msgspec.DecodeError, ValueError):
            return None

    @property
    def is_whole(self) -> bool:
        """Whether there are builds, and the last line is complete."""
        return bool(self.builds) and self.length == len(self._content)

    def build(self, name: str) -> BuildLine | None:
        """Return a build by its name, or None."""
        return next((build for build in self.builds if build.name == name), None)

    def standing(self, name: str) -> Standing:
        """Return what stood in a build. Raise KeyError for one that is not recorded."""
        if not self.build(name):
            raise KeyError(name)
        return self._standing(name)

    def lines(self) -> Iterator[bytes]:
        """Yield the lines without their line feeds, to that of the last build."""
        end = self._content.rfind(b'\n{"row":"build"')
        end = self._content.find(b"\n", end + 1) if end >= 0 else 0
        begin = 0
        while begin < end:
            line_end = self._content.index(b"\n", begin)
            yield self._content[begin:line_end]
            begin = line_end + 1

    def former_texts(self, document: str) -> Iterator[tuple[str, str]]:
        """Yield id and wording of each text of a paper's passages that the registry does not keep."""
        mark = b'{"row":"text","passage":' + msgspec.json.encode(f"{document}.")[:-1]
        at = self._content.find(mark)
        while at >= 0:
            end = self._content.find(b"\n", at)
            if isinstance(line := decode_past_line(self._content[at:end]), FormerTextLine):
                yield line.passage, line.text
            at = self._content.find(mark, end)

    def _standing(self, until: str | None) -> Standing:
        standing, builds = Standing(content=self._content), []
        begin = 0
        while (end := self._content.find(b"\n", begin) + 1) > 0:
            line = self._content[begin:end]
            if line.startswith(_PAPER):
                paper = _id_in(line)
                before = standing.papers.get(paper, ()) if _FOLLOWS in line else ()
                standing.papers[paper] = (*before, _Range(begin, end))
            elif line.startswith(b'{"row":"text"'):
                pass
            else:
                match decode_past_line(line):
                    case PastMeetingLine() as meeting:
                        standing.meetings[meeting.id] = meeting
                    case PastSessionLine() as session:
                        standing.sessions[session.meeting, session.id] = session
                    case GoneLine(papers):
                        for paper in papers:
                            standing.papers.pop(paper, None)
                    case BuildLine() as build:
                        builds.append(build)
                        if build.name == until:
                            return standing
            begin = end
        self.builds = self.builds or tuple(builds)
        return standing


def check_past_builds(path: Path) -> None:
    """Read every line of a record. Raise PastBuildsDamaged, or RegistryUnreadable where it cannot be opened.

    What a killed build has left behind the last whole line is no damage.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise RegistryUnreadable(path, error.strerror or str(error)) from error
    lines = content[: content.rfind(b"\n") + 1].splitlines()
    for number, line in enumerate(lines, start=1):
        try:
            decode_past_line(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            is_merge = line.startswith(MERGE_MARKS)
            raise PastBuildsDamaged(path, number, "" if is_merge else f"this is no row of it ({error})") from error


def session_parents(sessions: Mapping[tuple[str, str], PastSessionLine]) -> dict[tuple[str, str], str | None]:
    """Return for each session, by meeting and id, the session above it."""
    return {(session.meeting, session.id): session.parent for session in sessions.values()}


def _id_in(line: bytes) -> str:
    """Return the id of a paper's line without reading the line, which is long."""
    begin = len(_PAPER)
    name = line[begin : line.index(b'"', begin)]
    return decode_head(line).id if b"\\" in name else name.decode()
