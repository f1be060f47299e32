"""Spelling corrections (“Did you mean”) for a query.

The library finds the likely misspellings; a correction is offered only where it finds more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.model import TextSpan
from indexer.query.parser import Term
from indexer.query.results import Query
from indexer.store.library import Library
from indexer.suggest.slips import Misspelling, find_misspellings
from webapp.address import urls

from .find import SearchOutcome, engine_query

MAX_CORRECTIONS = 3


@dataclass(frozen=True)
class Correction:
    """A query with its misspellings replaced; the replacements are highlighted."""

    spans: tuple[TextSpan, ...]
    url: str


def find_corrections(library: Library, outcome: SearchOutcome) -> tuple[Correction, ...]:
    """Return up to three corrections of one misspelling, or the best one for several; each finds more than before."""
    request = outcome.request

    def is_found(word: str) -> bool:
        """Return whether a word alone, in any writing, finds anything."""
        return library.is_written_otherwise(word) or bool(library.count(Query(Term(word))).total)

    current_total = outcome.results.with_all_words
    misspellings = tuple(find_misspellings(library.suggestions, request.q, is_found))
    corrections = []
    for replacements in _replacement_choices(misspellings):
        spans = _with_replacements(request.q, misspellings, replacements)
        corrected = request.with_query("".join(span.text for span in spans))
        if library.count(engine_query(library, corrected)).total > current_total:
            corrections.append(Correction(spans, urls.search_path(corrected)))
    return tuple(corrections[:MAX_CORRECTIONS])


def _replacement_choices(misspellings: Sequence[Misspelling]) -> Iterator[tuple[str, ...]]:
    """Yield each replacement of a single misspelling, or the best replacement of several."""
    if len(misspellings) == 1:
        yield from ((word,) for word in misspellings[0].nearest)
    elif misspellings:
        yield tuple(misspelling.nearest[0] for misspelling in misspellings)


def _with_replacements(
    query: str, misspellings: Sequence[Misspelling], replacements: Sequence[str]
) -> tuple[TextSpan, ...]:
    """Return the query with each misspelling replaced by the chosen word."""
    spans: list[TextSpan] = []
    end = 0
    for misspelling, word in zip(misspellings, replacements, strict=True):
        spans += [TextSpan(query[end : misspelling.start], False), TextSpan(word, True)]
        end = misspelling.end
    spans.append(TextSpan(query[end:], False))
    return tuple(span for span in spans if span.text)
