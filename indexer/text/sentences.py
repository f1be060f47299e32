"""Where sentences begin and end: NLTK's Punkt, trained on the corpus itself, so that nothing is downloaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer, PunktTrainer

# Abbreviations of this world that a small corpus may not show often enough to be learned.
_ABBREVIATIONS = frozenset(
    "h.e hon mr mrs ms mx mme mlle dr dra dre prof amb gen maj lt col brig capt cmdr adm sgt rev st sr sra sres jr ret "
    "esq messrs mm vol p pp fig ed eds e.g i.e etc cf vs al viz approx dept govt u.n u.s u.k d.c ph.d m.d a.m p.m "
    "jan feb mar apr jun jul aug sep sept oct nov dec excmo excma lic ing ee.uu p.ej p.ex bzw usw z.b d.h".split()
)
_BEFORE_NUMBERS = frozenset("no nos para paras art arts sect res doc corr add fig vol p pp núm nr pág chap".split())
"""Words as well as abbreviations: the latter only where a number or a symbol follows."""
# What opens a sentence after an abbreviation that may end one (`etc. The ...`), and is no part of a name.
_STARTERS = frozenset(
    "the this these those that it its they their there we our he she his her in on at for from as after before during "
    "however furthermore moreover finally while when if i you ils elle elles nous cette ces ce los las este esta estos "
    "estas en por para pour dans".split()
)
_UNSPACED = re.compile(r"[。！？][」』）”’]*(?=\S)")  # ends of sentences with no space after them, which Punkt asks for
_FULL_STOP = re.compile(r"(?P<word>\b[^\W\d_]+)(?P<stop>\.[\"”’»)\]]*)\s+(?P<next>\S+)")
_MIDST = re.compile(r"(?P<word>\b[^\W\d_][\w.]*)\.(?:[,;:]|\s+(?P<next>[^\W\d_]))")
_NO_SENTENCE = re.compile(r"[(\[“\"'«]*(?:\d|[A-Z]+(?:[/.-]?\d|/|\b(?![\w’']))|[IVXLC]+\b)")
_SAMPLE = 2_000_000  # characters: Punkt's frequencies settle long before, and its training time does not


class SentenceSplitter:
    """A sentence splitter for one corpus.

    Method: Kiss and Strunk, Unsupervised Multilingual Sentence Boundary Detection (2006), as in NLTK. What it
    learns as an abbreviation from a few texts may be a short word that happens to stand at the ends of sentences:
    it is believed where a text also shows it in the midst of one, or where it has no vowel.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        trainer = PunktTrainer()
        size = 0
        midst: set[str] = set()
        for text in texts:
            trainer.train(text, finalize=False)
            midst.update(_in_the_midst(text))
            size += len(text)
            if size > _SAMPLE:
                break
        params: PunktParameters = trainer.get_params() if size else PunktParameters()
        learned = {word for word in params.abbrev_types if word in midst or _is_unspeakable(word)}
        params.abbrev_types = learned | _ABBREVIATIONS | _BEFORE_NUMBERS
        params.sent_starters |= _STARTERS
        self._tokenizer = PunktSentenceTokenizer(params)

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Start and end of each sentence of a passage; a line break, as rosters have it, ends one too."""
        found: list[tuple[int, int]] = []
        for line in re.finditer(r"[^\n]+", text):
            first = len(found)
            for start, end in self._tokenizer.span_tokenize(line.group()):
                begin = line.start() + start
                # No sentence begins in lower case, or without a space before it.
                if len(found) > first and (text[begin].islower() or found[-1][1] == begin):
                    begin = found.pop()[0]
                for one in _at_words(text, begin, line.start() + end):
                    found.extend(_unspaced(text, *one))
        return tuple(found)


def _in_the_midst(text: str) -> Iterator[str]:
    """The words of a text that a full stop follows where the sentence goes on."""
    for match in _MIDST.finditer(text):
        if match["next"] is None or match["next"].islower():
            yield match["word"].casefold()


def _is_unspeakable(word: str) -> bool:
    """Whether a word in Latin letters has no vowel, or full stops inside."""
    return "." in word or (word.isascii() and not re.search(r"[aeiouy]", word))


def _at_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span parted after `no.` and its like where neither a number nor a symbol follows."""
    for match in _FULL_STOP.finditer(text, start, end):
        follows = match["next"]
        opens = follows.lstrip("(“\"'«")[:1].isupper() and not _NO_SENTENCE.match(follows)
        whole = match["word"].casefold() if match.start() == start else match["word"]
        if opens and whole in _BEFORE_NUMBERS:  # `No.` with a capital is an answer only if it is all that is said
            yield start, match.end("stop")
            start = match.start("next")
    yield start, end


def _unspaced(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span parted at the full stops of scripts that put no space after them."""
    for match in _UNSPACED.finditer(text, start, end):
        if match.end() < end:
            yield start, match.end()
            start = match.end()
    yield start, end
