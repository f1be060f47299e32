"""Find the quotations of a draft, between marks or set as a block, and the links that belong to each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Literal

from indexer.attribution.context import QuoteContext
from indexer.model import Block, TextLink
from indexer.text.analysis import tokens
from indexer.text.urls import find_links

from .draft import DraftParagraph, paragraphs_from_blocks, paragraphs_from_text
from .marks import quoted_spans
from .spans import OMISSION
from .surroundings import ParagraphSurroundings, context_of_block

MAX_SHORT_IN_CONTEXT = 500
"""Quotations of one draft that are judged by the sentence around them although they have few words."""
MINIMUM_WORDS = 4
"""Shorter quotations are common phrases: their words alone show no source."""

_MIN_LINKED_SHARE = 0.8
"""Share of a quotation's characters inside a link from which on the quotation is set in that link."""
_MAX_NESTED_LINKS = 8  # links before the end of a quotation that are tried: it may contain links itself
_OUTER_MARKS = "“”„«»\"'‘’‹› \t\n\u00a0\u202f"
_ATTRIBUTION = re.compile(r"\s*(?:[-–—]{1,2}\s*\S.{0,120}|\(?https?://\S+)$")
_ADDRESS = re.compile(r"[(\[<]{0,3}https?://")

QuotationStyle = Literal["marks", "block"]


@dataclass(frozen=True)
class Quotation:
    """Words that a draft presents as somebody else's."""

    text: str
    """The words without the outer marks."""
    start: int
    """Offsets in the draft (see `DraftParagraph.start`)."""
    end: int
    links: tuple[str, ...] = ()
    """URLs that may name its source, nearest first."""
    style: QuotationStyle = "marks"
    words: int = 0
    """Number of words, without omissions."""
    block: int | None = None
    """Number of its block in the file."""
    context: QuoteContext | None = None
    """The text around it; None for the short phrases after the first MAX_SHORT_IN_CONTEXT of a draft."""

    @property
    def too_short(self) -> bool:
        """Whether it has so few words that its wording proves no source."""
        return self.words < MINIMUM_WORDS


def find_quotations(draft: str | Sequence[Block]) -> tuple[Quotation, ...]:
    """Return the quotations of a pasted text, or of the blocks of a file, in order."""
    return quotations_in_paragraphs(
        paragraphs_from_text(draft) if isinstance(draft, str) else paragraphs_from_blocks(draft)
    )


def quotations_in_paragraphs(paragraphs: Iterable[DraftParagraph]) -> tuple[Quotation, ...]:
    """Return the quotations of a draft that is split into paragraphs, in order."""
    return tuple(iter_quotations(paragraphs))


def iter_quotations(every_paragraph: Iterable[DraftParagraph]) -> Iterator[Quotation]:
    """Yield the quotations of a draft in order, each looked for when it is asked for."""
    paragraphs = [paragraph for paragraph in every_paragraph if paragraph.text.strip()]
    short = 0
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if paragraph.quoted:
            if span := _block_span(paragraph.text):
                before = paragraphs[number - 1] if number else None
                links = _block_quotation_links(paragraph, before, following)
                quotation = _quotation(paragraph, span, "block", links)
                short += quotation.too_short
                if not quotation.too_short or short <= MAX_SHORT_IN_CONTEXT:
                    context = context_of_block(paragraph, span[1], before, following)
                    quotation = replace(quotation, context=context)
                yield quotation
            continue
        nearby, surroundings = _ParagraphLinks(paragraph), ParagraphSurroundings(paragraph)
        spans = quoted_spans(paragraph.text, following.text if following else "")
        for (start, end), (limit, _) in pairwise(chain(spans, [(len(paragraph.text), 0)])):
            if paragraph.text[start:end].strip():
                quotation = _quotation(paragraph, (start, end), "marks", nearby.for_quotation(start, end, limit))
                short += quotation.too_short
                # A context takes a millisecond, and a draft may quote a million words.
                if not quotation.too_short or short <= MAX_SHORT_IN_CONTEXT:
                    quotation = replace(quotation, context=surroundings.of(start, end))
                surroundings.pass_over(start, end)
                yield quotation


def _quotation(
    paragraph: DraftParagraph, span: tuple[int, int], style: QuotationStyle, links: tuple[str, ...]
) -> Quotation:
    """Return a quotation without its context."""
    start, end = span
    text = paragraph.text[start:end]
    words = sum(1 for _ in tokens(OMISSION.sub(" ", text)))
    offset = paragraph.start
    return Quotation(text, offset + start, offset + end, links, style, words, paragraph.block)


def _block_span(text: str) -> tuple[int, int] | None:
    """Return the quoted words of a block, without the line that names its source, an address, and outer marks."""
    core = text.rstrip()
    earlier_lines, _, last_line = core.rpartition("\n")
    if earlier_lines.strip() and _ATTRIBUTION.match(last_line):
        core = earlier_lines.rstrip()
    last_word = core.split()[-1] if core else ""
    if _ADDRESS.match(last_word):
        core = core[: -len(last_word)]
    start = len(core) - len(core.lstrip(_OUTER_MARKS))
    end = len(core.rstrip(_OUTER_MARKS))
    return (start, end) if start < end else None


class _ParagraphLinks:
    """The links of one paragraph, by offset."""

    def __init__(self, paragraph: DraftParagraph) -> None:
        placed = [(link.start, link.url) for link in paragraph.links if link.start is not None]
        self._starts = [start for start, _ in placed]
        self._urls = [url for _, url in placed]
        self._ends = [link.end or link.start or 0 for link in paragraph.links if link.start is not None]
        noted = [link.url for note in paragraph.notes for link in find_links(note)]
        hidden = [link.url for link in paragraph.links if link.start is None]
        self._elsewhere = tuple(dict.fromkeys(noted or hidden))

    def for_quotation(self, start: int, end: int, limit: int) -> tuple[str, ...]:
        """Return the links of a quotation: one that it is set in, else the first of these that exist.

        They are: links between it and the next quotation, links inside it, links of footnotes or without an offset, and
        the link before it.
        """
        first, behind, last = (bisect_left(self._starts, offset) for offset in (start, end, limit))
        chosen = (
            self._enclosing_link(start, end, behind)
            or self._urls[behind:last]
            or self._urls[first:behind]
            or self._elsewhere
        )
        return tuple(dict.fromkeys(chosen or self._urls[max(0, first - 1) : first]))

    def _enclosing_link(self, start: int, end: int, behind: int) -> list[str]:
        """Return the link that a quotation is set in; `behind` is the number of the first link after it."""
        for number in range(behind - 1, max(-1, behind - _MAX_NESTED_LINKS), -1):
            if min(self._ends[number], end) - max(self._starts[number], start) > _MIN_LINKED_SHARE * (end - start):
                return [self._urls[number]]
        return []


def _block_quotation_links(
    paragraph: DraftParagraph, before: DraftParagraph | None, after: DraftParagraph | None
) -> tuple[str, ...]:
    """Return the links of a block quotation, else those of the paragraphs around it.

    Those are a source line after it, and then the links of the paragraph before, last first.
    """
    own_links = _urls(paragraph.links) + tuple(link.url for note in paragraph.notes for link in find_links(note))
    if own_links:
        return tuple(dict.fromkeys(own_links))
    lead: tuple[str, ...] = ()
    if before and not before.quoted:
        lead = _urls(before.links)[::-1] + tuple(link.url for note in before.notes for link in find_links(note))
    trail = _urls(after.links) if after and not after.quoted and _is_source_line(after.text) else ()
    return tuple(dict.fromkeys(trail + lead))


def _is_source_line(text: str) -> bool:
    return bool(re.match(r"\s*[(\[–—-]?\s*(?:source|see|from|cf\.?|https?:)", text, re.IGNORECASE))


def _urls(links: Sequence[TextLink]) -> tuple[str, ...]:
    return tuple(link.url for link in links)
