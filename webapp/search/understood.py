"""The model of how a query was taken: in plain words, in the grammar's form, with its problems and widenings.

What is wrong with a query and what it was taken to mean is found by the index side; here it gets its addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.query.expansion import REWRITE_KINDS, RewriteKind
from indexer.query.parser import ParsedQuery
from indexer.query.problems import Problem
from indexer.query.results import Expansion, ExpansionKind
from indexer.query.rewrite import RewrittenQuery
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link

UrlBuilder = Callable[[SearchRequest], str]
"""The address of a page that a request asks for: a way to look at results leads to itself."""

MAX_FORMS = 12
"""Forms of one word that are listed; the rest are counted."""
CONTEXT_CHARACTERS = 40
"""Characters of the query that are shown before and after a problem."""

_MEANINGS: dict[RewriteKind, tuple[str, str]] = {
    "stems": ("Other forms of the words count too:", "Only the forms typed"),
    "spellings": ("Other spellings count too, below what was typed:", "Only as spelt"),
    "acronyms": ("Short and long forms count too, below what was typed:", "Without short and long forms"),
    "symbols": ("Passages that name a document in another way count too:", "Only as typed"),
    "small": ("Small words need not be there.", "Only passages with every word"),
    "most": (
        "Nothing has all of the words: these come nearest.",
        "Only passages with all of the words",
    ),
}
_AGAIN: dict[RewriteKind, str] = {
    "stems": "Other forms of the words too",
    "spellings": "Other spellings too",
    "acronyms": "Short and long forms too",
    "symbols": "Documents named in other ways too",
    "small": "Small words may be missing",
    "most": "Most of the words, where nothing has all",
}
_BRIEFLY: dict[RewriteKind, str] = {
    "stems": "other forms of the words",
    "spellings": "other spellings",
    "acronyms": "short and long forms",
    "symbols": "other names of documents",
}
"""Widenings that bring in other words; which small words may be missing stands in the reading itself."""
_LISTS: dict[ExpansionKind, str] = {"pattern": "Words that fit:", "fuzzy": "Words spelt much like it:"}


@dataclass(frozen=True)
class ProblemView:
    """A slip in the query: the query around it, what is wrong, and a link that asks without it."""

    before: str
    piece: str
    after: str
    text: str
    suggestion: Link | None


@dataclass(frozen=True)
class ExpandedTerm:
    """A word of the query and what counts as it; `more` forms are not listed."""

    typed: str
    forms: tuple[str, ...]
    more: int
    cut: bool


@dataclass(frozen=True)
class ExpansionView:
    """One way in which a query was widened, with the switch that ends it."""

    text: str
    lines: tuple[ExpandedTerm, ...]
    switch: Link | None


@dataclass(frozen=True)
class QueryView:
    """How a query was taken."""

    words: str
    canonical: Link | None
    problems: tuple[ProblemView, ...]
    wider: tuple[ExpansionView, ...]
    also: str
    """Which widenings took place, in one sentence; empty where none did."""
    loose: bool
    """Whether nothing has what was asked for, and the nearest is shown."""
    narrow: tuple[Link, ...]
    """Switches that widen again what a reader has made exact; the last widens all again, where they are several."""


def query_view(
    understood: RewrittenQuery,
    expansions: tuple[Expansion, ...],
    request: SearchRequest,
    loose: bool = False,
    path: UrlBuilder = urls.search_path,
) -> QueryView | None:
    """How the query of a request was taken, `loose` where by most of its words; None where nothing was typed."""
    if not request.q:
        return None
    form = understood.canonical
    widened = tuple(_widened(understood, expansions, request, loose, path))
    return QueryView(
        words=understood.in_words if understood.node or understood.searchable else "",
        canonical=Link(form, path(request.with_query(form))) if form else None,
        problems=_problems(understood.parsed, request, path),
        wider=(*(wider for _, wider in widened), *_listed(expansions)),
        also=_also([name for name, _ in widened if name in _BRIEFLY]),
        loose=loose,
        narrow=_narrow(request, path),
    )


def _problems(parsed: ParsedQuery, request: SearchRequest, path: UrlBuilder) -> tuple[ProblemView, ...]:
    """The slips of a query; what several of them suggest stands beside the last of those."""
    last = {one.suggestion: one for one in parsed.problems if one.suggestion != parsed.text}
    return tuple(
        _problem(one, parsed.text, one.suggestion if last.get(one.suggestion) is one else None, request, path)
        for one in parsed.problems
    )


def _problem(problem: Problem, text: str, better: str | None, request: SearchRequest, path: UrlBuilder) -> ProblemView:
    """A slip with a little of the query on either side."""
    start, end = problem.start, max(problem.end, problem.start)
    left, right = max(0, start - CONTEXT_CHARACTERS), min(len(text), end + CONTEXT_CHARACTERS)
    return ProblemView(
        before=("…" if left else "") + text[left:start],
        piece=text[start:end]
        if end - start <= 2 * CONTEXT_CHARACTERS
        else text[start : start + 2 * CONTEXT_CHARACTERS] + "…",
        after=text[end:right] + ("…" if right < len(text) else ""),
        text=problem.text,
        suggestion=Link(better, path(request.with_query(better))) if better else None,
    )


def _also(names: list[RewriteKind]) -> str:
    """The widenings in one sentence."""
    first, *others = [_BRIEFLY[name] for name in names] or [""]
    return f"{first[0].upper()}{first[1:]} count too{''.join(f', and {one}' for one in others)}." if first else ""


def _widened(
    understood: RewrittenQuery, expansions: tuple[Expansion, ...], request: SearchRequest, loose: bool, path: UrlBuilder
) -> Iterator[tuple[RewriteKind, ExpansionView]]:
    """Each widening that took place, with its switch."""
    meant = (*understood.rewrites, *(understood.relaxed_terms if loose else ()))
    stems = [_line(one.typed, one.forms, one.cut) for one in expansions if one.kind == "stem"]
    for name in REWRITE_KINDS:
        lines = stems if name == "stems" else [_line(one.typed, one.alternatives) for one in meant if one.kind == name]
        if lines:
            text, off = _MEANINGS[name]
            switch = Link(off, path(request.with_exact_toggled(name)))
            yield name, ExpansionView(text, tuple(lines) if name in _BRIEFLY else (), switch)


def _listed(expansions: tuple[Expansion, ...]) -> Iterator[ExpansionView]:
    """What patterns and words with slips stand for: asked for by the reader, so there is nothing to switch off."""
    for kind, text in _LISTS.items():
        lines = tuple(_line(one.typed, one.forms, one.cut) for one in expansions if one.kind == kind)
        if lines:
            yield ExpansionView(text, lines, None)


def _line(typed: str, forms: tuple[str, ...], cut: bool = False) -> ExpandedTerm:
    return ExpandedTerm(typed, forms[:MAX_FORMS], max(len(forms) - MAX_FORMS, 0), cut)


def _narrow(request: SearchRequest, path: UrlBuilder) -> tuple[Link, ...]:
    """The links that take back that widenings are off."""
    each = tuple(Link(_AGAIN[name], path(request.with_exact_toggled(name))) for name in request.exact)
    return (*each, Link("All of these", path(request.with_all_expansions()))) if len(each) > 1 else each
