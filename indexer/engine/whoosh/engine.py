"""The embedded engine: answers searches from a Whoosh index that `WhooshWriter` wrote.

Opening reads the doc values into memory and checks every file; after that a search reads posting lists only. Whoosh
objects stay within the `engine/whoosh` folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from whoosh import index
from whoosh.reading import IndexReader

from indexer.disk.hashing import ids_digest
from indexer.engine.doc_values import DocValues, FilteredHits, top_counts
from indexer.engine.neighbours import Neighbours
from indexer.engine.protocol import Engine
from indexer.engine.term_dictionary import MAX_FORMS, TermDictionary
from indexer.errors import IndexDamaged
from indexer.query.matching import slots
from indexer.query.query_language import LanguageShare
from indexer.query.results import (
    PASSAGES_PER_GROUP,
    EngineAnswer,
    FacetName,
    GroupedHits,
    Grouping,
    GroupPage,
    IdPage,
    IndexFacts,
    MatchCount,
    Query,
    ResultPlace,
    Sort,
    ValuesPage,
)
from indexer.query.tree import And, MinShouldMatch, Phrase, Term, complete_first
from indexer.text.analysis import stem
from indexer.text.stemming import stem_in

from .accents import AccentMatcher
from .capitals import CapitalsMatcher
from .positions import PositionMatcher
from .postings import PostingLists
from .proximity import ProximityCounter
from .scorer import FIELD_WEIGHTS, FoundPassages, Scorer
from .writer import CHECKSUMS_FILE, WhooshWriter, checksums

__all__ = ["WhooshEngine", "WhooshWriter"]


class WhooshEngine(Engine):
    """The `Engine` over one finished Whoosh index; safe to use from many threads."""

    def __init__(self, path: Path, max_forms: int = MAX_FORMS) -> None:
        """Open an index; raise IndexDamaged when one of its files is missing or changed.

        `max_forms` limits the terms that one wildcard or fuzzy word expands to.
        """
        _verify_checksums(path)
        try:
            self._doc_values = DocValues(path)
        except (OSError, ValueError, LookupError) as error:
            raise IndexDamaged(path.parent, f"{path.name}/: {error}") from error
        self._reader = _reader(path)
        self._dictionary = TermDictionary(self._doc_values.forms, self._doc_values.passages, max_forms)
        self._neighbours = Neighbours(self._doc_values)
        lists = PostingLists(self._reader, lambda: self._doc_values.languages)
        accents = AccentMatcher(lists, self._doc_values.written, [field.name for field in FIELD_WEIGHTS])
        capitals = CapitalsMatcher(lists)
        self._scorer = Scorer(
            PositionMatcher(lists, self._dictionary),
            accents,
            capitals,
            ProximityCounter(lists, self._dictionary),
            self._doc_values,
        )

    @cached_property
    def facts(self) -> IndexFacts:
        """The size of the index and a digest of its ids."""
        return IndexFacts(len(self._doc_values.ids), ids_digest(self._doc_values.ids))

    def search(self, query: Query) -> EngineAnswer:
        """Return one page of hits with facet counts; never raise for a query that `parse` made."""
        found, filtered = self._filtered(query)
        total = len(filtered.passing)
        page, pages, offset = _page_of(query, total)
        numbers = self._ordered(query, found, filtered.passing, offset + max(query.size, 1))[offset:]
        kept = {facet: {*query.selected_values(facet), *query.excluded_values(facet)} for facet in query.facets}
        counted = self._doc_values.facet_counts(filtered) if query.facets else {}
        counts, more = top_counts({facet: counted[facet] for facet in query.facets}, query.top_values, kept)
        return EngineAnswer(
            total=total,
            with_all_words=total - sum(map(found.incomplete.__contains__, filtered.passing)),
            page=page,
            pages=pages,
            matches=tuple((self._doc_values.ids[number], found.scores[number]) for number in numbers),
            facet_counts=counts,
            expansions=tuple(self._dictionary.expansions(query.node)),
            more_values=more,
        )

    def count(self, query: Query) -> MatchCount:
        """Return how many passages a query finds, whatever its page."""
        found, filtered = self._filtered(query)
        lacking = sum(map(found.incomplete.__contains__, filtered.passing))
        return MatchCount(len(filtered.passing), len(filtered.passing) - lacking)

    def first(self, query: Query, n: int) -> tuple[str, ...]:
        """Return the ids of the first `n` hits in the query's order, whatever its page."""
        found, filtered = self._filtered(query)
        return self._ids_of(self._ordered(query, found, filtered.passing, n)) if n > 0 else ()

    def after(self, query: Query, cursor: str | None, n: int) -> IdPage:
        """Return the ids of the next `n` hits after a cursor, in the query's order; None begins with the first.

        Raise ValueError for a text that is no cursor of this query.
        """
        ids = self._all_ids(query)
        if cursor is not None and cursor not in ids:
            raise ValueError("this is no cursor of the query")
        start = ids.index(cursor) + 1 if cursor is not None else 0
        page = ids[start : start + max(n, 1)]
        return IdPage(page, page[-1] if start + len(page) < len(ids) else None)

    def around(self, query: Query, passage: str) -> ResultPlace:
        """Return the place of a passage among the hits of a query, with the hits before and after it."""
        ids = self._all_ids(query)
        if passage not in ids:
            return ResultPlace(0, len(ids), None, None)
        place = ids.index(passage)
        following = ids[place + 1] if place + 1 < len(ids) else None
        return ResultPlace(place + 1, len(ids), ids[place - 1] if place else None, following)

    def groups(self, query: Query, by: Grouping, per_group: int = PASSAGES_PER_GROUP) -> GroupPage:
        """Return one page of the groups of the hits, in the order of their first hits."""
        members: dict[str, list[str]] = {}
        found, filtered = self._filtered(query)
        for number in self._ordered(query, found, filtered.passing, len(filtered.passing)):
            members.setdefault(self._doc_values.group_key(number, by), []).append(self._doc_values.ids[number])
        page, pages, offset = _page_of(query, len(members))
        groups = list(members.items())[offset : offset + max(query.size, 1)]
        return GroupPage(
            len(members), page, pages, tuple(GroupedHits(key, len(ids), tuple(ids[:per_group])) for key, ids in groups)
        )

    def values(self, facet: FacetName, prefix: str = "", after: str = "", n: int = 100) -> ValuesPage:
        """Return the next `n` values of passages in a facet that begin with a prefix, after a value, by code points."""
        wanted = sorted(value for value in self._doc_values.values(facet) if value.startswith(prefix) and value > after)
        return ValuesPage(tuple(wanted[:n]), len(wanted) > n)

    def has_values(self, facet: FacetName, values: Iterable[str]) -> frozenset[str]:
        """Return those of some values of a facet that passages have."""
        return frozenset(self._doc_values.values(facet)).intersection(values)

    def _all_ids(self, query: Query) -> tuple[str, ...]:
        found, filtered = self._filtered(query)
        return self._ids_of(self._ordered(query, found, filtered.passing, len(filtered.passing)))

    def _ids_of(self, numbers: Iterable[int]) -> tuple[str, ...]:
        return tuple(map(self._doc_values.ids.__getitem__, numbers))

    def has_word(self, word: str) -> bool:
        """Return whether a word, in any of its forms, occurs in any passage or around it."""
        word_slots = slots(Term(word))
        return bool(word_slots) and all(self._dictionary.matches(slot).forms for slot in word_slots)

    def has_phrase(self, text: str) -> bool:
        """Return whether the words of a text, in exactly these forms, stand together in any passage or around it."""
        return bool(self._scorer.find(Phrase(text)).scores)

    def has_form(self, form: str) -> bool:
        """Return whether a folded word occurs in exactly this form."""
        return any(form in frequencies for frequencies in self._doc_values.passages.values())

    def parted_forms(self, word: str) -> tuple[str, ...]:
        """Return the ways in which the corpus writes a word, in any of its forms, in parts, as phrases."""
        return tuple(self._doc_values.parted.get(stem(word), ()))

    def accented_forms(self, form: str) -> tuple[str, ...]:
        """Return the ways in which passages write a folded word with accents."""
        return tuple(self._doc_values.written.get(form, ()))

    def is_name(self, word: str) -> bool:
        """Return whether capitals tell a word from another: some passages write it in capitals, and some do not."""
        passages = sum(frequencies.get(word, 0) for frequencies in self._doc_values.passages.values())
        return 0 < self._doc_values.capitals.get(word, 0) < passages

    def has_capitals(self, word: str) -> bool:
        """Return whether a passage writes a folded word in capitals."""
        return word in self._doc_values.capitals

    def compounds(self, word: str) -> tuple[str, ...]:
        """Return the compounds in passages that have a folded word, in any form, as a part; frequent ones first."""
        found = (
            (-self._doc_values.passages[language][compound], compound)
            for language, by_stem in self._doc_values.compounds.items()
            for compound in by_stem.get(stem_in(word, language), ())
        )
        return tuple(compound for _, compound in sorted(found))

    def language_shares(self, words: Iterable[str]) -> tuple[LanguageShare, ...]:
        """Return the analysis languages of the passages, with the share of the passages of each that have each word."""
        row = tuple(words)
        return tuple(
            LanguageShare(
                language,
                passages,
                {word: count / passages for word in row if (count := self._doc_values.passages[language].get(word))},
            )
            for language, passages in self._doc_values.language_counts.items()
        )

    def close(self) -> None:
        """Release files and memory."""
        self._reader.close()

    def _filtered(self, query: Query) -> tuple[FoundPassages, FilteredHits]:
        found = self._scorer.find(query.node)
        if isinstance(query.node, And | MinShouldMatch) and query.sort == "relevance":
            found = found._replace(scores=self._neighbours.lift(found.scores))
        hits = found.scores if query.within is None else self._doc_values.within(found.scores, query.within)
        return found, self._doc_values.apply_filters(hits, query.filters, query.excluded)

    def _ordered(self, query: Query, found: FoundPassages, passing: list[int], count: int) -> list[int]:
        """Return the first hits in the query's order; where that says so, those with all words come first."""
        sort = _sort_order(query)
        if not found.incomplete or not (sort != "relevance" or complete_first(query.node)):
            return self._doc_values.top(passing, sort, found.scores, count)
        complete = [number for number in passing if number not in found.incomplete]
        ordered = self._doc_values.top(complete, sort, found.scores, count)
        if len(ordered) < count:
            rest = [number for number in passing if number in found.incomplete]
            ordered += self._doc_values.top(rest, sort, found.scores, count - len(ordered))
        return ordered


def _sort_order(query: Query) -> Sort:
    """Return the sort order of a query; without a query all scores are equal, which means document order."""
    return "document" if query.node is None and query.sort == "relevance" else query.sort


def _page_of(query: Query, count: int) -> tuple[int, int, int]:
    """Return the page shown of so many hits or groups, the number of pages, and how many come before."""
    size = max(query.size, 1)
    pages = max(-(-count // size), 1)
    page = min(max(query.page, 1), pages)
    return page, pages, (page - 1) * size


def _reader(path: Path) -> IndexReader:
    """Open the index with Whoosh; files that are intact and still cannot be opened come from another Whoosh version."""
    try:
        opened = index.open_dir(str(path), readonly=True)
        reader: IndexReader = opened.reader()  # type: ignore[no-untyped-call]  # Whoosh's is untyped
    except Exception as error:
        raise IndexDamaged(path.parent, f"Whoosh cannot open {path.name}/: {error}") from error
    return reader


def _verify_checksums(path: Path) -> None:
    """Compare every file with its checksum before Whoosh unpickles any of it."""
    try:
        expected = json.loads((path / CHECKSUMS_FILE).read_text(encoding="utf-8"))
        actual = checksums(path)
    except (OSError, ValueError) as error:
        raise IndexDamaged(path.parent, f"the search files in {path.name}/ cannot be read") from error
    if not isinstance(expected, dict):
        raise IndexDamaged(path.parent, f"{path.name}/{CHECKSUMS_FILE} is not what was written")
    wrong = sorted(name for name in expected.keys() | actual.keys() if expected.get(name) != actual.get(name))
    if wrong:
        raise IndexDamaged(path.parent, f"{path.name}/{wrong[0]} is not what was written")
