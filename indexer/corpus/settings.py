"""`corpus.toml`: what a user states about papers, which then counts more than what was inferred from them."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from indexer.entities.stated import StatedAcronym, StatedPerson
from indexer.errors import CorpusSettingsInvalid

from . import document_rules, name_rules
from .checks import SettingLocation, did_you_mean
from .document_rules import DocumentRule, last_stated

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

__all__ = ["SETTINGS_FILE", "CorpusSettings", "DocumentRule", "last_stated", "load_settings"]

SETTINGS_FILE = "corpus.toml"
_TABLES = ("document", "person", "acronym")
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class CorpusSettings:
    """All that is stated of a corpus, in the order of the file."""

    rules: tuple[DocumentRule, ...] = ()
    persons: tuple[StatedPerson, ...] = ()
    acronyms: tuple[StatedAcronym, ...] = ()
    raw: bytes = field(default=b"", repr=False)

    def rules_for(self, name: str) -> tuple[DocumentRule, ...]:
        """The rules that a file's name matches; a later one counts more."""
        return tuple(rule for rule in self.rules if rule.matches(name))

    def unused_patterns(self, names: Sequence[str]) -> tuple[str, ...]:
        """Patterns that match no file: most likely a slip."""
        return tuple(rule.file for rule in self.rules if not any(map(rule.matches, names)))


def load_settings(folder: Path) -> CorpusSettings:
    """The settings of a corpus folder, empty ones where it has none; raises CorpusSettingsInvalid."""
    path = folder / SETTINGS_FILE
    if not path.exists():
        return CorpusSettings()
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise CorpusSettingsInvalid(path, f"cannot be opened ({error.strerror})") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusSettingsInvalid(path, f"is not valid TOML: {error}") from error
    for key in data:
        if key not in _TABLES:
            known = ", ".join(f"[[{name}]]" for name in _TABLES)
            hint = did_you_mean(key, _TABLES)
            raise CorpusSettingsInvalid(path, f"unknown key “{key}”{hint}; all is written in tables: {known}")
    return CorpusSettings(
        _tables(path, data, text, "document", document_rules.parse_document_rule),
        _tables(path, data, text, "person", name_rules.parse_person),
        _tables(path, data, text, "acronym", name_rules.parse_acronym),
        raw,
    )


def _tables(
    path: Path, data: dict[str, Any], text: str, name: str, make: Callable[[SettingLocation, object], _Made]
) -> tuple[_Made, ...]:
    """Every table of one name, each told by its number and, where it has a line of its own, by that."""
    found = data.get(name, [])
    if not isinstance(found, list):
        raise CorpusSettingsInvalid(path, f"write [[{name}]] with two brackets: there can be several")
    heads = [at for at, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[\[\s*{name}\s*\]\]", line)]
    if len(heads) != len(found):  # tables can be written in other ways, which have no line of their own
        heads = []
    return tuple(
        make(
            SettingLocation(path, f"line {heads[at]}: [[{name}]] {at + 1}" if heads else f"[[{name}]] {at + 1}"), value
        )
        for at, value in enumerate(found)
    )
