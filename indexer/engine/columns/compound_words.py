"""The compounds of a language among the terms of an index, taken over from the index before where nothing touches them.

Splitting all the words of a language anew takes seconds, and a changed paper has few words that no other has.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from indexer.text.compounds import MIN_PART, compounds_by_stem

from .vocabulary import Vocabulary

MAX_CHANGED = 500
"""The most words that are looked for inside all others; with more, all words are split anew."""


def compounds_after(words: Collection[str], language: str, before: Vocabulary | None) -> Mapping[str, Collection[str]]:
    """Return for the stem of each part the compounds that have it, ascending, among the words of a language."""
    known = before.in_language(language) if before and language in before.languages else None
    if before is None or known is None or known.part_stems is None:
        return compounds_by_stem(words, language)
    words_before = {before.terms[place] for place in known.places.tolist()}
    changed = [word for word in words_before.symmetric_difference(words) if len(word) >= MIN_PART]
    if len(changed) > MAX_CHANGED:
        return compounds_by_stem(words, language)
    touched = words_with(words, changed)
    found = {stem: set(row) for stem, row in compounds_by_stem(words, language, touched).items()}
    present = frozenset(words)
    for stem in known.part_stems:
        same = {word for word, _ in before.compounds(stem, language) if word in present and word not in touched}
        if same:
            found.setdefault(stem, set()).update(same)
    return {stem: sorted(row) for stem, row in found.items()}


def words_with(words: Collection[str], parts: Collection[str]) -> frozenset[str]:
    """Return the words that have any of the parts somewhere in them."""
    joined = "\n".join(("", *words, ""))
    found: set[str] = set()
    for part in parts:
        at = joined.find(part)
        while at >= 0:
            end = joined.index("\n", at)
            found.add(joined[joined.rindex("\n", 0, at) + 1 : end])
            at = joined.find(part, end)
    return frozenset(found)
