"""Find references to numbered papers of series with fixed official forms, as `RFC 9000`, each normalised to one form.

A series is read only where its form tells whose it is: `Directive 95/46/EC`, not `Directive 12`. The forms were drawn
from minutes and transcripts of standards groups and from parliamentary papers; `SERIES` is the table of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_OF_ASSEMBLY = r"(?:(?<!\d)\d{1,3}\.\d{1,3}(?![.\d])|(?<!\d)\d{1,3}\(\d{1,3}\))"
_OF_DAY = r"(?:\s+of\s+\d{1,2}\s+\w+\s+\d{4})?"
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


# What is numbered otherwise: `Flight ISO 1234`, the number plate `PEP 563`.
_OF_OTHER_THING = re.compile(
    r"\b(?:flights?|vols?|vuelos?|flüge?|flug|рейс\w*|trains?|rooms?|gates?|booths?|seats?|berths?|number ?plates?"
    r"|licen[cs]e plates?|call ?signs?|invoices?|tickets?|bookings?|shipments?|aircraft)"
    r"(?:\s+(?:no\.?|nos\.?|nr\.?|n[°º]|numbers?|named|called))?[\s:]*[\[(“\"'*_]*$",
    re.IGNORECASE,
)
_WORDS_BEFORE = 40  # characters before a reference in which the thing stands that is numbered otherwise


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
    _series(
        "resolution of the International Maritime Organization, by its session",
        "resolution A.1107 (29)",
        "A.1107(29)",
        r"(?<![\w/.-])(?:(?:(?<=[Rr]esolution )|^)(?P<plenary>A)|(?P<body>MEPC|MSC|LEG|FAL))\.(?P<number>\d{1,4})\s?"
        r"\((?P<session>\d{1,3})\)(?!\w)",
        "{plenary}{body}.{number}({session})",
    ),
)
DECISIONS: tuple[Series, ...] = (
    _series(
        "resolution or decision of the World Health Assembly",
        "WHA72.1 and WHA 74(16)",
        "WHA72.1 | WHA74(16)",
        r"(?<![\w/.-])WHA\s?(?P<session>\d{1,3})(?P<number>\.\d{1,3}|\(\d{1,3}\))(?!\w|[.]\d)",
        "WHA{session}{number}",
    ),
    _series(
        "resolution or decision of the World Health Assembly, which is named",
        "World Health Assembly resolutions 73.1 of 19 May 2020 and 74.7",
        "WHA73.1 | WHA74.7",
        r"\bWorld\s+Health\s+Assembly(?:['’]s)?\s+(?:[Rr]esolutions?|[Dd]ecisions?)\s+"
        rf"(?P<listed>{_OF_ASSEMBLY}(?:{_OF_DAY}{_AND}{_OF_ASSEMBLY})*)",
        "WHA{number}",
    ),
    _series(
        "resolution or decision of the Executive Board of WHO",
        "EB144.R5 and EB148(3)",
        "EB144.R5 | EB148(3)",
        r"(?<![\w/.-])EB\s?(?P<session>\d{1,3})(?P<number>\.R\d{1,3}|\(\d{1,3}\))(?!\w|[.]\d)",
        "EB{session}{number}",
    ),
    _series(
        "decision of a conference of the parties, by its session",
        "decisions 14/CP.21, 1/CMP. 3 and 3/COP.15",
        "14/CP.21 | 1/CMP.3 | 3/COP.15",
        r"(?<![\w/.-])(?P<number>\d{1,3})/(?P<body>CP|CMP|CMA|COP|MOP)\.\s?(?P<session>\d{1,2})(?![\w/]|[.]\d)",
        "{number}/{body}.{session}",
    ),
    _series(
        "resolution or decision of a general conference or board, by its session",
        "GC.18/Dec.3, IDB.49/Dec.5 and GC(64)/RES/10",
        "GC.18/Dec.3 | IDB.49/Dec.5 | GC(64)/RES/10",
        r"(?<![\w/.-])(?P<body>GC|IDB|PBC)(?P<session>\.\d{1,3}|\((?:\d{1,3}|[IVXLC]{1,7})\))/"
        r"(?P<kind>Res\.|RES/|Dec\.|DEC/)\s?(?P<number>\d{1,4})(?![\w/]|[.]\d)",
        "{body}{session}/{kind}{number}",
    ),
)
"""Resolutions and decisions of bodies whose official form is no symbol of the United Nations."""
_ANY = re.compile(
    r"RFC|BCP|draft-|PEP|EIP|ERC|ISO|Directive|Regulation|Decision|Conf\.|ILO|ETS|MEPC|MSC|LEG|FAL|\bA\."
    r"|WHA|Health\s+Assembly|EB|/C[PMO]|/MOP|GC|IDB|PBC"
)
_NUMBER = re.compile(r"\d+")
_NUMBER_OF_ASSEMBLY = re.compile(_OF_ASSEMBLY)


def find_series(text: str) -> Iterator[SeriesReference]:
    """Yield the references of a text to papers of the series, series by series."""
    if not _ANY.search(text):
        return
    for series in (*SERIES, *DECISIONS):
        for match in series.regex.finditer(text):
            if _OF_OTHER_THING.search(text[max(0, match.start() - _WORDS_BEFORE) : match.start()]):
                continue
            groups = match.groupdict("")
            listed = next((name for name in ("several", "one", "listed") if groups.get(name)), "")
            if not listed:
                yield SeriesReference(series.form.format(**groups), match.start(), match.end())
                continue
            numbers = _NUMBER_OF_ASSEMBLY if listed == "listed" else _NUMBER
            for item in numbers.finditer(text, match.start(listed), match.end(listed)):
                start = match.start() if item.start() == match.start(listed) else item.start()
                yield SeriesReference(series.form.format(**{**groups, "number": item.group()}), start, item.end())


def is_decision(symbol: str) -> bool:
    """Return whether a normalised symbol is that of a resolution or decision, and not of a paper of a series."""
    return any(series.regex.fullmatch(symbol) for series in DECISIONS)


def is_of_series(symbol: str) -> bool:
    """Return whether a normalised symbol is one of a series, and not one of the United Nations."""
    return any(reference.symbol == symbol and reference.end == len(symbol) for reference in find_series(symbol))
