"""Find lines that name who speaks below them without any sign: `Ms. Lee (Peru)`, `Statement by Ms. Lee`.

A line with a colon, a dash or bars is a label, which `evidence` weighs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.entities.turn_labels import TurnForm, TurnLabel, read_label, split_titles
from indexer.entities.turns import SpeakerTurn
from indexer.structure.draft import Piece
from indexer.text.prose import count_words, ends_sentence, is_prose

_FIRST_PERSON = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Jj]e|[Mm]on delegation|[Yy]o|[Mm]i|[Ii]ch|[Ee]u|[Мм]ы|[Яя])\b|我"
)
_ADDRESS = re.compile(
    r"\b(?:(?:Mr|Mister|Madam|Ms|Mrs)\.? (?:President|Chair\w*|Speaker|Moderator|Secretary)|[Tt]hank you"
    r"|Excellenc(?:y|ies)|[Mm]y (?:delegation|country|government)|Monsieur le [Pp]résident|Madame la [Pp]résidente"
    r"|[Jj]e vous remercie"
    r"|[Mm]a délégation|[Ss]eñora? [Pp]resident[ea]|[Mm]uchas gracias|[Mm]i delegación"
    r"|[Hh]onou?rable [Mm]embers)\b|主席"
)
_QUOTED = re.compile(r"[“\"«„][^“”\"«»„]*[”\"»“]")
_STATEMENT = re.compile(
    r"^(?:(?:(?:opening|closing|concluding|introductory|welcom(?:e|ing)|keynote|national|general|written) )*"
    r"(?:statement|remarks|address|speech|intervention|message)s?|déclaration|discours|allocution|intervention|discurso"
    r"|declaración|intervención|rede)"
    r" (?:made |delivered |given )?(?:by|of|de|du|de la|del|von)(?::| the)?(?: (?P<who>.+))?$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\s*\[[^\[\]]*\]$")  # the number of a question on the order paper
_OCCASION = re.compile(r",? (?:at|to|on|during|before|in|delivered|made|à|au|devant|lors|en|ante|durante)\b")
_MAX_LINE_WORDS = 14  # words of a line that names a speaker
_LEAST_ITEM_WORDS = 5  # words of a numbered question
_LEAST_LINES = 3  # lines that show the habit
_SPOKEN_SHARE = 0.6  # of the texts below such lines that speak in the first person, outside quotations
_OPENING_PIECES = 14  # first pieces, where a paper says that it is one person's statement
_LEAST_STATEMENT = 0.25  # of the paragraphs of a statement that speak in the first person
_PERSONS: frozenset[TurnForm] = frozenset({"titled", "capitals", "name"})


@dataclass(frozen=True)
class SpeakerLine:
    """A line that names a speaker, by its position among all pieces, and the text under it."""

    position: int
    turn: SpeakerTurn
    text: str

    @property
    def is_spoken(self) -> bool:
        """Whether the text speaks: in the first person, or to the chair where the line names an office or a country."""
        own_words = _QUOTED.sub(" ", self.text)
        if _ADDRESS.search(own_words):
            return True
        return self.turn.form in _PERSONS and bool(_FIRST_PERSON.search(own_words))


def speaker_lines(pieces: Sequence[Piece]) -> list[SpeakerLine]:
    """Return the lines that name the speakers of what follows; none where the texts under them do not speak."""
    live = [position for position, piece in enumerate(pieces) if piece.role in {"body", "heading"}]
    labels = [
        (order, label)
        for order, position in enumerate(live[:-1])
        if (label := _line_label(pieces[position])) and _is_text(pieces[live[order + 1]])
    ]
    full = {label.name for _, label in labels if _says_who(label)}
    named = [(order, label) for order, label in labels if _says_who(label) or label.name in full | {""}]
    ends = [*(order for order, _ in named[1:]), len(live)][: len(named)]
    lines = [
        SpeakerLine(
            live[order],
            _turn(label, pieces[live[order]].text),
            " ".join(pieces[live[index]].text for index in range(order + 1, end)),
        )
        for (order, label), end in zip(named, ends, strict=True)
    ]
    stated = [line for line in lines if line.turn.speaker]
    persons = sum(line.turn.form in _PERSONS for line in stated)
    spoken = sum(line.is_spoken for line in stated)
    return lines if persons and len(stated) >= _LEAST_LINES and spoken >= _SPOKEN_SHARE * len(stated) else []


def _is_text(piece: Piece) -> bool:
    """Return whether a piece can be what somebody says: no item of a list of people."""
    if piece.is_list_item and count_words(piece.text) < _LEAST_ITEM_WORDS:
        return False
    return is_prose(piece.text) or ends_sentence(_REFERENCE.sub("", piece.text))


def _says_who(label: TurnLabel) -> bool:
    """Return whether a line names a speaker by itself; a bare name does so where another line gives it in full."""
    return bool(label.name) and (label.form != "name" or label.affiliation is not None)


def _line_label(piece: Piece) -> TurnLabel | None:
    """Return what a line says about a speaker, where it says nothing else."""
    text = piece.text.strip(" *_")
    if piece.is_list_item or piece.block.kind in {"table_row", "caption", "quote"} or piece.block.speaker:
        return None
    if count_words(text) > _MAX_LINE_WORDS or re.search(r"[:：;?!]|\d{3}|[.。]$", text):
        return None
    label = read_label(text)
    return label if label and label.form not in {"question", "handle", "initials"} else None


def _turn(label: TurnLabel, text: str) -> SpeakerTurn:
    return SpeakerTurn(
        label.name, label.affiliation, label.role, "", label.honorific, label.form, "alone", label=text.strip(" *_")
    )


def statement_speaker(pieces: Sequence[Piece]) -> SpeakerTurn | None:
    """Return the speaker of a paper that calls itself one person's statement and speaks in the first person."""
    live = [piece for piece in pieces if piece.role in {"body", "heading", "metadata"}]
    found: list[SpeakerTurn] = []
    for order, piece in enumerate(live[:_OPENING_PIECES]):
        match = _STATEMENT.match(piece.text.strip(" *_"))
        if match is None:
            continue
        who = match["who"] or (live[order + 1].text if order + 1 < len(live) else "")
        who = _OCCASION.split(who.strip(" *_."), maxsplit=1)[0]
        label = read_label(who) if who else None
        if label and label.form == "titled" and split_titles(who)[0]:
            found.append(_turn(label, who))
    prose = [_QUOTED.sub(" ", piece.text) for piece in live if piece.role == "body" and is_prose(piece.text)]
    speaks = sum(bool(_FIRST_PERSON.search(text) or _ADDRESS.search(text)) for text in prose)
    is_one = len({turn.speaker for turn in found}) == 1
    return found[0] if is_one and prose and speaks >= _LEAST_STATEMENT * len(prose) else None
