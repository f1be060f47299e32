"""`corpus.toml`: what a user states about papers, which then counts more than what was inferred from them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, cast

from .errors import CorpusSettingsInvalid
from .model import DOCUMENT_KINDS, DocumentKind
from .structure.draft import Facts

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SETTINGS_FILE = "corpus.toml"


@dataclass(frozen=True)
class SessionSetting:
    """A heading that opens a session, and what that session is called."""

    heading: str
    number: int | None = None
    title: str | None = None


@dataclass(frozen=True)
class Rule:
    """What is stated of the files whose names match; None is left to inference."""

    file: str
    skip: bool = False
    title: str | None = None
    kind: DocumentKind | None = None
    published: str | None = None
    language: str | None = None
    password: str | None = None
    """What opens an encrypted file."""
    meeting: str | None = None
    """Title of the meeting."""
    meeting_id: str | None = None
    place: str | None = None
    start: date | None = None
    end: date | None = None
    year: int | None = None
    sessions: tuple[SessionSetting, ...] | None = None

    def applied(self, facts: Facts) -> Facts:
        """The facts with what the rule states in place of what was inferred."""
        stated: dict[str, Any] = {
            "title": self.title,
            "kind": self.kind,
            "published": self.published,
            "language": self.language,
            "meeting_title": self.meeting,
            "meeting_id": self.meeting_id,
            "place": self.place,
            "start": self.start,
            "end": self.end or self.start,
            "year": self.year or (self.start.year if self.start else None),
        }
        return replace(facts, **{key: value for key, value in stated.items() if value is not None})


@dataclass(frozen=True)
class Settings:
    """All rules of a corpus, in the order of the file."""

    rules: tuple[Rule, ...] = ()
    raw: bytes = field(default=b"", repr=False)

    def for_file(self, name: str) -> tuple[Rule, ...]:
        """The rules that a file's name matches; a later one counts more."""
        return tuple(rule for rule in self.rules if rule.file == name or fnmatchcase(name, rule.file))

    def unused(self, names: Sequence[str]) -> tuple[str, ...]:
        """Patterns that match no file: most likely a slip."""
        return tuple(
            rule.file
            for rule in self.rules
            if not any(rule.file == name or fnmatchcase(name, rule.file) for name in names)
        )


def load(folder: Path) -> Settings:
    """The settings of a corpus folder, empty ones where it has none; raises CorpusSettingsInvalid."""
    path = folder / SETTINGS_FILE
    if not path.exists():
        return Settings()
    try:
        raw = path.read_bytes()
        data = tomllib.loads(raw.decode("utf-8"))
    except OSError as error:
        raise CorpusSettingsInvalid(path, f"cannot be opened ({error.strerror})") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusSettingsInvalid(path, f"is not valid TOML: {error}") from error
    for key in data:
        if key != "document":
            raise CorpusSettingsInvalid(path, f"unknown key “{key}”; rules are written as [[document]] tables")
    tables = data.get("document", [])
    if not isinstance(tables, list):
        raise CorpusSettingsInvalid(path, "write [[document]] with two brackets: there can be several")
    return Settings(tuple(_rule(path, number, table) for number, table in enumerate(tables, start=1)), raw)


_KEYS = tuple(entry.name for entry in fields(Rule))
_TEXTS = frozenset({"file", "password", "title", "kind", "language", "meeting", "meeting_id", "place"})


def _rule(path: Path, number: int, table: Mapping[str, Any] | object) -> Rule:
    where = f"[[document]] {number}"
    if not isinstance(table, Mapping) or not isinstance(table.get("file"), str):
        raise CorpusSettingsInvalid(path, f'{where} needs file = "a name or a pattern such as 2024/*.txt"')
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            raise CorpusSettingsInvalid(path, f"{where}: unknown key “{key}”; known are {', '.join(_KEYS)}")
        values[key] = _value(path, f"{where}: {key}", key, value)
    rule = Rule(**values)
    if rule.end and not rule.start:
        raise CorpusSettingsInvalid(path, f"{where}: end is stated without start")
    if rule.start and rule.end and rule.end < rule.start:
        raise CorpusSettingsInvalid(path, f"{where}: end {rule.end} is before start {rule.start}")
    return rule


def _value(path: Path, where: str, key: str, value: object) -> object:
    """One value, checked; its error says what belongs there."""
    if key == "sessions":
        return _sessions(path, where, value)
    if key == "published" and isinstance(value, (str, date)):
        return str(value)
    if key == "kind" and value not in DOCUMENT_KINDS:
        raise CorpusSettingsInvalid(path, f"{where} is “{value}”; it must be one of {', '.join(DOCUMENT_KINDS)}")
    if key == "meeting_id" and not (isinstance(value, str) and _is_id(value)):
        raise CorpusSettingsInvalid(path, f"{where} is “{value}”; use lower-case letters, digits and hyphens")
    wanted: dict[str, tuple[type, str]] = {
        "skip": (bool, "true or false"),
        "start": (date, "a day such as 2024-12-10, without quotation marks"),
        "end": (date, "a day such as 2024-12-11, without quotation marks"),
        "year": (int, "a number such as 2024"),
        **dict.fromkeys(_TEXTS, (str, "a text in quotation marks")),
    }
    kind, words = wanted.get(key, (str, "a text in quotation marks"))
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)) or isinstance(value, datetime):
        raise CorpusSettingsInvalid(path, f"{where} is {value!r}; it must be {words}")
    return value


def _is_id(text: str) -> bool:
    return bool(text) and text == text.lower() and text.isascii() and all(c.isalnum() or c == "-" for c in text)


def _sessions(path: Path, where: str, value: object) -> tuple[SessionSetting, ...]:
    example = '[{heading = "Protection of Civilians", number = 1, title = "Protecting civilians"}]'
    if not isinstance(value, list):
        raise CorpusSettingsInvalid(path, f"{where} must be a list such as {example}")
    found = []
    for entry in value:
        if not isinstance(entry, dict) or not isinstance(entry.get("heading"), str):
            raise CorpusSettingsInvalid(path, f"{where}: each session needs its heading, as in {example}")
        known = {"heading": str, "number": int, "title": str}
        for key, part in entry.items():
            if key not in known or not isinstance(part, known[key]):
                raise CorpusSettingsInvalid(path, f"{where}: “{key} = {part!r}” means nothing; write {example}")
        found.append(SessionSetting(**cast("dict[str, Any]", entry)))
    return tuple(found)
