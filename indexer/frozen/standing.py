"""What stood in a past build, seen from the live one: the passages that differ, with their texts as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from indexer.model import ColumnHead, Document, Meeting, Participation, Passage, Session, Voice
from indexer.registry.past_builds.lines import (
    BuildLine,
    PassageContext,
    PastMeetingLine,
    PastPaperLine,
    PersonAround,
    PlacedPassage,
    text_hash,
)
from indexer.registry.past_builds.reading import PastBuilds, Standing, session_parents
from indexer.registry.storage.names import PAST_BUILDS_FILE
from indexer.store.library import Library

from .errors import NoPastBuilds, TooMuchChanged, UnknownBuild
from .matching import PassageReader

MOST_READ = 2_000_000
"""Characters of passages that differ from today's that one process reads for a past build: so many take three seconds,
once for each build."""

_Facts = tuple[object, ...]
"""Everything by which a passage is found."""


@dataclass(frozen=True)
class PastCollection:
    """A past build beside the live one."""

    build: BuildLine
    then: Standing
    now: Standing
    differing: Mapping[str, Passage]
    """The passages, by id, that stood there and are not in the live build, or not as they were."""
    unreadable: tuple[str, ...]
    """Ids of those whose words nobody has any more: they were redacted."""
    replaced: frozenset[str]
    """Ids of the passages of the live build that did not stand there, or not as they are now."""
    _placed: dict[str, Mapping[str, tuple[int, PassageContext]]] = field(default_factory=dict)

    @cached_property
    def reader(self) -> PassageReader:
        """What reads the passages that differ."""
        return PassageReader(session_parents(self.then.sessions))

    def place(self, passage_id: str) -> tuple[int, PassageContext]:
        """Return the place of a passage in its paper, and what stood around it. Raise KeyError."""
        document, _, name = passage_id.rpartition(".")
        if document not in self._placed:
            paper = self.then.paper(document)
            self._placed[document] = {
                placed.name: (place, paper.contexts[placed.context]) for place, placed in enumerate(paper.passages)
            }
        return self._placed[document][name]

    def meeting(self, meeting_id: str | None) -> Meeting | None:
        """Return a meeting as it was."""
        return meeting_in(self.then, meeting_id)


def past_builds(library: Library) -> PastBuilds:
    """Return the builds on record, of which the live one is the last. Raise NoPastBuilds."""
    past = PastBuilds.read(library.folder / PAST_BUILDS_FILE)
    if not past or not past.build(library.stats.build):
        raise NoPastBuilds
    return past


def past_collection(library: Library, name: str, past: PastBuilds) -> PastCollection:
    """Return what stood in a build. Raise UnknownBuild or TooMuchChanged."""
    build = past.build(name)
    if build is None:
        raise UnknownBuild(name, past.builds[0].name, past.builds[-1].name)
    then, now = past.standing(name), past.standing(library.stats.build)
    comparison = _Comparison(library, past, then, now)
    for document in dict.fromkeys((*then.papers, *now.papers)):
        comparison.add(document)
    return PastCollection(
        build=build,
        then=then,
        now=now,
        differing=comparison.differing,
        unreadable=tuple(comparison.unreadable),
        replaced=frozenset(comparison.replaced),
    )


def known_texts(library: Library, past: PastBuilds, document: str) -> Mapping[tuple[str, str], str]:
    """Return all wordings that are known of the passages of a paper, by id and hash."""
    texts = {
        (row.id, text_hash(text)): text
        for row in library.history.in_document(document)
        for text in (row.text, *(wording.text for wording in row.past))
        if text
    }
    return texts | {(id_, text_hash(text)): text for id_, text in past.former_texts(document)}


class _Comparison:
    """Compares the papers of a past build with those of the live one."""

    def __init__(self, library: Library, past: PastBuilds, then: Standing, now: Standing) -> None:
        self.differing: dict[str, Passage] = {}
        self.unreadable: list[str] = []
        self.replaced: set[str] = set()
        self._library = library
        self._past = past
        self._then, self._now = then, now
        self._characters = 0
        self._touched = {key for key in then.meetings.keys() | now.meetings.keys() if _differs(then, now, key)}
        self._touched.update(
            session.meeting
            for standing, other in ((then, now), (now, then))
            for key, session in standing.sessions.items()
            if other.sessions.get(key) != session
        )
        """Ids of the meetings of which something differs."""

    def add(self, document: str) -> None:
        """Compare a paper. Raise TooMuchChanged."""
        before, after = self._then.papers.get(document), self._now.papers.get(document)
        if before == after and self._touched.isdisjoint(self._then.meetings_of(document)):
            return
        facts_now = dict(_facts_of(self._now, document))
        if before is None:
            self.replaced.update(facts_now)
            return
        facts_then = dict(_facts_of(self._then, document))
        self.replaced.update(id_ for id_, facts in facts_now.items() if facts_then.get(id_) != facts)
        changed = {id_ for id_, facts in facts_then.items() if facts_now.get(id_) != facts}
        if changed:
            self._read(document, changed)

    def _read(self, document: str, changed: set[str]) -> None:
        paper = self._then.paper(document)
        texts = known_texts(self._library, self._past, document)
        of_document = _document(self._then, paper)
        for ordinal, placed in enumerate(paper.passages):
            id_ = f"{document}.{placed.name}"
            if id_ not in changed:
                continue
            text = texts.get((id_, placed.text))
            if text is None:
                self.unreadable.append(id_)
                continue
            self._characters += len(text)
            if self._characters > MOST_READ:
                raise TooMuchChanged(self._characters, MOST_READ)
            self.differing[id_] = _passage(self._then, of_document, placed, paper, ordinal, text)


def _differs(then: Standing, now: Standing, meeting: str) -> bool:
    return then.meetings.get(meeting) != now.meetings.get(meeting)


def _facts_of(standing: Standing, document: str) -> Iterator[tuple[str, _Facts]]:
    """Yield the id of each passage of a paper with everything by which it is found."""
    if document not in standing.papers:
        return
    paper = standing.paper(document)
    around = [_facts_around(standing, context) for context in paper.contexts]
    of_paper = paper.kind, paper.status, paper.language
    for placed in paper.passages:
        yield (
            f"{document}.{placed.name}",
            (placed.text, placed.mentions, placed.voices, around[placed.context], of_paper),
        )


def _facts_around(standing: Standing, context: PassageContext) -> _Facts:
    meeting = standing.meetings.get(context.meeting or "")
    sessions = []
    session, seen = context.session, set[str]()
    while session and session not in seen:
        seen.add(session)
        line = standing.sessions.get((context.meeting or "", session))
        sessions.append(line)
        session = line.parent if line else None
    return (context, meeting, tuple(sessions))


def meeting_in(standing: Standing, meeting_id: str | None) -> Meeting | None:
    """Return a meeting as it stood in a build, None where it is not known."""
    line: PastMeetingLine | None = standing.meetings.get(meeting_id or "")
    return Meeting(line.id, line.title, line.place, line.start, line.end, line.year) if line else None


def _document(standing: Standing, paper: PastPaperLine) -> Document:
    meetings = tuple(filter(None, (meeting_in(standing, meeting) for meeting in paper.meetings)))
    return Document(paper.id, paper.title, paper.kind, paper.status, "", meetings, paper.language)


def _passage(
    standing: Standing, document: Document, placed: PlacedPassage, paper: PastPaperLine, ordinal: int, text: str
) -> Passage:
    context = paper.contexts[placed.context]
    line = standing.sessions.get((context.meeting or "", context.session or ""))
    session = Session(line.id, line.meeting, line.title, line.number, line.label, line.parent) if line else None
    return Passage(
        id=f"{document.id}.{placed.name}",
        text=text,
        kind="paragraph",
        ordinal=ordinal,
        document=document,
        meeting=meeting_in(standing, context.meeting),
        session=session,
        headings=context.headings,
        heads=tuple(ColumnHead(head, 0, 0) for head in context.heads),
        people=tuple(map(_participation, context.people)),
        mentions=placed.mentions,
        voices=tuple(Voice(kind, "", 0) for kind in placed.voices),
    )


def _participation(person: PersonAround) -> Participation:
    return Participation(
        name=person.name,
        role="",
        affiliation=person.affiliation,
        honorific=person.honorific,
        person=person.person,
        organisation=person.organisation,
        country=person.country,
    )
