"""Take the front matter out of a Markdown file and read the properties it states. Lines keep their positions."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from indexer.readers.shared.properties import DocumentProperties, declared_date, declared_language, declared_title

_KEY = re.compile(r"^([A-Za-z][\w .-]*):(?:\s+(.*))?$")
_TOML_KEY = re.compile(r"^([A-Za-z][\w.-]*)\s*=\s*\S")
_ITEM = re.compile(r"^\s*-\s+(.+)$")
_NAME_OF_ITEM = re.compile(r"^\s*(?:-\s+)?(?:full)?name:\s+(.+)$", re.IGNORECASE)
_PROPERTY_OF_ITEM = re.compile(r"^[A-Za-z_-]+:(?:\s|$)")
_AUTHOR_KEYS = ("author", "authors")
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
    fence = lines[0].rstrip() if lines else ""
    ends = {"---": {"---", "..."}, "+++": {"+++"}}.get(fence, set())
    end = next((index for index in range(1, min(len(lines), _MAX_FRONT_MATTER)) if lines[index].rstrip() in ends), 0)
    inside = lines[1:end]
    properties = _of_toml(inside) if fence == "+++" else _of_yaml(inside)
    if properties is None:
        return
    found.source = "\n".join(lines[: end + 1])
    found.lines = [""] * (end + 1) + lines[end + 1 :]
    found.properties = properties


def _of_yaml(inside: list[str]) -> DocumentProperties | None:
    """Return the properties that lines of YAML state; None where they are none."""
    if not any(_KEY.match(line) for line in inside[:1]) or any(not _is_yaml(line) for line in inside):
        return None
    values = {key[1].casefold(): _value(key[2]) for line in inside if (key := _KEY.match(line))}
    return _properties(values, _authors_in_yaml(inside))


def _of_toml(inside: list[str]) -> DocumentProperties | None:
    """Return the properties that lines of TOML state; None where they are none."""
    if not any(_TOML_KEY.match(line) for line in inside[:1]):
        return None
    try:
        table = {key.casefold(): value for key, value in tomllib.loads("\n".join(inside)).items()}
    except tomllib.TOMLDecodeError:
        return None
    values = {key: str(value) for key, value in table.items() if isinstance(value, (str, date))}
    stated: object = next((table[key] for key in _AUTHOR_KEYS if key in table), [])
    listed = [entry.get("name") if isinstance(entry, dict) else entry for entry in _listed(stated)]
    return _properties(values, tuple(name for name in listed if isinstance(name, str)))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _properties(values: dict[str, str], authors: tuple[str, ...]) -> DocumentProperties:
    return DocumentProperties(
        declared_title(values.get("title")),
        declared_language(values.get("lang") or values.get("language")),
        declared_date(values.get("date")),
        authors,
        values.get("publisher") or None,
    )


def _authors_in_yaml(inside: list[str]) -> tuple[str, ...]:
    """Return the authors in lines of YAML: one text, a list of texts, or a list of entries with names."""
    for index, line in enumerate(inside):
        key = _KEY.match(line)
        if key and key[1].casefold() in _AUTHOR_KEYS:
            value = (key[2] or "").strip()
            if value.startswith("["):
                return tuple(filter(None, (_value(name.strip()) for name in value.strip("[]").split(","))))
            if value:
                return (_value(value),)
            below = list(takewhile(lambda line: not _KEY.match(line), inside[index + 1 :]))
            names = [name[1] for line in below if (name := _NAME_OF_ITEM.match(line))]
            items = [item[1] for line in below if (item := _ITEM.match(line)) and not _PROPERTY_OF_ITEM.match(item[1])]
            return tuple(map(_value, names or items))
    return ()


def _is_yaml(line: str) -> bool:
    return not line.strip() or line.startswith((" ", "-", "#", "\t")) or bool(_KEY.match(line))


def _value(text: str | None) -> str:
    return (text or "").strip().strip("\"'")
