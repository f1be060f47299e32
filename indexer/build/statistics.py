"""The statistics of a corpus that stay as they are until it has grown: what was learned of its sentences.

They are kept beside the registry. No boundary and no id of a passage depends on them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from indexer.disk.hashing import file_sha256, sha256_hex
from indexer.disk.sync import sync
from indexer.registry.errors import RegistryUnwritable
from indexer.registry.storage.names import SENTENCES_FILE
from indexer.text.sentences import SentenceStatistics

GROWTH = 0.1
"""The share of its size by which a corpus has to grow before its statistics are learned anew."""
_FORMAT = 1


class _StatisticsFile(msgspec.Struct, frozen=True, omit_defaults=True):
    format: int
    sentences: SentenceStatistics
    crc32: int | None = None
    """Of the encoded sentences; files of earlier versions have none."""


class CorpusStatistics:
    """The statistics that a build uses, and whether they were learned for it."""

    def __init__(self, sentences: SentenceStatistics, *, is_new: bool) -> None:
        self.sentences = sentences
        self._is_new = is_new
        self._data = msgspec.json.encode(_StatisticsFile(_FORMAT, sentences, _checksum(sentences))) + b"\n"
        self.id = sha256_hex([msgspec.json.encode(sentences)])
        """A hash of all statistics."""

    def save(self, folder: Path) -> None:
        """Write new statistics into the folder of the registry, whole or not at all. Raise RegistryUnwritable."""
        if not self._is_new:
            return
        aside = folder / f".{SENTENCES_FILE}.tmp"  # hidden, so that no scan takes it for a paper
        try:
            aside.write_bytes(self._data)
            sync(aside)
            aside.replace(folder / SENTENCES_FILE)
        except OSError as error:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            raise RegistryUnwritable(folder / SENTENCES_FILE, error.strerror or str(error)) from error


def statistics_hash(folder: Path) -> str:
    """Return a hash of the file of the statistics in a folder, empty where there is none that can be read."""
    try:
        return file_sha256(folder / SENTENCES_FILE)
    except OSError:
        return ""


def settled_statistics(
    folder: Path, characters: int, texts: Callable[[], Iterable[str]], *, renew: bool
) -> CorpusStatistics:
    """Return the statistics that are kept in a folder, or new ones where the corpus has outgrown those.

    `characters` is the size of the corpus; `texts` are those of its passages, and are asked for where something is to
    be learned.
    """
    kept = None if renew else _load(folder / SENTENCES_FILE)
    if kept is not None and characters <= kept.characters * (1 + GROWTH):
        return CorpusStatistics(kept, is_new=False)
    return CorpusStatistics(SentenceStatistics.learn(texts(), characters), is_new=True)


def _load(path: Path) -> SentenceStatistics | None:
    """Return the statistics in a file; None where there are none, or none that can be used."""
    try:
        stored = msgspec.json.decode(path.read_bytes(), type=_StatisticsFile)
    except (OSError, msgspec.DecodeError):
        return None
    is_intact = stored.crc32 in {None, _checksum(stored.sentences)}
    return stored.sentences if stored.format == _FORMAT and is_intact else None


def _checksum(sentences: SentenceStatistics) -> int:
    return zlib.crc32(msgspec.json.encode(sentences))
