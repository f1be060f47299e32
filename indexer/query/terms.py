"""Parses one word, one phrase, or one field with its value into a term node of the query tree."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from rapidfuzz.distance import OSA

from indexer.speech.translation import gettext
from indexer.text.analysis import tokens
from indexer.text.months import MONTHS

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
"""The most characters of the user's text that a message repeats."""
MAX_EDITS = 2

FIELD_ALIASES: dict[str, FieldName] = {
    **{name: name for name in FIELDS},
    "organization": "organisation",
    "mention": "symbol",
    "speaker": "person",
    "author": "person",
    "org": "organisation",
    "city": "place",
    "location": "place",
    "type": "kind",
    "lang": "language",
    "voices": "voice",
}
"""The names that can stand before the colon, with the field that each stands for."""

_OPERATOR = re.compile(r"AND|OR|NOT|NEAR(?:/?[0-9]+)?")
_TILDE = re.compile(r"(?P<word>.*?)~(?P<edits>[0-9]*)[^\w~]*", re.DOTALL)
_SPECIAL = re.compile(r"[():*?~]")
_NO_LETTER_AFTER = re.compile("\\?+(?![^\\W_\u02bc]|[*?])")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://\S|www\.\S|[^\s?*]+[./][^\s?*]*\?[\w.%-]+=", re.IGNORECASE)
_SCHEME = re.compile(r"https?://(?=\w)", re.IGNORECASE)  # papers write either, or neither
_NUMBER_BELOW_ZERO = re.compile(r"[-\u2212\u2013][0-9]+")
_ENDING = re.compile(r"[,;:!?]+$|(?<!\.)\.$")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")
_WORDED = re.compile(
    r"(?:(?P<day>[0-9]{1,2})\.? )?(?P<month>[A-Za-z]{3,9})\.?(?: (?P<behind>[0-9]{1,2}),?)? (?P<year>[0-9]{4})"
)
_DASHED = re.compile(r"([0-9]{4}) ?[-–—/] ?([0-9]{4})")
_EXAMPLES = {"year": "year:2019..2024", "date": "date:2024-05..2024-12-31"}


class QuerySpan(NamedTuple):
    """A span of the query text with its offsets."""

    text: str
    start: int
    end: int

    @property
    def shown(self) -> str:
        """The span in quotation marks, shortened, as messages repeat it."""
        return f"“{self.text if len(self.text) <= MAX_QUOTED else self.text[:MAX_QUOTED] + '…'}”"


def read_word(span: QuerySpan, diagnostics: list[Diagnostic]) -> Node | None:
    """Return the node of a word, a wildcard or a fuzzy word; None when it has no letter or digit."""
    typed = _without_spaces(span.text)
    if _ADDRESS.match(typed):
        return _term(_SCHEME.sub("", typed))  # the ? of an address is no wildcard
    typed = _NO_LETTER_AFTER.sub("", typed)
    if re.search(r"[*?]", typed):
        return _wildcard(typed, span, diagnostics)
    tilde = _TILDE.fullmatch(typed)
    if tilde and (word := _term(tilde["word"])):
        return Fuzzy(word.text, _max_edits(tilde["edits"], span, diagnostics))
    return _term(typed)


def _without_spaces(typed: str) -> str:
    """Return a word without the spaces within: `12500` for `12 500`, `percent` for `per cent`."""
    if not any(map(str.isspace, typed)):
        return typed
    for token in reversed(list(tokens(typed))):
        if any(map(str.isspace, typed[token.start : token.end])):
            typed = typed[: token.start] + token.text + typed[token.end :]
    return typed


def _term(typed: str) -> Term | None:
    """Return a word without its punctuation; rewrite what the grammar would read otherwise."""
    words = list(tokens(typed))
    if not words:
        return None
    text = typed[words[0].start : words[-1].end]
    if _SPECIAL.search(text):
        text = "-".join(typed[token.start : token.end] for token in words)
    return Term(text.lower() if _OPERATOR.fullmatch(text) else text)


def _wildcard(typed: str, span: QuerySpan, diagnostics: list[Diagnostic]) -> Node | None:
    words = [typed[token.start : token.end] for token in wildcard_tokens(typed) if without_wildcards(token.text)]
    if not words:
        message = gettext("%(words)s needs letters beside it, as in peace*, so it was ignored.", words=span.shown)
        diagnostics.append(Diagnostic("lone_wildcard", span.start, span.end, message))
        return None
    text = _NO_LETTER_AFTER.sub("", "-".join(words))
    text = re.sub(r"[*?]*\*[*?]*", lambda run: "?" * run[0].count("?") + "*", text)
    return Wildcard(text) if re.search(r"[*?]", text) else _term(text)


def _max_edits(digits: str, span: QuerySpan, diagnostics: list[Diagnostic]) -> int | None:
    if not digits:
        return None
    max_edits = int(digits[:9])
    if not 1 <= max_edits <= MAX_EDITS:
        message = gettext(
            "The number after ~ can be 1 or %(number)s, so %(words)s was read with %(number)s.",
            number=MAX_EDITS,
            words=span.shown,
        )
        diagnostics.append(Diagnostic("bad_number", span.start, span.end, message))
    return max_edits if 1 <= max_edits <= MAX_EDITS else MAX_EDITS


def read_phrase(typed: str, slop: int | None, span: QuerySpan, diagnostics: list[Diagnostic]) -> Node | None:
    """Return the node of a quotation: a phrase, or a sloppy phrase when `slop` is given; None when it has no word."""
    text = re.sub(r"(?<=\w)\*+|\*+(?=\w)", " ", typed)
    if text != typed:
        message = gettext("A * does not work inside quotation marks, so it was ignored in %(words)s.", words=span.shown)
        diagnostics.append(Diagnostic("wildcard_in_quotes", span.start, span.end, message))
    text = " ".join(text.split())
    word_count = len(list(tokens(text)))
    if not word_count:
        return None
    return Phrase(text) if slop is None or word_count == 1 else SloppyPhrase(text, slop)


def read_field(name: str, value: str, span: QuerySpan, diagnostics: list[Diagnostic], *, quoted: bool) -> Node | None:
    """Return the node of a field with its value; read an unknown field as words, and leave out an invalid value."""
    typed = " ".join((value if quoted else _ENDING.sub("", value)).split())
    field = FIELD_ALIASES.get(name.casefold()) or _misspelt_field(name, span, diagnostics)
    if field is None:
        parts = [_term(name), (read_phrase(typed, None, span, diagnostics) if quoted else _term(typed))]
        return conjunction([part for part in parts if part])
    if next(tokens(typed), None) is None and field not in RANGE_FIELDS:
        message = gettext("%(words)s has no value, so it was searched as a word.", words=span.shown)
        diagnostics.append(Diagnostic("empty_value", span.start, span.end, message))
        return _term(name)
    if field == "session" and _NUMBER_BELOW_ZERO.fullmatch(typed):
        message = gettext("%(words)s is not a session, so it was ignored. Try session:3.", words=span.shown)
        diagnostics.append(Diagnostic("bad_value", span.start, span.end, message))
        return None
    if field not in RANGE_FIELDS:
        return Field(field, typed)
    if field == "year" and typed.casefold() == "undated":
        return Field(field, "undated")
    return _range(field, typed, span, diagnostics)


def _misspelt_field(name: str, span: QuerySpan, diagnostics: list[Diagnostic]) -> FieldName | None:
    """Return the field that is one edit away from a name; suggest one that is two edits away, and return None."""
    nearest = min(FIELD_ALIASES, key=lambda known: OSA.distance(name.casefold(), known))
    distance = OSA.distance(name.casefold(), nearest)
    field = FIELD_ALIASES[nearest]
    corrected = field + span.text[len(name) :]
    if distance == 1 and len(name) > MAX_EDITS:
        message = gettext(
            "“%(name)s” is not a field, so %(words)s was read as %(corrected)s.",
            name=name,
            words=span.shown,
            corrected=corrected,
        )
        diagnostics.append(Diagnostic("unknown_field", span.start, span.end, message))
        return field
    message = gettext(
        "“%(name)s” is not a field, so %(words)s was searched as words. Fields: %(fields)s.",
        name=name,
        words=span.shown,
        fields=", ".join(FIELDS),
    )
    replacement = corrected if distance <= MAX_EDITS < len(name) else None
    diagnostics.append(Diagnostic("unknown_field", span.start, span.end, message, replacement))
    return None


def _bad_value(field: FieldName, is_range: bool, reading: str, span: QuerySpan) -> str:
    """Say that a value is none; `reading` is how it was read, and empty where it was ignored."""
    noun, example = gettext("date range") if is_range else field, _EXAMPLES[field]
    if reading:
        return gettext(
            "%(words)s is not a %(noun)s, so it was read as %(reading)s. Try %(example)s.",
            words=span.shown,
            noun=noun,
            reading=reading,
            example=example,
        )
    return gettext(
        "%(words)s is not a %(noun)s, so it was ignored. Try %(example)s.",
        words=span.shown,
        noun=noun,
        example=example,
    )


def _range(field: FieldName, typed: str, span: QuerySpan, diagnostics: list[Diagnostic]) -> Node | None:
    """Return the node of a year, a day, or a range of them."""
    dashed = _DASHED.fullmatch(typed)
    low, dots, high = (dashed[1], "", dashed[2]) if dashed else typed.partition("..")
    ends = (_day(field, low), _day(field, high.lstrip("."))) if dots or dashed else (_day(field, typed),) * 2
    first, last = (end or "" for end in ends)
    wrong = [end for end in ends if end is None]
    if wrong or not (first or last):
        message = _bad_value(field, bool(dots), f"{field}:{first}..{last}" if first or last else "", span)
        diagnostics.append(Diagnostic("bad_range" if dots else "bad_value", span.start, span.end, message))
    elif first and last and first > last and not first.startswith(last):
        first, last = last, first
        message = gettext(
            "%(words)s ends before it starts, so it was read as %(field)s:%(first)s..%(last)s.",
            words=span.shown,
            field=field,
            first=first,
            last=last,
        )
        diagnostics.append(Diagnostic("bad_range", span.start, span.end, message))
    elif dashed:
        message = gettext(
            "Ranges have two dots: %(words)s was read as %(field)s:%(first)s..%(last)s.",
            words=span.shown,
            field=field,
            first=first,
            last=last,
        )
        diagnostics.append(Diagnostic("bad_range", span.start, span.end, message))
    if not (first or last):
        return None
    return Field(field, first) if field == "year" and first == last else Range(field, first, last)


def _day(field: FieldName, typed: str) -> str | None:
    """Return a year or a day in normal form; empty where it is left open, None where it is invalid."""
    typed = typed.strip()
    if not typed:
        return ""
    match = _DAY.fullmatch(_month_in_figures(typed))
    if not match or (field == "year" and match[2]):
        return None
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    return "-".join([match[1], *(f"{int(part):02}" for part in match.groups()[1:] if part)])


def _month_in_figures(typed: str) -> str:
    """Return a date with its month in figures: `10 December 2024`, `Dec. 2024`, `December 10, 2024`."""
    match = _WORDED.fullmatch(typed)
    month = (
        next((number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(match["month"].lower())), 0)
        if match
        else 0
    )
    if not match or not month or (match["day"] and match["behind"]):
        return typed
    day = match["day"] or match["behind"]
    return f"{match['year']}-{month}" + (f"-{day}" if day else "")
