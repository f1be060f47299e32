"""How often a client may ask: counters in memory that all processes of a server share.

The library `limits` reads the rates and counts; this is where it keeps its counts. Its other storages are servers.
"""

from __future__ import annotations

import fcntl
import mmap
import struct
import tempfile
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from limits import RateLimitItem, parse_many
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

from indexer.disk.hashing import id_hash

_COUNTER = struct.Struct("=QdI4x")  # a hash of the key, when it expires, and the count
_COUNTERS = 1 << 15
_HASHES = 1 << 64
CountedRequest = Literal["page", "draft", "picture"]
"""What is counted by itself; drawing a picture counts besides the request for it."""
_PROBES = 8  # places in which a counter may stand; of taken ones, the one that expires first is given up


class SharedCounters(Storage):
    """Counters shared by this process, its threads, and the processes that are forked from it afterwards."""

    STORAGE_SCHEME = None
    base_exceptions = OSError

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._file = tempfile.TemporaryFile(prefix="rapporteur-rates-")  # noqa: SIM115  # open as long as this is
        self._file.truncate(_COUNTERS * _COUNTER.size)
        self._memory = mmap.mmap(self._file.fileno(), 0)
        weakref.finalize(self, self._file.close)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to a counter, which begins at 0 for so many seconds, and return it."""
        with self._locked():
            hashed, place, ends, count = self._find(key)
            if not count:
                ends = time.time() + expiry
            count = min(count + amount, 0xFFFFFFFF)
            _COUNTER.pack_into(self._memory, place, hashed, ends, count)
        return count

    def get(self, key: str) -> int:
        """Return a counter."""
        with self._locked():
            return self._find(key)[3]

    def get_expiry(self, key: str) -> float:
        """Return when a counter expires, or the current time where there is none."""
        with self._locked():
            _, _, ends, count = self._find(key)
        return ends if count else time.time()

    def check(self) -> bool:
        """Return whether counters can be kept."""
        return True

    def reset(self) -> int | None:
        """Forget all counters."""
        with self._locked():
            self._memory[:] = bytes(len(self._memory))
        return None

    def clear(self, key: str) -> None:
        """Forget a counter."""
        with self._locked():
            _COUNTER.pack_into(self._memory, self._find(key)[1], 0, 0.0, 0)

    def _find(self, key: str) -> tuple[int, int, float, int]:
        """Return the hash of a key, the place of its counter, and what stands there: when it expires, and the count."""
        hashed = id_hash(key) % _HASHES or 1
        now, oldest = time.time(), (float("inf"), 0)
        for probe in range(_PROBES):
            place = (hashed + probe) % _COUNTERS * _COUNTER.size
            found, ends, count = _COUNTER.unpack_from(self._memory, place)
            if found == hashed and ends > now:
                return hashed, place, ends, count
            oldest = min(oldest, (ends, place))
        return hashed, oldest[1], 0.0, 0

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._lock:
            fcntl.lockf(self._file, fcntl.LOCK_EX)  # freed by the system when this process is killed
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


@dataclass(frozen=True)
class RateLimits:
    """How often one client may ask; empty for as often as it likes. Rates are such as `600/minute; 10000/day`."""

    pages: str = ""
    drafts: str = ""
    """For drafts to be checked, which cost most."""
    pictures: str = ""
    """For pictures of pages that have to be drawn."""
    counts_own_machine: bool = True
    """Whether what comes from this machine counts too; it may come from a proxy, and so from many clients."""


class RateLimiter:
    """Counts the requests of each client against some rates."""

    def __init__(self, rates: RateLimits) -> None:
        """Raise ValueError when a rate cannot be read."""
        self.rates = rates
        self._items: dict[CountedRequest, list[RateLimitItem]] = {
            "page": _read(rates.pages),
            "draft": _read(rates.drafts),
            "picture": _read(rates.pictures),
        }
        self._counters = FixedWindowRateLimiter(SharedCounters()) if any(self._items.values()) else None

    def seconds_to_wait(self, client: str, counted: CountedRequest = "page") -> int:
        """Count a request, and return 0, or after how many seconds the client may ask again."""
        if not self._counters or not client:
            return 0
        for item in self._items[counted]:
            if not self._counters.hit(item, counted, client):
                reset = self._counters.get_window_stats(item, counted, client).reset_time
                return max(1, round(reset - time.time()))
        return 0


def _read(rates: str) -> list[RateLimitItem]:
    try:
        return list(parse_many(rates)) if rates else []
    except ValueError as error:
        raise ValueError(f"“{rates}” is not a rate such as 600/minute or 60/hour") from error
