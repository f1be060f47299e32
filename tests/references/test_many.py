"""Many references at once: shared text is written once, and each reference is still its own."""

from __future__ import annotations

from functools import cache

import pytest
from citeproc import model

from indexer.references import STYLE_NAMES, StyleName, cite, cite_all, plain_text, styles
from indexer.references.processor import unprepared_style
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


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_what_a_style_is_told_of_itself_changes_no_text(style: StyleName, monkeypatch: pytest.MonkeyPatch) -> None:
    """A style that was told what depends on it alone writes each reference as the processor writes it with its own."""
    references = (*PLACED, *REFERENCES)
    told = [_render(reference, style, reference.locator) for reference in references]
    monkeypatch.setattr(styles, "loaded_style", cache(unprepared_style))
    assert told == [_render(reference, style, reference.locator) for reference in references]


def test_a_style_is_asked_once_what_depends_on_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a second reference the processor looks up no macro and no term, nor whether a group can print anything."""
    first, second = REFERENCES[:2]
    for style in STYLE_NAMES:
        _render(first, style, first.locator)
    asked: list[str] = []
    search = model.CitationStylesElement.xpath_search

    def noted(element: object, expression: str) -> object:
        asked.append(expression)
        return search(element, expression)

    monkeypatch.setattr(model.CitationStylesElement, "xpath_search", noted)
    monkeypatch.setattr(model.Parent, "calls_variable", lambda _self: asked.append("calls_variable"))
    for style in STYLE_NAMES:
        _render(second, style, second.locator)
    assert not [each for each in asked if "macro" in each or "cs:term" in each or each == "calls_variable"]
