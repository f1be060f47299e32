"""Jinja's environment with changes for pages that print much.

What a template prints is escaped to plain strings, at a third of the cost. A page of results prints some 1,800 texts.
Markupsafe makes an object of its own of each, which says that it is safe; inside a template nobody asks, as the texts
are only joined. Messages and macros are called without the detour by which templates call whatever they are given. All
templates share one dictionary of what they all see, where each would have a view of it that is read key by key. And the
indentation of templates, which only their authors read, is not sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

import markupsafe
from flask.templating import Environment
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro

_finds_special = re.compile("[&<>\"']").search
_SPACES = re.compile(r"[ \t\n]{2,}")


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


def _one_space(spaces: re.Match[str]) -> str:
    """Return the one sign that says in HTML what several spaces do."""
    return "\n" if "\n" in spaces[0] else " "


class _TemplateCode(CodeGenerator):
    """Makes the code of a template, in which `escape` is the one of the environment."""

    def write_commons(self) -> None:
        """Write what the functions of a template begin with."""
        super().write_commons()
        self.writeline("escape = environment.escape")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802  # Jinja's
        """Write a call; one of a message goes straight to its function."""
        if not isinstance(node.node, nodes.EnvironmentAttribute):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write(f"environment.{node.node.name}(None")  # what follows begins with a comma
        self.signature(node, frame)
        self.write(")")


class _TemplateContext(Context):
    """What a template sees, with a short way to its macros."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls; a macro is asked nothing first, as all of them take the same."""
        if type(called) is not Macro:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(self.eval_ctx, *args, **kwargs)


class Templates(Environment):
    """The environment of the site's templates."""

    code_generator_class = _TemplateCode
    context_class = _TemplateContext
    escape = staticmethod(escape)
    direct: Mapping[str, str] = {}  # replaced as a whole
    """The names of functions that templates call directly, with the attributes of the environment that they are."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template sees besides what it is given: the same for all that are loaded without more."""
        return super().make_globals(d) if d else self.globals

    def call_directly(self, functions: Mapping[str, Callable[..., object]]) -> None:
        """Let templates that are compiled from now on call functions by these names; the first argument is None."""
        self.direct = {name: f"direct_{index}" for index, name in enumerate(functions)}
        for name, function in functions.items():
            setattr(self, self.direct[name], function)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        for call in source.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in self.direct:
                call.node = nodes.EnvironmentAttribute(self.direct[call.node.name], lineno=call.lineno)
        if name and name.endswith(".html"):
            for written in source.find_all(nodes.TemplateData):
                written.data = _SPACES.sub(_one_space, written.data)
        return super()._generate(source, name, filename, defer_init)
