"""The model of how a query was taken: in plain words, in the grammar's form, with its problems and widenings.

What is wrong with a query and what it was taken to mean is found by the index side; here it gets its addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.engine.problems import Problem
from indexer.engine.query import Parsed
from indexer.engine.results import Expansion, ExpansionKind
from indexer.understanding import Understood
from indexer.widening import WIDENINGS, Widening

from . import links
from .params import SearchRequest
from .view import Link

SHOWN_FORMS = 12
"""Forms of one word that are listed; the rest are counted."""
AROUND = 40
"""Characters of the query that are shown before and after a problem."""

_MEANINGS: dict[Widening, tuple[str, str]] = {
    "stems": ("Other forms of the words count too:", "Only the forms typed"),
    "acronyms": ("Short and long forms count too, below what was typed:", "Without short and long forms"),
    "symbols": ("Passages that name a document in another way count too:", "Only as typed"),
}
_BRIEFLY: dict[Widening, str] = {
    "stems": "other forms of the words",
    "acronyms": "short and long forms",
    "symbols": "other names of documents",
}
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
class Line:
    """A word of the query and what counts as it; `more` forms are not listed."""

    typed: str
    forms: tuple[str, ...]
    more: int
    cut: bool


@dataclass(frozen=True)
class Wider:
    """One way in which a query was widened, with the switch that ends it."""

    text: str
    lines: tuple[Line, ...]
    switch: Link | None


@dataclass(frozen=True)
class UnderstoodView:
    """How a query was taken."""

    words: str
    canonical: Link | None
    problems: tuple[ProblemView, ...]
    wider: tuple[Wider, ...]
    also: str
    """Which widenings took place, in one sentence; empty where none did."""
    narrow: tuple[Link, ...]
    """Switches that widen again what a reader has made exact."""


def understood_view(
    understood: Understood, expansions: tuple[Expansion, ...], request: SearchRequest
) -> UnderstoodView | None:
    """How the query of a request was taken; None where nothing was typed."""
    if not request.q:
        return None
    form = understood.canonical
    widened = tuple(_widened(understood, expansions, request))
    return UnderstoodView(
        words=understood.restated if understood.node or understood.searchable else "",
        canonical=Link(form, links.search_path(request.asking(form))) if form else None,
        problems=_problems(understood.parsed, request),
        wider=(*(wider for _, wider in widened), *_listed(expansions)),
        also=_also([name for name, _ in widened]),
        narrow=tuple(_again(name, request) for name in request.exact),
    )


def _problems(parsed: Parsed, request: SearchRequest) -> tuple[ProblemView, ...]:
    """The slips of a query; what several of them suggest stands beside the last of those."""
    last = {one.suggestion: one for one in parsed.problems if one.suggestion != parsed.text}
    return tuple(
        _problem(one, parsed.text, request, one.suggestion if last.get(one.suggestion) is one else None)
        for one in parsed.problems
    )


def _problem(problem: Problem, text: str, request: SearchRequest, better: str | None) -> ProblemView:
    """A slip with a little of the query on either side."""
    start, end = problem.start, max(problem.end, problem.start)
    left, right = max(0, start - AROUND), min(len(text), end + AROUND)
    return ProblemView(
        before=("…" if left else "") + text[left:start],
        piece=text[start:end] if end - start <= 2 * AROUND else text[start : start + 2 * AROUND] + "…",
        after=text[end:right] + ("…" if right < len(text) else ""),
        text=problem.text,
        suggestion=Link(better, links.search_path(request.asking(better))) if better else None,
    )


def _also(names: list[Widening]) -> str:
    """The widenings in one sentence."""
    first, *others = [_BRIEFLY[name] for name in names] or [""]
    return f"{first[0].upper()}{first[1:]} count too{''.join(f', and {one}' for one in others)}." if first else ""


def _widened(
    understood: Understood, expansions: tuple[Expansion, ...], request: SearchRequest
) -> Iterator[tuple[Widening, Wider]]:
    """Each widening that took place, with its switch."""
    stems = [_line(one.typed, one.forms, one.cut) for one in expansions if one.kind == "stem"]
    for name in WIDENINGS:
        lines = (
            stems if name == "stems" else [_line(one.typed, one.others) for one in understood.meant if one.kind == name]
        )
        if lines:
            text, off = _MEANINGS[name]
            yield name, Wider(text, tuple(lines), Link(off, links.search_path(request.made_exact(name))))


def _listed(expansions: tuple[Expansion, ...]) -> Iterator[Wider]:
    """What patterns and words with slips stand for: asked for by the reader, so there is nothing to switch off."""
    for kind, text in _LISTS.items():
        lines = tuple(_line(one.typed, one.forms, one.cut) for one in expansions if one.kind == kind)
        if lines:
            yield Wider(text, lines, None)


def _line(typed: str, forms: tuple[str, ...], cut: bool = False) -> Line:
    return Line(typed, forms[:SHOWN_FORMS], max(len(forms) - SHOWN_FORMS, 0), cut)


def _again(name: Widening, request: SearchRequest) -> Link:
    """The link that takes back that a widening is off."""
    words = {
        "stems": "Other forms of the words too",
        "acronyms": "Short and long forms too",
        "symbols": "Documents named in other ways too",
    }
    return Link(words[name], links.search_path(request.made_exact(name)))
