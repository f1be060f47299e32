"""The numbers of ordered lists on a web page, counted as a browser counts them (HTML Standard, 4.4.5)."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from indexer.readers.shared.list_numbers import format_number, to_alphabetic

from .tree import children

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*(?:\w+\s+)*?(lower|upper)-(alpha|latin|roman)", re.IGNORECASE)
_NONE = re.compile(r"list-style(?:-type)?\s*:[^;]*\b(?:none|disc|circle|square)\b", re.IGNORECASE)


def item_numbers(ordered: LexborNode) -> dict[int, str]:
    """The printed number of each item of an `ol`, by the item's `mem_id`; empty where the list shows none."""
    said = ordered.attributes
    if _NONE.search(said.get("style") or ""):
        return {}
    items = [child for child in children(ordered) if child.tag == "li"]
    step = -1 if "reversed" in said else 1
    number = _whole(said.get("start"), len(items) if step < 0 else 1)
    style = _STYLE.search(said.get("style") or "")
    way = f"{style[1]}-{style[2]}".lower() if style else said.get("type") or "1"
    numbers: dict[int, str] = {}
    for item in items:
        number = _whole(item.attributes.get("value"), number)
        numbers[item.mem_id] = _printed(number, way)
        number += step
    return numbers


def _whole(text: str | None, otherwise: int) -> int:
    match = re.match(r"^\s*(-?[0-9]{1,9})", text or "")
    return int(match[1]) if match else otherwise


def _printed(number: int, way: str) -> str:
    if number < 1 or number > 9999:
        return str(number)
    if way in {"a", "lower-alpha", "lower-latin"}:
        return to_alphabetic(number)
    if way in {"A", "upper-alpha", "upper-latin"}:
        return to_alphabetic(number).upper()
    if way in {"i", "lower-roman"}:
        return format_number(number, "lower_roman")
    if way in {"I", "upper-roman"}:
        return format_number(number, "upper_roman")
    return str(number)
