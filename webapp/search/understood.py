"""The page model of how a query was interpreted: in words, in query syntax, with its problems and expansions.

Parsing and rewriting belong to `indexer`; this module adds the URLs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.query.expansion import REWRITE_KINDS, RewriteKind
from indexer.query.parser import ParsedQuery
from indexer.query.problems import Problem
from indexer.query.results import Expansion, ExpansionKind, SearchResults
from indexer.query.rewrite import RewrittenQuery
from indexer.query.tree import complete_first
from indexer.speech.joined import all_of
from indexer.speech.marking import marked
from indexer.speech.translation import gettext
from indexer.speech.value_names import language_name
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link

UrlBuilder = Callable[[SearchRequest], str]
"""Builds the URL of a request on the current tab."""

MAX_FORMS = 12
"""Forms of one term that are listed; the rest are counted."""
CONTEXT_CHARACTERS = 40
"""Characters of the query shown before and after a problem."""

_REWRITE_TEXT: dict[RewriteKind, tuple[str, str]] = {
    "stems": (marked("Related forms are included:"), marked("Only the forms typed")),
    "spellings": (marked("Other spellings are included, and rank lower:"), marked("Only as spelt")),
    "variants": (
        marked("Words and numbers written in another way are included, and rank lower:"),
        marked("Only as written"),
    ),
    "compounds": (
        marked("Longer words that contain the word are included, and rank lower:"),
        marked("Without longer words"),
    ),
    "acronyms": (
        marked("Abbreviations and full names are included, and rank lower:"),
        marked("Without abbreviations and full names"),
    ),
    "synonyms": (
        marked("Words of the same meaning are included, and rank lower:"),
        marked("Without words of the same meaning"),
    ),
    "symbols": (marked("Passages that name the document in another way are included:"), marked("Only as typed")),
    "meetings": (
        marked("Passages of the meeting named are included, and rank lower:"),
        marked("Without the meeting"),
    ),
    "small": (marked("Common words are optional."), marked("Require common words")),
}
_SWITCH_ON_TEXT: dict[RewriteKind, str] = {
    "stems": marked("Include related forms"),
    "spellings": marked("Include other spellings"),
    "variants": marked("Include words and numbers written in another way"),
    "compounds": marked("Include longer words"),
    "acronyms": marked("Include abbreviations and full names"),
    "synonyms": marked("Include words of the same meaning"),
    "symbols": marked("Include other names of documents"),
    "meetings": marked("Include passages of the meeting named"),
    "small": marked("Make common words optional"),
}
_SUMMARY_TEXT: dict[RewriteKind, str] = {
    "stems": marked("related forms"),
    "spellings": marked("other spellings"),
    "variants": marked("words and numbers written in another way"),
    "compounds": marked("longer words"),
    "acronyms": marked("abbreviations and full names"),
    "synonyms": marked("words of the same meaning"),
    "symbols": marked("other names of documents"),
    "meetings": marked("passages of the meeting named"),
}
"""Expansions that add terms; the interpretation in words already names the optional terms."""
_PATTERN_TEXT: dict[ExpansionKind, str] = {
    "pattern": marked("Words that match:"),
    "fuzzy": marked("Words with a similar spelling:"),
}


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
    return rewritten.described.sentence("some" if results.with_most_words else "unsaid", including)


def words_needed_view(
    rewritten: RewrittenQuery, results: SearchResults, request: SearchRequest, path: UrlBuilder
) -> WordsNeededView | None:
    """Return whether passages with most of the words are among the results; None where it makes no difference."""
    if not rewritten.relaxed:
        return None
    if request.words == "all":
        switch = Link(gettext("Include passages with some words"), path(request.with_words("most")))
        return WordsNeededView(gettext("Only passages with all words are shown."), switch)
    if not results.with_most_words:
        return None
    switch = Link(gettext("Require all words"), path(request.with_words("all")))
    if not results.with_all_words:
        text = gettext("These passages have some of the words.")
    elif request.sort != "relevance" or complete_first(rewritten.relaxed):
        text = gettext("Passages with all words come first.")
    else:
        text = gettext("Passages with all words rank higher.")
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
    phrases = [gettext(_SUMMARY_TEXT[name]) for name in names]
    return gettext("including %(forms)s", forms=all_of(phrases)) if phrases else ""


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
            switch = Link(gettext(off), path(request.with_exact_toggled(name)))
            yield name, ExpansionView(gettext(text), tuple(lines) if name in _SUMMARY_TEXT else (), switch)


def _pattern_expansions(expansions: tuple[Expansion, ...]) -> Iterator[ExpansionView]:
    """Yield what wildcards and fuzzy terms match; the reader asked for these, so they have no switch."""
    for kind, text in _PATTERN_TEXT.items():
        lines = tuple(
            _expanded_term(expansion.typed, expansion.forms, expansion.cut)
            for expansion in expansions
            if expansion.kind == kind
        )
        if lines:
            yield ExpansionView(gettext(text), lines, None)


def _languages_found(expansions: tuple[Expansion, ...]) -> Iterator[ExpansionView]:
    """Yield the languages of the words that papers in several languages have."""
    lines = tuple(
        _expanded_term(expansion.typed, tuple(map(language_name, expansion.forms)))
        for expansion in expansions
        if expansion.kind == "language"
    )
    if lines:
        yield ExpansionView(gettext("Found in papers in several languages:"), lines, None)


def _expanded_term(typed: str, forms: tuple[str, ...], cut: bool = False) -> ExpandedTerm:
    """Return a term with the forms that are listed, and the number of those that are not."""
    return ExpandedTerm(typed, forms[:MAX_FORMS], max(len(forms) - MAX_FORMS, 0), cut)


def _switch_on_links(request: SearchRequest, path: UrlBuilder) -> tuple[Link, ...]:
    """Return the links that switch expansions on again."""
    links = tuple(
        Link(gettext(_SWITCH_ON_TEXT[name]), path(request.with_exact_toggled(name))) for name in request.exact
    )
    return (
        (*links, Link(gettext("Include all of these"), path(request.with_all_expansions())))
        if len(links) > 1
        else links
    )
