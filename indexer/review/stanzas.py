"""Write what settles a paper's doubtful facts as tables of `corpus.toml`, ready to be pasted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from glob import escape

from indexer.model import DOCUMENT_KINDS, Document, FactName

from .candidates import PaperClues, UnnamedLabel, candidates_for
from .doubts import BASIS_LABELS, FACT_LABELS, Doubt

_PLACEHOLDERS: dict[FactName, str] = {
    "title": 'title = "..."',
    "kind": 'kind = "..."',
    "day": "start = YYYY-MM-DD",
    "place": 'place = "City, Country"',
    "meeting": 'meeting = "..."',
    "speakers": "",
    "encoding": 'encoding = "..."',
    "status": 'status = "planned"',
    "author": 'author = "..."',
    "publisher": 'publisher = "..."',
    "symbol": 'symbol = "..."',
}


_NO_CLUES = PaperClues()


def stanza_of(document: Document, doubts: Iterable[Doubt], clues: PaperClues = _NO_CLUES) -> str:
    """Return a table that states the doubtful facts of one paper as they are now, each to be confirmed or corrected.

    A line with a guess can be pasted as it is. What is not known stands behind `#`, so that no false fact is pasted by
    oversight, and so does what else a fact could be: the owner removes one `#`.
    """
    lines = ["[[document]]", f"file = {quoted(pattern_of(document.source))}"]
    tables: list[str] = []
    for doubt in doubts:
        if doubt.fact == "speakers":
            tables += _speaker_tables(doubt, clues)
        elif doubt.fact == "day" and len(document.meetings) > 1:
            tables += _meeting_tables(document, doubt)
        else:
            lines += _lines(document, doubt, clues)
    return "\n".join([*lines, *tables])


def pattern_of(source: str) -> str:
    """Return a name that matches one file only; its `*`, `?` and `[` would make it a pattern for others."""
    return escape(source) if re.search(r"[*?\[]", source) else source


def _lines(document: Document, doubt: Doubt, clues: PaperClues) -> Iterator[str]:
    """Yield the lines for one doubt, with how the fact is known behind the first, and what else it could be."""
    remark = f"  # {_basis(doubt)}"
    stated = list(_statements(document, doubt))
    candidates = candidates_for(document, doubt, clues)
    if stated:
        yield stated[0] + remark
        yield from stated[1:]
    elif not candidates or doubt.fact == "meeting":
        hint = f"; one of {', '.join(DOCUMENT_KINDS)}" if doubt.fact == "kind" else ""
        yield f"# {_PLACEHOLDERS[doubt.fact]}{remark}{hint}"
    else:
        yield f"# {FACT_LABELS[doubt.fact]}: {_basis(doubt)}"
    for candidate in candidates:
        first, *rest = (f"# {key} = {printed_value(value)}" for key, value in candidate.keys)
        reason = one_line(candidate.reason)
        yield f"{first}  # {'or, ' if stated else ''}{reason}" if reason or stated else first
        yield from rest


def _meeting_tables(document: Document, doubt: Doubt) -> Iterator[str]:
    """Yield a table for each meeting that a paper holds, whose headings the owner fills in."""
    yield f"# days: {_basis(doubt)}; copy the heading as the paper prints it"
    for meeting in document.meetings:
        yield from ("# [[document.meetings]]", '# heading = "..."', f"# start = {meeting.start or 'YYYY-MM-DD'}")


def _basis(doubt: Doubt) -> str:
    """Return how a fact is known, with the evidence."""
    return f"{BASIS_LABELS[doubt.basis]}{': ' if doubt.evidence else ''}{one_line(doubt.evidence)}"


def _speaker_tables(doubt: Doubt, clues: PaperClues) -> Iterator[str]:
    """Yield a table for each label before speech, whose names the owner fills in."""
    yield f"# speakers: {_basis(doubt)}"
    for unnamed in clues.labels or (UnnamedLabel("..."),):
        first, *others = map(quoted, map(one_line, unnamed.names or ("...",)))
        remark = f"  # or {', '.join(others)}" if others else ""
        yield from (
            "# [[document.speakers]]",
            f"# label = {quoted(one_line(unnamed.label))}",
            f"# name = {first}{remark}",
        )


def printed_value(value: str | bool | date) -> str:
    """Return a value as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else quoted(value)


def _statements(document: Document, doubt: Doubt) -> Iterator[str]:
    """Yield the keys and values that state a fact as it is now, none where it is not known."""
    meeting = document.meeting
    match doubt.fact:
        case "title":
            yield f"title = {quoted(document.title)}"
        case "kind" if doubt.value:
            yield f"kind = {quoted(document.kind)}"
        case "status" if doubt.value:
            yield f"status = {quoted(document.status)}"
        case "author" | "publisher" if doubt.value:
            yield f"{doubt.fact} = {quoted(doubt.value)}"
        case "day" if meeting and meeting.start:
            yield f"start = {meeting.start}"
            if meeting.end and meeting.end != meeting.start:
                yield f"end = {meeting.end}"
        case "place" if meeting and meeting.place:
            yield f"place = {quoted(meeting.place)}"
        case "meeting" if meeting:
            yield f"meeting = {quoted(meeting.title)}"
            yield f"meeting_id = {quoted(meeting.id)}"
        case "encoding":
            yield from (f"encoding = {quoted(name)}" for name in [doubt.evidence.split(" ")[0]] if name)
        case _:
            return


def one_line(text: str) -> str:
    """Return a text on one line without control characters, which a comment in TOML must not have."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def quoted(text: str) -> str:
    """Return a text as a TOML string; JSON's strings are TOML's, but for the character DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
