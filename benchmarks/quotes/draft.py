"""Write a long draft that quotes the papers in known ways: a DOCX with text, quotations and links beside them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from benchmarks.reading.words import make_sentence
from indexer.model import Passage
from indexer.quotes.finding import QuoteOutcome
from indexer.store.library import Library
from indexer.text.analysis import tokens

WORDS_A_PAGE = 500
QUOTED_A_PAGE = 3
SITE = "https://papers.example.org"
_OUTCOMES: tuple[QuoteOutcome, ...] = (
    "exact",
    "exact",
    "near_exact",
    "altered",
    "stitched",
    "other_meeting",
    "not_found",
)
_MIN_WORDS = 30  # words of a passage that is quoted


@dataclass(frozen=True)
class BenchmarkDraft:
    """A draft file, and what was done to each of its quotations, in order."""

    data: bytes
    made: tuple[QuoteOutcome, ...]


def write_draft(library: Library, pages: int, seed: int) -> BenchmarkDraft:
    """Write a draft of this many pages of 500 words."""
    return _DraftWriter(library, seed).write(pages)


class _DraftWriter:
    """Writes one draft, with choices made at random from a seed."""

    def __init__(self, library: Library, seed: int) -> None:
        self._library = library
        self._lot = random.Random(seed)  # noqa: S311  # a measurement has to be repeatable
        self._document = docx.Document()

    def write(self, pages: int) -> BenchmarkDraft:
        outcomes: list[QuoteOutcome] = []
        for page in range(pages):
            words = 0
            for number in range(QUOTED_A_PAGE):
                outcome = _OUTCOMES[(page * QUOTED_A_PAGE + number) % len(_OUTCOMES)]
                outcomes.append(outcome)
                words += self._paragraph(outcome)
            while words < WORDS_A_PAGE:
                text = " ".join(make_sentence(self._lot) for _ in range(5))
                self._document.add_paragraph(text)
                words += len(text.split())
        stream = BytesIO()
        self._document.save(stream)
        return BenchmarkDraft(stream.getvalue(), tuple(outcomes))

    def _paragraph(self, outcome: QuoteOutcome) -> int:
        """Write a paragraph with a quotation and a link to its source, or to another meeting; return the number of
        words.
        """
        source = self._passage()
        text = self._quotation(source, outcome)
        linked = self._other(source) if outcome == "other_meeting" else source
        paragraph = self._document.add_paragraph(f"{make_sentence(self._lot)} It was said: “{text}” (see ")
        _link(paragraph, f"{SITE}/p/{linked.id}", "the paper")
        paragraph.add_run("). " + make_sentence(self._lot))
        return len(paragraph.text.split())

    def _quotation(self, source: Passage, outcome: QuoteOutcome) -> str:
        words = source.text.split()
        length = self._lot.randint(12, min(60, len(words) - 1))
        start = self._lot.randrange(len(words) - length)
        quoted = words[start : start + length]
        if outcome == "near_exact":
            quoted[length // 2] = quoted[length // 2].swapcase() + ","
        if outcome == "altered":
            quoted[length // 2] = "zebra"
            quoted[length // 3] = "umbrella"
        if outcome == "stitched":
            quoted = [*quoted[: length // 2 + 8], "...", *self._passage().text.split()[:14]]
        if outcome == "not_found":
            quoted = make_sentence(self._lot).split() + make_sentence(self._lot).split()
        return " ".join(quoted).strip("“”‘’\"'")

    def _passage(self) -> Passage:
        """Return a passage that is long enough and has no quotation marks, which would end the quotation around it."""
        while True:
            passage = self._library.passage(self._lot.choice(self._library.word_index.ids))
            if sum(1 for _ in tokens(passage.text)) >= _MIN_WORDS and not any(
                mark in passage.text for mark in '“”"«»[]'
            ):
                return passage

    def _other(self, source: Passage) -> Passage:
        while True:
            passage = self._passage()
            if passage.meeting != source.meeting:
                return passage


def _link(paragraph: Paragraph, url: str, text: str) -> None:
    """Add linked words to a paragraph; python-docx reads links, but does not write them."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    link.append(run._r)
    paragraph._p.append(link)
