"""Lines of a plain text to groups that are one block each: a paragraph, a list item with its further lines.

Text made from PDFs is hard-wrapped, or one paragraph to a line, or both in turns; so blank lines, marks at the
start of a line and the length of lines decide, not a format. What a group is, is for `text` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median, quantiles

from indexer.text.prose import ends_sentence, expects_more

BULLET = r"[-*•‣▪◦·●○■□–—]"
LIST_ITEM = re.compile(
    rf"^\s*(?:{BULLET}\s+)?\**(?P<label>\d{{1,3}}|[a-z]|[ivx]{{1,5}})(?P<close>[.)])\**\s+(?=\S)"
    rf"|^\s*\((?P<bracketed>\d{{1,3}}|[a-z]|[ivx]{{1,5}})\)\s+(?=\S)"
    rf"|^\s*{BULLET}(?!\s*\d{{1,4}}\s*[-–—]\s*$)(?:\s+|$)"  # `- 12 -` is the number of a page
)
ATX_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
THEMATIC_BREAK = re.compile(r"^\s*([-=*_~])(?:\s*\1){2,}\s*$")
SETEXT_UNDERLINE = re.compile(r"^\s*(=|-){3,}\s*$")
_LABEL_LINE = re.compile(r"^\s*\**[A-Z][\w’' /-]{1,30}:\**(?:\s|$)")
_CLOCK_LINE = re.compile(r"^\s*\d{1,2}[:.h]\d\d\b")
_WIDE = 120  # characters: no hard-wrapped text has lines this long, paragraphs on one line do
_ROOM = 0.8  # of the width: a line that had this much room for the next word was not wrapped but ended


def group_lines(page: str, width: int, one_a_line: bool) -> Iterator[list[str]]:
    """The lines of a page as groups; `width` is how long the lines of the text get."""
    for chunk in split_at_blank_lines(page, one_a_line):
        yield from _split(chunk, width)


def split_at_blank_lines(page: str, one_a_line: bool) -> Iterator[list[str]]:
    """Runs of lines without a blank one between."""
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
    """How long the lines of a text get before they are wrapped, in characters; at most 120."""
    lengths = [len(line) for line in text.split("\n") if line.strip()]
    if len(lengths) < 2:
        return _WIDE
    return min(_WIDE, round(quantiles(lengths, n=20)[-1]))


def has_paragraph_per_line(text: str) -> bool:
    """Few blank lines between long lines: each line is a paragraph of its own."""
    lines = text.split("\n")
    filled = [len(line) for line in lines if line.strip()]
    blank = len(lines) - len(filled)
    return len(filled) > 1 and blank * 5 < len(filled) and median(filled) >= _WIDE


def _split(chunk: list[str], width: int) -> Iterator[list[str]]:
    wide = median(len(line) for line in chunk) >= _WIDE
    narrow = all(len(line) < _WIDE for line in chunk)
    group: list[str] = []
    for line in chunk:
        if group and _parts(group, line, wide=wide, narrow=narrow, width=width):
            if SETEXT_UNDERLINE.match(line) and len(group) == 1 and len(chunk) <= 2:
                group.append(line)
                continue
            yield group
            group = []
        group.append(line)
    yield group


def _parts(group: list[str], line: str, *, wide: bool, narrow: bool, width: int) -> bool:
    """Whether a line begins another block than the group before it is."""
    last = group[-1]
    return bool(
        (wide and ends_sentence(last.rstrip(" *")))
        or _begins(line, first=group[0])
        or ATX_HEADING.match(last)
        or _CLOCK_LINE.match(line)
        or (narrow and _LABEL_LINE.match(line) and _closes(group, last))
        or (len(group) == 1 and _is_shouted(last) and not _is_shouted(line) and not LIST_ITEM.match(line))
        or _stops_short(last.strip(), line.strip(), width)
    )


def _closes(group: list[str], last: str) -> bool:
    """Whether a line with a label of its own ends what stands above: words that ended, a short line, another label."""
    return ends_sentence(last.rstrip(" *")) or len(last) < _WIDE // 2 or bool(_LABEL_LINE.match(group[0]))


def _begins(line: str, first: str) -> bool:
    """Whether a line opens a block; a number opens a list item only where it can be the next in a list."""
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
    """A line that had room for the next word, and is not waiting for one, ends its block."""
    word = line.split(" ", 1)[0]
    opening = line.lstrip('*_"“‘([')[:1]
    roomy = len(last) + 1 + len(word) <= _ROOM * width
    return roomy and (opening.isupper() or opening.isdigit()) and not expects_more(last.rstrip("*_ "))


def _is_shouted(line: str) -> bool:
    letters = [character for character in line if character.isalpha()]
    return len(letters) > 3 and all(character.isupper() for character in letters)
