"""tantivy as a contender, by its Python binding: words as they stand and stemmed, each facet a fast field that is
aggregated.

An answer takes two calls, one for the best passages and one for the facets: the binding collects one thing at a time.
Where a facet is filtered it takes a third, for that facet is counted without its own filter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from math import ceil
from pathlib import Path

import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from indexer.engine.values.of_passage import facet_values
from indexer.meetings.dates import meeting_year
from indexer.model import Passage
from indexer.query.parser import Node
from indexer.query.results import FACETS, FIELD_FACETS, FacetName
from indexer.query.tree import (
    And,
    Field,
    Fuzzy,
    MinShouldMatch,
    Near,
    Not,
    Or,
    Phrase,
    Range,
    SloppyPhrase,
    Term,
    Wildcard,
)
from indexer.text.analysis import fold

from .contenders import TOP, Ask, BenchmarkRequest, Contender, ContenderAnswer, UnsupportedQuery
from .sqlite_fts5 import context

_ALL_VALUES = 65_000
"""More values than any facet has."""
_PLACES = ("text", "context")


def _analyzer(stemmed: bool) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return (builder.filter(Filter.stemmer("english")) if stemmed else builder).build()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for place in _PLACES:
        builder.add_text_field(place, tokenizer_name="words")
        builder.add_text_field(f"{place}_stems", tokenizer_name="stems")
    for facet in FACETS:
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("number", fast=True)
    builder.add_integer_field("number_of_year", indexed=True, fast=True)
    return builder.build()


def _register(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("words", _analyzer(stemmed=False))
    index.register_tokenizer("stems", _analyzer(stemmed=True))
    return index


def write(folder: Path, passages: Sequence[Passage]) -> None:
    """Write an index with one thread, as the others do."""
    index = _register(tantivy.Index(_schema(), str(folder)))
    writer = index.writer(num_threads=1)
    for number, passage in enumerate(passages):
        around = context(passage)
        values = {
            facet: list(facet_values_of_passage) for facet, facet_values_of_passage in facet_values(passage).items()
        }
        texts = {"text": passage.text, "text_stems": passage.text, "context": around, "context_stems": around}
        writer.add_document(
            tantivy.Document(number=number, number_of_year=meeting_year(passage.meeting) or 0, **texts, **values)
        )
    writer.commit()
    writer.wait_merging_threads()


class _OpenTantivy:
    def __init__(self, folder: Path) -> None:
        index = _register(tantivy.Index.open(str(folder)))
        self._searcher = index.searcher()
        self._translate = _TantivyTranslator(index.schema)

    def prepare(self, request: BenchmarkRequest) -> Ask:
        wanted = self._translate.query(request.node) if request.node else Query.all_query()
        filters = {facet: self._translate.any_value(facet, values) for facet, values in request.filters.items()}
        filtered = _all((Occur.Must, query) for query in (wanted, *filters.values())) if filters else wanted
        without_own = {
            facet: _all(
                (Occur.Must, query) for query in (wanted, *(filters[other] for other in filters if other != facet))
            )
            for facet in filters
        }
        size = request.values or _ALL_VALUES
        aggregations = {facet: {"terms": {"field": facet, "size": size}} for facet in FACETS}
        order = {"order_by_field": "number_of_year"} if request.newest else {}

        def ask() -> ContenderAnswer:
            result = self._searcher.search(filtered, TOP, offset=(request.page - 1) * TOP, **order)  # type: ignore[arg-type]
            best = self._searcher.fast_field_values("number", [address for _, address in result.hits])
            unfiltered = {facet: own for facet, own in aggregations.items() if facet not in filters}
            counted = self._searcher.aggregate(filtered, unfiltered)
            for facet, query in without_own.items():
                counted |= self._searcher.aggregate(query, {facet: aggregations[facet]})
            facet_counts = {
                facet: {bucket["key"]: int(bucket["doc_count"]) for bucket in counted[facet]["buckets"]}
                for facet in FACETS
            }
            total: int = result.count  # type: ignore[attr-defined]  # the stub leaves it out
            return ContenderAnswer(total, tuple(int(number or 0) for number in best), facet_counts)

        return ask

    def drop_caches(self) -> None:
        """Nothing to do: no answer is kept."""

    def close(self) -> None:
        del self._searcher


class _TantivyTranslator:
    """Translates our query trees into queries of tantivy."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema
        self._words, self._stems = _analyzer(stemmed=False), _analyzer(stemmed=True)

    def query(self, node: Node) -> Query:
        """Translate a tree. Raise UnsupportedQuery if tantivy cannot express it."""
        match node:
            case And(parts):
                return _all(
                    (Occur.MustNot, self.query(part.part)) if isinstance(part, Not) else (Occur.Must, self.query(part))
                    for part in parts
                )
            case Or(parts):
                return _any(map(self.query, parts))
            case MinShouldMatch(parts, share):
                return self._most(parts, share)
            case Field() | Range():
                return self._value(node)
            case _:
                return self._leaf(node)

    def any_value(self, facet: FacetName, values: Iterable[str]) -> Query:
        """Return a query for passages with any of some values of a facet."""
        return _any(Query.term_query(self._schema, facet, value) for value in values)

    def _most(self, parts: Iterable[Node], share: float) -> Query:
        """Return a query for a share of the parts by their number: it has no share by their weight, as ours."""
        distinct = list(dict.fromkeys(parts))
        least = max(ceil(share * len(distinct)), 1)
        clauses = [(Occur.Should, self.query(part)) for part in distinct]
        return Query.boolean_query(clauses, minimum_number_should_match=least)

    def _value(self, node: Field | Range) -> Query:
        if isinstance(node, Field):
            return Query.term_query(self._schema, FIELD_FACETS[node.name], node.value)
        if node.name != "year":
            raise UnsupportedQuery
        kind = tantivy.FieldType.Integer
        return Query.range_query(self._schema, "number_of_year", kind, int(node.low or 0), int(node.high or 9999))

    def _leaf(self, node: Node) -> Query:
        match node:
            case Term(text):
                return self._row("_stems", self._stems.analyze(text))
            case Phrase(text):
                return self._row("", self._words.analyze(text))
            case SloppyPhrase(text, others):
                return self._near("", self._words.analyze(text), others)
            case Near((Term(left), Term(right)), (others,)):
                return self._near("_stems", self._stems.analyze(f"{left} {right}"), others)
            case Wildcard(text):
                pattern = fold(text.replace("*", "")) and text.lower().replace("*", ".*").replace("?", ".")
                return _any(Query.regex_query(self._schema, place, pattern) for place in _PLACES)
            case Fuzzy(text, slips):
                distance = slips if slips is not None else 1 if len(text) < 6 else 2
                return _any(Query.fuzzy_term_query(self._schema, place, fold(text), distance) for place in _PLACES)
            case _:
                raise UnsupportedQuery

    def _row(self, analysed: str, words: list[str]) -> Query:
        """Return a query for adjacent words in any one field."""
        if len(words) == 1:
            return _any(Query.term_query(self._schema, place + analysed, words[0]) for place in _PLACES)
        return self._near(analysed, words, 0)

    def _near(self, analysed: str, words: list[str], others: int) -> Query:
        """Return a query for words with at most `others` words between them; for either order there are two words at
        most.
        """
        if others and len(words) != 2:
            raise UnsupportedQuery
        orders = [words, words[::-1]] if others else [words]
        return _any(
            Query.phrase_query(self._schema, place + analysed, list(order), others)
            for place in _PLACES
            for order in orders
        )


def _any(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _all(parts: Iterable[tuple[Occur, Query]]) -> Query:
    """Return a query for conditions that must all hold; conditions that only exclude are taken from all passages."""
    clauses = list(parts)
    has_required = any(occur == Occur.Must for occur, _ in clauses)
    return Query.boolean_query(clauses if has_required else [(Occur.Must, Query.all_query()), *clauses])


TANTIVY = Contender("tantivy", f"tantivy {version('tantivy')}", write, _OpenTantivy)
