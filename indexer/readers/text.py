"""Plain text and light Markdown to blocks: what each group of lines is, and its words without line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from indexer.model import Block, BlockKind
from indexer.readers.shared.lines import (
    ATX_HEADING,
    LIST_ITEM,
    SETEXT_UNDERLINE,
    THEMATIC_BREAK,
    group_lines,
    has_paragraph_per_line,
    wrap_width,
)
from indexer.readers.shared.markup import markup_links, strip_markup

_BLOCK_QUOTE = re.compile(r"^\s{0,3}>\s?")
_HUGE = 20_000  # characters: ten pages; no paragraph is that long, so the text has lost its paragraphs


def read_text(text: str) -> list[Block]:
    """The blocks of a text in order, with the page of each where form feeds mark the pages."""
    text = _with_numbers(text)
    pages = text.split("\f")
    width, one_a_line = wrap_width(text), has_paragraph_per_line(text)
    blocks: list[Block] = []
    for number, page in enumerate(pages, start=1):
        for group in group_lines(page, width, one_a_line):
            blocks.extend(map(_linked, _block(group, number if len(pages) > 1 else None)))
    return blocks


_NUMBER_ALONE = re.compile(r"(?m)^([ \t]*\d{1,3}\.)[ \t]*\r?\n(?=[ \t]*[^\W\d_])")


def _with_numbers(text: str) -> str:
    """A text whose paragraphs have their numbers on a line above, each number before its words."""
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
    for at, part in enumerate(_cut_huge(words)):
        cut = mark.group() + part if mark and not at else part
        yield Block(kind, strip_markup(part), raw if part is words else cut, label=label, page=page)


def _item(lines: list[str]) -> tuple[BlockKind, str | None, str]:
    match = LIST_ITEM.match(lines[0])
    if not match:
        return "paragraph", None, _unwrap(lines)
    label = match["label"] or match["bracketed"]
    words = _unwrap([lines[0][match.end() :], *lines[1:]])
    return "list_item", label, words


def _unwrap(lines: list[str]) -> str:
    """Hard-wrapped lines as one; a word hyphenated at a line end is made whole."""
    parts: list[str] = []
    for line in (line.strip() for line in lines):
        last = parts[-1] if parts else ""
        if re.search(r"[a-z]-$", last[-2:]) and line[:1].islower() and not _is_compound(last):
            parts[-1] = last[:-1]
        elif parts and not re.search(r"\w[-—/]$", last[-2:]):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


_KEEP_HYPHEN = re.compile(
    r"\b(?:self|non|co|anti|pre|post|well|so|high|low|long|short|multi|inter|cross|mid|vice"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-$",
    re.IGNORECASE,
)


def _is_compound(line: str) -> bool:
    """A hyphen at a line end that belongs to the word: `high-` / `level`, or `follow-up-` / `on`."""
    word = line.rsplit(" ", 1)[-1]
    return bool(_KEEP_HYPHEN.search(word)) or word.count("-") > 1


_SENTENCE_END = re.compile(r"[.!?…][\"”’)]?\s")
_SPACE = re.compile(r"\s")


def _cut_huge(words: str) -> Iterator[str]:
    """Text that has lost its paragraphs is cut at ends of sentences, or where it has none at spaces or anywhere."""
    if len(words) <= _HUGE:
        yield words
        return
    least = _HUGE // 10
    start = 0
    while start < len(words):
        window = words[start + least : start + 2 * least]
        stop = _SENTENCE_END.search(window) or _SPACE.search(window)
        end = start + least + (stop.end() if stop else len(window))
        yield words[start:end]
        start = end
