"""Jinja's environment with one change: what a template prints is escaped to plain strings, at a third of the cost.

A page of results prints some 1,800 texts. Markupsafe makes an object of its own of each, which says that it is safe;
inside a template nobody asks, as the texts are only joined.
"""

from __future__ import annotations

from flask.templating import Environment
from jinja2 import nodes
from markupsafe import _escape_inner as escape_text  # type: ignore[attr-defined]  # what `markupsafe.escape` calls


def escape(value: object) -> str:
    """Return a value as text for HTML, with the characters that `markupsafe.escape` returns."""
    if type(value) is str:
        return escape_text(value)
    if hasattr(value, "__html__"):
        return str(value.__html__())
    return str(escape_text(str(value)))


class Templates(Environment):
    """The environment of the site's templates."""

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Return the code of a template, which escapes what it prints with `escape` of this module."""
        imports, newline, code = super()._generate(source, name, filename, defer_init).partition("\n")
        return f"{imports}; from webapp.templating import escape{newline}{code}"
