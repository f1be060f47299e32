"""How long it is remembered that a file could not be read: until something changes that the failure depends on."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.errors import FailureCause
from indexer.readers.limits import Limits
from indexer.readers.shared import tesseract

OWED_CAUSES: frozenset[FailureCause] = frozenset({"passing", "tesseract"})
"""The causes that may go without any change to the file or to the limits: such a file is tried again each time."""


@dataclass(frozen=True)
class StoredFailure:
    """Why a file could not be read."""

    reason: str
    cause: FailureCause

    @property
    def is_owed(self) -> bool:
        """Whether the file as it is may yet be read."""
        return self.cause in OWED_CAUSES


class FailureContexts:
    """What failures depend on beside the file and the code that reads it."""

    def __init__(self) -> None:
        self._tesseract: str | None = None  # asked for once, and only where a failure depends on it

    def of(self, cause: FailureCause, limits: Limits) -> str | None:
        """Return what a failure depends on: while it is the same, the failure is; None where it passes by itself."""
        if cause == "passing":
            return None
        if cause == "limit":
            return repr((limits.bytes, limits.unpacked_bytes, limits.members, limits.pages))
        if cause == "tesseract":
            self._tesseract = self._tesseract or tesseract.state()
            return self._tesseract
        return ""
