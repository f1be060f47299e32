"""Read Markdown: the structure by CommonMark, the paragraphs by the rules of plain text, which they often are.

Front matter and footnotes, which CommonMark does not have, are taken out first by `extensions`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser

from indexer.model import Block, BlockKind, DropReason, Reading
from indexer.readers.limits import Limits
from indexer.readers.shared.encoding import decode
from indexer.readers.shared.inline import InlineText, dropped_blocks, one_line
from indexer.readers.shared.lines import group_lines, has_paragraph_per_line, wrap_width
from indexer.readers.shared.markup import strip_markup
from indexer.readers.shared.sniffing import refuse_other_types
from indexer.readers.shared.tables import TableCell, TableRow, table_blocks
from indexer.readers.text import read_text

from .extensions import MarkdownExtensions, extract_extensions
from .links import with_links
from .numbering import MarkdownNumbering

# Indented text in a paper is not code. Thirty nested lists are an attack.
_PARSER = MarkdownIt("commonmark", {"maxNesting": 30}).enable("table").disable(["code"])
_MAX_HEADING_WORDS = 25  # words: a longer paragraph with a rule under it is no heading
_COMMENT = re.compile(r"^\s*<!--.*-->\s*$", re.DOTALL)
_LINK = re.compile(r"^\s{0,3}\[[^\]\n]+\]:")
_WORD = re.compile(r"\w")


def read_markdown(data: bytes, limits: Limits) -> Reading:
    """Read the blocks of a Markdown file, with page numbers when form feeds mark pages.

    Raise SourceUnreadable when the bytes are another type of file.
    """
    del limits
    refuse_other_types(data, "Markdown file", b"<")
    extras = extract_extensions(decode(data))
    text = "\n".join(extras.lines)
    pages = text.split("\f")
    width, one_a_line = wrap_width(text), has_paragraph_per_line(text)
    blocks = list(dropped_blocks(extras.front_matter, "front_matter"))
    for number, page in enumerate(pages, start=1):
        page_blocks = _MarkdownPage(page, extras, width, one_a_line).blocks()
        blocks.extend(replace(block, page=number) for block in page_blocks) if len(pages) > 1 else blocks.extend(
            page_blocks
        )
    for raw in extras.footnote_lines:
        blocks.extend(dropped_blocks(raw, "footnote"))
    properties = extras.properties
    return Reading(tuple(blocks), title=properties.title, language=properties.language, published=properties.published)


@dataclass
class _MarkdownItem:
    """A list item whose first block is still to come."""

    label: str | None
    depth: int
    is_open: bool = True


@dataclass
class _MarkdownPage:
    """One page of text on its way through the parser."""

    text: str
    extras: MarkdownExtensions
    width: int
    """The width at which the lines of the file are wrapped."""
    one_a_line: bool
    """Whether each line of the file is a paragraph."""
    done: int = 0
    """The first line that is in no block yet."""
    quotes: int = 0
    items: list[_MarkdownItem] = field(default_factory=list)
    numbers: list[MarkdownNumbering] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")

    def blocks(self) -> list[Block]:
        """Return the blocks in reading order, also for lines that CommonMark keeps no token for."""
        env: dict[str, dict[str, dict[str, str]]] = {}
        tokens = _PARSER.parse(self.text, env)
        names = {name.casefold(): reference["href"] for name, reference in env.get("references", {}).items()}
        blocks: list[Block] = []
        position = 0
        while position < len(tokens):
            end = _end(tokens, position)
            blocks.extend(self._token(tokens[position : end + 1]))
            position = end + 1
        blocks.extend(self._skip_lines(len(self.lines)))
        return [with_links(block, self.extras, names) for block in blocks]

    def _token(self, tokens: Sequence[Token]) -> Iterator[Block]:
        first = tokens[0]
        if first.type in {"heading_open", "paragraph_open", "fence", "html_block", "table_open", "hr"} and first.map:
            yield from self._skip_lines(first.map[0])
        if first.type == "heading_open":
            yield from self._heading(tokens)
        elif first.type == "paragraph_open":
            yield from self._plain(first, tokens[1].content)
        elif first.type == "fence":
            yield from self._plain(first, first.content)
        elif first.type == "html_block":
            yield from self._html(first)
        elif first.type == "table_open":
            yield from self._table(tokens)
        elif first.type == "hr":
            yield from (Block("paragraph", "", raw) for raw in [self._take_source(first)] if raw.strip())
        else:
            self._enter_or_leave(first)

    def _enter_or_leave(self, first: Token) -> None:
        if first.type in {"blockquote_open", "blockquote_close"}:
            self.quotes += first.nesting
        elif first.type in {"bullet_list_open", "ordered_list_open"}:
            self.numbers.append(MarkdownNumbering(first.type == "ordered_list_open"))
        elif first.type in {"bullet_list_close", "ordered_list_close"}:
            self.numbers.pop()
        elif first.type == "list_item_open":
            self.items.append(_MarkdownItem(self.numbers[-1].next_label(first.info), len(self.numbers) - 1))
        elif first.type == "list_item_close":
            self.items.pop()

    def _take_source(self, token: Token) -> str:
        """Return the source of a token from the first line that is in no block yet."""
        start, end = token.map or [self.done, self.done]
        start, self.done = max(start, self.done), max(end, self.done)
        return "\n".join(self.lines[start : self.done])

    def _skip_lines(self, until: int) -> Iterator[Block]:
        for number in range(self.done, until):
            line = self.lines[number]
            if _LINK.match(line):
                yield from dropped_blocks(line, "link_address")
            else:
                yield from (replace(block, drop=block.drop or _drop_reason(line), text="") for block in read_text(line))
        self.done = max(self.done, until)

    def _heading(self, tokens: Sequence[Token]) -> Iterator[Block]:
        text = tokens[1].content
        raw = self._take_source(tokens[0])
        if tokens[0].markup in {"-", "="} and ("\n" in text or len(text.split()) > _MAX_HEADING_WORDS):
            yield from read_text(raw)
        elif text:
            yield Block("heading", strip_markup(text), raw, level=int(tokens[0].tag[1]))
        else:
            yield from dropped_blocks(raw, "empty_heading")

    def _plain(self, token: Token, content: str) -> Iterator[Block]:
        """Yield a run of text by the rules of plain text; its first block is the list item or quotation around it."""
        raw = self._take_source(token)
        blocks = [block for part in self._parts(content) for block in read_text(part)]
        sources = raw.split("\n")
        sizes = [block.raw.count("\n") + 1 for block in blocks]
        if len(blocks) == 1:
            blocks = [replace(blocks[0], raw=raw)]
        elif sum(sizes) == len(sources):  # each block gets its lines of the source, list and quotation marks included
            lines = iter(sources)
            blocks = [
                replace(item, raw="\n".join(islice(lines, size))) for item, size in zip(blocks, sizes, strict=True)
            ]
        else:
            kept_characters = Counter("".join(block.raw for block in blocks))
            blocks = [
                *blocks,
                *dropped_blocks("".join((Counter(raw) - kept_characters).elements()), "no_words"),
            ]
        for block in blocks:
            yield self._in_its_context(block)

    def _parts(self, content: str) -> list[str]:
        """Return the groups of lines that plain text would make of it."""
        return ["\n".join(group) for group in group_lines(content, self.width, self.one_a_line)]

    def _in_its_context(self, block: Block) -> Block:
        if block.drop or not block.text:
            return block
        item = self.items[-1] if self.items else None
        if item is not None and item.is_open:
            item.is_open = False
            return replace(block, kind="list_item", label=item.label or block.label, depth=item.depth)
        kind: BlockKind = "quote" if self.quotes and block.kind == "paragraph" else block.kind
        return replace(block, kind=kind)

    def _html(self, token: Token) -> Iterator[Block]:
        raw = self._take_source(token)
        if _COMMENT.match(raw):
            yield from dropped_blocks(raw, "comment")
            return
        tree = LexborHTMLParser(raw)
        text = strip_markup(tree.body.text(separator=" ")) if tree.body is not None else ""
        if text:
            yield self._in_its_context(Block("paragraph", text, raw))
        else:
            yield from dropped_blocks(raw, "no_words")

    def _table(self, tokens: Sequence[Token]) -> Iterator[Block]:
        rows: list[TableRow] = []
        sources: list[str] = []
        for position, token in enumerate(tokens):
            if token.type == "tr_open":
                end = _end(tokens, position)
                row = TableRow(
                    [_cell(child.content) for child in tokens[position:end] if child.type == "inline"], is_head=not rows
                )
                rows.append(row)
                if any(cell.raw.strip() for cell in row.cells):
                    sources.append("\n".join(self.lines[slice(*(token.map or (0, 0)))]))
        raw = Counter(self._take_source(tokens[0]).split("\n"))
        for block, source in zip(table_blocks(rows), sources, strict=True):
            yield replace(block, raw=source)
        yield from dropped_blocks("\n".join((raw - Counter(sources)).elements()), "table_rule")


def _end(tokens: Sequence[Token], position: int) -> int:
    """Return where a heading, paragraph, table or row ends; every other token stands alone."""
    first = tokens[position]
    if first.type not in {"heading_open", "paragraph_open", "table_open", "tr_open"}:
        return position
    closing = first.type.replace("_open", "_close")
    return next(index for index in range(position, len(tokens)) if tokens[index].type == closing)


def _cell(text: str) -> TableCell:
    words = InlineText()
    words.add(text, one_line(strip_markup(text)))
    return TableCell([words])


def _drop_reason(line: str) -> DropReason:
    return "no_words" if not _WORD.search(line) else "markup"
