"""Reads and stores the reader's basket, which lives in two cookies of the reader's browser and nowhere else.

The cookies hold the text that `token` encodes, cut in two because browsers refuse a cookie of more than 4,096 bytes.
The site stores nothing, so there is nothing to sign or to look up; a cookie is as untrusted as a link.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import g, request
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from webapp.shared.basket_item import Basket
from webapp.site import site

from . import token as basket_token
from .token import BasketDamaged

COOKIES = ("basket", "basket-2")
_COOKIE_LENGTH = basket_token.MAX_TOKEN // len(COOKIES)
_KEPT_DAYS = 180  # since the last change: a forgotten basket leaves a shared computer some day
_OWN_PAGES = {"same-origin", "none"}


def own_basket() -> Basket:
    """Return the reader's basket; return an empty one when there is none or when it cannot be read."""
    if "basket" not in g:
        token = "".join(request.cookies.get(name, "") for name in COOKIES)
        g.basket_token = token  # part of the ETag: a page that shows the basket changes with it
        try:
            g.basket = basket_token.decode(token)
        except BasketDamaged:
            g.basket = Basket()
    basket: Basket = g.basket
    return basket


def store_basket(response: Response, basket: Basket) -> Response:
    """Store a basket in the reader's browser. Raise BasketFull when it is too large."""
    token = basket_token.encode(basket) if basket != Basket() else ""
    for index, name in enumerate(COOKIES):
        piece = token[index * _COOKIE_LENGTH : (index + 1) * _COOKIE_LENGTH]
        if piece:
            response.set_cookie(
                name, piece, max_age=_KEPT_DAYS * 86_400, httponly=True, samesite="Lax", secure=request.is_secure
            )
        elif name in request.cookies:
            response.delete_cookie(name, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def current_path() -> str:
    """Return the address of the current page on this site, so that a form can come back to it."""
    return request.full_path.rstrip("?")


def refuse_cross_site() -> None:
    """Raise Forbidden when a page of another site sent the form, which must not change a reader's basket."""
    sent_by = request.headers.get("Sec-Fetch-Site")
    if sent_by is not None:
        if sent_by not in _OWN_PAGES:
            raise Forbidden
        return
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc not in {request.host, urlsplit(site().public_url or "").netloc}:
        raise Forbidden


def local_path(address: str) -> str:
    """Return the address if it is a path of this site, else the basket's: no form may lead to another site."""
    fit = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if fit and len(address) <= 4_000 else "/basket"
