"""Divide a paragraph where its lines begin with printed list marks, which CommonMark does not know: `•`, `(a)`, `a)`.

Lists in Markdown's own notation are markdown-it's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from indexer.readers.shared.lines import LIST_ITEM
from indexer.text.prose import ends_sentence

from .inline import lines_of

_FACT = re.compile(r"[^\W\d_][^:.\n]{0,30}:(?!//)")
_MIN_FACTS = 3  # lines
_MAX_FACT = 150  # characters: a longer line may be the words of a speaker
_BULLETS = frozenset("•‣▪◦·●○■□-*")  # a `-` or `*` within a paragraph stands too deep for CommonMark


@dataclass(frozen=True)
class ParagraphPart:
    """A part of a paragraph: its tokens, the number of lines of its source, and its list mark."""

    tokens: tuple[Token, ...]
    line_count: int
    is_item: bool = False
    label: str | None = None


def split_items(tokens: Sequence[Token], one_a_line: bool, last: str = "") -> list[ParagraphPart]:
    """Return the parts of a paragraph.

    `one_a_line` when each line of the file is a paragraph of its own; `last` is the number of the item it stands in.
    """
    return list(_parts(list(lines_of(tokens)), one_a_line, last))


def _parts(lines: list[list[Token]], one_a_line: bool, last: str) -> Iterator[ParagraphPart]:
    group: list[list[Token]] = []
    one_a_line = one_a_line or _states_facts(lines)
    is_list = LIST_ITEM.match(_start(lines[0])) is not None
    for line in lines:
        match = LIST_ITEM.match(_start(line))
        label = (match["label"] or match["bracketed"] or "") if match else ""
        if group and (one_a_line or (match and _opens_item(label, _start(line)[:1], is_list, last))):
            yield _part(group)
            group = []
        last = label or last
        group.append(line)
    yield _part(group)


def _states_facts(lines: Sequence[Sequence[Token]]) -> bool:
    """Return whether each line of a paragraph states a fact of its own: `Date: 5 May`, `**Place:** Oslo`."""
    texts = ["".join(token.content for token in line) for line in lines]
    return len(lines) >= _MIN_FACTS and all(
        len(text) <= _MAX_FACT and _FACT.match(text) and not ends_sentence(text) for text in texts
    )


def _start(line: Sequence[Token]) -> str:
    """Return the words that a line begins with."""
    return next((token.content for token in line if token.content), "")


def _opens_item(label: str, sign: str, is_list: bool, last: str) -> bool:
    """Return whether a line with a list mark opens an item and does not merely begin with a figure or a dash."""
    if label.isdecimal():
        return label == "1" or (last.isdecimal() and int(label) == int(last) + 1)
    return is_list or sign in _BULLETS


def _part(lines: Sequence[Sequence[Token]]) -> ParagraphPart:
    tokens = [token for line in lines for token in line]
    first = next((index for index, token in enumerate(tokens) if token.content), None)
    match = LIST_ITEM.match(tokens[first].content) if first is not None else None
    if first is None or match is None:
        return ParagraphPart(tuple(tokens), len(lines))
    tokens[first] = replace(tokens[first], content=tokens[first].content[match.end() :])
    return ParagraphPart(tuple(tokens), len(lines), True, match["label"] or match["bracketed"])
