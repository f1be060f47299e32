"""The numbers of the items of a list in Markdown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class MarkdownNumbering:
    """Counts the items of a list: by its own numbers where these differ, as CommonMark does where all are one."""

    ordered: bool
    last_number: int | None = None
    last_source_number: str = ""

    def next_label(self, info: str) -> str | None:
        """The number of the next item, `info` being the one in the source."""
        if not self.ordered or not info.isdecimal():
            return None
        number = int(info)
        number = self.last_number + 1 if self.last_number is not None and info == self.last_source_number else number
        self.last_number, self.last_source_number = number, info
        return str(number)
