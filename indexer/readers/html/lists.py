"""Number the items of ordered lists on a web page as a browser does (HTML Standard, 4.4.5)."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from indexer.readers.shared.list_numbers import format_number, to_alphabetic

from .tree import children

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*(?:\w+\s+)*?(lower|upper)-(alpha|latin|roman)", re.IGNORECASE)
_NONE = re.compile(r"list-style(?:-type)?\s*:[^;]*\b(?:none|disc|circle|square)\b", re.IGNORECASE)


def item_numbers(ordered: LexborNode) -> dict[int, str]:
    """Return the printed number of each item of an `ol` by the item's `mem_id`; empty when the list shows none."""
    attributes = ordered.attributes
    if _NONE.search(attributes.get("style") or ""):
        return {}
    items = [child for child in children(ordered) if child.tag == "li"]
    step = -1 if "reversed" in attributes else 1
    number = _integer(attributes.get("start"), len(items) if step < 0 else 1)
    style = _STYLE.search(attributes.get("style") or "")
    list_type = f"{style[1]}-{style[2]}".lower() if style else attributes.get("type") or "1"
    numbers: dict[int, str] = {}
    for item in items:
        number = _integer(item.attributes.get("value"), number)
        numbers[item.mem_id] = _number_in_style(number, list_type)
        number += step
    return numbers


def _integer(text: str | None, default: int) -> int:
    """Return the integer that an attribute begins with, or the default."""
    match = re.match(r"^\s*(-?[0-9]{1,9})", text or "")
    return int(match[1]) if match else default


def _number_in_style(number: int, list_type: str) -> str:
    """Return a number as the list's style prints it."""
    if number < 1 or number > 9999:
        return str(number)
    if list_type in {"a", "lower-alpha", "lower-latin"}:
        return to_alphabetic(number)
    if list_type in {"A", "upper-alpha", "upper-latin"}:
        return to_alphabetic(number).upper()
    if list_type in {"i", "lower-roman"}:
        return format_number(number, "lower_roman")
    if list_type in {"I", "upper-roman"}:
        return format_number(number, "upper_roman")
    return str(number)
