"""Sections of a page that several measurements write."""

from __future__ import annotations

PARITY = "## Parity"
"""The heading of what `parity` writes, which is kept where the rest is measured anew."""


def section_of(page: str, heading: str) -> str:
    """Return a section of a page with its heading, up to the next one of its level; empty where it has none."""
    _, mark, rest = f"\n{page}".partition(f"\n{heading}\n")
    return f"{heading}\n\n{rest.partition(chr(10) + '## ')[0].strip(chr(10))}\n" if mark else ""


def with_section(page: str, heading: str, section: str) -> str:
    """Return a page with a section in place of the one that has the heading, or at its end."""
    head, mark, rest = f"\n{page}".partition(f"\n{heading}\n")
    _, following, others = rest.partition("\n## ") if mark else ("", "", "")
    parts = [head.strip("\n"), section.strip("\n"), f"## {others}".strip("\n") if following else ""]
    return "\n\n".join(filter(None, parts)) + "\n"
