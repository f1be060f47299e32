"""The links of a text to passages, papers, meetings and sessions of a site, and what became of each since.

What became of a passage is the registry's answer; how it is told is for the command to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from indexer.errors import UnknownId
from indexer.model import TextLink, passage_url
from indexer.quotes.wording import WordChange, word_diff
from indexer.references import EXPORTS
from indexer.registry.resolve import Resolution
from indexer.registry.rows import PassageRow
from indexer.store.history import Former, FormerKind
from indexer.store.library import Library

LinkTarget = Literal["passage", "document", "meeting", "session", "person"]
LinkState = Literal["unchanged", "changed", "split", "merged", "withdrawn", "unknown", "no_version", "never", "exists"]
SOUND_STATES: frozenset[LinkState] = frozenset({"unchanged", "exists"})
"""States that ask nothing of whoever cites."""

_SHAPES: dict[tuple[str, int], LinkTarget] = {
    ("p", 2): "passage",
    ("d", 2): "document",
    ("m", 2): "meeting",
    ("m", 3): "session",
    ("people", 2): "person",
}
_FORMER: dict[LinkTarget, tuple[tuple[FormerKind, bool], ...]] = {
    "document": (("document", True),),
    "meeting": (("meeting", True),),
    "session": (("session", True), ("meeting", False)),
}
"""What may once have had the id, or, where it is not the link's own, that of the meeting in it."""
_FILES = (*(one.suffix for one in EXPORTS.values()), ".jsonld")
_VERSION = re.compile(r"[0-9a-f]{6,16}")
_NO_VERSION = "-"  # no hash begins with it


@dataclass(frozen=True)
class SiteLink:
    """A link of a text to a page of the site."""

    url: str
    """As the text has it."""
    target: LinkTarget
    id: str
    """Id of what it leads to; of a session, `meeting/session`."""
    version: str | None = None
    offset: int | None = None
    """Where in the text it stands, if that is known."""


@dataclass(frozen=True)
class CheckedLink:
    """What became of what a link leads to."""

    link: SiteLink
    state: LinkState
    cited: str = ""
    """The wording as cited, where that is not what stands there now."""
    changes: tuple[WordChange, ...] = ()
    """The wording as cited beside that of today."""
    current: tuple[PassageRow, ...] = ()
    """Where the words are now: the passage, all parts of a split, the survivor of a merger, or the nearest one."""
    title: str = ""
    """What the link leads to, or once led to, where that is no passage."""


def site_links(addresses: Iterable[TextLink], sites: Sequence[str] = (), base: str = "") -> Iterator[SiteLink]:
    """Give the links to pages of the site by their paths: of any host, or only of the addresses in `sites`.

    `base` is where the text itself was found; links without a host count from there.
    """
    for link in addresses:
        found = _site_link(link, sites, base)
        if found:
            yield found


def _site_link(link: TextLink, sites: Sequence[str], base: str) -> SiteLink | None:
    try:
        whole = urlsplit(urljoin(base, link.url))
        path = _below(whole.netloc, whole.path, sites)
    except ValueError:  # no address at all
        return None
    if path is None or whole.scheme.lower() not in {"http", "https", ""}:
        return None
    names = [unquote(name) for name in path.strip("/").split("/")]
    target = _SHAPES.get((names[0], len(names)))
    if target is None or not all(names):
        return None
    arguments = {name: values[0] for name, values in parse_qs(whole.query).items()}
    if target == "passage" and "from" in arguments:  # the way to a passage that is now part of this one
        names[1] = arguments["from"]
    version = arguments.get("v", "").casefold()
    given = (version if _VERSION.fullmatch(version) else _NO_VERSION) if version else None
    return SiteLink(link.url, target, "/".join(names[1:]), given if target == "passage" else None, link.start)


def _below(host: str, path: str, sites: Sequence[str]) -> str | None:
    """The path on the site; None where the link leads to another one."""
    if not sites or not host:
        return path
    for site in sites:
        home = urlsplit(site if "://" in site else f"//{site}")
        folder = home.path.rstrip("/")
        if host.casefold() == home.netloc.casefold() and path.startswith(folder + "/"):
            return path[len(folder) :]
    return None


def check_link(link: SiteLink, library: Library) -> CheckedLink:
    """Say what became of what a link leads to."""
    if link.target != "passage":
        return _page(link, library)
    found = library.resolve(link.id, link.version)
    suffix = next((one for one in _FILES if link.id.endswith(one)), "")
    if found.row is None and suffix:
        found = library.resolve(link.id.removesuffix(suffix), link.version)
    return _passage(link, found)


def _passage(link: SiteLink, found: Resolution) -> CheckedLink:
    cited = found.cited.text if found.cited else ""
    now = tuple(one for one in (found.target, *found.other_parts, found.nearest) if one)
    if found.state == "unknown" or found.row is None:
        return CheckedLink(link, "unknown")
    if found.state in {"merged", "withdrawn"}:
        return CheckedLink(link, found.state, cited, current=now)
    if link.version is None:
        return CheckedLink(link, "no_version", current=now)
    if not found.version_known:
        return CheckedLink(link, "never", current=now)
    beside = tuple(word_diff(cited, found.target.text)) if found.state == "changed" and found.target else ()
    return CheckedLink(link, found.state, "" if found.state == "unchanged" else cited, beside, now)


def _page(link: SiteLink, library: Library) -> CheckedLink:
    """Whether a document, meeting, session or person is there, or was."""
    meeting, _, session = link.id.partition("/")
    former: Former | None = None
    try:
        if link.target == "session":
            return CheckedLink(link, "exists", title=library.session(meeting, session).name)
        if link.target == "person":
            return CheckedLink(link, "exists", title=library.person(link.id).name)
        if link.target == "document":
            return CheckedLink(link, "exists", title=library.document(link.id).title)
        return CheckedLink(link, "exists", title=library.meeting(link.id).title)
    except UnknownId:
        for kind, is_own in _FORMER.get(link.target, ()):
            former = former or library.former(kind, link.id if is_own else meeting)
    return CheckedLink(link, "withdrawn" if former else "unknown", title=former.title if former else "")


def current_version_path(row: PassageRow) -> str:
    """The path of a passage with the version of its wording of today."""
    return f"{passage_url(row.id)}?v={row.version}"
