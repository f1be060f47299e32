"""RTF: striprtf reads the characters; here its notes, margins, rows and paragraphs are kept from being lost.

What striprtf would drop in silence (notes, headers, comments) is taken out before it and accounted for; the ends of
cells, lines and headings go through it as signs of the private area of Unicode.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from striprtf.striprtf import rtf_to_text

from indexer.errors import SourceUnreadable
from indexer.model import Block, Reading, TextLink
from indexer.readers.shared.inline import ENDNOTE, FOOTNOTE, InlineText, dropped_blocks
from indexer.readers.shared.properties import declared_title
from indexer.readers.shared.sniffing import refuse_other_types
from indexer.readers.shared.tables import TableCell, TableRow, table_blocks
from indexer.text.urls import shift_link

from .limits import Limits
from .text import read_text

_CELL, _ROW, _LINE, _NOTE, _HEADS, _LINK, _HEADING = (
    *("\ue001", "\ue002", "\ue003", "\ue004", "\ue005", "\ue006"),
    "\ue010",
)
_BULLET_TEXT = re.compile(r"\{\\(?:pntext|listtext)(?![a-z])")
_CODEPAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_BRACE = re.compile(r"\\[\\{}]|[{}]")
_GROUP = re.compile(
    r"\{(?:\\\*)?\s*\\(footnote|header[lrf]?|footer[lrf]?|annotation|fldinst|listtable|listoverridetable|"
    r"stylesheet|colortbl|info|pict|object|themedata|datastore|xmlnstbl|generator|ftnsepc?|aftnsepc?|nonshppict)(?![a-z])"
    r"|\{(?:\\[a-z]+-?\d* ?){0,40}?\\(deleted|v)(?![a-z0-9])"
)
_SILENT = frozenset(
    "fldinst listtable listoverridetable stylesheet colortbl info pict object themedata datastore xmlnstbl generator"
    " ftnsep ftnsepc aftnsep aftnsepc nonshppict".split()
)
_HYPERLINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
_OUTLINE = re.compile(r"\\outlinelevel([0-8])(?!\d)")
_TITLE = re.compile(r"\{\\title (.*?)(?<!\\)\}", re.DOTALL)
_DEEPEST = 20  # notes within notes; no word processor makes any
_FONTS = re.compile(r"\{\\fonttbl")


def _sign(character: str) -> str:
    """A sign as RTF writes it, whatever stands after it."""
    return f"{{\\uc0\\u{ord(character)} }}"


_SIGNS = (
    (re.compile(r"\\(?:nest)?cell(?![a-z])"), _sign(_CELL)),
    (re.compile(r"\\(?:nest)?row(?![a-z])"), _sign(_ROW)),
    (re.compile(r"\\line(?![a-z])"), _sign(_LINE)),
    (re.compile(r"\\trhdr(?![a-z])"), _sign(_HEADS)),
)


class _RtfNote(NamedTuple):
    """A note: its words, why they stand nowhere else, and its links."""

    text: str = ""
    reason: str = ""
    links: tuple[str, ...] = ()


class _PendingMarks(NamedTuple):
    """The notes and links whose signs are still to come in the text."""

    notes: Iterator[_RtfNote]
    links: Iterator[str]


@dataclass
class _RtfParts:
    """An RTF on its way: the text that remains, and what was taken out of it."""

    remains: list[str] = field(default_factory=list)
    notes: list[_RtfNote] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    depth: int = 0


def read_rtf(data: bytes, limits: Limits) -> Reading:
    """The blocks of an RTF. Raises SourceUnreadable."""
    del limits
    refuse_other_types(data, "RTF", b"{\\rtf")
    if not data.lstrip().startswith(b"{\\rtf"):
        raise SourceUnreadable("is not the RTF that its name says: open it and save it as RTF")
    source = _decoded(data)
    parts = _taken_apart(source)
    text = _plain("".join(parts.remains))
    blocks = [
        *_body(text, _PendingMarks(iter(parts.notes), iter(parts.links))),
        *(block for raw, why in parts.aside for block in dropped_blocks(_clean(raw), why)),
    ]
    title = _TITLE.search(source)
    return Reading(
        tuple(blocks),
        title=declared_title(_plain(_wrapped(source, title[1]))) if title else None,
        warnings=("ends in the middle: it may have been cut off",) if parts.depth > 0 else (),
    )


def _decoded(data: bytes) -> str:
    stated = _CODEPAGE.search(data[:4096])
    try:
        return data.decode(codecs.lookup(f"cp{stated[1].decode()}").name if stated else "cp1252", errors="replace")
    except LookupError:
        return data.decode("cp1252", errors="replace")


def _taken_apart(source: str, depth: int = 0) -> _RtfParts:
    """Take out the groups that are no part of the running text."""
    if depth > _DEEPEST:
        raise SourceUnreadable("nests its notes too deep to be read: open it and save it anew")
    parts = _RtfParts()
    place = 0
    while place < len(source):
        match = _GROUP.search(source, place)
        if match is None:
            break
        if _is_escaped(source, match.start()):
            parts.remains.append(source[place : match.start() + 1])
            place = match.start() + 1
            continue
        parts.remains.append(source[place : match.start()])
        end = _end_of_group(source, match.start())
        _take(parts, source, match, end, depth)
        place = end
    parts.remains.append(source[place:])
    parts.depth = sum({"{": 1, "}": -1}.get(brace[0], 0) for brace in _BRACE.finditer(source))
    return parts


def _is_escaped(source: str, place: int) -> bool:
    before = source[max(place - 40, 0) : place]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _end_of_group(source: str, start: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return len(source)


def _take(parts: _RtfParts, source: str, match: re.Match[str], end: int, depth: int) -> None:
    word = match[1] or match[2]
    inner = source[match.end() : end].removesuffix("}")
    if word == "fldinst" and (target := _HYPERLINK.search(inner)):
        parts.links.append(target[1])
        parts.remains.append(_sign(_LINK))
    if word in _SILENT:
        return
    within = _taken_apart(inner, depth + 1) if match[1] else _RtfParts()
    inner = "".join(within.remains) if match[1] else _GROUP.sub("{", inner)
    text = _plain(_wrapped(source, inner))
    if word == "footnote":
        is_end = bool(re.match(r"\s*\\ftnalt", inner))
        parts.notes.append(_RtfNote(text.replace(_LINK, ""), ENDNOTE if is_end else FOOTNOTE, tuple(within.links)))
        parts.remains.append(_sign(_NOTE))
    elif text.strip():
        reasons = {"annotation": "comment", "deleted": "deleted text", "v": "hidden text"}
        parts.aside.append((text, reasons.get(word, f"page {word[:6]}")))


def _wrapped(source: str, inner: str) -> str:
    """A piece of an RTF as one of its own, with the fonts that tell its characters."""
    fonts = _FONTS.search(source)
    table = source[fonts.start() : _end_of_group(source, fonts.start())] if fonts else ""
    stated = _CODEPAGE.search(source[:4096].encode("ascii", "replace"))
    page = f"\\ansicpg{stated[1].decode()}" if stated else ""
    return f"{{\\rtf1\\ansi{page}{table} {inner}}}"


def _plain(source: str) -> str:
    for pattern, sign in _SIGNS:
        source = pattern.sub(sign.replace("\\", r"\\"), source)
    source = _BULLET_TEXT.sub("{", source)  # striprtf leaves out the marks of lists
    source = _OUTLINE.sub(lambda match: _sign(chr(ord(_HEADING) + int(match[1]))), source)
    try:
        text = str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]  # striprtf's own gap
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        raise SourceUnreadable("is damaged: open it and save it anew") from error
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _clean(text: str) -> str:
    return re.sub("[\ue001-\ue01f]", " ", text)


def _body(text: str, waiting: _PendingMarks) -> Iterator[Block]:
    """Paragraphs as they end, rows of a table together."""
    rows: list[TableRow] = []
    for paragraph in _paragraphs(text):
        if _CELL in paragraph:
            cells = [TableCell([_words(cell, waiting)]) for cell in paragraph.rstrip(_ROW + _LINE + " \n").split(_CELL)]
            cells = cells[:-1] if not cells[-1].raw.strip() else cells
            rows.append(TableRow(cells, is_head=_HEADS in paragraph))
            continue
        yield from table_blocks(rows)
        rows = []
        yield from _paragraph(paragraph, waiting)
    yield from table_blocks(rows)
    yield from (block for note in waiting.notes for block in dropped_blocks(_clean(note.text), note.reason))


def _paragraphs(text: str) -> Iterator[str]:
    """What stands between ends of paragraphs; a row is one whole, whatever stands in its cells."""
    for part in re.split(f"(?<={_ROW})", text):
        if _ROW not in part:
            yield from (line for line in part.split("\n") if line.strip())
            continue
        head, _, tail = part.partition(_CELL)
        *before, first = head.split("\n")
        yield from (line for line in before if line.strip())
        yield f"{first}{_CELL}{tail}"


def _with_links(block: Block, words: InlineText) -> Block:
    """A block with the notes and links of the words it was made of, whose mark of a list item it has lost."""
    before = words.text.find(block.text)
    links = (shift_link(one, -before) if before >= 0 else TextLink(one.url) for one in words.links)
    return replace(block, notes=words.notes, links=tuple(links))


def _words(text: str, waiting: _PendingMarks) -> InlineText:
    words = InlineText()
    for piece in re.split(f"([{_NOTE}{_LINK}])", text):
        if piece == _NOTE:
            note = next(waiting.notes, _RtfNote())
            words.add_note(_clean(note.text), note.reason, note.links)
        elif piece == _LINK:
            words.end_link(words.start_link(next(waiting.links, "")))
        else:
            words.add(_clean(piece))
    return words


def _paragraph(text: str, waiting: _PendingMarks) -> Iterator[Block]:
    outline = re.search("[\ue010-\ue018]", text)
    words = _words(text.replace(_LINE, "\n"), waiting)
    if outline and not words.is_empty:
        yield Block(
            "heading",
            words.text,
            words.raw.strip(),
            level=ord(outline[0]) - ord(_HEADING) + 1,
            notes=words.notes,
            links=words.links,
        )
    else:
        read = read_text(words.raw)
        yield from ([_with_links(read[0], words), *read[1:]] if read else [])
    yield from words.set_aside_blocks()
