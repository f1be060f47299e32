"""Parsers for the single arguments of a search request, each with notices about values that were not accepted.

`params` combines them into a request.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from indexer.query.expansion import REWRITE_KINDS, RewriteKind
from indexer.query.parser import MAX_QUERY_LENGTH
from indexer.query.results import PAGE_SIZE, SORTS, WORDS_NEEDED, Sort, WordsNeeded

MAX_PAGE = 10**9
"""The highest page number: beyond any last page, and small enough for offsets to stay 64-bit integers."""
MAX_GROUP = 500
"""The most characters of a group's name, more than ids have: each link of the page repeats it."""
FORMER_MOST = "most"
"""The expansion that earlier addresses switched off to keep to passages with all words."""
GROUPINGS = ("", "document", "session")
"""What results can be grouped by."""
PAGE_SIZES = (PAGE_SIZE, 25, 50)
"""How many results a page can show."""

# C0 and C1 controls, line and paragraph separators, lone surrogates: never part of a query.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


NoticeCode = Literal[
    "query_repeated",
    "query_too_long",
    "query_read",
    "empty_query",
    "too_many_queries",
    "unknown_exact",
    "unknown_words",
    "unknown_sort",
    "unknown_value",
    "excluded_and_chosen",
    "unknown_group",
    "unknown_size",
    "bad_page",
    "page_past_end",
]


@dataclass(frozen=True)
class Notice:
    """A message about part of a request that was not accepted as given; `code` is for programs, `text` for people."""

    code: NoticeCode
    text: str


def clean_line(text: str) -> str:
    """Return a text as one line: control characters and runs of white space become one space."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def read_query(values: list[str]) -> tuple[str, tuple[Notice, ...]]:
    """Return the first query given, cut at a word to `MAX_QUERY_LENGTH` characters; a notice says what was left out."""
    texts = [text for text in map(clean_line, values) if text]
    q = texts[0] if texts else ""
    notices = []
    if len(texts) > 1:
        notices.append(Notice("query_repeated", "Only the first of several queries was used."))
    if len(q) > MAX_QUERY_LENGTH:
        text = (
            f"The query has {len(q):,} characters; only the first {MAX_QUERY_LENGTH:,} were searched. "
            "Shorten it to the words that matter."
        )
        notices.append(Notice("query_too_long", text))
        q = q[: MAX_QUERY_LENGTH + 1].rpartition(" ")[0] or q[:MAX_QUERY_LENGTH]
    return q, tuple(notices)


def read_exact(values: list[str]) -> tuple[tuple[RewriteKind, ...], tuple[Notice, ...]]:
    """Return the expansions that are switched off; `1` means all. Unknown names are ignored with a notice."""
    names = {clean_line(value) for value in values} - {"", "0", FORMER_MOST}
    if "1" in names:
        return REWRITE_KINDS, ()
    switched_off = tuple(name for name in REWRITE_KINDS if name in names)
    if len(switched_off) == len(names):
        return switched_off, ()
    text = f"“exact” can be {', '.join(REWRITE_KINDS)}, or 1 for all."
    return switched_off, (Notice("unknown_exact", text),)


def read_words(values: list[str], exact: list[str]) -> tuple[WordsNeeded, tuple[Notice, ...]]:
    """Return how many of the words a passage must have; all where `exact` says 1 and nothing else is said."""
    typed = clean_line(values[0]) if values else ""
    is_strict = not {"1", FORMER_MOST}.isdisjoint(map(clean_line, exact))
    needed = next((needed for needed in WORDS_NEEDED if needed == typed), None)
    if needed or not typed:
        return needed or ("all" if is_strict else "most"), ()
    text = f"“words” cannot be “{typed[:60]}”. Choose from {', '.join(WORDS_NEEDED)}."
    return "most", (Notice("unknown_words", text),)


def read_sort(values: list[str]) -> tuple[Sort, tuple[Notice, ...]]:
    """Return the sort order; an unknown one becomes the default, with a notice."""
    sort = clean_line(values[0]) if values else ""
    if sort in SORTS:
        return sort, ()
    if not sort:
        return "relevance", ()
    text = f"“{sort[:60]}” is not a sort order, so the usual order was used. Choose from {', '.join(SORTS)}."
    return "relevance", (Notice("unknown_sort", text),)


def read_page(values: list[str]) -> tuple[int, tuple[Notice, ...]]:
    """Return the page number; anything that is not a number from 1 up becomes 1, with a notice."""
    typed = clean_line(values[0]) if values else ""
    if not typed:
        return 1, ()
    if re.fullmatch(r"\+?[0-9]+", typed, re.ASCII):
        page = min(int(typed.lstrip("+0")[:11] or "0"), MAX_PAGE)
        if page:
            return page, ()
    text = f"There is no page “{typed[:60]}”. This is the first page."
    return 1, (Notice("bad_page", text),)


def read_size(values: list[str]) -> tuple[int, tuple[Notice, ...]]:
    """Return how many results a page shows; a number that is not on offer becomes the default, with a notice."""
    typed = clean_line(values[0]) if values else ""
    size = next((size for size in PAGE_SIZES if str(size) == typed), 0)
    if size or not typed:
        return size or PAGE_SIZE, ()
    offered = ", ".join(map(str, PAGE_SIZES))
    return PAGE_SIZE, (Notice("unknown_size", f"“{typed[:60]}” is not a number of results. Choose from {offered}."),)


def read_group(values: list[str]) -> tuple[str, tuple[Notice, ...]]:
    """Return the grouping, with the key of the open group if any; an unknown grouping becomes none, with a notice."""
    group = clean_line(values[0]) if values else ""
    grouping, colon, key = group.partition(":")
    if grouping in GROUPINGS and (not colon or (grouping and key)):
        return group[:MAX_GROUP], ()
    text = f"Results cannot be grouped by “{group[:60]}”. Choose document or session."
    return "", (Notice("unknown_group", text),)
