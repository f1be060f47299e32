"""Ends a server of the tests when the run that it belongs to has ended, however that was: also when it was killed.

Run as `python tests/ended_with_owner.py OWNER SERVER FOLDER` with numbers of processes, in a session of its own; it
ends by itself when the server does.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

END_SECONDS = 20


def main(owner: int, server: int, folder: Path) -> None:
    """Wait until one of two processes has ended; if that was the owner, end the server and remove its folder."""
    running = opened(server)
    if running is None:
        return
    waited = [each for each in (running, opened(owner)) if each is not None]
    ended = select.select(waited, [], [])[0] if len(waited) > 1 else ()
    if running in ended:
        return  # whoever stopped it removes its folder
    for how in (signal.SIGINT, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.kill(server, how)
        if select.select([running], [], [], END_SECONDS)[0]:
            break
    time.sleep(0.1)  # its own children write their last
    shutil.rmtree(folder, ignore_errors=True)


def opened(pid: int) -> int | None:
    """Return a descriptor that can be read when a process has ended; None where it has."""
    try:
        return os.pidfd_open(pid)
    except ProcessLookupError:
        return None


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
