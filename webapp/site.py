"""The state of a running site between requests: open builds, the public URL, and values computed once for each build.

`create_app` sets it up. Only `site` and the functions that call it know the current request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import TypeVar, cast

from flask import current_app, g, request
from werkzeug.exceptions import ServiceUnavailable, UnprocessableEntity

from indexer.disk.hashing import sha256_hex
from indexer.engine.budget import Budget, shared_budget
from indexer.engine.engines import Engines
from indexer.errors import EngineUnavailable, IndexDamaged, IndexMissing, IndexOutdated, QueryRefused
from indexer.quotes.draft_files import DRAFT_LIMITS
from indexer.readers.limits import Limits
from indexer.speech.marking import marked
from indexer.speech.translation import current_speech
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

MOST_DOWNLOADS = 2
"""Files of all results that one process sends at a time; its other threads stay free for pages."""

Cached = TypeVar("Cached")
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


class SearchTooLarge(UnprocessableEntity):
    """A file was asked for of a search that was more work than a page may be."""


class DownloadsBusy(ServiceUnavailable):
    """A file of all results was asked for while as many are being sent as this process sends at a time."""


class Site:
    """The settings, the open builds, a clock, and the values computed from a build."""

    def __init__(self, settings: Settings, desks: Desks, clock: Clock = utc_now, drafts: Limits | None = None) -> None:
        self.settings = settings
        self.settings_version = sha256_hex([repr(settings).encode("utf-8", "replace")])[:12]
        """Changes with every setting, for the ETag of pages."""
        self.builds = Builds(settings.index_dir, Engines(url=settings.engine_url))
        self.clock = clock
        self.draft_limits = drafts or replace(DRAFT_LIMITS, bytes=settings.max_draft * 10**6)
        self.desks = desks
        self.rate_limiter = RateLimiter(rate_limits(settings))
        self.downloads = BoundedSemaphore(MOST_DOWNLOADS)
        """How many more files of all results may be sent; each takes one thread until its reader has it."""
        self.public = parse_public_url(settings.public_url) if settings.public_url else None
        self.base = self.public.base if self.public else ""
        """The path below which the site stands; empty at the root of its host."""
        self.is_https = self.public is not None and self.public.is_https
        self.hosts = allowed_hosts(
            settings.allowed_host, self.public.host if self.public else "", is_loopback(settings.host)
        )
        self.is_edition = False
        """Whether its pages are written as a static edition, which no server answers for."""
        self._cache: dict[object, tuple[str, object]] = {}

    def cached(self, library: Library, make: Callable[[Library], Cached], *, with_words: bool = False) -> Cached:
        """Return `make(library)`, computed once for each build and kept for the latest one.

        A value `with_words` of the site, such as a date, is kept for each language.
        """
        key = (make, current_speech().code if with_words else "")
        build, entry = library.stats.build, self._cache.get(key)
        if entry is None or entry[0] != build:
            entry = (build, make(library))
            self._cache[key] = entry
        return cast(Cached, entry[1])

    def has_cached(self, library: Library, make: Callable[[Library], object]) -> bool:
        """Return whether `cached` has the value of a build, in any language."""
        entry = self._cache.get((make, ""))
        return entry is not None and entry[0] == library.stats.build


def while_searching(library: Library, make: Callable[[], Cached], otherwise: Cached) -> Cached:
    """Return what is made of searches; while nothing can be searched, what a page shows without them.

    Nobody keeps such a page. An edition is kept by everybody: for it what is wrong is raised.
    """
    if site().is_edition:
        return make()
    if not library.trouble():
        try:
            return make()
        except (EngineUnavailable, QueryRefused) as error:
            current_app.logger.warning("Left out: %s", error)
    g.is_partial = True
    return otherwise


def cached_while_searching(library: Library, make: Callable[[Library], Cached], otherwise: Cached) -> Cached:
    """Return what was made of searches, once for each build; what a page shows without it while it cannot be made."""
    if site().has_cached(library, make):
        return site().cached(library, make)
    return while_searching(library, lambda: site().cached(library, make), otherwise)


def is_partial() -> bool:
    """Return whether something was left out of the page because nothing could be searched."""
    return bool(g.get("is_partial"))


def rate_limits(settings: Settings) -> RateLimits:
    """Return the rates that the settings state, and for those that are left out the usual ones."""
    usual = ("", "", "") if is_loopback(settings.host) else (PUBLIC_PAGES, PUBLIC_DRAFTS, PUBLIC_PICTURES)
    stated = (settings.rate_limit, settings.draft_rate_limit, settings.picture_rate_limit)
    pages, drafts, pictures = ((one or other).replace(OFF, "") for one, other in zip(stated, usual, strict=True))
    return RateLimits(pages, drafts, pictures, counts_own_machine=any(stated))


def site() -> Site:
    """Return the site of the current request."""
    return cast(Site, current_app.extensions[EXTENSION_KEY])


def list_links(library: Library) -> tuple[Link, ...]:
    """Return links to the lists that the corpus fills, with messages as their texts: people, bodies, glossary."""
    filled = (
        (Link(marked("People"), urls.PEOPLE), bool(library.persons())),
        (Link(marked("Organisations"), urls.ORGANISATIONS), library.has_values("organisation")),
        (Link(marked("Countries"), urls.COUNTRIES), library.has_values("country")),
        (Link(marked("Glossary"), urls.GLOSSARY), bool(library.acronyms())),
    )
    return tuple(link for link, is_filled in filled if is_filled)


def current_lists() -> tuple[Link, ...]:
    """Return the list links for the navigation of the current page; none where there is no index."""
    if "lists" not in g:
        with suppress(IndexMissing, IndexDamaged, IndexOutdated, EngineUnavailable), current_library():
            pass
    return cast("tuple[Link, ...]", g.get("lists", ()))


def absolute_url(path: str) -> str:
    """Return the absolute URL of a path of the site, at the public URL or the host of the request."""
    public = site().public
    return (public.origin + public.base if public else request.host_url.rstrip("/")) + path


def today() -> date:
    """Return the current day in the time zone of the site, and record it for the ETag: its pages change tomorrow."""
    day = site().clock().astimezone(site().settings.time_zone).date()
    g.day = day.isoformat()
    return day


PAGE_POSITIONS = 10_000_000
"""Positions of words that all searches of one page may look at together: with 12 million a page took up
to 0.93 s on one machine and 1.00 s on another (`benchmarks/speed/HOSTILE.md`). A hundred words over 800,000 passages
need no more."""


@contextmanager
def current_library() -> Iterator[Library]:
    """Yield the current library for one response, and record its build for the ETag.

    Raise IndexMissing, IndexDamaged or IndexOutdated when there is no usable index.
    """
    with site().builds.acquire() as library, answering_from(library):
        yield library


@contextmanager
def answering_from(library: Library) -> Iterator[None]:
    """Let all searches of one response spend one budget, and record the build of the library for the ETag."""
    with shared_budget(Budget(PAGE_POSITIONS)) as g.budget:
        g.build = library.stats.build
        g.lists = site().cached(library, list_links)
        yield


def held_library(hold: ExitStack) -> Library:
    """Return the current library for a response that is still written when the request is answered.

    It stays open until `hold` is closed. Raise IndexMissing, IndexDamaged or IndexOutdated when there is no usable
    index.
    """
    return hold.enter_context(site().builds.acquire())


def hold_download(hold: ExitStack) -> None:
    """Take one of the places for long files until `hold` is closed. Raise DownloadsBusy when all are taken."""
    if not site().downloads.acquire(blocking=False):
        raise DownloadsBusy
    hold.callback(site().downloads.release)


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
    suffixes = {".py", ".html", ".po", ".xml", ".txt", ".css", ".js", ".svg"}
    paths = [path for path in sorted(PACKAGE_DIR.rglob("*")) if path.is_file() and path.suffix in suffixes]
    named = (path.relative_to(PACKAGE_DIR).as_posix().encode() + b"\0" + path.read_bytes() for path in paths)
    return sha256_hex(named)[:12]
