"""Judge phrases of a few words: whether the papers have them, and whether any place of theirs fits what a draft says.

A phrase proves no source. So it is wrong only where no place of it fits; where some do, it may be from any of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from indexer.attribution.facts import JudgedFact, SourceWords, StatedFact
from indexer.attribution.judge import FactJudge, fact_rank
from indexer.engine.passage_words.reader import RunTotal
from indexer.text.stopwords import is_function_word

from .claims import LinkClaim
from .corpus_words.wanted import spelled_otherwise
from .find import Quotation
from .finder import MAX_OCCURRENCES, NumberedSpan, QuoteFinder, QuoteMatch
from .finding import Finding, Occurrences, PlaceFit, outcome_of
from .gaps import MeaningChange, changes_at_edges
from .places import PlaceResolver, QuotePlace
from .spans import QuotedSpan
from .titles import Titles
from .word_index import Positions, WordIndex

NEAR_WORDS = 10
"""Most words that an omission in a short phrase may stand for: farther apart, its words are any two words."""
_MAX_JUDGED = 200  # places of one phrase that are held against the draft, or in which an omission is looked at
_MAX_SAMPLED = 50  # places of a phrase that is in more than _MAX_JUDGED: it may fit, and is not wrong for certain
_MAX_JUDGED_IN_DRAFT = 6_000  # places of all phrases of a draft, each of which takes a millisecond
_SHOWN = 3  # places of a phrase
_SIGNS = re.compile(r"[\[…]|\.\s?\.")
_ADDRESS_BEHIND = re.compile(r"[\W_]{0,6}(?:(?:see|source|cf)[\W_]{1,3})?https?://", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")

JudgePlace = Callable[[QuoteMatch], Finding | None]
"""Returns the finding for a place where an omission or a bracket changes the meaning, None for any other."""
DistanceOf = Callable[[Positions, LinkClaim | None], Positions]
"""Returns the distance of passages (by number) from where a link leads: below 3, in its meeting or paper."""
Chain = tuple[int, ...]
"""Where the parts of a phrase begin in the word index."""


@dataclass(frozen=True)
class StatedSource:
    """What a draft says of the source of a phrase, in words and with a link."""

    facts: Sequence[StatedFact]
    claim: LinkClaim | None
    is_of_link: bool = False
    """Whether the link is clearly that of the phrase: it may be of other words in the sentence."""

    def __bool__(self) -> bool:
        return bool(self.facts or self.claim)


@dataclass(frozen=True)
class _JudgedPlace:
    """One place of a phrase beside what the draft says of its source."""

    places: tuple[QuotePlace, ...]
    facts: tuple[JudgedFact, ...]
    linked: bool | None
    """Whether a link leads there; None without one, or where it may be one of other words that leads elsewhere."""
    meaning: tuple[MeaningChange, ...] = ()
    """The negation beside the phrase that the draft leaves out."""

    @property
    def rank(self) -> tuple[int, int]:
        """How much contradicts the draft there, then how little supports it."""
        contradicted, supported = fact_rank(self.facts)
        return contradicted + (self.linked is False) + len(self.meaning), supported - (self.linked is True)

    @property
    def fits(self) -> bool:
        """Whether something supports the draft there, and nothing contradicts it.

        That words were said supports no statement of who said them, or where.
        """
        stated = [fact for fact in self.facts if fact.stated.kind not in ("manner", "voice")] or self.facts
        is_supported = any(fact.verdict == "supported" for fact in stated)
        return not self.rank[0] and bool(is_supported or self.linked)


def stated_source(quotation: Quotation, facts: Sequence[StatedFact], claim: LinkClaim | None) -> StatedSource:
    """Return what a draft says of the source of a phrase; a link is of the phrase if it follows it, or if words are
    given to somebody.
    """
    after = quotation.context.after if quotation.context else ""
    return StatedSource(facts, claim, bool(facts or _ADDRESS_BEHIND.match(after)))


class ShortPhrases:
    """Looks up the short phrases of one draft in a word index."""

    def __init__(
        self,
        index: WordIndex,
        finder: QuoteFinder,
        places: PlaceResolver,
        titles: Titles | None = None,
        judge: FactJudge | None = None,
        distance_of: DistanceOf | None = None,
    ) -> None:
        self._index = index
        self._finder = finder
        self._places = places
        self._titles = titles
        self._judge = judge
        self._distance_of = distance_of
        self._left = _MAX_JUDGED_IN_DRAFT

    def finding(
        self, quotation: Quotation, spans: Sequence[QuotedSpan], stated: StatedSource, judge: JudgePlace
    ) -> Finding:
        """Return the finding for a short phrase: wrong, fitting, undecided, counted, a title, or not found."""
        if changed := self._changed(quotation.text, spans, judge):
            return changed
        chains = self._chains(spans)
        occurrences = self._count(chains, spans)
        if occurrences.times or not spans:
            finding = Finding(quotation, "counted", claim=stated.claim, occurrences=occurrences)
            return self._held_against(finding, spans, chains, stated) if chains and stated else finding
        if title := self._titles and self._titles.find_any(quotation.text, stated.claim):
            return Finding(quotation, "title", claim=stated.claim, title=title)
        return Finding(quotation, "not_found", claim=stated.claim, occurrences=occurrences)

    def _changed(self, phrase: str, spans: Sequence[QuotedSpan], judge: JudgePlace) -> Finding | None:
        """Return the finding for a phrase that says something else than every place where its parts stand together.

        None where some place has it as it is quoted, or where it is in no place or in very many.
        """
        if not spans or not _SIGNS.search(phrase):
            return None
        starts = self._chains(spans)
        if len(starts) > _MAX_JUDGED:
            return None
        first: Finding | None = None
        for chain in starts:
            finding = judge(QuoteMatch(tuple(_positions(chain, spans)), 0))
            if finding is None:
                return None
            first = first or finding
        return first

    def _chains(self, spans: Sequence[QuotedSpan]) -> list[Chain]:
        """Return where a phrase occurs; the parts of one with an omission at most NEAR_WORDS apart."""
        return self._finder.find_near(self._finder.number_spans(spans), NEAR_WORDS) if spans else []

    def _count(self, chains: Sequence[Chain], spans: Sequence[QuotedSpan]) -> Occurrences:
        papers = np.unique(self._index.documents[self._passages(chains)])
        if total := self._total(spans):
            return Occurrences(total.times or max(total.passages, len(chains)), total.papers, total.times is None)
        return Occurrences(len(chains), len(papers), len(chains) >= MAX_OCCURRENCES)

    def _total(self, spans: Sequence[QuotedSpan]) -> RunTotal | None:
        """Return how often a phrase without an omission occurs, where the index does not have all of its passages."""
        return self._index.total_of(self._finder.number_spans(spans)[0].words) if len(spans) == 1 else None

    def _passages(self, chains: Sequence[Chain]) -> Positions:
        return self._index.passages_at(np.array([chain[0] for chain in chains], dtype=np.int64))

    def _held_against(
        self, finding: Finding, spans: Sequence[QuotedSpan], chains: Sequence[Chain], stated: StatedSource
    ) -> Finding:
        """Return the finding for a phrase that the papers have, of whose source the draft says something."""
        most = min(len(chains) if len(chains) <= _MAX_JUDGED else _MAX_SAMPLED, self._left)
        judged = [
            self._judge_place(chain, spans, stated, finding.quotation)
            for chain in self._one_of_each_paper_first(chains)[:most]
        ]
        self._left -= len(judged)
        fitting = [place for place in judged if place.fits]
        total = self._total(spans)
        passages = total.passages if total else len(np.unique(self._passages(chains)))
        finding = replace(
            finding,
            passage_count=passages,
            fit=PlaceFit(len(fitting), len(judged), len(chains) > len(judged)),
        )
        if fitting:
            fitting.sort(key=lambda place: place.rank)
            return replace(finding, outcome="fitting", places=_shown(fitting), facts=fitting[0].facts)
        ranked = sorted(judged, key=lambda place: place.rank)
        if not self._is_decided(finding, spans, ranked, stated):
            facts = tuple(_not_judged(fact) for fact in ranked[0].facts) if ranked else ()
            return replace(finding, outcome="undecided", facts=facts)
        best, in_other_meeting = ranked[0], all(place.linked is False for place in ranked)
        outcome = outcome_of("exact", in_other_meeting, best.facts, best.meaning)
        places = _shown(ranked)
        return replace(finding, outcome=outcome, wording="exact", places=places, facts=best.facts, meaning=best.meaning)

    def _is_decided(
        self,
        finding: Finding,
        spans: Sequence[QuotedSpan],
        judged: Sequence[_JudgedPlace],
        stated: StatedSource,
    ) -> bool:
        """Return whether a phrase that fits nowhere is wrong: every place contradicts the draft, in any spelling.

        The words of a name are no quotation: whoever spoke of it may have used another name.
        """
        text = finding.quotation.text
        if not finding.fit or finding.fit.more or not all(place.rank[0] for place in judged):
            return False
        if _is_name(text) or (self._titles and self._titles.find(text, stated.claim)):
            return False
        others = [
            chain for spelling in self._spellings(spans) for chain in self._finder.find_near(spelling, NEAR_WORDS)
        ]
        if len(others) > _MAX_JUDGED:
            return False
        self._left -= len(others)
        return all(self._judge_place(chain, spans, stated, finding.quotation).rank[0] for chain in others)

    def _judge_place(
        self, chain: Chain, spans: Sequence[QuotedSpan], stated: StatedSource, quotation: Quotation
    ) -> _JudgedPlace:
        places = tuple(
            place
            for span, positions in zip(spans, _positions(chain, spans), strict=True)
            for place in self._places.places_of_words(positions, (span.words[0].start, span.words[-1].end))
        )
        words = [SourceWords(place.passage, place.start, place.end) for place in places]
        facts = self._judge.judge(stated.facts, words) if self._judge and stated.facts and words else ()
        linked = None
        if stated.claim and self._distance_of:
            linked = bool(self._distance_of(self._passages([chain]), stated.claim)[0] < 3)
            linked = None if not linked and not stated.is_of_link else linked
        return _JudgedPlace(places, facts, linked, tuple(changes_at_edges(quotation, places)))

    def _one_of_each_paper_first(self, chains: Sequence[Chain]) -> list[Chain]:
        """Return places in an order in which the first of them are of as many papers as possible."""
        if len(chains) <= _MAX_JUDGED:
            return list(chains)
        _, firsts = np.unique(self._index.documents[self._passages(chains)], return_index=True)
        leading = set(firsts.tolist())
        others = (chain for number, chain in enumerate(chains) if number not in leading)
        return [*(chains[number] for number in sorted(leading)), *islice(others, _MAX_SAMPLED)]

    def _spellings(self, spans: Sequence[QuotedSpan]) -> Iterator[tuple[NumberedSpan, ...]]:
        """Yield a phrase in other spellings of its words, also with or without an `s` at their ends."""
        numbered = self._finder.number_spans(spans)
        words = [word.text for span in spans for word in span.words]
        for spelling in spelled_otherwise(words):
            rest = iter(self._index.word_ids(spelling))
            yield tuple(span._replace(words=np.array([next(rest) for _ in span.words])) for span in numbered)


def _positions(chain: Chain, spans: Sequence[QuotedSpan]) -> Iterator[Positions]:
    return (np.arange(at, at + len(span.words)) for at, span in zip(chain, spans, strict=True))


def _shown(judged: Sequence[_JudgedPlace]) -> tuple[QuotePlace, ...]:
    """Return the places that are shown: of the best, each passage once."""
    by_passage: dict[str, tuple[QuotePlace, ...]] = {}
    for place in judged:
        by_passage.setdefault(place.places[0].passage.id, place.places)
    return tuple(place for places in islice(by_passage.values(), _SHOWN) for place in places)


def _is_name(text: str) -> bool:
    """Return whether all words of a phrase but the small ones begin with a capital letter."""
    words = [word for word in _WORD.findall(text) if not is_function_word(word.casefold())]
    return bool(words) and all(word[0].isupper() for word in words)


def _not_judged(fact: JudgedFact) -> JudgedFact:
    return JudgedFact(fact.stated, "not_judged", fact.source)
