"""Count phrases of a few words, and find those that leave out a negation wherever the papers have their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from .claims import LinkClaim
from .find import Quotation
from .finder import MAX_OCCURRENCES, QuoteFinder, QuoteMatch
from .finding import Finding, Occurrences
from .spans import QuotedSpan
from .titles import TitleIndex
from .word_index import WordIndex

NEAR_WORDS = 10
"""Most words that an omission in a short phrase may stand for: farther apart, its words are any two words."""
_MAX_JUDGED = 200  # places; a phrase that is in more of them is only counted
_SIGNS = re.compile(r"[\[…]|\.\s?\.")

JudgePlace = Callable[[QuoteMatch], Finding | None]
"""Returns the finding for a place where an omission or a bracket changes the meaning, None for any other."""


class ShortPhrases:
    """Looks up the short phrases of drafts in one word index."""

    def __init__(self, index: WordIndex, finder: QuoteFinder, titles: TitleIndex | None = None) -> None:
        self._index = index
        self._finder = finder
        self._titles = titles

    def finding(
        self, quotation: Quotation, spans: Sequence[QuotedSpan], claim: LinkClaim | None, judge: JudgePlace
    ) -> Finding:
        """Return the finding for a short phrase: wrong, counted, a title, or not found."""
        if changed := self._changed(quotation.text, spans, judge):
            return changed
        occurrences = self._count(spans)
        if occurrences.times or not spans:
            return Finding(quotation, "counted", occurrences=occurrences)
        if title := self._titles and self._titles.find(quotation.text, claim):
            return Finding(quotation, "title", claim=claim, title=title)
        return Finding(quotation, "not_found", claim=claim, occurrences=occurrences)

    def _changed(self, phrase: str, spans: Sequence[QuotedSpan], judge: JudgePlace) -> Finding | None:
        """Return the finding for a phrase that says something else than every place where its parts stand together.

        None where some place has it as it is quoted, or where it is in no place or in very many.
        """
        if not spans or not _SIGNS.search(phrase):
            return None
        starts = self._finder.find_near(self._finder.number_spans(spans), NEAR_WORDS)
        if len(starts) > _MAX_JUDGED:
            return None
        first: Finding | None = None
        for chain in starts:
            positions = (np.arange(at, at + len(span.words)) for at, span in zip(chain, spans, strict=True))
            finding = judge(QuoteMatch(tuple(positions), 0))
            if finding is None:
                return None
            first = first or finding
        return first

    def _count(self, spans: Sequence[QuotedSpan]) -> Occurrences:
        """Return how often a phrase occurs; the parts of one with an omission at most NEAR_WORDS apart."""
        if not spans:
            return Occurrences(0, 0)
        found = self._finder.find_near(self._finder.number_spans(spans), NEAR_WORDS)
        firsts = np.array([chain[0] for chain in found], dtype=np.int64)
        papers = np.unique(self._index.documents[self._index.passages_at(firsts)])
        return Occurrences(len(found), len(papers), len(found) >= MAX_OCCURRENCES)
