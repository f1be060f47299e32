"""Follows every link of the files of an edition, and tells those that lead to no file or to no place in one.

It knows nothing of how an edition is written, only the files: links are looked at as a browser and a web server do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from indexer.errors import RapporteurError
from webapp.access.public_address import parse_public_url

from .file_links import links_in
from .workers import run_in_processes

Item = TypeVar("Item")
_ORIGIN = "http://edition.invalid"
"""Stands for the root of the edition while a link is resolved; no page leads to that host."""
_FILES_AT_A_TIME = 200
_SHOWN = 10
_AT_TOP = frozenset({"", "top"})


class DeadLink(NamedTuple):
    """A link that leads nowhere."""

    file: str
    link: str


class DeadLinks(RapporteurError):
    """An edition has links that lead nowhere, so it has not taken its place."""

    def __init__(self, dead: tuple[DeadLink, ...]) -> None:
        shown = "\n".join(f"  {each.file}: {each.link}" for each in dead[:_SHOWN])
        more = f"\n  and {len(dead) - _SHOWN:,} more" if len(dead) > _SHOWN else ""
        super().__init__(f"{len(dead):,} links lead nowhere. No edition was changed.\n{shown}{more}")


@dataclass(frozen=True)
class LinkReport:
    """How many links there are, and which are dead."""

    links: int
    dead: tuple[DeadLink, ...]


@dataclass
class _Found:
    """What is found in some files."""

    links: int = 0
    dead: list[DeadLink] = field(default_factory=list)
    places: dict[tuple[str, str], DeadLink] = field(default_factory=dict)
    """Places in other files to which links lead: file and element id, with the first link that leads there."""


@dataclass(frozen=True)
class _Edition:
    """The files of an edition, and the address at which it is to be served."""

    folder: Path
    names: frozenset[str]
    public: str
    base: str

    def file_of(self, file: str, link: str) -> tuple[str | None, str]:
        """Return the file to which a link in a file leads, None where there is none, and the place in it.

        Of a link that leads to another site the file is empty.
        """
        if link.startswith(f"{self.public}/") or link == self.public:
            link = link.removeprefix(self.public) or "/"
        elif link.startswith("/") and not link.startswith("//"):
            if not f"{link}/".startswith(f"{self.base}/"):
                return None, ""
            link = link.removeprefix(self.base) or "/"
        parts = urlsplit(urljoin(f"{_ORIGIN}/{file}", link))
        if f"{parts.scheme}://{parts.netloc}" != _ORIGIN:
            return "", ""
        if link.count("../") > file.count("/"):  # above the root
            return None, ""
        path, place = unquote(parts.path).lstrip("/"), unquote(parts.fragment).partition(":~:")[0]
        folder = path if not path or path.endswith("/") else f"{path}/"
        wanted = (path, f"{folder}index.html", f"{folder}index.json")
        return next((name for name in wanted if name in self.names), None), place


def check_links(folder: Path, public_url: str, jobs: int = 1) -> LinkReport:
    """Follow every link of the files in a folder. Raise ValueError for an unfit public URL."""
    public = parse_public_url(public_url)
    names = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    edition = _Edition(folder, names, public.origin + public.base, public.base)
    found = _Found()
    pieces = _pieces(sorted(names))
    for piece in run_in_processes(partial(_links_of_files, edition), pieces, jobs):
        found.links += piece.links
        found.dead += piece.dead
        found.places = piece.places | found.places
    wanted: dict[str, list[tuple[str, DeadLink]]] = defaultdict(list)
    for (name, place), link in found.places.items():
        wanted[name].append((place, link))
    for dead in run_in_processes(partial(_missing_places, edition), _pieces(sorted(wanted.items())), jobs):
        found.dead += dead
    return LinkReport(found.links, tuple(sorted(found.dead)))


def _pieces(items: list[Item]) -> Iterator[list[Item]]:
    return (items[start : start + _FILES_AT_A_TIME] for start in range(0, len(items), _FILES_AT_A_TIME))


def _links_of_files(edition: _Edition, names: list[str]) -> _Found:
    """Follow the links of some files."""
    found = _Found()
    for name in names:
        content = (edition.folder / name).read_bytes()
        is_page = name.endswith(".html")
        page = LexborHTMLParser(content.decode()) if is_page else None
        ids = _ids(page) if page else set()
        links = links_in(name, content, edition.public, page)
        found.links += len(links)
        for link in links:
            target, place = edition.file_of(name, link)
            if target is None:
                found.dead.append(DeadLink(name, link))
            elif target == name and is_page:
                if place not in ids | _AT_TOP:
                    found.dead.append(DeadLink(name, link))
            elif place and target.endswith(".html"):
                found.places.setdefault((target, place), DeadLink(name, link))
    return found


def _missing_places(edition: _Edition, wanted: list[tuple[str, list[tuple[str, DeadLink]]]]) -> list[DeadLink]:
    """Return the links to places that some pages do not have."""
    missing = []
    for name, places in wanted:
        ids = _ids(LexborHTMLParser((edition.folder / name).read_text(encoding="utf-8")))
        missing += [link for place, link in places if place not in ids | _AT_TOP]
    return missing


def _ids(page: LexborHTMLParser) -> set[str]:
    return {node.attributes.get("id") or "" for node in page.css("[id]")}
