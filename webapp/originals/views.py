"""The models of what is shown of originals: links beside passages and papers, a page, lines, and why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from indexer.model import Document, Passage
from indexer.originals.formats import OriginalFormat, format_named
from indexer.originals.messages import (
    DrawnPage,
    FileLine,
    FoundOnPage,
    LinesWanted,
    PageWanted,
    ShowingFailure,
    ShownLines,
)
from indexer.speech.translation import gettext
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.models import PaperListItem, paper_list_item
from webapp.shared.written import TextLanguage, text_language

from .official import official_address
from .showing import NotOfferedReason, ShownOriginals

UnavailableReason = NotOfferedReason | ShowingFailure | Literal["busy"]
"""Why a file, or a place in it, is not shown; `busy` passes soon."""


@dataclass(frozen=True)
class OriginalLinks:
    """What is offered beside a paper, or beside a passage of it."""

    official: str
    """The address of the official source; empty where none is stated."""
    file_url: str = ""
    """Of the file; empty where it is not offered."""
    format_name: str = ""
    place_url: str = ""
    """Of the place of the passage in the file, or of its first page."""
    is_pdf: bool = False
    is_searchable: bool = False
    """Whether a place in it can be shown."""
    page: str = ""
    """The page of the passage, as the site names it."""
    crop_url: str = ""
    """Of the picture around the passage."""
    recognised: bool = False


def original_links(
    shown: ShownOriginals, library: Library, document: Document, passage: Passage | None = None
) -> OriginalLinks | None:
    """Return what is offered beside a paper or one of its passages; None where that is nothing."""
    official = official_address(document, passage)
    if not shown.may_be_seen(library, document.id):
        return OriginalLinks(official) if official else None
    form = format_named(document.source)
    is_pdf = form.is_pdf and (passage is None or passage.page is not None)
    place_url = urls.place_in_original_path(passage.id) if passage else ""
    if passage is None and is_pdf:
        place_url = urls.original_page_path(document.id, 1)
    return OriginalLinks(
        official,
        file_url=urls.original_path(document.id),
        format_name=gettext(form.name),
        place_url=place_url if form.shown != "none" else "",
        is_pdf=is_pdf,
        is_searchable=form.shown != "none",
        page=labels.page_label(passage) if passage else "",
        crop_url=urls.place_in_original_path(passage.id, urls.PICTURE_SUFFIX) if passage and is_pdf else "",
        recognised=document.recognised,
    )


@dataclass(frozen=True)
class PassageOnPage:
    """A passage that begins on a page."""

    number: int
    url: str
    marked_url: str
    """Of the same page with this passage marked."""
    text: str
    current: bool


@dataclass(frozen=True)
class PassageInFile:
    """The passage that is looked for in a file."""

    number: int
    url: str


@dataclass(frozen=True)
class OriginalPage:
    """A page of the original of a paper."""

    paper: PaperListItem
    page: int
    pages: int
    label: str
    """The number that is printed on it, where it is another one."""
    file_url: str
    official: str
    picture_url: str
    width: int
    height: int
    found: FoundOnPage
    places: int
    goes_on: str | None
    """The next page, where the passage goes on there."""
    passage: PassageInFile | None
    passages: tuple[PassageOnPage, ...]
    text: tuple[str, ...]
    """The lines of the page, where no passage begins on it."""
    is_text_cut: bool
    previous: str | None
    following: str | None


@dataclass(frozen=True)
class OriginalPlace:
    """The place of a passage in a file without pages, or why it cannot be shown."""

    paper: PaperListItem
    written: TextLanguage
    passage: PassageInFile
    format_name: str
    file_url: str
    official: str
    lines: tuple[FileLine, ...] = ()
    total: int = 0
    places: int = 1
    is_cut: bool = False
    is_markup: bool = False
    has_lines: bool = True
    """Whether places in a file of this format can be shown."""
    text: str = ""
    page: str = ""
    """The page that the file says the passage is on; empty for one that says none."""


@dataclass(frozen=True)
class OriginalUnavailablePage:
    """Why a file is not shown."""

    paper: PaperListItem
    back: Link
    reason: UnavailableReason
    official: str
    file_url: str
    """Of the file, where only the place in it cannot be shown."""


def page_task(page: int, passages: Sequence[Passage], passage: Passage | None) -> PageWanted:
    """Return what is asked of a page: with a passage that begins on it, or on the page before."""
    if passage is None or passage.page not in {page, page - 1}:
        return PageWanted(page)
    return PageWanted(page, passage.text, passage.page, _before(passages, passage))


def lines_task(
    form: OriginalFormat, encoding: str | None, passages: Sequence[Passage], passage: Passage
) -> LinesWanted:
    """Return what is asked of a text."""
    return LinesWanted(passage.text, _before(passages, passage), encoding, is_html=form.name == "HTML")


def _before(passages: Sequence[Passage], passage: Passage) -> str:
    """Return the text of the passage before one, empty for the first."""
    return passages[passage.ordinal - 1].text if 0 < passage.ordinal <= len(passages) else ""


def original_page(
    document: Document, passages: Sequence[Passage], task: PageWanted, drawn: DrawnPage, passage: Passage | None
) -> OriginalPage:
    """Return a page of a PDF; `passage` is the one that is marked, where one was asked for."""
    number = task.page
    marked = passage if task.passage else None
    marked_id = marked.id if marked else ""
    on_page = [each for each in passages if each.page == number]
    label = next((each.page_label for each in on_page if each.page_label), None) or ""

    def url(page: int) -> str:
        """Return another page, on which the passage is marked if it may stand there."""
        is_near = marked is not None and marked.page in {page, page - 1}
        return urls.original_page_path(document.id, page, marked_id if is_near else "")

    return OriginalPage(
        paper=paper_list_item(document, len(passages)),
        page=number,
        pages=drawn.pages,
        label=label,
        file_url=f"{urls.original_path(document.id)}#page={number}",
        official=official_address(document, marked or (on_page[0] if on_page else None)),
        picture_url=urls.original_page_path(document.id, number, marked_id, urls.PICTURE_SUFFIX),
        width=drawn.width,
        height=drawn.height,
        found=drawn.found,
        places=drawn.places,
        goes_on=url(number + 1) if drawn.goes_on else None,
        passage=_in_file(marked) if marked else None,
        passages=tuple(
            PassageOnPage(
                each.ordinal + 1,
                urls.passage_path(each.id),
                urls.original_page_path(document.id, number, each.id),
                each.text,
                each.id == marked_id,
            )
            for each in on_page
        ),
        text=() if on_page else tuple(filter(None, map(str.strip, drawn.text.split("\n")))),
        is_text_cut=drawn.is_text_cut and not on_page,
        previous=url(number - 1) if number > 1 else None,
        following=url(number + 1) if number < drawn.pages else None,
    )


def original_place(
    document: Document, passage: Passage, form: OriginalFormat, shown: ShownLines | None
) -> OriginalPlace:
    """Return the place of a passage in a file without pages; `shown` is None for one whose places cannot be shown."""
    lines = shown or ShownLines((), 0)
    return OriginalPlace(
        paper=paper_list_item(document),
        passage=_in_file(passage),
        format_name=gettext(form.name),
        file_url=urls.original_path(document.id),
        official=official_address(document, passage),
        lines=lines.lines,
        total=lines.total,
        places=lines.places,
        is_cut=lines.is_cut,
        is_markup=form.name == "HTML",
        has_lines=shown is not None,
        text=passage.text,
        page=labels.page_label(passage),
        written=text_language(document.language),
    )


def _in_file(passage: Passage) -> PassageInFile:
    return PassageInFile(passage.ordinal + 1, urls.passage_path(passage.id))


def unavailable_page(document: Document, passage: Passage | None, reason: UnavailableReason) -> OriginalUnavailablePage:
    """Return the page that says why a file, or a place in it, is not shown."""
    if passage:
        name = gettext("Back to passage %(number)s", number=passage.ordinal + 1)
        back = Link(name, urls.passage_path(passage.id))
    else:
        back = Link(gettext("Back to the paper"), urls.document_path(document.id))
    return OriginalUnavailablePage(
        paper_list_item(document),
        back,
        reason,
        official_address(document, passage),
        urls.original_path(document.id) if reason == "busy" or reason in get_args(ShowingFailure) else "",
    )
