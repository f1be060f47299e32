"""The table of settings on the page on running is that of the program."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator

import pytest

from webapp.settings.sources import read_settings
from webapp.settings.table import GROUP_TITLES, TABLE, Setting

from .pages import DOCS, code_blocks, text_of

RUNNING = DOCS / "running.md"
PLACE = re.compile(r"(?<=<!-- settings -->\n).*?(?=<!-- /settings -->)", re.DOTALL)


def settings_table() -> str:
    """Return the table of settings in Markdown."""
    return "".join(f"{line}\n" for line in _table_lines())


def _table_lines() -> Iterator[str]:
    yield "| option | variable | key in the file | default | meaning |"
    yield "|---|---|---|---|---|"
    for group, title in GROUP_TITLES.items():
        settings = [setting for setting in TABLE.values() if setting.says.group == group]
        yield from ([f"| **{title}** | | | | |"] if settings else [])
        yield from (_line(setting) for setting in settings)


def _line(setting: Setting) -> str:
    metavar = setting.says.kind.metavar.replace("|", "/")
    option = f"`{setting.flag}{f' {metavar}' if metavar else ''}`"
    meaning = setting.says.help
    return f"| {option} | `{setting.variable}` | `{setting.key}` | {setting.default_text} | {meaning} |"


def test_the_table_of_settings_is_current(request: pytest.FixtureRequest) -> None:
    """The page has every setting as the program has it; `pytest --update-golden` writes the table anew."""
    text = text_of(RUNNING)
    if request.config.getoption("--update-golden") and not os.environ.get("CI"):
        RUNNING.write_text(PLACE.sub(lambda _: settings_table(), text), encoding="utf-8")
        text = text_of(RUNNING)
    assert PLACE.findall(text) == [settings_table()]


def test_the_file_on_the_page_has_settings_that_exist() -> None:
    """Every key of the example is one of the table."""
    (example,) = code_blocks(RUNNING, "toml")
    assert {setting.key for setting in TABLE.values()} >= set(tomllib.loads(example))


def test_help_is_a_sentence_without_a_full_stop() -> None:
    """What the table says of a setting fits a line of a table and one of the help of the command."""
    for setting in TABLE.values():
        assert re.fullmatch(r"[A-Z][^|]{8,120}[^.|]", setting.says.help), setting.name


def test_a_default_is_a_value_that_can_be_written() -> None:
    """Each default of the table, written as the page tells it, is read as that default."""
    written = {
        name: str(setting.default)
        for name, setting in TABLE.items()
        if isinstance(setting.default, (int, str)) and not isinstance(setting.default, bool) and setting.default
    }
    settings = read_settings(written, {})
    assert {name: getattr(settings, name) for name in written} == {name: TABLE[name].default for name in written}
