"""How a form comes back to the page that it was on, and never to another site."""

from __future__ import annotations

from flask import request

_LONGEST = 4_000


def current_path() -> str:
    """Return the address of the current page on this site, so that a form can come back to it."""
    return request.full_path.rstrip("?")


def local_path(address: str, otherwise: str) -> str:
    """Return the address if it is a path of this site, else the other: no form may lead to another site."""
    fit = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if fit and len(address) <= _LONGEST else otherwise
