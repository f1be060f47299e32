"""What the page of a passage has besides in a static edition, where no server reads the arguments of a link."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.engine.values.of_passage import facet_values
from indexer.model import Passage
from indexer.references import Reference, StyleName
from indexer.registry.rows import VERSION_LENGTH
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.citing.citations import citation_view
from webapp.shared import labels

from .page import ReadingPage

PASSAGES_AROUND = 2
"""Passages before and after the one of a page: each has its own, so that more would be the paper many times over."""

STYLES: tuple[StyleName, ...] = ("apa", "mla", "un-footnote")
"""The styles in which the reference is written out. Both forms of Chicago take twice the time of all others together
(`benchmarks/references/RESULTS.md`), most of an export; reference managers write it from the files of the passage."""


@dataclass(frozen=True)
class SearchFacts:
    """What a search in the browser shows of a passage, and filters by."""

    title: str
    where: str
    status: str
    meeting: str
    year: str
    kind: str
    symbols: tuple[str, ...]
    """The symbols of the documents that the passage mentions, by which a search finds it as on the site."""


def in_edition(page: ReadingPage, library: Library, reference: Reference) -> ReadingPage:
    """Return the page of a passage with its reference in several styles, and with links to its former wordings."""
    passage = reference.passage
    citing = page.citing and replace(page.citing, in_styles=tuple(citation_view(reference, style) for style in STYLES))
    return replace(
        page,
        citing=citing,
        search_facts=_search_facts(passage, page),
        earlier_wordings=() if page.state else _earlier_wordings(library, passage),
    )


def _search_facts(passage: Passage, page: ReadingPage) -> SearchFacts:
    values = facet_values(passage)
    document, meeting = passage.document, passage.meeting
    place = [labels.kind_title(document), page.head.dates]
    if meeting and meeting.title != document.title:
        place.append(meeting.title)
    if page.source and page.source.session:
        place.append(page.source.session.text)
    return SearchFacts(
        title=f"{document.title} · passage {passage.ordinal + 1}",
        where=" · ".join(filter(None, place)),
        status=labels.status_title(document),
        meeting=values["meeting"][0],
        year=values["year"][0],
        kind=values["kind"][0],
        symbols=values["mention"],
    )


def _earlier_wordings(library: Library, passage: Passage) -> tuple[Link, ...]:
    """Return the pages that show each former wording of a passage, and what has changed since; the oldest first."""
    past = library.history.past_wordings(passage.id)
    versions = dict.fromkeys(wording.hash[:VERSION_LENGTH] for wording in past)
    return tuple(
        Link(version, urls.cited_path(passage.id, version))
        for version in versions
        if version != urls.text_version(passage.text)
    )
