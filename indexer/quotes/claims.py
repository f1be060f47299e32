"""Read what a link near a quotation claims: the passage, document or meeting of this site that the words come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol
from urllib.parse import unquote, urlsplit

from indexer.errors import UnknownId
from indexer.model import Document, Meeting, Passage
from indexer.redactions.records import Removal
from indexer.registry.rows import PassageRow

from .wrapped_urls import carried_urls


class PastPassages(Protocol):
    """Where former wordings are looked up; the History of a catalogue is one."""

    def past_rows(self) -> Iterator[PassageRow]:
        """Yield the row of each passage that once had another wording or is no more."""


class PassageLookup(Protocol):
    """Where passages, documents and meetings are looked up; a Library is one."""

    @property
    def history(self) -> PastPassages:
        """Former wordings."""

    def passage(self, id: str) -> Passage:  # noqa: A002  # the word of the interface
        """Return a passage. Raise UnknownId when there is none with this id."""

    def document(self, id: str) -> Document:  # noqa: A002
        """Return a document. Raise UnknownId when there is none with this id."""

    def meeting(self, id: str) -> Meeting:  # noqa: A002
        """Return a meeting. Raise UnknownId when there is none with this id."""

    def removal(self, id: str) -> Removal | None:  # noqa: A002
        """Return why a passage or a document was redacted, None if it was not."""


@dataclass(frozen=True)
class LinkClaim:
    """What a link says about the source of the words beside it."""

    url: str
    meeting: str | None
    """None for a document of no meeting or of several."""
    document: str | None = None
    passage: str | None = None


ClaimReader = Callable[[str], "LinkClaim | None"]
"""Returns what a URL claims; None for another site and for an unknown id."""


def site_claim_reader(lookup: PassageLookup, site: str | None = None) -> ClaimReader:
    """Return a reader of links to the site, recognised by their paths (`/p/`, `/d/`, `/m/`).

    With `site`, only links below that address count; without, links to any host do.
    """

    def claim(url: str) -> LinkClaim | None:
        claims = (claim_of(address) for address in (url, *carried_urls(url)))
        return next((replace(found, url=url) for found in claims if found), None)

    def claim_of(url: str) -> LinkClaim | None:
        try:
            parts = urlsplit(url)
        except ValueError:  # not a valid URL
            return None
        path = parts.path
        if site is not None:
            home = urlsplit(site)
            if parts.netloc.lower() != home.netloc.lower() or not path.startswith(home.path.rstrip("/") + "/"):
                return None
        kind, name = _named_in(path)
        return _claim(lookup, url, kind, name) if name else None

    return claim


def removal_behind(lookup: PassageLookup, url: str) -> Removal | None:
    """Return why the passage or document that a link to the site leads to was redacted, None if it was not."""
    return lookup.removal(linked_id(url))


def linked_id(url: str) -> str:
    """Return the id of the passage, document or meeting that the path of a URL names, whether there is one or not."""
    try:
        return _named_in(urlsplit(url).path)[1]
    except ValueError:  # not a valid URL
        return ""


def _named_in(path: str) -> tuple[str, str]:
    """Return the kind and the id that the path of a page names; empty where it names none."""
    names = [unquote(name) for name in path.split("/")]
    named = (pair for pair in reversed(list(pairwise(names))) if pair[0] in ("p", "d", "m") and pair[1])
    return next(named, ("", ""))


def _claim(lookup: PassageLookup, url: str, kind: str, name: str) -> LinkClaim | None:
    try:
        if kind == "m":
            return LinkClaim(url, lookup.meeting(name).id)
        if kind == "d":
            document = lookup.document(name)
            return LinkClaim(url, document.meeting.id if document.meeting else None, document.id)
        passage = lookup.passage(name.removesuffix(".jsonld"))
    except UnknownId:
        return None
    return LinkClaim(url, passage.meeting.id if passage.meeting else None, passage.document.id, passage.id)
