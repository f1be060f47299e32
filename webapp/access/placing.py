"""Puts the base path before the addresses of pages, at the three places where they leave the site.

Everywhere else a path begins at the root of the site. The three places are the attributes of templates, the values of
JSON answers, and the header `Location`.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from jinja2 import Environment
from jinja2.ext import Extension
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

ADDRESS_ATTRIBUTES = ("href", "src", "action", "formaction", "data-address", "data-site")
"""The attributes of templates that hold addresses."""
_ATTRIBUTE = re.compile(rf'(?<=\s)({"|".join(ADDRESS_ATTRIBUTES)})="(/|\{{\{{\s*(.*?)\s*\}}\}})', re.DOTALL)
_URL_KEY = "url"
_SHOWN_PATH = re.compile(r"<code>(?=/)")
"""Before an address that is shown as text."""


def place(path: str, base: str) -> str:
    """Return a path of the site below the base path; any other address stays as it is."""
    return base + path if path.startswith("/") and not path.startswith("//") else path


class PlacedAddresses(Extension):
    """A Jinja extension that writes `href="/help"` and the like below the base path, when a template is compiled.

    So no template has to think of it, and a site at the root of its host pays nothing.
    """

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.extend(site_base="")  # where it is not there yet
        environment.filters["placed"] = lambda address: place(str(address), environment.site_base)  # type: ignore[attr-defined]

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002  # Jinja's
        """Return the source of a template with its addresses placed."""
        base: str = self.environment.site_base  # type: ignore[attr-defined]  # see above
        if not base:
            return source
        source = _SHOWN_PATH.sub(lambda match: match[0] + base, source)
        return _ATTRIBUTE.sub(lambda match: _placed_attribute(match, base), source)


def _placed_attribute(match: re.Match[str], base: str) -> str:
    name, address, expression = match.groups()
    return f'{name}="{{{{ ({expression})|placed }}}}' if expression else f'{name}="{base}{address}'


class _PlacedJson(DefaultJSONProvider):
    """Writes JSON with the addresses of pages below the base path, in the documented order of keys."""

    base = ""
    ensure_ascii = False
    sort_keys = False

    def dumps(self, obj: Any, **kwargs: Any) -> str:  # Flask's signature
        """Return a value as JSON."""
        return super().dumps(_placed_value(obj, self.base) if self.base else obj, **kwargs)


def _placed_value(value: object, base: str) -> object:
    """Return a JSON value in which each path that stands under the name `url` is below the base path."""
    if isinstance(value, dict):
        return {
            key: place(item, base) if key == _URL_KEY and isinstance(item, str) else _placed_value(item, base)
            for key, item in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_placed_value(item, base) for item in value]
    return value


def place_addresses(app: Flask, base: str) -> None:
    """Let everything that the application answers lead to pages below a base path."""
    app.jinja_env.extend(site_base=base)
    app.jinja_env.add_extension(PlacedAddresses)
    provider = _PlacedJson(app)
    provider.base = base
    app.json = provider
    if base:
        app.after_request(lambda response: _placed_redirect(response, base))


def _placed_redirect(response: Response, base: str) -> Response:
    """Return a response whose redirect, if it is one, leads below the base path."""
    if "Location" in response.headers:
        location = response.headers["Location"] = place(response.headers["Location"], base)
        if response.mimetype == "text/html":  # the body names the address, too
            response.set_data(redirect(location).get_data())
    return response
