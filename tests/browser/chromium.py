"""Find the system's Chromium and start it, quiet and offline, for the browser tests and `docs/screenshots.py`. Nothing
here knows a page.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright
from waitress.server import create_server  # type: ignore[import-untyped]  # waitress ships no types

from webapp.app import make_site
from webapp.settings.table import Settings

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The shell has the same engine without windows, menus and services, and takes a third less of the processor."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Return the path of a Chromium: the one named by CHROMIUM, else the first on the PATH, else None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for path in map(shutil.which, NAMES) if path), None)


def launch_chromium(playwright: Playwright, path: str) -> Browser:
    """Start a Chromium without a window."""
    return playwright.chromium.launch(executable_path=path, args=list(FLAGS))


@contextmanager
def serve_index(index_dir: Path, public_url: str | None = None) -> Iterator[str]:
    """Serve an index on a free port while the block runs, and yield the address."""
    with serve_site(Settings(index_dir=index_dir, public_url=public_url)) as address:
        yield address


@contextmanager
def serve_site(settings: Settings) -> Iterator[str]:
    """Serve the site of some settings on a free port while the block runs, and yield the address."""
    server = create_server(make_site(settings), host="127.0.0.1", port=0, threads=4, asyncore_use_poll=True)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.trigger.pull_trigger(server.close)  # its own thread must close it, or it waits on what is gone
        thread.join(timeout=5)
        server.task_dispatcher.shutdown()
