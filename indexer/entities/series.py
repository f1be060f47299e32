"""Find references to numbered papers of series with fixed official forms, as `RFC 9000`, each normalised to one form.

A series is read only where its form tells whose it is: `Directive 95/46/EC`, not `Directive 12`. The forms were drawn
from minutes and transcripts of standards groups and from parliamentary papers; `SERIES` is the table of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_AND = r"(?:\s*,\s*(?:and\s+)?|\s+(?:and|or|&)\s+)"


class Series(NamedTuple):
    """One series, with an example and what is read of it."""

    name: str
    example: str
    symbols: tuple[str, ...]
    regex: re.Pattern[str]
    form: str
    """The normalised form, with the groups of the pattern; `{number}` for each number of a list."""


class SeriesReference(NamedTuple):
    """A reference in a text, by its offsets."""

    symbol: str
    start: int
    end: int


def _series(name: str, example: str, symbols: str, regex: str, form: str) -> Series:
    return Series(name, example, tuple(symbols.split(" | ")), re.compile(regex), form)


def _numbered(letters: str, digits: str) -> str:
    """Return a pattern for one number, or for a list of them; after the singular, the others have three digits."""
    several = rf"s\s+(?P<several>{digits}(?:{_AND}{digits})+)|[\s-]?(?P<one>{digits}(?:{_AND}\d{{3,5}})+)"
    return rf"(?<![\w/.-]){letters}(?:{several}|s?[\s-]?(?P<number>{digits}))(?![\w]|\.\d|[-/]\d)"


SERIES: tuple[Series, ...] = (
    _series(
        "Request for Comments of the IETF",
        "RFCs 9000, 9001 and 9002; RFC9114",
        "RFC 9000 | RFC 9001 | RFC 9002 | RFC 9114",
        _numbered("RFC", r"\d{3,5}"),
        "RFC {number}",
    ),
    _series("Best Current Practice of the IETF", "BCP 14", "BCP 14", _numbered("BCP", r"\d{1,3}"), "BCP {number}"),
    _series(
        "draft of the IETF, whatever its version",
        "draft-ietf-quic-http-02",
        "draft-ietf-quic-http",
        r"(?<![\w.-])(?P<draft>draft-(?:ietf|irtf|iab)(?:-[a-z0-9]+)*?-[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*)"
        r"(?:-\d\d)?(?![\w-])",
        "{draft}",
    ),
    _series(
        "proposal for Python", "PEPs 563 and 649", "PEP 563 | PEP 649", _numbered("PEP", r"\d{1,4}"), "PEP {number}"
    ),
    _series(
        "proposal for Ethereum",
        "EIP 8070 and EIP-2938",
        "EIP-8070 | EIP-2938",
        _numbered("EIP", r"\d{2,5}"),
        "EIP-{number}",
    ),
    _series("standard for applications of Ethereum", "ERC-20", "ERC-20", _numbered("ERC", r"\d{2,5}"), "ERC-{number}"),
    _series(
        "standard of ISO, whatever its edition",
        "ISO 8601-2:2019",
        "ISO 8601-2",
        r"(?<![\w/.-])(?P<body>ISO(?:/IEC(?:/IEEE)?|/TS|/TR)?)[\s-]?(?P<number>\d{3,5}(?:-\d{1,2}(?!\d))?)(?::(?:19|20)\d\d)?(?![\w]|[./:-]\d)",
        "{body} {number}",
    ),
    _series(
        "directive of the European Union",
        "Directive 95/46/EC",
        "Directive 95/46/EC",
        r"\bDirective\s+(?P<number>\d{2,4}/\d{1,4}/(?:EEC|EC|EU|Euratom|JHA))\b",
        "Directive {number}",
    ),
    _series(
        "act of the European Union by its number",
        "Regulation (EU) 2016/679",
        "Regulation (EU) 2016/679",
        r"\b(?P<act>Regulation|Directive|Decision)\s+\((?P<body>EU|EC|EEC)(?:,\s?Euratom)?\)\s+(?:No\.?\s?)?(?P<number>\d{1,4}/\d{2,4})(?![\d/])",
        "{act} ({body}) {number}",
    ),
    _series(
        "resolution of the parties to CITES, whatever its revision",
        "Resolution Conf. 9.24 (Rev. CoP17)",
        "Resolution Conf. 9.24",
        r"\bResolution\s+Conf\.\s?(?P<number>\d{1,2}\.\d{1,2})(?!\d)",
        "Resolution Conf. {number}",
    ),
    _series(
        "convention of the International Labour Organization",
        "ILO Convention No. 169",
        "ILO Convention No. 169",
        r"\bILO\s+Convention\s+(?:[Nn]o\.?\s*)?(?P<number>\d{1,3})(?![\w]|[./]\d)",
        "ILO Convention No. {number}",
    ),
    _series(
        "treaty of the Council of Europe",
        "CETS No. 108",
        "CETS No. 108",
        r"\b(?P<body>C?ETS)\s+[Nn]o\.?\s?(?P<number>\d{1,3})(?![\w]|[./]\d)",
        "{body} No. {number}",
    ),
)
_ANY = re.compile(r"RFC|BCP|draft-|PEP|EIP|ERC|ISO|Directive|Regulation|Decision|Conf\.|ILO|ETS")
_NUMBER = re.compile(r"\d+")


def find_series(text: str) -> Iterator[SeriesReference]:
    """Yield the references of a text to papers of the series, series by series."""
    if not _ANY.search(text):
        return
    for series in SERIES:
        for match in series.regex.finditer(text):
            groups = match.groupdict("")
            listed = "several" if groups.get("several") else "one" if groups.get("one") else ""
            if not listed:
                yield SeriesReference(series.form.format(**groups), match.start(), match.end())
                continue
            for item in _NUMBER.finditer(text, match.start(listed), match.end(listed)):
                start = match.start() if item.start() == match.start(listed) else item.start()
                yield SeriesReference(series.form.format(**{**groups, "number": item.group()}), start, item.end())


def is_of_series(symbol: str) -> bool:
    """Return whether a normalised symbol is one of a series, and not one of the United Nations."""
    return any(reference.symbol == symbol and reference.end == len(symbol) for reference in find_series(symbol))
