"""What became of a cited passage, in words: the model of the note that a versioned link opens with, and of a 410 page.

What became of it is decided in `indexer.registry.resolve`; here it is only told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from indexer.model import Passage, TextSpan
from indexer.quotes.wording import WordChange, word_diff
from indexer.registry.resolve import Resolution
from indexer.registry.rows import PassageRow
from indexer.selections.locate import locate
from indexer.selections.selector import QuoteSelector
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.highlight import MarkedRun, QuotedRange, mark_quoted

CitedState = Literal["unchanged", "changed", "split", "merged", "never"]

_VERSION = re.compile(r"[0-9a-f]{6,16}")
NO_VERSION = "-"
"""Stands for a version that cannot be one: no hash begins with it."""


@dataclass(frozen=True)
class SuccessorView:
    """A passage that took over words of the one that was cited."""

    link: Link
    text: str


@dataclass(frozen=True)
class StateView:
    """What became of the wording that a link was made for."""

    told: CitedState
    heading: str
    text: str
    cited: str = ""
    """The wording as cited, where it is another one than the passage has now."""
    changes: tuple[WordChange, ...] = ()
    parts: tuple[SuccessorView, ...] = ()


@dataclass(frozen=True)
class WithdrawnPage:
    """A passage that stands no more: what was cited, where it stood, and what is nearest to it."""

    id: str
    pieces: tuple[MarkedRun, ...]
    """The wording as cited, with the words set apart that the address names."""
    paper: Link
    """Its document; without an address where that has gone too."""
    until: str
    nearest: SuccessorView | None
    same: bool
    """Whether the nearest passage has the very same words."""
    never: bool
    """Whether the link carries a version that the passage never had."""


def parse_version(given: str) -> str | None:
    """The version that an address carries: None without one, and one that no wording has where it cannot be one."""
    if not given:
        return None
    folded = given.casefold()
    return folded if _VERSION.fullmatch(folded) else NO_VERSION


def state_view(resolution: Resolution, passage: Passage) -> StateView:
    """What to say on the page of a living passage that a link with a version was followed to."""
    cited = resolution.cited.text if resolution.cited else ""
    if resolution.state == "merged":
        return StateView(
            "merged",
            "The passage that was cited is now part of this one.",
            "The paper was read again since, and its words stand here together with others.",
            cited,
        )
    if not resolution.version_known:
        return StateView(
            "never",
            "The link names a wording that this passage never had.",
            "Perhaps the link was mistyped. What stands here is the wording of today.",
        )
    if resolution.state == "split":
        parts = tuple(map(_part, resolution.other_parts))
        return StateView(
            "split",
            "The passage that was cited has been divided since.",
            f"Its words stand in {len(parts) + 1} passages now: in this one, the longest, and in "
            + ("the one below." if len(parts) == 1 else "those below."),
            cited,
            parts=parts,
        )
    if resolution.state == "changed":
        return StateView(
            "changed",
            "The wording has changed since it was cited.",
            "What stands here is the wording of today; below is the wording as cited.",
            cited,
            tuple(word_diff(cited, passage.text)),
        )
    return StateView("unchanged", "Unchanged since it was cited.", "The wording is the one that the link was made for.")


def withdrawn_page(resolution: Resolution, paper: Link, chosen: QuoteSelector | None = None) -> WithdrawnPage:
    """The page of a passage that is withdrawn; `paper` is its document, without an address where that has gone too.

    `chosen` are the words that the address names.
    """
    if resolution.row is None or resolution.cited is None:
        raise ValueError("only a passage that was there once can be withdrawn")
    near, text = resolution.nearest, resolution.cited.text
    words = (
        locate(text, QuoteSelector(chosen.quote, "" if chosen.to else chosen.until, chosen.before)) if chosen else None
    )
    quoted = QuotedRange(words.start, words.end) if words else None
    return WithdrawnPage(
        id=resolution.row.id,
        pieces=mark_quoted((MarkedRun((TextSpan(text, False),)),), quoted),
        paper=paper,
        until=labels.day_of_timestamp(resolution.row.last),
        nearest=_part(near) if near else None,
        same=bool(near and near.hash == resolution.cited.hash),
        never=not resolution.version_known,
    )


def _part(row: PassageRow) -> SuccessorView:
    return SuccessorView(Link(f"Passage {row.ordinal + 1}", urls.passage_path(row.id)), row.text)
