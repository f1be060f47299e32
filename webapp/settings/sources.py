"""Where the values of settings come from: options count more than variables, these more than a file, the file more
than the defaults.

What a value may be is decided by its kind.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from indexer.errors import RapporteurError

from .table import PASSWORD_VARIABLE, TABLE, VARIABLE_PREFIX, Settings

CONFIG_FLAG = "--config"
CONFIG_VARIABLE = f"{VARIABLE_PREFIX}CONFIG"
OTHER_VARIABLES = frozenset(
    f"{VARIABLE_PREFIX}{name}"
    for name in (
        "CATALOGUE_URL",
        "ENGINE",
        "ENGINE_ALIAS",
        "ENGINE_CA",
        "ENGINE_PASSWORD",
        "ENGINE_USER",
        "REGISTRY_URL",
    )
) | {CONFIG_VARIABLE, PASSWORD_VARIABLE}
"""Variables that are no settings: where servers are, who signs in there, and what other commands are told by."""
_ALIKE = 0.8  # of two names, from which one is taken for a slip of the other
_SHOWN = 60  # characters of a wrong value that a message repeats


class SettingInvalid(RapporteurError):
    """A setting has a value that it cannot have, or there is no such setting; the message names where it was set."""

    def __init__(self, origin: str, problem: str) -> None:
        super().__init__(f"{origin}: {problem}")


@dataclass(frozen=True)
class WrittenValue:
    """A value as it was written, and where."""

    value: object
    origin: str
    folder: Path = Path()


def read_settings(
    options: Mapping[str, object], environ: Mapping[str, str], config: str | Path | None = None
) -> Settings:
    """Return the settings from options by the names of the table, the environment, and a file.

    Options that are None, and variables that are empty, are taken as not given. `config` is the file that an option
    named; without it the variable RAPPORTEUR_CONFIG may name one. Raise SettingInvalid for an unknown key of the file
    and for a value that a setting cannot have.
    """
    config = config or environ.get(CONFIG_VARIABLE) or None
    written = _in_file(Path(config)) if config else {}
    for name, setting in TABLE.items():
        if environ.get(setting.variable, "").strip():
            written[name] = WrittenValue(environ[setting.variable], f"The variable {setting.variable}")
        given = options.get(name)
        if given is not None and given != ():
            written[name] = WrittenValue(given, f"The option {setting.flag}")
    return Settings(**{name: _value(name, value) for name, value in written.items()})  # type: ignore[arg-type]  # by kind


def likely_slips(environ: Mapping[str, str]) -> list[str]:
    """Return a warning for each variable that is no setting but is written almost like one."""
    known = [*(setting.variable for setting in TABLE.values()), *sorted(OTHER_VARIABLES)]
    slips = {
        name: get_close_matches(name, known, n=1, cutoff=_ALIKE)
        for name in sorted(environ)
        if name.startswith(VARIABLE_PREFIX) and name not in known
    }
    return [f"{name} is not a setting. Did you mean {close[0]}?" for name, close in slips.items() if close]


def _value(name: str, written: WrittenValue) -> object:
    try:
        return TABLE[name].says.kind.read(written.value, written.folder)
    except ValueError as error:
        value = ", ".join(map(str, written.value)) if isinstance(written.value, tuple) else str(written.value)
        shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
        raise SettingInvalid(written.origin, f"“{shown}” {error}.") from None


def _in_file(path: Path) -> dict[str, WrittenValue]:
    """Return the values in a TOML file; relative paths in it begin at its folder."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text)
    except OSError as error:
        raise SettingInvalid(
            f"The settings file {path}",
            f"it cannot be read ({error.strerror}): check its name, and that it may be read.",
        ) from None
    except ValueError as error:  # no TOML, or not in UTF-8
        raise SettingInvalid(f"The settings file {path}", f"it is not TOML: {error}.") from None
    by_key = {setting.key: name for name, setting in TABLE.items()}
    written = {}
    for key, value in table.items():
        origin = f"{path}, line {_line_of(key, text)}, {key}"
        if isinstance(value, dict):
            raise SettingInvalid(origin, f"settings do not belong in a table: delete the line [{key}].")
        if key not in by_key:
            close = get_close_matches(key, by_key, n=1, cutoff=_ALIKE / 2)
            raise SettingInvalid(origin, f"there is no such setting.{f' Did you mean {close[0]}?' if close else ''}")
        written[by_key[key]] = WrittenValue(value, origin, path.parent)
    return written


def _line_of(key: str, text: str) -> int:
    """Return the number of the line where a key of the first level stands, or of the first line."""
    found = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[].=]", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
