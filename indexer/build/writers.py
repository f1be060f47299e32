"""Writes one build from its plan: what is new is made, the rest is carried over from the build before."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from indexer.disk.hashing import sha256_hex
from indexer.engine.engines import EMBEDDED_ENGINE, EngineSetting
from indexer.ingest.makers import LocalMakers, PaperMakers
from indexer.making.names import FullName
from indexer.making.passages import SessionsByKey, put_together
from indexer.making.tasks import ReadyPaper
from indexer.meetings.merge import GroupedPaper
from indexer.object_store.address import PapersFolder
from indexer.redactions.records import Redactions, Removal
from indexer.registry.past_builds.recorder import BuildRecorder
from indexer.registry.rows import RegistryReader
from indexer.review.doubts import doubts_of
from indexer.store.catalogue_parts import plan_parts
from indexer.store.catalogues import Catalogues, new_store

from .before.kept import KeptBuild, KeptGroup, KeptNames, KeptPaper
from .documents import make_document, with_people
from .files import BuildFiles, open_files
from .making import CarriedStep, GroupStep, PaperMaking, PaperStep, WritingStep, sessions_above
from .names import CorpusNames, PassageKey
from .originals import original_files
from .plan import BuildPlan, PlannedGroup
from .statistics import CorpusStatistics

Progress = Callable[[str, int, int], None]
"""Called with the step, how much of it is done, and of how much."""


def ignore_progress(_step: str, _done: int, _total: int) -> None:
    """Do nothing; the default for a caller that shows no progress."""


@dataclass(frozen=True)
class BuildIds:
    """The ids of documents by source name, and the registry that holds those of their passages."""

    documents: Mapping[str, str]
    registry: RegistryReader
    """Of meetings, sessions and documents it needs only those that have ended."""
    changed: Container[str] = frozenset()
    """The ids of the documents whose rows in the registry have changed."""


@dataclass(frozen=True)
class IndexCounts:
    """How much an index holds."""

    documents: int
    meetings: int
    sessions: int
    passages: int
    doubtful_facts: int
    """Facts of papers that were guessed or not found."""
    doubtful_documents: int


@dataclass(frozen=True)
class BuildInputs:
    """What a build is written from, beside the plan."""

    ids: BuildIds
    names: CorpusNames
    totals: KeptNames
    """What is kept of the names, but for what they are taken for."""
    statistics: CorpusStatistics
    recorder: BuildRecorder
    """Records what stands in the build."""
    redactions: Redactions = field(default_factory=Redactions)
    folder: PapersFolder = Path()
    """That of the papers."""
    engine: EngineSetting = EMBEDDED_ENGINE
    makers: PaperMakers = field(default_factory=LocalMakers)


def write_build(
    target: Path, plan: BuildPlan, inputs: BuildInputs, progress: Progress
) -> tuple[IndexCounts, KeptBuild]:
    """Write the files of a build, with one paper at a time in memory; return the counts, and what is kept of it."""
    return _BuildWriter(plan, inputs, progress).write(target)


class _BuildWriter:
    """Writes one build."""

    def __init__(self, plan: BuildPlan, inputs: BuildInputs, progress: Progress) -> None:
        self._plan = plan
        self._ids = inputs.ids
        self._names = inputs.names
        self._totals = inputs.totals
        self._statistics = inputs.statistics
        self._redactions = inputs.redactions
        self._folder = inputs.folder
        self._engine = inputs.engine
        self._making = PaperMaking(
            plan.readings, inputs.names, inputs.statistics.sentences, inputs.ids.registry, inputs.engine.name
        )
        self._makers = inputs.makers
        self._progress = progress
        self._recorder = inputs.recorder
        before = plan.kept
        self._can_carry = (
            before.folder is not None
            and before.statistics == inputs.statistics.id
            and before.folder.name == inputs.recorder.last_build
        )
        self._carried: dict[str, KeptPaper] = {}  # by name
        self._same: set[str] = set()  # the digests of groups of which nothing changes
        self._papers: dict[str, KeptPaper] = {}
        self._groups: dict[str, KeptGroup] = {}
        self._defining = inputs.names.defining_passages()
        self._defined: dict[PassageKey, str] = {}

    def write(self, target: Path) -> tuple[IndexCounts, KeptBuild]:
        """Write everything."""
        self._choose_carried()
        merged = self._plan_parts()
        base = self._plan.kept.folder if self._can_carry else None
        order = [self._ids.documents[name] for group in self._plan.groups for name in group.members.papers]
        with open_files(target, base, self._engine) as files:
            files.keep([paper.document for paper in self._carried.values()], merged)
            with closing(self._makers.made(self._making.job(self._steps()))) as made:
                for step, paper in made:
                    self._take_step(step, paper, files)
                    self._progress("Indexing", len(self._papers), len(order))
            self._progress("Writing", 0, 1)
            files.catalogue.add_former(self._ids.registry)
            self._find_definitions(files)
            acronyms = self._names.acronyms(self._defined)
            files.add_names(self._names.persons, acronyms, are_known=self._names.has_same_people)
            files.catalogue.add_synonyms(self._names.synonyms)
            removals = {row.id: Removal(row.kind, row.reason, row.date) for row in self._redactions.rows}
            files.catalogue.add_removals(removals)
            files.catalogue.add_originals(
                original_files(self._plan.readings, self._ids.documents, self._redactions, self._folder)
            )
            files.finish(order)
            self._progress("Writing", 1, 1)
        names, titles = self._names.kept(self._totals), self._plan.titles
        kept = KeptBuild(target, self._statistics.id, self._papers, self._groups, names, titles)
        return self._counts(), kept

    def _choose_carried(self) -> None:
        """Find out which papers have the rows of the build before."""
        for group in self._plan.groups if self._can_carry else ():
            before = {name: self._before(name) for name in group.members.papers}
            if self._is_same(group, before):
                self._same.add(group.digest)
                self._carried.update({name: paper for name, paper in before.items() if paper})
            elif any(before.values()):
                merged = self._plan.identified(group)
                sessions = with_people(merged, self._names)
                for paper in merged.papers:
                    known = before[paper.draft.source.name]
                    if known and self._is_carried(group, known, paper, sessions):
                        self._carried[paper.draft.source.name] = known

    def _plan_parts(self) -> Sequence[str]:
        """Return the names of the parts to merge; carry over nothing where all is better written anew."""
        folder = self._plan.kept.folder
        if not self._can_carry or folder is None:
            return ()
        with closing(Catalogues().open(new_store(), folder)) as before:
            plan = plan_parts(before.parts(), {paper.document for paper in self._carried.values()})
        if plan.anew:
            self._can_carry, self._carried, self._same = False, {}, set()
        return plan.merged

    def _is_carried(self, group: PlannedGroup, known: KeptPaper, paper: GroupedPaper, sessions: SessionsByKey) -> bool:
        has_same_names = known.names == self._paper_names(group, paper.draft.source.name)
        return has_same_names and known.view == self._view(paper, sessions)

    def _before(self, name: str) -> KeptPaper | None:
        """Return what the build before knows of a paper, None where its rows cannot be the same."""
        known, document = self._plan.kept.papers.get(name), self._ids.documents[name]
        if known is None or known.document != document or document in self._ids.changed:
            return None
        return known if known.key == self._plan.readings.key(name) else None

    def _is_same(self, group: PlannedGroup, before: Mapping[str, KeptPaper | None]) -> bool:
        """Return whether nothing of a group has changed, not even what the names in it are taken for."""
        if group.is_new or group.known is None or not all(before.values()):
            return False
        if self._names.are_as_before:
            return True
        if group.known.names != self._session_names(group):
            return False
        return all(known and known.names == self._paper_names(group, name) for name, known in before.items())

    def _session_names(self, group: PlannedGroup) -> str:
        """Return a digest of what the names in the sessions of a group are taken for."""
        people = group.known.people if group.known else ()
        return _digest([self._names.taken_for(meeting, FullName(*name)) for meeting, name in people])

    def _paper_names(self, group: PlannedGroup, name: str) -> str:
        """Return a digest of what the names in a paper are taken for, and of what decides what it mentions."""
        scopes = group.known.scopes[name] if group.known else {}
        people = self._plan.readings.people(name).people
        taken = [self._names.taken_for(scopes[part], FullName(*full_name)) for part, full_name in people]
        return _digest((taken, [self._names.names_council(scope) for scope in scopes.values()]))

    def _view(self, paper: GroupedPaper, sessions: SessionsByKey) -> str:
        """Return a digest of everything that the rows of a paper derive from, but for what its names are taken for."""
        name = paper.draft.source.name
        own_sessions = {key: sessions[session.meeting, session.id] for key, session in sorted(paper.session_of.items())}
        above = [[each.id for each in sessions_above(session, sessions)] for session in own_sessions.values()]
        meetings = list(paper.meeting_of_part.items())
        document = make_document(self._ids.documents[name], paper)
        return _digest((self._plan.readings.key(name), document, meetings, own_sessions, above))

    def _steps(self) -> Iterator[WritingStep]:
        """Yield what is written, in order; nothing is changed by this."""
        for group in self._plan.groups:
            if group.digest in self._same:
                yield GroupStep(group, None, {})
                yield from (CarriedStep(group, name) for name in group.members.papers)
                continue
            merged = self._plan.identified(group)
            sessions = with_people(merged, self._names)
            yield GroupStep(group, merged, sessions)
            for paper in merged.papers:
                name = paper.draft.source.name
                if name in self._carried:
                    yield CarriedStep(group, name)
                else:
                    yield PaperStep(group, paper, make_document(self._ids.documents[name], paper), sessions)

    def _take_step(self, step: WritingStep, made: ReadyPaper | None, files: BuildFiles) -> None:
        if isinstance(step, GroupStep):
            self._begin_group(step, files)
        elif isinstance(step, CarriedStep):
            self._carry_paper(step.group, step.name, files)
        elif made is not None:
            self._write_paper(step, made, files)

    def _begin_group(self, step: GroupStep, files: BuildFiles) -> None:
        """Write the meetings of a group, where they are not those of the build before."""
        known = step.group.known
        assert known is not None  # noqa: S101  # nosec B101  # since ids were assigned
        if step.merged is None:
            self._groups[step.group.digest] = known
            return
        self._groups[step.group.digest] = msgspec.structs.replace(known, names=self._session_names(step.group))
        files.put_meetings(step.merged.meetings, tuple(step.sessions.values()))
        self._recorder.put_meetings(step.merged.meetings, step.sessions.values())

    def _carry_paper(self, group: PlannedGroup, name: str, files: BuildFiles) -> None:
        self._papers[name] = self._carried[name]
        if group.known and files.is_moved(document_id := self._carried[name].document):
            files.move(document_id, group.known.ids, self._plan.readings.words(name))

    def _write_paper(self, step: PaperStep, made: ReadyPaper, files: BuildFiles) -> None:
        """Write a paper with its passages."""
        name, paper, document = step.name, step.paper, step.document
        rows = self._ids.registry.in_document(document.id)
        passage_ids = (row.id for row in rows if row.living)
        drafts = zip(passage_ids, self._plan.readings.passages(name, paper.draft), strict=True)
        passages = list(put_together(document, paper, drafts, step.sessions, made.findings))
        files.add(document, passages, rows, self._plan.readings.words(name), made.for_engine)
        self._recorder.put_paper(document, passages, rows)
        ids_by_place = {(name, passage.ordinal): passage.id for passage in passages}
        self._defined.update({place: ids_by_place[place] for place in ids_by_place.keys() & self._defining})
        self._papers[name] = KeptPaper(
            key=self._plan.readings.key(name),
            derived=self._plan.readings.names_key(name),
            document=document.id,
            view=self._view(paper, step.sessions),
            names=self._paper_names(step.group, name),
            grouping=self._plan.readings.grouping(name),
            passages=len(passages),
            doubts=len(doubts_of([document])),
        )

    def _find_definitions(self, files: BuildFiles) -> None:
        """Find the ids of the passages that define acronyms in papers that are carried over."""
        for name, ordinal in self._defining:
            if name in self._carried:
                passage_id = files.passage_id(self._carried[name].document, ordinal)
                if passage_id is not None:
                    self._defined[name, ordinal] = passage_id

    def _counts(self) -> IndexCounts:
        doubts = [paper.doubts for paper in self._papers.values()]
        groups = self._groups.values()
        return IndexCounts(
            documents=len(self._papers),
            meetings=sum(len(group.ids) for group in groups),
            sessions=sum(group.sessions for group in groups),
            passages=sum(paper.passages for paper in self._papers.values()),
            doubtful_facts=sum(doubts),
            doubtful_documents=sum(map(bool, doubts)),
        )


def _digest(facts: object) -> str:
    return sha256_hex([msgspec.msgpack.encode(facts)])
