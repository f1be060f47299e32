"""Find lists of tasks, in which a name before a colon has the task and does not speak: `Ann Low: finish the draft`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.structure.draft import Piece
from indexer.text.prose import ends_sentence

from .labelled import SPOKEN, LabelledPiece

_TASKS = re.compile(
    r"\b(?:actions?|to-?dos?|tasks?|assign\w+|follow-?ups?|next steps|homework|aufgaben|t[âa]ches|tareas|acciones"
    r"|azioni|ações)\b",
    re.IGNORECASE,
)
_OPENS_LABEL = re.compile(r"^[^:]{1,60}:(?=\s|$)")
_MAX_TASK_WORDS = 4  # words of a line that heads tasks


def below_tasks(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the positions below headings such as `Action items`, or below a short line that says so."""
    tasks = False
    found = set()
    for position, piece in enumerate(pieces):
        is_line = len(piece.text.split()) <= _MAX_TASK_WORDS and not ends_sentence(piece.text.rstrip(":"))
        if piece.role == "heading" or piece.block.kind == "heading":
            tasks = bool(_TASKS.search(piece.text))
        elif is_line and not piece.is_list_item and _TASKS.search(piece.text) and ":" not in piece.text[:-1]:
            tasks = True
        elif (
            tasks
            and not piece.is_list_item
            and is_line
            and piece.role == "body"
            and not _OPENS_LABEL.search(piece.text)
        ):
            tasks = False  # the next short line is a heading too
        if tasks:
            found.add(position)
    return frozenset(found)


def is_task(item: LabelledPiece) -> bool:
    """Return whether a label with what it is to do, below `Action items`, is no speech: `Ann Low: finish the draft`."""
    return not item.turn.is_formal and not SPOKEN.search(item.turn.rest)
