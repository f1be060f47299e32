"""The language that a text is written in, recognised from the text alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

_FLOOR = 0.6  # share of the likelihood that one language must have; names and lists of acronyms stay below it
_SHORTEST = 20  # letters; a Chinese or Japanese sign counts as three
_LONGEST = 20_000  # characters: more of a text does not change the answer, only the time it takes
_NO_LANGUAGE = frozenset({"zxx", "und"})
# Codes of the recogniser for varieties that are one written language to a reader.
_WRITTEN_AS = {"arz": "ar", "ary": "ar", "wuu": "zh", "uzs": "uz"}


class _LanguageRecogniser(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


def detect_language(text: str) -> str | None:
    """BCP 47 tag of the language of a text, or None where it is too short or too mixed to say.

    Method: Lui and Baldwin, langid.py: An Off-the-shelf Language Identification Tool (ACL 2012), as in py3langid.
    """
    text = " ".join(text[:_LONGEST].split())
    if sum(_weight(character) for character in text) < _SHORTEST:
        return None
    likelihood: defaultdict[str, float] = defaultdict(float)
    for code, share in _recogniser().rank(text):
        likelihood[_WRITTEN_AS.get(code, code)] += share
    tag = min(likelihood, key=lambda code: (-likelihood[code], code))
    return tag if likelihood[tag] >= _FLOOR and tag not in _NO_LANGUAGE else None


def document_language(texts: Sequence[str]) -> str | None:
    """The language of a paper: of all its words, or, where that cannot be said, of most of its paragraphs' letters."""
    whole = detect_language(" ".join(texts)[:5000])
    if whole or len(texts) < 2:
        return whole
    letters: Counter[str] = Counter()
    for text in texts:
        own = detect_language(text)
        if own:
            letters[own] += len(text)
    return min(letters, key=lambda tag: (-letters[tag], tag)) if letters else None


def _weight(character: str) -> int:
    if not character.isalpha():
        return 0
    return 3 if "\u3040" <= character <= "\u9fff" else 1


@lru_cache(maxsize=1)
def _recogniser() -> _LanguageRecogniser:
    """The recogniser, loaded when first asked: it takes a moment that most commands do not need to spend."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # noqa: PLC0415  # ships no types; slow

    found: _LanguageRecogniser = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return found
