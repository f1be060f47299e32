"""Find running heads, running feet and page numbers of a PDF: same position page after page, numbers in sequence.

Only what repeats across pages is found here; furniture that shows on a single page is found in `structure`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.text.prose import ends_sentence
from indexer.text.roman import roman_value

from .lines import LineDrop, PdfLine
from .pages import PageLines

FURNITURE_REASONS: frozenset[LineDrop] = frozenset({"running_head", "page_number"})
"""The reasons that this module sets."""
_MAX_BASELINES = 3  # baselines from the edge that are examined
_EDGE_ZONE = 0.16  # of the page's height
_MIN_PAGES = 3  # pages that a running head must be on, in papers with so many
_MIN_SENTENCE_PAGES = 6  # pages: what ends a sentence may be said at one place of three pages by chance
_MAX_HEAD_WORDS = 8  # words: heads of one page only are shorter, such as the name of a chapter
_NUMBER = re.compile(r"\d+|\b[ivxlc]{1,7}\b|\b[IVXLC]{1,7}\b")
_ONLY_NUMBER = re.compile(
    r"^\W*(?:page|p\.|seite|página|pagina|стр\.?)?\s*(\d{1,5}|[ivxlc]{1,7}|[IVXLC]{1,7})"
    r"(?:\s*(?:of|/|de|von|sur|из)\s*\d{1,5})?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _EdgeLine:
    """A line near an edge of a page; `place` is its distance from that edge in steps of four points."""

    page: PageLines
    line: PdfLine
    edge: str
    place: int


def mark_furniture(pages: Sequence[PageLines]) -> None:
    """Set the drop reason on every running head and page number, and record the printed page numbers."""
    edge_lines = [edge_line for page in pages for edge_line in _lines_near_edges(page)]
    page_numbers = _page_numbers(edge_lines)
    for edge_line, number in page_numbers:
        edge_line.line.drop = "page_number"
        edge_line.page.printed_number = edge_line.page.printed_number or number
    _mark_heads_beside_numbers(edge_lines)
    for edge_line in _outermost(
        _repeated_lines([edge_line for edge_line in edge_lines if not edge_line.line.drop], len(pages)), edge_lines
    ):
        edge_line.line.drop = "running_head"
        texts = _NUMBER.findall(edge_line.line.text)
        for text in texts if edge_line.page.printed_number is None else ():
            if _number_value(text) - edge_line.page.number == _common_offset(page_numbers, texts):
                edge_line.page.printed_number = text
    _record_numbers_in_heads(edge_lines)
    _mark_turned_margins(pages)


def _mark_turned_margins(pages: Sequence[PageLines]) -> None:
    """Mark what is printed along the side of page after page, in another direction than the text, as a running head."""
    groups: dict[str, list[PdfLine]] = defaultdict(list)
    for page in pages:
        for line in (line for flow in page.flows[1:] for line in flow if not line.drop):
            groups[_NUMBER.sub("#", line.text)].append(line)
    for lines in groups.values():
        if len({line.page for line in lines}) >= max(_MIN_PAGES, len(pages) // 3):
            for line in lines:
                line.drop = "running_head"


def _lines_near_edges(page: PageLines) -> Iterable[_EdgeLine]:
    """Yield the lines of the outermost baselines at the head and foot of a page."""
    lines = [line for line in (page.flows[0] if page.flows else []) if not line.drop]
    for edge in ("head", "foot"):
        lines.sort(key=lambda line: line.y, reverse=edge == "foot")
        baselines: list[float] = []
        for line in lines:
            distance = line.y if edge == "head" else page.height - line.y
            if distance > _EDGE_ZONE * page.height:
                break
            if not baselines or abs(baselines[-1] - line.y) > 3:
                baselines.append(line.y)
            if len(baselines) > _MAX_BASELINES:
                break
            yield _EdgeLine(page, line, edge, round(distance / 4))


def _page_numbers(edge_lines: Sequence[_EdgeLine]) -> list[tuple[_EdgeLine, str]]:
    """Return the numbers alone in one position that differ from their page's count by the same offset as others."""
    groups: dict[tuple[str, int, bool], list[tuple[_EdgeLine, str]]] = defaultdict(list)
    for edge_line in edge_lines:
        match = _ONLY_NUMBER.match(edge_line.line.text)
        if match and (value := _number_value(match[1])):
            roman = not match[1].isdigit()
            groups[edge_line.edge, value - edge_line.page.number, roman].append((edge_line, match[1]))
    pages = len({edge_line.page.number for edge_line in edge_lines})
    page_numbers: list[tuple[_EdgeLine, str]] = []
    for (_edge, offset, roman), numbered in groups.items():
        enough = 2 if pages > 1 or roman else 1  # `xi` alone on one page may be a word
        places = Counter(edge_line.place for edge_line, _ in numbered)
        for edge_line, text in numbered:
            nearby = sum(places[edge_line.place + step] for step in (-1, 0, 1))
            if edge_line.line.text.startswith("("):  # `(1)` is rather the number of a paragraph
                is_page_number = nearby >= _MIN_PAGES
            else:
                is_page_number = (
                    nearby >= enough
                    or offset == 0
                    or edge_line.page.label == text
                    or _is_in_number_position(edge_line, groups.values())
                )
            if is_page_number:
                page_numbers.append((edge_line, text))
    return page_numbers


def _is_in_number_position(edge_line: _EdgeLine, groups: Iterable[Sequence[tuple[_EdgeLine, str]]]) -> bool:
    """Return whether numbers on other pages stand in the very position of this one."""
    return any(
        other.page is not edge_line.page
        and abs(other.line.y - edge_line.line.y) < 2
        and abs(other.line.x0 + other.line.x1 - edge_line.line.x0 - edge_line.line.x1) < 8
        for group in groups
        for other, _ in group
        if other.edge == edge_line.edge
    )


def _mark_heads_beside_numbers(edge_lines: Sequence[_EdgeLine]) -> None:
    """Mark text on the baseline of the page number, on three pages or more, as a running head."""
    numbered = {
        (edge_line.page.number, edge_line.edge, round(edge_line.line.y))
        for edge_line in edge_lines
        if edge_line.line.drop == "page_number"
    }
    beside = [
        edge_line
        for edge_line in edge_lines
        if not edge_line.line.drop and (edge_line.page.number, edge_line.edge, round(edge_line.line.y)) in numbered
    ]
    counts = Counter(_NUMBER.sub("#", edge_line.line.text) for edge_line in beside)
    beside = [
        edge_line
        for edge_line in beside
        if counts[_NUMBER.sub("#", edge_line.line.text)] > 1 or not _reads_as_text(edge_line.line.text)
    ]
    if len({edge_line.page.number for edge_line in beside}) >= _MIN_PAGES:
        for edge_line in beside:
            edge_line.line.drop = "running_head"


def _reads_as_text(text: str) -> bool:
    """Return whether a line has many words, most of them in lower case, as a line of a paragraph has."""
    words = text.split()
    return len(words) > _MAX_HEAD_WORDS and 2 * sum(word[:1].islower() for word in words) > len(words)


def _repeated_lines(edge_lines: Sequence[_EdgeLine], pages: int) -> list[_EdgeLine]:
    """Return lines that say the same, numbers aside, in the same position on page after page."""
    groups: dict[tuple[str, str], list[_EdgeLine]] = defaultdict(list)
    for edge_line in edge_lines:
        groups[edge_line.edge, _NUMBER.sub("#", edge_line.line.text)].append(edge_line)
    repeated: list[_EdgeLine] = []
    for (_, text), members in groups.items():
        page_numbers = sorted({edge_line.page.number for edge_line in members})
        if not re.search(r"\w|#", text):
            continue
        span = page_numbers[-1] - page_numbers[0] + 1
        places = Counter(edge_line.place for edge_line in members)
        min_pages = min(_MIN_PAGES, max(2, pages - 1))  # the first page often has no head
        if (
            len(page_numbers) < min_pages
            or 3 * len(page_numbers) < span
            or (not re.search(r"[^\W\d_]{2}", text) and 2 * len(page_numbers) < span)
            or (ends_sentence(text) and len(page_numbers) < min(_MIN_SENTENCE_PAGES, pages) and pages > min_pages + 1)
        ):
            continue
        if "#" in text and not _counts_pages(members) and len({edge_line.line.text for edge_line in members}) > 1:
            continue
        repeated.extend(
            edge_line
            for edge_line in members
            if sum(places[edge_line.place + step] for step in (-1, 0, 1)) >= min_pages
        )
    return repeated


def _outermost(repeated: Sequence[_EdgeLine], edge_lines: Sequence[_EdgeLine]) -> list[_EdgeLine]:
    """Return the repeated lines with nothing but furniture between them and the edge; a paper may repeat lines too."""
    chosen = {id(edge_line) for edge_line in repeated}
    inner: dict[tuple[int, str], float] = {}
    for edge_line in edge_lines:
        if not edge_line.line.drop and id(edge_line) not in chosen:
            key = (edge_line.page.number, edge_line.edge)
            distance = edge_line.line.y if edge_line.edge == "head" else -edge_line.line.y
            inner[key] = min(distance, inner.get(key, distance))
    return [
        edge_line
        for edge_line in repeated
        if (edge_line.line.y if edge_line.edge == "head" else -edge_line.line.y)
        < inner.get((edge_line.page.number, edge_line.edge), 1e9) + 1
    ]


def _counts_pages(members: Sequence[_EdgeLine]) -> bool:
    """Return whether some number in these lines counts the pages."""
    offsets: Counter[int] = Counter()
    for edge_line in members:
        offsets.update({_number_value(text) - edge_line.page.number for text in _NUMBER.findall(edge_line.line.text)})
    return bool(offsets) and offsets.most_common(1)[0][1] >= max(2, len(members) // 2)


def _common_offset(page_numbers: Sequence[tuple[_EdgeLine, str]], texts: Sequence[str]) -> int | None:
    """Return the most common offset between printed page numbers and the page count, if any."""
    offsets = Counter(_number_value(text) - edge_line.page.number for edge_line, text in page_numbers)
    return offsets.most_common(1)[0][0] if offsets and texts else None


def _record_numbers_in_heads(edge_lines: Sequence[_EdgeLine]) -> None:
    """Record numbers inside running heads that count the pages as printed page numbers."""
    offsets: Counter[int] = Counter()
    heads = [
        edge_line
        for edge_line in edge_lines
        if edge_line.line.drop == "running_head" and edge_line.page.printed_number is None
    ]
    for edge_line in heads:
        offsets.update({_number_value(text) - edge_line.page.number for text in _NUMBER.findall(edge_line.line.text)})
    if not offsets or offsets.most_common(1)[0][1] < 2:
        return
    offset = offsets.most_common(1)[0][0]
    for edge_line in heads:
        for text in _NUMBER.findall(edge_line.line.text):
            if _number_value(text) - edge_line.page.number == offset:
                edge_line.page.printed_number = text


def _number_value(text: str) -> int:
    """Return the value of a number in digits or Roman numerals."""
    return int(text) if text.isdigit() else roman_value(text)
