"""“Did you mean”: the search that a reader may have had in mind, where words of it are likely slips.

Which words are slips is the library's business. A correction is only offered where it finds something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.model import Span
from indexer.query.parser import Word
from indexer.query.results import Query
from indexer.store.library import Library
from indexer.suggest.slips import Slip, slips
from webapp.address import urls

from .find import Found, query_of

OFFERED = 3


@dataclass(frozen=True)
class Correction:
    """A query with its slips replaced; what was replaced stands out."""

    spans: tuple[Span, ...]
    url: str


def corrections(library: Library, found: Found) -> tuple[Correction, ...]:
    """Up to three searches for one slip, the best one for several; each finds more than the search as it is typed."""
    request = found.request

    def stands(word: str) -> bool:
        """Whether a word finds anything by itself."""
        return bool(library.search(Query(Word(word), size=1)).total)

    least = 0 if found.loose else found.results.total
    known = tuple(slips(library.suggestions, request.q, stands))
    offered = []
    for choice in _choices(known):
        spans = _replaced(request.q, known, choice)
        better = request.asking("".join(span.text for span in spans))
        if library.search(query_of(library, better)).total > least:
            offered.append(Correction(spans, urls.search_path(better)))
    return tuple(offered[:OFFERED])


def _choices(known: Sequence[Slip]) -> Iterator[tuple[str, ...]]:
    """Each way to replace one slip; the best way to replace several."""
    if len(known) == 1:
        yield from ((word,) for word in known[0].nearest)
    elif known:
        yield tuple(slip.nearest[0] for slip in known)


def _replaced(query: str, known: Sequence[Slip], choice: Sequence[str]) -> tuple[Span, ...]:
    """The query with a word in the place of each slip."""
    spans: list[Span] = []
    end = 0
    for slip, word in zip(known, choice, strict=True):
        spans += [Span(query[end : slip.start], False), Span(word, True)]
        end = slip.end
    spans.append(Span(query[end:], False))
    return tuple(span for span in spans if span.text)
