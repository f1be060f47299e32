"""The errors of a registry: each message names the file and the line, and says what to do.

No error is repaired silently: a registry begun anew would break the links that people hold.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from indexer.errors import RapporteurError

_SHOWN = 20  # lost links that one message lists
_RESTORE = "Put back the last committed {name} (git checkout -- {name}, or a backup) and index the folder again."

_ONE_SIDE = "git restore --source=HEAD --staged --worktree -- registry.jsonl registry.documents registry.builds.jsonl"


def _files(path: Path) -> str:
    """Return the names of the files to put back together: a part of the registry belongs to its head."""
    return f"{path.parent.stem}.jsonl {path.parent.name}" if path.parent.suffix == ".documents" else path.name


class RegistryError(RapporteurError):
    """A registry cannot be used; nothing was changed."""


class RegistryDamaged(RegistryError):
    """A line is not a row, or the file ends too early."""

    def __init__(self, path: Path, line: int, problem: str, files: str = "") -> None:
        """`files` are those to put back, where it is more than this one."""
        self.line = line
        super().__init__(f"{path}, line {line}: {problem}. {_RESTORE.format(name=files or _files(path))}")


class RegistryInvalid(RegistryError):
    """A row is well-formed but cannot be true: edited by hand, or merged wrongly."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        self.line = line
        remedy = _RESTORE.format(name=_files(path))
        super().__init__(f"{path}, line {line}: {problem}. Put that line right, or: {remedy}")


class RegistryConflicted(RegistryError):
    """The file holds the marks of an unresolved merge."""

    def __init__(self, path: Path, line: int) -> None:
        self.line = line
        super().__init__(
            f"{path}, line {line}: this is the mark of an unsettled merge. In the folder of registry.jsonl, take one "
            f"side whole ({_ONE_SIDE}; the other side is MERGE_HEAD) and index the folder again; "
            "ids that only the other side has given are given again where the words are the same."
        )


class PastBuildsDamaged(RegistryError):
    """The record of past builds cannot be read; a new one would forget them."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        """`problem` is empty for the mark of a merge."""
        self.line = line
        what = problem or "this is the mark of an unsettled merge"
        put_back = f"git checkout -- {path.name}, a backup, or its copy in the folder of the live build"
        remedy = f"Put it back ({put_back})" if problem else f"Take one side (git checkout --ours {path.name})"
        super().__init__(
            f"{path}, line {line}: {what}. It is the record of past builds. {remedy} and index the folder again. Or "
            "delete it: then what was counted in past builds can be shown no more."
        )


class RegistryTooNew(RegistryError):
    """The file was written by a later version of Rapporteur."""

    def __init__(self, path: Path, found_format: int, known_format: int) -> None:
        self.line = 1
        super().__init__(
            f"{path}, line 1: the registry has format {found_format}; this version of Rapporteur reads format "
            f"{known_format}. Install a newer Rapporteur; the file is as it should be."
        )


class RegistryForeign(RegistryError):
    """The registry records other papers than the folder holds."""

    def __init__(self, path: Path, problem: str) -> None:
        self.line = 1
        super().__init__(
            f"{path}, line 1: the registry belongs to another corpus ({problem}). Put the registry of this corpus "
            "here. If these papers were never indexed, move registry.jsonl and registry.documents away; then all links "
            "are given anew."
        )


class RegistryMissing(RegistryError):
    """The folder was indexed with a registry that is no longer there."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is missing, and this folder was indexed with one: without it, links to what has changed since "
            "it was cited can be answered no more. Put it back (git checkout -- registry.jsonl "
            "registry.documents, or a backup), or begin a new one with --new-registry."
        )


class RegistryChanged(RegistryError):
    """The index of the same papers was built with another registry."""

    def __init__(self, path: Path, last_path: Path, *, is_there: bool) -> None:
        """`path` is the registry at hand, where `is_there` says that there is one; `last_path` is that of the index."""
        found = "another one, which does not know the links given so far" if is_there else "missing"
        place = f"--registry {shlex.quote(str(last_path.parent))}"
        remedy = f"Name the folder of the registry: {place}"
        if last_path == path.resolve():
            remedy = "Put the registry back that was there (git checkout, or a backup)"
        elif not last_path.exists():
            remedy = f"Put the registry back and name its folder: {place}"
        on_purpose = "go on with this one" if is_there else "begin a new one"
        super().__init__(
            f"The index of these papers was built with the registry {last_path}; {path} is {found}. {remedy}. Or say "
            f"on purpose that links given so far may end: --new-registry will {on_purpose}."
        )


class RedactionsLost(RegistryError):
    """Redactions are missing that the index of the same papers, or the registry, shows: their words would come back."""

    def __init__(self, path: Path, lost: int, whose: str = "The index was built with") -> None:
        number = "one redaction" if lost == 1 else f"{lost:,} redactions"
        super().__init__(
            f"{whose} {number} that {path} does not have: the words would be published again, so "
            f"nothing was changed. Put {path.name} back (git checkout, or a backup), or name a copy of it: rapporteur "
            "index --redactions FILE. Or say on purpose that the words may be published again: --lift-redactions."
        )


class RedactionElsewhere(RegistryError):
    """The passage would go from a registry that the live index does not have, and stay in the one that it has."""

    def __init__(self, path: Path, last_path: Path, index_dir: Path) -> None:
        super().__init__(
            f"The index in {index_dir} was built with the registry {last_path}, not with {path}: the words would stay "
            "there and come back with the next build, so nothing was redacted. Leave out --folder and --registry to "
            "redact what the index shows; or name the index of these papers with --index-dir."
        )


class LinksLost(RegistryError):
    """A strict build would have left links that lead to no living passage."""

    def __init__(self, path: Path, lost: Sequence[str]) -> None:
        self.lost = tuple(lost)
        number = f"{len(lost):,} link{'s' if len(lost) > 1 else ''}"
        shown = "".join(f"\n  {link}" for link in lost[:_SHOWN])
        more = f"\n  and {len(lost) - _SHOWN:,} more" if len(lost) > _SHOWN else ""
        super().__init__(
            f"{number} would lead to no living passage, and --strict allows none; nothing was changed, and {path} is "
            f"as it was. Correct the papers, or index without --strict.{shown}{more}"
        )


class AddressesLost(RegistryError):
    """Files of the registry were changed outside of a build, and lack addresses that the last build served."""

    def __init__(self, lost: int, first: str, path: Path, files: int) -> None:
        """`path` is the file that the first of the addresses belongs in; they belong in `files` files."""
        self.lost = lost
        self.first = first
        others = f" and {files - 1:,} more file{'s' if files > 2 else ''} were" if files > 1 else " was"
        number = f"{lost:,} addresses are" if lost > 1 else "one address is"
        super().__init__(
            f"{path}{others} changed outside of a build: {number} lost that the last build served, "
            f"{'the first of them ' if lost > 1 else ''}{first}. Nothing was changed. "
            f"{_RESTORE.format(name='registry.jsonl registry.documents')} "
            f"Or say on purpose that {'these addresses' if lost > 1 else 'this address'} may end: --drop-links."
        )


class RegistryUnreadable(RegistryError):
    """The file is there but cannot be opened."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path} cannot be opened ({problem}). Check its permissions and index the folder again.")


class RegistryUnwritable(RegistryError):
    """The folder cannot be written to, or the disk is full."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(
            f"{path} could not be written ({problem}). Make its folder writable, or make room there, and index again; "
            "or move registry.jsonl, registry.documents and sentences.json, if there are any, into another folder, and "
            "name that with --registry. The registry is as it was before."
        )


class RegistryIncomplete(RegistryError):
    """The files of the next registry count, but not all of them could be put in their places."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(
            f"{path} could not be written to its end ({problem}). Nothing is lost: make that folder writable, or make "
            "room, and index it again; that completes the registry first."
        )


class RegistryBusy(RegistryError):
    """Another build holds the registry."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(f"Another build is using {path} ({holder}). Wait until it has ended and try again.")


class RegistryDatabaseMissing(RegistryError):
    """The library that speaks to PostgreSQL is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "The registry is in PostgreSQL, and psycopg is not installed. Install it (pip install "
            "'rapporteur[postgresql]'). Nothing was changed."
        )


class RegistryDatabaseUnknown(RegistryError):
    """A folder says that its registry is in a database, and no address is set."""

    def __init__(self, mark: Path, place: str) -> None:
        super().__init__(
            f"{mark} says that the registry is in the database at {place}. Set RAPPORTEUR_REGISTRY_URL to its address, "
            "such as postgresql://user:password@host/database. Nothing was changed."
        )


class RegistryDatabaseLost(RegistryError):
    """The database does not answer, or refuses."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(
            f"The registry in the database at {place} cannot be used ({problem}). See RAPPORTEUR_REGISTRY_URL, and "
            "whether the server runs. What was not committed does not count; the old index stays."
        )


class RegistryDatabaseChanged(RegistryError):
    """Another build has changed the registry meanwhile."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"Another build has changed the registry in the database at {place} meanwhile. Index again. The index was "
            "not changed."
        )


class RegistryNotImported(RegistryError):
    """There are files of a registry, and a database is set that they were not imported into."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"RAPPORTEUR_REGISTRY_URL is set, but {path} was not imported into that database. Run “rapporteur registry "
            f"import {path.parent}” once, or unset the variable to go on with the files."
        )


class RegistryNotEmpty(RegistryError):
    """The database that a registry is to be imported into has another one."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"The database at {place} has a registry, and one that is imported would end its links. Use an empty "
            "database, or give --replace."
        )
