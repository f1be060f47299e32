"""Tests of the cache of readings: it saves time and changes no result."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.ingest.cache import CACHE_FILE
from indexer.model import Passage
from indexer.readers.limits import LIMITS
from indexer.store.builds import open_library
from tests.structure import papers

ONE_JOB = BuildOptions(jobs=1)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of six papers in `corpus` and its index in `index`; do not change them."""
    home = tmp_path_factory.mktemp("readings")
    build(papers.write_papers(home / "corpus", **papers.ALL), home / "index", ONE_JOB)
    return home


@pytest.fixture
def home(tmp_path: Path, built: Path) -> Path:
    """A copy of both that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "home"))


def passages(home: Path) -> list[Passage]:
    """Return all passages of the live index."""
    library = open_library(home / "index")
    all_passages = list(library.passages())
    library.close()
    return all_passages


def sources(home: Path) -> set[str]:
    """Return the files that have passages in the live index."""
    return {passage.document.source for passage in passages(home)}


def kept(home: Path) -> int:
    """Return the number of cached readings."""
    with contextlib.closing(sqlite3.connect(home / "index" / CACHE_FILE)) as db:
        return int(db.execute("SELECT count(*) FROM reading").fetchone()[0])


def again(home: Path, *, force: bool = False) -> int:
    """Index once more; return how many files were read."""
    return build(home / "corpus", home / "index", BuildOptions(force=force, jobs=1)).files_read


def test_only_new_and_changed_files_are_read(home: Path) -> None:
    """When one paper is changed and one is new, two are read, and the index has both."""
    changed = home / "corpus" / "levees.txt"
    changed.write_text(papers.LEVEES_REPORT.replace("clay", "loam"), encoding="utf-8")
    papers.write_papers(home / "corpus", ponds=papers.WATER_MINUTES.replace("Vienna, 12 February", "Vienna, 13 March"))
    assert again(home) == 2
    all_passages = passages(home)
    assert any("their loam was never surveyed" in passage.text for passage in all_passages)
    assert not any("their clay was never surveyed" in passage.text for passage in all_passages)
    assert "ponds.txt" in sources(home)
    assert again(home, force=True) == 0


def test_cached_readings_give_the_index_that_the_files_give(home: Path) -> None:
    """An index made from cached readings equals, passage by passage, the index made from the files."""
    papers.write_papers(home / "corpus", extra=papers.MEMOIR.replace("Dakar", "Thiès"))
    assert again(home) == 1
    before = passages(home)
    (home / "index" / CACHE_FILE).unlink()
    assert again(home, force=True) == len(papers.ALL) + 1
    assert passages(home) == before


def test_a_removed_file_leaves_the_index_and_the_cache(home: Path) -> None:
    """A removed file leaves the index and the cache, and no other file is read for it."""
    (home / "corpus" / "water.txt").unlink()
    assert again(home) == 0
    assert sources(home) == {f"{name}.txt" for name in papers.ALL} - {"water.txt"}
    assert kept(home) == len(papers.ALL) - 1


def test_a_renamed_file_is_read_again_under_its_name(home: Path) -> None:
    """A renamed file is read again, as its name counts too, and no reading under the old name remains."""
    (home / "corpus" / "water.txt").rename(home / "corpus" / "basin.txt")
    assert again(home) == 1
    assert "basin.txt" in sources(home)
    assert "water.txt" not in sources(home)
    assert kept(home) == len(papers.ALL)


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ('published = "2001"', 0),
        ('status = "planned"\nrestriction = "draft"\nmeeting = "The Basin"\nyear = 2001', 0),
        ("people = []", 0),
        ('kind = "summary"', 1),
        ('sessions = [{heading = "Telemedicine"}]', 1),
    ],
)
def test_new_settings_have_only_the_papers_read_again_that_need_it(home: Path, stated: str, read: int) -> None:
    """A new statement takes effect at the next build; its paper is read again only if reading itself depends on it."""
    settings = home / "corpus" / "corpus.toml"
    file = "clinics.txt" if "sessions" in stated else "water.txt"
    settings.write_text(f'[[document]]\nfile = "{file}"\n{stated}\n')
    report = build(home / "corpus", home / "index", ONE_JOB)
    assert (report.files_read, report.unchanged) == (read, False)
    assert again(home) == 0
    settings.write_text(f'[[document]]\nfile = "{file}"\n{stated}\ntitle = "On Water"\n')
    assert again(home) == 0
    assert {passage.document.title for passage in passages(home) if passage.document.source == file} == {"On Water"}


def test_a_file_that_could_not_be_read_is_tried_again(home: Path) -> None:
    """A file that nothing can make readable is tried again by force only, and one over a limit under another one."""
    (home / "corpus" / "empty.txt").write_text("")
    assert again(home) == 1
    assert again(home, force=True) == 1
    large = papers.WATER_MINUTES + "The river rose. " * 2000
    (home / "corpus" / "large.txt").write_text(large)
    small = BuildOptions(jobs=1, limits=replace(LIMITS, bytes=20_000))
    (home / "corpus" / "one.txt").write_text("One word on ice.")
    assert build(home / "corpus", home / "index", small).files_read == 2
    (home / "corpus" / "two.txt").write_text("Two words on ice.")
    assert build(home / "corpus", home / "index", small).files_read == 1
    assert kept(home) == len(papers.ALL) + 2


def _flip(path: Path) -> None:
    """Change single bits all over a file, except its first page."""
    data = bytearray(path.read_bytes())
    for offset in range(5000, len(data), 701):
        data[offset] ^= 0x10
    path.write_bytes(data)


def _change_kept_words(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT key, passages FROM reading").fetchall()
        for key, blob in rows:
            db.execute("UPDATE reading SET passages = ? WHERE key = ?", (blob.replace(b"e", b"a"), key))
        db.commit()


def _other_table(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE reading")
        db.execute("CREATE TABLE reading (odd TEXT)")
        db.commit()


def _nulls(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE reading SET head = NULL")
        db.commit()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no database at all" * 500),
        lambda path: path.write_bytes(path.read_bytes()[:-3000]),
        _flip,
        _change_kept_words,
        _other_table,
        _nulls,
    ],
    ids=["empty", "something else", "cut off", "bits changed", "words changed", "other tables", "nothing in it"],
)
def test_a_damaged_cache_is_rebuilt_silently(home: Path, damage: Callable[[Path], object]) -> None:
    """However the cache is damaged, the next build does not report it and has every passage as it was."""
    before = passages(home)
    damage(home / "index" / CACHE_FILE)
    papers.write_papers(home / "corpus", extra=papers.MEMOIR.replace("Dakar", "Thiès"))
    report = build(home / "corpus", home / "index", ONE_JOB)
    assert report.skipped == ()
    assert report.warnings == ()
    assert [passage for passage in passages(home) if passage.document.source != "extra.txt"] == before
    again(home, force=True)  # an update does not look at what has not changed
    assert [passage for passage in passages(home) if passage.document.source != "extra.txt"] == before
    assert again(home, force=True) == 0


def test_a_killed_build_keeps_its_readings(tmp_path: Path) -> None:
    """A build killed while it reads has less to read the next time, and its index is complete."""
    corpus = papers.write_papers(
        tmp_path / "corpus",
        **{
            f"paper-{number:03}": papers.WATER_MINUTES.replace("ninety permits", f"{number} permits")
            for number in range(150)
        },
    )
    code = "from webapp.cli import main; main()"
    command = [sys.executable, "-c", code, "index", str(corpus), "--index-dir", str(tmp_path / "index"), "--jobs", "1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None and not _has_some(tmp_path / "index" / CACHE_FILE):
            time.sleep(0.01)
    finally:
        process.kill()
        process.wait()
    code = (
        "import sys; from pathlib import Path; from indexer.build.options import BuildOptions;"
        "from indexer.build.pipeline import build;"
        "report = build(Path(sys.argv[1]), Path(sys.argv[2]), BuildOptions(jobs=1));"
        "print(report.files_read, report.counts.documents, len(report.skipped))"
    )  # in a process of its own, as the killed one was: both then go by the code as it lies on disk
    again = [sys.executable, "-c", code, str(corpus), str(tmp_path / "index")]
    read, documents, skipped = map(
        int, subprocess.run(again, capture_output=True, text=True, check=True).stdout.split()
    )
    assert 0 < read <= 100
    assert documents == 150
    assert skipped == 0


def _has_some(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=0.1)) as db:
            return bool(db.execute("SELECT count(*) >= 50 FROM reading").fetchone()[0])
    except sqlite3.Error:  # it is only now being made
        return False
