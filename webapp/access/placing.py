"""Puts the base path, and the language of the address, before the addresses of pages where they leave the site.

Everywhere else a path begins at the root of the site. There are three places: the attributes of templates, the values
of JSON answers, and the header `Location`. Permanent links are absolute, and have no language.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.runtime import Context
from jinja2.utils import pass_context
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

ADDRESS_ATTRIBUTES = ("href", "src", "action", "formaction", "data-address", "data-site")
"""The attributes of templates that hold addresses."""
_PERMANENT = {"data-address"}
"""Those of them that hold what readers copy: it has no language in it."""
_ATTRIBUTE = re.compile(rf'(?<=\s)({"|".join(ADDRESS_ATTRIBUTES)})="(/[^"]*|\{{\{{\s*(.*?)\s*\}}\}})', re.DOTALL)
_URL_KEY = "url"
_SHOWN_PATH = re.compile(r"<code>(?=/)")
"""Before an address that is shown as text."""
_OF_NO_LANGUAGE = re.compile(
    r"/static/|/api(?!/docs)|/logo\b|[^?#]*\.(?:atom|bib|csv|docx|json|jsonl|jsonld|md|ris|txt|webmanifest|xlsx|xml)(?![^?#])"
)
"""Addresses that are the same for all languages: files, feeds, and the API. No passage id ends in any of these."""

_language_path: ContextVar[str] = ContextVar("language path", default="")
set_language_path = _language_path.set
"""Let addresses that leave the site from now on, in this thread or task, begin with a language: `/fr`, or nothing."""


def place(path: str, base: str) -> str:
    """Return a path of the site below the base path and the language; any other address stays as it is."""
    language = _language_path.get()
    if not (base or language) or not path.startswith("/") or path.startswith("//"):
        return path
    return base + path if not language or _OF_NO_LANGUAGE.match(path) else base + language + path


def place_permanently(path: str, base: str) -> str:
    """Return a path of the site below the base path alone; any other address stays as it is."""
    return base + path if path.startswith("/") and not path.startswith("//") else path


class PlacedAddresses(Extension):
    """A Jinja extension that writes `href="/help"` and the like as the address that leads there from the page.

    So no template has to think of it. It changes the source of a template when that is compiled.
    """

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.extend(site_base="")  # where it is not there yet
        base: str = environment.site_base  # type: ignore[attr-defined]  # see above

        def placed(address: str) -> str:
            return address if not base and not _language_path.get() else place(str(address), base)

        @pass_context  # so that Jinja does not work it out when it compiles the template
        def placed_literal(_context: Context, address: str) -> str:
            return placed(address)

        environment.filters["placed"] = placed
        environment.filters["placed_literal"] = placed_literal
        environment.filters["placed_permanently"] = lambda address: place_permanently(str(address), base)

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002  # Jinja's
        """Return the source of a template with its addresses placed."""
        base: str = self.environment.site_base  # type: ignore[attr-defined]  # as above
        source = _SHOWN_PATH.sub(lambda match: match[0] + base, source)
        return _ATTRIBUTE.sub(_placed_attribute, source)


def _placed_attribute(match: re.Match[str]) -> str:
    name, address, expression = match.groups()
    place_filter = "placed_permanently" if name in _PERMANENT else "placed"
    if expression:
        return f'{name}="{{{{ ({expression})|{place_filter} }}}}'
    start, brace, rest = address.partition("{")  # what follows a literal beginning is left to the template
    return f'{name}="{{{{ "{start}"|placed_literal }}}}{brace}{rest}'


class _PlacedJson(DefaultJSONProvider):
    """Writes JSON with the addresses of pages below the base path, in the documented order of keys."""

    base = ""
    ensure_ascii = False
    sort_keys = False

    def dumps(self, obj: Any, **kwargs: Any) -> str:  # Flask's signature
        """Return a value as JSON."""
        return super().dumps(_placed_value(obj, self.base) if self.base or _language_path.get() else obj, **kwargs)


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
    app.after_request(lambda response: _placed_redirect(response, base))


def _placed_redirect(response: Response, base: str) -> Response:
    """Return a response whose redirect, if it is one, leads below the base path, and stays in the language."""
    if "Location" in response.headers:
        location = place(response.headers["Location"], base)
        if location == response.headers["Location"]:
            return response
        response.headers["Location"] = location
        if response.mimetype == "text/html":  # the body names the address, too
            response.set_data(redirect(location).get_data())
    return response
