"""The numbers of the items of a list in Markdown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class MarkdownNumbering:
    """Counts the items of a list: by its own numbers where these differ, as CommonMark does where all are one."""

    ordered: bool
    before: int | None = None
    given: str = ""

    def next(self, info: str) -> str | None:
        """The number of the next item, `info` being the one in the source."""
        if not self.ordered or not info.isdecimal():
            return None
        number = int(info)
        number = self.before + 1 if self.before is not None and info == self.given else number
        self.before, self.given = number, info
        return str(number)
