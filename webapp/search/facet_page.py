"""The page that lists all values of one facet: counted within the search, sorted, and filtered by a few letters.

Counting is the engine's job. Each value links back to the search.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from indexer.query.results import UNDATED, FacetName, FacetValue
from indexer.speech.marking import marked
from indexer.speech.translation import MessageTable, current_speech
from indexer.suggest.entry import folded_key
from webapp.address import params, urls
from webapp.address.facet_links import FacetLinks
from webapp.address.params import SearchRequest
from webapp.shared import labels
from webapp.shared.alphabet import words_finder
from webapp.shared.models import SearchBox, search_box
from webapp.translations.collation import name_key

from .results import Choice

FacetOrder = Literal["count", "name"]
FACET_ORDERS: tuple[FacetOrder, ...] = get_args(FacetOrder)
ORDER_TITLES: Mapping[FacetOrder, str] = MessageTable(
    {"count": marked("Most passages first"), "name": marked("By name")}
)
VALUES_PER_PAGE = 500
"""Number of values on one page."""


@dataclass(frozen=True)
class FacetRow:
    """A value as a link that selects it, or removes the selection."""

    label: str
    hint: str
    count: int
    selected: bool
    excluded: bool
    url: str


@dataclass(frozen=True)
class FacetPage:
    """Everything that the page of a facet shows."""

    title: str
    box: SearchBox
    q: str
    letters: str
    hidden_fields: tuple[tuple[str, str], ...]
    """Hidden fields of the form that filters the list."""
    rows: tuple[FacetRow, ...]
    matching: int
    counted: str
    """How many values there are, as `16 people`."""
    orders: tuple[Choice, ...]
    parts: tuple[Choice, ...]
    back_url: str
    all_url: str
    """The unfiltered list."""
    complete: bool
    """Whether this page has all values, so that a script can filter them."""


def facet_page(
    name: FacetName,
    values: Sequence[FacetValue],
    search_request: SearchRequest,
    order: FacetOrder,
    letters: str,
    part: str,
    hints: dict[str, str],
) -> FacetPage:
    """Return the page with the values that match `letters`, sorted; an invalid part becomes the first."""
    shown = [replace(value, label=labels.value_label(name, value.value, value.label)) for value in values]
    matching = _matching(shown, letters, hints)
    if order == "name":
        language = current_speech().code
        matching.sort(key=lambda value: (name_key(value.label, language), value.value))
    matching.sort(key=lambda value: value.value == UNDATED)  # it is no year among the others, in whatever order
    parts = max(1, -(-len(matching) // VALUES_PER_PAGE))
    current_part = int(part) if part.isascii() and part.isdigit() and len(part) < 9 and 1 <= int(part) <= parts else 1
    values_on_page = matching[(current_part - 1) * VALUES_PER_PAGE : current_part * VALUES_PER_PAGE]

    def page_url(in_order: FacetOrder = order, find: str = letters, number: int = 1) -> str:
        """Return the URL of this list with another order, filter or part."""
        pairs: list[tuple[str, str]] = [("order", in_order)] if in_order != "count" else []
        pairs += [("find", find)] if find else []
        pairs += [("part", str(number))] if number > 1 else []
        path = urls.facet_path(name, search_request)
        return urls.with_more_arguments(path, dict(pairs))

    links = FacetLinks(search_request)
    numbers = range(1, parts + 1) if parts > 1 else ()
    return FacetPage(
        title=labels.FACET_TITLES[name],
        box=search_box(search_request),
        q=search_request.q,
        letters=letters,
        hidden_fields=(*params.request_pairs(search_request), *([("order", order)] if order != "count" else [])),
        rows=tuple(_row(name, value, links, hints.get(value.value, "")) for value in values_on_page),
        matching=len(matching),
        counted=labels.counted_values(name, len(values)),
        orders=tuple(Choice(ORDER_TITLES[listed], page_url(listed), listed == order) for listed in FACET_ORDERS),
        parts=tuple(Choice(str(number), page_url(number=number), number == current_part) for number in numbers),
        back_url=urls.search_path(search_request),
        all_url=page_url(find=""),
        complete=parts == 1 and not letters,
    )


def _matching(values: Sequence[FacetValue], letters: str, hints: dict[str, str]) -> list[FacetValue]:
    """Return the values whose label or hint has all of these words or parts of words, ignoring case and accents."""
    has_words = words_finder(letters)
    return [value for value in values if has_words(folded_key(f"{value.label} {hints.get(value.value, '')}"))]


def _row(name: FacetName, value: FacetValue, links: FacetLinks, hint: str) -> FacetRow:
    """Return a value as a row of the list."""
    url = (links.exclusion if value.excluded else links.selection)(name, value.value)
    return FacetRow(value.label, hint, value.count, value.selected, value.excluded, url)
