"""The settings in `corpus.toml`: what a user states of papers, which counts more than what was inferred from them.

What a table may hold is checked in `document_rules` and `name_rules`.
"""

from __future__ import annotations

import errno
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from indexer.entities.stated import StatedAcronym, StatedPerson
from indexer.errors import CorpusSettingsInvalid
from indexer.object_store.address import ObjectFolder, PapersFolder
from indexer.object_store.client import bucket
from indexer.object_store.errors import ObjectGone, ObjectRefused, ObjectUnreadable, StoreAccessRefused

from . import document_rules, name_rules
from .checks import SettingLocation, did_you_mean
from .document_rules import DocumentRule, last_stated
from .listing import SETTINGS_FILE, closed_reason

__all__ = ["SETTINGS_FILE", "CorpusSettings", "DocumentRule", "last_stated", "load_settings"]

_MOST_BYTES = 16_000_000
_TABLES = ("document", "person", "acronym", "synonym")
_T = TypeVar("_T")


@dataclass(frozen=True)
class CorpusSettings:
    """Everything stated of a corpus, in the order of the file."""

    rules: tuple[DocumentRule, ...] = ()
    persons: tuple[StatedPerson, ...] = ()
    acronyms: tuple[StatedAcronym, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Rows of words and phrases that mean the same."""
    raw: bytes = field(default=b"", repr=False)

    def rules_for(self, name: str) -> tuple[DocumentRule, ...]:
        """Return the rules that match a file name; a later one counts more."""
        return tuple(rule for rule in self.rules if rule.matches(name))

    def unused_patterns(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the patterns that match no file, which are most likely mistakes."""
        return tuple(rule.file for rule in self.rules if not any(map(rule.matches, names)))


def load_settings(folder: PapersFolder) -> CorpusSettings:
    """Load the settings of a corpus folder, empty ones where it has no file.

    Raise CorpusSettingsInvalid, or ObjectStoreError where the folder is in an object store that cannot be read.
    """
    path = settings_path(folder)
    try:
        raw = settings_bytes(folder)
        if raw is None:
            return CorpusSettings()
        text = raw.decode("utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise CorpusSettingsInvalid(path, _closed(error)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusSettingsInvalid(path, f"is not valid TOML: {error}") from error
    for key in data:
        if key not in _TABLES:
            known_tables = ", ".join(f"[[{name}]]" for name in _TABLES)
            hint = did_you_mean(key, _TABLES)
            raise CorpusSettingsInvalid(path, f"unknown key “{key}”{hint}; all is written in tables: {known_tables}")
    return CorpusSettings(
        _parse_tables(path, data, text, "document", document_rules.parse_document_rule),
        _parse_tables(path, data, text, "person", name_rules.parse_person),
        _parse_tables(path, data, text, "acronym", name_rules.parse_acronym),
        _parse_tables(path, data, text, "synonym", name_rules.parse_synonym),
        raw,
    )


def settings_path(folder: PapersFolder) -> Path | str:
    """Return where the settings of a folder are."""
    return f"{folder}/{SETTINGS_FILE}" if isinstance(folder, ObjectFolder) else folder / SETTINGS_FILE


def settings_bytes(folder: PapersFolder) -> bytes | None:
    """Return the file of settings as it is, None where there is none.

    Raise OSError, or what is wrong with an object store: CorpusSettingsInvalid, StoreAccessRefused or another
    ObjectStoreError.
    """
    if isinstance(folder, ObjectFolder):
        into = BytesIO()
        try:
            bucket(folder.bucket).fetch(folder.key(SETTINGS_FILE), _MOST_BYTES, into)
        except ObjectGone:
            return None
        except ObjectRefused as error:  # what a store says of an object that is not there, too
            raise StoreAccessRefused(folder.bucket, bucket(folder.bucket).endpoint, error.code) from error
        except ObjectUnreadable as error:
            raise CorpusSettingsInvalid(settings_path(folder), str(error)) from error
        return into.getvalue()
    path = folder / SETTINGS_FILE
    return path.read_bytes() if path.exists() else None


def _closed(error: OSError) -> str:
    """Return why the file cannot be opened, with the remedy."""
    if error.errno == errno.EISDIR:
        return "is a folder: write a file of this name, or rename the folder"
    return closed_reason(error)


def _parse_tables(
    path: Path | str, data: Mapping[str, object], text: str, name: str, make: Callable[[SettingLocation, object], _T]
) -> tuple[_T, ...]:
    """Return every table of one name; messages give its number and, where it has one, its line."""
    tables = data.get(name, [])
    if not isinstance(tables, list):
        raise CorpusSettingsInvalid(path, f"write [[{name}]] with two brackets: there can be several")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[\[\s*{name}\s*\]\]", line)]
    if len(lines) != len(tables):  # tables can be written in other ways, which have no line of their own
        lines = []
    parsed = []
    for index, table in enumerate(tables):
        location = f"line {lines[index]}: [[{name}]] {index + 1}" if lines else f"[[{name}]] {index + 1}"
        parsed.append(make(SettingLocation(str(path), location), table))
    return tuple(parsed)
