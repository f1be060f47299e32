"""Asks the site for addresses, and writes what it answers into the folder of an edition.

Where something stands belongs to `layout`, which addresses there are to `pages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from flask import Flask
from werkzeug.test import EnvironBuilder

from indexer.disk.hashing import sha256_hex
from indexer.errors import RapporteurError
from webapp.access.public_address import parse_public_url
from webapp.api.contract.problems import MEDIA_TYPE

from .layout import EditionPlace, Layout, file_name
from .pages import NOT_FOUND_FILE
from .records import record_with_links
from .routes import MOVED

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_PAGES = frozenset({200, 410, 451})
"""The statuses of answers that are written as they are: what is there, what is no more, and what was redacted."""
_RECORDS = frozenset({"application/json", MEDIA_TYPE})
"""The media types of records of the API."""
_MOST_REDIRECTS = 5
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')


class AddressUnanswered(RapporteurError):
    """The site does not answer an address that it should have."""

    def __init__(self, address: str, status: int) -> None:
        super().__init__(f"The site answers {address} with status {status}, so the edition was not written.")


@dataclass
class WrittenFiles:
    """What was written for some addresses."""

    hashes: dict[str, str] = field(default_factory=dict)
    """The SHA-256 of each file, by its path below the folder, as hex."""
    pages: list[str] = field(default_factory=list)
    """The addresses that search engines may list: pages that are there and stand at their own address."""
    variants: set[str] = field(default_factory=set)
    """Addresses with arguments to which the pages lead."""
    passages: int = 0
    """How many of the pages are of passages."""

    def add(self, other: WrittenFiles) -> None:
        """Add what was written for other addresses."""
        self.hashes |= other.hashes
        self.pages += other.pages
        self.variants |= other.variants
        self.passages += other.passages


@dataclass(frozen=True)
class SiteAnswer:
    """What the site answers for an address."""

    status: int
    media_type: str
    content: bytes
    location: str


class EditionRenderer:
    """Writes the answers of one site into one folder."""

    def __init__(self, app: Flask, layout: Layout, folder: Path, public_url: str) -> None:
        self._app = app
        self._layout = layout
        self._folder = folder
        self._origin = parse_public_url(public_url).origin
        self._environ = EnvironBuilder(path="/", base_url=f"{self._origin}{layout.base}/").get_environ()
        self._made_folders: set[str] = set()

    def write(self, addresses: Iterable[str]) -> WrittenFiles:
        """Write the files of some addresses. Raise AddressUnanswered where the site has nothing for one."""
        written = WrittenFiles()
        self._layout.variants.clear()
        for address in addresses:
            place = self._layout.place(address)
            if place:
                self._write_one(address, place, written)
        written.variants |= self._layout.variants
        return written

    def _write_one(self, address: str, place: EditionPlace, written: WrittenFiles) -> None:
        answer = self.ask(address)
        if answer.status in {301, 302, 308}:
            answer = self._moved(address, answer, place)
        if answer.status not in _PAGES:
            raise AddressUnanswered(address, answer.status)
        content = answer.content
        if answer.media_type == "text/html":
            page = self._at_own_address(content.decode(), address)
            content = self._layout.page_with_links(page, place.file, place.file != NOT_FOUND_FILE).encode()
            if answer.status == 200 and _is_listed(page, own_address(address)):
                written.pages.append(own_address(address))
                written.passages += address.startswith("/p/")
        elif answer.media_type in _RECORDS:
            content = record_with_links(content, self._is_written)
        self._save(place.file, content)
        written.hashes[place.file] = sha256_hex([content])

    def _at_own_address(self, page: str, address: str) -> str:
        """Return a page that gives for itself the address at which it stands, where its folder has another name."""
        path = address.partition("?")[0]
        own = own_address(path)
        if own == path:
            return page
        public = self._origin + self._layout.base
        return re.sub(re.escape(public + path) + r"(?=[\"<])", public + own, page)

    def _is_written(self, link: str) -> bool:
        """Return whether an edition has what an address leads to; other sites are none of its business."""
        public = self._origin + self._layout.base
        if not link.startswith(f"{public}/"):
            return True
        return self._layout.has(link.removeprefix(public).partition("#")[0])

    def ask(self, address: str) -> SiteAnswer:
        """Return what the site answers for an address: a path, with arguments or without."""
        path, _, arguments = address.partition("?")
        environ: WSGIEnvironment = {**self._environ, "PATH_INFO": _raw(unquote(path)), "QUERY_STRING": arguments}
        environ["REQUEST_URI"] = environ["RAW_URI"] = self._layout.base + address
        with self._app.request_context(environ):
            response = self._app.full_dispatch_request()
            content = response.get_data()
        return SiteAnswer(response.status_code, response.mimetype or "", content, response.headers.get("Location", ""))

    def _moved(self, address: str, answer: SiteAnswer, place: EditionPlace) -> SiteAnswer:
        """Return what stands at an address that leads elsewhere: a page that goes there, or the file that is there."""
        target = self._target(answer)
        if place.file.endswith("index.html"):
            return self.ask(f"{MOVED}?to={quote(target, safe='')}")
        for _ in range(_MOST_REDIRECTS):
            answer = self.ask(target)
            if not answer.location:
                return answer
            target = self._target(answer)
        raise AddressUnanswered(address, answer.status)

    def _target(self, answer: SiteAnswer) -> str:
        """Return the address of the site that an answer leads to."""
        parts = urlsplit(answer.location)
        path = parts.path.removeprefix(self._layout.base) or "/"
        return path + (f"?{parts.query}" if parts.query else "")

    def _save(self, name: str, content: bytes) -> None:
        folder = name.rpartition("/")[0]
        if folder not in self._made_folders:
            (self._folder / folder).mkdir(parents=True, exist_ok=True)
            self._made_folders.add(folder)
        with open(f"{self._folder}/{name}", "wb", buffering=0) as file:  # noqa: PTH123  # a path for each takes longer
            file.write(content)


def own_address(address: str) -> str:
    """Return the address of a page as an edition has it: that of the site, or of its folder if named otherwise.

    Disks know no letter case, some signs or long names, which the names of organisations have.
    """
    path, question_mark, arguments = address.partition("?")
    folder = "/".join(file_name(unquote(segment)) if segment else "" for segment in path.split("/"))
    return address if folder == path else f"{folder}/{question_mark}{arguments}"


def _is_listed(page: str, address: str) -> bool:
    """Return whether search engines may list a page: the address that it gives for itself is the one it is at."""
    canonical = _CANONICAL.search(page)
    is_open = '<meta name="robots" content="noindex' not in page
    return is_open and canonical is not None and canonical[1].endswith(address.replace("&", "&amp;"))


def _raw(path: str) -> str:
    """Return a path as WSGI has it: UTF-8, read as Latin-1."""
    return path.encode().decode("latin-1")
