"""Looks up what happened to the items of a basket since they were collected, and takes them as evidence.

Where the words and references are shown or written is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from indexer.errors import UnknownId
from indexer.evidence import Evidence, evidence_from
from indexer.model import Passage
from indexer.redactions.records import Removal
from indexer.references import Reference, ReferenceRun, StyleName, single_quotes
from indexer.registry.resolve import ResolutionState
from indexer.registry.rows import PassageRow
from indexer.speech.marking import marked
from indexer.speech.translation import gettext
from indexer.store.library import Library
from webapp.address import urls
from webapp.shared.basket_item import BasketItem
from webapp.shared.references import reference_to
from webapp.site import absolute_url

_COLLECTED_WORDS = marked("These are the words as they were added.")
_LAST_WORDS = marked("These are the last known words.")
_REMARKS: dict[ResolutionState, tuple[str, str]] = {
    "unchanged": ("", ""),
    "changed": (marked("Changed"), marked("The wording has changed since it was added. %(words)s")),
    "split": (marked("Split"), marked("This passage was later split. %(words)s")),
    "merged": (marked("Merged"), marked("This passage was later merged into another one. %(words)s")),
    "withdrawn": (
        marked("Withdrawn"),
        marked("This passage is no longer in the papers. %(words)s Files for reference managers leave it out."),
    ),
    "redacted": (marked("Removed"), ""),
    "unknown": (marked("Not found"), marked("No passage here ever had this link.")),
}
"""A heading and a sentence for each state; `%(words)s` is the sentence that says what the words are."""
_UNKNOWN_VERSION = (marked("Unknown version"), marked("The link cites a version that does not exist. %(words)s"))


@dataclass(frozen=True)
class ItemStatus:
    """What there is today for an item of a basket."""

    item: BasketItem
    state: ResolutionState
    passage: Passage | None
    """The passage to show; None when there is none."""
    words: str
    """The words to quote, as they were collected; empty when none are known."""
    paper: str = ""
    """The title of the paper of a passage that is withdrawn."""
    unknown_version: bool = False
    """Whether the item has a version that the passage never had."""
    removal: Removal | None = None
    """Why and when the passage was redacted, where it was."""

    @property
    def heading(self) -> str:
        """The change since collection, in a word or two; empty for a passage that is unchanged."""
        return gettext(self._texts[0]) if self._texts[0] else ""

    @property
    def remark(self) -> str:
        """The change since collection, as a sentence."""
        if self.removal:
            return self.removal.sentence
        remark = self._texts[1]
        words = gettext(_LAST_WORDS if self.unknown_version else _COLLECTED_WORDS)
        return gettext(remark, words=words) if remark else ""

    @property
    def _texts(self) -> tuple[str, str]:
        return _UNKNOWN_VERSION if self.unknown_version and self.passage else _REMARKS[self.state]


def item_status(library: Library, item: BasketItem) -> ItemStatus:
    """Look up an item of a basket."""
    resolution = library.resolve(item.id, item.version or None)
    cited_text = resolution.cited.text if resolution.cited else ""
    unknown_version = resolution.row is not None and not resolution.version_known
    if resolution.removal:
        return ItemStatus(item, resolution.state, None, "", removal=resolution.removal)
    if resolution.target is None:
        return ItemStatus(item, resolution.state, None, cited_text, _paper(library, resolution.row), unknown_version)
    passage = library.passage(resolution.target.id)
    return ItemStatus(
        item,
        resolution.state,
        passage,
        passage.text if resolution.state == "unchanged" else cited_text,
        unknown_version=unknown_version,
    )


def _paper(library: Library, row: PassageRow | None) -> str:
    """Return the title of the paper that a passage stood in, as far as it is known."""
    if row is None:
        return ""
    try:
        return library.document(row.document).title
    except UnknownId:
        former = library.former("document", row.document)
        return former.title if former else ""


def item_link(item: BasketItem) -> str:
    """Return the absolute address of an item, with its version."""
    return absolute_url(urls.passage_path(item.id)) + (f"?v={item.version}" if item.version else "")


def item_reference(library: Library, status: ItemStatus) -> Reference | None:
    """Return the reference to the passage of an item, with its words and notes, or None when the passage is gone."""
    if status.passage is None:
        return None
    remark = "\n".join(filter(None, (status.item.note, status.remark)))
    version = status.item.version or BasketItem.from_passage(status.passage).version
    reference = reference_to(library, status.passage)
    # The collected address: after a merger it redirects to the successor.
    url = absolute_url(urls.passage_path(status.item.id))
    return replace(reference, url=url, version=version, quoted=status.words, remark=remark)


def basket_evidence(library: Library, items: Iterable[BasketItem], style: StyleName | None) -> Iterator[Evidence]:
    """Yield the items as evidence, in order; for a passage that is gone, its link and what is known of it."""
    statuses = [item_status(library, item) for item in items]
    references = [item_reference(library, status) for status in statuses]
    pieces = evidence_from(filter(None, references), style)
    for status, reference in zip(statuses, references, strict=True):
        remarks = (status.remark,) if status.remark else ()
        if reference is None:
            link = item_link(status.item)
            text = f"“{single_quotes(status.paper)}”. {link}" if status.paper else link
            yield Evidence(status.words, (ReferenceRun(text),), link, status.item.note, remarks)
        else:
            piece = next(pieces)
            yield replace(piece, note=status.item.note, remarks=remarks + piece.remarks)
