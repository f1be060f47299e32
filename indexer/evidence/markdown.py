"""Write evidence as Markdown: CommonMark with footnotes in the common `[^1]` form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.references import ReferenceRun

from .dossier import Dossier, Evidence, clean_lines

_MARKUP = re.compile(r"[\\`*_\[\]<>&~|$^#]")
_LINE_START_MARKUP = re.compile(r"^(?:[-+=:](?=\s|$|[-+=:])|\d{1,9}[.)](?=\s|$))")


def write_markdown(dossier: Dossier) -> str:
    """Return Markdown: each quotation as a block quotation, its reference as a footnote, notes and remarks below it."""
    parts = [f"# {escape_markdown(dossier.title)}"]
    notes = []
    for number, item in enumerate(dossier.items, 1):
        parts += _paragraphs(item, number)
        notes.append(f"[^{number}]: {_reference_text(item)}")
    return "\n\n".join([*parts, *notes]) + "\n"


def _paragraphs(item: Evidence, number: int) -> Iterator[str]:
    """Yield the paragraphs of one quotation: its words, or an ellipsis where none are known, then notes and remarks."""
    words = [escape_markdown(line) for line in clean_lines(item.quotation)] or ["…"]
    yield "> " + "\\\n> ".join(words) + f"[^{number}]"
    yield from (escape_markdown(line) for line in clean_lines(item.note))
    if item.remarks:
        yield f"*{escape_markdown(' '.join(item.remarks))}*"


def _reference_text(item: Evidence) -> str:
    """Return the reference with its italics, and its address as a link."""
    return "".join(_run(run, item.link) for run in item.cited)


def _run(run: ReferenceRun, link: str) -> str:
    before, address, after = run.text.partition(link)
    if address:
        return f"{escape_markdown(before)}<{link}>{escape_markdown(after)}"
    inner = run.text.strip()
    if not run.italic or not inner:
        return escape_markdown(run.text)
    lead, _, tail = run.text.partition(inner)
    return f"{lead}*{escape_markdown(inner)}*{tail}"


def escape_markdown(text: str) -> str:
    """Escape every character of one line that Markdown would read as markup."""
    line = _MARKUP.sub(r"\\\g<0>", text)
    match = _LINE_START_MARKUP.match(line)
    if not match:
        return line
    mark_end = match.end() - 1  # the mark itself, or the full stop after a number
    return f"{line[:mark_end]}\\{line[mark_end:]}"
