"""Papers whose findings are made in another process, here or on another machine: the task, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

import msgspec

from indexer.model import Document
from indexer.readers.limits import Limits
from indexer.structure.draft import DraftPassage
from indexer.text.sentences import SentenceSplitter, SentenceStatistics

from .findings import PaperFindings, find_in_passages
from .names import NamesTaken

StepT = TypeVar("StepT")


class UnmadePaper(msgspec.Struct, frozen=True, array_like=True):
    """A paper with all that its findings depend on, but for the statistics of sentences, which all papers share."""

    document: Document
    scopes: dict[int | None, str]
    names: NamesTaken
    mentions: dict[int, tuple[tuple[str, ...], tuple[str, ...]]]
    passages: bytes
    """The passages as they were read, encoded, as the cache of readings has them."""


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
    """The findings of the papers of a task, each encoded, so that who hands them on need not read them."""

    papers: tuple[bytes, ...]


@dataclass(frozen=True)
class MakingJob(Generic[StepT]):
    """The steps of writing a build, of which those that write a paper need its findings."""

    steps: Iterable[StepT]
    """In order; they are asked for as they are needed."""
    papers: int
    """How many papers there are at most."""
    sentences: bytes
    """The statistics of sentences, encoded."""
    limits: Limits
    described: Callable[[StepT], UnmadePaper | None]
    """Returns the paper of a step as a worker is to have it, None where the step has none."""
    here: Callable[[StepT], PaperFindings | None]
    """Finds on this machine what the paper of a step says."""


MadeSteps = Generator[tuple[StepT, PaperFindings | None], None, None]
"""The steps in order, each with the findings of its paper, where it has one; closing it ends what is still done."""

_DRAFTS = msgspec.msgpack.Decoder(tuple[DraftPassage, ...])
_FINDINGS = msgspec.msgpack.Decoder(PaperFindings)


def make_papers(task: MakeTask) -> MadePapers:
    """Return what is found in the papers of a task."""
    sentences = _splitter(task.sentences)
    return MadePapers(tuple(msgspec.msgpack.encode(_made(paper, sentences)) for paper in task.papers))


def findings_in(encoded: bytes) -> PaperFindings:
    """Return the findings of one paper of `MadePapers`."""
    return _FINDINGS.decode(encoded)


def _made(paper: UnmadePaper, sentences: SentenceSplitter) -> PaperFindings:
    drafts = _DRAFTS.decode(paper.passages)
    return find_in_passages(paper.document, paper.scopes, drafts, sentences, paper.names, paper.mentions)


@lru_cache(maxsize=1)
def _splitter(sentences: bytes) -> SentenceSplitter:
    return SentenceSplitter(msgspec.msgpack.decode(sentences, type=SentenceStatistics))
