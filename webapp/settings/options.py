"""The options of `rapporteur serve`, made from the table of settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

import click

from .kinds import Several, Switch
from .sources import CONFIG_FLAG, CONFIG_VARIABLE
from .table import TABLE, Setting

Command = TypeVar("Command", bound=Callable[..., Any])


def setting_options(command: Command) -> Command:
    """Add an option for each setting to a command, and `--config`; one that is not given is None or empty.

    The values come as text: their kinds read them when it is known which value counts.
    """
    return some_setting_options(tuple(TABLE))(command)


def some_setting_options(names: Collection[str]) -> Callable[[Command], Command]:
    """Return what adds an option for each of some settings to a command, and `--config`."""
    return lambda command: _with_options(command, names)


def _with_options(command: Command, names: Collection[str]) -> Command:
    for setting in reversed(TABLE.values()):
        if setting.name in names:
            command = _option(setting)(command)
    return click.option(
        CONFIG_FLAG,
        type=click.Path(path_type=Path),
        help=f"Settings in a TOML file. Options and variables take precedence.  [variable: {CONFIG_VARIABLE}]",
    )(command)


def _option(setting: Setting) -> Callable[[Command], Command]:
    says = setting.says
    text = f"{re.sub('`', '', says.help)}.  [default: {setting.default_text}]"
    if isinstance(says.kind, Switch):
        return click.option(f"{setting.flag}/--no-{setting.key}", setting.name, default=None, help=text)
    several = isinstance(says.kind, Several)
    return click.option(setting.flag, setting.name, metavar=says.kind.metavar, multiple=several, help=text)
