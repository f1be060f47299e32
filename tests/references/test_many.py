"""Many references at once: shared text is written once, and each reference is still its own."""

from __future__ import annotations

import pytest

from indexer.references import STYLE_NAMES, StyleName, cite, cite_all, plain_text
from indexer.references.punctuation import settle
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
    """Each of many references is the same as alone, in the order asked for, and has its own link."""
    many = [*PLACED, *REFERENCES, *reversed(PLACED)]
    written = list(cite_all(many, style))
    assert written == [cite(reference, style) for reference in many]
    assert all(reference.link in plain_text(runs) for reference, runs in zip(many, written, strict=True))


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_the_number_is_where_the_processor_puts_it(style: StyleName) -> None:
    """A page or passage that is filled in later stands as if the processor had written it."""
    for reference in PLACED:
        direct = settle(_render(reference, style, reference.locator))
        direct = direct.removesuffix(".") if direct.endswith("\ue002.") else direct
        expected = "".join(
            character for character in direct.replace("\ue002", reference.link) if character not in "\ue000\ue001"
        )
        assert plain_text(cite(reference, style)) == expected
