"""Kill builds at many points, and leave them no room: `python -m benchmarks.attacks.kills`. It writes KILLS.md.

A small corpus is indexed for the first time, updated, built anew, and redacted. Each of these commands is killed by
SIGKILL: half of the times when a share of its usual time is over, half of them just before it opens a file to write,
renames or deletes one, so that every step of putting a build in place is hit. Then disks without room and limits of
file sizes stop updates. After each, what answers and which ids there are is compared with what was there before; and
after the next build, with what commands have made that nobody stopped. Linux only; disks are made by root only.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.links.__main__ import machine
from indexer.corpus.digests import DIGESTS_FILE
from indexer.errors import IndexMissing
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.registry import file as registry_file
from indexer.store.builds import check_index, open_library, opened_library
from indexer.store.library import POINTER

from .changing_papers import GONE_WORD, change_papers, write_papers
from .stopping import Stop, counted_run, killed_after, killed_before_step, limited_to, run

OUTPUT = Path(__file__).with_name("KILLS.md")
POINTS, NARROW = 64, 12
_QUERIES = ("harbour", "crates AND auction", '"ice was short"', "skippers", "mariners", GONE_WORD)
_INDEX = ("index", "papers", "--index-dir", "index", "--jobs", "2")
_BUILD = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{6}")
_MAY_BE_THERE = ("-wal", "-shm", DIGESTS_FILE)
_PAGE = 4096  # bytes that a disk gives to a file at a time

Answers = tuple[tuple[tuple[str, str], ...], tuple[int, ...]] | None
"""Ids and texts of all passages, and how many a few queries find; None where there is no index."""


class Work(NamedTuple):
    """A command that is stopped, and those by which an administrator finishes what it began."""

    name: str
    command: tuple[str, ...]
    finish: tuple[tuple[str, ...], ...]
    """The last one has to succeed."""


class Truth(NamedTuple):
    """What is true of a folder of papers with its index."""

    live: str
    """The build that answers, empty where there is none."""
    answers: Answers
    ids: frozenset[str]
    """All that its registry has ever given."""
    names: tuple[str, ...]
    """Of all files but those of builds, and of the folders of builds without their numbers."""
    size: int
    """Bytes of all files, as a disk counts them."""


class Begun(NamedTuple):
    """A command, the state that it begins from, and the one that it leaves when nobody stops it."""

    work: Work
    before: Truth
    after: Truth
    seconds: float
    steps: int


class Seen(NamedTuple):
    """What was seen after a command had been stopped."""

    answered: str
    """`old`, `new`, or what is wrong."""
    lost: int
    """Ids that the registry had before and has no more."""
    left: int
    """Bytes of builds and files that serve nobody."""
    problem: str
    """What is not as it should be, empty where all is."""


def main() -> None:
    """Stop the commands, compare, print and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attacks.kills", description=__doc__)
    parser.add_argument("--points", type=int, default=POINTS, help="kills, all together")
    parser.add_argument("--narrow", type=int, default=NARROW, help="disks without room, and as many limits of files")
    parser.add_argument("--papers", type=int, default=24)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        results = measure(Path(home), options.points, options.narrow, options.papers)
    text = report(results, options.papers)
    options.output.write_text(text, encoding="utf-8")
    print(text)
    sys.exit(any(seen.problem for rows in results.values() for seen in rows))


def measure(home: Path, points: int, narrow: int, papers: int) -> dict[tuple[str, str], list[Seen]]:
    """Stop each command in each way; return what was seen, by the command and the way."""
    results: dict[tuple[str, str], list[Seen]] = {}
    for begun in _works(home, papers):
        for way, stops in _ways(begun, max(1, points // 8), narrow).items():
            seen = results.setdefault((begun.work.name, way), [])
            for room, stop in stops:
                seen.append(_try(begun, home, stop, room))
                print(f"{begun.work.name}, {way}, {len(seen)} of {len(stops)}: {seen[-1]}", flush=True)
    return results


def _ways(begun: Begun, each: int, narrow: int) -> Mapping[str, Sequence[tuple[int, Stop]]]:
    """Return the ways to stop a command: for each, bytes of a disk of its own or 0, and what stops it."""
    shares = [(number + 0.5) / each for number in range(each)]
    ways: dict[str, list[tuple[int, Stop]]] = {
        "killed by the clock": [(0, killed_after(begun.seconds * share)) for share in shares],
        "killed before a change of a file": [
            (0, killed_before_step(round(begun.steps * share) or 1)) for share in shares
        ],
    }
    if begun.work.name == "update" and narrow:
        parts = [(number + 0.5) / narrow for number in range(narrow)]
        used, grown = begun.before.size, begun.after.size - begun.before.size
        ways["limited size of files"] = [(0, limited_to(int(1000 * 1000**part))) for part in parts]
        if os.geteuid() == 0:
            ways["full disk"] = [(used + int(grown * part), run) for part in parts]
    return ways


def _works(home: Path, papers: int) -> Iterator[Begun]:
    """Yield the commands, one after the other, each where the one before has ended."""
    folder = home / "work" / "papers"
    write_papers(folder, papers)
    yield _begin(home, Work("first build", _INDEX, (_INDEX,)))
    _put_back(home, "after")
    change_papers(folder, papers)
    yield _begin(home, Work("update", _INDEX, (_INDEX,)))
    _put_back(home, "after")
    yield _begin(home, Work("everything anew", (*_INDEX, "--force"), (_INDEX,)))
    _put_back(home, "after")
    with opened_library(home / "work" / "index") as library:
        wanted = next(passage.id for passage in library.passages() if GONE_WORD in passage.text)
    redact = ("redact", wanted, "--index-dir", "index", "--reason", "Ruling 12/2031", "--yes")
    yield _begin(home, Work("redaction", redact, (redact, _INDEX)))


def _begin(home: Path, work: Work) -> Begun:
    """Keep copies of the folder before and after a command that nobody stops; return what is true of both."""
    folder = home / "work"
    _copy(folder, home / "before")
    before = truth_of(folder)
    _put_back(home, "before")  # in the place, and with the copied files, that all tries have
    seconds, steps = counted_run(work.command, folder, home / "steps")
    after = truth_of(folder)
    _copy(folder, home / "after")
    return Begun(work, before, after, seconds, steps)


def _copy(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def _put_back(home: Path, state: str) -> None:
    shutil.rmtree(home / "work", ignore_errors=True)
    shutil.copytree(home / state, home / "work", dirs_exist_ok=True)


def truth_of(folder: Path) -> Truth:
    """Return what is true of a folder; nothing in it is changed."""
    pointer = folder / "index" / POINTER
    live = pointer.read_text(encoding="utf-8").strip() if pointer.exists() else ""
    return Truth(live, _answers(folder / "index"), _ids(folder / "papers"), _names(folder), _size(folder))


def _answers(index_dir: Path) -> Answers:
    try:
        library = open_library(index_dir)
    except IndexMissing:
        return None
    try:
        passages = tuple(sorted((passage.id, passage.text) for passage in library.passages()))
        return passages, tuple(library.search(Query(parse(query).node)).total for query in _QUERIES)
    finally:
        library.close()


def _ids(papers: Path) -> frozenset[str]:
    """Return the ids of a registry, read from a copy, because reading finishes what a crash has interrupted."""
    with tempfile.TemporaryDirectory() as place:
        copied = Path(place, "papers")
        shutil.copytree(papers, copied)
        registry = registry_file.read(copied)
        if registry is None:
            return frozenset()
        documents = [row.id for row in registry.documents]
        passages = [row.id for document in documents for row in registry.in_document(document)]
        return frozenset([*documents, *passages, *(row.id for row in registry.meetings)])


def _names(folder: Path) -> tuple[str, ...]:
    """Return the names of all files outside builds, and of builds without their numbers, sorted.

    What may be there or not is left out: digests of files are kept once these are a few seconds old, and what SQLite
    keeps beside a database goes when that is opened the next time.
    """
    found = []
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if not any(_BUILD.fullmatch(part) for part in parts[:-1]) and not path.name.endswith(_MAY_BE_THERE):
            found.append("/".join("BUILD" if _BUILD.fullmatch(part) else part for part in parts))
    return tuple(sorted(found))


def _size(folder: Path) -> int:
    sizes = {}
    for path in folder.rglob("*"):
        facts = path.lstat()
        sizes[facts.st_ino] = -(-facts.st_size // _PAGE) * _PAGE or _PAGE
    return sum(sizes.values())


@contextmanager
def _disk(folder: Path, room: int) -> Iterator[None]:
    """Let a folder be a disk of its own with so many bytes; 0 leaves it as it is."""
    if not room:
        yield
        return
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={-(-room // _PAGE) * _PAGE}", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        gc.collect()  # the mapped files of closed indexes are open until then
        subprocess.run(["umount", folder], check=True)


def _try(begun: Begun, home: Path, stop: Stop, room: int) -> Seen:
    """Stop a command, look, finish what it began, and look again."""
    folder, work = home / "work", begun.work
    shutil.rmtree(folder, ignore_errors=True)
    with _disk(folder, room):
        shutil.copytree(home / "before", folder, dirs_exist_ok=True)
        ended = stop(work.command, folder)
        problem = ""
        if ended and (ended.returncode not in {0, 1} or "Traceback" in ended.stderr):
            problem = f"ended with status {ended.returncode}: {ended.stderr.splitlines()[-1:]}"
        stopped = truth_of(folder)
        answered = "old" if stopped.live == begun.before.live else "new"
        if stopped.answers != (begun.before if answered == "old" else begun.after).answers:
            problem = "neither the old nor the new index answers"
        lost = len(begun.before.ids - stopped.ids)
        if room:
            subprocess.run(["mount", "-o", "remount,size=1g", folder], check=True)
        for command in work.finish:
            finished = run(command, folder)
        problem = problem or _problem_at_the_end(begun, folder, finished.returncode, finished.stderr)
    expected = begun.after.size if answered == "new" else begun.before.size
    return Seen(answered, lost, max(0, stopped.size - expected), problem or (f"{lost} ids are lost" if lost else ""))


def _problem_at_the_end(begun: Begun, folder: Path, status: int, said: str) -> str:
    """Return in what a folder differs from one whose command was not stopped, empty where in nothing."""
    if status:
        return f"the next command failed: {said.strip()}"
    now = truth_of(folder)
    check_index(folder / "index")
    if now.answers != begun.after.answers or now.ids != begun.after.ids:
        return "the next build is another than one that nobody stopped"
    if left := set(now.names) ^ set(begun.after.names):
        return f"left in the end, or missing: {', '.join(sorted(left)[:3])}"
    builds = now.names.count("index/BUILD")
    return f"{builds} builds are left in the end" if builds > 2 else ""


def report(results: Mapping[tuple[str, str], Sequence[Seen]], papers: int) -> str:
    """Return the page with the table."""
    rows = []
    for (work, way), seen in results.items():
        old, new = (sum(row.answered == state for row in seen) for state in ("old", "new"))
        most, problems = max(row.left for row in seen), sum(bool(row.problem) for row in seen)
        rows.append(
            f"| {work} | {way} | {len(seen)} | {old} | {new} | {sum(row.lost for row in seen)} | {most / 1e6:.1f} MB "
            f"| {len(seen) - problems} |"
        )
    kills = sum(len(seen) for (_, way), seen in results.items() if way.startswith("killed"))
    others = sum(map(len, results.values())) - kills
    return f"""# Killed builds, and builds without room

Written by `python -m benchmarks.attacks.kills` on {date.today():%-d %B %Y}: {machine()}. {papers} papers of a made-up
corpus; {kills} kills, and {others} times too little room. “Before a change of a file” is just before the command opens
a file to write, renames or deletes one, spread over all such steps; the processes that read papers are killed with it.
By the clock the command alone is killed, and the others must end by themselves. An update changes three papers, renames
one, removes one and adds two.

“Old” and “new” say which index answers afterwards: the one from before (for the first build: none), or the one that
the command was making, where it was stopped after that had become live. “Left behind” is the most that serves nobody
until the next build. “Repaired” counts how often the next build is equal to one that nobody stopped: the same passages,
answers and ids, each file of the index as it was written, at most one older build, and no file more or less.

| command | stopped | times | old | new | ids lost | left behind | repaired |
|---|---|--:|--:|--:|--:|--:|--:|
{chr(10).join(rows)}
"""


if __name__ == "__main__":
    main()
