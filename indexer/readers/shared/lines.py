"""Group the lines of a plain text so that each group is one block: a paragraph, or a list item with its further lines.

Text made from PDFs is hard-wrapped, or has one paragraph on each line, or mixes both. So blank lines, marks at the
start of a line and the length of lines decide, not a format. What kind of block a group is, `readers.text` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median, quantiles

from indexer.text.prose import ends_sentence, expects_more

BULLET = r"[-*•‣▪◦·●○■□–—]"
LIST_ITEM = re.compile(
    rf"^\s*(?:{BULLET}\s+)?\**(?P<label>\d{{1,3}}|[a-z]|[ivx]{{1,5}})(?P<close>[.)])\**\s+(?=\S)"
    rf"|^\s*\((?P<bracketed>\d{{1,3}}|[a-z]|[ivx]{{1,5}})\)\s+(?=\S)"
    rf"|^\s*{BULLET}(?!\s*\d{{1,4}}\s*[-–—]\s*$)(?:\s+|$)"  # `- 12 -` is a page number
)
ATX_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
THEMATIC_BREAK = re.compile(r"^\s*([-=*_~])(?:\s*\1){2,}\s*$")
SETEXT_UNDERLINE = re.compile(r"^\s*(=|-){3,}\s*$")
_LABEL_LINE = re.compile(r"^\s*\**[A-Z][\w’' /-]{1,30}:\**(?:\s|$)")
_CLOCK_LINE = re.compile(r"^\s*\d{1,2}[:.h]\d\d\b")
_LONG_LINE = 120  # characters: hard-wrapped lines are shorter, paragraphs on one line are longer
_MIN_HANGING = 4  # indented further lines: fewer may be quotations or signatures
_FULL_LINE = 0.8  # of the width: a shorter line had room for the next word, so it ended there


def group_lines(page: str, width: int, one_a_line: bool, hanging: bool = False) -> Iterator[list[str]]:
    """Yield the lines of a page in groups; `width` is the width at which the text is wrapped.

    With `hanging`, further lines of an item are indented, so that every other line begins a group.
    """
    for chunk in split_at_blank_lines(page, one_a_line):
        yield from _split_hanging(chunk) if hanging else _split(chunk, width)


def split_at_blank_lines(page: str, one_a_line: bool) -> Iterator[list[str]]:
    """Yield runs of lines without a blank line between them."""
    chunk: list[str] = []
    for line in page.split("\n"):
        if chunk and (one_a_line or not line.strip()):
            yield chunk
            chunk = []
        if line.strip():
            chunk.append(line)
    if chunk:
        yield chunk


def wrap_width(text: str) -> int:
    """Return the width in characters at which the lines of a text are wrapped; at most 120."""
    lengths = [len(line) for line in text.split("\n") if line.strip()]
    if len(lengths) < 2:
        return _LONG_LINE
    return min(_LONG_LINE, round(quantiles(lengths, n=20)[-1]))


def has_paragraph_per_line(text: str) -> bool:
    """Return whether each line is a paragraph: long lines with few blank lines between them."""
    lines = text.split("\n")
    lengths = [len(line) for line in lines if line.strip()]
    blank = len(lines) - len(lengths)
    return len(lengths) > 1 and blank * 5 < len(lengths) and median(lengths) >= _LONG_LINE


def has_hanging_indents(text: str) -> bool:
    """Return whether a text without marks of lists indents the further lines of its items, as notes of meetings do.

    Then most lines that are not indented follow an indented line or a short one, and no paragraph begins indented.
    """
    hanging = indented_first = 0
    for chunk in split_at_blank_lines(text, one_a_line=False):
        if LIST_ITEM.match(chunk[0]) or all(_indent(line) for line in chunk):
            continue
        indented_first += _indent(chunk[0]) > 0
        hanging += sum(
            _indent(line) > 0 and not _indent(before) and not LIST_ITEM.match(before) and not LIST_ITEM.match(line)
            for before, line in pairwise(chunk)
        )
    return hanging >= _MIN_HANGING and indented_first * 4 <= hanging


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _split_hanging(chunk: list[str]) -> Iterator[list[str]]:
    """Yield the groups of one run of lines whose further lines are indented."""
    group: list[str] = []
    for line in chunk:
        if group and (not _indent(line) or LIST_ITEM.match(line)):
            yield group
            group = []
        group.append(line)
    yield group


def _split(chunk: list[str], width: int) -> Iterator[list[str]]:
    """Yield the groups of one run of lines."""
    wide = median(len(line) for line in chunk) >= _LONG_LINE
    narrow = all(len(line) < _LONG_LINE for line in chunk)
    group: list[str] = []
    for line in chunk:
        if group and _begins_block(group, line, wide=wide, narrow=narrow, width=width):
            if SETEXT_UNDERLINE.match(line) and len(group) == 1 and len(chunk) <= 2:
                group.append(line)
                continue
            yield group
            group = []
        group.append(line)
    yield group


def _begins_block(group: list[str], line: str, *, wide: bool, narrow: bool, width: int) -> bool:
    """Return whether a line begins another block than the group before it."""
    last = group[-1]
    return bool(
        (wide and ends_sentence(last.rstrip(" *")))
        or _opens_block(line, first=group[0])
        or ATX_HEADING.match(last)
        or _CLOCK_LINE.match(line)
        or (narrow and _LABEL_LINE.match(line) and _is_closed_by_label(group, last))
        or (len(group) == 1 and _is_all_capitals(last) and not _is_all_capitals(line) and not LIST_ITEM.match(line))
        or _stops_short(last.strip(), line.strip(), width)
    )


def _is_closed_by_label(group: list[str], last: str) -> bool:
    """Return whether a labelled line ends the text above: that ended, is short, or has a label itself."""
    return ends_sentence(last.rstrip(" *")) or len(last) < _LONG_LINE // 2 or bool(_LABEL_LINE.match(group[0]))


def _opens_block(line: str, first: str) -> bool:
    """Return whether a line opens a block; a number opens a list item only when it can be the next in a list."""
    if ATX_HEADING.match(line) or THEMATIC_BREAK.match(line):
        return True
    match = LIST_ITEM.match(line)
    if not match:
        return False
    label = match["label"] or match["bracketed"]
    if label is None or match["bracketed"] or not label.isdigit():
        return True
    before = LIST_ITEM.match(first)
    return label == "1" or bool(before)


def _stops_short(last: str, line: str, width: int) -> bool:
    """Return whether a line had room for the next word and does not wait for one, and so ends its block."""
    word = line.split(" ", 1)[0]
    opening = line.lstrip('*_"“‘([')[:1]
    roomy = len(last) + 1 + len(word) <= _FULL_LINE * width
    return roomy and (opening.isupper() or opening.isdigit()) and not expects_more(last.rstrip("*_ "))


def _is_all_capitals(line: str) -> bool:
    letters = [character for character in line if character.isalpha()]
    return len(letters) > 3 and all(character.isupper() for character in letters)
