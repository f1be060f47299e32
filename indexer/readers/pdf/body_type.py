"""Group the lines on one baseline of a column into rows, and measure the document's type: body size and leading."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .lines import PdfLine
from .pages import PageLines


class PdfRow:
    """The lines on one baseline of a column: one part, or several with wide gaps between them."""

    __slots__ = ("bold", "page", "parts", "size", "text", "x0", "x1", "y")

    def __init__(self, parts: Sequence[PdfLine]) -> None:
        self.parts = tuple(sorted(parts, key=lambda part: part.x0))
        first = self.parts[0]
        self.text = " ".join(part.text for part in self.parts) if len(parts) > 1 else first.text
        self.x0, self.x1, self.y, self.page = first.x0, self.parts[-1].x1, first.y, first.page
        self.size = max(part.size for part in self.parts)
        parts_with_words = self.parts[1:] if first.starts_with_symbol and len(parts) > 1 else self.parts
        self.bold = all(part.bold for part in parts_with_words)  # a symbol at the front does not count

    @property
    def links(self) -> tuple[str, ...]:
        """The URLs that its words link to, each once."""
        return tuple(dict.fromkeys(url for part in self.parts for url in part.links))


def group_rows(lines: Iterable[PdfLine]) -> list[PdfRow]:
    """Return the rows of a column from top to bottom."""
    rows: list[list[PdfLine]] = []
    for line in sorted(lines, key=lambda line: (line.y, line.x0)):
        last = rows[-1] if rows else None
        if last and line.y - last[-1].y <= 0.3 * max(line.size, last[0].size) and not _overlaps(last, line):
            last.append(line)
        else:
            rows.append([line])
    return [PdfRow(parts) for parts in rows]


def _overlaps(row: Sequence[PdfLine], line: PdfLine) -> bool:
    return any(part.x0 < line.x1 - 1 and line.x0 < part.x1 - 1 for part in row)


@dataclass(frozen=True)
class BodyType:
    """The type of a document: size of running text, and line distance for each size."""

    body_size: float
    leadings: dict[int, float]

    def leading(self, size: float) -> float:
        """Return the usual distance between lines of this size, in points."""
        return self.leadings.get(round(size), 1.22 * size)


def measure_body_type(pages: Sequence[PageLines]) -> BodyType:
    """Measure the type of a document.

    The body size is that of most characters; the leading is the most frequent distance of a line to the next one.
    """
    volume: Counter[float] = Counter()
    steps: defaultdict[int, Counter[float]] = defaultdict(Counter)
    for page in pages:
        for flow in page.flows:
            before: PdfLine | None = None
            for line in flow:
                if line.drop:
                    continue
                volume[round(line.size * 2) / 2] += len(line.text)
                if before and abs(before.size - line.size) < 0.6 and abs(before.x0 - line.x0) < 3 * line.size:
                    step = round((line.y - before.y) * 2) / 2
                    if 0.9 * line.size < step < 2.6 * line.size:
                        steps[round(line.size)][step] += 1
                before = line
    return BodyType(_body(volume), {size: _usual_step(counts, size) for size, counts in steps.items()})


def _body(volume: Counter[float]) -> float:
    return volume.most_common(1)[0][0] if volume else 10.0


def _usual_step(counts: Counter[float], size: float) -> float:
    """Return the most frequent step, or a smaller one nearly as frequent: lines stand closer than paragraphs."""
    highest_count = counts.most_common(1)[0][1]
    step = min(step for step, count in counts.items() if count >= 0.6 * highest_count)
    return step if sum(counts.values()) > 2 else min(step, 1.55 * size)
