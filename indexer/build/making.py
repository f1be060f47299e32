"""What is found in the papers of a plan, and how it is described to another process that is to find it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from indexer.making.findings import PaperFindings, find_in_passages
from indexer.making.names import FullName, NamesTaken
from indexer.making.passages import SessionsByKey
from indexer.making.tasks import MakingJob, UnmadePaper
from indexer.meetings.merge import GroupedPaper, MeetingGroup
from indexer.model import Document
from indexer.readers.limits import LIMITS
from indexer.text.sentences import SentenceSplitter, SentenceStatistics

from .names import CorpusNames
from .plan import BuildPlan, PlannedGroup


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

    def __init__(self, plan: BuildPlan, names: CorpusNames, statistics: SentenceStatistics) -> None:
        self._readings = plan.readings
        self._names = names
        self._sentences = SentenceSplitter(statistics)
        self._statistics = statistics

    def job(self, steps: Iterable[WritingStep]) -> MakingJob[WritingStep]:
        """Return the steps of writing, for whoever finds what their papers say."""
        return MakingJob(
            steps=steps,
            papers=len(self._readings.facts),
            sentences=msgspec.msgpack.encode(self._statistics),
            limits=LIMITS,
            described=self.described,
            here=self.here,
        )

    def here(self, step: WritingStep) -> PaperFindings | None:
        """Return the findings of a paper that is written, None for any other step."""
        if not isinstance(step, PaperStep):
            return None
        mentions = self._readings.names(step.name).mentions
        drafts = self._readings.passages(step.name, step.paper.draft)
        return find_in_passages(step.document, step.scopes, drafts, self._sentences, self._names, mentions)

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
        )
