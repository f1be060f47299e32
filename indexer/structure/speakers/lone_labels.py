"""Tell the labels that can only be a speaker's, even where a paper has one of them: `Mr. SMITH (France): We agree`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.entities.countries import is_country
from indexer.entities.turn_labels import split_titles
from indexer.entities.turns import SpeakerTurn
from indexer.structure.draft import Piece

from .labelled import LabelledPiece

_IN_CAPITALS = re.compile(r"[^\W\d_a-zß-ÿ]{3}")
_QUOTED = re.compile(r"[“\"«„][^“”\"«»„]*[”\"»“]")
_OWN_WORDS = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Ww]e|[Mm]y|[Oo]ur|[Tt]hank you|(?:Mr|Madam|Ms)\.? (?:President|Chair\w*|Speaker)"
    r"|[Jj]e|[Nn]ous|[Nn]otre|[Yy]o|[Nn]osotros|[Nn]uestr[oa]s?|[Mm]uchas gracias|[Ii]ch|[Ww]ir|[Uu]nser\w*|[Ee]u"
    r"|[Nn]ós|[Яя]|[Мм]ы|[Нн]аш\w*|[Бб]лагодарю)\b|我"
)
_OWN_SHARE = 0.25  # of the paragraphs of one speech, that speak in the first person; as of a statement


def is_unmistakable(turn: SpeakerTurn) -> bool:
    """Return whether a label can only be a speaker's: an honorific with a name in capitals, or with a country."""
    if turn.form != "titled" or not turn.honorific or turn.sign not in {"colon", "dash"} or not turn.rest:
        return False
    return bool(_IN_CAPITALS.search(split_titles(turn.label)[1])) or is_country(turn.affiliation or "")


def lone_labels(labelled: Sequence[LabelledPiece]) -> list[LabelledPiece]:
    """Return the labels of this kind that stand before what somebody says in the first person, or to the chair."""
    return [item for item in labelled if is_unmistakable(item.turn) and _is_own(item.said)]


def goes_on(pieces: Sequence[Piece], position: int) -> bool:
    """Return whether what stands below the only label of a paper speaks in the first person, as one speech does."""
    below = [piece.text for piece in pieces[position + 1 :] if piece.role == "body"]
    return sum(map(_is_own, below)) >= _OWN_SHARE * len(below)


def _is_own(text: str) -> bool:
    """Return whether words outside quotation marks are somebody's own."""
    return bool(_OWN_WORDS.search(_QUOTED.sub(" ", text)))
