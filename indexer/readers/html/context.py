"""Where the walk through a web page is: in which element, list item, article or quotation."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from indexer.readers.shared.inline import Facts


@dataclass
class Item:
    """A list item that waits for its words: the first block of it has its number."""

    facts: Facts
    is_open: bool = True


@dataclass(frozen=True)
class Place:
    """Where the walk is."""

    facts: Facts = field(default_factory=Facts)
    item: Item | None = None
    depth: int = 0
    lists: int = 0
    in_article: bool = False
    in_quote: bool = False

    def within(self, **changes: object) -> Place:
        """One element further down."""
        return replace(self, depth=self.depth + 1, **changes)  # type: ignore[arg-type]  # the fields of Place
