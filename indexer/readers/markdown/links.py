"""Attach the links and footnotes of a Markdown block, and strip the footnote marks from its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from indexer.model import Block, TextLink
from indexer.readers.shared.markup import markup_links
from indexer.text.urls import find_links

from .extensions import MarkdownExtensions


def with_links(block: Block, extras: MarkdownExtensions, names: Mapping[str, str]) -> Block:
    """Return a block with its footnotes and links; `names` maps folded reference names to URLs."""
    if block.drop:
        return block
    marks, text = extras.split_note_marks(block.text)
    links = [
        *markup_links(block.raw, text, names),
        *(_at_mark(url, offset) for mark, offset in marks for url in _note_urls(extras, mark)),
    ]
    notes = tuple(extras.footnotes[mark] for mark, _ in marks)
    return replace(block, text=text, notes=notes, links=tuple(links)) if notes or links else block


def _note_urls(extras: MarkdownExtensions, mark: str) -> tuple[str, ...]:
    """Return the URLs in a footnote."""
    source = extras.footnote_sources[mark]
    links = (*markup_links(source, extras.footnotes[mark], {}), *find_links(extras.footnotes[mark]))
    return tuple(dict.fromkeys(link.url for link in links))


def _at_mark(url: str, offset: int) -> TextLink:
    return TextLink(url, offset, offset)
