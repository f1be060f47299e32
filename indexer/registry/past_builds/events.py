"""What each build changed: which passages came, were reworded or went, and since when meetings are known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from .changes import completed
from .lines import BuildLine, GoneLine, PastMeetingLine, PastPaperLine, decode_past_line
from .reading import PastBuilds


class RewordedPassage(NamedTuple):
    """A passage with the hashes of its text before a build and in it."""

    id: str
    before: str
    after: str


@dataclass
class BuildChanges:
    """What a build changed."""

    build: BuildLine
    added: list[str] = field(default_factory=list)
    """Ids of passages that were not in the build before, in the order of their papers."""
    reworded: list[RewordedPassage] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    """Ids of the passages that are not in it any more, each with the hash of its last text."""


@dataclass(frozen=True)
class PastEvents:
    """What all builds on record changed; of what stood in the first one nobody knows how old it is."""

    begun: str
    """The time of the first build."""
    changes: tuple[BuildChanges, ...]
    """Of each later build, the newest first."""
    meetings: dict[str, str]
    """By id of a meeting, the time of the build that first had it as it is, where that is a later one."""

    def entered(self) -> dict[str, str]:
        """Return the time of the build in which each passage came that did not stand in the first one."""
        return {id_: changes.build.built for changes in reversed(self.changes) for id_ in changes.added}

    def reworded(self) -> dict[str, str]:
        """Return the time of the last build that reworded each passage, of those that any build reworded."""
        return {change.id: changes.build.built for changes in reversed(self.changes) for change in changes.reworded}

    def worded(self) -> dict[str, str]:
        """Return the time of the build that gave each passage its wording, of those not as in the first build."""
        entered, reworded = self.entered(), self.reworded()
        return {id_: max(entered.get(id_, ""), reworded.get(id_, "")) for id_ in {*entered, *reworded}}

    def papers_changed(self) -> dict[str, str]:
        """Return the time of the last build in which passages of each paper came, were reworded or went."""
        times: dict[str, str] = {}
        for changes in reversed(self.changes):
            ids = (*changes.added, *(change.id for change in changes.reworded), *(id_ for id_, _ in changes.gone))
            times.update(dict.fromkeys((id_.rpartition(".")[0] for id_ in ids), changes.build.built))
        return times


def events_of(past: PastBuilds) -> PastEvents:
    """Return what all builds on record changed. Only papers with more than one line are read."""
    reader = _EventReader()
    for line in past.lines():
        reader.add(line)
    begun = past.builds[0].built if past.builds else ""
    return PastEvents(begun, tuple(reversed(reader.changes)), reader.meetings)


class _EventReader:
    def __init__(self) -> None:
        self.changes: list[BuildChanges] = []
        self.meetings: dict[str, str] = {}
        self._encoded: dict[str, bytes] = {}
        """The first line of each paper that has no other yet."""
        self._papers: dict[str, PastPaperLine] = {}
        """The last line of each other paper, made complete."""
        self._open = BuildChanges(BuildLine("", "", "", 0, 0, 0))
        self._new_meetings: list[str] = []
        self._is_first = True

    def add(self, encoded: bytes) -> None:
        """Take the next line."""
        if self._is_first and encoded.startswith(b'{"row":"paper"') and (paper := _id_in(encoded)) not in self._encoded:
            self._encoded[paper] = encoded
            return
        line = decode_past_line(encoded)
        match line:
            case PastPaperLine():
                self._compare(line)
            case PastMeetingLine():
                self._new_meetings.append(line.id)
            case GoneLine():
                for paper in line.papers:
                    before = self._last(paper)
                    self._forget(paper)
                    self._open.gone += [(f"{paper}.{placed.name}", placed.text) for placed in before.passages]
            case BuildLine():
                self._close(line)

    def _last(self, paper: str) -> PastPaperLine:
        if paper in self._encoded:
            return msgspec.json.decode(self._encoded[paper], type=PastPaperLine)
        return self._papers.get(paper) or PastPaperLine(paper, "", "other", "unknown")

    def _forget(self, paper: str) -> None:
        self._encoded.pop(paper, None)
        self._papers.pop(paper, None)

    def _compare(self, line: PastPaperLine) -> None:
        before = self._last(line.id)
        after = completed([before, line] if line.follows else [line])
        self._forget(line.id)
        self._papers[line.id] = after
        texts = {placed.name: placed.text for placed in before.passages}
        now = {placed.name: placed.text for placed in after.passages}
        for name, text in now.items():
            if name not in texts:
                self._open.added.append(f"{line.id}.{name}")
            elif texts[name] != text:
                self._open.reworded.append(RewordedPassage(f"{line.id}.{name}", texts[name], text))
        self._open.gone += [(f"{line.id}.{name}", text) for name, text in texts.items() if name not in now]

    def _close(self, build: BuildLine) -> None:
        if not self._is_first:
            self._open.build = build
            self.changes.append(self._open)
            self.meetings.update(dict.fromkeys(self._new_meetings, build.built))
        self._is_first = False
        self._new_meetings = []
        self._open = BuildChanges(build)


class _OnlyId(msgspec.Struct):
    id: str


def _id_in(encoded: bytes) -> str:
    return msgspec.json.decode(encoded, type=_OnlyId).id
