"""The basket's addresses: its page, the form that changes it, and the files made of it.

What a basket is stands in `basket`, where it is kept in `basket_keeping`, what the page shows in `view_basket`.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from flask import Blueprint, jsonify, make_response, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from webapp.address import urls
from webapp.shared.basket_item import Basket, BasketItem
from webapp.shared.evidence_files import evidence_response, requested_format, requested_style
from webapp.shared.formats import BASKET_FILES
from webapp.site import absolute_url, current_library

from . import token as basket_token
from .cookie import local_path, own_basket, refuse_cross_site, store_basket
from .status import basket_evidence
from .token import BasketDamaged
from .view import Undo, basket_page

basket_pages = Blueprint("basket", __name__)


@basket_pages.get(urls.BASKET)
def show() -> str:
    """The reader's own basket, or the one in the address."""
    token = request.args.get("b", "")
    basket = basket_token.decode(token) if token else own_basket()
    with current_library() as library:
        page = basket_page(library, basket, not token, _undo())
        return render_template("basket/basket.html", page=page, noindex=True)


@basket_pages.get(f"{urls.BASKET}.<suffix>")
def download(suffix: str) -> Response:
    """A basket as a file: the one in the address, or the reader's own."""
    chosen = requested_format(BASKET_FILES, suffix)
    token = request.args.get("b", "")
    basket = basket_token.decode(token) if token else own_basket()
    with current_library() as library:
        pieces = tuple(basket_evidence(library, basket.items, requested_style(chosen)))
        return evidence_response(chosen, suffix, basket.title or "Evidence basket", pieces)


@basket_pages.post(urls.BASKET)
def change() -> Response:
    """Change the reader's basket as one form says, then go back to where the form stood."""
    refuse_cross_site()
    with current_library():  # without an index there is nothing to collect
        basket, then = _changed(own_basket(), request.form)
        if request.accept_mimetypes.best == "application/json":
            token = basket_token.encode(basket)
            share = absolute_url(urls.basket_path(token))
            response: Response = jsonify(count=len(basket.items), shown=token, share=share)
        else:
            response = make_response(redirect(then, 303))
        return store_basket(response, basket)


def _changed(basket: Basket, form: MultiDict[str, str]) -> tuple[Basket, str]:
    """The basket after a form, and the address to go to; the button that was pressed gives the form its one action."""
    if "shown" in form:
        notes = dict(zip(form.getlist("id"), form.getlist("note"), strict=False))
        basket = basket.with_edits(basket_token.decode(form["shown"]), form.get("title", ""), notes)
    if added := form.get("add"):
        item = _named(added)
        return basket.inserted([item]), f"{local_path(form.get('back', ''))}#keep-{quote(item.id)}"
    for name, by in (("up", -1), ("down", 1)):
        if moved := form.get(name):
            return basket.moved(moved, by), f"{urls.BASKET}#{name}-{quote(moved)}"
    if removed := form.get("remove"):
        at = basket.position(removed)
        return basket.without(removed), _with_undo(Basket(basket.items[at : at + 1] if at >= 0 else ()), at)
    if "empty" in form:
        return Basket(), _with_undo(basket, 0)
    if given := form.get("put"):
        other = basket_token.decode(given)
        basket = Basket(basket.items, basket.title or other.title).inserted(other.items, _number(form.get("at", "")))
    return basket, urls.BASKET


def _named(name: str) -> BasketItem:
    """The item that a button names."""
    try:
        return BasketItem.from_name(name)
    except ValueError as error:
        raise BasketDamaged("What was to be put into the basket is no passage.") from error


def _with_undo(taken: Basket, at: int) -> str:
    """The basket's address with what was just taken out of it, so that it can be put back."""
    if not taken.items:
        return urls.BASKET
    return f"{urls.BASKET}?{urlencode({'undo': basket_token.encode(taken), 'at': at})}#undo"


def _undo() -> Undo | None:
    """What the address says was just taken out."""
    token = request.args.get("undo", "")
    if not token:
        return None
    return Undo(token, _number(request.args.get("at", "")) or 0, len(basket_token.decode(token).items))


def _number(text: str) -> int | None:
    """A place in the basket as a form gives it; None for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
