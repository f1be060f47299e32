"""What became of a passage since it was collected, and the evidence that it still gives.

Told for one item of a basket at a time; where the words and references go is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from indexer.errors import UnknownId
from indexer.evidence import Evidence, evidence_of
from indexer.library import Library
from indexer.model import Passage
from indexer.references import Reference, Run, StyleName
from indexer.registry.rows import text_hash

from . import links
from .basket import Item
from .references import reference_to
from .site import absolute

State = Literal["unchanged", "changed", "unknown"]
_REMARKS: dict[State, str] = {
    "unchanged": "",
    "changed": "The wording has changed since it was collected; these are the words as they stand now.",
    "unknown": "These papers have no passage with this link any more.",
}


@dataclass(frozen=True)
class Fate:
    """What there is today for an item of a basket."""

    item: Item
    state: State
    passage: Passage | None
    """The passage to show; None where there is none."""
    words: str
    """The words to quote; empty where none are known."""

    @property
    def remark(self) -> str:
        """What a reader must be told, as a sentence; empty for a passage that is as it was."""
        return _REMARKS[self.state]


def fate(library: Library, item: Item) -> Fate:
    """Look an item up."""
    try:
        passage = library.passage(item.id)
    except UnknownId:
        return Fate(item, "unknown", None, "")
    same = not item.version or text_hash(passage.text).startswith(item.version)
    return Fate(item, "unchanged" if same else "changed", passage, passage.text)


def link_of(item: Item) -> str:
    """The whole address of an item, with its version."""
    return absolute(links.passage_path(item.id)) + (f"?v={item.version}" if item.version else "")


def reference_of(library: Library, found: Fate) -> Reference | None:
    """The reference to the passage that an item gives today, with its words and notes; None where there is none."""
    if found.passage is None:
        return None
    remark = "\n".join(filter(None, (found.item.note, found.remark)))
    version = found.item.version or Item.of(found.passage).version
    reference = reference_to(library, found.passage)
    return replace(reference, version=version, quoted=found.words, remark=remark)


def evidence(library: Library, items: Iterable[Item], style: StyleName | None) -> Iterator[Evidence]:
    """Take items as evidence, in order; where a passage is gone, its link and what is known of it."""
    found = [(one, reference_of(library, one)) for one in (fate(library, item) for item in items)]
    pieces = evidence_of((reference for _, reference in found if reference), style)
    for one, reference in found:
        remarks = (one.remark,) if one.remark else ()
        if reference is None:
            link = link_of(one.item)
            yield Evidence(one.words, (Run(link),), link, one.item.note, remarks)
        else:
            piece = next(pieces)
            yield replace(piece, note=one.item.note, remarks=remarks + piece.remarks)
