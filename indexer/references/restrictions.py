"""What a paper says about how it may be cited: discussion without attribution, a draft, not for citation.

Inferred from the words of the paper itself, always with the passage that says so; what `corpus.toml` states of the
paper overrules it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.model import RESTRICTION_KINDS, Passage, RestrictionKind

RESTRICTION_WARNINGS: dict[RestrictionKind, str] = {
    "non_attribution": "The discussion was held without attribution: do not say who said it.",
    "not_for_citation": "The paper is not for citation: ask its authors before you cite it.",
    "draft": "The paper is a draft: its wording may have changed since.",
    "advance_unedited": "The paper is an advance unedited version: the edited one may differ.",
}
"""What to tell somebody who is about to cite the paper."""

RESTRICTION_NOTES: dict[RestrictionKind, str] = {
    "non_attribution": "Discussion held on a non-attribution basis; no statement is attributed to a participant.",
    "not_for_citation": "Not for citation.",
    "draft": "Draft.",
    "advance_unedited": "Advance unedited version.",
}
"""The sentence that a reference to such a paper carries."""


@dataclass(frozen=True)
class Restriction:
    """One restriction, and where the paper states it."""

    kind: RestrictionKind
    words: str
    """The words that say so, as they stand; empty where only `corpus.toml` does."""
    passage: str | None = None
    """Id of the passage; None where the title of the document says it."""
    start: int = 0
    """Offsets of the words in the passage's text, or in the title."""
    end: int = 0


_PAPER = "(?:summary|report|note|paper|document|text|version|programme|program|agenda|minutes|record|transcript)"
_SAID: tuple[tuple[RestrictionKind, re.Pattern[str]], ...] = (
    (
        "non_attribution",
        re.compile(
            r"chatham\s+house\s+rules?(?:\s+of\s+non-?\s?attribution)?|non-?\s?attribut(?:ion|able)(?:\s+basis)?"
            r"|not\s+(?:for|to\s+be)\s+attribut(?:ion|ed)|without\s+attribution",
            re.IGNORECASE,
        ),
    ),
    (
        "not_for_citation",
        re.compile(
            r"(?:not\s+(?:for|to\s+be)|do\s+not|may\s+not\s+be|please\s+do\s+not)\s+"
            r"(?:(?:circulat|distribut|quot)\w*\s*(?:,|or|and|/)\s*)*(?:citation|cited?|quot(?:ed?|ation))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "advance_unedited",
        re.compile(r"advance,?\s+unedited(?:\s+(?:version|copy|text))?|unedited\s+advance\s+\w+", re.IGNORECASE),
    ),
    (
        "draft",
        re.compile(
            rf"\b(?:this|the\s+present)\s+(?:\w+\s+)?draft\s+{_PAPER}\b|\b(?:this|the\s+present)\s+{_PAPER}\s+is\s+"
            r"(?:only\s+|still\s+)?an?\s+(?:\w+\s+)?draft\b|\bdraft\s*(?:[,;:–—-]|\b(?:and|as\s+of))\s*"
            r"(?:not\s+for|for\s+(?:comment|discussion|review))|\bin\s+draft\s+form\b",
            re.IGNORECASE,
        ),
    ),
)
_DRAFT_TITLE = re.compile(
    r"^\W*(?:(?:zero|first|second|third|final|revised|advance|working|preliminary)[\s-]+)*draft\b"
    r"|[(\[–—,:-]\s*(?:(?:zero|first|second|third|final|revised|working|preliminary)[\s-]+)?draft\b[^\w]*(?:\d.*)?$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no\s+longer|neither|never|without|(?:is|was|are|were|does|did|has|had)(?:n['’]t|\s+not|\s+never))"
    r"(?:\s+\w+){0,4}\s*$",
    re.IGNORECASE,
)
_SHORT_LINE = 60  # characters: a marking such as `Draft of 3 May 2024` stands alone


def find_restrictions(passages: Sequence[Passage]) -> tuple[Restriction, ...]:
    """Give what the passages of one document say of its citation, each kind once, where it is said first.

    Where it is stated which restrictions the document has, these and no others are given.
    """
    found: dict[RestrictionKind, Restriction] = {}
    for one in _all(passages):
        found.setdefault(one.kind, one)
    stated = passages[0].document.restrictions if passages else None
    if stated is not None:
        found = {kind: found.get(kind, Restriction(kind, "")) for kind in stated}
    return tuple(found[kind] for kind in RESTRICTION_KINDS if kind in found)


def _all(passages: Sequence[Passage]) -> Iterator[Restriction]:
    if passages:
        title = passages[0].document.title
        if match := _DRAFT_TITLE.search(title):
            yield Restriction("draft", match.group(), None, *match.span())
        yield from _said(title, None)
    for passage in passages:
        if len(passage.text) <= _SHORT_LINE and (match := _DRAFT_TITLE.search(passage.text)):
            yield Restriction("draft", match.group(), passage.id, *match.span())
        yield from _said(passage.text, passage.id)


def _said(text: str, passage: str | None) -> Iterator[Restriction]:
    for kind, pattern in _SAID:
        for match in pattern.finditer(text):
            if not _DENIED.search(text[max(0, match.start() - 60) : match.start()]):
                yield Restriction(kind, match.group(), passage, *match.span())
                break
