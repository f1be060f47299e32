"""Build the outline of a document: the session and headings above each body block.

The pieces are walked once from top to bottom. A labelled session stays open until the next one with the same kind of
label. A section with another kind of label inside it becomes its part. An unlabelled heading is its sub-heading unless
it looks like a peer. Headings themselves are recognised in `headings`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.model import DocumentKind, Participation
from indexer.structure.dates import find_dates, is_only_date
from indexer.structure.draft import DraftSession, Piece, Section
from indexer.text.casing import Truecaser, is_all_capitals
from indexer.text.prose import expects_more
from indexer.text.section_names import (
    CLOSING_SECTIONS,
    OPENING_SECTIONS,
    divides_record,
    is_part_of_record,
    is_running_head,
    normalise_heading,
)

from .bare_headings import PLANS
from .hours import parse_hours_line
from .levels import is_day_heading, is_generic, item_level, sets_items
from .session_keys import display_heading, has_numbered_sections, session_key
from .session_labels import (
    NAMED_RANK,
    SessionHeading,
    parse_numbered_heading,
    parse_session_heading,
    parse_timed_heading,
    without_time,
)

_PAPER = re.compile(r"\([A-Z]{1,5}/[\w./-]+(?:, [A-Z]{1,5}/[\w./-]+)*(?: and [A-Z]{1,5}/[\w./-]+)?\)$")
# Kinds of paper in which a titled section without a number is a part of the meeting.
_SECTIONED: frozenset[DocumentKind] = frozenset(
    {"concept_note", "summary", "report", "meeting_note", "minutes", "transcript"}
)
# Kinds of paper whose marked headings are the items of a meeting.
_ITEMISED: frozenset[DocumentKind] = _SECTIONED | {"programme", "agenda"}


@dataclass(frozen=True)
class OutlineEntry:
    """A body piece in its section; `index` is its position among all pieces of the document."""

    index: int
    piece: Piece
    section: Section


@dataclass(frozen=True)
class Outline:
    """The body of a document in sections, its sessions, and all pieces with their roles."""

    entries: tuple[OutlineEntry, ...]
    sessions: tuple[DraftSession, ...]
    pieces: tuple[Piece, ...]

    def sessions_with_people(self, people: dict[str, tuple[Participation, ...]]) -> tuple[DraftSession, ...]:
        """Return the sessions with their participants, given by session key."""
        return tuple(replace(session, people=people.get(session.key, ())) for session in self.sessions)


@dataclass(frozen=True)
class _OpenSession:
    """A session that is open at this point of the walk."""

    rank: str
    key: str
    heading: str
    capitals: bool
    level: int
    timed: bool = False
    """Whether it is a programme item, which ends at the next heading of the paper."""


class OutlineWalk:
    """One pass over the pieces of a document.

    With `stated`, the sessions are exactly those that it maps case-folded headings to.
    """

    def __init__(
        self,
        pieces: Sequence[Piece],
        kind: DocumentKind,
        caser: Truecaser,
        stated: Mapping[str, SessionHeading] | None = None,
    ) -> None:
        self._stated = stated
        self._kind = kind
        self._pieces = list(pieces)
        self._caser = caser
        self._numbered = has_numbered_sections(pieces)
        self._has_labelled_sessions = self._numbered or any(
            parse_session_heading(piece.heading) for piece in pieces if piece.role == "heading"
        )
        self._timed = (
            not self._has_labelled_sessions
            and sum(bool(parse_timed_heading(piece.text)) for piece in pieces if piece.role == "heading") >= 2
        )
        self._by_title = not self._has_labelled_sessions and not self._timed and kind in _SECTIONED
        self._item_level = item_level(pieces) if kind in _ITEMISED and sets_items(pieces) else None
        self._sessions: list[DraftSession] = []
        self._open: list[_OpenSession] = []
        self._plain_headings: tuple[tuple[int, str], ...] = ()
        self._pending_heading: tuple[int, str] | None = None
        """The heading without text above the next one, with its level."""
        self._container: tuple[str, ...] = ()
        self._container_level = 0
        self._day: tuple[int, int] | None = None
        self._entries: list[OutlineEntry] = []
        self._headed = -1
        """The number of entries above the last heading without a level: one right below it stands under it."""

    def run(self) -> Outline:
        """Walk to the end and return the outline."""
        index = 0
        while index < len(self._pieces):
            piece = self._pieces[index]
            if piece.role in {"body", "metadata"} and is_only_date(piece.text):
                self._note_day(index)
                if self._pieces[index].role == "body":
                    self._entries.append(OutlineEntry(index, self._pieces[index], self._section()))
            elif self._open and piece.role in {"body", "heading"} and self._note_hours(index):
                pass
            elif {"opens_meeting", "heading_of_day"}.intersection(piece.reasons):
                self._close_all()
                self._open_plain_heading(piece)
            elif piece.role == "heading":
                index = self._open_heading(index)
            elif piece.role == "body":
                if "publisher" in piece.reasons:
                    self._close_all()
                self._pending_heading = None
                self._entries.append(OutlineEntry(index, piece, self._section()))
            index += 1
        return Outline(tuple(self._entries), tuple(self._sessions), tuple(self._pieces))

    def _section(self) -> Section:
        headings = (
            self._container
            + tuple(part.heading for part in self._open)
            + tuple(text for _, text in self._plain_headings)
        )
        return Section(headings, self._open[-1].key if self._open else None)

    def _note_day(self, index: int) -> None:
        dates = next(find_dates(self._pieces[index].text), None)
        if dates and dates.first and not dates.last:
            self._day = (dates.first, dates.month)
        piece = self._pieces[index]
        if piece.role == "body" and (self._kind in PLANS or piece.block.kind == "heading"):
            self._pieces[index] = piece.with_role("metadata", "day_of_programme")

    def _note_hours(self, index: int) -> bool:
        """Note the hours of the session from the line right under its heading; return whether it states only these."""
        session = self._sessions[-1]
        if self._entries and self._entries[-1].section.session == session.key:
            return False
        day_and_time = parse_hours_line(self._pieces[index].text)
        if day_and_time is None:
            return False
        day, time = day_and_time
        self._sessions[-1] = replace(session, day=day or session.day, time=session.time or time)
        self._pieces[index] = self._pieces[index].with_role("metadata", "day_and_time")
        return True

    def _open_heading(self, index: int) -> int:
        """Open what the heading at `index` opens, and return the index of the last piece that belongs to it."""
        piece = self._pieces[index]
        if is_running_head(piece.text) and self._stated is None:
            return index
        heading = self._as_session(piece)
        if heading is None:
            self._open_plain_heading(piece)
            return index
        title, last = heading.title, index
        if not title:
            title, last = self._title_below(index)
        elif heading.label and expects_more(title):  # a title on two lines
            below, last = self._title_below(index)
            title = f"{title} {below}".rstrip()
        self._open_session(piece, replace(heading, title=self._caser.title_case(title)))
        return last

    def _as_session(self, piece: Piece) -> SessionHeading | None:
        """Return the session that a heading opens, or None."""
        if self._stated is not None:
            return self._stated.get(piece.text.casefold())
        labelled = parse_session_heading(piece.heading) or parse_session_heading(piece.text)
        if labelled or normalise_heading(piece.heading) in OPENING_SECTIONS | CLOSING_SECTIONS:
            return labelled
        return self._as_item(piece) if self._item_level is not None else self._as_section(piece)

    def _as_section(self, piece: Piece) -> SessionHeading | None:
        """Return the session that a number, a time or a title alone opens, or None."""
        numbered = parse_numbered_heading(piece.text, piece.block.label) if self._numbered else None
        timed = parse_timed_heading(piece.text) if self._timed else None
        if numbered or timed:
            return numbered or timed
        by_title = self._by_title and not (is_part_of_record(piece.heading) or self._is_paper(piece))
        return SessionHeading(rank="section", number=None, title=piece.text) if by_title else None

    def _as_item(self, piece: Piece) -> SessionHeading | None:
        """Return the item that a marked heading opens, or None for one below the items, a day or a generic section."""
        if not 0 < piece.block.level <= (self._item_level or 0) or is_day_heading(piece.text):
            return None
        if self._numbered:
            numbered = parse_numbered_heading(piece.text, piece.block.label)
            if numbered:
                return numbered
        if is_generic(piece.heading) or divides_record(piece.heading) or self._is_paper(piece):
            return None
        return parse_timed_heading(piece.text) or SessionHeading(rank="section", number=None, title=piece.text)

    def _is_paper(self, piece: Piece) -> bool:
        """Return whether a heading right under a session's names a paper taken up: `Report ... (S/2024/601)`."""
        below = self._open and not (self._entries and self._entries[-1].section.session == self._open[-1].key)
        return bool(below and _PAPER.search(piece.text))

    def _title_below(self, index: int) -> tuple[str, int]:
        """Return the title from the heading below a session's number, and its index; "" and `index` without one."""
        for following in range(index + 1, len(self._pieces)):
            piece = self._pieces[following]
            if piece.role == "dropped":
                continue
            if (
                piece.role == "heading"
                and not parse_session_heading(piece.heading)
                and not parse_timed_heading(piece.text)
            ):
                self._pieces[following] = piece.with_role("heading", "session_title")
                return piece.text, following
            break
        return "", index

    def _open_session(self, piece: Piece, heading: SessionHeading) -> None:
        ranks = [part.rank for part in self._open]
        if NAMED_RANK in (heading.rank, *ranks) and heading.time:  # programme items follow one another
            self._open = []
        elif heading.rank in ranks:
            del self._open[ranks.index(heading.rank) :]
        elif piece.block.level:
            self._open = [part for part in self._open if part.level < piece.block.level]
        if not self._open:
            self._container = self._container_of(piece)
        self._plain_headings, self._pending_heading = (), None
        parent = self._open[-1].key if self._open else None
        session = DraftSession(
            key=session_key(heading, parent, self._sessions),
            title=heading.title or heading.label or "",
            number=heading.number,
            label=heading.label,
            parent=parent,
            day=self._day,
            time=heading.time,
            part=piece.part,
        )
        self._sessions.append(session)
        capitals, level = is_all_capitals(piece.text), piece.block.level
        self._open.append(
            _OpenSession(heading.rank, session.key, display_heading(session), capitals, level, bool(heading.time))
        )

    def _container_of(self, piece: Piece) -> tuple[str, ...]:
        """Return the heading over the session that a piece opens: none of its own level contains it."""
        level, text = self._pending_heading or (self._container_level, "".join(self._container[:1]))
        if not text or (level and piece.block.level and level >= piece.block.level):
            level, text = 0, ""
        self._container_level = level
        return (text,) if text else ()

    def _open_plain_heading(self, piece: Piece) -> None:
        text, level = self._caser.title_case(without_time(piece.heading)), piece.block.level
        self._pending_heading = (level, text)
        if self._is_peer(piece):
            self._close_all()
        if level:
            self._open = [part for part in self._open if part.level < level and (part.level or not part.timed)]
            self._plain_headings = (*(entry for entry in self._plain_headings if 0 < entry[0] < level), (level, text))
        else:
            above = self._plain_headings if self._headed == len(self._entries) else ()
            self._plain_headings = (*(entry for entry in above if not entry[0]), (0, text))
            self._headed = len(self._entries)

    def _is_peer(self, piece: Piece) -> bool:
        """Return whether an unlabelled heading stands beside the open session, not inside it."""
        if not self._open:
            return not piece.block.level
        if normalise_heading(piece.heading) in CLOSING_SECTIONS or parse_timed_heading(piece.text):
            return True
        part = re.match(r"(\d{1,2})\.\d", piece.heading)  # `2.1` is a part of what `2.` opened
        if part and self._open[0].heading.startswith(f"{part[1]}. "):
            return False
        return not piece.block.level and is_all_capitals(piece.text) and self._open[0].capitals

    def _close_all(self) -> None:
        self._open, self._plain_headings, self._container = [], (), ()
