"""Find who asks and who answers where a hearing has `Q.` and `A.` for labels: counsel named above, and the witness.

Whether these letters are labels at all is decided in `evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.entities.turn_labels import TurnLabel, read_label, split_titles
from indexer.entities.turns import SpeakerTurn
from indexer.structure.draft import Piece

_KIND = r"(?:(?:further|continued|direct|cross|re-?direct|re-?cross|voir dire|re)[ -]*){0,3}examination"
# `BY MR. SMITH:`, `CROSS-EXAMINATION BY MS. HALL`
_BY = re.compile(
    rf"^(?:{_KIND}(?: \(?(?:resumed|continued)\)?)?\s*[-–—:,]?\s*)?by:? (?P<who>[^:\n]{{3,60}}?)\s*[:.,]?$",
    re.IGNORECASE,
)
_EXAMINATION = re.compile(rf"^{_KIND}\b[^.?!\n]{{0,40}}$", re.IGNORECASE)
# `JOHN DOE, having been duly sworn, testified as follows:`
_SWORN = re.compile(
    r"^(?P<who>[^,\n]{3,60}?)(?:, (?:[A-Z][\w.]{0,5}|[^,\n]{0,40}))?,\s+(?:having|being|called|after|first|duly|was"
    r"|the witness|a witness|the deponent|who)\b[^\n]{0,300}?\b(?:sworn|affirmed|testif\w+|deposed|examined)\b",
    re.IGNORECASE,
)
_OATH = re.compile(r"\b(?:duly|first|being|been|was) (?:sworn|affirmed)\b", re.IGNORECASE)
_OF_WITNESS = re.compile(
    r"^(?:(?:videotaped|oral|remote|video|virtual|sworn) )*(?:deposition|testimony|interview|evidence) of:? "
    r"(?P<who>[^,:\n]{3,60})(?:,[^\n]{0,60})?$",
    re.IGNORECASE,
)


def name_examiners(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with who asks each `Q.` and answers each `A.`, as far as lines above name them.

    The letters stay without a speaker where no line does.
    """
    letters = [index for index, piece in enumerate(pieces) if _letter(piece)]
    if not letters:
        return list(pieces)
    result = list(pieces)
    asks: TurnLabel | None = None
    answers: TurnLabel | None = None
    for index, piece in enumerate(pieces):
        letter = _letter(piece)
        if letter:
            result[index] = _spoken_by(piece, asks if letter == "Q" else answers)
            continue
        if piece.opening and _interrupts(piece.opening, asks):
            asks = None
        if piece.opening or piece.role == "dropped":
            continue
        text = piece.text.strip(" *_")
        by = _BY.match(text)
        if by and _asks_next(pieces, index):
            asks = _person(by["who"], titled=True)
            result[index] = _as_label(piece, asks)
        elif _EXAMINATION.match(text):
            asks = None
        elif named := _witness(text):
            asks, answers = None, _person(named, titled=False)
        elif _OATH.search(text) and len(text) < 300 and not re.search(r"\b[Tt]he witness\b", text):
            asks, answers = None, None  # somebody else is sworn, whose name has another form
    return result


def _interrupts(turn: SpeakerTurn, asks: TurnLabel | None) -> bool:
    """Return whether other counsel speaks, after whom the next question may be anybody's."""
    return turn.form not in {"office", "group"} and asks is not None and turn.speaker != asks.name


def _letter(piece: Piece) -> str | None:
    """Return `Q` or `A` where that is the label of a piece."""
    return piece.opening.label if piece.opening and piece.opening.form == "question" else None


def _asks_next(pieces: Sequence[Piece], index: int) -> bool:
    """Return whether a question comes next."""
    following = next((piece for piece in pieces[index + 1 :] if piece.role != "dropped"), None)
    return following is not None and _letter(following) == "Q"


def _witness(text: str) -> str | None:
    """Return the name of the witness in a line that says who is sworn, or whose deposition this is."""
    match = _OF_WITNESS.match(text) or _SWORN.match(text)
    return match["who"] if match and _person(match["who"], titled=False) else None


def _person(words: str, *, titled: bool) -> TurnLabel | None:
    """Return the single person whom some words name; with `titled`, an office such as `THE COURT` too."""
    label = read_label(words)
    if label is None or not label.name:
        return None
    if label.form == "titled" or (titled and label.form == "office"):
        return label
    return label if label.form in {"name", "capitals"} and " " in label.name and not split_titles(words)[0] else None


def _spoken_by(piece: Piece, person: TurnLabel | None) -> Piece:
    if person is None or piece.opening is None or piece.opening.label not in {"Q", "A"}:
        return piece
    opening = replace(
        piece.opening, speaker=person.name, affiliation=person.affiliation, honorific=person.honorific, role=person.role
    )
    return replace(piece, opening=opening)


def _as_label(piece: Piece, person: TurnLabel | None) -> Piece:
    """Return a line that names who asks as the label of what follows."""
    name, honorific = (person.name, person.honorific) if person else ("", None)
    role, affiliation = (person.role, person.affiliation) if person else (None, None)
    turn = SpeakerTurn(name, affiliation, role, "", honorific, "titled", "alone", label=piece.text.strip(" *_:"))
    return replace(piece, opening=turn).with_role("attribution", "speaker_of_turn")
