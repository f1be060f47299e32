"""The site as a WSGI application, for servers that take one: `gunicorn 'webapp:create_app("index_data")'`.

The server of our own is in `serve`.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from .app import make_site
from .monitoring.log_lines import set_up_logging
from .settings.sources import SettingInvalid, read_settings
from .settings.table import TABLE
from .warming import start_watching

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def site_application(
    index_dir: str | Path | None, config: str | Path | None, settings: dict[str, object]
) -> WSGIApplication:
    """Return the site of the settings given here, in the environment and in a file, in this order.

    Raise SettingInvalid for a setting that does not exist, that only `rapporteur serve` has, or that has a value that
    it cannot have, and ValueError when the public URL is unfit.
    """
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
