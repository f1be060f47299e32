"""What styles say for dark colours is of colours alone, so that a page in them is otherwise as it is in light ones."""

from __future__ import annotations

import re

import pytest

from webapp.assets.files import STATIC_DIR

DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{((?:[^{}]*\{[^{}]*\})*)\s*\}")
OF_COLOUR = re.compile(r"--[\w-]+: #[0-9a-f]{3,8}|filter: brightness\([\d.]+\)")
SHEETS = sorted(path.name for path in STATIC_DIR.glob("*.css"))


@pytest.mark.parametrize("name", SHEETS)
def test_the_dark_scheme_changes_colours_only(name: str) -> None:
    """Each declaration for it is a colour or a brightness, and the scheme is asked for in no other form."""
    text = (STATIC_DIR / name).read_text(encoding="utf-8")
    blocks = DARK.findall(text)
    assert len(blocks) == text.count("prefers-color-scheme")
    declared = [
        each.strip() for block in blocks for rule in re.findall(r"\{([^{}]*)\}", block) for each in rule.split(";")
    ]
    assert [each for each in declared if each and not OF_COLOUR.fullmatch(each)] == []


def test_no_script_asks_for_the_scheme_or_the_width() -> None:
    """A page that is looked at in other colours, or in another width, is the page that would have been opened so."""
    for path in STATIC_DIR.glob("*.js"):
        assert not re.search(
            r"matchMedia|innerWidth|screen\.width|\"resize\"|ResizeObserver", path.read_text("utf-8")
        ), path
