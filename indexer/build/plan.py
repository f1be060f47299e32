"""Which meetings and papers a build has to make anew, and which are those of the build before.

Groups of meetings whose papers are the same are not merged again. What names mean depends on all papers, so it is
compared for each paper once that is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import msgspec

from indexer.disk.hashing import sha256_hex
from indexer.ingest.paper_names import PaperNames
from indexer.making.names import FullName
from indexer.meetings.merge import GroupedPaper, GroupMembers, MeetingGroup, MeetingGroups, group_meetings
from indexer.meetings.remembered import remembering
from indexer.registry.apply import new_meetings, with_registry_ids
from indexer.registry.incoming import NewDocument, NewMeeting
from indexer.registry.reconcile import Reconciliation

from .before.kept import KeptBuild, KeptFullName, KeptGroup, KeptMeeting, load_titles
from .people import NameInMeeting
from .readings import CorpusReadings

Reconcile = Callable[[Sequence[NewMeeting], Sequence[NewDocument]], Reconciliation]
"""Called with the meetings and the documents of no meeting."""


@dataclass(frozen=True)
class PlannedGroup:
    """The meetings of some papers, with what is known of them."""

    members: GroupMembers
    digest: str
    """Of its members and of the readings of all its papers."""
    known: KeptGroup | None
    """What the build before made of the same, or what this build has made of them by now."""
    is_new: bool
    """Whether the build before knows nothing of it."""


class BuildPlan:
    """The groups of a build in their order."""

    def __init__(self, readings: CorpusReadings, kept: KeptBuild) -> None:
        """Group the papers into meetings, and compare the groups with those of the build before."""
        self.readings = readings
        self.kept = kept
        self.titles: bytes | None = None
        """What grouping has read from titles and paths; None where the papers did not have to be grouped."""
        self.groups = [self._planned(members) for members in self._grouped()]

    def papers(self) -> list[str]:
        """Return the names of all papers in the order of their meetings."""
        return [name for group in self.groups for name in group.members.papers]

    def _grouped(self) -> Iterable[GroupMembers]:
        """Return the meetings of all papers: those of the build before where no paper says anything else of them."""
        known = self.kept.papers
        if known.keys() == self.readings.facts.keys() and all(map(self._is_grouped_as_before, known)):
            return [group.members for group in self.kept.groups.values()]
        with remembering(load_titles(self.kept)) as memory:
            groups = group_meetings(self.readings.facts)
        self.titles = memory.stored
        return groups

    def _is_grouped_as_before(self, name: str) -> bool:
        known = self.kept.papers[name]
        return known.key == self.readings.key(name) or known.grouping == self.readings.grouping(name)

    def _planned(self, members: GroupMembers) -> PlannedGroup:
        members = members._replace(evidence=dict(sorted(members.evidence.items())))
        keys = [self.readings.key(name) for name in members.papers]
        digest = sha256_hex([msgspec.msgpack.encode((members, keys))])
        known = self.kept.groups.get(digest)
        return PlannedGroup(members, digest, known, is_new=known is None)

    def unchanged_papers(self) -> frozenset[str]:
        """Return the names of the papers that have the readings of the build before."""
        known = self.kept.papers
        return frozenset(name for name in self.readings if name in known and known[name].key == self.readings.key(name))

    def assign_ids(self, reconcile: Reconcile) -> Reconciliation:
        """Assign the ids of meetings and sessions; `reconcile` is called until no kept group has others than before."""
        without_meeting = [
            self._new_document(name)
            for group in self.groups
            if not group.members.meetings
            for name in group.members.papers
        ]
        while True:
            meetings = [list(self._new_meetings(group)) for group in self.groups]
            reconciliation = reconcile([meeting for of_group in meetings for meeting in of_group], without_meeting)
            ids, session_ids = iter(reconciliation.meeting_ids), iter(reconciliation.session_ids)
            have_all_kept = True
            for at, (group, of_group) in enumerate(zip(self.groups, meetings, strict=True)):
                final, of_sessions = tuple(islice(ids, len(of_group))), tuple(islice(session_ids, len(of_group)))
                if group.is_new:
                    self.groups[at] = replace(group, known=_made(group.members, of_group, final, of_sessions))
                elif group.known and group.known.ids != final:
                    have_all_kept = False
                    self.groups[at] = replace(group, known=None, is_new=True)
            if have_all_kept:
                return reconciliation

    def _new_meetings(self, group: PlannedGroup) -> Iterator[NewMeeting]:
        if group.is_new or group.known is None:
            yield from new_meetings(self._merged(group))
            return
        for meeting in group.known.meetings:
            documents = [self._new_document(name) for name in meeting.papers]
            yield NewMeeting(meeting.preferred_id, meeting.title, documents, None, meeting.start, meeting.is_stated)

    def _new_document(self, name: str) -> NewDocument:
        facts = self.readings.facts[name]
        return NewDocument(name, self.readings.digest(name), facts.title, facts.kind)

    def _merged(self, group: PlannedGroup) -> MeetingGroup:
        """Return a group with the ids that its meetings and sessions have by themselves."""
        return next(iter(MeetingGroups([group.members], self.readings.draft)))

    def identified(self, group: PlannedGroup) -> MeetingGroup:
        """Return a group under its final ids, merged anew."""
        assert group.known is not None  # noqa: S101  # nosec B101  # since ids were assigned
        return with_registry_ids(self._merged(group), group.known.ids, group.known.session_ids)

    def describe_new_groups(self) -> None:
        """Find out what new groups say of names, once their ids are assigned."""
        for at, group in enumerate(self.groups):
            if group.is_new and group.known:
                merged = self.identified(group)
                names = {name: self.readings.names(name) for name in group.members.papers}
                people = tuple(dict.fromkeys(_names_in_sessions(merged)))
                scopes = dict(_scopes(paper, names) for paper in merged.papers)
                told = [
                    (sorted(scopes[name].items(), key=str), names[name].people, names[name].councils) for name in names
                ]
                contribution = sha256_hex([msgspec.msgpack.encode((people, told))])
                known = msgspec.structs.replace(group.known, people=people, scopes=scopes, contribution=contribution)
                self.groups[at] = replace(group, known=known)

    def names_in_meetings(self) -> Iterator[NameInMeeting]:
        """Yield the names of all papers in order, each where it stands; the same one may come again."""
        for group in self.groups:
            if group.known:
                for meeting, name in group.known.people:
                    yield NameInMeeting(meeting, FullName(*name))
                for paper in group.members.papers:
                    scopes = group.known.scopes[paper]
                    for part, name in self.readings.people(paper).people:
                        yield NameInMeeting(scopes[part], FullName(*name))

    def councils(self) -> frozenset[str]:
        """Return the meetings, and the papers of no meeting, that name a council."""
        return frozenset(
            group.known.scopes[paper][part]
            for group in self.groups
            if group.known
            for paper in group.members.papers
            for part in self.readings.people(paper).councils
        )


def _made(
    members: GroupMembers,
    meetings: Sequence[NewMeeting],
    ids: tuple[str, ...],
    session_ids: Sequence[Mapping[str, str]],
) -> KeptGroup:
    """Return what is known of a new group once its ids are, without the names in it."""
    return KeptGroup(
        members=members,
        meetings=tuple(
            KeptMeeting(
                meeting.preferred_id,
                meeting.title,
                tuple(document.source for document in meeting.documents),
                meeting.start,
                meeting.is_stated,
            )
            for meeting in meetings
        ),
        ids=ids,
        session_ids=tuple({own: final for own, final in of.items() if own != final} for of in session_ids),
        sessions=sum(len(meeting.sessions or ()) for meeting in meetings),
    )


def _names_in_sessions(group: MeetingGroup) -> Iterator[tuple[str, KeptFullName]]:
    for session in group.sessions:
        for person in session.people:
            yield session.meeting, (person.name, person.honorific, person.affiliation)


def _scopes(paper: GroupedPaper, names: Mapping[str, PaperNames]) -> tuple[str, dict[int | None, str]]:
    """Return the name of a paper, and what a short name is unique in for each of its parts.

    That is the meeting of the part, or the paper where the part is of no meeting.
    """
    name = paper.draft.source.name
    meetings = {part: paper.meeting_of(part) for part in names[name].parts}
    return name, {part: meeting.id if meeting else name for part, meeting in meetings.items()}
