"""All values of one facet on a page of their own: counted within the search, sorted, and filtered by a few letters.

Counting is the engine's business. Each value is a link back into the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlencode

from indexer.meetings.labels import natural_key
from indexer.query.results import FacetName, FacetValue
from indexer.suggest.entry import folded_key
from webapp.address import params, urls
from webapp.address.params import SearchRequest
from webapp.shared import labels

from .results import Choice

FacetOrder = Literal["count", "name"]
FACET_ORDERS: tuple[FacetOrder, ...] = get_args(FacetOrder)
ORDER_TITLES: dict[FacetOrder, str] = {"count": "Most passages first", "name": "By name"}
VALUES_PER_PAGE = 500
"""Values on one page."""


@dataclass(frozen=True)
class FacetRow:
    """A value as a link that chooses it, or takes the choice back."""

    label: str
    hint: str
    count: int
    chosen: bool
    left_out: bool
    url: str


@dataclass(frozen=True)
class FacetPage:
    """Everything that the page of a facet shows."""

    title: str
    q: str
    wanted: str
    kept: tuple[tuple[str, str], ...]
    """What a form that filters the list sends along."""
    rows: tuple[FacetRow, ...]
    found: int
    every: int
    orders: tuple[Choice, ...]
    parts: tuple[Choice, ...]
    back_url: str
    all_url: str
    """The list without the letters that it is filtered by."""
    whole: bool
    """Whether all values stand on this page, so that a script can filter them."""


def facet_page(
    name: FacetName,
    values: Sequence[FacetValue],
    asked: SearchRequest,
    order: FacetOrder,
    wanted: str,
    part: str,
    hints: dict[str, str],
) -> FacetPage:
    """Sort the values and keep those with the wanted letters; a part that does not exist is the first."""
    key = folded_key(wanted)
    fit = [one for one in values if key in f"{folded_key(one.label)} {folded_key(hints.get(one.value, ''))}"]
    if order == "name":
        fit.sort(key=lambda one: (natural_key(one.label), one.value))
    parts = max(1, -(-len(fit) // VALUES_PER_PAGE))
    at = int(part) if part.isascii() and part.isdigit() and len(part) < 9 and 1 <= int(part) <= parts else 1

    def here(in_order: FacetOrder = order, letters: str = wanted, number: int = 1) -> str:
        """The address of this list in another order, with other letters, another part of it."""
        pairs: list[tuple[str, str]] = [("order", in_order)] if in_order != "count" else []
        pairs += [("find", letters)] if letters else []
        pairs += [("part", str(number))] if number > 1 else []
        path = urls.facet_path(name, asked)
        return path + (("&" if "?" in path else "?") + urlencode(pairs) if pairs else "")

    return FacetPage(
        title=labels.FACET_TITLES[name],
        q=asked.q,
        wanted=wanted,
        kept=(*params.request_pairs(asked), *([("order", order)] if order != "count" else [])),
        rows=tuple(
            _row(name, one, asked, hints.get(one.value, ""))
            for one in fit[(at - 1) * VALUES_PER_PAGE : at * VALUES_PER_PAGE]
        ),
        found=len(fit),
        every=len(values),
        orders=tuple(Choice(ORDER_TITLES[one], here(one), one == order) for one in FACET_ORDERS),
        parts=tuple(Choice(str(one), here(number=one), one == at) for one in range(1, parts + 1)) if parts > 1 else (),
        back_url=urls.search_path(asked),
        all_url=here(letters=""),
        whole=parts == 1 and not wanted,
    )


def _row(name: FacetName, value: FacetValue, asked: SearchRequest, hint: str) -> FacetRow:
    """A value as it is listed."""
    toggle = asked.with_exclusion_toggled if value.excluded else asked.with_value_toggled
    url = urls.search_path(toggle(name, value.value))
    return FacetRow(value.label, hint, value.count, value.selected, value.excluded, url)
