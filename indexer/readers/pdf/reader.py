"""PDF to blocks: the file opened, its pages read one by one, and the parts of each put in reading order.

What pdfium says of a page is in `pdf_words`; lines, columns, paragraphs and their roles are rooms of their own.
pdfium can read one document at a time in a process, so this is never called from two threads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from indexer.errors import SourceUnreadable
from indexer.model import Block, Reading
from indexer.readers.limits import Limits

from .body_type import BodyType, measure_body_type
from .columns import Positioned, group_frames, split_columns
from .dehyphenate import LineJoiner
from .footnotes import find_footnotes
from .furniture import FURNITURE_REASONS, mark_furniture
from .lines import PdfLine
from .metadata import pdf_language, pdf_title
from .pages import PageLines, page_lines
from .paragraphs import PdfParagraph, join_columns, set_list_depths, split_paragraphs
from .roles import ParagraphRoles, PdfBlockBuilder
from .tables import PdfTable, ruled_tables
from .words import read_page_words

_ENCRYPTED = 'is encrypted: set its password in corpus.toml: `password = "..."`'
_WRONG_PASSWORD = "is encrypted, and its password in corpus.toml does not open it: correct `password`"  # noqa: S105 # a message
_DAMAGED = "is damaged or cut off: get a whole copy of the file, or open it in a PDF viewer and save it again"
_FEW = 8  # characters: a page with fewer has no text to speak of
_DRAWING = 40  # parts: a page without text that has more of them may be text drawn as outlines

PageParts = list[PdfParagraph | PdfTable]


def read_pdf(data: bytes, limits: Limits, password: str | None = None) -> Reading:
    """The blocks of a PDF in reading order, with pages counted from 1 and labels where those differ.

    Raises SourceUnreadable for a file that is no PDF, is encrypted, damaged, too long, or a scan without text
    that cannot be recognised here. A page that cannot be read costs that page and is named in the warnings.
    """
    if not data.strip():
        raise SourceUnreadable("is empty: remove it, or replace it with the paper it should hold")
    if b"%PDF" not in data[:1024]:
        raise SourceUnreadable("is not a PDF, whatever its name says: name it by what it is, or save it as PDF again")
    with closing(_open(data, password)) as document:
        if len(document) > limits.pages:
            raise SourceUnreadable(
                f"has {len(document):,} pages, over the limit of {limits.pages:,}: split it", "--max-pages"
            )
        sheets, troubles = _sheets(document)
        pictures = [sheet for sheet in sheets if _is_picture(sheet)]
        recognised: dict[int, list[Block]] = {}
        if pictures and 2 * len(pictures) > sum(bool(sheet.characters) or _is_picture(sheet) for sheet in sheets):
            from .ocr import recognise_pages  # noqa: PLC0415 # an extra that few installations have

            recognised = recognise_pages(document, [sheet.number for sheet in pictures], limits)
        elif pictures:
            troubles.append(_pages("is a picture without text", [sheet.number for sheet in pictures]))
        about = (pdf_title(document), pdf_language(document))
    blocks = _with_recognised(_blocks(sheets), recognised)
    hidden = 2 * sum(sheet.hidden_characters for sheet in sheets) > sum(sheet.characters for sheet in sheets)
    links = tuple(dict.fromkeys(area.url for sheet in sheets for area in sheet.graphics.links))
    scanned = bool(recognised) or hidden
    return Reading(tuple(blocks), *about, warnings=tuple(troubles), recognised=scanned, links=links)


def _open(data: bytes, password: str | None) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        if error.err_code == pdf.FPDF_ERR_PASSWORD:
            raise SourceUnreadable(_WRONG_PASSWORD if password else _ENCRYPTED) from error
        raise SourceUnreadable(_DAMAGED) from error
    if not len(document):
        document.close()
        raise SourceUnreadable(_DAMAGED)
    return document


def _sheets(document: pdfium.PdfDocument) -> tuple[list[PageLines], list[str]]:
    """The pages as lines, and what went wrong on the way."""
    sheets: list[PageLines] = []
    lost: list[int] = []
    for index in range(len(document)):
        try:
            with closing(document[index]) as page:
                sheet = page_lines(read_page_words(page), index + 1)
        except pdfium.PdfiumError:
            lost.append(index + 1)
            continue
        sheet.label = document.get_page_label(index) or None
        sheets.append(sheet)
    if lost and not sheets:
        raise SourceUnreadable(_DAMAGED)
    return sheets, [_pages("cannot be read and is left out", lost)] if lost else []


def _is_picture(sheet: PageLines) -> bool:
    return sheet.characters < _FEW and (sheet.graphics.picture_count > 0 or sheet.graphics.path_count > _DRAWING)


def _pages(trouble: str, numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:10])) + (", ..." if len(numbers) > 10 else "")
    if len(numbers) == 1:
        return f"page {shown} {trouble}"
    return f"pages {shown} {re.sub(r'^is a picture', 'are pictures', trouble).replace('is left', 'are left')}"


def _blocks(sheets: Sequence[PageLines]) -> list[Block]:
    """The blocks of all pages."""
    mark_furniture(sheets)
    kind = measure_body_type(sheets)
    parts = [_parts(sheet, kind) for sheet in sheets]
    unwrapper = LineJoiner(line.text for sheet in sheets for flow in sheet.flows for line in flow)
    flat = [part for page in parts for part in page]
    set_list_depths(flat)
    roles = ParagraphRoles(kind, flat)
    maker = PdfBlockBuilder(roles, unwrapper, {sheet.number: _page_label(sheet) for sheet in sheets})
    found: list[Block] = []
    for sheet, page in zip(sheets, parts, strict=True):
        aside = [line for flow in sheet.flows for line in flow if line.drop]
        heads = [line for line in aside if line.y < sheet.height / 2 and line.drop in FURNITURE_REASONS]
        found.extend(maker.dropped(line.text, sheet.number, line.drop) for line in heads)
        found.extend(maker.blocks(page, find_footnotes(page, kind)))
        feet = [line for line in aside if line not in heads]
        found.extend(maker.dropped(line.text, sheet.number, line.drop) for line in feet)
    return found


def _page_label(sheet: PageLines) -> str | None:
    """The number printed on a page where it is not the count of pages; the file's own labels go first."""
    for label in (sheet.label, sheet.printed_number):
        if label and label != str(sheet.number):
            return label
    return None


def _parts(sheet: PageLines, kind: BodyType) -> PageParts:
    """The paragraphs and tables of one page in reading order; text that runs another way comes last."""
    found: PageParts = []
    for rank, flow in enumerate(sheet.flows):
        lines = [line for line in flow if not line.drop]
        tables: list[PdfTable] = []
        if rank == 0:
            tables, lines = ruled_tables(lines, sheet.graphics)
        items: list[Positioned] = [*lines, *tables]
        if rank == 0 and sheet.graphics.frames:
            items = group_frames(items, sheet.graphics.frames, sheet.width, sheet.height)
        found.extend(join_columns([_column(column, kind) for column in split_columns(items)], kind))
    return found


def _column(column: Iterable[Positioned], kind: BodyType) -> PageParts:
    """The parts of one column: tables as they are, the lines between them as paragraphs."""
    found: PageParts = []
    lines: list[PdfLine] = []
    for item in column:
        if isinstance(item, PdfLine):
            lines.append(item)
        elif isinstance(item, PdfTable):
            found.extend(split_paragraphs(lines, kind))
            found.append(item)
            lines = []
    return [*found, *split_paragraphs(lines, kind)]


def _with_recognised(blocks: Sequence[Block], recognised: dict[int, list[Block]]) -> list[Block]:
    """The blocks of the text layer and those recognised from pictures, by page."""
    if not recognised:
        return list(blocks)
    pages: dict[int, list[Block]] = {page: list(found) for page, found in recognised.items()}
    for block in blocks:
        pages.setdefault(block.page or 0, []).append(block)
    return [block for page in sorted(pages) for block in pages[page]]
