"""Reads and stores the reader's basket, which lives in two cookies of the reader's browser and nowhere else.

The cookies hold the text that `token` encodes, cut in two because browsers refuse a cookie of more than 4,096 bytes.
The site stores nothing, so there is nothing to sign or to look up; a cookie is as untrusted as a link.
"""

from __future__ import annotations

from flask import g
from werkzeug.wrappers import Response

from webapp.shared.basket_item import Basket
from webapp.shared.cookies import keep_cookie, read_cookie

from . import token as basket_token
from .token import BasketDamaged

COOKIES = ("basket", "basket-2")
_COOKIE_LENGTH = basket_token.MAX_TOKEN // len(COOKIES)
_KEPT_DAYS = 180  # since the last change: a forgotten basket leaves a shared computer some day


def own_basket() -> Basket:
    """Return the reader's basket; return an empty one when there is none or when it cannot be read."""
    if "basket" not in g:
        token = "".join(map(read_cookie, COOKIES))
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
        keep_cookie(response, name, token[index * _COOKIE_LENGTH : (index + 1) * _COOKIE_LENGTH], _KEPT_DAYS)
    return response
