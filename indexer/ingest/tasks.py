"""One file read to the end: what goes to a reading process, what comes back, and what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from indexer.corpus.scan import read_bytes
from indexer.corpus.settings import DocumentRule, last_stated
from indexer.errors import SourceUnreadable
from indexer.model import Block, DocumentKind, Source
from indexer.readers import read_source
from indexer.readers.limits import Limits
from indexer.structure.draft import Draft, DraftFacts, DraftPassage, DraftSession
from indexer.structure.outline.session_labels import SessionHeading
from indexer.structure.parse import parse_paper


class ReadingOptions(msgspec.Struct, frozen=True):
    """What is stated of a paper that reading it goes by; all else is put in its place afterwards."""

    kind: DocumentKind | None = None
    sessions: tuple[tuple[str, int | None, str], ...] | None = None
    """Heading, number and title of each session."""
    password: str | None = None


def reading_options(rules: Sequence[DocumentRule]) -> ReadingOptions:
    """What reading a paper goes by, of what some rules state of it."""
    sessions = last_stated(rules, "sessions")
    headings = sessions and tuple((one.heading, one.number, one.title or one.heading) for one in sessions)
    return ReadingOptions(last_stated(rules, "kind"), headings, last_stated(rules, "password"))


class ReadTask(msgspec.Struct, frozen=True, tag=True):
    """A file to read, with what is stated of it."""

    path: str
    name: str
    digest: str
    options: ReadingOptions
    limits: Limits
    member: str | None = None

    @property
    def source(self) -> Source:
        """The file, with the password that is stated for it."""
        return Source(Path(self.path), self.name, self.digest, self.member, self.options.password)


class ExternalFile(msgspec.Struct, frozen=True, tag=True):
    """A file to read that is no paper of the corpus."""

    name: str
    data: bytes
    limits: Limits


class ExternalReading(msgspec.Struct, frozen=True, tag=True):
    """What was read of such a file."""

    blocks: tuple[Block, ...]
    links: tuple[str, ...]
    warnings: tuple[str, ...]


class PaperReading(msgspec.Struct, frozen=True, tag=True):
    """What was read, as it is kept until the file changes."""

    facts: DraftFacts
    sessions: tuple[DraftSession, ...]
    passages: tuple[DraftPassage, ...]
    warnings: tuple[str, ...] = ()


class ReadFailure(msgspec.Struct, frozen=True, tag=True):
    """Why a file could not be read, and what to do about it."""

    reason: str
    ends_process: bool = False
    """Whether the process that read it is not to read another file."""
    option: str = ""
    """The option of `rapporteur index` that raises the limit which was met."""

    @property
    def message(self) -> str:
        """The reason and every remedy, for whoever indexes."""
        return f"{self.reason}, or raise the limit with {self.option}" if self.option else self.reason


def read_task(task: ReadTask) -> PaperReading:
    """Read one file; raises SourceUnreadable."""
    found = read_paper(task.source, task.options, task.limits)
    return PaperReading(found.facts, found.sessions, found.passages, found.warnings)


def read_external(task: ExternalFile) -> ExternalReading:
    """Read a file that is no paper of the corpus; raises SourceUnreadable."""
    found = read_source(Source(Path(task.name), task.name, ""), task.data, task.limits)
    return ExternalReading(found.blocks, found.links, found.warnings)


def read_paper(source: Source, stated: ReadingOptions, limits: Limits) -> Draft:
    """Read one source with what is stated of it; raises SourceUnreadable."""
    sessions = None
    if stated.sessions is not None:
        sessions = {
            heading.casefold(): SessionHeading("stated", number, title) for heading, number, title in stated.sessions
        }
    found = parse_paper(source, read_source(source, read_bytes(source, limits), limits), stated.kind, sessions)
    if not found.passages:
        raise SourceUnreadable("has no passage in it: it may hold only a title, or only addresses and page numbers")
    return found
