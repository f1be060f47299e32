"""What a search has to know before it is asked: how many passages its nodes find, and what only reading can tell.

The first of two steps. What was learnt of a node holds as long as the build, and is kept for the most recent ones.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from indexer.engine.budget import Budget
from indexer.engine.opensearch.connection.errors import TOO_MANY_FORMS, TOO_MUCH_TO_READ, QuestionTooLarge
from indexer.engine.opensearch.dictionary import ClusterDictionary
from indexer.engine.opensearch.documents import record_in
from indexer.engine.opensearch.window import Window
from indexer.engine.whoosh.statistics import StatedStatistics, nodes_needing_frequency
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
    Term,
    TermNode,
    words_within,
)

from .compile import Compiler, Enough
from .rows import Clause

MOST_KEPT = 20_000
MOST_ENOUGH = 256
MOST_READ = 10_000
"""Passages that are read to tell whether a chain of NEAR, or a phrase with a word twice, is in them."""
COUNTED_TOGETHER = 200

Body = dict[str, Any]
Answer = dict[str, Any]
Ask = Callable[[Sequence[Body]], list[Answer]]
"""Asks several searches of the passages of the build."""
Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """The values that were used last; safe to use from many threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        """Return a value, None where it is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Keep a value."""
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()


class Learnt(NamedTuple):
    """What is known of a tree."""

    compiler: Compiler
    statistics: StatedStatistics


_WITH_PARTS = And | Or | Not | MinShouldMatch | Expanded


class Knowledge:
    """What is known of the nodes of queries in one build; safe to use from many threads."""

    def __init__(self, dictionary: ClusterDictionary, live: Clause, ask: Ask) -> None:
        """Take the dictionary of the build, and the clause of its passages."""
        self._dictionary = dictionary
        self._forms = dictionary.forms
        self._passages = dictionary.passages
        self._live = live
        self._ask = ask
        self._counts: Recent[Node, int] = Recent(MOST_KEPT)
        self._verified: Recent[TermNode, tuple[str, ...]] = Recent(64)
        self._enough: Recent[MinShouldMatch, Enough] = Recent(MOST_ENOUGH)

    def forget(self) -> None:
        """Drop what was learnt."""
        for kept in (self._counts, self._verified, self._enough):
            kept.clear()

    def of(self, node: Node | None, budget: Budget) -> Learnt:
        """Return what is known of a tree, once all that it needs is learnt. Raise QuestionTooLarge."""
        nodes = list(dict.fromkeys(_within(node))) if node else []
        verified = self._verify(nodes)
        terms = (each for each in nodes if not isinstance(each, _WITH_PARTS | Field | Range))
        wanted = dict.fromkeys([*nodes_needing_frequency(node), *terms])
        inner = {each: _relaxed_within(each) - {each} for each in [*nodes, *wanted]}
        relaxed = [each for each in nodes if isinstance(each, MinShouldMatch) and each.share]
        counts: dict[Node, int] = {}
        enough: dict[MinShouldMatch, Enough] = {}
        # Both grow while they are in use. What has relaxed parts is counted once it is known what is enough of these;
        # no typed query has any.
        learnt = Learnt(Compiler(self._forms, self._passages, counts, verified, enough, Budget()), self._stated(counts))
        while True:
            known = [each for each in wanted if each not in counts and inner[each] | _relaxed(each) <= enough.keys()]
            counts |= self._count(known, learnt.compiler)
            ready = [each for each in relaxed if each not in enough and inner[each] <= enough.keys()]
            if not ready:
                break
            enough |= self._weigh(ready, learnt)
        return learnt._replace(compiler=Compiler(self._forms, self._passages, counts, verified, enough, budget))

    def _count(self, nodes: Sequence[Node], compiler: Compiler) -> dict[Node, int]:
        """Return how many passages each of some nodes finds."""
        counts = {node: self._known_count(node) for node in nodes}
        unknown = [node for node, count in counts.items() if count is None]
        found = self._passages_with([compiler.matching(node) for node in unknown])
        for node, count in zip(unknown, found, strict=True):
            counts[node] = count
            self._counts.put(node, count)
        return {node: count or 0 for node, count in counts.items()}

    def _passages_with(self, clauses: Sequence[Clause]) -> Iterator[int]:
        """Yield how many passages of the build match each clause."""
        for first in range(0, len(clauses), COUNTED_TOGETHER):
            some = {str(number): each for number, each in enumerate(clauses[first : first + COUNTED_TOGETHER])}
            body = {"size": 0, "query": self._live, "aggs": {"clauses": {"filters": {"filters": some}}}}
            [answer] = self._ask([body])
            buckets = answer["aggregations"]["clauses"]["buckets"]
            yield from (int(buckets[number]["doc_count"]) for number in some)

    def _known_count(self, node: Node) -> int | None:
        if isinstance(node, Term) and len(row := slots(node)) == 1:
            matched = self._forms.matches(row[0])
            if not matched.forms:
                return 0
            if len(matched.forms) == 1 and not matched.only_in:
                return self._dictionary.frequency(matched.forms[0])
        return self._counts.get(node)

    def _weigh(self, nodes: Sequence[MinShouldMatch], learnt: Learnt) -> dict[MinShouldMatch, Enough]:
        """Return for each node what is enough of it: its share, or as much as any passage has."""
        unknown = [node for node in nodes if self._enough.get(node) is None]
        compiler = learnt.compiler
        bodies = [
            body
            for node in unknown
            for body in (self._best(node, compiler), self._doubtful(node, compiler, compiler.least_of(node)))
        ]
        answers = iter(self._ask(bodies) if bodies else ())
        for node, best, doubtful in zip(unknown, answers, answers, strict=True):
            self._enough.put(node, self._enough_in(node, best, doubtful, learnt))
        return {node: self._enough.get(node) or Enough(1.0) for node in nodes}

    def _best(self, node: MinShouldMatch, compiler: Compiler) -> Body:
        """Return what asks for a passage that has most of a node."""
        query = {"bool": {"must": [compiler.weighed(node)], "filter": [self._live]}}
        return {"size": 1, "query": query, "_source": ["record"], "track_total_hits": False}

    def _doubtful(self, node: MinShouldMatch, compiler: Compiler, bounds: tuple[float, float]) -> Body:
        """Return what asks for the passages of which weights in integers do not tell whether they have enough."""
        low, high = (compiler.weighing(node, least) for least in bounds)
        query = {"bool": {"filter": [low, self._live], "must_not": [high]}}
        return {"size": MOST_READ, "query": query, "_source": ["record"], "track_total_hits": MOST_READ + 1}

    def _enough_in(self, node: MinShouldMatch, best: Answer, doubtful: Answer, learnt: Learnt) -> Enough:
        compiler = learnt.compiler
        most = float(best["hits"]["max_score"] or 0.0)
        bounds = compiler.least_of(node, most)
        if most and most < compiler.wanted(node):
            [doubtful] = self._ask([self._doubtful(node, compiler, bounds)])
        hits = doubtful["hits"]["hits"]
        if not hits:
            return Enough(bounds[1])
        if doubtful["hits"]["total"]["value"] > MOST_READ:
            raise QuestionTooLarge(*TOO_MUCH_TO_READ)
        having = set(self._having(node, [*hits, *best["hits"]["hits"]], learnt.statistics))
        return Enough(bounds[1], tuple(hit["_id"] for hit in hits if hit["_id"] in having))

    def _verify(self, nodes: Sequence[Node]) -> dict[TermNode, tuple[str, ...]]:
        """Return the ids of the documents of nodes that clauses tell only about; raise QuestionTooLarge."""
        found = {}
        compiler = Compiler(self._forms, self._passages, {}, {}, {}, Budget())
        for node in nodes:
            if not compiler.tells(node):
                known = self._verified.get(node)  # type: ignore[arg-type]  # a chain or a phrase
                if known is None:
                    known = self._read(node, compiler)  # type: ignore[arg-type]
                    self._verified.put(node, known)  # type: ignore[arg-type]
                found[node] = known
        return found  # type: ignore[return-value]

    def _read(self, node: TermNode, compiler: Compiler) -> tuple[str, ...]:
        body = {
            "size": MOST_READ,
            "query": {"bool": {"filter": [compiler.candidates(node), self._live]}},
            "_source": ["record"],
            "track_total_hits": MOST_READ + 1,
        }
        [answer] = self._ask([body])
        if answer["hits"]["total"]["value"] > MOST_READ:
            is_pair = isinstance(node, Near) and len(node.parts) == 2
            raise QuestionTooLarge(*(TOO_MANY_FORMS if is_pair else TOO_MUCH_TO_READ))
        return self._having(node, answer["hits"]["hits"], self._stated({node: 1}))

    def _having(self, node: Node, hits: Sequence[Answer], statistics: StatedStatistics) -> tuple[str, ...]:
        """Return the ids of the documents that have a node, among some that were read."""
        if not hits:
            return ()
        read = {hit["_id"]: record_in(hit["_source"]) for hit in hits}
        ids = sorted(read, key=lambda id_: (read[id_].document, read[id_].place))
        window = Window([read[id_] for id_ in ids], self._dictionary.terms, statistics)
        return tuple(ids[number] for number in window.find(node).passages.tolist())

    def _stated(self, counts: Mapping[Node, int]) -> StatedStatistics:
        dictionary = self._dictionary
        return StatedStatistics(self._passages, dictionary.lengths, counts, dictionary.in_texts)


def _relaxed(node: Node) -> frozenset[MinShouldMatch]:
    """Return a node, if it asks for a share of its parts."""
    return frozenset([node] if isinstance(node, MinShouldMatch) and node.share else ())


def _relaxed_within(node: Node) -> frozenset[MinShouldMatch]:
    """Return the nodes of a tree that ask for a share of their parts."""
    return frozenset().union(*map(_relaxed, _within(node)))


def _within(node: Node) -> Iterator[Node]:
    """Yield the nodes of a tree, without the operands of NEAR."""
    yield node
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _within(part)
        case MinShouldMatch(parts):
            for part in parts:
                yield from _within(part)
                for word in words_within(part):
                    yield from _within(word)
        case Not(part):
            yield from _within(part)
        case Expanded(part, alternatives):
            for each in (part, *alternatives):
                yield from _within(each)
