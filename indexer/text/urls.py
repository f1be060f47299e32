"""Addresses of the web that stand in a text as they are. What a format hides behind words its reader gives."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.model import TextLink

_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»{}|\\^`]+", re.IGNORECASE)
_AFTER = ".,;:!?'’*_"


def find_links(text: str) -> tuple[TextLink, ...]:
    """Give the addresses in a text, without the signs of the sentence around them."""
    found = ((_trimmed(match.group()), match.start()) for match in _ADDRESS.finditer(text))
    return tuple(TextLink(url, start, start + len(url)) for url, start in found)


def is_page_link(url: str) -> bool:
    """Whether a link leads to another page: not within its own, and not to mail or a program."""
    return bool(url.strip()) and not re.match(r"\s*(?:#|(?!https?:)[a-z][a-z0-9+.-]*:)", url, re.IGNORECASE)


def shift_link(link: TextLink, offset: int) -> TextLink:
    """The same link in a text that has so many more characters before it."""
    if link.start is None:
        return link
    return replace(link, start=link.start + offset, end=None if link.end is None else link.end + offset)


def _trimmed(url: str) -> str:
    while url.endswith((*_AFTER, ")", "]")):
        if url[-1] in ")]" and url.count(url[-1]) <= url.count("(" if url[-1] == ")" else "["):
            break
        url = url[:-1]
    return url
