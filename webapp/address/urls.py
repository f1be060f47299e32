"""Where things are on the site: the paths of pages, built in this one place.

Only addresses; what stands on a page is the views' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

from indexer.model import Passage
from indexer.query.results import FacetName
from indexer.registry import rows
from indexer.selections.selector import QuoteSelector, selector_parameters, text_fragment

from .params import SearchRequest, query_string
from .params import request_pairs as write_request

MEETINGS = "/meetings"
PEOPLE = "/people"
GLOSSARY = "/glossary"
COVERAGE = "/coverage"
BASKET = "/basket"
VERIFY = "/verify"
ANNOTATION_SUFFIX = ".jsonld"
CITE_ANCHOR = "cite"
"""The element id of what cites the passage of a page."""
QUOTE_ANCHOR = "quote"
"""The element id of the words that an address names, or of the notice that they are gone."""
_REMEMBERED = 10_000
"""Versions and paths kept in memory: a page states those of several hundred passages."""


VERSION_ARGUMENT = "v"
"""Argument with the version that was cited."""
MERGED_FROM_ARGUMENT = "from"
"""Argument with the passage that was cited, where it is a part of another one now."""


def with_arguments(path: str, arguments: Mapping[str, str]) -> str:
    """A path with the arguments of the address that led there."""
    return f"{path}?{urlencode(arguments)}"


def search_path(request: SearchRequest) -> str:
    """The results of a request."""
    return _with("/search", request)


def concordance_path(request: SearchRequest, order: str = "document", suffix: str = "") -> str:
    """The concordance of a request in an order, or the file of it with that suffix."""
    return _and(_with("/concordance" + suffix, request), {"by": order} if order != "document" else {})


def chart_path(request: SearchRequest, measure: str = "count") -> str:
    """The results of a request by year and by meeting, measured in passages or in their share."""
    return _and(_with("/chart", request), {"as": measure} if measure != "count" else {})


def matrix_path(request: SearchRequest, queries: Iterable[str] = (), suffix: str = "") -> str:
    """Several queries by meeting, with the filters of a request; or the file of it."""
    several = tuple(queries) or ((request.q,) if request.q else ())
    pairs = [("q", query) for query in several] + list(write_request(request.with_query("")))
    return f"/matrix{suffix}?{urlencode(pairs)}" if pairs else f"/matrix{suffix}"


def facet_path(name: FacetName, request: SearchRequest) -> str:
    """All values of one facet within a search."""
    return _with(f"/facet/{name}", request.with_page(1))


def passage_path(passage_id: str, trail: SearchRequest | None = None) -> str:
    """A passage in its document; `trail` is the search it was found by and is carried along."""
    return _with(_plain_path(passage_id), trail)


@lru_cache(maxsize=_REMEMBERED)
def _plain_path(passage_id: str) -> str:
    return f"/p/{quote(passage_id, safe='')}"


@lru_cache(maxsize=_REMEMBERED)
def text_version(text: str) -> str:
    """What a link says of the wording it was made for."""
    return rows.hash_text(text)[: rows.VERSION_LENGTH]


def permalink_path(passage: Passage) -> str:
    """The link to a passage that is given away: it tells later whether the wording has changed since."""
    return f"{passage_path(passage.id)}?{VERSION_ARGUMENT}={text_version(passage.text)}"


def selection_path(passage: Passage, chosen: QuoteSelector) -> str:
    """The link to words of a passage, without the directive for browsers that find words by themselves."""
    return f"{with_arguments(passage_path(passage.id), selection_arguments(passage, chosen))}#{QUOTE_ANCHOR}"


def selection_arguments(passage: Passage, chosen: QuoteSelector | None) -> Mapping[str, str]:
    """The arguments that name words of a passage in its wording of today; none for the whole of it."""
    return {VERSION_ARGUMENT: text_version(passage.text), **dict(selector_parameters(chosen))} if chosen else {}


def with_text_fragment(address: str, chosen: QuoteSelector) -> str:
    """The same with that directive, which counts before the element id and must therefore be unmistakable."""
    return address + text_fragment(chosen)


def styled_path(passage_id: str, style: str, kept: Iterable[tuple[str, str]] = ()) -> str:
    """The page of a passage with its reference in a style; what else stood in the address is kept."""
    before = urlencode(tuple(kept))
    return f"{passage_path(passage_id)}?{before}{'&' if before else ''}style={style}#{CITE_ANCHOR}"


def similar_path(passage_id: str) -> str:
    """Passages like a passage."""
    return f"{passage_path(passage_id)}/like"


def lineage_path(passage_id: str) -> str:
    """The wordings of a passage through the papers."""
    return f"{passage_path(passage_id)}/lineage"


def file_path(passage_id: str, suffix: str, words: Mapping[str, str] | None = None) -> str:
    """A file about a passage, or words of it: its permanent path with the suffix of the format behind it."""
    path = passage_path(passage_id) + suffix
    return with_arguments(path, words) if words else path


def document_path(document_id: str, part: int = 1) -> str:
    """A whole document, or one part of a very long one."""
    path = f"/d/{quote(document_id, safe='')}"
    return f"{path}?part={part}" if part > 1 else path


def meeting_path(meeting_id: str) -> str:
    """A meeting with its papers and sessions."""
    return f"/m/{quote(meeting_id, safe='')}"


def meetings_path(year: str = "", part: int = 1) -> str:
    """The list of all meetings, or a part of those of one year."""
    if not year:
        return MEETINGS
    return with_arguments(MEETINGS, {"year": year, "part": str(part)} if part > 1 else {"year": year})


def session_path(meeting_id: str, session_id: str) -> str:
    """A session of a meeting."""
    return f"{meeting_path(meeting_id)}/{quote(session_id, safe='')}"


def person_path(person_id: str) -> str:
    """A person."""
    return f"{PEOPLE}/{quote(person_id, safe='')}"


def basket_path(token: str) -> str:
    """A basket that is in the address as a whole."""
    return f"{BASKET}?b={token}"


def letter_path(path: str, letter: str) -> str:
    """The part of a long list that stands under one letter."""
    return f"{path}?letter={quote(letter, safe='')}"


def _with(path: str, request: SearchRequest | None) -> str:
    """A path with the request behind it; the page of the results is no part of a trail."""
    arguments = query_string(request) if request else ""
    return f"{path}?{arguments}" if arguments else path


def _and(path: str, arguments: Mapping[str, str]) -> str:
    """A path with further arguments behind those that it has."""
    return f"{path}{'&' if '?' in path else '?'}{urlencode(arguments)}" if arguments else path


@dataclass(frozen=True)
class Link:
    """A place to go to: its words and its address."""

    text: str
    url: str
