"""Where sentences begin and end: NLTK's Punkt, trained on the corpus itself, so that nothing is downloaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer, PunktTrainer

# Abbreviations of this world that a small corpus may not show often enough to be learned.
_ABBREVIATIONS = frozenset(
    "h.e hon mr mrs ms mx dr prof amb gen maj lt col brig capt cmdr adm sgt rev st sr jr ret esq messrs no nos para "
    "paras art arts sect vol p pp fig res doc corr add ed eds e.g i.e etc cf vs al viz approx dept govt u.n u.s u.k "
    "d.c ph.d m.d jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_UNSPACED = re.compile(r"[。！？][」』）”’]*(?=\S)")  # ends of sentences with no space after them, which Punkt asks for
_SAMPLE = 2_000_000  # characters: Punkt's frequencies settle long before, and its training time does not


class Sentences:
    """A sentence splitter for one corpus.

    Method: Kiss and Strunk, Unsupervised Multilingual Sentence Boundary Detection (2006), as in NLTK.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        trainer = PunktTrainer()
        size = 0
        for text in texts:
            trainer.train(text, finalize=False)
            size += len(text)
            if size > _SAMPLE:
                break
        params: PunktParameters = trainer.get_params() if size else PunktParameters()
        params.abbrev_types |= _ABBREVIATIONS
        self._tokenizer = PunktSentenceTokenizer(params)

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Start and end of each sentence of a passage; a line break, as rosters have it, ends one too."""
        found: list[tuple[int, int]] = []
        for line in re.finditer(r"[^\n]+", text):
            first = len(found)
            for start, end in self._tokenizer.span_tokenize(line.group()):
                begin = line.start() + start
                if len(found) > first and text[begin].islower():  # no sentence begins in lower case
                    begin = found.pop()[0]
                found.extend(_unspaced(text, begin, line.start() + end))
        return tuple(found)


def _unspaced(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span parted at the full stops of scripts that put no space after them."""
    for match in _UNSPACED.finditer(text, start, end):
        if match.end() < end:
            yield start, match.end()
            start = match.end()
    yield start, end
