"""Tests that no address ends because a file of the registry was damaged, edited or merged badly."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.backup.create import create_backup
from indexer.backup.restore import restore_backup
from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.build.report import BuildReport
from indexer.cli import cli
from indexer.registry.errors import AddressesLost, RegistryDamaged
from indexer.registry.file import PARTS_FOLDER, PAST_BUILDS_FILE, REGISTRY_FILE
from indexer.store.builds import live_build
from tests.registry.folders import copy_registry
from tests.structure import papers

from .corpus import EditedCorpus


@pytest.fixture
def used(corpus: EditedCorpus) -> EditedCorpus:
    """Papers that were changed once, so that passages have former wordings, and one has gone."""
    corpus.index()
    gone = corpus.passage("Turtles")
    corpus.edit(f"{gone.text}\n\n", "")
    return corpus


def part_of(corpus: EditedCorpus, passage_id: str) -> Path:
    """Return the file of the registry that has a passage."""
    return corpus.folder / PARTS_FOLDER / f"{passage_id.rpartition('.')[0]}.jsonl"


def flip(path: Path, row_id: str) -> None:
    """Change the last bit of the id of a row, which stays a letter or a digit."""
    sign = row_id[-1]
    other = chr(ord(sign) ^ 1)
    flipped = row_id[:-1] + (other if other.isalnum() and other.islower() | other.isdigit() else chr(ord(sign) ^ 2))
    content = path.read_text(encoding="utf-8")
    assert content.count(f'"id":"{row_id}"') == 1
    path.write_text(content.replace(f'"id":"{row_id}"', f'"id":"{flipped}"'), encoding="utf-8")


def drop_line(path: Path, row_id: str) -> None:
    """Take out a row, and count it out, as a merge does that was settled by hand."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f'{{"id":"{row_id}"')]
    assert len(kept) == len(lines) - 1
    count = len(lines) - 1
    assert f'"passages":{count},' in kept[0]
    kept[0] = kept[0].replace(f'"passages":{count},', f'"passages":{count - 1},')
    path.write_text("".join(kept), encoding="utf-8")


def all_ids(corpus: EditedCorpus) -> tuple[list[str], list[str]]:
    """Return the ids of the passages that the live build has, and of those that it had."""
    with closing(corpus.open_library()) as library:
        rows = list(library.history.past_rows())
        return [passage.id for passage in library.passages()], [row.id for row in rows if not row.living]


def statuses(corpus: EditedCorpus) -> dict[str, int]:
    """Return what the site answers for every address of a passage that was ever given."""
    client = corpus.open_site()
    return {key: client.get(f"/p/{key}").status_code for ids in all_ids(corpus) for key in ids}


def checked(corpus: EditedCorpus) -> tuple[int, str]:
    """Run `rapporteur check`, and return its status and what it prints."""
    result = CliRunner().invoke(cli, ["check", "--index-dir", str(corpus.index_dir)])
    return result.exit_code, result.output


def index_dropping(corpus: EditedCorpus) -> BuildReport:
    """Index and say that links may end."""
    return build(corpus.folder, corpus.index_dir, BuildOptions(jobs=1, drop_links=True))


@pytest.mark.parametrize("living", [True, False], ids=["a passage of today", "a passage of the past"])
@pytest.mark.parametrize("harm", [flip, drop_line])
def test_an_id_that_was_lost_stops_the_build(
    used: EditedCorpus, harm: Callable[[Path, str], None], living: bool
) -> None:
    """However often it is tried, nothing is published without the id, the check says so too, and both remedies work."""
    # The id of a passage that has its words as they first were is given again by itself: it is made of them.
    used.edit("Acoustic surveys", "Echo surveys")
    lost = used.passage("Echo surveys").id if living else all_ids(used)[1][0]
    before, path = statuses(used), part_of(used, lost)
    good = path.read_bytes()
    assert checked(used)[0] == 0
    harm(path, lost.rpartition(".")[2])
    for _ in range(2):
        with pytest.raises(AddressesLost) as refused:
            used.index()
        assert (refused.value.lost, refused.value.first) == (1, f"/p/{lost}")
        assert str(path) in str(refused.value)
        assert "git checkout -- registry.jsonl registry.documents" in str(refused.value)
        assert "--drop-links" in str(refused.value)
    assert statuses(used) == before
    status, said = checked(used)
    assert status == 1
    assert f"/p/{lost}" in said
    damaged = path.read_bytes()
    path.write_bytes(good)
    assert used.index().unchanged
    status, said = checked(used)
    assert (status, "has all of its addresses" in said) == (0, True), said
    path.write_bytes(damaged)
    warnings = index_dropping(used).warnings
    assert warnings == (f"one address of the index before ended, as the registry has lost it: /p/{lost}",)
    assert used.open_site().get(f"/p/{lost}").status_code == 404
    assert used.index().unchanged


def test_a_session_a_paper_and_their_passages_are_missed(used: EditedCorpus) -> None:
    """An id in the head counts too, and a paper that is taken out of the registry is told with all that was in it."""
    head = used.folder / REGISTRY_FILE
    good = head.read_text(encoding="utf-8")
    head.write_text(good.replace('{"row":"session","id":"1"', '{"row":"session","id":"7"', 1), encoding="utf-8")
    with pytest.raises(AddressesLost, match=r"registry\.jsonl was changed .* one address is lost .*, /m/.*/1\."):
        used.index()
    water = part_of(used, used.passage("watering of maize").id)
    (used.folder / "water.txt").unlink()
    shutil.move(water, used.folder.parent)
    head.write_text(good.replace('"documents":2', '"documents":1'), encoding="utf-8")
    with pytest.raises(AddressesLost) as refused:
        used.index()
    passages = [key for key in all_ids(used)[0] if key.startswith(f"{water.stem}.")]
    assert refused.value.lost == len(passages) + 1  # and that of the paper
    assert str(water) in str(refused.value)
    shutil.move(used.folder.parent / water.name, water)
    head.write_text(good, encoding="utf-8")
    assert used.index().outcomes["withdrawn"] == len(passages)


def test_a_fault_of_the_disk_is_found_where_the_file_is_read(used: EditedCorpus) -> None:
    """A bit that changed while size, time and inode did not is told by the check and by a build that reads the file."""
    passage = used.passage("Acoustic surveys")
    path = part_of(used, passage.id)
    used.index()
    good, facts = path.read_bytes(), path.stat()
    flip(path, passage.id.rpartition(".")[2])
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert used.index().unchanged
    status, said = checked(used)
    assert (status, str(path) in said, "as after a fault of the disk" in said) == (1, True, True), said
    with pytest.raises(RegistryDamaged, match="fault of the disk"):
        used.index(force=True)
    path.write_bytes(good)
    assert used.index(force=True).outcomes.keys() == {"same"}


def test_a_former_wording_that_was_lost_stops_the_build(used: EditedCorpus) -> None:
    """A link cites a wording: it is missed where a part is put back as it was before, or where its row is edited."""
    path = part_of(used, used.passage("Acoustic surveys").id)
    earlier = path.read_text(encoding="utf-8")
    used.edit("Acoustic surveys", "Echo surveys")
    cited = used.copied_link("Echo surveys")
    used.edit("Echo surveys", "Sonar surveys")
    good = path.read_text(encoding="utf-8")
    edited = re.sub(r',\["[0-9a-f]{16}","Echo surveys[^]]*\[\]\]', "", good)
    assert edited != good
    for harmed in (earlier, edited):
        path.write_text(harmed, encoding="utf-8")
        with pytest.raises(AddressesLost) as refused:
            used.index()
        assert (refused.value.lost, refused.value.first) == (1, cited)
        status, said = checked(used)
        assert (status, cited.partition("?")[0] in said) == (1, True), said
    path.write_text(good, encoding="utf-8")
    assert used.index().unchanged
    assert "Echo" in used.open_site().get(cited).text


@pytest.mark.parametrize("left", [0, -20], ids=["an empty record", "a record that is cut off"])
def test_a_damaged_record_of_builds_excuses_nothing(used: EditedCorpus, left: int) -> None:
    """Only a whole record without the live build says that the registry is of another time."""
    lost = all_ids(used)[1][0]
    drop_line(part_of(used, lost), lost.rpartition(".")[2])
    record = used.folder / PAST_BUILDS_FILE
    record.write_bytes(record.read_bytes()[:left])
    with pytest.raises(AddressesLost):
        used.index()
    assert checked(used)[0] == 1


@pytest.mark.parametrize("words", [True, False], ids=["a passage", "a name"])
def test_wordings_that_a_redaction_takes_out_are_not_missed(used: EditedCorpus, words: bool) -> None:
    """A redaction takes former wordings out of the registry, and neither its build nor the next one misses them."""
    used.edit("Acoustic surveys", "Brenninkmeyer surveys")
    used.edit("Brenninkmeyer surveys", "Sonar surveys")
    passage = used.passage("Sonar surveys")
    what = [passage.id] if words else ["--name", "Brenninkmeyer"]
    redact = ["redact", *what, "--reason", "Asked for", "--yes", "--index-dir", str(used.index_dir)]
    done = CliRunner().invoke(cli, redact)
    assert done.exit_code == 0, done.output
    assert checked(used)[0] == 0
    used.edit("The session was concluded", "Nets were mended on the quay.\n\nThe session was concluded")
    path = part_of(used, passage.id)
    assert "Brenninkmeyer" not in path.read_text(encoding="utf-8")
    path.touch()
    assert used.index(force=True).warnings == ()


def test_a_part_of_an_earlier_time_is_completed(used: EditedCorpus) -> None:
    """A part that is put back as it was before passages were added and reworded loses no address, and is no fault."""
    path = part_of(used, used.passage("Acoustic surveys").id)
    earlier = path.read_bytes()
    used.edit("Acoustic surveys", "Echo surveys")
    used.edit("The session was concluded", "Nets were mended on the quay in the evening.\n\nThe session was concluded")
    before = statuses(used)
    path.write_bytes(earlier)
    report = used.index()
    assert report.warnings == ()
    assert statuses(used).items() >= before.items()


def test_a_restored_backup_is_built_and_tells_what_ends(used: EditedCorpus, tmp_path: Path) -> None:
    """Papers and registry of an earlier time are indexed; the addresses given since are told in the report."""
    archive = create_backup(tmp_path / "old.tar.gz", used.folder, used.folder, used.index_dir).path
    used.edit("The session was concluded", "Nets were mended on the quay in the evening.\n\nThe session was concluded")
    added = used.passage("Nets were mended").id
    restore_backup(archive, used.folder, replace=True)
    assert "does not know this index" in checked(used)[1]
    expected = f"one address of the index before ended, as the registry does not know that build: /p/{added}"
    assert expected in used.index().warnings
    assert checked(used)[0] == 0


def test_a_restored_backup_of_the_same_registry_is_compared(used: EditedCorpus, tmp_path: Path) -> None:
    """A registry that is that of the index says so, although its record was made before the last build."""
    archive = create_backup(tmp_path / "old.tar.gz", used.folder, used.folder, used.index_dir).path
    used.index(force=True)
    restore_backup(archive, used.folder, replace=True)
    status, said = checked(used)
    assert (status, "has all of its addresses" in said) == (0, True), said


def test_more_rows_than_the_index_has_are_no_fault(used: EditedCorpus, tmp_path: Path) -> None:
    """A registry that a colleague went on with, merged into one's own, is taken, and so is one without a record."""
    colleague = used.copy(tmp_path / "colleague")
    (colleague.folder / "levees.txt").write_text(papers.LEVEES_REPORT, encoding="utf-8")
    colleague.edit("Acoustic surveys", "Echo surveys")
    copy_registry(colleague.folder, used.folder)
    before = statuses(used)
    assert used.index().warnings == ()
    assert statuses(used).items() >= before.items()
    (used.folder / PAST_BUILDS_FILE).unlink()
    copy_registry(colleague.folder, used.folder)
    assert used.index().warnings == ()
    assert statuses(used).items() >= before.items()


def test_an_index_of_other_papers_or_of_another_format_is_no_fault(used: EditedCorpus, tmp_path: Path) -> None:
    """Nothing is compared with an index of other papers, nor with one that this version cannot read."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "clinics.txt").write_text(papers.CLINICS_NOTE, encoding="utf-8")
    assert build(other, used.index_dir, BuildOptions(jobs=1)).warnings == ()
    assert used.index().warnings == ()
    lost = all_ids(used)[1][0]
    flip(part_of(used, lost), lost.rpartition(".")[2])
    with sqlite3.connect(live_build(used.index_dir) / "catalogue.sqlite") as catalogue:
        catalogue.execute("PRAGMA user_version = 1")
    assert used.index().warnings == ()


def test_a_registry_that_is_begun_anew_on_purpose_is_no_fault(used: EditedCorpus) -> None:
    """With `--new-registry` addresses may end: a lost one is told, and one of a new registry is not asked for."""
    lost = all_ids(used)[1][0]
    flip(part_of(used, lost), lost.rpartition(".")[2])
    anew = BuildOptions(jobs=1, new_registry=True)
    assert build(used.folder, used.index_dir, anew).warnings[0].endswith(f"has lost it: /p/{lost}")
    (used.folder / REGISTRY_FILE).unlink()
    shutil.rmtree(used.folder / PARTS_FOLDER)
    assert build(used.folder, used.index_dir, anew).warnings == ()


@pytest.mark.parametrize("harm", [flip, drop_line])
def test_where_no_index_is_the_record_of_builds_is_compared(
    used: EditedCorpus, harm: Callable[[Path, str], None]
) -> None:
    """In a clone, an id that its registry lost stops the build; the file put back, or links given up, it is built."""
    used.edit("Acoustic surveys", "Echo surveys")
    lost = used.passage("Echo surveys").id
    shutil.rmtree(used.index_dir)
    path = part_of(used, lost)
    good = path.read_bytes()
    harm(path, lost.rpartition(".")[2])
    with pytest.raises(AddressesLost) as refused:
        used.index()
    assert (refused.value.lost, refused.value.first) == (1, f"/p/{lost}")
    path.write_bytes(good)
    used.index()
    assert used.passage("Echo surveys").id == lost
    shutil.rmtree(used.index_dir)
    harm(path, lost.rpartition(".")[2])
    report = index_dropping(used)
    assert any(f"/p/{lost}" in warning for warning in report.warnings)
    used.index()
    shutil.rmtree(used.index_dir)
    used.index()


def test_nothing_is_redacted_while_addresses_are_lost(used: EditedCorpus) -> None:
    """A redaction, which needs a build, is refused before it changes anything, and works once the file is back."""
    used.index()
    passage = used.passage("Acoustic surveys")
    path = part_of(used, passage.id)
    good = path.read_bytes()
    lost = all_ids(used)[1][0]
    flip(path, lost.rpartition(".")[2])
    damaged = path.read_bytes()
    redact = ["redact", passage.id, "--reason", "Asked for", "--yes", "--index-dir", str(used.index_dir)]
    refused = CliRunner().invoke(cli, redact)
    assert (refused.exit_code, f"/p/{lost}" in refused.output) == (1, True), refused.output
    assert path.read_bytes() == damaged
    path.write_bytes(good)
    done = CliRunner().invoke(cli, redact)
    assert done.exit_code == 0, done.output
    assert used.open_site().get(f"/p/{passage.id}").status_code == 451
    assert checked(used)[0] == 0
