"""Tests of the environment of the templates."""

from __future__ import annotations

import markupsafe
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

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
