"""The pages that only an edition has: searching in the browser, what the edition is, all papers, and what is not found.

They are rendered when an edition is written; a running site does not have them.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, make_response, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.query.results import FacetName
from indexer.query.terms import FIELD_ALIASES
from indexer.store.library import Library
from webapp.address import urls
from webapp.browse.meeting_list import short_names
from webapp.settings.kinds import Picture
from webapp.shared import labels
from webapp.shared.models import PaperListItem, paper_list_item
from webapp.site import absolute_url, current_library, site
from webapp.translations.catalogues import LANGUAGES

edition_pages = Blueprint("static_site", __name__)

EDITION = "/edition"
PAPERS = f"{EDITION}/papers"
MOVED = f"{EDITION}/moved"
PAPERS_PER_PAGE = 500
FILTERS: tuple[tuple[FacetName, str], ...] = (("meeting", "Meeting"), ("year", "Year"), ("kind", "Kind of paper"))
"""The filters of the search in the browser, each with its label."""
_SUFFIXES = {"image/svg+xml": ".svg", "image/png": ".png", "image/webp": ".webp", "image/jpeg": ".jpg"}


@dataclass(frozen=True)
class SearchFilter:
    """A filter of the search in the browser, with its values and their labels."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EditionPaper:
    """A paper in the list of all papers."""

    paper: PaperListItem
    meeting: str
    dates: str


@dataclass(frozen=True)
class PapersPage:
    """One part of the list of all papers, in the order of the collection."""

    papers: tuple[EditionPaper, ...]
    first: int
    last: int
    total: int
    earlier: str
    later: str
    path: str


@edition_pages.get(f"{EDITION}/search")
def search_page() -> str:
    """Show the page on which a browser searches, with a list of all papers for browsers that cannot."""
    with current_library() as library:
        return render_template(
            "static_site/search.html",
            filters=_filters(library),
            fields=FIELD_ALIASES,
            papers=PAPERS,
            stats=library.stats,
            canonical=absolute_url(urls.SEARCH),
        )


@edition_pages.get(EDITION)
def about_edition() -> str:
    """Show what the edition is of, what is in it, and what is not."""
    with current_library() as library:
        return render_template(
            "static_site/about_edition.html",
            stats=library.stats,
            built=labels.day_of_timestamp(library.stats.built),
            address=absolute_url("/"),
            passages=library.stats.passages,
            example=next(iter(library.documents()), None),
            canonical=absolute_url(EDITION),
        )


@edition_pages.get(PAPERS)
def papers() -> str:
    """List all papers, in parts. Raise NotFound where there is no such part."""
    with current_library() as library:
        page = papers_page(library, request.args.get("part", 1, type=int))
        if page is None:
            raise NotFound
        return render_template("static_site/papers.html", page=page, canonical=absolute_url(page.path))


@edition_pages.get(f"{EDITION}/not-found")
def not_found() -> str:
    """Show what a web server sends for an address that is not there."""
    return render_template("static_site/not_found.html", languages=LANGUAGES)


@edition_pages.get(MOVED)
def moved() -> str:
    """Show the page at an address that leads to another one, which `to` names."""
    return render_template("static_site/moved.html", to=request.args["to"], canonical=absolute_url(request.args["to"]))


@edition_pages.get(f"{EDITION}/logo<suffix>")
def logo(suffix: str) -> Response:
    """Send the logo. Raise NotFound where there is none in this format."""
    picture = site().settings.logo
    if picture is None or _SUFFIXES[picture.mimetype] != suffix:
        raise NotFound
    response = make_response(picture.content)
    response.mimetype = picture.mimetype
    return response


def logo_path(picture: Picture) -> str:
    """Return the address of the logo in an edition: it ends as its format does, so that servers know the format."""
    return f"{EDITION}/logo{_SUFFIXES[picture.mimetype]}"


def papers_page(library: Library, part: int) -> PapersPage | None:
    """Return a part of the list of all papers, counted from 1, or None where there is none."""
    documents, sizes = library.documents(), library.document_sizes()
    start = (part - 1) * PAPERS_PER_PAGE
    shown = documents[max(start, 0) : start + PAPERS_PER_PAGE]
    if part < 1 or (part > 1 and not shown):
        return None
    return PapersPage(
        papers=tuple(
            EditionPaper(
                paper_list_item(paper, sizes.get(paper.id, 0)),
                paper.meeting.title if paper.meeting else "",
                labels.meeting_dates(paper.meeting),
            )
            for paper in shown
        ),
        first=start + 1,
        last=start + len(shown),
        total=len(documents),
        earlier=_papers_path(part - 1) if part > 1 else "",
        later=_papers_path(part + 1) if start + len(shown) < len(documents) else "",
        path=_papers_path(part),
    )


def _papers_path(part: int) -> str:
    return urls.with_arguments(PAPERS, {"part": str(part)}) if part > 1 else PAPERS


def _filters(library: Library) -> tuple[SearchFilter, ...]:
    """Return the filters that have more than one value."""
    names = short_names(library)
    found = []
    for name, label in FILTERS:
        values = library.facet_labels(name)
        shown = tuple(
            (value, names.get(value, values[value]) if name == "meeting" else values[value]) for value in values
        )
        if len(shown) > 1:
            found.append(SearchFilter(name, label, shown))
    return tuple(found)
