"""What a process takes of memory and a folder of disk. Linux only: memory is read in /proc."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path


def resident(pid: int | str = "self") -> int:
    """The memory that a process has now, in bytes; 0 if it is gone."""
    return _status(pid, "VmRSS")


def peak(pid: int | str = "self") -> int:
    """The most memory that a process has had, in bytes, since it began or since `begin_peak`; 0 if it is gone."""
    return _status(pid, "VmHWM")


def begin_peak() -> int:
    """Forget the peak of this process so far, and give what it has now."""
    Path("/proc/self/clear_refs").write_text("5")
    return resident()


def size(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _status(pid: int | str, name: str) -> int:
    with contextlib.suppress(OSError):
        found = re.search(rf"{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) * 1024 if found else 0
    return 0
