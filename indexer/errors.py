"""One small exception for each mistake a user can make.

Each message names the thing and says what to do; whoever catches one shows `str(error)` and no traceback.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from indexer.speech.marking import marked

IdKind = Literal["passage", "document", "meeting", "session", "person", "organisation", "country"]
UNKNOWN_ID_TEXT: dict[IdKind, str] = {
    "passage": marked("No passage has the ID “%(id)s”. Search for words from it instead."),
    "document": marked("No paper has the ID “%(id)s”. Search for words from it instead."),
    "meeting": marked("No meeting has the ID “%(id)s”. Search for words from it instead."),
    "session": marked("No session has the ID “%(id)s”. Search for words from it instead."),
    "person": marked("No person has the ID “%(id)s”. Search for the name instead."),
    "organisation": marked("No paper names anybody from the organisation “%(id)s”. It may be listed otherwise."),
    "country": marked("No paper names anybody from the country “%(id)s”. It may be listed otherwise."),
}
"""What is said of an id that names nothing; pages say it in the reader's language."""


class RapporteurError(Exception):
    """A mistake that the user can put right; `str()` of it is the whole message."""


class CorpusNotFound(RapporteurError):
    """The folder named as a corpus does not exist, or is a file."""

    def __init__(self, folder: Path) -> None:
        problem = "is a file, not a folder" if folder.is_file() else "does not exist"
        super().__init__(f"The folder {folder} {problem}. Give the folder with your papers.")


class CorpusClosed(RapporteurError):
    """The folder named as a corpus cannot be listed."""

    def __init__(self, folder: Path, problem: str) -> None:
        super().__init__(
            f"The folder {folder} cannot be listed ({problem}). Allow reading it and try again. The index "
            "was not changed."
        )


class IndexAmongPapers(RapporteurError):
    """The folder of the index would be that of the papers."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} holds the papers, so it cannot hold the index too. Choose another folder with --index-dir. A "
            "subfolder works too; it is not indexed."
        )


_SHOWN_FILES = 5
"""Files that are named with their reasons where none can be read."""


class CorpusEmpty(RapporteurError):
    """The folder holds no file that can be read."""

    def __init__(self, folder: object, formats: tuple[str, ...], skipped: tuple[tuple[str, str], ...] = ()) -> None:
        self.skipped = skipped
        if skipped:
            shown = "; ".join(f"{name} {reason}" for name, reason in skipped[:_SHOWN_FILES])
            more = f"; and {len(skipped) - _SHOWN_FILES:,} more" if len(skipped) > _SHOWN_FILES else ""
            problem = f"has no readable files. {shown}{more}."
        else:
            problem = f"is empty. Add papers ({', '.join(formats)}) and try again."
        super().__init__(f"The folder {folder} {problem} The index was not changed.")


class SourceNotFound(RapporteurError):
    """The corpus has no file of this name."""

    def __init__(self, folder: object, name: str, names: Sequence[str]) -> None:
        some_names = ", ".join(names[:5]) + (", ..." if len(names) > 5 else "")
        super().__init__(f"There is no file “{name}” in {folder}. Files there: {some_names}")


class CorpusSettingsInvalid(RapporteurError):
    """`corpus.toml` is not TOML, or holds an unknown key or an invalid value."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")


FailureCause = Literal["file", "limit", "tesseract", "passing"]
"""What has to change before a file can be read: the file itself or what is stated of it, a limit, the tesseract that is
installed, or nothing, as after a time-out on a busy machine."""


class SourceUnreadable(RapporteurError):
    """One file cannot be read; the build goes on without it and reports the message."""

    def __init__(self, message: str, option: str = "", *, cause: FailureCause = "file") -> None:
        """Take the message, and the option of `rapporteur index` that would let the file pass, if there is one."""
        self.option = option
        self.cause = cause
        super().__init__(message)


class ReadersUnavailable(RapporteurError):
    """No process that reads files can be started: for want of memory, of processes, or of a working installation."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"No process could be started to read files ({problem}). Free memory or allow more processes, and try "
            "again. The index was not changed. If this happens again, reinstall Rapporteur."
        )


def _index_command(index_dir: Path, option: str = "") -> str:
    """Return the command that writes an index into a folder; its default folder goes without saying."""
    words = ["rapporteur index FOLDER", option, "" if index_dir == Path("index_data") else f"--index-dir {index_dir}"]
    return " ".join(filter(None, words))


class IndexMissing(RapporteurError):
    """There is no index in the folder."""

    def __init__(self, index_dir: Path) -> None:
        super().__init__(f"There is no index in {index_dir} yet. To build one, run: {_index_command(index_dir)}")


class IndexDamaged(RapporteurError):
    """An index is there but cannot be opened."""

    def __init__(self, index_dir: Path, problem: str) -> None:
        self.problem = problem
        super().__init__(
            f"The index in {index_dir} is damaged ({problem}). Your papers are safe. To rebuild it, run: "
            f"{_index_command(index_dir, '--force')}"
        )


class IndexOutdated(RapporteurError):
    """An index was written by another version of Rapporteur."""

    def __init__(self, index_dir: Path, found_format: object, expected_format: int) -> None:
        self.found_format = found_format
        self.expected_format = expected_format
        super().__init__(
            f"The index in {index_dir} has format {found_format}; this version of Rapporteur reads format "
            f"{expected_format}. To rebuild it, run: {_index_command(index_dir)}"
        )


class IndexBusy(RapporteurError):
    """Another build holds the lock of the index folder."""

    def __init__(self, index_dir: Path, holder: str) -> None:
        super().__init__(f"Another build is writing to {index_dir} ({holder}). Wait until it ends and try again.")


class IndexUnwritable(RapporteurError):
    """The folder of the index cannot be written to, or the disk is full."""

    def __init__(self, index_dir: Path, problem: str, remedy: str) -> None:
        """`remedy` begins a sentence; where it names another folder, the option for that is added."""
        option = " with --index-dir" if "folder" in remedy else ""
        super().__init__(
            f"The index could not be written to {index_dir} ({problem}). {remedy}{option}, and try again. The earlier "
            "index, if any, still works."
        )


class CatalogueUnavailable(RapporteurError):
    """The catalogue of the index is on a server that does not answer as it has to; each way has an exception."""


class FolderNotIndexed(RapporteurError):
    """A folder is not in the folder of papers that the index was made from."""

    def __init__(self, folder: object, indexed: str) -> None:
        known = f"the index covers {indexed}" if indexed else "the index does not say which folder it covers"
        super().__init__(f"{folder} is not indexed here: {known}. To index it, run: rapporteur index {folder}")


class UnknownId(RapporteurError):
    """No passage, document, meeting, session or person has this id, or no organisation or country this name."""

    def __init__(self, kind: IdKind, wanted_id: str) -> None:
        self.kind = kind
        self.wanted_id = wanted_id
        super().__init__(UNKNOWN_ID_TEXT[kind] % {"id": wanted_id})


class DraftUnreadable(RapporteurError):
    """A file that a user brought to be checked cannot be read, or is too large."""

    def __init__(self, message: str, too_large: bool = False) -> None:
        self.too_large = too_large
        super().__init__(message)


class EngineUnavailable(RapporteurError):
    """The machines that search could not be asked, or did not answer; the message is for who runs them."""


class QueryRefused(RapporteurError):
    """A query that the engine cannot answer exactly: it says so rather than answer wrongly."""

    def __init__(self, problem: str, remedy: str) -> None:
        """Take two messages, which pages say in the reader's language."""
        self.problem, self.remedy = problem, remedy
        super().__init__(f"{problem} {remedy}")
