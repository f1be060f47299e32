"""Split a text into the tokens that dates are made of: numbers, names of months, words and signs between them.

Each token has a kind of one letter, so that a date is a pattern of kinds, the same in all languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from indexer.text.months import folded_name, month_words, weak_month_words, weekday_words

DateTokenKind = Literal[
    "D", "N", "Y", "P", "Q", "M", "m", "W", "A", "R", "B", "-", "/", ",", ".", "(", ")", "O", "K", "E", "X"
]  # fmt: skip
"""Day, other number, year, whole date in figures, day and month in figures, month, month that needs a year, weekday,
joining word (`and`), word of a range (`to`), word of a choice (`or`), dash, slash, comma, full stop, brackets, small
word inside a date (`of`), word before a number that is no day (`page`), the same for an event, which takes place on
days (`session`), others."""
DayOrder = Literal["day_first", "month_first"]
"""Whether `5/6/2031` is the fifth of June or the sixth of May."""


class DateToken(NamedTuple):
    """A token; `value` is the day, month, year or weekday that it stands for, and of a dash 1 for a hyphen."""

    kind: DateTokenKind
    start: int
    end: int
    value: int = 0
    figures: tuple[int, int, int] = (0, 0, 0)
    """Year, month and day of `P` and `Q`; the month is -1 where their order is not known."""
    is_tight: bool = False
    """Whether a sign touches the tokens on both sides; of a month, whether it is written as a Roman number."""


_FIRST_YEAR, _LAST_YEAR = 1500, 2199
_CENTURY_CHANGE = 70  # `'85` is 1985, and `'23` is 2023
_DASHES = "-‐‑‒–—―−﹣－~～〜⁓⁃﹘→⟶➔➝"
_WORDS: tuple[tuple[DateTokenKind, str], ...] = (
    ("R", "tot_en_met t_m bis_zum bis_einschließlich up_to"),
    (
        "R",
        "to until till through thru a à au bis al ao até ate hasta tot tm do po по до til till kuni iki līdz až"
        " πρός έως μέχρι إلى الى حتى עד hingga sampai",
    ),
    ("A", "and und et y e en och og ja i oraz și şi ve és i и та і й و και dan ir un a"),
    ("B", "or ou oder lub nebo veya eller vagy sau или або 或 أو"),
    (
        "O",
        "day_of of de del d di du da dos des the le la les el o os am zum vom von den der dem dia día gada año ano anno"
        " från fra dal dall dell tháng năm",
    ),
    (
        "K",
        "no nos nr n num number nummer numéro número nº item items page pages p pp room rooms chapter annex article"
        " articles art section sec part rule point punkt punto ponto vol volume issue figure table para paragraph"
        " paragraphs version draft decision doc document day days jour tag jornada giorno dag dzień deel teil panel"
        " group track appendix exhibit slide level step",
    ),
    (
        "E",
        "session sessions meeting meetings sitting sittings séance séances sesión sesiones sitzung reunión réunion"
        " conference forum workshop week round phase seduta riunione vergadering mötet zasedání posiedzenie",
    ),
)
_WORD_KINDS = tuple(
    (kind, frozenset(folded_name(word.replace("_", " ")) for word in words.split())) for kind, words in _WORDS
)
_DAY_SUFFIX = r"(?:(?:st|nd|rd|th)\b|(?:er|re|ère|ere|e|ème|eme|de|ste|o|η|ης|-?го|-е|-й|:e|:a)(?![^\W_])|\.?[ºª°])"
_DOTTED_YEAR = r"\.\s?\d{1,2}\.\s?\d{4}"
_TO_SIGN = rf"\s?(?:[{_DASHES}]|to|bis|do|až|al|au|a)\s?"
_ROMAN = "(?:XI{0,2}|IX|IV|VI{0,3}|I{1,3})"
_ROMAN_MONTHS = {word: month for month, word in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), start=1)}
_ROMAN_ENDS = (
    rf"[\s.-]{{1,2}}\d{{4}}(?!\d) | \.?\s?[{_DASHES}]\s?\d{{1,2}}[\s.]{{1,2}}{_ROMAN}[\s.]{{1,2}}\d{{4}}(?!\d)"
)
_TOKENS = re.compile(
    rf"""
    (?P<url> (?:https?://|www\.)\S+ )
  | (?P<year_first> (?<![\w.]) (?<!\D-) \d{{4}}
        (?: -\d{{1,2}}-\d{{1,2}}(?!\d) | /\d{{1,2}}/\d{{1,2}}(?![\d/])
          | \.\d{{1,2}}\.\d{{1,2}}(?!\d|\.\d) | _\d\d_\d\d(?!\d) )
        (?: T\d\d:?\d\d (?::?\d\d(?:\.\d+)?)? (?:Z|[+-]\d\d:?\d\d)? )? )
  | (?P<compact> (?<![\w.\-/]) \d{{8}} (?:T\d{{4}}(?:\d\d)?Z?)? (?!\w) )
  | (?P<figures> (?<![\w.]) (?: \d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}}(?!\d|\.\d)
          | \d{{1,2}}\s?/\s?\d{{1,2}}\s?/\s?\d{{4}}(?!\d|/\d) | (?<!-)\d{{1,2}}-\d{{1,2}}-\d{{4}}(?!\d|-\d) ) )
  | (?P<part> (?<![\w.\-]) \d{{1,2}}
        (?: \.\s?\d{{1,2}}\.?(?={_TO_SIGN}\d{{1,2}}{_DOTTED_YEAR})
          | /\d{{1,2}}(?={_TO_SIGN}\d{{1,2}}/\d{{1,2}}/\d{{4}})))
  | (?P<time> \d{{1,2}}[:h]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?\s?m\b\.?)?
        | \d{{1,2}}(?:\.\d\d)?\s?(?:[ap]\.?m\b\.?|uhr\b|hrs?\b
        |heures?\b|horas\b|uur\b|h\b) | \d{{4}}\s?(?:hrs?|hours|uhr|h|gmt|utc)\b | 1\d{{3}}\s?[-–]\s?[12]\d{{3}}(?!\d) )
  | (?P<short_year> (?<![^\W_])['’‘]\d\d(?!\d) )
  | (?P<number> (?<!\d)\d{{1,2}}\s(?:st|nd|rd|th)\b | \d+ {_DAY_SUFFIX}? )
  | (?P<roman> (?:(?<=\d[\s.-])|(?<=\d\.\s)) (?-i:{_ROMAN})
        (?={_ROMAN_ENDS}) )
  | (?P<phrase> day\sof(?=\s[^\W\d_]+,?\s\d{{4}})
        | (?:segunda|terça|terca|quarta|quinta|sexta)[-\s]feira | (?:كانون|تشرين)\s\w+ | יום\s\w+ | tot\sen\smet
        | t/m | bis\szum | bis\seinschließlich | up\sto | nº | n\.º )
  | (?P<word> [^\W\d_]+ (?:[\u0300-\u036f\u0653-\u0655]+[^\W\d_]*)* )
  | (?P<sign> [{_DASHES}]{{1,3}} | [^\w\s] | _ )
    """,
    re.IGNORECASE | re.VERBOSE,
)

_AFTER_ROMAN = re.compile(rf"\d\.\s?{_ROMAN}\.$")
_LETTERS_BEFORE_DAY = frozenset("وובה")  # `and` and `on` are written together with the number


def date_tokens(text: str, order: DayOrder | None) -> list[DateToken]:
    """Return the tokens of a text; `order` says how figures are read that have two readings."""
    return list(_tokens(text, order))


def _tokens(text: str, order: DayOrder | None) -> Iterator[DateToken]:
    for match in _TOKENS.finditer(text):
        start, end = match.span()
        words = match[0]
        match match.lastgroup:
            case "number":
                yield _number(text, start, end)
            case "word" | "phrase":
                kind, value = _kind_of_word(words)
                yield DateToken(kind, start, end, value)
            case "sign":
                yield _sign(text, start, end)
            case "roman":
                yield DateToken("m", start, end, _ROMAN_MONTHS[words], is_tight=True)
            case "year_first" | "figures" | "compact" as group:
                figures = _figures(text, match, group, order)
                yield DateToken("P" if figures else "X", start, end, figures=figures or (0, 0, 0))
            case "part":
                day, month = map(int, re.findall(r"\d+", words))
                yield DateToken("Q", start, end, figures=(0, *_in_order(day, month, "." in words, order)))
            case "short_year":
                year = int(words[1:])
                yield DateToken("Y", start, end, year + (1900 if year >= _CENTURY_CHANGE else 2000))
            case _:
                yield DateToken("X", start, end)


def _number(text: str, start: int, end: int) -> DateToken:
    """Return a number as a day, a year or neither."""
    digits = re.match(r"\d+", text[start:end])
    value = int(digits[0]) if digits and len(digits[0]) <= 4 else 0
    count = digits.end() if digits else 0
    before = text[max(0, start - 2) : start]
    is_inside = before[-1:] in {"_", "."} and before[:-1].isalnum() and not _AFTER_ROMAN.search(text[:start][-9:])
    is_glued = is_inside or (
        before[-1:].isalpha() and before[-1] not in _LETTERS_BEFORE_DAY and not _after_month(text, start)
    )
    if count <= 2 and 1 <= value <= 31 and not is_glued:
        return DateToken("D", start, end, value)
    if count == end - start == 4 and _FIRST_YEAR <= value <= _LAST_YEAR and not is_inside:
        return DateToken("Y", start, end, value)
    return DateToken("N", start, end)


def _after_month(text: str, position: int) -> bool:
    """Return whether the name of a month ends at a position: `05MAY2021`."""
    name = re.search(r"[^\W\d_]{3,12}$", text[max(0, position - 12) : position])
    return name is not None and _kind_of_word(name[0])[0] in {"M", "m"}


def _sign(text: str, start: int, end: int) -> DateToken:
    is_tight = not text[start - 1 : start].isspace() and not text[end : end + 1].isspace()
    return DateToken(_SIGN_KINDS.get(text[start], "X"), start, end, text[start] == "-", is_tight=is_tight)


_SIGN_KINDS: dict[str, DateTokenKind] = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("/／∕⁄", "/"),
    **dict.fromkeys(",，،、", ","),
    **dict.fromkeys(".．", "."),
    **dict.fromkeys("([（［", "("),
    **dict.fromkeys(")]）］", ")"),
    **dict.fromkeys("&+＆", "A"),
    **dict.fromkeys("#№§", "K"),
    "…": "B",
}


@lru_cache(maxsize=1 << 14)
def _kind_of_word(word: str) -> tuple[DateTokenKind, int]:
    """Return the kind of a word, and the number of a month or weekday."""
    folded = folded_name(word)
    months = month_words()
    month = months.get(folded) or (months.get(folded[1:]) if word[0] == "ב" else None)
    if month:
        is_weak = folded in weak_month_words() and not (folded in {"may", "march"} and not word.islower())
        return ("m" if is_weak else "M"), month
    if folded in weekday_words():
        return "W", weekday_words()[folded]
    return next((kind for kind, words in _WORD_KINDS if folded in words), "X"), 0


def _figures(text: str, match: re.Match[str], group: str, order: DayOrder | None) -> tuple[int, int, int] | None:
    """Return year, month and day of figures; None where they are no date."""
    words = match[0]
    if group == "compact":
        is_certain = "T" in words.upper() or match[0] == text.strip()
        figures = (int(words[:4]), int(words[4:6]), int(words[6:8])) if is_certain else (0, 0, 0)
        return figures if _is_day(figures) and 1900 <= figures[0] <= _LAST_YEAR else None
    if text[match.start() - 1 : match.start()] == "/" and "/" in words:  # the address of a page, or a symbol
        return None
    numbers = [int(number) for number in re.findall(r"\d+", words)[:3]]
    if group == "year_first":
        figures = (numbers[0], numbers[1], numbers[2])
        return figures if _is_day(figures) else None
    month, day = _in_order(numbers[0], numbers[1], "." in words, order)
    figures = (numbers[2], month, day)
    return figures if month < 0 or _is_day(figures) else None


def _in_order(first: int, second: int, is_dotted: bool, order: DayOrder | None) -> tuple[int, int]:
    """Return month and day of two figures, or -1 twice where their order is not known."""
    if is_dotted or first > 12 or order == "day_first" or first == second:
        return second, first
    if second > 12 or order == "month_first":
        return first, second
    return -1, -1


def _is_day(figures: tuple[int, int, int]) -> bool:
    year, month, day = figures
    return _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31
