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
from indexer.quotes.draft_files import LIMITS
from indexer.readers.limits import Limits
from indexer.store.builds import Shelf
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link

HERE = Path(__file__).parent
KEY = "rapporteur"
AT_ONCE = 2
"""Drafts that are read or checked at a time: each keeps a processor busy."""

Made = TypeVar("Made")
Clock = Callable[[], datetime]


def utc() -> datetime:
    """The time by the clock of this computer, in UTC."""
    return datetime.now(timezone.utc)


class Site:
    """The shelf, the public address if one was given, a clock, and what was worked out from a build."""

    def __init__(
        self, index_dir: Path, public_url: str | None = None, clock: Clock = utc, drafts: Limits = LIMITS
    ) -> None:
        self.shelf = Shelf(index_dir)
        self.clock = clock
        self.draft_limits = drafts
        self.desk = BoundedSemaphore(AT_ONCE)
        self.public_url = origin(public_url) if public_url else None
        self._made: dict[object, tuple[str, object]] = {}

    def once(self, library: Library, make: Callable[[Library], Made]) -> Made:
        """What `make` makes of a library, worked out once for each build and kept for the newest one asked for."""
        build, kept = library.stats.build, self._made.get(make)
        if kept is None or kept[0] != build:
            kept = (build, make(library))
            self._made[make] = kept
        return cast(Made, kept[1])


def site() -> Site:
    """The site that the current request is for."""
    return cast(Site, current_app.extensions[KEY])


def lists(library: Library) -> tuple[Link, ...]:
    """The lists that the corpus fills: people, glossary."""
    people = (Link("People", urls.PEOPLE),) if library.persons() else ()
    return people + ((Link("Glossary", urls.GLOSSARY),) if library.acronyms() else ())


def shown_lists() -> tuple[Link, ...]:
    """The lists that the navigation of the current page leads to; none where there is no index."""
    if "lists" not in g:
        with suppress(IndexMissing, IndexDamaged, IndexOutdated), borrow():
            pass
    return cast("tuple[Link, ...]", g.get("lists", ()))


def absolute(path: str) -> str:
    """The full address of a path: at the public address, or where the request found us."""
    return (site().public_url or request.host_url.rstrip("/")) + path


def today() -> date:
    """The day in UTC, noted for the answer's ETag: a page that states it is another page tomorrow."""
    day = site().clock().astimezone(timezone.utc).date()
    g.day = day.isoformat()
    return day


@contextmanager
def borrow() -> Iterator[Library]:
    """Lend the current library for one answer, and note its build for the answer's ETag."""
    with site().shelf.lend() as library:
        g.build = library.stats.build
        g.lists = site().once(library, lists)
        yield library


def origin(url: str) -> str:
    """The `scheme://host[:port]` of a public address; raises ValueError when it is anything more or less."""
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise ValueError(f"The public URL “{url}” is not an address such as https://papers.example.org")
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise ValueError(f"The public URL “{url}” names a path; the site must stand at the root of its host.")
    return f"{parts.scheme}://{parts.netloc}"


@lru_cache(maxsize=1)
def fingerprints() -> dict[str, str]:
    """Content hash of each static file by name, the version that its address carries."""
    return {
        path.relative_to(HERE / "static").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in sorted((HERE / "static").rglob("*"))
        if path.is_file()
    }


@lru_cache(maxsize=1)
def edition() -> str:
    """A hash of everything that shapes a page besides the index: templates, static files and our code."""
    digest = hashlib.sha256()
    for path in sorted(HERE.rglob("*")):
        if path.is_file() and path.suffix in {".py", ".html", ".xml", ".txt", ".css", ".js", ".svg"}:
            digest.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
