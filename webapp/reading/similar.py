"""The models of the pages on passages like one passage, and on the wordings that it had through the papers.

What is alike is found by `indexer.explore.similar` and `indexer.explore.lineage`; here it gets words and addresses.
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
from webapp.shared.models import plain_spans
from webapp.shared.origin import PassageOrigin, passage_origin, place_title

QueryMarker = Callable[[str, Node | None], tuple[TextSpan, ...]]


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
    """A passage that is like it."""

    title: str
    url: str
    spans: tuple[TextSpan, ...]
    cut_before: bool
    cut_after: bool
    shares: tuple[str, ...]
    origin: PassageOrigin


@dataclass(frozen=True)
class SimilarPage:
    """Everything the page of passages like one shows."""

    subject: Subject
    terms: tuple[Link, ...]
    """What it was looked for by, each as a search."""
    search_url: str
    alike: tuple[SimilarView, ...]
    lineage_url: str


@dataclass(frozen=True)
class VersionView:
    """One wording in the line."""

    title: str
    url: str
    origin: PassageOrigin
    text: str
    current: bool
    same: bool
    changes: tuple[WordChange, ...]
    likeness: str
    """`70%`: how much of both, word for word and in order, is in it and in the passage that the page is about."""


@dataclass(frozen=True)
class LineagePage:
    """Everything the page of a passage's wordings shows."""

    subject: Subject
    versions: tuple[VersionView, ...]
    meetings: int
    more: int
    like_url: str


def similar_page(passage: Passage, similar: SimilarResults, mark: QueryMarker) -> SimilarPage:
    """The page of passages like one."""
    return SimilarPage(
        subject=_subject(passage, mark(passage.text, similar.node)),
        terms=tuple(Link(term, urls.search_path(SearchRequest(_query(term)))) for term in similar.terms),
        search_url=urls.search_path(SearchRequest(canonical(similar.node))) if similar.node else "",
        alike=tuple(
            SimilarView(
                title=place_title(one.hit.passage),
                url=urls.passage_path(one.hit.passage.id),
                spans=one.hit.snippet,
                cut_before=one.hit.cut_before,
                cut_after=one.hit.cut_after,
                shares=one.shares,
                origin=passage_origin(one.hit.passage),
            )
            for one in similar.alike
        ),
        lineage_url=urls.lineage_path(passage.id),
    )


def lineage_page(passage: Passage, lineage: Lineage) -> LineagePage:
    """The page of a passage's wordings."""
    return LineagePage(
        subject=_subject(passage, plain_spans(passage.text)),
        versions=tuple(_version(one, passage) for one in lineage.versions),
        meetings=len({one.passage.meeting.id for one in lineage.versions}),
        more=lineage.more,
        like_url=urls.similar_path(passage.id),
    )


def _query(term: str) -> str:
    return f'"{term}"' if " " in term else term


def _subject(passage: Passage, spans: tuple[TextSpan, ...]) -> Subject:
    return Subject(
        place_title(passage), urls.passage_path(passage.id), passage.ordinal + 1, spans, passage_origin(passage)
    )


def _version(version: PassageVersion, passage: Passage) -> VersionView:
    one = version.passage
    return VersionView(
        title=place_title(one),
        url=urls.passage_path(one.id),
        origin=passage_origin(one),
        text=one.text,
        current=one.id == passage.id,
        same=version.same,
        changes=version.changes,
        likeness=f"{int(version.likeness * 100)}%",
    )
