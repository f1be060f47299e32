"""What is to be told of a saved search: new passages, and corrections of what was told before, as a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.model import Passage
from indexer.query.results import Query
from indexer.registry.past_builds.lines import BuildLine
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.params import resolve_filters
from webapp.feeds.entries import correction_text
from webapp.feeds.news import PassageCorrection, WasCited, correction_of
from webapp.search.find import prepare_search
from webapp.shared import labels
from webapp.shared.origin import place_title

from .saved import SavedSearch

LISTED = 50
"""Passages that one mail lists; the rest are counted."""
_SHOWN = 500
"""Characters of a passage that a mail shows."""
_PIECE = 5_000


@dataclass(frozen=True)
class AlertDigest:
    """What is to be told of a search, and what will have been told then."""

    search: SavedSearch
    added: tuple[Passage, ...]
    """New passages, those of the newest meetings first; at most `LISTED`."""
    added_more: int
    corrections: tuple[PassageCorrection, ...]
    told: dict[str, str]
    """All passages that are known to the recipients once this is told, with the versions of their wordings."""
    is_first: bool
    """Whether nothing was ever told of the search: then nothing is, and what there is counts as told."""

    @property
    def has_news(self) -> bool:
        """Whether there is anything to send."""
        return not self.is_first and bool(self.added or self.corrections)

    @property
    def summary(self) -> str:
        """What there is, in words: `3 new passages, 1 correction`."""
        added = len(self.added) + self.added_more
        parts = (
            labels.counted(added, "new passage") if added else "",
            labels.counted(len(self.corrections), "correction") if self.corrections else "",
        )
        return ", ".join(filter(None, parts)) or "nothing new"


def digest_of(library: Library, search: SavedSearch, told: dict[str, str] | None) -> AlertDigest:
    """Return what is to be told of a search; `told` is what was told before, None for a new one."""
    request = resolve_filters(search.request, library).request
    found = tuple(_found(library, prepare_search(library, request).strict))
    before = told or {}
    corrections, next_told = _corrections(library, before)
    new = [id_ for id_ in found if id_ not in before]
    versions = {}
    for start in range(0, len(new), _PIECE):
        for passage in library.passages_by_id(new[start : start + _PIECE]):
            versions[passage.id] = urls.text_version(passage.text)
    listed = () if told is None else library.passages_by_id(new[:LISTED])
    return AlertDigest(
        search=search,
        added=listed,
        added_more=0 if told is None else len(new) - len(listed),
        corrections=tuple(corrections),
        told={**next_told, **versions},
        is_first=told is None,
    )


def _found(library: Library, query: Query) -> Iterator[str]:
    for ids in library.pieces(query, _PIECE):
        yield from ids


def _corrections(library: Library, told: dict[str, str]) -> tuple[list[PassageCorrection], dict[str, str]]:
    """Return what became of passages that were told, and what is told of them from now on."""
    now: dict[str, Passage] = {}
    ids = list(told)
    for start in range(0, len(ids), _PIECE):
        now.update((passage.id, passage) for passage in library.passages_by_id(ids[start : start + _PIECE]))
    stats, corrections, next_told = library.stats, [], {}
    build = BuildLine(stats.build, stats.built, "", stats.documents, stats.meetings, stats.passages)
    for id_, version in told.items():
        current = now.get(id_)
        if current and urls.text_version(current.text) == version:
            next_told[id_] = version
            continue
        cited = library.resolve(id_, version).cited
        before = cited.text if cited else ""
        correction = correction_of(library, WasCited(id_, version, before, current.text if current else ""), build)
        if correction:
            corrections.append(correction)
        if current:
            next_told[id_] = urls.text_version(current.text)
    return corrections, next_told


def digest_text(digest: AlertDigest, absolute: Callable[[str], str], site_name: str) -> str:
    """Return the text of a mail; `absolute` makes a whole address of a path."""
    lines = [f"{digest.search.name}: {digest.summary} in {site_name}.", ""]
    for passage in digest.added:
        lines += [*_passage_lines(passage, absolute), ""]
    if digest.added_more:
        lines += [f"and {labels.counted(digest.added_more, 'more passage')}.", ""]
    if digest.corrections:
        lines += ["Corrections of passages that you were told of:", ""]
    for correction in digest.corrections:
        link = absolute(urls.cited_path(correction.id, correction.version))
        lines += [correction_text(correction, absolute), link, ""]
    lines += [f"The whole search: {absolute(urls.search_path(digest.search.request))}", ""]
    return "\n".join(lines)


def _passage_lines(passage: Passage, absolute: Callable[[str], str]) -> Iterator[str]:
    meeting = passage.meeting
    where = (passage.document.title, labels.meeting_dates(meeting)) if meeting else (passage.document.title,)
    yield place_title(passage)
    yield ", ".join(filter(None, where))
    text = passage.text
    yield text if len(text) <= _SHOWN else f"{text[:_SHOWN].rpartition(' ')[0] or text[:_SHOWN]} …"
    yield absolute(urls.permalink_path(passage))
