"""Counts per passage how often a term node matches: as a term, a phrase, a sloppy phrase or a NEAR match.

It handles one field at a time. `engine/whoosh/scorer` decides what a count is worth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from indexer.engine.budget import Budget
from indexer.engine.character_pairs import pair_of
from indexer.engine.columns.token_field import TokenField
from indexer.engine.rows import EMPTY, Row, counted, summed
from indexer.engine.term_dictionary import MatchedForms, TermDictionary
from indexer.query.matching import Slot, slots
from indexer.query.tree import Near, Node, Or, SloppyPhrase, Term, TermNode

from .lists import IndexField, TermLists, field_of
from .near import near_counts
from .phrases import TermRow, row_places
from .sloppy import sloppy_counts

FormRow = tuple[tuple[str, ...], ...]
"""For each word of a row, the terms that match it."""
FormRows = tuple[tuple[FormRow, ...], ...]
"""For each part of a node, the rows of words that it may be."""
_UNITS = 20.0
"""Occurrences of the forms of a word are counted in twentieths, so that sums are exact in any order."""
CountTexts = Callable[[TokenField, Sequence[Sequence[TermRow]], Budget], Row]
"""Counts the matches of rows of terms in each text of a field of a segment."""


class PositionMatcher:
    """Finds the matches of term nodes in one index; safe to use from many threads."""

    def __init__(self, lists: TermLists, dictionary: TermDictionary) -> None:
        self._lists = lists
        self._dictionary = dictionary

    def counts(self, fields: Sequence[IndexField], node: TermNode, budget: Budget, other: float = 1.0) -> list[Row]:
        """Return for each of some fields how often a term node matches in it in each passage.

        For a single word, a match of a form that was not typed counts `other`.
        """
        if not isinstance(node, Near) and len(row := slots(node)) == 1:
            return self._single(fields, node, row[0], other, budget)
        return [self._several(field, node, budget) for field in fields]

    def _several(self, field: IndexField, node: TermNode, budget: Budget) -> Row:
        if isinstance(node, Near):
            return self._near(field, node, budget)
        row = slots(node)
        if pair := pair_of(row):
            return self._lists.bag_counts("pairs", [pair], budget, [field])
        if isinstance(node, SloppyPhrase):
            return self._sloppy(field, node, budget)
        return self._counted(field, [[row]], budget, _count_rows) if row else EMPTY

    def _single(
        self, fields: Sequence[IndexField], node: TermNode, slot: Slot, other: float, budget: Budget
    ) -> list[Row]:
        matched, _, only_in = self._dictionary.matches(slot)
        if not matched:
            return [EMPTY] * len(fields)
        has_typed = isinstance(node, Term) and slot.text in matched and len(matched) > 1
        if not has_typed:
            worth = dict.fromkeys(matched, 1.0)
            return [self._lists.counts(field, worth, only_in, budget) for field in fields]
        worth = dict.fromkeys(matched, float(round(other * _UNITS)))
        worth[slot.text] = _UNITS
        found = [self._lists.counts(field, worth, only_in, budget) for field in fields]
        return [Row(row.passages, row.values / _UNITS) for row in found]

    def _near(self, field: IndexField, node: Near, budget: Budget) -> Row:
        parts = [[slots(inner) for inner in _alternatives(part)] for part in node.parts]

        def count(view: TokenField, rows: Sequence[Sequence[TermRow]], budget: Budget) -> Row:
            return near_counts(view, rows, node.distances, budget)

        return self._counted(field, parts, budget, count)

    def _sloppy(self, field: IndexField, node: SloppyPhrase, budget: Budget) -> Row:
        def count(view: TokenField, rows: Sequence[Sequence[TermRow]], budget: Budget) -> Row:
            [[row]] = rows
            if not row or not all(row):
                return EMPTY
            return sloppy_counts(view, Counter(term for [term] in row), node.slop, budget)

        return self._counted(field, [[slots(node)]], budget, count)

    def _counted(
        self, field: IndexField, parts: Sequence[Sequence[Sequence[Slot]]], budget: Budget, count: CountTexts
    ) -> Row:
        """Count the matches of a node of several words in each segment, in each language by the forms of that."""
        found = []
        for rows, languages in self._by_languages(parts):
            row = self._lists.joined(
                [
                    self._lists.of_passages(
                        number, field, count(field_of(segment, field), self._numbered(number, rows), budget)
                    )
                    for number, segment in enumerate(self._lists.segments)
                ]
            )
            found.append(self._lists.in_languages(row, languages) if languages else row)
        return summed(found, self._lists.size)

    def _numbered(self, segment: int, parts: FormRows) -> list[list[list[list[int]]]]:
        """Return rows of words with the numbers of terms in a segment."""
        return [[[self._lists.terms(segment, forms) for forms in row] for row in rows] for rows in parts]

    def _by_languages(self, parts: Sequence[Sequence[Sequence[Slot]]]) -> Iterator[tuple[FormRows, frozenset[str]]]:
        """Yield the rows with the forms of each word, and the languages in which these are the forms; none for all."""
        matched = [[[self._dictionary.matches(slot) for slot in row] for row in rows] for rows in parts]
        if not any(match.only_in for rows in matched for row in rows for match in row):
            yield _forms_in(matched, None), frozenset()
            return
        languages_of: dict[FormRows, set[str]] = {}
        for language in self._lists.languages:
            languages_of.setdefault(_forms_in(matched, language), set()).add(language)
        for rows, languages in languages_of.items():
            yield rows, frozenset(languages)


def _forms_in(matched: Sequence[Sequence[Sequence[MatchedForms]]], language: str | None) -> FormRows:
    return tuple(
        tuple(
            tuple(
                tuple(
                    form
                    for form in match.forms
                    if language is None or form not in match.only_in or language in match.only_in[form]
                )
                for match in row
            )
            for row in rows
        )
        for rows in matched
    )


def _alternatives(part: Node) -> Iterator[Node]:
    """Yield the words and phrases that an operand of NEAR may be."""
    if isinstance(part, Or):
        for inner in part.parts:
            yield from _alternatives(inner)
    else:
        yield part


def _count_rows(view: TokenField, parts: Sequence[Sequence[TermRow]], budget: Budget) -> Row:
    """Count the matches of a single row of adjacent words."""
    [[row]] = parts
    return counted(row_places(view, row, budget).texts)
