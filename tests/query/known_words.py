"""What a few sentences show about their words, for queries that no index answers."""

from __future__ import annotations

from indexer.text.analysis import accented_terms, stem, terms_in
from indexer.text.written_forms import capital_terms, parted_words


class KnownWords:
    """The words of some sentences, each read anew."""

    def __init__(self, *sentences: str) -> None:
        self._sentences = sentences
        self._forms = {form for sentence in sentences for form in terms_in(sentence)}

    def has_word(self, word: str) -> bool:
        """Return whether every part of a word occurs in any of its forms."""
        return set(map(stem, terms_in(word))) <= set(map(stem, self._forms))

    def has_form(self, form: str) -> bool:
        """Return whether a folded word occurs in this form."""
        return form in self._forms

    def has_phrase(self, text: str) -> bool:
        """Return whether the words of a text stand side by side in a sentence."""
        wanted = f" {' '.join(terms_in(text))} "
        return any(wanted in f" {' '.join(terms_in(sentence))} " for sentence in self._sentences)

    def parted_forms(self, word: str) -> tuple[str, ...]:
        """Return the parts in which the sentences write a word."""
        parted = {found for sentence in self._sentences for found in parted_words(sentence)}
        return tuple(sorted(found.written for found in parted if stem("".join(found.parts)) == stem(word)))

    def accented_forms(self, form: str) -> tuple[str, ...]:
        """Return how the sentences write a word with accents."""
        written = {pair for sentence in self._sentences for pair in accented_terms(sentence)}
        return tuple(sorted(spelling for folded, spelling in written if folded == form))

    def compounds(self, word: str) -> tuple[str, ...]:  # noqa: ARG002  # the signature of the protocol
        """Return nothing: the sentences are English."""
        return ()

    def is_name(self, word: str) -> bool:
        """Return whether some sentences write a word in capitals, and others do not."""
        capitals = {word in capital_terms(sentence) for sentence in self._sentences if word in terms_in(sentence)}
        return capitals == {True, False}

    def has_capitals(self, word: str) -> bool:
        """Return whether a sentence writes a word in capitals."""
        return any(word in capital_terms(sentence) for sentence in self._sentences)
