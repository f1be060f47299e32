"""The best suggestions of each short beginning: a table of the file, changed where a suggestion went or came.

How good a suggestion is found by a key is said by `tables`.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .entry import MAX_PER_KIND, SHORT_PREFIX

MAX_PREFIXES = 2_000
"""The most beginnings of one length whose best suggestions are changed one by one, 0.1 ms each; of more, all are looked
for."""
LAST = "\U0010ffff"
"""Follows every letter of a key."""

_SCHEMA = """
CREATE TABLE tops (
    prefix TEXT, place INTEGER, entry INTEGER, kind TEXT, score REAL, key TEXT, PRIMARY KEY (prefix, place)
) WITHOUT ROWID;
"""
# Suggestions of one score are ordered by their keys.
_BEST = """
SELECT prefix, row_number() OVER (PARTITION BY prefix ORDER BY score DESC, key, kind, entry), entry, kind, score, key
FROM (
    SELECT substr(key, 1, ?1) AS prefix, kind, entry, max(score) AS score, min(key) AS key,
        row_number() OVER (
            PARTITION BY substr(key, 1, ?1), kind ORDER BY max(score) DESC, min(key), entry
        ) AS place
    FROM keys WHERE length(key) >= ?1 {of_prefix} GROUP BY substr(key, 1, ?1), entry
) WHERE place <= ?2
"""
_ALL_TOPS = f"INSERT INTO tops {_BEST.format(of_prefix='')}"
_TOPS_OF_PREFIX = f"INSERT INTO tops {_BEST.format(of_prefix='AND key >= ?3 AND key < ?4')}"
_INSERT = "INSERT INTO tops VALUES (?, ?, ?, ?, ?, ?)"

KeyRow = tuple[str, int, str, float]
"""A key, the suggestion that it finds, its kind and score."""


class _Rank(NamedTuple):
    """Where a suggestion stands among those of its kind: the least comes first."""

    negative_score: float
    key: str
    entry: int


class _Place(NamedTuple):
    kind: str
    rank: _Rank


class TopTable:
    """Keeps the best suggestions of each beginning of up to `SHORT_PREFIX` letters, `MAX_PER_KIND` of each kind."""

    def __init__(self, connection: sqlite3.Connection, *, is_new: bool) -> None:
        """Take a connection to a file that has the table `keys`; in a new one the table of the best is made."""
        self._run = connection.execute
        self._run_many = connection.executemany
        self._is_new = is_new
        if is_new:
            connection.executescript(_SCHEMA)
        self._changes: dict[str, dict[int, _Place | None]] = defaultdict(dict)
        """For each beginning the suggestions that went, as None, and those that came."""

    def remove(self, entry: int, keys: Iterable[str]) -> None:
        """Note that a suggestion is found by these keys, which are all of its own, no more."""
        for prefix in () if self._is_new else _prefixes(keys):
            self._changes[prefix][entry] = None

    def add(self, rows: Iterable[KeyRow]) -> None:
        """Note that suggestions are found by other keys."""
        for key, entry, kind, score in () if self._is_new else rows:
            for prefix in _prefixes((key,)):
                changes = self._changes[prefix]
                known = changes.get(entry)
                rank = _Rank(-score, key, entry)
                if known:
                    rank = _Rank(min(rank[0], known.rank[0]), min(key, known.rank.key), entry)
                changes[entry] = _Place(kind, rank)

    def finish(self) -> None:
        """Bring the table up to date with `keys`."""
        for length in range(1, SHORT_PREFIX + 1):
            changed = {prefix: changes for prefix, changes in self._changes.items() if len(prefix) == length}
            if self._is_new or len(changed) > MAX_PREFIXES:
                self._run("DELETE FROM tops WHERE length(prefix) = ?", (length,))
                self._run(_ALL_TOPS, (length, MAX_PER_KIND))
                continue
            for prefix, changes in changed.items():
                self._change(prefix, changes)

    def _change(self, prefix: str, changes: Mapping[int, _Place | None]) -> None:
        """Bring one beginning up to date, from what the table has of it where that is enough."""
        before: dict[str, list[_Rank]] = defaultdict(list)
        rows = self._run("SELECT entry, kind, score, key FROM tops WHERE prefix = ? ORDER BY place", (prefix,))
        for entry, kind, score, key in rows:
            before[kind].append(_Rank(-score, key, entry))
        after: dict[str, list[_Rank]] = {}
        for kind in before.keys() | {place.kind for place in changes.values() if place}:
            came = [place.rank for place in changes.values() if place and place.kind == kind]
            stayed = [rank for rank in before[kind] if rank.entry not in changes]
            best = sorted(stayed + came)[:MAX_PER_KIND]
            # What is not in the table ranks behind the last of a full list.
            if len(before[kind]) >= MAX_PER_KIND and (len(best) < MAX_PER_KIND or best[-1] > before[kind][-1]):
                self._run("DELETE FROM tops WHERE prefix = ?", (prefix,))
                self._run(_TOPS_OF_PREFIX, (len(prefix), MAX_PER_KIND, prefix, prefix + LAST))
                return
            after[kind] = best
        if after != before:
            in_order = sorted((rank[0], rank.key, kind, rank.entry) for kind, ranks in after.items() for rank in ranks)
            self._run("DELETE FROM tops WHERE prefix = ?", (prefix,))
            self._run_many(
                _INSERT,
                [
                    (prefix, place, entry, kind, -negative, key)
                    for place, (negative, key, kind, entry) in enumerate(in_order, start=1)
                ],
            )


def _prefixes(keys: Iterable[str]) -> set[str]:
    """Return the short beginnings of keys."""
    return {key[:length] for key in keys for length in range(1, min(SHORT_PREFIX, len(key)) + 1)}
