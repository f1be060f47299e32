"""The page model of how a query was interpreted: in words, in query syntax, with its problems and expansions.

Parsing and rewriting belong to `indexer`; this module adds the URLs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.meetings.labels import language_label
from indexer.query.expansion import REWRITE_KINDS, RewriteKind
from indexer.query.parser import ParsedQuery
from indexer.query.problems import Problem
from indexer.query.results import Expansion, ExpansionKind, SearchResults
from indexer.query.rewrite import RewrittenQuery
from indexer.query.tree import complete_first
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link

UrlBuilder = Callable[[SearchRequest], str]
"""Builds the URL of a request on the current tab."""

MAX_FORMS = 12
"""Forms of one term that are listed; the rest are counted."""
ALL_OF, SOME_OF = "passages with all of:", "passages with all or some of:"
"""How a query in words begins, and how it does where passages with some of the words are found too."""
CONTEXT_CHARACTERS = 40
"""Characters of the query shown before and after a problem."""

_REWRITE_TEXT: dict[RewriteKind, tuple[str, str]] = {
    "stems": ("Related forms are included:", "Only the forms typed"),
    "spellings": ("Other spellings are included, and rank lower:", "Only as spelt"),
    "variants": ("Words and numbers written in another way are included, and rank lower:", "Only as written"),
    "compounds": ("Longer words that contain the word are included, and rank lower:", "Without longer words"),
    "acronyms": ("Abbreviations and full names are included, and rank lower:", "Without abbreviations and full names"),
    "synonyms": ("Words of the same meaning are included, and rank lower:", "Without words of the same meaning"),
    "symbols": ("Passages that name the document in another way are included:", "Only as typed"),
    "meetings": ("Passages of the meeting named are included, and rank lower:", "Without the meeting"),
    "small": ("Common words are optional.", "Require common words"),
}
_SWITCH_ON_TEXT: dict[RewriteKind, str] = {
    "stems": "Include related forms",
    "spellings": "Include other spellings",
    "variants": "Include words and numbers written in another way",
    "compounds": "Include longer words",
    "acronyms": "Include abbreviations and full names",
    "synonyms": "Include words of the same meaning",
    "symbols": "Include other names of documents",
    "meetings": "Include passages of the meeting named",
    "small": "Make common words optional",
}
_SUMMARY_TEXT: dict[RewriteKind, str] = {
    "stems": "related forms",
    "spellings": "other spellings",
    "variants": "words and numbers written in another way",
    "compounds": "longer words",
    "acronyms": "abbreviations and full names",
    "synonyms": "words of the same meaning",
    "symbols": "other names of documents",
    "meetings": "passages of the meeting named",
}
"""Expansions that add terms; the interpretation in words already names the optional terms."""
_PATTERN_TEXT: dict[ExpansionKind, str] = {"pattern": "Words that match:", "fuzzy": "Words with a similar spelling:"}


@dataclass(frozen=True)
class ProblemView:
    """A problem in the query: the text around it, what is wrong, and a link to a corrected query."""

    before: str
    marked: str
    after: str
    text: str
    suggestion: Link | None


@dataclass(frozen=True)
class ExpandedTerm:
    """A term of the query and what it also matches; `more` is the number of forms not listed."""

    typed: str
    forms: tuple[str, ...]
    more: int
    cut: bool


@dataclass(frozen=True)
class ExpansionView:
    """One expansion of a query, with the link that switches it off."""

    text: str
    lines: tuple[ExpandedTerm, ...]
    switch: Link | None


@dataclass(frozen=True)
class WordsNeededView:
    """Whether passages with most of the words are among those shown, and the link that changes it."""

    text: str
    switch: Link
    in_count: bool = False
    """Whether the count of the results says so too."""


@dataclass(frozen=True)
class QueryView:
    """How a query was interpreted."""

    words: str
    canonical: Link | None
    problems: tuple[ProblemView, ...]
    expansions: tuple[ExpansionView, ...]
    words_needed: WordsNeededView | None
    """None where every passage that fits has all of the words."""
    switched_off: tuple[Link, ...]
    """Links that switch expansions on again; where there are several, the last switches on all."""


def query_view(
    rewritten: RewrittenQuery, results: SearchResults, request: SearchRequest, path: UrlBuilder = urls.search_path
) -> QueryView | None:
    """Return how the query of a request was interpreted; None where there is no query. `path` builds the URLs."""
    if not request.q:
        return None
    form = rewritten.canonical
    expansions = results.expansions
    rewrites = tuple(_rewrites_made(rewritten, expansions, request, path))
    return QueryView(
        words=_in_words(rewritten, results, _summary([name for name, _ in rewrites if name in _SUMMARY_TEXT]))
        if rewritten.node or rewritten.searchable
        else "",
        canonical=Link(form, path(request.with_query(form))) if form else None,
        problems=_problems(rewritten.parsed, request, path),
        expansions=(
            *(expansion for _, expansion in rewrites),
            *_pattern_expansions(expansions),
            *_languages_found(expansions),
        ),
        words_needed=words_needed_view(rewritten, results, request, path),
        switched_off=_switch_on_links(request, path),
    )


def _in_words(rewritten: RewrittenQuery, results: SearchResults, including: str) -> str:
    """Return the query in plain words, as what was found has it: all of its words, or most of them too.

    `including` says what else is found; what is left out, and which words may be missing, follows it.
    """
    found, semicolon, rest = rewritten.in_words.partition("; ")
    found = found.replace(ALL_OF, SOME_OF if results.with_most_words else "passages with", 1)
    return f"{found}{including and f', {including}'}{semicolon}{rest}"


def words_needed_view(
    rewritten: RewrittenQuery, results: SearchResults, request: SearchRequest, path: UrlBuilder
) -> WordsNeededView | None:
    """Return whether passages with most of the words are among the results; None where it makes no difference."""
    if not rewritten.relaxed:
        return None
    if request.words == "all":
        switch = Link("Include passages with some words", path(request.with_words("most")))
        return WordsNeededView("Only passages with all words are shown.", switch)
    if not results.with_most_words:
        return None
    switch = Link("Require all words", path(request.with_words("all")))
    if not results.with_all_words:
        text = "These passages have some of the words."
    elif request.sort != "relevance" or complete_first(rewritten.relaxed):
        text = "Passages with all words come first."
    else:
        text = "Passages with all words rank higher."
    return WordsNeededView(text, switch, in_count=True)


def _problems(parsed: ParsedQuery, request: SearchRequest, path: UrlBuilder) -> tuple[ProblemView, ...]:
    """Return the problems of a query; a suggestion that several share is shown with the last of them."""
    last_by_suggestion = {
        problem.suggestion: problem for problem in parsed.problems if problem.suggestion != parsed.text
    }
    return tuple(
        _problem(
            problem,
            parsed.text,
            problem.suggestion if last_by_suggestion.get(problem.suggestion) is problem else None,
            request,
            path,
        )
        for problem in parsed.problems
    )


def _problem(
    problem: Problem, text: str, corrected: str | None, request: SearchRequest, path: UrlBuilder
) -> ProblemView:
    """Return a problem with a little of the query on either side."""
    start, end = problem.start, max(problem.end, problem.start)
    left, right = max(0, start - CONTEXT_CHARACTERS), min(len(text), end + CONTEXT_CHARACTERS)
    return ProblemView(
        before=("…" if left else "") + text[left:start],
        marked=text[start:end]
        if end - start <= 2 * CONTEXT_CHARACTERS
        else text[start : start + 2 * CONTEXT_CHARACTERS] + "…",
        after=text[end:right] + ("…" if right < len(text) else ""),
        text=problem.text,
        suggestion=Link(corrected, path(request.with_query(corrected))) if corrected else None,
    )


def _summary(names: list[RewriteKind]) -> str:
    """Return the expansions as the end of a sentence: `including related forms and other spellings`."""
    phrases = [_SUMMARY_TEXT[name] for name in names]
    *before, last = phrases or [""]
    return f"including {', '.join(before)}{' and ' if before else ''}{last}" if phrases else ""


def _rewrites_made(
    rewritten: RewrittenQuery,
    expansions: tuple[Expansion, ...],
    request: SearchRequest,
    path: UrlBuilder,
) -> Iterator[tuple[RewriteKind, ExpansionView]]:
    """Yield each expansion that was made, with the link that switches it off."""
    stems = [
        _expanded_term(expansion.typed, expansion.forms, expansion.cut)
        for expansion in expansions
        if expansion.kind == "stem"
    ]
    for name in REWRITE_KINDS:
        lines = (
            stems
            if name == "stems"
            else [
                _expanded_term(rewrite.typed, rewrite.alternatives)
                for rewrite in rewritten.rewrites
                if rewrite.kind == name
            ]
        )
        if lines:
            text, off = _REWRITE_TEXT[name]
            switch = Link(off, path(request.with_exact_toggled(name)))
            yield name, ExpansionView(text, tuple(lines) if name in _SUMMARY_TEXT else (), switch)


def _pattern_expansions(expansions: tuple[Expansion, ...]) -> Iterator[ExpansionView]:
    """Yield what wildcards and fuzzy terms match; the reader asked for these, so they have no switch."""
    for kind, text in _PATTERN_TEXT.items():
        lines = tuple(
            _expanded_term(expansion.typed, expansion.forms, expansion.cut)
            for expansion in expansions
            if expansion.kind == kind
        )
        if lines:
            yield ExpansionView(text, lines, None)


def _languages_found(expansions: tuple[Expansion, ...]) -> Iterator[ExpansionView]:
    """Yield the languages of the words that papers in several languages have."""
    lines = tuple(
        _expanded_term(expansion.typed, tuple(map(language_label, expansion.forms)))
        for expansion in expansions
        if expansion.kind == "language"
    )
    if lines:
        yield ExpansionView("Found in papers in several languages:", lines, None)


def _expanded_term(typed: str, forms: tuple[str, ...], cut: bool = False) -> ExpandedTerm:
    """Return a term with the forms that are listed, and the number of those that are not."""
    return ExpandedTerm(typed, forms[:MAX_FORMS], max(len(forms) - MAX_FORMS, 0), cut)


def _switch_on_links(request: SearchRequest, path: UrlBuilder) -> tuple[Link, ...]:
    """Return the links that switch expansions on again."""
    links = tuple(Link(_SWITCH_ON_TEXT[name], path(request.with_exact_toggled(name))) for name in request.exact)
    return (*links, Link("Include all of these", path(request.with_all_expansions()))) if len(links) > 1 else links
