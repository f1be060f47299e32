"""Many references at once: what they share is written once, and each is still its own."""

from __future__ import annotations

import pytest

from indexer.references import STYLE_NAMES, StyleName, cite, cite_all, plain_text
from indexer.references.styles import _render
from tests.corpus_factory import SUMMARY, passage
from tests.references.made import REFERENCES, make_reference

PLACES: tuple[dict[str, object], ...] = (
    {},
    {"page": 4},
    {"page": 4, "page_label": "iv"},
    {"page": 4, "page_label": "A-3"},
    {"page": 4, "page_label": "4-5"},
    {"page": 4, "page_label": "12/13"},
)
PLACED = tuple(make_reference(passage(SUMMARY, 7 + at, "Words.", None, **facts)) for at, facts in enumerate(PLACES))


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_each_of_many_is_as_it_is_alone(style: StyleName) -> None:
    """In any company a reference is the same, in the order asked for, and names its own link."""
    many = [*PLACED, *REFERENCES, *reversed(PLACED)]
    written = list(cite_all(many, style))
    assert written == [cite(one, style) for one in many]
    assert all(one.link in plain_text(runs) for one, runs in zip(many, written, strict=True))


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_the_number_is_where_the_processor_puts_it(style: StyleName) -> None:
    """A page or paragraph that is put in afterwards stands as if the processor had been given it."""
    for one in PLACED:
        direct = _render(one, style, one.locator).rstrip()
        shown = "".join(sign for sign in direct.replace("\ue002", one.link) if sign not in "\ue000\ue001")
        assert plain_text(cite(one, style)) == shown
