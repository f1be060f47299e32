"""Find quotation marks: where in a paragraph a quotation begins and ends, by the conventions of several languages.

Only the outermost marks count. An apostrophe is not a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSING = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "‟": "”",
    '"': '"',
    "＂": "＂",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
    "`": "'",
}
_SINGLE = frozenset("‘‚'`")
_OPENS_AFTER = re.compile(r"[\s(\[{—–\-/:,]")
_MARK = re.compile("([" + "".join(map(re.escape, _CLOSING)) + r"])\1*+")
_MAX_MARKS = 8  # of one kind in a row; more are a line or an ornament
_PLURAL = re.compile(r"s[’']\s+[a-z]")


def quoted_spans(text: str, next_text: str = "") -> Iterator[tuple[int, int]]:
    """Yield start and end of the words between outermost marks, in order, without the marks.

    A quotation that no mark closes runs to the end of the paragraph when the next paragraph opens with the same mark:
    this is the convention for quoting several paragraphs.
    """
    offset = 0
    unclosed: set[str] = set()  # a mark without a closing one stays so for the rest of the text
    while match := _MARK.search(text, offset):
        start, mark = match.start(), match[1]
        if match.end() - start > _MAX_MARKS:
            offset = match.end()
            continue
        width = 2 if text.startswith("``", start) else 1
        opening = text[start : start + width]
        offset = start + width
        if opening in unclosed or not _opens(text, start, mark, width):
            continue
        end = _closing_mark(text, start, mark, width)
        if end is not None:
            yield offset, end
            offset = end + width
            continue
        unclosed.add(opening)
        if mark not in _SINGLE and next_text.lstrip().startswith(mark):
            yield offset, len(text)
            return


def _opens(text: str, start: int, mark: str, width: int) -> bool:
    before, after = text[start - 1 : start], text[start + width : start + width + 1]
    if not after or after.isspace():
        return mark == "«" and bool(after) and bool(re.match(r"[\u00a0\u202f ]\S", text[start + 1 : start + 3]))
    if mark == "»":  # closes in French, opens in German
        return not before or bool(_OPENS_AFTER.match(before))
    if mark in "\"'`＂‘":
        return not before or bool(_OPENS_AFTER.match(before)) or before in "“„«"
    return True


def _closing_mark(text: str, start: int, mark: str, width: int) -> int | None:
    """Return where the words end that a mark opens, or None when nothing closes them."""
    if width == 2:
        end = text.find("''", start + 2)
        return end if end >= 0 else None
    closing = _CLOSING[mark]
    if mark in _SINGLE:
        return _single_end(text, start, closing)
    depth = 1
    for offset in range(start + 1, len(text)):
        character = text[offset]
        if character in closing and _closes(text, offset, character):
            depth -= 1
            if not depth:
                return offset
        elif character == mark and mark not in '"＂':
            depth += 1
    # An unclosed inner quotation must not hide the end of the outer one.
    last = max(text.rfind(character, start + 1) for character in closing)
    return last if depth > 1 and last > start else None


def _closes(text: str, offset: int, mark: str) -> bool:
    if mark not in '"＂':
        return True
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if before.isspace() or before in "([—":
        return not after or not after.isalnum()
    return not after.isalpha()


def _single_end(text: str, start: int, closing: str) -> int | None:
    """Return where single marks close: at a mark not followed by a letter.

    The mark of a plural in mid-sentence (`states’ rights`) closes only when no other mark does.
    """
    fallback = None
    for offset in range(start + 1, len(text)):
        if text[offset] not in closing or text[offset - 1].isspace():
            continue
        after = text[offset + 1 : offset + 2]
        if after.isalpha():
            continue
        if _PLURAL.match(text, offset - 1):
            fallback = fallback or offset
            continue
        return offset
    return fallback
