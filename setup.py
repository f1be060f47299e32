"""Writes into a package that is built which commit it was built from; everything else is in pyproject.toml.

The environment variable SOURCE_COMMIT says it where the sources come without their history.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


def source_commit() -> str:
    """Return the commit of the sources, or nothing where it is not known or files of git were changed since."""
    commit = os.environ.get("SOURCE_COMMIT", "")
    if not commit:
        try:
            commit = "" if _git("status", "--porcelain", "--untracked-files=no") else _git("rev-parse", "HEAD")
        except (OSError, subprocess.CalledProcessError):  # no git, or no repository
            return ""
    return commit if re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", commit) else ""


def _git(*arguments: str) -> str:
    answer = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603, S607
    return answer.stdout.strip()


class BuildWithCommit(build_py):
    """Copies the packages, and writes the commit beside them."""

    def run(self) -> None:
        """Copy the packages; an editable install runs from the checkout, which says its commit itself."""
        super().run()
        commit = source_commit()
        if commit and not self.editable_mode:
            (Path(self.build_lib) / "indexer" / "commit.txt").write_text(f"{commit}\n", encoding="utf-8")


setup(cmdclass={"build_py": BuildWithCommit})
