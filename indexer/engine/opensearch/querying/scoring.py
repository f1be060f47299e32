"""Query trees as clauses that score the passages they match about as our formula does, rather too high than too low.

Words, phrases and wildcards score as they do here, but for accents, and for the sum of text and context, which
saturates in each of them. Close words and neighbours add nothing. What scores high is ranked anew in `window`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from indexer.engine.character_pairs import pair_of
from indexer.engine.opensearch.forms import FormRow
from indexer.engine.opensearch.mapping import TEXT_FIELDS
from indexer.engine.whoosh.capitals import OTHER_CASE_WEIGHT, name_of
from indexer.engine.whoosh.scorer import BM25_K1, COMPLETE_BOOST, EXPANSION_WEIGHT, PEOPLE_BOOST
from indexer.query.matching import slots
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
    Term,
    TermNode,
    complete_first,
    positive_terms,
    words_within,
)

from .compile import Compiler, any_of, in_languages
from .rows import Clause, operands, scored_row

ANY_FORM = 0.85
"""The share of a score that any form gives, about; what was typed gives the rest. An occurrence of another form counts
0.6 before the sum saturates, which is at most a sixth less than this, and a twentieth more."""
MOST_PARTS = 40
"""Words of a relaxed query up to which forms are weighed apart, and having all of them counts: a cluster refuses
queries of more than 1,024 parts."""
ALL_WORDS_FIRST, TYPED_FIRST, NAMES_FIRST = 4096.0, 2048.0, 1024.0
"""What lifts hits above all others: no score comes near, and scores still differ to a two-thousandth."""


class ScoreCompiler:
    """Compiles the scores of the trees of one search."""

    def __init__(self, compiler: Compiler, node: Node | None) -> None:
        """Take the compiler of a tree, and the tree."""
        self._compiler = compiler
        self._is_long = sum(1 for _ in positive_terms(node)) > MOST_PARTS
        self._forms = compiler.forms
        self._matching = compiler.matching

    def scored(self, node: Node | None) -> Clause:
        """Return a clause that matches exactly what the tree finds, with scores."""
        match node:
            case And(parts):
                return self._all_of(node, parts)
            case Or(parts):
                fields = [part for part in parts if isinstance(part, Field)]
                words = [self.scored(part) for part in parts if part not in fields]
                return any_of([*words, *([constant(self._matching(Or(tuple(fields))), 0.0)] if fields else ())])
            case MinShouldMatch():
                return self._enough(node)
            case Expanded(part, alternatives):
                others = boosted(any_of([self.scored(other) for other in alternatives]), EXPANSION_WEIGHT)
                return {"dis_max": {"queries": [self.scored(part), others], "tie_breaker": 0.0}}
            case None | Not() | Field() | Range():
                return {"constant_score": {"filter": self._matching(node), "boost": 0.0}}
            case _:
                return self._term(node)

    def _all_of(self, node: And, parts: Sequence[Node]) -> Clause:
        conditions = [part for part in parts if isinstance(part, Not | Field | Range)]
        must = [self.scored(part) for part in parts if part not in conditions]
        clause: Clause = {"bool": {"must": must, "filter": [self._compiler.all_of(conditions)] if conditions else []}}
        return _people_first(clause) if node.asks_for_people else clause

    def _enough(self, node: MinShouldMatch) -> Clause:
        should = []
        for part, times in Counter(node.parts).items():
            should.append(boosted(self.scored(part), float(times)))
            should += [
                {"bool": {"must": [boosted(self.scored(word), float(times))], "must_not": [self._matching(part)]}}
                for word in words_within(part)
            ]
        # The score of a filter is nothing: a passage that has enough of the words has a score by those that it has.
        clause: Clause = {"bool": {"filter": [self._matching(node)], "should": should}}
        if not self._is_long:
            factor = {"filter": self._compiler.all_of(tuple(dict.fromkeys(node.parts))), "weight": COMPLETE_BOOST}
            clause = {"function_score": {"query": clause, "functions": [factor], "boost_mode": "multiply"}}
        return _people_first(clause) if node.asks_for_people else clause

    def _term(self, node: TermNode) -> Clause:
        boost = self._compiler.idf_of(node) * (BM25_K1 + 1)
        row = () if isinstance(node, Near) else slots(node)
        if isinstance(node, Near | SloppyPhrase):
            found = {"bool": {"filter": [self._matching(node)], "should": list(self._bounds(node, boost))}}
        elif pair := pair_of(row):
            pairs = [constant({"term": {field.pairs: pair}}, boost * share) for field, share in _SHARES]
            found = any_of(pairs)
        else:
            found = any_of(list(self._rows(node, boost)))
        name = name_of(node)
        if not name:
            return found
        without = {"filter": {"bool": {"must_not": [{"term": {"capitals": name}}]}}, "weight": OTHER_CASE_WEIGHT}
        return {"function_score": {"query": found, "functions": [without], "boost_mode": "multiply"}}

    def _rows(self, node: TermNode, boost: float) -> Iterator[Clause]:
        """Yield what scores a word or phrase, in each field, and in each language in which it has forms of its own."""
        row = slots(node)
        for (forms,), languages in self._forms.of([row]) if row else ():
            weighed_rows = [(forms, 1.0)] if self._is_long else _by_weight(node, forms, row[0].text)
            for weighed, weight in weighed_rows:
                for field in TEXT_FIELDS:
                    yield in_languages(scored_row(field.name, weighed, boost * weight), languages)

    def _bounds(self, node: Near | SloppyPhrase, boost: float) -> Iterator[Clause]:
        """Yield what scores words near each other at least as often as they are: as one of them alone."""
        if isinstance(node, Near):
            rows = list(operands(node.parts[-1]))
        else:
            rows = [max(((slot,) for slot in slots(node)), key=lambda row: len(row[0].text), default=())]
        for row in filter(None, rows):
            for (forms,), languages in self._forms.of([row]):
                for field in TEXT_FIELDS:
                    yield in_languages(scored_row(field.name, forms, boost), languages)

    def lifted(self, node: Node | None) -> list[Clause]:
        """Return clauses that put hits above all others by a constant: with all words, as typed, with names."""
        lifts = []
        if complete_first(node):
            lifts.append(constant(self._compiler.complete(node), ALL_WORDS_FIRST))
        if isinstance(node, Expanded):
            typed = {"bool": {"filter": [self._matching(node.part), self._compiler.complete(node.part)]}}
            lifts.append(constant(typed, TYPED_FIRST))
        if isinstance(node, And) or (isinstance(node, MinShouldMatch) and node.complete_first):
            named = self._having_names(node.parts)
            lifts += (
                [constant({"bool": {"filter": [self._compiler.complete(node), *named]}}, NAMES_FIRST)] if named else []
            )
        return lifts

    def _having_names(self, parts: Sequence[Node]) -> list[Clause]:
        """Return for each part with a name what the passages have that write it in capitals."""
        found = []
        for part in parts:
            nodes = (part.part, *part.alternatives) if isinstance(part, Expanded) else (part,)
            if any(map(name_of, nodes)):
                found.append(
                    any_of(
                        [{"term": {"capitals": n}} if (n := name_of(each)) else self._matching(each) for each in nodes]
                    )
                )
        return found


_SHARES = tuple(zip(TEXT_FIELDS, (0.5, 0.2), strict=True))
"""About what one occurrence in a text of usual length scores, of the most that it can."""


def _by_weight(node: TermNode, row: FormRow, typed: str) -> list[tuple[FormRow, float]]:
    """Return what scores a row, with weights: of one word any form, and the typed one, where it occurs."""
    if not isinstance(node, Term) or len(row) != 1 or typed not in row[0] or len(row[0]) == 1:
        return [(row, 1.0)]
    return [(row, ANY_FORM), (((typed,),), 1 - ANY_FORM)]


def constant(clause: Clause, score: float) -> Clause:
    """Return a clause that gives all that match one score."""
    return {"constant_score": {"filter": clause, "boost": score}}


def boosted(clause: Clause, factor: float) -> Clause:
    """Return a clause with its scores multiplied."""
    return clause if factor == 1 else {"bool": {"must": [clause], "boost": factor}}


def _people_first(clause: Clause) -> Clause:
    boost = {"filter": {"term": {"is_list": True}}, "weight": PEOPLE_BOOST}
    return {"function_score": {"query": clause, "functions": [boost], "boost_mode": "multiply"}}
