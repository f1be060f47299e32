"""What a table of `corpus.toml` may hold: keys and values checked one by one, each slip named with what belongs there.

What the values mean is the business of the rooms that state something of a paper, a person or an acronym.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from rapidfuzz import process

from indexer.errors import CorpusSettingsInvalid

_NEAR = 70.0  # of 100: `yaer` and `affilation` are near what was meant, `poem` is near nothing


@dataclass(frozen=True)
class SettingLocation:
    """A place in the file: its path, and the words that lead there, such as `line 4: [[document]] 2: kind`."""

    path: Path
    where: str = ""

    def child(self, step: str) -> SettingLocation:
        """The place one step further in."""
        return SettingLocation(self.path, f"{self.where}: {step}" if self.where else step)

    def fail(self, problem: str, joined: str = " ") -> NoReturn:
        """Say what is wrong here; raises CorpusSettingsInvalid."""
        raise CorpusSettingsInvalid(self.path, f"{self.where}{joined}{problem}" if self.where else problem)


Check = Callable[[SettingLocation, object], Any]
"""Gives a value of the file as the rooms use it, or raises CorpusSettingsInvalid."""


def check_table(
    place: SettingLocation, value: object, checks: Mapping[str, Check], needs: str, example: str
) -> dict[str, Any]:
    """The checked values of a table that must have a text under the key `needs`."""
    if not isinstance(value, Mapping) or not isinstance(value.get(needs), str):
        place.fail(f"needs {needs} = {example}")
    found = {}
    for key, part in value.items():
        if key not in checks:
            fail_unknown_key(place, key, checks)
        found[key] = checks[key](place.child(key), part)
    return found


def fail_unknown_key(place: SettingLocation, key: str, known: Iterable[str]) -> NoReturn:
    """Say that a key means nothing, and which it was most likely to be."""
    known = tuple(known)
    place.fail(f"unknown key “{key}”{did_you_mean(key, known)}; known are {', '.join(known)}", ": ")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The known word that is near enough to be what was meant, as a question; empty if there is none."""
    found = process.extractOne(word.casefold(), tuple(known), score_cutoff=_NEAR)
    return f" (did you mean “{found[0]}”?)" if found else ""


def text(place: SettingLocation, value: object) -> str:
    """A text that says something."""
    if not isinstance(value, str):
        place.fail(f"is {value!r}; it must be a text in quotation marks")
    if not value.strip():
        place.fail("is empty; leave the line out to have it inferred")
    return value


def password(place: SettingLocation, value: object) -> str:
    """A text, which may be empty."""
    return value if value == "" else text(place, value)


def boolean(place: SettingLocation, value: object) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        place.fail(f"is {value!r}; it must be true or false")
    return value


def number(place: SettingLocation, value: object) -> int:
    """A whole number, as sessions have."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**6:
        place.fail(f"is {value!r}; it must be a number such as 3")
    return value


def year(place: SettingLocation, value: object) -> int:
    """A year of four digits at most."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 9999:
        place.fail(f"is {value!r}; it must be a number such as 2024")
    return value


def day(place: SettingLocation, value: object) -> date:
    """A day, not a moment of one."""
    if not isinstance(value, date) or isinstance(value, datetime):
        place.fail(f"is {value!r}; it must be a day such as 2024-12-10, without quotation marks")
    return value


def published(place: SettingLocation, value: object) -> str:
    """A day, or a text that states a day, a month or a year."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str) or not any(_states(value, form) for form in ("%Y-%m-%d", "%Y-%m", "%Y")):
        place.fail(f'is {value!r}; it must be "2025-01-31", "2025-01" or "2025" in quotation marks')
    return value


def _states(value: str, form: str) -> bool:
    try:
        return datetime.strptime(value, form).strftime(form) == value
    except ValueError:
        return False


def identifier(place: SettingLocation, value: object) -> str:
    """An id as addresses have it."""
    good = isinstance(value, str) and value and value == value.lower() and value.isascii()
    if not good or not all(one.isalnum() or one == "-" for one in str(value)):
        place.fail(f"is “{value}”; use lower-case letters, digits and hyphens")
    return str(value)


def one_of(known: Iterable[str]) -> Check:
    """A check that a value is one of some words."""
    words = tuple(known)

    def check(place: SettingLocation, value: object) -> str:
        if not isinstance(value, str) or value not in words:
            hint = did_you_mean(value, words) if isinstance(value, str) else ""
            place.fail(f"is “{value}”{hint}; it must be one of {', '.join(words)}")
        return value

    return check


def list_of(check: Check, example: str) -> Check:
    """A check of every entry of a list, which is given back as a tuple."""

    def checked(place: SettingLocation, value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            place.fail(f"must be a list such as {example}")
        return tuple(check(place.child(str(at)), entry) for at, entry in enumerate(value, start=1))

    return checked
