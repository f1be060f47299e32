"""Quotation marks: where in a paragraph a quotation begins and ends, in the manners of several languages.

Only the outermost marks count; an apostrophe is none.
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
_MARK = re.compile("[" + "".join(map(re.escape, _CLOSING)) + "]")
_PLURAL = re.compile(r"s[’']\s+[a-z]")


def quoted_spans(text: str, next_text: str = "") -> Iterator[tuple[int, int]]:
    """Yield start and end of the words between outermost marks, in order, marks left out.

    A quotation that no mark ends runs to the end of the paragraph if the next paragraph opens with the same mark, as
    the convention for quoting several paragraphs has it.
    """
    place = 0
    unclosed: set[str] = set()  # what nothing closes after one place, nothing closes after a later one
    while match := _MARK.search(text, place):
        start, mark = match.start(), match.group()
        width = 2 if text.startswith("``", start) else 1
        sign = text[start : start + width]
        place = start + width
        if sign in unclosed or not _opens(text, start, mark, width):
            continue
        end = _end(text, start, mark, width)
        if end is not None:
            yield place, end
            place = end + width
            continue
        unclosed.add(sign)
        if mark not in _SINGLE and next_text.lstrip().startswith(mark):
            yield place, len(text)
            return


def _opens(text: str, start: int, mark: str, width: int) -> bool:
    before, after = text[start - 1 : start], text[start + width : start + width + 1]
    if not after or after.isspace():
        return mark == "«" and bool(after) and bool(re.match(r"[\u00a0\u202f ]\S", text[start + 1 : start + 3]))
    if mark == "»":  # a closing sign in French, an opening one in German
        return not before or bool(_OPENS_AFTER.match(before))
    if mark in "\"'`＂‘":
        return not before or bool(_OPENS_AFTER.match(before)) or before in "“„«"
    return True


def _end(text: str, start: int, mark: str, width: int) -> int | None:
    """Where the words end that a mark opens; None where nothing closes them."""
    if width == 2:
        found = text.find("''", start + 2)
        return found if found >= 0 else None
    closing = _CLOSING[mark]
    if mark in _SINGLE:
        return _single_end(text, start, closing)
    depth = 1
    for place in range(start + 1, len(text)):
        sign = text[place]
        if sign in closing and _closes(text, place, sign):
            depth -= 1
            if not depth:
                return place
        elif sign == mark and mark not in '"＂':
            depth += 1
    # An inner quotation left open must not swallow the outer one.
    last = max(text.rfind(sign, start + 1) for sign in closing)
    return last if depth > 1 and last > start else None


def _closes(text: str, place: int, sign: str) -> bool:
    if sign not in '"＂':
        return True
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if before.isspace() or before in "([—":
        return not after or not after.isalnum()
    return not after.isalpha()


def _single_end(text: str, start: int, closing: str) -> int | None:
    """Where single marks close: at a mark before no letter, an s’ in mid-sentence only if there is no other."""
    fallback = None
    for place in range(start + 1, len(text)):
        if text[place] not in closing or text[place - 1].isspace():
            continue
        after = text[place + 1 : place + 2]
        if after.isalpha():
            continue
        if _PLURAL.match(text, place - 1):
            fallback = fallback or place
            continue
        return place
    return fallback
