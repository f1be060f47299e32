"""Cards of our pages for other sites (oEmbed 1.0): a quotation with its reference, or a link with its title.

A card has no script. Raise NotFound for what is no page of this site, UnknownId for what is not there, and CardRefused
for what is no longer there or cannot be offered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from flask import current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing.exceptions import RoutingException
from werkzeug.wrappers import Response

from indexer.errors import UnknownId
from indexer.links.endings import find_with_suffix
from indexer.model import Document, Passage
from indexer.references import Reference
from indexer.speech.translation import gettext
from indexer.store.library import Library
from webapp.access.gate import split_language
from webapp.address import urls
from webapp.browse.bodies import BodyFacet
from webapp.reading import cited, references
from webapp.reading.address import parse_address
from webapp.reading.shared_words import SharedWords, shared_words
from webapp.shared import labels
from webapp.shared.meeting_names import shortened
from webapp.shared.models import RenderContext
from webapp.shared.origin import passage_origin, place_title
from webapp.shared.references import reference_to
from webapp.site import absolute_url, current_library, site
from webapp.translations.catalogues import LANGUAGES

MAX_QUOTED = 1_000
"""Characters of a quotation in a card; a longer one is cut at a word."""
WIDTH = 600  # pixels
_LINE = 62  # characters of a line of that width
_LINE_HEIGHT = 26  # pixels
_CACHE_SECONDS = 86_400
_FORMATS = ("json", "xml")


@dataclass(frozen=True)
class QuotationCard:
    """What the card of a passage shows."""

    text: str
    link: str
    title: str
    source: str
    """The paper, its kind, its meeting and days."""
    notes: tuple[str, ...]
    lang: str


class CardRefused(HTTPException):
    """Raised where there is no card, with what to do about it."""

    def __init__(self, status: HTTPStatus, advice: str) -> None:
        """`advice` is as it is shown."""
        super().__init__(advice)
        self.code = status
        self.advice = advice


def is_of_cards() -> bool:
    """Return whether the current request is for a card."""
    return request.path == urls.OEMBED


def refused_card(status: int, error: Mapping[str, str]) -> Response:
    """Return the refusal of a card, in the format that the request asks for: its reader is a program."""
    response = _written("error", error) if request.args.get("format") == "xml" else jsonify(error=error)
    response.status_code = status
    return response


def oembed_response() -> Response:
    """Return the card of the page that the request names. Raise CardRefused where it names none."""
    wanted_format = request.args.get("format", "json")
    if wanted_format not in _FORMATS:
        raise CardRefused(HTTPStatus.NOT_IMPLEMENTED, gettext("Only the formats json and xml are offered."))
    address = request.args.get("url", "")
    if not address:
        raise CardRefused(HTTPStatus.BAD_REQUEST, gettext("Give the address of a page of this site as “url”."))
    with current_library() as library:
        card = _card(library, address)
    return jsonify(card) if wanted_format == "json" else _written("oembed", card)


def _written(name: str, values: Mapping[str, Any]) -> Response:
    """Return values as XML, below an element of a name."""
    response = make_response(render_template("operations/oembed.xml", name=name, values=values))
    response.mimetype = "text/xml"
    return response


def _card(library: Library, address: str) -> dict[str, Any]:
    endpoint, values, arguments = _page_of(address)
    common = {
        "version": "1.0",
        "provider_name": site().settings.site_name or "Rapporteur",
        "provider_url": absolute_url("/"),
        "cache_age": _CACHE_SECONDS,
    }
    if endpoint == "reading.passage":
        return {**common, **_quotation(library, values["passage_id"], arguments)}
    return {**common, "type": "link", "title": _title(library, endpoint, values)}


def _page_of(address: str) -> tuple[str, Mapping[str, str], dict[str, str]]:
    """Return the endpoint of one of our pages, in any language, with the values in its path and its arguments."""
    try:
        parts = urlsplit(address)
        own = urlsplit(absolute_url("/"))
    except ValueError:
        raise NotFound from None
    base = site().base
    is_ours = parts.netloc == own.netloc or site().hosts.answers(parts.netloc)
    if parts.scheme not in {"http", "https"} or not is_ours or not parts.path.startswith(f"{base}/"):
        raise NotFound
    _, path = split_language(unquote(parts.path.removeprefix(base)), LANGUAGES)
    try:
        endpoint, values = current_app.url_map.bind(parts.netloc).match(path, method="GET")
    except (HTTPException, RoutingException):
        raise NotFound from None
    return str(endpoint), values, dict(parse_qsl(parts.query))


def _quotation(library: Library, passage_id: str, arguments: dict[str, str]) -> dict[str, Any]:
    passage, arguments = _living(library, passage_id, arguments)
    reference = reference_to(library, passage)
    words = _words(library, passage, reference, arguments)
    shown = shortened(words.text, MAX_QUOTED)
    origin = passage_origin(passage)
    meeting = origin.meeting.text if origin.meeting else ""
    kind = labels.known_kind(passage.document)
    told = (origin.paper.text, kind, meeting if meeting != origin.paper.text else "", origin.place, origin.dates)
    source = ", ".join(filter(None, (*told, origin.page)))
    notes = (words.note, *reference.notes) if words.note else reference.notes
    card = QuotationCard(shown, words.link, place_title(passage), source, notes, passage.document.language or "")
    width = _width()
    lines = len(shown) // (_LINE * width // WIDTH or 1) + len(source) // _LINE + 4 + len(notes)
    title = _with_kind(shortened(words.text, 80), passage.document)
    html = render_template("operations/quotation.html", card=card).strip()
    authors = {"author_name": "; ".join(reference.authors)} if reference.authors else {}
    return {"type": "rich", "title": title, **authors, "html": html, "width": width, "height": lines * _LINE_HEIGHT}


def _living(library: Library, passage_id: str, arguments: dict[str, str]) -> tuple[Passage, dict[str, str]]:
    """Return a passage with the arguments of its link, or the one that it was merged into with those of its page.

    Raise UnknownId where it never was or was removed, and CardRefused where it is no longer there.
    """
    try:
        return references.passage_at(library, passage_id)[0], arguments
    except UnknownId:
        resolution = library.resolve(passage_id)
        if resolution.row is None or resolution.removal:
            raise
        if resolution.state != "merged" or not resolution.target:
            gone = gettext("This passage is no longer in the papers.")
            raise CardRefused(HTTPStatus.GONE, gone) from None
        merged = {**arguments, urls.MERGED_FROM_ARGUMENT: resolution.row.id}
        return library.passage(resolution.target.id), merged


def _words(library: Library, passage: Passage, reference: Reference, arguments: dict[str, str]) -> SharedWords:
    """Return the words that an address cites: those that it names, or the whole passage."""
    address = parse_address(arguments)
    resolution = cited.resolve_link(library, passage, address)
    passages = library.document_passages(passage.document.id) if address.selector else ()
    words = cited.words_in_address(library, address, resolution, passage, passages, RenderContext(absolute_url))
    return shared_words(reference, address, resolution, words)


def _with_kind(title: str, paper: Document) -> str:
    kind = labels.known_kind(paper)
    return f"{title} ({kind})" if kind else title


def _width() -> int:
    text = request.args.get("maxwidth", "")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else WIDTH
    return max(200, min(asked, WIDTH))


def _title(library: Library, endpoint: str, values: Mapping[str, str]) -> str:
    """Return the title of a page that is no passage. Raise NotFound for pages that have no card."""
    match endpoint:
        case "reading.document":
            paper = library.document(find_with_suffix(library.document, values["document_id"])[0])
            return _with_kind(paper.title, paper)
        case "browse.meeting":
            meeting = library.meeting(find_with_suffix(library.meeting, values["meeting_id"])[0])
            return ", ".join(filter(None, (meeting.title, meeting.place, labels.meeting_dates(meeting))))
        case "browse.session":
            session = library.session(values["meeting_id"], values["session_id"])
            return f"{session.name}, {library.meeting(session.meeting).title}"
        case "browse.person":
            return library.person(values["person_id"]).name
        case "browse.organisation" | "browse.country":
            facet: BodyFacet = "organisation" if endpoint == "browse.organisation" else "country"
            if values["name"] not in library.facet_labels(facet):
                raise UnknownId(facet, values["name"])
            return values["name"]
        case _:
            raise NotFound
