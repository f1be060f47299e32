"""What a build keeps of itself for the next one, so that this touches only what changed. It can always be done without.

How it is found out that something changed is decided in `plan` and `names`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from indexer.disk.checksums import with_checksum, without_checksum
from indexer.disk.links import share_file
from indexer.errors import RapporteurError
from indexer.meetings.merge import GroupMembers
from indexer.model import Person
from indexer.store.builds import KEPT_FOLDER, live_build

_GROUPS_FILE = "groups.msgpack"
_NAMES_FILE = "names.msgpack"
_TITLES_FILE = "titles.msgpack"
_StoredT = TypeVar("_StoredT")

KeptFullName = tuple[str, str | None, str | None]
"""Name, honorific and affiliation."""


class KeptPaper(msgspec.Struct, frozen=True, array_like=True):
    """A paper of a build."""

    key: str
    """A hash of its reading and of what is stated of it."""
    derived: tuple[str, str]
    """The key and the variant under which what was derived from its reading is cached."""
    document: str
    """Its id."""
    view: str
    """A digest of everything that its rows in the build derive from."""
    names: str
    """A digest of what the names in it were taken for, which depends on other papers."""
    grouping: str
    """A digest of the facts by which it was put into its meetings."""
    passages: int
    doubts: int
    """How many of its facts are doubtful."""


class KeptMeeting(msgspec.Struct, frozen=True, array_like=True):
    """A meeting as it was handed to the registry."""

    preferred_id: str
    title: str
    papers: tuple[str, ...]
    start: date | None
    is_stated: bool


class KeptGroup(msgspec.Struct, frozen=True, array_like=True):
    """The meetings of some papers; those of a group with the same digest need not be merged again."""

    members: GroupMembers
    meetings: tuple[KeptMeeting, ...]
    ids: tuple[str, ...]
    """The final ids of the meetings."""
    session_ids: tuple[dict[str, str], ...]
    """For each meeting, the final ids of those sessions that have others by themselves, by these."""
    sessions: int
    people: tuple[tuple[str, KeptFullName], ...] = ()
    """The names in the sessions, each with the meeting."""
    contribution: str = ""
    """A digest of what it says of persons and councils."""
    names: str = ""
    """A digest of what those were taken for."""
    scopes: dict[str, dict[int | None, str]] = {}
    """For each paper, what names are unique in: the meeting of each part that has names, or the paper itself."""


class KeptNames(msgspec.Struct, frozen=True, array_like=True):
    """The names of a build: what all papers together say of them, and what they were taken for."""

    contributions: str
    """A digest of what every group says of persons and councils, in the order of the build."""
    characters: int
    """Of all passages."""
    tokens: dict[str, int]
    """How often each word that looks like a short form stands in the papers."""
    texts: dict[str, int]
    """In how many passages each folded short form stands."""
    definitions: dict[str, tuple[tuple[int, str, str, bool], ...]]
    """Where each paper defines acronyms, as in `PaperNames`."""
    persons: tuple[Person, ...] = ()
    person_of: tuple[tuple[KeptFullName, str], ...] = ()
    person_in: tuple[tuple[str, KeptFullName, str], ...] = ()
    """Meeting, name, and person."""
    unused: tuple[str, ...] = ()
    councils: tuple[str, ...] = ()
    glossary: str = ""
    """A hash of the acronyms."""
    organisations: dict[str, str | None] = {}
    """By affiliation, as found with these acronyms."""


class _GroupsFile(msgspec.Struct, frozen=True):
    header: str
    statistics: str
    papers: dict[str, KeptPaper]
    groups: dict[str, KeptGroup]


@dataclass(frozen=True)
class KeptBuild:
    """What was kept of a build; empty where there is none, or where nothing of it can be used."""

    folder: Path | None = None
    """The folder of the build itself."""
    statistics: str = ""
    """The id of the statistics that it used."""
    papers: Mapping[str, KeptPaper] = field(default_factory=dict)
    """By name."""
    groups: Mapping[str, KeptGroup] = field(default_factory=dict)
    """By digest, in the order of the build."""
    names: KeptNames | None = None
    titles: bytes | None = None
    """What grouping has read from titles and paths, as `meetings/remembered` stores it; None where no paper said
    anything new, so that the build before has it. It is loaded by itself: few builds need it."""


def load_titles(kept: KeptBuild) -> bytes:
    """Return what the grouping of a build has read from titles and paths; nothing where that cannot be read."""
    return (_load_bytes(kept.folder / KEPT_FOLDER / _TITLES_FILE) if kept.folder else None) or b""


def load_live(index_dir: Path, header: str) -> KeptBuild:
    """Return what the live build kept under the same header; nothing where there is no live build."""
    try:
        return load_kept(live_build(index_dir), header)
    except RapporteurError:
        return KeptBuild()


def load_kept(build: Path, header: str) -> KeptBuild:
    """Return what a build kept under the same header, which names all that every paper depends on."""
    groups = _load(build / KEPT_FOLDER / _GROUPS_FILE, _GroupsFile)
    if groups is None or groups.header != header:
        return KeptBuild()
    names = _load(build / KEPT_FOLDER / _NAMES_FILE, KeptNames)
    return KeptBuild(build, groups.statistics, groups.papers, groups.groups, names)


def save_kept(build: Path, header: str, kept: KeptBuild, before: Path | None = None) -> None:
    """Write what a build keeps of itself into its folder; `before` is the build that it carries on."""
    (build / KEPT_FOLDER).mkdir()
    titles = build / KEPT_FOLDER / _TITLES_FILE
    if kept.titles is not None:
        titles.write_bytes(with_checksum(kept.titles))
    elif before and (known := before / KEPT_FOLDER / _TITLES_FILE).exists():
        share_file(known, titles)
    groups = _GroupsFile(header, kept.statistics, dict(kept.papers), dict(kept.groups))
    _save(build / KEPT_FOLDER / _GROUPS_FILE, groups)
    _save(build / KEPT_FOLDER / _NAMES_FILE, kept.names)


def _save(path: Path, stored: object) -> None:
    data = msgspec.msgpack.encode(stored)
    path.write_bytes(with_checksum(data))


def _load(path: Path, kind: type[_StoredT]) -> _StoredT | None:
    data = _load_bytes(path)
    try:
        return None if data is None else msgspec.msgpack.decode(data, type=kind)
    except msgspec.DecodeError:
        return None


def _load_bytes(path: Path) -> bytes | None:
    try:
        return without_checksum(path.read_bytes())
    except OSError:
        return None
