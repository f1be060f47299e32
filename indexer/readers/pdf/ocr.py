"""Recognise the text of scanned pages with tesseract; an extra, since few corpora need it and the program is large.

pdfium renders each page and tesseract recognises it; columns and paragraphs are those that tesseract finds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from statistics import median
from typing import Any

import pypdfium2 as pdfium

from indexer.errors import SourceUnreadable
from indexer.model import Block
from indexer.readers.limits import Limits
from indexer.readers.shared.tesseract import how_to_install, how_to_install_english, is_installed

from .dehyphenate import LineJoiner, clean_text

_INSTALL_TESSERACT = "is a scan without text: {install}, or put a copy with text in its place"
_NO_DATA = (
    "is a scan without text, and tesseract has no data for English: {install}, or point TESSDATA_PREFIX "
    "at where it lies"
)
_LANGUAGES = (
    "eng",
    "fra",
    "spa",
    "por",
    "deu",
    "rus",
    "ara",
    "chi_sim",
    "ita",
    "nld",
    "jpn",
)  # the languages of most papers first
_MAX_LANGUAGES = 4  # each makes tesseract slower and a little less certain of the others
_SCALE = 300 / 72  # tesseract is trained on 300 dots to the inch
_MAX_PIXELS = 30_000_000  # a poster is rendered smaller, to fit into memory
_ITEM = re.compile(r"^(?:[•‣▪◦●○■□*e«»°·-]\s+(?=\S)|(?P<label>\d{1,3}|[a-z])[.)]\s+(?=\S))")


def recognise_pages(document: pdfium.PdfDocument, pages: Sequence[int], limits: Limits) -> dict[int, list[Block]]:
    """Return the blocks of each of these pages (counted from 1), recognised from its picture.

    Raise SourceUnreadable when pytesseract or the tesseract program is missing, fails, or takes too long.
    """
    tesseract = _tesseract()
    end = _processor_seconds() + limits.seconds
    blocks: dict[int, list[Block]] = {}
    for number in pages:
        seconds_left = end - _processor_seconds()
        if seconds_left <= 1:
            raise SourceUnreadable(
                f"is a scan of {len(pages):,} pages, of which {len(blocks):,} were recognised in {limits.seconds:.0f} s"
                " of processor time: split it, raise the limit, or recognise its text with another program first",
                cause="passing",
            )
        blocks[number] = _page(tesseract, document, number, seconds_left * limits.patience)
    return blocks


def _processor_seconds() -> float:
    """Return the processor time of this process and of the programs that it has run, in seconds."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _tesseract() -> Any:
    """Return the pytesseract module.

    Raise SourceUnreadable when it or the tesseract program is missing.
    """
    if not is_installed():
        raise SourceUnreadable(_INSTALL_TESSERACT.format(install=how_to_install()), cause="tesseract")
    import pytesseract  # noqa: PLC0415 # an extra

    return pytesseract


def tesseract_languages(tesseract: Any) -> str | None:
    """Return tesseract's name for the languages to look for: the first four of `_LANGUAGES` that are installed.

    Return None, which leaves the choice to tesseract, when it does not say what is installed.
    """
    try:
        installed = set(tesseract.get_languages(config=""))
    except (RuntimeError, OSError):
        return None
    return "+".join([language for language in _LANGUAGES if language in installed][:_MAX_LANGUAGES]) or None


def _page(tesseract: Any, document: pdfium.PdfDocument, number: int, seconds: float) -> list[Block]:
    with closing(document[number - 1]) as page:
        width, height = page.get_size()
        scale = min(_SCALE, (_MAX_PIXELS / max(width * height, 1)) ** 0.5)
        with closing(page.render(scale=scale, grayscale=True)) as bitmap:
            picture = bitmap.to_pil()
            try:
                data = tesseract.image_to_data(
                    picture, lang=tesseract_languages(tesseract), timeout=seconds, output_type=tesseract.Output.DICT
                )
            except (RuntimeError, OSError) as error:  # tesseract's own errors and its time limit
                if "traineddata" in str(error):
                    reason = _NO_DATA.format(install=how_to_install_english())
                    raise SourceUnreadable(reason, cause="tesseract") from error
                problem = f"is a scan, and tesseract failed on page {number} ({error}): try again"
                raise SourceUnreadable(problem, cause="passing") from error
            finally:
                picture.close()
    return list(_blocks(_lines(data), number))


def _lines(data: dict[str, list[Any]]) -> list[tuple[tuple[int, int], int, str]]:
    """Return the paragraph (block and number within it), the height and the words of each line."""
    lines: dict[tuple[int, int, int], list[tuple[int, str]]] = {}
    columns = ("block_num", "par_num", "line_num", "height", "text", "conf")
    for block, paragraph, line, height, text, confidence in zip(*(data[name] for name in columns), strict=True):
        if str(text).strip() and float(confidence) >= 0:
            lines.setdefault((block, paragraph, line), []).append((int(height), str(text).strip()))
    return [
        (key[:2], int(median(height for height, _ in words)), " ".join(text for _, text in words))
        for key, words in lines.items()
    ]


def _blocks(lines: Sequence[tuple[tuple[int, int], int, str]], page: int) -> Iterable[Block]:
    groups: list[list[str]] = []
    last: tuple[int, int] | None = None
    for paragraph, _, text in lines:
        if paragraph != last or _ITEM.match(text):
            groups.append([])
        groups[-1].append(text)
        last = paragraph
    joiner = LineJoiner(text for _, _, text in lines)
    for group in groups:
        item = _ITEM.match(group[0])
        text = joiner.join(group)
        words = text[item.end() :] if item else text
        raw = "\n".join(group)
        label = item["label"] if item else None
        yield Block("list_item" if item else "paragraph", clean_text(words), raw, label=label, page=page)
