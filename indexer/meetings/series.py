"""What the meetings of one series share, as a short text that a table can have: a digest of `series_of`."""

from __future__ import annotations

from indexer.disk.hashing import sha256_hex

from .titles import series_of

_LENGTH = 16


def series_key(title: str) -> str | None:
    """Return a text that the titles of the meetings of one series share, and no others; None where it is of none."""
    series = series_of(title)
    return None if series is None else sha256_hex([_written(series).encode()])[:_LENGTH]


def _written(value: object) -> str:
    """Return a value that may have sets in it as a text that is the same in every process."""
    if isinstance(value, frozenset | set):
        return "{" + ",".join(sorted(map(_written, value))) + "}"
    if isinstance(value, tuple):
        return "(" + ",".join(map(_written, value)) + ")"
    return repr(value)
