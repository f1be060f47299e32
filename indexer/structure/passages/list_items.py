"""Keep the state of lists: the number that an item is cited by, and the clause that it completes.

What is a list item is decided by the readers.
"""

from __future__ import annotations

import re

from indexer.structure.draft import DraftPassage
from indexer.structure.outline.walk import OutlineEntry


class ListContext:
    """The state of the lists so far: the last number, and the clause that leads to each level."""

    def __init__(self) -> None:
        self._number: str | None = None
        self._leads: dict[int, str] = {}

    def note_paragraph(self, text: str) -> None:
        """Note a paragraph; if it ends with a colon, it leads to the items after it."""
        self._leads = {0: _last_clause(text)} if text.endswith(":") else {}

    def label(self, entry: OutlineEntry, last: DraftPassage | None) -> str | None:
        """Return the number of a list item; a lettered item below a numbered one has both: `7.b`."""
        label = entry.piece.block.label
        if not _follows_item(entry, last):
            self._number = None
        if label is None or label[:1].isdigit():
            self._number = label
            return label
        return f"{self._number}.{label}" if self._number else label

    def lead_in(self, entry: OutlineEntry, text: str, label: str | None, last: DraftPassage | None) -> str | None:
        """Return the clause that a list item completes: the one before its list, or the item above it."""
        if not _follows_item(entry, last) and not follows_lead(entry, last):
            self._leads = {}
        depth = max(entry.piece.block.depth, label.count(".") if label else 0)
        lead = next((self._leads[level] for level in range(depth, -1, -1) if level in self._leads), None)
        self._leads = {level: clause for level, clause in self._leads.items() if level <= depth}
        if text.endswith(":"):
            self._leads[depth + 1] = _last_clause(text)
        return lead


def follows_lead(entry: OutlineEntry, last: DraftPassage | None) -> bool:
    """Return whether the last passage leads to a list in the same section."""
    return bool(last and last.section == entry.section and last.text.endswith(":"))


def _follows_item(entry: OutlineEntry, last: DraftPassage | None) -> bool:
    return bool(last and last.kind == "list_item" and last.section == entry.section)


def _last_clause(text: str) -> str:
    """Return the last sentence of a text."""
    return re.split(r"(?<=[.?!])\s+(?=[A-Z“\"])", text)[-1]
