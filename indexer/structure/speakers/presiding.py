"""Find who presides over a meeting, where its paper names one person and nobody else takes the chair.

Labels are parsed in `entities`; an office whose holder is in doubt stays as printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.entities.attendees import is_listed_name
from indexer.entities.names import fold_name, is_fuller_name
from indexer.entities.turn_labels import TurnLabel, read_label, split_titles
from indexer.entities.turns import SpeakerTurn
from indexer.structure.draft import Piece
from indexer.text.prose import ends_sentence, split_words

from .labelled import SPOKEN, LabelledPiece

# `The PRESIDENT (Hon. Sue Low) took the chair at 10.00`, `The Speaker, Hon. Sue Low, took the Chair`
_TOOK = re.compile(
    r"^(?P<label>(?:The |THE |Mr\.? |MR\.? |Madam |MADAM )?[^\W\d_a-z][^(),.;:!?\n]{3,40}?)"
    r"(?:\s\((?P<inside>(?:[^()\n]|\([^()\n]*\)){3,80})\)|,\s(?P<between>[^(),.;:\n]*(?:\.\s[^(),.;:\n]+){0,4}),)"
    r",?\s(?:[Tt]ook|TOOK|[Aa]ssumed|[Oo]ccupied) the (?:[Cc]hair|CHAIR)\b",
)
# Any words that say that somebody takes the chair, or leaves it.
_CHANGES = re.compile(
    r"\b(?:took|takes?|taken|assum\w+|resum\w+|vacat\w+|left|occup\w+|in|to) the (?:chair|presid\w+)\b"
    r"|\b(?:presided|presiding)\b|\bin the absence of the (?:president|chair|speaker)"
    r"|\b(?:prend|reprend|assume|occupe|cède|quitte) (?:la présidence|le fauteuil)|\bpréside la séance"
    r"|\b(?:ocupa|asume|reasume|vuelve a ocupar|cede) la presidencia|\bassume a presidência"
    r"|\b(?:übernimmt|führt) den vorsitz|занимает место председателя|主持",
    re.IGNORECASE,
)
_HOLDER = re.compile(r"^(?P<label>[^\W\d_a-z][^:：\n]{2,40}?)\s*[:：]\s*(?P<who>[^\W\d_a-z][^:：\n]{3,80})$")
_ACTING = re.compile(
    r"\b(?:acting|deputy|vice|temporary|interim|pro tempor\w+|stellvertretende\w*|vize\w*|suppléante?|interin[oa]"
    r"|viceprésidente?|vicepresident[ea]|alterno)\b|заместитель|副|代理",
    re.IGNORECASE,
)
_OFFICES = (
    ("chair", re.compile(r"\bchair(?:man|woman|person)?\b", re.IGNORECASE)),
    ("speaker", re.compile(r"\bspeaker\b", re.IGNORECASE)),
    ("president", re.compile(r"\b(?:president[ea]?|présidente?|präsident(?:in)?)\b", re.IGNORECASE)),
    ("vorsitz", re.compile(r"\bvorsitzende[rn]?\b", re.IGNORECASE)),
    ("председатель", re.compile(r"\bпредседатель(?:ствующий)?\b", re.IGNORECASE)),
)
_LEADERS = re.compile(r"(?:\s?[.…_]){3,}")
_MAX_LABEL_WORDS = 4  # words of a label such as `The Honourable the President`
_MAX_LINE = 240  # characters of a line that says who took the chair


@dataclass(frozen=True)
class PresidingOfficer:
    """The one person who presides, and the office of the labels that stand for him or her."""

    office: str
    person: TurnLabel

    def holds(self, turn: SpeakerTurn) -> bool:
        """Return whether a label is the office and nothing else: `The PRESIDENT`, `Madam President`."""
        return turn.form == "office" and turn.affiliation is None and office_of(turn.label) == self.office

    def named(self, turn: SpeakerTurn) -> SpeakerTurn:
        """Return a turn of the office with the name and the country of its holder."""
        person = self.person
        return replace(
            turn, speaker=person.name, affiliation=person.affiliation, honorific=person.honorific, role="chair"
        )


def office_of(label: str) -> str | None:
    """Return the presiding office that a label names by itself, whatever its case; None for a deputy's or another."""
    label = re.sub(r"\s*[(（].*", "", label)
    if len(label.split()) > _MAX_LABEL_WORDS or _ACTING.search(label):
        return None
    found = [office for office, pattern in _OFFICES if pattern.search(label)]
    rest = _OFFICES_AND_ADDRESS.sub(" ", label).strip(" .,’'")
    return found[0] if len(found) == 1 and not rest else None


_OFFICES_AND_ADDRESS = re.compile(
    r"\b(?:the|le|la|el|il|der|die|o|a|l|mr|mrs|ms|mister|madam|madame|mme|m|hon|honou?rable|señora?|sra?|senhora?|frau|herr"
    r"|chair(?:man|woman|person)?|speaker|president[ea]?|présidente?|präsident(?:in)?|vorsitzende[rn]?"
    r"|председатель(?:ствующий)?)\b[.,’']?",
    re.IGNORECASE,
)


def presiding_officer(pieces: Sequence[Piece], labelled: Sequence[LabelledPiece]) -> PresidingOfficer | None:
    """Return who presides, given the labels of a paper; None where it names nobody, several people, or a change.

    A label of a deputy, or of somebody else who presides, is a change too. A list of officers counts above the first
    label only; below it `Chair: Ms. Low` may be the result of an election.
    """
    turns = [item.turn for item in labelled]
    offices = {office for turn in turns if turn.form == "office" and (office := office_of(turn.label))}
    if len(offices) != 1 or any(turn.form == "office" and _ACTING.search(turn.label) for turn in turns):
        return None
    office = next(iter(offices))
    first = min(item.position for item in labelled)
    holders = [_person(turn) for turn in turns if _presides_by_name(turn, office)]
    doubtful: list[TurnLabel] = []
    for position, piece in enumerate(pieces):
        for line in _lines(piece):
            took, stated = _took_chair(line, office), _stated_holder(line, office)
            if took or (stated and position < first):
                holders += [person for person in (took, stated) if person]
            elif stated:
                doubtful.append(stated)
            elif len(line) <= _MAX_LINE and _CHANGES.search(line) and not SPOKEN.search(line):
                return None
    if not holders or not _are_one((*holders, *doubtful)):
        return None
    return PresidingOfficer(office, max(holders, key=lambda holder: (bool(holder.affiliation), len(holder.name))))


def _lines(piece: Piece) -> list[str]:
    """Return the lines of a piece without leaders of dots and marks of emphasis."""
    lines = piece.block.raw.split("\n") if piece.block.raw.strip().count("\n") else [piece.text]
    return [" ".join(_LEADERS.sub(" ", line).split()).strip(" *_>#") for line in lines if piece.role != "dropped"]


def _took_chair(line: str, office: str) -> TurnLabel | None:
    """Return the holder of an office of whom a line says that he or she took the chair."""
    match = _TOOK.match(line) if len(line) <= _MAX_LINE else None
    return _read_person(match["inside"] or match["between"]) if match and office_of(match["label"]) == office else None


def _stated_holder(line: str, office: str) -> TurnLabel | None:
    """Return the person whom a line of a list of officers has for an office: `President: Mr. Low (Fiji)`."""
    match = _HOLDER.match(line)
    is_line = match is not None and office_of(match["label"]) == office and not ends_sentence(match["who"])
    return _read_person(match["who"]) if match and is_line else None


def _read_person(words: str) -> TurnLabel | None:
    """Return the person with an honorific, or in full, whom some words name and nothing else."""
    label = read_label(re.sub(r"^the ", "", words.strip()))
    if label is None or len(split_words(words)) > 10 or label.form not in {"titled", "name", "capitals"}:
        return None
    titled = bool(split_titles(words)[0])
    return label if is_listed_name(label.name, titled=titled) and (titled or " " in label.name) else None


def _presides_by_name(turn: SpeakerTurn, office: str) -> bool:
    """Return whether a label names office and person: `The PRESIDENT (Hon. Sue Low):`."""
    return turn.form == "titled" and turn.role == "chair" and office_of(re.sub(r"\s*\(.*", "", turn.label)) == office


def _person(turn: SpeakerTurn) -> TurnLabel:
    return TurnLabel("titled", turn.speaker, turn.affiliation, turn.role, turn.honorific)


def _are_one(holders: Sequence[TurnLabel]) -> bool:
    """Return whether all names are forms of one."""
    names = [fold_name(holder.name) for holder in holders]
    return bool(names) and all(
        first == second or is_fuller_name(first, second) or is_fuller_name(second, first)
        for first in names
        for second in names
    )
