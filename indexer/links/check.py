"""Find the links of a text that lead to pages of the site, and check what each of them leads to today.

The registry decides what became of a passage (`registry.resolve`). The words for people are in `cli/links.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from indexer.errors import IdKind, UnknownId
from indexer.model import TextLink, passage_url
from indexer.quotes.wording import WordChange, word_diff
from indexer.quotes.wrapped_urls import carried_urls
from indexer.redactions.records import Removal
from indexer.registry.resolve import Resolution
from indexer.registry.rows import PassageRow, parse_version
from indexer.store.history import Former, FormerKind
from indexer.store.library import Library

from .broken import continued_links
from .endings import FILE_SUFFIXES, suffix_of
from .mending import Pairs, mended_pairs, mended_path

LinkState = Literal[
    "unchanged", "changed", "split", "merged", "withdrawn", "redacted", "unknown", "no_version", "never", "exists",
    "moved",
]  # fmt: skip
SOUND_STATES: frozenset[LinkState] = frozenset({"unchanged", "exists"})
"""States in which a citation needs no attention."""

_DOUBTFUL_STATES: frozenset[LinkState] = frozenset({"unknown", "never", "no_version"})
"""States in which a link may be the first part of another one."""

_TARGETS_BY_PATH: dict[tuple[str, int], IdKind] = {
    ("p", 2): "passage",
    ("d", 2): "document",
    ("m", 2): "meeting",
    ("m", 3): "session",
    ("people", 2): "person",
}
_LANGUAGE = re.compile(r"^/[a-z]{2}(?=/)")
"""The language that the address of a page can begin with; the page is the same."""
_FORMER_KINDS: dict[IdKind, tuple[tuple[FormerKind, bool], ...]] = {
    "document": (("document", True),),
    "meeting": (("meeting", True),),
    "session": (("session", True), ("meeting", False)),
    "person": (("person", True),),
}
"""What the id may once have named; where the flag is False, the meeting part of the id is looked up."""
_BESIDE = {
    "p": re.compile(r"(?:like|lineage|original|reference|selection)(?:\.webp)?"),
    "d": re.compile(r"(?:original|correct|page/\d+)(?:\.webp)?"),
}
"""The rest of the addresses that belong to the page of a passage or of a paper."""


@dataclass(frozen=True)
class SiteLink:
    """A link in a text that leads to a page of the site."""

    url: str
    """The URL as written in the text."""
    target: IdKind
    id: str
    """Id of the target; for a session, `meeting/session`."""
    version: str | None = None
    beside: bool = False
    """Whether it leads to what belongs to the page of its target, such as similar passages, and cites no wording."""


@dataclass(frozen=True)
class CheckedLink:
    """A link and what it leads to today."""

    link: SiteLink
    state: LinkState
    cited: str = ""
    """The wording as cited, when it differs from the current one."""
    changes: tuple[WordChange, ...] = ()
    """The wording as cited beside the current wording."""
    current: tuple[PassageRow, ...] = ()
    """Passages that have the words now: the same one, all parts of a split, the target of a merge, or the nearest."""
    title: str = ""
    """Title of what the link leads to, or once led to, when that is not a passage."""
    removal: Removal | None = None
    """Why and when the passage or document was redacted, where it was."""
    joined: bool = False
    """Whether the text has the link in pieces, on two lines for example, which were put together."""


def site_links(addresses: Iterable[TextLink], sites: Sequence[str] = (), base: str = "") -> Iterator[SiteLink]:
    """Yield the links that lead to pages of the site, recognised by their paths.

    With `sites`, only links below one of these addresses count; without, links to any host do. `base` is the address of
    the text itself: links without a host are resolved against it.
    """
    for link in addresses:
        site_link = _site_link(link, sites, base) or _site_link(link, sites, base, mended=True)
        if site_link:
            yield site_link


def check_links(
    text: str, addresses: Iterable[TextLink], library: Library, sites: Sequence[str] = (), base: str = ""
) -> list[CheckedLink]:
    """Return what each link of a text leads to, one that several places of the text have once.

    A link that leads nowhere as it stands, but does with what stands behind a line's end, counts as the latter.
    """
    checked: dict[tuple[str, str], CheckedLink] = {}
    for link in addresses:
        found = next((check_link(site_link, library) for site_link in site_links([link], sites, base)), None)
        if found is None or found.state in _DOUBTFUL_STATES:
            is_unknown = found is None or found.state == "unknown"
            found = _check_repaired(text, link, library, sites, base, is_unknown=is_unknown) or found
        if found:
            checked.setdefault((found.link.url, found.link.id), found)
    return list(checked.values())


def _check_repaired(
    text: str, link: TextLink, library: Library, sites: Sequence[str], base: str, *, is_unknown: bool
) -> CheckedLink | None:
    """Return what a link leads to with what stands behind it, or without what does not belong to it; None if nowhere.

    What leads to a wording or page that is known is what was meant. Where nothing has the id as it stands
    (`is_unknown`), one that something has is meant, whatever wording it cites.
    """
    joined = filter(None, (_site_link(whole, sites, base) for whole in continued_links(text, link)))
    for candidate in joined:
        found = check_link(candidate, library)
        if found.state not in _DOUBTFUL_STATES:
            return replace(found, joined=True)
    mended = _site_link(link, sites, base, mended=True)
    found_mended = check_link(mended, library) if mended else None
    doubtful = frozenset({"unknown"}) if is_unknown else _DOUBTFUL_STATES
    return found_mended if found_mended and found_mended.state not in doubtful else None


def _site_link(link: TextLink, sites: Sequence[str], base: str, *, mended: bool = False) -> SiteLink | None:
    """Return the page of the site that a link leads to, at last if need be; None for a link that leads elsewhere.

    `mended` says to take off what the text around the link has put there, as the site does where nothing has the id.
    """
    for url in (link.url, *carried_urls(link.url)):
        found = _page_of_site(TextLink(url), sites, base, mended=mended)
        if found:
            return replace(found, url=link.url)
    return None


def _page_of_site(link: TextLink, sites: Sequence[str], base: str, *, mended: bool) -> SiteLink | None:
    try:
        parts = urlsplit(urljoin(base, link.url))
        path = _path_on_site(parts.netloc, parts.path, sites)
    except ValueError:  # not a valid URL
        return None
    if path is None or parts.scheme.lower() not in {"http", "https", ""}:
        return None
    added: Pairs = ()
    if mended:
        path, added = mended_path(unquote(path))
    names = [unquote(name) for name in _LANGUAGE.sub("", path).strip("/").split("/")]
    beside = _BESIDE.get(names[0])
    is_beside = len(names) > 2 and beside is not None and beside.fullmatch("/".join(names[2:])) is not None
    if is_beside:
        names = names[:2]
    target = _TARGETS_BY_PATH.get((names[0], len(names)))
    if target is None or not all(names):
        return None
    arguments = dict(reversed(mended_pairs((*added, *parse_qsl(parts.query)))))  # the first of a name counts
    if target == "passage" and "from" in arguments:  # a redirect from a passage that was merged into this one
        names[1] = arguments["from"]
    version = parse_version(arguments.get("v", "")) if target == "passage" else None
    return SiteLink(link.url, target, "/".join(names[1:]), version, is_beside)


def _path_on_site(host: str, path: str, sites: Sequence[str]) -> str | None:
    """Return the path below the site's address, or None when the link leads to another site."""
    if not sites or not host:
        return path
    for site in sites:
        home = urlsplit(site if "://" in site else f"//{site}")
        folder = home.path.rstrip("/")
        if host.casefold() == home.netloc.casefold() and path.startswith(folder + "/"):
            return path[len(folder) :]
    return None


def check_link(link: SiteLink, library: Library) -> CheckedLink:
    """Return what a link leads to today; that of a file, such as a reference, is judged as the page it belongs to."""
    checked = _check_whole_id(link, library)
    suffix = suffix_of(link.id, FILE_SUFFIXES.get(link.target, ()))
    if checked.state == "unknown" and suffix:
        page = _check_whole_id(replace(link, id=link.id.removesuffix(suffix)), library)
        return checked if page.state == "unknown" else page
    return checked


def _check_whole_id(link: SiteLink, library: Library) -> CheckedLink:
    if link.target == "passage":
        return _check_passage(link, library.resolve(link.id, link.version))
    return _check_page(link, library)


def _check_passage(link: SiteLink, resolution: Resolution) -> CheckedLink:
    cited = resolution.cited.text if resolution.cited else ""
    current = tuple(row for row in (resolution.target, *resolution.other_parts, resolution.nearest) if row)
    if resolution.state in {"unknown", "redacted"} or resolution.row is None:
        return CheckedLink(link, "redacted" if resolution.removal else "unknown", removal=resolution.removal)
    if resolution.state in {"merged", "withdrawn"}:
        return CheckedLink(link, resolution.state, cited, current=current)
    if link.version is None:
        return CheckedLink(link, "exists" if link.beside else "no_version", current=current)
    if not resolution.version_known:
        return CheckedLink(link, "never", current=current)
    differences = (
        tuple(word_diff(cited, resolution.target.text)) if resolution.state == "changed" and resolution.target else ()
    )
    return CheckedLink(link, resolution.state, "" if resolution.state == "unchanged" else cited, differences, current)


def _check_page(link: SiteLink, library: Library) -> CheckedLink:
    """Check a link to a document, meeting, session or person: it exists, leads elsewhere, is gone, or never was."""
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
        for kind, is_own in _FORMER_KINDS.get(link.target, ()):
            former = former or library.former(kind, link.id if is_own else meeting)
    removal = library.removal(link.id) if link.target == "document" else None
    if former is None or removal:
        return CheckedLink(link, "redacted" if removal else "unknown", removal=removal)
    return CheckedLink(link, "moved" if former.became else "withdrawn", title=former.title)


def current_version_path(row: PassageRow) -> str:
    """Return the path of a passage with the version of its current wording."""
    return f"{passage_url(row.id)}?v={row.version}"
