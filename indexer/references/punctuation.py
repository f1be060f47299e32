"""The punctuation of references: no stop behind a question mark, no comma behind a stop, no quotes in like quotes.

Titles and names end as they please, and a style sets its own sign behind each of them. What a style says belongs to
`styles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from indexer.text.prose import ends_in_abbreviation

END = "\ue004"
"""A private-use character behind a title or a name, so that the sign which a style sets behind it is found."""

_STOPS = ".。．｡։۔।"
_ASKING = "?!？！؟⁇⁈⁉‽…"
_CLOSING = "\"'”’»›)]）」』】"
_LOOSE = re.compile(r"[\s,;:،؛，、；：]+$")
_TWO_STOPS = re.compile(r"(?<!\.)\.\.$")
_BETWEEN = f"[{re.escape(_CLOSING)}\ue000\ue001]*"
_JUNCTION = re.compile(rf"(?P<quotes>{_BETWEEN}){END}(?P<behind>{_BETWEEN})(?P<sign>[.,]?)")
_DOUBLE_PAIR = re.compile(r'“(?P<curved>[^“”]*)”|"(?P<typed>[^"]*)"')
_SINGLE_PAIR = re.compile(r"‘((?:[^‘’]|’(?=\w))*)’(?!\w)")
_TYPED_SINGLE_PAIR = re.compile(r"(?<!\w)'((?:[^']|'(?=\w))*)'(?!\w)")
_SINGLE = str.maketrans("“”„‟", "‘’‚‛")


def tidy(text: str) -> str:
    """Return a title or a name on one line, without the sign at its end that only leads on, and without its full stop.

    The full stop of an abbreviation stays, and so do three dots.
    """
    line, before = " ".join(text.split()), ""
    while line != before:
        before, line = line, _tidier(line)
    return line


def _tidier(line: str) -> str:
    core = line.rstrip(_CLOSING + " ")
    closing = line[len(core) :].replace(" ", "")
    core = _TWO_STOPS.sub(".", _LOOSE.sub("", core))
    if core[-1:] in _STOPS and not core.endswith("..") and not ends_in_abbreviation(core):
        core = core[:-1]
    return _LOOSE.sub("", core) + closing


def with_end(text: str) -> str:
    """Return a tidied title or name with the mark of its end; nothing for nothing."""
    line = tidy(text)
    return f"{line}{END}" if line else ""


def settle(text: str) -> str:
    """Return a reference without the marks of ends, and without the sign behind each where there is one already.

    The stop of an abbreviation stands for the full stop behind it, and stays before a comma: `Press Inc., published`.
    """
    settled: list[str] = []
    place = 0
    for match in _JUNCTION.finditer(text):
        before = text[place : match.start()]
        sign, last = match["sign"], before.rstrip(_CLOSING)[-1:]
        if sign == "." and last and last in _STOPS + _ASKING:
            sign = ""
        settled += (before, match["quotes"], match["behind"], sign)
        place = match.end()
    return "".join((*settled, text[place:])).strip()


def single_quotes(title: str) -> str:
    """Return a title as it stands between double marks itself: its quotations have single marks, and theirs double."""
    pieces: list[str] = []
    place = 0
    for match in _DOUBLE_PAIR.finditer(title):
        within = _TYPED_SINGLE_PAIR.sub(r"“\1”", _SINGLE_PAIR.sub(r"“\1”", match["curved"] or match["typed"] or ""))
        pieces += (_without_doubles(title[place : match.start()]), f"‘{within}’")
        place = match.end()
    return "".join((*pieces, _without_doubles(title[place:])))


def _without_doubles(text: str) -> str:
    """Return a text with single marks for the double ones that have no partner."""
    return text.translate(_SINGLE).replace('"', "’")


def sentences(parts: Iterable[str | None]) -> str:
    """Return parts of a note as sentences: each but the last ends in a full stop, where it has no other sign."""
    known = [stripped for part in parts if part and (stripped := _LOOSE.sub("", part.strip()))]
    ended = (part if part.rstrip(_CLOSING)[-1:] in _STOPS + _ASKING else f"{part}." for part in known[:-1])
    return " ".join((*ended, *known[-1:]))
