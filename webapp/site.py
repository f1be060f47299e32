"""What a running site holds between requests: the shelf of indexes, its own address, what it worked out once.

Set up once by `create_app`; nothing here knows a request but `site`, which finds it for one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from flask import current_app, g, request

from indexer.library import Library
from indexer.shelf import Shelf

from .examples import Example, examples

HERE = Path(__file__).parent
KEY = "rapporteur"


class Site:
    """The shelf, the public address if one was given, and the searches to start from."""

    def __init__(self, index_dir: Path, public_url: str | None = None) -> None:
        self.shelf = Shelf(index_dir)
        self.public_url = origin(public_url) if public_url else None
        self._examples: tuple[str, tuple[Example, ...]] | None = None

    def examples(self, library: Library) -> tuple[Example, ...]:
        """Searches to start from, worked out once for each build."""
        build, kept = library.stats.build, self._examples
        if kept is None or kept[0] != build:
            kept = (build, examples(library))
            self._examples = kept
        return kept[1]


def site() -> Site:
    """The site that the current request is for."""
    return cast(Site, current_app.extensions[KEY])


def absolute(path: str) -> str:
    """The full address of a path: at the public address, or where the request found us."""
    return (site().public_url or request.host_url.rstrip("/")) + path


@contextmanager
def borrow() -> Iterator[Library]:
    """Lend the current library for one answer, and note its build for the answer's ETag."""
    with site().shelf.lend() as library:
        g.build = library.stats.build
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
