"""The mechanical rules of the house, held against the code itself."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache

import pytest

from tests.conftest import ROOT

LONGEST_MODULE = 250
LONGEST_FUNCTION = 45
WEB_ONLY = {"flask", "jinja2", "werkzeug", "waitress"}
PRINTERS = ("indexer/cli/", "indexer/cli.py", "webapp/serve.py", "webapp/cli.py")
REGISTRIES = re.compile(r"https?://(?:[\w.-]*\.)?(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|ghcr\.io|quay\.io)")
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|tmp/\w+)/[\w.]")


@cache
def tracked() -> tuple[str, ...]:
    """Give the names of the files that belong to the repository, also those not yet committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:  # no git, or no clone: the files as they lie
        return tuple(
            str(path.relative_to(ROOT))
            for folder in ("indexer", "webapp", "tests", "docs", "benchmarks")
            for path in sorted((ROOT / folder).rglob("*"))
            if path.is_file() and "__pycache__" not in path.parts
        )
    return tuple(name for name in found.stdout.splitlines() if (ROOT / name).is_file())


def modules(*folders: str) -> list[str]:
    """Give the Python files in these folders."""
    return [name for name in tracked() if name.endswith(".py") and name.startswith(folders)]


@cache
def tree(name: str) -> ast.Module:
    """Parse one module."""
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


def imports(name: str) -> Iterator[str]:
    """Give the top-level packages that a module imports."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.partition(".")[0]


def functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give the functions and methods of a module."""
    return (node for node in ast.walk(tree(name)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def calls(name: str) -> Iterator[tuple[int, str]]:
    """Give line and name, as written, of each call in a module."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


CODE = modules("indexer/", "webapp/")


@pytest.mark.parametrize("name", CODE)
def test_each_package_is_imported_where_it_belongs(name: str) -> None:
    """Whoosh stays in the engine's own modules, web libraries on the site, and the index side knows no site."""
    found = set(imports(name))
    if not re.fullmatch(r"indexer/engine/whoosh\w*\.py", name):
        assert "whoosh" not in found
    if name.startswith("indexer/"):
        assert not found & WEB_ONLY
        assert "webapp" not in found


@pytest.mark.parametrize("name", CODE)
def test_html_is_made_in_templates_only(name: str) -> None:
    """No Python calls text safe to show as HTML."""
    assert not [line for line, called in calls(name) if called.rpartition(".")[2] in {"Markup", "mark_safe"}]


@pytest.mark.parametrize("name", [name for name in tracked() if "/templates/" in name])
def test_no_template_trusts_text(name: str) -> None:
    """Everything that a template shows is escaped."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|\bMarkup\(|autoescape\s+false", text)


@pytest.mark.parametrize("name", CODE)
def test_only_the_command_line_prints(name: str) -> None:
    """What a module has to say it returns; printing is for the command."""
    if not name.startswith(PRINTERS):
        spoken = {"print", "click.echo", "click.secho", "console.print", "sys.stdout.write", "sys.stderr.write"}
        assert not [line for line, called in calls(name) if called in spoken]


@pytest.mark.parametrize("name", CODE)
def test_modules_are_short(name: str) -> None:
    """A module has at most 250 lines, the tables in it aside."""
    length = len((ROOT / name).read_text(encoding="utf-8").splitlines())
    table = sum(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for node in tree(name).body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
    )
    assert length - table <= LONGEST_MODULE


@pytest.mark.parametrize("name", CODE)
def test_functions_are_short(name: str) -> None:
    """A function has at most 45 lines."""
    long = {one.name: (one.end_lineno or 0) - one.lineno + 1 for one in functions(name)}
    assert {one: length for one, length in long.items() if length > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("name", CODE)
def test_modules_say_what_they_are_for(name: str) -> None:
    """Each module begins with the job of its room."""
    assert ast.get_docstring(tree(name))


@pytest.mark.parametrize("name", CODE)
def test_no_room_is_called_utils(name: str) -> None:
    """Rooms are named after concepts."""
    assert not re.search(r"(?:^|[/_])(?:utils?|helpers?|misc|common)(?:\.py|/|_)", name)


@pytest.mark.parametrize("name", modules("tests/"))
def test_every_test_states_its_rule(name: str) -> None:
    """Each test function has a docstring that is a sentence."""
    for function in functions(name):
        if function.name.startswith("test_"):
            said = ast.get_docstring(function) or ""
            assert said.endswith("."), f"{function.name} states no rule"
            assert said[:1].isupper() or not said[:1].isalpha(), f"{function.name} begins in lower case"


@pytest.mark.parametrize("name", CODE)
def test_nothing_newer_than_python_3_10_is_imported(name: str) -> None:
    """The standard library of Python 3.10 is enough; a newer module is asked for only behind a check."""
    names = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    assert not names & {"enum.StrEnum", "typing.Self", "typing.assert_never", "datetime.UTC", "typing.override"}
    if "tomllib" in set(imports(name)):
        assert "sys.version_info" in (ROOT / name).read_text(encoding="utf-8")


def test_nothing_names_a_machine() -> None:
    """No file of the repository holds a package registry's address or an absolute path of one machine."""
    found = []
    for name in tracked():
        if name.startswith("seeds/") or name == "tests/test_house_rules.py":
            continue
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name}: {match.group()}" for match in (*REGISTRIES.finditer(text), *MACHINE.finditer(text))]
    assert found == []
