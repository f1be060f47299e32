"""Every package and every file that the program reads is installed with it."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from typing import Any

from setuptools import find_packages

from tests.conftest import ROOT
from tests.test_house_rules import tracked


def setuptools_settings() -> dict[str, Any]:
    """Return the settings of setuptools in pyproject.toml."""
    settings: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "setuptools"
    ]
    return settings


def test_every_package_is_installed() -> None:
    """Each folder with a module of the program is a package that setuptools finds."""
    packages = set(find_packages(str(ROOT), include=setuptools_settings()["packages"]["find"]["include"]))
    with_modules = {
        name.rpartition("/")[0].replace("/", ".")
        for name in tracked()
        if name.startswith(("indexer/", "webapp/")) and name.endswith(".py")
    }
    assert with_modules <= packages
    assert not {package for package in packages if package.partition(".")[0] not in {"indexer", "webapp"}}


def test_every_file_is_installed() -> None:
    """Each file of a package that is not a module is listed as package data."""
    data = setuptools_settings()["package-data"]
    missing = []
    for name in tracked():
        if not name.startswith(("indexer/", "webapp/")) or name.endswith(".py"):
            continue
        package = max(
            (candidate for candidate in data if name.startswith(candidate.replace(".", "/") + "/")), key=len, default=""
        )
        inner = name[len(package) + 1 :]
        if not any(fnmatch(inner, pattern.replace("**", "*")) for pattern in data.get(package, ())):
            missing.append(name)
    assert missing == []
