"""Writes an edition: all addresses in processes side by side, then what needs to know all of them.

What the addresses are belongs to `pages`, how one is written to `rendering`, and where the edition stands to `folder`.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from time import monotonic
from typing import ClassVar

from flask import Flask, render_template

from indexer.disk.hashing import sha256_hex
from indexer.errors import RapporteurError
from indexer.store.builds import live_build
from indexer.store.library import Library
from indexer.store.redacted import live_redactions
from indexer.version import program_version
from webapp.settings.table import Settings
from webapp.site import EXTENSION_KEY, Site, absolute_url

from .application import edition_layout, edition_site
from .folder import FACTS_FILE, SUMS_FILE, write_facts, write_sums, written_aside
from .link_check import DeadLinks, check_links
from .pages import EXPORTED
from .rendering import EditionRenderer, WrittenFiles
from .search_index import pagefind_program, write_search
from .sitemap import ADDRESSES_PER_FILE, SITEMAP_FILE, listed_pages
from .workers import run_in_processes

ADDRESSES_AT_A_TIME = 200
"""Addresses that one process writes before it says what it wrote: those of some forty passages, mostly of one paper."""

_COLLECTED_AFTER = (50_000, 20, 20)
"""When Python looks for garbage, in new objects: each page makes some thousand, and nearly all go by themselves."""


class RedactedMeanwhile(RapporteurError):
    """Something was redacted while the edition was written, so that it may hold what was taken out."""

    def __init__(self) -> None:
        super().__init__(
            "Something was redacted while the edition was written. Nothing was changed: run the command again."
        )


@dataclass(frozen=True)
class EditionSummary:
    """What was written."""

    pages: int
    passages: int
    files: int
    seconds: float
    search_seconds: float
    """Of these, how many the search took."""
    links: int
    """How many links were checked; 0 where none were."""


@dataclass(frozen=True)
class EditionOptions:
    """How an edition is written."""

    jobs: int = 1
    searchable: bool = True
    check: bool = False


def export_site(
    settings: Settings, target: Path, now: datetime, options: EditionOptions = EditionOptions()
) -> EditionSummary:
    """Write the live build of an index as an edition, in the place of the one that may be there.

    Raise what `written_aside` raises; IndexMissing, IndexDamaged or IndexOutdated without a usable index; ValueError
    for an unfit public URL; PagefindMissing or PagefindFailed where the search cannot be made; DeadLinks where links
    are to be checked and one is dead; and RedactedMeanwhile.
    """
    build = live_build(settings.index_dir)
    redactions = live_redactions(settings.index_dir)
    app = edition_site(settings, build, searchable=options.searchable)  # before anything is written, as it may be unfit
    if options.searchable:
        pagefind_program()
    with written_aside(target) as folder:
        summary = _Export(settings, app, folder, options).write(now)
        if live_redactions(settings.index_dir) != redactions:
            raise RedactedMeanwhile
    return summary


class _Export:
    """One edition on its way into its folder."""

    def __init__(self, settings: Settings, app: Flask, folder: Path, options: EditionOptions) -> None:
        self._settings = settings
        self._app = app
        self._folder = folder
        self._options = options
        self._written = WrittenFiles()

    def write(self, now: datetime) -> EditionSummary:
        begun = monotonic()
        state: Site = self._app.extensions[EXTENSION_KEY]
        with closing(state.builds), state.builds.acquire() as library:
            self._build = library.folder
            self._write_addresses(library)
            self._write_sitemaps(library)
            before_search = monotonic()
            if self._options.searchable:
                self._written.hashes |= write_search(self._folder)
            search_seconds = monotonic() - before_search
            write_sums(self._folder, self._written.hashes)
            write_facts(self._folder, self._facts(library, now))
        links = self._check_links() if self._options.check else 0
        return EditionSummary(
            pages=sum(name.endswith(".html") for name in self._written.hashes),
            passages=self._written.passages,
            files=len(self._written.hashes) + len((FACTS_FILE, SUMS_FILE)),
            seconds=monotonic() - begun,
            search_seconds=search_seconds,
            links=links,
        )

    def _write_addresses(self, library: Library) -> None:
        """Write every address of the table, and the variants to which the pages lead, until there are no new ones."""
        waiting = _Waiting(address for route in EXPORTED.values() for address in route.addresses(library))
        arguments = (self._settings, self._build, self._folder, self._options.searchable)
        for written in run_in_processes(_write_addresses, waiting, self._options.jobs, _begin_worker, *arguments):
            waiting.add(written.variants)
            self._written.add(written)

    def _write_sitemaps(self, library: Library) -> None:
        """Write the index of sitemaps and the sitemaps, in the words of the site's public address."""
        pages = listed_pages(library, self._written.pages)
        files: list[tuple[str, str]] = []
        with self._app.test_request_context("/"):
            while piece := list(islice(pages, ADDRESSES_PER_FILE)):
                files.append((f"sitemap-{len(files) + 1}.xml", max(page.changed for page in piece)))
                self._save(files[-1][0], "static_site/sitemap.xml", pages=piece)
            self._save(SITEMAP_FILE, "static_site/sitemap_index.xml", files=files)

    def _save(self, name: str, template: str, **values: object) -> None:
        content = render_template(template, absolute=absolute_url, **values).encode()
        (self._folder / name).write_bytes(content)
        self._written.hashes[name] = sha256_hex([content])

    def _facts(self, library: Library, now: datetime) -> dict[str, object]:
        stats = library.stats
        return {
            "edition": self._settings.site_name,
            "public_url": self._settings.public_url,
            "build": stats.build,
            "built": stats.built,
            "written": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "rapporteur": program_version().text,
            "documents": stats.documents,
            "meetings": stats.meetings,
            "passages": stats.passages,
            "search": self._options.searchable,
        }

    def _check_links(self) -> int:
        result = check_links(self._folder, self._settings.public_url or "", self._options.jobs)
        if result.dead:
            raise DeadLinks(result.dead)
        return result.links


class _Worker:
    """What a process of an export keeps between two pieces of work."""

    renderer: ClassVar[EditionRenderer]


def _begin_worker(settings: Settings, build: Path, folder: Path, searchable: bool) -> None:
    app = edition_site(settings, build, searchable=searchable)
    gc.freeze()  # what is there by now stays, and pages leave little garbage behind
    gc.set_threshold(*_COLLECTED_AFTER)
    _Worker.renderer = EditionRenderer(app, edition_layout(app), folder, settings.public_url or "")


def _write_addresses(addresses: list[str]) -> WrittenFiles:
    return _Worker.renderer.write(addresses)


class _Waiting:
    """The addresses that are still to be written, in pieces; new ones are added while it is read."""

    def __init__(self, addresses: Iterator[str]) -> None:
        self._addresses = addresses
        self._added: deque[str] = deque()
        self._seen: set[str] = set()

    def add(self, addresses: Iterable[str]) -> None:
        """Add addresses, as far as they are new."""
        self._added.extend(sorted(addresses))

    def __iter__(self) -> _Waiting:
        return self

    def __next__(self) -> list[str]:
        """Return some addresses; it may have more again after it has ended."""
        piece = list(islice(self._unseen(), ADDRESSES_AT_A_TIME))
        if not piece:
            raise StopIteration
        return piece

    def _unseen(self) -> Iterator[str]:
        for address in chain(self._addresses, iter(self._take, None)):
            if address not in self._seen:
                self._seen.add(address)
                yield address

    def _take(self) -> str | None:
        return self._added.popleft() if self._added else None
