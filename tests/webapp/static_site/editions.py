"""Editions that tests write and read: what stands at an address, and what a plain web server would send for it."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from webapp.settings.table import Settings
from webapp.static_site.export import EditionOptions, EditionSummary, export_site

PUBLIC = "https://example.org/papers"
NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)


def write_edition(
    index_dir: Path,
    target: Path,
    *,
    searchable: bool = False,
    check: bool = True,
    now: datetime = NOW,
    public_url: str = PUBLIC,
) -> EditionSummary:
    """Write the live build of an index as an edition; its links are checked."""
    settings = Settings(index_dir=index_dir, public_url=public_url)
    return export_site(settings, target, now, EditionOptions(2, searchable=searchable, check=check))


def read_page(edition: Path, address: str) -> str:
    """Return the page at an address of the site, as it stands in an edition: its arguments are a folder."""
    path, _, arguments = address.partition("?")
    return (edition / path.strip("/") / arguments / "index.html").read_text(encoding="utf-8")


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Write no log."""


@contextmanager
def served_folder(folder: Path) -> Iterator[str]:
    """Serve a folder by the plain server of Python while the block runs, and yield the address."""
    handler = functools.partial(_QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
