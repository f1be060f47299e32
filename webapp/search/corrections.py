"""“Did you mean”: the search that a reader may have had in mind, where words of it are likely slips.

Which words are slips is the library's business. A correction is only offered where it finds something.
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
    """A query with its slips replaced; what was replaced stands out."""

    spans: tuple[TextSpan, ...]
    url: str


def find_corrections(library: Library, found: SearchOutcome) -> tuple[Correction, ...]:
    """Up to three searches for one slip, the best one for several; each finds more than the search as it is typed."""
    request = found.request

    def stands(word: str) -> bool:
        """Whether a word finds anything by itself."""
        return bool(library.search(Query(Term(word), size=1)).total)

    least = 0 if found.relaxed else found.results.total
    known = tuple(find_misspellings(library.suggestions, request.q, stands))
    offered = []
    for choice in _choices(known):
        spans = _replaced(request.q, known, choice)
        better = request.with_query("".join(span.text for span in spans))
        if library.search(engine_query(library, better)).total > least:
            offered.append(Correction(spans, urls.search_path(better)))
    return tuple(offered[:MAX_CORRECTIONS])


def _choices(known: Sequence[Misspelling]) -> Iterator[tuple[str, ...]]:
    """Each way to replace one slip; the best way to replace several."""
    if len(known) == 1:
        yield from ((word,) for word in known[0].nearest)
    elif known:
        yield tuple(slip.nearest[0] for slip in known)


def _replaced(query: str, known: Sequence[Misspelling], choice: Sequence[str]) -> tuple[TextSpan, ...]:
    """The query with a word in the place of each slip."""
    spans: list[TextSpan] = []
    end = 0
    for slip, word in zip(known, choice, strict=True):
        spans += [TextSpan(query[end : slip.start], False), TextSpan(word, True)]
        end = slip.end
    spans.append(TextSpan(query[end:], False))
    return tuple(span for span in spans if span.text)
