"""Where each address of the site stands in an edition: the file, and the link that leads there from another page.

A page is a folder with an `index.html`, so that plain web servers answer its address. An argument that makes another
page is a folder below it: `/d/report?part=2` is `d/report/part=2/`. A file keeps its name. It knows no Flask.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Literal, NamedTuple
from urllib.parse import parse_qsl, quote, unquote

from indexer.disk.hashing import sha256_hex

PageForm = Literal["page", "file", "record", "search"]
"""What an address becomes: a folder with a page, a file of its own name, a folder with JSON, or the search page."""
INDEX_FILES: Mapping[PageForm, str] = {"page": "index.html", "record": "index.json"}
NOT_HERE = "edition/#not-here"
"""Where links lead that would need the server: to the page that says what an edition lacks."""
_ADDRESS = re.compile(r'="(/[^"]*)"')
"""An attribute that may be a link; what it is called is looked at afterwards, as no other search is as quick."""
_ATTRIBUTES = tuple(
    f"{space}{name}" for name in ("href", "src", "action", "data-address", "data-site") for space in " \n\t"
)
_REFRESH = re.compile(r'(?<=\scontent)="0; url=(/[^"]*)"')
_UNSAFE = re.compile(r"[^a-z0-9.=&-]|[. ]$")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9])(?=\.|$)")
_LONGEST_NAME = 240
"""Characters of a name of a file: most disks take 255 bytes."""
_DIGEST_LENGTH = 16
_LINKS_CACHED = 100_000
_PASSAGE_ID = re.compile(r"/[^/]*\.[0-9a-z]{5}(?=[/.?]|$)")
"""The id of a passage in an address: which route that is does not depend on it, so that few are looked up."""


@dataclass(frozen=True)
class RouteForm:
    """What the addresses of a route become in an edition."""

    form: PageForm
    arguments: tuple[str, ...] = ()
    """The arguments that make another page of an address; any others are left out. Of the search, those it reads."""
    file_suffixes: tuple[str, ...] = ()
    """The endings of addresses that are files, although the route has pages."""
    file: str = ""
    """The file of its only page, where that is not the one that its address names."""


RouteOf = Callable[[str], RouteForm | None]
"""Finds what a path of the site becomes; None where an edition has nothing for it. The id of a passage comes as `x`."""


class EditionPlace(NamedTuple):
    """Where an address stands."""

    file: str
    """The path of the file below the folder of the edition."""
    link: str
    """The address from the root of the edition, without a slash before it."""
    variant: str = ""
    """The address of the site that makes this page, where arguments make it another one than its path names."""


def file_name(segment: str) -> str:
    """Return the name of a file or folder for one segment of a path.

    Two segments never get one name, not even where letter case does not count; no name is one that Windows reserves.
    Ids are lower-case letters, digits, hyphens and full stops, so nearly all keep their spelling. A name that is too
    long for a disk is cut, and ends in a hash.
    """
    name = _UNSAFE.sub(lambda match: "".join(f"_{byte:02x}" for byte in match[0].encode()), segment)
    if _RESERVED.match(name):
        name = f"_{ord(name[0]):02x}{name[1:]}"
    if len(name) <= _LONGEST_NAME:
        return name
    mark = f"_-{sha256_hex([segment.encode()])[:_DIGEST_LENGTH]}"  # no other name has a hyphen there
    return name[: _LONGEST_NAME - len(mark)] + mark


@dataclass
class Layout:
    """The places of all addresses of a site."""

    base: str
    """The path below which the site stands, as `/papers`; empty at the root of its host."""
    route_of: RouteOf
    variants: set[str] = field(default_factory=set)
    """Addresses with arguments to which pages have led since this was last emptied."""

    def __post_init__(self) -> None:
        self._linked = lru_cache(maxsize=_LINKS_CACHED)(self._place_linked)
        self._route = lru_cache(maxsize=_LINKS_CACHED)(self.route_of)
        self._has = lru_cache(maxsize=_LINKS_CACHED)(lambda address: self.place(address) is not None)

    def has(self, address: str) -> bool:
        """Return whether an edition has what stands at an address of the site."""
        return self._has(_PASSAGE_ID.sub("/x", address))

    def place(self, address: str) -> EditionPlace | None:
        """Return where an address of the site (a path with its arguments) stands, or None when an edition has none."""
        path, _, arguments = address.partition("?")
        route = self._route(_PASSAGE_ID.sub("/x", unquote(path)))
        if route is None:
            return None
        if route.form == "search":
            return self._search(route, arguments)
        if route.file:
            return EditionPlace(route.file, route.file.removesuffix("index.html"))
        names = [file_name(unquote(segment)) for segment in path.strip("/").split("/") if segment]
        is_file = route.form == "file" or path.endswith(route.file_suffixes or ("\0",))
        if is_file:
            file = "/".join(names)
            return EditionPlace(file, f"{file}?{arguments}" if arguments and not route.file_suffixes else file)
        pairs = [(name, value) for name, value in parse_qsl(arguments) if name in route.arguments]
        if pairs:
            names.append(file_name("&".join(f"{name}={value}" for name, value in pairs)))
        folder = "".join(f"{name}/" for name in names)
        link = folder + (INDEX_FILES["record"] if route.form == "record" else "")
        variant = f"{path}?{'&'.join(f'{quote(name)}={quote(value)}' for name, value in pairs)}" if pairs else ""
        return EditionPlace(folder + INDEX_FILES[route.form], link, variant)

    def _search(self, route: RouteForm, arguments: str) -> EditionPlace | None:
        """Return the place of a search, or None of one that the search in the browser cannot make."""
        names = {name for name, _ in parse_qsl(arguments)}
        if not names.issubset(route.arguments):
            return None
        return EditionPlace(route.file, f"{route.file.removesuffix('index.html')}{'?' if arguments else ''}{arguments}")

    def page_with_links(self, page: str, file: str, is_movable: bool = True) -> str:
        """Return a page whose links lead to files of the edition, as seen from one of its files.

        Where the page is sent for any address, as that for what is not found, `is_movable` is false, and its links
        begin at the root of the host.
        """
        up = "../" * file.count("/") if is_movable else f"{self.base}/"

        def linked(address: str) -> str:
            place, fragment = self._linked(address)
            if place.variant:
                self.variants.add(place.variant)
            return up + place.link + fragment or "./"

        def attribute(match: re.Match[str]) -> str:
            address = match[1]
            if address.startswith("//") or not page.endswith(_ATTRIBUTES, 0, match.start()):
                return match[0]
            return f'="{linked(address)}"'

        linked_page = _ADDRESS.sub(attribute, page)
        if "; url=/" in page:
            linked_page = _REFRESH.sub(lambda match: f'="0; url={linked(match[1])}"', linked_page)
        return linked_page

    def _place_linked(self, written: str) -> tuple[EditionPlace, str]:
        """Return the place of an address as a page of the site has it: below the base path, and with entities."""
        address, hash_sign, fragment = unescape(written).removeprefix(self.base).partition("#")
        place = self.place(address or "/")
        if place is None:
            return EditionPlace("", NOT_HERE), ""
        return place._replace(link=place.link.replace("&", "&amp;")), hash_sign + fragment.replace("&", "&amp;")
