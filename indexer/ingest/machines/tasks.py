"""What a worker is given to read or to find in papers, what it answers, and how it does that.

A worker reads the file at the path of its task where that has the bytes that the task is about, and fetches objects
from their store itself; all others are asked of the machine that builds, which sends them with the task.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from indexer.corpus.scan import read_bytes
from indexer.disk.hashing import sha256_hex
from indexer.errors import ReadersUnavailable, SourceUnreadable
from indexer.ingest.pool import make_apart, read_all
from indexer.ingest.tasks import PaperReading, ReadFailure, ReadTask
from indexer.making.tasks import MadePapers, MakeTask
from indexer.object_store.errors import ObjectStoreError

from .identity import ReaderIdentity, own_identity


class SentFile(msgspec.Struct, frozen=True):
    """A file to read, with its bytes where the worker does not see them."""

    task: ReadTask
    data: bytes | None = None


class FileUnseen(msgspec.Struct, frozen=True, tag=True):
    """The answer of a worker to which a file is not what its task is about, or is not there."""


RemoteResult = PaperReading | ReadFailure | FileUnseen


class RemoteBatch(msgspec.Struct, frozen=True):
    """Files that a worker reads one after the other."""

    files: tuple[SentFile, ...]


class RemoteAnswer(msgspec.Struct, frozen=True):
    """What a worker has read, in the order of the batch, or why it has not."""

    worker: str
    """The address of the worker."""
    results: tuple[RemoteResult, ...] = ()
    refused: ReaderIdentity | None = None
    """What the worker reads with, where that is something else than was asked for."""
    unable: str = ""
    """Why it cannot read at all."""


def read_batch(message: bytes, key: str) -> bytes:
    """Read a batch on a worker; return the encoded answer.

    `key` is that of the identity that the worker has to have: only then does it look into the message.
    """
    from distributed import get_worker  # noqa: PLC0415  # an extra, which a worker has

    worker, own = get_worker(), own_identity()
    if own.key != key:
        return msgspec.msgpack.encode(RemoteAnswer(worker.address, refused=own))
    batch = msgspec.msgpack.decode(message, type=RemoteBatch)
    try:
        # In the folder of the worker, which the next one clears if this one is killed.
        with tempfile.TemporaryDirectory(prefix="rapporteur-read-", dir=worker.local_directory) as workspace:
            answer = RemoteAnswer(worker.address, _read(batch.files, Path(workspace)))
    except ReadersUnavailable as error:
        answer = RemoteAnswer(worker.address, unable=str(error))
    except OSError as error:
        answer = RemoteAnswer(worker.address, unable=error.strerror or str(error))
    return msgspec.msgpack.encode(answer)


class MadeAnswer(msgspec.Struct, frozen=True):
    """What a worker has made of papers, or why it has not."""

    worker: str
    """The address of the worker."""
    papers: tuple[bytes, ...] = ()
    """What was made of each paper, encoded, in their order."""
    failed: str = ""
    """Why the process that worked on them came to no end."""
    refused: ReaderIdentity | None = None
    unable: str = ""


def make_batch(message: bytes, key: str, sentences: bytes) -> bytes:
    """Find on a worker what papers say; return the encoded answer.

    `message` has a `MakeTask` without its statistics of `sentences`, which are the same for all batches; `key` is that
    of the identity that the worker has to have.
    """
    from distributed import get_worker  # noqa: PLC0415  # an extra, which a worker has

    worker, own = get_worker().address, own_identity()
    if own.key != key:
        return msgspec.msgpack.encode(MadeAnswer(worker, refused=own))
    task = msgspec.structs.replace(msgspec.msgpack.decode(message, type=MakeTask), sentences=sentences)
    try:
        made = make_apart(task)
    except ReadersUnavailable as error:
        return msgspec.msgpack.encode(MadeAnswer(worker, unable=str(error)))
    if isinstance(made, MadePapers):
        return msgspec.msgpack.encode(MadeAnswer(worker, made.papers))
    return msgspec.msgpack.encode(MadeAnswer(worker, failed=made.reason.partition(":")[0]))


def kept(data: bytes) -> bytes:
    """Return data, which then are on the workers that need them."""
    return data


def worker_identity() -> bytes:
    """Return what this machine reads with, encoded."""
    return msgspec.msgpack.encode(own_identity())


def _read(files: Sequence[SentFile], workspace: Path) -> tuple[RemoteResult, ...]:
    tasks: dict[str, ReadTask] = {}
    results: dict[str, RemoteResult] = {}
    for number, file in enumerate(files):
        task = msgspec.structs.replace(file.task, workspace=str(workspace))
        if file.data is not None:
            spooled = workspace / str(number)
            spooled.write_bytes(file.data)
            task = msgspec.structs.replace(task, path=str(spooled), member=None, stored=None)
        elif task.stored is None and not os.access(task.path, os.R_OK):
            results[task.name] = FileUnseen()
            continue
        tasks[task.name] = task
    results |= _read_here(tasks)
    return tuple(
        FileUnseen() if file.data is None and _is_of_other_bytes(results[file.task.name], file.task) else result
        for file, result in ((file, results[file.task.name]) for file in files)
    )


def _read_here(tasks: dict[str, ReadTask]) -> Iterator[tuple[str, RemoteResult]]:
    if not tasks:
        return
    limits = next(iter(tasks.values())).limits
    missing = dict(tasks)
    try:
        for read, result in read_all(tasks.values(), 1, limits):
            yield read.name, result if read.digest == tasks[read.name].digest else FileUnseen()
            del missing[read.name]
    except ObjectStoreError:  # this machine may not have the library, the credentials or the way to the store
        yield from ((name, FileUnseen()) for name in missing)


def _is_of_other_bytes(result: RemoteResult, task: ReadTask) -> bool:
    """Return whether a file could not be read here that may be another one where the index is built."""
    if not isinstance(result, ReadFailure):
        return False
    try:
        return sha256_hex([read_bytes(task.source, task.limits)]) != task.digest
    except SourceUnreadable as error:
        return error.cause == "passing"
    except ObjectStoreError:
        return True
