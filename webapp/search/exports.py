"""The model of the control that takes the references of a list of results away as a file."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.address.params import SearchRequest, write
from webapp.address.urls import Link
from webapp.shared.formats import DEFAULT_STYLE, MOST, RESULT_FILES, STYLE_CHOICES


@dataclass(frozen=True)
class Exports:
    """References to results: of how many, in which styles and formats."""

    kept: tuple[tuple[str, str], ...]
    """The search, as fields of a form."""
    shown: int
    total: int
    most: int
    """References that one file holds."""
    styles: tuple[tuple[str, str], ...]
    style: str
    downloads: tuple[Link, ...]


def exports(request: SearchRequest, shown: int, total: int) -> Exports:
    """The control for a search of which one page is shown."""
    return Exports(
        kept=write(request),
        shown=shown,
        total=total,
        most=MOST,
        styles=STYLE_CHOICES,
        style=DEFAULT_STYLE,
        downloads=tuple(Link(one.label, f"/search{suffix}") for suffix, one in RESULT_FILES.items()),
    )
