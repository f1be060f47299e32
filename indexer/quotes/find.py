"""The quotations of a draft: what is set between marks or apart as a block, and the links that stand near it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from indexer.model import Block, TextLink
from indexer.text.analysis import tokens
from indexer.text.urls import find_links

from .draft import DraftParagraph, paragraphs_from_blocks, paragraphs_from_text
from .marks import quoted_spans
from .spans import OMISSION

MINIMUM_WORDS = 4
"""A quotation of fewer words is said by everybody: it is listed, but not looked up."""

_SET_IN = 0.8
"""Share of a quotation's letters that a link has to hold for the link to be its own."""
_NESTED = 8  # links before the end of a quotation that are looked at: it may hold some of its own
_OUTER = "“”„«»\"'‘’‹› \t\n\u00a0\u202f"
_ATTRIBUTION = re.compile(r"\s*(?:[-–—]{1,2}\s*\S.{0,120}|\(?https?://\S+)$")
_ADDRESS = re.compile(r"[(\[<]{0,3}https?://")

QuotationStyle = Literal["marks", "block"]


@dataclass(frozen=True)
class Quotation:
    """Words that a draft gives as somebody else's."""

    text: str
    """The words without the outer marks."""
    start: int
    """Offsets in the draft (see `Paragraph.start`)."""
    end: int
    links: tuple[str, ...] = ()
    """Addresses that seem to say where it is from, nearest first."""
    style: QuotationStyle = "marks"
    words: int = 0
    """How many words it has; omissions count none."""
    block: int | None = None
    """Number of the block of the file."""

    @property
    def too_short(self) -> bool:
        """Whether it has too few words to be looked up."""
        return self.words < MINIMUM_WORDS


def find_quotations(draft: str | Sequence[Block]) -> tuple[Quotation, ...]:
    """Give the quotations of a pasted text, or of the blocks of a file, in order."""
    return quotations_in_paragraphs(
        paragraphs_from_text(draft) if isinstance(draft, str) else paragraphs_from_blocks(draft)
    )


def quotations_in_paragraphs(paragraphs: Iterable[DraftParagraph]) -> tuple[Quotation, ...]:
    """Give the quotations of a draft that is cut into paragraphs, in order."""
    return tuple(_found([one for one in paragraphs if one.text.strip()]))


def _found(paragraphs: Sequence[DraftParagraph]) -> Iterator[Quotation]:
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if paragraph.quoted:
            if span := _block_span(paragraph.text):
                before = paragraphs[number - 1] if number else None
                yield _quotation(paragraph, span, "block", _around(paragraph, before, following))
            continue
        nearby = _ParagraphLinks(paragraph)
        spans = list(quoted_spans(paragraph.text, following.text if following else ""))
        for place, (start, end) in enumerate(spans):
            limit = spans[place + 1][0] if place + 1 < len(spans) else len(paragraph.text)
            if paragraph.text[start:end].strip():
                yield _quotation(paragraph, (start, end), "marks", nearby.for_quotation(start, end, limit))


def _quotation(
    paragraph: DraftParagraph, span: tuple[int, int], manner: QuotationStyle, links: tuple[str, ...]
) -> Quotation:
    start, end = span
    text = paragraph.text[start:end]
    words = sum(1 for _ in tokens(OMISSION.sub(" ", text)))
    return Quotation(text, paragraph.start + start, paragraph.start + end, links, manner, words, paragraph.block)


def _block_span(text: str) -> tuple[int, int] | None:
    """The quoted words of a block: without the line that says whose they are, an address, and outer marks."""
    core = text.rstrip()
    rest, _, last_line = core.rpartition("\n")
    if rest.strip() and _ATTRIBUTION.match(last_line):
        core = rest.rstrip()
    last_word = core.split()[-1] if core else ""
    if _ADDRESS.match(last_word):
        core = core[: -len(last_word)]
    start = len(core) - len(core.lstrip(_OUTER))
    end = len(core.rstrip(_OUTER))
    return (start, end) if start < end else None


class _ParagraphLinks:
    """The links of one paragraph, by their places."""

    def __init__(self, paragraph: DraftParagraph) -> None:
        placed = [(link.start, link.url) for link in paragraph.links if link.start is not None]
        self._starts = [start for start, _ in placed]
        self._urls = [url for _, url in placed]
        self._ends = [link.end or link.start or 0 for link in paragraph.links if link.start is not None]
        noted = [link.url for note in paragraph.notes for link in find_links(note)]
        hidden = [link.url for link in paragraph.links if link.start is None]
        self._elsewhere = tuple(dict.fromkeys(noted or hidden))

    def for_quotation(self, start: int, end: int, limit: int) -> tuple[str, ...]:
        """A link that the quotation is set in; else links after it and before the next one, in it, of notes, before."""
        first, behind, last = (bisect_left(self._starts, place) for place in (start, end, limit))
        chosen = (
            self._around(start, end, behind) or self._urls[behind:last] or self._urls[first:behind] or self._elsewhere
        )
        return tuple(dict.fromkeys(chosen or self._urls[max(0, first - 1) : first]))

    def _around(self, start: int, end: int, behind: int) -> list[str]:
        """The link that a quotation is set in; `behind` is the first link after it."""
        for place in range(behind - 1, max(-1, behind - _NESTED), -1):
            if min(self._ends[place], end) - max(self._starts[place], start) > _SET_IN * (end - start):
                return [self._urls[place]]
        return []


def _around(paragraph: DraftParagraph, before: DraftParagraph | None, after: DraftParagraph | None) -> tuple[str, ...]:
    """Links of a block quotation; else those at the end of the paragraph before it or in the one after it."""
    own = _urls(paragraph.links) + tuple(link.url for note in paragraph.notes for link in find_links(note))
    if own:
        return tuple(dict.fromkeys(own))
    lead: tuple[str, ...] = ()
    if before and not before.quoted:
        lead = _urls(before.links)[::-1] + tuple(link.url for note in before.notes for link in find_links(note))
    trail = _urls(after.links) if after and not after.quoted and _is_source_line(after.text) else ()
    return tuple(dict.fromkeys(trail + lead))


def _is_source_line(text: str) -> bool:
    return bool(re.match(r"\s*[(\[–—-]?\s*(?:source|see|from|cf\.?|https?:)", text, re.IGNORECASE))


def _urls(links: Sequence[TextLink]) -> tuple[str, ...]:
    return tuple(link.url for link in links)
