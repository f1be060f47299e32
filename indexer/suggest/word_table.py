"""The words of a corpus, each in the form in which it is shown, and those that are suggested; counts can change."""

from __future__ import annotations

from collections.abc import Mapping

from indexer.text.stopwords import PHRASE_STOP_WORDS

from .entry import Suggestion
from .tables import SuggestionTables, entry_id

LARGE_CORPUS = 2_000
"""The number of passages from which a word must occur in two of them to be suggested; others are mostly misspelt."""
LOWERCASE_SHARE = 0.2
"""The share of lower-case occurrences from which a word is shown in lower case; its capitals then come from headings
and beginnings of sentences."""

Forms = Mapping[str, int]


class WordTable:
    """The words of one file of suggestions."""

    def __init__(self, tables: SuggestionTables) -> None:
        self._tables = tables
        self._run = tables.connection.execute

    def change(self, changes: Mapping[str, Forms], before: int, now: int) -> None:
        """Add changes to the counts of the forms of terms; the corpus had `before` passages, and has `now`."""
        rows = ((term, form, count) for term, forms in changes.items() for form, count in forms.items() if count)
        self._tables.connection.executemany(
            "INSERT INTO forms VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count", sorted(rows)
        )
        self._run("DELETE FROM forms WHERE count = 0")
        if not before:
            forms_by_term = {term: forms for term, forms in sorted(changes.items()) if any(forms.values())}
            return self._write(forms_by_term, now)
        changed = {term for term, forms in changes.items() if any(forms.values())}
        if (before < LARGE_CORPUS) != (now < LARGE_CORPUS):
            changed.update(term for (term,) in self._run("SELECT DISTINCT term FROM forms"))
        for term in sorted(changed):
            for (text,) in self._run(
                "SELECT text FROM words WHERE length = ? AND key = ?", (len(term), term)
            ).fetchall():
                self._tables.remove([(entry_id(Suggestion("word", text)), (term,))])
            self._run("DELETE FROM words WHERE length = ? AND key = ?", (len(term), term))
        forms_now = {term: dict(self._run("SELECT form, count FROM forms WHERE term = ?", (term,))) for term in changed}
        return self._write({term: forms for term, forms in sorted(forms_now.items()) if forms}, now)

    def _write(self, forms_by_term: Mapping[str, Forms], passages: int) -> None:
        words = [(term, _shown_form(forms), sum(forms.values())) for term, forms in forms_by_term.items()]
        words = [word for word in words if not any(map(str.isdigit, word[0]))]
        rows = sorted((len(term), term, text, count) for term, text, count in words)
        self._tables.connection.executemany("INSERT INTO words VALUES (?, ?, ?, ?)", rows)
        min_count = 1 if passages < LARGE_CORPUS else 2
        self._tables.add(
            (Suggestion("word", text, count=count), [term])
            for term, text, count in words
            if count >= min_count and len(term) > 1 and term not in PHRASE_STOP_WORDS
        )


def _shown_form(forms: Forms) -> str:
    """Return the most frequent form of a word, in lower case where it is often so written."""
    _, form = max((count, form) for form, count in forms.items())
    return form.lower() if forms.get(form.lower(), 0) >= sum(forms.values()) * LOWERCASE_SHARE else form
