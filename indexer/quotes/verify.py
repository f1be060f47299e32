"""Check the quotations of a draft against the papers: whether each is there, where, and how its wording differs.

How a finding is presented does not belong here: sentences and JSON are in `report`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from indexer.attribution.facts import JudgedFact, SourceWords, StatedFact
from indexer.attribution.judge import FactJudge, fact_rank
from indexer.attribution.known_names import KnownNames
from indexer.attribution.read import facts_of_phrase, stated_facts
from indexer.attribution.unread.words import unread_words

from .claims import ClaimReader, LinkClaim, PassageLookup, site_claim_reader
from .corpus_words.protocol import QuotableWords
from .corpus_words.wanted import wanted_words
from .find import MINIMUM_WORDS, Quotation
from .finder import NumberedSpan, QuoteFinder, QuoteMatch
from .finding import Finding, outcome_of
from .former.words import FormerWords
from .gaps import MeaningChange, changes_at_edges, meaning_changes
from .places import ClaimDistances, PlaceResolver, QuotePlace
from .runs import RunSplitter, is_stitched
from .short_phrases import ShortPhrases, StatedSource, stated_source
from .spans import QuotedSpan, split_spans
from .titles import Titles
from .word_index import Positions, WordIndex
from .wording import WORDING_MATCHES, WordChange, WordingMatch, compare_wording, word_diff

_MIN_ALTERED_SHARE = 0.7  # share of the words in one place from which on it is the source of an altered quotation
_MIN_NEAREST_SHARE = 0.4  # share from which on the best place is shown although it is not the source
_MIN_CLAIMED_SHARE = 0.5  # like _MIN_ALTERED_SHARE, in the passage that the draft names
_SHORT_WORDS = 8  # in quotations of fewer words only one may differ
_MAX_COMPARED = 12  # exact matches whose punctuation is compared
_WIDENINGS = ((0, 0), (0, 1), (1, 0), (1, 1))
LOOKED_UP_TOGETHER = 25
"""Quotations whose passages are read together where these are on other machines."""
_MAX_ALIGNED_WORDS = 1500  # longer quotations are only looked up run by run


@dataclass(frozen=True)
class _JudgedMatch:
    """A match with the judgement of its wording."""

    match: QuoteMatch
    places: tuple[QuotePlace, ...]
    wording: WordingMatch
    in_other_meeting: bool
    """Whether it is in another meeting than the link claims."""
    distance: int
    """Distance from the claim: 0 the passage, 1 its document, 2 its meeting, 3 elsewhere."""
    facts: tuple[JudgedFact, ...]
    meaning: tuple[MeaningChange, ...]


class Verifier:
    """Checks quotations against one library. A Verifier is cheap to open: its word index is shared."""

    def __init__(
        self,
        index: WordIndex,
        lookup: PassageLookup,
        claims: ClaimReader | None = None,
        titles: Titles | None = None,
        names: KnownNames | None = None,
    ) -> None:
        """`claims` reads the links of the draft; by default, links whose paths are the site's.

        Without `names`, what the text around a quotation states is not read.
        """
        self._judge = FactJudge(names) if names else None
        self.index = self._index = index
        """Where its quotations are looked up."""
        self._titles = titles
        self._lookup = lookup
        self._claims = claims or site_claim_reader(lookup)
        self._finder = QuoteFinder(index)
        self._splitter = RunSplitter(index)
        self._former = FormerWords(lookup)
        self._places = PlaceResolver(index, lookup)
        self._distances = ClaimDistances(index, lookup)
        self._short_phrases = ShortPhrases(
            index, self._finder, self._places, titles, self._judge, self._distances.of_passages
        )

    def stated(self, quotation: Quotation) -> tuple[StatedFact, ...]:
        """Return what the draft states of the source of a quotation."""
        if self._judge is None or quotation.context is None:
            return ()
        read = facts_of_phrase if quotation.too_short else stated_facts
        return read(quotation.context, self._judge.names)

    def check(self, quotation: Quotation, facts: Sequence[StatedFact] = ()) -> Finding:
        """Check one quotation, and what the draft states of its source."""
        spans = split_spans(quotation.text)
        claim = next(filter(None, map(self._claims, quotation.links)), None)
        if quotation.too_short or not spans:
            return self._short_finding(quotation, spans, stated_source(quotation, facts, claim))
        numbered_spans = self._finder.number_spans(spans)
        exact_matches, count = self._finder.find_exact(
            numbered_spans, lambda passages: self._distances.of_passages(passages, claim)
        )
        if exact_matches:
            nearest = self._nearest_to_facts(exact_matches, facts, claim)
            judged = self._best_judged(quotation, spans, nearest, claim, facts)
            return self._finding(quotation, judged, claim, 1.0, count, unseen=count > len(exact_matches))
        if title := self._titles and self._titles.find_any(quotation.text, claim):
            return Finding(quotation, "title", claim=claim, title=title)
        return self._inexact_finding(quotation, spans, numbered_spans, claim, facts)

    def _short_finding(self, quotation: Quotation, spans: Sequence[QuotedSpan], stated: StatedSource) -> Finding:
        def judge(match: QuoteMatch) -> Finding | None:
            judged = self._judge_match(quotation, spans, match, None, ())
            return self._finding(quotation, judged, None, 1.0, 0) if judged.meaning else None

        return self._short_phrases.finding(quotation, spans, stated, judge)

    def _nearest_to_facts(
        self, matches: Sequence[QuoteMatch], facts: Sequence[StatedFact], claim: LinkClaim | None
    ) -> Sequence[QuoteMatch]:
        """Return matches, of very many those that satisfy most of what the draft states."""
        if not facts or len(matches) <= _MAX_COMPARED or self._judge is None:
            return matches
        rank = {}
        for match in matches:
            passage = self._places.passage_at(match.first)
            words = SourceWords(passage, 0, len(passage.text))
            rank[match.first] = fact_rank(self._judge.judge(facts, [words])), self._match_distance(match, claim)
        return sorted(matches, key=lambda match: rank[match.first])[:_MAX_COMPARED]

    def _inexact_finding(
        self,
        quotation: Quotation,
        spans: Sequence[QuotedSpan],
        numbered_spans: Sequence[NumberedSpan],
        claim: LinkClaim | None,
        facts: Sequence[StatedFact],
    ) -> Finding:
        """Return the finding for a quotation whose words are nowhere exactly."""
        word_count = sum(int((~numbered_span.free).sum()) for numbered_span in numbered_spans) or 1
        judged, similarity = None, 0.0
        if word_count <= _MAX_ALIGNED_WORDS:
            claimed = self._index.passage_number(claim.passage) if claim and claim.passage else None
            candidates = self._finder.find_approximate(numbered_spans, () if claimed is None else (claimed,))
            lowest_cost = min((match.cost for match in candidates), default=word_count)
            similarity = max(0.0, 1 - lowest_cost / word_count)
            near_matches = [
                match
                for match in candidates
                if match.cost < word_count and self._is_near(match, lowest_cost, word_count, claim)
            ]
            judged = self._best_judged(quotation, spans, near_matches, claim, facts) if near_matches else None
        if judged and judged.wording != "altered":
            return self._finding(quotation, judged, claim, similarity, 0)
        whole_places = self._places_of_each_span(spans, numbered_spans, claim)
        if whole_places:
            return Finding(quotation, "stitched", whole_places, similarity=similarity, claim=claim)
        runs = self._splitter.split(numbered_spans)
        if is_stitched(runs, numbered_spans, similarity):
            places = self._places.places_of_runs(runs, spans)
            return Finding(quotation, "stitched", places, similarity=similarity, claim=claim)
        if judged and _is_altered(judged, word_count):
            return self._finding(quotation, judged, claim, similarity, 0)
        nearest = judged.places if judged and similarity >= _MIN_NEAREST_SHARE else ()
        former = self._former.find(spans, quotation.links)
        return Finding(quotation, "not_found", similarity=similarity, claim=claim, nearest=nearest, former=former)

    def _places_of_each_span(
        self, spans: Sequence[QuotedSpan], numbered_spans: Sequence[NumberedSpan], claim: LinkClaim | None
    ) -> tuple[QuotePlace, ...]:
        """Return where each span between omissions occurs, when each occurs but not all in one place and order."""
        if len(spans) < 2 or any(span.max_gap is not None for span in spans[1:]):
            return ()
        places: list[QuotePlace] = []
        for span, numbered_span in zip(spans, numbered_spans, strict=True):
            matches, _ = self._finder.find_exact(
                (numbered_span,), lambda passages: self._distances.of_passages(passages, claim)
            )
            if len(span.words) < MINIMUM_WORDS or not matches:
                return ()
            places += self._places.places_of_words(matches[0].positions[0], (span.words[0].start, span.words[-1].end))
        return tuple(places)

    def _best_judged(
        self,
        quotation: Quotation,
        spans: Sequence[QuotedSpan],
        matches: Sequence[QuoteMatch],
        claim: LinkClaim | None,
        facts: Sequence[StatedFact],
    ) -> _JudgedMatch:
        """Return the best match: in the claimed meeting, not altered, with the least that contradicts what the draft
        states, then of the best wording, then nearest to the claim.
        """
        ranked = sorted(matches, key=lambda match: (self._match_distance(match, claim), match.first))
        judged = [self._judge_match(quotation, spans, match, claim, facts) for match in ranked[:_MAX_COMPARED]]
        return min(
            judged,
            key=lambda judged_match: (
                judged_match.in_other_meeting,
                judged_match.wording == "altered",
                fact_rank(judged_match.facts),
                len(judged_match.meaning),
                WORDING_MATCHES.index(judged_match.wording),
                judged_match.distance,
                judged_match.match.first,
            ),
        )

    def _judge_match(
        self,
        quotation: Quotation,
        spans: Sequence[QuotedSpan],
        match: QuoteMatch,
        claim: LinkClaim | None,
        facts: Sequence[StatedFact],
    ) -> _JudgedMatch:
        places: list[QuotePlace] = []
        wordings: list[WordingMatch] = []
        for span, positions in zip(spans, match.positions, strict=True):
            span_places, wording = self._span_wording(quotation, span, positions)
            places += span_places
            wordings.append(wording)
        distance = self._match_distance(match, claim)
        meetings = {place.passage.meeting.id for place in places if place.passage.meeting}
        if distance and claim and claim.meeting and meetings and claim.meeting not in meetings:
            distance = 3  # in a paper that holds the meeting claimed, but at another one
        words = [SourceWords(place.passage, place.start, place.end) for place in places]
        meaning = (*meaning_changes(quotation.text, places), *changes_at_edges(quotation, places))
        cut = sum(change.in_word for change in meaning)
        wording = max(wordings, key=WORDING_MATCHES.index)
        return _JudgedMatch(
            match,
            tuple(places),
            "near_exact" if cut and cut == match.cost else wording,  # nothing but the negation differs
            bool(claim) and distance > 2,
            distance,
            self._judge.judge(facts, words) if self._judge and facts and words else (),
            meaning,
        )

    def _span_wording(
        self, quotation: Quotation, span: QuotedSpan, matched: Positions
    ) -> tuple[list[QuotePlace], WordingMatch]:
        """Return the places of a span and how its words differ there.

        Words written apart (`head quarters`) may have been taken for words that the paper lacks, so positions that are
        one word longer are tried too.
        """
        attempts: list[tuple[list[QuotePlace], WordingMatch]] = []
        passages = np.unique(self._index.passages_at(matched))
        for before, after in _WIDENINGS if len(matched) else ((0, 0),):
            positions = np.arange(matched[0] - before, matched[-1] + 1 + after) if len(matched) else matched
            if before + after and not np.isin(self._index.passages_at(positions), passages).all():
                continue
            places = self._places.places_of_words(positions, (span.words[0].start, span.words[-1].end))
            text, words = self._places.text_and_words(places)
            attempts.append((places, compare_wording(span, words, (quotation.text, text), self._index.has_word)))
            if attempts[-1][1] != "altered":
                return attempts[-1]
        return attempts[0]

    def _is_near(self, match: QuoteMatch, lowest_cost: int, word_count: int, claim: LinkClaim | None) -> bool:
        """Return whether a match is the best there is, or is good enough and agrees with the claim."""
        return match.cost == lowest_cost or (
            match.cost <= (1 - _MIN_ALTERED_SHARE) * word_count and self._match_distance(match, claim) < 3
        )

    def _match_distance(self, match: QuoteMatch, claim: LinkClaim | None) -> int:
        return int(self._distances.of_passages(self._index.passages_at(np.array([match.first])), claim)[0])

    def _finding(
        self,
        quotation: Quotation,
        judged: _JudgedMatch,
        claim: LinkClaim | None,
        similarity: float,
        count: int,
        unseen: bool = False,
    ) -> Finding:
        """Return the finding for a match; where other matches are `unseen`, one of them may be what the draft means."""
        facts = tuple(map(_not_judged, judged.facts)) if unseen else judged.facts
        meaning = tuple(change for change in judged.meaning if not change.at_edge or count <= _MAX_COMPARED)
        outcome = outcome_of(judged.wording, judged.in_other_meeting, facts, meaning)
        changes = tuple(self._side_by_side(quotation, judged)) if judged.wording != "exact" else ()
        return Finding(
            quotation,
            outcome,
            judged.places,
            judged.wording,
            changes,
            count,
            similarity,
            claim,
            facts=facts,
            meaning=meaning,
        )

    def _side_by_side(self, quotation: Quotation, judged: _JudgedMatch) -> Iterable[WordChange]:
        """Yield the quotation and its source side by side, span by span."""
        for span in split_spans(quotation.text):
            begin, end = span.words[0].start, span.words[-1].end
            places = [place for place in judged.places if begin <= place.quoted[0] < end]
            yield from word_diff(quotation.text[begin:end], " ".join(place.text for place in places))


def _not_judged(fact: JudgedFact) -> JudgedFact:
    return fact if fact.verdict == "supported" else JudgedFact(fact.stated, "not_judged", fact.source)


def _is_altered(judged: _JudgedMatch, word_count: int) -> bool:
    """Return whether enough words are in one place; the passage that a link names needs fewer."""
    share = 1 - judged.match.cost / word_count
    if not judged.distance:
        return share >= _MIN_CLAIMED_SHARE
    return share >= _MIN_ALTERED_SHARE if word_count >= _SHORT_WORDS else judged.match.cost <= 1


def verify(
    quotations: Sequence[Quotation],
    words: QuotableWords,
    lookup: PassageLookup,
    claims: ClaimReader | None = None,
    titles: Titles | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    names: KnownNames | None = None,
) -> tuple[Finding, ...]:
    """Check every quotation, in order; `progress` is called with how many are done and how many there are.

    Time grows with the number of quotations and of their words, and with the logarithm of the papers' size.
    """
    checked: list[Finding] = []
    for finding in iter_findings(quotations, words, lookup, claims, titles, names):
        checked.append(finding)
        progress(len(checked), len(quotations))
    return tuple(checked)


def iter_findings(
    quotations: Iterable[Quotation],
    words: QuotableWords,
    lookup: PassageLookup,
    claims: ClaimReader | None = None,
    titles: Titles | None = None,
    names: KnownNames | None = None,
) -> Iterator[Finding]:
    """Yield the findings as they are asked for; a quotation that is repeated with the same claims is looked up once.

    With `names`, what the draft states around a quotation is judged too.
    """
    claims = claims or site_claim_reader(lookup)
    verifier: Verifier | None = None
    checked: dict[tuple[object, ...], Finding] = {}
    rest = iter(quotations)
    while piece := tuple(islice(rest, LOOKED_UP_TOGETHER)):
        index = words.index_for(wanted_words(piece, claims))
        if verifier is None or verifier.index is not index:
            verifier = Verifier(index, lookup, claims, titles, names)
        yield from _findings(piece, verifier, names, checked)


def _findings(
    quotations: Iterable[Quotation],
    verifier: Verifier,
    names: KnownNames | None,
    checked: dict[tuple[object, ...], Finding],
) -> Iterator[Finding]:
    """Yield the findings of quotations; `checked` keeps those of different ones."""
    for quotation in quotations:
        facts = {(fact.kind, fact.value): fact for fact in verifier.stated(quotation)}
        told = tuple(
            (*named, fact.of_paper, fact.of_name, fact.of_day, fact.open, fact.beside) for named, fact in facts.items()
        )
        key = quotation.text, quotation.links, told, quotation.context and replace(quotation.context, start=0, end=0)
        if key not in checked:
            checked[key] = verifier.check(quotation, tuple(facts.values()))
        judged = (replace(fact, stated=facts[fact.stated.kind, fact.stated.value]) for fact in checked[key].facts)
        finding = replace(checked[key], quotation=quotation, facts=tuple(judged))
        yield replace(finding, unread=_unread(finding, tuple(facts.values()), names))


def _unread(finding: Finding, stated: Sequence[StatedFact], names: KnownNames | None) -> tuple[str, ...]:
    """Return the names of the sentence that nothing was read of, where the finding may be taken for their judgement."""
    context = finding.quotation.context
    read = () if finding.outcome == "title" else stated  # nothing is held against a title
    return unread_words(context, read, finding.facts, names) if names and context and finding.is_found else ()
