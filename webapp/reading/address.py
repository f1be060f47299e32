"""Reads what the address of a passage's page says besides the search: the cited version, the words, the style.

What became of the passage is looked up in `cited`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.references import StyleName
from indexer.registry.rows import parse_version
from indexer.selections.selector import MAX_PART_LENGTH, PARAMETER_NAMES, QuoteSelector, parse_selector
from webapp.address import urls
from webapp.address.arguments import clean_line
from webapp.citing.citations import style_named


@dataclass(frozen=True)
class CitedAddress:
    """The link by which a passage was opened, as far as it names a version, words of the passage, or a style."""

    version: str | None = None
    """The cited version; None when the address has none."""
    merged_from: str = ""
    """The cited passage, when it has been merged into the one of the address."""
    selector: QuoteSelector | None = None
    """The words that the address names."""
    style: StyleName | None = None
    """The requested citation style."""
    alone: bool = False
    """Whether the passage is shown without the passages around it."""
    kept_params: tuple[tuple[str, str], ...] = ()
    """The parameters above besides the style, which stay in the address when the style changes."""


def parse_address(arguments: Mapping[str, str]) -> CitedAddress:
    """Parse the parameters of the address of a passage's page; unknown ones are ignored."""
    names = (urls.VERSION_ARGUMENT, urls.MERGED_FROM_ARGUMENT, urls.ALONE_ARGUMENT, *PARAMETER_NAMES)
    pairs = [(name, clean_line(arguments[name])) for name in names if name in arguments]
    return CitedAddress(
        version=parse_version(arguments.get(urls.VERSION_ARGUMENT, "")),
        merged_from=arguments.get(urls.MERGED_FROM_ARGUMENT, ""),
        selector=parse_selector(arguments),
        style=style_named(arguments.get("style")),
        alone=arguments.get(urls.ALONE_ARGUMENT) == "1",
        kept_params=tuple((name, value) for name, value in pairs if len(value) <= MAX_PART_LENGTH),
    )
