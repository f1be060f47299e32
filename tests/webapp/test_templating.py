"""Tests of the environment of the templates."""

from __future__ import annotations

import markupsafe
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader

from webapp.templating import Templates

_TEMPLATE = (
    "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}"
    "{{ value }}|{{ twice(value) }}|{% for each in value %}{{ each }}{% endfor %}"
)
_environment = Templates(Flask("pages"), autoescape=True)


@given(st.text(st.sampled_from("ab<>&\"'é \n"), max_size=20))
def test_text_is_escaped_as_by_markupsafe(text: str) -> None:
    """Whatever a template prints, also in macros and loops, has the characters that markupsafe gives it."""
    escaped = markupsafe.escape(text)
    assert _environment.from_string(_TEMPLATE).render(value=text) == f"{escaped}|{escaped}{escaped}|{escaped}"


def test_other_values_are_printed_as_by_markupsafe() -> None:
    """Numbers are written out, and what says that it is HTML is left as it is."""
    template = _environment.from_string("{{ number }} {{ nothing }} {{ html }}")
    assert template.render(number=1_000, nothing=None, html=markupsafe.Markup("<b>")) == "1000 None <b>"


def test_macros_are_called_with_whatever_they_take() -> None:
    """Macros of the template and of others take defaults, keywords, loops' variables and a block of the caller."""
    environment = Templates(Flask("pages"), autoescape=True)
    environment.loader = DictLoader(
        {
            "parts": "{% macro row(a, b=2) %}{{ a }}-{{ b }}{{ caller() if caller else '' }}{{ seen }}{% endmacro %}",
            "page": "{% from 'parts' import row %}{% macro own() %}{{ varargs|join }}{{ kwargs.k }}{% endmacro %}"
            "{% for x in xs %}{{ row(x) }} {{ row(b='<', a=x) }} {% call row(x) %}!{% endcall %}"
            "{{ own(1, x, k='&') }};{% endfor %}{{ given.upper() }}",
        }
    )
    environment.globals["seen"] = "."
    printed = environment.get_template("page").render(xs=[1, 2], given="a")
    assert printed == "1-2. 1-&lt;. 1-2!.11&amp;;2-2. 2-&lt;. 2-2!.12&amp;;A"


def test_what_a_template_is_loaded_with_is_its_own() -> None:
    """What all templates see is there in imported ones too; what one is loaded with besides stays with it."""
    environment = Templates(Flask("pages"), autoescape=True)
    parts = "{% macro told() %}{{ word }}{% endmacro %}"
    page = "{% from 'parts' import told %}{{ word }}{{ told() }}{{ more }}"
    environment.loader = DictLoader({"parts": parts, "page": page, "other": page})
    environment.globals["word"] = "a"
    assert environment.get_template("page", globals={"more": 1}).render() == "aa1"
    assert environment.get_template("other").render() == "aa"


def test_indentation_is_not_sent() -> None:
    """Spaces of a page's template are one, or one line break; what it prints, and other templates, keep theirs."""
    environment = Templates(Flask("pages"), autoescape=True)
    text = "<p>\n    {{ word }}  <b>a  b</b>\n\n  {{ word }} </p>"
    environment.loader = DictLoader({"page.html": text, "page.txt": text})
    printed = environment.get_template("page.html").render(word="x  \n y")
    assert printed == "<p>\nx  \n y <b>a b</b>\nx  \n y </p>"
    assert environment.get_template("page.txt").render(word="w") == text.replace("{{ word }}", "w")
