"""What became of passages that somebody may have cited: reworded, split, merged, withdrawn or redacted."""

from __future__ import annotations

from msgspec import Struct

from webapp.address import urls
from webapp.api.contract.operation import Call, Links, ListAnswer
from webapp.feeds.news import CollectionNews, CorrectionKind, PassageCorrection
from webapp.site import site

from .asking import ListParameters
from .collection import collecting


class CorrectionItem(Struct, frozen=True, kw_only=True):
    """A passage that is not what somebody may have cited."""

    kind: CorrectionKind
    """What became of it."""
    passage: str
    """Its id, which leads to what there is now."""
    build: str
    """The build that changed it."""
    when: str
    """The time of that build, UTC, ISO 8601."""
    before: str | None
    """Its wording before; null where it is not kept any more."""
    after: str | None
    """Its wording in that build; null where it has none."""
    parts: list[str]
    """The ids of the passages that have its words now: its parts, or what it was merged into or is nearest to it."""
    reason: str | None
    """Why it was redacted; null for any other."""
    links: Links
    """Addresses: `passage`, `html`, and `cited`, the page as a link to the wording before leads to it."""


class CorrectionsAnswer(ListAnswer, frozen=True, kw_only=True):
    """A part of the corrections, the latest first."""

    total: int
    """How many there are; the latest thousand are kept."""
    items: list[CorrectionItem]
    """The corrections."""


@collecting.declare("/corrections", "invalid_cursor", "outdated_cursor")
def corrections(call: Call[ListParameters]) -> CorrectionsAnswer:
    """Return what was reworded, split, merged, withdrawn and redacted, the latest first."""
    listed = site().cached(call.library, CollectionNews).corrections(call.library)
    shown = listed[call.offset : call.offset + call.given.limit]
    return CorrectionsAnswer(
        build=call.library.stats.build,
        links=call.offset_links(urls.COVERAGE, len(shown), len(listed)),
        total=len(listed),
        items=[_item(call, correction) for correction in shown],
    )


def _item(call: Call[ListParameters], correction: PassageCorrection) -> CorrectionItem:
    links = {
        "passage": call.link("passages", correction.id),
        "html": call.absolute(urls.passage_path(correction.id)),
    }
    if correction.version:
        links["cited"] = call.absolute(urls.cited_path(correction.id, correction.version))
    return CorrectionItem(
        kind=correction.kind,
        passage=correction.id,
        build=correction.build,
        when=correction.when,
        before=correction.before or None,
        after=correction.after or None,
        parts=list(correction.parts),
        reason=correction.reason or None,
        links=links,
    )
