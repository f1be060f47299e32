"""Opens files that are to be read as such: a pipe or a device might never end, and may have taken a file's place."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO


class NotRegularFile(OSError):
    """What is at a path is no file of bytes on a disk."""


def open_regular(path: Path) -> BinaryIO:
    """Open a file to read its bytes. Raise NotRegularFile for a pipe or the like, and OSError as `open` does."""
    # Without O_NONBLOCK the opening of a pipe waits until somebody writes to it; to a file it makes no difference.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotRegularFile(f"{path} is not a file")
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise
