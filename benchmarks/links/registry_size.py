"""Measure a registry on the disk: `python -m benchmarks.links.registry_size FOLDER [--copies N]`.

The registry of a folder is multiplied until it is as large as wanted, in a temporary folder, and one word of one paper
is changed. Times are processor time in seconds; each step goes the way of a build.
"""

from __future__ import annotations

import argparse
import difflib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.memory import size
from indexer.registry import file
from indexer.registry.file import PARTS_FOLDER, Registry
from indexer.registry.incoming import NewDocument, NewMeeting, NewPassage, NewSession
from indexer.registry.reconcile import Reconciliation
from indexer.registry.rows import DocumentRow, MeetingRow, PassageRow, PersonRow, SessionRow

_STAMP = "2031-01-01T00:00:00Z"
_MIN_PASSAGES = 20  # of the paper that is changed: a usual one
_T = TypeVar("_T")


@dataclass(frozen=True)
class CopiedRegistry:
    """All rows of a registry several times, each time under other ids, without the passages."""

    corpus: str
    meetings: Sequence[MeetingRow]
    sessions: Sequence[SessionRow]
    persons: Sequence[PersonRow]
    documents: Sequence[DocumentRow]

    @classmethod
    def of(cls, registry: Registry, copies: int) -> CopiedRegistry:
        """Copy the rows of a registry."""
        numbers = range(copies)
        return cls(
            registry.corpus,
            [replace(row, id=f"{row.id}-{n}", into=(), paper=None) for row in registry.meetings for n in numbers],
            [replace(row, meeting=f"{row.meeting}-{n}", into=None) for row in registry.sessions for n in numbers],
            [replace(row, id=f"{row.id}-{n}", into=()) for row in registry.persons for n in numbers],
            sorted((_copied(row, n) for row in registry.documents for n in numbers), key=lambda row: row.id),
        )


def _copied(row: DocumentRow, number: int) -> DocumentRow:
    return replace(
        row,
        id=f"{row.id}-{number}",
        source=f"{number}/{row.source}",
        digest=f"{number:08}{row.digest[8:]}",
        meetings=tuple(f"{meeting}-{number}" for meeting in row.meetings),
    )


def _passages(registry: Registry, documents: Sequence[DocumentRow]) -> Iterator[tuple[str, Sequence[PassageRow]]]:
    """Yield the passages of the copied documents."""
    for document in documents:
        rows = registry.in_document(document.id.rpartition("-")[0])
        prefix = f"{document.id}."
        yield (
            document.id,
            [
                replace(
                    row,
                    id=prefix + row.id.rpartition(".")[2],
                    document=document.id,
                    into=tuple(prefix + name.rpartition(".")[2] for name in row.into),
                    past=tuple(wording._replace(successors=()) for wording in row.past),
                )
                for row in rows
            ],
        )


def _timed(label: str, action: Callable[[], _T]) -> _T:
    begun = time.process_time()
    result = action()
    print(f"{label:44} {time.process_time() - begun:8.3f} s")
    return result


def _meetings(registry: Registry, documents: Mapping[str, NewDocument]) -> list[NewMeeting]:
    """Return the meetings of a registry as a build finds them again."""
    held: dict[str, list[NewDocument]] = {}
    sessions: dict[str, list[NewSession]] = {}
    places: dict[str, int] = {}
    """Position of each meeting among those of a paper, which the order of the meetings decides."""
    for row in registry.documents:
        for place, meeting in enumerate(row.meetings):
            held.setdefault(meeting, []).append(documents[row.id])
            places[meeting] = place
    for session in registry.sessions:
        if session.living:
            sessions.setdefault(session.meeting, []).append(NewSession(session.id, session.title, session.number))
    return [
        NewMeeting(
            row.id,
            row.title,
            held[row.id],
            sessions.get(row.id, ()),
            date.fromisoformat(row.start) if row.start else None,
        )
        for row in sorted(registry.meetings, key=lambda row: places.get(row.id, 0))
        if row.id in held
    ]


def change_a_word(folder: Path, old: Registry) -> tuple[int, int]:
    """Index one changed paper; return the lines of the difference and its bytes."""
    changed = next(row for row in old.documents if row.living and old.living_count(row.id) >= _MIN_PASSAGES)
    living = [row for row in old.in_document(changed.id) if row.living]
    texts = [NewPassage(row.text, row.page, row.headings, row.number) for row in living]
    texts[5] = replace(texts[5], text=f"{texts[5].text} Indeed.")
    documents = {
        row.id: NewDocument(row.source, "0" * 64 if row is changed else row.digest, row.title)
        for row in old.documents
        if row.living
    }
    meetings = _meetings(old, documents)
    others = [documents[row.id] for row in old.documents if row.living and not row.meetings]
    unchanged = {row.source for row in old.documents if row is not changed}
    reconciliation = _timed(
        "one changed paper: matching",
        lambda: Reconciliation(old, meetings, lambda _: texts, _STAMP, others, unchanged),
    )
    before = old.part_bytes(changed.id).decode().splitlines()
    following = _timed(
        "one changed paper: aligning and writing",
        lambda: file.prepare(folder, reconciliation, reconciliation.changed_documents(), old),
    )
    _timed("one changed paper: putting in place", lambda: file.commit(folder))
    after = following.part_bytes(changed.id).decode().splitlines()
    lines = list(islice(difflib.unified_diff(before, after, n=0, lineterm=""), 2, None))
    marked = [line for line in lines if not line.startswith("@@")]
    print(f"parts written: {len(following.changed)}")
    return len(marked), sum(len(line.encode()) + 1 for line in marked)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder with a registry; it is only read")
    parser.add_argument("--copies", type=int, default=1, help="how many times its rows are taken")
    options = parser.parse_args()
    source = file.read(options.folder)
    if not source:
        parser.error(f"{options.folder} has no registry")
    copied = CopiedRegistry.of(source, options.copies)
    with TemporaryDirectory() as name:
        folder = Path(name)
        _timed("writing all", lambda: file.prepare(folder, copied, _passages(source, copied.documents)))
        _timed("putting all in place", lambda: file.commit(folder))
        old = _timed("opening", lambda: file.read(folder))
        if not old:
            parser.error("what was written is not there")
        _timed("fingerprint", lambda: file.file_hash(folder))
        passages = _timed("reading all passages", lambda: sum(len(old.in_document(row.id)) for row in old.documents))
        lines, length = change_a_word(folder, old)
        (folder / ".registry.jsonl.work" / "checked.index").unlink()
        _timed("opening without the derived index", lambda: file.read(folder))
        print(f"{len(old.documents)} papers, {passages} passages: {size(folder / PARTS_FOLDER) / 1e6:.1f} MB in parts")
        print(f"the head: {(folder / file.REGISTRY_FILE).stat().st_size / 1e6:.1f} MB")
        print(f"difference of the changed paper: {lines} lines, {length} bytes")


if __name__ == "__main__":
    main()
