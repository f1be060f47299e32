"""The sessions of a meeting as a tree: each before its parts. Nothing here reads or stores them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from indexer.model import Session

from .labels import natural_key

_DIGITS = 10  # a number with as many is no number of a session
Children = Mapping[str | None, list[Session]]


def walk_sessions(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Walk a meeting's sessions, each before its parts; one whose parent is not there stands at the top."""
    every = sorted(sessions, key=lambda one: (one.ordinal, natural_key(one.id)))
    below = _below(every)
    seen: set[str] = set()
    tops = [*below.get(None, ()), *every]  # last those that are each other's parts, which no walk reaches
    return tuple(one for top in tops for one in _down(top, below, seen))


def subtree(sessions: Iterable[Session], top: Session) -> tuple[Session, ...]:
    """Give a session and all sessions below it, each before its parts."""
    return tuple(_down(top, _below(list(sessions)), set()))


def _below(sessions: list[Session]) -> Children:
    ids = {one.id for one in sessions}
    below: dict[str | None, list[Session]] = {}
    for one in sessions:
        below.setdefault(one.parent if one.parent in ids else None, []).append(one)
    return below


def _down(top: Session, below: Children, seen: set[str]) -> Iterator[Session]:
    """Yield a session and those below it, without those that were seen."""
    waiting = [top]
    while waiting:
        one = waiting.pop()
        if one.id not in seen:
            seen.add(one.id)
            yield one
            waiting.extend(reversed(below.get(one.id, ())))


def sessions_matching(sessions: Iterable[Session], value: str) -> Iterator[Session]:
    """Give the sessions of any meeting that have this id or number."""
    number = int(value) if value.isdecimal() and len(value) < _DIGITS else None
    return (one for one in sessions if one.id == value or (number is not None and one.number == number))
