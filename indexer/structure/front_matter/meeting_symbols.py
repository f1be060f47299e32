"""Find the symbol that the record of one meeting is printed under, such as `A/79/PV.12`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.structure.draft import Piece

_FIRST_LINES = 10
_LONGEST_LINE = 80  # characters
# The 12th plenary meeting of the 79th session, or the 9th summary record; not a report on it.
_SYMBOL = re.compile(
    r"^(?:(?:United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций|联合国|الأمم المتحدة)\s+)?"
    r"(?P<symbol>[A-Z]{1,10}(?:/[A-Z0-9][A-Z0-9.-]{0,14}){0,5}/(?:PV|SR)\.\d{1,5})"
    r"(?:\s*\((?:Resumption|Part|Reprise|Reanudación)\s*\w{1,4}\)|/(?:Corr|Add|Rev)\.\d{1,2}){0,2}\*?$"
)


def find_meeting_symbol(pieces: Sequence[Piece]) -> str | None:
    """Return the symbol of the meeting that the first lines of a record state, without its corrections, or None.

    A line that says more mentions another meeting, and two symbols decide nothing.
    """
    lines = [line for piece in pieces if (line := (piece.text or piece.block.raw).strip())][:_FIRST_LINES]
    found = {match["symbol"] for line in lines if len(line) <= _LONGEST_LINE and (match := _SYMBOL.match(line))}
    return found.pop() if len(found) == 1 else None
