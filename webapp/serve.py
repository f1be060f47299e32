"""The command `rapporteur serve`: it runs the site on a production server until it is stopped.

The site itself is made in `app`, the processes that answer are the business of `serving`.
"""

from __future__ import annotations

import errno
import os
import signal
import socket
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import FrameType

import click
from flask import Flask

from indexer.errors import RapporteurError

from .access.proxies import TrustedProxies
from .address.urls import VERIFY
from .app import make_site
from .monitoring.figures import count_together
from .monitoring.log_lines import set_up_logging
from .serving.address import listen
from .serving.limits import NO_FORM, ConnectionLimits, ServingLimits
from .serving.processes import run_processes
from .settings.options import setting_options
from .settings.sources import SettingInvalid, likely_slips, read_settings
from .settings.table import Settings
from .warming import close_index, open_index, start_watching, warm

_BODY_MARGIN = 64_000_000
"""Bytes that a request may have beyond a draft: one that is a little too large is still told so by a page of the site,
after it has been received into a file; a larger one is refused before."""
_FREE_PORTS = 1024  # from here on nobody needs a right to listen
_ALL_INTERFACES = {"0.0.0.0", "::", ""}  # noqa: S104  # nosec B104  # compared with, not bound to


@click.command()
@setting_options
def serve(config: Path | None, **options: object) -> None:
    """Serve the site.

    \f
    Raise ClickException for a setting that is unfit, or an address that is taken.
    """  # noqa: D301  # what stands after a form feed is not shown by --help
    settings = _read_settings(options, config)
    app = _make_app(settings)
    no_index_note = _open_or_note(app)
    listeners = _bind(settings.host, settings.port)
    readers = f", for readers at {settings.public_url}" if settings.public_url else ""
    click.echo(f"Rapporteur is at {_own_address(listeners[0], settings)}{readers} (Ctrl+C stops it)")
    if no_index_note:
        click.echo(no_index_note, err=True)
    count_together()
    set_up_logging(settings.log_format, requests=settings.log_requests)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _exit_on_signal)  # until the processes are started, which stop in order
    if not no_index_note:
        warm(app)
        close_index(app)
    run_processes(app, listeners, _limits(settings), started=lambda: start_watching(app))


def _limits(settings: Settings) -> ServingLimits:
    """Return the limits that the settings of the server state."""
    return ServingLimits(
        settings.processes,
        settings.threads,
        partial(_max_body, settings.max_draft * 10**6 + _BODY_MARGIN),
        ConnectionLimits(
            of_one_client=settings.client_connections,
            is_proxy=TrustedProxies(settings.trusted_proxy).trusts,
            stop_seconds=settings.stop_seconds,
        ),
    )


def _max_body(draft: int, method: str, path: str) -> int:
    """Return how many bytes a request may send: only the page that takes drafts takes many."""
    return draft if method == "POST" and path.endswith(VERIFY) else NO_FORM


def _read_settings(options: Mapping[str, object], config: Path | None) -> Settings:
    """Return the settings, and warn of variables that look like slips. Raise ClickException for one that is unfit."""
    for slip in likely_slips(os.environ):
        click.echo(slip, err=True)
    try:
        return read_settings(options, os.environ, config)
    except SettingInvalid as error:
        raise click.ClickException(str(error)) from error


def _make_app(settings: Settings) -> Flask:
    """Return the site. Raise ClickException when the public URL is unfit."""
    try:
        return make_site(settings)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _own_address(listener: socket.socket, settings: Settings) -> str:
    """Return the address of the server on this machine."""
    host = settings.host
    shown = "127.0.0.1" if host in _ALL_INTERFACES else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}"


def _bind(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen at an address. Raise ClickException when that is impossible."""
    try:
        return listen(host, port)
    except OSError as error:
        reason = error.strerror or str(error)
        is_taken = error.errno in {errno.EADDRINUSE, errno.EACCES}
        remedy = f"port: --port {port + 1}" if is_taken and port >= _FREE_PORTS else "address: --host, --port"
        raise click.ClickException(f"Cannot listen at {host} port {port}: {reason}. Choose another {remedy}") from error


def _open_or_note(app: Flask) -> str:
    """Open the index; return a note where there is none that can be opened: the site says so until there is."""
    try:
        open_index(app)
    except RapporteurError as error:
        return f"{error}\nThe site shows the index as soon as it can be opened."
    return ""


def _exit_on_signal(_signal: int, _frame: FrameType | None) -> None:
    """Exit on SIGTERM and Ctrl+C."""
    raise SystemExit(0)
