"""Has the workers of a scheduler find what papers say, with the same results in the same order as this machine.

Batches are handed out in order, a few for each thread, and taken back in order, so that neither side holds the corpus.
A worker that dies costs its batch, which another is given; what no worker brings to an end is found on this machine.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic

import msgspec

from indexer.making.findings import PaperFindings
from indexer.making.tasks import MadeSteps, MakeTask, MakingJob, StepT, UnmadePaper, findings_in

from .connection import Scheduler, connected
from .errors import WorkerRefused, WorkerUnable
from .identity import differences, own_identity
from .tasks import MadeAnswer, make_batch
from .workers import PATIENCE_SECONDS, WatchedWorkers

if TYPE_CHECKING:
    from distributed import Future

_BATCH_PAPERS = 128
_BATCH_BYTES = 2_000_000  # of passages, for which a process works about as long as ten take to be forked


class MachineMakers:
    """The workers of a scheduler, as what finds what the papers of a build say."""

    def __init__(self, address: str, patience: float = PATIENCE_SECONDS) -> None:
        """Take the address of the scheduler, and for how many seconds it may have no worker."""
        self._address = address
        self._patience = patience

    def made(self, job: MakingJob[StepT]) -> MadeSteps[StepT]:
        """Yield all steps in order, each with the findings of its paper.

        Raise MachinesMissing, SchedulerUnreachable, SchedulerLost, WorkersGone, WorkerRefused or WorkerUnable.
        """
        described = ((step, job.described(step)) for step in job.steps)
        for step, paper in described:
            if paper is None:
                yield step, None
                continue
            with connected(self._address) as scheduler:  # the first paper
                yield from _RemoteMaking(scheduler, job, self._patience).run(step, paper, described)


@dataclass
class _MakingBatch(Generic[StepT]):
    """Steps in a row, with the papers of those that have one."""

    steps: list[tuple[StepT, bool]] = field(default_factory=list)
    papers: list[UnmadePaper] = field(default_factory=list)
    size: int = 0

    def add(self, step: StepT, paper: UnmadePaper | None) -> None:
        self.steps.append((step, paper is not None))
        if paper is not None:
            self.papers.append(paper)
            self.size += len(paper.passages)


class _RemoteMaking(Generic[StepT]):
    """The batches that the workers have, or had, and that were not written yet."""

    def __init__(self, scheduler: Scheduler, job: MakingJob[StepT], patience: float) -> None:
        self._key = scheduler.key
        self._job = job
        self._workers = WatchedWorkers(scheduler, patience)
        self._shared = scheduler.share(job.sentences)
        self._answers: dict[Future[bytes], bytes | None] = {}

    def run(
        self, first: StepT, paper: UnmadePaper, others: Iterator[tuple[StepT, UnmadePaper | None]]
    ) -> Iterator[tuple[StepT, PaperFindings | None]]:
        """Yield the first step with a paper, and all others, in order."""
        self._workers.begin()
        self._most_papers = max(1, min(_BATCH_PAPERS, math.ceil(self._job.papers / (4 * self._workers.threads))))
        ahead = deque([self._handed_out(self._filled(others, (first, paper)))])
        while ahead:
            while len(ahead) < self._workers.most_batches and (batch := self._filled(others)).steps:
                ahead.append(self._handed_out(batch))
            yield from self._finished(*ahead.popleft())

    def _filled(
        self,
        steps: Iterator[tuple[StepT, UnmadePaper | None]],
        *first: tuple[StepT, UnmadePaper | None],
    ) -> _MakingBatch[StepT]:
        """Return the next steps, as far as they fill a batch."""
        batch: _MakingBatch[StepT] = _MakingBatch()
        for step, paper in first:
            batch.add(step, paper)
        while len(batch.papers) < self._most_papers and batch.size < _BATCH_BYTES:
            following = next(steps, None)
            if following is None:
                break
            batch.add(*following)
        return batch

    def _handed_out(self, batch: _MakingBatch[StepT]) -> tuple[list[tuple[StepT, bool]], Future[bytes] | None]:
        """Hand out a batch, where it has papers."""
        if not batch.papers:
            return batch.steps, None
        message = msgspec.msgpack.encode(MakeTask(b"", tuple(batch.papers), self._job.limits))
        return batch.steps, self._workers.submit(make_batch, message, self._key, self._shared)

    def _finished(
        self, steps: list[tuple[StepT, bool]], future: Future[bytes] | None
    ) -> Iterator[tuple[StepT, PaperFindings | None]]:
        """Yield the steps of a batch once it is answered."""
        encoded = iter(self._papers_of(future) if future else ())
        for step, has_paper in steps:
            if not has_paper:
                yield step, None
            elif (findings := next(encoded, None)) is not None:
                yield step, findings_in(findings)
            else:
                yield step, self._job.here(step)

    def _papers_of(self, future: Future[bytes]) -> tuple[bytes, ...]:
        """Return the findings of a batch, none where no worker could bring it to an end."""
        while future not in self._answers:
            done = self._workers.next_done()
            if done:
                self._answers[done[0]] = done[1]
        encoded = self._answers.pop(future)
        if encoded is None:
            return ()
        answer = msgspec.msgpack.decode(encoded, type=MadeAnswer)
        if answer.refused:
            raise WorkerRefused(answer.worker, differences(own_identity(), answer.refused))
        if answer.unable:
            raise WorkerUnable(answer.worker, answer.unable)
        return answer.papers or ()
