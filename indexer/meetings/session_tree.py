"""The sessions of a meeting as a tree, each before its parts. Nothing here reads or stores sessions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from indexer.model import Session

from .labels import natural_key

_MAX_DIGITS = 10  # a number with this many digits is no session number
Children = Mapping[str | None, list[Session]]


def walk_sessions(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Return a meeting's sessions, each before its parts; one whose parent is missing stands at the top."""
    in_order = sorted(sessions, key=lambda session: (session.ordinal, natural_key(session.id)))
    children = _children_of(in_order)
    seen_ids: set[str] = set()
    tops = [*children.get(None, ()), *in_order]  # at the end those that are each other's parts, which no walk reaches
    return tuple(session for top in tops for session in _walk(top, children, seen_ids))


def subtree(sessions: Iterable[Session], top: Session) -> tuple[Session, ...]:
    """Return a session and all sessions below it, each before its parts."""
    return tuple(_walk(top, _children_of(list(sessions)), set()))


def _children_of(sessions: list[Session]) -> Children:
    ids = {session.id for session in sessions}
    children: dict[str | None, list[Session]] = {}
    for session in sessions:
        children.setdefault(session.parent if session.parent in ids else None, []).append(session)
    return children


def _walk(top: Session, children: Children, seen_ids: set[str]) -> Iterator[Session]:
    """Yield a session and those below it, without those already seen."""
    waiting = [top]
    while waiting:
        session = waiting.pop()
        if session.id not in seen_ids:
            seen_ids.add(session.id)
            yield session
            waiting.extend(reversed(children.get(session.id, ())))


def session_number(value: str) -> int | None:
    """Return the number that a typed session means; None where it is none."""
    return int(value) if value.isdecimal() and len(value) < _MAX_DIGITS else None
