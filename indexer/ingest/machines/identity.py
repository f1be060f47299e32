"""What a machine reads with: two that have the same read the same file alike.

A worker with anything else is refused, or the same papers would make another index wherever it read.
"""

from __future__ import annotations

import platform
import re
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, requires, version

import msgspec

from indexer.disk.hashing import sha256_hex
from indexer.readers.shared import tesseract
from indexer.version import PACKAGE, code_hash, program_version

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_ALSO = ("pytesseract",)
"""Packages of extras that read."""


class ReaderIdentity(msgspec.Struct, frozen=True):
    """The program, the Python, the libraries and the tesseract of a machine."""

    program: str
    code: str
    """The hash of the code, which tells apart what has the same version."""
    python: str
    libraries: dict[str, str]
    """The versions of the packages that are installed, by name."""
    tesseract: str

    @property
    def key(self) -> str:
        """A hash of all by which readings may differ; a package and a checkout of the same code read alike."""
        return sha256_hex([msgspec.msgpack.encode((self.code, self.python, self.libraries, self.tesseract))])


@lru_cache(maxsize=1)
def own_identity() -> ReaderIdentity:
    """Return what this machine reads with."""
    python = ".".join(platform.python_version_tuple()[:2])
    return ReaderIdentity(program_version().text, code_hash(), python, _libraries(), tesseract.version())


def differences(ours: ReaderIdentity, theirs: ReaderIdentity) -> list[str]:
    """Return in words what differs between this machine and another."""
    told = []
    if ours.code != theirs.code:
        other = " with other code" if ours.program == theirs.program else ""
        told.append(f"Rapporteur {theirs.program} there, {ours.program}{other} here")
    if ours.python != theirs.python:
        told.append(f"Python {theirs.python} there, {ours.python} here")
    for name in sorted(ours.libraries.keys() | theirs.libraries.keys()):
        here, there = ours.libraries.get(name, "missing"), theirs.libraries.get(name, "missing")
        if here != there:
            told.append(f"{name} {there} there, {here} here")
    if ours.tesseract != theirs.tesseract:
        told.append(f"tesseract {theirs.tesseract} there, {ours.tesseract} here")
    return told


def _libraries() -> dict[str, str]:
    try:
        wanted = requires(PACKAGE) or []
    except PackageNotFoundError:  # it runs from a folder of its own
        wanted = []
    found = (_NAME.match(line) for line in wanted if "extra ==" not in line)
    versions = {name: _version(name) for name in (*(match.group() for match in found if match), *_ALSO)}
    return {name: number for name, number in sorted(versions.items()) if number}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
