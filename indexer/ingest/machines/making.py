"""Has the workers of a scheduler find what papers say, with the same results in the same order as this machine.

Batches are handed out in order, a few for each thread, and taken back in order, so that neither side holds the corpus.
A worker that dies costs its batch, which another is given; what no worker brings to an end is found on this machine.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic

import msgspec

from indexer.making.tasks import MadeSteps, MakeTask, MakingJob, ReadyPaper, StepT, UnmadePaper, ready_paper
from indexer.readers.limits import Limits

from .connection import Scheduler, connected
from .errors import WorkerRefused, WorkerUnable
from .identity import differences, own_identity
from .tasks import MadeAnswer, make_batch
from .workers import PATIENCE_SECONDS, WatchedWorkers

if TYPE_CHECKING:
    from distributed import Future

_ENDED = "each that had them ended"
_BATCH_PAPERS = 128
_BATCH_BYTES = 2_000_000  # of passages and words, with which a process is busy for half a second


class MachineMakers:
    """The workers of a scheduler, as what finds what the papers of a build say."""

    def __init__(
        self, address: str, limits: Limits, warn: Callable[[str], None], patience: float = PATIENCE_SECONDS
    ) -> None:
        """Take the address of the scheduler, and for how many seconds it may have no worker.

        The `limits` of a file hold for each batch; `warn` is called with a sentence on papers that no worker brought to
        an end.
        """
        self._address = address
        self._limits = limits
        self._warn = warn
        self._patience = patience

    def made(self, job: MakingJob[StepT]) -> MadeSteps[StepT]:
        """Yield all steps in order, each with what was made of its paper.

        Raise MachinesMissing, SchedulerUnreachable, SchedulerLost, WorkersGone, WorkerRefused or WorkerUnable.
        """
        described = ((step, job.described(step)) for step in job.steps)
        for step, paper in described:
            if paper is None:
                yield step, None
                continue
            with connected(self._address) as scheduler:  # the first paper
                making = _RemoteMaking(scheduler, job, self._limits, self._patience)
                yield from making.run(step, paper, described)
            for reason, count in making.left.items():
                self._warn(
                    f"papers written on this machine, since no worker brought them to an end: {count} ({reason})"
                )


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
            self.size += len(paper.passages) + (len(paper.for_engine.words) if paper.for_engine else 0)


class _RemoteMaking(Generic[StepT]):
    """The batches that the workers have, or had, and that were not written yet."""

    def __init__(self, scheduler: Scheduler, job: MakingJob[StepT], limits: Limits, patience: float) -> None:
        self._key = scheduler.key
        self._job = job
        self._limits = limits
        self._workers = WatchedWorkers(scheduler, patience)
        self._shared = scheduler.share(job.sentences)
        self._answers: dict[Future[bytes], bytes | None] = {}
        self.left: Counter[str] = Counter()
        """How many papers no worker brought to an end, by the reason."""

    def run(
        self, first: StepT, paper: UnmadePaper, others: Iterator[tuple[StepT, UnmadePaper | None]]
    ) -> Iterator[tuple[StepT, ReadyPaper | None]]:
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
        message = msgspec.msgpack.encode(MakeTask(b"", tuple(batch.papers), self._limits))
        return batch.steps, self._workers.submit(make_batch, message, self._key, self._shared)

    def _finished(
        self, steps: list[tuple[StepT, bool]], future: Future[bytes] | None
    ) -> Iterator[tuple[StepT, ReadyPaper | None]]:
        """Yield the steps of a batch once it is answered."""
        made_papers = self._papers_of(future) if future else ()
        encoded = iter(made_papers if isinstance(made_papers, tuple) else ())
        if isinstance(made_papers, str):
            self.left[made_papers] += sum(has_paper for _, has_paper in steps)
        for step, has_paper in steps:
            if not has_paper:
                yield step, None
            elif (made := next(encoded, None)) is not None:
                yield step, ready_paper(made)
            else:
                yield step, self._job.here(step)

    def _papers_of(self, future: Future[bytes]) -> tuple[bytes, ...] | str:
        """Return what was made of a batch, nothing where no worker could bring it to an end."""
        while future not in self._answers:
            done = self._workers.next_done()
            if done:
                self._answers[done[0]] = done[1]
        encoded = self._answers.pop(future)
        if encoded is None:
            return _ENDED
        answer = msgspec.msgpack.decode(encoded, type=MadeAnswer)
        if answer.refused:
            raise WorkerRefused(answer.worker, differences(own_identity(), answer.refused))
        if answer.unable:
            raise WorkerUnable(answer.worker, answer.unable)
        return answer.failed or answer.papers
