"""Recognise how a printed list item begins: a bullet, a number or a letter, and which label can follow which."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.text.roman import from_roman

from .body_type import PdfRow

_BULLETS = "•‣▪▫◦·●○■□◆◇►▶➢➤➔→⇨✓✔✗☑☒❑❖✦★∙⁃"
_BULLET = re.compile(rf"^(?:[{_BULLETS}\uf020-\uf0ff]\s*|[-–—*o]\s+)(?=\S|$)")
_NUMBER = re.compile(
    r"^(?:(?P<plain>\d{1,3}|[a-z]|[ivxl]{1,6})[.)]|[(](?P<bracketed>\d{1,3}|[a-z]|[ivxl]{1,6})[)](?=\s|[^\W\d_a-z]))\s*(?=\S)"
)
_CJK = "一二三四五六七八九十"
_CJK_NUMBER = re.compile(rf"^[(（](?P<number>十?[{_CJK}])[)）]\s*(?=\S)")
_SECTION = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){1,4})\.?\s+(?=[^\W\d])")
_MAX_ROMAN = 20  # lists with more items are numbered in digits


@dataclass(frozen=True)
class ItemMark:
    """The mark of an item: its label (None for a bullet), and where its words begin in the text and on the page."""

    label: str | None
    length: int
    indent: float


def find_item_mark(row: PdfRow) -> ItemMark | None:
    """Return the mark that a row begins with, if it can be a list item."""
    text = row.text
    indent = row.parts[1].x0 if len(row.parts) > 1 else row.x0
    if row.parts[0].starts_with_symbol:
        return ItemMark(None, len(text) - len(text[1:].lstrip()), indent)
    bullet = _BULLET.match(text)
    if bullet:
        is_mark = bullet.group().strip() != "o" or len(row.parts[0].text) == 1
        return ItemMark(None, bullet.end(), indent) if is_mark else None
    number = _NUMBER.match(text)
    if number:
        return ItemMark(number["plain"] or number["bracketed"], number.end(), indent)
    number = _CJK_NUMBER.match(text)
    return ItemMark(number["number"], number.end(), indent) if number else None


def section_depth(text: str) -> int:
    """Return how many numbers a numbered heading has: 2 for `3.1 Scope`, else 1."""
    match = _SECTION.match(text)
    return match["number"].count(".") + 1 if match else 1


def can_follow(label: str | None, before: str | None) -> bool:
    """Return whether a label can follow another in one list, or opens a list."""
    if label is None or label in {"1", "a", "i", "一"}:
        return True
    if before is None:
        return False
    if label.isdigit() and before.isdigit():
        return int(label) == int(before) + 1
    if label[-1] in _CJK and before[-1] in _CJK:
        return _cjk_value(label) == _cjk_value(before) + 1
    number, number_before = from_roman(label), from_roman(before)
    if number is not None and number_before is not None and number_before + 1 == number <= _MAX_ROMAN:
        return True
    return len(label) == len(before) == 1 and ord(label) == ord(before) + 1


def _cjk_value(label: str) -> int:
    """Return the value of a Chinese numeral from 1 to 20: `十二` is 12."""
    return 10 * (len(label) - 1) + _CJK.index(label[-1]) + 1
