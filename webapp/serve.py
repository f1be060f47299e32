"""The command `rapporteur serve`: it runs the site on a production server until it is stopped.

The site itself is made in `app`.
"""

from __future__ import annotations

import signal
from dataclasses import replace
from pathlib import Path
from types import FrameType

import click
from flask import Flask
from waitress.server import BaseWSGIServer, create_server  # type: ignore[import-untyped]  # waitress ships no types

from indexer.cli import index_dir_option
from indexer.errors import IndexMissing, RapporteurError
from indexer.quotes.draft_files import DRAFT_LIMITS

from .app import create_app
from .warming import open_index, start_warming

_ALL_INTERFACES = {"0.0.0.0", "::", ""}  # noqa: S104  # compared with, not bound to


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 picks a free one.")
@index_dir_option
@click.option("--public-url", help="Address that readers know the site by, for links that they copy.")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 256), help="Requests at a time.")
@click.option(
    "--max-draft",
    default=DRAFT_LIMITS.bytes // 10**6,
    show_default=True,
    type=click.IntRange(1, 1000),
    help="Megabytes that a draft may have whose quotations are checked.",
)
def serve(  # one for each option of the command
    host: str, port: int, index_dir: Path, public_url: str | None, threads: int, max_draft: int
) -> None:
    """Show the index in a browser.

    \f
    Raise ClickException for a public URL that is unfit, an index that cannot be opened, or an address that is taken.
    """  # noqa: D301  # what stands after a form feed is not shown by --help
    app = _make_app(index_dir, public_url, max_draft)
    no_index_note = _open_or_note(app)
    server = _bind(app, host, port, threads)
    host_shown = "127.0.0.1" if host in _ALL_INTERFACES else f"[{host}]" if ":" in host else host
    click.echo(f"Rapporteur is at {public_url or f'http://{host_shown}:{server.effective_port}'} (Ctrl+C stops it)")
    if no_index_note:
        click.echo(no_index_note, err=True)
    signal.signal(signal.SIGTERM, _exit_on_signal)
    if not no_index_note:
        start_warming(app)
    server.run()


def _make_app(index_dir: Path, public_url: str | None, max_draft: int) -> Flask:
    """Return the site; `max_draft` is in megabytes. Raise ClickException when the public URL is unfit."""
    try:
        return create_app(index_dir, public_url, drafts=replace(DRAFT_LIMITS, bytes=max_draft * 10**6))
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _bind(app: Flask, host: str, port: int, threads: int) -> BaseWSGIServer:
    """Return a server that listens at an address. Raise ClickException when it cannot."""
    try:
        return create_server(app, host=host, port=port, threads=threads, ident=None)
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
    """Exit on SIGTERM as on Ctrl+C."""
    raise SystemExit(0)
