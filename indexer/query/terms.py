"""Reads one piece of a query, a word, a phrase or a field with its value, into a leaf of the tree."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from rapidfuzz.distance import OSA

from indexer.text.analysis import tokens

from .matching import wildcard_tokens, without_wildcards
from .problems import Diagnostic
from .tree import (
    FIELDS,
    RANGE_FIELDS,
    Field,
    FieldName,
    Fuzzy,
    Node,
    Phrase,
    Range,
    SloppyPhrase,
    Term,
    Wildcard,
    conjunction,
)

MAX_QUOTED = 40
"""Characters of the user's text that a sentence repeats."""
MAX_EDITS = 2

FIELD_ALIASES: dict[str, FieldName] = {
    **{name: name for name in FIELDS},
    "organization": "organisation",
    "mention": "symbol",
    "speaker": "person",
    "author": "person",
    "org": "organisation",
    "country": "place",
    "city": "place",
    "location": "place",
    "type": "kind",
    "lang": "language",
}
"""What can stand before the colon, and which field it is."""

_OPERATOR = re.compile(r"AND|OR|NOT|NEAR(?:/?[0-9]+)?")
_TILDE = re.compile(r"(?P<word>.*?)~(?P<slips>[0-9]*)[^\w~]*", re.DOTALL)
_SPECIAL = re.compile(r"[():*?~]")
_NO_LETTER_AFTER = re.compile("\\?+(?![^\\W_\u02bc]|[*?])")
_ENDING = re.compile(r"[,;:!?]+$|(?<!\.)\.$")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")
_WORDED = re.compile(
    r"(?:(?P<day>[0-9]{1,2})\.? )?(?P<month>[A-Za-z]{3,9})\.?(?: (?P<behind>[0-9]{1,2}),?)? (?P<year>[0-9]{4})"
)
_MONTHS = "january february march april may june july august september october november december".split()
_DASHED = re.compile(r"([0-9]{4}) ?[-–—/] ?([0-9]{4})")
_EXAMPLES = {"year": "year:2019..2024", "date": "date:2024-05..2024-12-31"}


class QuerySpan(NamedTuple):
    """A piece of the query with its place."""

    text: str
    start: int
    end: int

    @property
    def shown(self) -> str:
        """The piece as a sentence repeats it."""
        return f"“{self.text if len(self.text) <= MAX_QUOTED else self.text[:MAX_QUOTED] + '…'}”"


def read_word(piece: QuerySpan, slips: list[Diagnostic]) -> Node | None:
    """Read a word, one with wildcards, or one with `~`; None where there is no letter or digit in it."""
    typed = _NO_LETTER_AFTER.sub("", piece.text)
    if re.search(r"[*?]", typed):
        return _pattern(typed, piece, slips)
    tilde = _TILDE.fullmatch(typed)
    if tilde and (word := _word(tilde["word"])):
        return Fuzzy(word.text, _slips(tilde["slips"], piece, slips))
    return _word(typed)


def _word(typed: str) -> Term | None:
    """Take the punctuation off a word; what the grammar would read otherwise is rewritten."""
    found = list(tokens(typed))
    if not found:
        return None
    text = typed[found[0].start : found[-1].end]
    if _SPECIAL.search(text):
        text = "-".join(typed[token.start : token.end] for token in found)
    return Term(text.lower() if _OPERATOR.fullmatch(text) else text)


def _pattern(typed: str, piece: QuerySpan, slips: list[Diagnostic]) -> Node | None:
    found = [typed[token.start : token.end] for token in wildcard_tokens(typed) if without_wildcards(token.text)]
    if not found:
        told = f"{piece.shown} stands for letters of a word and needs some beside it, as in peace*: it was left out."
        slips.append(Diagnostic("lone_wildcard", piece.start, piece.end, told))
        return None
    text = _NO_LETTER_AFTER.sub("", "-".join(found))
    text = re.sub(r"[*?]*\*[*?]*", lambda run: "?" * run[0].count("?") + "*", text)
    return Wildcard(text) if re.search(r"[*?]", text) else _word(text)


def _slips(digits: str, piece: QuerySpan, slips: list[Diagnostic]) -> int | None:
    if not digits:
        return None
    wanted = int(digits[:9])
    if not 1 <= wanted <= MAX_EDITS:
        told = f"A word can be looked for with 1 or {MAX_EDITS} slips: {piece.shown} was read with {MAX_EDITS}."
        slips.append(Diagnostic("bad_number", piece.start, piece.end, told))
    return wanted if 1 <= wanted <= MAX_EDITS else MAX_EDITS


def read_phrase(typed: str, others: int | None, piece: QuerySpan, slips: list[Diagnostic]) -> Node | None:
    """Read what stands in quotation marks: exact words, side by side or near one another; None where there are none."""
    text = re.sub(r"(?<=\w)\*+|\*+(?=\w)", " ", typed)
    if text != typed:
        told = f"A * has no meaning within quotation marks, so {piece.shown} was read without it."
        slips.append(Diagnostic("wildcard_in_quotes", piece.start, piece.end, told))
    text = " ".join(text.split())
    found = len(list(tokens(text)))
    if not found:
        return None
    return Phrase(text) if others is None or found == 1 else SloppyPhrase(text, others)


def read_field(name: str, value: str, piece: QuerySpan, slips: list[Diagnostic], *, quoted: bool) -> Node | None:
    """Read a field with its value; one that there is not is read as words, a value that cannot be is left out."""
    typed = " ".join((value if quoted else _ENDING.sub("", value)).split())
    field = FIELD_ALIASES.get(name.casefold()) or _misspelt(name, piece, slips)
    if field is None:
        found = [_word(name), (read_phrase(typed, None, piece, slips) if quoted else _word(typed))]
        return conjunction([part for part in found if part])
    if next(tokens(typed), None) is None and field not in RANGE_FIELDS:
        told = f"{piece.shown} has no value, so it was read as a word."
        slips.append(Diagnostic("empty_value", piece.start, piece.end, told))
        return _word(name)
    if field not in RANGE_FIELDS:
        return Field(field, typed)
    if field == "year" and typed.casefold() == "undated":
        return Field(field, "undated")
    return _range(field, typed, piece, slips)


def _misspelt(name: str, piece: QuerySpan, slips: list[Diagnostic]) -> FieldName | None:
    """Tell which field is meant by a name that is one slip away from it; one farther away is only suggested."""
    nearest = min(FIELD_ALIASES, key=lambda known: OSA.distance(name.casefold(), known))
    away = OSA.distance(name.casefold(), nearest)
    field = FIELD_ALIASES[nearest]
    corrected = field + piece.text[len(name) :]
    if away == 1 and len(name) > MAX_EDITS:
        told = f"There is no field “{name}”: {piece.shown} was read as {corrected}."
        slips.append(Diagnostic("unknown_field", piece.start, piece.end, told))
        return field
    told = f"There is no field “{name}”, so {piece.shown} was read as words. There are: {', '.join(FIELDS)}."
    instead = corrected if away <= MAX_EDITS < len(name) else None
    slips.append(Diagnostic("unknown_field", piece.start, piece.end, told, instead))
    return None


def _range(field: FieldName, typed: str, piece: QuerySpan, slips: list[Diagnostic]) -> Node | None:
    """Read a year, a day, or a stretch of them."""
    dashed = _DASHED.fullmatch(typed)
    low, dots, high = (dashed[1], "", dashed[2]) if dashed else typed.partition("..")
    ends = (_day(field, low), _day(field, high.lstrip("."))) if dots or dashed else (_day(field, typed),) * 2
    first, last = (end or "" for end in ends)
    wrong = [end for end in ends if end is None]
    if wrong or not (first or last):
        shown = "left out" if not (first or last) else f"read as {field}:{first}..{last}"
        what = "stretch of time" if dots else field
        told = f"{piece.shown} names no {what}, so it was {shown}. Write {_EXAMPLES[field]}."
        slips.append(Diagnostic("bad_range" if dots else "bad_value", piece.start, piece.end, told))
    elif first and last and first > last and not first.startswith(last):
        first, last = last, first
        told = f"{piece.shown} ends before it begins, so it was read as {field}:{first}..{last}."
        slips.append(Diagnostic("bad_range", piece.start, piece.end, told))
    elif dashed:
        told = f"A stretch of time is written with two dots: {piece.shown} was read as {field}:{first}..{last}."
        slips.append(Diagnostic("bad_range", piece.start, piece.end, told))
    if not (first or last):
        return None
    return Field(field, first) if field == "year" and first == last else Range(field, first, last)


def _day(field: FieldName, typed: str) -> str | None:
    """Bring a year or a day to its form; empty where it is left open, None where it is none."""
    typed = typed.strip()
    if not typed:
        return ""
    found = _DAY.fullmatch(_in_figures(typed))
    if not found or (field == "year" and found[2]):
        return None
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)])


def _in_figures(typed: str) -> str:
    """Write a month, or a day in it, in figures: `10 December 2024`, `Dec. 2024`, `December 10, 2024`."""
    found = _WORDED.fullmatch(typed)
    month = (
        next((one for one, name in enumerate(_MONTHS, 1) if name.startswith(found["month"].lower())), 0) if found else 0
    )
    if not found or not month or (found["day"] and found["behind"]):
        return typed
    day = found["day"] or found["behind"]
    return f"{found['year']}-{month}" + (f"-{day}" if day else "")
