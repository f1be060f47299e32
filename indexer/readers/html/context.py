"""Where the walk through a web page is: in which element, list item, article or quotation."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from indexer.readers.shared.inline import BlockFacts


@dataclass
class HtmlListItem:
    """A list item that waits for its words: the first block of it has its number."""

    facts: BlockFacts
    is_open: bool = True


@dataclass(frozen=True)
class HtmlContext:
    """Where the walk is."""

    facts: BlockFacts = field(default_factory=BlockFacts)
    item: HtmlListItem | None = None
    depth: int = 0
    list_depth: int = 0
    in_article: bool = False
    in_quote: bool = False

    def child(self, **changes: object) -> HtmlContext:
        """One element further down."""
        return replace(self, depth=self.depth + 1, **changes)  # type: ignore[arg-type]  # the fields of Place
