"""Take out what Markdown files hold beyond CommonMark: front matter and footnotes. Lines keep their positions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from indexer.readers.shared.markup import strip_markup
from indexer.readers.shared.properties import DocumentProperties, declared_date, declared_language, declared_title

_KEY = re.compile(r"^([A-Za-z][\w .-]*):(?:\s+(.*))?$")
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_MAX_FRONT_MATTER = 60  # lines: a longer block is no front matter


@dataclass
class MarkdownExtensions:
    """The lines of a file without its front matter and footnotes, which leave empty lines, and those parts."""

    lines: list[str]
    front_matter: str = ""
    properties: DocumentProperties = field(default_factory=DocumentProperties)
    footnotes: dict[str, str] = field(default_factory=dict)
    footnote_sources: dict[str, str] = field(default_factory=dict)
    """Each footnote as the file has it."""
    footnote_lines: list[str] = field(default_factory=list)

    def split_note_marks(self, text: str) -> tuple[list[tuple[str, int]], str]:
        """Return the note marks in a text with the offset of each, and the text without them."""
        marks: list[tuple[str, int]] = []
        pieces: list[str] = []
        start = length = 0
        for mark in _MARK.finditer(text):
            if mark[1] in self.footnotes:
                pieces.append(text[start : mark.start()])
                start, length = mark.end(), length + mark.start() - start
                marks.append((mark[1], length))
        return marks, "".join([*pieces, text[start:]])


def extract_extensions(text: str) -> MarkdownExtensions:
    """Take front matter and footnotes out of a text; a note without a mark stays where it is."""
    extras = MarkdownExtensions(text.split("\n"))
    _take_front_matter(extras)
    marks = {mark for line in extras.lines for mark in _MARK.findall(_NOTE.sub(r"\2", line))}
    position = 0
    while position < len(extras.lines):
        note = _NOTE.match(extras.lines[position])
        if note is None or note[1] not in marks:
            position += 1
            continue
        end = _end_of_note(extras.lines, position)
        source = extras.lines[position:end]
        extras.footnotes[note[1]] = strip_markup(" ".join([note[2], *source[1:]]))
        extras.footnote_sources[note[1]] = "\n".join(source)
        extras.footnote_lines.append("\n".join(source))
        extras.lines[position:end] = [""] * (end - position)
        position = end
    return extras


def _end_of_note(lines: list[str], start: int) -> int:
    """Return where a note ends: it continues over lines that are not blank, and over indented ones after a blank."""
    end = start + 1
    while end < len(lines) and not _NOTE.match(lines[end]):
        is_more = lines[end].startswith(("    ", "\t")) if not lines[end - 1].strip() else bool(lines[end].strip())
        if not is_more and not (
            not lines[end].strip() and lines[end + 1 : end + 2] and lines[end + 1].startswith("    ")
        ):
            break
        end += 1
    return end


def _take_front_matter(extras: MarkdownExtensions) -> None:
    lines = extras.lines
    if not lines or lines[0].rstrip() != "---":
        return
    end = next(
        (index for index in range(1, min(len(lines), _MAX_FRONT_MATTER)) if lines[index].rstrip() in {"---", "..."}), 0
    )
    inside = lines[1:end]
    if not any(_KEY.match(line) for line in inside[:1]) or any(not _is_yaml(line) for line in inside):
        return
    values = {key[1].casefold(): _value(key[2]) for line in inside if (key := _KEY.match(line))}
    extras.front_matter = "\n".join(lines[: end + 1])
    extras.lines = [""] * (end + 1) + lines[end + 1 :]
    extras.properties = DocumentProperties(
        declared_title(values.get("title")),
        declared_language(values.get("lang") or values.get("language")),
        declared_date(values.get("date")),
    )


def _is_yaml(line: str) -> bool:
    return not line.strip() or line.startswith((" ", "-", "#", "\t")) or bool(_KEY.match(line))


def _value(text: str | None) -> str:
    return (text or "").strip().strip("\"'")
