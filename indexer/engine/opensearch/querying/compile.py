"""Query trees as clauses of the cluster's query language: which passages match, exactly, and about what they score.

What matches is what the embedded engine finds. The scores choose the best hits, which are ranked anew in `window`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import ceil, log

from indexer.engine.budget import Budget
from indexer.engine.character_pairs import pair_of
from indexer.engine.opensearch.forms import FormsByLanguage
from indexer.engine.opensearch.mapping import TEXT_FIELDS, TextField
from indexer.meetings.dates import first_day, last_day
from indexer.query.matching import slots
from indexer.query.results import FIELD_FACETS
from indexer.query.tree import (
    And,
    Expanded,
    Field,
    MinShouldMatch,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    SloppyPhrase,
    Term,
    TermNode,
    complete_first,
    words_within,
)
from indexer.text.analysis import terms_in

from .rows import MOST_SCORED_FORMS, NOTHING, Clause, near, operands, row_clause, within

EVERYTHING: Clause = {"match_all": {}}
K1 = 1.2
OTHER_FORM = 0.8
"""What a form that was not typed scores, about: its occurrences count 0.6 before they saturate."""
LOWERED = 0.05
EXPANSION = 0.5
PEOPLE = 2.0
COMPLETE = 1.5
ALL_WORDS_FIRST, TYPED_FIRST, NAMES_FIRST = 4096.0, 2048.0, 1024.0
"""What lifts hits above all others: no score comes near, and scores still differ to a two-thousandth."""
INTEGERS = float(1 << 22)
"""Weights are rounded to so many parts of all, so that their sums are exact in the numbers that the cluster adds."""

Counts = Mapping[Node, int]
"""How many passages of the build each node finds."""
Verified = Mapping[TermNode, Sequence[str]]
"""The ids of the documents of nodes that the cluster alone cannot tell exactly."""


class Compiler:
    """Compiles the trees of one search."""

    def __init__(
        self,
        forms: FormsByLanguage,
        passages: int,
        counts: Counts,
        verified: Verified,
        least: Mapping[MinShouldMatch, float],
        budget: Budget,
    ) -> None:
        """Take what is known of the corpus, and of the nodes of the trees; `least` weighs what is enough of a node."""
        self._forms = forms
        self._passages = passages
        self._counts = counts
        self._verified = verified
        self._least = least
        self.budget = budget

    # which passages match

    def matching(self, node: Node | None) -> Clause:
        """Return the clause that exactly the passages match which the tree finds."""
        match node:
            case None:
                return EVERYTHING
            case And(parts):
                return self._all_of(parts)
            case Not():
                return self._all_of([node])
            case MinShouldMatch():
                return self._enough(node)
            case Or() | Expanded():
                parts = node.parts if isinstance(node, Or) else (node.part, *node.alternatives)
                return _any([self.matching(part) for part in parts])
            case _:
                return self._leaf(node)

    def _all_of(self, parts: Sequence[Node]) -> Clause:
        wanted = [self.matching(part) for part in parts if not isinstance(part, Not)]
        unwanted = [self.matching(part.part) for part in parts if isinstance(part, Not)]
        if unwanted and self.budget.cut:
            return NOTHING
        return {"bool": {**({"filter": wanted} if wanted else {}), **({"must_not": unwanted} if unwanted else {})}}

    def _leaf(self, node: TermNode | Field | Range) -> Clause:
        if not self.budget.take_clause():
            return NOTHING
        match node:
            case Field(name, value):
                return {"term": {FIELD_FACETS[name]: value}}
            case Range("date", low, high):
                days = {"last_day": {"gte": first_day(low)}, "first_day": {"gte": 1, "lte": last_day(high)}}
                return {"bool": {"filter": [{"range": {name: bounds}} for name, bounds in days.items()]}}
            case Range(_, low, high):
                return {"range": {"year_number": {"gte": int(low or 0), "lte": int(high or 9999)}}}
            case _ if node in self._verified:
                return {"terms": {"_id": list(self._verified[node])}}
            case _:
                return self.candidates(node)

    def candidates(self, node: TermNode) -> Clause:
        """Return the passages that may have a term node: all that have it, and for some nodes others."""
        return _any([self._in_field(field, node) for field in TEXT_FIELDS])

    def _in_field(self, field: TextField, node: TermNode) -> Clause:
        match node:
            case Near(parts, distances):
                return self._chain(field, parts, distances)
            case SloppyPhrase(_, slop):
                return self._sloppy(field, node, slop)
        row = slots(node)
        if pair := pair_of(row):
            return {"term": {field.pairs: pair}}
        if not row:
            return NOTHING
        found = [
            _in_languages(row_clause(field.name, forms), languages) for (forms,), languages in self._forms.of([row])
        ]
        return _any(found)

    def _sloppy(self, field: TextField, node: SloppyPhrase, slop: int) -> Clause:
        words = [slot.text for slot in slots(node)]
        known = all(self._forms.matches(slot).forms for slot in slots(node))
        distinct = list(dict.fromkeys(words))
        if not words or not known:
            return NOTHING
        if len(distinct) == 1:
            return {"term": {field.name: distinct[0]}}
        return {"intervals": {field.name: within(distinct, slop + len(words) - len(distinct))}}

    def _chain(self, field: TextField, parts: Sequence[Node], distances: Sequence[int]) -> Clause:
        rows = [list(operands(part)) for part in parts]
        ends = [0]
        for row in rows:
            ends.append(ends[-1] + len(row))
        found = []
        for forms, languages in self._forms.of([slot_row for row in rows for slot_row in row]):
            of_parts = [forms[start:end] for start, end in pairwise(ends)]
            known = [[row for row in part if row and all(row)] for part in of_parts]
            if all(known):
                pairs = [
                    {"intervals": {field.name: near(left, right, distance)}}
                    for left, right, distance in zip(known, known[1:], distances, strict=False)
                ]
                found.append(_in_languages({"bool": {"filter": pairs}} if len(pairs) > 1 else pairs[0], languages))
        return _any(found)

    def _enough(self, node: MinShouldMatch) -> Clause:
        """Return the passages that have enough of the parts, by the sum of the weights of what each has."""
        if not node.share:
            return EVERYTHING
        weighed = self.weighed(node)
        return {"function_score": {"query": weighed, "min_score": self._least[node], "boost": 1.0}}

    def weighed(self, node: MinShouldMatch) -> Clause:
        """Return a clause whose score in each passage is the weight of the parts of a node that it has, in integers."""
        weights = [(clause, weight) for clause, weight in self._weights(node) if weight]
        unit = self.unit(node)
        return _any([_constant(clause, float(round(weight * unit))) for clause, weight in weights])

    def unit(self, node: MinShouldMatch) -> float:
        """Return by how much the weights of the parts of a node are multiplied."""
        most = sum(self.weight(part) for part in dict.fromkeys(node.parts))
        return INTEGERS / most if most else 0.0

    def least_of(self, node: MinShouldMatch, most_found: float | None) -> float:
        """Return what the parts in a passage must weigh together, in integers.

        `most_found` is the weight of the best passage, where no passage has the share that is asked for.
        """
        parts = dict.fromkeys(node.parts)
        rounding = len(parts) + sum(len(words_within(part)) for part in parts)
        wanted = node.share * sum(self.weight(part) for part in parts) * self.unit(node)
        return max(ceil((wanted if most_found is None else min(wanted, most_found)) - rounding / 2), 1)

    def weight(self, part: Node) -> float:
        """Return what a part of `MinShouldMatch` weighs: the inverse document frequencies of its words."""
        counts = [count for word in words_within(part) if (count := self._counts[word])]
        if not counts and self._counts[part]:
            counts = [self._counts[part]]
        return sum(map(self.idf, counts))

    def _weights(self, node: MinShouldMatch) -> list[tuple[Clause, float]]:
        """Return what a passage may have of a node: whole parts, and words of others, each with its weight."""
        found = []
        for part in dict.fromkeys(node.parts):
            whole = self.matching(part)
            found.append((whole, self.weight(part)))
            found += [(_but(self.matching(word), whole), self.idf(self._counts[word])) for word in words_within(part)]
        return found

    def complete(self, node: Node | None) -> Clause:
        """Return the passages with all words of a tree, among those that it finds."""
        match node:
            case MinShouldMatch(parts):
                return self._all_of(parts)
            case And(parts):
                return {"bool": {"filter": [self.complete(part) for part in parts]}}
            case Or(parts):
                return _any([{"bool": {"filter": [self.matching(part), self.complete(part)]}} for part in parts])
            case Expanded(part, alternatives):
                typed = {"bool": {"filter": [self.matching(part), self.complete(part)]}}
                return _any([typed, *map(self.matching, alternatives)])
            case _:
                return EVERYTHING

    # about what they score

    def idf(self, count: int) -> float:
        """Return BM25's inverse document frequency."""
        return log(1 + (max(self._passages - count, 0) + 0.5) / (count + 0.5))

    def scored(self, node: Node | None) -> Clause:
        """Return a clause that matches what the tree finds and scores it about as our formula does."""
        match node:
            case And(parts):
                return self._scored_all(node, parts)
            case Or(parts):
                return _any([self.scored(part) for part in parts])
            case MinShouldMatch():
                return self._scored_enough(node)
            case Expanded(part, alternatives):
                others = _boosted(_any([self.scored(other) for other in alternatives]), EXPANSION)
                return {"dis_max": {"queries": [self.scored(part), others], "tie_breaker": 0.0}}
            case None | Not() | Field() | Range():
                return {"constant_score": {"filter": self.matching(node), "boost": 0.0}}
            case _:
                return self._scored_term(node)

    def _scored_all(self, node: And, parts: Sequence[Node]) -> Clause:
        must = [self.scored(part) for part in parts if not isinstance(part, Not | Field | Range)]
        clause: Clause = {"bool": {"must": must, "filter": [self._all_of(parts)]}}
        return _people_first(clause) if node.asks_for_people else clause

    def _scored_enough(self, node: MinShouldMatch) -> Clause:
        should = []
        for part, times in Counter(node.parts).items():
            should.append(_boosted(self.scored(part), float(times)))
            should += [
                {"bool": {"must": [_boosted(self.scored(word), float(times))], "must_not": [self.matching(part)]}}
                for word in words_within(part)
            ]
        # The score of a filter is nothing: a passage that has enough of the words has a score by those that it has.
        clause: Clause = {"bool": {"filter": [self.matching(node)], "should": should}}
        factor = {"filter": self._all_of(tuple(dict.fromkeys(node.parts))), "weight": COMPLETE}
        clause = {"function_score": {"query": clause, "functions": [factor], "boost_mode": "multiply"}}
        return _people_first(clause) if node.asks_for_people else clause

    def _scored_term(self, node: TermNode) -> Clause:
        boost = self.idf(self._counts[node]) * (K1 + 1)
        if not isinstance(node, Near | SloppyPhrase) and len(row := slots(node)) == 1:
            matched = self._forms.matches(row[0])
            worth = {
                form: boost if not isinstance(node, Term) or form == row[0].text else boost * OTHER_FORM
                for form in matched.forms[:MOST_SCORED_FORMS]
            }
            should = [
                _in_languages({"term": {field.name: {"value": form, "boost": each}}}, matched.only_in.get(form))
                for field in TEXT_FIELDS
                for form, each in worth.items()
            ]
            clause: Clause = {"bool": {"filter": [self.matching(node)], "should": should}}
        else:
            in_fields = [_constant(self._in_field(field, node), boost * share) for field, share in _SHARES]
            clause = {"bool": {"filter": [self.matching(node)], "should": in_fields}}
        name = name_of(node)
        if not name:
            return clause
        without = {"filter": {"bool": {"must_not": [{"term": {"capitals": name}}]}}, "weight": LOWERED}
        return {"function_score": {"query": clause, "functions": [without], "boost_mode": "multiply"}}

    def lifted(self, node: Node | None) -> list[Clause]:
        """Return clauses that put hits above all others by a constant: with all words, as typed, with names."""
        lifts = []
        if complete_first(node):
            lifts.append(_constant(self.complete(node), ALL_WORDS_FIRST))
        if isinstance(node, Expanded):
            typed = {"bool": {"filter": [self.matching(node.part), self.complete(node.part)]}}
            lifts.append(_constant(typed, TYPED_FIRST))
        if isinstance(node, And | MinShouldMatch) and (named := self._having_names(node.parts)):
            lifts.append(_constant({"bool": {"filter": named}}, NAMES_FIRST))
        return lifts

    def _having_names(self, parts: Sequence[Node]) -> list[Clause]:
        """Return for each part with a name what the passages have that write it in capitals."""
        found = []
        for part in parts:
            nodes = (part.part, *part.alternatives) if isinstance(part, Expanded) else (part,)
            if any(map(name_of, nodes)):
                found.append(
                    _any([{"term": {"capitals": n}} if (n := name_of(each)) else self.matching(each) for each in nodes])
                )
        return found


_SHARES = tuple(zip(TEXT_FIELDS, (0.5, 0.2), strict=True))
"""About what one occurrence in a text of usual length scores, of the most that a phrase can."""


def name_of(node: Node) -> str:
    """Return the name, folded, that a word or a quotation of one word asks for in capitals; empty for other nodes."""
    match node:
        case Term(text, is_name=True):
            return "".join(terms_in(text))
        case Phrase(text) if text.isupper() and len(text) > 1 and len(terms_in(text)) == 1:
            return terms_in(text)[0]
        case _:
            return ""


def _any(clauses: Sequence[Clause]) -> Clause:
    found = [clause for clause in clauses if clause != NOTHING]
    if len(found) < 2:
        return found[0] if found else NOTHING
    return {"bool": {"should": found, "minimum_should_match": 1}}


def _but(clause: Clause, unwanted: Clause) -> Clause:
    return {"bool": {"filter": [clause], "must_not": [unwanted]}}


def _constant(clause: Clause, score: float) -> Clause:
    return {"constant_score": {"filter": clause, "boost": score}}


def _boosted(clause: Clause, factor: float) -> Clause:
    return clause if factor == 1 else {"bool": {"must": [clause], "boost": factor}}


def _in_languages(clause: Clause, languages: frozenset[str] | None) -> Clause:
    if not languages or clause == NOTHING:
        return clause
    return {"bool": {"must": [clause], "filter": [{"terms": {"analysis": sorted(languages)}}]}}


def _people_first(clause: Clause) -> Clause:
    boost = {"filter": {"term": {"is_list": True}}, "weight": PEOPLE}
    return {"function_score": {"query": clause, "functions": [boost], "boost_mode": "multiply"}}
