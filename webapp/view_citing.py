"""The model of the control that cites a passage: the reference in each style, files to download, and warnings.

What stands in the head of the page for machines is made here too; the words are `indexer.references`'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from indexer.model import Passage
from indexer.references import EXPORTS, STYLE_LABELS, STYLES, WARNINGS, Reference, Restriction, Run, cite, plain
from indexer.references.metadata import Pairs, citation_tags, json_ld

from . import links
from .view import Link, Manner

CITED = 256
"""Passages whose references are kept in memory: writing them takes longer than the rest of their page."""


@dataclass(frozen=True)
class CitedView:
    """A reference in one style, set with its italics and as plain text."""

    style: str
    label: str
    runs: tuple[Run, ...]
    text: str


@dataclass(frozen=True)
class Caution:
    """What to mind before citing, and where the paper says so."""

    text: str
    words: str
    """The paper's own words; empty where it says nothing, and whoever keeps the papers does."""
    source: Link | None
    """The passage that has them; None where the title of the paper, or the passage shown, has them."""
    here: bool
    """Whether they stand in the passage shown."""


@dataclass(frozen=True)
class CitingView:
    """Everything that a passage's page says of how to cite it."""

    styles: tuple[CitedView, ...]
    downloads: tuple[Link, ...]
    cautions: tuple[Caution, ...]
    tags: Pairs
    """Names and contents of meta elements."""
    linked_data: dict[str, Any]
    """The passage as schema.org JSON-LD."""


def citing_view(reference: Reference, passages: Sequence[Passage], manner: Manner) -> CitingView:
    """The control for a reference; `passages` are those of its document, among them what a warning quotes."""
    passage = reference.passage
    numbers = {one.id: one.ordinal + 1 for one in passages}
    return CitingView(
        styles=cited(reference),
        downloads=tuple(Link(one.label, links.file_path(passage.id, one.suffix)) for one in EXPORTS.values()),
        cautions=tuple(_caution(one, passage, numbers, manner) for one in reference.restrictions),
        tags=citation_tags(reference),
        linked_data=json_ld(reference, manner.absolute(links.document_path(passage.document.id))),
    )


@lru_cache(maxsize=CITED)
def cited(reference: Reference) -> tuple[CitedView, ...]:
    """A reference in every style, in the order in which they are offered."""
    written = ((style, cite(reference, style)) for style in STYLES)
    return tuple(CitedView(style, STYLE_LABELS[style], runs, plain(runs)) for style, runs in written)


def _caution(restriction: Restriction, current: Passage, numbers: dict[str, int], manner: Manner) -> Caution:
    """A restriction as a warning, with the way to the passage that states it."""
    where, source = restriction.passage, None
    if where and where != current.id:
        source = Link(f"passage {numbers[where]}", links.passage_path(where, manner.trail))
    return Caution(WARNINGS[restriction.kind], restriction.words, source, where == current.id)
