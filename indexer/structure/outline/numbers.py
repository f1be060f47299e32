"""Numbers of paragraphs that no format marks as such: `2.1 The secretariat ...`, `1.- Approval of the minutes`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.structure.draft import Piece
from indexer.text.prose import ends_sentence, is_prose

_DOTTED = re.compile(r"^(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=[^\W\d_a-z“\"])")
_DASHED = re.compile(r"^(?P<label>\d{1,3})(?:\.\s?[-–]|[ºª]\.?[-–]?)\s*(?=[^\W\d_])")

_BARE = re.compile(r"^(?P<label>\d{1,3})\s+(?=[^\W\d_a-z])")
_FEWEST = 3  # paragraphs with a number and no sign after it


def label_numbered_paragraphs(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, paragraphs that open with a number that others count on with made items of that number.

    `2.1` counts where a `2.2`, `1.1` or `3.1` stands near, so that `2.5 Billion people ...` stays what it is.
    """
    found = list(pieces)
    for pattern, fits in ((_DOTTED, _is_said), (_DASHED, bool), (_BARE, _is_said)):
        labels = {
            at: match["label"]
            for at, piece in enumerate(found)
            if piece.role == "body" and piece.block.kind == "paragraph" and (match := pattern.match(piece.text))
        }
        known = set(labels.values())
        if pattern is _BARE and len(known) < _FEWEST:
            continue
        for at, label in labels.items():
            piece = pieces[at]
            words = pattern.sub("", piece.text)
            if fits(words) and not piece.block.has_anchored_links and _counts(label, known):
                block = replace(piece.block, kind="list_item", label=label, text=words)
                found[at] = replace(piece, block=block)
    return found


def _is_said(words: str) -> bool:
    """Whether words are a paragraph and no heading."""
    return is_prose(words) or ends_sentence(words)


def _counts(label: str, known: set[str]) -> bool:
    *above, last = map(int, label.split("."))
    near = {(*above, last - 1), (*above, last + 1)}
    if above:
        near |= {(*above[:-1], above[-1] - 1, 1), (*above[:-1], above[-1] + 1, 1)}
    return any(".".join(map(str, one)) in known for one in near)
