"""Two wordings of a passage, word by word, as data for a page."""

from __future__ import annotations

import re
from typing import Literal

from rapidfuzz.distance import Indel

Kind = Literal["same", "removed", "added"]
_TOKEN = re.compile(r"\w+(?:['’\-]\w+)*|\s+|[^\w\s]")


def word_diff(old: str, new: str) -> tuple[tuple[Kind, str], ...]:
    """What stayed, went and came between two wordings, whole words at a time.

    `same` and `removed` together are the old wording letter by letter, `same` and `added` the new one. The fewest
    words possible change (longest common subsequence); the space between two changed words changes with them.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    runs: list[tuple[str, str, str]] = []
    for step in Indel.opcodes(before, after):
        gone = "".join(before[step.src_start : step.src_end]) if step.tag != "insert" else ""
        came = "".join(after[step.dest_start : step.dest_end]) if step.tag != "delete" else ""
        runs.append(("", "", gone) if step.tag == "equal" else (gone, came, ""))
    changes: list[list[str]] = []
    for place, (gone, came, kept) in enumerate(runs):
        inside = 0 < place < len(runs) - 1
        lost, won = (kept, kept) if kept.isspace() and inside else (gone, came)
        if kept and not (kept.isspace() and inside):
            changes.append(["", "", kept])
        elif changes and not changes[-1][2]:
            changes[-1][0] += lost
            changes[-1][1] += won
        else:
            changes.append([lost, won, ""])
    named: list[tuple[Kind, str]] = []
    for gone, came, kept in changes:
        named += [("removed", gone), ("added", came), ("same", kept)]
    return tuple((kind, text) for kind, text in named if text)
