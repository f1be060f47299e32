"""Read plain text and light Markdown into blocks: decide what each group of lines is, and unwrap its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from indexer.model import Block, BlockKind
from indexer.readers.shared.line_ends import join_lines
from indexer.readers.shared.lines import (
    ATX_HEADING,
    LIST_ITEM,
    SETEXT_UNDERLINE,
    THEMATIC_BREAK,
    group_lines,
    has_hanging_indents,
    has_paragraph_per_line,
    wrap_width,
)
from indexer.readers.shared.markup import markup_links, strip_markup
from indexer.readers.shared.page_lines import set_page_heads_apart
from indexer.text.analysis import fold
from indexer.text.months import month_words

# `>> ANNA BROWN: Good morning` is how captions open a turn, and no quotation within one.
_BLOCK_QUOTE = re.compile(r"^\s{0,3}>(?!>+\s?[^\W\d_a-z][^:>]{1,60}:\s)\s?")
_MAX_BLOCK = 20_000  # characters, about ten pages: a longer block is text that has lost its paragraphs


def read_text(text: str) -> list[Block]:
    """Return the blocks of a text in order, with page numbers when form feeds mark pages."""
    text = set_page_heads_apart(_with_numbers(text))
    pages = text.split("\f")
    width, one_a_line, hanging = wrap_width(text), has_paragraph_per_line(text), has_hanging_indents(text)
    blocks: list[Block] = []
    for number, page in enumerate(pages, start=1):
        for group in group_lines(page, width, one_a_line, hanging):
            for part in [group] if blocks else _head_lines(group):
                blocks.extend(map(_linked, _block(part, number if len(pages) > 1 else None)))
    return blocks


# `Oslo, 4 May 2031`, `17/05/2031`, `May 31 - June 2, 2031` with a place or without
_DATED_LINE = re.compile(
    r"^\s*(?=[^\W_a-z])(?=.*\b(?:1[5-9]|20|21)\d\d\b)(?=.*(?<!\d)\d{1,2}(?!\d)).{6,60}(?<![.,;:])$"
)
_FIGURES = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\b|\b\d{4}-\d\d-\d\d\b")
_WORD = re.compile(r"[^\W\d_]+")
_MAX_HEAD_LINE = 70  # characters
_MIN_TITLE_WORDS = 3


def _head_lines(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines at the top of a text in groups: a line with a day stands apart from the title above it.

    Lines that are long, or end a sentence or a clause, are a paragraph.
    """
    is_head = all(len(line) <= _MAX_HEAD_LINE and line.strip()[-1:] not in tuple(".,;:!?") for line in lines)
    at = next((number for number, line in enumerate(lines) if number and _is_dated(line)), None)
    if not is_head or at is None or len(" ".join(lines[:at]).split()) < _MIN_TITLE_WORDS:
        yield lines
        return
    yield lines[:at]
    yield lines[at : at + 1]
    if lines[at + 1 :]:
        yield lines[at + 1 :]


def _is_dated(line: str) -> bool:
    """Return whether a short line has a day with its month and year."""
    if not _DATED_LINE.match(line):
        return False
    return bool(_FIGURES.search(line)) or any(fold(word) in month_words() for word in _WORD.findall(line))


_NUMBER_ALONE = re.compile(r"(?m)^([ \t]*\d{1,3}\.)[ \t]*\r?\n(?=[ \t]*[^\W\d_])")


def _with_numbers(text: str) -> str:
    """Return a text in which paragraph numbers on lines of their own are moved before their words."""
    numbers = [int(match[1].strip(" \t.")) for match in _NUMBER_ALONE.finditer(text)]
    counts = len(numbers) > 1 and all(after == before + 1 for before, after in pairwise(numbers))
    return _NUMBER_ALONE.sub(r"\1 ", text) if counts else text


def _linked(block: Block) -> Block:
    links = markup_links(block.raw, block.text, {})
    return replace(block, links=links) if links else block


def _block(lines: list[str], page: int | None) -> Iterator[Block]:
    raw = "\n".join(lines)
    if all(_BLOCK_QUOTE.match(line) for line in lines):
        bare = [_BLOCK_QUOTE.sub("", line) for line in lines]
        yield Block("quote", strip_markup(_unwrap(bare)), raw, page=page)
        return
    if THEMATIC_BREAK.match(raw):
        yield Block("paragraph", "", raw, page=page)
        return
    heading = ATX_HEADING.match(lines[0])
    if heading:
        yield Block("heading", strip_markup(heading[2]), raw, level=len(heading[1]), page=page)
        return
    if len(lines) == 2 and SETEXT_UNDERLINE.match(lines[1]) and lines[0].strip():
        level = 1 if "=" in lines[1] else 2
        yield Block("heading", strip_markup(lines[0]), raw, level=level, page=page)
        return
    kind, label, words = _item(lines)
    mark = LIST_ITEM.match(lines[0])
    for index, piece in enumerate(split_huge(words)):
        cut = mark.group() + piece if mark and not index else piece
        yield Block(kind, strip_markup(piece), raw if piece is words else cut, label=label, page=page)


def _item(lines: list[str]) -> tuple[BlockKind, str | None, str]:
    match = LIST_ITEM.match(lines[0])
    if not match:
        return "paragraph", None, _unwrap(lines)
    label = match["label"] or match["bracketed"]
    words = _unwrap([lines[0][match.end() :], *lines[1:]])
    return "list_item", label, words


def _unwrap(lines: list[str]) -> str:
    """Join hard-wrapped lines into one; a word hyphenated at a line end is made whole."""
    pieces: list[str] = []
    for line in (line.strip() for line in lines):
        if pieces:
            pieces[-1], between = join_lines(pieces[-1], line)
            pieces.append(between)
        pieces.append(line)
    return "".join(pieces)


_SENTENCE_END = re.compile(r"[.!?…][\"”’)]?\s")
_SPACE = re.compile(r"\s")


def split_huge(words: str) -> Iterator[str]:
    """Cut text that has lost its paragraphs at sentence ends or, failing that, at spaces or anywhere."""
    if len(words) <= _MAX_BLOCK:
        yield words
        return
    min_length = _MAX_BLOCK // 10
    start = 0
    while start < len(words):
        window = words[start + min_length : start + 2 * min_length]
        stop = _SENTENCE_END.search(window) or _SPACE.search(window)
        end = start + min_length + (stop.end() if stop else len(window))
        yield words[start:end]
        start = end
