"""The errors of backups and of restoring them: each says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indexer.errors import RapporteurError

_NAMED = 10  # files that a message names


class BackupError(RapporteurError):
    """A backup cannot be made or restored; nothing was changed."""


class BackupExists(BackupError):
    """The file of the backup is there already."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} already exists, and backups are never overwritten. Choose another file, or a folder.")


class NoBackupFolder(BackupError):
    """What was named is neither a folder that is there nor a name for an archive."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no folder {path}. Make it, or name a file that ends in .tar.gz.")


class BackupInPapers(BackupError):
    """The backup would lie among the papers."""

    def __init__(self, path: Path, folder: Path) -> None:
        super().__init__(f"{path} would be among the papers in {folder}. Choose a place outside that folder.")


class BackupUnwritable(BackupError):
    """The disk is full, or the folder cannot be written to."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path} could not be written ({problem}). Free some space, or choose another place.")


class PapersChanged(BackupError):
    """A paper changed while it was being backed up."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” changed while it was being backed up, so the backup would not be of one moment; none was "
            "written. Try again when nobody changes the papers."
        )


class BackupMissing(BackupError):
    """There is no file of this name."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no file {path}. Name the archive that rapporteur backup wrote.")


class NoBackup(BackupError):
    """The file is no backup, or is damaged where its list of files is."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path} is not a backup of Rapporteur, or its beginning is damaged ({problem}).")


class BackupTooNew(BackupError):
    """The backup was made by a later version."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path} has format {found}; this version of Rapporteur reads format {known}. Install a newer one."
        )


class BackupDamaged(BackupError):
    """Files of the backup are missing, or not what was backed up."""

    def __init__(self, path: Path, problem: str, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        shown = "".join(f"\n  {name}" for name in missing[:_NAMED])
        more = f"\n  and {len(missing) - _NAMED:,} more" if len(missing) > _NAMED else ""
        lost = f" {len(missing):,} of its files cannot be restored:{shown}{more}" if missing else ""
        super().__init__(f"{path} is damaged ({problem}); nothing was restored. Take another backup.{lost}")


class BackupUnsafe(BackupError):
    """The archive holds what no backup of Rapporteur holds."""

    def __init__(self, path: Path, name: str, problem: str) -> None:
        super().__init__(f"{path} holds “{name}”, which {problem}: no backup has that, so nothing was restored.")


class TargetInUse(BackupError):
    """The folder to restore into has something in it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is not empty. Name a folder that is empty or not there; or say --replace, which moves {folder} "
            "aside and deletes nothing."
        )


class TargetIsFile(BackupError):
    """A file has the name of the folder to restore into."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is a file, not a folder. Name a folder that is empty or not there.")


class TargetMounted(BackupError):
    """The folder to restore into is a mounted file system or volume, so what is in it cannot be moved aside as one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is a mounted disk or volume, so --replace cannot move it aside; nothing was changed. Move its "
            "contents elsewhere, then restore into the empty folder without --replace; or name another folder."
        )


class NoRoom(BackupError):
    """The disk has no room for what the backup holds."""

    def __init__(self, folder: Path, needed: int, free: int) -> None:
        super().__init__(f"{folder} has {free / 1e6:,.1f} MB free, and the backup needs {needed / 1e6:,.1f} MB.")
