"""Find symbols of documents (S/RES/2719), references to them in words, and papers of other series, each in one form.

`SYMBOL_PATTERNS` is the table of what is recognised. Whether a bare `Resolution 2719` is the Security Council's depends
on the other papers, so the caller says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from indexer.text.roman import from_roman

from .series import find_series


@dataclass(frozen=True)
class Mention:
    """A document that a text mentions, with its offsets."""

    symbol: str
    """In the form `S/RES/2719`, without the year that may follow it."""
    start: int
    end: int
    year: str | None = None
    """The year, where the text states it."""


class SymbolPattern(NamedTuple):
    """One way to refer to documents, with an example and the symbols read from it."""

    name: str
    example: str
    symbols: tuple[str, ...]
    regex: re.Pattern[str]
    prefix: str
    """Text before each number of the list; empty where the text has the whole symbol."""
    needs_council: bool = False
    """Whether the text must name the Council, or a year, before a plain number is taken for a symbol."""
    may_be_others: bool = False
    """Whether other bodies number their resolutions so; then the day that follows decides, or which body is named."""


_YEAR = r"(?:19[4-9]\d|20\d\d)"
_STATED = (
    rf"(?:\s?\(\s?(?P<year>{_YEAR})\s?\)|/(?P<slashed>{_YEAR})\b"
    rf"|,?\s+of\s+(?:\d{{1,2}}\s+[^\W\d_]+\s+)?(?P<of>{_YEAR}))"
)
_PLAIN = rf"\d{{1,4}}(?!\w|[.,]\d|\s?%)(?:{_STATED.replace('P<', 'P<p')})?"
_SLASHED = r"(?:E?S-)?\d{1,4}/\d{1,3}(?![\d/])(?:\s[A-Z](?![\w.]))?"
_SESSION = r"\d{1,4}(?:\s[A-Z])?\s?\([IVXLS-]+\)"  # General Assembly resolutions until 1975: 377 (V)
_DAY = rf"\s+of\s+\d{{1,2}}\s+[^\W\d_]+\s+{_YEAR}"
_AND = r"(?:\s*,\s*(?:and\s+|et\s+|y\s+)?|\s+(?:and|or|et|y|&)\s+|\s*;\s*)"


def _list_pattern(item: str) -> str:
    """Return a pattern for one item or several, as `1325 (2000) and 2719 (2023)`; days may stand between."""
    bare = re.sub(r"\(\?P<\w+>", "(?:", item)
    return rf"(?P<items>{bare}(?:(?:{_DAY})?{_AND}{bare})*)"


_RESOLUTION = r"(?:[Rr]esolutions?|RESOLUTIONS?|[Rr]es\.?|[Rr]ésolutions?|[Rr]esoluci(?:ón|ones))(?:\s+[Nn]os?\.?)?"
_DECISION = r"(?:[Dd]ecisions?|DECISIONS?)"
_STATEMENT = r"(?:[Pp]residential|PRESIDENTIAL)\s+(?:[Ss]tatements?|STATEMENTS?)"
_NOT_OTHERS = r"(?<![Pp]eace and )(?<!PEACE AND )"  # the African Union has a Peace and Security Council
_COUNCIL = (
    r"(?:U\.?N\.?\s+|United Nations\s+)?"
    rf"(?:{_NOT_OTHERS}(?:[Ss]ecurity\s+[Cc]ouncil|SECURITY\s+COUNCIL)|UNSC|(?<![\w-])SC)(?:['’]s)?"
)
_ASSEMBLY = r"(?:U\.?N\.?\s+|United Nations\s+)?(?:[Gg]eneral\s+[Aa]ssembly|GENERAL\s+ASSEMBLY|UNGA|GA)(?:['’]s)?"
_RIGHTS = r"(?:U\.?N\.?\s+)?(?:Human\s+Rights\s+Council|(?:UN)?HRC)(?:['’]s)?"
_ECOSOC = r"(?:Economic\s+and\s+Social\s+Council|ECOSOC)(?:['’]s)?"
_ORGAN = (
    r"(?:A|S|E|T|DP|ST|TD|CD|PBC|JIU|HSP|UNEP|FCCC|CEDAW|CERD|CRC|CRPD|CCPR|CAT|CMW|CED|HRI|LOS|ICCD|NPT|UNW"
    r"|ECE|ESCAP|ESCWA|TRANS|TRADE|CBD|CAC|CTOC|IPBES)"
)
_SEGMENT = r"(?:(?:ES-|S-)\d+|[A-Z][A-Za-z]*(?:\.\d+)?(?:\([IVXLS-]+\))?|\d+(?:\([IVXLS-]+\))?[A-Z]?)"
_ADDED = r"(?:/(?:Add|Rev|Corr|Summary|L|SR|CRP|WP|NGO|PV|Annex)\.?\s?\d*)"


def _pattern(
    name: str,
    example: str,
    symbols: str,
    regex: str,
    prefix: str,
    *,
    needs_council: bool = False,
    may_be_others: bool = False,
) -> SymbolPattern:
    return SymbolPattern(name, example, tuple(symbols.split()), re.compile(regex), prefix, needs_council, may_be_others)


SYMBOL_PATTERNS: tuple[SymbolPattern, ...] = (
    _pattern(
        "resolution of the Security Council",
        "UN Security Council resolutions 1325 (2000) and 2719",
        "S/RES/1325 S/RES/2719",
        rf"\b{_COUNCIL}\s+{_RESOLUTION}\s+{_list_pattern(_PLAIN)}",
        "S/RES/",
    ),
    _pattern(
        "resolution, with its Council after it",
        "resolution 2719 of the Security Council",
        "S/RES/2719",
        rf"\b{_RESOLUTION}\s+{_list_pattern(_PLAIN)}\s+(?:of|du|del)\s+(?:the\s+)?(?:UN\s+|United Nations\s+)?"
        r"(?:Security\s+Council|Council|Conseil\s+de\s+sécurité|Consejo\s+de\s+Seguridad)\b",
        "S/RES/",
    ),
    _pattern(
        "resolution of the Security Council, in short",
        "UNSCRs 1325 and 1820/2008",
        "S/RES/1325 S/RES/1820",
        rf"\b(?:UN)?SCRs?[\s-]?{_list_pattern(_PLAIN)}",
        "S/RES/",
    ),
    _pattern(
        "presidential statement of the Security Council",
        "presidential statement 2018/10",
        "S/PRST/2018/10",
        rf"\b{_STATEMENT}\s+{_list_pattern(rf'{_YEAR}/[0-9]{{1,3}}')}",
        "S/PRST/",
    ),
    _pattern(
        "resolution of the Human Rights Council",
        "Human Rights Council resolution 48/13",
        "A/HRC/RES/48/13",
        rf"\b{_RIGHTS}\s+{_RESOLUTION}\s+{_list_pattern(_SLASHED)}",
        "A/HRC/RES/",
    ),
    _pattern(
        "decision of the Human Rights Council",
        "Human Rights Council decision 2/102",
        "A/HRC/DEC/2/102",
        rf"\b{_RIGHTS}\s+{_DECISION}\s+{_list_pattern(_SLASHED)}",
        "A/HRC/DEC/",
    ),
    _pattern(
        "resolution of the Economic and Social Council",
        "ECOSOC resolutions 2022/12 and 1851 (LVI)",
        "E/RES/2022/12 E/RES/1851(LVI)",
        rf"\b{_ECOSOC}\s+{_RESOLUTION}\s+{_list_pattern(rf'(?:{_YEAR}/[0-9]{{1,3}}|{_SESSION})')}",
        "E/RES/",
    ),
    _pattern(
        "resolution of the General Assembly",
        "General Assembly resolutions 75/1, 76/305 and 377 (V)",
        "A/RES/75/1 A/RES/76/305 A/RES/377(V)",
        rf"\b{_ASSEMBLY}\s+{_RESOLUTION}\s+{_list_pattern(f'(?:{_SLASHED}|{_SESSION})')}",
        "A/RES/",
    ),
    _pattern(
        "decision of the General Assembly",
        "General Assembly decision 71/501",
        "A/DEC/71/501",
        rf"\b{_ASSEMBLY}\s+{_DECISION}\s+{_list_pattern(_SLASHED)}",
        "A/DEC/",
    ),
    _pattern(
        "presidential statement by its year, being of the Security Council",
        "presidential statements PRST/2018/9 and PRST/2019/7",
        "S/PRST/2018/9 S/PRST/2019/7",
        rf"(?<![\w/.-])PRST/(?P<items>{_YEAR}/\d{{1,3}})(?![\w/])",
        "S/PRST/",
    ),
    _pattern(
        "decision of a session by its number, being of the General Assembly",
        "decision 54/454 of 23 December 1999",
        "A/DEC/54/454",
        rf"\b{_DECISION}\s+(?P<items>\d{{2,3}}/[45]\d\d(?!\w|[./]\d))(?={_DAY})",
        "A/DEC/",
        may_be_others=True,
    ),
    _pattern(
        "resolution with a slash or a session, being of the General Assembly",
        "resolutions 60/1 and 217 A (III)",
        "A/RES/60/1 A/RES/217(III)A",
        rf"\b{_RESOLUTION}\s+{_list_pattern(f'(?:(?!{_YEAR}/|[0-9]+/{_YEAR}){_SLASHED}|{_SESSION})')}",
        "A/RES/",
        may_be_others=True,
    ),
    _pattern(
        "resolution by number and year, being of the Security Council",
        "resolutions 1325 (2000) and 2719 (2023)",
        "S/RES/1325 S/RES/2719",
        rf"\b{_RESOLUTION}\s+{_list_pattern(_PLAIN)}",
        "S/RES/",
        needs_council=True,
    ),
    _pattern(
        "symbol",
        "A/C.4/79/L.5/Rev.1",
        "A/C.4/79/L.5/Rev.1",
        rf"(?:(?<![\w/.-])|(?<=undocs\.org/)|(?<=undocs\.org/en/))(?:[AS]\s/\s?(?:RES|PRST)\s?/\s?\d{{1,4}}|{_ORGAN}(?:/\s?{_SEGMENT})+)(?:{_ADDED})*(?:\s?\([IVXLS-]+\))?(?:\s?\((?P<year>{_YEAR})\))?(?![\w/])",
        "",
    ),
    _pattern(
        "symbol of the African Union's Council or of a regional committee of WHO",
        "PSC/PR/COMM.1107 (2022)",
        "PSC/PR/COMM.1107",
        rf"(?<![\w/.-])(?:PSC/(?:PR|AHG|MIN)/(?:COMM|BR|PS|RPT)\.?\s?\d{{1,4}}|(?:AFR|AMR|EMR?|EUR|SEAR?|WPR?)/RC\d{{1,2}}/(?:[A-Z]+\.?)?\d{{1,3}}(?:/(?:Add|Rev)\.\d)?)(?:\s?\((?P<year>{_YEAR})\))?(?![\w/])",
        "",
    ),
)  # fmt: skip
_COUNCIL_NAMED = re.compile(
    rf"\b(?:{_COUNCIL}|UNSCRs?|Conseil\s+de\s+sécurité|Consejo\s+de\s+Seguridad)\b|(?<![\w/])S/(?:RES|PRST|PV)\b"
)
# Every reference by name has one of these words, every symbol a slash. Other texts are skipped.
_WORDED = re.compile(r"(?i:r[eé]s|decision|statement)|SCR|PRST")
_SLASH = re.compile(r"/")
_ITEM = re.compile(rf"(?P<session>{_SESSION})|(?P<plain>{_YEAR}/\d{{1,3}}(?!\d))|(?P<number>\d{{1,4}}){_STATED}"
                   rf"|(?P<slash>{_SLASHED})|(?P<bare>\d{{1,4}})")  # fmt: skip
# Another body named before a bare `resolution 2719` owns the resolution.
_OTHER_BODY = re.compile(r"(?:\b[A-Z][\w’'-]*|\b[Ww]orld\s+\w+)(?:['’]s)?\s+$")
_NO_BODY = re.compile(
    r"\b(?:The|This|That|In|Its|Under|With|By|Of|On|And|As|Per|To|See|Since|Through|Recalling|Reaffirming|Implementing"
    r"|Adopting|Following|Council|Council[’']s|UN|U\.N|Nations|Landmark|Recent|While|When|If|But|Although|However)\s+$"
)
_SENTENCE_LENGTH = 300  # characters before a resolution in which its body is looked for
_SENTENCE_END = re.compile(r"[.!?;]\s+(?=\W*[A-ZÀ-Þ])|\n")
_BODY = re.compile(
    rf"(?P<council>\b(?:{_COUNCIL}|UNSCRs?)\b)|\b(?:{_ASSEMBLY}|{_RIGHTS}|{_ECOSOC}|peace\s+and\s+security\s+council"
    r"|assembly|parliament|senate|congress)\b",
    re.IGNORECASE,
)
"""A body whose resolutions may be meant; the last one named in a sentence before a bare number owns it."""
_COUNCILS = re.compile(
    rf"(?P<security>\b(?:{_COUNCIL}|UNSCRs?)\b)|\b(?:peace\s+and\s+security|city|municipal|county|town|district|provincial"
    r"|regional|local|governing|executive|students?)\s+council\b",
    re.IGNORECASE,
)
"""Councils; where the last one named before a resolution is another, it is not the Security Council's."""
_NUMBERS_ITS_OWN = re.compile(
    rf"(?P<assembly>\b(?:{_ASSEMBLY}|(?<!Environment )(?<!Health )Assembly)\b)|\b(?:{_COUNCIL}|{_RIGHTS}|{_ECOSOC}"
    r"|(?:Environment|Health)\s+Assembly|Commission\s+on|Conference\s+of\s+the\s+Parties|(?:Governing|Executive)\s+"
    r"(?:Council|Board)|Council|Congress|Parliament|Union)\b"
)
"""A body that numbers resolutions by its sessions, as the General Assembly does."""
_OF_OTHERS = re.compile(
    rf"\s+(?:of\s+\d{{1,2}}\s+[^\W\d_]+\s+{_YEAR}\s+)?(?:of|adopted\s+by)\s+the\s+(?:United\s+Nations\s+)?"
    r"(?!General\s|Assembly\b)[A-Z]"
)
_DATED = re.compile(_DAY.replace(_YEAR, f"(?P<year>{_YEAR})"))
_FIRST_SESSION = 1945
_LAST_ROMAN_SESSION = 30
"""The General Assembly wrote its sessions in Roman numerals until the thirtieth, in 1975."""
_LABELS: tuple[tuple[str, str], ...] = (
    ("S/RES/", "Security Council resolution {}"),
    ("A/RES/", "General Assembly resolution {}"),
    ("S/PRST/", "Security Council presidential statement {}"),
    ("A/HRC/RES/", "Human Rights Council resolution {}"),
    ("A/HRC/DEC/", "Human Rights Council decision {}"),
    ("A/DEC/", "General Assembly decision {}"),
    ("E/RES/", "Economic and Social Council resolution {}"),
    ("S/PV.", "Security Council meeting {} (record)"),
    ("A/PV.", "General Assembly meeting {} (record)"),
)


def names_council(text: str) -> bool:
    """Return whether a text names the Security Council or one of its documents."""
    return bool(_COUNCIL_NAMED.search(text))


def whole_mention(text: str) -> Mention | None:
    """Return the document that a text mentions when it has nothing but this mention, else None."""
    found = find_mentions(text)
    return found[0] if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else None


def find_mentions(text: str, *, council_named: bool = False) -> tuple[Mention, ...]:
    """Return the documents that a text mentions, in order, without overlaps.

    A number alone (`Resolution 2719`) is a resolution of the Security Council if the text names the Council, or
    if `council_named` says that other papers of the meeting do.
    """
    patterns = [pattern for pattern in SYMBOL_PATTERNS if (_WORDED if pattern.prefix else _SLASH).search(text)]
    of_series = [Mention(*reference) for reference in find_series(text)]
    if not patterns:  # most texts
        return tuple(sorted(of_series, key=_place))
    is_council = council_named or names_council(text)
    result = of_series
    spans = [(mention.start, mention.end) for mention in of_series]
    for pattern in patterns:
        for match in pattern.regex.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in spans):
                continue
            new = tuple(_read(pattern, match, is_council))
            if new:
                spans.append(match.span())
                result.extend(new)
    return tuple(sorted(result, key=_place))


def mentioned_symbols(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the symbols of the documents that a text mentions, each once, in order, and those if a council is named.

    The latter are what it mentions where other papers of its meeting name the Security Council.
    """
    plain = find_mentions(text)
    in_council = find_mentions(text, council_named=True) if _WORDED.search(text) else plain
    return tuple(_symbols_of(plain)), tuple(_symbols_of(in_council))


def _symbols_of(mentions: Iterable[Mention]) -> dict[str, None]:
    return dict.fromkeys(mention.symbol for mention in mentions)


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def symbol_label(symbol: str, year: str | None = None) -> str:
    """Return the name of a document for readers: `Security Council resolution 2719 (2023)`, or its symbol."""
    stated = f" ({year})" if year else ""
    for prefix, words in _LABELS:
        if symbol.startswith(prefix) and len(symbol) > len(prefix):
            number = re.sub(r"(?<=\d)(?=\()", " ", symbol[len(prefix) :])
            return words.format(number) + stated
    return symbol + stated


def _read(pattern: SymbolPattern, match: re.Match[str], council: bool) -> Iterator[Mention]:
    if not pattern.prefix:
        yield from _symbol(match)
        return
    days = [day.span() for day in _DATED.finditer(match.string, match.start("items"), match.end("items"))]
    items = [
        item
        for item in _ITEM.finditer(match.string, match.start("items"), match.end("items"))
        if not any(start <= item.start() < end for start, end in days)
    ]
    if pattern.needs_council and not _is_councils(match, items, council):
        return
    for index, item in enumerate(items):
        number, year = _number(item)
        if number.isdigit() and year is None and len(number) < 3 and (pattern.needs_council or index):
            continue  # `and 20 others` is no resolution
        if pattern.may_be_others and not _is_assemblys(number, match, item.end()):
            continue
        yield Mention(pattern.prefix + number, match.start() if index == 0 else item.start(), item.end(), year)


def _is_councils(match: re.Match[str], items: list[re.Match[str]], council: bool) -> bool:
    """Return whether a resolution with a plain number is the Security Council's."""
    before = match.string[: match.start()]
    if _OTHER_BODY.search(before) and not _NO_BODY.search(before):
        return False
    sentence = _SENTENCE_END.split(before[-_SENTENCE_LENGTH:])[-1]
    councils = list(_COUNCILS.finditer(sentence))
    if councils and not councils[-1]["security"]:
        return False
    if any(_number(item)[1] for item in items):  # only the Council's are written with a plain number and a year
        return True
    bodies = list(_BODY.finditer(sentence))
    return council and (not bodies or bool(bodies[-1]["council"]))


def _is_of_others(match: re.Match[str]) -> bool:
    """Return whether the sentence names another body than the General Assembly as that of a resolution."""
    if _OF_OTHERS.match(match.string, match.end()):
        return True
    sentence = _SENTENCE_END.split(match.string[: match.start()][-_SENTENCE_LENGTH:])[-1]
    bodies = list(_NUMBERS_ITS_OWN.finditer(sentence))
    return bool(bodies) and not bodies[-1]["assembly"]


def _is_assemblys(number: str, match: re.Match[str], end: int) -> bool:
    """Return whether a number with a session is the General Assembly's: by the day after it, else by the body named.

    A session begins in September: resolutions of the 72nd are of 2017 and 2018.
    """
    roman, of_session = re.search(r"\(([IVXL]+)\)", number), re.match(r"(\d+)/", number)
    session = from_roman(roman[1].lower()) if roman else int(of_session[1]) if of_session else None
    if roman and (session is None or session > _LAST_ROMAN_SESSION):
        return False
    dated = _DATED.match(match.string, end)
    if session is not None and dated:
        return int(dated["year"]) - session - _FIRST_SESSION in (0, 1)
    return not _is_of_others(match)


def _number(item: re.Match[str]) -> tuple[str, str | None]:
    """Return the number as written in symbols, and the year where it is stated."""
    if item["session"]:
        number, letter, session = re.findall(r"(\d+)(?:\s([A-Z]))?\s?(\([^)]*\))", item["session"])[0]
        return f"{number}{session}{letter}", None
    if item["number"]:
        return item["number"], item["year"] or item["slashed"] or item["of"]
    return (item["plain"] or item["slash"] or item["bare"]).replace(" ", ""), None


def _symbol(match: re.Match[str]) -> Iterator[Mention]:
    year = match["year"]
    without_year = match.group()[: match.start("year") - match.start() - 1].rstrip() if year else match.group()
    symbol = re.sub(r"\s", "", without_year)
    if any(map(str.isdigit, symbol)) and (symbol.count("/") >= 2 or re.search(r"\.\d", symbol)):
        yield Mention(symbol, match.start(), match.end(), year)
