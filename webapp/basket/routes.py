"""The routes of the basket: its page, the form that changes it, and its downloads.

The basket itself is defined in `shared.basket_item`, stored by `cookie`, and shown by `view`.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from flask import Blueprint, jsonify, make_response, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from indexer.evidence import Dossier
from indexer.speech.translation import gettext
from webapp.access.returning import local_path
from webapp.address import urls
from webapp.shared.basket_item import Basket, BasketItem
from webapp.shared.evidence_files import evidence_response, requested_format, requested_style
from webapp.shared.formats import BASKET_FILES
from webapp.site import absolute_url, current_library, today

from . import token as basket_token
from .cookie import own_basket, store_basket
from .status import basket_evidence
from .token import BasketDamaged
from .view import Undo, basket_page

basket_pages = Blueprint("basket", __name__)


@basket_pages.get(urls.BASKET)
def show() -> str:
    """Show the basket in the address, or the reader's own."""
    token = basket_token.without_punctuation(request.args.get("b", ""))
    basket = basket_token.decode(token) if token else own_basket()
    with current_library() as library:
        page = basket_page(library, basket, not token, _undo_in_address())
        return render_template("basket/basket.html", page=page, noindex=True)


@basket_pages.get(f"{urls.BASKET}.<suffix>")
def download(suffix: str) -> Response:
    """Return a basket as a file: the one in the address, or the reader's own."""
    file_format = requested_format(BASKET_FILES, suffix)
    token = basket_token.without_punctuation(request.args.get("b", ""))
    basket = basket_token.decode(token) if token else own_basket()
    with current_library() as library:
        evidence = tuple(basket_evidence(library, basket.items, requested_style(file_format)))
        return evidence_response(file_format, suffix, Dossier(basket.title or "Basket", evidence, today()))


@basket_pages.post(urls.BASKET)
def change() -> Response:
    """Change the reader's basket as the form says, then redirect to the page that held the form."""
    with current_library():  # without an index there is nothing to collect
        basket, next_address = _apply_form(own_basket(), request.form)
        if request.accept_mimetypes.best == "application/json":
            token = basket_token.encode(basket)
            share = absolute_url(urls.basket_path(token))
            response: Response = jsonify(count=len(basket.items), shown=token, share=share)
        else:
            response = make_response(redirect(next_address, 303))
        return store_basket(response, basket)


def _apply_form(basket: Basket, form: MultiDict[str, str]) -> tuple[Basket, str]:
    """Return the basket after a form, and the address to go to; the button that was pressed gives the one action."""
    if "shown" in form:
        notes = dict(zip(form.getlist("id"), form.getlist("note"), strict=False))
        basket = basket.with_edits(basket_token.decode(form["shown"]), form.get("title", ""), notes)
    if added := form.get("add"):
        item = _item_named(added)
        return basket.inserted([item]), f"{local_path(form.get('back', ''), urls.BASKET)}#keep-{quote(item.id)}"
    for name, distance in (("up", -1), ("down", 1)):
        if moved := form.get(name):
            return basket.moved(moved, distance), f"{urls.BASKET}#{name}-{quote(moved)}"
    if removed := form.get("remove"):
        position = basket.position(removed)
        taken_out = Basket(basket.items[position : position + 1] if position >= 0 else ())
        return basket.without(removed), _with_undo(taken_out, position)
    if "empty" in form:
        return Basket(), _with_undo(basket, 0)
    if shared_token := form.get("put"):
        other = basket_token.decode(shared_token)
        basket = Basket(basket.items, basket.title or other.title).inserted(other.items, _position(form.get("at", "")))
    return basket, urls.BASKET


def _item_named(name: str) -> BasketItem:
    """Return the item that a button names."""
    try:
        return BasketItem.from_name(name)
    except ValueError as error:
        raise BasketDamaged(gettext("That is not a passage, so it cannot be added to the basket.")) from error


def _with_undo(removed: Basket, position: int) -> str:
    """Return the basket's address with the removed items in it, so that they can be put back."""
    if not removed.items:
        return urls.BASKET
    return f"{urls.BASKET}?{urlencode({'undo': basket_token.encode(removed), 'at': position})}#undo"


def _undo_in_address() -> Undo | None:
    """Return the items that the address says were just removed."""
    token = request.args.get("undo", "")
    if not token:
        return None
    return Undo(token, _position(request.args.get("at", "")) or 0, len(basket_token.decode(token).items))


def _position(text: str) -> int | None:
    """Return a position in the basket from a form; return None when the text is not one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
