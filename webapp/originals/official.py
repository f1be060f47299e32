"""The link to the official source of a paper, as far as possible to the place of a passage in it.

The address is what `corpus.toml` states; nobody looks there, so the link may lead to the beginning.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from indexer.model import Document, Passage
from indexer.selections.selector import QuoteSelector, text_fragment

_WORDS = 5  # at the beginning and at the end of a passage, which are enough for a browser to find it
_WEB_SUFFIXES = {".html", ".htm", ".xhtml", ".txt", ".md"}
_OTHER_SUFFIXES = {".docx", ".doc", ".odt", ".rtf", ".zip"}


def official_address(document: Document, passage: Passage | None = None) -> str:
    """Return the address of the official source, at a passage where the kind of file has such places.

    A PDF opens at the page, and a web page at the words. An empty text stands for no address.
    """
    url = document.url or ""
    if not url or passage is None:
        return url
    parts = urlsplit(url)
    suffix = PurePosixPath(parts.path).suffix.lower()
    own_suffix = PurePosixPath(document.source).suffix.lower()
    if suffix in _OTHER_SUFFIXES:
        return url
    if suffix == ".pdf" or (own_suffix == ".pdf" and suffix not in _WEB_SUFFIXES):
        has_page = own_suffix == ".pdf" and passage.page is not None and not parts.fragment
        return f"{url.partition('#')[0]}#page={passage.page}" if has_page else url
    fragment = text_fragment(_ends_of(passage.text))
    return f"{url}{fragment}" if "#" in url else f"{url}#{fragment}"


def _ends_of(text: str) -> QuoteSelector:
    words = text.split()
    if len(words) <= 2 * _WORDS:
        return QuoteSelector(" ".join(words))
    return QuoteSelector(" ".join(words[:_WORDS]), " ".join(words[-_WORDS:]))
