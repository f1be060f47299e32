"""The switch of the highlights: the state of a page, and the address of the same page in the other state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from webapp.address.params import MARKS_OFF


@dataclass(frozen=True)
class MarksSwitch:
    """Whether matches are highlighted, and where they are switched."""

    on: bool
    url: str


def switch_of_page(path: str, pairs: Iterable[tuple[str, str]], marks: bool) -> MarksSwitch:
    """Return the switch of a page with arguments, all others of which it keeps."""
    kept = [pair for pair in pairs if pair[0] != "marks"] + ([("marks", MARKS_OFF)] if marks else [])
    return MarksSwitch(marks, f"{path}?{urlencode(kept)}" if kept else path)
