"""The mechanical rules of the house, checked against the code itself."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from graphlib import TopologicalSorter
from pathlib import PurePosixPath

from tests.conftest import ROOT

LONGEST_MODULE = 400
LONGEST_FUNCTION = 45
LONGEST_WORD_TABLE = 45
MODULES_IN_A_FOLDER = 20
LOOSE_MODULES = {"indexer": 5, "webapp": 10}
WEB_ONLY = {"flask", "gunicorn", "jinja2", "werkzeug", "waitress"}
PRINTERS = (
    "indexer/cli/",
    "webapp/alerts/command.py",
    "webapp/static_site/command.py",
    "webapp/serve.py",
    "webapp/cli.py",
)
REGISTRIES = re.compile(r"https?://(?:[\w.-]*\.)?(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|ghcr\.io|quay\.io)")
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|tmp/\w+)/[\w.]")
PAGES = {
    "api",
    "basket",
    "browse",
    "charts",
    "corrections",
    "downloads",
    "feeds",
    "operations",
    "originals",
    "reading",
    "search",
    "static_site",
    "verify",
}
"""The rooms of the site that answer addresses, one of them in static editions only."""

Problems = list[str]
Function = ast.FunctionDef | ast.AsyncFunctionDef


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


def modules(*folders: str) -> tuple[str, ...]:
    """Return the Python files in these folders."""
    return tuple(name for name in tracked() if name.endswith(".py") and name.startswith(folders))


def code() -> tuple[str, ...]:
    """Return the modules of the product itself."""
    return modules("indexer/", "webapp/")


@cache
def source(name: str) -> str:
    """Return the text of a file."""
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def tree(name: str) -> ast.Module:
    """Parse one module."""
    return ast.parse(source(name))


@cache
def nodes(name: str) -> tuple[ast.AST, ...]:
    """Return every node of a module."""
    return tuple(ast.walk(tree(name)))


def functions(name: str) -> Iterator[Function]:
    """Yield the functions and methods of a module."""
    return (node for node in nodes(name) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def calls(name: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the name, as written, of each call in a module."""
    return ((node.lineno, ast.unparse(node.func)) for node in nodes(name) if isinstance(node, ast.Call))


def package(name: str) -> tuple[str, ...]:
    """Return the parts of the package that a file is in."""
    return PurePosixPath(name).parts[:-1]


def imports(name: str) -> Iterator[str]:
    """Yield the top-level packages that a module imports."""
    for node in nodes(name):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package(name)[: len(package(name)) - node.level + 1] if node.level else ()
            base = ".".join((*above, *filter(None, [node.module])))
            yield from (f"{base}.{alias.name}" for alias in node.names)


def packages_imported(name: str) -> set[str]:
    """Return the top-level packages that a module imports."""
    return {imported.partition(".")[0] for imported in imports(name)}


def room(parts: Sequence[str]) -> str:
    """Return the deepest folder that a dotted path leads into; a module beside folders is a room by itself."""
    depth = next(
        depth
        for depth in range(len(parts), 0, -1)
        if ROOT.joinpath(*parts[:depth]).is_dir() or ROOT.joinpath(*parts[:depth]).with_suffix(".py").is_file()
    )
    path = ROOT.joinpath(*parts[:depth])
    if path.is_dir() or any(child.is_dir() and child.name != "__pycache__" for child in path.parent.iterdir()):
        return "/".join(parts[:depth])
    return "/".join(parts[: depth - 1])


def test_each_package_is_imported_where_it_belongs() -> None:
    """Whoosh stays in the engine's own folder, web libraries on the site, and the index side knows no site."""
    problems: Problems = []
    for name in code():
        packages = packages_imported(name)
        if "whoosh" in packages and not name.startswith("indexer/engine/whoosh/"):
            problems.append(f"{name} imports whoosh")
        if name.startswith("indexer/") and packages & {*WEB_ONLY, "webapp"}:
            problems.append(f"{name} imports {packages & {*WEB_ONLY, 'webapp'}}")
    assert problems == []


def test_rooms_import_each_other_in_one_direction() -> None:
    """No two rooms need each other, neither directly nor by way of others."""
    needs: dict[str, set[str]] = defaultdict(set)
    for name in code():
        here = room((*package(name), PurePosixPath(name).stem))
        for imported in imports(name):
            parts = tuple(imported.split("."))
            if parts[0] in LOOSE_MODULES and room(parts) != here and len(parts) > 1:
                needs[here].add(room(parts))
    TopologicalSorter(needs).prepare()  # raises CycleError, which names the rooms


def test_folders_are_easy_to_survey() -> None:
    """Few modules lie loose, and no folder has more than 20 of them."""
    sizes = Counter("/".join(package(name)) for name in code() if not name.endswith("/__init__.py"))
    assert {
        folder: size for folder, size in sizes.items() if size > LOOSE_MODULES.get(folder, MODULES_IN_A_FOLDER)
    } == {}


def test_each_room_says_what_it_is_for() -> None:
    """The docstring of a room's `__init__` has two sentences: what it is for, and what may not be in it."""
    problems = [
        name
        for name in code()
        if name.endswith("/__init__.py")
        and len(package(name)) > 1
        and len(re.findall(r"[.!?](?=\s|$)", ast.get_docstring(tree(name)) or "")) != 2
    ]
    assert problems == []


def test_templates_and_tests_mirror_the_rooms() -> None:
    """Each room has a test folder of its name; one that shows pages has a template folder and one blueprint too."""
    templates = {package(name)[2] for name in tracked() if name.startswith("webapp/templates/")}
    assert templates == {*PAGES, "shared"}
    rooms = {package(name)[1] for name in code() if name.startswith("indexer/") and len(package(name)) > 1}
    tested = {package(name)[1] for name in modules("tests/") if len(package(name)) > 1}
    assert rooms - tested == set()
    tested = {package(name)[2] for name in modules("tests/webapp/") if len(package(name)) > 2}
    assert {*PAGES, "address", "shared"} - tested == set()
    blueprints = Counter(
        PurePosixPath(name).parts[1]
        for name in modules("webapp/")
        for _, called in calls(name)
        if called == "Blueprint"
    )
    assert {room: count for room, count in blueprints.items() if room in PAGES} == dict.fromkeys(PAGES, 1)


def test_no_two_types_share_a_name() -> None:
    """One word means one thing in the whole repository: no two classes or type aliases have the same name."""
    places: dict[str, list[str]] = defaultdict(list)
    for name in modules("indexer/", "webapp/", "tests/", "benchmarks/", "docs/"):
        for node in nodes(name):
            if type_name := _type_name(node):
                places[type_name].append(name)
    assert {word: names for word, names in places.items() if len(names) > 1} == {}


def _type_name(node: ast.AST) -> str | None:
    """Return the name of a class, or of a type alias: `X = Literal[...]` or `X: TypeAlias = ...`."""
    match node:
        case ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript(value=ast.Name(id="Literal"))):
            return name
        case ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id="TypeAlias")):
            return name
        case _:
            return None


def test_html_is_made_in_templates_only() -> None:
    """No Python calls text safe to show as HTML."""
    assert [
        f"{name}:{line}"
        for name in code()
        for line, called in calls(name)
        if called.rpartition(".")[2] in {"Markup", "mark_safe"}
    ] == []


def test_no_template_trusts_text() -> None:
    """Everything that a template shows is escaped."""
    unsafe = re.compile(r"\|\s*safe\b|\bMarkup\(|autoescape\s+false")
    assert [name for name in tracked() if "/templates/" in name and unsafe.search(source(name))] == []


def test_only_the_command_line_prints() -> None:
    """What a module has to say it returns; printing is for the command."""
    printing = {"print", "click.echo", "click.secho", "console.print", "sys.stdout.write", "sys.stderr.write"}
    assert [
        f"{name}:{line}"
        for name in code()
        if not name.startswith(PRINTERS)
        for line, called in calls(name)
        if called in printing
    ] == []


def test_modules_are_short() -> None:
    """A module has at most 400 lines."""
    lengths = {name: len(source(name).splitlines()) for name in code()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    """A function has at most 45 lines."""
    assert [
        f"{name}: {function.name}"
        for name in code()
        for function in functions(name)
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    ] == []


def test_long_word_tables_are_data() -> None:
    """A table of words that is longer than a screen is a data file, not code."""
    problems: Problems = []
    for name in code():
        for node in nodes(name):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value.split()) > 300:
                problems.append(f"{name}:{node.lineno} holds {len(node.value.split())} words")
            elif isinstance(node, (ast.Set, ast.List, ast.Tuple, ast.Dict)):
                length = (node.end_lineno or node.lineno) - node.lineno
                literal = all(
                    isinstance(leaf, (ast.Constant, ast.Tuple, ast.Load)) for leaf in ast.walk(node) if leaf is not node
                )
                if length > LONGEST_WORD_TABLE and literal:
                    problems.append(f"{name}:{node.lineno} is a table of {length} lines")
    assert problems == []


def test_modules_say_what_they_are_for() -> None:
    """Each module begins with its job."""
    assert [name for name in code() if not ast.get_docstring(tree(name))] == []


def test_public_functions_name_what_they_raise() -> None:
    """The docstring of a public function names each exception that the function raises itself."""
    problems: Problems = []
    for name in code():
        for function in functions(name):
            if function.name.startswith("_"):
                continue
            for raised in _raised(function):
                owner = ast.get_docstring(function) or ""
                if raised not in owner:
                    problems.append(f"{name}: {function.name} does not name {raised}")
    assert problems == []


def _raised(function: Function) -> set[str]:
    """Return the names of the exceptions that a function raises in its own body, those of nested functions aside."""
    names: set[str] = set()
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            continue
        if isinstance(node, ast.Raise) and node.exc is not None:
            exception = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            last = ast.unparse(exception).rpartition(".")[2]
            if last[:1].isupper():
                names.add(last)
        waiting.extend(ast.iter_child_nodes(node))
    return names


def test_files_are_locked_synced_and_hashed_in_one_place() -> None:
    """`indexer/disk` alone asks the system for a lock and for an fsync, and alone imports `hashlib`."""
    elsewhere = [name for name in code() if not name.startswith("indexer/disk/")]
    assert [name for name in elsewhere if "hashlib" in packages_imported(name)] == []
    only_there = {"os.fsync", "filelock.FileLock", "FileLock", "fcntl.flock"}
    assert [
        f"{name}:{line} calls {called}" for name in elsewhere for line, called in calls(name) if called in only_there
    ] == []


def test_no_room_is_called_utils() -> None:
    """Rooms are named after concepts."""
    vague = re.compile(r"(?:^|[/_])(?:utils?|helpers?|misc|common)(?:\.py|/|_)")
    assert [name for name in code() if vague.search(name)] == []


def test_every_test_states_its_rule() -> None:
    """Each test function has a docstring that is a sentence."""
    problems: Problems = []
    for name in modules("tests/"):
        for function in functions(name):
            rule = ast.get_docstring(function) or ""
            if function.name.startswith("test_") and not (
                rule.endswith(".") and (rule[0].isupper() or not rule[0].isalpha())
            ):
                problems.append(f"{name}: {function.name}")
    assert problems == []


def test_nothing_newer_than_the_oldest_python_is_imported() -> None:
    """The standard library of the oldest Python claimed, 3.11, is enough."""
    newer = {
        "typing.override",
        "typing.TypeAliasType",
        "itertools.batched",
        "collections.abc.Buffer",
        "warnings.deprecated",
    }
    assert [f"{name} imports {module}" for name in code() for module in newer.intersection(imports(name))] == []


def test_nothing_names_a_machine() -> None:
    """No file of the repository holds a package registry's address or an absolute path of one machine."""
    problems = []
    for name in tracked():
        if name.startswith("seeds/") or name == "tests/test_house_rules.py":
            continue
        try:
            text = source(name)
        except UnicodeDecodeError:
            continue
        problems += [f"{name}: {match.group()}" for match in (*REGISTRIES.finditer(text), *MACHINE.finditer(text))]
    assert problems == []
