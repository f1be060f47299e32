"""Find numbers of paragraphs that no format marks: `2.1 The secretariat ...`, `1.- Approval of the minutes`.

Numbers that a format marks come from the readers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from indexer.structure.dates import is_only_date
from indexer.structure.draft import Piece
from indexer.text.prose import ends_sentence, is_prose

_DOTTED = re.compile(r"^(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=[^\W\d_a-z“\"])")
_DASHED = re.compile(r"^(?P<label>\d{1,3})(?:\.\s?[-–]|[ºª]\.?[-–]?)\s*(?=[^\W\d_])")

_BARE = re.compile(r"^(?P<label>\d{1,3})\s+(?=[^\W\d_a-z])")
# The opening of a footnote that names a document.
_CITES = re.compile(
    r"^\d{1,3}\s+(?:ibid|idem|see\b|cf\.|op\. cit|loc\. cit|official records|(?:\w+ ){0,6}resolutions? \d"
    r"|[A-Z]{1,5}/\S*\d|https?:|voir\b|véase|vgl\.|document officiel)",
    re.IGNORECASE,
)
# In many languages an ordinal is a number with a full stop.
_NUMBERED_MEETING = re.compile(
    r"^\d{1,3}\. (?:[^\W\d_]+ )?(?:[^\W\d_]*(?:sitzung|tagung|versammlung|konferenz)|kongress|schůze|zasedání"
    r"|zasadnutie|posiedzenie|sesja|møde|møte|möte|sammanträde|kokous|istunto|ülés|sjednica|seja|fundur|istung|sēde)\b",
    re.IGNORECASE,
)
_MIN_BARE_NUMBERS = 3  # paragraphs with a bare number before the numbers count as a sequence


def _with_ordinals(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, where the number of a list item of no list is an ordinal again: `5. Mai 2031`, `12. Sitzung`.

    Readers take any number with a full stop for that of an item.
    """
    result = list(pieces)
    for index, piece in enumerate(pieces):
        label = (piece.block.label or "").rstrip(".")
        if piece.block.kind != "list_item" or piece.role != "body" or not re.fullmatch(r"\d{1,3}", label):
            continue
        beside = (*pieces[max(0, index - 1) : index], *pieces[index + 1 : index + 2])
        items = [other.block for other in beside if other.block.kind == "list_item"]
        numbers = {block.label.rstrip(".") for block in items if block.label}
        line = f"{label}. {piece.text}"
        is_ordinal = is_only_date(line) or _NUMBERED_MEETING.match(line) is not None
        if is_ordinal and not numbers & {str(int(label) - 1), str(int(label) + 1)}:
            result[index] = replace(piece, block=replace(piece.block, kind="paragraph", label=None, text=line))
    return result


def label_numbered_paragraphs(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, where paragraphs that open with a number in sequence become numbered items.

    `2.1` counts if a `2.2`, `1.1` or `3.1` is near, so that `2.5 Billion people ...` stays as it is.
    """
    pieces = _with_ordinals(pieces)
    result = list(pieces)
    for pattern, fits in ((_DOTTED, _is_paragraph), (_DASHED, bool), (_BARE, _is_paragraph)):
        labels = {
            index: match["label"]
            for index, piece in enumerate(result)
            if piece.role == "body" and piece.block.kind == "paragraph" and (match := pattern.match(piece.text))
        }
        if pattern is _BARE:
            labels = _without_notes(labels, result)
        known = set(labels.values())
        if pattern is _BARE and len(known) < _MIN_BARE_NUMBERS:
            continue
        for index, label in labels.items():
            piece = pieces[index]
            words = pattern.sub("", piece.text)
            if fits(words) and not piece.block.has_anchored_links and _is_in_sequence(label, known):
                block = replace(piece.block, kind="list_item", label=label, text=words)
                result[index] = replace(piece, block=block)
    return result


def _without_notes(labels: Mapping[int, str], pieces: Sequence[Piece]) -> dict[int, str]:
    """Return the numbered paragraphs without runs of footnotes, which cite: `13 Ibid., p. 4`, `14 A/CONF.9/15`."""
    runs: list[list[int]] = []
    for index in sorted(labels):
        if not (runs and runs[-1][-1] == index - 1):
            runs.append([])
        runs[-1].append(index)
    kept = [run for run in runs if not any(_CITES.match(pieces[index].text) for index in run)]
    return {index: labels[index] for run in kept for index in run}


def _is_paragraph(words: str) -> bool:
    """Return whether words are a paragraph and no heading."""
    return is_prose(words) or ends_sentence(words)


def _is_in_sequence(label: str, known: set[str]) -> bool:
    """Return whether the number before or after a label is among the known ones."""
    *above, last = map(int, label.split("."))
    neighbours = {(*above, last - 1), (*above, last + 1)}
    if above:
        neighbours |= {(*above[:-1], above[-1] - 1, 1), (*above[:-1], above[-1] + 1, 1)}
    return any(".".join(map(str, neighbour)) in known for neighbour in neighbours)
