"""Read Markdown: blocks and markup by CommonMark with tables, strikethrough and footnotes, as markdown-it parses them.

Front matter, which CommonMark does not have, is taken out first by `front_matter`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from selectolax.lexbor import LexborHTMLParser

from indexer.errors import SourceUnreadable
from indexer.model import Block, BlockKind, DropReason, Reading
from indexer.readers.html.blocks import HtmlBlockReader
from indexer.readers.html.cost import refuse_costly_page
from indexer.readers.limits import LIMITS, Limits, refuse_more
from indexer.readers.shared.encoding import decode
from indexer.readers.shared.inline import BlockFacts, InlineText, dropped_blocks
from indexer.readers.shared.lines import has_paragraph_per_line
from indexer.readers.shared.sniffing import refuse_other_types
from indexer.readers.shared.tables import TableCell, TableRow, table_blocks
from indexer.readers.text import read_text, split_huge

from .front_matter import take_front_matter
from .inline import InlineReader, MarkdownNote
from .items import split_items
from .numbering import MarkdownNumbering

# Indented text in a paper is not code. Thirty nested lists are an attack.
_PARSER = MarkdownIt("commonmark", {"maxNesting": 30}).enable(["table", "strikethrough"]).disable(["code"])
_PARSER.use(footnote_plugin, inline=False, move_to_end=False)
_MARKS = "*_`~[]|<!#\n"
_HTML_LINE = re.compile(r"(?m)^ {0,3}<")
_HTML_MARKS = 5  # marks that a block of HTML costs as much as
_MAX_HEADING_WORDS = 25  # words: a longer paragraph with a rule under it is no heading
_WITH_LINES = frozenset(
    {"heading_open", "paragraph_open", "fence", "html_block", "table_open", "hr", "footnote_reference_open"}
)
_PAIRED = frozenset({"heading_open", "paragraph_open", "table_open", "tr_open", "footnote_reference_open"})


def read_markdown(data: bytes, limits: Limits) -> Reading:
    """Read the blocks of a Markdown file, with page numbers when form feeds mark pages.

    Raise SourceUnreadable when the bytes are another type of file, or over the limits.
    """
    refuse_other_types(data, "Markdown file", b"<")
    front = take_front_matter(decode(data))
    text = "\n".join(front.lines)
    _refuse_costly(text, limits)
    pages = text.split("\f")
    one_a_line = has_paragraph_per_line(text)
    blocks = list(dropped_blocks(front.source, "front_matter"))
    env: dict[str, dict[str, dict[str, object]]] = {}
    for number, page in enumerate(pages, start=1):
        page_blocks = _MarkdownPage(page, one_a_line).blocks(env)
        blocks.extend(replace(block, page=number) for block in page_blocks) if len(pages) > 1 else blocks.extend(
            page_blocks
        )
    properties = front.properties
    return Reading(
        tuple(blocks),
        title=properties.title,
        language=properties.language,
        published=properties.published,
        authors=properties.authors,
        publisher=properties.publisher,
        page_title=properties.title,
    )


def _refuse_costly(text: str, limits: Limits) -> None:
    if limits.html_elements is not None:
        marks = sum(map(text.count, _MARKS)) + _HTML_MARKS * len(_HTML_LINE.findall(text))
        refuse_more(marks, limits.html_elements, "marks of Markdown")


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
    one_a_line: bool
    """Whether each line of the file is a paragraph."""
    done: int = 0
    """The first line that is in no block yet."""
    quotes: int = 0
    items: list[_MarkdownItem] = field(default_factory=list)
    numbers: list[MarkdownNumbering] = field(default_factory=list)
    inline: InlineReader = field(default_factory=InlineReader)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")

    def blocks(self, env: dict[str, dict[str, dict[str, object]]]) -> list[Block]:
        """Return the blocks in reading order, also for lines that CommonMark keeps no token for."""
        tokens = _PARSER.parse(self.text, env)
        self.inline = InlineReader(_notes(tokens))
        blocks: list[Block] = []
        position = 0
        while position < len(tokens):
            end = _end(tokens, position)
            blocks.extend(self._token(tokens[position : end + 1]))
            position = end + 1
        blocks.extend(self._skip_lines(len(self.lines)))
        return blocks

    def _token(self, tokens: Sequence[Token]) -> Iterator[Block]:
        first = tokens[0]
        if first.type in _WITH_LINES and first.map:
            yield from self._skip_lines(first.map[0])
        if first.type == "heading_open":
            yield from self._heading(tokens)
        elif first.type == "paragraph_open":
            yield from self._paragraph(tokens[1].children or [], self._take_source(first))
        elif first.type == "fence":
            yield from self._fence(first)
        elif first.type == "html_block":
            yield from self._html(first)
        elif first.type == "table_open":
            yield from self._table(tokens)
        elif first.type == "hr":
            yield from (Block("paragraph", "", raw) for raw in [self._take_source(first)] if raw.strip())
        elif first.type == "footnote_reference_open":
            yield from self._footnote(tokens)
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
        """Yield dropped blocks for lines without a token: addresses of links, and empty items and quotations."""
        for line in self.lines[self.done : until]:
            yield from dropped_blocks(line, _drop_reason(line))
        self.done = max(self.done, until)

    def _heading(self, tokens: Sequence[Token]) -> Iterator[Block]:
        raw = self._take_source(tokens[0])
        content = tokens[1].content
        if tokens[0].markup in {"-", "="} and ("\n" in content or len(content.split()) > _MAX_HEADING_WORDS):
            yield from self._paragraph(tokens[1].children or [], raw)
            return
        words = self.inline.words(tokens[1].children or [])
        yield from _with_source(words, BlockFacts("heading", level=int(tokens[0].tag[1])), raw, "empty_heading")

    def _paragraph(self, tokens: Sequence[Token], raw: str) -> Iterator[Block]:
        """Yield a paragraph; its first block is the list item or quotation around it."""
        item = self.items[-1] if self.items else None
        parts = split_items(tokens, self.one_a_line, (item.label or "") if item is not None else "")
        sources = _sources(raw, [part.line_count for part in parts])
        for part, source in zip(parts, sources, strict=True):
            words = self.inline.words(part.tokens)
            facts = BlockFacts("list_item", label=part.label) if part.is_item else BlockFacts()
            for block in _with_source(words, facts, source, "no_words"):
                yield from (self._in_its_context(piece) for piece in _split_long(block))

    def _fence(self, token: Token) -> Iterator[Block]:
        """Yield preformatted text by the rules of plain text."""
        raw = self._take_source(token)
        blocks = read_text(token.content)
        kept = Counter("".join(block.raw for block in blocks))
        for block in blocks:
            yield self._in_its_context(block)
        yield from dropped_blocks("".join((Counter(raw) - kept).elements()), "markup")

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
        try:
            refuse_costly_page(raw, LIMITS)
        except SourceUnreadable:  # no page of anybody's, but its words are read
            yield from map(self._in_its_context, read_text(raw))
            return
        tree = LexborHTMLParser(raw)
        blocks = HtmlBlockReader(tree.body).blocks() if tree.body is not None else []
        if not blocks:
            is_comment = raw.lstrip().startswith("<!--") and raw.rstrip().endswith("-->")
            yield from dropped_blocks(raw, "comment" if is_comment else "no_words")
            return
        kept = Counter("".join(block.raw for block in blocks))
        yield from map(self._in_its_context, blocks)
        yield from dropped_blocks("".join((Counter(raw) - kept).elements()), "markup")

    def _table(self, tokens: Sequence[Token]) -> Iterator[Block]:
        rows: list[TableRow] = []
        sources: list[str] = []
        for position, token in enumerate(tokens):
            if token.type == "tr_open":
                end = _end(tokens, position)
                cells = [
                    TableCell([_with_raw(self.inline.words(child.children or []), child.content)])
                    for child in tokens[position:end]
                    if child.type == "inline"
                ]
                rows.append(TableRow(cells, is_head=not rows))
                if any(cell.raw.strip() for cell in cells):
                    sources.append("\n".join(self.lines[slice(*(token.map or (0, 0)))]))
        raw = Counter(self._take_source(tokens[0]).split("\n"))
        in_rows = iter(sources)
        for block in table_blocks(rows):
            yield replace(block, raw=next(in_rows)) if block.kind == "table_row" else block
        yield from dropped_blocks("\n".join((raw - Counter(sources)).elements()), "table_rule")

    def _footnote(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """Yield a footnote as dropped, since it is shown with its paragraph; without a mark it is text."""
        first = tokens[0]
        label = str(first.meta["label"])
        if label in self.inline.notes:
            yield from dropped_blocks(self._take_source(first), "footnote")
            return
        texts = [self.inline.words(token.children or []).text for token in tokens if token.type == "inline"]
        words = InlineText()
        words.add("", f"[^{label}]: {' '.join(texts)}")
        yield from _with_source(words, BlockFacts(), self._take_source(first), "no_words")


def _notes(tokens: Sequence[Token]) -> dict[str, MarkdownNote]:
    """Return the footnotes that the text refers to, by label."""
    references = {
        str(child.meta["label"]) for token in tokens for child in token.children or () if child.type == "footnote_ref"
    }
    notes: dict[str, MarkdownNote] = {}
    for position, token in enumerate(tokens):
        if token.type == "footnote_reference_open" and (label := str(token.meta["label"])) in references:
            reader = InlineReader()
            parts = [
                reader.words(inner.children or [])
                for inner in tokens[position : _end(tokens, position)]
                if inner.type == "inline"
            ]
            links = tuple(dict.fromkeys(link.url for part in parts for link in part.links))
            notes.setdefault(label, MarkdownNote(" ".join(part.text for part in parts), links))
    return notes


def _end(tokens: Sequence[Token], position: int) -> int:
    """Return where a heading, paragraph, table, row or footnote ends; every other token stands alone."""
    first = tokens[position]
    if first.type not in _PAIRED:
        return position
    closing = first.type.replace("_open", "_close")
    return next(index for index in range(position, len(tokens)) if tokens[index].type == closing)


def _with_raw(words: InlineText, raw: str) -> InlineText:
    words.add(raw, "")
    return words


def _with_source(words: InlineText, facts: BlockFacts, raw: str, empty: DropReason) -> Iterator[Block]:
    """Yield the block of some words with its source, and after it what was set aside."""
    aside = words.set_aside_blocks()
    for block in aside:
        raw = raw.replace(block.raw, "", 1)
    if words.is_empty:
        yield from aside
        yield from dropped_blocks(raw, empty)
        return
    yield replace(words.blocks(facts)[0], raw=raw)
    yield from aside


def _sources(raw: str, counts: Sequence[int]) -> list[str]:
    """Cut the source of a paragraph into as many lines for each part as it has; the last takes what is left."""
    lines = raw.split("\n")
    sources: list[str] = []
    for count in counts[:-1]:
        sources.append("\n".join(lines[:count]))
        lines = lines[count:]
    return [*sources, "\n".join(lines)]


def _split_long(block: Block) -> Iterator[Block]:
    """Yield a block that has lost its paragraphs in pieces of a few pages."""
    pieces = list(split_huge(block.text))
    if len(pieces) == 1:
        yield block
        return
    for piece in pieces:
        yield replace(block, text=piece.strip(), raw=piece, links=(), notes=(), heads=())
    kept = Counter("".join(pieces))
    yield from dropped_blocks("".join((Counter(block.raw) - kept).elements()), "markup")


def _drop_reason(line: str) -> DropReason:
    """Return why a line has no token: it gives the address of a link, or only marks."""
    if line.lstrip(" >").startswith("[") and "]:" in line:
        return "link_address"
    return "markup" if any(character.isalnum() for character in line) else "no_words"
