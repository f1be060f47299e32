"""What was told of each saved search: a file beside the index, written only after a mail was sent.

A run that is killed between the two tells the same again: news come at least once, and are never lost.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from indexer.disk.hashing import sha256_hex
from indexer.disk.sync import sync
from indexer.errors import RapporteurError

STATE_FILE = "alerts.json"
_FORMAT = 2
_WITH_WORDS = 1  # an earlier format, with the names and the words of searches


class AlertsStateDamaged(RapporteurError):
    """The file of what was told cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} cannot be read, so nobody knows what was told before. Put it back from a backup, or delete it: "
            "then what is in the collection now counts as told."
        )


def key_of(search: str) -> str:
    """Return the key of a saved search: a hash, for its words may be redacted, and no command would find them here."""
    return sha256_hex([search.encode("utf-8", "replace")])


class _StateFile(msgspec.Struct, frozen=True):
    format: int
    told: dict[str, dict[str, str]]


class ToldState:
    """The passages that were told of each saved search, each with the version of its wording."""

    def __init__(self, path: Path) -> None:
        """Read the file; without one nothing was told yet. Raise AlertsStateDamaged."""
        self._path = path
        self._told: dict[str, dict[str, str]] = {}
        try:
            stored = msgspec.json.decode(path.read_bytes(), type=_StateFile)
        except FileNotFoundError:
            return
        except (OSError, msgspec.DecodeError):
            raise AlertsStateDamaged(path) from None
        if stored.format == _WITH_WORDS:
            self._told = {key_of(search): told for search, told in stored.told.items()}
            self._write()
        elif stored.format == _FORMAT:
            self._told = stored.told
        else:
            raise AlertsStateDamaged(path)

    def told(self, key: str) -> dict[str, str] | None:
        """Return id and version of each passage that was told of a search; None where nothing was ever told of it."""
        known = self._told.get(key)
        return None if known is None else dict(known)

    def save(self, key: str, told: dict[str, str]) -> None:
        """Keep what was told of a search, at once. Raise OSError."""
        self._told[key] = told
        self._write()

    def forget_others(self, keys: frozenset[str]) -> None:
        """Drop what was told of searches that are saved no more. Raise OSError."""
        if not self._told.keys() <= keys:
            self._told = {key: told for key, told in self._told.items() if key in keys}
            self._write()

    def _write(self) -> None:
        aside = self._path.with_name(f".{self._path.name}.tmp")
        aside.write_bytes(msgspec.json.format(msgspec.json.encode(_StateFile(_FORMAT, self._told)), indent=1))
        sync(aside)
        aside.replace(self._path)
        sync(self._path.parent)
