"""Divide a paragraph where its lines begin with printed list marks, which CommonMark does not know: `•`, `(a)`, `a)`.

Lists in Markdown's own notation are markdown-it's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from indexer.readers.shared.lines import LIST_ITEM

from .inline import lines_of

_BULLETS = frozenset("•‣▪◦·●○■□")


@dataclass(frozen=True)
class ParagraphPart:
    """A part of a paragraph: its tokens, the number of lines of its source, and its list mark."""

    tokens: tuple[Token, ...]
    line_count: int
    is_item: bool = False
    label: str | None = None


def split_items(tokens: Sequence[Token], one_a_line: bool) -> list[ParagraphPart]:
    """Return the parts of a paragraph; `one_a_line` when each line of the file is a paragraph of its own."""
    return list(_parts(list(lines_of(tokens)), one_a_line))


def _parts(lines: list[list[Token]], one_a_line: bool) -> Iterator[ParagraphPart]:
    is_list = LIST_ITEM.match(_start(lines[0])) is not None
    group: list[list[Token]] = []
    for line in lines:
        if group and (one_a_line or _opens_item(line, is_list)):
            yield _part(group)
            group = []
        group.append(line)
    yield _part(group)


def _start(line: Sequence[Token]) -> str:
    """Return the words that a line begins with."""
    return next((token.content for token in line if token.content), "")


def _opens_item(line: Sequence[Token], is_list: bool) -> bool:
    start = _start(line)
    return bool(LIST_ITEM.match(start)) and (is_list or start[:1] in _BULLETS)


def _part(lines: Sequence[Sequence[Token]]) -> ParagraphPart:
    tokens = [token for line in lines for token in line]
    first = next((index for index, token in enumerate(tokens) if token.content), None)
    match = LIST_ITEM.match(tokens[first].content) if first is not None else None
    if first is None or match is None:
        return ParagraphPart(tuple(tokens), len(lines))
    tokens[first] = replace(tokens[first], content=tokens[first].content[match.end() :])
    return ParagraphPart(tuple(tokens), len(lines), True, match["label"] or match["bracketed"])
