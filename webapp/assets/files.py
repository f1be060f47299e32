"""The files in `webapp/static`, the two bundles that pages ask for, and their forms as they are sent.

The sources stay apart, one for each concern; a page asks for one style sheet and one script. All is read once, and
each compressed form is made once, so that it can be the smallest.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

import brotli

from indexer.disk.hashing import sha256_hex

from .smaller import smaller_script, smaller_styles

STATIC_DIR = Path(__file__).parents[1] / "static"
STYLES, SCRIPTS, EDITION_SCRIPTS, EDITION_SEARCH = "all.css", "all.js", "edition-all.js", "edition-search-all.js"
BUNDLES = {
    STYLES: ("site.css", "results.css"),
    SCRIPTS: ("copy.js", "basket.js", "suggest.js", "site.js"),
    "charts.css": ("charts.css",),
    "drafts.css": ("drafts.css",),
    "home.css": ("home.css", "time-line.css"),
    "time-line.css": ("time-line.css",),
    "help.css": ("help.css",),
    "browse.css": ("browse.css",),
    "basket.css": ("basket.css",),
    "originals.css": ("originals.css",),
    "words.js": ("words.js",),
    "filter.js": ("filter.js",),
    EDITION_SCRIPTS: ("copy.js", "site.js", "edition.js"),
    EDITION_SEARCH: ("edition-query.js", "edition-search.js"),
    "edition.css": ("edition.css",),
}
"""What each bundle is joined from. The order counts: later rules win, and later scripts use earlier ones.

Every page has the first two; charts and comparisons, checked drafts, the home page, help, the basket, lists of all
kinds, and pages with whole passages have one more. Pages of a static edition have scripts that ask no server.
"""
SCRIPTS_OF_SERVERS = frozenset({SCRIPTS, "words.js", "filter.js"})
"""The bundles that ask the server."""
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
}
_SMALLER_WHEN_COMPRESSED = {".css", ".js", ".svg"}
_BROTLI_QUALITY = 11
"""Made once for each process of a server: both bundles take 85 ms, and are a tenth smaller than at quality 9."""


@dataclass(frozen=True)
class Asset:
    """A file that pages are dressed with."""

    name: str
    content: bytes

    @property
    def content_type(self) -> str:
        """The media type, with the encoding of text."""
        return _TYPES[PurePosixPath(self.name).suffix]

    @property
    def encodings(self) -> tuple[str, ...]:
        """The content codings that it can be sent in."""
        return ("br", "gzip") if PurePosixPath(self.name).suffix in _SMALLER_WHEN_COMPRESSED else ()


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """Return every file and every bundle by its name."""
    files = {
        path.relative_to(STATIC_DIR).as_posix(): path.read_bytes()
        for path in sorted(STATIC_DIR.rglob("*"))
        if path.is_file() and path.suffix in _TYPES
    }
    joined = {name: _joined(name, [files[part].decode() for part in parts]) for name, parts in BUNDLES.items()}
    return {name: Asset(name, content) for name, content in {**files, **joined}.items()}


def _joined(name: str, sources: Sequence[str]) -> bytes:
    """Return what a bundle is sent as: its sources one after the other, without comments and indentation."""
    smaller = smaller_script if name.endswith(".js") else smaller_styles
    return "\n".join(map(smaller, sources)).encode()


@lru_cache(maxsize=1)
def static_versions() -> dict[str, str]:
    """Return the hash of the content of each by its name; addresses carry it, so that each can be kept for good."""
    return {name: sha256_hex([asset.content])[:12] for name, asset in assets().items()}


@lru_cache(maxsize=64)
def encoded(name: str, encoding: str) -> bytes:
    """Return what is sent of a file in a content coding, as small as it can be; an empty coding is the file itself."""
    content = assets()[name].content
    if encoding == "br":
        return bytes(brotli.compress(content, quality=_BROTLI_QUALITY))
    return gzip.compress(content, 9, mtime=0) if encoding == "gzip" else content


def encode_bundles() -> None:
    """Make the compressed forms of the bundles, so that processes started afterwards share them."""
    for name in BUNDLES:
        for encoding in assets()[name].encodings:
            encoded(name, encoding)
