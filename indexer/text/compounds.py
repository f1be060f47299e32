"""German compounds whose parts are words of the same papers: `Polizeiausbildung` of `Polizei` and `Ausbildung`.

The words of the papers themselves are the dictionary. A part of fewer than four letters is not looked for, and no
function word is a part, so that `überleben` is not `über` and `Leben`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from .stemming import stem_in
from .stopwords import optional_words

COMPOUNDING: Mapping[str, tuple[str, ...]] = {"de": ("", "s", "n", "en", "es")}
"""For each language whose compounds are split, what can stand between two parts."""
MIN_PART = 4
"""Letters of the shortest part."""
MIN_COMPOUND = 2 * MIN_PART
MAX_COMPOUND = 40
"""Letters of the longest word that is split; it bounds the time that splitting takes."""
MAX_PARTS = 4


def compounds_by_stem(
    words: Collection[str], language: str, among: Collection[str] | None = None
) -> dict[str, list[str]]:
    """Return for the stem of each part the folded compounds that have it, among the folded words of one language.

    Only compounds in `among` are looked for, where it is given.
    """
    if language not in COMPOUNDING:
        return {}
    small = optional_words(language)
    parts = frozenset(word for word in words if len(word) >= MIN_PART and word.isalpha() and word not in small)
    found: dict[str, list[str]] = {}
    for word in sorted(parts if among is None else parts.intersection(among)):
        for stem in dict.fromkeys(stem_in(part, language) for part in split_compound(word, parts, language)):
            if stem != stem_in(word, language):
                found.setdefault(stem, []).append(word)
    return found


def split_compound(word: str, words: Collection[str], language: str, most: int = MAX_PARTS) -> tuple[str, ...]:
    """Return the parts of a compound, in as few parts as there can be; none when it has no parts among the words."""
    if not MIN_COMPOUND <= len(word) <= MAX_COMPOUND or most < 2:
        return ()
    splits = [
        (left, word[at:])
        for at in range(len(word) - MIN_PART, MIN_PART - 1, -1)
        for left in _without_link(word[:at], language)
        if left in words
    ]
    whole = next((split for split in splits if split[1] in words), ())
    return whole or next(_longer(splits, words, language, most), ())


def _longer(
    splits: Iterable[tuple[str, str]], words: Collection[str], language: str, most: int
) -> Iterator[tuple[str, ...]]:
    """Yield the parts of splits whose second part is a compound itself."""
    for left, right in splits:
        if rest := split_compound(right, words, language, most - 1):
            yield left, *rest


def _without_link(left: str, language: str) -> Iterator[str]:
    """Yield what a first part can be without what links it to the next."""
    for link in COMPOUNDING[language]:
        if left.endswith(link) and len(left) - len(link) >= MIN_PART:
            yield left.removesuffix(link) if link else left
