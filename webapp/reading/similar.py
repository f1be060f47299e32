"""The models of two pages about one passage: the passages similar to it, and its versions from paper to paper.

They are found by `indexer.explore.similar` and `indexer.explore.lineage`; this module adds words and addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from indexer.explore.lineage import Lineage, PassageVersion
from indexer.explore.similar import SimilarResults
from indexer.model import Passage, TextSpan
from indexer.query.parser import Node, canonical
from indexer.quotes.wording import WordChange
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.models import plain_spans
from webapp.shared.origin import PassageOrigin, passage_origin, place_title

QueryMarker = Callable[[str, Node | None, str | None], tuple[TextSpan, ...]]


@dataclass(frozen=True)
class Subject:
    """The passage that a page is about."""

    title: str
    url: str
    number: int
    spans: tuple[TextSpan, ...]
    origin: PassageOrigin


@dataclass(frozen=True)
class SimilarView:
    """A passage that is similar to the subject."""

    title: str
    url: str
    spans: tuple[TextSpan, ...]
    cut_before: bool
    cut_after: bool
    shared_terms: tuple[str, ...]
    origin: PassageOrigin


@dataclass(frozen=True)
class SimilarPage:
    """Everything that the page of similar passages shows."""

    subject: Subject
    terms: tuple[Link, ...]
    """The terms that it was searched by, each as a search of its own."""
    search_url: str
    matches: tuple[SimilarView, ...]
    lineage_url: str


@dataclass(frozen=True)
class VersionView:
    """One version of the passage."""

    title: str
    url: str
    origin: PassageOrigin
    text: str
    current: bool
    same: bool
    changes: tuple[WordChange, ...]
    similarity: str
    """`70%`: the share of its words and those of the subject that both have in the same order."""


@dataclass(frozen=True)
class LineagePage:
    """Everything that the page of the versions of a passage shows."""

    subject: Subject
    versions: tuple[VersionView, ...]
    meetings: int
    more: int
    similar_url: str


def similar_page(passage: Passage, similar: SimilarResults, mark: QueryMarker) -> SimilarPage:
    """Return the page of the passages similar to one."""
    return SimilarPage(
        subject=_subject(passage, mark(passage.text, similar.node, passage.document.language)),
        terms=tuple(Link(term, urls.search_path(SearchRequest(_query(term)))) for term in similar.terms),
        search_url=urls.search_path(SearchRequest(canonical(similar.node))) if similar.node else "",
        matches=tuple(
            SimilarView(
                title=place_title(match.hit.passage),
                url=urls.passage_path(match.hit.passage.id),
                spans=match.hit.snippet,
                cut_before=match.hit.cut_before,
                cut_after=match.hit.cut_after,
                shared_terms=match.shared_terms,
                origin=passage_origin(match.hit.passage),
            )
            for match in similar.similar
        ),
        lineage_url=urls.lineage_path(passage.id),
    )


def lineage_page(passage: Passage, lineage: Lineage) -> LineagePage:
    """Return the page of the versions of a passage."""
    return LineagePage(
        subject=_subject(passage, plain_spans(passage.text)),
        versions=tuple(_version(version, passage) for version in lineage.versions),
        meetings=len({version.passage.meeting.id for version in lineage.versions if version.passage.meeting}),
        more=lineage.more,
        similar_url=urls.similar_path(passage.id),
    )


def _query(term: str) -> str:
    return f'"{term}"' if " " in term else term


def _subject(passage: Passage, spans: tuple[TextSpan, ...]) -> Subject:
    return Subject(
        place_title(passage), urls.passage_path(passage.id), passage.ordinal + 1, spans, passage_origin(passage)
    )


def _version(version: PassageVersion, passage: Passage) -> VersionView:
    wording = version.passage
    return VersionView(
        title=place_title(wording),
        url=urls.passage_path(wording.id),
        origin=passage_origin(wording),
        text=wording.text,
        current=wording.id == passage.id,
        same=version.same,
        changes=version.changes,
        similarity=labels.share(version.similarity),
    )
