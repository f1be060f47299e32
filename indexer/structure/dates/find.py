"""Find dates in a text, in the forms and languages of papers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from indexer.text.months import folded_name, weekday_words

from .ideographs import find_ideographic
from .phrases import DateSpan, find_phrases
from .stated import StatedDates
from .tokens import DayOrder, date_tokens

_MAX_DATE_LINE = 150  # characters: the longest line that states only a date
_NUMERIC = re.compile(r"(?<![\w./-])(\d{1,2})([/-])(\d{1,2})\2\d{4}(?![\d/-])")
_IDEOGRAPHIC = re.compile(r"[月월]")
_NUMBER_OF_DAY = re.compile(
    r"^(?:day|jour|jornada|día|dia|tag|giorno|dag)\s+(?:\d+|one|two|three|four|five)\b", re.IGNORECASE
)
_ONLY_YEAR = re.compile(r"[(\[]?(1[5-9]\d\d|2[01]\d\d)[)\]]?")
_STRUCK = re.compile(r"~~[^~\n]{1,200}~~")  # in plain text
_WORD = re.compile(r"[^\W\d_]+(?:-feira)?")


def find_dates(text: str, order: DayOrder | None = None) -> Iterator[StatedDates]:
    """Return the dates in a text, in order.

    `order` tells how `5/6/2031` is read; without it such a date is left out, unless another in the text shows it.
    """
    return iter([span.dates for span in _spans(text, order) if span.dates])


def possible_days(text: str) -> tuple[tuple[date, date], ...]:
    """Return the first and last days that a text can mean, with day and month of figures read in either order."""
    orders: tuple[DayOrder, ...] = ("day_first", "month_first")
    return tuple(dict.fromkeys(days for order in orders for found in find_dates(text, order) if (days := found.days())))


def without_dates(text: str) -> str:
    """Return a text without its dates and the days of the week."""
    spans, at, rest = _spans(text, None), 0, ""
    for span in spans:
        rest += text[at : span.start]
        at = max(at, span.end)
    words = weekday_words()
    return _WORD.sub(lambda match: "" if folded_name(match[0]) in words else match[0], rest + text[at:])


def parse_bare_year(text: str) -> int | None:
    """Return the year if a line consists of nothing else (`1962`, `(2019)`), or None."""
    match = _ONLY_YEAR.fullmatch(text.strip())
    return int(match[1]) if match else None


def is_only_date(text: str) -> bool:
    """Return whether a line states a date and nothing else."""
    if len(text) > _MAX_DATE_LINE:
        return False
    text = _NUMBER_OF_DAY.sub("", text)
    return bool(_spans(text, None)) and not re.search(r"\w", without_dates(text))


def numeric_order(texts: Iterable[str]) -> DayOrder | None:
    """Return how the dates in figures of a paper are read, where some can be read in one way only, and all in that."""
    orders: set[DayOrder] = set()
    for text in texts:
        for match in _NUMERIC.finditer(text):
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                orders.add("day_first")
            elif second > 12 >= first:
                orders.add("month_first")
    return orders.pop() if len(orders) == 1 else None


@lru_cache(maxsize=1 << 12)
def _spans(text: str, order: DayOrder | None) -> tuple[DateSpan, ...]:
    """Return the places in a text that hold a date, in order."""
    spans: list[DateSpan] = []
    if "~~" in text:
        text = _STRUCK.sub(lambda match: " " * len(match[0]), text)
    if _IDEOGRAPHIC.search(text):
        spans = list(find_ideographic(text))
        for span in spans:
            text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    if re.search(r"\d", text):
        spans += find_phrases(date_tokens(text, order or numeric_order((text,))))
    return tuple(sorted(spans, key=lambda span: span.start))
