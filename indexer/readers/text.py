"""Plain text and light Markdown to blocks: where one block ends and the next begins, and nothing more.

Text made from PDFs is hard-wrapped, or one paragraph to a line, or both in turns; so blank lines, list
marks and the length of lines decide, not a format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from ..model import Block, BlockKind
from .markup import plain

_BULLET = r"[-*•‣▪◦·●○■□–—]"
_ITEM = re.compile(
    rf"^\s*(?:{_BULLET}\s+)?\**(?P<label>\d{{1,3}}|[a-z]|[ivx]{{1,5}})(?P<close>[.)])\**\s+(?=\S)"
    rf"|^\s*\((?P<bracketed>\d{{1,3}}|[a-z]|[ivx]{{1,5}})\)\s+(?=\S)"
    rf"|^\s*{_BULLET}(?:\s+|$)"
)
_HASH = re.compile(r"^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_RULE = re.compile(r"^\s*([-=*_~])(?:\s*\1){2,}\s*$")
_UNDERLINE = re.compile(r"^\s*(=|-){3,}\s*$")
_BLOCK_QUOTE = re.compile(r"^\s{0,3}>\s?")
_LABEL_LINE = re.compile(r"^\s*\**[A-Z][\w’' /-]{1,30}:\**(?:\s|$)")
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]*]*\s*$")
_WIDE = 120  # characters: no hard-wrapped text has lines this long, paragraphs on one line do
_HUGE = 20_000  # characters: ten pages; no paragraph is that long, so the text has lost its paragraphs


def read_text(text: str) -> list[Block]:
    """The blocks of a text in order, with the page of each where form feeds mark the pages."""
    pages = text.split("\f")
    one_a_line = _one_paragraph_a_line(text)
    blocks: list[Block] = []
    for number, page in enumerate(pages, start=1):
        for chunk in _chunks(page, one_a_line):
            blocks.extend(_blocks(chunk, number if len(pages) > 1 else None))
    return blocks


def _one_paragraph_a_line(text: str) -> bool:
    """Few blank lines between long lines: each line is a paragraph of its own."""
    lines = text.split("\n")
    filled = [len(line) for line in lines if line.strip()]
    blank = len(lines) - len(filled)
    return len(filled) > 1 and blank * 5 < len(filled) and median(filled) >= _WIDE


def _chunks(page: str, one_a_line: bool) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in page.split("\n"):
        if chunk and (one_a_line or not line.strip()):
            yield chunk
            chunk = []
        if line.strip():
            chunk.append(line)
    if chunk:
        yield chunk


def _blocks(chunk: list[str], page: int | None) -> Iterator[Block]:
    if all(_BLOCK_QUOTE.match(line) for line in chunk):
        bare = [_BLOCK_QUOTE.sub("", line) for line in chunk]
        yield Block("quote", plain(_unwrap(bare)), "\n".join(chunk), page=page)
        return
    for group in _groups(chunk):
        yield from _block(group, page)


def _groups(chunk: list[str]) -> Iterator[list[str]]:
    """Lines that belong together: a list item with its further lines, a hard-wrapped paragraph."""
    wide = median(len(line) for line in chunk) >= _WIDE
    labels_stand_alone = all(len(line) < _WIDE for line in chunk)
    group: list[str] = []
    for line in chunk:
        if group and (
            (wide and _ENDED.search(group[-1]))
            or _begins(line, first=group[0])
            or _HASH.match(group[-1])
            or (labels_stand_alone and _LABEL_LINE.match(line) and _closes_line(group[-1]))
            or (len(group) == 1 and _shouted(group[0]) and not _shouted(line) and not _ITEM.match(line))
        ):
            if _UNDERLINE.match(line) and len(group) == 1 and len(chunk) <= 2:
                group.append(line)
                continue
            yield group
            group = []
        group.append(line)
    yield group


def _begins(line: str, first: str) -> bool:
    """Whether a line opens a block; a number opens a list item only where it can be the next in a list."""
    if _HASH.match(line) or _RULE.match(line):
        return True
    match = _ITEM.match(line)
    if not match:
        return False
    label = match["label"] or match["bracketed"]
    if label is None or match["bracketed"] or not label.isdigit():
        return True
    before = _ITEM.match(first)
    return label == "1" or bool(before)


def _closes_line(line: str) -> bool:
    return bool(_ENDED.search(line)) or len(line) < _WIDE // 2


def _shouted(line: str) -> bool:
    letters = [character for character in line if character.isalpha()]
    return len(letters) > 3 and all(character.isupper() for character in letters)


def _block(lines: list[str], page: int | None) -> Iterator[Block]:
    raw = "\n".join(lines)
    if _RULE.match(raw):
        yield Block("paragraph", "", raw, page=page)
        return
    heading = _HASH.match(lines[0])
    if heading:
        yield Block("heading", plain(heading[2]), raw, level=len(heading[1]), page=page)
        return
    if len(lines) == 2 and _UNDERLINE.match(lines[1]) and lines[0].strip():
        level = 1 if "=" in lines[1] else 2
        yield Block("heading", plain(lines[0]), raw, level=level, page=page)
        return
    kind, label, words = _item(lines)
    mark = _ITEM.match(lines[0])
    for at, part in enumerate(_cut_huge(words)):
        cut = mark.group() + part if mark and not at else part
        yield Block(kind, plain(part), raw if part is words else cut, label=label, page=page)


def _item(lines: list[str]) -> tuple[BlockKind, str | None, str]:
    match = _ITEM.match(lines[0])
    if not match:
        return "paragraph", None, _unwrap(lines)
    label = match["label"] or match["bracketed"]
    words = _unwrap([lines[0][match.end() :], *lines[1:]])
    return "list_item", label, words


def _unwrap(lines: list[str]) -> str:
    """Hard-wrapped lines as one; a word hyphenated at a line end is made whole."""
    text = ""
    for line in (line.strip() for line in lines):
        if re.search(r"[a-z]-$", text) and re.match(r"[a-z]", line) and not _compound(text, line):
            text = text[:-1] + line
        elif re.search(r"\w[-—/]$", text):
            text += line
        else:
            text = f"{text} {line}" if text else line
    return text


_KEEP_HYPHEN = re.compile(
    r"\b(?:self|non|co|anti|pre|post|well|so|high|low|long|short|multi|inter|cross|mid)-$", re.IGNORECASE
)


def _compound(text: str, line: str) -> bool:
    """A hyphen that belongs to the word: `high-` / `level`, or `follow-up-` / `on`."""
    del line
    word = text.rsplit(" ", 1)[-1]
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
