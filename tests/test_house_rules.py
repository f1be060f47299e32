"""The mechanical rules of the house, checked against the code itself; each rule looks at all modules in one test."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePosixPath

from tests.conftest import ROOT

LONGEST_MODULE = 400
LONGEST_FUNCTION = 45
LARGEST_FOLDER = 20
LOOSE_MODULES = {"indexer": 5, "webapp": 10}
"""How many modules may lie loose in a package, besides its `__init__`."""
WEB_ONLY = {"flask", "jinja2", "werkzeug", "waitress"}
PRINTERS = ("indexer/cli/", "webapp/serve.py", "webapp/cli.py")
REGISTRIES = re.compile(r"https?://(?:[\w.-]*\.)?(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|ghcr\.io|quay\.io)")
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|tmp/\w+)/[\w.]")
SENTENCE_END = re.compile(r"[.!?][”\")`]*(?=\s|$)")


@cache
def tracked() -> tuple[str, ...]:
    """Return the names of the files of the repository, including those that are not committed yet."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:  # no git, or no clone: the files as they lie
        return tuple(
            str(path.relative_to(ROOT))
            for folder in ("indexer", "webapp", "tests", "docs", "benchmarks")
            for path in sorted((ROOT / folder).rglob("*"))
            if path.is_file() and "__pycache__" not in path.parts
        )
    return tuple(name for name in listing.stdout.splitlines() if (ROOT / name).is_file())


def modules(*folders: str) -> list[str]:
    """Return the Python files in these folders."""
    return [name for name in tracked() if name.endswith(".py") and name.startswith(folders)]


def folder_of(name: str) -> str:
    """Return the folder of a file."""
    return str(PurePosixPath(name).parent)


def is_package_file(name: str) -> bool:
    """Return whether a file is the `__init__` of a package."""
    return PurePosixPath(name).name == "__init__.py"


@cache
def tree(name: str) -> ast.Module:
    """Parse one module."""
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


def imported_packages(name: str) -> set[str]:
    """Return the top-level packages that a module imports by their full names."""
    return {target.partition(".")[0] for target in imports(name)}


def imports(name: str) -> Iterator[str]:
    """Yield the full dotted name of everything that a module imports, wherever in it the import stands."""
    package = PurePosixPath(name).parent.parts
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions and methods of a module."""
    return (node for node in ast.walk(tree(name)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def calls(name: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the name, as written, of each call in a module."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def room_of(target: str, depth: int) -> str:
    """Return the folder, or the loose module, that a dotted name lies in, at most `depth` levels below the package."""
    parts = target.split(".")
    for length in range(min(len(parts), depth + 1), 1, -1):
        path = ROOT.joinpath(*parts[:length])
        if path.is_dir() or path.with_suffix(".py").is_file():
            return ".".join(parts[:length])
    return parts[0]


def cycle(graph: dict[str, set[str]]) -> list[str]:
    """Return a cycle of a graph, or an empty list."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


CODE = modules("indexer/", "webapp/")


def test_each_library_is_imported_where_it_belongs() -> None:
    """Whoosh stays in its engine's folder, web libraries on the site, and the index side does not know the site."""
    wrong = []
    for name in CODE:
        packages = imported_packages(name)
        if not name.startswith("indexer/engine/whoosh/") and "whoosh" in packages:
            wrong.append((name, "whoosh"))
        if name.startswith("indexer/"):
            wrong += [(name, package) for package in packages & (WEB_ONLY | {"webapp"})]
    assert wrong == []


def test_folders_import_each_other_in_one_direction() -> None:
    """No folder imports another that imports it, directly or by way of others, at any level."""
    for package in ("indexer", "webapp"):
        for depth in (1, 2):
            graph: defaultdict[str, set[str]] = defaultdict(set)
            for name in modules(f"{package}/"):
                own = room_of(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."), depth)
                if own == package:
                    continue  # the package's own `__init__` brings its rooms together
                targets = {room_of(target, depth) for target in imports(name) if target.startswith(f"{package}.")}
                graph[own] |= targets - {own, package}
            if depth == 2:  # a folder and its own parts are one room to each other
                graph = defaultdict(
                    set, {own: {one for one in targets if not nested(own, one)} for own, targets in graph.items()}
                )
            assert cycle(graph) == []


def nested(one: str, other: str) -> bool:
    """Return whether one folder lies in the other."""
    return one.startswith(f"{other}.") or other.startswith(f"{one}.")


def test_folders_are_small() -> None:
    """A folder has at most 20 modules, and few lie loose in the packages themselves."""
    sizes = Counter(folder_of(name) for name in CODE if not is_package_file(name))
    assert {folder: size for folder, size in sizes.items() if size > LARGEST_FOLDER} == {}
    assert {folder: sizes[folder] for folder, most in LOOSE_MODULES.items() if sizes[folder] > most} == {}


def test_every_folder_says_what_it_is_for() -> None:
    """The `__init__` of each folder says in two sentences what it is for and what may not be in it."""
    wrong = []
    for name in CODE:
        text = ast.get_docstring(tree(name)) or ""
        if is_package_file(name) and len(SENTENCE_END.findall(text.replace("e.g.", ""))) != 2:
            wrong.append((name, text))
    assert wrong == []


def test_no_two_classes_share_a_name() -> None:
    """A name of a class means one thing in the whole repository, tests and benchmarks included."""
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for name in modules("indexer/", "webapp/", "tests/", "benchmarks/", "docs/"):
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.ClassDef):
                homes[node.name].append(name)
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_templates_and_tests_mirror_the_folders() -> None:
    """Each folder of templates, and each folder of tests of the site, is named after a folder of the site."""
    rooms = {path.name for path in (ROOT / "webapp").iterdir() if (path / "__init__.py").is_file()}
    rooms_of_indexer = {path.name for path in (ROOT / "indexer").iterdir() if (path / "__init__.py").is_file()}
    templates = {path.name for path in (ROOT / "webapp" / "templates").iterdir() if path.is_dir()}
    assert templates - rooms == set()
    assert {path.name for path in (ROOT / "tests" / "webapp").iterdir() if (path / "__init__.py").is_file()} <= rooms
    others = {"webapp", "browser", "benchmarks", "docs", "made"}
    tests = {path.name for path in (ROOT / "tests").iterdir() if (path / "__init__.py").is_file()}
    assert tests - rooms_of_indexer - others == set()


def test_html_is_made_in_templates_only() -> None:
    """No Python code marks text as safe to show as HTML, and no template trusts text."""
    marked = [
        (name, line)
        for name in CODE
        for line, called in calls(name)
        if called.split(".")[-1] in {"Markup", "mark_safe"}
    ]
    trusting = [
        name
        for name in tracked()
        if "/templates/" in name
        and re.search(r"\|\s*safe\b|\bMarkup\(|autoescape\s+false", (ROOT / name).read_text(encoding="utf-8"))
    ]
    assert (marked, trusting) == ([], [])


def test_only_the_command_line_prints() -> None:
    """A module returns what it has to say; only the command prints it."""
    printing = {"print", "click.echo", "click.secho", "console.print", "sys.stdout.write", "sys.stderr.write"}
    others = [name for name in CODE if not name.startswith(PRINTERS)]
    assert [(name, line) for name in others for line, called in calls(name) if called in printing] == []


def test_modules_and_functions_are_short() -> None:
    """A module has at most 400 lines, the tables in it aside, and a function at most 45."""
    long = {}
    for name in CODE:
        length = len((ROOT / name).read_text(encoding="utf-8").splitlines())
        tables = sum(
            (node.end_lineno or node.lineno) - node.lineno + 1
            for node in tree(name).body
            if isinstance(node, (ast.Assign, ast.AnnAssign))
        )
        if length - tables > LONGEST_MODULE:
            long[name] = length - tables
        lengths = {f"{name}::{one.name}": (one.end_lineno or 0) - one.lineno + 1 for one in functions(name)}
        long |= {function: lines for function, lines in lengths.items() if lines > LONGEST_FUNCTION}
    assert long == {}


def test_modules_say_what_they_are_for() -> None:
    """Each module begins with its job."""
    assert [name for name in CODE if not ast.get_docstring(tree(name))] == []


def test_no_module_is_called_utils() -> None:
    """Modules and folders are named after concepts."""
    assert [name for name in CODE if re.search(r"(?:^|[/_])(?:utils?|helpers?|misc|common)(?:\.py|/|_)", name)] == []


def test_every_test_states_its_rule() -> None:
    """Each test has a docstring that is a sentence: a capital at the beginning and a full stop at the end."""
    wrong = []
    for name in modules("tests/"):
        for function in functions(name):
            rule = ast.get_docstring(function) or ""
            begins_well = rule[:1].isupper() or not rule[:1].isalpha()
            if function.name.startswith("test_") and not (begins_well and rule.endswith(".")):
                wrong.append(f"{name}::{function.name}")
    assert wrong == []


def test_nothing_names_a_machine() -> None:
    """No file of the repository holds a package registry's address or an absolute path of one machine."""
    named = []
    for name in tracked():
        if name.startswith("seeds/") or name == "tests/test_house_rules.py":
            continue
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        named += [f"{name}: {match.group()}" for match in (*REGISTRIES.finditer(text), *MACHINE.finditer(text))]
    assert named == []
