"""What a running site holds between requests: the shelf of indexes, its own address, what it worked out once.

Set up once by `create_app`; nothing here knows a request but `site`, which finds it for one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timezone
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import TypeVar, cast
from urllib.parse import urlsplit

from flask import current_app, g, request

from indexer.errors import IndexDamaged, IndexMissing, IndexOutdated
from indexer.quotes.draft_files import DRAFT_LIMITS
from indexer.readers.limits import Limits
from indexer.store.builds import Builds
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link

PACKAGE_DIR = Path(__file__).parent
EXTENSION_KEY = "rapporteur"
MAX_CONCURRENT_DRAFTS = 2
"""Drafts that are read or checked at a time: each keeps a processor busy."""

Cached = TypeVar("Cached")
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time by the clock of this computer, in UTC."""
    return datetime.now(timezone.utc)


class Site:
    """The shelf, the public address if one was given, a clock, and what was worked out from a build."""

    def __init__(
        self, index_dir: Path, public_url: str | None = None, clock: Clock = utc_now, drafts: Limits = DRAFT_LIMITS
    ) -> None:
        self.builds = Builds(index_dir)
        self.clock = clock
        self.draft_limits = drafts
        self.draft_slots = BoundedSemaphore(MAX_CONCURRENT_DRAFTS)
        self.public_url = parse_public_url(public_url) if public_url else None
        self._made: dict[object, tuple[str, object]] = {}

    def cached(self, library: Library, make: Callable[[Library], Cached]) -> Cached:
        """What `make` makes of a library, worked out once for each build and kept for the newest one asked for."""
        build, kept = library.stats.build, self._made.get(make)
        if kept is None or kept[0] != build:
            kept = (build, make(library))
            self._made[make] = kept
        return cast(Cached, kept[1])


def site() -> Site:
    """The site that the current request is for."""
    return cast(Site, current_app.extensions[EXTENSION_KEY])


def navigation_lists(library: Library) -> tuple[Link, ...]:
    """The lists that the corpus fills: people, glossary."""
    people = (Link("People", urls.PEOPLE),) if library.persons() else ()
    return people + ((Link("Glossary", urls.GLOSSARY),) if library.acronyms() else ())


def current_lists() -> tuple[Link, ...]:
    """The lists that the navigation of the current page leads to; none where there is no index."""
    if "lists" not in g:
        with suppress(IndexMissing, IndexDamaged, IndexOutdated), current_library():
            pass
    return cast("tuple[Link, ...]", g.get("lists", ()))


def absolute_url(path: str) -> str:
    """The full address of a path: at the public address, or where the request found us."""
    return (site().public_url or request.host_url.rstrip("/")) + path


def today() -> date:
    """The day in UTC, noted for the answer's ETag: a page that states it is another page tomorrow."""
    day = site().clock().astimezone(timezone.utc).date()
    g.day = day.isoformat()
    return day


@contextmanager
def current_library() -> Iterator[Library]:
    """Lend the current library for one answer, and note its build for the answer's ETag."""
    with site().builds.acquire() as library:
        g.build = library.stats.build
        g.lists = site().cached(library, navigation_lists)
        yield library


def parse_public_url(url: str) -> str:
    """The `scheme://host[:port]` of a public address; raises ValueError when it is anything more or less."""
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise ValueError(f"The public URL “{url}” is not an address such as https://papers.example.org")
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise ValueError(f"The public URL “{url}” names a path; the site must stand at the root of its host.")
    return f"{parts.scheme}://{parts.netloc}"


@lru_cache(maxsize=1)
def static_versions() -> dict[str, str]:
    """Content hash of each static file by name, the version that its address carries."""
    return {
        path.relative_to(PACKAGE_DIR / "static").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in sorted((PACKAGE_DIR / "static").rglob("*"))
        if path.is_file()
    }


@lru_cache(maxsize=1)
def site_version() -> str:
    """A hash of everything that shapes a page besides the index: templates, static files and our code."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE_DIR.rglob("*")):
        if path.is_file() and path.suffix in {".py", ".html", ".xml", ".txt", ".css", ".js", ".svg"}:
            digest.update(path.relative_to(PACKAGE_DIR).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
