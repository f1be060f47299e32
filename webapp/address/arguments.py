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
from indexer.speech.translation import current_speech, gettext

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
    "too_many_words",
    "no_phrases",
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
        notices.append(Notice("query_repeated", gettext("Only the first of several queries was used.")))
    if len(q) > MAX_QUERY_LENGTH:
        number = current_speech().number
        text = gettext(
            "The query has %(length)s characters; only the first %(limit)s were searched. "
            "Shorten it to the words that matter.",
            length=number(len(q)),
            limit=number(MAX_QUERY_LENGTH),
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
    text = gettext("“exact” can be %(choices)s, or 1 for all.", choices=", ".join(REWRITE_KINDS))
    return switched_off, (Notice("unknown_exact", text),)


def read_words(values: list[str], exact: list[str]) -> tuple[WordsNeeded, tuple[Notice, ...]]:
    """Return how many of the words a passage must have; all where `exact` says 1 and nothing else is said."""
    typed = clean_line(values[0]) if values else ""
    is_strict = not {"1", FORMER_MOST}.isdisjoint(map(clean_line, exact))
    needed = next((needed for needed in WORDS_NEEDED if needed == typed), None)
    if needed or not typed:
        return needed or ("all" if is_strict else "most"), ()
    choices = ", ".join(WORDS_NEEDED)
    text = gettext("“words” cannot be “%(typed)s”. Choose from %(choices)s.", typed=typed[:60], choices=choices)
    return "most", (Notice("unknown_words", text),)


def read_sort(values: list[str]) -> tuple[Sort, tuple[Notice, ...]]:
    """Return the sort order; an unknown one becomes the default, with a notice."""
    sort = clean_line(values[0]) if values else ""
    if sort in SORTS:
        return sort, ()
    if not sort:
        return "relevance", ()
    text = gettext(
        "“%(typed)s” is not a sort order, so the usual order was used. Choose from %(choices)s.",
        typed=sort[:60],
        choices=", ".join(SORTS),
    )
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
    text = gettext("There is no page “%(typed)s”. This is the first page.", typed=typed[:60])
    return 1, (Notice("bad_page", text),)


def read_size(values: list[str]) -> tuple[int, tuple[Notice, ...]]:
    """Return how many results a page shows; a number that is not on offer becomes the default, with a notice."""
    typed = clean_line(values[0]) if values else ""
    size = next((size for size in PAGE_SIZES if str(size) == typed), 0)
    if size or not typed:
        return size or PAGE_SIZE, ()
    offered = ", ".join(map(str, PAGE_SIZES))
    text = gettext(
        "“%(typed)s” is not a number of results. Choose from %(choices)s.", typed=typed[:60], choices=offered
    )
    return PAGE_SIZE, (Notice("unknown_size", text),)


def read_group(values: list[str]) -> tuple[str, tuple[Notice, ...]]:
    """Return the grouping, with the key of the open group if any; an unknown grouping becomes none, with a notice."""
    group = clean_line(values[0]) if values else ""
    grouping, colon, key = group.partition(":")
    if grouping in GROUPINGS and (not colon or (grouping and key)):
        return group[:MAX_GROUP], ()
    text = gettext("Results cannot be grouped by “%(typed)s”. Choose document or session.", typed=group[:60])
    return "", (Notice("unknown_group", text),)
