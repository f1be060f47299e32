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
from unicodedata import bidirectional

from babel import Locale
from babel.numbers import format_decimal, format_percent

_FIRST_GROUPED = 1_000
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
"""FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE of Unicode."""

Key = TypeVar("Key")


@dataclass(frozen=True)
class MessageLanguage:
    """A language with its catalogue of messages."""

    code: str
    """As addresses and the settings have it: `fr`."""
    locale: Locale
    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]

    @property
    def is_right_to_left(self) -> bool:
        """Whether it is written from right to left."""
        return bool(self.locale.character_order == "right-to-left")

    def filled(self, message: str, values: Mapping[str, object]) -> str:
        """Return a message with its placeholders filled in. Raise KeyError when one has no value.

        In a message from right to left, a value from left to right is isolated: its signs, and the words of the message
        beside it, stay on their sides.
        """
        if self.is_right_to_left:
            values = {name: self.isolated(value) if type(value) is str else value for name, value in values.items()}
        return message % values

    def isolated(self, value: str) -> str:
        """Return a text that is to stand in a sentence of this language, isolated where its direction is the other."""
        return _isolated(value) if self.is_right_to_left else value

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


@lru_cache(maxsize=10_000)
def _isolated(value: str) -> str:
    """Return a value between signs that isolate it, if it is of letters from left to right alone.

    One with letters from right to left is a part of the message, and one that is isolated in parts needs no more. An
    address is left as it is, for those who copy it.
    """
    if _ISOLATE in value or "://" in value:
        return value
    directions = {bidirectional(character) for character in value}
    is_left_to_right = "L" in directions and directions.isdisjoint({"R", "AL"})
    return f"{_ISOLATE}{value}{_END_ISOLATE}" if is_left_to_right else value


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
    speech = _current.get()
    translated = speech.gettext(message)
    return speech.filled(translated, values) if values else translated


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
