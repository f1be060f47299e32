"""Collects the doc values of a new index while passages are added, and writes them. `engine/doc_values` reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from indexer.disk.spool import Spool, msgpack_array_header, msgpack_map_header
from indexer.meetings.dates import day_range, first_day_number, meeting_year
from indexer.model import Passage, Session
from indexer.query.results import FACETS, NO_MEETING, UNDATED, FacetName, session_value
from indexer.text.compounds import compounds_by_stem

from .doc_values import DOC_VALUES_FILE, DocValuesFile
from .prior import prior
from .term_dictionary import TermFrequencies, TermsByStem

Profile = tuple[tuple[int, int], tuple[tuple[str, ...], ...]]
"""The days of a passage's meeting, and its values in each facet, in the order of `FACETS`."""


class WrittenForms(NamedTuple):
    """How the corpus writes its terms."""

    accented: Mapping[str, list[str]]
    """For each term that has accents somewhere, its accented spellings."""
    capitals: Mapping[str, int]
    """For each term that is written in capitals somewhere, the number of passages in which it is."""
    parted: Mapping[str, list[str]]
    """For each stem of a word that is written in parts somewhere, its ways of writing."""


_PER_PASSAGE = ("ids", "order_keys", "days", "priors", "profiles")
"""The doc values with one value per passage."""


class DocValuesWriter:
    """Writer of doc values; takes passages in the order of their numbers and holds one meeting in memory."""

    def __init__(self, folder: Path) -> None:
        """Spool the values in a folder, and write the finished file there too."""
        self._folder = folder
        self._encoder = msgspec.msgpack.Encoder()
        self._passage_spools = {name: self._new_spool() for name in _PER_PASSAGE}
        self._lengths: dict[str, Spool] = {}
        self._spans = self._new_spool()
        self._values: dict[FacetName, Spool] = {name: self._new_spool() for name in FACETS if name != "session"}
        self._sessions = Spool(folder, msgspec.json.Encoder(), between=b"\n")
        """The sessions of each profile, without those that contain them, which may be added later."""
        self._ids: set[str] = set()
        """The passage ids of the current document; ids of another document begin with that document's id."""
        self._documents: dict[str, int] = {}
        self._last: tuple[str, str | None] = ("", None)
        """Document and meeting of the previous passage."""
        self._profiles: dict[Profile, int] = {}
        """The profiles of the current meeting; a profile names its meeting, so no two meetings share one."""
        self._parents: dict[str, str] = {}

    def _new_spool(self) -> Spool:
        return Spool(self._folder, self._encoder)

    def add_parent(self, session: Session) -> None:
        """Record which session a session is part of."""
        if session.parent:
            value = session_value(session.meeting, session.id)
            self._parents[value] = session_value(session.meeting, session.parent)

    def add(self, passage: Passage, lengths: Mapping[str, int]) -> None:
        """Add a passage with the lengths of its fields; raise ValueError when its document has this id already."""
        self._forget_previous(passage)
        if passage.id in self._ids:
            raise ValueError(f"The passage id {passage.id} is given twice")
        self._ids.add(passage.id)
        if passage.session:
            self.add_parent(passage.session)
        document = self._documents.setdefault(passage.document.id, len(self._documents))
        spools = self._passage_spools
        spools["ids"].append(passage.id)
        spools["order_keys"].append(document << 32 | passage.ordinal)
        spools["days"].append(first_day_number(passage.meeting))
        spools["priors"].append(prior(passage))
        spools["profiles"].append(self._profile_number(passage))
        for field, length in lengths.items():
            if field not in self._lengths:
                self._lengths[field] = self._new_spool()
            self._lengths[field].append(length)

    def _forget_previous(self, passage: Passage) -> None:
        """Forget what belongs to the previous document, and to the previous meeting when it changes."""
        now = passage.document.id, passage.meeting.id if passage.meeting else None
        if now[0] != self._last[0]:
            self._ids.clear()
        if now[1] != self._last[1]:
            self._profiles.clear()
        self._last = now

    def _profile_number(self, passage: Passage) -> int:
        """Return the number of a passage's profile."""
        values = facet_values(passage)
        profile = (day_range(passage.meeting), tuple(values[name] for name in FACETS))
        number = self._profiles.get(profile)
        if number is None:
            number = self._profiles[profile] = len(self._spans)
            self._spans.append(profile[0])
            self._sessions.append(values["session"])
            for name, spool in self._values.items():
                spool.append(values[name])
        return number

    def write(self, forms: TermsByStem, passages: TermFrequencies, written: WrittenForms) -> None:
        """Write the doc values, with the index terms: by stem, their document frequency, and their written forms."""
        self._values["session"] = self._new_spool()
        for line in self._sessions.lines():
            self._values["session"].append(self._with_ancestors(msgspec.json.decode(line, type=tuple[str, ...])))
        encode = self._encoder.encode
        parts: dict[str, Iterable[bytes]] = {name: _as_list(spool) for name, spool in self._passage_spools.items()}
        parts["values"] = self._as_map({name: self._values[name] for name in FACETS})
        parts["lengths"] = self._as_map(self._lengths)
        parts["spans"] = _as_list(self._spans)
        compounds = {language: compounds_by_stem(terms, language) for language, terms in passages.items()}
        parts |= {"forms": [encode(forms)], "passages": [encode(passages)], "written": [encode(written.accented)]}
        parts |= {"capitals": [encode(written.capitals)], "parted": [encode(written.parted)]}
        parts["compounds"] = [encode({language: by_stem for language, by_stem in compounds.items() if by_stem})]
        names = DocValuesFile.__struct_fields__
        with (self._folder / DOC_VALUES_FILE).open("wb") as file:
            file.write(msgpack_map_header(len(names)))
            for name in names:
                file.write(encode(name))
                file.writelines(parts[name])

    def _as_map(self, spools: Mapping[str, Spool]) -> Iterator[bytes]:
        """Yield spooled lists as one msgpack map by name."""
        yield msgpack_map_header(len(spools))
        for name, spool in spools.items():
            yield self._encoder.encode(name)
            yield from _as_list(spool)

    def _with_ancestors(self, values: Iterable[str]) -> tuple[str, ...]:
        """Return sessions and all sessions above them, each once."""
        line: dict[str, None] = {}
        for value in values:
            above = value
            while above and above not in line:
                line[above] = None
                above = self._parents.get(above, "")
        return tuple(line)

    def close(self) -> None:
        """Delete the spooled values."""
        for spools in (self._passage_spools, self._lengths, self._values):
            for spool in spools.values():
                spool.close()
        self._spans.close()
        self._sessions.close()


def _as_list(spool: Spool) -> Iterator[bytes]:
    """Yield spooled values as one msgpack list."""
    yield msgpack_array_header(len(spool))
    yield from spool.blocks()


def facet_values(passage: Passage) -> dict[FacetName, tuple[str, ...]]:
    """Return the values that a passage has in each facet, each once; of sessions only its own."""
    session, meeting = passage.session, passage.meeting
    return {
        "meeting": (meeting.id if meeting else NO_MEETING,),
        "year": (str(meeting_year(meeting) or UNDATED),),
        "session": (session_value(session.meeting, session.id),) if session else (),
        "kind": (passage.document.kind,),
        "status": (passage.document.status,),
        "person": _unique(participation.person for participation in passage.people),
        "organisation": _unique(participation.organisation for participation in passage.people),
        "country": _unique(participation.country for participation in passage.people),
        "place": _unique([meeting.place if meeting else None]),
        "language": _unique([passage.document.language]),
        "mention": _unique(passage.mentions),
    }


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
