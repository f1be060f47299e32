"""Write what settles a paper's doubtful facts as tables of `corpus.toml`, ready to be pasted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from indexer.model import DOCUMENT_KINDS, Document, FactName

from .doubts import BASIS_LABELS, Doubt

_PLACEHOLDERS: dict[FactName, str] = {
    "title": 'title = "..."',
    "kind": 'kind = "..."',
    "day": "start = YYYY-MM-DD",
    "place": 'place = "City, Country"',
    "meeting": 'meeting = "..."',
    "speakers": '[[document.speakers]]\n# label = "..."\n# name = "..."',
    "encoding": 'encoding = "..."',
    "status": 'status = "planned"',
}


def stanza_of(document: Document, doubts: Iterable[Doubt]) -> str:
    """Return a table that states the doubtful facts of one paper as they are now, each to be confirmed or corrected.

    A line with a guess can be pasted as it is. What is not known stands behind `#`, so that no false fact is pasted by
    oversight.
    """
    lines = ["[[document]]", f"file = {_quoted(document.source)}"]
    tables: list[str] = []
    for doubt in doubts:
        for line in _lines(document, doubt):
            (tables if "[[" in line else lines).append(line)
    return "\n".join([*lines, *tables])


def _lines(document: Document, doubt: Doubt) -> Iterator[str]:
    """Yield the lines for one doubt, with how the fact is known behind the first."""
    remark = f"  # {BASIS_LABELS[doubt.basis]}{': ' if doubt.evidence else ''}{one_line(doubt.evidence)}"
    stated = list(_statements(document, doubt))
    if not stated:
        placeholder = _PLACEHOLDERS[doubt.fact]
        hint = f"; one of {', '.join(DOCUMENT_KINDS)}" if doubt.fact == "kind" else ""
        yield f"# {placeholder}{remark}{hint}"
        return
    yield stated[0] + remark
    yield from stated[1:]


def _statements(document: Document, doubt: Doubt) -> Iterator[str]:
    """Yield the keys and values that state a fact as it is now, none where it is not known."""
    meeting = document.meeting
    match doubt.fact:
        case "title":
            yield f"title = {_quoted(document.title)}"
        case "kind" if doubt.value:
            yield f"kind = {_quoted(document.kind)}"
        case "status":
            yield f"status = {_quoted(document.status)}"
        case "day" if meeting and meeting.start:
            yield f"start = {meeting.start}"
            if meeting.end and meeting.end != meeting.start:
                yield f"end = {meeting.end}"
        case "place" if meeting and meeting.place:
            yield f"place = {_quoted(meeting.place)}"
        case "meeting" if meeting:
            yield f"meeting = {_quoted(meeting.title)}"
            yield f"meeting_id = {_quoted(meeting.id)}"
        case "meeting" if not document.meetings:
            yield "meeting = false"
        case "encoding":
            yield from (f"encoding = {_quoted(name)}" for name in [doubt.evidence.split(" ")[0]] if name)
        case _:
            return


def one_line(text: str) -> str:
    """Return a text on one line without control characters, which a comment in TOML must not have."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _quoted(text: str) -> str:
    """Return a text as a TOML string; JSON's strings are TOML's, but for the character DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
