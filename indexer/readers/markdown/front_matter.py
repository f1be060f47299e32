"""Take the front matter out of a Markdown file and read the properties it states. Lines keep their positions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from indexer.readers.shared.properties import DocumentProperties, declared_date, declared_language, declared_title

_KEY = re.compile(r"^([A-Za-z][\w .-]*):(?:\s+(.*))?$")
_MAX_FRONT_MATTER = 60  # lines: a longer block is no front matter


@dataclass
class FrontMatter:
    """The lines of a file, those of its front matter empty, and what the front matter states."""

    lines: list[str]
    source: str = ""
    """The front matter as the file has it."""
    properties: DocumentProperties = field(default_factory=DocumentProperties)


def take_front_matter(text: str) -> FrontMatter:
    """Take the front matter out of a text."""
    found = FrontMatter(text.split("\n"))
    _take_front_matter(found)
    return found


def _take_front_matter(found: FrontMatter) -> None:
    lines = found.lines
    if not lines or lines[0].rstrip() != "---":
        return
    end = next(
        (index for index in range(1, min(len(lines), _MAX_FRONT_MATTER)) if lines[index].rstrip() in {"---", "..."}), 0
    )
    inside = lines[1:end]
    if not any(_KEY.match(line) for line in inside[:1]) or any(not _is_yaml(line) for line in inside):
        return
    values = {key[1].casefold(): _value(key[2]) for line in inside if (key := _KEY.match(line))}
    found.source = "\n".join(lines[: end + 1])
    found.lines = [""] * (end + 1) + lines[end + 1 :]
    found.properties = DocumentProperties(
        declared_title(values.get("title")),
        declared_language(values.get("lang") or values.get("language")),
        declared_date(values.get("date")),
    )


def _is_yaml(line: str) -> bool:
    return not line.strip() or line.startswith((" ", "-", "#", "\t")) or bool(_KEY.match(line))


def _value(text: str | None) -> str:
    return (text or "").strip().strip("\"'")
