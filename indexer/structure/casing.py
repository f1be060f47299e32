"""Titles in proper case: what a paper shouts is shown as its own prose would write it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from titlecase import titlecase

_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SMALL = frozenset("a an and as at but by for from in into nor of on onto or over per the to via vs with".split())

# Prepositions that `titlecase` takes for words of weight.
_LONG_SMALL = re.compile(r"(?<=[\w,] )(?:From|Into|Onto|Over|With|Per|Nor)(?= )")


def is_capitals(text: str) -> bool:
    """Whether a line is written in capitals throughout, but for small parts of words (`10TH`, `PoC`)."""
    letters = [character for character in text if character.isalpha()]
    upper = sum(character.isupper() for character in letters)
    return len(letters) >= 2 and upper >= 0.9 * len(letters)


class Caser:
    """Knows how one document writes its words, and so how to write its capitals.

    The choice of the most frequent form that running text has is the unigram truecasing of Lita et al.,
    tRuEcasIng (ACL 2003).
    """

    def __init__(self, prose: Iterable[str], language: str | None = "en") -> None:
        self._english = language is None or language.startswith("en")
        forms: dict[str, Counter[str]] = {}
        for text in prose:
            if is_capitals(text):
                continue
            for match in _TOKEN.finditer(text):
                word = match.group()
                starts_sentence = match.start() == 0 or text[: match.start()].rstrip()[-1:] in '.?!:“"'
                if not (starts_sentence and word[1:].islower()):
                    forms.setdefault(word.casefold(), Counter())[word] += 1
        self._forms = {key: min(counts, key=lambda form: (-counts[form], form)) for key, counts in forms.items()}

    def title(self, text: str) -> str:
        """A heading as a title: capitals become title case, anything else stays as it was written."""
        text = text.strip().strip('“”"').strip() if _quoted(text) else text.strip()
        if not is_capitals(text):
            return text
        if not self._english:  # other languages write a title as they write a sentence
            return _TOKEN.sub(self._in_sentence, text.capitalize())
        return _LONG_SMALL.sub(lambda word: word.group().lower(), titlecase(text.lower(), callback=self._word))

    def _in_sentence(self, match: re.Match[str]) -> str:
        """A word of a sentence as the document's own prose writes it."""
        word = match.group()
        own = self._forms.get(word.casefold())
        return own if own and not own.islower() and word.islower() else word

    def _word(self, word: str, **_: object) -> str | None:
        """The document's own form of a word that is no ordinary one (POC, A4P, mid-word capitals)."""
        core = word.strip("()[],:;.!?“”\"'’")
        own = self._forms.get(core.casefold())
        if own and not own.islower() and own != own.capitalize():
            return word.replace(core, own)
        if core.lower() in _SMALL or "-" in core or "/" in core or "’" in core or "'" in core:
            return None
        return word.replace(core, core[:1].upper() + core[1:])


def _quoted(text: str) -> bool:
    text = text.strip()
    return len(text) > 2 and text[0] in '“"' and text[-1] in '”"' and not re.search(r"[“”\"]", text[1:-1])
