"""Transcripts: who speaks in each paragraph, from the line or the words that give somebody the floor."""

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

# What a record says of a meeting, not what anybody said in it.
_RECORD = re.compile(
    r"^(?:The (?:meeting|session|sitting|hearing) (?:rose|was (?:called to order|suspended|resumed|adjourned|closed))"
    r"|(?:The )?(?:\w+ ){0,3}(?:[Cc]ommittee|[Ss]ubcommittee|[Ss]itting|[Pp]roceedings"
    r"|[Hh]earing|House|Council|Assembly)"
    r" (?:met|rose|adjourned|resumed|suspended)\b(?=[^.?!]*\d)|[\[(]?(?:Whereupon|The witness(?:es)? withdrew)"
    r"|It was so decided|The agenda was adopted|A vote was taken|La séance est (?:ouverte|levée|suspendue))\b"
)


def mark_turns(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a transcript, each with its speaker; a line that only names the speaker is an attribution."""
    found = []
    speaker: tuple[Participation, ...] = ()
    for piece in pieces:
        if piece.role not in {"body", "heading"}:
            found.append(piece)
            continue
        if _RECORD.match(piece.text) or _is_roster(piece.text):  # the record's own words
            found.append(piece)
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
            found.append(piece.with_role("attribution", "speaker of what follows"))
        elif piece.role == "heading" and not turn:
            found.append(piece)
        else:
            found.append(replace(piece, role="body", people=speaker))
    return found


def is_speech_turn(text: str) -> bool:
    """Whether a line is a turn of speech with its words, as a transcript can begin, and no title in capitals."""
    turn = parse_speaker_turn(text) if ends_sentence(text) and not is_all_capitals(text) else None
    return turn is not None and bool(turn.rest)


def _is_roster(text: str) -> bool:
    """Whether a line with a label names people and is no speech: `President: Mr. Ray (Kenya)`."""
    return not text.endswith((".", "?", "!")) and bool(parse_inline_people(text) or parse_surname_first(text))


def count_turns(pieces: Sequence[Piece]) -> int:
    """How many paragraphs or lines open a turn."""
    return sum(
        bool(piece.block.speaker or (not parse_session_heading(piece.text) and parse_speaker_turn(piece.text)))
        for piece in pieces
        if piece.role in {"body", "heading"}
    )


def _participation(turn: SpeakerTurn) -> Participation:
    return Participation(turn.speaker, turn.role or "speaker", turn.affiliation, turn.honorific)
