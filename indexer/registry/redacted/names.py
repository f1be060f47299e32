"""Rows of a registry with a mark in the place of redacted names; what is named after a person alone goes.

The ids stay, also where they were made of a title with a name in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from indexer.redactions.names import RedactedNames

from ..rows import DocumentRow, MeetingRow, PassageRow, PersonRow, SessionRow, Wording, hash_text

Titled = TypeVar("Titled", MeetingRow, SessionRow)


class NameCleaner:
    """Takes names out of rows; without names it returns what it is given."""

    def __init__(self, names: RedactedNames) -> None:
        self._names = names

    def clean_title(self, row: Titled) -> Titled:
        """Return a meeting or a session without the names in its title."""
        title = self._names.removed(row.title)
        return row if title == row.title else replace(row, title=title)

    def clean_persons(self, rows: Sequence[PersonRow]) -> list[PersonRow]:
        """Return the persons in whose name none of the names stands; the id of a person is made of the name."""
        return [row for row in rows if not self._names.stand_in(row.name)]

    def clean_document(
        self, document: DocumentRow, rows: Sequence[PassageRow]
    ) -> tuple[DocumentRow, Sequence[PassageRow]]:
        """Return a document and its passages without the names."""
        if not self._names:
            return document, rows
        source = "" if not document.living and self._names.stand_in(document.source) else document.source
        cleaned = replace(document, title=self._names.removed(document.title), source=source)
        return cleaned, [self._clean(row) for row in rows]

    def _clean(self, row: PassageRow) -> PassageRow:
        text = self._names.removed(row.text)
        headings = tuple(map(self._names.removed, row.headings))
        past = tuple(map(self._clean_wording, row.past))
        past = tuple(wording for wording in past if wording.successors or wording.text != text)
        if (text, headings, past) == (row.text, row.headings, row.past):
            return row
        return replace(row, text=text, hash=hash_text(text), headings=headings, past=past)

    def _clean_wording(self, wording: Wording) -> Wording:
        text = self._names.removed(wording.text)
        return wording if text == wording.text else Wording(hash_text(text), text, wording.successors)
