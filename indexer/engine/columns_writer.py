"""Gathers the columns of a new index as passages are added, and writes them. What they are for is told in `columns`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from indexer.chronology import day_number, span_of, year_of
from indexer.model import Passage, Session

from .columns import COLUMNS_FILE, ColumnsFile
from .prior import prior
from .results import FACETS, UNDATED, FacetName, session_value

Profile = tuple[tuple[int, int], tuple[tuple[str, ...], ...]]
"""The days of a passage's meeting, and its values in each facet, in the order of `FACETS`."""


class ColumnsWriter:
    """Takes passages in the order of their numbers."""

    def __init__(self) -> None:
        self._file = ColumnsFile()
        self._ids: set[str] = set()
        self._documents: dict[str, int] = {}
        self._profiles: dict[Profile, int] = {}
        self._parents: dict[str, str] = {}

    def note_parent(self, session: Session) -> None:
        """Remember what a session is a part of."""
        if session.parent:
            own = session_value(session.meeting, session.id)
            self._parents[own] = session_value(session.meeting, session.parent)

    def add(self, passage: Passage, lengths: Mapping[str, int]) -> None:
        """Add a passage with the lengths of its fields; raise ValueError when its id is there already."""
        if passage.id in self._ids:
            raise ValueError(f"The passage id {passage.id} is given twice")
        self._ids.add(passage.id)
        if passage.session:
            self.note_parent(passage.session)
        found = facet_values(passage)
        profile = (span_of(passage.meeting), tuple(found[name] for name in FACETS))
        document = self._documents.setdefault(passage.document.id, len(self._documents))
        columns = self._file
        columns.ids.append(passage.id)
        columns.places.append(document << 32 | passage.ordinal)
        columns.days.append(day_number(passage.meeting))
        columns.priors.append(prior(passage))
        columns.profiles.append(self._profiles.setdefault(profile, len(self._profiles)))
        for field, length in lengths.items():
            columns.lengths.setdefault(field, []).append(length)

    def write(
        self, path: Path, forms: Mapping[str, list[str]], passages: Mapping[str, int], written: Mapping[str, list[str]]
    ) -> None:
        """Write the columns into a folder, with what is known of forms: by stem, in passages, with accents."""
        values = {name: [profile[1][place] for profile in self._profiles] for place, name in enumerate(FACETS)}
        self._file.values = {**values, "session": [self._lineage(own) for own in values["session"]]}
        self._file.spans = [span for span, _ in self._profiles]
        self._file.forms, self._file.passages, self._file.written = dict(forms), dict(passages), dict(written)
        (path / COLUMNS_FILE).write_bytes(msgspec.msgpack.encode(self._file))

    def _lineage(self, values: Iterable[str]) -> tuple[str, ...]:
        """Give sessions and those above them, each once."""
        line: dict[str, None] = {}
        for value in values:
            above = value
            while above and above not in line:
                line[above] = None
                above = self._parents.get(above, "")
        return tuple(line)


def facet_values(passage: Passage) -> dict[FacetName, tuple[str, ...]]:
    """Give the values that a passage has in each facet, each once; of sessions only its own."""
    session = passage.session
    return {
        "meeting": (passage.meeting.id,),
        "year": (str(year_of(passage.meeting) or UNDATED),),
        "session": (session_value(session.meeting, session.id),) if session else (),
        "kind": (passage.document.kind,),
        "status": (passage.document.status,),
        "person": _once(one.person for one in passage.people),
        "organisation": _once(one.organisation for one in passage.people),
        "place": _once([passage.meeting.place]),
        "language": _once([passage.document.language]),
        "mention": _once(passage.mentions),
    }


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
