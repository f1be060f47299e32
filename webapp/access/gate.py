"""The first thing that sees a request: it believes trusted proxies, and finds the path below which the site stands.

Behind it every path is one of the site itself, with or without a proxy that has taken the base path off, and without
the language that an address can begin with.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from .proxies import TrustedProxies

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


LANGUAGE_KEY = "rapporteur.language"
"""Where the environment of a request has the language that its address begins with; empty for none."""


class Gate:
    """A WSGI application around the site."""

    def __init__(
        self, application: WSGIApplication, proxies: TrustedProxies, base: str, languages: Collection[str]
    ) -> None:
        """`languages` are the codes that addresses below the base path can begin with."""
        self._application = application
        self._proxies = proxies
        self._base = base
        self._languages = frozenset(languages)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        self._proxies.apply(environ)
        if self._base:
            path = str(environ.get("PATH_INFO", ""))
            if path == self._base or path.startswith(f"{self._base}/"):  # else the proxy has taken it off
                path = path[len(self._base) :]
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = self._base, path or "/"
        code, path = split_language(str(environ.get("PATH_INFO", "")), self._languages)
        environ[LANGUAGE_KEY] = code
        if code:
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = f"{environ.get('SCRIPT_NAME', '')}/{code}", path
        return self._application(environ, start_response)


def split_language(path: str, languages: Collection[str]) -> tuple[str, str]:
    """Return the code of the language that a path begins with, empty for none, and the path of the site behind it."""
    code, _, rest = path.removeprefix("/").partition("/")
    return (code, f"/{rest}") if code in languages else ("", path)


def check_base(base: str, rules: Iterable[str], languages: Iterable[str]) -> None:
    """Raise ValueError when a base path begins as a page of the site does: the two could not be told apart."""
    first = base.split("/")[1] if base else ""
    if first and first in {*languages, *(rule.split("/")[1].partition(".")[0] for rule in rules)}:
        raise ValueError(
            f"The public URL cannot end in “{base}”, because the site has its own pages at /{first}. "
            "Choose another path."
        )
