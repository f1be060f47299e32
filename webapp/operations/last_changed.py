"""When each page last changed, as far as the record of builds says, for the site maps of the site and of an edition.

A build is the only time at which pages change, so each time is that of a build: the last in which the page can have
changed. What stands as in the first build on record has the time of that build, since its pages are known since then.
"""

from __future__ import annotations

from functools import cached_property
from urllib.parse import unquote

from indexer.registry.past_builds.events import events_of
from indexer.registry.past_builds.last_changes import LastChanges, last_changes
from indexer.registry.past_builds.reading import PastBuilds
from indexer.registry.storage.names import PAST_BUILDS_FILE
from indexer.store.library import Library


class ChangeTimes:
    """The times of the last changes of the pages of one build, UTC as ISO 8601."""

    def __init__(self, library: Library) -> None:
        """Read the record; where there is none, every page has the time of the build."""
        self._past = PastBuilds.read(library.folder / PAST_BUILDS_FILE)
        self._changes = last_changes(self._past) if self._past else LastChanges()
        self._begun = self._past.builds[0].built if self._past and self._past.builds else library.stats.built

    def of(self, path: str) -> str:
        """Return the time of the page at a path.

        A passage changes when it comes or is reworded, a paper with all that is recorded of it, a meeting and its
        sessions with their papers; every other page can change with any paper or meeting.
        """
        kind, _, rest = path.partition("?")[0].strip("/").partition("/")
        key = unquote(rest.partition("/")[0])
        match kind:
            case "p" if key:
                return self._passages.get(key, self._begun)
            case "d" if key:
                return self._changes.papers.get(key, self._begun)
            case "m" if key:
                return self._changes.meetings.get(key, self._begun)
            case _:
                return self._changes.latest or self._begun

    @cached_property
    def _passages(self) -> dict[str, str]:
        """When each passage came or was last reworded that is not as in the first build."""
        return events_of(self._past).worded() if self._past else {}
