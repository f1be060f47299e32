"""The quotations of a draft, checked against the papers: what was found, where, and how it differs.

Finds and compares; how a finding is put to the reader is for the page or the command to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from indexer.errors import UnknownId

from .claims import ClaimReader, LinkClaim, PassageLookup, site_claim_reader
from .cover import MatchingRun, RunSplitter
from .find import MINIMUM_WORDS, Quotation
from .finder import NumberedSpan, QuoteFinder, QuoteMatch
from .finding import Finding, Outcome
from .places import PlaceResolver, QuotePlace
from .spans import QuotedSpan, split_spans
from .titles import TitleIndex
from .word_index import Positions, WordIndex
from .wording import WORDINGS, WordChange, Wording, compare_wording, word_diff

_ALTERED = 0.7  # share of the words that must stand in one place for it to be the source of an altered quotation
_NEAR = 0.4  # share from which on the best place is worth a look, although it is not the source
_CLAIMED = 0.5  # the same in the passage that the draft names
_SHORT = 8  # words: fewer must agree but for one
_COVERED = 0.8  # share of the words that the pieces of a stitched quotation hold
_PIECE_MEAN = 7.5  # words: pieces shorter than that on average are common phrases
_ONE_PLACE = 0.85  # share of the words in one place from which on the rest is an alteration
_LOOKED_AT = 12  # places of equal words whose signs are compared
_LONGER = ((0, 0), (0, 1), (1, 0), (1, 1))
_LONG = 1500  # words: longer ones are looked up piece by piece only


@dataclass(frozen=True)
class _JudgedMatch:
    """A match with what its wording is."""

    match: QuoteMatch
    places: tuple[QuotePlace, ...]
    wording: Wording
    in_other_meeting: bool
    """Whether it is in another meeting than the claim says."""
    distance: int
    """How far it is from what the claim says: 0 the passage, 1 its document, 2 its meeting, 3 elsewhere."""


class Verifier:
    """Checks quotations against one library; opening it is cheap, its index is shared."""

    def __init__(
        self,
        index: WordIndex,
        papers: PassageLookup,
        claims: ClaimReader | None = None,
        titles: TitleIndex | None = None,
    ) -> None:
        """`claims` reads the links of the draft; by default, those whose paths are the site's."""
        self._index = index
        self._titles = titles
        self._papers = papers
        self._claims = claims or site_claim_reader(papers)
        self._finder = QuoteFinder(index)
        self._cutter = RunSplitter(index)
        self._sources = PlaceResolver(index, papers)
        self._far_papers = lru_cache(maxsize=64)(self._far_of_papers)
        self._meetings: list[str | None] | None = None

    def check(self, quotation: Quotation) -> Finding:
        """Look one quotation up."""
        parts = split_spans(quotation.text)
        if quotation.too_short or not parts:
            return Finding(quotation, "too_short")
        claim = next(filter(None, map(self._claims, quotation.links)), None)
        needles = self._finder.number_spans(parts)
        same, count = self._finder.find_exact(needles, lambda passages: self._far(passages, claim))
        if same:
            judged = self._judge(quotation, parts, same, claim)
            return self._finding(quotation, judged, claim, 1.0, count)
        title = self._titles and self._titles.find(quotation.text, claim)
        if title:
            return Finding(quotation, "title", claim=claim, title=title)
        return self._unlike(quotation, parts, needles, claim)

    def _unlike(
        self,
        quotation: Quotation,
        parts: Sequence[QuotedSpan],
        needles: Sequence[NumberedSpan],
        claim: LinkClaim | None,
    ) -> Finding:
        """What a quotation is whose words stand nowhere as they are."""
        total = sum(int((~needle.free).sum()) for needle in needles) or 1
        judged, similarity = None, 0.0
        if total <= _LONG:
            claimed = self._index.passage_number(claim.passage) if claim and claim.passage else None
            alike = self._finder.find_approximate(needles, () if claimed is None else (claimed,))
            least = min((match.cost for match in alike), default=total)
            similarity = max(0.0, 1 - least / total)
            near = [match for match in alike if match.cost < total and self._is_near(match, least, total, claim)]
            judged = self._judge(quotation, parts, near, claim) if near else None
        if judged and judged.wording != "altered":
            return self._finding(quotation, judged, claim, similarity, 0)
        whole = self._sources_of_whole(parts, needles, claim)
        if whole:
            return Finding(quotation, "stitched", whole, None, (), 0, similarity, claim)
        pieces = self._cutter.split(needles)
        if _is_stitched(pieces, needles, similarity):
            places = self._sources.places_of_runs(pieces, parts)
            return Finding(quotation, "stitched", places, None, (), 0, similarity, claim)
        if judged and _is_altered(judged, total):
            return self._finding(quotation, judged, claim, similarity, 0)
        nearest = judged.places if judged and similarity >= _NEAR else ()
        return Finding(quotation, "not_found", similarity=similarity, claim=claim, nearest=nearest)

    def _sources_of_whole(
        self, parts: Sequence[QuotedSpan], needles: Sequence[NumberedSpan], claim: LinkClaim | None
    ) -> tuple[QuotePlace, ...]:
        """Where each stretch between omissions stands, if all do: they are in no place together, or not in order."""
        if len(parts) < 2 or any(part.max_gap is not None for part in parts[1:]):
            return ()
        found: list[QuotePlace] = []
        for part, needle in zip(parts, needles, strict=True):
            same, _ = self._finder.find_exact((needle,), lambda passages: self._far(passages, claim))
            if len(part.words) < MINIMUM_WORDS or not same:
                return ()
            found += self._sources.places_of_words(same[0].positions[0], (part.words[0].start, part.words[-1].end))
        return tuple(found)

    def _judge(
        self, quotation: Quotation, parts: Sequence[QuotedSpan], matches: Sequence[QuoteMatch], claim: LinkClaim | None
    ) -> _JudgedMatch:
        """Of the places, the one that is in the claimed meeting, then of the best wording, then nearest the claim."""
        ranked = sorted(matches, key=lambda match: (self._far_match(match, claim), match.first))
        judged = [self._judged(quotation, parts, match, claim) for match in ranked[:_LOOKED_AT]]
        return min(
            judged, key=lambda one: (one.in_other_meeting, WORDINGS.index(one.wording), one.distance, one.match.first)
        )

    def _judged(
        self, quotation: Quotation, parts: Sequence[QuotedSpan], match: QuoteMatch, claim: LinkClaim | None
    ) -> _JudgedMatch:
        places: list[QuotePlace] = []
        wordings: list[Wording] = []
        for part, at in zip(parts, match.positions, strict=True):
            found, wording = self._worded(quotation, part, at)
            places += found
            wordings.append(wording)
        far = self._far_match(match, claim)
        return _JudgedMatch(match, tuple(places), max(wordings, key=WORDINGS.index), bool(claim) and far > 2, far)

    def _worded(self, quotation: Quotation, part: QuotedSpan, at: Positions) -> tuple[list[QuotePlace], Wording]:
        """The places of a stretch and how its words differ there.

        Of words written apart (`head quarters`) one may have been taken for none of the paper's, so places that are a
        word longer are tried too.
        """
        tried: list[tuple[list[QuotePlace], Wording]] = []
        around = np.unique(self._index.passages_at(at))
        for before, after in _LONGER if len(at) else ((0, 0),):
            wider = np.arange(at[0] - before, at[-1] + 1 + after) if len(at) else at
            if before + after and not np.isin(self._index.passages_at(wider), around).all():
                continue
            found = self._sources.places_of_words(wider, (part.words[0].start, part.words[-1].end))
            text, words = self._sources.text_and_words(found)
            tried.append((found, compare_wording(part, words, (quotation.text, text), self._index.has_word)))
            if tried[-1][1] != "altered":
                return tried[-1]
        return tried[0]

    def _is_near(self, match: QuoteMatch, least: int, total: int, claim: LinkClaim | None) -> bool:
        """Whether a match is the best there is, or good enough and where the claim says."""
        return match.cost == least or (match.cost <= (1 - _ALTERED) * total and self._far_match(match, claim) < 3)

    def _far_match(self, match: QuoteMatch, claim: LinkClaim | None) -> int:
        return int(self._far(self._index.passages_at(np.array([match.first])), claim)[0])

    def _far(self, passages: Positions, claim: LinkClaim | None) -> Positions:
        """How far passages are from what a claim says: 0 they are it, 1 its document, 2 its meeting, 3 elsewhere."""
        if claim is None:
            return np.full(len(passages), 3, dtype=np.int64)
        by_paper = self._far_papers(claim.meeting, claim.document)
        claimed = self._index.passage_number(claim.passage) if claim.passage else None
        far = by_paper[self._index.documents[passages]]
        return np.where(passages == (-1 if claimed is None else claimed), 0, far)

    def _far_of_papers(self, meeting: str, document: str | None) -> Positions:
        if self._meetings is None:
            self._meetings = [self._meeting_of(paper) for paper in self._index.papers]
        each = zip(self._index.papers, self._meetings, strict=True)
        return np.array([1 if one == document else 2 if its == meeting else 3 for one, its in each], dtype=np.int64)

    def _meeting_of(self, paper: str) -> str | None:
        try:
            return self._papers.document(paper).meeting.id
        except UnknownId:  # the index is of another build than the papers
            return None

    def _finding(
        self, quotation: Quotation, judged: _JudgedMatch, claim: LinkClaim | None, similarity: float, count: int
    ) -> Finding:
        outcome: Outcome = "other_meeting" if judged.in_other_meeting else judged.wording
        beside = tuple(self._beside(quotation, judged)) if judged.wording != "exact" else ()
        return Finding(quotation, outcome, judged.places, judged.wording, beside, count, similarity, claim)

    def _beside(self, quotation: Quotation, judged: _JudgedMatch) -> Iterable[WordChange]:
        """Quotation and source side by side, stretch by stretch."""
        for part in split_spans(quotation.text):
            begin, end = part.words[0].start, part.words[-1].end
            found = [place for place in judged.places if begin <= place.quoted[0] < end]
            yield from word_diff(quotation.text[begin:end], " ".join(place.text for place in found))


def _is_altered(judged: _JudgedMatch, total: int) -> bool:
    """Whether enough words stand in one place; the very passage that a link names needs fewer."""
    share = 1 - judged.match.cost / total
    if not judged.distance:
        return share >= _CLAIMED
    return share >= _ALTERED if total >= _SHORT else judged.match.cost <= 1


def _is_stitched(pieces: Sequence[MatchingRun], needles: Sequence[NumberedSpan], similarity: float) -> bool:
    """Whether a few long runs from different places hold nearly all of a quotation, and more of it than any one place.

    Without an omission, where nearly all stands in one place, the rest is an alteration.
    """
    if len(pieces) < 2:
        return False
    total = sum(len(needle.words) for needle in needles)
    covered = sum(piece.end - piece.start for piece in pieces)
    enough = covered >= _COVERED * total and covered >= _PIECE_MEAN * len(pieces)
    ceiling = _ONE_PLACE if len(needles) == 1 else 1.0
    return enough and similarity < min(ceiling, covered / total)


def verify(
    quotations: Sequence[Quotation],
    index: WordIndex,
    lookup: PassageLookup,
    claims: ClaimReader | None = None,
    titles: TitleIndex | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[Finding, ...]:
    """Check every quotation, in order; `progress` is told how many are done, of how many.

    Time grows with the number of quotations and their words; the papers' size counts by its logarithm.
    """
    found: list[Finding] = []
    for finding in iter_findings(quotations, index, lookup, claims, titles):
        found.append(finding)
        progress(len(found), len(quotations))
    return tuple(found)


def iter_findings(
    quotations: Iterable[Quotation],
    index: WordIndex,
    lookup: PassageLookup,
    claims: ClaimReader | None = None,
    titles: TitleIndex | None = None,
) -> Iterator[Finding]:
    """Check one quotation after another, as they are asked for; one that is said again is looked up once."""
    verifier = Verifier(index, lookup, claims, titles)
    known: dict[tuple[str, tuple[str, ...]], Finding] = {}
    for quotation in quotations:
        key = quotation.text, quotation.links
        if key not in known:
            known[key] = verifier.check(quotation)
        yield replace(known[key], quotation=quotation)
