"""Parse the heading of a session: its time, label, number and title.

Which headings open a session is decided in `walk`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.text.roman import from_roman

_CLOCK = r"\d{1,2}(?:[:.h]\d\d(?!\d))?\s*(?:[ap]\.?\s?m\.?)?"
_TIME = re.compile(
    rf"^(?P<time>{_CLOCK}\s*(?:-|–|—|to)\s*{_CLOCK}|\d{{1,2}}[:.h]\d\d\s*(?:[ap]\.?\s?m\.?)?|\d{{1,2}}\s*[ap]\.?\s?m\.?)"
    r"\s*(?:hrs|hours|h)?\s*[:.,–—|-]?\s*(?=\D|$)",
    re.IGNORECASE,
)
_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "الأولى": 1, "الثانية": 2, "الثالثة": 3, "الرابعة": 4, "الخامسة": 5,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
}  # fmt: skip
_MAX_ROMAN = 15  # a larger numeral in a label is rather a word or a letter
_LABEL = (
    r"(?:(?:plenary|breakout|working|thematic|technical|parallel|panel|expert|interactive|high-level)\s+)?"
    r"(?:session|round[ -]?table|panel|agenda item|item|working group|breakout(?: group)?|plenary|side event|"
    r"workshop|module|segment|theme|group|dialogue"
    r"|séance|session plénière|table ronde|atelier|point(?: de l['’]ordre du jour)?|thème|groupe de travail"
    r"|sesión(?: plenaria)?|mesa redonda|panel|taller|tema|punto(?: del orden del día)?|grupo de trabajo|sessão"
    r"|sitzung|top|tagesordnungspunkt|الجلسة|جلسة)"
)
_LABELLED = re.compile(
    rf"^(?P<label>{_LABEL})\s*(?:no\.?\s*|#\s*)?(?:\d{{1,2}}\.(?=\d))?(?P<number>\d{{1,3}}(?P<letter>[a-h])?|[ivx]{{1,4}}|{'|'.join(_UNITS)})\b"
    r"(?:\s+(?:de l['’]ordre du jour|del orden del día|of the agenda))?"
    r"(?P<rest>\s*$|\s*[:.–—|-]\s*.*|\s+(?-i:[A-Z]).*)",
    re.IGNORECASE,
)
# A part of a programme with a label but no number: `11:30 Round table: Archives`
_NAMED = re.compile(
    r"^(?P<label>(?:keynote"
    r"|(?:keynote|plenary|inaugural|opening|closing|public) (?:lecture|address|speech|session|talk|panel))"
    r"(?: \d{1,2})?|round[ -]?table|panel(?: discussion)?|poster session|special session"
    r"|conférence inaugurale|table ronde"
    r"|mesa redonda|conferencia inaugural)\s*[:–—]\s*(?P<title>\S.*)$",
    re.IGNORECASE,
)
_CJK = "一二三四五六七八九十"
_CJK_NUMBERED = re.compile(rf"^(?P<number>[{_CJK}]{{1,3}})、\s*(?P<title>\S.{{0,40}})$")
_CJK_BELOW = re.compile(rf"^[（(][{_CJK}]{{1,3}}[）)]\s*\S.{{0,40}}$")
NAMED_RANK = "named"
_NUMBERED = re.compile(r"^(?P<number>\d{1,2})[.)]?\s+(?P<title>[^\W\d].*)$")


@dataclass(frozen=True)
class SessionHeading:
    """The parts of a session heading; headings of one `rank` have the same kind of label."""

    rank: str
    number: int | None
    title: str
    label: str | None = None
    time: str | None = None


def split_time(text: str) -> tuple[str | None, str]:
    """Return the clock time at the start of a line, or None, and the rest of the line."""
    match = _TIME.match(text)
    if not match or not re.search(r"[:.h]\d\d|m\.?$", match["time"], re.IGNORECASE):  # `10-11 December` is no time
        return None, text
    return re.sub(r"\s+", " ", match["time"]).strip(), text[match.end() :].strip()


def parse_session_heading(text: str) -> SessionHeading | None:
    """Return the heading of a labelled session (`9:30AM SESSION 1: ...`), or None."""
    time, rest = split_time(text)
    match = _LABELLED.match(rest)
    named = _NAMED.match(rest) if time and not match else None
    if named:
        name = named["label"]
        return SessionHeading(rank=NAMED_RANK, number=None, title=named["title"].strip(), label=name, time=time)
    letter = (match["letter"] or "") if match else ""
    number = _number(match["number"].removesuffix(letter)) if match else None
    if not match or number is None:
        return None
    name = match["label"].lower()
    label = match["label"] if match["label"] == "TOP" else f"{name[:1].upper()}{name[1:]}"
    return SessionHeading(
        rank=name,
        number=None if _number_above(rest) else number,  # `7.1` is neither the first nor the seventh
        title=match["rest"].strip(" :.–—|-\t"),
        label=f"{label} {_number_above(rest)}{number}{letter.upper()}",
        time=time,
    )


def parse_numbered_heading(text: str, label: str | None) -> SessionHeading | None:
    """Return a heading that only a number marks (`3. Nimble and adaptive`), or None.

    `label` is the number if a reader has already split it off.
    """
    if label is not None and label.isdigit():
        return SessionHeading(rank="number", number=int(label), title=text)
    match = _NUMBERED.match(text) or _CJK_NUMBERED.match(text)
    return SessionHeading(rank="number", number=_number(match["number"]), title=match["title"]) if match else None


def is_cjk_numbered(text: str) -> bool:
    """Return whether a line opens like a heading in a Chinese paper: `二、主要内容`, and below it `（一）水`."""
    return bool(_CJK_NUMBERED.match(text) or _CJK_BELOW.match(text))


def parse_timed_heading(text: str) -> SessionHeading | None:
    """Return a programme item that only its time marks (`9:00AM: WELCOME`), or None."""
    time, rest = split_time(text)
    return SessionHeading(rank="time", number=None, title=rest, time=time) if time and rest else None


def without_time(text: str) -> str:
    """Return the title of a programme item without its time."""
    timed = parse_timed_heading(text)
    return timed.title if timed else text


def _number_above(text: str) -> str:
    """Return the number of the part above, which some papers put before the item's own: `3.` of `Item 3.1`."""
    match = re.match(r"^[^\d]+(\d{1,2}\.)(?=\d)", text)
    return match[1] if match else ""


def _number(text: str) -> int | None:
    """Return the value of a number in digits, words, Roman or Chinese numerals, or None."""
    text = text.casefold()
    if text.isdigit():
        return int(text)
    if all(sign in _CJK for sign in text):
        tens, ten, ones = text.rpartition("十")
        return (_CJK.index(tens) + 1 if tens else 1) * 10 * bool(ten) + (_CJK.index(ones) + 1 if ones else 0)
    if text in _UNITS:
        return _UNITS[text]
    number = from_roman(text)
    return number if number is not None and number <= _MAX_ROMAN else None
