"""Find what a paper says about how it may be cited: without attribution, not for citation, a draft.

Restrictions are inferred from the words of the paper itself, always with the passage that says so. A statement in
`corpus.toml` overrides them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.model import RESTRICTION_KINDS, Passage, RestrictionKind
from indexer.speech.marking import marked
from indexer.structure.dates import without_dates

RESTRICTION_WARNINGS: dict[RestrictionKind, str] = {
    "non_attribution": marked("Discussion held without attribution: do not name who said it."),
    "not_for_citation": marked("Not for citation: ask the authors before you cite it."),
    "draft": marked("Draft: the wording may have changed."),
    "advance_unedited": marked("Advance unedited version: the edited version may differ."),
}
"""The warning to somebody who is about to cite the paper; pages show it in the reader's language."""

RESTRICTION_NOTES: dict[RestrictionKind, str] = {
    "non_attribution": "Discussion held on a non-attribution basis; no statement is attributed to a participant.",
    "not_for_citation": "Not for citation.",
    "draft": "Draft.",
    "advance_unedited": "Advance unedited version.",
}
"""The note at the end of a reference to such a paper."""


@dataclass(frozen=True)
class Restriction:
    """One restriction, and where the paper states it."""

    kind: RestrictionKind
    words: str
    """The words of the paper that say so; empty when only `corpus.toml` does."""
    passage: str | None = None
    """Id of the passage; None when the title of the document says it."""
    start: int = 0
    """Offsets of the words in the passage's text or in the title."""
    end: int = 0


_PAPER = "(?:summary|report|note|paper|document|text|version|programme|program|agenda|minutes|record|transcript)"
_STAGES = r"(?:(?:zero|first|second|third|final|revised|advance|working|preliminary)[\s-]+)*"
_PATTERNS: tuple[tuple[RestrictionKind, re.Pattern[str]], ...] = (
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
            rf"(?:only\s+|still\s+)?an?\s+(?:\w+\s+)?draft\b|^\W*{_STAGES}draft\s*(?:[,;:–—-]|\b(?:and|as\s+of))?\s*"
            rf"(?:not\s+for|for\s+(?:comment|discussion|review))|\b(?:this|the\s+present)\s+{_PAPER}\s+(?:\w+\s+){{1,3}}"
            r"in\s+draft\s+form\b",
            re.IGNORECASE,
        ),
    ),
)
_SIGNS = ("attribut", "chatham", "citation", "cite", "quot", "draft", "unedited")
"""Letters that stand in all that the patterns match: most texts have none of them, which is found out fast."""
_DRAFT = "draft"
_DRAFT_TITLE = re.compile(
    rf"^\W*{_STAGES}draft\b|[(\[–—,:-]\s*{_STAGES}draft\b[^\w]*(?:\d.*)?$",
    re.IGNORECASE,
)
# `Draft`, `Revised draft 2 of 3 May 2031`, `Draft minutes`: nothing else stands beside the mark.
_DRAFT_MARK = re.compile(
    rf"\W*{_STAGES}draft(?:\s+{_PAPER})?(?:\W+(?:of|dated|as of|version|v|rev(?:ision)?|no|number|\d{{1,2}})\b\.?)*\W*",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:no\s+longer|neither|never|without|(?:is|was|are|were|does|did|has|had)(?:n['’]t|\s+not|\s+never))"
    r"(?:\s+\w+){0,4}\s*$",
    re.IGNORECASE,
)
_MAX_MARKING_CHARACTERS = 60  # longest passage, in characters, that can be a marking such as `Draft of 3 May 2024`
_HEAD_PASSAGES = 5  # passages: further down, `Draft 2` and `Draft minutes` are what a meeting speaks of


def find_restrictions(passages: Sequence[Passage]) -> tuple[Restriction, ...]:
    """Return the restrictions that the passages of one document state, each kind once, where it is first stated.

    When `corpus.toml` lists the document's restrictions, these and no others are returned.
    """
    first_by_kind: dict[RestrictionKind, Restriction] = {}
    for restriction in _iter_restrictions(passages):
        first_by_kind.setdefault(restriction.kind, restriction)
    stated = passages[0].document.restrictions if passages else None
    if stated is not None:
        first_by_kind = {kind: first_by_kind.get(kind, Restriction(kind, "")) for kind in stated}
    return tuple(first_by_kind[kind] for kind in RESTRICTION_KINDS if kind in first_by_kind)


def _iter_restrictions(passages: Sequence[Passage]) -> Iterator[Restriction]:
    if passages:
        title = passages[0].document.title
        if _DRAFT in title.casefold() and (match := _DRAFT_TITLE.search(title)):
            yield Restriction("draft", match.group(), None, *match.span())
        yield from _stated_in(title, None)
    for passage in passages[:_HEAD_PASSAGES]:
        if len(passage.text) <= _MAX_MARKING_CHARACTERS and _DRAFT_MARK.fullmatch(without_dates(passage.text)):
            yield Restriction("draft", passage.text, passage.id, 0, len(passage.text))
    for passage in passages:
        yield from _stated_in(passage.text, passage.id)


def _stated_in(text: str, passage: str | None) -> Iterator[Restriction]:
    folded = text.casefold()
    if not any(sign in folded for sign in _SIGNS):
        return
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not _NEGATION.search(text[max(0, match.start() - 60) : match.start()]):
                yield Restriction(kind, match.group(), passage, *match.span())
                break
