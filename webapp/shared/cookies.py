"""How the site keeps something in a reader's browser: the names of its cookies, and what browsers are told of them.

What is kept belongs to the room that keeps it.
"""

from __future__ import annotations

from typing import TypedDict

from flask import request
from werkzeug.wrappers import Response

from webapp.site import site


class CookieRules(TypedDict):
    """What browsers are told of each of the cookies."""

    path: str
    secure: bool
    httponly: bool
    samesite: str


def read_cookie(name: str) -> str:
    """Return the value of a cookie, if need be of one from before the site had TLS; an empty text where it is not."""
    return request.cookies.get(_name_prefix() + name) or request.cookies.get(name, "")


def keep_cookie(response: Response, name: str, value: str, days: int) -> None:
    """Keep a value in the reader's browser; an empty one deletes the cookie."""
    prefix, rules = _name_prefix(), _cookie_rules()
    if value:
        response.set_cookie(prefix + name, value, max_age=days * 86_400, **rules)
    elif prefix + name in request.cookies:
        response.delete_cookie(prefix + name, **rules)
    if prefix and name in request.cookies:  # from before the site had TLS
        response.delete_cookie(name, **rules)


def _name_prefix() -> str:
    """Return the prefix with which browsers take a cookie over TLS only, and for this host or below this path only."""
    return "" if not site().is_https else "__Secure-" if site().base else "__Host-"


def _cookie_rules() -> CookieRules:
    secure = site().is_https or request.is_secure
    return {"path": site().base or "/", "secure": secure, "httponly": True, "samesite": "Lax"}
