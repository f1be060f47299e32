"""Numbers for the processes of a server, so that a process that takes the place of another goes on with its figures."""

from __future__ import annotations

import fcntl
import os
import threading
from pathlib import Path

_MOST = 1 << 16


class ProcessSeats:
    """Gives each process the lowest number that no living process has.

    A number is one byte of a file, which its process locks: the system itself frees it when the process ends.
    """

    def __init__(self, file: Path) -> None:
        """Open the file; the processes that are forked from this one share it."""
        self._file = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        self._taking = threading.Lock()
        self._process = 0
        self._number = 0

    def number(self) -> int:
        """Return the number of the process that asks. Raise OSError when there is none left."""
        if self._process != os.getpid():
            with self._taking:
                if self._process != os.getpid():
                    self._number, self._process = self._free_number(), os.getpid()
        return self._number

    def close(self) -> None:
        """Close the file, and free the number of this process."""
        os.close(self._file)

    def _free_number(self) -> int:
        for number in range(_MOST):
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
            except (BlockingIOError, PermissionError):  # POSIX lets a system say either of a lock that another holds
                continue
            return number
        raise OSError("No number is left for this process")
