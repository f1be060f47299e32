"""The links of a block of Markdown, those of its footnotes among them, and the text without the marks of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from indexer.model import Address, Block
from indexer.readers.shared.markup import links_of
from indexer.text.urls import addresses_in

from .extensions import Extras


def linked(block: Block, extras: Extras, names: Mapping[str, str]) -> Block:
    """Give a block with its footnotes and links; `names` are the addresses that the file names, by folded name."""
    if block.drop:
        return block
    marks, text = extras.notes_in(block.text)
    links = [*links_of(block.raw, text, names), *(_at_mark(url, at) for mark, at in marks for url in _in(extras, mark))]
    notes = tuple(extras.footnotes[mark] for mark, _ in marks)
    return replace(block, text=text, notes=notes, links=tuple(links)) if notes or links else block


def _in(extras: Extras, mark: str) -> tuple[str, ...]:
    """The addresses in a footnote."""
    source = extras.footnote_sources[mark]
    found = (*links_of(source, extras.footnotes[mark], {}), *addresses_in(extras.footnotes[mark]))
    return tuple(dict.fromkeys(one.url for one in found))


def _at_mark(url: str, place: int) -> Address:
    return Address(url, place, place)
