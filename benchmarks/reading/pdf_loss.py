"""Measure what the reading of PDFs loses: `python -m benchmarks.reading.pdf_loss FOLDER`.

The letters and digits that pdfium reports for each page, with no rule of ours between, are compared with those of the
passages, of the headings and the title page, and of the pieces left out for a stated reason. What stands in none of
them is lost in silence. A second number counts what was left out that no page repeats.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from indexer.disk.hashing import file_sha256
from indexer.errors import SourceUnreadable
from indexer.model import Source
from indexer.readers import read_source
from indexer.structure.draft import RUNNING_HEADS, Draft, UnplacedText
from indexer.structure.parse import parse_paper
from indexer.structure.unplaced import count_letters


@dataclass(frozen=True)
class PdfLoss:
    """What became of the letters and digits of one PDF."""

    name: str
    letters: int
    """In the text layer."""
    silent: int
    """In no passage, no heading and no line of the title page, and in no piece that was left out for a reason."""
    added: int
    """In the reading, but not in the text layer: a label or a raised digit that was written out."""
    unplaced: tuple[UnplacedText, ...]
    """Left out for a reason, without what repeats and what is no text."""
    heads: tuple[str, ...]
    """Left out as heads or feet of pages, though they stand on one page only, numbers aside: text, or of no repeat."""
    pages: tuple[int, ...] = ()
    """The pages that lack most."""

    @property
    def head_letters(self) -> int:
        """The letters and digits of those heads."""
        return sum(count_letters(head) for head in self.heads)


def measure(path: Path) -> PdfLoss | None:
    """Return what the reading of one PDF lost; None where it is refused as a whole."""
    source = Source(path, path.name, file_sha256(path))
    try:
        draft = parse_paper(source, read_source(source, path.read_bytes()))
    except SourceUnreadable:
        return None
    own, read = _own_pages(path), _read_pages(draft)
    all_own, all_read = Counter[str](), Counter[str]()
    for letters in own.values():
        all_own.update(letters)
    for letters in read.values():
        all_read.update(letters)
    # A passage counts for the page that it begins on, so single pages are a hint where to look, no measure.
    by_page = {page: (letters - read[page]).total() for page, letters in own.items()}
    return PdfLoss(
        path.name,
        all_own.total(),
        (all_own - all_read).total(),
        (all_read - all_own).total(),
        draft.facts.unplaced,
        _lone_heads(draft),
        tuple(page for page, count in sorted(by_page.items(), key=lambda item: -item[1])[:3] if count),
    )


def _own_pages(path: Path) -> dict[int, Counter[str]]:
    """Return the letters of each page as pdfium reports them."""
    pages: dict[int, Counter[str]] = {}
    with closing(pdfium.PdfDocument(path)) as document:
        for number, page in enumerate(document, 1):
            with closing(page), closing(page.get_textpage()) as text:
                pages[number] = _letters(text.get_text_range())
    return pages


def _read_pages(draft: Draft) -> defaultdict[int, Counter[str]]:
    """Return the letters of the passages, headings, lines of the title page and told drops by page."""
    pages: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for passage in draft.passages:
        pages[passage.page or 0].update(_letters(passage.text))
    for piece in draft.pieces:
        pages[piece.block.page or 0].update(_letters(piece.block.label or ""))
        if piece.role in {"heading", "metadata"}:
            pages[piece.block.page or 0].update(_letters(piece.text))
        elif piece.role == "dropped" and (piece.block.drop or piece.reasons):
            pages[piece.block.page or 0].update(_letters(piece.block.raw))
    return pages


def _lone_heads(draft: Draft) -> tuple[str, ...]:
    """Return what was left out as the head or foot of a page and stands on one page only."""
    heads = [
        piece.text or piece.block.raw
        for piece in draft.pieces
        if piece.role == "dropped" and RUNNING_HEADS.intersection(piece.reasons)
    ]
    counts = Counter(re.sub(r"[\W\d_]+", "", head).casefold() for head in heads)
    return tuple(head for head in heads if counts[re.sub(r"[\W\d_]+", "", head).casefold()] == 1)


def _letters(text: str) -> Counter[str]:
    """Return the letters and digits of a text, without accents and case, each with its number."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return Counter(sign for sign in decomposed if sign.isalnum())


def main() -> None:
    """Measure every PDF below a folder, and print one line for each that loses anything, then the sum."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.pdf_loss", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--heads", action="store_true", help="print what was left out as the head of one page only")
    options = parser.parse_args()
    folder: Path = options.folder
    show_heads: bool = options.heads
    losses = [(path, measure(path)) for path in sorted(folder.rglob("*.pdf"))]
    found = [loss for _, loss in losses if loss]
    for loss in sorted(found, key=lambda loss: -loss.silent / max(loss.letters, 1)):
        told = ", ".join(f"{text.reason_text} {text.letters:,}" for text in loss.unplaced)
        heads = f"; heads of one page {loss.head_letters:,}" if loss.heads else ""
        pages = f"; look at pages {', '.join(map(str, loss.pages))}" if loss.silent else ""
        print(
            f"{loss.name}: {loss.letters:,} letters, {loss.silent:,} lost in silence, {loss.added:,} added;"
            f" told: {told or 'nothing'}{heads}{pages}"
        )
        for head in loss.heads if show_heads else ():
            print(f"    {head.strip()[:100]}")
    letters = max(sum(loss.letters for loss in found), 1)
    silent = sum(loss.silent for loss in found)
    told_letters = sum(left.letters for loss in found for left in loss.unplaced)
    head_letters = sum(loss.head_letters for loss in found)
    print(
        f"{len(found)} PDFs, {len(losses) - len(found)} refused, {letters:,} letters:"
        f" {silent / letters:.3%} lost in silence, {told_letters / letters:.3%} in no passage and told,"
        f" {head_letters / letters:.3%} as heads of one page"
    )


if __name__ == "__main__":
    main()
