"""Find the symbol that a paper is printed under, such as `A/RES/72/128`, and that of the meeting it records."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.entities.series import is_decision, is_of_series
from indexer.entities.symbols import whole_mention
from indexer.model import FactEvidence
from indexer.structure.draft import Piece

from .forms import find_enacting_line

_FIRST_LINES = 10
_LONGEST_LINE = 80  # characters
_UNITED_NATIONS = (
    r"(?:United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций|联合国|الأمم المتحدة)"
)
_HEAD = re.compile(rf"^(?:{_UNITED_NATIONS}\s+|(?:Document|Doc\.|Symbol)\s*:?\s+)", re.IGNORECASE)
_REST = re.compile(r"\s*\*{0,3}$")
_NUMBER_OF_RESOLUTION = re.compile(
    r"(?:resolution )?(?P<number>\d{1,4}(?:/\d{1,4}| \([IVXLC]+\)| \(\d{4}\)))\.?(?=\s|$)", re.IGNORECASE
)
_BODY_THAT_RESOLVES = re.compile(r"\W*The (?P<body>[A-Z][\w ]+?)\s*,")
# The 12th plenary meeting of the 79th session, or the 9th summary record; not a report on it.
_SYMBOL_OF_MEETING = re.compile(
    rf"^(?:{_UNITED_NATIONS}\s+)?"
    r"(?P<symbol>[A-Z]{1,10}(?:/[A-Z0-9][A-Z0-9.-]{0,14}){0,5}/(?:PV|SR)\.\d{1,5})"
    r"(?:\s*\((?:Resumption|Part|Reprise|Reanudación)\s*\w{1,4}\)|/(?:Corr|Add|Rev)\.\d{1,2}){0,2}\*?$"
)


def find_meeting_symbol(pieces: Sequence[Piece]) -> str | None:
    """Return the symbol of the meeting that the first lines of a record state, without its corrections, or None.

    A line that says more mentions another meeting, and two symbols decide nothing.
    """
    found = {match["symbol"] for line in _first_lines(pieces) if (match := _SYMBOL_OF_MEETING.match(line))}
    return found.pop() if len(found) == 1 else None


def find_symbol(pieces: Sequence[Piece], title: str) -> tuple[str, FactEvidence] | None:
    """Return the symbol of a paper with the words that state it: alone on a line, or as number and body; or None."""
    found = _own_symbol(pieces) or _symbol_of_resolution(pieces, title)
    return (found[0], FactEvidence("symbol", "stated", found[1])) if found else None


def _own_symbol(pieces: Sequence[Piece]) -> tuple[str, str] | None:
    """Return the symbol that the first lines of a paper state and nothing else beside it, with its line, or None.

    A line that says more mentions another paper, and two symbols decide nothing.
    """
    found = {symbol: line for line in reversed(_first_lines(pieces)) if (symbol := _symbol_alone(line))}
    return next(iter(found.items())) if len(found) == 1 else None


def _symbol_of_resolution(pieces: Sequence[Piece], title: str) -> tuple[str, str] | None:
    """Return the symbol of a resolution from the number in its title and the body that resolves, with both, or None.

    `The General Assembly,` under `73/154. Protecting children` is resolution 73/154 of the General Assembly.
    """
    enacting = find_enacting_line(pieces)
    number = _NUMBER_OF_RESOLUTION.match(title)
    body = _BODY_THAT_RESOLVES.match(pieces[enacting].text) if enacting is not None else None
    if not (number and body):
        return None
    name = f"{body['body']} resolution {number['number']}"
    mention = whole_mention(name)
    return (mention.symbol, f"{title}; {body[0].strip()}") if mention else None


def _first_lines(pieces: Sequence[Piece]) -> list[str]:
    lines = [line for piece in pieces if (line := (piece.text or piece.block.raw).strip())][:_FIRST_LINES]
    return [line for line in lines if len(line) <= _LONGEST_LINE]


def _symbol_alone(line: str) -> str | None:
    """Return the symbol that a line consists of, as written; a name such as `Resolution 1325 (2000)` is a title."""
    text = _REST.sub("", _HEAD.sub("", line))
    mention = whole_mention(text)
    if mention is None:
        return None
    symbol = mention.symbol
    is_written = re.sub(r"\s", "", text).startswith(symbol)
    return symbol if is_written and (is_decision(symbol) or not is_of_series(symbol)) else None
