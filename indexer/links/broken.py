"""Links that a line's end has broken in two: the address with what stands behind the break.

Whether the rest belongs to the address is known only when the whole leads somewhere, so callers look each candidate up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.model import TextLink
from indexer.text.urls import find_links

_MOST_BREAKS = 2
_PIECE = re.compile(r"\S+")
_MARKS = r"[^\S\n]*(?:>[^\S\n]*)*"
_BREAK = re.compile(rf"{_MARKS}(?:\n{_MARKS}){{0,2}}(?=\S)")
"""A space, a line end or one empty line, with the indentation or the marks of a quoted mail behind it."""
_OF_AN_ADDRESS = re.compile(r"[\d.?=&%/_-]\w")
"""What a piece behind an empty line must have to be the rest of an address, which no word of a sentence has."""


def continued_links(text: str, link: TextLink) -> Iterator[TextLink]:
    """Yield a link of a text joined with the pieces behind it, shorter candidates first."""
    piece = _PIECE.match(text, link.start) if link.start is not None else None
    if piece is None:
        return
    joined = {piece.group()}
    position = piece.end()
    for _ in range(_MOST_BREAKS):
        gap = _BREAK.match(text, position)
        following = _PIECE.match(text, gap.end()) if gap and gap.end() > position else None
        if gap is None or following is None or "://" in following.group():
            return
        if gap.group().count("\n") > 1 and not _OF_AN_ADDRESS.search(following.group()):
            return
        position = following.end()
        # A hyphen at the end of a line may be of the address, or put there by what broke it.
        joined = {before + following.group() for word in joined for before in (word, word.removesuffix("-"))}
        for word in sorted(joined, key=len, reverse=True):
            yield from find_links(word)[:1]
