"""The language in which the program speaks to a reader, and its messages in it; English unless something else is set.

The site sets it for each request, from its catalogues. No catalogue is read here, and the words of papers are never
translated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from babel import Locale
from babel.numbers import format_decimal, format_percent

_FIRST_GROUPED = 1_000

Key = TypeVar("Key")


@dataclass(frozen=True)
class MessageLanguage:
    """A language with its catalogue of messages."""

    code: str
    """As addresses and the settings have it: `fr`."""
    locale: Locale
    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]

    def number(self, number: int) -> str:
        """Return a whole number as it is written: `1,234`."""
        return str(number) if 0 <= number < _FIRST_GROUPED else _grouped(number, self.locale)

    def decimal(self, number: float) -> str:
        """Return a number with a few digits behind its point as it is written: `1.5`."""
        return format_decimal(number, locale=self.locale)

    def percent(self, number: int) -> str:
        """Return a whole number of per cent as it is written: `70%`."""
        return format_percent(number / 100, locale=self.locale)


@lru_cache(maxsize=10_000)
def _grouped(number: int, locale: Locale) -> str:
    return format_decimal(number, locale=locale)


def _same(text: str) -> str:
    return text


def _english(one: str, several: str, num: int) -> str:
    return one if num == 1 else several


ENGLISH = MessageLanguage("en", Locale("en"), _same, _english)
_current: ContextVar[MessageLanguage] = ContextVar("speech", default=ENGLISH)
current_speech = _current.get
"""Return the language that messages are in now."""


def speak(speech: MessageLanguage) -> None:
    """Let messages be in a language from now on, in this thread or task."""
    _current.set(speech)


@contextmanager
def speaking(speech: MessageLanguage) -> Iterator[None]:
    """Let messages be in a language for a while."""
    token = _current.set(speech)
    try:
        yield
    finally:
        _current.reset(token)


def gettext(message: str, **values: object) -> str:
    """Return a message in the reader's language, with its named placeholders filled in.

    Return the English message where the catalogue lacks it. Raise KeyError when a placeholder has no value.
    """
    translated = _current.get().gettext(message)
    return translated % values if values else translated


class MessageTable(Mapping[Key, str]):
    """A table of messages, each of which is in the language that it is read in."""

    def __init__(self, messages: Mapping[Key, str]) -> None:
        self._messages = messages

    def __getitem__(self, key: Key) -> str:
        return gettext(self._messages[key])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._messages)

    def __len__(self) -> int:
        return len(self._messages)
