"""Records what stands in a build: compares each paper with the record of the build before, and adds what differs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from indexer.disk.sync import sync
from indexer.model import Document, Meeting, Participation, Passage, Session

from ..rows import PassageRow
from ..storage.names import RegistryPaths
from .changes import changes_since
from .lines import (
    BuildLine,
    FormerTextLine,
    GoneLine,
    PassageContext,
    PastMeetingLine,
    PastPaperLine,
    PastSessionLine,
    PersonAround,
    PlacedPassage,
    encode_past_line,
    text_hash,
)
from .reading import PastBuilds, Standing
from .texts import texts_in_part, texts_of

Texts = Mapping[str, Collection[str]]
"""All wordings that are known of each passage, by id."""
_SHORT = 0.5
"""Share of a complete line from which one with the changes alone is not worth following."""
_MOST_FOLLOWING = 24
"""Lines that are read for one paper at most."""
_LineT = TypeVar("_LineT", PastMeetingLine, PastSessionLine)
_KeyT = TypeVar("_KeyT", str, tuple[str, str])


class BuildRecorder:
    """Collects what one build changes. Whoever uses it holds the lock of the registry."""

    def __init__(self, folder: Path, *, anew: bool = False) -> None:
        """Continue the record that lies beside the registry of a folder.

        Begin a new one where there is none, or none that can be read.
        """
        self._folder = folder
        self._path = RegistryPaths.within(folder).past_builds
        known = None if anew else PastBuilds.read(self._path)
        self._known: Standing = known.latest if known else Standing()
        self._length = known.length if known else 0
        self.last_build = known.builds[-1].name if known and known.builds else ""
        """The name of the build that was recorded last; empty where there is none."""
        self._lines: list[bytes] = []
        self._meetings: dict[str, PastMeetingLine] = {}
        self._sessions: dict[tuple[str, str], PastSessionLine] = {}

    def put_meetings(self, meetings: Iterable[Meeting], sessions: Iterable[Session]) -> None:
        """Record meetings and their sessions as they are now."""
        for meeting in meetings:
            line = PastMeetingLine(meeting.id, meeting.title, meeting.place, meeting.start, meeting.end, meeting.year)
            self._put(line, meeting.id, self._known.meetings, self._meetings)
        for session in sessions:
            of_session = PastSessionLine(
                session.meeting, session.id, session.title, session.label, session.number, session.parent
            )
            self._put(of_session, (session.meeting, session.id), self._known.sessions, self._sessions)

    def _put(self, line: _LineT, key: _KeyT, known: Mapping[_KeyT, _LineT], added: dict[_KeyT, _LineT]) -> None:
        if added.get(key, known.get(key)) != line:
            added[key] = line
            self._lines.append(encode_past_line(line))

    def put_paper(self, document: Document, passages: Iterable[Passage], rows: Iterable[PassageRow]) -> None:
        """Record a paper as it is now; `rows` are those that the registry has of its passages from now on."""
        line = paper_line(document, passages)
        known = self._known.papers.get(document.id, ())
        if not known:
            self._lines.append(encode_past_line(line))
            return
        before = self._known.paper(document.id)
        if line == before:
            return
        self._keep_former_texts(document.id, before, texts_of(rows))
        whole, changes = encode_past_line(line), encode_past_line(changes_since(before, line))
        is_short = len(changes) < len(whole) * _SHORT and len(known) < _MOST_FOLLOWING
        self._lines.append(changes if is_short else whole)

    def _keep_former_texts(self, document: str, before: PastPaperLine, texts: Texts) -> None:
        """Keep the wordings of the build before that the registry will not keep."""
        lost: dict[str, str] = {}
        for passage in before.passages:
            id_ = f"{document}.{passage.name}"
            if passage.text and passage.text not in {text_hash(text) for text in texts.get(id_, ())}:
                lost[id_] = passage.text
        former = texts_in_part(self._folder, document) if lost else {}  # the next registry is not in place yet
        for id_, wanted in lost.items():
            for text in former.get(id_, ()):
                if text_hash(text) == wanted:
                    self._lines.append(encode_past_line(FormerTextLine(id_, text)))

    def finish(self, build: BuildLine, papers: Collection[str]) -> None:
        """Write what was recorded, and that the build is finished; `papers` are the ids of all of its papers.

        Call it before the next registry is put in place. Raise OSError.
        """
        gone = sorted(self._known.papers.keys() - set(papers))
        if gone:
            self._lines.append(encode_past_line(GoneLine(tuple(gone))))
        self._lines.append(encode_past_line(build))
        with self._path.open("r+b" if self._path.exists() else "w+b") as file:
            file.truncate(self._length)  # a build that was killed may have left half a line
            file.seek(0, os.SEEK_END)
            file.writelines(self._lines)
        sync(self._path)
        sync(self._path.parent)
        self._lines.clear()

    def copy_to(self, path: Path) -> None:
        """Copy the record into a build, whose pages cannot ask the registry. Raise OSError."""
        shutil.copyfile(self._path, path)


def paper_line(document: Document, passages: Iterable[Passage]) -> PastPaperLine:
    """Return the line of a paper with its passages."""
    contexts: dict[PassageContext, int] = {}
    placed = []
    for passage in passages:
        context = _context(passage)
        place = contexts.setdefault(context, len(contexts))
        name = passage.id.removeprefix(f"{document.id}.")
        voices = tuple(dict.fromkeys(voice.kind for voice in passage.voices))
        placed.append(PlacedPassage(name, text_hash(passage.text), place, passage.mentions, voices))
    return PastPaperLine(
        id=document.id,
        title=document.title,
        kind=document.kind,
        status=document.status,
        language=document.language,
        meetings=tuple(meeting.id for meeting in document.meetings),
        contexts=tuple(contexts),
        passages=tuple(placed),
    )


def _context(passage: Passage) -> PassageContext:
    return PassageContext(
        meeting=passage.meeting.id if passage.meeting else None,
        session=passage.session.id if passage.session else None,
        headings=passage.headings,
        heads=tuple(dict.fromkeys(head.text for head in passage.heads)),
        people=tuple(map(_person, passage.people)),
    )


def _person(person: Participation) -> PersonAround:
    return PersonAround(
        person.name, person.honorific, person.affiliation, person.person, person.organisation, person.country
    )
