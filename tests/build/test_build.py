"""Tests of building an index, also where the papers, the index or the disk are bad."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.build.report import BuildReport
from indexer.errors import CorpusEmpty, CorpusNotFound, IndexBusy, IndexDamaged, IndexMissing, IndexOutdated
from indexer.model import Passage
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.store.build_facts import BUILD_FILE
from indexer.store.builds import live_build, open_library
from indexer.store.catalogue import BUILD_FORMAT
from indexer.store.outside.build_lock import BuildLock
from tests.registry.folders import copy_registry, remove_registry
from tests.structure import papers

ONE_JOB = BuildOptions(jobs=1)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with six made-up papers of five meetings."""
    return papers.write_papers(tmp_path / "corpus", **papers.ALL)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of such a folder, built once; do not change it."""
    home = tmp_path_factory.mktemp("built")
    build(papers.write_papers(home / "corpus", **papers.ALL), home / "index", ONE_JOB)
    return home / "index"


@pytest.fixture
def index(tmp_path: Path, corpus: Path, built: Path) -> Path:
    """An index of that folder that a test may change."""
    copy_registry(built.parent / "corpus", corpus)
    return Path(shutil.copytree(built, tmp_path / "index"))


def passages(index_dir: Path) -> list[Passage]:
    """Return all passages of the live index."""
    library = open_library(index_dir)
    passages_found = list(library.passages())
    library.close()
    return passages_found


def total(index_dir: Path, words: str) -> int:
    """Return the number of passages that a search finds."""
    library = open_library(index_dir)
    count = library.search(Query(parse(words).node)).total
    library.close()
    return count


def reasons(report: BuildReport) -> dict[str, str]:
    """Return the reason for each skipped file."""
    return {file.source: file.reason for file in report.skipped}


def builds(index_dir: Path) -> list[str]:
    """Return the names of the builds in an index folder."""
    return sorted(path.name for path in index_dir.iterdir() if path.is_dir())


# What is built


def test_the_papers_are_found_in_their_meetings(index: Path) -> None:
    """Documents, meetings and sessions come out as the papers say, two papers of one meeting together."""
    library = open_library(index)
    kinds = {meeting.title: sorted(d.kind for d in library.documents(meeting.id)) for meeting in library.meetings()}
    assert kinds == {
        "Workshop on Coastal Fisheries Management": ["programme", "report"],
        "Rural Clinics and the Nurses Who Keep Them Open": ["concept_note"],
        "Réunion régionale sur la santé maternelle": ["report"],
        "Minutes of the Basin Water Council": ["minutes"],
        "Conference on Levees and Flood Plains": ["report"],
    }
    assert [session.name for session in library.sessions("lisbon-2022")] == [
        "Session 1: Stock Assessment",
        "Session 2: Bycatch",
        "Session 3: Harbour Visit",
    ]
    library.close()


def test_the_year_is_that_of_the_meeting(index: Path) -> None:
    """Other years that a paper mentions do not count."""
    library = open_library(index)
    assert sorted(meeting.year or 0 for meeting in library.meetings()) == [2020, 2020, 2022, 2023, 2023]
    library.close()


def test_building_twice_gives_the_same_passages(tmp_path: Path, corpus: Path, index: Path) -> None:
    """Two independent builds of one corpus agree on every id and every word."""
    remove_registry(corpus)
    build(corpus, tmp_path / "other", BuildOptions(jobs=2))
    assert passages(tmp_path / "other") == passages(index)


def test_the_order_of_files_does_not_matter(tmp_path: Path, index: Path) -> None:
    """Papers of different meetings under other names keep their ids."""
    names = {name: f"{place:02}" for place, name in enumerate(sorted(papers.ALL, reverse=True))}
    other = papers.write_papers(tmp_path / "renamed", **{names[name]: text for name, text in papers.ALL.items()})
    build(other, tmp_path / "other", ONE_JOB)
    assert {(passage.id, passage.text) for passage in passages(tmp_path / "other")} == {
        (passage.id, passage.text) for passage in passages(index)
    }


def test_ids_are_unique_and_ordinals_count(index: Path) -> None:
    """No two passages share an id, and the ordinals of a document run from 0 without a gap."""
    all_passages = passages(index)
    assert len({passage.id for passage in all_passages}) == len(all_passages)
    for document in {passage.document.id for passage in all_passages}:
        ordinals = [passage.ordinal for passage in all_passages if passage.document.id == document]
        assert ordinals == list(range(len(ordinals)))


def test_an_inserted_paragraph_changes_no_other_id(corpus: Path, index: Path) -> None:
    """A new paragraph has a new id, and every other passage keeps its own."""
    before = {passage.text: passage.id for passage in passages(index)}
    new = "It was also noted that the price of ice had doubled within a year in all of the small harbours."
    text = papers.FISHERIES_SUMMARY.replace("Session 2: Bycatch", f"{new}\n\nSession 2: Bycatch")
    (corpus / "fisheries_summary.txt").write_text(text, encoding="utf-8")
    build(corpus, index, ONE_JOB)
    after = {passage.text: passage.id for passage in passages(index)}
    assert after.pop(new) not in before.values()
    assert after == before


def test_sentences_cover_every_word_in_order(index: Path) -> None:
    """The sentences of a passage follow each other and leave out nothing but spaces."""
    for passage in passages(index):
        place = 0
        for start, end in passage.sentences:
            assert place <= start < end
            assert not passage.text[place:start].strip()
            place = end
        assert not passage.text[place:].strip()


def test_progress_is_reported_to_the_end(tmp_path: Path, corpus: Path) -> None:
    """Each step reports its progress from beginning to end."""
    seen: dict[str, list[tuple[int, int]]] = {}
    build(corpus, tmp_path / "index", ONE_JOB, lambda step, done, of: seen.setdefault(step, []).append((done, of)))
    assert list(seen) == ["Listing", "Reading", "Grouping", "Indexing", "Writing", "Publishing"]
    for steps in seen.values():
        assert steps == sorted(steps)
        assert steps[-1][0] == steps[-1][1]


# What is not built again


def test_an_unchanged_corpus_is_recognised(corpus: Path, index: Path) -> None:
    """Nothing is built when nothing has changed, and the report is that of the live build."""
    live = build(corpus, index, ONE_JOB).build  # in the place of this test
    before = builds(index)
    again = build(corpus, index, ONE_JOB)
    assert again.unchanged
    assert (again.build, builds(index)) == (live, before)
    assert again.counts.documents == 6


def test_papers_that_have_moved_are_where_the_index_says(corpus: Path, index: Path) -> None:
    """A folder in another place is unchanged but for that, which the index learns without reading a file again."""
    moved = corpus.rename(corpus.with_name("moved"))
    report = build(moved, index, ONE_JOB)
    assert (report.unchanged, report.files_read) == (False, 0)
    facts = json.loads((live_build(index) / BUILD_FILE).read_text(encoding="utf-8"))
    assert (facts["folder"], facts["registry"]["path"]) == (str(moved), str(moved / "registry.jsonl"))
    assert build(moved, index, ONE_JOB).unchanged


def test_touching_a_file_changes_nothing(corpus: Path, index: Path) -> None:
    """The content of a file counts, not its modification time."""
    build(corpus, index, ONE_JOB)
    (corpus / "water.txt").write_text(papers.WATER_MINUTES, encoding="utf-8")
    assert build(corpus, index, ONE_JOB).unchanged


@pytest.mark.parametrize(
    "change",
    [
        lambda corpus: (corpus / "water.txt").write_text(papers.WATER_MINUTES + "\nA last word.\n", encoding="utf-8"),
        lambda corpus: (corpus / "new.txt").write_text(papers.WATER_MINUTES + "\nAnother.\n", encoding="utf-8"),
        lambda corpus: (corpus / "water.txt").unlink(),
        lambda corpus: (corpus / "water.txt").rename(corpus / "waters.txt"),
        lambda corpus: (corpus / "corpus.toml").write_text('[[document]]\nfile = "water.txt"\nyear = 2019\n'),
        lambda corpus: (corpus / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00"),
    ],
    ids=["edited", "added", "removed", "renamed", "settings", "not a paper"],
)
def test_any_change_is_built(corpus: Path, index: Path, change: Callable[[Path], object]) -> None:
    """An edited, added, removed or renamed file and new settings give a new build; the old one is kept beside it."""
    live = live_build(index)
    change(corpus)
    report = build(corpus, index, ONE_JOB)
    assert not report.unchanged
    assert live_build(index) == report.build != live
    assert builds(index) == sorted([live.name, report.build.name])


def test_only_what_changed_is_read_again(corpus: Path, index: Path) -> None:
    """Of six papers only the edited one is read."""
    (corpus / "water.txt").write_text(papers.WATER_MINUTES + "\nThe council rose at noon.\n", encoding="utf-8")
    assert build(corpus, index, ONE_JOB).files_read == 1


def test_force_builds_anew(corpus: Path, index: Path) -> None:
    """A forced build of an unchanged corpus is a new build with the same contents."""
    before = passages(index)
    report = build(corpus, index, BuildOptions(force=True, jobs=1))
    assert not report.unchanged
    assert passages(index) == before


# Bad folders and files


@pytest.fixture
def old(index: Path) -> Callable[[], None]:
    """A check that the index still answers as it did."""
    before, live = passages(index), live_build(index)

    def check() -> None:
        assert live_build(index) == live
        assert passages(index) == before
        assert builds(index) == [live.name]

    return check


def test_a_folder_that_is_not_there_costs_nothing(tmp_path: Path, index: Path, old: Callable[[], None]) -> None:
    """A wrong folder name leaves the index as it was."""
    with pytest.raises(CorpusNotFound):
        build(tmp_path / "corpse", index)
    old()


def test_an_empty_folder_costs_nothing(tmp_path: Path, index: Path, old: Callable[[], None]) -> None:
    """An empty folder is reported with the formats that can be put there, and the index stays."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusEmpty, match=r"is empty\. Add papers \(.*\.txt.*The index was not changed"):
        build(tmp_path / "empty", index)
    old()


def test_a_folder_without_readable_papers_costs_nothing(tmp_path: Path, index: Path, old: Callable[[], None]) -> None:
    """Where no file can be read each is named with its reason, and the index stays."""
    folder = papers.write_papers(tmp_path / "bad", empty="", blank="\n \n")
    (folder / "paper.xyz").write_text("A paper.")
    with pytest.raises(CorpusEmpty, match="has no readable files") as error:
        build(folder, index, ONE_JOB)
    assert {name for name, _ in error.value.skipped} == {"empty.txt", "blank.txt", "paper.xyz"}
    assert all(f"{name} {reason}" in str(error.value) for name, reason in error.value.skipped)
    old()


def test_bad_papers_are_reported_and_the_others_indexed(tmp_path: Path) -> None:
    """Each unreadable file is named with the fault and the remedy, and the good ones are indexed."""
    folder = papers.write_papers(tmp_path / "corpus", good=papers.WATER_MINUTES, copy=papers.WATER_MINUTES, empty="")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (folder / "lies.txt").write_bytes(b"\xef\xbb\xbfcaf\xe9 au lait and more of it")
    (folder / "bom.txt").write_bytes(b"\xef\xbb\xbf")
    (folder / "title.txt").write_text("* * *\n\n---\n")
    (folder / "paper.xyz").write_text("A paper.")
    (folder / "none").write_text("A paper of no type.")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    report = build(folder, tmp_path / "index", ONE_JOB)
    reason_of = reasons(report)
    assert report.counts.documents == 1
    names = {"bom", "empty", "gone", "good", "lies", "picture", "title"}
    assert set(reason_of) == {*(f"{name}.txt" for name in names), "none", "paper.xyz"}
    assert all(": " in reason and "Error" not in reason for reason in reason_of.values()), reason_of
    assert list(reason_of) == sorted(reason_of)
    assert total(tmp_path / "index", "permits") == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("latin", papers.MEMOIR.encode("latin-1")),
        ("windows", papers.MEMOIR.replace("\n", "\r\n").encode("cp1252")),
        ("mark", papers.MEMOIR.encode("utf-8-sig")),
        ("wide", papers.MEMOIR.encode("utf-16")),
        ("wide without mark", papers.MEMOIR.encode("utf-16-le")),
        ("mac", papers.MEMOIR.replace("\n", "\r").encode()),
    ],
)
def test_however_a_paper_was_saved_it_reads_the_same(tmp_path: Path, name: str, data: bytes) -> None:
    """Encoding, byte order mark and line endings change neither the words nor the ids."""
    plain = papers.write_papers(tmp_path / "plain", paper=papers.MEMOIR)
    build(plain, tmp_path / "index", ONE_JOB)
    folder = tmp_path / name
    folder.mkdir()
    (folder / "paper.txt").write_bytes(data)
    build(folder, tmp_path / "other", ONE_JOB)
    assert words_and_ids(tmp_path / "other") == words_and_ids(tmp_path / "index")


def words_and_ids(index_dir: Path) -> list[tuple[str, str]]:
    """Return the ids and words of all passages; how the encoding is known differs from file to file."""
    library = open_library(index_dir)
    found = [(passage.id, passage.text) for passage in library.passages()]
    library.close()
    return found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The price of ice doubled.", ["paragraph"]),
        ("Ice", ["paragraph"]),
        ("ICE AND SALT\n\nTHE PRICE OF ICE\n\nTHE PRICE OF SALT", ["paragraph"] * 3),
        ("- ice from the factory\n- salt from the pans\n- nets from the loft", ["list_item"] * 3),
        ("1. ice from the factory\n2. salt from the pans", ["list_item"] * 2),
        ("> Ice is what keeps us going.", ["quote"]),
    ],
    ids=["a sentence", "a word", "only headings", "only bullets", "only numbers", "only a quotation"],
)
def test_a_paper_without_structure_is_searchable(tmp_path: Path, text: str, kinds: list[str]) -> None:
    """A single line, only headings or only a list is indexed like any text, and nothing of it is lost."""
    build(papers.write_papers(tmp_path / "corpus", odd=text), tmp_path / "index", ONE_JOB)
    all_passages = passages(tmp_path / "index")
    assert total(tmp_path / "index", "ice") >= 1
    if text != "Ice":
        assert [passage.kind for passage in all_passages] == kinds
    assert all_passages[0].document.title


def test_one_line_of_five_megabytes_is_indexed(tmp_path: Path) -> None:
    """A paper that has lost its line ends becomes passages of bounded length, and its last word is found."""
    long = "Donaudampfschifffahrtsgesellschaftskapitänswitwen" * 4  # few words fill the megabytes, which is faster
    line = " ".join(f"In {year} {long} came late." for year in range(24_000))
    assert len(line) > 5_000_000
    folder = papers.write_papers(tmp_path / "corpus", line=line + " Omegaword.", good=papers.WATER_MINUTES)
    report = build(folder, tmp_path / "index", ONE_JOB)
    assert report.skipped == ()
    assert max(len(passage.text) for passage in passages(tmp_path / "index")) < 5_000
    assert total(tmp_path / "index", "omegaword") == 1


@pytest.mark.parametrize("name", ["two words", "#1", "a[1]", "ça où", "会议", 'quo"te', "100%"])
def test_odd_names_are_no_trouble(tmp_path: Path, name: str) -> None:
    """Whatever the file name, the paper is found and its ids fit into a URL."""
    folder = papers.write_papers(
        tmp_path / "corpus", **{name: "A memo\n\nThe price of ice had doubled within the year.\n"}
    )
    build(folder, tmp_path / "index", ONE_JOB)
    for passage in passages(tmp_path / "index"):
        assert passage.document.source == f"{name}.txt"
        assert passage.id.replace("-", "").replace(".", "").isalnum()
        assert passage.id.isascii()


# A bad index


def test_an_index_folder_that_is_a_file_is_reported(tmp_path: Path, corpus: Path) -> None:
    """A file in the place of the index folder is reported in one sentence and stays."""
    (tmp_path / "file").write_text("mine")
    done = rapporteur("index", str(corpus), "--index-dir", str(tmp_path / "file"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert str(tmp_path / "file") in done.stderr
    assert (tmp_path / "file").read_text() == "mine"


def test_a_missing_index_is_reported(tmp_path: Path) -> None:
    """A missing index is reported differently from a damaged one."""
    with pytest.raises(IndexMissing, match="rapporteur index"):
        open_library(tmp_path / "index")


def test_an_older_index_is_reported_and_built_again(corpus: Path, index: Path) -> None:
    """An index of another format is named as such, and building repairs it although no paper has changed."""
    before = passages(index)
    path = live_build(index) / "build.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**facts, "format": BUILD_FORMAT - 1}), encoding="utf-8")
    with pytest.raises(IndexOutdated, match="rapporteur index"):
        open_library(index)
    assert not build(corpus, index, ONE_JOB).unchanged
    assert passages(index) == before


def _delete(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _halve(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _garble(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(path.stat().st_size))  # noqa: S311  # the same every time, no secret


@pytest.mark.long
@pytest.mark.parametrize("damage", [_delete, _empty, _halve, _garble])
def test_any_damaged_file_is_reported_and_repaired(
    tmp_path: Path, corpus: Path, index: Path, damage: Callable[[Path], None]
) -> None:
    """A missing, cut or overwritten file of the build is reported with the remedy, and the remedy helps."""
    before = passages(index)
    whole = tmp_path / "whole"
    shutil.copytree(index, whole)
    live = live_build(index).name
    files = [path.relative_to(whole) for path in sorted((whole / live).rglob("*")) if path.is_file()]
    assert len(files) >= 4
    for name in files:
        shutil.rmtree(index)
        shutil.copytree(whole, index)
        damage(index / name)
        if (index / name).exists() and (index / name).read_bytes() == (whole / name).read_bytes():
            continue  # a file that is empty anyway
        message = _answer_or_message(index, before)  # not every file is needed to answer rightly
        assert not message or "rapporteur index" in message, name
        build(corpus, index, ONE_JOB)
        assert _everything(index) == before, name


def _answer_or_message(index: Path, before: list[Passage]) -> str:
    """Check that an index answers as before, or return the error message."""
    try:
        assert _everything(index) == before
    except (IndexDamaged, IndexOutdated) as error:
        return str(error)
    return ""


def _everything(index: Path) -> list[Passage]:
    """Return all passages, each of them found by a search."""
    assert total(index, "") == len(passages(index))
    total(index, "herring OR permits OR “the price of”")
    return passages(index)


@pytest.mark.parametrize("damage", [_delete, _empty, _garble])
def test_a_damaged_pointer_is_reported_and_repaired(corpus: Path, index: Path, damage: Callable[[Path], None]) -> None:
    """Without a readable pointer there is no index, and building makes one."""
    before = passages(index)
    damage(index / "CURRENT")
    with pytest.raises((IndexDamaged, IndexMissing), match="rapporteur index"):
        open_library(index)
    build(corpus, index, ONE_JOB)
    assert passages(index) == before


@pytest.mark.parametrize("damage", [_delete, _empty, _halve, _garble])
def test_damaged_readings_are_read_again(corpus: Path, index: Path, damage: Callable[[Path], None]) -> None:
    """A damaged cache of readings is made anew."""
    before = passages(index)
    damage(index / "readings.sqlite")
    build(corpus, index, BuildOptions(force=True, jobs=1))
    assert passages(index) == before


def test_other_folders_are_left_alone(corpus: Path, index: Path) -> None:
    """Deleting old builds removes nothing else."""
    (index / "notes").mkdir()
    (index / "notes" / "mine.txt").write_text("mine")
    for _ in range(3):
        build(corpus, index, BuildOptions(force=True, jobs=1))
    assert (index / "notes" / "mine.txt").read_text() == "mine"
    assert len(builds(index)) == 3  # the live one, the one before, and the user's folder


# Two at once, and a full disk


def test_the_second_of_two_builds_names_the_holder(corpus: Path, index: Path, old: Callable[[], None]) -> None:
    """While one build holds the lock another is refused, with the process that holds it."""
    with BuildLock(index), pytest.raises(IndexBusy, match=r"Another build is writing to .* \(process \d+, since "):
        build(corpus, index, BuildOptions(force=True))
    old()


def test_a_second_build_is_refused_across_processes(corpus: Path, index: Path, old: Callable[[], None]) -> None:
    """The command reports a concurrent build in one line and without a traceback."""
    with BuildLock(index):
        done = rapporteur("index", str(corpus), "--index-dir", str(index), "--force")
    assert done.returncode == 1
    assert "Another build is writing" in done.stderr
    assert "Traceback" not in done.stderr
    old()


@pytest.mark.parametrize("most", [0, 2_000, 30_000])
def test_a_full_disk_leaves_the_old_index(corpus: Path, index: Path, old: Callable[[], None], most: int) -> None:
    """When nothing more can be written the build ends with one sentence, the old index answers, and nothing is left
    over.
    """
    (corpus / "water.txt").write_text(papers.WATER_MINUTES + "\nThe council rose at noon.\n", encoding="utf-8")
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); "
        "from webapp.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "index", str(corpus), "--index-dir", str(index), "--force", "--jobs", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    old()
    assert not build(corpus, index, ONE_JOB).unchanged


def rapporteur(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    return subprocess.run(
        [sys.executable, "-c", "from webapp.cli import main; main()", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
