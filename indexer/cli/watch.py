"""`rapporteur watch`: index a folder, and again whenever its papers change, until it is stopped.

Each build is a process of its own: none leaves memory behind, and one that fails or is killed ends nothing else.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType

import click
from watchfiles import Change, watch

from indexer.object_store.address import ObjectFolder, PapersFolder
from indexer.object_store.errors import NoFolderHere
from indexer.registry.storage.names import (
    DATABASE_MARK_FILE,
    PARTS_FOLDER,
    PAST_BUILDS_FILE,
    REGISTRY_FILE,
    SENTENCES_FILE,
)

from .group import cli
from .index import index_command

_LONGEST_WAIT = 60.0
"""Seconds after which a folder in which something changes all the time is indexed nevertheless."""
_POLL_SECONDS = 5
_OWN_NAMES = frozenset({SENTENCES_FILE, REGISTRY_FILE, PARTS_FOLDER, PAST_BUILDS_FILE, DATABASE_MARK_FILE})
_OFFICE_LOCK = "~$"  # the file beside a document that is open in Word


class PaperChanges:
    """The filter of what happens in a folder: papers and `corpus.toml`, not what a build itself writes."""

    def __init__(self, folder: Path, index_dir: Path) -> None:
        # What a link in the folder leads to is named by the link, so paths are not resolved.
        self._folder = Path(os.path.abspath(folder))  # noqa: PTH100
        self._index_dir = Path(os.path.realpath(index_dir))

    def __call__(self, _change: Change, changed: str) -> bool:
        """Return whether a changed path may be that of a paper, or of a folder of papers."""
        path = Path(os.path.abspath(changed))  # noqa: PTH100
        if not path.is_relative_to(self._folder) or Path(os.path.realpath(path)).is_relative_to(self._index_dir):
            return False
        parts = path.relative_to(self._folder).parts
        return not (set(parts[:1]) & _OWN_NAMES or any(part.startswith((".", _OFFICE_LOCK)) for part in parts))


class _Builds:
    """The builds, one after the other, and the order to stop."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.stop = threading.Event()
        self._arguments = arguments
        self._running: BaseProcess | None = None

    def build(self) -> None:
        """Run one build to its end, and say when it has failed."""
        process = multiprocessing.get_context("spawn").Process(target=run_index, args=(self._arguments,))
        self._running = process
        process.start()
        process.join()
        self._running = None
        if process.exitcode and not self.stop.is_set():
            ended = f"ended with status {process.exitcode}" if process.exitcode > 0 else "was killed"
            click.echo(f"Indexing {ended}. The old index is kept; the next change starts another build.", err=True)

    def on_signal(self, _signal: int, _frame: FrameType | None) -> None:
        """Stop after the running build; when asked again, at once."""
        if self.stop.is_set() and self._running is not None:
            self._running.terminate()
        self.stop.set()


def run_index(arguments: Sequence[str]) -> None:
    """Run `rapporteur index`, in a process of its own that Ctrl+C does not reach."""
    os.setsid()
    cli.main(["index", *arguments], prog_name="rapporteur")


@click.command("watch")
@click.option(
    "--settle",
    type=click.FloatRange(0.05, _LONGEST_WAIT),
    default=2.0,
    show_default=True,
    help="Seconds without a change before a build begins.",
)
@click.option("--poll", is_flag=True, help="Check all files every few seconds, for disks that do not report changes.")
def watch_command(folder: PapersFolder, index_dir: Path, settle: float, poll: bool, **options: object) -> None:
    """Index the papers in FOLDER and again whenever they change, until stopped.

    Takes the options of `rapporteur index`. If a build fails, the next change starts another. SIGTERM or Ctrl+C stops
    it after the running build, a second one at once.
    \f
    Raise ClickException when the folder cannot be watched, and NoFolderHere where the papers are in an object store.
    """  # noqa: D301  # what stands after a form feed is not shown by --help
    if isinstance(folder, ObjectFolder):
        raise NoFolderHere(str(folder), "Their changes are not reported: run rapporteur index from a timer.")
    builds = _Builds(_arguments({"folder": folder, "index_dir": index_dir, **options}))
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, builds.on_signal)
    click.echo(f"Watching {folder} (Ctrl+C stops it)")
    try:
        for _changes in _begin_and_changes(folder, index_dir, settle, poll, builds.stop):
            builds.build()
            if builds.stop.is_set():
                break
    except FileNotFoundError as error:
        raise click.ClickException(f"There is no folder {folder}. Give the folder with your papers.") from error
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be watched ({error}). Try again with --poll.") from error


def _begin_and_changes(
    folder: Path, index_dir: Path, settle: float, poll: bool, stop: threading.Event
) -> Iterator[set[tuple[Change, str]]]:
    """Yield nothing once the folder is watched, then what has changed since, whenever it has come to rest."""
    found = watch(
        folder,
        watch_filter=PaperChanges(folder, index_dir),
        debounce=int(_LONGEST_WAIT * 1000),
        step=int(settle * 1000),
        stop_event=stop,
        rust_timeout=1,  # the first one says that the folder is watched, so nothing that comes later is missed
        yield_on_timeout=True,
        raise_interrupt=False,
        force_polling=poll or None,
        poll_delay_ms=_POLL_SECONDS * 1000,
    )
    begun = False
    for changes in found:
        if changes or not begun:
            begun = True
            yield changes


def _arguments(values: dict[str, object]) -> list[str]:
    """Return values of the options of `rapporteur index` as they are typed."""
    typed: list[str] = []
    for option in index_command.params:
        value = values.get(str(option.name))
        if isinstance(option, click.Argument):
            continue
        if value is True:
            typed.append(option.opts[0])
        elif value is not None and value is not False:
            typed += [option.opts[0], str(value)]
    return [*typed, "--", str(values["folder"])]


watch_command.params[:0] = [option for option in index_command.params if option.name != "explain"]
