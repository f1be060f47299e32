"""Reads and stores the reader's basket, which lives in two cookies of the reader's browser and nowhere else.

The cookies hold the text that `token` encodes, cut in two because browsers refuse a cookie of more than 4,096 bytes.
The site stores nothing, so there is nothing to sign or to look up; a cookie is as untrusted as a link.
"""

from __future__ import annotations

from typing import TypedDict

from flask import g, request
from werkzeug.wrappers import Response

from webapp.shared.basket_item import Basket
from webapp.site import site

from . import token as basket_token
from .token import BasketDamaged

COOKIES = ("basket", "basket-2")
_COOKIE_LENGTH = basket_token.MAX_TOKEN // len(COOKIES)
_KEPT_DAYS = 180  # since the last change: a forgotten basket leaves a shared computer some day


class CookieRules(TypedDict):
    """What browsers are told of each of the cookies."""

    path: str
    secure: bool
    httponly: bool
    samesite: str


def own_basket() -> Basket:
    """Return the reader's basket; return an empty one when there is none or when it cannot be read."""
    if "basket" not in g:
        token = "".join(_cookie(name) for name in COOKIES)
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
    prefix = _name_prefix()
    rules = _cookie_rules()
    for index, name in enumerate(COOKIES):
        piece = token[index * _COOKIE_LENGTH : (index + 1) * _COOKIE_LENGTH]
        if piece:
            response.set_cookie(prefix + name, piece, max_age=_KEPT_DAYS * 86_400, **rules)
        elif prefix + name in request.cookies:
            response.delete_cookie(prefix + name, **rules)
        if prefix and name in request.cookies:  # from before the site had TLS
            response.delete_cookie(name, **rules)
    return response


def _cookie(name: str) -> str:
    """Return the value of a cookie, if need be of one from before the site had TLS."""
    return request.cookies.get(_name_prefix() + name) or request.cookies.get(name, "")


def _name_prefix() -> str:
    """Return the prefix with which browsers take a cookie over TLS only, and for this host or below this path only."""
    return "" if not site().is_https else "__Secure-" if site().base else "__Host-"


def _cookie_rules() -> CookieRules:
    secure = site().is_https or request.is_secure
    return {"path": site().base or "/", "secure": secure, "httponly": True, "samesite": "Lax"}


def current_path() -> str:
    """Return the address of the current page on this site, so that a form can come back to it."""
    return request.full_path.rstrip("?")


def local_path(address: str) -> str:
    """Return the address if it is a path of this site, else the basket's: no form may lead to another site."""
    fit = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if fit and len(address) <= 4_000 else "/basket"
