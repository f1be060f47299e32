"""What is found in the papers of a plan, and how it is described to another process that is to find it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import msgspec

from indexer.engine.engines import Engines
from indexer.making.findings import find_in_passages
from indexer.making.names import FullName, NamesTaken
from indexer.making.passages import SessionsByKey
from indexer.making.tasks import MakingJob, PaperForEngine, ReadyPaper, UnmadePaper
from indexer.meetings.merge import GroupedPaper, MeetingGroup
from indexer.model import Document, Session
from indexer.registry.rows import RegistryReader
from indexer.text.sentences import SentenceSplitter, SentenceStatistics

from .names import CorpusNames
from .plan import PlannedGroup
from .readings import CorpusReadings


@dataclass(frozen=True)
class GroupStep:
    """The beginning of a group in the order of writing."""

    group: PlannedGroup
    merged: MeetingGroup | None
    """Its meetings and sessions; None where nothing of them has changed."""
    sessions: SessionsByKey


@dataclass(frozen=True)
class CarriedStep:
    """A paper that is carried over."""

    group: PlannedGroup
    name: str


@dataclass(frozen=True)
class PaperStep:
    """A paper that is written."""

    group: PlannedGroup
    paper: GroupedPaper
    document: Document
    sessions: SessionsByKey

    @property
    def name(self) -> str:
        """The name of its source."""
        return self.paper.draft.source.name

    @property
    def scopes(self) -> Mapping[int | None, str]:
        """What a short name is unique in, for each of its parts."""
        return self.group.known.scopes[self.name] if self.group.known else {}


WritingStep = GroupStep | CarriedStep | PaperStep


class PaperMaking:
    """Finds what the papers of a plan say, or describes them for whoever finds it."""

    def __init__(
        self,
        readings: CorpusReadings,
        names: CorpusNames,
        statistics: SentenceStatistics,
        registry: RegistryReader,
        engine: str,
    ) -> None:
        """Take the registry that has the ids of passages, and the name of the engine that they are written for."""
        self._readings = readings
        self._registry = registry
        self._engine = engine
        self._names = names
        self._sentences = SentenceSplitter(statistics)
        self._statistics = statistics

    def job(self, steps: Iterable[WritingStep]) -> MakingJob[WritingStep]:
        """Return the steps of writing, for whoever finds what their papers say."""
        return MakingJob(
            steps=steps,
            papers=len(self._readings.facts),
            sentences=msgspec.msgpack.encode(self._statistics),
            described=self.described,
            here=self.here,
        )

    def here(self, step: WritingStep) -> ReadyPaper | None:
        """Return what is found in a paper that is written, None for any other step."""
        if not isinstance(step, PaperStep):
            return None
        mentions = self._readings.names(step.name).mentions
        drafts = self._readings.passages(step.name, step.paper.draft)
        return ReadyPaper(find_in_passages(step.document, step.scopes, drafts, self._sentences, self._names, mentions))

    def described(self, step: WritingStep) -> UnmadePaper | None:
        """Return a paper that is written as another process is to get it, None for any other step."""
        if not isinstance(step, PaperStep):
            return None
        scopes = dict(step.scopes)
        people = [(scopes[part], FullName(*name)) for part, name in self._readings.people(step.name).people]
        return UnmadePaper(
            document=step.document,
            scopes=scopes,
            names=NamesTaken.among(self._names, people, scopes.values()),
            mentions=self._readings.names(step.name).mentions,
            passages=self._readings.encoded_passages(step.name, step.paper.draft),
            for_engine=self._for_engine(step) if Engines().prepares(self._engine) else None,
        )

    def _for_engine(self, step: PaperStep) -> PaperForEngine:
        sessions = {key: replace(session, people=()) for key, session in step.paper.session_of.items()}
        above = dict.fromkeys(each for own in sessions.values() for each in sessions_above(own, step.sessions))
        return PaperForEngine(
            engine=self._engine,
            ids=tuple(row.id for row in self._registry.in_document(step.document.id) if row.living),
            meeting_of_part=tuple(step.paper.meeting_of_part.items()),
            session_of=tuple(sessions.items()),
            above=tuple(replace(session, people=()) for session in above),
            words=self._readings.encoded_words(step.name),
        )


def sessions_above(session: Session, sessions: SessionsByKey) -> Iterator[Session]:
    """Yield the sessions that contain a session and are known, the nearest first."""
    seen = {session.id}
    above = sessions.get((session.meeting, session.parent)) if session.parent else None
    while above and above.id not in seen:
        yield above
        seen.add(above.id)
        above = sessions.get((session.meeting, above.parent)) if above.parent else None
