"""The command `rapporteur serve`: it runs the site on a production server until it is stopped.

The site itself is made in `app`, the processes that answer are the business of `serving`.
"""

from __future__ import annotations

import os
import signal
import socket
from dataclasses import replace
from pathlib import Path
from types import FrameType

import click
from flask import Flask

from indexer.cli import index_dir_option
from indexer.errors import IndexMissing, RapporteurError
from indexer.quotes.draft_files import DRAFT_LIMITS

from .app import create_app
from .serving.address import listen
from .serving.processes import ServingLimits, run_processes
from .warming import close_index, open_index, start_watching, warm

MAX_DEFAULT_PROCESSES = 4
"""Processes that are started without being asked for, on a machine with as many cores or more."""
_BODY_MARGIN = 64_000_000
"""Bytes that a request may have beyond a draft: one that is a little too large is still told so by a page of the site,
after it has been received into a file; a larger one is refused before."""
_ALL_INTERFACES = {"0.0.0.0", "::", ""}  # noqa: S104  # compared with, not bound to


def _default_processes() -> int:
    """Return the number of cores that this process may use, but at most MAX_DEFAULT_PROCESSES."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MAX_DEFAULT_PROCESSES)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 picks a free one.")
@index_dir_option
@click.option("--public-url", help="Address that readers know the site by, for links that they copy.")
@click.option(
    "--processes",
    default=_default_processes,
    show_default=f"the cores, at most {MAX_DEFAULT_PROCESSES}",
    type=click.IntRange(1, 64),
    help="Processes that answer requests, each on a core.",
)
@click.option(
    "--threads", default=8, show_default=True, type=click.IntRange(1, 256), help="Requests at a time in each process."
)
@click.option(
    "--max-draft",
    default=DRAFT_LIMITS.bytes // 10**6,
    show_default=True,
    type=click.IntRange(1, 1000),
    help="Megabytes that a draft may have whose quotations are checked.",
)
def serve(  # one for each option of the command
    host: str, port: int, index_dir: Path, public_url: str | None, processes: int, threads: int, max_draft: int
) -> None:
    """Show the index in a browser.

    \f
    Raise ClickException for a public URL that is unfit, an index that cannot be opened, or an address that is taken.
    """  # noqa: D301  # what stands after a form feed is not shown by --help
    app = _make_app(index_dir, public_url, max_draft)
    no_index_note = _open_or_note(app)
    listeners = _bind(host, port)
    port = listeners[0].getsockname()[1]
    host_shown = "127.0.0.1" if host in _ALL_INTERFACES else f"[{host}]" if ":" in host else host
    click.echo(f"Rapporteur is at {public_url or f'http://{host_shown}:{port}'} (Ctrl+C stops it)")
    if no_index_note:
        click.echo(no_index_note, err=True)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _exit_on_signal)  # until the processes are started, which stop in order
    if not no_index_note:
        warm(app)
        close_index(app)
    limits = ServingLimits(processes, threads, max_draft * 10**6 + _BODY_MARGIN)
    run_processes(app, listeners, limits, started=lambda: start_watching(app))


def _make_app(index_dir: Path, public_url: str | None, max_draft: int) -> Flask:
    """Return the site; `max_draft` is in megabytes. Raise ClickException when the public URL is unfit."""
    try:
        return create_app(index_dir, public_url, drafts=replace(DRAFT_LIMITS, bytes=max_draft * 10**6))
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _bind(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen at an address. Raise ClickException when that is impossible."""
    try:
        return listen(host, port)
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(
            f"Cannot listen at {host} port {port}: {reason}. Choose another port: --port {port + 1}"
        ) from error


def _open_or_note(app: Flask) -> str:
    """Open the index; return a note where there is none yet. Raise ClickException when it cannot be opened."""
    try:
        open_index(app)
    except IndexMissing as error:
        return f"{error} The site shows it as soon as it is there."
    except RapporteurError as error:
        raise click.ClickException(str(error)) from error
    return ""


def _exit_on_signal(_signal: int, _frame: FrameType | None) -> None:
    """Exit on SIGTERM and Ctrl+C."""
    raise SystemExit(0)
