"""What grouping reads from titles and paths, kept from one build to the next: each is read once, not once a build.

A function that is remembered depends on one text and on nothing else, so that only time is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Generic, TypeVar

import msgspec

_FEW = 4_096
"""Results that a function keeps where no build asks for all of them."""
_ResultT = TypeVar("_ResultT")
_functions: dict[str, Remembered[Any]] = {}


class Remembered(Generic[_ResultT]):
    """A function of one text; while `remembering`, all of its results are at hand and none is computed twice."""

    def __init__(self, kind: Any, function: Callable[[str], _ResultT]) -> None:
        """Take a function, and the type of its results, which msgspec can encode."""
        self._function = lru_cache(_FEW)(function)
        self._kind = kind
        self._known: dict[str, _ResultT] = {}
        self._used: dict[str, _ResultT] | None = None
        _functions[f"{function.__module__}.{function.__name__}"] = self

    def __call__(self, text: str) -> _ResultT:
        """Return the result for a text."""
        used = self._used
        if used is None:
            return self._function(text)
        if text in used:
            return used[text]
        used[text] = result = self._known[text] if text in self._known else self._function(text)
        return result

    def begin(self, stored: msgspec.Raw | None) -> None:
        """Take the results of the build before, where there are any."""
        self._known = msgspec.msgpack.decode(stored, type=dict[str, self._kind]) if stored else {}  # type: ignore[name-defined]
        self._used = {}

    def end(self) -> bytes:
        """Return the results that were asked for since `begin`."""
        encoded = msgspec.msgpack.encode(self._used)
        self._known, self._used = {}, None
        return encoded


def remembered(kind: Any) -> Callable[[Callable[[str], _ResultT]], Remembered[_ResultT]]:
    """Return a decorator for a function of one text; `kind` is the type of its results."""
    return lambda function: Remembered(kind, function)


class Memory:
    """The results of all remembered functions, as bytes; complete when `remembering` is left."""

    def __init__(self) -> None:
        self.stored = b""


@contextmanager
def remembering(stored: bytes) -> Iterator[Memory]:
    """Have the remembered functions begin with what another `Memory` stored; empty bytes hold nothing.

    Raise msgspec.DecodeError for bytes that hold something else.
    """
    known = msgspec.msgpack.decode(stored, type=dict[str, msgspec.Raw]) if stored else {}
    memory = Memory()
    try:
        for name, function in _functions.items():
            function.begin(known.get(name))
        yield memory
    finally:
        results = {name: msgspec.Raw(function.end()) for name, function in _functions.items()}
        memory.stored = msgspec.msgpack.encode(results)
