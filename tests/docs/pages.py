"""Read the Markdown pages of the documentation: their text, code blocks, tables and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = (README, *sorted(DOCS.rglob("*.md")))
"""Every page of the documentation."""

_BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_SYMBOLS = re.compile(r"[^\w\s-]")


def name_of(page: Path) -> str:
    """Return the path of a page in the repository."""
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    """Return the text of a page."""
    return page.read_text(encoding="utf-8")


def code_blocks(page: Path, language: str) -> Iterator[str]:
    """Yield the code blocks of a page in a language."""
    return (match["code"] for match in _BLOCK.finditer(text_of(page)) if match["language"] == language)


def prose_of(page: Path) -> str:
    """Return the text of a page without its code blocks."""
    return _BLOCK.sub("", text_of(page))


def links(page: Path) -> Iterator[str]:
    """Yield the targets of the links and pictures of a page."""
    return (match["target"] for match in _LINK.finditer(prose_of(page)))


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", prose_of(page), re.MULTILINE)
    return {re.sub(r"\s", "-", _SYMBOLS.sub("", heading).strip().lower()) for heading in headings}


def first_cells(page: Path) -> Iterator[str]:
    """Yield the first cell of every table row of a page."""
    return (row.split("|")[1].strip() for row in prose_of(page).splitlines() if row.startswith("| "))


def rows(page: Path) -> Iterator[list[str]]:
    """Yield the cells of every table row of a page."""
    return (
        [cell.strip() for cell in row.strip("|").split("|")] for row in prose_of(page).splitlines() if row[:2] == "| "
    )
