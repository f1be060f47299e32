"""Read one file from beginning to end: the task for a reading process, its result, and the part that is cached.

Readers and structure are imported when a file is read: the process that only hands out the tasks needs neither.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import msgspec

from indexer.corpus.scan import read_bytes
from indexer.corpus.settings import DocumentRule, last_stated
from indexer.disk.hashing import sha256_hex
from indexer.entities.attendees import Attendee
from indexer.errors import FailureCause, SourceUnreadable
from indexer.making.tasks import MadePapers, MakeTask
from indexer.model import Block, DocumentKind, Reading, Source
from indexer.object_store.address import StoredObject
from indexer.readers.limits import Limits
from indexer.redactions.wordings import RedactedWordings
from indexer.structure.draft import Draft, DraftFacts, DraftPassage, DraftSession, PartFacts
from indexer.text.paper_words import PaperWords, analyse

from .paper_names import NO_NAMES, PaperNames, paper_names
from .redacted import parse_without


class ReadingOptions(msgspec.Struct, frozen=True):
    """What `corpus.toml` states of a paper before it is read; everything else is overridden afterwards."""

    kind: DocumentKind | None = None
    sessions: tuple[tuple[str, int | None, str], ...] | None = None
    """Heading, number and title of each session."""
    password: str | None = None
    encoding: str | None = None
    recognise_again: bool = False
    speakers: tuple[Attendee, ...] = ()
    meetings: tuple[PartFacts, ...] = ()


def reading_options(rules: Sequence[DocumentRule]) -> ReadingOptions:
    """Return the reading options that some rules state."""
    sessions = last_stated(rules, lambda rule: rule.sessions)
    headings = None
    if sessions is not None:
        headings = tuple((session.heading, session.number, session.title or session.heading) for session in sessions)
    return ReadingOptions(
        kind=last_stated(rules, lambda rule: rule.kind),
        sessions=headings,
        password=last_stated(rules, lambda rule: rule.password),
        encoding=last_stated(rules, lambda rule: rule.encoding),
        recognise_again=last_stated(rules, lambda rule: rule.recognise_again) or False,
        speakers=tuple(
            Attendee(speaker.name, speaker.affiliation, labels=(speaker.label,))
            for speaker in last_stated(rules, lambda rule: rule.speakers) or ()
        ),
        meetings=tuple(
            PartFacts(meeting.heading, meeting.start, meeting.end or meeting.start, meeting.title, meeting.place)
            for meeting in last_stated(rules, lambda rule: rule.meetings) or ()
        ),
    )


class ReadTask(msgspec.Struct, frozen=True, tag=True):
    """A paper to read, with its options."""

    path: str
    name: str
    digest: str
    options: ReadingOptions
    limits: Limits
    member: str | None = None
    workspace: str | None = None
    """The folder for temporary files; None is that of the system."""
    redacted: RedactedWordings | None = None
    """What it may not have; None where nothing is redacted."""
    stored: StoredObject | None = None
    """The object to fetch the bytes of, where there is no file yet."""

    @property
    def suffix(self) -> str:
        """The ending of the file's name in lower case, which mostly says its format."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def source(self) -> Source:
        """The file, with what is stated of how to read it."""
        options = self.options
        return Source(
            Path(self.path),
            self.name,
            self.digest,
            self.member,
            options.password,
            options.encoding,
            options.recognise_again,
            self.stored,
        )

    @property
    def size(self) -> int:
        """The size of the file or object in bytes, or of the ZIP file that it lies in. Raise OSError."""
        return Path(self.path).stat().st_size if self.stored is None else self.stored.size


class ExternalFile(msgspec.Struct, frozen=True, tag=True):
    """A file to read that is not part of the corpus."""

    name: str
    data: bytes
    limits: Limits

    @property
    def suffix(self) -> str:
        """The ending of the file's name in lower case, which mostly says its format."""
        return PurePosixPath(self.name).suffix.lower()


class ExternalReading(msgspec.Struct, frozen=True, tag=True):
    """The result of reading a file that is not part of the corpus."""

    blocks: tuple[Block, ...]
    links: tuple[str, ...]
    warnings: tuple[str, ...]


class PaperReading(msgspec.Struct, frozen=True, tag=True):
    """The result of reading a paper; it is cached until the file changes."""

    facts: DraftFacts
    sessions: tuple[DraftSession, ...]
    passages: tuple[DraftPassage, ...]
    warnings: tuple[str, ...] = ()
    words: PaperWords = PaperWords()
    """The words of the passages' texts."""
    redacted: bool = False
    """Whether the file has words that were redacted, and that the rest is without."""
    names: PaperNames = NO_NAMES
    """The names in the passages as they were read."""


class ReadFailure(msgspec.Struct, frozen=True, tag=True):
    """The reason why a file could not be read, with the remedy."""

    reason: str
    ends_process: bool = False
    """Whether the process must not read another file."""
    option: str = ""
    """The option of `rapporteur index` that raises the limit that was reached."""
    cause: FailureCause = "passing"
    """What has to change before the file can be read."""

    @property
    def message(self) -> str:
        """The reason with every remedy, for the person who indexes."""
        return f"{self.reason}, or raise the limit with {self.option}" if self.option else self.reason


class ModelWanted(msgspec.Struct, frozen=True, tag=True):
    """The answer of a process that needs the language model for its task, and has not loaded it."""


class FileChanged(msgspec.Struct, frozen=True, tag=True):
    """The answer of a process that found other bytes than the task has the digest of."""

    digest: str
    """Of the bytes that it found."""


ProcessTask = ReadTask | ExternalFile | MakeTask
"""What a process can be given."""
TaskResult = PaperReading | ExternalReading | MadePapers | ReadFailure
"""What comes out of a task in the end."""
Answer = TaskResult | ModelWanted | FileChanged
"""What a process answers to a task: its result, or why it has to be given the task once more."""


def read_task(task: ReadTask) -> PaperReading | FileChanged:
    """Read one paper, if its bytes are those that the task is about. Raise SourceUnreadable."""
    tempfile.tempdir = task.workspace  # a process that is killed leaves its files where they are found
    data = read_bytes(task.source, task.limits)
    if (digest := sha256_hex([data])) != task.digest:
        return FileChanged(digest)
    draft = _read_data(data, task.source, task.options, task.limits, task.redacted)
    words = analyse([passage.text for passage in draft.passages])
    names = paper_names(draft.passages)
    return PaperReading(draft.facts, draft.sessions, draft.passages, draft.warnings, words, draft.redacted, names)


def read_external(task: ExternalFile) -> ExternalReading:
    """Read a file that is not part of the corpus. Raise SourceUnreadable."""
    from indexer.readers import read_source  # noqa: PLC0415  # see above

    reading = read_source(Source(Path(task.name), task.name, ""), task.data, task.limits)
    return ExternalReading(reading.blocks, reading.links, reading.warnings)


def read_paper(
    source: Source, options: ReadingOptions, limits: Limits, redacted: RedactedWordings | None = None
) -> Draft:
    """Read one source with its options. Raise SourceUnreadable when it cannot be read or holds no passage."""
    return _read_data(read_bytes(source, limits), source, options, limits, redacted)


def _read_data(
    data: bytes, source: Source, options: ReadingOptions, limits: Limits, redacted: RedactedWordings | None
) -> Draft:
    from indexer.readers import read_source  # noqa: PLC0415  # see above
    from indexer.structure.outline.session_labels import SessionHeading  # noqa: PLC0415
    from indexer.structure.parse import parse_paper  # noqa: PLC0415

    sessions = None
    if options.sessions is not None:
        sessions = {
            heading.casefold(): SessionHeading("stated", number, title) for heading, number, title in options.sessions
        }
    reading = read_source(source, data, limits)

    def parse(reading: Reading) -> Draft:
        return parse_paper(source, reading, options.kind, sessions, options.speakers, options.meetings)

    draft = parse_without(reading, parse, redacted) if redacted else parse(reading)
    if not draft.passages:
        reason = "has no passage in it: it may hold only a title, or only addresses and page numbers"
        raise SourceUnreadable(reason)
    return draft
