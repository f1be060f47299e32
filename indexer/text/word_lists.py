"""Load the word lists and TOML tables in `indexer/text/data`. What they mean is known to their callers."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


@cache
def load_words(name: str) -> frozenset[str]:
    """Return the entries of `data/<name>.txt`, one on each line, without blank lines and `#` comments."""
    lines = (line.strip() for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def load_table(name: str) -> dict[str, Any]:
    """Return the table in `data/<name>.toml`; callers share it and may not change it."""
    table: dict[str, Any] = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return table
