"""What the dictionary of an index says of words; the same for every engine, as each has one."""

from __future__ import annotations

from collections.abc import Iterable

from indexer.query.matching import slots
from indexer.query.query_language import LanguageShare
from indexer.query.results import Expansion
from indexer.query.tree import Node, Term
from indexer.text.analysis import stem
from indexer.text.stemming import stem_in

from .columns.vocabulary import Vocabulary
from .term_dictionary import TermDictionary


class VocabularyAnswers:
    """The part of an engine that is answered from a dictionary alone."""

    def __init__(self, vocabulary: Vocabulary, dictionary: TermDictionary) -> None:
        self._words = vocabulary
        self._terms = dictionary

    def expansions(self, node: Node | None) -> tuple[Expansion, ...]:
        """Return for each word of a tree that stands for more than itself the terms that it is expanded to."""
        return tuple(self._terms.expansions(node))

    def has_word(self, word: str) -> bool:
        """Return whether a word, in any of its forms, occurs in any passage or around it."""
        word_slots = slots(Term(word))
        return bool(word_slots) and all(self._terms.matches(slot).forms for slot in word_slots)

    def has_form(self, form: str) -> bool:
        """Return whether a folded word occurs in exactly this form."""
        return self._words.total_frequency(form) > 0

    def parted_forms(self, word: str) -> tuple[str, ...]:
        """Return the ways in which the corpus writes a word, in any of its forms, in parts, as phrases."""
        return tuple(self._words.parted(stem(word)))

    def accented_forms(self, form: str) -> tuple[str, ...]:
        """Return the ways in which passages write a folded word with accents."""
        return tuple(self._words.accented(form))

    def is_name(self, word: str) -> bool:
        """Return whether capitals tell a word from another: some passages write it in capitals, and some do not."""
        return 0 < self._words.capitals_count(word) < self._words.total_frequency(word)

    def has_capitals(self, word: str) -> bool:
        """Return whether a passage writes a folded word in capitals."""
        return self._words.capitals_count(word) > 0

    def compounds(self, word: str) -> tuple[str, ...]:
        """Return the compounds in passages that have a folded word, in any form, as a part; frequent ones first."""
        found = (
            (-passages, compound)
            for language in self._words.languages
            for compound, passages in self._words.compounds(stem_in(word, language), language)
        )
        return tuple(compound for _, compound in sorted(found))

    def language_shares(self, words: Iterable[str]) -> tuple[LanguageShare, ...]:
        """Return the analysis languages of the passages, with the share of the passages of each that have each word."""
        row, frequency = tuple(words), self._words.document_frequency
        return tuple(
            LanguageShare(
                language,
                passages,
                {word: count / passages for word in row if (count := frequency(word, language))},
            )
            for language, passages in self._words.language_counts.items()
        )
