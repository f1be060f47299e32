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
# A heading that says nothing else: below `Bounce tracking tasks` people speak, and below `Next steps` too.
_ONLY_TASKS = re.compile(
    r"^(?:\(?\d{1,2}(?:\.\d+)*[.)]?\s+)?"
    r"(?:(?:new|open|list of|summary of|outstanding|agreed|the|key|our|offene|nächste)\s+)*"
    r"(?:ais?|actions?(?: (?:items?|points?|list|log|register))?|to-?dos?|to do|tasks?|assignments|homework"
    r"|aufgaben|t[âa]ches|tareas|acciones(?: pendientes)?|pendientes|azioni|ações)\s*:?$",
    re.IGNORECASE,
)
_OPENS_LABEL = re.compile(r"^[^:]{1,60}:(?=\s|$)")
_SPOKEN_SHARE = 0.15  # of labels below such a heading, from which they are speech
_MAX_TASK_WORDS = 4  # words of a line that heads tasks


def below_tasks(pieces: Sequence[Piece], *, surely: bool = False) -> frozenset[int]:
    """Return the positions below headings such as `Action items`; with `surely`, below those that say nothing else.

    A short line that says so is such a heading too, in a paper whose headings are not marked.
    """
    wanted = _ONLY_TASKS if surely else _TASKS
    tasks = False
    found = set()
    for position, piece in enumerate(pieces):
        text = piece.text.strip(" *_")
        if piece.role == "heading" or piece.block.kind == "heading":
            tasks = bool(wanted.search(text))
        elif surely and not piece.is_list_item and _ONLY_TASKS.match(text):
            tasks = True
        elif surely and tasks and _is_line(piece) and not _OPENS_LABEL.search(text):
            tasks = False  # the next short line is a heading too
        if tasks:
            found.add(position)
    return frozenset(found)


def _is_line(piece: Piece) -> bool:
    is_short = len(piece.text.split()) <= _MAX_TASK_WORDS and not ends_sentence(piece.text)
    return is_short and not piece.is_list_item and piece.role == "body"


def are_tasks(items: Sequence[LabelledPiece], pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the positions of labels with what somebody is to do, below `Action items`, where nobody speaks."""
    below = below_tasks(pieces, surely=True)
    tasks: set[int] = set()
    section: list[LabelledPiece] = []
    for item in (*items, None):
        if item and item.position in below and (not section or _is_same(section[-1].position, item.position, below)):
            section.append(item)
            continue
        spoken = sum(bool(SPOKEN.search(other.turn.rest)) for other in section)
        if spoken < _SPOKEN_SHARE * len(section):
            tasks |= {other.position for other in section if not other.turn.is_formal}
        section = [item] if item and item.position in below else []
    return frozenset(tasks)


def _is_same(first: int, second: int, below: frozenset[int]) -> bool:
    """Return whether all positions between two are below such headings."""
    return all(position in below for position in range(first, second))
