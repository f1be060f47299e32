"""The forms that the words of a query stand for in a build, by the languages in which they are forms of these words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.engine.term_dictionary import MatchedForms, TermDictionary
from indexer.query.matching import Slot

FormRow = tuple[tuple[str, ...], ...]
"""For each word of a row, the forms that match it."""


class FormsByLanguage:
    """The forms that rows of slots stand for, by the languages in which they do."""

    def __init__(self, dictionary: TermDictionary, languages: Sequence[str]) -> None:
        self._dictionary = dictionary
        self._languages = tuple(languages)

    def matches(self, slot: Slot) -> MatchedForms:
        """Return the terms that match a slot."""
        return self._dictionary.matches(slot)

    def of(self, rows: Sequence[Sequence[Slot]]) -> Iterator[tuple[tuple[FormRow, ...], frozenset[str]]]:
        """Yield the rows with the forms of each word, and the languages in which these are the forms; none for all."""
        matched = [[self._dictionary.matches(slot) for slot in row] for row in rows]
        if not any(match.only_in for row in matched for match in row):
            yield tuple(tuple(match.forms for match in row) for row in matched), frozenset()
            return
        languages_of: dict[tuple[FormRow, ...], set[str]] = {}
        for language in self._languages:
            languages_of.setdefault(tuple(_row_in(row, language) for row in matched), set()).add(language)
        for forms, languages in languages_of.items():
            yield forms, frozenset(languages)


def _row_in(row: Sequence[MatchedForms], language: str) -> FormRow:
    return tuple(
        tuple(form for form in match.forms if form not in match.only_in or language in match.only_in[form])
        for match in row
    )
