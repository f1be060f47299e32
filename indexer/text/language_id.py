"""Detect the language of a text from the text alone.

A language that a file declares is read by its reader.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

_MIN_SHARE = 0.6  # share of the likelihood that a language needs; names and lists of acronyms stay below it
_MIN_LETTERS = 20  # letters; a Chinese or Japanese sign counts as three
_MAX_CHARACTERS = 20_000  # characters: more text changes only the time, not the answer
_NO_LANGUAGE = frozenset({"zxx", "und"})
# The identifier's codes for varieties that share one written language.
_WRITTEN_AS = {"arz": "ar", "ary": "ar", "wuu": "zh", "uzs": "uz"}


class _LanguageRecogniser(Protocol):
    """The one method of py3langid's identifier that is used here; the package ships no types."""

    def rank(self, text: str) -> list[tuple[str, float]]: ...


def detect_language(text: str) -> str | None:
    """Return the BCP 47 tag of the language of a text, or None when the text is too short or too mixed.

    Method: Lui and Baldwin, langid.py: An Off-the-shelf Language Identification Tool (ACL 2012), as in py3langid.
    """
    text = " ".join(text[:_MAX_CHARACTERS].split())
    if sum(_weight(character) for character in text) < _MIN_LETTERS:
        return None
    likelihood: defaultdict[str, float] = defaultdict(float)
    for code, share in _recogniser().rank(text):
        likelihood[_WRITTEN_AS.get(code, code)] += share
    tag = min(likelihood, key=lambda code: (-likelihood[code], code))
    return tag if likelihood[tag] >= _MIN_SHARE and tag not in _NO_LANGUAGE else None


def document_language(texts: Sequence[str]) -> str | None:
    """Return the language of a paper.

    It is the language of all its text together or, when that is undecided, the one with the most letters by paragraph.
    """
    whole = detect_language(" ".join(texts)[:5000])
    if whole or len(texts) < 2:
        return whole
    letters: Counter[str] = Counter()
    for text in texts:
        paragraph_language = detect_language(text)
        if paragraph_language:
            letters[paragraph_language] += len(text)
    return min(letters, key=lambda tag: (-letters[tag], tag)) if letters else None


def _weight(character: str) -> int:
    """Return how many letters a character counts for."""
    if not character.isalpha():
        return 0
    return 3 if "\u3040" <= character <= "\u9fff" else 1


@lru_cache(maxsize=1)
def _recogniser() -> _LanguageRecogniser:
    """Load the language identifier on first use; loading takes a moment that most commands need not spend."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # noqa: PLC0415  # ships no types; slow

    recogniser: _LanguageRecogniser = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return recogniser
