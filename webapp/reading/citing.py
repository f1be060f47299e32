"""The model of the control that cites a passage: the reference in the requested style, downloads, and warnings.

It also makes the metadata in the head of the page. Writing the references belongs to `indexer.references`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.model import Passage
from indexer.references import (
    EXPORTS,
    RESTRICTION_WARNINGS,
    STYLE_NAMES,
    ExportFormat,
    Reference,
    Restriction,
    StyleName,
)
from indexer.references.metadata import JsonObject, MetaTags, citation_meta_tags, passage_json_ld
from indexer.speech.translation import gettext
from webapp.address import urls
from webapp.address.urls import Link
from webapp.citing.citations import CitedView, StyleChoice, citation_view, style_choices
from webapp.shared.models import RenderContext

from .words import SelectedWords, WordsView, reference_to_words


@dataclass(frozen=True)
class CiteRequest:
    """The requested citation style, and the other parameters of the address, which stay when the style changes."""

    style: StyleName | None = None
    kept_params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Caution:
    """A warning before citing, with the words that caused it and the link to where they stand."""

    text: str
    words: str
    """The paper's own words; empty when the restriction was set in the corpus's rules."""
    source: Link | None
    """The passage that has them; None when they stand in the title of the paper or in the passage shown."""
    here: bool
    """Whether they stand in the passage shown."""


@dataclass(frozen=True)
class CitingView:
    """Everything that the control shows, and the metadata in the head of its page."""

    unfolded: bool
    styles: tuple[StyleChoice, ...]
    cited: CitedView
    words: WordsView | None
    """The words that the address names; the reference then has their link."""
    quotation: str
    """Those words with the reference, ready to paste."""
    version: str
    downloads: tuple[Link, ...]
    cautions: tuple[Caution, ...]
    tags: MetaTags
    """Names and contents of meta elements."""
    linked_data: JsonObject
    """The passage as schema.org JSON-LD."""
    in_styles: tuple[CitedView, ...] = ()
    """In a static edition: the reference in several styles."""


def citing_view(
    reference: Reference,
    passages: Sequence[Passage],
    context: RenderContext,
    cite_request: CiteRequest,
    words: WordsView | None = None,
) -> CitingView:
    """Return the control for a reference. `passages` are those of its document; a warning may quote one of them."""
    passage = reference.passage
    style, selected = cite_request.style or STYLE_NAMES[0], words.selected if words else None
    citation = citation_view(reference_to_words(reference, selected), style)
    return CitingView(
        unfolded=cite_request.style is not None,
        styles=style_choices(style, lambda name: urls.styled_path(passage.id, name, cite_request.kept_params)),
        cited=citation,
        words=words,
        quotation=quotation_with_reference(selected.quotation, citation.text) if selected else "",
        version=urls.text_version(passage.text),
        downloads=tuple(_download(export, passage, selected) for export in EXPORTS.values()),
        cautions=tuple(_caution(restriction, passage, passages, context) for restriction in reference.restrictions),
        tags=citation_meta_tags(reference),
        linked_data=passage_json_ld(reference, context.absolute(urls.document_path(passage.document.id))),
    )


def quotation_with_reference(quotation: str, reference: str) -> str:
    """Return a quotation and its reference, ready to paste."""
    return f"{quotation}\n{reference}"


def _download(export: ExportFormat, passage: Passage, words: SelectedWords | None) -> Link:
    """Return the link to a file with the reference to a passage, or to words of it."""
    first, chosen = (words.spans[0].passage, words.chosen) if words else (passage, None)
    return Link(export.label, urls.file_path(first.id, export.suffix, urls.selection_arguments(first, chosen)))


def _caution(
    restriction: Restriction, current: Passage, passages: Sequence[Passage], context: RenderContext
) -> Caution:
    """Return a restriction as a warning, with the link to the passage that states it."""
    stated_in, source = restriction.passage, None
    if stated_in and stated_in != current.id:
        number = next(member.ordinal + 1 for member in passages if member.id == stated_in)
        name = gettext("passage %(number)s", number=number)
        source = Link(name, urls.passage_path(stated_in, context.trail))
    text = gettext(RESTRICTION_WARNINGS[restriction.kind])
    return Caution(text, restriction.words, source, stated_in == current.id)
