"""The URLs of the site: the only module that builds paths.

What a page shows belongs to the page models.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import quote, urlencode

from indexer.model import Passage
from indexer.query.results import FacetName
from indexer.registry import rows
from indexer.selections.selector import QuoteSelector, selector_parameters, text_fragment

from .params import SearchRequest, request_pairs

SEARCH = "/search"
STATEMENT = "/search/statement"
MEETINGS = "/meetings"
PEOPLE = "/people"
ORGANISATIONS = "/organisations"
COUNTRIES = "/countries"
BODY_LISTS: Mapping[FacetName, str] = MappingProxyType({"organisation": ORGANISATIONS, "country": COUNTRIES})
GLOSSARY = "/glossary"
COVERAGE = "/coverage"
BASKET = "/basket"
HELP = "/help"
VERIFY = "/verify"
ABOUT = "/about"
OEMBED = "/oembed"
LOGO = "/logo"
CITE_ANCHOR = "cite"
"""Element id of the section with the passage's reference."""
QUOTE_ANCHOR = "quote"
"""Element id of the words that the URL names, or of the notice that they are gone."""
_CACHE_SIZE = 10_000
"""Versions and paths cached: a page shows those of several hundred passages."""


VERSION_ARGUMENT = "v"
"""Name of the argument with the cited version."""
AS_OF_ARGUMENT = "asof"
"""Name of the argument with the build that a search is to be counted in."""
READING_ARGUMENT = "reading"
"""Name of the argument that says how the query was understood; see `indexer.frozen.understanding`."""
ALONE_ARGUMENT = "alone"
"""Says with `1` that the page of a passage shows it without the passages around it."""
PASSAGE_ARGUMENT = "passage"
"""Name of the argument with the passage that is marked on a page of the original."""
PICTURE_SUFFIX = ".webp"
MERGED_FROM_ARGUMENT = "from"
"""Name of the argument with the cited passage where it has been merged into another."""


def with_arguments(path: str, arguments: Mapping[str, str]) -> str:
    """Return a path with arguments behind it, if there are any."""
    return f"{path}?{urlencode(arguments)}" if arguments else path


def report_path(ticket: str) -> str:
    """Return the path of the report on a draft, which only those know who have its ticket."""
    return f"{VERIFY}/{quote(ticket, safe='')}"


def report_deletion_path(ticket: str) -> str:
    """Return the path at which a report is deleted."""
    return f"{report_path(ticket)}/delete"


def search_path(request: SearchRequest) -> str:
    """Return the path of the results of a request."""
    return _with_request(SEARCH, request)


def statement_path(request: SearchRequest, suffix: str = "", frozen: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the path of the statement on a search, or of its file; `frozen` are the arguments of a past build."""
    return with_more_arguments(_with_request(STATEMENT + suffix, request.with_page(1)), frozen)


def frozen_path(request: SearchRequest, frozen: Mapping[str, str]) -> str:
    """Return the path of the results of a request as they were in a past build."""
    return with_more_arguments(_with_request(SEARCH, request), frozen)


def concordance_path(request: SearchRequest, order: str = "document", suffix: str = "") -> str:
    """Return the path of a request's concordance in an order, or of its file with that suffix."""
    return with_more_arguments(
        _with_request("/concordance" + suffix, request), {"by": order} if order != "document" else {}
    )


def chart_path(request: SearchRequest, measure: str = "count") -> str:
    """Return the path of a request's chart, measured in passages or in their share."""
    return with_more_arguments(_with_request("/chart", request), {"as": measure} if measure != "count" else {})


def words_path(request: SearchRequest, words: Iterable[str] = (), by: str = "", suffix: str = "") -> str:
    """Return the path of the words of a request, or of their file; with `words`, of the share of these over time.

    They are `terms` in the address, where `words` says how many words of the query a passage needs.
    """
    arguments = {"terms": ", ".join(words), "by": by}
    return with_more_arguments(
        _with_request(f"/words{suffix}", request), {name: value for name, value in arguments.items() if value}
    )


def matrix_path(request: SearchRequest, queries: Iterable[str] = (), suffix: str = "") -> str:
    """Return the path of the matrix of several queries with the filters of a request, or of its file."""
    all_queries = tuple(queries) or ((request.q,) if request.q else ())
    pairs = [("q", query) for query in all_queries] + list(request_pairs(request.with_query("")))
    return f"/matrix{suffix}?{urlencode(pairs)}" if pairs else f"/matrix{suffix}"


def facet_path(name: FacetName, request: SearchRequest) -> str:
    """Return the path of the list of all values of a facet within a search."""
    return _with_request(f"/facet/{name}", request.with_page(1))


def passage_path(passage_id: str, trail: SearchRequest | None = None) -> str:
    """Return the path of a passage in its document; `trail` is the search that led to it and is kept in the URL."""
    return _with_request(_cached_path(passage_id), trail)


@lru_cache(maxsize=_CACHE_SIZE)
def _cached_path(passage_id: str) -> str:
    """Return the path of a passage without a search."""
    return f"/p/{quote(passage_id, safe='')}"


@lru_cache(maxsize=_CACHE_SIZE)
def text_version(text: str) -> str:
    """Return the version of a passage's text, as links carry it."""
    return rows.hash_text(text)[: rows.VERSION_LENGTH]


def permalink_path(passage: Passage) -> str:
    """Return the permanent link to a passage; its version shows later whether the text has changed."""
    return f"{passage_path(passage.id)}?{VERSION_ARGUMENT}={text_version(passage.text)}"


def cited_path(passage_id: str, version: str) -> str:
    """Return the link to a wording of a passage that it may have no more; without a version, to the passage."""
    path = passage_path(passage_id)
    return with_arguments(path, {VERSION_ARGUMENT: version}) if version else path


def feed_path(request: SearchRequest) -> str:
    """Return the path of the feed of a search."""
    return _with_request(f"{SEARCH}.atom", request.searched().with_group(""))


def selection_path(passage: Passage, selector: QuoteSelector) -> str:
    """Return the link to words of a passage, without the text fragment that only browsers read."""
    return f"{with_arguments(passage_path(passage.id), selection_arguments(passage, selector))}#{QUOTE_ANCHOR}"


def selection_arguments(passage: Passage, selector: QuoteSelector | None) -> Mapping[str, str]:
    """Return the arguments that name words of a passage in its current text; none for the whole passage."""
    return {VERSION_ARGUMENT: text_version(passage.text), **dict(selector_parameters(selector))} if selector else {}


def with_text_fragment(address: str, selector: QuoteSelector) -> str:
    """Return a URL with a text fragment; browsers prefer it to the element id, so it must be unambiguous."""
    return address + text_fragment(selector)


def styled_path(passage_id: str, style: str, kept_arguments: Iterable[tuple[str, str]] = ()) -> str:
    """Return the path of a passage with its reference in a style; the other arguments are kept."""
    query = urlencode(tuple(kept_arguments))
    return f"{passage_path(passage_id)}?{query}{'&' if query else ''}style={style}#{CITE_ANCHOR}"


def similar_path(passage_id: str) -> str:
    """Return the path of the passages similar to a passage."""
    return f"{passage_path(passage_id)}/like"


def lineage_path(passage_id: str) -> str:
    """Return the path of the wordings of a passage across papers."""
    return f"{passage_path(passage_id)}/lineage"


def file_path(passage_id: str, suffix: str, words: Mapping[str, str] | None = None) -> str:
    """Return the path of a file about a passage, or about words of it: its permanent path with the format's suffix."""
    path = passage_path(passage_id) + suffix
    return with_arguments(path, words) if words else path


def document_path(document_id: str, part: int = 1) -> str:
    """Return the path of a document, or of one part of a very long one."""
    path = f"/d/{quote(document_id, safe='')}"
    return f"{path}?part={part}" if part > 1 else path


def original_path(document_id: str) -> str:
    """Return the path of the file that a document was read from."""
    return f"{document_path(document_id)}/original"


def place_in_original_path(passage_id: str, suffix: str = "") -> str:
    """Return the path of the place of a passage in the file, or of a picture of it."""
    return f"{passage_path(passage_id)}/original{suffix}"


def original_page_path(document_id: str, page: int, passage_id: str = "", suffix: str = "") -> str:
    """Return the path of a page of the file of a document, counted from 1, with a passage marked; or of its picture."""
    path = f"{document_path(document_id)}/page/{page}{suffix}"
    return with_arguments(path, {PASSAGE_ARGUMENT: passage_id}) if passage_id else path


def paper_file_path(path: str, suffix: str) -> str:
    """Return the path of a document as a file: its own path with the suffix of a format, as `.tei.xml`."""
    return path + suffix


def help_path(topic: str) -> str:
    """Return the path of a help page."""
    return f"{HELP}/{topic}"


def meeting_path(meeting_id: str) -> str:
    """Return the path of a meeting."""
    return f"/m/{quote(meeting_id, safe='')}"


def meetings_path(year: str = "", part: int = 1) -> str:
    """Return the path of the list of meetings, or of one part of a year."""
    if not year:
        return MEETINGS
    return with_arguments(MEETINGS, {"year": year, "part": str(part)} if part > 1 else {"year": year})


def session_path(meeting_id: str, session_id: str) -> str:
    """Return the path of a session of a meeting."""
    return f"{meeting_path(meeting_id)}/{quote(session_id, safe='')}"


def correction_path(document_id: str) -> str:
    """Return the path of the page that corrects facts of a document."""
    return f"{document_path(document_id)}/correct"


def person_path(person_id: str) -> str:
    """Return the path of a person."""
    return f"{PEOPLE}/{quote(person_id, safe='')}"


def body_path(facet: FacetName, name: str) -> str:
    """Return the path of an organisation or a country, which is known by its name alone."""
    return f"{BODY_LISTS[facet]}/{quote(name, safe='')}"


def basket_path(token: str) -> str:
    """Return the path of a basket that is encoded in the URL."""
    return f"{BASKET}?b={token}"


def letter_path(path: str, letter: str) -> str:
    """Return the path of the part of a long list under one letter."""
    return f"{path}?letter={quote(letter, safe='')}"


def _with_request(path: str, request: SearchRequest | None) -> str:
    """Return a path with a request behind it."""
    arguments = request.query_string if request else ""
    return f"{path}?{arguments}" if arguments else path


def with_more_arguments(path: str, arguments: Mapping[str, str]) -> str:
    """Return a path with further arguments behind those it has."""
    return f"{path}{'&' if '?' in path else '?'}{urlencode(arguments)}" if arguments else path


@dataclass(frozen=True)
class Link:
    """A link: its text and its URL."""

    text: str
    url: str
