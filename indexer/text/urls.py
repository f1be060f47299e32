"""Find web links in plain text, and judge and move them.

Links that a file format stores outside the text are read by the readers.
"""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.model import TextLink

_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»{}|\\^`]+", re.IGNORECASE)
_AFTER = ".,;:!?'’*_"


def find_links(text: str) -> tuple[TextLink, ...]:
    """Return the links written out in a text, without the punctuation of the sentence around them."""
    urls = ((_trimmed(match.group()), match.start()) for match in _ADDRESS.finditer(text))
    return tuple(TextLink(url, start, start + len(url)) for url, start in urls)


def is_page_link(url: str) -> bool:
    """Return whether a link leads to another page, not to a place in the same page, a mail address or a program."""
    return bool(url.strip()) and not re.match(r"\s*(?:#|(?!https?:)[a-z][a-z0-9+.-]*:)", url, re.IGNORECASE)


def shift_link(link: TextLink, offset: int) -> TextLink:
    """Return the same link moved by an offset in characters."""
    if link.start is None:
        return link
    return replace(link, start=link.start + offset, end=None if link.end is None else link.end + offset)


def _trimmed(url: str) -> str:
    """Cut closing punctuation off a URL; a bracket stays when the URL also opens it."""
    while url.endswith((*_AFTER, ")", "]")):
        if url[-1] in ")]" and url.count(url[-1]) <= url.count("(" if url[-1] == ")" else "["):
            break
        url = url[:-1]
    return url
