"""Find where sentences begin and end, with NLTK's Punkt trained on the corpus itself, so that nothing is downloaded.

What was learned is kept, so that a new paper moves no end of a sentence in the others. When to learn anew is for the
build to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from .libraries.nltk_parts import part_of_nltk
from .stopwords import stop_words

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

# Abbreviations of meeting papers that a small corpus may not show often enough to be learned.
_ABBREVIATIONS = frozenset(
    "h.e hon mr mrs ms mx mme mlle dr dra dre prof amb gen maj lt col brig capt cmdr adm sgt rev st sr sra sres jr ret "
    "esq messrs mm vol p pp fig ed eds e.g i.e etc cf vs al viz approx dept govt u.n u.s u.k d.c ph.d m.d a.m p.m "
    "jan feb mar apr jun jul aug sep sept oct nov dec excmo excma lic ing ee.uu p.ej p.ex bzw usw z.b d.h".split()
)
_BEFORE_NUMBERS = frozenset("no nos para paras art arts sect res doc corr add fig vol p pp núm nr pág chap".split())
"""Words that are abbreviations only when a number or a document symbol follows."""
_STARTERS = stop_words("sentence_start")
_UNSPACED = re.compile(r"[。！？][」』）”’]*(?=\S)")  # sentence ends without the space that Punkt needs
_FULL_STOP = re.compile(r"(?P<word>\b[^\W\d_]+)(?P<stop>\.[\"”’»)\]]*)\s+(?P<next>\S+)")
_MIDST = re.compile(r"(?P<word>\b[^\W\d_][\w.]*)\.(?:[,;:]|\s+(?P<next>[^\W\d_]))")
_NO_SENTENCE = re.compile(r"[(\[“\"'«]*(?:\d|[A-Z]+(?:[/.-]?\d|/|\b(?![\w’']))|[IVXLC]+\b)")
# Punkt's frequencies settle long before this many characters, but its training time keeps growing.
_SAMPLE_CHARACTERS = 2_000_000


class SentenceStatistics(msgspec.Struct, frozen=True):
    """What was learned of the sentences of a corpus.

    Method: Kiss and Strunk, Unsupervised Multilingual Sentence Boundary Detection (2006), as in NLTK. What Punkt learns
    as an abbreviation from a few texts may be a short word that happens to end sentences. A learned abbreviation is
    accepted when a text also shows it inside a sentence, or when it has no vowel.
    """

    characters: int
    """The size of the corpus that it was learned from."""
    abbreviations: tuple[str, ...] = ()
    collocations: tuple[tuple[str, str], ...] = ()
    """Pairs of words of which the first ends in a full stop and ends no sentence."""
    starters: tuple[str, ...] = ()
    """Words that often begin sentences."""
    contexts: dict[str, int] = {}  # msgspec copies it
    """Where each word stands with and without a capital, as Punkt's flags."""

    @classmethod
    def learn(cls, texts: Iterable[str], characters: int | None = None) -> SentenceStatistics:
        """Learn from the first texts of a corpus, as many as settle what is learned.

        `characters` is the size of the whole corpus; None stands for that of the texts.
        """
        punkt = part_of_nltk("nltk.tokenize.punkt")
        trainer = punkt.PunktTrainer()
        size = 0
        inside_sentences: set[str] = set()
        for text in texts:
            trainer.train(text, finalize=False)
            inside_sentences.update(_words_inside_sentences(text))
            size += len(text)
            if size > _SAMPLE_CHARACTERS:
                break
        params: PunktParameters = trainer.get_params() if size else punkt.PunktParameters()
        learned = {word for word in params.abbrev_types if word in inside_sentences or _has_no_vowel(word)}
        return cls(
            size if characters is None else characters,
            tuple(sorted(learned)),
            tuple(sorted(params.collocations)),
            tuple(sorted(params.sent_starters)),
            dict(sorted(params.ortho_context.items())),
        )


def load_tokenizer() -> None:
    """Load what splits texts, so that the first text need not wait for it."""
    part_of_nltk("nltk.tokenize.punkt")


class SentenceSplitter:
    """A sentence splitter for one corpus; NLTK is loaded when the first text comes."""

    def __init__(self, statistics: SentenceStatistics) -> None:
        self._statistics = statistics

    @cached_property
    def _tokenizer(self) -> PunktSentenceTokenizer:
        punkt = part_of_nltk("nltk.tokenize.punkt")
        statistics, params = self._statistics, punkt.PunktParameters()
        params.abbrev_types = {*statistics.abbreviations, *_ABBREVIATIONS, *_BEFORE_NUMBERS}
        params.collocations = {*statistics.collocations}
        params.sent_starters = {*statistics.starters, *_STARTERS}
        params.ortho_context.update(statistics.contexts)
        tokenizer: PunktSentenceTokenizer = punkt.PunktSentenceTokenizer(params)
        return tokenizer

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return the start and end of each sentence of a passage; a line break also ends a sentence."""
        spans: list[tuple[int, int]] = []
        for line in re.finditer(r"[^\n]+", text):
            first = len(spans)
            for start, end in self._tokenizer.span_tokenize(line.group()):
                begin = line.start() + start
                # A sentence begins neither in lower case nor without a space before it.
                if len(spans) > first and (text[begin].islower() or spans[-1][1] == begin):
                    begin = spans.pop()[0]
                for span in _split_at_abbreviations(text, begin, line.start() + end):
                    spans.extend(_split_unspaced(text, *span))
        return tuple(spans)


def _words_inside_sentences(text: str) -> Iterator[str]:
    """Yield the words that a full stop follows while the sentence continues."""
    for match in _MIDST.finditer(text):
        if match["next"] is None or match["next"].islower():
            yield match["word"].casefold()


def _has_no_vowel(word: str) -> bool:
    """Return whether a word in Latin letters has no vowel, or has full stops inside."""
    return "." in word or (word.isascii() and not re.search(r"[aeiouy]", word))


def _split_at_abbreviations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split a span after `no.` and the like when neither a number nor a symbol follows."""
    for match in _FULL_STOP.finditer(text, start, end):
        follows = match["next"]
        opens = follows.lstrip("(“\"'«")[:1].isupper() and not _NO_SENTENCE.match(follows)
        whole = match["word"].casefold() if match.start() == start else match["word"]
        if opens and whole in _BEFORE_NUMBERS:  # `No.` is an answer only when it is the whole sentence
            yield start, match.end("stop")
            start = match.start("next")
    yield start, end


def _split_unspaced(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split a span at the full stops of scripts that put no space after them."""
    for match in _UNSPACED.finditer(text, start, end):
        if match.end() < end:
            yield start, match.end()
            start = match.end()
    yield start, end
