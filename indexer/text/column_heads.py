"""The text of a table row with the heads of its columns, for comparing and quoting; how rows are read is not here."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.model import ColumnHead


def text_with_heads(text: str, heads: Sequence[ColumnHead]) -> str:
    """Return the text of a table row with the head of each cell before it: `Country: Kenya; Pledge: two boats`."""
    for head in reversed(heads):
        text = f"{text[: head.start]}{head.text}: {text[head.start :]}"
    return text
