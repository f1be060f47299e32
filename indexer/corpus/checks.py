"""Checks of the keys and values of a `corpus.toml` table; each message says what belongs there instead.

What the values mean is decided in the rooms that use them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn, TypeVar

from rapidfuzz import process

from indexer.errors import CorpusSettingsInvalid

_MIN_LIKENESS = 70.0  # of 100: `yaer` and `affilation` reach it for what was meant, `poem` for nothing


@dataclass(frozen=True)
class SettingLocation:
    """A location in the file: its path, and the steps to it, such as `line 4: [[document]] 2: kind`."""

    path: str
    where: str = ""

    def child(self, step: str) -> SettingLocation:
        """Return the location one step further in."""
        return SettingLocation(self.path, f"{self.where}: {step}" if self.where else step)

    def fail(self, problem: str, joined: str = " ") -> NoReturn:
        """Raise CorpusSettingsInvalid with the problem at this location."""
        raise CorpusSettingsInvalid(self.path, f"{self.where}{joined}{problem}" if self.where else problem)


_T = TypeVar("_T")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+")

Check = Callable[[SettingLocation, object], _T]
"""Returns a value of the file as the rooms use it, or raises CorpusSettingsInvalid."""


def check_table(
    location: SettingLocation, value: object, checks: Mapping[str, Check[object]], needs: str, example: str
) -> dict[str, object]:
    """Return the checked values of a table that must have a text under the key `needs`. Raise CorpusSettingsInvalid."""
    if not isinstance(value, Mapping) or not isinstance(value.get(needs), str):
        location.fail(f"needs {needs} = {example}")
    values: dict[str, object] = {}
    for key, entry in value.items():
        if key not in checks:
            fail_unknown_key(location, key, checks)
        values[key] = checks[key](location.child(key), entry)
    return values


def fail_unknown_key(location: SettingLocation, key: str, known_keys: Iterable[str]) -> NoReturn:
    """Raise CorpusSettingsInvalid for an unknown key, with the nearest known one."""
    known_keys = tuple(known_keys)
    location.fail(f"unknown key “{key}”{did_you_mean(key, known_keys)}; known are {', '.join(known_keys)}", ": ")


def did_you_mean(word: str, known_words: Iterable[str]) -> str:
    """Return the nearest known word as a question, empty if none is near."""
    nearest = process.extractOne(word.casefold(), tuple(known_words), score_cutoff=_MIN_LIKENESS)
    return f" (did you mean “{nearest[0]}”?)" if nearest else ""


def text(location: SettingLocation, value: object) -> str:
    """Return a text that is not blank. Raise CorpusSettingsInvalid."""
    if not isinstance(value, str):
        location.fail(f"is {value!r}; it must be a text in quotation marks")
    if not value.strip():
        location.fail("is empty; delete the line to have it inferred")
    return value


def web_address(location: SettingLocation, value: object) -> str:
    """Return an address that begins with http:// or https://. Raise CorpusSettingsInvalid."""
    if not isinstance(value, str) or not _WEB_ADDRESS.fullmatch(value):
        location.fail(f"is {value!r}; it must be an address such as https://example.org/report.pdf")
    return value


def password(location: SettingLocation, value: object) -> str:
    """Return a text, which may be empty. Raise CorpusSettingsInvalid."""
    return value if value == "" else text(location, value)


def encoding(location: SettingLocation, value: object) -> str:
    """Return the name of a text encoding, as Python has it. Raise CorpusSettingsInvalid."""
    name = text(location, value)
    try:
        "".encode(name)
    except LookupError:
        location.fail(f'is “{name}”, which is not an encoding; write one such as "cp1250", "iso8859-2" or "shift_jis"')
    return codecs.lookup(name).name


def boolean(location: SettingLocation, value: object) -> bool:
    """Return a value that must be true or false. Raise CorpusSettingsInvalid."""
    if not isinstance(value, bool):
        location.fail(f"is {value!r}; it must be true or false")
    return value


def number(location: SettingLocation, value: object) -> int:
    """Return a whole number from 0 to 999999. Raise CorpusSettingsInvalid."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**6:
        location.fail(f"is {value!r}; it must be a number such as 3")
    return value


def weight(location: SettingLocation, value: object) -> float:
    """Return a number from 0.1 to 10. Raise CorpusSettingsInvalid."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0.1 <= value <= 10:
        location.fail(f"is {value!r}; it must be a number from 0.1 to 10, as 1.5")
    return float(value)


def year(location: SettingLocation, value: object) -> int:
    """Return a year from 1 to 9999. Raise CorpusSettingsInvalid."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 9999:
        location.fail(f"is {value!r}; it must be a number such as 2024")
    return value


def day(location: SettingLocation, value: object) -> date:
    """Return a date without a time. Raise CorpusSettingsInvalid."""
    if not isinstance(value, date) or isinstance(value, datetime):
        location.fail(f"is {value!r}; it must be a day such as 2024-12-10, without quotation marks")
    return value


def published(location: SettingLocation, value: object) -> str:
    """Return an ISO 8601 date to the day, month or year. Raise CorpusSettingsInvalid."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str) or not any(_has_format(value, form) for form in ("%Y-%m-%d", "%Y-%m", "%Y")):
        location.fail(f'is {value!r}; it must be "2025-01-31", "2025-01" or "2025" in quotation marks')
    return value


def _has_format(value: str, form: str) -> bool:
    try:
        return datetime.strptime(value, form).strftime(form) == value
    except ValueError:
        return False


def identifier(location: SettingLocation, value: object) -> str:
    """Return an id of lower-case letters, digits and hyphens. Raise CorpusSettingsInvalid."""
    is_plain = isinstance(value, str) and value and value == value.lower() and value.isascii()
    if not is_plain or not all(character.isalnum() or character == "-" for character in str(value)):
        location.fail(f"is “{value}”; use lower-case letters, digits and hyphens")
    return str(value)


def one_of(allowed: Iterable[str]) -> Check[str]:
    """Return a check that a value is one of some words."""
    words = tuple(allowed)

    def check(location: SettingLocation, value: object) -> str:
        if not isinstance(value, str) or value not in words:
            hint = did_you_mean(value, words) if isinstance(value, str) else ""
            location.fail(f"is “{value}”{hint}; it must be one of {', '.join(words)}")
        return value

    return check


def list_of(check: Check[_T], example: str) -> Check[tuple[_T, ...]]:
    """Return a check of every entry of a list, which returns them as a tuple."""

    def check_entries(location: SettingLocation, value: object) -> tuple[_T, ...]:
        if not isinstance(value, list):
            location.fail(f"must be a list such as {example}")
        return tuple(check(location.child(str(position)), entry) for position, entry in enumerate(value, start=1))

    return check_entries
