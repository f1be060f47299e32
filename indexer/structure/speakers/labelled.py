"""Find the paragraphs and lines that open with the label of a possible speaker.

Which of the labels are speakers is decided in `evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.entities.attendance import parse_inline_people, parse_surname_first
from indexer.entities.roles import looks_like_person, split_role_label
from indexer.entities.turn_labels import read_label
from indexer.entities.turns import SpeakerTurn, read_opening
from indexer.structure.draft import Piece
from indexer.text.prose import count_words, ends_sentence

from .splitting import Opening, line_openings

SPOKEN = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Ww]e|we['’](?:re|ve|d|ll)|[Yy]ou|[Yy]our?|[Mm]y|[Oo]ur|me|us|[Tt]hanks?|yes|no"
    r"|[Jj]e|j['’]\w+|[Nn]ous|[Vv]ous|[Nn]otre|[Vv]otre|[Yy]o|[Nn]osotros|[Nn]uestr[oa]s?|usted(?:es)?|[Ii]ch|[Ww]ir|[Ss]ie"
    r"|[Uu]nser\w*|[Ee]u|nós|noi|[Яя]|[Мм]ы|[Нн]аш\w*|[Бб]лагодарю|نحن)\b|我|我們|我们|本會|私|[?？؟]|нас"
)
"""What somebody says who speaks with others, or asks."""
_WITH_PAGE = re.compile(r"^[^:;!?\n]{3,80}\(pp?\.? ?\d{1,4}\)\s?[-–—]")
_LEAST_TITLE_WORDS = 3  # words in capitals after a colon, that are a title
_MAX_PERSON_WORDS = 12  # words of a person with offices; a longer text addresses the person


@dataclass(frozen=True)
class LabelledPiece:
    """A piece that opens with a label, by its position among all pieces."""

    position: int
    turn: SpeakerTurn
    said: str
    """The words after it, in the same paragraph or the next."""
    is_spoken: bool
    """Whether these words are a sentence."""

    @property
    def key(self) -> str:
        """The label without case and brackets."""
        return label_key(self.turn)


def label_key(turn: SpeakerTurn) -> str:
    """Return the label of a turn without case and brackets."""
    return re.sub(r"\s*\(.*", "", turn.label).casefold()


def labelled_pieces(pieces: Sequence[Piece], opening: Opening = read_opening) -> list[LabelledPiece]:
    """Return the pieces that open with the label of a possible speaker, as `opening` reads it."""
    found = []
    live = [position for position, piece in enumerate(pieces) if piece.role in {"body", "heading"}]
    for order, position in enumerate(live):
        piece = pieces[position]
        if piece.block.kind in {"table_row", "caption"} or piece.block.speaker or lists_people(piece.text):
            continue
        turn = opening(piece.text)
        if turn is None or _names_people(turn.rest) or _is_title(turn):
            continue
        below = pieces[live[order + 1]].text if order + 1 < len(live) else ""
        said = turn.rest or below
        is_spoken = ends_sentence(said.rstrip("*_ ")) and count_words(said) >= 2
        found.append(LabelledPiece(position, turn, said, is_spoken))
    return found


def labelled_lines(pieces: Sequence[Piece], opening: Opening = read_opening) -> list[LabelledPiece]:
    """Return the labels that open lines inside paragraphs, as evidence of who speaks in a paper."""
    return [
        LabelledPiece(position, turn, turn.rest, is_spoken=ends_sentence(turn.rest) or bool(SPOKEN.search(turn.rest)))
        for position, piece in enumerate(pieces)
        if piece.role == "body" and piece.block.kind in {"paragraph", "list_item", "quote"}
        for _, turn in line_openings(piece.block, opening)
        if not _names_people(turn.rest)
    ]


def lists_people(text: str) -> bool:
    """Return whether a line with a label lists people and is no speech: `President: Mr. Ray (Kenya)`.

    An entry of a list of questions with its page is none either: `Mr. Moe (Kenya) (p 48)—Ports.`
    """
    if _WITH_PAGE.match(text):
        return True
    role = split_role_label(text)
    if role and role[1] and looks_like_person(re.split(r";| and ", role[1], maxsplit=1)[0]):
        return True
    return not text.endswith((".", "?", "!")) and bool(parse_inline_people(text) or parse_surname_first(text))


def _is_title(turn: SpeakerTurn) -> bool:
    """Return whether a line in capitals is a title with a colon: `RURAL HARBOURS: WHO IS STILL WAITING?`."""
    untitled = turn.form in {"name", "handle", "initials", "capitals"}
    return untitled and turn.rest.isupper() and count_words(turn.rest) >= _LEAST_TITLE_WORDS


def _names_people(rest: str) -> bool:
    """Return whether the words after a label are a name and no speech: `Chairman of the Board: Ms. Ann Low`."""
    first = re.split(r",| and ", rest, maxsplit=1)[0]
    is_short = 0 < count_words(rest) <= _MAX_PERSON_WORDS
    label = read_label(first) if is_short and not ends_sentence(rest) else None
    return label is not None and label.form in {"titled", "capitals", "name"}  # no address to an office
