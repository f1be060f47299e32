"""The links of a block of Markdown, those of its footnotes among them, and the text without the marks of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from indexer.model import Block, TextLink
from indexer.readers.shared.markup import markup_links
from indexer.text.urls import find_links

from .extensions import MarkdownExtensions


def with_links(block: Block, extras: MarkdownExtensions, names: Mapping[str, str]) -> Block:
    """Give a block with its footnotes and links; `names` are the addresses that the file names, by folded name."""
    if block.drop:
        return block
    marks, text = extras.split_note_marks(block.text)
    links = [
        *markup_links(block.raw, text, names),
        *(_at_mark(url, at) for mark, at in marks for url in _in(extras, mark)),
    ]
    notes = tuple(extras.footnotes[mark] for mark, _ in marks)
    return replace(block, text=text, notes=notes, links=tuple(links)) if notes or links else block


def _in(extras: MarkdownExtensions, mark: str) -> tuple[str, ...]:
    """The addresses in a footnote."""
    source = extras.footnote_sources[mark]
    found = (*markup_links(source, extras.footnotes[mark], {}), *find_links(extras.footnotes[mark]))
    return tuple(dict.fromkeys(one.url for one in found))


def _at_mark(url: str, place: int) -> TextLink:
    return TextLink(url, place, place)
