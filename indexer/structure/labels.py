"""What a heading of a session looks like: its time, its label and number, its title."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOCK = r"\d{1,2}(?:[:.h]\d\d(?!\d))?\s*(?:[ap]\.?\s?m\.?)?"
_TIME = re.compile(
    rf"^(?P<time>{_CLOCK}\s*(?:-|–|—|to)\s*{_CLOCK}|\d{{1,2}}[:.h]\d\d\s*(?:[ap]\.?\s?m\.?)?|\d{{1,2}}\s*[ap]\.?\s?m\.?)"
    r"\s*(?:hrs|hours|h)?\s*[:.,–—|-]?\s*(?=\D|$)",
    re.IGNORECASE,
)
_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
}  # fmt: skip
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_LABEL = (
    r"(?:(?:plenary|breakout|working|thematic|technical|parallel|panel|expert|interactive|high-level)\s+)?"
    r"(?:session|round[ -]?table|panel|agenda item|item|working group|breakout(?: group)?|plenary|side event|"
    r"workshop|module|segment|theme|group|dialogue"
    r"|séance|session plénière|table ronde|atelier|point(?: de l['’]ordre du jour)?|thème|groupe de travail"
    r"|sesión(?: plenaria)?|mesa redonda|panel|taller|tema|grupo de trabajo|sessão)"
)
_LABELLED = re.compile(
    rf"^(?P<label>{_LABEL})\s*(?:no\.?\s*|#\s*)?(?:\d{{1,2}}\.(?=\d))?(?P<number>\d{{1,3}}|[ivx]{{1,4}}|{'|'.join(_UNITS)})\b"
    r"(?P<rest>\s*$|\s*[:.–—|-]\s*.*|\s+(?-i:[A-Z]).*)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?P<number>\d{1,2})[.)]?\s+(?P<title>[^\W\d].*)$")


@dataclass(frozen=True)
class SessionHeading:
    """What one heading says of a session; `rank` tells labels of one sort from another's."""

    rank: str
    number: int | None
    title: str
    label: str | None = None
    time: str | None = None


def split_time(text: str) -> tuple[str | None, str]:
    """The clock time at the start of a line, and the rest of it."""
    match = _TIME.match(text)
    if not match or not re.search(r"[:.h]\d\d|m\.?$", match["time"], re.IGNORECASE):  # `10-11 December` is no time
        return None, text
    return re.sub(r"\s+", " ", match["time"]).strip(), text[match.end() :].strip()


def session_heading(text: str) -> SessionHeading | None:
    """Read a line as the heading of a labelled session (`9:30AM SESSION 1: ...`), or None."""
    time, rest = split_time(text)
    match = _LABELLED.match(rest)
    number = _number(match["number"]) if match else None
    if not match or number is None:
        return None
    name = match["label"].lower()
    return SessionHeading(
        rank=name,
        number=number,
        title=match["rest"].strip(" :.–—|-\t"),
        label=f"{name[:1].upper()}{name[1:]} {_above(rest)}{number}",
        time=time,
    )


def numbered_heading(text: str, label: str | None) -> SessionHeading | None:
    """Read a heading that only a number marks: `3. Nimble and adaptive`; `label` is the number already read off."""
    if label is not None and label.isdigit():
        return SessionHeading(rank="number", number=int(label), title=text)
    match = _NUMBERED.match(text)
    return SessionHeading(rank="number", number=int(match["number"]), title=match["title"]) if match else None


def timed_heading(text: str) -> SessionHeading | None:
    """Read an item of a programme that only its time marks: `9:00AM: WELCOME`."""
    time, rest = split_time(text)
    return SessionHeading(rank="time", number=None, title=rest, time=time) if time and rest else None


def timed_title(text: str) -> str:
    """A programme item's title without its time."""
    timed = timed_heading(text)
    return timed.title if timed else text


def _above(text: str) -> str:
    """The number of the part above, which some papers put before the own one: `3.` of `Item 3.1`."""
    match = re.match(r"^[^\d]+(\d{1,2}\.)(?=\d)", text)
    return match[1] if match else ""


def _number(text: str) -> int | None:
    text = text.casefold()
    if text.isdigit():
        return int(text)
    return _UNITS.get(text) or (_ROMAN.index(text) + 1 if text in _ROMAN else None)
