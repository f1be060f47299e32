"""What is new in the collection and what was corrected, by the builds that brought it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal, NamedTuple

from indexer.frozen.standing import known_texts
from indexer.meetings.ids import normalise
from indexer.query.results import Query
from indexer.registry.past_builds.events import PastEvents, RewordedPassage, events_of
from indexer.registry.past_builds.lines import BuildLine
from indexer.registry.past_builds.reading import PastBuilds
from indexer.registry.rows import VERSION_LENGTH, hash_text
from indexer.registry.storage.names import PAST_BUILDS_FILE
from indexer.store.library import Library

MOST_FOUND = 20_000
"""Passages of one search among which the newest are looked for."""
MOST_CORRECTIONS = 1_000
"""The latest corrections that are looked for."""
CorrectionKind = Literal["reworded", "split", "merged", "withdrawn", "redacted"]


@dataclass(frozen=True)
class PassageCorrection:
    """A passage that is not what somebody may have cited."""

    kind: CorrectionKind
    id: str
    build: str
    """The name of the build that changed it."""
    when: str
    """The time of that build, UTC as ISO 8601."""
    before: str
    """Its wording before; empty where nobody has it any more."""
    version: str
    """The version of that wording, as links carry it."""
    after: str = ""
    """Its wording in that build; empty where it has none."""
    parts: tuple[str, ...] = ()
    """Ids of the passages that have parts of it now, or of the one that it was merged into."""
    reason: str = ""
    """Of a redacted one: why."""


class CollectionNews:
    """The news of one build."""

    def __init__(self, library: Library) -> None:
        """Read what builds have changed; where there is no record, nothing is known to be newer than the build."""
        self._past = PastBuilds.read(library.folder / PAST_BUILDS_FILE)
        self.events: PastEvents = events_of(self._past) if self._past else PastEvents(library.stats.built, (), {})
        self.begun = self.events.begun or library.stats.built
        self._texts: dict[str, Mapping[tuple[str, str], str]] = {}
        self._corrections: tuple[PassageCorrection, ...] | None = None

    @cached_property
    def _entered(self) -> dict[str, str]:
        return self.events.entered()

    @cached_property
    def _updated(self) -> dict[str, str]:
        return self.events.worded()

    @cached_property
    def _papers_changed(self) -> dict[str, str]:
        return self.events.papers_changed()

    def entered(self, passage_id: str) -> str:
        """Return the time of the build in which a passage came, or of the first build on record."""
        return self._entered.get(passage_id, self.begun)

    def updated(self, passage_id: str) -> str:
        """Return the time of the build that gave a passage its wording, as far as there is a record."""
        return self._updated.get(passage_id, self.begun)

    def meeting_entered(self, meeting_id: str) -> str:
        """Return the time of the build that first had a meeting as it is, or of the first build on record."""
        return self.events.meetings.get(meeting_id, self.begun)

    def meeting_updated(self, meeting_id: str, papers: Iterable[str]) -> str:
        """Return the time of the last build that changed a meeting or one of its papers, which are given by id."""
        times = (self._papers_changed.get(paper, self.begun) for paper in papers)
        return max(self.meeting_entered(meeting_id), *times, self.begun)

    def newest(self, library: Library, query: Query, n: int) -> tuple[str, ...]:
        """Return the first `n` passages of a search: the last to enter or to be reworded first, of equals those of the
        newest meeting.

        Only the first `MOST_FOUND` by their meetings are looked at.
        """
        found = library.first(query, MOST_FOUND)
        late = [id_ for id_ in found if id_ in self._updated]
        late.sort(key=lambda id_: self._updated[id_], reverse=True)  # it keeps the order of equals
        early = (id_ for id_ in found if id_ not in self._updated)
        return (*late[:n], *(id_ for _, id_ in zip(range(n - len(late)), early, strict=False)))

    def corrections(self, library: Library) -> tuple[PassageCorrection, ...]:
        """Return the last things that were reworded, split, merged and withdrawn, the latest first."""
        if self._corrections is None:
            self._corrections = tuple(islice(self._all_corrections(library), MOST_CORRECTIONS))
        return self._corrections

    def _all_corrections(self, library: Library) -> Iterator[PassageCorrection]:
        for changes in self.events.changes:
            for change in (*changes.reworded, *(RewordedPassage(*gone, "") for gone in changes.gone)):
                if correction := self._correction(library, changes.build, change):
                    yield correction

    def _correction(self, library: Library, build: BuildLine, change: RewordedPassage) -> PassageCorrection | None:
        """Return a change as a correction; None where signs or letter case alone have changed."""
        document = change.id.rpartition(".")[0]
        if document not in self._texts:
            self._texts[document] = known_texts(library, self._past, document) if self._past else {}
        texts = self._texts[document]
        before, after = texts.get((change.id, change.before), ""), texts.get((change.id, change.after), "")
        if after and normalise(before) == normalise(after):
            return None
        version = hash_text(before)[:VERSION_LENGTH] if before else ""
        return correction_of(library, WasCited(change.id, version, before, after), build)


class WasCited(NamedTuple):
    """A wording of a passage, and the one that took its place in a build."""

    id: str
    version: str
    before: str
    after: str


def correction_of(library: Library, cited: WasCited, build: BuildLine) -> PassageCorrection | None:
    """Return what became of a wording of a passage; None where it stands as it was and where nothing is known of it."""
    id_, version, before, after = cited
    resolution = library.resolve(id_, version or None)
    kind: CorrectionKind = "reworded"
    parts: tuple[str, ...] = ()
    match resolution.state:
        case "redacted":
            reason = resolution.removal.reason if resolution.removal else ""
            return PassageCorrection("redacted", id_, build.name, build.built, "", "", reason=reason)
        case "merged" | "withdrawn" if after:
            pass  # what became of it later is another correction
        case "merged":
            kind, parts = "merged", (resolution.target.id,) if resolution.target else ()
            after = resolution.target.text if resolution.target else after
        case "withdrawn":
            kind, parts = "withdrawn", (resolution.nearest.id,) if resolution.nearest else ()
        case "split":
            kind, parts = "split", tuple(part.id for part in resolution.other_parts)
        case "unknown":
            return None
        case _:
            if not after:
                return None
    return PassageCorrection(kind, id_, build.name, build.built, before, version, after, parts)
