"""Read PDFs into blocks: open the file, read its pages one by one, and put the parts of each into reading order.

What pdfium reports of a page is in `words`; lines, columns, paragraphs and roles have modules of their own. pdfium
reads one document at a time in a process, so this is never called from two threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from indexer.errors import SourceUnreadable
from indexer.model import Block, Reading
from indexer.readers.limits import Limits
from indexer.readers.shared.locks import NO_PASSWORD, WRONG_PASSWORD
from indexer.readers.shared.tesseract import how_to_install, is_installed

from .body_type import BodyType, measure_body_type
from .columns import Positioned, group_frames, split_columns
from .dehyphenate import LineJoiner
from .fields import field_words
from .footnotes import find_footnotes
from .furniture import FURNITURE_REASONS, mark_furniture
from .lines import PdfLine
from .metadata import pdf_language, pdf_title
from .pages import PageLines, page_lines
from .paragraphs import PdfParagraph, join_columns, set_list_depths, split_paragraphs
from .roles import ParagraphRoles, PdfBlockBuilder
from .tables import PdfTable, ruled_tables
from .words import read_page_words

_DAMAGED = "is damaged or cut off: get a whole copy of the file, or open it in a PDF viewer and save it again"
_PICTURE = ("is a picture without text", "are pictures without text")
_FAILED = ("cannot be read and is left out", "cannot be read and are left out")
_UNSEEN = (
    "has words that nobody sees, white or invisible: they are left out",
    "have words that nobody sees, white or invisible: they are left out",
)
_MOSTLY_PICTURE = (
    "is a picture with a line of text beside it, which is all that could be read",
    "are pictures with a line of text beside them, which is all that could be read",
)
_DAMAGED_LETTERS = (
    "has signs of which the file does not say what letters they are: some words may be wrong",
    "have signs of which the file does not say what letters they are: some words may be wrong",
)
_MAX_DAMAGED = 0.01  # of the characters of a page: bullets and logos are fewer
_UNREADABLE = (
    "has fonts that do not say which letters their signs are: its text is left out; recognise it, or print it anew",
    "have fonts that do not say which letters their signs are: their text is left out; recognise it, or print it anew",
)
_UNREADABLE_PAPER = (
    "has fonts that do not say which letters their signs are: {install}, or put a copy with text in its place"
)
_AGAIN = (
    "is to be recognised from the pictures of its pages: {install}, or take recognise_again out of its table in "
    "corpus.toml"
)
_FEW_CHARACTERS = 8  # characters: a page with fewer counts as without text
_MANY_PATHS = 40  # paths: a page without text that has more may be text drawn as outlines

PageParts = list[PdfParagraph | PdfTable]


def read_pdf(data: bytes, limits: Limits, password: str | None = None, *, recognise_again: bool = False) -> Reading:
    """Read the blocks of a PDF in reading order, with page numbers from 1 and page labels that differ from them.

    With `recognise_again` the words are those of the pictures of its pages, and what text it has is left out.
    Raise SourceUnreadable for a file that is no PDF, is encrypted, damaged, too long, or a scan without text that
    cannot be recognised here. A page that cannot be read costs only that page and is named in the warnings.
    """
    if not data.strip():
        raise SourceUnreadable("is empty: remove it, or replace it with the paper it should hold")
    if b"%PDF" not in data[:1024]:
        raise SourceUnreadable("is not a PDF, whatever its name says: name it by what it is, or save it as PDF again")
    with closing(_open(data, password)) as document:
        if len(document) > limits.pages:
            raise SourceUnreadable(
                f"has {len(document):,} pages, over the limit of {limits.pages:,}: split it",
                "--max-pages",
                cause="limit",
            )
        pages, warnings = _read_pages(document)
        if recognise_again:
            recognised, picture_warnings = _recognise_all(document, pages, limits), list[str]()
            pages = []
        else:
            recognised, picture_warnings = _recognise_pictures(document, pages, limits)
        warnings += [*picture_warnings, *_page_warnings(pages)]
        title, language = pdf_title(document), pdf_language(document)
    blocks = _with_recognised(_blocks(pages), recognised)
    hidden = 2 * sum(page.hidden_characters for page in pages) > sum(page.characters for page in pages)
    links = tuple(dict.fromkeys(area.url for page in pages for area in page.graphics.links))
    scanned = bool(recognised) or hidden
    return Reading(
        tuple(blocks),
        title=title,
        page_title=title,
        language=language,
        warnings=tuple(warnings),
        recognised=scanned,
        links=links,
    )


def _recognise_all(document: pdfium.PdfDocument, pages: Sequence[PageLines], limits: Limits) -> dict[int, list[Block]]:
    """Return the recognised blocks of every page; raise SourceUnreadable when they cannot be recognised here."""
    if not is_installed():
        raise SourceUnreadable(_AGAIN.format(install=how_to_install()), cause="tesseract")
    from .ocr import recognise_pages  # noqa: PLC0415 # an extra that few installations have

    return recognise_pages(document, [page.number for page in pages], limits)


def _recognise_pictures(
    document: pdfium.PdfDocument, pages: Sequence[PageLines], limits: Limits
) -> tuple[dict[int, list[Block]], list[str]]:
    """Return the recognised blocks of pages without readable text, and warnings about those that were left out.

    Raise SourceUnreadable when most pages are such and they cannot be recognised here.
    """
    pictures = [page.number for page in pages if _is_picture(page)]
    unreadable = [page.number for page in pages if page.is_unreadable]
    with_text = sum(bool(page.characters) or _is_picture(page) for page in pages)
    warnings: list[str] = []
    if 2 * (len(pictures) + len(unreadable)) > with_text and (pictures or unreadable):
        if pictures or is_installed():
            from .ocr import recognise_pages  # noqa: PLC0415 # an extra that few installations have

            return recognise_pages(document, sorted({*pictures, *unreadable}), limits), warnings
        if len(unreadable) == with_text:
            raise SourceUnreadable(_UNREADABLE_PAPER.format(install=how_to_install()), cause="tesseract")
    if pictures:
        warnings.append(_page_warning(_PICTURE, pictures))
    if unreadable:
        warnings.append(_page_warning(_UNREADABLE, unreadable))
    return {}, warnings


def _page_warnings(pages: Sequence[PageLines]) -> Iterable[str]:
    """Yield warnings about pages of which a reader sees other words than the file has."""
    unseen = [page.number for page in pages if page.unseen_characters >= _FEW_CHARACTERS]
    if unseen:
        yield _page_warning(_UNSEEN, unseen)
    damaged = [
        page.number
        for page in pages
        if page.damaged_characters > _MAX_DAMAGED * page.characters and not page.is_unreadable
    ]
    if damaged:
        yield _page_warning(_DAMAGED_LETTERS, damaged)
    beside = [page.number for page in pages[1:] if page.is_mostly_picture and not _is_picture(page)]
    if beside:
        yield _page_warning(_MOSTLY_PICTURE, beside)


def _open(data: bytes, password: str | None) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        if error.err_code == pdf.FPDF_ERR_PASSWORD:
            raise SourceUnreadable(WRONG_PASSWORD if password else NO_PASSWORD) from error
        raise SourceUnreadable(_DAMAGED) from error
    if not len(document):
        document.close()
        raise SourceUnreadable(_DAMAGED)
    if document.get_formtype() != pdf.FORMTYPE_NONE:
        document.init_forms()
    return document


def _read_pages(document: pdfium.PdfDocument) -> tuple[list[PageLines], list[str]]:
    """Return the pages as lines, and warnings about pages that failed."""
    pages: list[PageLines] = []
    failed_pages: list[int] = []
    for index in range(len(document)):
        try:
            with closing(document[index]) as page:
                words = read_page_words(page)
                words.words.setdefault(0, []).extend(field_words(page, page.get_bbox()))
                lines = page_lines(words, index + 1)
        except pdfium.PdfiumError:
            failed_pages.append(index + 1)
            continue
        lines.label = document.get_page_label(index) or None
        pages.append(lines)
    if failed_pages and not pages:
        raise SourceUnreadable(_DAMAGED)
    return pages, [_page_warning(_FAILED, failed_pages)] if failed_pages else []


def _is_picture(page: PageLines) -> bool:
    """Return whether a page is a picture without text."""
    return page.characters < _FEW_CHARACTERS and (
        page.graphics.picture_count > 0 or page.graphics.path_count > _MANY_PATHS
    )


def _page_warning(problem: tuple[str, str], numbers: Sequence[int]) -> str:
    """Return a warning that names the pages; the problem is given for one page and for several."""
    page_list = ", ".join(map(str, numbers[:10])) + (", ..." if len(numbers) > 10 else "")
    return f"page {page_list} {problem[0]}" if len(numbers) == 1 else f"pages {page_list} {problem[1]}"


def _blocks(pages: Sequence[PageLines]) -> list[Block]:
    """Return the blocks of all pages."""
    mark_furniture(pages)
    body_type = measure_body_type(pages)
    parts_by_page = [_parts(page, body_type) for page in pages]
    joiner = LineJoiner(line.text for page in pages for flow in page.flows for line in flow)
    all_parts = [part for parts in parts_by_page for part in parts]
    set_list_depths(all_parts)
    roles = ParagraphRoles(body_type, all_parts)
    builder = PdfBlockBuilder(roles, joiner, {page.number: _page_label(page) for page in pages})
    blocks: list[Block] = []
    for page, parts in zip(pages, parts_by_page, strict=True):
        dropped_lines = [line for flow in page.flows for line in flow if line.drop]
        heads = [line for line in dropped_lines if line.y < page.height / 2 and line.drop in FURNITURE_REASONS]
        blocks.extend(builder.dropped_line(line) for line in heads)
        blocks.extend(builder.blocks(parts, find_footnotes(parts, body_type)))
        other_lines = [line for line in dropped_lines if line not in heads]
        blocks.extend(builder.dropped_line(line) for line in other_lines)
    return blocks


def _page_label(page: PageLines) -> str | None:
    """Return the number printed on a page when it differs from the page's count; the file's own labels go first."""
    for label in (page.label, page.printed_number):
        if label and label != str(page.number):
            return label
    return None


def _parts(page: PageLines, body_type: BodyType) -> PageParts:
    """Return the paragraphs and tables of one page in reading order; text in other directions comes last."""
    parts: PageParts = []
    for rank, flow in enumerate(page.flows):
        lines = [line for line in flow if not line.drop]
        tables: list[PdfTable] = []
        if rank == 0:
            tables, lines = ruled_tables(lines, page.graphics)
        items: list[Positioned] = [*lines, *tables]
        if rank == 0 and page.graphics.frames:
            items = group_frames(items, page.graphics.frames, page.width, page.height)
        parts.extend(join_columns([_column_parts(column, body_type) for column in split_columns(items)], body_type))
    return parts


def _column_parts(column: Iterable[Positioned], body_type: BodyType) -> PageParts:
    """Return the parts of one column: its tables, and the lines between them as paragraphs."""
    parts: PageParts = []
    lines: list[PdfLine] = []
    for item in column:
        if isinstance(item, PdfLine):
            lines.append(item)
        elif isinstance(item, PdfTable):
            parts.extend(split_paragraphs(lines, body_type))
            parts.append(item)
            lines = []
    return [*parts, *split_paragraphs(lines, body_type)]


def _with_recognised(blocks: Sequence[Block], recognised: dict[int, list[Block]]) -> list[Block]:
    """Merge the blocks of the text layer and the recognised blocks by page."""
    if not recognised:
        return list(blocks)
    pages: dict[int, list[Block]] = {page: list(page_blocks) for page, page_blocks in recognised.items()}
    for block in blocks:
        pages.setdefault(block.page or 0, []).append(block)
    return [block for page in sorted(pages) for block in pages[page]]
