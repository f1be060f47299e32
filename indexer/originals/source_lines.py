"""Finds the lines of a text file around a passage. Only the process of its own calls this.

Of a web page the source is shown: its words are compared without tags, and with what entities stand for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import unescape

from indexer.errors import SourceUnreadable
from indexer.readers.shared.encoding import decode_text

from .letters import LetterStream, TextSlice, locate, with_signs
from .messages import FileLine, LinePiece, LinesWanted, NotShown, ShownLines

_AROUND = 4  # lines before and after the passage
_MOST_LINES = 80
_LONG_LINE = 2_000  # characters
_LINE_AROUND = 300  # characters of a long line before and after the passage
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<[a-z/!?][^<>]*>", re.IGNORECASE | re.DOTALL
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});?", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|li|td|th|tr|h[1-6]|section|article|ul|ol|table|dt|dd|blockquote)\b", re.IGNORECASE
)


def show_lines(data: bytes, wanted: LinesWanted) -> ShownLines | NotShown:
    """Return the lines around a passage; or why there are none."""
    try:
        text = decode_text(data, wanted.encoding).text
    except SourceUnreadable:
        return NotShown("damaged")
    characters = _seen(text) if wanted.is_html else enumerate(text)
    found = locate(LetterStream.of(characters), wanted.passage, wanted.before)
    slices = tuple(with_signs(piece, text, wanted.passage) for piece in found.slices)
    hidden = tuple(_hidden_parts(text)) if wanted.is_html else ()
    return _lines_around(text.split("\n"), slices, found.places, hidden)


def _hidden_parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a web page has styles, scripts, templates and comments, of which nobody sees anything."""
    for unseen in _UNSEEN.finditer(text):
        if unseen[1] or unseen.group().startswith("<!--"):
            yield unseen.span()


def _seen(text: str) -> Iterator[tuple[int, str]]:
    """Yield the characters of a web page that are no markup, each with its place in the source."""
    end = 0
    for unseen in (*_UNSEEN.finditer(text), None):
        start = unseen.start() if unseen else len(text)
        at = end
        for entity in _ENTITY.finditer(text, end, start):
            yield from ((place, text[place]) for place in range(at, entity.start()))
            yield from ((entity.start(), character) for character in unescape(entity.group()))
            at = entity.end()
        yield from ((place, text[place]) for place in range(at, start))
        if unseen:
            if _BLOCK_TAG.match(unseen.group()):
                yield unseen.start(), " "  # a word does not go on in the next block
            end = unseen.end()


def _lines_around(
    lines: Sequence[str], slices: Sequence[TextSlice], places: int, hidden: Sequence[tuple[int, int]] = ()
) -> ShownLines:
    if not slices:
        return ShownLines((), len(lines))
    starts: list[int] = []
    at = 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    left_out = {
        number
        for start, end in hidden
        for number in range(_line_at(starts, start), _line_at(starts, end - 1) + 1)
        if starts[number] + len(lines[number]) - len(lines[number].lstrip()) >= start
        and starts[number] + len(lines[number].rstrip()) <= end
    }
    shown: dict[int, list[TextSlice]] = {}
    for piece in slices:
        first, last = _line_at(starts, piece.start), _line_at(starts, piece.end - 1)
        for number in range(max(first - _AROUND, 0), min(last + _AROUND + 1, len(lines))):
            if number in left_out and not first <= number <= last:
                continue
            shown.setdefault(number, [])
            if first <= number <= last:
                shown[number].append(piece)
    numbers = sorted(shown)
    result = [_line(number, lines[number], starts[number], shown[number]) for number in numbers[:_MOST_LINES]]
    return ShownLines(tuple(result), len(lines), places, len(numbers) > _MOST_LINES)


def _line_at(starts: Sequence[int], place: int) -> int:
    return bisect_right(starts, place) - 1


def _line(number: int, line: str, start: int, slices: Sequence[TextSlice]) -> FileLine:
    """Return a line in pieces; of a very long one, what is around the passage."""
    marks = [(max(piece.start - start, 0), min(piece.end - start, len(line))) for piece in slices]
    begin, end = 0, len(line)
    if len(line) > _LONG_LINE:
        begin = max(marks[0][0] - _LINE_AROUND, 0) if marks else 0
        end = min(max(marks[-1][1] if marks else 0, begin) + _LINE_AROUND, begin + 10 * _LONG_LINE, len(line))
    pieces: list[LinePiece] = []
    at = begin
    for first, last in marks:
        if first > at:
            pieces.append(LinePiece(line[at:first], is_marked=False))
        if min(last, end) > max(first, at):
            pieces.append(LinePiece(line[max(first, at) : min(last, end)], is_marked=True))
        at = max(at, min(last, end))
    if at < end:
        pieces.append(LinePiece(line[at:end], is_marked=False))
    return FileLine(number + 1, tuple(pieces), begin > 0 or end < len(line))
