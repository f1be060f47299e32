"""Folders that many tests read and none changes, made once for all processes that share a run of the tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def shared_home(factory: pytest.TempPathFactory) -> Path:
    """Return the temporary folder of all processes that share the run."""
    home = factory.getbasetemp()
    return home.parent if "PYTEST_XDIST_WORKER" in os.environ else home


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder of a name, which the first process to ask for it fills while others that ask wait."""
    home = shared_home(factory)
    folder = home / f"{name}-once"
    done = folder / "done"
    with FileLock(home / f"{name}.lock"):
        if not done.exists():
            if folder.exists():  # whoever made it has failed, or was killed
                shutil.rmtree(folder)
            (folder / name).mkdir(parents=True)
            make(folder / name)
            done.touch()
    return folder / name
