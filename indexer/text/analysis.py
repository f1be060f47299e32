"""The analyzer: it splits a text into tokens, folds each token and stems it.

The index, the query and the highlighter all call this one analysis, so they cannot disagree about what a word is.
Sentences, entities and other readings of a text do not belong here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import NamedTuple, Protocol

from .libraries.nltk_parts import part_of_nltk
from .stem_exceptions import stem_with_exceptions

MAX_TERM_LENGTH = 100
"""Characters of a term that count: a longer run is data, not language, and an index key has a limit."""

LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ħ": "h",
        "ŧ": "t",
        "\u0131": "i",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
    }
)
_FOLDED_SIGNS = {
    **LETTERS_WITHOUT_DECOMPOSITION,
    # Unicode has each script's ten digits in a row, so every tenth character shows all of them.
    **{
        code - digit + each: str(each)
        for code in range(0x80, 0x20000, 10)
        if (digit := unicodedata.decimal(chr(code), None)) is not None
        for each in range(10)
    },
    0x0640: None,
}
"""These letters, the digits of every script as ASCII, and the Arabic tatweel, which only stretches a word."""
LETTER_FORMING_MARKS = frozenset({0, 7, 8, 9})
"""Combining classes that make another letter (vowel signs, nukta, kana voicing, virama), not an accent."""


_ACCENTED = re.compile("[^\\W\x00-\x7f]|[\u0300-\u036f]")  # a letter outside ASCII, or a combining accent


class Stemmer(Protocol):
    """Anything that stems a folded word."""

    def stem(self, token: str) -> str:
        """Return the stem of a folded word."""


class Token(NamedTuple):
    """One word: its folded text, and its start and end in the original text."""

    text: str
    start: int
    end: int


_token = partial(tuple.__new__, Token)  # half the time of a call: of most texts every word is asked for


def _characters(group: str) -> str:
    """Return the characters of Unicode's first plane in a group of categories, as the inside of a regex class.

    They are ranges: a class of a thousand single characters is slow to compile, and several patterns have it.
    """
    return "".join(f"{chr(found.start())}-{chr(found.end() - 1)}" for found in re.finditer(f"{group}+", _GROUPS))


_GROUP_OF_CATEGORY = {"Mn": "M", "Mc": "M", "Me": "M", "Cf": "f"}
_GROUPS = "".join(
    _GROUP_OF_CATEGORY.get(category, " ") for category in map(unicodedata.category, map(chr, range(0x10000)))
)
_MARK, _INVISIBLE = _characters("M"), _characters("f")
"""`_INVISIBLE` are soft hyphen, zero-width space and joiners, direction marks."""
RAISED = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079"
"""Raised digits, as the inside of a regex class."""
FRACTIONS = "\u00bc-\u00be\u2150-\u215e\u2189"
"""Fractions, as the inside of a regex class: ½ is a number of its own, and no 12."""
_LETTER = f"[^\\W_\u02bc{RAISED}{FRACTIONS}]"
_EXPONENT = f"(?:(?<![0-9])(?<!\\w{{4}})[{RAISED}]+)?"  # of a unit such as km²; after a number or a word it is apart
_APOSTROPHE = "['\u2019\u02bc\uff07]"
_CJK = "[\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
_SOUTH_EAST_ASIAN = (
    "[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd\u0ec0-\u0ec6\u0edc-\u0edf"
    "\u1000-\u102a\u1050-\u1055\u1780-\u17b3]"
)  # Thai, Lao, Burmese and Khmer letters
_WITHOUT_SPACES = _CJK[:-1] + _SOUTH_EAST_ASIAN[1:]  # one class is faster than two
_UNSPACED = re.compile(f"[\u0e4d\u0ecd]?{_WITHOUT_SPACES}")  # Thai am is folded to a mark and a letter
_INSIDE = f"(?:(?!{_WITHOUT_SPACES}){_LETTER}|[{_MARK}])"
_PLAIN_LETTER = re.compile(f"(?!{_WITHOUT_SPACES}|[{_MARK}]){_LETTER}")
_MAX_CACHED = 5_000  # characters: tokens of longer texts are not cached
_WORD_ENDS = f"(?!{_LETTER}|[{_MARK}])"
_GROUP_SPACES = " \u00a0\u2009\u202f"  # plain, no-break, thin and narrow: what stands between groups of three digits
_POWER = rf"(?<!\w)(?P<power>10(?:\^[-\u2212]?[0-9]{{1,4}}|[\u207b]?[{RAISED}]{{1,4}})){_WORD_ENDS}"
_GROUPED = (
    rf"(?<![\w{_MARK}])(?:"
    rf"(?<![0-9][.,])[0-9]{{1,3}}(?:,[0-9]{{3}})+(?!,[0-9])"
    rf"|(?<![/.,:\-])(?<![0-9][{_GROUP_SPACES}])[0-9]{{1,3}}(?:[{_GROUP_SPACES}][0-9]{{3}})+(?![{_GROUP_SPACES}][0-9])"
    rf"){_WORD_ENDS}"
)
_PERCENT = rf"%|[pP](?<![\w{_MARK}]p|[\w{_MARK}]P)[eE][rR]\s[cC][eE][nN][tT]{_WORD_ENDS}"
_SIGNED = rf"(?<![\w{_MARK}])[A-Za-z](?:\+\+|\#)(?![\w+\#{_MARK}])"
_PLAIN = r"(?![pP][eE][rR]\s)[A-Za-z][A-Za-z0-9]*+(?![^\s,.;:!?()\"\-])"
_TOKEN = re.compile(
    rf"(?P<plain>{_PLAIN})"  # most words: nothing below would find anything else
    rf"|(?P<character>(?:[\uff66-\uff9d][\uff9e\uff9f]|{_WITHOUT_SPACES})[{_MARK}]*)"
    rf"|(?=[0-9])(?:{_POWER}|(?P<grouped>{_GROUPED}))"
    rf"|(?P<percent>{_PERCENT})|(?P<fraction>[{FRACTIONS}])|(?P<signed>{_SIGNED})"
    rf"|(?P<word>{_LETTER}[A-Za-z0-9]*{_INSIDE}*(?:[{_INVISIBLE}]+{_INSIDE}+)*{_EXPONENT})(?:{_APOSTROPHE}[sS](?!{_LETTER}|[{_MARK}]))?"
)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text in order, folded, with offsets into the text as given.

    Hyphens, slashes and every other sign split words. A possessive 's is left off. Each character of a script without
    spaces is a token with its marks (`ﾃﾞ` of half width too): Chinese, Japanese, Thai, Lao, Burmese, Khmer. Soft hyphens
    and zero-width characters inside a word are ignored. A number is one token however its thousands are grouped
    (`12,500`, `12 500`), and so is a power of ten (`10^6`, `10⁶`). A `%` and `per cent` are the word `percent`. `C++`
    and `C#` are words.
    """
    return iter(_cached_tokens(text)) if len(text) <= _MAX_CACHED else _tokens(text)


@lru_cache(maxsize=256)  # the files of an index ask for the tokens of the same passages in turn
def _cached_tokens(text: str) -> tuple[Token, ...]:
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        if match.lastindex == 1:  # a plain word
            start, end = match.span()
            yield _token((text[start:end].lower()[:MAX_TERM_LENGTH], start, end))
            continue
        kind = match.lastgroup or "word"
        written = match[kind]
        is_sign = kind not in {"word", "character"}
        folded = _fold_sign(kind, written) if is_sign else fold(written[: 4 * MAX_TERM_LENGTH])
        if folded:
            yield Token(folded, *match.span(kind))


def _fold_sign(kind: str, written: str) -> str:
    """Return the folded form of what is written with signs: a grouped number, a power, a percentage, `C++`, `½`."""
    match kind:
        case "grouped":
            return "".join(character for character in written if character.isdigit())
        case "power":
            return "10^" + unicodedata.normalize("NFKC", written[2:]).lstrip("^").replace("\u2212", "-")
        case "percent":
            return "percent"
        case _:
            return written.lower()


def grouped_token(text: str, start: int) -> Token | None:
    """Return the number with grouped thousands, or the `per cent`, that begins at an offset, where there is one."""
    match = _TOKEN.match(text, start)
    if match is None or match.lastgroup not in {"grouped", "percent"}:
        return None
    return Token(_fold_sign(match.lastgroup, match[0]), *match.span())


def is_plain_letter(character: str) -> bool:
    """Return whether a character is a letter or digit that is part of a word wherever it stands."""
    return _PLAIN_LETTER.fullmatch(character) is not None


def is_unspaced(word: str) -> bool:
    """Return whether a folded word is one character of a script without spaces between words."""
    return _UNSPACED.match(word) is not None


@lru_cache(maxsize=1 << 14)  # common words recur; a rare one is folded fast
def fold(word: str) -> str:
    """Fold a word for comparison: drop case, accents, compatibility forms and invisible characters."""
    if word.isascii():
        return word.lower()[:MAX_TERM_LENGTH]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    plain = plain.translate(_FOLDED_SIGNS).replace("и\u0306", "й")
    letters = (c for c in plain if c.isalnum() or _is_kept_mark(c))
    return unicodedata.normalize("NFC", "".join(letters))[:MAX_TERM_LENGTH]


def _is_kept_mark(character: str) -> bool:
    """Return whether a combining mark makes another letter and so must stay."""
    return unicodedata.category(character)[0] == "M" and unicodedata.combining(character) in LETTER_FORMING_MARKS


@lru_cache(maxsize=1)
def _snowball() -> Stemmer:
    """Load the stemmer on first use: processes that only read files need none."""
    stemmer: Stemmer = part_of_nltk("nltk.stem.snowball").SnowballStemmer("english")
    return stemmer


_STEMMED_ENDINGS = tuple("s e y ed ing ion er ator al ful ll ic ant ent ism li ogi enci anci iti".split())
"""What a word ends in that any step of the English stemmer changes; a third of all words end otherwise."""


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """Return the English Snowball (Porter2) stem of a folded word, or what the table of exceptions says."""
    return stem_with_exceptions(word, _regular_stem)


def _regular_stem(word: str) -> str:
    return _snowball().stem(word) if word.endswith(_STEMMED_ENDINGS) or not word.isalnum() else word


def stemmed_terms(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text, in order."""
    return tuple(stem(token.text) for token in tokens(text))


def terms_in(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, in order."""
    return tuple(token.text for token in tokens(text))


def accented_terms(text: str) -> Iterator[tuple[str, str]]:
    """Yield, for each word of a text that has accents, its folded term and its written form in lower case."""
    if text.isascii() or not _ACCENTED.search(text):
        return
    for token in tokens(text):
        spelling = spelling_of(text[token.start : token.end])
        if spelling != token.text:
            yield token.text, spelling


@lru_cache(maxsize=1 << 14)
def spelling_of(word: str) -> str:
    """Return a word with its accents: in lower case, composed, without invisible characters."""
    composed = unicodedata.normalize("NFC", word).casefold()
    return "".join(character for character in composed if unicodedata.category(character) != "Cf")[:MAX_TERM_LENGTH]
