"""The page model of the form that downloads the references of a list of results."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.query.results import SearchResults
from webapp.address.params import SearchRequest, request_pairs
from webapp.address.urls import Link
from webapp.shared.formats import DEFAULT_STYLE, MAX_REFERENCES, RESULT_FILES, STYLE_CHOICES


@dataclass(frozen=True)
class ExportControl:
    """The references on offer: how many, and in which styles and formats."""

    hidden_fields: tuple[tuple[str, str], ...]
    """The search as hidden form fields."""
    on_page: int
    total: int
    with_most_words: int
    """How many of them lack a word of the query."""
    max_references: int
    """References in one file at most."""
    styles: tuple[tuple[str, str], ...]
    style: str
    downloads: tuple[Link, ...]


def export_control(request: SearchRequest, on_page: int, results: SearchResults) -> ExportControl:
    """Return the form for a search of which one page is shown."""
    return ExportControl(
        hidden_fields=request_pairs(request),
        on_page=on_page,
        total=results.total,
        with_most_words=results.with_most_words,
        max_references=MAX_REFERENCES,
        styles=STYLE_CHOICES,
        style=DEFAULT_STYLE,
        downloads=tuple(Link(file_format.label, f"/search{suffix}") for suffix, file_format in RESULT_FILES.items()),
    )
