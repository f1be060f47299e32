"""Which version of the program this is, and which commit of its history it was made from, where that is known.

A package that was built says so in the file `commit.txt`, which `setup.py` writes; one that pip built from a repository
says so in its metadata; one that runs from a checkout is asked by its `.git`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Literal

from indexer.disk.hashing import sha256_hex

PACKAGE = "rapporteur"
COMMIT_FILE = "commit.txt"
NOT_KNOWN = "not known"
CommitSource = Literal["built", "checkout", "not known"]

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True)
class ProgramVersion:
    """A version of the program."""

    number: str
    commit: str
    """All digits of the commit, or nothing where it is not known."""
    known_from: CommitSource
    """How the commit is known; the files of a checkout may have been changed since."""

    @property
    def text(self) -> str:
        """The version in words."""
        if not self.commit:
            return f"{self.number} (commit {NOT_KNOWN})"
        return f"{self.number} (commit {self.commit[:12]}{', a checkout' if self.known_from == 'checkout' else ''})"


@lru_cache(maxsize=1)
def program_version() -> ProgramVersion:
    """Return the version of the program that runs."""
    package = Path(__file__).parent
    try:
        metadata = distribution(PACKAGE)
        number, origin = metadata.version, metadata.read_text("direct_url.json") or ""
    except PackageNotFoundError:
        number, origin = NOT_KNOWN, ""
    if commit := _commit_in(package / COMMIT_FILE) or _commit_of_metadata(origin):
        return ProgramVersion(number, commit, "built")
    if commit := commit_of_checkout(package.parent):
        return ProgramVersion(number, commit, "checkout")
    return ProgramVersion(number, "", "not known")


@lru_cache(maxsize=1)
def code_hash() -> str:
    """Return a hash of the indexer's own code; other code would make another index of the same papers."""
    folder = Path(__file__).parent
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".csl", ".toml", ".txt"})
    return sha256_hex(path.relative_to(folder).as_posix().encode() + path.read_bytes() for path in paths)


def commit_of_checkout(folder: Path) -> str:
    """Return the commit that is checked out in a folder, or nothing where it is no checkout of git."""
    git = folder / ".git"
    if not git.is_dir():  # of a work tree of its own: a file that names the folder
        named = _text_in(git)
        git = folder / named.removeprefix("gitdir: ") if named.startswith("gitdir: ") else git
    head = _text_in(git / "HEAD")
    if not head.startswith("ref: "):
        return _sound(head)
    name = head.removeprefix("ref: ")
    for home in (git, git / (_text_in(git / "commondir") or ".")):
        if commit := _commit_in(home / name) or _packed(home / "packed-refs", name):
            return commit
    return ""


def _packed(file: Path, name: str) -> str:
    lines = (line.partition(" ") for line in _text_in(file).splitlines())
    return next((_sound(commit) for commit, _, packed_name in lines if packed_name == name), "")


def _commit_of_metadata(origin: str) -> str:
    """Return the commit in the record of where a package was installed from (PEP 610)."""
    try:
        return _sound(json.loads(origin)["vcs_info"]["commit_id"])
    except (ValueError, KeyError, TypeError):
        return ""


def _commit_in(file: Path) -> str:
    return _sound(_text_in(file))


def _sound(commit: str) -> str:
    return commit if _COMMIT.fullmatch(commit) else ""


def _text_in(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""
