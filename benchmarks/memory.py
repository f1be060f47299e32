"""Measure the memory of a process and the size of a folder. Linux only: memory is read from /proc."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path


def resident(pid: int | str = "self") -> int:
    """Return the memory that a process has now, in bytes, or 0 if it has ended."""
    return _status(pid, "VmRSS")


def anonymous(pid: int | str = "self") -> int:
    """Return the memory of a process without the files that it has mapped, in bytes, or 0 if it has ended."""
    return _status(pid, "RssAnon")


def peak(pid: int | str = "self") -> int:
    """Return the peak memory of a process in bytes, since its start or since `begin_peak`, or 0 if it has ended."""
    return _status(pid, "VmHWM")


def begin_peak() -> int:
    """Reset the peak memory of this process and return the memory that it has now, in bytes."""
    Path("/proc/self/clear_refs").write_text("5")
    return resident()


def size(folder: Path) -> int:
    """Return the size of all files in a folder, in bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _status(pid: int | str, name: str) -> int:
    with contextlib.suppress(OSError):
        match = re.search(rf"{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(match[1]) * 1024 if match else 0
    return 0
