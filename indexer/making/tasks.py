"""Papers whose findings are made in another process, here or on another machine: the task, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

import msgspec

from indexer.engine.engines import Engines
from indexer.meetings.merge import PaperPlaces
from indexer.model import Document, Meeting, Session
from indexer.readers.limits import Limits
from indexer.structure.draft import DraftPassage
from indexer.text.paper_words import PaperWords
from indexer.text.sentences import SentenceSplitter, SentenceStatistics

from .findings import PaperFindings, find_in_passages
from .names import NamesTaken
from .passages import put_together

StepT = TypeVar("StepT")


class PaperForEngine(msgspec.Struct, frozen=True, array_like=True):
    """What an engine needs of a paper besides, where it can make something of its passages away from its writer."""

    engine: str
    """The name of the engine."""
    ids: tuple[str, ...]
    """Those of the passages."""
    meeting_of_part: tuple[tuple[int | None, Meeting], ...]
    session_of: tuple[tuple[str, Session], ...]
    """The sessions of the paper by its own keys, without their people."""
    above: tuple[Session, ...]
    """The sessions that contain these."""
    words: bytes
    """The words of the passages, encoded, as the cache of readings has them."""


class UnmadePaper(msgspec.Struct, frozen=True, array_like=True):
    """A paper with all that its findings depend on, but for the statistics of sentences, which all papers share."""

    document: Document
    scopes: dict[int | None, str]
    names: NamesTaken
    mentions: dict[int, tuple[tuple[str, ...], tuple[str, ...]]]
    passages: bytes
    """The passages as they were read, encoded, as the cache of readings has them."""
    for_engine: PaperForEngine | None = None


class MakeTask(msgspec.Struct, frozen=True, tag=True):
    """Some papers for one process."""

    sentences: bytes
    """The statistics, encoded."""
    papers: tuple[UnmadePaper, ...]
    limits: Limits
    """Those of one file hold for all papers together."""

    @property
    def name(self) -> str:
        """What it is called in a message about it."""
        return "papers"

    @property
    def suffix(self) -> str:
        """No reader of any format is needed."""
        return ""


class MadePapers(msgspec.Struct, frozen=True, tag=True):
    """What was made of the papers of a task, each encoded, so that who hands them on need not read them."""

    papers: tuple[bytes, ...]


class ReadyPaper(msgspec.Struct, frozen=True, array_like=True):
    """What was made of a paper."""

    findings: PaperFindings
    for_engine: bytes = b""
    """What the engine has made of its passages; empty where that is for its writer to do."""


@dataclass(frozen=True)
class MakingJob(Generic[StepT]):
    """The steps of writing a build, of which those that write a paper need its findings."""

    steps: Iterable[StepT]
    """In order; they are asked for as they are needed."""
    papers: int
    """How many papers there are at most."""
    sentences: bytes
    """The statistics of sentences, encoded."""
    described: Callable[[StepT], UnmadePaper | None]
    """Returns the paper of a step as a worker is to have it, None where the step has none."""
    here: Callable[[StepT], ReadyPaper | None]
    """Finds on this machine what the paper of a step says."""


MadeSteps = Generator[tuple[StepT, ReadyPaper | None], None, None]
"""The steps in order, each with what was made of its paper, where it has one; closing it ends what is still done."""

_DRAFTS = msgspec.msgpack.Decoder(tuple[DraftPassage, ...])
_MADE = msgspec.msgpack.Decoder(ReadyPaper)


def make_papers(task: MakeTask) -> MadePapers:
    """Return what is made of the papers of a task."""
    sentences = _splitter(task.sentences)
    return MadePapers(tuple(msgspec.msgpack.encode(_made(paper, sentences)) for paper in task.papers))


def ready_paper(encoded: bytes) -> ReadyPaper:
    """Return one paper of `MadePapers`."""
    return _MADE.decode(encoded)


def _made(paper: UnmadePaper, sentences: SentenceSplitter) -> ReadyPaper:
    drafts = _DRAFTS.decode(paper.passages)
    findings = find_in_passages(paper.document, paper.scopes, drafts, sentences, paper.names, paper.mentions)
    return ReadyPaper(findings, _for_engine(paper, paper.for_engine, drafts, findings) if paper.for_engine else b"")


def _for_engine(
    paper: UnmadePaper, needs: PaperForEngine, drafts: Sequence[DraftPassage], findings: PaperFindings
) -> bytes:
    sessions = {(session.meeting, session.id): session for _, session in needs.session_of}
    places = PaperPlaces(dict(needs.meeting_of_part), dict(needs.session_of))
    numbered = zip(needs.ids, drafts, strict=True)
    passages = list(put_together(paper.document, places, numbered, sessions, findings))
    words = msgspec.msgpack.decode(needs.words, type=PaperWords)
    return Engines().prepare(needs.engine, passages, needs.above, words)


@lru_cache(maxsize=1)
def _splitter(sentences: bytes) -> SentenceSplitter:
    return SentenceSplitter(msgspec.msgpack.decode(sentences, type=SentenceStatistics))
