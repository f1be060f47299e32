"""The model of the basket page: its items and their status, the ways to share it, and the downloads.

Reading and storing a basket belongs to `cookie`, the requests to `routes`.
"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.evidence.dossier import citation_warnings, clean_lines
from indexer.speech.translation import gettext
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared.basket_item import Basket
from webapp.shared.formats import BASKET_FILES, DEFAULT_STYLE, STYLE_CHOICES
from webapp.shared.origin import PassageOrigin, passage_origin, place_title
from webapp.site import absolute_url

from . import token as basket_token
from .status import ItemStatus, item_link, item_reference, item_status


@dataclass(frozen=True)
class ItemView:
    """One item of the basket, as it stands today."""

    id: str
    anchor: str
    number: int
    place: str
    """Its title: its session, heading or paper; empty where none of them is known."""
    passage: str
    """Its number in its paper, which tells it from others of its place; empty where it is not known."""
    url: str
    address: str
    """The same as an absolute address, for print."""
    lines: tuple[str, ...]
    """Its words; none when they are not known."""
    note: str
    note_lines: tuple[str, ...]
    heading: str
    """The change since it was collected, in a word or two; empty when there is none."""
    remark: str
    cautions: tuple[str, ...]
    origin: PassageOrigin | None


@dataclass(frozen=True)
class Undo:
    """The items that were just removed, and how to put them back."""

    token: str
    at: int
    count: int


@dataclass(frozen=True)
class BasketPage:
    """Everything that the basket page shows."""

    title: str
    items: tuple[ItemView, ...]
    token: str
    """The basket as its link carries it."""
    share: str
    """The absolute address that shows it to anybody."""
    own: bool
    """Whether it is the reader's own basket, which can be changed."""
    downloads: tuple[Link, ...]
    styles: tuple[tuple[str, str], ...]
    style: str
    undo: Undo | None


def basket_page(library: Library, basket: Basket, own: bool, undo: Undo | None = None) -> BasketPage:
    """Return the page of a basket, the reader's own or a shared one."""
    token = basket_token.encode(basket)
    return BasketPage(
        title=basket.title,
        items=tuple(_item(library, item_status(library, item), number) for number, item in enumerate(basket.items, 1)),
        token=token,
        share=absolute_url(urls.basket_path(token)),
        own=own,
        downloads=tuple(Link(file_format.label, urls.BASKET + suffix) for suffix, file_format in BASKET_FILES.items()),
        styles=STYLE_CHOICES,
        style=DEFAULT_STYLE,
        undo=undo,
    )


def _item(library: Library, status: ItemStatus, number: int) -> ItemView:
    """Return one item of the page."""
    item, passage = status.item, status.passage
    reference = item_reference(library, status)
    return ItemView(
        id=item.id,
        anchor=f"item-{item.id}",
        number=number,
        place=place_title(passage) if passage else status.paper,
        passage=gettext("Passage %(number)s", number=passage.ordinal + 1) if passage else "",
        url=item_link(item).removeprefix(absolute_url("")),
        address=item_link(item),
        lines=tuple(clean_lines(status.words)),
        note=item.note,
        note_lines=tuple(clean_lines(item.note)),
        heading=status.heading,
        remark=status.remark,
        cautions=citation_warnings(reference) if reference else (),
        origin=passage_origin(passage) if passage else None,
    )
