"""Evidence as Markdown: CommonMark with footnotes in the widespread `[^1]` form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.references import ReferenceRun

from .piece import Dossier, Evidence, clean_lines

_SIGNS = re.compile(r"[\\`*_\[\]<>&~|$^#]")
_AT_START = re.compile(r"^(?:[-+=:](?=\s|$|[-+=:])|\d{1,9}[.)](?=\s|$))")


def write_markdown(dossier: Dossier) -> str:
    """Write each quotation as a block quotation, its reference as a footnote, notes and remarks below it."""
    parts = [f"# {escape_markdown(dossier.title)}"]
    notes = []
    for number, piece in enumerate(dossier.items, 1):
        parts += _piece(piece, number)
        notes.append(f"[^{number}]: {_reference(piece)}")
    return "\n\n".join([*parts, *notes]) + "\n"


def _piece(piece: Evidence, number: int) -> Iterator[str]:
    """The paragraphs of a piece: the quotation first, or a line that says that it is gone."""
    words = [escape_markdown(line) for line in clean_lines(piece.quotation)] or ["…"]
    yield "> " + "\\\n> ".join(words) + f"[^{number}]"
    yield from (escape_markdown(line) for line in clean_lines(piece.note))
    if piece.remarks:
        yield f"*{escape_markdown(' '.join(piece.remarks))}*"


def _reference(piece: Evidence) -> str:
    """The reference with its italics, its address as a link."""
    return "".join(_run(run, piece.link) for run in piece.cited)


def _run(run: ReferenceRun, link: str) -> str:
    before, found, after = run.text.partition(link)
    if found:
        return f"{escape_markdown(before)}<{link}>{escape_markdown(after)}"
    inner = run.text.strip()
    if not run.italic or not inner:
        return escape_markdown(run.text)
    lead, _, tail = run.text.partition(inner)
    return f"{lead}*{escape_markdown(inner)}*{tail}"


def escape_markdown(text: str) -> str:
    """One line of text with every sign escaped that Markdown would read as markup."""
    line = _SIGNS.sub(r"\\\g<0>", text)
    found = _AT_START.match(line)
    if not found:
        return line
    at = found.end() - 1  # the mark itself, or the stop behind a number
    return f"{line[:at]}\\{line[at:]}"
