"""The pages: from an address to a page model to a template.

Each function reads the address, asks the library, and prints; what a page shows is decided in the views.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, jsonify, make_response, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.errors import UnknownId
from indexer.model import Span
from indexer.query.grammar import FIELDS, TEXT
from indexer.query.parser import Node
from indexer.store.library import Library
from webapp.address import params, urls
from webapp.address.params import Reading, SearchRequest
from webapp.browse import glossary as view_glossary
from webapp.browse import home as view_home
from webapp.browse import meeting_list, meetings
from webapp.browse import people as view_people
from webapp.search import results
from webapp.search.corrections import corrections
from webapp.search.find import find, query_of, query_shown
from webapp.search.grouping import grouped, grouping_view
from webapp.search.relax import diagnose
from webapp.shared.alphabet import Alphabet, Entry
from webapp.shared.models import Manner
from webapp.site import absolute, borrow, lists, site, today

from . import cited, references
from . import page as view_reading

pages = Blueprint("pages", __name__)

SITEMAP_LIMIT = 50_000
"""Addresses that one sitemap may hold (sitemaps.org protocol)."""


@pages.get("/")
def home() -> str:
    """The search box and what the corpus covers."""
    with borrow() as library:
        covered = meeting_list.covered(library, _held(library))
        page = view_home.home_page(library, covered, site().examples(library))
        return render_template("home.html", page=page, canonical=absolute("/"))


@pages.get("/search")
def search() -> str:
    """The results of a search."""
    with borrow() as library:
        made = grouped(library, find(library, _reading()))
        found, manner = made.found, _manner(library, made.found.node)
        empty = found.results.total == 0 or found.loose
        names = site().once(library, meeting_list.short_names)
        page = results.search_page(
            found,
            manner,
            names,
            diagnose(library, found) if empty else None,
            meeting_list.covered(library, _held(library)) if empty else None,
            today(),
        )
        grouping = grouping_view(library, made, manner, names, today())
        offered = corrections(library, found)
        return render_template("search.html", page=page, grouping=grouping, offered=offered)


@pages.get("/p/<passage_id>")
def passage(passage_id: str) -> Response:
    """A passage in its document, and the way back to the results it was opened from; or a file about it."""
    with borrow() as library:
        try:
            current, suffix = references.passage_at(library, passage_id)
        except UnknownId:
            return cited.gone(library, passage_id)
        passages = library.document_passages(current.document.id)
        reference = references.reference_to(library, current, passages)
        if suffix:
            words = cited.words_of(library, current, passages, Manner(absolute))
            return references.file_about(reference, suffix, words)
        reading = params.settle(_reading().request, library)
        asked = reading.request.on_page(1)
        trail = None
        if params.write(asked):
            query = query_shown(library, asked)
            trail = view_reading.trail_to(asked, passage_id, library.order(query), query.size)
        manner = _manner(library, query_of(library, asked).node, asked if params.write(asked) else None)
        words = cited.words_of(library, current, passages, manner)
        page = view_reading.passage_page(
            passages, reference, manner, trail, asked, references.cite_request(asked), words
        )
        page = replace(page, state=cited.state_of(library, current))
        noindex = trail is not None or words is not None
        html = render_template("reading.html", page=page, canonical=reference.url, noindex=noindex)
        response = make_response(html)
        response.headers["Link"] = references.signposts(reference)
        return response


@pages.get("/d/<document_id>")
def document(document_id: str) -> str:
    """A whole document."""
    with borrow() as library:
        paper = library.document(document_id)
        passages = library.document_passages(document_id)
        part = _part(view_reading.count_parts(len(passages)))
        page = view_reading.document_page(paper, passages, part, Manner(absolute))
        return render_template("reading.html", page=page, canonical=absolute(page.document_url), noindex=False)


@pages.get("/m/<meeting_id>")
def meeting(meeting_id: str) -> str:
    """A meeting."""
    with borrow() as library:
        page = meetings.meeting_page(library, library.meeting(meeting_id))
        return render_template("meeting.html", page=page, canonical=absolute(page.line.url))


@pages.get("/m/<meeting_id>/<session_id>")
def session(meeting_id: str, session_id: str) -> str:
    """A session of a meeting."""
    with borrow() as library:
        held = library.session(meeting_id, session_id)
        page = meetings.session_page(library, library.meeting(meeting_id), held, Manner(absolute))
        return render_template("session.html", page=page, canonical=absolute(urls.session_path(meeting_id, session_id)))


@pages.get(urls.PEOPLE)
def people() -> str:
    """Everybody that the papers name."""
    with borrow() as library:
        letter = request.args.get("letter", "")
        page = view_people.people_page(site().once(library, view_people.person_entries), letter)
        return _lettered("people.html", page, urls.PEOPLE, letter)


@pages.get(f"{urls.PEOPLE}/<person_id>")
def person(person_id: str) -> str:
    """A person."""
    with borrow() as library:
        page = view_people.person_page(library, library.person(person_id))
        return render_template("person.html", page=page, canonical=absolute(urls.person_path(person_id)))


@pages.get(urls.GLOSSARY)
def glossary() -> str:
    """What the short forms of the papers stand for."""
    with borrow() as library:
        letter = request.args.get("letter", "")
        page = view_glossary.glossary_page(site().once(library, view_glossary.terms), letter)
        return _lettered("glossary.html", page, urls.GLOSSARY, letter)


@pages.get("/help")
def guide() -> str:
    """How to search, read, link and get about."""
    with borrow() as library:
        return render_template(
            "help.html", operators=TEXT, fields=FIELDS, examples=site().examples(library), canonical=absolute("/help")
        )


@pages.get("/healthz")
def health() -> Response:
    """Whether there is an index to answer from, and which."""
    with borrow() as library:
        stats = library.stats
        return jsonify(status="ok", build=stats.build, built=stats.built, passages=stats.passages)


@pages.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser adds the site as a search engine."""
    return _typed("opensearch.xml", "application/opensearchdescription+xml")


@pages.get("/robots.txt")
def robots() -> Response:
    """What crawlers may fetch."""
    return _typed("robots.txt", "text/plain")


@pages.get("/sitemap.xml")
def sitemap() -> Response:
    """Every meeting, session, document and person, and the lists that hold anything."""
    with borrow() as library:
        paths = ["/", "/help", urls.MEETINGS, urls.COVERAGE, urls.VERIFY, *(one.url for one in lists(library))]
        papers = _held(library).papers
        for one in library.meetings():
            paths.append(urls.meeting_path(one.id))
            paths += [urls.session_path(one.id, held.id) for held in library.sessions(one.id)]
            paths += [urls.document_path(paper.id) for paper in papers.get(one.id, ())]
        paths += [urls.person_path(one.id) for one in library.persons()]
        return _typed("sitemap.xml", "application/xml", paths=paths[:SITEMAP_LIMIT])


def _reading() -> Reading:
    """The search that stands in the address."""
    return params.read(request.args.items(multi=True))


def _held(library: Library) -> meeting_list.Held:
    """What is listed of each meeting."""
    return site().once(library, meeting_list.held)


def _manner(library: Library, node: Node | None, trail: SearchRequest | None = None) -> Manner:
    """How passages are shown to someone who looked for something."""

    def mark(text: str) -> tuple[Span, ...]:
        """Mark what was looked for."""
        return library.spans(text, node)

    return Manner(absolute, mark, trail)


def _part(parts: int) -> int:
    """Which part of a long document is asked for; one that does not exist is not found."""
    given = request.args.get("part", "1")
    if not (given.isascii() and given.isdigit() and len(given) < 9 and 1 <= int(given) <= parts):
        raise NotFound
    return int(given)


def _lettered(template: str, page: Alphabet[Entry] | None, path: str, letter: str) -> str:
    """A list from A to Z, or the part of it under one letter; one that nothing stands under is not found."""
    if page is None:
        raise NotFound
    parted = letter and any(one.current for one in page.letters)
    own = urls.letter_path(path, letter.casefold()[:1]) if parted else path
    return render_template(template, page=page, canonical=absolute(own))


def _typed(template: str, mimetype: str, **values: object) -> Response:
    """A page that is not HTML."""
    response = make_response(render_template(template, absolute=absolute, **values))
    response.mimetype = mimetype
    return response
