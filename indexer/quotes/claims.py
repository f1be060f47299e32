"""What a link near a quotation claims: the passage, document or meeting of this site that the words are from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol
from urllib.parse import unquote, urlsplit

from indexer.errors import UnknownId
from indexer.model import Document, Meeting, Passage


class PassageLookup(Protocol):
    """Where passages are looked up; a library is one."""

    def passage(self, id: str) -> Passage:  # noqa: A002  # the word of the interface
        """Give a passage; raise UnknownId when there is none."""

    def document(self, id: str) -> Document:  # noqa: A002
        """Give a document; raise UnknownId when there is none."""

    def meeting(self, id: str) -> Meeting:  # noqa: A002
        """Give a meeting; raise UnknownId when there is none."""


@dataclass(frozen=True)
class LinkClaim:
    """What a link says of the words beside it."""

    url: str
    meeting: str
    document: str | None = None
    passage: str | None = None


ClaimReader = Callable[[str], "LinkClaim | None"]
"""Reads a link; None for one to another place, or to what is not there."""


def site_claim_reader(lookup: PassageLookup, site: str | None = None) -> ClaimReader:
    """Read links by the paths of the site (`/p/`, `/d/`, `/m/`); of any host, or only below the address of a site."""

    def claim(url: str) -> LinkClaim | None:
        try:
            parts = urlsplit(url)
        except ValueError:  # not an address at all
            return None
        path = parts.path
        if site is not None:
            home = urlsplit(site)
            if parts.netloc.lower() != home.netloc.lower() or not path.startswith(home.path.rstrip("/") + "/"):
                return None
        names = [unquote(name) for name in path.split("/")]
        for kind, name in reversed(list(pairwise(names))):
            if kind in ("p", "d", "m") and name:
                return _claim(lookup, url, kind, name)
        return None

    return claim


def _claim(papers: PassageLookup, url: str, kind: str, name: str) -> LinkClaim | None:
    try:
        if kind == "m":
            return LinkClaim(url, papers.meeting(name).id)
        if kind == "d":
            document = papers.document(name)
            return LinkClaim(url, document.meeting.id, document.id)
        passage = papers.passage(name.removesuffix(".jsonld"))
    except UnknownId:
        return None
    return LinkClaim(url, passage.meeting.id, passage.document.id, passage.id)
