"""Detect the language of a text from the text alone.

A language that a file declares is read by its reader.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Protocol

from .stopwords import function_words
from .word_lists import load_table

_MIN_SHARE = 0.6  # share of the likelihood that a language needs; names and lists of acronyms stay below it
_MIN_LETTERS = 20  # letters; a Chinese or Japanese sign counts as three
_MAX_CHARACTERS = 20_000  # characters: more text changes only the time, not the answer
_WORD = re.compile(r"[^\W\d_]+")
# Measured on 15,000 texts (speeches, abstracts, papers, five other languages) and 6,300 that change language midway:
# the model called each of the 10,500 that these limits accept English, and with a share of 0.18 all but three.
_MIN_ENGLISH_WORDS = 60
_MIN_ENGLISH_SHARE = 0.21  # of all words: function words that no other language of the table has
_MIN_ASCII_SHARE = 0.98  # of all characters
_NO_LANGUAGE = frozenset({"zxx", "und"})
# The identifier's codes for varieties that share one written language.
_WRITTEN_AS = {"arz": "ar", "ary": "ar", "wuu": "zh", "uzs": "uz"}


class ModelNotLoaded(Exception):
    """A text needs the language model, which is not to be loaded in this process."""


class _LanguageRecogniser(Protocol):
    """The one method of py3langid's identifier that is used here; the package ships no types."""

    def rank(self, text: str) -> list[tuple[str, float]]: ...


def detect_language(text: str) -> str | None:
    """Return the BCP 47 tag of the language of a text, or None when the text is too short or too mixed.

    Method: Lui and Baldwin, langid.py: An Off-the-shelf Language Identification Tool (ACL 2012), as in py3langid.
    """
    text = " ".join(text[:_MAX_CHARACTERS].split())
    if _is_plainly_english(text):
        return "en"
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


def _is_plainly_english(text: str) -> bool:
    """Return whether a text has so many English function words that the model need not be asked, nor even loaded."""
    words = _WORD.findall(text.lower())
    if len(words) < _MIN_ENGLISH_WORDS or sum(map(str.isascii, text)) < _MIN_ASCII_SHARE * len(text):
        return False
    return sum(map(_english_words().__contains__, words)) >= _MIN_ENGLISH_SHARE * len(words)


@cache
def _english_words() -> frozenset[str]:
    """Return the English function words that are none in the other languages of the table."""
    others = (function_words(language) for language in load_table("stopwords")["language"] if language != "en")
    return function_words("en").difference(*others)


_model: list[_LanguageRecogniser] = []
_is_deferred: list[bool] = []


def defer_model() -> None:
    """Raise ModelNotLoaded from now on where a text needs the model, unless `load_model` has been called."""
    _is_deferred.append(True)


def load_model() -> None:
    """Load the language model: half a second of processor time and 130 MB, once in a process and in those it forks."""
    if not _model:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # noqa: PLC0415  # ships no types; slow

        _model.append(LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))


def _recogniser() -> _LanguageRecogniser:
    """Return the language identifier, loaded on first use: most texts do not need it."""
    if not _model:
        if _is_deferred:
            raise ModelNotLoaded
        load_model()
    return _model[0]
