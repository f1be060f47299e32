"""What a user brings to have checked: pasted text, or a file of any format, with its quotations and its links.

A file is read in a process of its own, within limits, as the papers are. Nothing of it is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from indexer.errors import DraftUnreadable
from indexer.ingest.pool import read_one
from indexer.ingest.tasks import Failure, Loose
from indexer.model import Address
from indexer.readers.limits import Limits
from indexer.text.urls import shifted

from . import Paragraph, Quotation, from_blocks, from_text, quotations_in

LIMITS = Limits(bytes=20_000_000, unpacked_bytes=200_000_000, pages=2_000, seconds=60.0)
"""What a draft may cost to read; less than a paper, for anybody may bring one."""
LONGEST = 10_000_000
"""Characters of a draft's text: some 4,000 pages."""
_CONTEXT = 180  # characters of the draft that are shown before and after a quotation


@dataclass(frozen=True)
class Manuscript:
    """A draft that was read; all offsets are those of `text`."""

    name: str
    """What to call it: the name of the file, or `The text`."""
    text: str
    paragraphs: tuple[Paragraph, ...]
    margins: tuple[str, ...] = ()
    """Addresses that the file links to from no paragraph: in menus and margins."""
    warnings: tuple[str, ...] = ()

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """What it gives as somebody else's words, in order."""
        return quotations_in(self.paragraphs)

    @property
    def links(self) -> Iterator[Address]:
        """Everything that it links to, in order; several links to one address in a paragraph are one."""
        seen: set[str] = set()
        for paragraph in self.paragraphs:
            for link in _once(paragraph.links):
                seen.add(link.url)
                yield shifted(link, paragraph.start)
        yield from (Address(url) for url in self.margins if url not in seen)

    def around(self, quotation: Quotation) -> tuple[str, str]:
        """Give what stands before and after a quotation in its paragraph, or in the draft where it is a whole one.

        Cut between words, with dots where it goes on.
        """
        first, last = 0, len(self.text)
        if quotation.manner == "marks":
            at = bisect_right(self._starts, quotation.start) - 1
            first, last = self._starts[at], self._starts[at] + len(self.paragraphs[at].text)
        return _ending(self.text[first : quotation.start]), _beginning(self.text[quotation.end : last])

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.paragraphs]


def pasted(text: str, name: str = "The text") -> Manuscript:
    """Take text as it was typed or pasted; raises DraftUnreadable when it is too long."""
    return _made(name, text, from_text(text))


def from_file(name: str, data: bytes, limits: Limits = LIMITS) -> Manuscript:
    """Read a file by what it is; raises DraftUnreadable, which says what is wrong and what to do."""
    if len(data) > limits.bytes:
        raise too_large(name, limits)
    found = read_one(Loose(name, data, limits))
    if isinstance(found, Failure):
        raise DraftUnreadable(name, found.reason)
    paragraphs = from_blocks(found.blocks)
    text = "\n".join(one.text for one in paragraphs)
    return replace(_made(name, text, paragraphs), margins=found.links, warnings=found.warnings)


def too_large(name: str, limits: Limits = LIMITS) -> DraftUnreadable:
    """What to say of a file that is over the limit."""
    most = f"{limits.bytes / 1e6:g} MB"
    return DraftUnreadable(name, f"is larger than {most}, which is the most that is read: take it in parts", True)


def _made(name: str, text: str, paragraphs: Sequence[Paragraph]) -> Manuscript:
    if len(text) > LONGEST:
        reason = f"has more than {LONGEST:,} characters, which is the most that is read: take it in parts"
        raise DraftUnreadable(name, reason, too_large=True)
    return Manuscript(name, text, tuple(paragraphs))


def _once(links: Iterable[Address]) -> Iterator[Address]:
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
