"""The words that an address names: where they stand in the papers of today, and the links and texts to copy of them.

How words are named and found again is `indexer.selections`' business.
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

WordsOutcome = Literal["exact", "alike", "changed", "cut short", "gone"]
"""What became of the words: `cut short` where those at the end, which stood in another passage, are gone."""

_UNMISTAKABLE = 3  # words: fewer stand in the navigation of a page too
_SHOWN = 600  # characters of words that are not in the papers: an address may hold what it likes


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
    """Its wording when the link was made, where that is known."""


@dataclass(frozen=True)
class SelectedWords:
    """Words that a reader selected, ready to be copied and cited."""

    stretches: tuple[SelectedSpan, ...]
    """The words passage by passage; at least one has some."""
    chosen: QuoteSelector
    """What names them in a link."""
    link: str
    """The link to them, with the directive for browsers that paint words where it can mean nothing else."""
    cited: str
    """The link as it stands in a reference."""

    @property
    def quotation(self) -> str:
        """The words in quotation marks, one line for each passage."""
        return "\n".join(f"“{one.text}”" for one in self.stretches)


@dataclass(frozen=True)
class WordsView:
    """Words that an address names, and what to say of them."""

    fate: WordsOutcome
    cited: str
    """The words as cited, where that is known; else as the link gives them."""
    proven: bool
    """Whether the passage is known to have had them when it was cited."""
    now: SelectedWords | None = None
    """The words as they stand now; None where they are gone."""
    marked: dict[str, QuotedRange] = field(default_factory=dict)
    """What to mark, by id of passage."""

    @property
    def link(self) -> str:
        """The link to them as they stand now; empty where they are gone."""
        return self.now.cited if self.now else ""


def find_words(
    passages: Sequence[Passage],
    current: Passage,
    chosen: QuoteSelector,
    context: RenderContext,
    wording: str | None = None,
    heirs: Sequence[Passage] = (),
    end: EndPassage | None = None,
) -> WordsView:
    """Find the words of an address in a document's passages.

    `wording` is what was cited of the current one, where that is known; `heirs` are others that have parts of it now;
    `last` is where they end, if in another passage.
    """
    proof = locate(wording, chosen) if wording is not None else None
    proven = bool(wording is not None and proof and proof.quality == "exact")
    cited = wording[proof.start : proof.end] if wording is not None and proof and not chosen.to else chosen.display_text
    known = wording if proven else None
    stretches, fate = _stretches(passages, current, chosen, known, end)
    for heir in heirs:
        if not stretches:
            stretches, fate = _stretches(passages, heir, chosen, known, end)
    if not stretches:
        return WordsView("gone", cited if proven else cited[:_SHOWN], proven)
    now = select_words(
        passages, stretches[0][0], stretches[0][1].start, stretches[-1][0], stretches[-1][1].end, context
    )
    marked = {one.id: QuotedRange(at.start, at.end, one.id == stretches[0][0].id) for one, at in stretches}
    return WordsView(fate, cited, proven, now, marked)


def select_words(
    passages: Sequence[Passage], first: Passage, start: int, last: Passage, end: int, context: RenderContext
) -> SelectedWords | None:
    """Name the words from an offset of a passage to one of the same or a later passage; None where there are none."""
    between = [one for one in passages if first.ordinal <= one.ordinal <= last.ordinal]
    if first.id == last.id:
        chosen = selector_for(first.text, start, end)
    else:
        chosen = selector_across(first.text, start, last.text, end, local_id(last))
        chosen = chosen and replace(chosen, to_v=urls.text_version(last.text), inner=_version(between[1:-1]))
    if chosen is None:
        return None
    address = context.absolute(urls.selection_path(first, chosen))
    parts = (SelectedSpan(one, _begin(one, first, start), _end(one, last, end)) for one in between)
    return SelectedWords(
        stretches=tuple(part for part in parts if part.text),
        chosen=chosen,
        link=urls.with_text_fragment(address, chosen) if _is_unmistakable(chosen, passages, first, start) else address,
        cited=address,
    )


def reference_to_words(reference: Reference, selected: SelectedWords | None) -> Reference:
    """Refer to selected words and not to the whole passage: by their link, with themselves as what is quoted."""
    if selected is None:
        return reference
    first, last = selected.stretches[0].passage, selected.stretches[-1].passage
    return replace(
        reference,
        passage=first,
        url=selected.cited,
        version=urls.text_version(first.text),
        quoted="\n".join(one.text for one in selected.stretches),
        last_passage=last if last.id != first.id else None,
    )


def _stretches(
    passages: Sequence[Passage], current: Passage, chosen: QuoteSelector, wording: str | None, last: EndPassage | None
) -> tuple[list[tuple[Passage, LocatedSpan]], WordsOutcome]:
    """What the words are in each passage that has any of them, and what became of them as a whole."""
    ends = locate_across(current.text, last.passage.text, chosen, wording, last.wording) if chosen.to and last else None
    if last and ends and last.passage.id == current.id and ends[0].start < ends[1].end:  # the two were merged
        start, end = ends[0].start, ends[1].end
        same = terms_in(current.text[start:end]) == terms_in(_cited_across(chosen, wording, last))
        return [(current, LocatedSpan(start, end, "alike"))], "alike" if same else "changed"
    if last and ends and last.passage.ordinal > current.ordinal:
        inner = [one for one in passages if current.ordinal < one.ordinal < last.passage.ordinal]
        whole = [(one, LocatedSpan(0, len(one.text), "exact")) for one in inner if one.text]
        manners = {one.quality for one in ends}
        altered = "changed" in manners or (chosen.to_v and chosen.inner != _version(inner))
        fate: WordsOutcome = "changed" if altered else "alike" if "alike" in manners else "exact"
        return [(current, ends[0]), *whole, (last.passage, ends[1])], fate
    opening = QuoteSelector(chosen.quote, before=chosen.before) if chosen.to else chosen
    found = locate(current.text, opening, wording)
    if found is None:
        return [], "gone"
    if chosen.to:
        return [(current, LocatedSpan(found.start, len(current.text.rstrip()), found.quality))], "cut short"
    return [(current, found)], found.quality


def _cited_across(chosen: QuoteSelector, wording: str | None, last: EndPassage | None) -> str:
    """What was cited of the first and the last passage, where both wordings are known."""
    if not (wording and last and last.wording):
        return ""
    ends = locate_across(wording, last.wording, chosen)
    return f"{wording[ends[0].start :]}\n{last.wording[: ends[1].end]}" if ends else ""


def _version(passages: Sequence[Passage]) -> str:
    """What a link says of the wording of passages between two others; nothing where there are none."""
    return urls.text_version("\n".join(one.text for one in passages)) if passages else ""


def _begin(passage: Passage, first: Passage, start: int) -> int:
    snapped = snap_to_words(passage.text, start, len(passage.text)) if passage.id == first.id else None
    return snapped[0] if snapped else 0


def _end(passage: Passage, last: Passage, end: int) -> int:
    snapped = snap_to_words(passage.text, 0, end) if passage.id == last.id else None
    return snapped[1] if snapped else len(passage.text)


def _is_unmistakable(chosen: QuoteSelector, passages: Sequence[Passage], first: Passage, start: int) -> bool:
    """Whether a browser that looks for the words on the page cannot find them before where they are."""
    if len(terms_in(chosen.quote)) < _UNMISTAKABLE or chosen.before:
        return False
    said = [first.document.title, first.document.meeting.title, first.text[:start], first.lead_in or ""]
    for one in passages:
        said += one.headings
        if one.ordinal < first.ordinal:
            said += (one.text, one.lead_in or "", *one.notes)
    return chosen.quote.casefold() not in "\n".join(said).casefold()
