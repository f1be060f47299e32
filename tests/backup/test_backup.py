"""`rapporteur backup` and `rapporteur restore` from end to end, and with archives that nobody should trust."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from indexer.backup import create
from indexer.backup.create import create_backup
from indexer.backup.errors import (
    BackupDamaged,
    BackupError,
    BackupExists,
    BackupInPapers,
    BackupMissing,
    BackupTooNew,
    BackupUnsafe,
    NoBackup,
    NoBackupFolder,
    PapersChanged,
    TargetInUse,
    TargetIsFile,
)
from indexer.backup.manifest import BackedUpFile, BackupManifest, problem_with
from indexer.backup.restore import restore_backup, verify_backup
from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.registry import file
from indexer.registry.errors import RegistryBusy, RegistryDamaged
from indexer.registry.file import REDACTIONS_FILE, REGISTRY_FILE, RegistryLock
from indexer.registry.rows import Wording
from indexer.store.builds import open_library
from tests.links.corpus import EditedCorpus
from webapp.cli import cli


def run(*arguments: str | Path, status: int = 0) -> str:
    """Run the command and return what it prints."""
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], env={"COLUMNS": "200"})
    assert result.exit_code == status, result.output
    return result.output


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> EditedCorpus:
    """Papers in a folder and in one below it, with settings, indexed twice; do not change them."""
    corpus = EditedCorpus.create(tmp_path_factory.mktemp("started"))
    (corpus.folder / "deep").mkdir()
    shutil.move(corpus.folder / "water.txt", corpus.folder / "deep" / "wäter.txt")
    (corpus.folder / "corpus.toml").write_text('[[person]]\nname = "Ana Sousa"\n', encoding="utf-8")
    corpus.edit("one of every ten hauls", "two of every nine hauls")
    return corpus


@pytest.fixture(scope="module")
def archive(started: EditedCorpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of them."""
    folder = tmp_path_factory.mktemp("backups")
    return create_backup(folder, started.folder, started.folder, started.index_dir).path


def texts_of(index_dir: Path) -> list[tuple[str, str]]:
    """Return ids and words of all passages."""
    library = open_library(index_dir)
    found = [(passage.id, passage.text) for passage in library.passages()]
    library.close()
    return found


def former_wordings(folder: Path) -> list[tuple[Wording, ...]]:
    """Return the former wordings that a registry knows."""
    registry = file.read(folder)
    assert registry
    return [row.past for paper in registry.documents for row in registry.in_document(paper.id) if row.past]


def test_a_backup_restored_elsewhere_has_the_same_links(started: EditedCorpus, tmp_path: Path) -> None:
    """One command backs up, one restores, and after indexing every link is the same, to former wordings too."""
    printed = run("backup", tmp_path, "--index-dir", started.index_dir)
    [path] = tmp_path.glob("rapporteur-*.tar.gz")
    assert path.name in printed
    moved = EditedCorpus(tmp_path)
    assert "rapporteur index" in run("restore", path, moved.folder)
    for name in ("fisheries.txt", "deep/wäter.txt", "corpus.toml", "registry.jsonl", "sentences.json"):
        assert (moved.folder / name).read_bytes() == (started.folder / name).read_bytes()
    moved.index()
    assert texts_of(moved.index_dir) == texts_of(started.index_dir)
    assert moved.copied_link("Turtles") == started.copied_link("Turtles")
    assert former_wordings(moved.folder) == former_wordings(started.folder) != []


def test_the_index_of_before_goes_on_with_restored_papers(started: EditedCorpus, archive: Path, tmp_path: Path) -> None:
    """It accepts the folder in its new place, because the registry is the same."""
    restore_backup(archive, tmp_path / "papers")
    shutil.copytree(started.index_dir, tmp_path / "index")
    assert set(build(tmp_path / "papers", tmp_path / "index", BuildOptions(jobs=1)).outcomes) <= {"same"}


def test_what_is_no_paper_is_left_out(started: EditedCorpus, tmp_path: Path) -> None:
    """Hidden files, an index among the papers, devices and links out of the folder; links inside are followed."""
    folder = tmp_path / "papers"
    shutil.copytree(started.folder, folder)
    (tmp_path / "secret.txt").write_text("not a paper", encoding="utf-8")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "in.txt").symlink_to("fisheries.txt")
    (folder / "dangling.txt").symlink_to("nothing")
    os.mkfifo(folder / "pipe")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("Latin", encoding="utf-8")
    (folder / os.fsdecode(b"\xff")).mkdir()
    (folder / os.fsdecode(b"\xff") / "in.txt").write_text("in it", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "far.txt").write_text("far away", encoding="utf-8")
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("[core]", encoding="utf-8")
    shutil.copytree(started.index_dir, folder / "index")
    made = create_backup(tmp_path / "b.tar.gz", folder, folder, folder / "index")
    names = {known.name for known in verify_backup(made.path).files}
    assert {left.name for left in made.left_out} == {
        "out.txt", "dangling.txt", "pipe", "caf\\xe9.txt", "\\xff/", "linked",
    }  # fmt: skip
    assert "papers/in.txt" not in names  # a link to a paper that is there under its own name
    assert not any("index" in name or ".git" in name for name in names)
    followed = create_backup(tmp_path / "c.tar.gz", folder, folder, folder / "index", follow_links=True)
    names = {known.name for known in verify_backup(followed.path).files}
    assert {"papers/out.txt", "papers/linked/far.txt"} <= names


def test_a_backup_is_refused_where_it_would_do_harm(started: EditedCorpus, tmp_path: Path) -> None:
    """Over another file, among the papers, or of a damaged registry; nothing is left behind."""
    corpus = started.copy(tmp_path)
    (tmp_path / "there.tar.gz").write_bytes(b"x")
    with pytest.raises(BackupExists):
        create_backup(tmp_path / "there.tar.gz", corpus.folder, corpus.folder, corpus.index_dir)
    with pytest.raises(NoBackupFolder, match=r"Make it, or name a file"):
        create_backup(tmp_path / "backups", corpus.folder, corpus.folder, corpus.index_dir)
    with pytest.raises(BackupInPapers):
        create_backup(corpus.folder / "deep" / "b.tar.gz", corpus.folder, corpus.folder, corpus.index_dir)
    (corpus.folder / REGISTRY_FILE).write_bytes((corpus.folder / REGISTRY_FILE).read_bytes()[:-9])
    with pytest.raises(RegistryDamaged):
        create_backup(tmp_path / "b.tar.gz", corpus.folder, corpus.folder, corpus.index_dir)
    assert {path.name for path in tmp_path.iterdir()} == {"corpus", "index", "there.tar.gz"}


def test_no_backup_is_made_during_a_build(
    started: EditedCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a build holds the registry, a backup waits, and is refused after a while."""
    monkeypatch.setattr(create, "_PATIENCE", 0.1)
    with RegistryLock(started.folder), pytest.raises(RegistryBusy):
        create_backup(tmp_path, started.folder, started.folder, started.index_dir)
    assert list(tmp_path.iterdir()) == []


def test_papers_that_change_meanwhile_make_no_backup(
    started: EditedCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup is of one moment: a paper that is changed, longer, shorter, gone or new is told."""
    corpus = started.copy(tmp_path)
    paper = corpus.folder / "fisheries.txt"
    text, write = paper.read_bytes(), create._write
    changes: list[Callable[[], object]] = [
        lambda: paper.write_bytes(text.replace(b"T", b"t")),
        lambda: paper.write_bytes(text + b"x"),
        lambda: paper.write_bytes(text[:-1]),
        paper.unlink,
        lambda: (corpus.folder / "new.txt").write_bytes(b"x"),
    ]
    for change in changes:
        paper.write_bytes(text)

        def change_first(
            path: Path,
            manifest: BackupManifest,
            files: list[create.FileToKeep],
            change: Callable[[], object] = change,
        ) -> None:
            change()
            write(path, manifest, files)

        monkeypatch.setattr(create, "_write", change_first)
        with pytest.raises(PapersChanged):
            create_backup(tmp_path / "b.tar.gz", corpus.folder, corpus.folder, corpus.index_dir)
    assert {path.name for path in tmp_path.iterdir()} == {"corpus", "index"}


def says_the_same(packed: bytes, whole: bytes) -> bool:
    """Return whether a packed file has the content of another: zeros copied from another place are the same zeros."""
    try:
        return gzip.decompress(packed) == gzip.decompress(whole)
    except (OSError, EOFError, zlib.error):
        return False


def test_a_damaged_archive_restores_nothing_and_names_what_is_missing(archive: Path, tmp_path: Path) -> None:
    """Cut at any length or with any byte flipped, it is refused as a whole."""
    whole = archive.read_bytes()
    names = {known.name for known in verify_backup(archive).files}
    cut, told = tmp_path / "cut.tar.gz", 0
    for length in range(0, len(whole) - 64, len(whole) // 12):
        cut.write_bytes(whole[:length])
        with pytest.raises((BackupDamaged, NoBackup)) as raised:
            restore_backup(cut, tmp_path / "target")
        if isinstance(raised.value, BackupDamaged):
            assert raised.value.missing
            assert set(raised.value.missing) <= names
            assert raised.value.missing[0] in str(raised.value)
            told += 1
    assert told > 3
    for at in range(100, len(whole) - 64, len(whole) // 25):
        flipped = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        if says_the_same(flipped, whole):
            continue
        cut.write_bytes(flipped)
        with pytest.raises(BackupError):
            restore_backup(cut, tmp_path / "target")
    assert {path.name for path in tmp_path.iterdir()} == {"cut.tar.gz"}


def made_archive(path: Path, members: Sequence[tuple[tarfile.TarInfo, bytes]], listed: Sequence[BackedUpFile]) -> Path:
    """Write an archive with whatever is given, and a list of files of its own."""
    manifest = msgspec.json.encode(BackupManifest(1, "2031-01-01T00:00:00Z", "0.1", "", tuple(listed)))
    with tarfile.open(path, "w:gz") as written:
        for member, content in ((tarfile.TarInfo("backup.json"), manifest), *members):
            member.size = len(content)
            written.addfile(member, io.BytesIO(content))
    return path


def entry(name: str, content: bytes = b"x") -> BackedUpFile:
    """Return the entry of a file in the list."""
    return BackedUpFile(name, len(content), hashlib.sha256(content).hexdigest())


BAD_NAMES = (
    "../evil.txt", "/etc/evil", "papers/../../evil", "papers/.git/hooks/x", "papers\\evil", "C:/evil",
    "registry/evil.sh", "papers/registry.jsonl", "papers/registry.documents/x.jsonl", "other/x", "papers/", "papers//x",
    "registry/registry.documents/../x.jsonl", "papers/a/./b", "registry/registry.documents/a/b.jsonl", "",
)  # fmt: skip


@pytest.mark.parametrize("name", BAD_NAMES)
def test_no_file_of_an_archive_leads_elsewhere(tmp_path: Path, name: str) -> None:
    """Names that no backup has are refused before anything is written."""
    assert problem_with(name)
    path = made_archive(tmp_path / "b.tar.gz", [(tarfile.TarInfo(name), b"x")], [entry(name)])
    with pytest.raises(BackupUnsafe):
        restore_backup(path, tmp_path / "target")
    assert {found.name for found in tmp_path.iterdir()} == {"b.tar.gz"}


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_an_archive_has_files_only(tmp_path: Path, kind: bytes) -> None:
    """A link, a device or a folder under the name of a file is refused."""
    member = tarfile.TarInfo("papers/x.txt")
    member.type, member.linkname = kind, "/etc/passwd"
    path = made_archive(tmp_path / "b.tar.gz", [(member, b"")], [entry("papers/x.txt", b"")])
    with pytest.raises(BackupUnsafe, match="link, a device or a folder"):
        restore_backup(path, tmp_path / "target")


def test_an_archive_holds_what_its_list_says(tmp_path: Path) -> None:
    """Files that are not listed, listed or stored twice, of another size, or below a file are refused."""
    paper, extra = tarfile.TarInfo("papers/x.txt"), tarfile.TarInfo("papers/y.txt")
    place, known = tmp_path / "b.tar.gz", entry("papers/x.txt")
    cases: list[tuple[list[tuple[tarfile.TarInfo, bytes]], list[BackedUpFile], type[BackupError]]] = [
        ([(paper, b"x"), (extra, b"x")], [known], BackupUnsafe),
        ([(paper, b"x"), (paper, b"x")], [known], BackupUnsafe),
        ([(paper, b"x")], [known, known], BackupUnsafe),
        ([(paper, b"x")], [known, entry("papers/x.txt/y.txt")], BackupUnsafe),
        ([(paper, b"xx")], [known], BackupDamaged),
        ([(paper, b"y")], [known], BackupDamaged),
        ([], [known], BackupDamaged),
    ]
    for members, entries, error in cases:
        with pytest.raises(error):
            verify_backup(made_archive(place, members, entries))
    place.write_bytes(gzip.compress(bytes(10240)))
    with pytest.raises(NoBackup):
        verify_backup(place)
    later, head = msgspec.json.encode({"format": 99}), tarfile.TarInfo("backup.json")
    with tarfile.open(place, "w:gz") as written:
        head.size = len(later)
        written.addfile(head, io.BytesIO(later))
    with pytest.raises(BackupTooNew):
        verify_backup(place)


def test_a_folder_in_use_is_replaced_only_when_told(archive: Path, tmp_path: Path) -> None:
    """What is there is moved aside, whole; an empty folder is taken as it is."""
    target = tmp_path / "papers"
    target.mkdir()
    restore_backup(archive, target)
    (target / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(TargetInUse, match="--replace"):
        restore_backup(archive, target)
    with pytest.raises(BackupMissing, match="There is no file"):
        restore_backup(tmp_path / "none.tar.gz", target)
    with pytest.raises(TargetIsFile, match="is a file, not a folder"):
        restore_backup(archive, target / "mine.txt", replace=True)
    restored = restore_backup(archive, target, replace=True)
    assert restored.moved_aside
    assert (restored.moved_aside / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert not (target / "mine.txt").exists()


def test_an_empty_folder_stays_the_same_folder(archive: Path, tmp_path: Path) -> None:
    """As a mounted one must: it is filled, with nothing left beside the papers, and nothing beside it is needed."""
    target = tmp_path / "closed" / "papers"
    target.mkdir(parents=True)
    inode = target.stat().st_ino
    target.parent.chmod(0o500)
    try:
        restore_backup(archive, target)
    finally:
        target.parent.chmod(0o700)
    assert target.stat().st_ino == inode
    assert [path.name for path in target.parent.iterdir()] == ["papers"]
    assert [path.name for path in target.iterdir() if path.name.endswith(".restoring")] == []
    assert (target / "deep" / "wäter.txt").is_file()


def test_a_mounted_folder_is_filled_and_not_replaced(archive: Path) -> None:
    """A file system of its own takes a backup while it is empty; what is in it cannot be moved aside, which is said."""
    commands = """set -e
        restore() { "$2" -c "import sys; from webapp.cli import main; sys.exit(main())" restore "$3" "$1" $4; }
        mount -t tmpfs none "$1"
        restore "$@"
        test -f "$1/registry.jsonl"
        if restore "$@" --replace; then exit 9; fi
        test -f "$1/registry.jsonl" """
    target = archive.parent / "mounted"
    target.mkdir()
    arguments = (str(target), sys.executable, str(archive))
    unshare = ["unshare", "--map-root-user", "--mount", "sh", "-c", commands, "sh", *arguments]
    if subprocess.run([*unshare[:3], "true"], check=False, capture_output=True).returncode:
        pytest.skip("no file system may be mounted here")
    ended = subprocess.run(unshare, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert "is a mounted disk or volume" in ended.stdout + ended.stderr


def test_what_was_redacted_since_is_redacted_in_what_is_restored(
    started: EditedCorpus, archive: Path, tmp_path: Path
) -> None:
    """From a file of redactions that is named, and from the folder that is replaced."""
    corpus = started.copy(tmp_path)
    corpus.index()
    passage = corpus.passage("Turtles")
    run("redact", passage.id, "--index-dir", corpus.index_dir, "--reason", "Law", "--yes")
    run("restore", archive, tmp_path / "elsewhere", "--redactions", corpus.folder / REDACTIONS_FILE)
    run("restore", archive, corpus.folder, "--replace")
    for folder in (tmp_path / "elsewhere", corpus.folder):
        assert [path for path in folder.rglob("*.jsonl") if b"Turtles were" in path.read_bytes()] == []
    corpus.index()
    assert corpus.open_site().get(f"/p/{passage.id}").status_code == 451
