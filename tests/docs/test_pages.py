"""The pages of the documentation hold together: size, links, pictures, folders and named tests."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from urllib.parse import unquote

from tests.conftest import ROOT

from .pages import DOCS, PAGES, README, anchors, first_cells, links, name_of, rows, text_of

MOST_README = 6_000
MOST_PICTURES = 10
MOST_DECISION_LINES = 20
"""About ten lines of text and the lines between them."""


def test_the_readme_is_short() -> None:
    """The README is an entrance of under 6 kB and leaves the rest to the other pages."""
    assert len(README.read_bytes()) < MOST_README


def test_links_lead_to_files_and_headings() -> None:
    """Every link within the repository leads to a file, and to a heading where it names one."""
    broken = []
    for page, target in [(each, target) for each in PAGES for target in links(each)]:
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append((name_of(page), target))
    assert broken == []


def test_every_page_is_reached_from_the_readme() -> None:
    """A reader who follows links from the README comes to every page."""
    reached: set[Path] = set()
    waiting = [README]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        waiting += [
            (page.parent / target.partition("#")[0]).resolve()
            for target in links(page)
            if not re.match(r"[a-z]+:|#", target)
        ]
    assert set(PAGES) - reached == set()


def test_few_pictures_are_kept_and_all_are_shown() -> None:
    """At most ten pictures are in the repository, and each stands on a page; `make screenshots` takes the others."""
    shown = {(page.parent / target).resolve() for page in PAGES for target in links(page) if target.endswith(".png")}
    kept = set((DOCS / "img").iterdir())
    assert len(kept) <= MOST_PICTURES
    assert kept == shown


def test_the_map_names_every_folder() -> None:
    """The table in architecture.md lists every package of the program, and no folder that does not exist."""
    listed = {cell.strip("`/") for cell in first_cells(DOCS / "architecture.md") if re.fullmatch(r"`[\w./]+/`", cell)}
    packages = {
        init.parent.relative_to(ROOT).as_posix()
        for package in ("indexer", "webapp")
        for init in (ROOT / package).rglob("__init__.py")
    }
    assert packages - listed == set()
    assert {folder for folder in listed if not (ROOT / folder).is_dir()} == set()


def test_every_working_feature_names_a_test_that_exists() -> None:
    """A row of features.md that works, or works partly, names a test; a missing feature names none."""
    numbers = []
    for number, *_, state, test in rows(DOCS / "features.md"):
        if not re.fullmatch(r"U?\d+", number):
            continue
        numbers.append(number)
        assert state.startswith(("works", "partly", "missing")), number
        assert bool(test) != (state == "missing"), number
        if test:
            assert test.strip("`") in named_tests(test.strip("`").partition("::")[0]), test
    assert len(numbers) == len(set(numbers)) > 90


def named_tests(file: str) -> set[str]:
    """Return the tests of a file as `path::name`."""
    if not (ROOT / file).is_file():
        return set()
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {f"{file}::{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_decisions_are_short_and_have_three_parts() -> None:
    """A decision has a context, a decision and its consequences, in about ten lines."""
    for page in (DOCS / "decisions").glob("0*.md"):
        text = text_of(page)
        parts = [text.count(f"**{part}.**") for part in ("Context", "Decision", "Consequences")]
        assert parts == [1, 1, 1], page.name
        assert len(text.splitlines()) <= MOST_DECISION_LINES, page.name


def test_the_list_of_decisions_is_complete() -> None:
    """The index of decisions lists every record once, by number and title, in order."""
    entry = re.compile(r"^- \[(\d+)\]\((\S+)\): (.+)$", re.MULTILINE)
    listed = entry.findall(text_of(DOCS / "decisions" / "README.md"))
    written = []
    for page in sorted((DOCS / "decisions").glob("[0-9]*.md")):
        number, title = text_of(page).partition("\n")[0].removeprefix("# ").split(". ", 1)
        written.append((f"{int(number):03}", page.name, title))
    assert listed == written


def test_files_named_on_a_page_exist() -> None:
    """A path of the repository that stands as code on a page exists."""
    path = re.compile(r"`((?:indexer|webapp|tests|benchmarks|docs|\.ci|\.locks)/[\w./-]*)`")
    named = {(name_of(page), file) for page in PAGES for file in path.findall(text_of(page))}
    made = {"docs/screenshots"}  # by `make screenshots`
    assert {(page, file) for page, file in named if not (ROOT / file).exists() and file not in made} == set()
