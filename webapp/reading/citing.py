"""The model of the control that cites a passage: the reference in the style asked for, files, and warnings.

What stands in the head of the page for machines is made here too; the words are `indexer.references`'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from indexer.model import Passage
from indexer.references import (
    EXPORTS,
    RESTRICTION_WARNINGS,
    STYLE_LABELS,
    STYLE_NAMES,
    ExportFormat,
    Reference,
    ReferenceRun,
    Restriction,
    StyleName,
    cite,
    plain_text,
)
from indexer.references.metadata import MetaTags, citation_meta_tags, passage_json_ld
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared.models import RenderContext

from .words import SelectedWords, WordsView, reference_to_words

CITATION_CACHE_SIZE = 1024
"""References kept in memory: to write one takes as long as the rest of its page."""


@dataclass(frozen=True)
class CiteRequest:
    """What an address asks of the control: a style, and what else stands in it and is kept when that changes."""

    style: StyleName | None = None
    kept_params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class StyleChoice:
    """A style to choose."""

    name: StyleName
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class CitedView:
    """A reference in one style, set with its italics and as plain text."""

    style: str
    label: str
    runs: tuple[ReferenceRun, ...]
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

    unfolded: bool
    styles: tuple[StyleChoice, ...]
    cited: CitedView
    words: WordsView | None
    """The words that the address names, whose link the reference then has."""
    quotation: str
    """Those words with the reference, to be pasted."""
    version: str
    downloads: tuple[Link, ...]
    cautions: tuple[Caution, ...]
    tags: MetaTags
    """Names and contents of meta elements."""
    linked_data: dict[str, Any]
    """The passage as schema.org JSON-LD."""


def style_named(name: str | None) -> StyleName | None:
    """The style of a name, or None where there is no such style."""
    return next((style for style in STYLE_NAMES if style == name), None)


def citing_view(
    reference: Reference,
    passages: Sequence[Passage],
    context: RenderContext,
    cite_request: CiteRequest,
    words: WordsView | None = None,
) -> CitingView:
    """The control for a reference; `passages` are those of its document, among them what a warning quotes."""
    passage = reference.passage
    numbers = {one.id: one.ordinal + 1 for one in passages}
    style, now = cite_request.style or STYLE_NAMES[0], words.now if words else None
    written = citation_view(reference_to_words(reference, now), style)
    return CitingView(
        unfolded=cite_request.style is not None,
        styles=tuple(
            StyleChoice(
                one, STYLE_LABELS[one], urls.styled_path(passage.id, one, cite_request.kept_params), one == style
            )
            for one in STYLE_NAMES
        ),
        cited=written,
        words=words,
        quotation=quotation_with_reference(now.quotation, written.text) if now else "",
        version=urls.text_version(passage.text),
        downloads=tuple(_download(one, passage, now) for one in EXPORTS.values()),
        cautions=tuple(_caution(one, passage, numbers, context) for one in reference.restrictions),
        tags=citation_meta_tags(reference),
        linked_data=passage_json_ld(reference, context.absolute(urls.document_path(passage.document.id))),
    )


@lru_cache(maxsize=CITATION_CACHE_SIZE)
def citation_view(reference: Reference, style: StyleName) -> CitedView:
    """A reference in a style."""
    runs = cite(reference, style)
    return CitedView(style, STYLE_LABELS[style], runs, plain_text(runs))


def quotation_with_reference(quotation: str, reference: str) -> str:
    """A quotation and its reference, ready to be pasted."""
    return f"{quotation}\n{reference}"


def _download(export: ExportFormat, passage: Passage, words: SelectedWords | None) -> Link:
    """A file with the reference to a passage, or to words of it."""
    first, chosen = (words.stretches[0].passage, words.chosen) if words else (passage, None)
    return Link(export.label, urls.file_path(first.id, export.suffix, urls.selection_arguments(first, chosen)))


def _caution(restriction: Restriction, current: Passage, numbers: dict[str, int], manner: RenderContext) -> Caution:
    """A restriction as a warning, with the way to the passage that states it."""
    where, source = restriction.passage, None
    if where and where != current.id:
        source = Link(f"passage {numbers[where]}", urls.passage_path(where, manner.trail))
    return Caution(RESTRICTION_WARNINGS[restriction.kind], restriction.words, source, where == current.id)
