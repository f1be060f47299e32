"""The models of what happened to a cited passage: the note above a changed passage, and the 410 page.

What happened is decided in `indexer.registry.resolve`; this module only puts it into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.model import Passage, TextSpan
from indexer.quotes.wording import WordChange, word_diff
from indexer.registry.resolve import Resolution
from indexer.registry.rows import PassageRow
from indexer.selections.locate import locate
from indexer.selections.selector import QuoteSelector
from indexer.speech.marking import marked, marked_plural
from indexer.speech.translation import gettext
from indexer.text.plurals import plural
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.highlight import MarkedRun, QuotedRange, mark_quoted
from webapp.shared.written import TextLanguage, text_language

CitedState = Literal["unchanged", "changed", "split", "merged", "never"]

_OTHER_PARTS = marked_plural(
    "Its words are now in this passage, the longest part, and in one other:",
    "Its words are now in this passage, the longest part, and in %(num)s others:",
)
_CHANGE_MARKED = marked("Struck-through words were removed, underlined words added.")
_CHANGE_APART = marked("The current wording is above.")


@dataclass(frozen=True)
class SuccessorView:
    """A passage that took over words of the cited one."""

    link: Link
    text: str
    """Empty where the passage stands in the same paper, a step away."""


@dataclass(frozen=True)
class StateView:
    """What happened to the wording that a link was made for."""

    outcome: CitedState
    heading: str
    text: str
    cited: str = ""
    """The cited wording, when it differs from the wording of today."""
    changes: tuple[WordChange, ...] = ()
    is_marked: bool = False
    """Whether the changes are marked in the passage itself: so its words stand on the page once."""
    plain_url: str = ""
    """The page with the wording of today alone, where differences are marked in it."""
    successors: tuple[SuccessorView, ...] = ()


@dataclass(frozen=True)
class WithdrawnPage:
    """A passage that is gone: what was cited, where it stood, and the passage nearest to it."""

    id: str
    pieces: tuple[MarkedRun, ...]
    """The cited wording, with the words that the address names set apart."""
    paper: Link
    """Its document; without an address when that is gone too."""
    until: str
    nearest: SuccessorView | None
    same: bool
    """Whether the nearest passage has the very same words."""
    unknown_version: bool
    """Whether the link carries a version that the passage never had."""
    written: TextLanguage
    """The language of the paper, as far as it is known."""


def state_view(resolution: Resolution, passage: Passage, *, has_words: bool = False) -> StateView:
    """Return the note for a passage that was opened by a link with a version.

    Where the link names words of it, `has_words`, these are marked in the passage, and differences are listed apart.
    """
    cited = resolution.cited.text if resolution.cited else ""
    if resolution.state == "merged":
        return StateView(
            "merged",
            gettext("The cited passage was merged into this one."),
            gettext("Its words are now part of the longer passage above."),
            cited,
        )
    if not resolution.version_known and resolution.has_removed_name:
        return StateView(
            "never",
            gettext("The version that the link cites is not kept."),
            gettext("A name was removed from this passage. The current wording is above."),
        )
    if not resolution.version_known:
        return StateView(
            "never",
            gettext("The link cites a version that does not exist."),
            gettext("It may be mistyped. The current wording is above."),
        )
    if resolution.state == "split":
        successors = tuple(_other_part(part, passage) for part in resolution.other_parts)
        text = plural(*_OTHER_PARTS, len(successors))
        return StateView("split", gettext("This passage was later split."), text, cited, successors=successors)
    if resolution.state == "changed":
        return StateView(
            "changed",
            gettext("The wording has changed since it was cited."),
            gettext(_CHANGE_APART if has_words else _CHANGE_MARKED),
            cited,
            tuple(word_diff(cited, passage.text)),
            is_marked=not has_words,
            plain_url="" if has_words else urls.passage_path(passage.id),
        )
    return StateView(
        "unchanged",
        gettext("Unchanged since it was cited."),
        gettext("The wording is the same as when the link was made."),
    )


def withdrawn_page(
    resolution: Resolution, paper: Link, language: str | None = None, chosen: QuoteSelector | None = None
) -> WithdrawnPage:
    """Return the page of a withdrawn passage. `paper` is its document, without an address when that is gone too.

    `language` is the tag of the document's language, and `chosen` are the words that the address names. Raise
    ValueError when the passage never existed.
    """
    if resolution.row is None or resolution.cited is None:
        raise ValueError("only a passage that was there once can be withdrawn")
    nearest, text = resolution.nearest, resolution.cited.text
    located = (
        locate(text, QuoteSelector(chosen.quote, "" if chosen.to else chosen.until, chosen.before)) if chosen else None
    )
    quoted = QuotedRange(located.start, located.end) if located else None
    return WithdrawnPage(
        id=resolution.row.id,
        pieces=mark_quoted((MarkedRun((TextSpan(text, False),)),), quoted),
        paper=paper,
        until=labels.day_of_timestamp(resolution.row.last),
        nearest=_successor(nearest) if nearest else None,
        same=bool(nearest and nearest.hash == resolution.cited.hash),
        unknown_version=not resolution.version_known,
        written=text_language(language),
    )


def _other_part(row: PassageRow, passage: Passage) -> SuccessorView:
    """Return a part of a split passage, and where it stands as seen from the one that is shown."""
    if row.document != passage.document.id:
        return _successor(row)
    is_below = row.ordinal > passage.ordinal
    place = marked("Passage %(number)s, below") if is_below else marked("Passage %(number)s, above")
    return SuccessorView(Link(gettext(place, number=row.ordinal + 1), urls.passage_path(row.id)), "")


def _successor(row: PassageRow) -> SuccessorView:
    name = gettext("Passage %(number)s", number=row.ordinal + 1)
    return SuccessorView(Link(name, urls.passage_path(row.id)), row.text)
