"""Query trees as clauses of the cluster's query language: exactly the passages match that the embedded engine finds.

What they score is in `scoring`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from math import ceil, log
from typing import NamedTuple

from indexer.engine.budget import Budget
from indexer.engine.character_pairs import pair_of
from indexer.engine.inputs import AnyOfField, values_together
from indexer.engine.opensearch.forms import FormRow, FormsByLanguage
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
    Range,
    SloppyPhrase,
    TermNode,
    words_within,
)

from .rows import NOTHING, Clause, near, operands, row_clause, within

EVERYTHING: Clause = {"match_all": {}}
INTEGERS = float(1 << 22)
"""Weights are rounded to so many parts of all, so that their sums are exact in the numbers that the cluster adds."""

MOST_NEAR_FORMS = 200
"""Forms of the words of a NEAR that a cluster compares; each counts in two fields, and it takes 1,024 in a query."""

Counts = Mapping[Node, int]
"""How many passages of the build each node finds."""
Verified = Mapping[TermNode, Sequence[str]]
"""The ids of the documents of nodes that the cluster alone cannot tell exactly."""


class Enough(NamedTuple):
    """What a passage must have of a `MinShouldMatch`: as weights in integers, with those that rounding leaves open."""

    surely: float
    """From this weight on a passage has enough."""
    others: tuple[str, ...] = ()
    """The ids of the documents of passages that have enough with a weight that is a rounding below it."""


MAX_VALUES = 50_000
"""The most values in one clause: a cluster takes 65,536."""


class Compiler:
    """Compiles the trees of one search."""

    def __init__(
        self,
        forms: FormsByLanguage,
        passages: int,
        counts: Counts,
        verified: Verified,
        enough: Mapping[MinShouldMatch, Enough],
        budget: Budget,
    ) -> None:
        """Take what is known of the corpus, and of the nodes of the trees; `enough` says what is enough of a node."""
        self.forms = forms
        self._passages = passages
        self._counts = counts
        self.verified = verified
        self._enough_of = enough
        self.budget = budget

    # which passages match

    def matching(self, node: Node | None) -> Clause:
        """Return the clause that exactly the passages match which the tree finds."""
        match node:
            case None:
                return EVERYTHING
            case And(parts):
                return self.all_of(parts)
            case Not():
                return self.all_of([node])
            case MinShouldMatch():
                return self._enough(node)
            case Or() | Expanded():
                parts = node.parts if isinstance(node, Or) else (node.part, *node.alternatives)
                return any_of([self._any_value(part) for part in values_together(parts)])
            case _:
                return self._leaf(node)

    def _any_value(self, node: Node | AnyOfField) -> Clause:
        if not isinstance(node, AnyOfField):
            return self.matching(node)
        if len(node.values) == 1:
            return self._leaf(Field(node.name, node.values[0]))
        if not self.budget.take_clause():
            return NOTHING
        starts = range(0, len(node.values), MAX_VALUES)
        return any_of([{"terms": {FIELD_FACETS[node.name]: node.values[at : at + MAX_VALUES]}} for at in starts])

    def all_of(self, parts: Sequence[Node]) -> Clause:
        """Return the clause of what all of some parts match."""
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
            case _ if node in self.verified:
                return {"terms": {"_id": list(self.verified[node])}}
            case _:
                return self.candidates(node)

    def candidates(self, node: TermNode) -> Clause:
        """Return the passages that may have a term node: all that have it, and for some nodes others."""
        return any_of([self._in_field(field, node) for field in TEXT_FIELDS])

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
        found = [in_languages(row_clause(field.name, forms), languages) for (forms,), languages in self.forms.of([row])]
        return any_of(found)

    def _sloppy(self, field: TextField, node: SloppyPhrase, slop: int) -> Clause:
        words = [slot.text for slot in slots(node)]
        known = all(self.forms.matches(slot).forms for slot in slots(node))
        distinct = list(dict.fromkeys(words))
        if not words or not known:
            return NOTHING
        if len(distinct) == 1:
            return {"term": {field.name: distinct[0]}}
        return {"intervals": {field.name: within(distinct, slop + len(words) - len(distinct))}}

    def _chain(self, field: TextField, parts: Sequence[Node], distances: Sequence[int]) -> Clause:
        is_wide = self._forms_in(parts) > MOST_NEAR_FORMS
        found = []
        for of_parts, languages in self._rows_of(parts):
            known = [[row for row in part if row and all(row)] for part in of_parts]
            if all(known):
                pairs = [
                    {"intervals": {field.name: near(left, right, distance)}}
                    for left, right, distance in zip(known, known[1:], distances, strict=False)
                ]
                if is_wide:
                    pairs = [any_of([row_clause(field.name, row) for row in part]) for part in known]
                found.append(in_languages({"bool": {"filter": pairs}} if len(pairs) > 1 else pairs[0], languages))
        return any_of(found)

    def _rows_of(self, parts: Sequence[Node]) -> Iterator[tuple[list[tuple[FormRow, ...]], frozenset[str]]]:
        """Yield for the operands of a NEAR the rows that each may be, by languages."""
        rows = [list(operands(part)) for part in parts]
        ends = list(accumulate(map(len, rows), initial=0))
        for forms, languages in self.forms.of([row for of_part in rows for row in of_part]):
            yield [forms[start:end] for start, end in pairwise(ends)], languages

    def _forms_in(self, parts: Sequence[Node]) -> int:
        return sum(len(forms) for rows, _ in self._rows_of(parts) for part in rows for row in part for forms in row)

    def tells(self, node: Node) -> bool:
        """Return whether a clause alone tells a node; else it finds others too, which have to be read.

        It does not tell a chain of three, one of very many forms, nor a sloppy phrase with a word twice.
        """
        match node:
            case Near(parts):
                return len(parts) == 2 and self._forms_in(parts) <= MOST_NEAR_FORMS
            case SloppyPhrase():
                return max(Counter(slot.text for slot in slots(node)).values(), default=0) < 2
            case _:
                return True

    def _enough(self, node: MinShouldMatch) -> Clause:
        """Return the passages that have enough of the parts, by the sum of the weights of what each has."""
        if not node.share:
            return EVERYTHING
        enough = self._enough_of[node]
        found = self.weighing(node, enough.surely)
        return any_of([found, {"terms": {"_id": list(enough.others)}}]) if enough.others else found

    def weighing(self, node: MinShouldMatch, least: float) -> Clause:
        """Return the passages in which the parts of a node weigh so much."""
        weighed = self.weighed(node)
        if weighed == NOTHING:
            return NOTHING
        return {"function_score": {"query": weighed, "min_score": least, "boost": 1.0}}

    def weighed(self, node: MinShouldMatch) -> Clause:
        """Return a clause whose score in each passage is the weight of the parts of a node that it has, in integers."""
        weights = [(clause, weight) for clause, weight in self._weights(node) if weight]
        unit = self.unit(node)
        return any_of([_constant(clause, float(round(weight * unit))) for clause, weight in weights])

    def unit(self, node: MinShouldMatch) -> float:
        """Return by how much the weights of the parts of a node are multiplied."""
        most = sum(self.weight(part) for part in dict.fromkeys(node.parts))
        return INTEGERS / most if most else 0.0

    def least_of(self, node: MinShouldMatch, most_found: float | None = None) -> tuple[float, float]:
        """Return from which weight on a passage may have enough of a node, and from which on it surely has.

        `most_found` is the weight of the best passage: where none has the share that is asked for, the best will do.
        """
        parts = dict.fromkeys(node.parts)
        rounding = (len(parts) + sum(len(words_within(part)) for part in parts)) / 2
        wanted = self.wanted(node)
        if most_found is not None and most_found < wanted:
            return max(ceil(most_found - 2 * rounding), 1), most_found + 1
        return max(ceil(wanted - rounding), 1), max(ceil(wanted + rounding), 1)

    def wanted(self, node: MinShouldMatch) -> float:
        """Return what the parts of a node in a passage must weigh together, where any passage has so much."""
        return node.share * sum(self.weight(part) for part in dict.fromkeys(node.parts)) * self.unit(node)

    def idf(self, count: int) -> float:
        """Return BM25's inverse document frequency."""
        return log(1 + (max(self._passages - count, 0) + 0.5) / (count + 0.5))

    def idf_of(self, node: Node) -> float:
        """Return that of a node that was counted."""
        return self.idf(self._counts[node])

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
        """Return the passages with all words of a tree, among those it finds; `EVERYTHING` where none lacks one."""
        match node:
            case MinShouldMatch(parts):
                return self.all_of(parts)
            case And(parts):
                wanted = [clause for part in parts if (clause := self.complete(part)) != EVERYTHING]
                return {"bool": {"filter": wanted}} if wanted else EVERYTHING
            case Or(parts) if all(self.complete(part) == EVERYTHING for part in parts):
                return EVERYTHING
            case Or(parts):
                return any_of([{"bool": {"filter": [self.matching(part), self.complete(part)]}} for part in parts])
            case Expanded(part, alternatives) if (complete := self.complete(part)) != EVERYTHING:
                typed = {"bool": {"filter": [self.matching(part), complete]}}
                return any_of([typed, *map(self.matching, alternatives)])
            case _:
                return EVERYTHING


def any_of(clauses: Sequence[Clause]) -> Clause:
    """Return the clause of what matches any of some clauses."""
    found = [clause for clause in clauses if clause != NOTHING]
    if len(found) < 2:
        return found[0] if found else NOTHING
    return {"bool": {"should": found, "minimum_should_match": 1}}


def in_languages(clause: Clause, languages: frozenset[str]) -> Clause:
    """Return a clause kept to passages in some analysis languages; none stands for all."""
    if not languages or clause == NOTHING:
        return clause
    return {"bool": {"must": [clause], "filter": [{"terms": {"analysis": sorted(languages)}}]}}


def _but(clause: Clause, unwanted: Clause) -> Clause:
    return {"bool": {"filter": [clause], "must_not": [unwanted]}}


def _constant(clause: Clause, score: float) -> Clause:
    return {"constant_score": {"filter": clause, "boost": score}}
