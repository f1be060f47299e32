"""Name a meeting for which no paper prints a name: by the words of its folder and its day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath

from babel.dates import format_date

from indexer.structure.front_matter.paths import parse_path
from indexer.text.months import month_words

from .remembered import remembered

# What recorders and places of storage write into names.
_NO_NAMES = frozenset(
    """
    gmt utc zoom audio video rec cc auto generated english data src source sources misc other archive archives
    attachment attachments download downloads upload uploads export exports artifact artifacts raw text texts txt vtt
    srt paper untitled new copy final
    """.split()
)
_SHORTEST_NAME = 2  # letters
_LOCALE = "en"
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:\d{1,2}[^\W\d_]+)*")
"""A word, with the numbers that stand within it: `p2p`."""


def name_of_days(names: Iterable[str], days: tuple[date, date]) -> str:
    """Return `crane wg, 5 May 2031` for papers of these paths; where they name nothing, `Meeting of 5 May 2031`."""
    when = _printed(days)
    name = next(filter(None, map(_series, names)), "")
    return f"{name}, {when}" if name else f"Meeting of {when}"


@remembered(str)
def _series(name: str) -> str:
    """Return the words of the folder that is nearest to a file, or of the file itself, that tell what meets."""
    path = PurePosixPath(name)
    parsed = parse_path(name)
    kept = {word for part in (*parsed.folder, parsed.stem) for word in part} - _NO_NAMES - month_words().keys()
    for component in (*path.parent.parts[::-1], path.stem.partition(".")[0]):
        own = [word for word in _WORD.findall(component) if kept.issuperset(_LETTERS.findall(word.casefold()))]
        if sum(map(len, own)) >= _SHORTEST_NAME:
            return " ".join(own)
    return ""


def _printed(days: tuple[date, date]) -> str:
    """Return days as `5 May 2031`, `5–7 May 2031` or `30 May – 2 June 2031`."""
    first, last = days
    if first == last:
        return format_date(last, "d MMMM y", _LOCALE)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{format_date(last, 'd MMMM y', _LOCALE)}"
    of_first = format_date(first, "d MMMM" if first.year == last.year else "d MMMM y", _LOCALE)
    return f"{of_first} – {format_date(last, 'd MMMM y', _LOCALE)}"
