"""What one corpus writes in several ways: short forms that it explains, documents that it names, words spelt otherwise.

What a query does with them is `widening`'s business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from indexer.entities.symbols import find_mentions
from indexer.model import Acronym
from indexer.text.analysis import fold, stem, stemmed_terms, terms_in, tokens
from indexer.text.spellings import spelling_variants
from indexer.text.stopwords import is_function_word

from .tree import Term

_LONGEST_MENTION = 8
"""Words that name a document, as `Security Council resolution 2719 of 31 October 2023`."""

Stems = tuple[str, ...]


def _nowhere(_: str) -> bool:
    return False


class Synonyms:
    """The short forms of one corpus and the documents that it names."""

    def __init__(
        self,
        acronyms: Iterable[Acronym],
        symbols: Collection[str],
        most_frequent_form: Callable[[str], str] = str,
        has_word: Callable[[str], bool] = _nowhere,
    ) -> None:
        """`written` gives a folded word as the corpus writes it most often: `POC`, and `sea` where it tells of the sea.

        A short form counts in other letters than its own where it is always written as one. `stands` tells whether
        the corpus has a word.
        """
        self._long: Mapping[str, dict[str, None]] = defaultdict(dict)
        self._folded: Mapping[str, dict[str, None]] = defaultdict(dict)
        self._short: Mapping[Stems, dict[Stems, str]] = defaultdict(dict)
        self._symbols = frozenset(symbols)
        self._written = most_frequent_form
        self._stands = has_word
        for one in acronyms:
            for short in (one.short, *one.variants):
                found = list(tokens(short))  # a query has no `+` at the end of a word
                if found:
                    typed = short[found[0].start : found[-1].end]
                    self._long[typed][one.long] = None
                    self._folded[fold(typed)][one.long] = None
                    for key in _keys(one.long):
                        self._short[key].setdefault(stemmed_terms(short), short)

    def long_forms(self, word: Term) -> tuple[str, ...]:
        """Give what a short form stands for, and the other ways to shorten that: `TCC` is written `TCCs` too."""
        longs = self._long.get(word.text) or self._in_other_letters(word.text)
        beside = (
            short
            for long in longs
            for own, short in self._short[stemmed_terms(long)].items()
            if own != stemmed_terms(word.text)
        )
        return tuple(dict.fromkeys((*longs, *beside)))

    def _in_other_letters(self, typed: str) -> Collection[str]:
        folded = fold(typed)
        if folded not in self._folded or is_function_word(typed) or self._written(folded) == folded:
            return ()
        return self._folded[folded]

    def short_forms(self, words: Sequence[Term]) -> tuple[str, ...]:
        """Give the short forms of a row of words, in any of their forms, with or without the small ones among them."""
        return tuple(self._short.get(tuple(stem for word in words for stem in stemmed_terms(word.text)), {}).values())

    def spellings(self, word: Term) -> tuple[str, ...]:
        """Give the other spellings of a word that the corpus has."""
        own = stemmed_terms(word.text)
        return tuple(one for one in spelling_variants(word.text) if stemmed_terms(one) != own and self._stands(one))

    def symbols(self, words: Sequence[Term]) -> tuple[str, ...]:
        """Give the documents that a whole row of words names."""
        text = " ".join(word.text for word in words)
        if len(words) > _LONGEST_MENTION or not any(map(str.isdigit, text)):
            return ()
        for written in _ways(text):
            found = list(find_mentions(written, council_named=True))
            if found and found[0].start == 0 and found[-1].end == len(written):
                return tuple(dict.fromkeys(one.symbol for one in found if one.symbol in self._symbols))
        return ()


def _keys(long: str) -> Iterator[Stems]:
    """Give a long form as it is looked up: with all of its words, and without the small ones."""
    yield stemmed_terms(long)
    telling = tuple(stem(form) for form in terms_in(long) if not is_function_word(form))
    if len(telling) > 1:
        yield telling


def _ways(text: str) -> Iterator[str]:
    """Give the ways in which a row of words may name a document: a query has no brackets, and often no capitals."""
    *before, last = text.split()
    for way in dict.fromkeys((text, text.upper())):
        yield way
        if before and len(last) == 4 and last.isdecimal():
            yield f"{way.rpartition(' ')[0]} ({last})"
