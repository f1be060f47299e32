"""One file under two names, for files that are never changed once they are written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def share_file(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the file system has no links. Raise OSError."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
