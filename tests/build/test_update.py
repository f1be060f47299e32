"""An index that was updated step by step answers as one that is built anew under the same frozen statistics."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.corpus.settings import SETTINGS_FILE
from indexer.errors import IndexDamaged
from indexer.query.parser import parse
from indexer.query.results import FACETS, Query
from indexer.registry.storage.names import SENTENCES_FILE
from indexer.store import catalogue_parts
from indexer.store.builds import check_index, live_build, open_library
from indexer.store.catalogue import parts_folder
from indexer.store.catalogues import CATALOGUE_FILE
from indexer.store.library import Library
from indexer.suggest.entry import SUGGESTIONS_FILE
from tests.conftest import SEEDS
from tests.registry.folders import copy_registry
from tests.structure import papers

ONE_JOB = BuildOptions(jobs=1)
STEPS = 50
NAMES = ("Ana Silva", "Bo Li", "Chen Wei", "Dora Okafor", "Emil Novak")
BODIES = ("Harbour Board", "River Council", "Forest Forum")
WORDS = "ice salt nets quotas permits levees boats auctions sensors clinics harvest tariffs dredging moorings".split()
SETTINGS = (
    "",
    '[[document]]\nfile = "p_0*.txt"\nplace = "Bergen, Norway"\n',
    '[[person]]\nname = "Ana Silva"\nalso = ["Bo Li"]\n',
    '[[acronym]]\nshort = "HBO"\nlong = "Harbour Bureau of Oslo"\n\n[[synonym]]\nwords = ["ice", "salt"]\n',
)
QUERIES = ("ice", "salt OR nets", '"ice and"', "silva", "harbour board", "S/RES/2719", "quotas -ice", "HAB", "chair")


def paper(chance: random.Random) -> str:
    """Return the minutes of a meeting that other papers may share, with people, an acronym and a resolution."""
    body, day = chance.choice(BODIES), chance.randrange(1, 6)
    people = chance.sample(NAMES, 2)
    short = "".join(word[0] for word in body.split())
    long = f"the {body} Office ({short}O)" if chance.random() < 0.3 else f"the {short}O"
    council = "The Security Council met." if chance.random() < 0.2 else ""
    sessions = "\n\n".join(
        f"Session {number}: {chance.choice(WORDS).title()} and {chance.choice(WORDS).title()}\n\n"
        f"The session was chaired by Ms. {chance.choice(people)} ({body} Office).\n\n"
        f"Ms. {chance.choice(people)} ({chance.choice(['Norway', f'{short}O'])}): The {chance.choice(WORDS)} and the "
        f"{chance.choice(WORDS)} were discussed with {long}. {council} Resolution 2719 (2023) was recalled, and "
        f"{' '.join(chance.choices(WORDS, k=8))} came next."
        for number in range(1, chance.randrange(2, 4))
    )
    return f"Minutes of the {body}\n\nOslo, Norway, {day} May 2023\n\n{sessions}\n"


def change(folder: Path, chance: random.Random, step: int) -> None:
    """Edit, add, remove or rename one paper, or several, or state something else of them."""
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        files = sorted(folder.glob("*.txt"))
        kind = chance.choice(["edit", "edit", "edit", "append", "add", "remove", "rename", "settings"])
        file = chance.choice(files)
        if kind == "edit":
            file.write_text(paper(chance), encoding="utf-8")
        elif kind == "append":
            file.write_text(
                f"{file.read_text(encoding='utf-8')}\nA word on {chance.choice(WORDS)}.\n", encoding="utf-8"
            )
        elif kind == "add":
            (folder / f"{chance.choice('abc')}_{step}.txt").write_text(paper(chance), encoding="utf-8")
        elif kind == "remove" and len(files) > 4:
            file.unlink()
        elif kind == "settings":
            (folder / SETTINGS_FILE).write_text(chance.choice(SETTINGS), encoding="utf-8")
        elif kind == "rename":
            file.rename(folder / f"{chance.choice('xyz')}_{step}_{file.name[-8:]}")


def answers(library: Library) -> dict[str, object]:
    """Return what an index answers, in all of its parts."""
    found: dict[str, object] = {
        "passages": list(library.passages()),
        "documents": library.documents(),
        "meetings": library.meetings(),
        "sessions": [library.sessions(meeting.id) for meeting in library.meetings()],
        "persons": library.persons(),
        "of persons": [
            (library.person_passages(person.id), library.person_sessions(person.id)) for person in library.persons()
        ],
        "acronyms": library.acronyms(),
        "counts": (library.passage_counts(), library.passage_kinds(), library.stats.passages),
        "labels": {facet: dict(library.facet_labels(facet)) for facet in FACETS},
        "suggestions": [
            [found for found in library.suggest(text, 99) if found.kind != "phrase"]  # those are frozen too
            for text in ("ic", "ana", "har", "may", "hab", "s/r")
        ],
        "slips": [library.did_you_mean(word) for word in ("quotaz", "leves")],
    }
    for text in QUERIES:
        rewritten = library.rewrite(text)
        found[text] = (rewritten, library.search(Query(rewritten.node)), library.search(Query(parse(text).node)))
    return found


def differing(left: dict[str, object], right: dict[str, object]) -> list[str]:
    """Return the names of the answers that differ."""
    return [name for name in left if left[name] != right[name]]


@pytest.mark.long
def test_updates_answer_as_full_builds_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each of 50 random changes, every answer and every id is that of a build from nothing."""
    monkeypatch.setattr(catalogue_parts, "MAX_SHARE", 0.6)  # so few papers would be written anew at every step
    monkeypatch.setattr(catalogue_parts, "MAX_PARTS", 3)
    chance = random.Random(12)  # noqa: S311  # chance here is variety, not secrecy
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(10):
        (folder / f"p_{number:02}.txt").write_text(paper(chance), encoding="utf-8")
    for shipped in sorted(SEEDS.glob("*.txt"))[:3]:  # with sessions in sessions, and two papers of one meeting
        shutil.copy(shipped, folder)
    build(folder, tmp_path / "index", ONE_JOB)
    was_updated = was_merged = 0
    before_parts: set[str] = set()
    for step in range(STEPS):
        before = tmp_path / "before"
        shutil.rmtree(before, ignore_errors=True)
        registry_before = tmp_path / "registry"
        shutil.rmtree(registry_before, ignore_errors=True)
        registry_before.mkdir()
        copy_registry(folder, registry_before)
        change(folder, chance, step)
        report = build(folder, tmp_path / "index", ONE_JOB)
        shutil.copy(folder / SENTENCES_FILE, registry_before)
        before.mkdir()
        shutil.copy(tmp_path / "index" / "readings.sqlite", before)  # readings are not what is tested
        full = build(folder, before, BuildOptions(jobs=1, registry=registry_before))
        updated, anew = open_library(tmp_path / "index"), open_library(before)
        assert differing(answers(updated), answers(anew)) == [], step
        assert (report.counts, report.warnings) == (full.counts, full.warnings)
        updated.close()
        anew.close()
        parts = {path.name for path in parts_folder(live_build(tmp_path / "index") / CATALOGUE_FILE).iterdir()}
        was_updated += len(parts) > 1
        was_merged += len(before_parts - parts) > 0 and len(parts) > 1
        before_parts = parts
    assert was_updated > STEPS / 2
    assert was_merged > 0


def test_ids_and_boundaries_depend_on_no_statistics(tmp_path: Path) -> None:
    """Papers indexed with statistics of another corpus have the same passages under the same ids."""
    ids = []
    for name, others in (("one", {}), ("two", {"x": "Dr. Li vs. Mr. Ok. approx. five. Etc. " * 40})):
        trained = papers.write_papers(tmp_path / f"{name}-trained", **papers.ALL, **others)
        build(trained, tmp_path / f"{name}-trained-index", ONE_JOB)
        folder = papers.write_papers(tmp_path / name, **papers.ALL)
        shutil.copy(trained / SENTENCES_FILE, folder)
        build(folder, tmp_path / f"{name}-index", ONE_JOB)
        assert (folder / SENTENCES_FILE).read_bytes() == (trained / SENTENCES_FILE).read_bytes()
        library = open_library(tmp_path / f"{name}-index")
        ids.append([(passage.id, passage.text) for passage in library.passages()])
        library.close()
    assert ids[0] == ids[1]


@pytest.mark.parametrize("name", [f"{parts_folder(Path(CATALOGUE_FILE)).name}/000001.sqlite", SUGGESTIONS_FILE])
def test_an_update_carries_no_damage_over(tmp_path: Path, name: str) -> None:
    """A letter that changed in a file is told by the check, and the next update makes that file anew."""
    folder = papers.write_papers(tmp_path / "corpus", **papers.ALL)
    build(folder, tmp_path / "index", ONE_JOB)
    path = live_build(tmp_path / "index") / name
    path.write_bytes(path.read_bytes().replace(b"permits", b"hermits"))
    with pytest.raises(IndexDamaged, match=f"{name} is not what was written"):
        check_index(tmp_path / "index")
    (folder / "note.txt").write_text("A short note on ice.\n", encoding="utf-8")
    build(folder, tmp_path / "index", ONE_JOB)
    assert check_index(tmp_path / "index").documents == len(papers.ALL) + 1
    build_dir = live_build(tmp_path / "index")
    assert b"hermits" not in (build_dir / name).read_bytes()
    (folder / "note.txt").write_text("A long note on ice.\n", encoding="utf-8")
    build(folder, tmp_path / "index", ONE_JOB)
    assert (build_dir / name).stat().st_nlink == (1 if name == SUGGESTIONS_FILE else 2)  # a sound part is shared
    assert check_index(tmp_path / "index").documents == len(papers.ALL) + 1


def test_statistics_are_learned_anew_when_the_corpus_has_grown(tmp_path: Path) -> None:
    """They stay as they are below a growth of a tenth, and are renewed above it, and by force."""
    folder = papers.write_papers(tmp_path / "corpus", **papers.ALL)
    build(folder, tmp_path / "index", ONE_JOB)
    frozen = (folder / SENTENCES_FILE).read_bytes()
    (folder / "note.txt").write_text("A short note on ice.\n", encoding="utf-8")
    build(folder, tmp_path / "index", ONE_JOB)
    assert (folder / SENTENCES_FILE).read_bytes() == frozen
    build(folder, tmp_path / "index", BuildOptions(jobs=1, force=True))
    forced = (folder / SENTENCES_FILE).read_bytes()
    assert forced != frozen
    (folder / "more.txt").write_text(papers.MEMOIR * 3, encoding="utf-8")
    build(folder, tmp_path / "index", ONE_JOB)
    assert (folder / SENTENCES_FILE).read_bytes() != forced


def test_a_file_that_holds_no_paper_is_read_once(tmp_path: Path) -> None:
    """A file that nothing can make readable is reported by every build and read by the first; a new one is read."""
    folder = papers.write_papers(tmp_path / "corpus", **papers.ALL, empty="", blank="\n \n")
    (folder / "bare.html").write_text("<html><body><p></p></body></html>", encoding="utf-8")
    first = build(folder, tmp_path / "index", ONE_JOB)
    (folder / "note.txt").write_text("A short note on ice.\n", encoding="utf-8")
    second = build(folder, tmp_path / "index", ONE_JOB)
    assert [file.source for file in second.skipped] == ["bare.html", "blank.txt", "empty.txt"]
    assert second.skipped == first.skipped
    assert (first.files_read, second.files_read) == (len(papers.ALL) + 3, 1)
    (folder / "empty.txt").write_text("A word on salt.\n", encoding="utf-8")
    third = build(folder, tmp_path / "index", ONE_JOB)
    assert ([file.source for file in third.skipped], third.files_read) == (["bare.html", "blank.txt"], 1)


@pytest.mark.parametrize("harm", ["groups.msgpack", "names.msgpack", "", "catalogue"])
def test_an_update_can_do_without_what_was_kept(tmp_path: Path, harm: str) -> None:
    """Where what a build kept is damaged or gone, the next one makes everything anew."""
    folder = papers.write_papers(tmp_path / "corpus", **papers.ALL)
    build(folder, tmp_path / "index", ONE_JOB)
    live = live_build(tmp_path / "index")
    if harm == "catalogue":
        (live / CATALOGUE_FILE).write_bytes(b"damaged")
    elif harm:
        path = live / "kept" / harm
        path.write_bytes(path.read_bytes()[:-3] + b"???")
    else:
        shutil.rmtree(live / "kept")
    (folder / "note.txt").write_text("A short note on ice.\n", encoding="utf-8")
    assert build(folder, tmp_path / "index", ONE_JOB).counts.documents == len(papers.ALL) + 1
    library = open_library(tmp_path / "index")
    assert library.search(Query(parse("permits").node)).total == 1
    library.close()
