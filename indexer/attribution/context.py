"""The words around a quotation: its sentence with other quotations blotted out, and the references beside it.

What these words state is read in the other modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from indexer.text.sentences import SentenceSplitter, SentenceStatistics

BLOT = "\ufffc"
"""Stands for each character of a quotation, so that its words are not read as the draft's own."""
MARKS = "“”\"„«»‘’'‹›"
"""Signs that open and close a quotation."""
MARKS_AND_BLANKS = f" \t\n\u00a0\u202f{MARKS}"
"""What can stand between the words of a draft and those that it quotes."""
NEAR_CHARACTERS = 500
"""Most characters before or after a quotation that are read."""
OPENING_CHARACTERS = 60
"""Characters of the quotation itself that are read: its verb may be that of the draft."""
_MARKS_AFTER = re.compile(r"[\"“”„«»‘’'`‹›」』)\]\s\u00a0\u202f]*")
_BRACKETED = re.compile(r"[^\w.]{0,4}\(([^()]{3,200})\)")
_BRACKET_AT_END = re.compile(rf"[^()\n{BLOT}]*\(([^(){BLOT}]{{3,200}})\)[.!?]?\s*")
"""From a quotation to the bracket that ends its sentence, which is its reference: `“...” was agreed (Oslo, 5 May)`."""
# What makes a bracket or a note a remark of the writer's, and no reference: `(a point that Session 3 had made)`.
_REMARK = re.compile(
    r"\b(?:also|a|an|as|be|but|cf|compare|emphasis|had|has|have|is|are|it|not|that|this|though|unlike|was|were|which|who|will|would)\b"
)
_ACCESSED = re.compile(r"\b(?:accessed|retrieved|consulted|last visited|visited|viewed)\b.*", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(r"\S*(?:https?://|www\.)\S*")
_LEADS_IN = re.compile(r"(?:[:,]|\b(?:that|follows))\s*$")
_DASHED = re.compile(r"^\s*(?:[-–—]{1,2}|―)\s*(?=\S)")
_NEW_SENTENCE = re.compile(r"[A-ZÀ-ÞА-Я(\[*•\-–—\d]")
_FULL_STOP = re.compile(r"[.!?]$")


@dataclass(frozen=True)
class QuoteContext:
    """The text beside a quotation, in which other quotations are blotted out."""

    before: str
    after: str
    """In a block quotation, the line below it that names its source."""
    start: int
    """Offset in the draft of `before`, which ends where the quotation begins."""
    end: int
    """Offset in the draft of `after`."""
    notes: tuple[str, ...] = ()
    """The footnotes of the quotation."""
    set_apart: bool = False
    """Whether the quotation is a block of its own."""
    opening: str = ""
    """The first words of the quotation."""
    last_sign: str = ""
    """The last character of the quotation."""


@dataclass(frozen=True)
class ContextPart:
    """A sentence with a quotation as one blot, or a reference."""

    text: str
    quote: int | None = None
    """Offset of the blot; None for a reference."""
    start: int | None = None
    """Offset in the draft of the text; None where it is in a footnote."""
    after_start: int = 0
    """Offset in the draft of what follows the blot."""
    opening: str = ""
    """The first words of the quotation, empty in a reference."""

    def offset(self, at: int) -> int | None:
        """Return the offset in the draft of an offset in the text."""
        if self.start is None:
            return None
        if self.quote is None or at <= self.quote:
            return self.start + at
        return self.after_start + at - self.quote - 1

    def stretch(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the offsets in the draft of a stretch of the text, None where it is in a footnote or empty."""
        first, last = self.offset(start), self.offset(end - 1)
        return None if first is None or last is None or end <= start else (first, last + 1)

    @property
    def lead(self) -> str:
        """What stands before the quotation."""
        return self.text[: self.quote]

    @property
    def tail(self) -> str:
        """What stands after the quotation; empty for a reference."""
        return "" if self.quote is None else self.text[self.quote + 1 :]


def blot(text: str, start: int, end: int) -> str:
    """Return a text with one stretch blotted out; a full stop at its end stays, because it may end the sentence."""
    stop = end - 1 if end > start and _FULL_STOP.match(text[end - 1]) else end
    return text[:start] + BLOT * (stop - start) + text[stop:]


def parts_of(context: QuoteContext) -> Iterator[ContextPart]:
    """Yield the sentence that holds a quotation, and the references beside it."""
    parts = _parts_of_block(context) if context.set_apart else _parts_in_text(context)
    notes = (ContextPart(_without_access(note)) for note in context.notes)
    for part in (*parts, *notes):
        if part.quote is not None or (part.text and not _REMARK.search(part.text)):
            yield part


def end_of_remark(text: str, at: int) -> int | None:
    """Return where a bracket ends that begins at an offset and is a remark of the writer's, None where none does."""
    bracket = _BRACKETED.match(text, at)
    return bracket.end() if bracket and _REMARK.search(bracket[1]) else None


def _parts_in_text(context: QuoteContext) -> Iterator[ContextPart]:
    text = context.before + BLOT + context.after
    at = len(context.before)
    begin, end = _sentence_around(text[: _end_within(context, text)], at)
    yield ContextPart(text[begin:end], at - begin, context.start + begin, context.end, context.opening)
    following = _MARKS_AFTER.match(text, at + 1)
    bracket = _BRACKETED.match(text, at + 1) or (following and _BRACKETED.match(text, following.end()))
    if not bracket and text[end - 1 : end] in ".!?":
        bracket = _BRACKETED.match(text, end)
    bracket = bracket or _BRACKET_AT_END.fullmatch(text, at + 1, end)
    if bracket:
        yield ContextPart(_without_access(bracket[1]), None, context.end + bracket.start(1) - at - 1)
    if dashed := _DASHED.match(text[at + 1 :].lstrip("\"“”„«»‘’'.,")):
        rest = text[at + 1 :].lstrip("\"“”„«»‘’'.,")
        line = rest[dashed.end() :].split("\n")[0]
        first, last = next(iter(_splitter().spans(line)), (0, 0))
        yield ContextPart(_without_access(line[first:last]).rstrip("."))


def sentences_before(context: QuoteContext) -> Iterator[tuple[int, str]]:
    """Yield the sentences before that of a quotation in its paragraph, with their offsets in the draft, last first."""
    if context.set_apart:
        return
    text = context.before + BLOT + context.after
    at = len(context.before)
    begin, _ = _sentence_around(text[: _end_within(context, text)], at)
    for start, end in reversed(_splitter().spans(text[:begin].replace("\n", " "))):
        if re.search(r"\w", text[start:end]):
            yield context.start + start, text[start:end]


def _end_within(context: QuoteContext, text: str) -> int:
    """Return where a text ends for a quotation; its own full stop ends its sentence.

    In `X was blunt: “….” Y agreed` Y is of the next sentence. Behind a question somebody may be named who asks it, if
    nobody was before.
    """
    at = len(context.before)
    following = _MARKS_AFTER.match(text, at + 1)
    end = following.end() if following else at + 1
    if context.last_sign not in {".", "!", "?"} or not _NEW_SENTENCE.match(text, end):
        return len(text)
    begin, _ = _sentence_around(text, at)
    return end if context.last_sign == "." or re.search(r"\w", text[begin:at]) else len(text)


def _parts_of_block(context: QuoteContext) -> Iterator[ContextPart]:
    before = context.before.rstrip()
    if _LEADS_IN.search(before):
        begin, _ = _sentence_around(before + BLOT, len(before))
        yield ContextPart(before[begin:] + BLOT, len(before) - begin, context.start + begin, context.end)
    line = _DASHED.sub("", context.after).strip(" ()[]\n")
    if line:
        yield ContextPart(_without_access(line), None, context.end + context.after.find(line[:20]))


def _without_access(text: str) -> str:
    """Return a reference without its address and the day on which somebody looked."""
    return _ADDRESS.sub("", _ACCESSED.sub("", text)).rstrip()


@cache
def _splitter() -> SentenceSplitter:
    return SentenceSplitter(SentenceStatistics(0))


def _sentence_around(text: str, at: int) -> tuple[int, int]:
    """Return start and end of the sentence that an offset lies in, or of its part between semicolons.

    A line break does not end it.
    """
    flat = text.replace("\n", " ")
    spans = _splitter().spans(flat)
    begin, end = next(((start, end) for start, end in spans if start <= at < end), (0, len(text)))
    if not re.search(
        r"\w", text[begin:at] + text[at + 1 : end]
    ):  # it is a sentence of its own: the one before leads in
        begin = max((span[0] for span in spans if span[1] <= begin), default=begin)
    return _between_semicolons(text, begin, end, at)


def _between_semicolons(text: str, begin: int, end: int, at: int) -> tuple[int, int]:
    """Narrow a sentence to the part around an offset: what stands behind a semicolon is said of something else.

    Semicolons within brackets part nothing, nor does one with no word behind it: `In Session 5; “…”`.
    """
    depth = 0
    for place in range(begin, end):
        sign = text[place]
        depth = max(0, depth + (sign in "([") - (sign in ")]"))
        if sign != ";" or depth:
            continue
        if place > at:
            return begin, place
        if word := re.search(r"\w", text[place:at]):
            begin = place + word.start()
    return begin, end
