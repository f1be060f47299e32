"""The commands on the pages are commands of the program, and the pages list every command and option."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
from click.testing import CliRunner

import webapp.cli  # noqa: F401  # adds `serve` to the command
from indexer.cli import cli
from indexer.cli.group import CommandGroup
from indexer.query.expansion import REWRITE_KINDS
from indexer.query.grammar import FIELD_OPERATORS, TEXT_OPERATORS
from indexer.query.parser import parse
from tests.conftest import ROOT
from webapp.app import create_app

from .pages import DOCS, PAGES, code_blocks, prose_of, rows, text_of

MAKEFILE = ROOT / "Makefile"
RUNNING = DOCS / "running.md"
LANGUAGE = DOCS / "query-language.md"
MAKE_OPTIONS = {"PYTHON", "PORT", "HOST", "CORPUS", "INDEX"}


def commands(group: click.Group, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command below a group with its full name."""
    context = click.Context(group)
    for part in group.list_commands(context):
        full = f"{name} {part}".strip()
        command = group.load_command(part) if isinstance(group, CommandGroup) else group.get_command(context, part)
        if isinstance(command, click.Group):
            yield from commands(command, full)
        elif command:
            yield full, command


def shell_lines(page: Path) -> list[list[str]]:
    """Return the words of every command in the shell blocks of a page."""
    lines = (line for block in code_blocks(page, "sh") for line in block.splitlines())
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def make_targets() -> set[str]:
    """Return the targets of the Makefile."""
    return set(re.findall(r"^([\w-]+):", MAKEFILE.read_text(encoding="utf-8"), re.MULTILINE))


def test_commands_on_the_pages_parse() -> None:
    """Every command in a shell block is one of the program's with arguments that it takes, or a target of make."""
    known = dict(commands(cli))
    lines = [words for page in PAGES for words in shell_lines(page)]
    assert {program for program, *_ in lines} == {"make", "rapporteur"}
    for program, *words in lines:
        if program == "make":
            assert {word for word in words if "=" not in word} <= make_targets()
            assert {word.partition("=")[0] for word in words if "=" in word} <= MAKE_OPTIONS
            continue
        name = next(name for name in known if words[: len(name.split())] == name.split())
        with known[name].make_context(name, words[len(name.split()) :]):
            pass


def test_searches_on_the_pages_find_something(seed_index: Path) -> None:
    """Every search and every export in a shell block runs on the shipped papers and prints something."""
    lines = [words for page in PAGES for words in shell_lines(page)]
    runs = [words for _, *words in lines if words[0] in {"search", "passages"}]
    assert runs
    for words in runs:
        answer = CliRunner().invoke(cli, [*words, "--index-dir", str(seed_index)])
        assert (answer.exit_code, bool(answer.output.strip())) == (0, True), words


def test_make_targets_named_on_the_pages_exist() -> None:
    """A `make` target named in the text is in the Makefile."""
    named = {target for page in PAGES for target in re.findall(r"`make ([a-z-]+)", text_of(page))}
    assert named - make_targets() == set()


def test_every_make_target_has_a_line_of_help() -> None:
    """`make help` lists every target that a person calls."""
    makefile = MAKEFILE.read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    listed = re.findall(r'@echo "make ([\w-]+)', makefile)
    assert set(listed) == set(phony.split()) - {"help"}


def test_every_command_and_option_is_listed() -> None:
    """The page on running names every command, and every option of each in the command's own section."""
    text = prose_of(RUNNING)
    missing = []
    of_index = dict(commands(cli))["index"].params  # `watch` has them too, and says so
    for name, command in commands(cli):
        section = re.search(rf"^## [^\n]*`rapporteur {name}\b.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        assert section, name
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not (name == "watch" and parameter in of_index):
                own = section[0] if parameter.name != "index_dir" else text
                missing += [f"{name} {option}" for option in parameter.opts if f"`{option}" not in own]
    assert missing == []


def test_every_option_on_the_page_exists() -> None:
    """The page on running names no option that no command has."""
    known = {option for _, command in commands(cli) for parameter in command.params for option in parameter.opts}
    known |= {"--help", "--version", "--update-golden"}
    assert set(re.findall(r"`(--[a-z-]+)", prose_of(RUNNING))) - known == set()


def test_the_version_is_told() -> None:
    """`rapporteur --version` answers, as the page says."""
    answer = CliRunner().invoke(cli, ["--version"])
    assert answer.exit_code == 0
    assert version("rapporteur") in answer.output


def test_every_operator_and_field_is_listed() -> None:
    """The page on the query language has the example of every operator and every field of the grammar."""
    text = text_of(LANGUAGE)
    assert [row.example for row in (*TEXT_OPERATORS, *FIELD_OPERATORS) if f"`{row.example}`" not in text] == []


def test_every_example_of_the_query_language_is_well_formed() -> None:
    """Every example on the page is read without a problem."""
    examples = [
        example
        for cells in rows(LANGUAGE)
        for cell in (cells[2:3] if len(cells) == 4 else cells[1:2])
        for example in re.findall(r"`([^`]+)`", cell)
    ]
    assert len(examples) > 25
    assert [example for example in examples if parse(example).problems] == []


def test_every_expansion_is_listed() -> None:
    """The page on the query language names every expansion that can be switched off."""
    assert [name for name in REWRITE_KINDS if f"| `{name}` |" not in text_of(LANGUAGE)] == []


def test_every_address_for_programs_is_listed(tmp_path: Path) -> None:
    """The page on running names every address that answers something else than a page."""
    rules = {rule.rule for rule in create_app(tmp_path).url_map.iter_rules()}
    other = re.compile(
        r"\.\w+$|^/api/(?!v1/|docs/)\w+(?!.*path)|^/suggest$|z$|^/version$"
    )  # those of v1 are on their own page
    special = set(filter(other.search, rules))
    listed = text_of(RUNNING)
    assert special
    assert [rule for rule in special if f"`{re.sub('passage_', '', rule)}" not in listed] == []
