"""Routes of the feeds: of a search, of meetings, of a person, and of corrections; each as Atom and as JSON Feed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from flask import Blueprint, json, make_response, render_template, request
from werkzeug.wrappers import Response

from indexer.query.results import Query
from indexer.store.library import Library
from webapp.address import params, urls
from webapp.address.params import SearchRequest
from webapp.search.find import prepare_search
from webapp.site import absolute_url, current_library, refuse_cut_file, site

from .entries import Feed, FeedEntry, correction_entry, meeting_entry, passage_entry
from .news import CollectionNews

feed_pages = Blueprint("feeds", __name__)
FEED_SIZE = 50
"""Entries of one page of a feed."""
LAST_PAGE = 20
ATOM, JSON = ".atom", ".feed.json"
"""The suffixes of both forms."""
CHANGES = "/changes"


class _Listing(NamedTuple):
    """What a page of a feed is of."""

    path: str
    """Its path without the suffix."""
    page_path: str
    """The path of the page that it is the feed of."""
    title: str
    total: int = 0
    page: int = 1
    begun: str = ""
    """When the record of builds begins: nothing is known to be older."""
    query: str = ""
    subtitle: str = ""


@feed_pages.get(f"{urls.SEARCH}{ATOM}", defaults={"suffix": ATOM})
@feed_pages.get(f"{urls.SEARCH}{JSON}", defaults={"suffix": JSON})
def search_feed(suffix: str) -> Response:
    """Return the passages of a search, the last to enter the collection or to be reworded first."""
    with current_library() as library:
        parsed = params.parse_request(request.args.items(multi=True))
        existing = params.resolve_filters(parsed.request, library)
        resolved = existing.request.searched().with_group("").with_sort("newest")
        prepared = prepare_search(library, resolved)
        title = f"Search: {resolved.q}" if resolved.q else "All passages"
        query = prepared.query if prepared.rewritten.searchable else None
        ignored = (f"Ignored: {'; '.join(parsed.ignored)}.",) if parsed.ignored else ()
        subtitle = " ".join((*(notice.text for notice in existing.notices), *ignored))
        listing = _Listing(urls.SEARCH, urls.search_path(resolved.searched()), title, subtitle=subtitle)
        return _passages_feed(library, query, resolved.with_page(parsed.request.page), listing, suffix)


@feed_pages.get(f"{urls.PEOPLE}/<person_id>{ATOM}", defaults={"suffix": ATOM})
@feed_pages.get(f"{urls.PEOPLE}/<person_id>{JSON}", defaults={"suffix": JSON})
def person_feed(person_id: str, suffix: str) -> Response:
    """Return the passages that quote or list a person, the last to enter the collection or to be reworded first."""
    with current_library() as library:
        person = library.person(person_id)
        asked = SearchRequest(filters={"person": (person.id,)}, sort="newest", page=_page())
        query = prepare_search(library, asked).query
        listing = _Listing(urls.person_path(person.id), urls.person_path(person.id), person.name)
        return _passages_feed(library, query, asked, listing, suffix)


@feed_pages.get(f"{urls.MEETINGS}{ATOM}", defaults={"suffix": ATOM})
@feed_pages.get(f"{urls.MEETINGS}{JSON}", defaults={"suffix": JSON})
def meetings_feed(suffix: str) -> Response:
    """Return the meetings, the last to enter the collection first, and of equals the newest."""
    with current_library() as library:
        news = site().cached(library, CollectionNews)
        meetings = sorted(library.meetings(), key=lambda meeting: news.meeting_entered(meeting.id), reverse=True)
        page = _page()
        shown = meetings[(page - 1) * FEED_SIZE : page * FEED_SIZE]
        entries = [meeting_entry(meeting, library.documents(meeting.id), news, absolute_url) for meeting in shown]
        listing = _Listing(urls.MEETINGS, urls.MEETINGS, "Meetings", len(meetings), page, news.begun)
        return _send(listing, entries, suffix)


@feed_pages.get(f"{CHANGES}{ATOM}", defaults={"suffix": ATOM})
@feed_pages.get(f"{CHANGES}{JSON}", defaults={"suffix": JSON})
def changes_feed(suffix: str) -> Response:
    """Return what was reworded, split, merged and removed, the latest first."""
    with current_library() as library:
        news = site().cached(library, CollectionNews)
        corrections = news.corrections(library)
        page = _page()
        shown = corrections[(page - 1) * FEED_SIZE : page * FEED_SIZE]
        entries = [correction_entry(library, correction, absolute_url) for correction in shown]
        listing = _Listing(CHANGES, urls.COVERAGE, "Corrections", len(corrections), page, news.begun)
        return _send(listing, entries, suffix)


def _passages_feed(
    library: Library, query: Query | None, asked: SearchRequest, listing: _Listing, suffix: str
) -> Response:
    """Return a feed of passages: those of a query, none where there is none."""
    news, page = site().cached(library, CollectionNews), min(asked.page, LAST_PAGE)
    ids = news.newest(library, query, page * FEED_SIZE) if query else ()
    total = library.count(query).total if query else 0
    refuse_cut_file()
    passages = library.passages_by_id(ids[(page - 1) * FEED_SIZE :])
    entries = [passage_entry(passage, news, absolute_url) for passage in passages]
    return _send(listing._replace(total=total, page=page, begun=news.begun, query=asked.q), entries, suffix)


def _page() -> int:
    return min(params.parse_request(request.args.items(multi=True)).request.page, LAST_PAGE)


def _send(listing: _Listing, entries: Iterable[FeedEntry], suffix: str) -> Response:
    """Return a page of a feed in one of the two forms."""
    listed = tuple(entries)
    arguments = request.query_string.decode("ascii", "replace")
    behind = f"?{arguments}" if arguments else ""
    feed = Feed(
        title=f"{listing.title} · {site().settings.site_name}",
        url=absolute_url(f"{listing.path}{ATOM}{behind}"),
        page_url=absolute_url(listing.page_path),
        json_url=absolute_url(f"{listing.path}{JSON}{behind}"),
        updated=max((entry.updated for entry in listed), default=listing.begun),
        entries=listed,
        total=listing.total,
        first=(listing.page - 1) * FEED_SIZE + 1,
        size=FEED_SIZE,
        query=listing.query,
        subtitle=listing.subtitle,
    )
    if suffix == JSON:
        response = make_response(json.dumps(feed.as_json(), ensure_ascii=False))
        response.mimetype = "application/feed+json"
        return response
    response = make_response(render_template("feeds/atom.xml", feed=feed, absolute=absolute_url))
    response.mimetype = "application/atom+xml"
    return response
