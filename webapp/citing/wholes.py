"""How a paper, a meeting or a session is cited as a whole: the control on its page, its files, its Link header.

The address of a file is that of the page with the suffix of its format.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from flask import current_app, make_response, request, stream_with_context
from werkzeug.wrappers import Response

from indexer.links.endings import LINKSET_SUFFIX
from indexer.references import EXPORTS, RESTRICTION_WARNINGS, STYLE_NAMES, Reference, Restriction
from indexer.references.metadata import JsonObject, MetaTags, citation_meta_tags
from indexer.speech.translation import gettext
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.site import site

from .citations import CitedView, StyleChoice, citation_view, style_choices, style_named

LINKSET_TYPE = "application/linkset+json"
MAX_ITEMS_IN_HEADER = 20
"""Items that a Link header names: servers in front allow a header 4 to 8 kB. The linkset has all (RFC 9264)."""
_BY_SUFFIX = {export.suffix: export for export in EXPORTS.values()}


@dataclass(frozen=True)
class WholeCiting:
    """The control that cites a whole, and the metadata in the head of its page."""

    unfolded: bool
    styles: tuple[StyleChoice, ...]
    cited: CitedView
    downloads: tuple[Link, ...]
    cautions: tuple[str, ...]
    tags: MetaTags
    linked_data: JsonObject


@dataclass(frozen=True)
class PageLinks:
    """What a page belongs to and what belongs to it, as full addresses."""

    items: Callable[[Library], Iterable[str]]
    """Return the parts that it has, in order; they are read only as far as needed."""
    collections: tuple[str, ...] = ()
    """What it is a part of."""


def whole_citing(reference: Reference, path: str, linked_data: JsonObject) -> WholeCiting:
    """Return the control for a reference, in the style that the address of the page asks for; `path` is its path."""
    asked = style_named(request.args.get("style"))
    style = asked or STYLE_NAMES[0]
    return WholeCiting(
        unfolded=asked is not None,
        styles=style_choices(style, lambda name: f"{path}?style={name}#{urls.CITE_ANCHOR}"),
        cited=citation_view(reference, style),
        downloads=tuple(Link(export.label, path + suffix) for suffix, export in _BY_SUFFIX.items()),
        cautions=restriction_warnings(reference.restrictions),
        tags=citation_meta_tags(reference),
        linked_data=linked_data,
    )


def restriction_warnings(restrictions: Sequence[Restriction]) -> tuple[str, ...]:
    """Return what somebody has to know who is about to cite."""
    return tuple(gettext(RESTRICTION_WARNINGS[restriction.kind]) for restriction in restrictions)


def whole_file(reference: Reference, suffix: str, links: PageLinks) -> Response:
    """Return a file about a whole: its reference in a format, or all its links."""
    if suffix == LINKSET_SUFFIX:
        response = current_app.response_class(stream_with_context(_streamed_linkset(reference, links)))
        response.content_type = LINKSET_TYPE
    else:
        export = _BY_SUFFIX[suffix]
        response = make_response(export.write([reference]))
        response.content_type = export.media_type + ("" if export.media_type.endswith("json") else "; charset=utf-8")
        name = reference.passage.id.replace("/", "-") + suffix
        response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Link"] = f'<{reference.url}>; rel="describes"'
    return response


def whole_link_header(reference: Reference, links: PageLinks, library: Library) -> str:
    """Return the Link header of the page of a whole (FAIR Signposting); where its parts are many, the linkset has them.

    What describes it are the files with its reference.
    """
    shown = list(islice(links.items(library), MAX_ITEMS_IN_HEADER + 1))
    parts = [f'<{reference.url}>; rel="cite-as"', f'<{reference.url}>; rel="canonical"']
    parts += (
        f'<{reference.url}{suffix}>; rel="describedby"; type="{export.media_type}"'
        for suffix, export in _BY_SUFFIX.items()
    )
    parts += (f'<{address}>; rel="collection"; type="text/html"' for address in links.collections)
    if len(shown) <= MAX_ITEMS_IN_HEADER:
        parts += (f'<{address}>; rel="item"; type="text/html"' for address in shown)
    parts.append(f'<{reference.url}{LINKSET_SUFFIX}>; rel="linkset"; type="{LINKSET_TYPE}"')
    return ", ".join(parts)


def _streamed_linkset(reference: Reference, links: PageLinks) -> Iterator[str]:
    """Yield a linkset while it is sent, which is after its route has returned its library."""
    with site().builds.acquire() as library:
        yield from _linkset(reference, links, links.items(library))


def _linkset(reference: Reference, links: PageLinks, items: Iterable[str]) -> Iterator[str]:
    """Yield a linkset in JSON (RFC 9264), an item at a time."""
    described = [
        {"href": f"{reference.url}{suffix}", "type": export.media_type} for suffix, export in _BY_SUFFIX.items()
    ]
    members: list[tuple[str, object]] = [
        ("anchor", reference.url),
        ("cite-as", [{"href": reference.url}]),
        ("describedby", described),
    ]
    if links.collections:
        members.append(("collection", [{"href": address, "type": "text/html"} for address in links.collections]))
    yield '{"linkset": [{' + ", ".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in members)
    yield ', "item": ['
    for number, address in enumerate(items):
        yield f"{',' if number else ''}\n{json.dumps({'href': address, 'type': 'text/html'})}"
    yield "]}]}\n"
