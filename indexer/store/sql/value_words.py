"""The words by which values are found in the table `words` of any store: those of a field, by any of their words.

What a field and a value are is for those to say who write and read them.
"""

from __future__ import annotations

from collections.abc import Collection

from .tables import SqlTables

MAX_COMPARED = 400
"""The most words that one statement compares: a store does not take statements of any length."""
_FEW = 50
_MANY = 2_000
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM {words} AS word WHERE field = ? AND word = ? LIMIT ?) AS counted"


def rarest(tables: SqlTables, field: str, words: Collection[str]) -> str | None:
    """Return the word that the fewest values of a field have, or one of few; None where one of the words is in none.

    What it reads of each word is bounded.
    """
    counts: dict[str, int] = {}
    for word in dict.fromkeys(words):
        counts[word] = tables.rows(_COUNT, field, word, _MANY)[0][0]
        if counts[word] <= _FEW:
            break
    best = min(counts, key=counts.__getitem__)
    return best if counts[best] else None
