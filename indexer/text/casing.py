"""Titles in proper case: what a paper shouts is shown as its own prose would write it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SMALL = frozenset("a an and as at but by for from in into nor of on onto or over per the to via vs with".split())
_OPENS = re.compile(r"[:.?!—]\s*[\"“‘(]?$")  # what a title begins anew after


_ASIDE = re.compile(r"\s+\((?=[^()]*[a-zà-þ])[^()]+\)\s*$")
_ROMAN = frozenset("ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx".split())
_ROMAN_LETTERS = frozenset("ivx")
_COUNTED = re.compile(r"\b(?:part|annex|appendix|chapter|section|volume|title|session|panel|item)\s+$")


def _is_of_symbol(match: re.Match[str]) -> bool:
    """Whether a word is a part of a symbol or a code: `AFR/RC72/18`, `G20`."""
    if re.fullmatch(r"[a-z]+\d+", match.group()):
        return True
    text = match.string
    run = text[: match.end()].rsplit(" ", 1)[-1] + text[match.end() :].split(" ", 1)[0]
    return "/" in run and any(character.isdigit() for character in run)


def is_all_capitals(text: str) -> bool:
    """Whether a line is written in capitals throughout, but for small parts of words (`10TH`, `PoC`)."""
    letters = [character for character in text if character.isalpha()]
    upper = sum(character.isupper() for character in letters)
    return len(letters) >= 2 and upper >= 0.9 * len(letters)


class Truecaser:
    """Knows how one document writes its words, and so how to write its capitals.

    The choice of the most frequent form that running text has is the unigram truecasing of Lita et al.,
    tRuEcasIng (ACL 2003).
    """

    def __init__(self, prose: Iterable[str], language: str | None = "en") -> None:
        self._english = language is None or language.startswith("en")
        forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for text in prose:
            if is_all_capitals(text):
                continue
            for match in _TOKEN.finditer(text):
                word = match.group()
                before = text[max(0, match.start() - 4) : match.start()].rstrip()[-1:]
                starts_sentence = match.start() == 0 or before in '.?!:“"'
                if not (starts_sentence and word[1:].islower()):
                    forms[word.casefold()][word] += 1
        self._forms = {key: min(counts, key=lambda form: (-counts[form], form)) for key, counts in forms.items()}

    def title_case(self, text: str) -> str:
        """A heading as a title: capitals become title case, anything else stays as it was written."""
        text = text.strip().strip('“”"').strip() if _quoted(text) else text.strip()
        aside = _ASIDE.search(text)
        if aside and is_all_capitals(text[: aside.start()]):  # `REPORT (document A/75/10)`
            return f"{self.title_case(text[: aside.start()])} {aside.group().strip()}"
        if not is_all_capitals(text):
            return text
        if not self._english:  # other languages write a title as they write a sentence
            return _TOKEN.sub(self._in_sentence, text.capitalize())
        low = text.lower()
        last = max((match.start() for match in _TOKEN.finditer(low)), default=0)
        return _TOKEN.sub(lambda match: self._in_title(match, last), low)

    def _in_sentence(self, match: re.Match[str]) -> str:
        """A word of a sentence as the document's own prose writes it."""
        word = match.group()
        own = self._forms.get(word.casefold())
        return own if own and not own.islower() and word.islower() else word

    def _in_title(self, match: re.Match[str], last: int) -> str:
        """A word of a title: capital, but for small words within; or as the prose writes it (POC, A4P, PoC)."""
        word, start = match.group(), match.start()
        own = self._forms.get(word.casefold())
        if own and not own.islower() and own != own.capitalize():
            return own
        before = match.string[:start]
        if word in _ROMAN or (word in _ROMAN_LETTERS and _COUNTED.search(before)) or _is_of_symbol(match):
            return word.upper()
        begins = start == 0 or bool(_OPENS.search(match.string[max(0, start - 4) : start]))
        if word in _SMALL and not begins and start != last:
            return word
        return word[:1].upper() + word[1:]


def _quoted(text: str) -> bool:
    text = text.strip()
    return len(text) > 2 and text[0] in '“"' and text[-1] in '”"' and not re.search(r"[“”\"]", text[1:-1])
