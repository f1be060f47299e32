"""Cut the text around a quotation out of a draft, for the reader of what the draft states there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indexer.attribution.context import NEAR_CHARACTERS, OPENING_CHARACTERS, QuoteContext, blot

from .draft import DraftParagraph
from .marks import quoted_spans

_SOURCE_LINE = re.compile(r"\s*(?:[(\[]|[-–—]{1,2}\s*\S|(?:source|see|from|cf\.?)\b)", re.IGNORECASE)
_KEPT_SPANS = 12  # quotations before one that are blotted out


@dataclass
class ParagraphSurroundings:
    """Makes the contexts of the quotations of one paragraph, each of which is passed over in order."""

    paragraph: DraftParagraph
    _earlier: list[tuple[int, int]] = field(default_factory=list)

    def of(self, start: int, end: int) -> QuoteContext:
        """Return the context of the quotation between two offsets of the paragraph."""
        text, origin = self.paragraph.text, max(0, start - NEAR_CHARACTERS)
        before = text[origin:start]
        for first, last in self._earlier:
            if last > origin:
                before = blot(before, max(0, first - origin), last - origin)
        after = _without_quotations(text[end : end + NEAR_CHARACTERS], 2)
        notes = self.paragraph.notes
        return QuoteContext(
            before,
            after,
            self.paragraph.start + origin,
            self.paragraph.start + end,
            notes if len(notes) == 1 and not self._earlier else (),
            opening=self.paragraph.text[start:end][:OPENING_CHARACTERS],
            last_sign=self.paragraph.text[start:end].rstrip()[-1:],
        )

    def pass_over(self, start: int, end: int) -> None:
        """Go on behind the quotation between two offsets, which is blotted out before those that follow."""
        self._earlier = [*self._earlier[-_KEPT_SPANS:], (start, end)]


def _without_quotations(text: str, skipped: int) -> str:
    """Return a text with its quotations blotted out; its first characters, `skipped` of them, can close one."""
    for start, end in quoted_spans(text[skipped:]):
        text = blot(text, start + skipped, end + skipped)
    return text


def context_of_block(
    paragraph: DraftParagraph, end: int, before: DraftParagraph | None, after: DraftParagraph | None
) -> QuoteContext:
    """Return the context of a block quotation that ends at an offset of its paragraph: lead-in and line of source."""
    lead, start = "", paragraph.start
    if before and not before.quoted:
        lead, start = _without_quotations(before.text, 0), before.start
        start += max(0, len(lead) - NEAR_CHARACTERS)
        lead = lead[-NEAR_CHARACTERS:]
    line, line_start = paragraph.text[end:], paragraph.start + end
    is_below = not re.search(r"\w", line) and after is not None and not after.quoted
    if is_below and after and ((after.dashed and after.text[:1].isupper()) or _SOURCE_LINE.match(after.text)):
        line, line_start = after.text[:NEAR_CHARACTERS], after.start
    elif not _SOURCE_LINE.match(line.lstrip("\"“”„«»‘’'.\n ")):
        line = ""
    return QuoteContext(lead, line, start, line_start, _only(paragraph.notes), set_apart=True)


def _only(notes: Sequence[str]) -> tuple[str, ...]:
    return tuple(notes) if len(notes) == 1 else ()
