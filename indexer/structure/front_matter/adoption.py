"""Read when and by which body a resolution was adopted.

Both stand in a line above it, or else the day beside the meeting that is named below it, and the body over its clauses.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date

from indexer.structure.dates import is_only_date
from indexer.structure.draft import Piece
from indexer.text.analysis import fold
from indexer.text.prose import count_words, is_prose

from .day_candidates import ChosenDays, DateReader, DayCandidate
from .day_context import RESOLUTION, is_line_of_adoption
from .forms import NUMBER_OF_RESOLUTION, can_enact, find_enacting_line

_FIRST_LINES = 8  # pieces: those that can name a resolution
_LAST_LINES = 8  # pieces: those that can state when a resolution was adopted
_LONGEST_LABEL = 6  # words: a line that names a meeting alone
_LONGEST_LINE = 40  # words: a line that says by whom and when a resolution was adopted
_MAX_LINES_ABOVE = 25  # lines that can say by whom a resolution was adopted
_LINES_OVER_BODY = 6  # pieces: a letter, a subtitle and a note between the title of a resolution and its body
_SITTING = re.compile(
    r"^\W*\d+(?:st|nd|rd|th|e|ème|ª|º|a|\.|-е|-м)?\s*(?:\(\w+\)\s*)?(?:\w+\s+){0,2}"
    r"(?:meeting|session|sitting|séance|sesión|sessão|seduta|sitzung|заседание)\b|^\W*第\s?\w+\s?次\w{0,4}会议|^\W*الجلسة",
    re.IGNORECASE,
)
_ADOPTED_BY = re.compile(
    r"^(?:(?:Resolution|Decision|Résolution|Décision|Resolución|Decisión)\s+)?"
    r"(?:adopted by the|adoptée? par (?:le |la |l[’'])|(?:aprobad|adoptad)[oa] por (?:el|la))\s*"
    r"(?P<body>[A-ZÀ-Þ][^\d,;:]{3,80}?)"
    r"(?=\s+(?:at its|on\s+(?:the\s+)?\d|on \w+day|without a vote|à sa|le\s+\d|en su|el\s+\d)|\s*[,*\d]|\s*$)",
    re.IGNORECASE,
)
_OVER_CLAUSES = re.compile(r"^[“\"«]?(?:The\s|L[’']|La\s|Le\s|El\s)\s*(?P<body>[A-ZÀ-Þ][^,.;:]{3,100}?)[,.](?:$|\s)")
_DRAFT = re.compile(
    r"\bdraft (?:resolution|decision)|\bprojet de (?:résolution|décision)|\bproyecto de ", re.IGNORECASE
)


def adopting_body(pieces: Sequence[Piece]) -> tuple[str, str] | None:
    """Return the body that adopted a resolution, as printed, with the line; None for a draft, or where two differ."""
    first, end = _extent(pieces)
    is_alone = first is None or not is_in_volume(pieces)
    own = [piece.text for piece in pieces[0 if is_alone else first : end] if piece.text and not piece.block.drop]
    enacting = find_enacting_line(pieces) if is_alone else None
    of_volume = (text for text, below in itertools.pairwise(own) if can_enact(text, below))
    over = pieces[enacting].text if enacting is not None else next(of_volume, "")
    above = own[: own.index(over)] if over in own else own[:_MAX_LINES_ABOVE]
    if any(map(_DRAFT.search, above)):
        return None
    matches = [match for text in [*above, over] if (match := _ADOPTED_BY.match(text) or _OVER_CLAUSES.match(text))]
    names = {fold(match["body"]): match for match in matches}
    return (" ".join(matches[-1]["body"].split()), matches[0].string) if len(names) == 1 else None


def adoption(pieces: Sequence[Piece], candidates: Sequence[DayCandidate], read: DateReader) -> ChosenDays | None:
    """Return the day on which a resolution was adopted, as stated above it or below: `55th plenary meeting, 5 May`.

    A paper that states several holds several resolutions, or one that was amended: then none is the day.
    """
    stated = [(found.span, found.line) for found in candidates if found.owner == "adoption"]
    shown = [piece.text for piece in pieces if piece.text and not piece.block.drop]
    enacting = find_enacting_line(pieces)
    first, end = _extent(pieces)
    if first is not None and is_in_volume(pieces):
        stated = _sittings_below([piece.text for piece in pieces[first:end] if piece.text], read)
    elif any(RESOLUTION.search(text) for text in shown[:_FIRST_LINES]) or enacting is not None:
        lines = _lines_of_adoption(shown, read)
        stated += lines if stated or any(line in shown[-_LAST_LINES:] for _, line in lines) else []
        stated = stated or _sittings_below(shown[-_LAST_LINES:], read)
        # An annex can stand below the line; what stands above the body that resolves is of another resolution.
        stated = stated or _sittings_below([piece.text for piece in pieces[enacting or 0 :] if piece.text], read)
    return ChosenDays(*stated[0]) if len({span for span, _ in stated}) == 1 else None


def is_in_volume(pieces: Sequence[Piece]) -> bool:
    """Return whether other resolutions stand round that of the paper: their text above its title, or the next title.

    Days outside of its own text are theirs.
    """
    first, end = _extent(pieces)
    return first is not None and (end < len(pieces) or any(is_prose(piece.text) for piece in pieces[:first]))


def _extent(pieces: Sequence[Piece]) -> tuple[int | None, int]:
    """Return the index of the numbered title of the paper, and that of the next: a volume prints several resolutions.

    The first is None where the paper has no such title.
    """
    titles = [
        index
        for index, piece in enumerate(pieces)
        if NUMBER_OF_RESOLUTION.match(piece.text)
        and any(can_enact(*lines) for lines in itertools.pairwise(_lines_below(pieces, index)))
    ]
    own = next((index for index in titles if "title" in pieces[index].reasons), None)
    following = (index for index in titles if own is not None and index > own)
    return own, next(following, len(pieces))


def _lines_below(pieces: Sequence[Piece], index: int) -> list[str]:
    return [piece.text for piece in pieces[index + 1 : index + 2 + _LINES_OVER_BODY]]


def _lines_of_adoption(shown: Sequence[str], read: DateReader) -> list[tuple[tuple[date, date], str]]:
    """Return the days of the lines that say that a resolution was adopted, with the lines."""
    return [
        (days, text)
        for text in shown
        if is_line_of_adoption(text) and count_words(text) <= _LONGEST_LINE
        for dates in read(text)
        if (days := dates.days())
    ]


def _sittings_below(shown: Sequence[str], read: DateReader) -> list[tuple[tuple[date, date], str]]:
    """Return the days below or beside the meetings that lines name and say no more, with the lines."""
    found = []
    for earlier, text in itertools.pairwise(["", *shown]):
        is_below = _SITTING.search(earlier) and count_words(earlier) <= _LONGEST_LABEL and is_only_date(text)
        is_beside = _SITTING.search(text) and count_words(text) <= 2 * _LONGEST_LABEL
        dates = next((one for one in read(text) if one.days() and one.last is None), None)
        if dates and (span := dates.days()) and (is_below or is_beside):
            found.append((span, f"{earlier} {text}" if is_below else text))
    return found
