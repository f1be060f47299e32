"""Mark the speaker of each paragraph in a transcript.

The opening of a single turn is parsed in `entities.turns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.entities.attendance import parse_inline_people, parse_surname_first
from indexer.entities.turns import SpeakerTurn, parse_speaker_turn
from indexer.model import Participation
from indexer.structure.draft import Piece
from indexer.text.casing import is_all_capitals
from indexer.text.prose import ends_sentence

from .session_labels import parse_session_heading

# Lines of the record itself, spoken by nobody.
_RECORD = re.compile(
    r"^(?:The (?:meeting|session|sitting|hearing) (?:rose|was (?:called to order|suspended|resumed|adjourned|closed))"
    r"|(?:The )?(?:\w+ ){0,3}(?:[Cc]ommittee|[Ss]ubcommittee|[Ss]itting|[Pp]roceedings"
    r"|[Hh]earing|House|Council|Assembly)"
    r" (?:met|rose|adjourned|resumed|suspended)\b(?=[^.?!]*\d)|[\[(]?(?:Whereupon|The witness(?:es)? withdrew)"
    r"|It was so decided|The agenda was adopted|A vote was taken|La séance est (?:ouverte|levée|suspendue))\b"
)


def mark_turns(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a transcript with their speakers; a line that only names the speaker is an attribution."""
    result = []
    speaker: tuple[Participation, ...] = ()
    for piece in pieces:
        if piece.role not in {"body", "heading"}:
            result.append(piece)
            continue
        if _RECORD.match(piece.text) or _is_roster(piece.text):  # the record's own words
            result.append(piece)
            continue
        turn = parse_speaker_turn(piece.text)
        if piece.block.speaker:
            named = parse_speaker_turn(f"{piece.block.speaker}: …")
            speaker = (_participation(named) if named else Participation(piece.block.speaker, "speaker"),)
        elif turn:
            speaker = (_participation(turn),)
        elif piece.role == "heading":
            speaker = ()
        if turn and not turn.rest:
            result.append(piece.with_role("attribution", "speaker_of_turn"))
        elif piece.role == "heading" and not turn:
            result.append(piece)
        else:
            result.append(replace(piece, role="body", people=speaker))
    return result


def is_speech_turn(text: str) -> bool:
    """Return whether a line is a speaker's turn with words, as a transcript can begin, and no title in capitals."""
    turn = parse_speaker_turn(text) if ends_sentence(text) and not is_all_capitals(text) else None
    return turn is not None and bool(turn.rest)


def _is_roster(text: str) -> bool:
    """Return whether a line with a label lists people and is no speech: `President: Mr. Ray (Kenya)`."""
    return not text.endswith((".", "?", "!")) and bool(parse_inline_people(text) or parse_surname_first(text))


def count_turns(pieces: Sequence[Piece]) -> int:
    """Return the number of paragraphs that open a turn."""
    return sum(
        bool(piece.block.speaker or (not parse_session_heading(piece.text) and parse_speaker_turn(piece.text)))
        for piece in pieces
        if piece.role in {"body", "heading"}
    )


def _participation(turn: SpeakerTurn) -> Participation:
    return Participation(turn.speaker, turn.role or "speaker", turn.affiliation, turn.honorific)
