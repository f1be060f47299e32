"""Fixtures of all tests: the built index of the shipped corpus, and golden files with a switch to renew them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings

from indexer.build.pipeline import BuildOptions, build
from tests.compiled_templates import CompiledTemplates
from tests.registry.folders import copy_registry

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
GOLDEN = Path(__file__).parent / "golden"

Golden = Callable[[str, str], None]

os.environ["TZ"] = "UTC"  # the day of a fixed moment is the same on every machine
time.tzset()

# No test is timed: a busy machine is no fault of the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

Flask.jinja_options = {"bytecode_cache": CompiledTemplates()}  # compiling took most of the time of a site's first page


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files; the changes are then reviewed as a diff."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files from what is found now")


@pytest.fixture(scope="session")
def seed_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index folder with the shipped corpus in it; tests must not change it."""
    index_dir = tmp_path_factory.mktemp("seed_index")
    registry = tmp_path_factory.mktemp("registry")  # a copy: no test writes into the shipped corpus
    copy_registry(SEEDS, registry)
    build(SEEDS, index_dir, BuildOptions(registry=registry))
    return index_dir


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """A function that compares a text with the golden file of that name, or writes the file when asked to."""
    update = bool(request.config.getoption("--update-golden"))

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if update and not os.environ.get("CI"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"{path} is missing: run pytest --update-golden and read the file"
        assert text == path.read_text(encoding="utf-8")

    return check
