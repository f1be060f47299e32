"""Jinja's environment with one change: what a template prints is escaped to plain strings, at a third of the cost.

A page of results prints some 1,800 texts. Markupsafe makes an object of its own of each, which says that it is safe;
inside a template nobody asks, as the texts are only joined.
"""

from __future__ import annotations

import re

import markupsafe
from flask.templating import Environment
from jinja2.compiler import CodeGenerator

_finds_special = re.compile("[&<>\"']").search


def escape(value: object) -> str:
    """Return a value as text for HTML, with the characters that `markupsafe.escape` returns."""
    kind = type(value)
    if kind is str:
        text: str = value  # type: ignore[assignment]  # its type was asked
        return _escaped(text) if _finds_special(text) else text
    if kind is int:
        return str(value)
    return value if isinstance(value, markupsafe.Markup) else str(markupsafe.escape(value))


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&#34;").replace("'", "&#39;")


class _TemplateCode(CodeGenerator):
    """Makes the code of a template, in which `escape` is the one of the environment."""

    def write_commons(self) -> None:
        """Write what the functions of a template begin with."""
        super().write_commons()
        self.writeline("escape = environment.escape")


class Templates(Environment):
    """The environment of the site's templates."""

    code_generator_class = _TemplateCode
    escape = staticmethod(escape)
