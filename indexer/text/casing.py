"""Show titles in proper case: a title in capitals is shown as the paper's own prose would write it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from string import ascii_lowercase

from .roman import to_roman
from .stopwords import stop_words

_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SENTENCE_START = re.compile(rf"(?:[.?!:“\"]\s{{0,3}}|\s{{4}}|^\s{{0,3}})({_TOKEN.pattern})")
_SMALL_LETTERS = frozenset(ascii_lowercase)
_SMALL_WORDS = stop_words("title_case")
_TITLE_RESTART = re.compile(r"[:.?!—]\s*[\"“‘(]?$")  # a title restarts after these


_ASIDE = re.compile(r"\s+\((?=[^()]*[a-zà-þ])[^()]+\)\s*$")
_VOWELS = frozenset("AEIOUYÀÈÉÍÓÖÜ")
_MAX_ACRONYMS = 3  # words of a title that can all be acronyms
_MAX_ACRONYM_LETTERS = 5  # letters
_NUMERALS = frozenset(map(to_roman, range(1, 21)))
_ROMAN_LETTERS = frozenset(numeral for numeral in _NUMERALS if len(numeral) == 1)
_ROMAN = _NUMERALS - _ROMAN_LETTERS
_BEFORE_NUMERAL = re.compile(r"\b(?:part|annex|appendix|chapter|section|volume|title|session|panel|item)\s+$")


def _is_of_symbol(match: re.Match[str]) -> bool:
    """Return whether a word is part of a document symbol or a code: `AFR/RC72/18`, `G20`."""
    if re.fullmatch(r"[a-z]+\d+", match.group()):
        return True
    text = match.string
    run = text[: match.end()].rsplit(" ", 1)[-1] + text[match.end() :].split(" ", 1)[0]
    return "/" in run and any(character.isdigit() for character in run)


def is_all_capitals(text: str) -> bool:
    """Return whether a line is all capitals, apart from small parts of words (`10TH`, `PoC`)."""
    beginning = text[: len(text) // 5]  # of prose, it has more small letters than the whole text may have
    if sum(map(_SMALL_LETTERS.__contains__, beginning)) > 0.1 * len(text):
        return False
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 2 and sum(map(str.isupper, letters)) >= 0.9 * len(letters)


class Truecaser:
    """Truecaser of one document: it knows how the document writes its words.

    The choice of the most frequent form in running text is the unigram truecasing of Lita et al., tRuEcasIng (ACL
    2003).
    """

    def __init__(self, prose: Iterable[str], language: str | None = "en") -> None:
        self._english = language is None or language.startswith("en")
        words: Counter[str] = Counter()
        openings: Counter[str] = Counter()
        for text in prose:
            if not is_all_capitals(text):
                words.update(_TOKEN.findall(text))
                openings.update(_SENTENCE_START.findall(text))
        # A capital that opens a sentence says nothing about its word.
        words.subtract({word: count for word, count in openings.items() if word[1:].islower()})
        self._forms: dict[str, str] = {}
        for word, count in words.items():
            key = word.casefold()
            known = self._forms.get(key)
            if count and (known is None or (-count, word) < (-words[known], known)):
                self._forms[key] = word

    def title_case(self, text: str) -> str:
        """Return a heading as a title: capitals become title case, anything else stays as written."""
        text = text.strip().strip('“”"').strip() if _is_quoted(text) else text.strip()
        bracketed = _ASIDE.search(text)
        if bracketed and is_all_capitals(text[: bracketed.start()]):  # `REPORT (document A/75/10)`
            return f"{self.title_case(text[: bracketed.start()])} {bracketed.group().strip()}"
        if not is_all_capitals(text) or self._is_of_acronyms(text):
            return text
        if not self._english:  # other languages write titles in sentence case
            return _TOKEN.sub(self._in_sentence, text.capitalize())
        low = text.lower()
        last = max((match.start() for match in _TOKEN.finditer(low)), default=0)
        return _TOKEN.sub(lambda match: self._in_title(match, last), low)

    def _is_of_acronyms(self, text: str) -> bool:
        """Return whether a title is a few short words that the prose never writes in lower case: `MLS IETF 114`."""
        words = [word for word in _TOKEN.findall(text) if word.isalpha()]
        has_sign = any(sign.isdigit() for sign in text) or any(not set(word[1:]) & _VOWELS for word in words)
        return (
            has_sign
            and len(words) <= _MAX_ACRONYMS
            and all(
                len(word) <= _MAX_ACRONYM_LETTERS
                and word.casefold() not in _SMALL_WORDS
                and self._forms.get(word.casefold(), word).isupper()
                for word in words
            )
        )

    def _in_sentence(self, match: re.Match[str]) -> str:
        """Return a word of a sentence as the document's own prose writes it."""
        word = match.group()
        prose_form = self._forms.get(word.casefold())
        return prose_form if prose_form and not prose_form.islower() and word.islower() else word

    def _in_title(self, match: re.Match[str], last: int) -> str:
        """Return a word of a title as the prose writes it (POC, A4P), or else capitalised, small words inside apart."""
        word, start = match.group(), match.start()
        prose_form = self._forms.get(word.casefold())
        if prose_form and not prose_form.islower() and prose_form != prose_form.capitalize():
            return prose_form
        before = match.string[:start]
        if word in _ROMAN or (word in _ROMAN_LETTERS and _BEFORE_NUMERAL.search(before)) or _is_of_symbol(match):
            return word.upper()
        starts_title = start == 0 or bool(_TITLE_RESTART.search(match.string[max(0, start - 4) : start]))
        if word in _SMALL_WORDS and not starts_title and start != last:
            return word
        return word[:1].upper() + word[1:]


def _is_quoted(text: str) -> bool:
    """Return whether a text is one quotation from its first to its last character."""
    text = text.strip()
    return len(text) > 2 and text[0] in '“"' and text[-1] in '”"' and not re.search(r"[“”\"]", text[1:-1])
