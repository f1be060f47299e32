"""A reference as a page shows it: in one style, with the other styles to choose from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from indexer.references import (
    STYLE_LABELS,
    STYLE_NAMES,
    Reference,
    ReferenceRun,
    StyleName,
    cite,
    plain_text,
)

CITATION_CACHE_SIZE = 1024
"""References kept in memory, because writing one takes as long as the rest of its page."""


@dataclass(frozen=True)
class StyleChoice:
    """A citation style to choose."""

    name: StyleName
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class CitedView:
    """A reference in one style, with its italics and as plain text."""

    style: str
    label: str
    runs: tuple[ReferenceRun, ...]
    text: str


def style_named(name: str | None) -> StyleName | None:
    """Return the style of a name, or None when there is no such style."""
    return next((style for style in STYLE_NAMES if style == name), None)


def style_choices(current: StyleName, url: Callable[[StyleName], str]) -> tuple[StyleChoice, ...]:
    """Return all styles with their addresses; `url` returns that of a style."""
    return tuple(StyleChoice(name, STYLE_LABELS[name], url(name), name == current) for name in STYLE_NAMES)


@lru_cache(maxsize=CITATION_CACHE_SIZE)
def citation_view(reference: Reference, style: StyleName) -> CitedView:
    """Return a reference in a style."""
    runs = cite(reference, style)
    return CitedView(style, STYLE_LABELS[style], runs, plain_text(runs))
