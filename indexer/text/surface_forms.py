"""How a text itself writes its words, so that a word of the index is shown as `IEDs` and not as `ieds`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from .analysis import terms_in
from .casing import is_all_capitals

_WORD = re.compile(r"[^\W_]+")
_OPENS_SENTENCE = re.compile(r"(?:^|[.?!:;…\n])[\s\"“”'‘’(\[«»*•–—-]*$")
_BEFORE = 12
"""Characters before a word in which the end of the sentence before is looked for."""


def surface_forms(text: str) -> Mapping[str, str]:
    """Return the words of a text as it writes them most often, by their folded forms.

    A capital that only opens a sentence is none of the word's own, and a text in capitals tells nothing of its words.
    """
    if is_all_capitals(text):
        return {}
    written: dict[str, Counter[str]] = {}
    for match in _WORD.finditer(text):
        word = match.group()
        opens = _OPENS_SENTENCE.search(text[max(0, match.start() - _BEFORE) : match.start()])
        form = word.lower() if opens and word[1:] == word[1:].lower() else word
        for term in terms_in(word)[:1]:
            written.setdefault(term, Counter())[form] += 1
    return {term: max(sorted(forms), key=forms.__getitem__) for term, forms in written.items()}


def as_written(terms: str, forms: Mapping[str, str]) -> str:
    """Return folded words with spaces between them as a text writes them."""
    return " ".join(forms.get(term, term) for term in terms.split())
