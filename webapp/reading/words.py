"""Finds the words that an address names in the papers of today, and makes the links and texts to copy of them.

How words are named and found again belongs to `indexer.selections`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from indexer.model import Passage
from indexer.references import Reference
from indexer.selections.choose import selector_across, selector_for, snap_to_words
from indexer.selections.locate import LocatedSpan, locate, locate_across
from indexer.selections.selector import QuoteSelector
from indexer.text.analysis import terms_in
from webapp.address import urls
from webapp.shared.highlight import QuotedRange
from webapp.shared.models import RenderContext
from webapp.shared.passage import local_id

WordsOutcome = Literal["exact", "alike", "changed", "cut_short", "gone"]
"""What happened to the words; `cut_short` means that those at the end, in another passage, are gone."""

_MIN_UNMISTAKABLE_WORDS = 3  # fewer words may also stand in the navigation of the page
_MAX_UNVERIFIED_LENGTH = 600  # characters of words that are not in the papers: an address may hold any text


@dataclass(frozen=True)
class SelectedSpan:
    """Words of one passage, by their offsets in its text."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True)
class EndPassage:
    """The passage in which words end that began in an earlier one."""

    passage: Passage
    wording: str | None
    """Its wording when the link was made, if that is known."""


@dataclass(frozen=True)
class SelectedWords:
    """Words that a reader selected, ready to be copied and cited."""

    spans: tuple[SelectedSpan, ...]
    """The words, passage by passage; never empty."""
    chosen: QuoteSelector
    """The selector that names them in a link."""
    link: str
    """The link to them, with a text fragment for the browser to highlight when that is unambiguous."""
    cited: str
    """The link as it stands in a reference."""

    @property
    def quotation(self) -> str:
        """The words in quotation marks, one line for each passage; of a table row with the heads of its cells."""
        return "\n".join(f"“{span.text}”{_heads_over(span)}" for span in self.spans)


@dataclass(frozen=True)
class WordsView:
    """The words that an address names, and what happened to them."""

    outcome: WordsOutcome
    cited: str
    """The words as cited, if that is known; else as the link gives them."""
    verified: bool
    """Whether the passage is known to have had them when it was cited."""
    selected: SelectedWords | None = None
    """The words as they stand now; None when they are gone."""
    quoted_ranges: dict[str, QuotedRange] = field(default_factory=dict)
    """The ranges to mark, by the id of their passage."""

    @property
    def link(self) -> str:
        """The link to the words as they stand now; empty when they are gone."""
        return self.selected.cited if self.selected else ""


def find_words(
    passages: Sequence[Passage],
    current: Passage,
    chosen: QuoteSelector,
    context: RenderContext,
    wording: str | None = None,
    successors: Sequence[Passage] = (),
    end: EndPassage | None = None,
) -> WordsView:
    """Find the words of an address in a document's passages.

    `wording` is the cited wording of the current passage, when it is known; `successors` are other passages that have
    parts of it now; `end` is the passage in which the words end, when it is another one.
    """
    cited_span = locate(wording, chosen) if wording is not None else None
    verified = bool(wording is not None and cited_span and cited_span.quality == "exact")
    cited = (
        wording[cited_span.start : cited_span.end]
        if wording is not None and cited_span and not chosen.to
        else chosen.display_text
    )
    known = wording if verified else None
    located, outcome = _locate_words(passages, current, chosen, known, end)
    for successor in successors:
        if not located:
            located, outcome = _locate_words(passages, successor, chosen, known, end)
    if not located:
        return WordsView("gone", cited if verified else cited[:_MAX_UNVERIFIED_LENGTH], verified)
    (first, first_span), (last, last_span) = located[0], located[-1]
    selected = select_words(passages, first, first_span.start, last, last_span.end, context)
    quoted_ranges = {passage.id: QuotedRange(span.start, span.end, passage.id == first.id) for passage, span in located}
    return WordsView(outcome, cited, verified, selected, quoted_ranges)


def select_words(
    passages: Sequence[Passage], first: Passage, start: int, last: Passage, end: int, context: RenderContext
) -> SelectedWords | None:
    """Name the words from an offset in one passage to one in the same or a later passage; return None for no words."""
    passages_between = [passage for passage in passages if first.ordinal <= passage.ordinal <= last.ordinal]
    if first.id == last.id:
        chosen = selector_for(first.text, start, end)
    else:
        chosen = selector_across(first.text, start, last.text, end, local_id(last))
        chosen = chosen and replace(chosen, to_v=urls.text_version(last.text), inner=_version(passages_between[1:-1]))
    if chosen is None:
        return None
    address = context.absolute(urls.selection_path(first, chosen))
    spans = (
        SelectedSpan(passage, _begin(passage, first, start), _end(passage, last, end)) for passage in passages_between
    )
    return SelectedWords(
        spans=tuple(span for span in spans if span.text),
        chosen=chosen,
        link=urls.with_text_fragment(address, chosen) if _is_unmistakable(chosen, passages, first, start) else address,
        cited=address,
    )


def reference_to_words(reference: Reference, selected: SelectedWords | None) -> Reference:
    """Return the reference to selected words instead of the whole passage, with their link and their text."""
    if selected is None:
        return reference
    first, last = selected.spans[0].passage, selected.spans[-1].passage
    return replace(
        reference,
        passage=first,
        url=selected.cited,
        version=urls.text_version(first.text),
        quoted="\n".join(span.text for span in selected.spans),
        last_passage=last if last.id != first.id else None,
    )


def _locate_words(
    passages: Sequence[Passage], current: Passage, chosen: QuoteSelector, wording: str | None, end: EndPassage | None
) -> tuple[list[tuple[Passage, LocatedSpan]], WordsOutcome]:
    """Return where the words stand in each passage that has any of them, and what happened to them as a whole."""
    ends = locate_across(current.text, end.passage.text, chosen, wording, end.wording) if chosen.to and end else None
    if end and ends and end.passage.id == current.id and ends[0].start < ends[1].end:  # the two were merged
        span = LocatedSpan(ends[0].start, ends[1].end, "alike")
        same = terms_in(current.text[span.start : span.end]) == terms_in(_cited_across(chosen, wording, end))
        return [(current, span)], "alike" if same else "changed"
    if end and ends and end.passage.ordinal > current.ordinal:
        passages_between = [passage for passage in passages if current.ordinal < passage.ordinal < end.passage.ordinal]
        whole = [(passage, LocatedSpan(0, len(passage.text), "exact")) for passage in passages_between if passage.text]
        qualities = {span.quality for span in ends}
        changed = "changed" in qualities or (chosen.to_v and chosen.inner != _version(passages_between))
        outcome: WordsOutcome = "changed" if changed else "alike" if "alike" in qualities else "exact"
        return [(current, ends[0]), *whole, (end.passage, ends[1])], outcome
    opening = QuoteSelector(chosen.quote, before=chosen.before) if chosen.to else chosen
    located = locate(current.text, opening, wording)
    if located is None:
        return [], "gone"
    if chosen.to:
        return [(current, LocatedSpan(located.start, len(current.text.rstrip()), located.quality))], "cut_short"
    return [(current, located)], located.quality


def _cited_across(chosen: QuoteSelector, wording: str | None, end: EndPassage | None) -> str:
    """Return what was cited of the first and the last passage, when both wordings are known."""
    if not (wording and end and end.wording):
        return ""
    located = locate_across(wording, end.wording, chosen)
    return f"{wording[located[0].start :]}\n{end.wording[: located[1].end]}" if located else ""


def _version(passages: Sequence[Passage]) -> str:
    """Return the version of the passages between two others, as a link states it; empty when there are none."""
    return urls.text_version("\n".join(passage.text for passage in passages)) if passages else ""


def _heads_over(span: SelectedSpan) -> str:
    """Return the heads of the columns that words of a table row stand in, in brackets behind the words."""
    heads = [head.text for head in span.passage.heads if head.start < span.end and span.start < head.end]
    return f" [{'; '.join(heads)}]" if heads else ""


def _begin(passage: Passage, first: Passage, start: int) -> int:
    snapped = snap_to_words(passage.text, start, len(passage.text)) if passage.id == first.id else None
    return snapped[0] if snapped else 0


def _end(passage: Passage, last: Passage, end: int) -> int:
    snapped = snap_to_words(passage.text, 0, end) if passage.id == last.id else None
    return snapped[1] if snapped else len(passage.text)


def _is_unmistakable(chosen: QuoteSelector, passages: Sequence[Passage], first: Passage, start: int) -> bool:
    """Return whether a browser that searches the page for the words finds them first in their own place."""
    if len(terms_in(chosen.quote)) < _MIN_UNMISTAKABLE_WORDS or chosen.before:
        return False
    meeting_title = first.meeting.title if first.meeting else ""
    earlier_texts = [first.document.title, meeting_title, first.text[:start], first.lead_in or ""]
    for passage in passages:
        earlier_texts += passage.headings
        if passage.ordinal < first.ordinal:
            earlier_texts += (passage.text, passage.lead_in or "", *passage.notes)
    return chosen.quote.casefold() not in "\n".join(earlier_texts).casefold()
