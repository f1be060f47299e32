"""Write one reference as a BibTeX entry: special characters are escaped, accented Latin letters become commands.

Letters of other scripts have no commands. They stay in UTF-8, which reference managers and Biber read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from indexer.entities.names import family_and_given
from indexer.model import Meeting
from indexer.text.months import MONTHS

from .dates import month_name
from .punctuation import sentences
from .reference import SPOKEN_KINDS, Reference, format_meeting_days

_SIGN_COMMANDS = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",  # even an escaped brace counts as a brace
    "}": r"{\textbraceright}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
    '"': r"{\textquotedbl}",
    "–": "--",
    "—": "---",
    "‘": "`",
    "’": "'",
    "“": "``",
    "”": "''",
    "«": r"{\guillemotleft}",
    "»": r"{\guillemotright}",
    "„": r"{\quotedblbase}",
    "‚": r"{\quotesinglbase}",
    "…": r"{\ldots}",
    "•": r"{\textbullet}",
    "§": r"{\S}",
    "¶": r"{\P}",
    "°": r"{\textdegree}",
    "€": r"{\texteuro}",
    "£": r"{\pounds}",
    "©": r"{\copyright}",
    "¿": r"{\textquestiondown}",
    "¡": r"{\textexclamdown}",
    "\u00a0": "~",
    "\u00ad": r"\-",
}
_LETTER_COMMANDS = {
    "ß": r"{\ss}",
    "æ": r"{\ae}",
    "Æ": r"{\AE}",
    "œ": r"{\oe}",
    "Œ": r"{\OE}",
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "ł": r"{\l}",
    "Ł": r"{\L}",
    "đ": r"{\dj}",
    "Đ": r"{\DJ}",
    "ð": r"{\dh}",
    "Ð": r"{\DH}",
    "þ": r"{\th}",
    "Þ": r"{\TH}",
    "ı": r"{\i}",
    "Å": r"{\AA}",
    "å": r"{\aa}",
}
_COMMANDS = _SIGN_COMMANDS | _LETTER_COMMANDS
_NOT_PLAIN = re.compile(rf"[{re.escape(''.join(filter(str.isascii, _COMMANDS)))}]|[^\x00-\x7f]")
_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0323": "d",
    "\u0327": "c",
    "\u0328": "k",
    "\u0331": "b",
}
_ACCENTS_BELOW = frozenset("\u0323\u0327\u0328\u0331")
_WHOLE_DAY = 3  # numbers: year, month and day
_MONTHS = tuple(name[:3].lower() for name in MONTHS)


def latex(text: str) -> str:
    """Return a text as one line of LaTeX, in ASCII where its letters have commands."""
    line = re.sub(r"[\t-\r\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)
    return _NOT_PLAIN.sub(lambda match: _letter(match[0]), unicodedata.normalize("NFC", line))


def _letter(character: str) -> str:
    if character in _COMMANDS:
        return _COMMANDS[character]
    if character.isascii():
        return character
    decomposed = unicodedata.normalize("NFD", character)
    base, marks = decomposed[0], decomposed[1:]
    if marks and base.isascii() and base.isalpha() and all(mark in _ACCENTS for mark in marks):
        letter = rf"\{base}" if base in "ij" and marks[0] not in _ACCENTS_BELOW else base  # an accent replaces the dot
        for mark in marks:
            letter = rf"\{_ACCENTS[mark]}{{{letter}}}"
        return f"{{{letter}}}"
    return character


def _escape_url(url: str) -> str:
    """Percent-encode only the characters of a URL that would break the entry."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~")


def bibtex_entry(reference: Reference, taken: set[str]) -> str:
    """Return one entry; its key differs from those in `taken` and is added to them."""
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(reference))
    entry_type = "misc" if reference.passage.document.kind in SPOKEN_KINDS else "techreport"
    return f"@{entry_type}{{{_key(reference.passage.id, taken)},\n{fields}\n}}\n"


def _key(passage_id: str, taken: set[str]) -> str:
    key = base = re.sub(r"[^A-Za-z0-9.:+-]+", "-", passage_id).strip("-") or "passage"
    number = 1
    while key.casefold() in taken:
        number += 1
        key = f"{base}-{number}"
    taken.add(key.casefold())
    return key


def _name(name: str) -> str:
    """Return an author; inner braces keep what is one name whole, and each part of one whose family name is known."""
    parts = family_and_given(name)
    return ", ".join(f"{{{latex(part)}}}" for part in parts) if parts else f"{{{latex(name)}}}"


def _event_days(meeting: Meeting | None) -> str:
    """Return the days of a meeting as biblatex reads them, `2024-12-10/2024-12-11`; BibTeX itself leaves them out."""
    start = (meeting.start or meeting.end) if meeting else None
    if meeting is None or start is None:
        return ""
    last = meeting.end or start
    return "/".join(day.isoformat() for day in dict.fromkeys((start, last)))


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    passage = reference.passage
    is_spoken = passage.document.kind in SPOKEN_KINDS
    issued = reference.issued_date()
    place_and_days = ", ".join(filter(None, (reference.meeting_place, format_meeting_days(passage.meeting))))
    ahead = "Planned for" if reference.planned else "Held:" if reference.reported else "Meeting:"
    note = (
        reference.meeting_title if reference.distinct_title else None,
        reference.session,
        f"{ahead} {place_and_days}" if place_and_days else None,
        reference.locator_text.capitalize(),
        *(sentence.rstrip(".") for sentence in reference.file_notes),
        f"Accessed {reference.accessed.day} {month_name(reference.accessed.month)} {reference.accessed.year}",
    )
    values = {
        "author": " and ".join(map(_name, reference.authors)),
        "title": f"{{{latex(reference.filed_title)}}}",
        "organization" if is_spoken else "institution": latex(reference.publisher),
        "number": latex(passage.document.symbol or ""),
        "type": latex("" if is_spoken else reference.genre),
        "howpublished": latex(reference.genre if is_spoken else ""),
        "address": latex(reference.meeting_place),
        "year": f"{issued[0]:04}" if issued else "",
        "date": date(*issued).isoformat() if len(issued) == _WHOLE_DAY else "",
        "eventdate": _event_days(passage.meeting),
        "pages": latex(reference.locator.number if reference.page else ""),
        "url": _escape_url(reference.link),
        "urldate": reference.accessed.isoformat(),
        "language": latex(passage.document.language or ""),
        "note": latex(sentences(note)),
        "abstract": latex(" ".join(reference.quoted.split())),
        "annote": latex(" ".join(reference.remark.split())),
    }
    for name, value in values.items():
        if value:
            yield name, f"{{{value}}}"
    if len(issued) > 1:
        yield "month", _MONTHS[issued[1] - 1]
