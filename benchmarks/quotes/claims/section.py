"""The section on claims in the results of quotations, which two measurements write."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_HEADING = "# Claims around quotations\n"


def kept_claims(results: Path) -> str:
    """Return the section on claims of a file of results, with an empty line before it; empty where it has none."""
    old = results.read_text(encoding="utf-8") if results.exists() else ""
    _, heading, section = old.partition(_HEADING)
    return f"\n{heading}{section}" if heading else ""


def with_kept_tables(results: Path, tables: Iterable[str]) -> list[str]:
    """Return tables in the order of a file of results, with those of it that were not measured again."""
    made = {_title(table): table for table in tables}
    old = re.findall(r"^### .*?\n(?=### |Repeat it|\Z)", kept_claims(results), re.MULTILINE | re.DOTALL)
    kept = {_title(table): f"{table.rstrip()}\n" for table in old}
    return list({**kept, **made}.values())


def _title(table: str) -> str:
    """Return the heading of a table, without the number of its drafts."""
    return table.partition("\n")[0].partition(":")[0]


def replace_claims(results: Path, section: str) -> None:
    """Write a new section on claims at the end of a file of results."""
    old = results.read_text(encoding="utf-8") if results.exists() else ""
    before = old.partition(_HEADING)[0].rstrip("\n")
    results.write_text(f"{before}\n\n{_HEADING}\n{section}", encoding="utf-8")
