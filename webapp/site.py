"""The state of a running site between requests: open builds, the public URL, and values computed once for each build.

`create_app` sets it up. Only `site` and the functions that call it know the current request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

from flask import current_app, g, request
from werkzeug.exceptions import UnprocessableEntity

from indexer.disk.hashing import sha256_hex
from indexer.engine.budget import Budget, shared_budget
from indexer.errors import IndexDamaged, IndexMissing, IndexOutdated
from indexer.quotes.draft_files import DRAFT_LIMITS
from indexer.readers.limits import Limits
from indexer.store.builds import Builds
from indexer.store.library import Library
from webapp.access.hosts import allowed_hosts, is_loopback
from webapp.access.public_address import parse_public_url
from webapp.address import urls
from webapp.address.urls import Link
from webapp.desks.desks import Desks
from webapp.serving.rates import RateLimiter, RateLimits
from webapp.settings.kinds import OFF
from webapp.settings.table import PUBLIC_DRAFTS, PUBLIC_PAGES, PUBLIC_PICTURES, Settings

PACKAGE_DIR = Path(__file__).parent
EXTENSION_KEY = "rapporteur"

Cached = TypeVar("Cached")
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


class SearchTooLarge(UnprocessableEntity):
    """A file was asked for of a search that was more work than a page may be."""


class Site:
    """The settings, the open builds, a clock, and the values computed from a build."""

    def __init__(self, settings: Settings, desks: Desks, clock: Clock = utc_now, drafts: Limits | None = None) -> None:
        self.settings = settings
        self.settings_version = sha256_hex([repr(settings).encode("utf-8", "replace")])[:12]
        """Changes with every setting, for the ETag of pages."""
        self.builds = Builds(settings.index_dir)
        self.clock = clock
        self.draft_limits = drafts or replace(DRAFT_LIMITS, bytes=settings.max_draft * 10**6)
        self.desks = desks
        self.rate_limiter = RateLimiter(rate_limits(settings))
        self.public = parse_public_url(settings.public_url) if settings.public_url else None
        self.base = self.public.base if self.public else ""
        """The path below which the site stands; empty at the root of its host."""
        self.is_https = self.public is not None and self.public.is_https
        self.hosts = allowed_hosts(
            settings.allowed_host, self.public.host if self.public else "", is_loopback(settings.host)
        )
        self._cache: dict[object, tuple[str, object]] = {}

    def cached(self, library: Library, make: Callable[[Library], Cached]) -> Cached:
        """Return `make(library)`, computed once for each build and kept for the latest one."""
        build, entry = library.stats.build, self._cache.get(make)
        if entry is None or entry[0] != build:
            entry = (build, make(library))
            self._cache[make] = entry
        return cast(Cached, entry[1])


def rate_limits(settings: Settings) -> RateLimits:
    """Return the rates that the settings state, and for those that are left out the usual ones."""
    usual = ("", "", "") if is_loopback(settings.host) else (PUBLIC_PAGES, PUBLIC_DRAFTS, PUBLIC_PICTURES)
    stated = (settings.rate_limit, settings.draft_rate_limit, settings.picture_rate_limit)
    pages, drafts, pictures = ((one or other).replace(OFF, "") for one, other in zip(stated, usual, strict=True))
    return RateLimits(pages, drafts, pictures, counts_own_machine=any(stated))


def site() -> Site:
    """Return the site of the current request."""
    return cast(Site, current_app.extensions[EXTENSION_KEY])


def navigation_lists(library: Library) -> tuple[Link, ...]:
    """Return links to the lists that the corpus fills: people, glossary."""
    people = (Link("People", urls.PEOPLE),) if library.persons() else ()
    return people + ((Link("Glossary", urls.GLOSSARY),) if library.acronyms() else ())


def current_lists() -> tuple[Link, ...]:
    """Return the list links for the navigation of the current page; none where there is no index."""
    if "lists" not in g:
        with suppress(IndexMissing, IndexDamaged, IndexOutdated), current_library():
            pass
    return cast("tuple[Link, ...]", g.get("lists", ()))


def absolute_url(path: str) -> str:
    """Return the absolute URL of a path of the site, at the public URL or the host of the request."""
    public = site().public
    return (public.origin + public.base if public else request.host_url.rstrip("/")) + path


def today() -> date:
    """Return the current day in UTC, and record it for the ETag: a page that shows it changes tomorrow."""
    day = site().clock().astimezone(UTC).date()
    g.day = day.isoformat()
    return day


PAGE_POSITIONS = 12_000_000
"""Positions of words that all searches of one page may look at together: so many take half a second
(`benchmarks/speed/HOSTILE.md`), and a hundred words over a million passages need no more."""


@contextmanager
def current_library() -> Iterator[Library]:
    """Yield the current library for one response, and record its build for the ETag.

    Raise IndexMissing, IndexDamaged or IndexOutdated when there is no usable index.
    """
    with site().builds.acquire() as library, shared_budget(Budget(PAGE_POSITIONS)) as g.budget:
        g.build = library.stats.build
        g.lists = site().cached(library, navigation_lists)
        yield library


def is_cut() -> bool:
    """Return whether the searches of the page were more work than a page may be, so that something was left out."""
    budget: Budget | None = g.get("budget")
    return budget is not None and budget.cut


def refuse_cut_file() -> None:
    """Raise SearchTooLarge when a file would lack what was left out of a search: nobody would see that it does."""
    if is_cut():
        raise SearchTooLarge


@lru_cache(maxsize=1)
def site_version() -> str:
    """Return a hash of everything besides the index that shapes a page: templates, static files and code."""
    suffixes = {".py", ".html", ".xml", ".txt", ".css", ".js", ".svg"}
    paths = [path for path in sorted(PACKAGE_DIR.rglob("*")) if path.is_file() and path.suffix in suffixes]
    named = (path.relative_to(PACKAGE_DIR).as_posix().encode() + b"\0" + path.read_bytes() for path in paths)
    return sha256_hex(named)[:12]
