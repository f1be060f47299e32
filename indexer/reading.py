"""One file read to the end: what goes to a reading process, what comes back, and what is kept of it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from .corpus import read_bytes
from .drafting import draft
from .errors import SourceUnreadable
from .model import Block, Source
from .readers import read
from .readers.limits import Limits
from .settings import Rule
from .structure.draft import Draft, DraftPassage, DraftSession, Facts
from .structure.labels import SessionHeading


class Task(msgspec.Struct, frozen=True, tag=True):
    """A file to read, with what is stated of it."""

    path: str
    name: str
    digest: str
    rules: tuple[Rule, ...]
    limits: Limits
    member: str | None = None

    @property
    def source(self) -> Source:
        """The file, with the password that is stated for it."""
        password = next((rule.password for rule in reversed(self.rules) if rule.password is not None), None)
        return Source(Path(self.path), self.name, self.digest, self.member, password)


class Loose(msgspec.Struct, frozen=True, tag=True):
    """A file to read that is no paper of the corpus."""

    name: str
    data: bytes
    limits: Limits


class Loaded(msgspec.Struct, frozen=True, tag=True):
    """What was read of such a file."""

    blocks: tuple[Block, ...]
    links: tuple[str, ...]
    warnings: tuple[str, ...]


class Stored(msgspec.Struct, frozen=True, tag=True):
    """What was read, as it is kept until the file changes."""

    facts: Facts
    sessions: tuple[DraftSession, ...]
    passages: tuple[DraftPassage, ...]
    warnings: tuple[str, ...] = ()


class Failure(msgspec.Struct, frozen=True, tag=True):
    """Why a file could not be read, and what to do about it."""

    reason: str
    spent: bool = False
    """Whether the process that read it is not to read another file."""
    option: str = ""
    """The option of `rapporteur index` that raises the limit which was met."""

    @property
    def told(self) -> str:
        """The reason and every remedy, for whoever indexes."""
        return f"{self.reason}, or raise the limit with {self.option}" if self.option else self.reason


def read_task(task: Task) -> Stored:
    """Read one file; raises SourceUnreadable."""
    found = read_source(task.source, task.rules, task.limits)
    return Stored(found.facts, found.sessions, found.passages, found.warnings)


def read_loose(task: Loose) -> Loaded:
    """Read a file that is no paper of the corpus; raises SourceUnreadable."""
    found = read(Source(Path(task.name), task.name, ""), task.data, task.limits)
    return Loaded(found.blocks, found.links, found.warnings)


def read_source(source: Source, rules: tuple[Rule, ...], limits: Limits) -> Draft:
    """Read one source with what is stated of it; raises SourceUnreadable."""

    def state(facts: Facts) -> Facts:
        for rule in rules:
            facts = rule.applied(facts)
        return facts

    stated = next((rule.sessions for rule in reversed(rules) if rule.sessions is not None), None)
    sessions = None
    if stated is not None:
        sessions = {
            setting.heading.casefold(): SessionHeading("stated", setting.number, setting.title or setting.heading)
            for setting in stated
        }
    found = draft(source, read(source, read_bytes(source, limits), limits), state, sessions)
    if not found.passages:
        raise SourceUnreadable("has no passage in it: it may hold only a title, or only addresses and page numbers")
    return found
