"""The single arguments of a search request, each read from what was given under its name, with notices of slips.

What they make together is a request, see `params`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.query.expansion import REWRITE_KINDS, RewriteKind
from indexer.query.parser import MAX_LENGTH
from indexer.query.results import SORTS, Sort

MAX_PAGE = 10**9
MAX_GROUP = 500
GROUPINGS = ("", "document", "session")
"""What results are grouped by."""

# C0 and C1 controls, line and paragraph separators, halves of surrogate pairs: nothing a query can mean.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True)
class Notice:
    """Something in a request that was not taken as it stands; `code` is for programs, `text` for people."""

    code: str
    text: str


def clean_line(text: str) -> str:
    """One line of printable text: control characters and runs of space become one space."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def read_query(given: list[str]) -> tuple[str, tuple[Notice, ...]]:
    """The query of a request: the first one given, cut when it is too long, with a notice of either."""
    texts = [text for text in map(clean_line, given) if text]
    q = texts[0] if texts else ""
    notices = []
    if len(texts) > 1:
        notices.append(Notice("query_repeated", "Several queries were given; the first one was used."))
    if len(q) > MAX_LENGTH:
        text = (
            f"The query has {len(q):,} characters; only the first {MAX_LENGTH:,} were searched. "
            "Shorten it to the words that matter."
        )
        notices.append(Notice("query_too_long", text))
        q = q[: MAX_LENGTH + 1].rpartition(" ")[0] or q[:MAX_LENGTH]
    return q, tuple(notices)


def read_exact(given: list[str]) -> tuple[tuple[RewriteKind, ...], tuple[Notice, ...]]:
    """The widenings that are off; `1` is all of them, anything else that is none is passed over with a notice."""
    names = {clean_line(value) for value in given} - {"", "0"}
    if "1" in names:
        return REWRITE_KINDS, ()
    known = tuple(name for name in REWRITE_KINDS if name in names)
    if len(known) == len(names):
        return known, ()
    text = f"Only these can be made exact: {', '.join(REWRITE_KINDS)}, or 1 for all."
    return known, (Notice("unknown_exact", text),)


def read_sort(given: list[str]) -> tuple[Sort, tuple[Notice, ...]]:
    """The order asked for; one that does not exist is the default, with a notice."""
    wanted = clean_line(given[0]) if given else ""
    if wanted in SORTS:
        return wanted, ()
    if not wanted:
        return "relevance", ()
    text = f"There is no order “{wanted[:60]}”; results are in the usual one. Choose from {', '.join(SORTS)}."
    return "relevance", (Notice("unknown_sort", text),)


def read_page(given: list[str]) -> tuple[int, tuple[Notice, ...]]:
    """The page asked for; what is not a number from 1 up is page 1, with a notice."""
    wanted = clean_line(given[0]) if given else ""
    if not wanted:
        return 1, ()
    if re.fullmatch(r"\+?[0-9]+", wanted, re.ASCII):
        page = min(int(wanted.lstrip("+0")[:11] or "0"), MAX_PAGE)
        if page:
            return page, ()
    text = f"There is no page “{wanted[:60]}”; this is the first page."
    return 1, (Notice("bad_page", text),)


def read_group(given: list[str]) -> tuple[str, tuple[Notice, ...]]:
    """How to group, and which group is opened; what does not exist is no grouping, with a notice."""
    wanted = clean_line(given[0]) if given else ""
    by, colon, key = wanted.partition(":")
    if by in GROUPINGS and (not colon or (by and key)):
        return wanted[:MAX_GROUP], ()
    text = f"Results cannot be grouped by “{wanted[:60]}”; choose document or session."
    return "", (Notice("unknown_group", text),)
