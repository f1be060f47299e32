"""Running heads, running feet and page numbers of a PDF: the same place on page after page, a number in sequence.

Only what repeats across pages is found here; what looks like furniture on a single page is for `structure`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .lines import PdfLine
from .pages import PageLines

_HEAD, _NUMBERED = "running head", "page number"
FURNITURE_REASONS = frozenset({_HEAD, _NUMBERED})
"""The reasons that this room gives."""
_DEPTH = 3  # baselines from the edge that can be furniture
_ZONE = 0.16  # of the page's height
_FEWEST = 3  # pages that a running head must stand on, in papers that have so many
_NUMBER = re.compile(r"\d+|\b[ivxlc]{1,7}\b|\b[IVXLC]{1,7}\b")
_ONLY_NUMBER = re.compile(
    r"^\W*(?:page|p\.|seite|página|pagina|стр\.?)?\s*(\d{1,5}|[ivxlc]{1,7}|[IVXLC]{1,7})"
    r"(?:\s*(?:of|/|de|von|sur|из)\s*\d{1,5})?\W*$",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True)
class _EdgeLine:
    """A line near an edge of a page; `place` is its distance from that edge in steps that a hand would not see."""

    sheet: PageLines
    line: PdfLine
    edge: str
    place: int


def mark_furniture(sheets: Sequence[PageLines]) -> None:
    """Name the reason on every line that is a running head or page number, and note the numbers as printed."""
    seen = [one for sheet in sheets for one in _edges(sheet)]
    numbers = _page_numbers(seen)
    for one, number in numbers:
        one.line.drop = _NUMBERED
        one.sheet.printed_number = one.sheet.printed_number or number
    _beside_numbers(seen)
    for one in _outermost(_repeated([one for one in seen if not one.line.drop], len(sheets)), seen):
        one.line.drop = _HEAD
        found = _NUMBER.findall(one.line.text)
        for text in found if one.sheet.printed_number is None else ():
            if _value(text) - one.sheet.number == _offset(numbers, found):
                one.sheet.printed_number = text
    _numbers_in_heads(seen)


def _edges(sheet: PageLines) -> Iterable[_EdgeLine]:
    """The lines of the outermost baselines above and below."""
    lines = [line for line in (sheet.flows[0] if sheet.flows else []) if not line.drop]
    for edge in ("head", "foot"):
        lines.sort(key=lambda line: line.y, reverse=edge == "foot")
        baselines: list[float] = []
        for line in lines:
            away = line.y if edge == "head" else sheet.height - line.y
            if away > _ZONE * sheet.height:
                break
            if not baselines or abs(baselines[-1] - line.y) > 3:
                baselines.append(line.y)
            if len(baselines) > _DEPTH:
                break
            yield _EdgeLine(sheet, line, edge, round(away / 4))


def _page_numbers(seen: Sequence[_EdgeLine]) -> list[tuple[_EdgeLine, str]]:
    """Numbers alone in the same place, each as far from its page's own count as those around it."""
    found: dict[tuple[str, int, bool], list[tuple[_EdgeLine, str]]] = defaultdict(list)
    for one in seen:
        match = _ONLY_NUMBER.match(one.line.text)
        if match and (value := _value(match[1])):
            roman = not match[1].isdigit()
            found[one.edge, value - one.sheet.number, roman].append((one, match[1]))
    pages = len({one.sheet.number for one in seen})
    kept: list[tuple[_EdgeLine, str]] = []
    for (_edge, offset, roman), numbered in found.items():
        enough = 2 if pages > 1 or roman else 1  # `xi` alone on one page may as well be a word
        places = Counter(one.place for one, _ in numbered)
        for one, text in numbered:
            near = sum(places[one.place + step] for step in (-1, 0, 1))
            if near >= enough or offset == 0 or one.sheet.label == text or _in_the_place(one, found.values()):
                kept.append((one, text))
    return kept


def _in_the_place(one: _EdgeLine, groups: Iterable[Sequence[tuple[_EdgeLine, str]]]) -> bool:
    """Whether numbers on other pages stand in the very place of this one."""
    return any(
        other.sheet is not one.sheet
        and abs(other.line.y - one.line.y) < 2
        and abs(other.line.x0 + other.line.x1 - one.line.x0 - one.line.x1) < 8
        for group in groups
        for other, _ in group
        if other.edge == one.edge
    )


def _beside_numbers(seen: Sequence[_EdgeLine]) -> None:
    """What stands on the baseline of the page number, on three pages or more, is a running head of its chapter."""
    numbered = {(one.sheet.number, one.edge, round(one.line.y)) for one in seen if one.line.drop == _NUMBERED}
    beside = [one for one in seen if not one.line.drop and (one.sheet.number, one.edge, round(one.line.y)) in numbered]
    if len({one.sheet.number for one in beside}) >= _FEWEST:
        for one in beside:
            one.line.drop = _HEAD


def _repeated(seen: Sequence[_EdgeLine], pages: int) -> list[_EdgeLine]:
    """Lines that say the same, numbers aside, in the same place on page after page."""
    groups: dict[tuple[str, str], list[_EdgeLine]] = defaultdict(list)
    for one in seen:
        groups[one.edge, _NUMBER.sub("#", one.line.text)].append(one)
    kept: list[_EdgeLine] = []
    for (_, text), members in groups.items():
        on = sorted({one.sheet.number for one in members})
        if not re.search(r"\w|#", text):
            continue
        span = on[-1] - on[0] + 1
        places = Counter(one.place for one in members)
        fewest = min(_FEWEST, max(2, pages - 1))  # the first page often has none
        if len(on) < fewest or 3 * len(on) < span or (not re.search(r"[^\W\d_]{2}", text) and 2 * len(on) < span):
            continue
        if "#" in text and not _grows(members) and len({one.line.text for one in members}) > 1:
            continue
        kept.extend(one for one in members if sum(places[one.place + step] for step in (-1, 0, 1)) >= fewest)
    return kept


def _outermost(repeated: Sequence[_EdgeLine], seen: Sequence[_EdgeLine]) -> list[_EdgeLine]:
    """Those with nothing but furniture between them and the edge: a line of the paper may be repeated too."""
    chosen = {id(one) for one in repeated}
    inner: dict[tuple[int, str], float] = {}
    for one in seen:
        if not one.line.drop and id(one) not in chosen:
            key = (one.sheet.number, one.edge)
            away = one.line.y if one.edge == "head" else -one.line.y
            inner[key] = min(away, inner.get(key, away))
    return [
        one
        for one in repeated
        if (one.line.y if one.edge == "head" else -one.line.y) < inner.get((one.sheet.number, one.edge), 1e9) + 1
    ]


def _grows(members: Sequence[_EdgeLine]) -> bool:
    """Whether some number in these lines counts the pages."""
    offsets: Counter[int] = Counter()
    for one in members:
        offsets.update({_value(text) - one.sheet.number for text in _NUMBER.findall(one.line.text)})
    return bool(offsets) and offsets.most_common(1)[0][1] >= max(2, len(members) // 2)


def _offset(numbers: Sequence[tuple[_EdgeLine, str]], found: Sequence[str]) -> int | None:
    """How far the printed numbers are from the count of pages, where page numbers stand alone somewhere."""
    offsets = Counter(_value(text) - one.sheet.number for one, text in numbers)
    return offsets.most_common(1)[0][0] if offsets and found else None


def _numbers_in_heads(seen: Sequence[_EdgeLine]) -> None:
    """A number inside running heads that counts the pages is their printed number."""
    offsets: Counter[int] = Counter()
    heads = [one for one in seen if one.line.drop == _HEAD and one.sheet.printed_number is None]
    for one in heads:
        offsets.update({_value(text) - one.sheet.number for text in _NUMBER.findall(one.line.text)})
    if not offsets or offsets.most_common(1)[0][1] < 2:
        return
    offset = offsets.most_common(1)[0][0]
    for one in heads:
        for text in _NUMBER.findall(one.line.text):
            if _value(text) - one.sheet.number == offset:
                one.sheet.printed_number = text


def _value(text: str) -> int:
    """The value of a number in digits or Roman letters."""
    if text.isdigit():
        return int(text)
    values = [_ROMAN.get(letter, 0) for letter in text.casefold()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
