"""Read a draft that a user wants checked: pasted text or a file of any format, with its quotations and its links.

A file is read in a process of its own, within limits, as the papers are. A draft is never stored.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from indexer.errors import DraftUnreadable
from indexer.ingest.pool import read_external_file
from indexer.ingest.tasks import ExternalFile, ExternalReading, ReadFailure
from indexer.model import TextLink
from indexer.readers.limits import Limits
from indexer.speech.marking import marked, marked_plural
from indexer.speech.translation import gettext
from indexer.text.plurals import plural
from indexer.text.urls import shift_link

from .draft import DraftParagraph, paragraphs_from_blocks, paragraphs_from_text
from .find import Quotation, iter_quotations

DRAFT_LIMITS = Limits(
    bytes=20_000_000,
    unpacked_bytes=200_000_000,
    pages=2_000,
    seconds=60.0,
    patience=2.0,
    lines=200_000,
    elements=1_000_000,
    characters=10_000_000,
)
"""Limits on reading a draft; lower than for papers, because anybody may send one. Ten million characters are about
4,000 pages; whatever is within the limits takes a few seconds to read (`benchmarks/attacks`)."""
YOUR_DRAFT = marked("Your draft")
"""The name of a draft that was pasted."""
_TOO_MANY_CHARACTERS = marked_plural(
    "%(name)s has more than %(num)s character: check it in shorter parts.",
    "%(name)s has more than %(num)s characters: check it in shorter parts.",
)
_TOO_MANY_LINES = marked_plural(
    "%(name)s has more than %(num)s line: check it in shorter parts.",
    "%(name)s has more than %(num)s lines: check it in shorter parts.",
)
ReadFile = Callable[[ExternalFile], ExternalReading | ReadFailure]
_CONTEXT_CHARACTERS = 180  # characters shown before and after a quotation


@dataclass(frozen=True)
class SubmittedDraft:
    """A draft that was read; all offsets count in `text`."""

    name: str
    """The name of the file, or `Your draft`."""
    text: str
    paragraphs: tuple[DraftParagraph, ...]
    unplaced_links: tuple[str, ...] = ()
    """URLs of links outside all paragraphs, in menus and margins."""
    warnings: tuple[str, ...] = ()

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations of the draft, in order."""
        return tuple(self.iter_quotations())

    def iter_quotations(self) -> Iterator[Quotation]:
        """Yield the quotations in order, each looked for when it is asked for: a draft may have millions."""
        return iter_quotations(self.paragraphs)

    @property
    def links(self) -> Iterator[TextLink]:
        """The links of the draft, in order; an address counts once in each paragraph."""
        seen: set[str] = set()
        for paragraph in self.paragraphs:
            for link in _without_repeats(paragraph.links):
                seen.add(link.url)
                yield shift_link(link, paragraph.start)
        yield from (TextLink(url) for url in self.unplaced_links if url not in seen)

    def context_of(self, quotation: Quotation) -> tuple[str, str]:
        """Return the text before and after a quotation, each cut between words with an ellipsis where it goes on.

        It is taken from the quotation's paragraph, or from the draft when the quotation fills a whole paragraph.
        """
        first, last = 0, len(self.text)
        if quotation.style == "marks":
            number = bisect_right(self._starts, quotation.start) - 1
            first, last = self._starts[number], self._starts[number] + len(self.paragraphs[number].text)
        return _end_of(self.text[first : quotation.start]), _beginning_of(self.text[quotation.end : last])

    @cached_property
    def _starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]


def draft_from_text(text: str, name: str = "", limits: Limits = DRAFT_LIMITS) -> SubmittedDraft:
    """Take a text as it was typed or pasted. Raise DraftUnreadable when it is too long."""
    name = name or gettext(YOUR_DRAFT)
    for count, most, messages in (
        (len(text), limits.characters, _TOO_MANY_CHARACTERS),
        (text.count("\n"), limits.lines, _TOO_MANY_LINES),
    ):
        if most is not None and count > most:
            raise DraftUnreadable(plural(*messages, most, name=name), too_large=True)
    return SubmittedDraft(name, text, paragraphs_from_text(text))


def draft_from_file(
    name: str, data: bytes, limits: Limits = DRAFT_LIMITS, read: ReadFile = read_external_file
) -> SubmittedDraft:
    """Read a file by its format; `read` does so in a process of its own, or in this one if that has been made for it.

    Raise DraftUnreadable, which says what is wrong and what to do, or ReadersUnavailable when no file can be read.
    """
    if len(data) > limits.bytes:
        raise draft_too_large(name, limits)
    reading = read(ExternalFile(name, data, limits))
    if isinstance(reading, ReadFailure):
        raise DraftUnreadable(draft_remark(name, reading.reason))
    paragraphs = paragraphs_from_blocks(reading.blocks)
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    return SubmittedDraft(name, text, paragraphs, reading.links, reading.warnings)


def draft_too_large(name: str, limits: Limits = DRAFT_LIMITS) -> DraftUnreadable:
    """Return the error for a file that is over the limit of size."""
    message = gettext(
        "%(name)s is larger than the limit of %(size)s MB: check it in shorter parts.",
        name=name,
        size=f"{limits.bytes / 1e6:g}",
    )
    return DraftUnreadable(message, True)


def draft_remark(name: str, remark: str) -> str:
    """Return a sentence with what a reader of files says of one, which is in English."""
    return gettext("%(name)s %(remark)s.", name=name, remark=remark)


def _without_repeats(links: Iterable[TextLink]) -> Iterator[TextLink]:
    """Yield the links without those whose address came before."""
    seen: set[str] = set()
    for link in links:
        if link.url not in seen:
            seen.add(link.url)
            yield link


def _end_of(text: str) -> str:
    return text if len(text) <= _CONTEXT_CHARACTERS else "… " + text[-_CONTEXT_CHARACTERS:].partition(" ")[2]


def _beginning_of(text: str) -> str:
    return text if len(text) <= _CONTEXT_CHARACTERS else text[:_CONTEXT_CHARACTERS].rpartition(" ")[0] + " …"
