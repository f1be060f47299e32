"""Gathers the columns of a new index as passages are added, and writes them. What they are for is told in `columns`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from indexer.disk.spool import Spool, msgpack_array_header, msgpack_map_header
from indexer.meetings.dates import day_range, first_day_number, meeting_year
from indexer.model import Passage, Session
from indexer.query.results import FACETS, UNDATED, FacetName, session_value

from .doc_values import DOC_VALUES_FILE, DocValuesFile
from .prior import prior

Profile = tuple[tuple[int, int], tuple[tuple[str, ...], ...]]
"""The days of a passage's meeting, and its values in each facet, in the order of `FACETS`."""
AccentedForms = Mapping[str, list[str]]
"""For each form that has accents somewhere, how it is written with them."""

_EACH = ("ids", "places", "days", "priors", "profiles")
"""The columns that have a value for each passage."""


class DocValuesWriter:
    """Takes passages in the order of their numbers, those of a document together; in memory is one meeting's."""

    def __init__(self, folder: Path) -> None:
        """Let the columns wait, and later stand, in a folder."""
        self._folder = folder
        self._encoder = msgspec.msgpack.Encoder()
        self._columns = {name: self._column() for name in _EACH}
        self._lengths: dict[str, Spool] = {}
        self._spans = self._column()
        self._values: dict[FacetName, Spool] = {name: self._column() for name in FACETS if name != "session"}
        self._sessions = Spool(folder, msgspec.json.Encoder(), between=b"\n")
        """Those of each profile, without those that they are parts of, which may be told later."""
        self._ids: set[str] = set()
        """Of the document that came last: those of another begin with its own id."""
        self._documents: dict[str, int] = {}
        self._last = ("", "")
        """Document and meeting of the passage that came last."""
        self._profiles: dict[Profile, int] = {}
        """Those of the meeting that came last: a profile names its meeting, so none is of two."""
        self._parents: dict[str, str] = {}

    def _column(self) -> Spool:
        return Spool(self._folder, self._encoder)

    def add_parent(self, session: Session) -> None:
        """Remember what a session is a part of."""
        if session.parent:
            own = session_value(session.meeting, session.id)
            self._parents[own] = session_value(session.meeting, session.parent)

    def add(self, passage: Passage, lengths: Mapping[str, int]) -> None:
        """Add a passage with the lengths of its fields; raise ValueError when its document has its id already."""
        self._come_to(passage)
        if passage.id in self._ids:
            raise ValueError(f"The passage id {passage.id} is given twice")
        self._ids.add(passage.id)
        if passage.session:
            self.add_parent(passage.session)
        document = self._documents.setdefault(passage.document.id, len(self._documents))
        columns = self._columns
        columns["ids"].append(passage.id)
        columns["places"].append(document << 32 | passage.ordinal)
        columns["days"].append(first_day_number(passage.meeting))
        columns["priors"].append(prior(passage))
        columns["profiles"].append(self._profile(passage))
        for field, length in lengths.items():
            if field not in self._lengths:
                self._lengths[field] = self._column()
            self._lengths[field].append(length)

    def _come_to(self, passage: Passage) -> None:
        """Forget what only the document, or the meeting, before is asked for."""
        now = passage.document.id, passage.meeting.id
        if now != self._last:
            self._ids.clear()
            if now[1] != self._last[1]:
                self._profiles.clear()
            self._last = now

    def _profile(self, passage: Passage) -> int:
        """Give the number of a passage's profile."""
        found = facet_values(passage)
        profile = (day_range(passage.meeting), tuple(found[name] for name in FACETS))
        number = self._profiles.get(profile)
        if number is None:
            number = self._profiles[profile] = len(self._spans)
            self._spans.append(profile[0])
            self._sessions.append(found["session"])
            for name, column in self._values.items():
                column.append(found[name])
        return number

    def write(self, forms: Mapping[str, list[str]], passages: Mapping[str, int], written: AccentedForms) -> None:
        """Write the columns, with what is known of forms: by stem, in passages, with accents."""
        self._values["session"] = self._column()
        for line in self._sessions.lines():
            self._values["session"].append(self._lineage(msgspec.json.decode(line, type=tuple[str, ...])))
        encode = self._encoder.encode
        parts: dict[str, Iterable[bytes]] = {name: _whole(column) for name, column in self._columns.items()}
        parts["values"] = self._keyed({name: self._values[name] for name in FACETS})
        parts["lengths"] = self._keyed(self._lengths)
        parts["spans"] = _whole(self._spans)
        parts |= {"forms": [encode(forms)], "passages": [encode(passages)], "written": [encode(written)]}
        names = DocValuesFile.__struct_fields__
        with (self._folder / DOC_VALUES_FILE).open("wb") as file:
            file.write(msgpack_map_header(len(names)))
            for name in names:
                file.write(encode(name))
                file.writelines(parts[name])

    def _keyed(self, columns: Mapping[str, Spool]) -> Iterator[bytes]:
        """Give columns as one map by name."""
        yield msgpack_map_header(len(columns))
        for name, column in columns.items():
            yield self._encoder.encode(name)
            yield from _whole(column)

    def _lineage(self, values: Iterable[str]) -> tuple[str, ...]:
        """Give sessions and those above them, each once."""
        line: dict[str, None] = {}
        for value in values:
            above = value
            while above and above not in line:
                line[above] = None
                above = self._parents.get(above, "")
        return tuple(line)

    def close(self) -> None:
        """Give up what waits on disk."""
        for columns in (self._columns, self._lengths, self._values):
            for column in columns.values():
                column.close()
        self._spans.close()
        self._sessions.close()


def _whole(column: Spool) -> Iterator[bytes]:
    """Give a column as a list of msgpack."""
    yield msgpack_array_header(len(column))
    yield from column.blocks()


def facet_values(passage: Passage) -> dict[FacetName, tuple[str, ...]]:
    """Give the values that a passage has in each facet, each once; of sessions only its own."""
    session = passage.session
    return {
        "meeting": (passage.meeting.id,),
        "year": (str(meeting_year(passage.meeting) or UNDATED),),
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
