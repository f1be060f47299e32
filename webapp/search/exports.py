"""The model of the control that takes the references of a list of results away as a file."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.address.params import SearchRequest, request_pairs
from webapp.address.urls import Link
from webapp.shared.formats import DEFAULT_STYLE, MAX_REFERENCES, RESULT_FILES, STYLE_CHOICES


@dataclass(frozen=True)
class ExportControl:
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


def export_control(request: SearchRequest, shown: int, total: int) -> ExportControl:
    """The control for a search of which one page is shown."""
    return ExportControl(
        kept=request_pairs(request),
        shown=shown,
        total=total,
        most=MAX_REFERENCES,
        styles=STYLE_CHOICES,
        style=DEFAULT_STYLE,
        downloads=tuple(Link(one.label, f"/search{suffix}") for suffix, one in RESULT_FILES.items()),
    )
