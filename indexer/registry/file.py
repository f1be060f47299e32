"""The one file of the registry, `registry.jsonl` beside the papers: read whole, written whole or not at all.

A crash at any moment leaves the file as it was or as it was to be. What its lines mean is not looked at here.
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import datetime, timezone
from pathlib import Path

from filelock import FileLock, Timeout

from .errors import RegistryBusy, RegistryUnreadable, RegistryUnwritable
from .lines import to_lines
from .parsing import from_lines
from .rows import Registry

REGISTRY_FILE = "registry.jsonl"
_ASIDE = ".registry.jsonl.tmp"  # hidden, so that no scan of the folder takes it, or the lock, for a paper
_LOCK = ".registry.jsonl.lock"
_HOLDER = ".registry.jsonl.holder"


def read(folder: Path) -> Registry | None:
    """The registry of a corpus folder, None where there is none yet; raises RegistryError."""
    path = folder / REGISTRY_FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        if path.is_symlink():
            raise RegistryUnreadable(path, "it is a link to nothing") from None
        return None
    except OSError as error:
        raise RegistryUnreadable(path, error.strerror or str(error)) from error
    return from_lines(data, path)


def write(folder: Path, registry: Registry) -> bool:
    """Put a registry in place of the one before; False, and nothing touched, when the file holds it already.

    Raises RegistryUnwritable; the file is then as it was.
    """
    path = folder / REGISTRY_FILE
    data = b"".join(to_lines(registry))
    aside = folder / _ASIDE
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        target = path.resolve() if path.is_symlink() else path
        aside = target.with_name(_ASIDE)
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
        _flush_names(target.parent)
    except OSError as error:
        raise RegistryUnwritable(path, error.strerror or str(error)) from error
    return True


def digest(folder: Path) -> str:
    """SHA-256 of the registry's bytes as hex, empty where there is none or it cannot be opened."""
    try:
        with (folder / REGISTRY_FILE).open("rb") as file:
            whole = hashlib.sha256()
            while block := file.read(1 << 20):
                whole.update(block)
        return whole.hexdigest()
    except OSError:
        return ""


def _flush_names(folder: Path) -> None:
    """Force the names in a folder to disk; Windows cannot and has no need to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class RegistryLock:
    """Held from reading a registry to writing it: one build at a time; the system frees it when its process dies."""

    def __init__(self, folder: Path, patience: float = 0) -> None:
        """Wait at most `patience` seconds for another build."""
        self._folder = folder
        self._lock = FileLock(folder / _LOCK, timeout=patience)

    def __enter__(self) -> RegistryLock:
        path = self._folder / REGISTRY_FILE
        try:
            self._lock.acquire()
            since = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S UTC")
            holder = json.dumps({"pid": os.getpid(), "since": since})
            (self._folder / _HOLDER).write_text(holder, encoding="utf-8")
        except Timeout:
            raise RegistryBusy(path, self._holder()) from None
        except OSError as error:
            self._lock.release()
            raise RegistryUnwritable(path, error.strerror or str(error)) from error
        return self

    def __exit__(self, *_: object) -> None:
        (self._folder / _HOLDER).unlink(missing_ok=True)
        self._lock.release()

    def _holder(self) -> str:
        try:
            facts = json.loads((self._folder / _HOLDER).read_text(encoding="utf-8"))
            return f"process {facts['pid']}, since {facts['since']}"
        except (OSError, ValueError, LookupError, TypeError):
            return "a process that has just begun"
