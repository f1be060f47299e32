"""Read RTF: striprtf reads the characters; notes, margins, table rows and headings are kept here.

What striprtf would drop in silence (notes, headers, comments) is taken out before it and accounted for. The ends of
cells, lines and headings pass through it as private-use characters.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from striprtf.striprtf import rtf_to_text

from indexer.errors import SourceUnreadable
from indexer.model import Block, DropReason, Reading, TextLink
from indexer.readers.shared.inline import InlineText, dropped_blocks
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
_IGNORED_GROUPS = frozenset(
    "fldinst listtable listoverridetable stylesheet colortbl info pict object themedata datastore xmlnstbl generator"
    " ftnsep ftnsepc aftnsep aftnsepc nonshppict".split()
)
_GROUP_REASONS: dict[str, DropReason] = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "page_header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "page_footer"),
    "annotation": "comment",
    "deleted": "deleted",
    "v": "hidden",
}
_HYPERLINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
_OUTLINE = re.compile(r"\\outlinelevel([0-8])(?!\d)")
_TITLE = re.compile(r"\{\\title (.*?)(?<!\\)\}", re.DOTALL)
_MAX_DEPTH = 20  # notes within notes; no word processor makes any
_FONTS = re.compile(r"\{\\fonttbl")


def _escape(character: str) -> str:
    """Return a character as an RTF escape, whatever comes after it."""
    return f"{{\\uc0\\u{ord(character)} }}"


_SIGNS = (
    (re.compile(r"\\(?:nest)?cell(?![a-z])"), _escape(_CELL)),
    (re.compile(r"\\(?:nest)?row(?![a-z])"), _escape(_ROW)),
    (re.compile(r"\\line(?![a-z])"), _escape(_LINE)),
    (re.compile(r"\\trhdr(?![a-z])"), _escape(_HEADS)),
)


class _RtfNote(NamedTuple):
    """A note: its words, its drop reason, and its links."""

    text: str = ""
    reason: DropReason = "footnote"
    links: tuple[str, ...] = ()


class _PendingMarks(NamedTuple):
    """The notes and links whose marks are still to come in the text."""

    notes: Iterator[_RtfNote]
    links: Iterator[str]


@dataclass
class _RtfParts:
    """An RTF while it is taken apart: the text that remains, and what was taken out of it."""

    text: list[str] = field(default_factory=list)
    notes: list[_RtfNote] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    set_aside: list[tuple[str, DropReason]] = field(default_factory=list)
    depth: int = 0


def read_rtf(data: bytes, limits: Limits) -> Reading:
    """Read the blocks of an RTF.

    Raise SourceUnreadable when it is no RTF or damaged.
    """
    del limits
    refuse_other_types(data, "RTF", b"{\\rtf")
    if not data.lstrip().startswith(b"{\\rtf"):
        raise SourceUnreadable("is not the RTF that its name says: open it and save it as RTF")
    source = _decode(data)
    parts = _take_apart(source)
    text = _plain("".join(parts.text))
    blocks = [
        *_body(text, _PendingMarks(iter(parts.notes), iter(parts.links))),
        *(block for raw, reason in parts.set_aside for block in dropped_blocks(_clean(raw), reason)),
    ]
    title = _TITLE.search(source)
    return Reading(
        tuple(blocks),
        title=declared_title(_plain(_as_document(source, title[1]))) if title else None,
        warnings=("ends in the middle: it may have been cut off",) if parts.depth > 0 else (),
    )


def _decode(data: bytes) -> str:
    codepage = _CODEPAGE.search(data[:4096])
    try:
        return data.decode(codecs.lookup(f"cp{codepage[1].decode()}").name if codepage else "cp1252", errors="replace")
    except LookupError:
        return data.decode("cp1252", errors="replace")


def _take_apart(source: str, depth: int = 0) -> _RtfParts:
    """Take out the groups that are no part of the running text."""
    if depth > _MAX_DEPTH:
        raise SourceUnreadable("nests its notes too deep to be read: open it and save it anew")
    parts = _RtfParts()
    position = 0
    while position < len(source):
        match = _GROUP.search(source, position)
        if match is None:
            break
        if _is_escaped(source, match.start()):
            parts.text.append(source[position : match.start() + 1])
            position = match.start() + 1
            continue
        parts.text.append(source[position : match.start()])
        end = _end_of_group(source, match.start())
        _take_group_out(parts, source, match, end, depth)
        position = end
    parts.text.append(source[position:])
    parts.depth = sum({"{": 1, "}": -1}.get(brace[0], 0) for brace in _BRACE.finditer(source))
    return parts


def _is_escaped(source: str, position: int) -> bool:
    before = source[max(position - 40, 0) : position]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _end_of_group(source: str, start: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return len(source)


def _take_group_out(parts: _RtfParts, source: str, match: re.Match[str], end: int, depth: int) -> None:
    word = match[1] or match[2]
    inner = source[match.end() : end].removesuffix("}")
    if word == "fldinst" and (target := _HYPERLINK.search(inner)):
        parts.links.append(target[1])
        parts.text.append(_escape(_LINK))
    if word in _IGNORED_GROUPS:
        return
    inner_parts = _take_apart(inner, depth + 1) if match[1] else _RtfParts()
    inner = "".join(inner_parts.text) if match[1] else _GROUP.sub("{", inner)
    text = _plain(_as_document(source, inner))
    if word == "footnote":
        is_end = bool(re.match(r"\s*\\ftnalt", inner))
        parts.notes.append(
            _RtfNote(text.replace(_LINK, ""), "endnote" if is_end else "footnote", tuple(inner_parts.links))
        )
        parts.text.append(_escape(_NOTE))
    elif text.strip():
        parts.set_aside.append((text, _GROUP_REASONS[word]))


def _as_document(source: str, inner: str) -> str:
    """Return a piece of an RTF as a document of its own, with the fonts and code page that decode its characters."""
    fonts = _FONTS.search(source)
    table = source[fonts.start() : _end_of_group(source, fonts.start())] if fonts else ""
    codepage = _CODEPAGE.search(source[:4096].encode("ascii", "replace"))
    page = f"\\ansicpg{codepage[1].decode()}" if codepage else ""
    return f"{{\\rtf1\\ansi{page}{table} {inner}}}"


def _plain(source: str) -> str:
    for pattern, escape in _SIGNS:
        source = pattern.sub(escape.replace("\\", r"\\"), source)
    source = _BULLET_TEXT.sub("{", source)  # striprtf leaves out the marks of lists
    source = _OUTLINE.sub(lambda match: _escape(chr(ord(_HEADING) + int(match[1]))), source)
    try:
        text = str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]  # striprtf lacks the annotation
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        raise SourceUnreadable("is damaged: open it and save it anew") from error
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _clean(text: str) -> str:
    return re.sub("[\ue001-\ue01f]", " ", text)


def _body(text: str, pending: _PendingMarks) -> Iterator[Block]:
    """Yield paragraphs as they end, and the rows of a table together."""
    rows: list[TableRow] = []
    for paragraph in _paragraphs(text):
        if _CELL in paragraph:
            cells = [TableCell([_words(cell, pending)]) for cell in paragraph.rstrip(_ROW + _LINE + " \n").split(_CELL)]
            cells = cells[:-1] if not cells[-1].raw.strip() else cells
            rows.append(TableRow(cells, is_head=_HEADS in paragraph))
            continue
        yield from table_blocks(rows)
        rows = []
        yield from _paragraph(paragraph, pending)
    yield from table_blocks(rows)
    yield from (block for note in pending.notes for block in dropped_blocks(_clean(note.text), note.reason))


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the text between paragraph ends; a table row stays whole, whatever its cells hold."""
    for part in re.split(f"(?<={_ROW})", text):
        if _ROW not in part:
            yield from (line for line in part.split("\n") if line.strip())
            continue
        head, _, tail = part.partition(_CELL)
        *before, first = head.split("\n")
        yield from (line for line in before if line.strip())
        yield f"{first}{_CELL}{tail}"


def _with_links(block: Block, words: InlineText) -> Block:
    """Return a block with the notes and links of the words it was read from, shifted past a stripped list mark."""
    text_start = words.text.find(block.text)
    links = (shift_link(link, -text_start) if text_start >= 0 else TextLink(link.url) for link in words.links)
    return replace(block, notes=words.notes, links=tuple(links))


def _words(text: str, pending: _PendingMarks) -> InlineText:
    words = InlineText()
    for piece in re.split(f"([{_NOTE}{_LINK}])", text):
        if piece == _NOTE:
            note = next(pending.notes, _RtfNote())
            words.add_note(_clean(note.text), note.reason, note.links)
        elif piece == _LINK:
            words.end_link(words.start_link(next(pending.links, "")))
        else:
            words.add(_clean(piece))
    return words


def _paragraph(text: str, pending: _PendingMarks) -> Iterator[Block]:
    outline = re.search("[\ue010-\ue018]", text)
    words = _words(text.replace(_LINE, "\n"), pending)
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
        blocks = read_text(words.raw)
        yield from ([_with_links(blocks[0], words), *blocks[1:]] if blocks else [])
    yield from words.set_aside_blocks()
