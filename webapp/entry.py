"""The site as a WSGI application, for servers that take one: `gunicorn 'webapp:create_app("index_data")'`.

The server of our own is in `serve`.
"""

from __future__ import annotations

import inspect
import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from indexer.errors import RapporteurError

from .app import make_site
from .monitoring.log_lines import set_up_logging
from .settings.sources import SettingInvalid, read_settings
from .settings.table import TABLE
from .warming import start_watching

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class SiteNotShared(RapporteurError):
    """Each of several processes would make a site of its own."""

    def __init__(self, processes: int) -> None:
        super().__init__(
            f"Each of the {processes} processes would make a site of its own, and would not know the drafts and the "
            "counts of requests of the others: start gunicorn with --preload, or with one worker."
        )


def site_application(
    index_dir: str | Path | None, config: str | Path | None, settings: dict[str, object]
) -> WSGIApplication:
    """Return the site of the settings given here, in the environment and in a file, in this order.

    Raise SettingInvalid for a setting that does not exist, that only `rapporteur serve` has, or that has a value that
    it cannot have, ValueError when the public URL is unfit, and SiteNotShared where gunicorn loads a site in each of
    several processes.
    """
    _refuse_lone_worker()
    for name in settings:
        if name not in TABLE:
            raise SettingInvalid(name, "there is no such setting.")
        if TABLE[name].says.group == "server":
            raise SettingInvalid(name, "only rapporteur serve has this setting: give it to your server.")
    options = settings if index_dir is None else {**settings, "index_dir": index_dir}
    read = read_settings(options, os.environ, config)
    if not logging.root.handlers:  # a program that has its own ways of logging keeps them
        set_up_logging(read.log_format, requests=read.log_requests)
    return WatchedSite(make_site(read))


def _refuse_lone_worker() -> None:
    """Raise SiteNotShared in a process of gunicorn that is one of several, and loads the site after it was started."""
    frame = inspect.currentframe()
    while frame is not None:
        settings = getattr(frame.f_locals.get("self"), "cfg", None)
        if frame.f_code.co_name == "load_wsgi" and settings is not None:
            if settings.workers > 1:
                raise SiteNotShared(settings.workers)
            return
        frame = frame.f_back


class WatchedSite:
    """A site that keeps the live index open and warm in every process that answers with it.

    Servers make the application before or after they start their processes; no thread and no open file may be there
    before. So the first request in a process begins the watch.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._process = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        if self._process != os.getpid():
            self._process = os.getpid()
            start_watching(self.app)
        return self.app(environ, start_response)
