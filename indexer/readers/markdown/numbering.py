"""Number the items of a list in Markdown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class MarkdownNumbering:
    """Counter of the items of a list: it keeps the list's own numbers if they differ, and counts if all are equal."""

    ordered: bool
    last_number: int | None = None
    last_source_number: str = ""

    def next_label(self, info: str) -> str | None:
        """Return the label of the next item, given its number in the source."""
        if not self.ordered or not info.isdecimal():
            return None
        number = int(info)
        number = self.last_number + 1 if self.last_number is not None and info == self.last_source_number else number
        self.last_number, self.last_source_number = number, info
        return str(number)
