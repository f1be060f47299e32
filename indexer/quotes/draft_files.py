"""What a user brings to have checked: pasted text, or a file of any format, with its quotations and its links.

A file is read in a process of its own, within limits, as the papers are. Nothing of it is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from indexer.errors import DraftUnreadable
from indexer.ingest.pool import read_external_file
from indexer.ingest.tasks import ExternalFile, ReadFailure
from indexer.model import TextLink
from indexer.readers.limits import Limits
from indexer.text.urls import shift_link

from . import DraftParagraph, Quotation, paragraphs_from_blocks, paragraphs_from_text, quotations_in_paragraphs

DRAFT_LIMITS = Limits(bytes=20_000_000, unpacked_bytes=200_000_000, pages=2_000, seconds=60.0)
"""What a draft may cost to read; less than a paper, for anybody may bring one."""
MAX_CHARACTERS = 10_000_000
"""Characters of a draft's text: some 4,000 pages."""
_CONTEXT = 180  # characters of the draft that are shown before and after a quotation


@dataclass(frozen=True)
class SubmittedDraft:
    """A draft that was read; all offsets are those of `text`."""

    name: str
    """What to call it: the name of the file, or `The text`."""
    text: str
    paragraphs: tuple[DraftParagraph, ...]
    unplaced_links: tuple[str, ...] = ()
    """Addresses that the file links to from no paragraph: in menus and margins."""
    warnings: tuple[str, ...] = ()

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """What it gives as somebody else's words, in order."""
        return quotations_in_paragraphs(self.paragraphs)

    @property
    def links(self) -> Iterator[TextLink]:
        """Everything that it links to, in order; several links to one address in a paragraph are one."""
        seen: set[str] = set()
        for paragraph in self.paragraphs:
            for link in _once(paragraph.links):
                seen.add(link.url)
                yield shift_link(link, paragraph.start)
        yield from (TextLink(url) for url in self.unplaced_links if url not in seen)

    def context_of(self, quotation: Quotation) -> tuple[str, str]:
        """Give what stands before and after a quotation in its paragraph, or in the draft where it is a whole one.

        Cut between words, with dots where it goes on.
        """
        first, last = 0, len(self.text)
        if quotation.style == "marks":
            at = bisect_right(self._starts, quotation.start) - 1
            first, last = self._starts[at], self._starts[at] + len(self.paragraphs[at].text)
        return _ending(self.text[first : quotation.start]), _beginning(self.text[quotation.end : last])

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.paragraphs]


def draft_from_text(text: str, name: str = "The text") -> SubmittedDraft:
    """Take text as it was typed or pasted; raises DraftUnreadable when it is too long."""
    return _made(name, text, paragraphs_from_text(text))


def draft_from_file(name: str, data: bytes, limits: Limits = DRAFT_LIMITS) -> SubmittedDraft:
    """Read a file by what it is; raises DraftUnreadable, which says what is wrong and what to do."""
    if len(data) > limits.bytes:
        raise draft_too_large(name, limits)
    found = read_external_file(ExternalFile(name, data, limits))
    if isinstance(found, ReadFailure):
        raise DraftUnreadable(name, found.reason)
    paragraphs = paragraphs_from_blocks(found.blocks)
    text = "\n".join(one.text for one in paragraphs)
    return replace(_made(name, text, paragraphs), unplaced_links=found.links, warnings=found.warnings)


def draft_too_large(name: str, limits: Limits = DRAFT_LIMITS) -> DraftUnreadable:
    """What to say of a file that is over the limit."""
    most = f"{limits.bytes / 1e6:g} MB"
    return DraftUnreadable(name, f"is larger than {most}, which is the most that is read: take it in parts", True)


def _made(name: str, text: str, paragraphs: Sequence[DraftParagraph]) -> SubmittedDraft:
    if len(text) > MAX_CHARACTERS:
        reason = f"has more than {MAX_CHARACTERS:,} characters, which is the most that is read: take it in parts"
        raise DraftUnreadable(name, reason, too_large=True)
    return SubmittedDraft(name, text, tuple(paragraphs))


def _once(links: Iterable[TextLink]) -> Iterator[TextLink]:
    """Links without those whose address was there before."""
    known: set[str] = set()
    for link in links:
        if link.url not in known:
            known.add(link.url)
            yield link


def _ending(text: str) -> str:
    return text if len(text) <= _CONTEXT else "… " + text[-_CONTEXT:].partition(" ")[2]


def _beginning(text: str) -> str:
    return text if len(text) <= _CONTEXT else text[:_CONTEXT].rpartition(" ")[0] + " …"
