"""The page model of the form that downloads a list of results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.address.params import SearchRequest, request_pairs
from webapp.shared.formats import DEFAULT_STYLE, RESULT_FILES, STYLE_CHOICES


@dataclass(frozen=True)
class FileChoice:
    """A format to download."""

    text: str
    url: str
    most: int | None
    """How many results its file holds, where there are more of them than that."""


@dataclass(frozen=True)
class ExportControl:
    """The results on offer: how many, and in which styles and formats."""

    hidden_fields: tuple[tuple[str, str], ...]
    """The search as hidden form fields."""
    on_page: int
    total: int
    with_most_words: int
    """How many of them lack a word of the query."""
    styles: tuple[tuple[str, str], ...]
    style: str
    downloads: tuple[FileChoice, ...]


def export_control(
    request: SearchRequest, on_page: int, total: int, with_most_words: int = 0, past: Mapping[str, str] | None = None
) -> ExportControl:
    """Return the form for a search of which one page is shown; `past` are the arguments of a past build."""
    return ExportControl(
        hidden_fields=(*request_pairs(request), *(past or {}).items()),
        on_page=on_page,
        total=total,
        with_most_words=with_most_words,
        styles=STYLE_CHOICES,
        style=DEFAULT_STYLE,
        downloads=tuple(
            FileChoice(
                file_format.label,
                f"/search{suffix}",
                file_format.most if file_format.most and file_format.most < total else None,
            )
            for suffix, file_format in RESULT_FILES.items()
        ),
    )
