"""What became of a passage since it was collected, and the evidence that it still gives.

Told for one item of a basket at a time; where the words and references go is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from indexer.errors import UnknownId
from indexer.evidence import Evidence, evidence_from
from indexer.model import Passage
from indexer.references import Reference, ReferenceRun, StyleName
from indexer.registry.resolve import ResolutionState
from indexer.registry.rows import PassageRow
from indexer.store.library import Library
from webapp.address import urls
from webapp.shared.basket_item import BasketItem
from webapp.shared.references import reference_to
from webapp.site import absolute_url

_THEN = "these are the words as they were then."
_LAST = "these are the last words known."
_REMARKS: dict[ResolutionState, tuple[str, str]] = {
    "unchanged": ("", ""),
    "changed": ("Changed", f"The wording has changed since it was collected; {_THEN}"),
    "split": ("Divided", f"The passage has been divided since it was collected; {_THEN}"),
    "merged": ("Joined", f"The passage has become a part of another one since it was collected; {_THEN}"),
    "withdrawn": (
        "Withdrawn",
        f"The passage is in these papers no longer; {_THEN} Files for reference managers leave it out.",
    ),
    "unknown": ("Unknown", "These papers never had a passage with this link."),
}
_NEVER = ("Another wording", f"The link names a wording that this passage never had; {_LAST}")


@dataclass(frozen=True)
class ItemStatus:
    """What there is today for an item of a basket."""

    item: BasketItem
    state: ResolutionState
    passage: Passage | None
    """The passage to show; None where there is none."""
    words: str
    """The words to quote, as they were collected; empty where none are known."""
    paper: str = ""
    """The title of the paper of a passage that is withdrawn."""
    unknown_version: bool = False
    """Whether the item has a version that the passage never had."""

    @property
    def heading(self) -> str:
        """What became of it, in a word or two; empty for a passage that is as it was."""
        return (_NEVER if self.unknown_version and self.passage else _REMARKS[self.state])[0]

    @property
    def remark(self) -> str:
        """The same as a sentence."""
        if self.unknown_version:
            return _NEVER[1] if self.passage else _REMARKS[self.state][1].replace(_THEN, _LAST)
        return _REMARKS[self.state][1]


def item_status(library: Library, item: BasketItem) -> ItemStatus:
    """Look an item up."""
    found = library.resolve(item.id, item.version or None)
    cited = found.cited.text if found.cited else ""
    never = found.row is not None and not found.version_known
    if found.target is None:
        return ItemStatus(item, found.state, None, cited, _paper(library, found.row), never)
    passage = library.passage(found.target.id)
    return ItemStatus(
        item, found.state, passage, passage.text if found.state == "unchanged" else cited, unknown_version=never
    )


def _paper(library: Library, row: PassageRow | None) -> str:
    """The title of the paper that a passage stood in, as far as it is known."""
    if row is None:
        return ""
    try:
        return library.document(row.document).title
    except UnknownId:
        former = library.former("document", row.document)
        return former.title if former else ""


def item_link(item: BasketItem) -> str:
    """The whole address of an item, with its version."""
    return absolute_url(urls.passage_path(item.id)) + (f"?v={item.version}" if item.version else "")


def item_reference(library: Library, status: ItemStatus) -> Reference | None:
    """The reference to the passage that an item gives today, with its words and notes; None where there is none."""
    if status.passage is None:
        return None
    remark = "\n".join(filter(None, (status.item.note, status.remark)))
    version = status.item.version or BasketItem.from_passage(status.passage).version
    reference = reference_to(library, status.passage)
    url = absolute_url(urls.passage_path(status.item.id))  # as it was collected: it leads to the survivor of a merger
    return replace(reference, url=url, version=version, quoted=status.words, remark=remark)


def basket_evidence(library: Library, items: Iterable[BasketItem], style: StyleName | None) -> Iterator[Evidence]:
    """Take items as evidence, in order; where a passage is gone, its link and what is known of it."""
    found = [(one, item_reference(library, one)) for one in (item_status(library, item) for item in items)]
    pieces = evidence_from((reference for _, reference in found if reference), style)
    for one, reference in found:
        remarks = (one.remark,) if one.remark else ()
        if reference is None:
            link = item_link(one.item)
            told = f"“{one.paper}”. {link}" if one.paper else link
            yield Evidence(one.words, (ReferenceRun(told),), link, one.item.note, remarks)
        else:
            piece = next(pieces)
            yield replace(piece, note=one.item.note, remarks=remarks + piece.remarks)
