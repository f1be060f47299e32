"""The synonyms of one corpus: acronyms that it explains, documents that it names, and other spellings of words.

Applying them to a query is the job of `query/expansion`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from indexer.entities.symbols import find_mentions
from indexer.model import Acronym
from indexer.text.analysis import fold, stem, stemmed_terms, terms_in, tokens
from indexer.text.spellings import spelling_variants
from indexer.text.stopwords import is_function_word

from .meeting_names import MeetingNames
from .tree import Term

_LONGEST_MENTION = 8
"""The most words that name a document, as `Security Council resolution 2719 of 31 October 2023`."""

MAX_COMPOUNDS = 40
"""The most compounds that one word is expanded to, the most frequent ones: each is looked up."""

Stems = tuple[str, ...]


def _has_no_compound(_: str) -> tuple[str, ...]:
    return ()


def _has_no_word(_: str) -> bool:
    return False


class Synonyms:
    """The acronyms of one corpus and the documents that it names."""

    def __init__(
        self,
        acronyms: Iterable[Acronym],
        symbols: Collection[str],
        most_frequent_form: Callable[[str], str] = str,
        has_word: Callable[[str], bool] = _has_no_word,
        compounds: Callable[[str], tuple[str, ...]] = _has_no_compound,
        meeting_names: MeetingNames | None = None,
    ) -> None:
        """Take acronyms and symbols, and three look-ups of the words of the corpus.

        `most_frequent_form` returns a folded word as the corpus writes it most often: `POC`, but `sea` where the papers
        speak of the sea. An acronym matches in other letter case only where it is always written as one. `has_word`
        says whether the corpus has a word. `compounds` returns the compounds that have a folded word as a part.
        """
        self._long_forms: Mapping[str, dict[str, None]] = defaultdict(dict)
        self._folded_forms: Mapping[str, dict[str, None]] = defaultdict(dict)
        self._short_forms: Mapping[Stems, dict[Stems, str]] = defaultdict(dict)
        self._symbols = frozenset(symbols)
        self._most_frequent_form = most_frequent_form
        self._has_word = has_word
        self._compounds = compounds
        self.meeting_names = meeting_names or MeetingNames()
        for acronym in acronyms:
            for short in (acronym.short, *acronym.variants):
                words = list(tokens(short))  # a query has no `+` at the end of a word
                if words:
                    typed = short[words[0].start : words[-1].end]
                    self._long_forms[typed][acronym.long] = None
                    self._folded_forms[fold(typed)][acronym.long] = None
                    for key in _keys(acronym.long):
                        self._short_forms[key].setdefault(stemmed_terms(short), short)

    def long_forms(self, word: Term) -> tuple[str, ...]:
        """Return the long forms of an acronym, and their other acronyms: `TCC` is written `TCCs` too."""
        longs = self._long_forms.get(word.text) or self._in_other_case(word.text)
        other_acronyms = (
            short
            for long in longs
            for acronym_stems, short in self._short_forms[stemmed_terms(long)].items()
            if acronym_stems != stemmed_terms(word.text)
        )
        return tuple(dict.fromkeys((*longs, *other_acronyms)))

    def _in_other_case(self, typed: str) -> Collection[str]:
        folded = fold(typed)
        if folded not in self._folded_forms or is_function_word(typed) or self._most_frequent_form(folded) == folded:
            return ()
        return self._folded_forms[folded]

    def short_forms(self, words: Sequence[Term]) -> tuple[str, ...]:
        """Return the acronyms of a row of words, in any of their forms, with or without function words."""
        return tuple(
            self._short_forms.get(tuple(stem for word in words for stem in stemmed_terms(word.text)), {}).values()
        )

    def spellings(self, word: Term) -> tuple[str, ...]:
        """Return the other spellings of a word that occur in the corpus."""
        own_stems = stemmed_terms(word.text)
        return tuple(
            spelling
            for spelling in spelling_variants(word.text)
            if stemmed_terms(spelling) != own_stems and self._has_word(spelling)
        )

    def compounds(self, word: Term) -> tuple[str, ...]:
        """Return the most frequent compounds of the corpus that have a word as a part."""
        terms = terms_in(word.text)
        return self._compounds(terms[0])[:MAX_COMPOUNDS] if len(terms) == 1 else ()

    def symbols(self, words: Sequence[Term]) -> tuple[str, ...]:
        """Return the symbols of the documents that a whole row of words names."""
        text = " ".join(word.text for word in words)
        if len(words) > _LONGEST_MENTION or not any(map(str.isdigit, text)):
            return ()
        for spelling in _document_spellings(text):
            named = list(find_mentions(spelling, council_named=True))
            if named and named[0].start == 0 and named[-1].end == len(spelling):
                return tuple(dict.fromkeys(mention.symbol for mention in named if mention.symbol in self._symbols))
        return ()


def _keys(long: str) -> Iterator[Stems]:
    """Yield the keys of a long form: with all of its words, and without its function words."""
    yield stemmed_terms(long)
    content_stems = tuple(stem(form) for form in terms_in(long) if not is_function_word(form))
    if len(content_stems) > 1:
        yield content_stems


def _document_spellings(text: str) -> Iterator[str]:
    """Yield the ways in which a row of words may name a document: queries have no brackets, and often no capitals."""
    *before, last = text.split()
    for spelling in dict.fromkeys((text, text.upper())):
        yield spelling
        if before and len(last) == 4 and last.isdecimal():
            yield f"{spelling.rpartition(' ')[0]} ({last})"
