"""Which addresses of the site an edition has: a line for each route of the application, and why others are left out.

A new route needs a line here. What it answers is up to the route. Pages that differ by an argument (`?part=2`) need no
line: an edition has those that its pages lead to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from indexer.links.endings import PASSAGE_SUFFIXES, SESSION_SUFFIXES, WHOLE_SUFFIXES
from indexer.query.results import FacetName, Query
from indexer.registry.rows import VERSION_LENGTH, PassageRow
from indexer.store.history import FormerKind, Successor
from indexer.store.library import Library
from webapp.address import urls
from webapp.api.contract.operation import API_PATH
from webapp.assets.files import BUNDLES, SCRIPTS_OF_SERVERS, static_versions
from webapp.browse.help import TOPICS
from webapp.downloads.papers import paper_files
from webapp.feeds.routes import ATOM, CHANGES, JSON
from webapp.reading.cited import successor_path

from .layout import RouteForm
from .routes import FILTERS

Addresses = Callable[[Library], Iterable[str]]
SEARCH_FILE = "search/index.html"
NOT_FOUND_FILE = "404.html"
"""The page that web servers send for what is not there, at any depth."""
_AT_A_TIME = 5_000


@dataclass(frozen=True)
class ExportedRoute:
    """A route whose addresses an edition has."""

    form: RouteForm
    addresses: Addresses


def _fixed(*addresses: str) -> Addresses:
    return lambda _library: addresses


def _page(addresses: Addresses, *arguments: str) -> ExportedRoute:
    """Return a route of pages; `arguments` make further pages of an address."""
    return ExportedRoute(RouteForm("page", arguments), addresses)


def _placed_at(file: str, address: str) -> ExportedRoute:
    """Return a page that stands in a certain file, whatever its address."""
    return ExportedRoute(RouteForm("page", file=file), _fixed(address))


def _file(addresses: Addresses) -> ExportedRoute:
    return ExportedRoute(RouteForm("file"), addresses)


def _record(addresses: Addresses) -> ExportedRoute:
    return ExportedRoute(RouteForm("record"), addresses)


def _assets(_library: Library) -> Iterator[str]:
    """Yield what pages of an edition are dressed with: bundles and pictures, no parts of bundles."""
    names = {name for name in static_versions() if name in BUNDLES or not name.endswith((".css", ".js"))}
    return (f"/static/{name}?v={static_versions()[name]}" for name in sorted(names - SCRIPTS_OF_SERVERS))


def passage_ids(library: Library) -> Iterator[str]:
    """Yield the ids of all passages, by document, then by ordinal."""
    for ids in library.pieces(Query(sort="document"), _AT_A_TIME):
        yield from ids


def _passages(library: Library) -> Iterator[str]:
    """Yield the addresses of all passages with their files and records, and of those that are no more.

    What is about one passage comes together, so that its paper is read once.
    """
    for passage_id in passage_ids(library):
        path = urls.passage_path(passage_id)
        yield path
        yield from (path + suffix for suffix in PASSAGE_SUFFIXES)
        yield from _passage_records(passage_id)
    for row in library.history.past_rows():
        yield from _past_passage(library, row)
        if not row.living:
            yield from _passage_records(row.id)


def _past_passage(library: Library, row: PassageRow) -> Iterator[str]:
    """Yield the addresses of a passage under its former wordings, and without one where it is no more."""
    path = urls.passage_path(row.id)
    versions = [wording.hash[:VERSION_LENGTH] for wording in row.past]
    if not row.living:
        yield path
        versions.append(row.version)
        if row.outcome == "merged":
            yield from (path + suffix for suffix in PASSAGE_SUFFIXES)
    if library.removal(row.id) is None:  # the page of what was redacted has no wordings
        yield from (urls.cited_path(row.id, version) for version in dict.fromkeys(versions))


def _documents(library: Library) -> Iterator[str]:
    yield from (urls.document_path(paper.id) for paper in library.documents())
    yield from _former(library, "document")


def _paper_files(library: Library) -> Iterator[str]:
    return (file.url for paper in library.documents() for file in paper_files(urls.document_path(paper.id)))


def _meetings(library: Library) -> Iterator[str]:
    yield from (urls.meeting_path(meeting.id) for meeting in library.meetings())
    yield from _former(library, "meeting")


def _sessions(library: Library) -> Iterator[str]:
    for meeting in library.meetings():
        yield from (urls.session_path(meeting.id, session.id) for session in library.sessions(meeting.id))
    yield from _former(library, "session")


def _people(library: Library) -> Iterator[str]:
    yield from (urls.person_path(person.id) for person in library.persons())
    yield from _former(library, "person")


def _bodies(facet: FacetName) -> Addresses:
    return lambda library: (urls.body_path(facet, name) for name in library.facet_labels(facet))


def _former(library: Library, kind: FormerKind) -> Iterator[str]:
    """Yield the addresses of what is no more: they say so, or lead to where it is now."""
    return (successor_path(Successor(kind, id_)) for id_ in library.history.former_ids(kind))


def _with_files(addresses: Addresses, *more: str) -> Addresses:
    """Return addresses, and those of the files about what is there; of what is no more there are none."""

    def of(library: Library) -> Iterator[str]:
        former = {
            successor_path(Successor(kind, id_))
            for kind in ("document", "meeting", "session")
            for id_ in library.history.former_ids(kind)
        }
        for address in addresses(library):
            yield address
            if address not in former:
                yield from (address + suffix for suffix in (*WHOLE_SUFFIXES, *more))

    return of


def _person_feeds(library: Library) -> Iterator[str]:
    return (urls.person_path(person.id) + suffix for person in library.persons() for suffix in (ATOM, JSON))


def _passage_records(passage_id: str) -> Iterator[str]:
    return (f"{start}/passages/{passage_id}" for start in ("/api", API_PATH))


def _records(name: str, ids: Callable[[Library], Iterable[str]]) -> Addresses:
    return lambda library: (f"{API_PATH}/{name}/{id_}" for id_ in ids(library))


def _session_records(library: Library) -> Iterator[str]:
    for meeting in library.meetings():
        start = f"{API_PATH}/meetings/{meeting.id}/sessions"
        yield from (f"{start}/{session.id}" for session in library.sessions(meeting.id))


EXPORTED: Mapping[str, ExportedRoute] = {
    "browse.home": _page(_fixed("/"), "year", "month"),
    "browse.meetings": _page(_fixed(urls.MEETINGS), "year", "part"),
    "browse.meeting": ExportedRoute(RouteForm("page", ("papers", "sessions"), WHOLE_SUFFIXES), _with_files(_meetings)),
    "browse.session": ExportedRoute(
        RouteForm("page", ("planned", "reported", "unknown"), SESSION_SUFFIXES),
        _with_files(_sessions, ".docx"),
    ),
    "browse.people": _page(_fixed(urls.PEOPLE), "letter"),
    "browse.person": _page(_people),
    "browse.organisations": _page(_fixed(urls.ORGANISATIONS), "letter"),
    "browse.organisation": _page(_bodies("organisation"), "meetings"),
    "browse.countries": _page(_fixed(urls.COUNTRIES), "letter"),
    "browse.country": _page(_bodies("country"), "meetings"),
    "browse.glossary": _page(_fixed(urls.GLOSSARY), "letter"),
    "browse.coverage": _page(_fixed(urls.COVERAGE)),
    "browse.coverage_data": _file(_fixed(f"{urls.COVERAGE}.json")),
    "browse.guide": _page(_fixed(urls.HELP)),
    "browse.guide_topic": _page(_fixed(*(urls.help_path(topic.name) for topic in TOPICS))),
    "browse.about": _page(_fixed(urls.ABOUT)),
    "reading.passage": ExportedRoute(
        RouteForm("page", (urls.VERSION_ARGUMENT, urls.MERGED_FROM_ARGUMENT), PASSAGE_SUFFIXES), _passages
    ),
    "reading.document": ExportedRoute(RouteForm("page", ("part",), WHOLE_SUFFIXES), _with_files(_documents)),
    "downloads.paper": _file(_paper_files),
    "feeds.meetings_feed": _file(_fixed(urls.MEETINGS + ATOM, urls.MEETINGS + JSON)),
    "feeds.changes_feed": _file(_fixed(CHANGES + ATOM, CHANGES + JSON)),
    "feeds.person_feed": _file(_person_feeds),
    "operations.opensearch": _file(_fixed("/opensearch.xml")),
    "operations.manifest": _file(_fixed("/site.webmanifest")),
    "operations.favicon": _file(_fixed("/favicon.ico")),
    "operations.robots": _file(_fixed("/robots.txt")),
    "static": _file(_assets),
    "api.passage": _record(_fixed()),
    "api.v1_passage": _record(_fixed()),
    "api.v1_document": _record(_records("documents", lambda library: (each.id for each in library.documents()))),
    "api.v1_meeting": _record(_records("meetings", lambda library: (each.id for each in library.meetings()))),
    "api.v1_session": _record(_session_records),
    "api.v1_person": _record(_records("people", lambda library: (each.id for each in library.persons()))),
    "search.search": ExportedRoute(
        RouteForm("search", ("q", *(name for name, _ in FILTERS)), file=SEARCH_FILE), _fixed()
    ),
    "static_site.about_edition": _page(_fixed("/edition")),
    "static_site.papers": _page(_fixed("/edition/papers"), "part"),
    "static_site.search_page": _placed_at(SEARCH_FILE, "/edition/search"),
    "static_site.not_found": _placed_at(NOT_FOUND_FILE, "/edition/not-found"),
    "static_site.logo": _file(lambda _library: ()),
}
"""What an edition has, by endpoint; the records of passages are among the addresses of their pages."""

_ASKS = "each is the answer to a search, and there is no server that searches"
_LISTS = "a list in pieces, whose cursors the server makes; the pages and records have what is in it"
_WRITES = "it keeps or checks what a reader sends"
_STATE = "it tells of a running server"
_ORIGINALS = "the files of the papers stay with their owner"
LEFT_OUT: Mapping[str, str] = {
    **dict.fromkeys(("downloads.results", "search.facet", "search.statement", "search.statement_as_file"), _ASKS),
    **dict.fromkeys(("search.suggest", "feeds.search_feed", "api.search", "api.v1_search", "api.v1_facets"), _ASKS),
    **dict.fromkeys(("charts.chart", "charts.concordance", "charts.concordance_file"), _ASKS),
    **dict.fromkeys(("charts.matrix", "charts.matrix_file", "api.v1_chart", "api.v1_concordance"), _ASKS),
    **dict.fromkeys(("charts.words", "charts.words_file", "api.v1_words"), _ASKS),
    **dict.fromkeys(("api.v1_matrix", "api.v1_facet_values", "api.v1_groups", "api.v1_statement"), _ASKS),
    **dict.fromkeys(("api.v1_suggestions", "api.v1_similar", "api.v1_references", "api.v1_builds"), _ASKS),
    "reading.similar_passages": _ASKS,
    "reading.lineage_page": _ASKS,
    "reading.reference": "the page of each passage has its reference in the usual styles",
    "reading.selection": _ASKS,
    "api.v1_passage_references": "the page of each passage has its reference in the usual styles",
    "api.v1_wordings": "the pages of changed passages have their wordings",
    **dict.fromkeys(("api.v1_documents", "api.v1_meetings", "api.v1_people", "api.v1_glossary"), _LISTS),
    **dict.fromkeys(("api.v1_organisations", "api.v1_countries", "api.v1_sessions"), _LISTS),
    **dict.fromkeys(("api.v1_organisation", "api.v1_country", "api.v1_corrections"), _LISTS),
    "api.v1_session_plan": "the page of each session has it",
    **dict.fromkeys(("api.v1_document_passages", "api.v1_meeting_passages", "api.v1_meeting_documents"), _LISTS),
    **dict.fromkeys(("api.v1_session_passages", "api.v1_person_passages"), _LISTS),
    "api.v1_coverage": "the same as /coverage.json",
    **dict.fromkeys(("basket.show", "basket.download", "verify.form", "verify.report", "api.v1_report"), _WRITES),
    "corrections.correct": _WRITES,
    **dict.fromkeys(("operations.health", "operations.readiness", "operations.metrics"), _STATE),
    **dict.fromkeys(("operations.version", "api.v1_version", "api.v1_start", "api.openapi"), _STATE),
    **dict.fromkeys(("api.contents", "api.documented"), "it describes what a server answers"),
    "api.not_found": "what is not there needs no file",
    "browse.logo": "the edition has the logo as a file that ends as its format does",
    "operations.security_contact": "it holds for half a year, and nobody would renew it",
    "operations.sitemap": "an edition lists its own pages",
    "operations.sitemap_of_kind": "an edition lists its own pages",
    "operations.oembed": "it answers for an address that another site asks about",
    **dict.fromkeys(("originals.original", "originals.original_page", "originals.passage_in_original"), _ORIGINALS),
    **dict.fromkeys(("originals.page_picture", "originals.passage_picture"), _ORIGINALS),
    "static_site.moved": "it makes the pages of addresses that lead elsewhere",
}
"""Why an edition lacks the other routes, by endpoint."""
