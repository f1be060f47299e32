"""The context of the walk through a web page: element, list item, article, quotation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from indexer.readers.shared.inline import BlockFacts


@dataclass
class HtmlListItem:
    """A list item whose first block is still to come; that block gets its number."""

    facts: BlockFacts
    is_open: bool = True


class HtmlContext(NamedTuple):
    """The context of the current element; there is one for each, so it is a tuple, which is made faster."""

    facts: BlockFacts = BlockFacts()
    item: HtmlListItem | None = None
    depth: int = 0
    list_depth: int = 0
    in_article: bool = False
    in_quote: bool = False
    raised: bool = False
    """Whether the text is a superscript."""

    def child(self, **changes: object) -> HtmlContext:
        """Return the context one element further down."""
        return self._replace(depth=self.depth + 1, **changes)  # type: ignore[arg-type]  # they are fields of this class
