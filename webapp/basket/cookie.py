"""Where a reader's basket is between pages: in two cookies of the reader's own browser, and nowhere else.

They hold the text that `basket_token` writes, cut in two because a browser refuses a cookie of more than 4,096 bytes.
The site keeps nothing, so there is nothing to sign or to look up; what a cookie holds is read as warily as a link.
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
_PIECE = basket_token.MAX_TOKEN // len(COOKIES)
_DAYS = 180
_OWN_PAGES = {"same-origin", "none"}


def own_basket() -> Basket:
    """The reader's basket; an empty one where there is none, or none that can be read."""
    if "basket" not in g:
        token = "".join(request.cookies.get(name, "") for name in COOKIES)
        g.kept = token  # an answer that shows the basket is another one for another basket
        try:
            g.basket = basket_token.decode(token)
        except BasketDamaged:
            g.basket = Basket()
    kept: Basket = g.basket
    return kept


def store_basket(response: Response, basket: Basket) -> Response:
    """Have the reader's browser keep a basket; raise BasketFull when it is too large."""
    token = basket_token.encode(basket) if basket != Basket() else ""
    for number, name in enumerate(COOKIES):
        piece = token[number * _PIECE : (number + 1) * _PIECE]
        if piece:
            response.set_cookie(
                name, piece, max_age=_DAYS * 86_400, httponly=True, samesite="Lax", secure=request.is_secure
            )
        elif name in request.cookies:
            response.delete_cookie(name, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def current_path() -> str:
    """The address of the current page on this site, to come back to."""
    return request.full_path.rstrip("?")


def refuse_cross_site() -> None:
    """Raise Forbidden when a page of another site sent the form: it must not change a reader's basket."""
    sent_by = request.headers.get("Sec-Fetch-Site")
    if sent_by is not None:
        if sent_by not in _OWN_PAGES:
            raise Forbidden
        return
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc not in {request.host, urlsplit(site().public_url or "").netloc}:
        raise Forbidden


def local_path(address: str) -> str:
    """The address if it is a path of this site, else the basket's: a form must not send a reader elsewhere."""
    fit = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if fit and len(address) <= 4_000 else "/basket"
