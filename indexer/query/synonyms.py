"""The synonyms of one corpus: acronyms that it explains, documents that it names, other spellings, stated synonyms.

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
from indexer.text.word_lists import load_words

from .meeting_names import MeetingNames, NamedMeetings
from .tree import Phrase, Term
from .variants import CorpusWords, NoWords, variants

_LONGEST_MENTION = 8
"""The most words that name a document, as `Security Council resolution 2719 of 31 October 2023`."""

MAX_COMPOUNDS = 40
"""The most compounds that one word is expanded to, the most frequent ones: each is looked up."""

Stems = tuple[str, ...]


class Synonyms:
    """The acronyms of one corpus and the documents that it names."""

    def __init__(
        self,
        acronyms: Iterable[Acronym],
        symbols: Collection[str],
        most_frequent_form: Callable[[str], str] = str,
        words: CorpusWords = NoWords(),  # noqa: B008  # it holds nothing
        stated: Iterable[Sequence[str]] = (),
        meeting_names: NamedMeetings | None = None,
    ) -> None:
        """Take acronyms and symbols, look-ups of the words of the corpus, and rows stated to mean the same.

        `most_frequent_form` returns a folded word as the corpus writes it most often: `POC`, but `sea` where the papers
        speak of the sea. An acronym matches in other letter case only where it is always written as one.
        """
        self._long_forms: Mapping[str, dict[str, None]] = defaultdict(dict)
        self._folded_forms: Mapping[str, dict[str, None]] = defaultdict(dict)
        self._short_forms: Mapping[Stems, dict[Stems, str]] = defaultdict(dict)
        self._symbols = symbols
        self._most_frequent_form = most_frequent_form
        self._words = words
        self._stated: Mapping[Stems, dict[str, None]] = defaultdict(dict)
        for row in stated:
            for member in row:
                others = (other for other in row if stemmed_terms(other) != stemmed_terms(member))
                self._stated[stemmed_terms(member)].update(dict.fromkeys(others))
        self.meeting_names: NamedMeetings = meeting_names or MeetingNames()
        for acronym in acronyms:
            for short in (acronym.short, *acronym.variants):
                parts = list(tokens(short))  # a query has no `+` at the end of a word
                if parts:
                    typed = short[parts[0].start : parts[-1].end]
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
        if folded not in self._folded_forms or is_function_word(typed) or folded in load_words("short_words"):
            return ()  # `sea` and `sage` are words, whatever the papers write in capitals
        if self._most_frequent_form(folded) == folded:
            return ()
        return self._folded_forms[folded]

    def short_forms(self, words: Sequence[Term]) -> tuple[str, ...]:
        """Return the acronyms of a row of words, in any of their forms, with or without function words."""
        return tuple(
            self._short_forms.get(tuple(stem for word in words for stem in stemmed_terms(word.text)), {}).values()
        )

    def stated(self, words: Sequence[Term]) -> tuple[str, ...]:
        """Return what is stated to mean the same as a row of words, in any of their forms."""
        return tuple(self._stated.get(tuple(stem for word in words for stem in stemmed_terms(word.text)), {}))

    def spellings(self, word: Term) -> tuple[str, ...]:
        """Return the other spellings of a word that occur in the corpus."""
        own_stems = stemmed_terms(word.text)
        return tuple(
            spelling
            for spelling in spelling_variants(word.text)
            if stemmed_terms(spelling) != own_stems and self._words.has_word(spelling)
        )

    def variants(self, words: Sequence[Term]) -> tuple[Term | Phrase, ...]:
        """Return the other ways in which the corpus writes a row of words."""
        return variants(words, self._words)

    def compounds(self, word: Term) -> tuple[str, ...]:
        """Return the most frequent compounds of the corpus that have a word as a part."""
        terms = terms_in(word.text)
        return self._words.compounds(terms[0])[:MAX_COMPOUNDS] if len(terms) == 1 else ()

    def is_name(self, word: str) -> bool:
        """Return whether capitals tell a word of the corpus from another."""
        return self._words.is_name(word)

    def symbols(self, words: Sequence[Term], before: Sequence[Term] = ()) -> tuple[str, ...]:
        """Return the symbols of the documents that a whole row of words names.

        `before` is what was typed before the row: it may name the body whose resolution is meant.
        """
        text = " ".join(word.text for word in words)
        if len(words) > _LONGEST_MENTION or not any(map(str.isdigit, text)):
            return ()
        body = "".join(f"{word.text} " for word in before[-_LONGEST_MENTION:]).lower()
        for spelling in _document_spellings(text):
            named = list(find_mentions(body + spelling, council_named=True))
            if named and named[0].start == len(body) and named[-1].end == len(body + spelling):
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
